"""How fast the rules read: every kind of measure over one long table, and the whole rule set of the invented county.

``make bench`` runs this; no test asserts a time.
"""

from __future__ import annotations

import pandas as pd
import pytest
from pydantic import TypeAdapter

from govlib.bench import Bench, ask, list_subjects, seat
from govlib.catalog.measure_kinds import Measure
from govlib.findings import find
from govlib.measures.kinds import measure
from govlib.workdays import OFFICIAL, Span
from govlib.workspace import Run

_ELEMENTS = ["has_name", "has_basis", "has_conditions", "has_materials"]
_SLOW = {"column": "response_seconds", "at_or_above": 15}
_STALE = {"column": "last_update_date", "before_window": {"days": 14}}
_WAITING = {"column": "received_date", "older_than": {"workdays": 15}}
_BACKDATED = {"column": "first_seen_at", "later_than": "published_at", "allowing": {"days": 30}}
MEASURES: dict[str, tuple[str, str, dict[str, object]]] = {
    "share": ("网站", "probes", {"any_holds": [_SLOW, {"column": "connected", "any_of": ["不通"]}]}),
    "count": ("网站", "messages", {"where": [_WAITING]}),
    "count_of_groups": (
        "网站",
        "columns",
        {"groups": [[{"column": "column_kind", "any_of": [kind]}, _STALE] for kind in ("动态要闻", "通知公告")]},
    ),
    "days_since_last": ("网站", "columns", {"date_column": "last_update_date", "hides_earlier": True}),
    "longest_gap": ("账号", "articles", {"date_column": "published_at", "registry_start": "opened_date"}),
    "slots_missed": ("账号", "articles", {"date_column": "published_at", "every": "workday"}),
    "longest_wait": (
        "单位",
        "permits",
        {"from_column": "decision_date", "to_column": "posted_date", "in_workdays": True},
    ),
    "elements_missing": ("网站", "services", {"elements": _ELEMENTS, "lacking": 2, "or_all_below": 5}),
    "elements_absent": ("网站", "services", {"elements": _ELEMENTS}),
    "sum": ("单位", "publication", {"column": "published_count"}),
    "ratio": ("账号", "articles", {"column": "read_count"}),
    "repeats": ("单位", "permits", {"same": ["decision_code"]}),
    "candidates": ("网站", "articles", {"where": [_BACKDATED]}),
}
"""One measure of every kind: of which kind of subject, over which table of the county, and the rest of it."""


@pytest.mark.parametrize("kind", MEASURES)
def test_every_kind_of_measure(kind: str, opened: Run, long_bench: Bench, timed):
    subject, table, stated = MEASURES[kind]
    declared = TypeAdapter(Measure).validate_python({"kind": kind, "table": table, **stated})
    listed = list_subjects(long_bench, opened.ruleset)[subject]
    panel = seat(subject, listed)
    question = ask(declared, panel, long_bench)
    assert question is not None, f"样例没有表 {declared.table}"
    measured = timed("每种量法", kind, len(question.rows), lambda: measure(declared, question))
    assert measured is not None
    assert len(measured.sure.value) == len(panel.subjects)


@pytest.mark.parametrize("span", [Span(days=15), Span(months=3), Span(workdays=15)], ids=["days", "months", "workdays"])
def test_every_kind_of_time_limit(span: Span, long_bench: Bench, timed):
    days = long_bench.tables["messages"]["received_date"]
    name = next(name for name in ("days", "months", "workdays") if getattr(span, name))
    last = timed("每种时限", name, len(days), lambda: OFFICIAL.last_day_in_time(days, span))
    assert last.notna().sum() == days.notna().sum()


def test_the_whole_rule_set_of_the_place(opened: Run, county_bench: Bench, timed):
    rows = sum(len(table) for table in county_bench.tables.values())
    indicators = sum(len(ruleset.indicators) for ruleset in opened.rulesets)

    def find_all() -> pd.DataFrame:
        return pd.concat([find(county_bench, ruleset) for ruleset in opened.rulesets])

    findings = timed("整套规则", f"{indicators} rules", rows, find_all)
    assert findings["indicator"].nunique() > indicators / 2
