"""Findings on an inspection day in 2027, whose holidays nobody has published: which say that they are 暂定, and why."""

import ast
from datetime import date
from pathlib import Path

import pytest

from govlib.bench import Bench
from govlib.catalog.places import Units
from govlib.catalog.rulesets import Indicator
from govlib.findings import find
from govlib.outlook import list_due
from govlib.units import UnitRegister
from govlib.workdays import OFFICIAL, Calendar, LocalDays

DAY = date(2027, 1, 29)
MARK = "（暂定：2027年放假安排未公布，只按周末计）"
LATE = {"column": "posted_date", "later_than": "decision_date", "allowing": {"workdays": 7}}
# 从 12 月 25 日（周五）起，第 7 个工作日是 2027 年 1 月 5 日（周二，只按周末计）。
PERMITS = """
    | unit | decision_date | posted_date |
    | 甲局 | 2026-12-25    | 2027-01-06 |
    | 乙局 | 2026-12-25    | 2027-01-05 |
    | 丙局 | 2026-12-01    | 2027-01-06 |
    | 丁局 | 2026-12-25    | 2026-12-31 |
    | 丁局 | 2026-12-01    | 2026-12-03 |
"""
UNITS = Units.model_validate({"groups": {"部门": ["甲局", "乙局", "丙局", "丁局"]}})


def make_indicator(measure: dict, **more) -> Indicator:
    limit = {"since": "2020-01-01", "value": 1, "words": "例", "source": {"act": "例", "part": "例", "seen": "full"}}
    given = {
        "id": "X-1", "name": "例", "subject": "单位", "part": "rule", "status": "active", "check": "AUTO",
        "measure": {"table": "permits", **measure}, "unit": "件", "direction": "lower_is_better",
        "fails_when": "at_or_above", "when_missing": "缺数据", "problem": "公示迟了", "thresholds": [limit],
    }  # fmt: skip
    return Indicator.model_validate({**given, **more})


@pytest.fixture
def judged(catalog, draw, make_place):
    """Return a function from a measure to outcome and reason by unit."""

    def judge(measure: dict, permits=PERMITS, day=DAY, calendar=OFFICIAL, **more) -> dict[str, tuple[str, str]]:
        place = make_place(units=UNITS.model_dump())
        tables = {"permits": draw("permits", permits)}
        bench = Bench(tables, place, UnitRegister(UNITS), day, {}, date(2026, 12, 1), calendar)
        ruleset = catalog.rulesets["national-2019"]
        found = find(bench, ruleset.model_copy(update={"indicators": {"X-1": make_indicator(measure, **more)}}))
        return {row["subject"]: (row["outcome"], row["reason"]) for row in found.to_dict("records")}

    return judge


def doubts(found: dict[str, tuple[str, str]]) -> list[str]:
    return sorted(unit for unit, (_, reason) in found.items() if "暂定" in reason)


def test_what_was_counted_through_the_year_says_so_whether_it_fails_or_passes(judged):
    found = judged({"kind": "count", "where": [LATE]})
    assert found["甲局"] == ("不合格", f"公示迟了（实测1件，标准：超过（含）1件即不符合）{MARK}")
    assert found["乙局"] == ("合格", MARK.strip("（）"))
    assert found["丙局"] == ("不合格", "公示迟了（实测1件，标准：超过（含）1件即不符合）")
    assert found["丁局"] == ("合格", "")


@pytest.mark.parametrize(
    "measure",
    [
        {"kind": "share", "any_holds": [LATE]},
        {"kind": "count_of_groups", "groups": [[LATE], [{"column": "unit", "blank": True}]]},
        {"kind": "count", "among": [{"column": "unit", "blank": False}], "where": [LATE]},
        {"kind": "longest_wait", "from_column": "decision_date", "to_column": "posted_date", "in_workdays": True},
    ],
)
def test_every_kind_that_counts_working_days_through_the_year_says_so(measure, judged):
    expected = ["丙局", "乙局", "甲局"] if measure["kind"] == "longest_wait" else ["乙局", "甲局"]
    assert doubts(judged(measure)) == sorted(expected)


def test_a_row_that_does_not_count_makes_nothing_provisional(judged):
    where = [{"column": "unit", "none_of": ["甲局"]}]
    assert doubts(judged({"kind": "share", "where": where, "any_holds": [LATE]})) == ["乙局"]
    assert doubts(judged({"kind": "count_of_groups", "where": where, "groups": [[LATE]]})) == ["乙局"]
    both = PERMITS + "    | 丙局 | 2026-12-25    | 2027-01-05 |\n"
    older = [{"column": "decision_date", "older_than": {"days": 40}}]
    assert doubts(judged({"kind": "share", "any_holds": [LATE]}, both)) == ["丙局", "乙局", "甲局"]
    assert doubts(judged({"kind": "share", "where": older, "any_holds": [LATE]}, both)) == []


