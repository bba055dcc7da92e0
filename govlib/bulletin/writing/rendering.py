"""Words filled into a text of a template or slot; what goes wrong there is said in Chinese, with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from govlib.catalog.template_words import make_environment

MOST = 1_000_000
"""Characters that one text may grow to: a bulletin has a few thousand."""
_COMPILED = "<template>"


class NotRenderedError(Exception):
    """A text whose words can't be filled in: its line from 1, what was found, what is expected."""

    def __init__(self, row: int, found: str, expected: str) -> None:
        """Keep where and why."""
        self.row, self.found, self.expected = row, found, expected
        super().__init__(found)


def render(text: str, context: Mapping[str, Any]) -> str:
    """Return a text with its words filled in.

    Raises:
        NotRenderedError: a word, argument or loop of it can't be used.
    """
    if "{" not in text:
        return text
    from jinja2 import TemplateError  # noqa: PLC0415 - what writes no template waits for no Jinja

    found: list[str] = []
    length = 0
    try:
        for part in make_environment().from_string(text).generate(context):
            found.append(part)
            length += len(part)
            if length > MOST:
                raise NotRenderedError(1, f"写出来超过 {MOST} 字", "一份通报的长短，请看 for 后面的名单")
    except (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError, LookupError) as error:
        raise NotRenderedError(_row_of(error), _say(error), "词汇表里的词和函数，见 docs/bulletin.zh-CN.md") from error
    except (RecursionError, SyntaxError, MemoryError) as error:
        raise NotRenderedError(1, "写得太深，读不下去", "一层一层写得明白的词和函数") from error
    return "".join(found)


def _row_of(error: Exception) -> int:
    """Return the line of a template at which it failed, 1 where nothing says."""
    row = getattr(error, "lineno", None)
    step: TracebackType | None = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == _COMPILED:
            row = step.tb_lineno
        step = step.tb_next
    return row or 1


def _say(error: Exception) -> str:
    """Return what an error of Jinja or Python means to who wrote the text."""
    message, kind = str(error), type(error).__name__
    if kind == "SecurityError":
        return "用了不许用的写法（程序内部的名称）"
    if kind == "UndefinedError":
        found = re.search(r"'([^']+)' is undefined$", message) or re.search(r"has no attribute '([^']+)'", message)
        return f"没有“{found[1]}”这个词或这一项" if found else "用了没有的词"
    if kind == "TypeError":
        found = re.search(r"(\w+)\(\) (?:missing|takes|got)", message)
        return f"{found[1]}() 的括号里写得不对" if found else "括号里写得不对：名称要加引号，数不加引号"
    return "花括号里的写法用不了"
