"""Each kind of measure against values counted by hand, and against a slow reading of its words."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.ascription import PROVENANCE, Holders
from govlib.catalog.measure_kinds import (
    Count,
    DaysSinceLast,
    ElementsAbsent,
    LongestGap,
    Ratio,
    Repeats,
    SlotsMissed,
    Sum,
)
from govlib.measures.answers import Question
from govlib.measures.kinds import measure

DAY, START = date(2024, 6, 22), date(2024, 3, 6)
UNITS = ("县甲局", "县乙局", "县丙局")


def ask(declared, rows: pd.DataFrame, *, day=DAY, start=START, registry: dict | None = None, taken=None):
    """Return the value of each unit by what is certain, by what is possible, and the rows that prove it."""
    subjects = pd.DataFrame({"unit": pd.Series(UNITS, dtype="string"), **(registry or {})})
    holders = Holders(subjects, subjects, ("unit",))
    placed = rows.assign(source_file="a.xlsx", source_sheet="一", source_row=range(2, len(rows) + 2))
    placed["unit"] = placed["unit"].astype("string")
    measured = measure(declared, Question(placed, holders, day, start, taken))
    evidence = measured.sure.evidence
    proof = [sorted(evidence.loc[evidence["_holder"].eq(one), "source_row"]) for one in range(len(UNITS))]
    return measured.sure.value.tolist(), measured.possible.value.tolist(), proof


def posts(*dated: tuple[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(dated, columns=["unit", "day"])
    return frame.assign(day=pd.to_datetime(frame["day"]).astype("datetime64[us]"))


GAP = LongestGap(kind="longest_gap", table="articles", date_column="day")


def test_the_longest_gap_counts_the_days_at_both_ends():
    rows = posts(("县甲局", "2024-03-16"), ("县甲局", "2024-03-26"), ("县甲局", "2024-06-20"), ("县乙局", "2024-06-22"))
    values, _, proof = ask(GAP, rows)
    # 3月26日到6月20日：5＋30＋31＋20＝86天；县乙局从3月6日空到6月22日：25＋30＋31＋22＝108天；县丙局一条也没有。
    assert values == [86, 108, 108]
    assert proof == [[3, 4], [5], []]


def test_dates_outside_the_period_and_undated_rows_do_not_shorten_a_gap():
    rows = posts(("县甲局", "2024-03-05"), ("县甲局", "2024-06-23"), ("县甲局", None), ("县甲局", "2024-05-01"))
    # 3月6日到5月1日56天，5月1日到6月22日52天。
    assert ask(GAP, rows)[0][0] == 56


def test_a_gap_begins_when_the_account_was_opened():
    opened = pd.Series(pd.to_datetime(["2024-06-10", None, "2030-01-01"])).astype("datetime64[us]")
    declared = GAP.model_copy(update={"registry_start": "opened"})
    assert ask(declared, posts(("县乙局", "2024-04-01")), registry={"opened": opened})[0] == [12, 82, 0]


def test_a_gap_can_look_back_a_span_and_is_unknown_without_a_period():
    rows = posts(("县甲局", "2024-06-12"))
    back = LongestGap.model_validate({**GAP.model_dump(), "looking_back": {"days": 20}})
    assert ask(back, rows, start=None)[0][0] == 10
    assert np.isnan(ask(GAP, rows, start=None)[0]).all()


@given(st.lists(st.integers(0, 108), max_size=12))
def test_the_longest_gap_is_what_walking_day_by_day_finds(days):
    rows = posts(*(("县甲局", (START + timedelta(days=n)).isoformat()) for n in days), ("县乙局", "2024-06-01"))
    marks = sorted({0, 108, *days})
    assert ask(GAP, rows)[0][0] == max(after - before for before, after in pairwise(marks))


def slots(every: str, **more) -> SlotsMissed:
    return SlotsMissed.model_validate(
        {"kind": "slots_missed", "table": "articles", "date_column": "day", "every": every, **more}
    )


def test_working_days_without_a_post_are_counted_by_the_official_calendar():
    # 2024年4月29日至5月12日：4月29、30日，5月6至10日，和调休上班的4月28日（不在内）、5月11日是工作日，共8天。
    rows = posts(("县甲局", "2024-04-29"), ("县甲局", "2024-05-11"), ("县甲局", "2024-05-01"), ("县乙局", "2024-05-12"))
    values, _, proof = ask(slots("workday"), rows, start=date(2024, 4, 29), day=date(2024, 5, 12))
    assert values == [6, 8, 8]
    assert proof == [[], [], []]


def test_whole_weeks_are_counted_back_from_the_inspection_day():
    # 从6月22日往回数：16—22日、9—15日、2—8日是整周，5月31日至6月1日不足一周。
    rows = posts(("县甲局", "2024-06-16"), ("县甲局", "2024-06-08"), ("县乙局", "2024-06-01"), ("县丙局", "2024-06-15"))
    assert ask(slots("week"), rows, start=date(2024, 5, 31))[0] == [1, 3, 2]


def test_only_whole_calendar_months_are_asked():
    rows = posts(("县甲局", "2024-04-30"), ("县乙局", "2024-03-31"), ("县丙局", "2024-05-01"), ("县丙局", "2024-04-01"))
    assert ask(slots("month"), rows)[0] == [1, 2, 0]
    assert np.isnan(ask(slots("month"), rows, start=date(2024, 5, 2))[0]).all()


def test_a_slot_before_the_opening_is_not_asked():
    opened = pd.Series(pd.to_datetime(["2024-05-01", "2024-05-02", None])).astype("datetime64[us]")
    declared = slots("month", registry_start="opened")
    values = ask(declared, posts(("县丙局", "2024-04-10")), registry={"opened": opened})[0]
    assert values[0] == 1
    assert np.isnan(values[1])
    assert values[2] == 1


def table(**columns) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_a_sum_counts_a_blank_as_nothing_and_shows_no_row_for_it():
    rows = table(unit=["县甲局", "县甲局", "县乙局"], n=pd.array([3, None, 0], dtype="Int64"))
    values, _, proof = ask(Sum(kind="sum", table="publication", column="n"), rows)
    assert values == [3, 0, 0]
    assert proof == [[2], [], []]


def test_a_ratio_is_of_sums_and_leaves_out_rows_that_lack_either():
    rows = table(
        unit=["县甲局", "县甲局", "县甲局", "县乙局"],
        reads=pd.array([100, 20, None, 5], dtype="Int64"),
        posts=pd.array([2, 1, 50, None], dtype="Int64"),
    )
    values, _, proof = ask(Ratio(kind="ratio", table="reads", column="reads", over="posts"), rows)
    assert values[0] == 40
    assert np.isnan(values[1:]).all()
    assert proof[0] == [2, 3]
    per_row = ask(Ratio(kind="ratio", table="reads", column="reads"), rows)[0]
    assert per_row[:2] == [60, 5]
    few = Ratio(kind="ratio", table="reads", column="reads", at_least=2)
    assert np.isnan(ask(few, rows)[0][1])


def test_repeats_are_the_rows_beyond_the_first_and_blanks_are_like_nothing():
    rows = table(
        unit=["县甲局", "县甲局", "县甲局", "县乙局", "县乙局", "县丙局"],
        p=pd.Series(["微信", "微信", "微博", None, None, "微信"], dtype="string"),
    )
    values, _, proof = ask(Repeats(kind="repeats", table="accounts", same=("p",)), rows)
    assert values == [1, 0, 0]
    assert proof == [[2, 3], [], []]


def test_an_element_lacking_in_many_rows_counts_once_and_one_not_delivered_is_open():
    flags = {
        "a": pd.array([False, False, True], dtype="boolean"),
        "b": pd.array([True, False, True], dtype="boolean"),
        "c": pd.array([None, None, None], dtype="boolean"),
    }
    rows = table(unit=["县甲局", "县甲局", "县乙局"], **flags)
    declared = ElementsAbsent(kind="elements_absent", table="services", elements=("a", "b", "c"))
    sure, possible, proof = ask(declared, rows)
    assert (sure, possible) == ([2, 0, 0], [3, 1, 0])
    assert proof == [[2, 3], [], []]


def count(**more) -> Count:
    return Count.model_validate({"kind": "count", "table": "columns", **more})


def test_who_has_nothing_of_a_kind_lacks_it_altogether():
    rows = table(
        unit=["县甲局", "县甲局", "县乙局"],
        kind=pd.Series(["动态", "动态", "别的"], dtype="string"),
        stale=pd.array([True, False, True], dtype="boolean"),
    )
    among, where = [{"column": "kind", "any_of": ["动态"]}], [{"column": "stale", "any_of": [True]}]
    assert ask(count(among=among, where=where), rows)[0] == [1, np.inf, np.inf]
    assert ask(count(among=among, where=where, none_is_well=True), rows)[0] == [1, 0, 0]
    assert ask(count(where=where), rows)[0] == [1, 1, 0]


def test_rows_that_another_rule_has_counted_are_not_counted_again():
    rows = table(unit=["县甲局", "县甲局", "县乙局"], n=pd.array([1, 1, 1], dtype="Int64"))
    values, _, proof = ask(count(where=[{"column": "n", "at_or_above": 1}]), rows, taken=np.array([True, False, True]))
    assert values == [1, 0, 0]
    assert proof == [[3], [], []]


def test_days_can_be_working_days():
    # 2024年6月7日（周五）到6月22日（周六）：端午节6月10日放假，工作日是11—14、17—21日，共9天。
    declared = DaysSinceLast(kind="days_since_last", table="articles", date_column="day", in_workdays=True)
    assert ask(declared, posts(("县甲局", "2024-06-07"), ("县乙局", "2024-06-22")))[0] == [9, 0, np.inf]


@pytest.mark.parametrize("name", PROVENANCE)
def test_every_answer_says_where_its_rows_stand(name):
    rows = table(unit=["县甲局"], n=pd.array([1], dtype="Int64"))
    placed = rows.assign(source_file="a.xlsx", source_sheet="一", source_row=2)
    placed["unit"] = placed["unit"].astype("string")
    subjects = pd.DataFrame({"unit": pd.Series(UNITS, dtype="string")})
    question = Question(placed, Holders(subjects, subjects, ("unit",)), DAY, START)
    assert name in measure(Sum(kind="sum", table="publication", column="n"), question).sure.evidence.columns
