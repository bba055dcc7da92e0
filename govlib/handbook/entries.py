"""What the handbook says of each rule: facts, limits by day with their source, cases as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govlib.catalog.load import Catalog
from govlib.catalog.rulesets import LIMIT, PART_WORDS, REGISTRIES, AmberLine, Indicator, Ruleset
from govlib.compare import COMPARATORS
from govlib.dated import CONFIDENCE_NOTE, Source
from govlib.findings import say_limit
from govlib.handbook.case_files import Case, CaseFile, DrawnTable, read_cases
from govlib.handbook.place_view import PlaceView
from govlib.handbook.sayings import (
    MEASURES,
    Names,
    list_details,
    say_conditions,
    say_failing,
    say_points,
    say_score_model,
)

CHECKS = {"AUTO": "机器查", "SAMPLE": "抽样查", "SEMI": "机器找线索，由人判定", "MANUAL": "人工查"}
KINDS = {
    "pass": "合格", "fail": "不合格", "limit": "正好到线", "undelivered": "没有交来", "no_rows": "没有它的行",
    "before": "生效以前", "change": "数值修订前后", "look_alike": "容易看错", "not_applicable": "不适用",
    "review": "待复核", "unknown": "缺数据",
}  # fmt: skip
SEEN = {"full": "见到原文", "part": "仅见部分原文", "recalled": "未见原文，凭记忆"}
_OF_DRAWING = {"×": "行数", "sheet": "工作表"}


@dataclass(frozen=True)
class ShownTable:
    """A table ready to be shown: what it is, Chinese headings, rows of text."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ShownCase:
    """A case ready to be shown; ``expected`` has a row a subject, and none where the rule is not in force yet."""

    name: str
    kinds: str
    day: str
    setting: tuple[tuple[str, str], ...]
    tables: tuple[ShownTable, ...]
    expected: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Entry:
    """One rule as the handbook shows it."""

    anchor: str
    id: str
    name: str
    badges: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    limits: ShownTable
    more: tuple[ShownTable, ...]
    words_of_cases: str
    day_of_cases: str
    setting: tuple[tuple[str, str], ...]
    shared: tuple[ShownTable, ...]
    cases: tuple[ShownCase, ...]


@dataclass(frozen=True)
class Chapter:
    """One ruleset as the handbook shows it; ``taken_over`` are the rules told in the chapter of what it extends."""

    anchor: str
    id: str
    name: str
    facts: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    taken_over: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shelf:
    """Where the chapters are made from: declarations, the folder of cases, and a place at its day if one is asked."""

    catalog: Catalog
    cases: Path
    view: PlaceView | None = None

    @property
    def names(self) -> Names:
        """Return how tables and columns are named."""
        return Names(self.catalog.tables)


def list_chapters(shelf: Shelf) -> tuple[Chapter, ...]:
    """Return every ruleset, or those that the place applies on its day, the main one first."""
    rulesets = shelf.catalog.rulesets
    chosen = rulesets if shelf.view is None else {ruleset.id: ruleset for ruleset in shelf.view.rulesets}
    return tuple(_make_chapter(ruleset, chosen, shelf) for ruleset in chosen.values())


def _make_chapter(ruleset: Ruleset, chosen: Mapping[str, Ruleset], shelf: Shelf) -> Chapter:
    parent = chosen.get(ruleset.extends or "")
    taken = [one for name, one in ruleset.indicators.items() if parent and parent.indicators.get(name) == one]
    own = [one for one in ruleset.indicators.values() if one not in taken]
    facts = [("依据", _say_source(ruleset.source)), ("有效期", f"{ruleset.since} 至 {ruleset.until or '今'}")]
    if ruleset.extends:
        facts.append(("上级规则集", f"{ruleset.extends}；本规则集只写不同的，其余沿用"))
    for kind, conditions in ruleset.judged.items():
        facts.append((f"判哪些{kind}", say_conditions(conditions, REGISTRIES[kind], shelf.names)))
    facts += [
        ("计分办法", f"{say_score_model(model, shelf.names)}（{_say_source(model.source)}）")
        for model in ruleset.scores
    ]
    if ruleset.without:
        facts.append(("不沿用", "、".join(ruleset.without)))
    if shelf.view is not None:
        facts += shelf.view.facts
    return Chapter(
        anchor=ruleset.id,
        id=ruleset.id,
        name=ruleset.name,
        facts=tuple(facts),
        entries=tuple(_make_entry(one, ruleset, shelf) for one in own),
        taken_over=tuple((f"{ruleset.extends}.{one.id}", f"{one.id} {one.name}") for one in taken),
    )


