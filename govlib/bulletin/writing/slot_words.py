"""What may stand in the braces of an analyst's own paragraph: words and functions that give a text, nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from govlib.catalog.template_syntax import say_nearest
from govlib.catalog.template_words import FUNCTIONS, LISTS, Judge, list_wrong, parse_template, walk

_FILLED = re.compile(r"\{\{.*?\}\}")
_STRANGE = re.compile(r"没有“(.+)”这个词$")
_OVER_LISTS = ("names", "count", "join")
_NO_TEXT = ("has", "above", "delivered")
_BY_NAME = ("figure", "number", "change")
_OFFERED = ("heading", "text", "count")
_EXAMPLE = '例如 {{ figure("政府网站合格率") }}'
_SIGNS = {
    "{%": ("空位里不能写 {% %}", "只写词和函数；没有数据的那一句程序自己不写"),
    "{#": ("{# #} 里的字不会印出来", "不写注释"),
    "｛": ("花括号是全角的“｛”", "英文的 {{ 和 }}"),
    "｝": ("花括号是全角的“｝”", "英文的 {{ 和 }}"),
}
_JUDGED = {
    "Compare": "比较大小", "And": "判断（and）", "Or": "判断（or）", "Not": "判断（not）", "CondExpr": "判断（if）",
    "List": "自己列的名单", "Tuple": "自己列的名单",
}  # fmt: skip


class Fault(NamedTuple):
    """What is wrong in one line of a slot, and what is expected."""

    found: str
    expected: str


def find_faults(text: str, judge: Judge, names: Collection[str]) -> list[Fault]:
    """Return what is wrong with one paragraph; ``names`` are the figures of this period by their full names."""
    for sign, said in _SIGNS.items():
        if sign in text:
            return [Fault(*said)]
    wrong = [Fault(one.found, one.expected) for one in list_wrong(text, judge)]
    if wrong:
        return [_plain(one, names) for one in wrong]
    rest = _FILLED.sub("", text)
    if "{" in rest or "}" in rest:
        return [Fault("有单个的花括号", f"成对的 {{{{ 和 }}}}，{_EXAMPLE}")]
    return list(_list_beyond(text, names)) if "{{" in text else []


def _plain(fault: Fault, names: Collection[str]) -> Fault:
    """Return a fault of a template as it is told of a paragraph, which may hold less."""
    strange = _STRANGE.match(fault.found)
    if strange and strange[1] in names:
        return Fault(f"“{strange[1]}”没有加引号", f'{{{{ figure("{strange[1]}") }}}}')
    if strange and fault.expected.startswith("其中之一"):
        return Fault(fault.found, "docs/bulletin.zh-CN.md 里的词和函数")
    if "取不到" in fault.found:
        return Fault(fault.found, _say_offered())
    if fault.found.startswith("用了模板里不许用的写法："):
        return Fault(f"花括号里有{fault.found.partition('：')[2]}", f"只写词和函数，{_EXAMPLE}")
    return fault


def _list_beyond(text: str, names: Collection[str]) -> Iterator[Fault]:
    """Yield what templates may hold and a paragraph may not."""
    for node in walk(parse_template(text)):
        kind = type(node).__name__
        if kind in _JUDGED:
            yield Fault(f"花括号里有{_JUDGED[kind]}", f"只写词和函数，{_EXAMPLE}")
        elif kind == "Output":
            yield from (fault for one in node.nodes for fault in _judge_printed(one))
        elif kind == "Call":
            yield from _judge_call(node, names)
        elif kind == "Getattr" and (node.attr not in _OFFERED or getattr(node.node, "node", None) is None):
            yield Fault(f"空位里不能取“.{node.attr}”", _say_offered())


def _say_offered() -> str:
    offered = [f'problem("类型").{one}' for one in _OFFERED]
    return f"只有 {'、'.join(offered)}"


def _judge_printed(node: Any) -> Iterator[Fault]:
    """Yield why what a pair of braces holds gives no text."""
    kind, name = type(node).__name__, getattr(node, "name", "")
    if kind == "Const":
        yield Fault(f"花括号里直接写了“{node.value}”", f"文字直接写在外面，花括号里只写词和函数，{_EXAMPLE}")
    elif kind == "Name" and name in FUNCTIONS:
        yield Fault(f"“{name}”后面没有写括号", f'{name}("名称")')
    elif kind == "Call":
        called = node.node.name
        if called == "problem":
            yield Fault("problem() 得到的是一类问题，不是文字", 'problem("类型").text')
        elif called in LISTS:
            yield Fault(f"{called}() 得到的是名单，不是文字", f"names({called}(…))，或 count({called}(…))")
        elif called in _NO_TEXT:
            yield Fault(f"{called}() 得到的是“有”或“没有”，不是文字", f"写成文字的函数，{_EXAMPLE}")


def _judge_call(node: Any, names: Collection[str]) -> Iterator[Fault]:
    name, args = node.node.name, node.args
    lists = args if name == "join" else args[:1] if name in _OVER_LISTS else []
    if any(type(one).__name__ != "Call" or one.node.name not in LISTS for one in lists):
        yield Fault(f"{name}() 里要写名单", f'{name}(done("任务")) 这样的写法')
    plain = [] if name == "join" else args[1:] if name in _OVER_LISTS else args
    if any(type(one).__name__ != "Const" for one in plain):
        yield Fault(f"{name}() 的括号里写的不是加引号的名称或数", f'{name}("名称")')
    elif plain is args and args and not isinstance(args[0].value, str):
        yield Fault(f"{name}() 里写的“{args[0].value}”没有加引号", f'{name}("名称")')
    elif name in _BY_NAME and args and args[0].value not in names:
        near = say_nearest(args[0].value, names)
        yield Fault(
            f"这一期没有“{args[0].value}”这个数", near or "这一期的通报数字的名称，见 90 页的“可以写进通报的数字”"
        )
