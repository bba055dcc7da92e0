"""Four quarters of a county: whatever the program says is compared with what was worked out on paper."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import asdict

import expected
import pandas as pd
import pytest
from building import SLUG
from expected import (
    ACCOUNTS,
    CONSECUTIVE,
    DEADLINES,
    LATE,
    REPEATED,
    SENT_ON,
    SILENT,
    STATES,
    TALKS,
    TOLD,
    UNFIXED_RECHECKS,
)
from facts import Q1, Q2, Q3, Q4, QUARTERS
from happenings import DECISIONS

from govlib.deliver import describe_figures
from govlib.ledger.acts import ACCOUNTS as ACCOUNT_ACTS
from govlib.ledger.acts import RETURNED, SENT, Answer, Told, read_acts, rows_of
from govlib.review.items import list_items
from govlib.review.store import read_decisions

pytestmark = pytest.mark.office
LATER = (Q2, Q3, Q4)
FIGURES = {
    "told": "problems_told",
    "verified": "problems_verified",
    "closed": "problems_closed",
    "rectified": "problems_rectified",
    "share": "rectification_rate",
    "reported": "problems_reported",
    "unfixed": "problems_unfixed",
    "overdue": "problems_overdue",
    "still_open": "problems_open",
    "late": "problems_fixed_late",
    "repeated": "problems_repeated",
    "consecutive": "problems_consecutive",
    "open_after_two": "problems_after_2",
    "open_after_three": "problems_after_3",
    "units_told": "units_told",
    "units_silent": "units_silent",
    "units_done": "units_fixed",
}
"""The figures of each number on paper; the same with last_ before them for what was told last."""


def acts_of(story):
    acts, faults = read_acts(story.root / "records" / SLUG)
    assert faults == ()
    return acts


@pytest.mark.parametrize("period", QUARTERS)
def test_the_rates_of_a_quarter_follow_the_decisions_that_were_made(story, period):
    run = story.look_back(period)
    printed = tuple(run.figure(name).text for name in ("政府网站合格率", "政务新媒体合格率"))
    assert printed == expected.PASS_RATES[period]


@pytest.mark.parametrize("period", TOLD)
def test_each_unit_is_told_what_is_open_and_by_when(story, period):
    told = [(act, row) for act, row in rows_of(acts_of(story), SENT) if act.period == period]
    assert story.letters(pd.Series([row.number for _, row in told])) == TOLD[period]
    assert {row.deadline for _, row in told} == {DEADLINES[period]}
    assert {act.day.isoformat() for act, _ in told} == {SENT_ON[period]}
    asked = {expected.STATEMENT_BY} if period == Q2 else {""}
    assert {row.statement_by for _, row in told} == asked


def test_a_problem_told_again_keeps_its_number_and_one_that_came_back_names_the_old_one(story):
    told = [(act.period, row) for act, row in rows_of(acts_of(story), SENT) if isinstance(row, Told)]
    again = defaultdict(list)
    for period, row in told:
        if row.again:
            again[period].append(row.number)
    assert {period: story.letters(pd.Series(found)) for period, found in again.items()} == {Q2: "bdek", Q3: "bps"}
    assert {row.number: row.repeats for _, row in told if row.repeats} == {story.numbers["t"]: story.numbers["a"]}


def test_a_problem_goes_to_the_unit_and_with_the_severity_that_a_person_gave_it(story):
    told = {row.number: row for _, row in rows_of(acts_of(story), SENT) if isinstance(row, Told)}
    assert told[story.numbers["h"]].unit == "县政府办公室"
    assert told[story.numbers["i"]].severity == "严重"
    assert told[story.numbers["j"]].severity == "一般"


@pytest.mark.parametrize("period", LATER)
def test_every_problem_told_is_in_the_state_that_was_worked_out(story, period):
    cases = story.look_back(period).cases
    found = {state: story.letters(rows["number"]) for state, rows in cases.groupby("state")}
    assert found == {state: "".join(sorted(letters)) for state, letters in STATES[period].items()}


@pytest.mark.parametrize("period", LATER)
def test_rechecks_late_fixes_and_repetitions_are_counted_as_on_paper(story, period):
    cases = story.look_back(period).cases
    unfixed = cases.loc[cases["unfixed_recheck_count"].gt(0)]
    counts = zip(unfixed["number"], unfixed["unfixed_recheck_count"], strict=True)
    assert {story.letters(pd.Series([number])): int(count) for number, count in counts} == UNFIXED_RECHECKS[period]
    late = cases["rectified_on"].gt(cases["deadline"]).fillna(value=False) & cases["state"].eq("已核实整改")
    assert story.letters(cases.loc[late, "number"]) == "".join(sorted(LATE[period]))
    assert story.letters(cases.loc[cases["told_periods"].ge(2), "number"]) == "".join(sorted(CONSECUTIVE[period]))
    assert story.letters(cases.loc[cases["repeats"].notna(), "number"]) == REPEATED[period]


def test_nothing_was_told_before_the_first_quarter(story):
    assert story.look_back(Q1).cases.empty


@pytest.mark.parametrize(("lead", "on_paper"), [("", expected.IN_ALL), ("last_", expected.LAST)])
@pytest.mark.parametrize("period", LATER)
def test_the_numbers_of_the_rectification_section_are_those_worked_out_by_hand(story, period, lead, on_paper):
    printed = {item.id: item.text for item in story.look_back(period).figures if not item.group}
    numbers = asdict(on_paper[period])
    found = {name: printed[lead + figure] for name, figure in FIGURES.items()}
    counted = {name: f"{number}{'家' if name.startswith('units') else '条'}" for name, number in numbers.items()}
    assert found == counted | {"share": numbers["share"]}


def test_before_anything_was_told_the_numbers_are_unknown_and_not_nought(story):
    known = {item.id: item.value for item in story.look_back(Q1).figures}
    assert {known[figure] for figure in FIGURES.values()} == {None}


@pytest.mark.parametrize("period", LATER)
def test_written_self_criticism_is_counted_by_unit(story, period):
    printed = {item.id: item.value for item in story.look_back(period).figures if not item.group}
    found = tuple(printed[f"statements_{name}"] for name in ("due", "in_time", "late", "missing"))
    assert found == expected.STATEMENTS[period]


@pytest.mark.parametrize("period", expected.RATES_AFTER)
def test_the_rates_after_rectification_take_in_what_the_next_inspection_found(story, period):
    printed = {item.id: item.text for item in story.look_back(period).figures if not item.group}
    found = tuple(printed[f"{kind}_pass_rate{after}"] for after in ("", "_after") for kind in ("site", "account"))
    assert found == (*expected.PASS_RATES[period], *expected.RATES_AFTER[period])


@pytest.mark.parametrize("period", LATER)
def test_accounts_stand_where_their_last_event_left_them(story, period):
    day = story.look_back(period).day
    last = {}
    for act, row in rows_of(acts_of(story), ACCOUNT_ACTS):
        if act.day <= day:
            last[row.account_name] = row.event
    assert set(last.items()) == ACCOUNTS[period]


@pytest.mark.parametrize("period", LATER)
def test_the_list_for_talk_names_who_is_open_after_three_rechecks_and_nobody_else(story, period):
    triggered = story.look_back(period).triggered
    by_list = {name: set(rows["unit"]) for name, rows in triggered.groupby("trigger_name")}
    assert by_list.get("约谈名单", set()) == TALKS[period]
    assert by_list.get("未反馈整改情况名单", set()) == SILENT[period]


def test_a_decision_carried_over_stands_while_its_evidence_is_the_same(story):
    items = list_items(story.look_back(Q2)).set_index("key")
    for key in ("W-V3:丙桥镇网:", "M-V2.1:例台水利:微信"):
        assert (items.loc[key, "standing"], items.loc[key, "origin"]) == ("沿用", Q1)
    found = story.look_back(Q3).findings.set_index("key")
    assert found.loc["W-V3:丙桥镇网:", "outcome"] == "不合格"
    assert found.loc["M-V2.1:例台水利:微信", "outcome"] == "不适用"


def test_a_decision_outlives_a_delivery_with_shifted_rows_and_none_with_other_facts(story):
    items = list_items(story.look_back(Q3)).set_index("key")
    assert items.loc["M-V2.1:平安例台:抖音", "standing"] == "有效"
    assert items.loc["M-V2.1:例台民政:微信", "standing"] == "失效"
    found = story.look_back(Q3).findings.set_index("key")
    assert found.loc["M-V2.1:平安例台:抖音", "outcome"] == "合格"
    assert found.loc["M-V2.1:例台民政:微信", "outcome"] == "不合格"


def test_what_was_tampered_with_is_told_and_changes_nothing_but_the_answer(story):
    said = story.said[f"import {Q1} 县政府办公室"]
    assert "锁定的“问题”被改动，不起作用" in said
    told = next(row for _, row in rows_of(acts_of(story), SENT) if row.number == story.numbers["h"])
    assert "没有问题" not in told.problem
    case = story.look_back(Q2).cases.set_index("number").loc[story.numbers["h"]]
    assert case["answer"] == "已整改"
    assert "没有问题" not in case["problem"]


def test_of_two_versions_that_differ_none_counts_until_a_person_says_which(story):
    answers = [(act, row) for act, row in rows_of(acts_of(story), RETURNED) if isinstance(row, Answer)]
    of_i = [(act.day.isoformat(), row.answer) for act, row in answers if row.number == story.numbers["i"]]
    assert of_i == [("2026-04-10", "整改中"), ("2026-04-15", "已整改")]
    of_j = [(act.day.isoformat(), row.answer) for act, row in answers if row.number == story.numbers["j"]]
    assert of_j == [("2026-04-13", "已整改")]


def test_removing_the_outputs_and_rebuilding_gives_the_same_bytes_and_loses_no_record(story):
    records = story.root / "records" / SLUG
    before = {path: path.read_bytes() for path in sorted(records.rglob("*")) if path.is_file()}
    built = {period: story.print_figures(story.look_back(period)) for period in QUARTERS}
    shutil.rmtree(story.root / "outputs")
    for period in QUARTERS:
        assert story.print_figures(story.open(period)) == built[period], period
    after = {path: path.read_bytes() for path in sorted(records.rglob("*")) if path.is_file()}
    assert after == before
    decided = len(read_decisions(records / Q1).decisions) + len(read_decisions(records / Q3).decisions)
    assert decided == sum(len(made) for made in DECISIONS.values())


@pytest.mark.parametrize("period", QUARTERS)
def test_what_a_bulletin_printed_is_not_changed_by_what_was_told_and_answered_later(story, period):
    """But for what is put right after it: that is known only when the next quarter was inspected."""
    then, now = story.figures_then[period], describe_figures(story.look_back(period))
    for part in ("figures", "changes", "lacking", "missing", "lines", "checks", "notes"):
        kept = [[item for item in data[part] if not _is_of_fixes(item)] for data in (then, now)]
        assert kept[0] == kept[1], part


def _is_of_fixes(item):
    name = item if isinstance(item, str) else str(item.get("name", ""))
    return "整改后" in name or name.startswith(("已整改政", "没有写明整改情况的政"))