def test_a_wait_in_days_is_never_provisional(judged):
    wait = {"kind": "longest_wait", "from_column": "decision_date", "to_column": "posted_date"}
    assert doubts(judged(wait)) == []


def test_a_silence_in_working_days_runs_from_the_newest_date(judged):
    silence = {"kind": "days_since_last", "date_column": "posted_date", "in_workdays": True}
    assert doubts(judged(silence)) == ["丁局", "丙局", "乙局", "甲局"]
    on_the_day = PERMITS.replace("2027-01-06", "2027-01-29")
    assert doubts(judged(silence, on_the_day)) == ["丁局", "乙局"]
    assert doubts(judged({**silence, "in_workdays": False})) == []
    assert doubts(judged(silence, day=date(2026, 12, 31))) == []


def test_missed_working_days_of_the_period_are_provisional_for_all(judged):
    missed = {"kind": "slots_missed", "date_column": "posted_date", "every": "workday"}
    assert doubts(judged(missed)) == ["丁局", "丙局", "乙局", "甲局"]
    assert doubts(judged({**missed, "every": "week"})) == []
    assert doubts(judged(missed, day=date(2026, 12, 31))) == []


def test_rows_outside_the_period_are_asked_by_nobody(judged):
    measure = {"kind": "count", "where": [LATE], "in_period": "posted_date"}
    assert doubts(judged(measure)) == ["乙局", "甲局"]
    assert doubts(judged({**measure, "in_period": "decision_date"}, PERMITS.replace("2026-12-25", "2026-11-30"))) == []


def test_a_last_day_that_lies_in_the_year_is_marked_and_one_before_it_is_not(catalog, draw, make_place):
    waiting = PERMITS.replace("2027-01-06", "          ").replace("2027-01-05", "          ")
    bench = Bench({"permits": draw("permits", waiting)}, make_place(), UnitRegister(UNITS), date(2026, 12, 4), {})
    ruleset = catalog.rulesets["national-2019"]
    ruleset = ruleset.model_copy(update={"indicators": {"X-1": make_indicator({"kind": "count", "where": [LATE]})}})
    due = list_due(bench, [ruleset], 40)
    assert dict(zip(due["subject"], due["last_day"], strict=True)) == {
        "丙局": "2026-12-10", "甲局": "2027-01-05（暂定）", "乙局": "2027-01-05（暂定）",
    }  # fmt: skip


def test_what_nobody_can_judge_is_not_provisional(judged):
    blank = "| unit | decision_date | posted_date |"
    found = judged({"kind": "count", "where": [LATE], "needs_rows": True}, blank)
    assert ({outcome for outcome, _ in found.values()}, doubts(found)) == ({"缺数据"}, [])


def test_what_a_person_decided_rests_on_no_calendar(catalog, draw, make_place):
    audits = """
    | indicator_code | subject | conclusion |
    | X-1            | 乙局    | 存在问题   |
    """
    tables = {"permits": draw("permits", PERMITS), "audits": draw("audits", audits)}
    bench = Bench(tables, make_place(), UnitRegister(UNITS), DAY, {})
    chosen = {"X-1": make_indicator({"kind": "count", "where": [LATE]}, audit_overrides=True)}
    found = find(bench, catalog.rulesets["national-2019"].model_copy(update={"indicators": chosen}))
    said = dict(zip(found["subject"], found["reason"], strict=True))
    assert (said["乙局"], MARK in said["甲局"]) == ("公示迟了（人工核定）", True)


def test_a_stated_year_changes_the_outcome_and_takes_the_mark_away(judged):
    rested = Calendar({date(2027, 1, 1): False}, frozenset({2027}))
    assert judged({"kind": "count", "where": [LATE]}, calendar=rested)["甲局"] == ("合格", "")


def test_a_year_that_the_calendar_of_the_place_leaves_out_is_named(judged):
    local = OFFICIAL.with_local([LocalDays("节", {date(2027, 1, 4): False}, frozenset({2027}))])
    found = judged({"kind": "count", "where": [LATE]}, calendar=local)
    assert found["甲局"][0] == "合格"
    assert found["丁局"][1] == "暂定：2026年“节”的放假日没有写明，未计入"


def calls_without_calendar(source: str) -> list[str]:
    """Return the calls that ask conditions without saying by which calendar."""
    asking = {"holds", "may_hold", "all_hold", "all_may_hold"}
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in asking]
    return [ast.unparse(call) for call in named if "calendar" not in {word.arg for word in call.keywords}]


def test_no_condition_is_asked_without_the_calendar_of_the_place():
    folder = Path(__file__).parents[2] / "govlib"
    assert [call for path in folder.rglob("*.py") for call in calls_without_calendar(path.read_text("utf-8"))] == []
    assert calls_without_calendar("x = all_hold(rows, conditions, day)") == ["all_hold(rows, conditions, day)"]
