"""The vocabulary of bulletin templates, and what a template may consist of; checked when params/ is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from govlib.catalog.template_syntax import Wrong, find_depth, find_unclosed, say_nearest, say_syntax
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
    "annex": "一个附件的编号：附件1；没有这个附件，就不写这一句",
    "see": "（见附件1）；没有这个附件，就什么也不写",
    "window": "期里声明的一个时间窗：2023年1—5月",
    "join": "把几个名单连成一个",
}
_ALLOWED = (
    "Template", "Output", "TemplateData", "Name", "Const", "Call", "Keyword", "For", "If", "Compare", "Operand",
    "And", "Or", "Not", "Getattr", "List", "Tuple", "CondExpr",
)  # fmt: skip
ATTRIBUTES = (
    "heading", "text", "count", "units", "unit", "title", "places", "checked", "passed", "failed", "unconfirmed",
    "unknown", "rate", "full", "others", "lacking", "apart",
)  # fmt: skip
"""What may be asked of a group of problems, an open case, or the sum of a roll-up."""
_ARGUMENTS: dict[str, tuple[int, int]] = {
    "figure": (1, 2), "number": (1, 1), "parts": (2, 4), "has": (1, 1), "above": (1, 2), "change": (1, 2),
    "names": (1, 3), "count": (1, 1), "named_each": (1, 3), "units_of": (1, 3), "done": (1, 2), "undone": (1, 2),
    "graded": (2, 3), "top": (1, 3), "bottom": (1, 3), "tier": (2, 3), "praised": (1, 1), "failed": (1, 1),
    "problem": (1, 1), "objects": (1, 1), "topics": (0, 0), "examples": (1, 2), "found_units": (1, 1),
    "listed": (1, 1), "problem_count": (0, 0), "problem_units": (0, 0), "fixed_units": (0, 0),
    "open_cases": (0, 0), "summed_kinds": (0, 0), "delivered": (1, 1), "annex": (1, 1), "see": (1, 1),
    "window": (1, 1),
}  # fmt: skip
"""How many arguments a function takes, at least and at most; those not named take any number."""
_SAID = {
    "Add": "算式（+）", "Sub": "算式（-）", "Mul": "算式（*）", "Div": "算式（/）", "FloorDiv": "算式（//）",
    "Mod": "算式（%）", "Pow": "算式（**）", "Neg": "算式（-）", "Pos": "算式（+）", "Concat": "连接（~）",
    "Filter": "过滤器（|）", "FilterBlock": "过滤器（filter）", "Test": "判断（is）", "Getitem": "方括号取值（[ ]）",
    "Slice": "方括号取值（[ ]）", "Include": "引用别的文件（include）", "Import": "引用别的文件（import）",
    "FromImport": "引用别的文件（import）", "Extends": "引用别的文件（extends）", "Block": "块（block）",
    "Macro": "宏（macro）", "CallBlock": "宏（call）", "Assign": "赋值（set）", "AssignBlock": "赋值（set）",
    "With": "赋值（with）", "Dict": "花括号的对照表", "Scope": "转义开关（autoescape）",
}  # fmt: skip
LISTS = (
    "problems", "open_cases", "summed_kinds", "done", "undone", "graded", "top", "bottom", "tier", "praised", "failed",
    "objects", "topics", "found_units", "fixed_units", "cases", "listed", "problem_units", "units_of", "join",
)  # fmt: skip
"""Functions that give a list, which ``names`` puts into words and ``for`` goes over."""
LISTED = ("units", "full", "lacking", "apart")
_JINJAS = ("self", "loop", "super", "caller", "varargs", "kwargs")
"""Words that Jinja has of its own, and that no bulletin prints."""
_DEEPEST_LOOPS = 2
SLOT = "@slot "

Judge = Callable[[str, tuple[object, ...]], str]
"""Says what is wrong with a function's constant arguments, "" where nothing is; what is expected behind a "|"."""


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
    for wrong in list_wrong(text, judge):
        yield Fault(file, f"{key} 第 {wrong.row} 行".strip(), wrong.found, wrong.expected)


def list_wrong(text: str, judge: Judge) -> list[Wrong]:
    """Return what is wrong with a text that words are filled into, each with its line; nothing is rendered."""
    if not any(sign in text for sign in ("{{", "{%", "{#", "}}", "%}", "#}")):
        return []
    broken = find_unclosed(text) or find_depth(text)
    if broken is not None:
        return [broken]
    tree = parse_template(text)
    if isinstance(tree, Wrong):
        return [tree]
    strange = next((node for node in walk(tree) if type(node).__name__ not in _ALLOWED), None)
    if strange is not None:
        kind = type(strange).__name__
        found = f"用了模板里不许用的写法：{_SAID.get(kind, kind)}"
        return [Wrong(strange.lineno or 1, found, "只写词、函数、if 和 for")]
    return [*_list_strange_words(tree), *_list_wrong_calls(tree, judge), *_list_wrong_loops(tree, 0)]


