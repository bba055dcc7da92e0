"""What an overview adds up, compares and leaves out, by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from province import Open, sites
from remembering import plain, write_place

from govlib.catalog.load import Catalog
from govlib.errors import UserError
from govlib.overview.tables import table_left_out, table_places, table_regions, table_standing, table_trend
from govlib.overview.view import open_overview

SAME = "national-2019，2025-07-01至2025-09-30"
OTHER = "other-2020，2025-07-01至2025-09-30"


def rows_of_sites(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return plain(frame.loc[frame["kind"].eq("网站")], *columns)


def test_a_region_divides_the_sums_of_its_places_and_never_averages_their_rates(open_view: Open):
    found = rows_of_sites(open_view("shi").wholes, "comparable_group", "passed", "checked", "text", "known_places")
    # 10 + 3 of 10 + 8; the mean of 100 % and 37.5 % would be 68.75 %
    assert found == [(SAME, 13, 18, "72.2%", 2), (OTHER, 5, 5, "100%", 1)]


def test_an_upper_places_own_check_is_shown_beside_and_added_to_nothing(open_view: Open):
    view = open_view("sheng")
    rows = rows_of_sites(view.regions_by_kind, "region_name", "comparable_group", "checked", "text")
    assert rows == [("丙县", SAME, None, "缺数据"), ("市", SAME, 18, "72.2%"), ("市", OTHER, 5, "100%")]
    own = view.rates.loc[view.rates["place"].eq("shi") & view.rates["kind"].eq("网站")]
    assert plain(own, "is_upper", "text") == [(True, "50.0%")]


def test_of_all_places_a_region_is_the_uppermost_place_and_one_within_nothing_stands_by_itself(open_view: Open):
    rows = rows_of_sites(open_view().regions_by_kind, "region_name", "comparable_group", "text", "lacking_places")
    assert rows == [("丁县", SAME, "99.5%", 0), ("省", SAME, "72.2%", 1), ("省", OTHER, "100%", 0)]


def test_no_data_is_listed_and_never_nought(open_view: Open):
    view = open_view("sheng")
    whole = rows_of_sites(view.wholes, "comparable_group", "place_count", "known_places", "lacking_places")
    assert whole == [(SAME, 3, 2, 1), (OTHER, 1, 1, 0)]
    assert "丙县" not in set(view.ranked.loc[view.ranked["kind"].eq("网站"), "place_name"])


def test_what_failed_is_left_out_and_told(open_view: Open):
    view = open_view("shi")
    assert plain(table_left_out(view), "place_name", "status", "why") == [("戊县", "失败", "这一次运行没有成功")]
    assert "wu" not in set(view.rates["place"])


def test_places_are_ranked_within_what_compares_and_equals_share_a_rank(open_view: Open):
    view = open_view()
    rows = rows_of_sites(view.ranked, "comparable_group", "rank", "place_name", "text")
    assert rows == [
        (SAME, 1, "甲县", "100%"), (SAME, 2, "丁县", "99.5%"), (SAME, 3, "乙县", "37.5%"), (OTHER, 1, "庚县", "100%"),
    ]  # fmt: skip


def test_a_line_drawn_by_an_upper_place_asks_all_that_lie_within_it(open_view: Open, drawn: Catalog):
    columns = ("comparable_group", "line", "drawn_by", "of_count", "listed")
    found = rows_of_sites(open_view("sheng", declared=drawn).standing, *columns)
    assert found == [
        (SAME, "100%", "", 2, "甲县"), (SAME, "低于90%", "市", 2, "乙县 37.5%"),
        (OTHER, "100%", "", 1, "庚县"), (OTHER, "低于90%", "市", 1, ""),
    ]  # fmt: skip
    everywhere = open_view("", declared=drawn).standing
    assert "丁县" not in everywhere.loc[everywhere["line"].eq("低于90%"), "listed"].str.cat()


def test_a_rate_is_compared_exactly_and_not_as_printed(open_view: Open, outputs: Path, drawn: Catalog):
    write_place(outputs, "2025Q3", "yi", name="乙县", figures=sites(8999, 10000, "90.0%"), within="shi")
    listed = table_standing(open_view("shi", declared=drawn), 10)
    assert plain(listed.loc[listed["line"].eq("低于90%")], "listed") == [("乙县 90.0%",), ("没有",)]


def test_a_long_list_is_cut_and_says_how_many(open_view: Open, drawn: Catalog):
    assert plain(table_standing(open_view("", declared=drawn), 0), "listed")[0] == ("……等 1 个",)


def test_a_problem_of_several_units_is_one_problem(open_view: Open):
    mix = open_view("shi").frames.mix
    assert plain(mix, "kind", "problem_count", "place_count", "unit_count") == [("W-V3", 1, 1, 2), ("W-V4", 1, 1, 0)]


def test_what_fails_in_two_periods_running_is_recurrent(open_view: Open):
    found = open_view("shi").frames.recurrent
    assert plain(found, "place", "key", "times", "since_period") == [("jia", "W-V3:甲网:", 2, "2025Q2")]
    assert open_view("shi", "2025Q2").frames.recurrent.empty


def test_a_trend_has_every_period_with_the_places_that_were_there(open_view: Open):
    trend = table_trend(open_view("shi"))
    whole = trend.loc[trend["region_name"].eq("合计")]
    assert plain(whole, "ruleset", "period", "known_places", "text") == [
        ("national-2019", "2025Q2", 1, "80.0%"), ("national-2019", "2025Q3", 2, "72.2%"), ("other-2020", "2025Q3", 1,
                                                                                          "100%"),
    ]  # fmt: skip


def test_a_period_of_another_length_is_no_point_of_a_line(open_view: Open, outputs: Path):
    write_place(
        outputs,
        "2025M06",
        "jia",
        ("2025-06-01", "2025-06-30"),
        name="甲县",
        figures=sites(1, 10, "10.0%"),
        within="shi",
    )
    assert "2025M06" not in set(open_view("shi").trend["period"])


def test_a_place_leads_to_its_units_and_they_to_findings(open_view: Open):
    view = open_view("shi")
    assert plain(view.frames.units, "place", "unit", "problem_count", "severe_count") == [
        ("jia", "乙局", 1, 1), ("jia", "甲局", 1, 1), ("jia", None, 1, 1),
    ]  # fmt: skip
    assert plain(view.frames.findings, "key", "outcome") == [
        ("W-V3:甲网:", "不合格"), ("W-V4:甲网:", "不合格"), ("W-V5:甲网:", "待复核"),
    ]  # fmt: skip
    places = table_places(view)
    assert plain(places.loc[places["place"].eq("jia")], "site_rate", "failed_findings", "waiting_findings") == [
        ("100%", 2, 1)
    ]


def test_the_table_of_regions_ends_each_group_with_its_total(open_view: Open):
    found = table_regions(open_view("shi"), "网站")
    assert [name for name in found["region_name"] if name != "合计"] == ["甲县", "乙县", "庚县"]
    assert plain(found.loc[found["region_name"].eq("合计")], "checked_count", "pass_rate") == [
        (18, "72.2%"),
        (5, "100%"),
    ]


@pytest.mark.parametrize(
    ("within", "period", "said"),
    [("", "2030Q1", "还没有成果"), ("nowhere", "2025Q3", "没有名为"), ("ding", "2025Q3", "没有地方写着属于")],
)
def test_what_cannot_be_shown_is_said(open_view: Open, within: str, period: str, said: str):
    with pytest.raises(UserError, match=said):
        open_view(within, period)


def test_without_any_outputs_the_way_to_get_some_is_said(tmp_path: Path):
    with pytest.raises(UserError, match="还没有成果"):
        open_overview("", "2025Q3", str(tmp_path / "nichts"), interactive=False)


def test_an_upper_place_stands_for_itself_where_nothing_within_it_was_checked(open_view: Open, outputs: Path):
    write_place(outputs, "2025Q4", "shi", level="city", name="市", figures=sites(50, 100, "50.0%"), within="sheng")
    write_place(outputs, "2025Q4", "jia", name="甲县", status="失败", within="shi")
    assert rows_of_sites(open_view("", "2025Q4").wholes, "checked", "text", "place_count") == [(100, "50.0%", 1)]


def test_the_tables_of_places_come_by_region_whatever_their_names(open_view: Open):
    assert list(open_view("sheng").here["place"]) == ["bing", "sheng", "shi", "geng", "jia", "wu", "yi"]
