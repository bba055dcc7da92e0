"""Read the case files of a ruleset and hold each case against the rule as declared, or against a changed rule."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path

import pandas as pd
import yaml
from drawn_tables import draw_table

from govlib.bench import Bench
from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.places import Place, Units
from govlib.catalog.rulesets import Indicator, Ruleset
from govlib.catalog.tables import TableDeclaration
from govlib.findings import find
from govlib.scores.points import at_day, count_points
from govlib.units import UnitRegister

CASES = Path(__file__).parents[1]
NEEDED = {"pass", "fail", "limit", "undelivered", "before"}
"""What every indicator has a case of; ``needed_kinds`` adds what some need."""
KINDS = NEEDED | {"no_rows", "look_alike", "not_applicable", "review", "unknown", "change"}
SETTING = ("start", "units", "counts_as", "local", "level")
SHARED = ("sites", "accounts", *SETTING)
OUTCOMES = {"合格", "不合格", "待复核", "缺数据", "不适用"}
FIXED_KEYS = {"name", "kind", "day", "expected"}


@dataclass(frozen=True)
class Expected:
    """What a case expects of one subject: ``5 不合格 2;3 扣2`` (value, outcome, rows, points).

    ``?`` is no value, ``-`` no rows, ``无`` an infinite value; rows and points may be left out.
    """

    value: float | None
    outcome: str
    rows: str | None
    points: Fraction | None = None


@dataclass(frozen=True)
class Setting:
    """What a case says of its place: first day of the period, units by group, children, its own number, its level."""

    start: str = ""
    units: dict | None = None
    counts_as: dict | None = None
    local: str = ""
    level: str = "county"


@dataclass(frozen=True)
class Case:
    """One case of one indicator."""

    indicator: str
    name: str
    kinds: frozenset[str]
    day: date
    tables: dict[str, str]
    expected: dict[str, Expected]
    setting: Setting = field(default_factory=Setting)


@dataclass(frozen=True)
class CaseFile:
    """All cases of one indicator, and the words of the act that they follow."""

    indicator: str
    words: str
    cases: tuple[Case, ...] = field(default=())


@cache
def read_shipped() -> Catalog:
    """Return what params/ declares, loaded once for all tests of cases."""
    return load_catalog(CASES.parents[1] / "params")


def read_case_file(path: Path) -> CaseFile:
    """Return a case file, parsed once; whatever is misspelt, missing or twice the same is a ValueError."""
    return _parse_case_file(path, path.read_text(encoding="utf-8"))


@cache
def _parse_case_file(path: Path, text: str) -> CaseFile:
    # Both loaders read everything as text and instantiate nothing.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    data = yaml.load(text, Loader=loader)  # noqa: S506
    unknown = set(data) - {"indicator", "words", "day", *SHARED, "cases"}
    if unknown or data.get("indicator") != path.stem or not data.get("words"):
        raise ValueError(f"{path.name}：{unknown or 'indicator 与文件名不同，或没有 words'}")
    shared = {name: data[name] for name in SHARED if name in data}
    cases = [_read_case(path.stem, item, data.get("day", ""), shared) for item in data["cases"]]
    names = [case.name for case in cases]
    if len(set(names)) != len(names):
        raise ValueError(f"{path.name}：有同名的例子")
    return CaseFile(path.stem, data["words"], tuple(cases))


def _read_case(indicator: str, item: dict, day: str, shared: dict[str, str]) -> Case:
    kinds = frozenset(part.strip() for part in item["kind"].split(","))
    if not kinds <= KINDS:
        raise ValueError(f"{indicator}《{item['name']}》：没有 {kinds - KINDS} 这类例子")
    given = {**shared, **{name: text for name, text in item.items() if name not in FIXED_KEYS}}
    tables = {name: text for name, text in given.items() if name not in SETTING}
    setting = Setting(**{name: given[name] for name in SETTING if name in given})
    expected = {subject: _read_expected(text) for subject, text in (item["expected"] or {}).items()}
    if ("before" in kinds) == bool(expected):
        raise ValueError(f"{indicator}《{item['name']}》：只有生效前的例子没有结论")
    return Case(indicator, item["name"], kinds, date.fromisoformat(item.get("day", day)), tables, expected, setting)


def _read_expected(text: str) -> Expected:
    value, outcome, *rest = text.split()
    points = [Fraction(one[1:]) for one in rest if one[0] in "扣加"]
    rows = [one for one in rest if one[0] not in "扣加"]
    if outcome not in OUTCOMES:
        raise ValueError(f"没有“{outcome}”这个结论")
    return Expected(
        _read_value(value), outcome, rows[0].replace("-", "") if rows else None, points[0] if points else None
    )


def _read_value(text: str) -> float | None:
    if text == "?":
        return None
    if text in ("从未", "无"):
        return math.inf
    numerator, _, denominator = text.partition("/")
    return float(numerator) / float(denominator or 1)


def check_case(case: Case, indicator: Indicator, ruleset: Ruleset, catalog: Catalog) -> list[str]:
    """Return how the findings of a rule differ from what the case expects; nothing when they agree."""
    tables = {name: _draw(text, name, catalog.tables) for name, text in case.tables.items()}
    hashes = {f"{name}.xlsx": f"sha of {name}" for name in tables}
    units = Units(groups=case.setting.units or {}, counts_as=case.setting.counts_as or {})
    start = date.fromisoformat(case.setting.start) if case.setting.start else None
    place = _example_place(ruleset.id, case.day, (case.setting.local, case.setting.level), indicator.id)
    bench = Bench(tables, place, UnitRegister(units), case.day, hashes, start)
    others = {name: one for name, one in ruleset.indicators.items() if name in indicator.not_twice_with}
    alone = ruleset.model_copy(update={"indicators": {**others, indicator.id: indicator}})
    findings = find(bench, alone)
    return list(_differences(case, findings.loc[findings["indicator"].eq(indicator.id)], indicator))


_DRAWN: dict[tuple[str, str], pd.DataFrame] = {}


def _draw(text: str, name: str, declared: dict[str, TableDeclaration]) -> pd.DataFrame:
    """Return a drawn table, drawn only once: a rule that changed its rows would spoil the next case."""
    if (text, name) not in _DRAWN:
        _DRAWN[text, name] = draw_table(text, name, declared[name])
    return _DRAWN[text, name]


@lru_cache
def _example_place(ruleset_id: str, day: date, stated: tuple[str, str], indicator: str) -> Place:
    """Return a place that applies the ruleset; ``stated``: its own number for the indicator, since 2000, its level."""
    local, level = stated
    period = {"title": "例", "start": day, "end": day, "inspection_day": day}
    scopes = {"websites": {"by": "indicators"}, "accounts": {"by": "indicators"}}
    return Place.model_validate(
        {
            "name": "例县",
            "level": level,
            "rulesets": [{"since": "2019-01-01", "id": ruleset_id}],
            "periods": {"例": {**period, **scopes}},
            "thresholds": [_local_number(indicator, local)] if local else [],
        }
    )


def _local_number(indicator: str, value: str) -> dict:
    source = {"act": "例县规定", "part": "全文", "seen": "full"}
    return {"indicator": indicator, "since": "2000-01-01", "value": float(value), "words": "例", "source": source}


def needed_kinds(indicator: Indicator) -> set[str]:
    """Return the kinds of case that an indicator needs."""
    needed = set(NEEDED)
    if indicator.measure.kind != "manual" and indicator.subject != "地区":
        needed.add("no_rows")
    if indicator.applies_when or indicator.responsible:
        needed.add("not_applicable")
    changes = max(len(indicator.thresholds), len(indicator.points))
    return needed | ({"change"} if changes > 1 else set())


def _differences(case: Case, findings: pd.DataFrame, indicator: Indicator):
    found = {_name(record): record for record in findings.to_dict("records")}
    if "before" in case.kinds:
        yield from (f"{name}：生效前不该有结论" for name in found)
        return
    for name in case.expected.keys() - found.keys():
        yield f"{name}：没有结论"
    for name, record in found.items():
        expected = case.expected.get(name)
        if expected is None:
            if record["outcome"] != "不适用":
                yield f"{name}：例子没有写它，结论却是 {record['outcome']}"
            continue
        value = None if math.isnan(record["value"]) else record["value"]
        if (value, record["outcome"]) != (expected.value, expected.outcome):
            yield f"{name}：{value} {record['outcome']}，应为 {expected.value} {expected.outcome}"
        if expected.rows is not None and record["evidence_rows"] != expected.rows:
            yield f"{name}：证据行 {record['evidence_rows']}，应为 {expected.rows}"
        if expected.points is not None:
            moved = count_points(at_day(indicator.points, case.day), indicator, record["outcome"], record["value"])
            if moved != expected.points:
                yield f"{name}：分数 {moved}，应为 {expected.points}"


def _name(record: dict) -> str:
    return f"{record['subject']}/{record['platform']}" if record["platform"] else record["subject"]
