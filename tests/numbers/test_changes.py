"""Change against 上期 and 去年同期: periods chosen, both sides read, what hinders a comparison said."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from govlib.bulletin.contents import list_annexes
from govlib.deliver import describe_figures
from govlib.earlier import earlier_values
from govlib.earlier.of_run import keep_earlier
from govlib.pages import publication

HEAD = ["单位", "报送数", "审发数"]
Q2_2023 = {"days": ("2023-04-01", "2023-06-30"), "files": {"报送.csv": [HEAD, ["甲镇", 20, 8], ["乙镇", 20, 12]]}}
Q1_2024 = {"days": ("2024-01-01", "2024-03-31"), "files": {"报送.csv": [HEAD, ["甲镇", 10, 8], ["县公安局", 15, 10]]}}
Q2_2024 = {"days": ("2024-04-01", "2024-06-30"), "files": {"报送.csv": [HEAD, ["甲镇", 12, 6], ["乙镇", 18, 15]]}}
EARLIER = ["期", "数字", "分组/单位", "数值", "分子", "分母", "单位"]
TOLD = ["earlier_period", "earlier_text", "now_text", "change_text", "growth_text", "comparable", "note"]


def typed(*rows, period=Q2_2024):
    return {**period, "files": {**period["files"], "往期.csv": [EARLIER, *rows]}}


def told(run, name, basis="上期"):
    changes = run.changes
    rows = changes.loc[changes["name"].eq(name) & changes["basis"].eq(basis), TOLD].to_dict("records")
    assert len(rows) <= 1
    return tuple(rows[0].values()) if rows else None


def test_counts_and_rates_against_the_last_period_and_last_year(open_periods):
    run = open_periods({"2023Q2": Q2_2023, "2024Q1": Q1_2024, "2024Q2": Q2_2024})
    # 25 → 30 submitted: +5 of 25 is 20 %; 40 → 30 a year before: -10 of 40 is 25 %
    assert told(run, "报送信息总数") == ("2024Q1期", "25条", "30条", "增加5条", "增长20.0%", True, "")
    assert told(run, "报送信息总数", "去年同期") == ("2023Q2期", "40条", "30条", "减少10条", "下降25.0%", True, "")
    # 18/25 = 72.0 %, 21/30 = 70.0 %, 20/40 = 50.0 %
    assert told(run, "审发率") == ("2024Q1期", "72.0%", "70.0%", "降低2.0个百分点", "", True, "")
    assert told(run, "审发率", "去年同期") == ("2023Q2期", "50.0%", "70.0%", "提高20.0个百分点", "", True, "")
    points = run.changes.loc[run.changes["name"].eq("审发率"), "change_value"]
    assert list(points) == [pytest.approx(-2), pytest.approx(20)]


def test_a_group_that_one_side_lacks_is_nought_where_rows_are_counted_and_unknown_where_they_are_added(open_periods):
    run = open_periods({"2024Q1": Q1_2024, "2024Q2": Q2_2024})
    assert told(run, "报送单位·部门") == ("2024Q1期", "1家", "0家", "减少1家", "下降100%", True, "")
    assert told(run, "审发信息总数·乙镇") == (
        "2024Q1期", "缺数据", "15条", "", "", False, "上期没有这个数，没有变化可言",
    )  # fmt: skip
    assert told(run, "审发信息总数·县公安局") == (
        "2024Q1期", "10条", "缺数据", "", "", False, "本期没有这一组，没有变化可言",
    )  # fmt: skip


def test_the_first_period_compares_with_numbers_typed_by_hand(open_periods):
    rows = (
        ["上期", "报送信息总数", "", "25条", "", "", "条"],
        ["去年同期", "acceptance_rate", "", "", "20", "40", ""],
        ["上期", "审发信息总数", "甲镇", "8", "", "", "条"],
    )
    run = open_periods({"2024Q2": typed(*rows)})
    unknown = "上期的起止日期没有写，时间窗是否可比不知道；上期数为手工填写"
    assert told(run, "报送信息总数") == ("上期", "25条", "30条", "增加5条", "增长20.0%", False, unknown)
    assert told(run, "审发信息总数·甲镇")[:5] == ("上期", "8条", "6条", "减少2条", "下降25.0%")
    assert told(run, "审发率", "去年同期")[:4] == ("去年同期", "50.0%", "70.0%", "提高20.0个百分点")
    assert run.earlier_problems.empty


def test_typed_periods_with_days_are_ordered_and_compared(open_periods):
    head = [*EARLIER, "开始日期", "结束日期"]
    rows = [
        head,
        ["一季度", "报送信息总数", "", "24", "", "", "条", "2024-01-01", "2024-03-31"],
        ["去年二季度", "报送信息总数", "", "15", "", "", "条", "2023-04-01", "2023-06-30"],
        ["三季度", "报送信息总数", "", "15", "", "", "条", "2024-07-01", "2024-09-30"],
        ["某季度", "报送信息总数", "", "15", "", "", "条", "", ""],
    ]
    run = open_periods({"2024Q2": {**Q2_2024, "files": {**Q2_2024["files"], "往期.csv": rows}}})
    assert told(run, "报送信息总数") == (
        "一季度", "24条", "30条", "增加6条", "增长25.0%", True, "上期数为手工填写",
    )  # fmt: skip
    assert told(run, "报送信息总数", "去年同期")[:5] == ("去年二季度", "15条", "30条", "增加15条", "增长100%")
    whys = dict(zip(run.earlier_problems["where"], run.earlier_problems["message"], strict=True))
    assert whys["往期数字（T24）“三季度”"] == "“三季度”的日期不比本期早"
    assert "请写开始、结束日期" in whys["往期数字（T24）“某季度”"]


def test_computed_numbers_go_before_typed_ones_and_a_contradiction_is_shown(open_periods):
    rows = (
        ["2024Q1", "报送信息总数", "", "26", "", "", "条"],
        ["2024Q1期", "审发率", "", "72%", "", "", ""],
        ["2024Q1", "错情数", "", "4", "", "", "处"],
    )
    run = open_periods({"2024Q1": Q1_2024, "2024Q2": typed(*rows)})
    row = told(run, "报送信息总数")
    assert row[:5] == ("2024Q1期", "25条", "30条", "增加5条", "增长20.0%")
    assert row[6] == "往期数字（T24）写的是 26，与按导出表复算的不同，以复算为准"
    assert told(run, "审发率")[6] == ""
    assert list(run.earlier_problems["message"]) == [
        "2024Q1期“报送信息总数”写的是 26，按该期导出表复算是 25条；以复算为准"
    ]
    # the exports of that period do not tell the errors; what was typed does
    assert told(run, "错情数")[1] == "4处"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            ["上期", "报送总数", "", "5", "", "", ""],
            "没有名为“报送总数”的数字，是不是“报送信息总数”、“汇总数”、“报送单位”",
        ),
        (["上期", "报送信息总数", "", "许多", "", "", ""], "“许多”认不出是多少，应写成 97.8% 或 1234 这样的数"),
        (["上期", "报送信息总数", "", "5%", "", "", ""], "“报送信息总数”按条计，写的却是百分比"),
        (["上期", "报送信息总数", "", "", "3", "4", ""], "“报送信息总数”没有写数值"),
        (["上期", "审发率", "", "", "3", "", ""], "“审发率”没有写数值，分子、分母也不全"),
        (["上期", "审发率", "", "80%", "3", "4", ""], "“审发率”写的是 80%，按分子、分母不是这个数；以分子、分母为准"),
        (
            ["上期", "报送信息总数", "东片·西片", "5", "", "", ""],
            "“报送信息总数”没有“东片·西片”这样的分组，或分不清是哪一种分组",
        ),
        (["上期", "报送信息总数", "", "-5", "", "", ""], "“报送信息总数”写的是负数"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_of_the_typed_numbers_is_told_with_its_row(open_periods, row, said):
    problems = open_periods({"2024Q2": typed(row)}).earlier_problems
    assert list(problems["message"]) == [said]
    assert list(problems["where"]) == ["往期.csv 第 2 行"]


def test_typed_units_are_merged_like_all_others_and_percent_cells_arrive_as_fractions(open_periods):
    rows = (
        ["上期", "审发信息总数·县警局", "", "3", "", "", ""],
        ["上期", "审发率", "", "0.653", "", "", ""],
        ["上期", "报送信息总数", "", "0.002", "", "", "万条"],
    )
    run = open_periods({"2024Q2": typed(*rows)})
    assert run.earlier_problems.empty
    assert told(run, "审发率")[1:4] == ("65.3%", "70.0%", "提高4.7个百分点")
    assert told(run, "报送信息总数")[1:5] == ("20条", "30条", "增加10条", "增长50.0%")
    assert next(iter(run.earlier.typed["上期"])) == ("published", (("unit", "县公安局"),))


def test_windows_of_different_length_are_compared_and_marked_with_both(open_periods):
    longer = {**Q1_2024, "days": ("2023-12-20", "2024-03-31")}
    run = open_periods({"2024Q1": longer, "2024Q2": Q2_2024})
    assert told(run, "报送信息总数") == (
        "2024Q1期", "25条", "30条", "增加5条", "增长20.0%", False,
        "时间窗长度不同（本期 2024-04-01 至 2024-06-30 共 91 天，上期 2023-12-20 至 2024-03-31 共 103 天）",
    )  # fmt: skip
    wide = open_periods({"2024Q1": longer, "2024Q2": Q2_2024}, comparable_within_days=12)
    assert told(wide, "报送信息总数")[5:] == (True, "")
    narrow = open_periods({"2024Q1": longer, "2024Q2": Q2_2024}, comparable_within_days=11)
    assert told(narrow, "报送信息总数")[5] is False


def test_windows_that_overlap_or_are_named_otherwise_are_marked(open_periods):
    late = {**Q1_2024, "days": ("2024-01-03", "2024-04-02")}
    assert told(open_periods({"2024Q1": late, "2024Q2": Q2_2024}), "报送单位")[6] == (
        "两期时间窗重叠（本期自 2024-04-01，上期至 2024-04-02）"
    )
    named = {
        **Q1_2024,
        "windows": {"报送": {"start": "2024-01-01", "end": "2024-03-31"}},
        "window_of": {"publication": "报送"},
    }
    assert told(open_periods({"2024Q1": named, "2024Q2": Q2_2024}), "报送单位")[6] == (
        "时间窗不同（本期是“检查”，上期是“报送”）"
    )


def test_the_place_may_name_the_periods_that_it_compares_with_or_none(open_periods):
    older = {**Q2_2023, "days": ("2023-07-01", "2023-09-30")}
    periods = {
        "2023Q3": older,
        "2024Q1": Q1_2024,
        "2024Q2": {**Q2_2024, "compare_with": {"上期": "2023Q3", "去年同期": None}},
    }
    run = open_periods(periods)
    assert set(run.changes["basis"]) == {"上期"}
    assert told(run, "报送信息总数")[0] == "2023Q3期"
    unknown = open_periods({"2024Q1": Q1_2024, "2024Q2": {**Q2_2024, "compare_with": {"上期": "2020Q1"}}})
    assert unknown.changes.empty
    assert "地方文件里没有这一期" in unknown.earlier_problems["message"].iloc[0]
    with pytest.raises(ValueError, match="不比本期早"):
        open_periods({"2024Q1": {**Q1_2024, "compare_with": {"上期": "2024Q2"}}, "2024Q2": Q2_2024})


@pytest.mark.parametrize(
    ("end", "found"), [("2023-05-16", True), ("2023-05-15", False), ("2023-08-14", True), ("2023-08-15", False)]
)
def test_last_year_is_the_period_that_ended_at_most_45_days_from_a_year_before(open_periods, end, found):
    run = open_periods({"早": {**Q2_2023, "days": ("2023-03-01", end)}, "2024Q1": Q1_2024, "2024Q2": Q2_2024})
    assert (run.earlier.bases["去年同期"].period is not None) == found


def test_an_earlier_period_whose_exports_are_gone_stops_nothing(open_periods):
    run = open_periods({"2024Q1": {"days": ("2024-01-01", "2024-03-31")}, "2024Q2": Q2_2024})
    row = told(run, "报送信息总数")
    assert (row[3], row[5]) == ("", False)
    assert row[6] == "上期的导出表不能用（没有这个文件夹，或里面是空的），没有变化可言"


def test_nought_is_no_base_and_what_does_not_change_stays(open_periods):
    none = {**Q1_2024, "files": {"报送.csv": [HEAD, ["甲镇", 12, 0], ["乙镇", 18, 15]]}}
    run = open_periods({"2024Q1": none, "2024Q2": Q2_2024})
    assert told(run, "审发信息总数·甲镇")[3:] == ("增加6条", "", True, "上期为 0，没有增长率")
    assert told(run, "报送信息总数")[3:] == ("持平", "", True, "")


def test_a_place_with_one_period_and_nothing_typed_has_no_changes(open_periods):
    run = open_periods({"2024Q2": Q2_2024})
    assert run.changes.empty
    assert run.earlier_problems.empty
    assert {found.period for found in run.earlier.bases.values()} == {None}


def test_the_pages_say_the_change_beside_the_number_and_what_is_not_shown(open_periods):
    run = open_periods({"2024Q1": Q1_2024, "2024Q2": Q2_2024})
    opened = publication.open_with_numbers(run)
    assert opened.notes["审发率"] == "比上期降低2.0个百分点"
    assert opened.notes["报送信息总数"] == "比上期增加5条，增长20.0%"
    assert "比上期降低2.0个百分点" in opened._repr_mimebundle_()["text/html"]
    shown = publication.show_changes(run)
    assert "上期：2024Q1期，2024-01-01 至 2024-03-31" in shown.caption
    assert "只有一期有" in shown.caption
    assert "审发信息总数·乙镇" not in set(shown.frame["name"])
    assert set(shown.frame["change_text"]) >= {"降低2.0个百分点", "增加5条"}


def test_a_page_without_an_earlier_period_says_why_in_one_sentence(open_periods):
    run = open_periods({"2024Q2": Q2_2024})
    assert publication.open_with_numbers(run).notes == {}
    assert publication.show_changes(run).text == (
        "没有更早的一期可比（没有上期可比；没有去年同期可比）：地方文件里没有声明更早的期，"
        "也没有交来往期数字（T24），所以不写变化。"
    )


def test_the_annex_of_changes_is_there_only_where_something_can_be_compared(open_periods):
    alone, both = open_periods({"2024Q2": Q2_2024}), open_periods({"2024Q1": Q1_2024, "2024Q2": Q2_2024})
    titles = [[annex.title for annex in list_annexes(run)] for run in (alone, both)]
    assert [sum("变化" in title for title in one) for one in titles] == [0, 1]
    table = next(annex for annex in list_annexes(both) if "变化" in annex.title).table
    row = table.loc[table["名称"].eq("审发率")].iloc[0]
    assert (row["当时"], row["本期"], row["变化"]) == ("72.0%", "70.0%", "降低2.0个百分点")


def test_figures_json_has_the_changes_the_periods_and_what_is_wrong(open_periods):
    rows = (["2024Q1", "报送信息总数", "", "26", "", "", "条"],)
    said = describe_figures(open_periods({"2024Q1": Q1_2024, "2024Q2": typed(*rows)}))
    row = next(one for one in said["changes"] if one["name"] == "审发率")
    assert (row["change_text"], row["change_value"], row["comparable"]) == ("降低2.0个百分点", -2.0, True)
    assert said["compared_with"][0] == {"basis": "上期", "period": "2024Q1期", "why": ""}
    assert said["earlier_problems"][0]["where"] == "往期.csv 第 2 行"
    rates = [one for one in said["figures"] if one["unit"] == "%"]
    assert rates
    assert all(one["denominator_name"] and one["numerator_name"] and one["parts_text"] for one in rates)
    assert (
        next(one for one in rates if one["name"] == "审发率")["parts_text"]
        == "审发信息总数21条，报送信息总数30条，审发率70.0%"
    )
    counts = [one for one in said["figures"] if one["unit"] == "条"]
    assert all("parts_text" not in one for one in counts)


def test_changed_rules_are_told_beside_the_verdicts_they_changed_and_no_other(open_periods):
    sites = {"网站名录.csv": [["网站名称", "网站类别", "主办单位"], ["甲镇网站", "乡镇网站", "甲镇"]]}
    results = {"结论.csv": [["名称", "类型", "平台", "存在问题"], ["甲镇网站", "网站", "", "x"]]}
    listed = {"by": "result_list", "covers": "all"}
    before = {**Q1_2024, "websites": listed, "files": {**Q1_2024["files"], **sites, **results}}
    now = {**Q2_2024, "websites": {"by": "indicators"}, "files": {**Q2_2024["files"], **sites}}
    run = open_periods({"2024Q1": before, "2024Q2": now})
    row = told(run, "不合格政府网站")
    assert row[5] is False
    assert "规则变了，不完全可比（结论的得出办法不同" in row[6]
    assert told(run, "报送信息总数")[5:] == (True, "")
    assert told(run, "在册政府网站")[5:] == (True, "")


def test_earlier_values_by_unit_newest_first_with_gaps_and_typed_numbers(open_periods):
    rows = (["2023Q4", "审发信息总数", "县警局", "7", "", "", ""], ["2024Q1", "审发信息总数", "乙镇", "3", "", "", ""])
    run = open_periods(
        {
            "2023Q2": Q2_2023,
            "2023Q3": {"days": ("2023-07-01", "2023-09-30")},
            "2023Q4": {"days": ("2023-10-01", "2023-12-31")},
            "2024Q1": Q1_2024,
            "2024Q2": typed(*rows),
        }
    )
    values = earlier_values(run, "published")
    assert list(values.itertuples(index=False, name=None)) == [
        ("2024Q1", 1, "甲镇", 8.0), ("2024Q1", 1, "县公安局", 10.0), ("2024Q1", 1, "乙镇", 3.0),
        ("2023Q4", 2, "县公安局", 7.0),
        ("2023Q2", 4, "甲镇", 8.0), ("2023Q2", 4, "乙镇", 12.0),
    ]  # fmt: skip
    assert values.dtypes.astype(str).tolist() == ["string", "Int64", "string", "Float64"]
    assert earlier_values(run, "site_pass_rate").empty
    assert earlier_values(open_periods({"2024Q2": Q2_2024}), "published").empty


def test_what_an_earlier_period_gave_is_kept_for_the_notebooks_after_and_only_for_the_same_inputs(open_periods):
    periods = {"2024Q1": Q1_2024, "2024Q2": Q2_2024}
    run = open_periods(periods)
    before = run.changes
    keep_earlier(run)
    kept = run.output_dir / "tables" / "earlier-2024Q1.json"
    said = json.loads(kept.read_text(encoding="utf-8"))
    marked = next(item for item in said["figures"] if item["id"] == "submitted" and not item["group"])
    marked["value"] = 20.0
    kept.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    again = open_periods(periods)
    assert told(again, "报送信息总数")[3] == "增加10条"
    said["figures"].pop()
    kept.write_text(json.dumps(said, ensure_ascii=False)[:-9], encoding="utf-8")
    pd.testing.assert_frame_equal(open_periods(periods).changes, before)
    changed = {**Q1_2024, "files": {"报送.csv": [HEAD, ["甲镇", 28, 8]]}}
    assert told(open_periods({"2024Q1": changed, "2024Q2": Q2_2024}), "报送信息总数")[3] == "增加2条"
