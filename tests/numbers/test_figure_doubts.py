"""Numbers that rest on working days of 2027, whose holidays nobody has published: marked, with the year named."""

from __future__ import annotations

from datetime import date

import pytest

from govlib.catalog.figures import Figure
from govlib.catalog.places import Period
from govlib.figure_doubts import mark_doubts
from govlib.figures import Counting, compute_figures
from govlib.workdays import OFFICIAL, Calendar

WHY = "暂定：2027年放假安排未公布，只按周末计"
LATE = [{"column": "posted_date", "later_than": "decision_date", "allowing": {"workdays": 7}}]
FIGURES = [
    {"id": "late", "label": "逾期", "unit": "件", "measure": "rows", "where": LATE, "by": [["decision_kind"]]},
    {"id": "all", "label": "全部", "unit": "件", "measure": "rows", "by": [["decision_kind"]]},
    {"id": "rate", "label": "逾期率", "unit": "%", "measure": "rate", "numerator": "late", "denominator": "all"},
]
# 12 月 25 日（周五）起 7 个工作日：12 月 28—31 日 4 个，2027 年 1 月 1 日、4 日、5 日 3 个（按周末计）。
PERMITS = [
    {"decision_kind": "行政许可", "decision_date": "2026-12-25", "posted_date": "2027-01-06"},
    {"decision_kind": "行政处罚", "decision_date": "2026-12-01", "posted_date": "2027-01-06"},
    {"decision_kind": "行政处罚", "decision_date": "2026-12-25", "posted_date": "2026-12-31"},
]


@pytest.fixture
def counted(make_table, place):
    """Return a function from rows to the marked figures by name."""
    declared = {
        item["id"]: Figure.model_validate(
            {**item, "topic": "例", **({} if item["measure"] == "rate" else {"table": "permits"})}
        )
        for item in FIGURES
    }

    def count(rows, calendar=OFFICIAL, day=date(2027, 1, 31)):
        days = {"start": "2026-12-01", "end": day, "inspection_day": day}
        scopes = {"websites": {"by": "none"}, "accounts": {"by": "none"}}
        period = Period.model_validate({"title": "例", **days, **scopes})
        counting = Counting({"permits": make_table("permits", rows)}, period, place.rounding, calendar=calendar)
        values = compute_figures(declared.values(), counting)
        return {item.name: (item.text, item.lacking) for item in mark_doubts(values, declared, counting)}

    return count


def test_a_number_and_its_rate_are_marked_and_only_the_group_that_is_counted_through_the_year(counted):
    found = counted(PERMITS)
    assert found["逾期"] == ("2件（暂定）", WHY)
    assert found["逾期·行政许可"] == ("1件（暂定）", WHY)
    assert found["逾期·行政处罚"] == ("1件", "")
    assert found["全部"] == ("3件", "")
    assert found["逾期率"] == ("66.7%（暂定）", WHY)
    assert found["逾期率·行政处罚"] == ("50.0%", "")


def test_a_number_is_marked_by_a_row_that_is_not_late_only_as_long_as_the_holidays_are_unknown(counted):
    in_time = [{**PERMITS[0], "posted_date": "2027-01-05"}, PERMITS[1]]
    assert counted(in_time)["逾期"] == ("1件（暂定）", WHY)
    assert counted(in_time)["逾期率·行政许可"] == ("0.0%（暂定）", WHY)


def test_nothing_is_marked_once_the_year_is_stated_whole_nor_before_it_begins(counted):
    rested = Calendar({date(2027, 1, 1): False}, frozenset({2027}))
    # 元旦放假，7 个工作日到 1 月 6 日为止
    assert counted(PERMITS, rested)["逾期"] == ("1件", "")
    assert counted(PERMITS[1:], day=date(2026, 12, 31))["逾期"] == ("1件", "")


def test_what_is_unknown_stays_unknown(counted):
    assert counted([{"decision_kind": "行政许可"}])["逾期"][0] == "缺数据"
