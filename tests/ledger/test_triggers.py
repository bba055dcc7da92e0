"""Who is on the list for talk: worked by hand at each boundary."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.rankings import Pick
from govlib.catalog.triggers import Trigger
from govlib.dated import Source
from govlib.ledger.acts import CLOSED, RECHECKED, RETURNED, SENT, Act, Answer, Result, Told
from govlib.ledger.cases import list_cases
from govlib.ledger.triggers import list_picked, list_triggered, say_conditions

DAY = date(2026, 12, 31)
PERIODS = ["2025Q4", "2026Q1", "2026Q2", "2026Q3"]
SENT_ON = dict(zip(PERIODS, (date(2026, 1, 5), date(2026, 4, 1), date(2026, 7, 1), date(2026, 9, 28)), strict=True))
SOURCE = Source(act="某市通报", part="三", seen="full")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(Path(__file__).resolve().parents[2] / "params")


def trigger(**conditions) -> Trigger:
    return Trigger(id="t", name="约谈名单", action="约谈", source=SOURCE, **conditions)


def sent(period: str, *rows: tuple[str, str], deadline: str = "", repeats: str = "", statement_by: str = "") -> Act:
    told = (
        Told(number, f"T2b:{number}", unit, deadline=deadline, repeats=repeats, statement_by=statement_by)
        for number, unit in rows
    )
    return Act(SENT, SENT_ON[period], period, tuple(told))


def rechecked(day: str, *results: tuple[str, str]) -> Act:
    return Act(RECHECKED, date.fromisoformat(day), "2026Q3", tuple(Result(*one) for one in results))


def on_list(acts: list[Act], day: date = DAY, **conditions) -> dict[str, str]:
    cases = list_cases(acts, day, before=PERIODS, group_of=lambda _: "乡镇")
    found = list_triggered(cases, [trigger(**conditions)], day)
    return dict(zip(found["unit"], found["numbers"], strict=True))


A, B = "2025Q4-0001", "2025Q4-0002"
BOTH_OF_ONE = [sent("2025Q4", (A, "甲镇"), (B, "甲镇"))]


def failures(number: str, count: int) -> list[Act]:
    return [rechecked(f"2026-0{month}-20", (number, "未整改")) for month in range(2, 2 + count)]


@pytest.mark.parametrize(("rechecks", "expected"), [(2, {}), (3, {"甲镇": A}), (4, {"甲镇": A})])
def test_a_problem_counts_from_exactly_so_many_failed_rechecks_on(rechecks, expected):
    assert on_list([*BOTH_OF_ONE, *failures(A, rechecks)], unfixed_at_least=1, after_rechecks=3) == expected


@pytest.mark.parametrize(("of_second", "expected"), [(2, {}), (3, {"甲镇": f"{A}、{B}"})])
def test_a_unit_is_on_the_list_from_exactly_so_many_problems_on(of_second, expected):
    acts = [*BOTH_OF_ONE, *failures(A, 3), *failures(B, of_second)]
    assert on_list(acts, unfixed_at_least=2, after_rechecks=3) == expected


def test_problems_of_two_units_are_not_added_up():
    acts = [sent("2025Q4", (A, "甲镇"), (B, "乙镇")), *failures(A, 3), *failures(B, 3)]
    assert on_list(acts, unfixed_at_least=2, after_rechecks=3) == {}
    assert on_list(acts, unfixed_at_least=1, after_rechecks=3) == {"乙镇": B, "甲镇": A}


def test_rechecks_before_the_last_telling_count_and_a_new_promise_does_not_wipe_them_out():
    again = Act(SENT, SENT_ON["2026Q3"], "2026Q3", (Told(A, "T2b:a", "甲镇", again=True),))
    promised = Act(RETURNED, date(2026, 10, 8), "2026Q3", (Answer(A, "已整改"),))
    acts = [*BOTH_OF_ONE, *failures(A, 3), again, promised]
    assert on_list(acts, unfixed_at_least=1, after_rechecks=3) == {"甲镇": A}


@pytest.mark.parametrize("end", ["fixed", "closed"])
def test_what_is_put_right_or_closed_at_last_counts_no_more(end):
    acts = [*BOTH_OF_ONE, *failures(A, 3)]
    last = rechecked("2026-10-20", (A, "已整改")) if end == "fixed" else None
    acts.append(last or Act(CLOSED, date(2026, 10, 20), "2026Q3", (Result(A, ""),)))
    assert on_list(acts, unfixed_at_least=1, after_rechecks=3) == {}


def test_a_recheck_after_the_inspection_day_does_not_count():
    acts = [*BOTH_OF_ONE, *failures(A, 3)]
    assert on_list(acts, date(2026, 4, 19), unfixed_at_least=1, after_rechecks=3) == {}
    assert on_list(acts, date(2026, 4, 20), unfixed_at_least=1, after_rechecks=3) == {"甲镇": A}


def test_overdue_counts_from_the_day_after_the_deadline():
    acts = [sent("2026Q3", ("2026Q3-0001", "甲镇"), ("2026Q3-0002", "甲镇"), deadline="2026-10-16")]
    assert on_list(acts, date(2026, 10, 16), overdue_at_least=2) == {}
    assert on_list(acts, date(2026, 10, 17), overdue_at_least=2) == {"甲镇": "2026Q3-0001、2026Q3-0002"}
    assert on_list(acts, date(2026, 10, 17), overdue_at_least=3) == {}


def test_what_came_back_counts_while_open_or_told_last():
    acts = [
        sent("2025Q4", (A, "甲镇")),
        rechecked("2026-03-20", (A, "已整改")),
        sent("2026Q1", ("2026Q1-0001", "甲镇"), repeats=A),
    ]
    assert on_list(acts, repeated_at_least=1) == {"甲镇": "2026Q1-0001"}
    acts.append(rechecked("2026-06-20", ("2026Q1-0001", "已整改")))
    assert on_list(acts, repeated_at_least=1) == {"甲镇": "2026Q1-0001"}
    acts.append(sent("2026Q2", ("2026Q2-0001", "乙镇")))
    assert on_list(acts, repeated_at_least=1) == {}


def test_who_answers_one_of_the_last_problems_has_reported():
    acts = [sent("2026Q3", ("2026Q3-0001", "甲镇"), ("2026Q3-0002", "甲镇"), deadline="2026-10-16")]
    assert on_list(acts, date(2026, 10, 16), unreported=True) == {}
    assert on_list(acts, date(2026, 10, 17), unreported=True) == {"甲镇": "2026Q3-0001、2026Q3-0002"}
    acts.append(Act(RETURNED, date(2026, 10, 20), "2026Q3", (Answer("2026Q3-0002", "整改中"),)))
    assert on_list(acts, unreported=True) == {}


def test_who_wrote_what_it_did_is_not_silent_and_who_wrote_nothing_is_though_all_is_put_right():
    acts = [sent("2026Q3", ("2026Q3-0001", "甲镇"), deadline="2026-10-16")]
    acts.append(rechecked("2026-10-20", ("2026Q3-0001", "已整改")))
    assert on_list(acts, unreported=True) == {"甲镇": "2026Q3-0001"}
    acts.append(Act(RETURNED, date(2026, 10, 21), "2026Q3", (Answer("2026Q3-0001", measures="已联系技术公司"),)))
    assert on_list(acts, unreported=True) == {}


def test_a_statement_is_overdue_the_day_after_it_was_due_and_not_when_it_came():
    acts = [sent("2026Q3", ("2026Q3-0001", "甲镇"), statement_by="2026-10-08")]
    assert on_list(acts, date(2026, 10, 8), statement_overdue=True) == {}
    assert on_list(acts, date(2026, 10, 9), statement_overdue=True) == {"甲镇": "2026Q3-0001"}
    acts.append(Act(RETURNED, date(2026, 10, 12), "2026Q3", (Answer("2026Q3-0001", statement_on="2026-10-12"),)))
    assert on_list(acts, statement_overdue=True) == {}


def test_all_conditions_must_hold():
    acts = [sent("2025Q4", (A, "甲镇"), (B, "乙镇"), deadline="2026-02-01"), *failures(A, 1)]
    assert on_list(acts, unfixed_at_least=1) == {"甲镇": A}
    assert on_list(acts, overdue_at_least=1) == {"乙镇": B}
    assert on_list(acts, unfixed_at_least=1, overdue_at_least=1) == {}


def test_nothing_sent_gives_an_empty_list_with_all_its_columns():
    cases = list_cases([], DAY, before=PERIODS, group_of=lambda _: None)
    found = list_triggered(cases, [trigger(unfixed_at_least=1, unreported=True)], DAY)
    assert found.empty
    assert found["count"].dtype == pd.Int64Dtype()
    assert {"trigger", "unit", "group", "numbers", "action", "basis"} <= set(found.columns)


def test_a_row_says_why_what_follows_and_by_what():
    cases = list_cases([*BOTH_OF_ONE, *failures(A, 3)], DAY, before=PERIODS, group_of=lambda _: "乡镇")
    row = list_triggered(cases, [trigger(unfixed_at_least=1, after_rechecks=3, statement=True)], DAY).iloc[0]
    assert row["why"] == "1 个问题经 3 次以上复查仍未整改"
    assert (row["action"], row["basis"], row["group"], row["count"]) == (
        "约谈，责成作出书面检查",
        "某市通报 三",
        "乡镇",
        1,
    )
    assert row["statement"]


def test_a_rule_is_said_in_one_sentence():
    said = say_conditions(trigger(unfixed_at_least=2, after_rechecks=3, unreported=True, statement=True))
    assert said == (
        "经 3 次以上复查仍未整改的问题 2 个以上，且最近一次下发的问题期满没有一条回复："
        "列入约谈名单，约谈，责成作出书面检查"
    )


def test_a_place_uses_a_trigger_between_its_days_with_its_own_numbers(catalog):
    base = catalog.places["sample"]
    pick = Pick(use="talk-after-three-rechecks", since=date(2026, 7, 1), but={"unfixed_at_least": 5})
    place = base.model_copy(update={"triggers": (pick,)})
    assert list_picked(place, catalog.triggers, date(2026, 6, 30)) == ()
    (own,) = list_picked(place, catalog.triggers, date(2026, 7, 1))
    assert (own.unfixed_at_least, own.after_rechecks) == (5, 3)


def test_no_real_place_uses_a_trigger_whose_text_nobody_has_seen(catalog):
    for place in catalog.places.values():
        for pick in place.triggers:
            assert place.sample or catalog.triggers[pick.use].source.seen != "recalled", place.slug


def test_a_trigger_without_any_condition_or_with_rechecks_alone_is_refused():
    with pytest.raises(ValueError, match="至少写一个条件"):
        trigger()
    with pytest.raises(ValueError, match="after_rechecks 与 unfixed_at_least 同写"):
        trigger(after_rechecks=3)
