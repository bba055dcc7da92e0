"""Amber lines and what falls due: held against findings made anew on each later day."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from govlib.bench import Bench
from govlib.catalog.places import Units
from govlib.catalog.rulesets import AmberLine
from govlib.findings import find
from govlib.outlook import AMBER_COLUMNS, DUE_COLUMNS, is_driven_by_time, list_amber, list_due
from govlib.units import UnitRegister

DAY = date(2024, 6, 22)
SITES = """
| site_code | site_name | status |
| 甲        | 甲网      | 正常   |
| 乙        | 乙网      | 正常   |
"""
HOME = """
| site_code | column_kind | last_update_date |
| 甲        | 首页        | 2024-06-10       |
| 乙        | 首页        | 2024-06-20       |
"""
MESSAGES = """
| site_code | message_code | channel_kind | is_valid | received_date | answered_date |
| 甲        | 1            | 咨询建言     | 是       | 2024-03-24    |               |
| 甲        | 2            | 咨询建言     | 是       | 2024-03-24    | 2024-06-01    |
| 乙        | 3            | 咨询建言     | 是       | 2024-03-26    |               |
| 乙        | 4            | 咨询建言     | 是       | 2024-04-20    |               |
"""


@pytest.fixture
def bench(draw, make_place):
    def made(**tables: str) -> Bench:
        frames = {name: draw(name, text) for name, text in {"sites": SITES, **tables}.items()}
        return Bench(frames, make_place(), UnitRegister(Units()), DAY, {})

    return made


def rules(catalog, *names, **changes):
    ruleset = catalog.rulesets["national-2019"]
    chosen = {name: ruleset.indicators[name].model_copy(update=changes) for name in names}
    return ruleset.model_copy(update={"indicators": chosen})


def amber_line(value: float, since=date(2019, 4, 18), words="超过10天预警", warns_when=None) -> AmberLine:
    source = {"act": "某平台预警线", "part": "首页", "seen": "full"}
    line = {"since": since, "value": value, "words": words, "source": source, "warns_when": warns_when}
    return AmberLine.model_validate(line)


def test_who_passes_but_is_past_the_amber_line_is_listed_with_both_lines(bench, catalog):
    ruleset = rules(catalog, "W-V3", warnings=(amber_line(10),))
    found = list_amber(find(bench(columns=HOME), ruleset), [ruleset], DAY)
    assert list(found.columns) == AMBER_COLUMNS
    told = found[["subject", "value_text", "amber_text", "limit_text", "words", "act"]].to_numpy().tolist()
    assert told == [["甲网", "12天", "超过10天", "超过14天", "超过10天预警", "某平台预警线 首页"]]


@pytest.mark.parametrize(("line", "past"), [(11, ["甲网"]), (12, []), (1, ["甲网", "乙网"]), (2, ["甲网"])])
def test_the_amber_line_breaks_as_the_limit_does(line, past, bench, catalog):
    ruleset = rules(catalog, "W-V3", warnings=(amber_line(line),))
    assert list(list_amber(find(bench(columns=HOME), ruleset), [ruleset], DAY)["subject"]) == past


@pytest.mark.parametrize(("line", "past"), [(12, ["甲网"]), (13, [])])
def test_an_amber_line_may_break_otherwise_than_the_limit(line, past, bench, catalog):
    ruleset = rules(catalog, "W-V3", warnings=(amber_line(line, warns_when="at_or_above"),))
    found = list_amber(find(bench(columns=HOME), ruleset), [ruleset], DAY)
    assert list(found["subject"]) == past
    assert list(found["amber_text"]) == [f"超过（含）{line}天"] * len(past)
    assert list(found["limit_text"]) == ["超过14天"] * len(past)


def test_who_fails_is_no_warning_and_a_line_not_yet_in_force_warns_nobody(bench, catalog):
    stale = HOME.replace("2024-06-10", "2024-06-01")
    ruleset = rules(catalog, "W-V3", warnings=(amber_line(10),))
    assert list_amber(find(bench(columns=stale), ruleset), [ruleset], DAY).empty
    later = rules(catalog, "W-V3", warnings=(amber_line(1, since=date(2024, 6, 23)),))
    assert list_amber(find(bench(columns=HOME), later), [later], DAY).empty


def test_a_home_page_falls_on_the_day_after_its_fourteen_days(bench, catalog):
    found = list_due(bench(columns=HOME), [rules(catalog, "W-V3")], 5)
    assert list(found.columns) == DUE_COLUMNS
    # 6月10日更新，14天内到6月24日为止。
    told = found[["subject", "due_kind", "last_day", "days_left", "value_text"]].to_numpy().tolist()
    assert told == [["甲网", "对象将不合格", "2024-06-24", 2, "15天"]]
    assert list_due(bench(columns=HOME), [rules(catalog, "W-V3")], 2).empty


def test_messages_fall_due_one_by_one_on_their_own_last_day(bench, catalog):
    found = list_due(bench(messages=MESSAGES), [rules(catalog, "W-V5.2")], 5)
    told = found[["last_day", "subject", "due_kind", "value_text", "evidence_rows"]].to_numpy().tolist()
    assert told == [
        ["2024-06-24", "甲网", "对象将不合格", "1件", "2"],
        ["2024-06-24", "甲网", "条目将超期", "1条", "2"],
        ["2024-06-26", "乙网", "对象将不合格", "1件", "4"],
        ["2024-06-26", "乙网", "条目将超期", "1条", "4"],
    ]


def test_what_falls_is_what_the_rule_itself_finds_on_that_day(bench, catalog):
    tables, ruleset = bench(columns=HOME, messages=MESSAGES), rules(catalog, "W-V3", "W-V5.2")
    due = list_due(tables, [ruleset], 40)
    falls = due.loc[due["due_kind"].eq("对象将不合格")]
    assert len(falls) == 4
    for row in falls.itertuples():
        for shift, outcome in ((0, "合格"), (1, "不合格")):
            day = date.fromisoformat(row.last_day) + timedelta(shift)
            found = find(replace(tables, day=day), ruleset)
            mine = found.loc[found["subject"].eq(row.subject) & found["indicator"].eq(row.indicator), "outcome"]
            assert mine.tolist() == [outcome]


def test_only_rules_that_time_alone_can_break_are_watched(catalog):
    indicators = catalog.rulesets["national-2019"].indicators
    watched = {name for name in ("W-V1.2", "W-V3", "W-V4.1", "W-V4.2", "W-V4.3", "W-V5.2", "M-V2.1", "M-V1")
               if is_driven_by_time(indicators[name])}  # fmt: skip
    assert watched == {"W-V3", "W-V4.1", "W-V4.2", "W-V5.2", "M-V2.1"}


def test_nothing_is_due_without_tables_or_without_days(bench, catalog):
    assert list_due(bench(), [rules(catalog, "W-V3")], 5).empty
    nothing = list_due(bench(columns=HOME), [rules(catalog, "W-V3")], 0)
    assert list(nothing.columns) == DUE_COLUMNS
    assert isinstance(nothing, pd.DataFrame)
    assert nothing.empty
