"""Conditions, measures and limits in the words of people: every key of a rule has its sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from govlib.catalog.conditions import Condition, Word
from govlib.catalog.measure_kinds import Manual, Review, RowMeasure
from govlib.catalog.rulesets import REGISTRIES, Indicator
from govlib.catalog.score_models import Points, ScoreModel
from govlib.catalog.tables import TableDeclaration
from govlib.compare import COMPARATORS, ComparatorWord
from govlib.findings import say_limit
from govlib.labels import LABELS
from govlib.workdays import Span

MEASURES: Final[dict[str, str]] = {
    "share": "有问题的行占全部行的比例",
    "count": "行数",
    "count_of_groups": "几类行的行数相加",
    "days_since_last": "最近一次距监测时间点的天数",
    "longest_wait": "从一个日期到另一个日期最长的天数",
    "elements_missing": "缺少要素的行数",
    "longest_gap": "时段内相邻两次之间最长的天数",
    "slots_missed": "时段内一次也没有的工作日（周、月）数",
    "elements_absent": "有行缺少的要素种数",
    "sum": "一列数字的合计",
    "ratio": "两列合计之比",
    "repeats": "同一对象下重复的行数（每组第一行不算）",
    "candidates": "疑似的行数，每一行都由人判定",
    "manual": "人工核查登记里的结论",
}
"""What each kind of measure measures."""

DETAILS: Final[dict[str, str]] = {
    "about": "属于这件事的行（表里一行也没有就不能判）",
    "where": "看哪些行",
    "among": "在哪些行里看（一行也没有就是整项缺失）",
    "any_holds": "有问题的行（满足任何一条）",
    "groups": "几类行（一行只算一次）",
    "instead_where": "改看哪些行",
    "instead_flag": "名录里这一栏为“是”时改看别的行",
    "needs": "至少要交来一列",
    "needs_all": "都要交来的列",
    "needs_rows": "表里没有这个对象的行时",
    "in_period": "只看哪个日期在时段内的行",
    "from_column": "从哪个日期起算",
    "to_column": "到哪个日期为止（没有办的按监测时间点算）",
    "at_least_rows": "至少多少行才判",
    "review": "复核",
    "date_column": "看哪个日期",
    "registry_date": "名录里也算数的日期",
    "hides_earlier": "最后日期晚于监测时间点时",
    "in_workdays": "天数",
    "none_is_well": "一行也没有",
    "every_row": "空白的行",
    "looking_back": "看多长时间",
    "registry_start": "不早于名录里的日期",
    "every": "每",
    "column": "哪一列",
    "over": "除以哪一列",
    "at_least": "分母至少多少才判",
    "same": "哪几列相同算重复",
    "elements": "要素",
    "lacking": "缺少几个算缺",
    "or_all_below": "不足几行而全部缺时也算到线",
}
"""What each key of a measure says, as the heading of its line."""

_OF_THE_REGISTRY = frozenset({"instead_flag", "registry_date", "registry_start"})
_GATES = {"above": "超过", "at_or_above": "达到"}
_COLUMNS = frozenset(
    {"needs", "needs_all", "elements", "date_column", "column", "over", "same", "in_period", "from_column", "to_column"}
    | _OF_THE_REGISTRY
)


@dataclass(frozen=True)
class Names:
    """How tables and columns are named for people, by the headings that their exports carry."""

    tables: Mapping[str, TableDeclaration]

    def table(self, key: str) -> str:
        """Return a table's code and name, or its key where none is declared."""
        declared = self.tables.get(key)
        return f"{declared.code} {declared.name}" if declared else key

    def column(self, table: str, key: str) -> str:
        """Return the first heading of a column; a derived one is named after its source."""
        declared = self.tables[table].columns.get(key) if table in self.tables else None
        if declared is not None and declared.headings:
            return declared.headings[0]
        if declared is not None and declared.source is not None:
            return f"{self.column(table, declared.source)}{'有无' if declared.present else '归类'}"
        return LABELS.get(key, key)


def say_failing(word: ComparatorWord, value: float | None, unit: str) -> str:
    """Return when a limit is broken, such as 超过（含）5%（≥ 5%）为不合格."""
    limit = say_limit(value, unit)
    if value is None:
        return limit
    return f"{COMPARATORS[word].phrase}{limit}（{COMPARATORS[word].sign} {limit}）为不合格"


