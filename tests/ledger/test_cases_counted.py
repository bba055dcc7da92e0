"""The figures of rectification over a table of cases worked by hand, and the sums that must agree whatever happens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from govlib.catalog.load import load_catalog
from govlib.figures import Counting, compute_figures
from govlib.ledger.acts import CLOSED, RECHECKED, RETURNED, SENT, Act, Answer, Result, Told
from govlib.ledger.cases import list_cases
from govlib.ledger.columns import TALLY_COLUMNS
from govlib.ledger.tally import say_statements, tally_cases

CATALOG = load_catalog(Path(__file__).resolve().parents[2] / "params")
DECLARED = [figure for figure in CATALOG.figures.values() if figure.file.endswith("80_rectification.yaml")]
PLACE = CATALOG.places["tongcheng"]
PERIOD = next(iter(PLACE.periods.values()))
Q1, Q2, Q3 = "2026Q1", "2026Q2", "2026Q3"
DAY = date(2026, 9, 24)
GROUPS = {"甲镇": "乡镇", "乙镇": "乡镇", "县水利局": "部门", "县公安局": "部门"}


def at(month, day):
    return date(2026, month, day)


def told(number, unit, deadline, **more):
    return Told(number, f"key of {number}", unit, deadline=deadline, topic="政府网站", kind="tasks", **more)


HISTORY = (
    Act(SENT, at(4, 1), Q1, (
        told("2026Q1-0001", "甲镇", "2026-04-16"),
        told("2026Q1-0002", "乙镇", "2026-04-16"),
        told("2026Q1-0003", "县水利局", "2026-04-16"),
        told("2026Q1-0004", "县公安局", "2026-04-16"),
    )),
    Act(RETURNED, at(4, 15), Q1, (Answer("2026Q1-0001", "已整改", fixed_on="2026-04-10"),)),
    Act(RETURNED, at(4, 17), Q1, (Answer("2026Q1-0004", "有异议"),)),
    Act(CLOSED, at(6, 10), Q1, (Result("2026Q1-0004", "已整改"),)),
    Act(RECHECKED, at(6, 30), Q2, tuple(
        Result(f"2026Q1-000{place}", word, by="检查") for place, word in ((1, "已整改"), (2, "未整改"), (3, "已整改"))
    )),
    Act(SENT, at(7, 1), Q2, (
        told("2026Q1-0002", "乙镇", "2026-07-15", again=True, statement_by="2026-07-08"),
        told("2026Q2-0001", "甲镇", "2026-07-15", repeats="2026Q1-0001", statement_by="2026-07-08"),
        told("2026Q2-0002", "县公安局", "2026-07-15"),
        told("2026Q2-0003", "县水利局", ""),
        told("2026Q2-0004", "甲镇", "2026-10-31"),
    )),
    Act(RETURNED, at(7, 9), Q2, (
        Answer("2026Q2-0001", "已整改", statement_on="2026-07-09"), Answer("2026Q2-0002", "有异议"),
    )),
    Act(RECHECKED, at(8, 1), Q2, (Result("2026Q1-0002", "未整改"),)),
    Act(RECHECKED, DAY, Q3, (Result("2026Q1-0002", "未整改", by="检查"),)),
)  # fmt: skip
EXPECTED = {
    # 编号：Q1-1 verified in time, Q1-2 not fixed thrice, Q1-3 verified late, Q1-4 closed;
    # Q2-1 reported (repeats), Q2-2 disputed and overdue, Q2-3 no deadline, Q2-4 still in its time
    "problems_told": 8, "problems_rectified": 3, "problems_verified": 2, "problems_closed": 1, "problems_reported": 1,
    "problems_unfixed": 1, "problems_recurring": 0, "problems_overdue": 1, "problems_waiting": 2, "problems_open": 5,
    "problems_past_deadline": 2, "problems_disputed": 1, "problems_fixed_late": 1, "problems_repeated": 1,
    "problems_consecutive": 2, "problems_after_2": 1, "problems_after_3": 1, "units_told": 4, "units_silent": 2,
    "units_reported_late": 1, "units_fixed": 0, "rectification_rate": 3 / 8,
    # told in Q2: Q1-2, Q2-1, Q2-2, Q2-3, Q2-4
    "last_problems_told": 5, "last_problems_rectified": 0, "last_problems_verified": 0, "last_problems_closed": 0,
    "last_problems_reported": 1, "last_problems_unfixed": 1, "last_problems_recurring": 0, "last_problems_overdue": 1,
    "last_problems_waiting": 2, "last_problems_open": 5, "last_problems_past_deadline": 2,
    "last_problems_disputed": 1, "last_problems_fixed_late": 0, "last_problems_repeated": 1,
    "last_problems_consecutive": 2, "last_problems_after_2": 1, "last_problems_after_3": 1, "last_units_told": 4,
    "last_units_silent": 2, "last_units_reported_late": 0, "last_units_fixed": 0, "last_rectification_rate": 0,
    "statements_due": 2, "statements_in_time": 0, "statements_late": 1, "statements_missing": 1,
}  # fmt: skip


BARE = [
    figure.model_copy(update={"by": (("unit",),) if figure.id.endswith("problems_told") else ()}) for figure in DECLARED
]
"""The same figures without their groups but for one."""


def count(acts, day=DAY, before=(Q1, Q2), declared=DECLARED):
    cases = list_cases(acts, day, before=before, group_of=GROUPS.get)
    tally = tally_cases(cases, day, before, {"tasks": "专项工作"})
    counting = Counting({"rectification": tally}, PERIOD, PLACE.rounding)
    found = compute_figures(declared, counting)
    return {item.id: item.value for item in found if not item.group}, found


def test_every_figure_of_rectification_is_as_worked_by_hand():
    values, _ = count(HISTORY)
    assert {
        name: value for name, value in values.items() if not name.startswith(("accounts_", "units_triggered"))
    } == EXPECTED


def test_the_parts_by_unit_are_the_units_own():
    _, found = count(HISTORY)
    by_unit = {(item.id, item.group["unit"]): item.text for item in found if list(item.group) == ["unit"]}
    assert by_unit["rectification_rate", "县公安局"] == "50.0%"
    assert by_unit["problems_told", "甲镇"] == "3条"
    assert ("problems_unfixed", "甲镇") not in by_unit
    assert {item.group["kind"] for item in found if list(item.group) == ["kind"]} == {"专项工作"}


def test_nothing_told_is_unknown_with_its_reason_and_never_nought():
    found = compute_figures(DECLARED, Counting({}, PERIOD, PLACE.rounding))
    assert {item.value for item in found} == {None}
    assert all("没有下发过" in item.lacking for item in found if item.id.startswith("problems_"))


@pytest.mark.parametrize(
    ("answered", "deadline", "silent"),
    [(False, "2026-09-23", True), (False, "2026-09-24", False), (False, "", True), (True, "2026-09-23", False)],
)
def test_a_unit_is_silent_only_once_its_time_is_over(answered, deadline, silent):
    acts = [Act(SENT, at(9, 1), Q2, (told("2026Q2-0001", "甲镇", deadline), told("2026Q2-0002", "甲镇", deadline)))]
    if answered:
        acts.append(Act(RETURNED, at(9, 5), Q2, (Answer("2026Q2-0002", "整改中"),)))
    values, _ = count(acts)
    assert values["last_units_silent"] == int(silent)


def test_the_last_sending_is_that_of_the_last_period_in_which_anything_was_told():
    values, _ = count(HISTORY[:5], before=(Q1, Q2))
    assert (values["last_problems_told"], values["last_problems_rectified"]) == (4, 3)


@pytest.mark.parametrize(
    ("received", "by", "expected"),
    [
        (["2026-07-08", ""], "2026-07-08", ["按时", "按时"]),
        (["2026-07-09", ""], "2026-07-08", ["逾期", "逾期"]),
        (["2026-07-07", "2026-07-09"], "2026-07-08", ["逾期", "逾期"]),
        (["", ""], "2026-09-23", ["未报送", "未报送"]),
        (["", ""], "2026-09-24", ["未到期", "未到期"]),
        (["", ""], "", [None, None]),
    ],
)
def test_a_statement_is_one_for_all_problems_of_a_unit_due_on_the_same_day(received, by, expected):
    rows = tuple(told(f"2026Q2-000{place}", "甲镇", "", statement_by=by) for place in (1, 2))
    answers = tuple(Answer(f"2026Q2-000{place}", statement_on=day) for place, day in enumerate(received, 1) if day)
    acts = [Act(SENT, at(7, 1), Q2, rows), Act(RETURNED, at(9, 10), Q2, answers)]
    cases = list_cases(acts, DAY, before=[Q2], group_of=GROUPS.get)
    said = say_statements(cases, DAY)
    assert said.astype(object).where(said.notna(), None).tolist() == expected


_NUMBERS = st.sampled_from([f"2026Q1-000{place}" for place in range(1, 7)])
_DAYS = st.dates(at(4, 2), at(12, 31))
_LATER = st.one_of(
    st.builds(lambda day, number, word: Act(RETURNED, day, Q1, (Answer(number, word),)), _DAYS, _NUMBERS,
              st.sampled_from(["", "已整改", "整改中", "未整改", "有异议"])),
    st.builds(lambda day, number, word: Act(RECHECKED, day, Q1, (Result(number, word),)), _DAYS, _NUMBERS,
              st.sampled_from(["已整改", "未整改"])),
    st.builds(lambda day, number: Act(CLOSED, day, Q1, (Result(number, "已整改"),)), _DAYS, _NUMBERS),
    st.builds(lambda day, number: Act(SENT, day, Q2, (told(number, "甲镇", "2026-07-15", again=True),)),
              _DAYS, _NUMBERS),
)  # fmt: skip


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(_LATER, max_size=10), st.dates(at(4, 1), at(12, 31)))
def test_what_was_told_is_the_sum_of_its_states_and_each_part_at_most_its_whole(later, day):
    units = [*GROUPS, "甲镇", ""]
    first = Act(SENT, at(4, 1), Q1, tuple(
        told(f"2026Q1-000{place}", unit, "2026-04-16", repeats="2026Q1-0001" if place == 6 else "")
        for place, unit in enumerate(units, 1)
    ))  # fmt: skip
    values, found = count([first, *later], day=day, declared=BARE)
    for prefix in ("", "last_"):
        of = {name: values[f"{prefix}problems_{name}"] or 0 for name in (
            "told", "rectified", "verified", "closed", "reported", "unfixed", "recurring", "overdue", "waiting",
            "open", "past_deadline", "fixed_late", "consecutive", "after_2", "after_3", "disputed",
        )}  # fmt: skip
        assert of["rectified"] == of["verified"] + of["closed"]
        assert of["open"] == sum(of[name] for name in ("reported", "unfixed", "recurring", "overdue", "waiting"))
        assert of["told"] == of["rectified"] + of["open"]
        assert of["overdue"] <= of["past_deadline"] <= of["open"] - of["reported"]
        assert of["fixed_late"] <= of["rectified"]
        assert of["after_3"] <= of["after_2"] <= of["open"]
        assert of["disputed"] <= of["open"]
        assert values[f"{prefix}units_silent"] + values[f"{prefix}units_fixed"] <= 2 * values[f"{prefix}units_told"]
        by_unit = [item.value for item in found if item.id == f"{prefix}problems_told" and list(item.group) == ["unit"]]
        assert sum(by_unit) == of["told"]


def test_the_columns_are_those_that_figures_may_count():
    cases = list_cases(HISTORY, DAY, before=[Q1, Q2], group_of=GROUPS.get)
    tally = tally_cases(cases, DAY, [Q1, Q2], {})
    kinds = {"text": "string", "flag": "boolean", "count": "Int64"}
    assert {name: str(dtype) for name, dtype in tally.dtypes.items()} == {
        name: kinds[kind] for name, kind in TALLY_COLUMNS.items()
    }
