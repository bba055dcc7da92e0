"""Cases from acts: what was told, said, rechecked and closed of each number up to a day, worked by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.ledger.acts import CLOSED, RECHECKED, RETURNED, SENT, STATEMENTS, Act, Answer, Result, Told
from govlib.ledger.cases import COLUMNS, list_cases
from govlib.ledger.states import STATES

Q1, Q2, Q3, Q4 = "2026Q1", "2026Q2", "2026Q3", "2026Q4"
A = "2026Q1-0001"


def at(month: int, day: int) -> date:
    return date(2026, month, day)


LAST = at(12, 31)


def told(day, period=Q1, number=A, **more):
    row = Told(**{"number": number, "key": "W-V3:甲镇网:", "unit": "甲镇", "deadline": "2026-04-16", **more})
    return Act(SENT, day, period, (row,))


def said(day, answer="", number=A, period=Q1, **more):
    return Act(RETURNED, day, period, (Answer(number, answer, **more),))


def rechecked(day, result, number=A, by="人工", period=Q1):
    return Act(RECHECKED, day, period, (Result(number, result, by=by),))


def closed(day, number=A):
    return Act(CLOSED, day, Q1, (Result(number, "已整改"),))


def cases(*acts, day=LAST, before=(Q1, Q2, Q3)):
    return list_cases(acts, day, before=before, group_of={"甲镇": "乡镇"}.get)


def only(*acts, **more):
    frame = cases(*acts, **more)
    assert len(frame) == 1
    return {name: None if pd.isna(value) else value for name, value in frame.iloc[0].items()}


def day_of(value):
    return None if value is None else value.date()


def test_nothing_told_is_an_empty_frame_with_all_columns_and_their_types():
    frame = cases(said(at(4, 2), "已整改"))
    assert frame.empty
    assert list(frame.columns) == COLUMNS
    assert frame["deadline"].dtype == "datetime64[us]"
    assert frame["told_count"].dtype == "Int64"


@pytest.mark.parametrize(
    ("acts", "day", "state"),
    [
        ((), at(4, 16), "已下发"),
        ((), at(4, 17), "逾期"),
        ((said(at(4, 10), "已整改"),), at(4, 17), "报称已整改"),
        ((said(at(4, 10), "整改中"),), at(4, 17), "逾期"),
        ((said(at(4, 10), "有异议"),), at(4, 16), "已下发"),
        ((said(at(4, 10), "已整改"), said(at(4, 12), "未整改")), at(4, 17), "逾期"),
        ((said(at(4, 10), "已整改"), said(at(4, 12), "", measures="换了")), at(4, 17), "报称已整改"),
        ((said(at(4, 10), "已整改"),), at(4, 9), "已下发"),
        ((rechecked(at(5, 1), "已整改"),), at(5, 2), "已核实整改"),
        ((said(at(4, 10), "已整改"), rechecked(at(5, 1), "未整改")), at(5, 2), "未整改"),
        ((said(at(5, 1), "已整改"), rechecked(at(5, 1), "未整改")), at(5, 2), "未整改"),
        ((rechecked(at(5, 1), "未整改"), said(at(5, 3), "已整改")), at(5, 3), "报称已整改"),
        ((rechecked(at(5, 1), "未整改"), said(at(5, 3), "整改中")), at(5, 3), "未整改"),
        ((rechecked(at(5, 1), "未整改"), rechecked(at(5, 9), "已整改")), at(5, 8), "未整改"),
        ((rechecked(at(5, 1), "未整改"), rechecked(at(5, 9), "已整改")), at(5, 9), "已核实整改"),
        ((rechecked(at(5, 1), "已整改"), rechecked(at(5, 9), "未整改")), at(5, 9), "未整改"),
        ((said(at(4, 10), "有异议"), closed(at(6, 10))), at(6, 10), "已销号"),
        ((rechecked(at(5, 1), "未整改"), closed(at(6, 10))), at(6, 9), "未整改"),
        ((rechecked(at(6, 30), "未整改"), told(at(7, 1), Q2, again=True, deadline="2026-07-15")), at(9, 1), "未整改"),
        ((rechecked(at(6, 30), "已整改"), told(at(7, 1), Q2, again=True, deadline="2026-07-15")), at(7, 15), "已下发"),
        ((rechecked(at(6, 30), "已整改"), told(at(7, 1), Q2, again=True, deadline="2026-07-15")), at(7, 16), "逾期"),
    ],
)
def test_a_number_stands_as_its_acts_up_to_the_day_say(acts, day, state):
    assert only(told(at(4, 1)), *acts, day=day)["state"] == state


def test_a_sheet_sent_again_starts_anew_and_its_deadline_counts():
    found = only(
        told(at(4, 1)),
        said(at(4, 15), "已整改", fixed_on="2026-04-10", measures="更新了"),
        rechecked(at(6, 30), "未整改", by="检查", period=Q2),
        told(at(7, 1), Q2, again=True, deadline="2026-07-15", evidence="新的证据"),
    )
    assert (found["state"], found["answer"], found["reported_on"], found["fixed_on"]) == ("未整改", None, None, None)
    assert (found["answer_count"], found["told_count"], found["told_periods"]) == (1, 2, 2)
    assert (found["period"], found["told_in"], found["evidence"]) == (Q1, Q2, "新的证据")
    assert [day_of(found[name]) for name in ("sent_on", "told_on", "deadline")] == [at(4, 1), at(7, 1), at(7, 15)]


def test_a_blank_answer_erases_nothing():
    found = only(
        told(at(4, 1)), said(at(4, 5), "整改中", measures="在改", reason="等经费"), said(at(4, 9), "", remark="已催")
    )
    assert [found[name] for name in ("answer", "measures", "reason", "remark")] == ["整改中", "在改", "等经费", "已催"]
    assert day_of(found["reported_on"]) == at(4, 5)


def test_only_tellings_of_the_periods_named_count_and_only_acts_up_to_the_day():
    acts = (told(at(4, 1)), told(at(7, 1), Q2, number="2026Q2-0001", key="x"), said(at(7, 5), "已整改"))
    assert list(cases(*acts, day=at(6, 30), before=[Q1])["number"]) == [A]
    assert list(cases(*acts, day=at(7, 2), before=[Q1])["number"]) == [A]
    assert only(*acts, day=at(7, 4), before=[Q1])["answer"] is None
    assert only(*acts, day=at(7, 5), before=[Q1])["answer"] == "已整改"


def test_acts_about_a_number_that_was_never_told_are_left_out():
    assert list(cases(told(at(4, 1)), rechecked(at(5, 1), "已整改", number="2026Q1-0099"))["state"]) == ["逾期"]


@pytest.mark.parametrize(
    ("periods", "count", "run"),
    [([Q1], 1, 1), ([Q1, Q2], 2, 2), ([Q1, Q3], 2, 1), ([Q1, Q2, Q3], 3, 3), ([Q2, Q3], 2, 2), ([Q1, Q1], 1, 1)],
)
def test_consecutive_periods_end_with_the_last_telling(periods, count, run):
    acts = [told(at(1 + 2 * place, 1), period, again=place > 0) for place, period in enumerate(periods)]
    found = only(*acts)
    assert (found["told_count"], found["told_periods"]) == (count, run)


def test_a_problem_that_came_back_under_a_new_number_goes_on_counting_its_periods():
    again = told(at(7, 1), Q2, number="2026Q2-0001", repeats=A, deadline="2026-07-15")
    frame = cases(told(at(4, 1)), rechecked(at(4, 20), "已整改"), again, day=at(7, 2)).set_index("number")
    assert list(frame["state"]) == ["已核实整改", "反复出现"]
    assert list(frame["told_periods"]) == [1, 2]
    assert list(frame["told_count"]) == [1, 1]


def test_numbers_that_repeat_each_other_in_a_ring_end():
    one, two = told(at(4, 1), repeats="2026Q1-0002"), told(at(4, 1), number="2026Q1-0002", repeats=A)
    assert list(cases(one, two)["told_periods"]) == [1, 1]


def test_an_inspection_written_down_twice_is_one_recheck_and_those_by_hand_are_each_one():
    found = only(
        told(at(4, 1)),
        rechecked(at(6, 30), "未整改", by="检查", period=Q2),
        rechecked(at(7, 3), "未整改", by="检查", period=Q2),
        rechecked(at(7, 20), "未整改"),
        rechecked(at(8, 20), "未整改"),
        rechecked(at(9, 24), "已整改", by="检查", period=Q3),
    )
    assert (found["recheck_count"], found["unfixed_recheck_count"]) == (4, 3)
    assert (found["last_result"], found["last_result_by"], day_of(found["last_recheck_on"])) == (
        "已整改", "检查", at(9, 24)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ((said(at(4, 15), "已整改", fixed_on="2026-04-10"), rechecked(at(6, 30), "已整改")), at(4, 10)),
        ((said(at(4, 15), "已整改"), said(at(4, 18), "已整改"), rechecked(at(6, 30), "已整改")), at(4, 15)),
        ((rechecked(at(6, 30), "已整改"), rechecked(at(7, 30), "已整改")), at(6, 30)),
        ((said(at(4, 15), "整改中"), rechecked(at(6, 30), "已整改")), at(6, 30)),
        ((said(at(4, 15), "已整改", fixed_on="2026-04-10"),), None),
        ((said(at(4, 15), "已整改", fixed_on="2026-04-10"), rechecked(at(5, 1), "未整改"),
          rechecked(at(6, 3), "已整改")), at(6, 3)),
        ((closed(at(5, 1)),), None),
    ],
)  # fmt: skip
def test_the_day_of_a_verified_fix_is_the_units_own_else_its_reports_else_the_rechecks(acts, expected):
    assert day_of(only(told(at(4, 1)), *acts)["rectified_on"]) == expected


def test_a_statement_counts_for_the_telling_that_asked_for_it():
    received = Act(STATEMENTS, at(4, 6), Q1, (Answer(A, statement_on="2026-04-06"),))
    first = told(at(4, 1), statement_by="2026-04-08")
    found = only(first, received, told(at(7, 1), Q2, again=True, statement_by="2026-07-08"))
    assert (day_of(found["statement_by"]), found["statement_on"]) == (at(7, 8), None)
    found = only(first, received, told(at(7, 1), Q2, again=True))
    assert (day_of(found["statement_by"]), day_of(found["statement_on"])) == (at(4, 8), at(4, 6))


@pytest.mark.parametrize(("written", "expected"), [("2026-04-16暂定", at(4, 16)), ("", None), ("下周", None)])
def test_a_deadline_may_be_provisional_or_none(written, expected):
    assert day_of(only(told(at(4, 1), deadline=written))["deadline"]) == expected


_DAYS = st.dates(at(4, 1), at(12, 31))
_ACTS = st.one_of(
    st.builds(said, _DAYS, st.sampled_from(["", "已整改", "整改中", "未整改", "有异议"])),
    st.builds(rechecked, _DAYS, st.sampled_from(["已整改", "未整改"]), by=st.sampled_from(["人工", "检查"]),
              period=st.sampled_from([Q1, Q2, Q3])),
    st.builds(told, _DAYS, st.sampled_from([Q2, Q3]), again=st.just(value=True),
              deadline=st.sampled_from(["", "2026-07-15"])),
    st.builds(closed, _DAYS),
)  # fmt: skip


@given(st.lists(_ACTS, max_size=8), _DAYS)
def test_any_history_gives_each_number_one_state_and_counts_that_hang_together(acts, day):
    first = told(at(4, 1))
    found = only(first, *acts, day=day)
    assert found["state"] in STATES
    assert 0 <= found["unfixed_recheck_count"] <= found["recheck_count"]
    assert 1 <= found["told_periods"] <= found["told_count"] <= 3
    assert (found["reported_on"] is None) == (found["answer"] is None)
    assert (found["rectified_on"] is not None) <= (found["last_result"] == "已整改")
    past = [act for act in acts if act.day <= day]
    assert only(first, *past, day=day) == found