def _make_entry(indicator: Indicator, ruleset: Ruleset, shelf: Shelf) -> Entry:
    file = _find_cases(indicator.id, ruleset, shelf)
    return Entry(
        anchor=f"{ruleset.id}.{indicator.id}",
        id=indicator.id,
        name=indicator.name,
        badges=_badges(indicator),
        facts=tuple(_facts(indicator, ruleset, shelf)),
        limits=_limits(indicator, shelf),
        more=tuple(_list_more(indicator)),
        words_of_cases=file.words if file else "",
        day_of_cases=file.day if file else "",
        setting=file.setting if file else (),
        shared=tuple(_show(table, shelf.names, "各例共用：") for table in (file.shared if file else ())),
        cases=tuple(_show_case(case, shelf.names) for case in (file.cases if file else ())),
    )


def _badges(indicator: Indicator) -> tuple[str, ...]:
    part = (PART_WORDS[indicator.part],)
    draft = ("草案（待核实，不计入结论）",) if indicator.status == "draft" else ()
    sources = [*(one.source for one in indicator.thresholds), *(one.source for one in indicator.points)]
    unsure = any(source.seen != "full" for source in sources)
    local = ("由地方定数",) if not indicator.thresholds else ()
    return (*part, *(draft or (("待核实",) if unsure else ())), *local)


def _facts(indicator: Indicator, ruleset: Ruleset, shelf: Shelf) -> Iterator[tuple[str, str]]:
    names, registry = shelf.names, REGISTRIES[indicator.subject]
    yield "对象", indicator.subject
    yield "怎么查", CHECKS[indicator.check]
    if indicator.block:
        yield "属于", indicator.block
    if indicator.applies_when:
        yield "只管这些对象", say_conditions(indicator.applies_when, registry, names)
    if indicator.responsible:
        yield "只管这些单位", "、".join(indicator.responsible)
    for before, measure in zip(("", "说不出时："), indicator.measures, strict=False):
        yield f"{before}量什么", MEASURES.get(measure.kind, measure.kind)
        yield f"{before}由哪张表算", names.table(measure.table)
        yield from list_details(measure, registry, names)
    if indicator.not_twice_with:
        yield "不重复计算", f"{'、'.join(indicator.not_twice_with)}算过的行不再算"
    yield "没有交来表时", indicator.when_missing
    if indicator.audit_overrides:
        yield "人工核查登记", "可以补充表里看不出的问题，也可以了结待复核的"
    yield "通报里的说法", indicator.problem.replace(LIMIT, "〔限值〕")
    if shelf.view is not None:
        yield from shelf.view.tell(ruleset, indicator)


def _limits(indicator: Indicator, shelf: Shelf) -> ShownTable:
    local = shelf.view.local_limits(indicator.id) if shelf.view else ()
    in_force = shelf.view.in_force(indicator) if shelf.view else None
    rows: list[tuple[str, ...]] = []
    for entry in sorted((*indicator.thresholds, *local), key=lambda one: one.since):
        mine = any(entry is one for one in local)
        marks = [word for word, holds in (("本地", mine), ("监测时间点有效", entry is in_force)) if holds]
        said = say_failing(indicator.fails_when, entry.value, indicator.unit)
        day, act, seen = _say_day(entry.since, entry.source), _say_act(entry.source), _say_seen(entry.source)
        rows.append((day, said, entry.words, act, seen, "、".join(marks)))
    headings: tuple[str, ...] = ("自", "怎样不合格", "原文", "依据", "可信程度", "备注")
    width = len(headings) if any(row[-1] for row in rows) else len(headings) - 1
    return ShownTable("限值", headings[:width], tuple(row[:width] for row in rows))


