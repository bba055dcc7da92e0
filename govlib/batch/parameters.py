"""Parameters of a notebook: names compared strictly, values written so that people can read them."""

from __future__ import annotations

import ast
import difflib
import json
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import papermill
from nbformat import NotebookNode
from papermill.translators import PythonTranslator, papermill_translators

from govlib.errors import UserError

Parameter = str | bool


def write_parameters(parameters: Mapping[str, Parameter], comment: str = "") -> str:
    """Write parameters as Python assignments with Chinese text kept readable.

    papermill's own writer turns every Chinese character into an escape. A text stays a text, so the code "01" does
    too. ``comment`` is what papermill would put above and is replaced by a Chinese one.
    """
    del comment
    lines = [f"{name} = {_literal(value)}" for name, value in parameters.items()]
    return "\n".join(["# 本次运行的参数", *lines])


def _literal(value: Parameter) -> str:
    return repr(value) if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)


def register_writer(kernel_name: str) -> None:
    """Make papermill use ``write_parameters`` for a kernel."""
    writer = SimpleNamespace(codify=write_parameters, inspect=PythonTranslator.inspect)
    papermill_translators.register(kernel_name, writer)


def check_parameters(source: Path, notebook: NotebookNode, parameters: Mapping[str, Parameter]) -> None:
    """Compare given parameters with those a notebook declares in its cell tagged ``parameters``.

    Raises:
        UserError: A name is unknown or missing, or a text meets a yes/no parameter; all of them in one sentence.
    """
    declared = papermill.inspect_notebook(notebook)
    faults = []
    for name in sorted(set(parameters) - set(declared)):
        near = difflib.get_close_matches(name, declared, n=1)
        faults.append(f"不认识的参数 {name}" + (f"（是不是 {near[0]}？）" if near else ""))
    faults += [f"没有给出参数 {name}" for name in sorted(set(declared) - set(parameters))]
    for name in sorted(set(parameters) & set(declared)):
        wanted, given = _kind(declared[name]["default"]), type(parameters[name])
        if wanted in (str, bool) and wanted is not given:
            faults.append(f"参数 {name} 的值是{_KIND_NAMES[given]}，笔记本里声明的是{_KIND_NAMES[wanted]}")
    if faults:
        raise UserError(
            source.name,
            "；".join(faults),
            f"笔记本声明的 {'、'.join(declared) or '（没有标记 parameters 的单元）'}",
            "请改正参数名，或检查笔记本第一个单元",
        )


_KIND_NAMES: Mapping[type, str] = {str: "文本", bool: "是否"}


def _kind(literal: str) -> type | None:
    try:
        return type(ast.literal_eval(literal))
    except (ValueError, SyntaxError):
        return None
