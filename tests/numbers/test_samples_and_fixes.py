"""Sampling shares, rates before and after rectification, rates by level and region, lines, the stock of accounts."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.catalog.places import Period
from govlib.pages.verdicts import show_lines
from govlib.stock import list_stock
from govlib.summaries import count_coverage

DAYS = ("2024-04-01", "2024-06-30")
LISTED = {"by": "result_list", "covers": "all"}
SITES = ["网站名称", "网站类别", "主办单位", "层级", "地区", "是否抽查"]
LIST = ["名称", "类型", "平台", "存在问题", "整改情况"]
COUNTS = ["平台", "账号数", "检查数"]


def site(number, level="县区", region="东县", sampled="是"):
    return [f"单位{number}网站", "部门网站", f"单位{number}", level, region, sampled]


def texts(run, *names):
    return [item.text if (item := run.figure(name)) is not None else None for name in names]


def open_sites(open_periods, sites, failures, **place):
    files = {"网站名录.csv": [SITES, *sites], "检查结论.csv": [LIST, *failures]}
    return open_periods({"2024Q2": {"days": DAYS, "websites": LISTED, "files": files}}, **place)


def test_half_of_3316_accounts_sampled_and_five_failed_is_99_70_per_cent(open_periods):
    # 安徽 2023Q3: 3316 registered, 50 % sampled, 5 failed; (1658 - 5) ÷ 1658 = 99.698 %
    files = {
        "平台.csv": [COUNTS, ["微信公众号", 3000, 1500], ["微博", 316, 158]],
        "检查结论.csv": [LIST, *(["号" + str(n), "新媒体", "微信公众号", "不更新", ""] for n in range(5))],
    }
    run = open_periods(
        {"2023Q3": {"days": DAYS, "accounts": LISTED, "files": files}}, rounding={"of": {"政务新媒体": {"decimals": 2}}}
    )
    names = ("在运行政务新媒体", "应检查政务新媒体", "检查政务新媒体", "合格政务新媒体", "政务新媒体抽查比例")
    assert texts(run, *names) == ["3316个", "1658个", "1658个", "1653个", "50.00%"]
    assert texts(run, "政务新媒体合格率", "政务新媒体合格率·微博") == ["99.70%", "100%"]
    rate = run.figure("政务新媒体合格率")
    assert rate.parts_text == "合格1653个，检查1658个，合格率99.70%"
    assert (rate.numerator_name, rate.denominator_name) == ("合格政务新媒体", "检查政务新媒体")


def test_a_platform_without_its_count_of_checked_accounts_is_unknown_beside_others_that_have_it(open_periods):
    files = {
        "平台.csv": [COUNTS, ["微信公众号", 30, 15], ["微博", 6, ""]],
        "检查结论.csv": [LIST, ["站", "网站", "", "x", ""]],
    }
    run = open_periods({"2023Q3": {"days": DAYS, "accounts": LISTED, "files": files}})
    names = ("在运行政务新媒体", "检查政务新媒体", "合格政务新媒体", "缺数据政务新媒体")
    assert texts(run, *names) == ["36个", "15个", "15个", "6个"]


def test_more_checked_than_registered_is_a_contradiction_that_is_shown(open_periods):
    files = {"平台.csv": [COUNTS, ["微博", 6, 8]], "检查结论.csv": [LIST, ["站", "网站", "", "x", ""]]}
    run = open_periods({"2023Q3": {"days": DAYS, "accounts": LISTED, "files": files}})
    assert "矛盾" in set(run.checks["verdict"])


def test_who_was_not_sampled_is_registered_and_not_checked(open_periods):
    sites = [site(1), site(2), site(3, sampled="否"), site(4, sampled="")]
    run = open_sites(open_periods, sites, [["单位2网站", "网站", "", "不更新", ""]])
    names = ("在册政府网站", "在运行政府网站", "应检查政府网站", "检查政府网站", "合格政府网站", "不合格政府网站")
    assert texts(run, *names) == ["4个", "4个", "2个", "2个", "1个", "1个"]
    assert texts(run, "政府网站合格率", "政府网站抽查比例", "政府网站检查率") == ["50.0%", "50.0%", "100%"]
    assert sorted(run.verdicts["subject"]) == ["单位1网站", "单位2网站"]
    assert count_coverage(run.coverage, "网站", run.place.rounding)["sample_share"].tolist() == ["50.0%", "50.0%"]


def test_who_stands_on_the_list_was_checked_whatever_the_registry_says(open_periods):
    run = open_sites(open_periods, [site(1), site(2, sampled="否")], [["单位2网站", "网站", "", "不更新", ""]])
    assert texts(run, "应检查政府网站", "检查政府网站", "不合格政府网站", "政府网站合格率") == [
        "2个",
        "2个",
        "1个",
        "50.0%",
    ]


def test_a_registry_without_the_column_is_checked_whole(open_periods):
    files = {
        "网站名录.csv": [SITES[:-1], site(1)[:-1], site(2)[:-1]],
        "检查结论.csv": [LIST, ["单位2网站", "网站", "", "x", ""]],
    }
    run = open_periods({"2024Q2": {"days": DAYS, "websites": LISTED, "files": files}})
    assert texts(run, "检查政府网站", "政府网站抽查比例") == ["2个", "100%"]
    assert "sample_share" not in count_coverage(run.coverage, "网站", run.place.rounding)


def test_by_indicators_too_who_was_not_sampled_is_not_judged(open_periods):
    files = {"网站名录.csv": [SITES, site(1), site(2, sampled="否")]}
    run = open_periods({"2024Q2": {"days": DAYS, "websites": {"by": "indicators"}, "files": files}})
    assert texts(run, "在运行政府网站", "应检查政府网站", "缺数据政府网站") == ["2个", "1个", "1个"]
    mine = run.findings.loc[run.findings["subject"].eq("单位2网站"), "outcome"]
    assert set(mine) <= {"不适用"}


def test_rates_before_and_after_rectification_stand_side_by_side(open_periods):
    # 黑龙江: 85 % before, 99 % after; here 17 of 20 pass, two of the three failures are put right
    failures = [
        ["单位1网站", "网站", "", "不更新", "已整改"], ["单位2网站", "网站", "", "不更新", "已完成整改"],
        ["单位3网站", "网站", "", "不更新", "整改中"],
    ]  # fmt: skip
    run = open_sites(open_periods, [site(n) for n in range(1, 21)], failures)
    names = (
        "政府网站合格率",
        "已整改政府网站",
        "整改后合格政府网站",
        "政府网站合格率（整改后）",
        "没有写明整改情况的政府网站",
    )
    assert texts(run, *names) == ["85.0%", "2个", "19个", "95.0%", "0个"]
    shown = count_coverage(run.coverage, "网站", run.place.rounding)
    assert shown[["pass_rate_before", "pass_rate_after"]].to_numpy().tolist() == [["85.0%", "95.0%"]] * 2
    assert run.figure("检查结论名单已整改").text == "2个"


def test_a_failure_of_which_nothing_is_said_is_not_fixed_and_told(open_periods):
    failures = [["单位1网站", "网站", "", "不更新", "已整改"], ["单位2网站", "网站", "", "不更新", ""]]
    run = open_sites(open_periods, [site(n) for n in range(1, 5)], failures)
    names = ("已整改政府网站", "没有写明整改情况的政府网站", "政府网站合格率（整改后）")
    assert texts(run, *names) == ["1个", "1个", "75.0%"]


def test_without_a_word_on_rectification_there_is_no_rate_after_it(open_periods):
    run = open_sites(open_periods, [site(1), site(2)], [["单位2网站", "网站", "", "不更新", ""]])
    assert texts(run, "政府网站合格率", "政府网站合格率（整改后）", "已整改政府网站") == ["50.0%", "缺数据", "缺数据"]
    assert "pass_rate" in count_coverage(run.coverage, "网站", run.place.rounding)


def test_accounts_are_put_right_by_platform_and_by_either_list(open_periods):
    files = {
        "平台.csv": [COUNTS[:2], ["微信公众号", 8], ["微博", 2]],
        "检查结论.csv": [LIST, *(["甲发布", "新媒体", name, "不更新", ""] for name in ("微博", "微信公众号"))],
        "问题账号.csv": [
            ["单位名称", "账号名称", "平台", "存在问题", "整改情况"], ["甲镇", "甲发布", "微博", "不更新", "已整改"],
        ],
    }  # fmt: skip
    run = open_periods({"2024Q2": {"days": DAYS, "accounts": LISTED, "files": files}})
    names = ("政务新媒体合格率", "政务新媒体合格率（整改后）", "政务新媒体合格率（整改后）·微博", "账号问题整改率")
    assert texts(run, *names) == ["80.0%", "90.0%", "100%", "100%"]


LINES = [
    {"figure": "site_pass_rate", "by": ["region"], "full": True, "below": [0.9, 0.7]},
    {"figure": "site_sample_share", "below": [0.6], "words": "抽查比例不低于60%",
     "source": {"act": "某办〔2024〕1号", "part": "二", "seen": "recalled"}},
]  # fmt: skip


def test_regions_at_a_hundred_and_below_the_lines_are_listed(open_periods):
    sites = [site(n, region="东县") for n in (1, 2)] + [site(n, region="西县") for n in (3, 4, 5)]
    sites += [site(n, level="市直", region="市直") for n in range(6, 16)] + [site(16, sampled="否")] * 0
    failures = [[f"单位{n}网站", "网站", "", "不更新", ""] for n in (3, 6)]
    run = open_sites(open_periods, sites, failures, lines=LINES)
    assert texts(run, "政府网站合格率·西县", "政府网站合格率·市直·部门") == ["66.7%", "90.0%"]
    rows = {row["line"]: (row["count"], row["of_count"], row["listed"]) for row in run.lines.to_dict("records")}
    assert rows == {
        "100%": (1, 3, "东县 100%"),
        "低于90%": (1, 3, "西县 66.7%"),
        "低于70%": (1, 3, "西县 66.7%"),
        "低于60%": (0, 1, ""),
    }
    assert not run.lines["is_warning"].any()


def test_a_prescribed_minimum_that_is_missed_is_a_warning_with_its_parts_and_source(open_periods):
    sites = [site(1), site(2, sampled="否")]
    run = open_sites(open_periods, sites, [["单位9网站", "网站", "", "x", ""]], lines=LINES)
    row = run.lines.iloc[-1]
    assert (row["line"], row["is_warning"], row["prescribed_by"]) == (
        "低于60%",
        True,
        "某办〔2024〕1号待核实（未见原文）",
    )
    assert row["message"] == "检查1个，在运行2个，抽查比例50.0%，低于60%（抽查比例不低于60%）"
    assert "注意：检查1个" in show_lines(run, "网站").caption


def test_exactly_at_the_line_is_not_below_it(open_periods):
    sites = [site(1), site(2), site(3), site(4, sampled="否"), site(5, sampled="否")]
    run = open_sites(open_periods, sites, [["单位9网站", "网站", "", "x", ""]], lines=LINES)
    assert run.figure("政府网站抽查比例").text == "60.0%"
    assert not run.lines["is_warning"].any()


def test_a_place_without_lines_says_so(open_periods):
    run = open_sites(open_periods, [site(1)], [["单位1网站", "网站", "", "x", ""]])
    assert show_lines(run, "网站").text == "地方文件里没有给网站画线（lines）。"


def stock_of(rows):
    columns = ["platform", "level", "opened_date", "closed_date", "status"]
    frame = pd.DataFrame(rows, columns=columns).astype(
        {"opened_date": "datetime64[us]", "closed_date": "datetime64[us]"}
    )
    frame = frame.assign(source_file="x", source_sheet="", source_row=range(len(rows)))
    none = {"by": "none"}
    period = Period.model_validate(
        {"title": "t", "start": DAYS[0], "end": DAYS[1], "inspection_day": DAYS[1], "websites": none, "accounts": none}
    )
    return list_stock(frame, period)[
        ["opening_count", "opened_count", "closed_count", "closing_count", "undated_count"]
    ]


def test_the_stock_of_accounts_by_their_days():
    rows = [
        ("微博", None, "2020-01-01", None, "正常"),  # stays
        ("微博", None, "2020-01-01", "2024-04-01", "关停"),  # closed on the first day
        ("微博", None, "2020-01-01", "2024-03-31", "关停"),  # gone before
        ("微博", None, "2024-04-01", None, "正常"),  # opened on the first day
        ("微博", None, "2024-06-30", "2024-06-30", "关停"),  # opened and closed on the last day
        ("微博", None, "2024-07-01", None, "正常"),  # not yet opened
        ("微博", None, "2020-01-01", "2024-07-01", "关停"),  # closed after
        ("微博", None, None, None, "正常"),
        ("微博", None, "2024-05-01", "2024-04-30", "关停"),
        ("微博", None, "2020-01-01", None, "注销"),
    ]
    assert stock_of(rows).sum().tolist() == [3, 2, 2, 3, 3]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.none() | st.dates(pd.Timestamp("2024-03-25").date(), pd.Timestamp("2024-07-05").date()),
            st.none() | st.dates(pd.Timestamp("2024-03-25").date(), pd.Timestamp("2024-07-05").date()),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_opening_plus_opened_less_closed_is_closing(pairs):
    counts = stock_of([("微博", None, opened, closed, "正常") for opened, closed in pairs]).fillna(0).sum()
    assert counts["opening_count"] + counts["opened_count"] - counts["closed_count"] == counts["closing_count"]
    undated = sum(opened is None or (closed is not None and closed < opened) for opened, closed in pairs)
    assert counts["undated_count"] == undated


def test_average_days_shares_and_averages(compute, make_table):
    day = pd.Timestamp
    tickets = [
        {"ticket_code": "1", "unit": "甲镇", "received_date": day("2024-05-01"), "closed_date": day("2024-05-04")},
        {"ticket_code": "2", "unit": "甲镇", "received_date": day("2024-05-01"), "closed_date": day("2024-05-02")},
        {"ticket_code": "3", "unit": "乙镇", "received_date": day("2024-05-01"), "closed_date": day("2024-07-02")},
        {"ticket_code": "4", "unit": "乙镇", "closed_date": day("2024-05-02")},
        {"ticket_code": "5", "unit": "乙镇", "received_date": day("2024-05-09"), "closed_date": day("2024-05-02")},
    ]
    letters = [
        {"mailbox": "县长信箱", "letter_kind": "投诉", "letter_count": 30, "valid_count": 20, "on_time_count": 15},
        {"mailbox": "县长信箱", "letter_kind": "求助", "letter_count": 10, "valid_count": 10, "on_time_count": 10},
        {"mailbox": "书记信箱", "letter_kind": "投诉", "letter_count": 60},
    ]
    reads = [
        {
            "account_name": "甲",
            "counted_date": day("2024-05-01"),
            "read_count": 90,
            "post_count": 4,
            "original_count": 1,
        },
        {
            "account_name": "乙",
            "counted_date": day("2024-05-01"),
            "read_count": 10,
            "post_count": 1,
            "original_count": 1,
        },
        {"account_name": "丙", "counted_date": day("2024-05-01"), "post_count": 5},
    ]
    made = {"tickets": tickets, "letters": letters, "reads": reads}
    figures = compute({name: make_table(name, rows) for name, rows in made.items()})
    # (3 + 1) ÷ 2; the third is not closed by the inspection day 22 June, two rows have no possible span
    assert figures["热线工单平均办理时间"].text == "2.0天"
    mean = figures["热线工单平均办理时间"]
    assert (mean.numerator, mean.denominator, mean.unknown_rows) == (4, 2, 2)
    assert figures["热线工单平均办理时间·乙镇"].text == "缺数据"
    assert figures["在办热线工单"].text == "1件"
    # of 100 letters; within its mailbox 投诉 is 30 of 40
    assert figures["来信类型占比·县长信箱"].text == "40.0%"
    assert figures["来信类型占比·县长信箱·投诉"].text == "75.0%"
    assert figures["来信类型占比·县长信箱·投诉"].denominator_name == "受理来信"
    assert "来信类型占比" not in figures
    # on time of all letters that say it, of the valid ones, valid of all: 25/40, 25/30, 30/40
    said = [figures[name].text for name in ("来信按期办结率", "有效来信按期办结率", "有效来信占比")]
    assert said == ["62.5%", "83.3%", "75.0%"]
    # rows that say both: 100 reads over 5 posts, 2 originals of 5
    assert figures["账号篇均阅读量"].text == "20.0次/条"
    assert figures["账号原创率"].text == "40.0%"


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(0, 50)), min_size=1, max_size=8))
def test_the_shares_of_a_whole_add_up_exactly(compute, make_table, rows):
    table = make_table(
        "letters",
        [{"mailbox": box, "letter_kind": f"类{n}", "letter_count": count} for n, (box, count) in enumerate(rows)],
    )
    figures = compute({"letters": table}).values()
    shares = [item for item in figures if item.id == "letter_kind_share" and tuple(item.group) == ("mailbox",)]
    whole = sum(count for _, count in rows)
    if whole:
        assert sum(Fraction(int(item.numerator), int(item.denominator)) for item in shares) == 1
    else:
        assert {item.text for item in shares} == {"不适用"}


@pytest.mark.parametrize("kind", ["tickets", "messages"])
def test_a_column_that_is_blank_throughout_though_delivered_means_that_all_are_open(compute, make_table, kind):
    code = {"tickets": "ticket_code", "messages": "message_code"}[kind]
    rows = [{code: "1", "received_date": pd.Timestamp("2024-05-01")}]
    figures = compute({kind: make_table(kind, rows)}, absent={kind: frozenset()})
    names = {"tickets": ("在办热线工单", "办结热线工单"), "messages": ("未答复网民留言", "已答复网民留言")}[kind]
    assert [figures[name].text for name in names] == ["1件", "0件"]
    assert figures["热线工单平均办理时间" if kind == "tickets" else "网民留言平均答复时间"].text == "缺数据"