def _list_more(indicator: Indicator) -> Iterator[ShownTable]:
    """Yield the points and the amber lines of a rule that has them, each with its source."""
    if indicator.points:
        rows = tuple(
            (_say_day(one.since, one.source), say_points(one, indicator), one.words,
             _say_act(one.source), _say_seen(one.source))
            for one in sorted(indicator.points, key=lambda entry: entry.since)
        )  # fmt: skip
        yield ShownTable("分值", ("自", "怎样扣（加）分", "原文", "依据", "可信程度"), rows)
    if indicator.warnings:
        rows = tuple(
            (_say_day(one.since, one.source), f"{_say_breaking(one, indicator)}为预警", one.words,
             _say_act(one.source), _say_seen(one.source))
            for one in sorted(indicator.warnings, key=lambda entry: entry.since)
        )  # fmt: skip
        yield ShownTable("预警线", ("自", "怎样预警", "原文", "依据", "可信程度"), rows)


def _say_breaking(line: AmberLine, indicator: Indicator) -> str:
    phrase = COMPARATORS[line.warns_when or indicator.fails_when].phrase
    return f"{phrase}{say_limit(line.value, indicator.unit)}"


def _say_day(since: date, source: Source) -> str:
    return f"{since}{'（推定）' if source.presumed else ''}"


def _say_act(source: Source) -> str:
    return f"{source.act} {source.part}".strip()


def _say_seen(source: Source) -> str:
    note = CONFIDENCE_NOTE[source.seen]
    return SEEN[source.seen] + (f"——{note.partition('（')[0]}" if note else "")


def _say_source(source: Source) -> str:
    presumed = "，生效日按印发日推定" if source.presumed else ""
    return f"{_say_act(source)}（{_say_seen(source)}{presumed}）"


def _find_cases(indicator: str, ruleset: Ruleset, shelf: Shelf) -> CaseFile | None:
    """Return the cases of the ruleset, or of the nearest one that it extends; None where nobody wrote any."""
    current: Ruleset | None = ruleset
    while current is not None:
        path = shelf.cases / current.id / f"{indicator}.yaml"
        if path.is_file():
            return read_cases(path, f"tests/cases/{current.id}/{path.name}")
        current = shelf.catalog.rulesets.get(current.extends or "")
    return None


def _show_case(case: Case, names: Names) -> ShownCase:
    kinds = "、".join(KINDS.get(kind, kind) for kind in case.kinds)
    expected = tuple((subject, _say_expected(said)) for subject, said in case.expected)
    tables = tuple(_show(table, names) for table in case.tables)
    return ShownCase(case.name, kinds, case.day, case.setting, tables, expected)


def _say_expected(said: str) -> str:
    """Return what a case expects in words; ``14 合格 2`` is a value, an outcome and the rows that prove it."""
    value, _, rest = said.partition(" ")
    outcome, _, rows = rest.partition(" ")
    measured = "" if value == "?" else "从未更新，" if value == "从未" else f"实测 {value}，"
    return f"{measured}{outcome}{f'，证据是第 {rows} 行' if rows else ''}"


def _show(drawn: DrawnTable, names: Names, before: str = "") -> ShownTable:
    headings = tuple(_OF_DRAWING.get(key, names.column(drawn.table, key)) for key in drawn.columns)
    return ShownTable(f"{before}{names.table(drawn.table)}", headings, drawn.rows)
