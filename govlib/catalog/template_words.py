"""The vocabulary of bulletin templates, and what a template may consist of; checked when params/ is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from govlib.errors import Fault

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

WORDS: dict[str, str] = {
    "place": "地方的名称",
    "whole": "全市、全县、全区",
    "office": "发文机关",
    "period": "这一期的名称，例如 2023年第二季度",
    "season": "不带年份的期名，例如 第二季度",
    "topic": "专项检查的事项",
    "start": "检查开始日，写成 2023年4月1日",
    "end": "检查结束日",
    "inspection_day": "监测时间点",
    "issued": "印发日",
    "deadline": "整改期限",
    "deadline_short": "整改期限，与印发日同年的不写年份",
    "end_short": "检查结束日，不写年份",
}
FUNCTIONS: dict[str, str] = {
    "figure": "一个数字，连单位，照通报数字的写法",
    "number": "一个数字，不连单位",
    "parts": "一个数字的分列：微博53个、微信公众号150个",
    "has": "这个数字有没有数据",
    "above": "一个数字是不是大于几",
    "change": "一个数字比上期或去年同期的变化",
    "names": "名单：A、B、C，多了写“A、B、C等12家”",
    "count": "名单里有几个",
    "named_each": "一个数字逐单位：甲局7条、乙局5条",
    "units_of": "一个数字逐单位大于 0 的单位",
    "done": "完成一项专项工作的单位",
    "undone": "没有完成一项专项工作的单位",
    "graded": "一项专项工作里某一等次的单位",
    "top": "一种排名的前几名（含并列）",
    "bottom": "一种排名的后几名（含并列）",
    "tier": "一种等次的名单",
    "praised": "地方文件 bulletin.praise 里的一个名单",
    "failed": "不合格的网站或账号",
    "problems": "按类型归并的问题，每类有 heading、text、count、units",
    "problem": "一类问题",
    "objects": "零发布的单位或栏目",
    "topics": "二次投诉的问题类型",
    "examples": "检查发现问题清单里一类的例子：甲局“某栏目”、乙局“某栏目”未及时更新",
    "found_units": "检查发现问题清单里一类涉及的单位",
    "listed": "问题账号清单里一类的单位",
    "cases": "整改台账里某种状态的单位",
    "problem_count": "归并后的问题一共几项",
    "problem_units": "有问题的单位",
    "fixed_units": "上期问题全部整改到位的单位",
    "open_cases": "上期问题里没有整改到位的单位，每家有 unit、text",
    "summed_kinds": "汇总通报：网站和账号的合计，每类有 title、places、checked、passed、failed、rate、full、others 等",
    "delivered": "一张导出表交来没有",
    "annex": "一个附件的编号：附件1",
    "join": "把几个名单连成一个",
}
_ALLOWED = (
    "Template", "Output", "TemplateData", "Name", "Const", "Call", "Keyword", "For", "If", "Compare", "Operand",
    "And", "Or", "Not", "Getattr", "List", "Tuple", "CondExpr",
)  # fmt: skip
SLOT = "@slot "

Judge = Callable[[str, tuple[object, ...]], str]
"""Says what is wrong with a function's constant arguments, "" where nothing is."""


def make_environment() -> ImmutableSandboxedEnvironment:
    """Return the environment of templates: sandboxed, strict, plain text, with nothing but the vocabulary."""
    from jinja2 import StrictUndefined  # noqa: PLC0415 - only who checks templates waits for Jinja
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - the same

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


def check_text(text: str, file: str, key: str, judge: Judge) -> Iterator[Fault]:
    """Yield what is wrong with a template: its syntax, unknown words, what may not stand in one, wrong arguments."""
    if "{" not in text:
        return
    from jinja2 import TemplateSyntaxError, meta  # noqa: PLC0415 - the same

    environment = make_environment()
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as error:
        yield Fault(
            file, f"{key} 第 {error.lineno} 行".strip(), f"模板写法不对（{error.message}）", "见 docs/bulletin.zh-CN.md"
        )
        return
    strange = next((node for node in _walk(tree) if type(node).__name__ not in _ALLOWED), None)
    if strange is not None:
        where = f"{key} 第 {strange.lineno} 行".strip()
        yield Fault(file, where, f"用了模板里不许用的写法（{type(strange).__name__}）", "只写词、函数、if 和 for")
        return
    for name in sorted(meta.find_undeclared_variables(tree) - WORDS.keys() - FUNCTIONS.keys()):
        allowed = "、".join([*WORDS, *FUNCTIONS])
        yield Fault(file, f"{key} {_line_of(tree, name)}".strip(), f"没有“{name}”这个词", f"其中之一：{allowed}")
    yield from _check_calls(tree, file, key, judge)


def _check_calls(tree: Any, file: str, key: str, judge: Judge) -> Iterator[Fault]:
    for node in _walk(tree):
        if type(node).__name__ != "Call":
            continue
        name = getattr(node.node, "name", "")
        where = f"{key} 第 {node.lineno} 行".strip()
        if name not in FUNCTIONS:
            yield Fault(file, where, "只能调用词汇表里的函数", f"其中之一：{'、'.join(FUNCTIONS)}")
            continue
        constants = tuple(one.value for one in node.args if type(one).__name__ == "Const")
        wrong = judge(name, constants)
        if wrong:
            found, _, expected = wrong.partition("|")
            yield Fault(file, where, found, expected)


def _walk(tree: Any) -> Iterator[Any]:
    """Yield a node of a parsed template and all below it."""
    yield tree
    for child in tree.iter_child_nodes():
        yield from _walk(child)


def _line_of(tree: Any, name: str) -> str:
    lines = [node.lineno for node in _walk(tree) if getattr(node, "name", None) == name]
    return f"第 {min(lines)} 行" if lines else ""


def make_judge(known: Mapping[str, Mapping[str, object]]) -> Judge:
    """Return a judge of arguments: ``known`` gives the names of each function's first argument, by function."""

    def judge(name: str, constants: tuple[object, ...]) -> str:
        allowed = known.get(name)
        if allowed is None or not constants or not isinstance(constants[0], str):
            return ""
        asked = constants[0].partition("·")[0]
        if asked in allowed:
            return ""
        shown = "、".join(list(allowed)[:40])
        return f"{name}() 里写的“{asked}”没有声明|其中之一：{shown}"

    return judge