def say_points(points: Points, indicator: Indicator) -> str:
    """Return what a rule costs or gives, such as 没有的扣5分；每个扣1分；扣完5分为止."""
    verb = "加" if indicator.part == "bonus" else "扣"
    unit = "百分点" if indicator.unit == "%" else indicator.unit
    said = []
    if points.absent is not None:
        said.append(f"没有的{verb}{points.absent:g}分")
    if points.each is not None:
        said.append(f"每{unit}{verb}{points.each:g}分")
    if points.whole is not None:
        said.append(f"{verb}{points.whole:g}分")
    said += [f"低于{say_limit(step.below, indicator.unit)}的{verb}{step.points:g}分" for step in points.steps]
    if not points.is_computed:
        said.append(f"{verb}多少由检查人写在人工核查登记里")
    if points.cap is not None:
        said.append(f"{verb}到{points.cap:g}分为止")
    return "；".join(said)


def say_score_model(model: ScoreModel, names: Names) -> str:
    """Return how a kind of subject is scored, in one sentence a step."""
    parts = "、".join(
        f"{part.id}{part.points:g}分"
        + (f"（折算×{part.weight:g}）" if part.weight != 1 else "")
        + (f"，低于{part.fails_below:g}分不合格" if part.fails_below is not None else "")
        for part in model.parts
    )
    registry = REGISTRIES[model.subject]
    said = [f"{model.subject}（{say_conditions(model.scored_when, registry, names)}）：{parts}"]
    if model.fails_below is not None:
        said.append(f"总分低于{model.fails_below:g}分不合格")
    if model.bonus is not None:
        gate = model.gate
        when = f"{'＋'.join(gate.parts)}{_GATES[gate.passes_when]}{gate.limit:g}分的" if gate else ""
        said.append(f"{when}加分至多{model.bonus:g}分")
    if model.reduced is not None:
        reduced = model.reduced
        how = (
            f"按{reduced.out_of:g}分打分再折算成满分"
            if reduced.out_of
            else "分值摊到其他项，怎样摊原文没有写，不能计分"
        )
        skipped = "、".join(reduced.skips)
        said.append(f"{say_conditions(reduced.when, registry, names)}的不查{skipped}，{how}")
    if model.veto_score is not None:
        said.append(f"单项否决的记{model.veto_score:g}分")
    return "；".join(said)