def parse_template(text: str) -> Any:
    """Return the tree of a template, or what is wrong with its writing."""
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415 - the same

    try:
        return make_environment().parse(text)
    except TemplateSyntaxError as error:
        return say_syntax(error.message or "", error.lineno, text)
    except (RecursionError, SyntaxError, MemoryError):
        return Wrong(1, "写得太深，读不下去", "一层一层写得明白的词和函数")


def _list_strange_words(tree: Any) -> Iterator[Wrong]:
    from jinja2 import meta  # noqa: PLC0415 - the same

    known = (*WORDS, *FUNCTIONS)
    names = [node for node in walk(tree) if type(node).__name__ == "Name"]
    used = meta.find_undeclared_variables(tree) | {node.name for node in names if node.name in _JINJAS}
    for name in sorted(used - set(known)):
        rows = [node.lineno for node in names if node.name == name]
        near = say_nearest(name, known)
        yield Wrong(min(rows, default=1), f"没有“{name}”这个词", near or f"其中之一：{'、'.join(known)}")
    called = {id(node.node) for node in walk(tree) if type(node).__name__ == "Call"}
    for node in walk(tree):
        if type(node).__name__ == "Getattr" and node.attr not in ATTRIBUTES and id(node) not in called:
            near = say_nearest(node.attr, ATTRIBUTES)
            expected = near or f"其中之一：{'、'.join(ATTRIBUTES)}"
            yield Wrong(node.lineno, _say_attribute(node), expected)


def _say_attribute(node: Any) -> str:
    what = getattr(node.node, "name", "") or getattr(node.node, "value", "")
    return f"“{what}.{node.attr}”取不到：没有“{node.attr}”这一项"


def _list_wrong_calls(tree: Any, judge: Judge) -> Iterator[Wrong]:
    for node in walk(tree):
        if type(node).__name__ != "Call":
            continue
        name = getattr(node.node, "name", "")
        if name not in FUNCTIONS:
            if name and name not in WORDS:
                continue
            yield Wrong(node.lineno, "只能调用词汇表里的函数", f"其中之一：{'、'.join(FUNCTIONS)}")
            continue
        number = len(node.args)
        least, most = arguments_of(name)
        if node.dyn_args or node.dyn_kwargs:
            yield Wrong(node.lineno, f"{name}() 的括号里有星号", "逐个写明，中间用英文逗号")
        elif node.kwargs:
            yield Wrong(node.lineno, f"{name}() 的括号里写了“{node.kwargs[0].key}=”", "按先后写，不写名称和等号")
        elif not least <= number <= most:
            said = f"{least} 个" if least == most else f"{least} 到 {most} 个"
            expected = f"{said}，例如 {{{{ {name}({_example(least)}) }}}}"
            yield Wrong(node.lineno, f"{name}() 的括号里写了 {number} 个", expected)
        constants = tuple(one.value for one in node.args if type(one).__name__ == "Const")
        wrong = judge(name, constants) if len(constants) == len(node.args) or _is_first_constant(node) else ""
        if wrong:
            found, _, expected = wrong.partition("|")
            yield Wrong(node.lineno, found, expected)


def arguments_of(name: str) -> tuple[int, int]:
    """Return how many arguments a function of the vocabulary takes, at least and at most."""
    return _ARGUMENTS.get(name, (0, 99))


def _is_first_constant(node: Any) -> bool:
    return bool(node.args) and type(node.args[0]).__name__ == "Const"


def _example(number: int) -> str:
    return ", ".join(['"名称"', *['"……"'] * 9][:number])


def _list_wrong_loops(tree: Any, depth: int) -> Iterator[Wrong]:
    """Yield the loops that go over anything but what a function lists, and those nested too deeply to end soon."""
    for child in tree.iter_child_nodes():
        is_loop = type(child).__name__ == "For"
        if is_loop and not _is_list(child.iter):
            yield Wrong(child.lineno, "for 后面不是名单", "给出名单的函数，例如 {% for group in problems() %}")
        elif is_loop and depth + 1 > _DEEPEST_LOOPS:
            yield Wrong(child.lineno, f"for 套了 {depth + 1} 层", f"至多 {_DEEPEST_LOOPS} 层")
        else:
            yield from _list_wrong_loops(child, depth + is_loop)


def _is_list(node: Any) -> bool:
    if type(node).__name__ == "Getattr":
        return node.attr in LISTED
    return type(node).__name__ == "Call" and getattr(node.node, "name", "") in LISTS


def walk(tree: Any) -> Iterator[Any]:
    """Yield a node of a parsed template and all below it."""
    yield tree
    for child in tree.iter_child_nodes():
        yield from walk(child)


def make_judge(known: Mapping[str, Mapping[str, object]]) -> Judge:
    """Return a judge of arguments: ``known`` gives the names of each function's first argument, by function."""

    def judge(name: str, constants: tuple[object, ...]) -> str:
        allowed = known.get(name)
        if allowed is None or not constants or not isinstance(constants[0], str):
            return ""
        asked = constants[0].partition("·")[0]
        if asked in allowed:
            return ""
        near = say_nearest(asked, allowed)
        shown = "、".join(list(allowed)[:40])
        return f"{name}() 里写的“{asked}”没有声明|{near or f'其中之一：{shown}'}"

    return judge
