"""Read one YAML file of params/ safely: no duplicate keys, no guessed types, faults collected."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from govlib.errors import Fault


class Declaration(BaseModel):
    """Base of everything declared in params/: immutable, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


DeclarationT = TypeVar("DeclarationT", bound=Declaration)


class _TextLoader(yaml.SafeLoader):
    """SafeLoader that keeps dates and words such as on, off, yes, no as text and refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)  # type: ignore[no-untyped-call]
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"键“{key}”写了两次", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_TextLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))

_EXPECTED = {
    "missing": "必须填写",
    "extra_forbidden": "这里没有这个键（请核对拼写）",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "date_from_datetime_parsing": "形如 2024-06-22 且存在的日期",
    "date_parsing": "形如 2024-06-22 且存在的日期",
    "string_type": "文字",
    "int_parsing": "整数",
    "int_type": "整数",
    "float_parsing": "数字",
    "bool_parsing": "true 或 false",
    "bool_type": "true 或 false",
    "list_type": "列表",
    "tuple_type": "列表",
    "dict_type": "键值表",
    "model_type": "键值表",
    "too_short": "至少一项",
}


def load_yaml(path: Path, shown_as: str, faults: list[Fault]) -> Any:
    """Return the plain data of a YAML file, or None after adding a fault to ``faults``."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_TextLoader)  # noqa: S506 - derives from SafeLoader
    except UnicodeDecodeError:
        faults.append(Fault(shown_as, "", "不是 UTF-8 编码", "UTF-8 编码的文本"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f"第 {mark.line + 1} 行" if mark is not None else ""
        faults.append(Fault(shown_as, line, f"不是有效的 YAML：{getattr(error, 'problem', error)}", "有效的 YAML"))
    return None


def read_declaration(
    path: Path, model: type[DeclarationT], shown_as: str, faults: list[Fault]
) -> DeclarationT | None:
    """Return one file as a declaration, or None after adding every fault of it to ``faults``."""
    data = load_yaml(path, shown_as, faults)
    if data is None:
        if not any(fault.file == shown_as for fault in faults):
            faults.append(Fault(shown_as, "", "文件是空的", "一份声明"))
        return None
    return check_declaration(data, model, shown_as, faults)


def check_declaration(
    data: Any, model: type[DeclarationT], shown_as: str, faults: list[Fault], prefix: str = ""
) -> DeclarationT | None:
    """Return plain data as a declaration, or None after adding every fault of it to ``faults``."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            key = ".".join(str(part) for part in (prefix, *item["loc"]) if part != "")
            context = {name: str(value) for name, value in item.get("ctx", {}).items()}
            template = _EXPECTED.get(item["type"])
            expected = template.format(**context) if template else str(context.get("error", item["msg"]))
            found = "没有填" if item["type"] == "missing" else f"写的是“{_short(item['input'])}”"
            faults.append(Fault(shown_as, key, found, expected))
        return None


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"