def say_span(span: Span) -> str:
    """Return a length of time, such as 3个月."""
    parts = ((span.years, "年"), (span.months, "个月"), (span.days, "天"), (span.workdays, "个工作日"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)


def say_condition(condition: Condition, table: str, names: Names) -> str:
    """Return one condition as a clause about a named column."""

    def name(key: str) -> str:
        return f"“{names.column(table, key)}”"

    said = CONDITIONS.get(condition.test)
    given = getattr(condition, condition.test)
    clause = said(condition, name) if said else f"{condition.test}：{given}"
    return f"{name(condition.column)}{clause}{'；空白的要由人看' if condition.blank_is_open else ''}"


def say_conditions(conditions: tuple[Condition, ...], table: str, names: Names) -> str:
    """Return conditions that must all hold."""
    return "；并且".join(say_condition(one, table, names) for one in conditions) or "全部"


def _say_alternatives(conditions: tuple[Condition, ...], table: str, names: Names) -> str:
    return "；或者".join(say_condition(one, table, names) for one in conditions)


def _say_groups(groups: tuple[tuple[Condition, ...], ...], table: str, names: Names) -> str:
    return "。".join(f"第{number}类：{say_conditions(one, table, names)}" for number, one in enumerate(groups, 1))


_CONDITIONS: Final[dict[str, Callable[[Any, str, Names], str]]] = {
    "about": say_conditions,
    "where": say_conditions,
    "among": say_conditions,
    "instead_where": say_conditions,
    "any_holds": _say_alternatives,
    "groups": _say_groups,
}


_SAID: Final[dict[str, Callable[[Any], str]]] = {
    "needs_rows": lambda _: "不能判",
    "in_workdays": lambda _: "按工作日",
    "none_is_well": lambda _: "不算缺失",
    "every_row": lambda _: "也算一行，当作没有发生",
    "hides_earlier": lambda _: "看不出以前有没有，待复核",
    "looking_back": say_span,
    "every": lambda slot: {"workday": "个工作日", "week": "周", "month": "个自然月"}[slot],
}


def list_details(measure: RowMeasure | Manual, registry: str, names: Names) -> list[tuple[str, str]]:
    """Return what a measure states beside its kind and table: one pair of heading and text a key that is given."""
    details: list[tuple[str, str]] = []
    for key, field in type(measure).model_fields.items():
        value = getattr(measure, key)
        if key in ("kind", "table") or value == field.get_default(call_default_factory=True):
            continue
        table = registry if key in _OF_THE_REGISTRY else measure.table
        details.append((DETAILS.get(key, key), _say_detail(key, value, table, names)))
    return details


def _say_detail(key: str, value: Any, table: str, names: Names) -> str:
    if key in _SAID:
        return _SAID[key](value)
    if key in _COLUMNS:
        columns = (value,) if isinstance(value, str) else value
        return "、".join(f"“{names.column(table, column)}”" for column in columns)
    if key in _CONDITIONS:
        return _CONDITIONS[key](value, table, names)
    if isinstance(value, Review):
        confirmed, dismissed = "、".join(value.confirmed), "、".join(value.dismissed)
        return f"“{names.column(table, value.column)}”写{confirmed}的算，写{dismissed}的不算，其余待复核"
    return value.model_dump_json(exclude_defaults=True) if isinstance(value, BaseModel) else f"{value}"


def _words(words: tuple[Word, ...] | None) -> str:
    return "、".join({True: "是", False: "否"}[one] if isinstance(one, bool) else str(one) for one in words or ())


def _compare(condition: Condition, _name: Callable[[str], str]) -> str:
    return f" {COMPARATORS[condition.test].sign} {getattr(condition, condition.test):g}"


def _later(condition: Condition, name: Callable[[str], str]) -> str:
    allowing = f"之后{say_span(condition.allowing)}" if condition.allowing else ""
    if condition.allowing_hours is not None:
        allowing = f"之后{condition.allowing_hours:g}小时"
    return f"晚于{name(str(condition.later_than))}{allowing}（没有办的按监测时间点算）"


def _in_time(condition: Condition, name: Callable[[str], str]) -> str:
    allowing = f"之后{say_span(condition.allowing)}" if condition.allowing else ""
    return f"不晚于{name(str(condition.no_later_than))}{allowing}（没有办的不算）"


CONDITIONS: Final[dict[str, Callable[[Condition, Callable[[str], str]], str]]] = {
    "any_of": lambda one, _: f"为{_words(one.any_of)}",
    "none_of": lambda one, _: f"不为{_words(one.none_of)}",
    **dict.fromkeys(COMPARATORS, _compare),
    "blank": lambda one, _: "空白" if one.blank else "已填",
    "happened": lambda one, _: "不晚于监测时间点" if one.happened else "晚于监测时间点，或空白",
    "within": lambda one, _: f"在监测时间点往前{say_span(one.within or Span())}以内（含当天）",
    "before_window": lambda one, _: f"早于监测时间点前{say_span(one.before_window or Span())}，或空白",
    "older_than": lambda one, _: f"到监测时间点已超过{say_span(one.older_than or Span())}，或空白",
    "older_than_column": lambda one, name: f"距监测时间点超过{name(str(one.older_than_column))}的天数，或空白",
    "later_than": _later,
    "no_later_than": _in_time,
    "contains": lambda one, _: f"含有{_words(one.contains)}",
    "lacks": lambda one, _: f"不含{_words(one.lacks)}",
    "differs_from": lambda one, name: f"与{name(str(one.differs_from))}不同",
    "host_outside": lambda one, _: f"的域名不在{_words(one.host_outside)}之下",
    "host_begins_otherwise": lambda one, _: f"的域名不以{_words(one.host_begins_otherwise)}开头",
    "differs_from_sum_of": lambda one, name: f"不等于{'＋'.join(name(key) for key in one.differs_from_sum_of or ())}",
}
"""Every test of a condition with the clause that says it."""
