"""Figures: counts, sums, different values, rates, and what is never a nought."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.catalog.figures import Figure
from govlib.figures import Counting, absent_columns, compute_figures
from govlib.units import merge_units

PUBLICATION = [
    {"unit": "甲镇", "unit_group": "乡镇", "submitted_count": 10, "published_count": 8, "error_count": 1},
    {"unit": "乙镇", "unit_group": "乡镇", "submitted_count": 5, "published_count": 0, "error_count": 0},
    {"unit": "县公安局", "unit_group": "部门", "submitted_count": 4, "published_count": 4, "error_count": 0},
]


def test_a_table_that_was_not_delivered_is_missing_and_never_a_nought(compute):
    figures = compute({})
    assert {item.text for item in figures.values()} == {"缺数据"}
    assert all(item.value is None and item.lacking for item in figures.values())


def test_counts_sums_and_different_values_with_their_breakdowns(compute, make_table):
    figures = compute({"publication": make_table("publication", PUBLICATION)})
    said = {name: item.text for name, item in figures.items() if item.value is not None}
    assert said == {
        "报送单位": "3家", "报送单位·乡镇": "2家", "报送单位·部门": "1家",
        "报送信息总数": "19条", "报送信息总数·乡镇": "15条", "报送信息总数·部门": "4条",
        "报送信息总数·甲镇": "10条", "报送信息总数·乙镇": "5条", "报送信息总数·县公安局": "4条",
        "审发信息总数": "12条", "审发信息总数·乡镇": "8条", "审发信息总数·部门": "4条",
        "审发信息总数·甲镇": "8条", "审发信息总数·乙镇": "0条", "审发信息总数·县公安局": "4条",
        # 12/19 = 63.157…, 8/15 = 53.333…
        "审发率": "63.2%", "审发率·乡镇": "53.3%", "审发率·部门": "100%",
        "审发率·甲镇": "80.0%", "审发率·乙镇": "0.0%", "审发率·县公安局": "100%",
        "错情数": "1处", "错情数·乡镇": "1处", "错情数·部门": "0处",
        "错情数·甲镇": "1处", "错情数·乙镇": "0处", "错情数·县公安局": "0处",
        "有错情的单位": "1家", "有错情的单位·乡镇": "1家",
        "零发布单位": "1家", "零发布单位·乡镇": "1家",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("table", "rows", "figure"),
    [
        # 件数 alone was delivered: not one of the others is nought
        ("letters", [{"mailbox": "县长信箱", "letter_kind": "投诉", "letter_count": 3}], "按期办结来信"),
        ("letters", [{"mailbox": "县长信箱", "letter_kind": "投诉", "letter_count": 3}], "有超期的来信类别"),
        ("letters", [{"mailbox": "县长信箱", "letter_kind": "投诉", "letter_count": 3}], "来信按期办结率"),
        ("publication", [{"unit": "甲镇", "submitted_count": 3}], "审发信息总数"),
        ("publication", [{"unit": "甲镇", "submitted_count": 3}], "零发布单位"),
        ("publication", [{"unit": "甲镇", "submitted_count": 3}], "报送流水不闭合"),
        ("tasks", [{"task": "开放日", "unit": "甲镇", "grade": "好"}], "未完成专项任务"),
        ("spot_checks", [{"object": "政务新媒体", "pass_rate": 0.5}], "检测反馈问题涉及单位"),
        ("tickets", [{"ticket_code": "1"}], "不满意工单"),
        ("tickets", [{"ticket_code": "1"}], "逾期热线工单"),
        ("tickets", [{"ticket_code": "1"}], "二次投诉工单"),
        ("wording", [{"error_kind": "错别字"}], "有文字错误的单位"),
        ("permits", [{"decision_code": "1", "decision_date": pd.Timestamp("2024-05-01")}], "双公示超过7个工作日"),
        ("interpretations", [{"policy_title": "办法"}], "没有解读的政策文件"),
        ("spot_checks", [{"unit": "甲镇", "problem_count": 3}], "上级抽查得分"),
    ],
)
def test_a_column_that_was_not_delivered_is_missing_and_never_a_nought(compute, make_table, table, rows, figure):
    item = compute({table: make_table(table, rows)})[figure]
    assert (item.value, item.text) == (None, "缺数据")
    assert item.lacking


def test_a_test_that_only_excludes_needs_no_column(compute, make_table):
    figures = compute({"wording": make_table("wording", [{"error_kind": "错别字"}, {"error_kind": "序号"}])})
    assert figures["登记的文字错误"].text == "2处"


def test_a_column_known_to_be_there_may_be_blank_throughout(compute, make_table):
    tables = {"interpretations": make_table("interpretations", [{"policy_title": "甲"}, {"policy_title": "乙"}])}
    there = {"interpretations": frozenset({"document_code"})}
    assert compute(tables, absent=there)["没有解读的政策文件"].text == "2件"
    gone = {"interpretations": frozenset({"interpretation_title"})}
    assert compute(tables, absent=gone)["没有解读的政策文件"].text == "缺数据"


def test_a_column_is_absent_only_when_no_region_of_the_table_has_it():
    regions = pd.DataFrame(
        {
            "table": ["publication", "publication", "letters"],
            "columns_absent": ["error_count", "error_count、deleted_count", ""],
        }
    )
    assert absent_columns(regions) == {"publication": frozenset({"error_count"}), "letters": frozenset()}


def test_blanks_in_a_sum_are_told_beside_it_and_leave_the_rate(compute, make_table):
    rows = [*PUBLICATION, {"unit": "县教育局", "unit_group": "部门", "submitted_count": 6}]
    figures = compute({"publication": make_table("publication", rows)})
    assert (figures["审发信息总数"].value, figures["审发信息总数"].unknown_rows) == (12, 1)
    assert figures["审发信息总数·县教育局"].text == "缺数据"
    # the six items of which nothing is known are in no denominator: 12/19 as before
    rate = figures["审发率"]
    assert (rate.text, rate.numerator, rate.denominator, rate.unknown_rows) == ("63.2%", 12, 19, 1)
    assert "1 行没有填全审发信息总数和报送信息总数，分子、分母都不计" in rate.denominator_name
    assert figures["审发率·县教育局"].text == "缺数据"


def test_a_unit_with_two_rows_published_nothing_only_when_both_are_nought(compute, make_table):
    rows = [
        {"unit": "甲镇", "category": "动态", "published_count": 0},
        {"unit": "甲镇", "category": "公告", "published_count": 3},
        {"unit": "乙镇", "category": "动态", "published_count": 0},
        {"unit": "乙镇", "category": "公告", "published_count": 0},
    ]
    figure = compute({"publication": make_table("publication", rows)})["零发布单位"]
    assert (figure.text, figure.sources) == ("1家", ({"file": "数据.xlsx", "sheet": "表", "rows": "4-5"},))


def test_a_rate_of_nothing_is_not_applicable(compute, make_table):
    rows = [{"unit": "甲镇", "submitted_count": 0, "published_count": 0}]
    rate = compute({"publication": make_table("publication", rows)})["审发率"]
    assert (rate.value, rate.text, rate.origin) == (None, "不适用", "不适用")


def test_a_rate_divides_sums_over_the_rows_that_say_both(compute, make_table):
    rows = [
        {"unit": "东镇", "published_count": 5},
        {"unit": "西镇", "submitted_count": 10, "published_count": 5},
        {"unit": "南镇", "submitted_count": 7},
        {"unit": "北镇", "submitted_count": 10, "published_count": 4},
    ]
    figures = compute({"publication": make_table("publication", rows)})
    rate = figures["审发率"]
    # 9 of the 20 of 西镇 and 北镇; 东镇 and 南镇 say one part only
    assert (rate.text, rate.numerator, rate.denominator, rate.unknown_rows) == ("45.0%", 9, 20, 2)
    assert "2 行没有填全" in rate.denominator_name
    assert rate.sources == ({"file": "数据.xlsx", "sheet": "表", "rows": "3,5"},)
    for unit in ("东镇", "南镇"):
        assert (figures[f"审发率·{unit}"].text, figures[f"审发率·{unit}"].value) == ("缺数据", None)
    assert (figures["审发率·西镇"].text, figures["审发率·西镇"].denominator_name) == ("50.0%", "报送信息总数")


def test_a_rate_without_one_row_that_says_both_is_unknown(compute, make_table):
    rows = [{"unit": "东镇", "published_count": 5}, {"unit": "西镇", "submitted_count": 10}]
    rate = compute({"publication": make_table("publication", rows)})["审发率"]
    assert (rate.text, rate.value, rate.unknown_rows) == ("缺数据", None, 2)
    assert rate.lacking


def test_a_rate_above_a_hundred_says_that_it_can_not_be(compute, make_table):
    rows = [{"unit": "甲镇", "submitted_count": 4, "published_count": 5}]
    rate = compute({"publication": make_table("publication", rows)})["审发率"]
    assert rate.text == "125.0%（分子大于分母）"
    assert rate.lacking == "分子大于分母，请核对原表"


def make_coverage(make_row, *groups):
    return pd.DataFrame([make_row(*group) for group in groups])


def coverage_row(group, passed, failed, unknown):
    counts = {"registered": passed + failed + unknown, "sampled": passed + failed + unknown, "checked": passed + failed}
    counts |= {"passed": passed, "failed": failed, "unconfirmed": 0, "unknown": unknown}
    blank = dict.fromkeys(("level", "region", "fixed_count", "fix_unknown_count", "passed_after_count"))
    where = {"source_file": "数据.xlsx", "source_sheet": "表", "source_row": 2}
    return {
        "subject_kind": "网站",
        "group": group,
        **{f"{key}_count": n for key, n in counts.items()},
        **blank,
        **where,
    }


def test_a_pass_rate_is_unknown_where_nobody_could_pass(compute):
    table = make_coverage(coverage_row, ("门户", 0, 1, 3), ("部门", 0, 2, 0))
    figures = compute({"results": table})
    rate = figures["政府网站合格率"]
    assert (rate.value, rate.text, rate.lacking) == (None, "缺数据", "有指标没有数据，谁都不能判为合格")
    assert figures["政府网站合格率·门户"].text == "缺数据"
    assert figures["政府网站合格率·部门"].text == "0.0%"
    some = make_coverage(coverage_row, ("门户", 3, 1, 3))
    assert compute({"results": some})["政府网站合格率"].text == "75.0%"


def test_shares_as_delivered_are_printed_in_per_cent(compute, make_table):
    rows = [
        {"object": name, "pass_rate": share} for name, share in zip("甲乙丙丁", (0.625, 0.94, 0.977, 1), strict=True)
    ]
    figures = compute({"spot_checks": make_table("spot_checks", rows)})
    said = {name: figures[f"上级抽查合格率·{name}"].text for name in "甲乙丙丁"}
    assert said == {"甲": "62.5%", "乙": "94%", "丙": "97.7%", "丁": "100%"}


DECLARED = [
    Figure(id="all", label="工单", unit="件", measure="rows", table="tickets", by=(("unit",), ("topic", "unit"))),
    Figure(
        id="repeat", label="二次工单", unit="件", measure="rows", table="tickets",
        where=({"column": "is_repeat", "any_of": [True]},), by=(("unit",),),
    ),
    Figure(id="rate", label="二次率", unit="%", measure="rate", numerator="repeat", denominator="all"),
]  # fmt: skip


def declared(tables, period, place, figures=DECLARED):
    counting = Counting(tables=tables, period=period, rounding=place.rounding)
    return {item.name: item for item in compute_figures(figures, counting)}


def test_a_group_without_any_of_the_numerator_has_a_rate_of_nought(make_table, period, place):
    rows = [
        {"ticket_code": "1", "unit": "甲镇", "is_repeat": True},
        {"ticket_code": "2", "unit": "乙镇", "is_repeat": False},
    ]
    figures = declared({"tickets": make_table("tickets", rows)}, period, place)
    assert {name: figures[name].text for name in ("二次率", "二次率·甲镇", "二次率·乙镇")} == {
        "二次率": "50.0%", "二次率·甲镇": "100%", "二次率·乙镇": "0.0%",
    }  # fmt: skip


def test_a_rate_may_be_declared_before_its_parts(make_table, period, place):
    tables = {"tickets": make_table("tickets", [{"ticket_code": "1", "is_repeat": True}])}
    figures = declared(tables, period, place, [DECLARED[2], *DECLARED[:2]])
    assert next(iter(figures)) == "二次率"
    assert figures["二次率"].text == "100%"


def test_numbers_of_different_windows_are_never_divided(make_table, period, place):
    figures = [
        Figure(id="ranked", label="参评", unit="个", measure="rows", table="assessments"),
        Figure(id="listed", label="在册", unit="个", measure="rows", table="sites"),
        Figure(id="rate", label="参评率", unit="%", measure="rate", numerator="ranked", denominator="listed"),
    ]
    tables = {
        "assessments": make_table("assessments", [{"site_name": "甲", "grade": "好"}]),
        "sites": make_table("sites", [{"site_name": "甲"}]),
    }
    rate = declared(tables, period, place, figures)["参评率"]
    assert (rate.value, rate.text) == (None, "缺数据")
    assert "时间窗" in rate.lacking


def test_without_the_joined_table_the_whole_is_known_and_its_breakdown_is_not(compute, make_table):
    ranked = make_table("assessments", [{"site_name": "甲", "grade": "好"}, {"site_name": "乙", "grade": "差"}])
    alone = compute({"assessments": ranked})
    assert alone["参加评估的政府网站"].text == "2个"
    assert {name for name in alone if name.startswith("参加评估的政府网站·")} == {
        "参加评估的政府网站·好", "参加评估的政府网站·差",
    }  # fmt: skip
    sites = make_table("sites", [{"site_name": "甲", "site_type": "门户"}])
    assert compute({"assessments": ranked, "sites": sites})["参加评估的政府网站·门户·好"].text == "1个"
    assert compute({"assessments": ranked, "sites": sites})["参加评估的政府网站·未写·差"].text == "1个"


TICKETS = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.sampled_from(["甲镇", "乙镇", None]),
            "topic": st.sampled_from(["水", "电", None]),
            "satisfied": st.sampled_from(["满意", "不满意", None]),
            "is_repeat": st.sampled_from([True, False, None]),
        }
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=60)
@given(TICKETS)
def test_the_parts_of_every_breakdown_add_up_to_the_whole(compute_all, make_table, rows):
    coded = [{"ticket_code": str(at), **row} for at, row in enumerate(rows)]
    assert_parts_add_up(compute_all({"tickets": make_table("tickets", coded)}))


COUNT = st.one_of(st.none(), st.integers(0, 50))
REPORTS = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.sampled_from(["甲镇", "乙镇", "县公安局", "生人局", None]),
            "category": st.sampled_from(["动态", "公告", None]),
            "submitted_count": COUNT,
            "published_count": COUNT,
            "error_count": COUNT,
            "key_area_count": COUNT,
            "original_count": COUNT,
        }
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=60)
@given(REPORTS)
def test_sums_by_unit_and_group_add_up_to_the_whole(compute_all, make_table, register, rows):
    table = merge_units(make_table("publication", rows), register)
    assert_parts_add_up(compute_all({"publication": table}))


def assert_parts_add_up(figures):
    """Every breakdown of a count of rows or a sum has the whole's value and the whole's rows."""
    items = [item for item in figures if item.value is not None and item.unit != "%" and item.unmerged is None]
    wholes = {item.id: item for item in items if not item.group}
    parts: dict[tuple[str, tuple[str, ...]], list] = {}
    for item in items:
        if item.group and item.id in ADDITIVE:
            parts.setdefault((item.id, tuple(item.group)), []).append(item)
    for (identifier, _), members in parts.items():
        assert sum(item.value for item in members) == wholes[identifier].value
        assert sum(item.rows_counted - item.unknown_rows for item in members) == (
            wholes[identifier].rows_counted - wholes[identifier].unknown_rows
        )


ADDITIVE = {
    "tickets", "tickets_late", "tickets_repeat", "tickets_unsatisfied",
    "submitted", "published", "errors", "originals", "key_area",
}  # fmt: skip


def test_a_row_without_its_groups_word_is_counted_apart(compute, make_table):
    rows = [{"ticket_code": "1", "unit": "甲镇"}, {"ticket_code": "2"}]
    figures = compute({"tickets": make_table("tickets", rows)})
    assert {name: item.text for name, item in figures.items() if item.id == "tickets"} == {
        "热线工单": "2件", "热线工单·甲镇": "1件", "热线工单·未写": "1件",
    }  # fmt: skip


def test_a_unit_in_no_group_is_counted_as_ungrouped(compute, make_table, register):
    rows = [{"unit": "甲镇", "published_count": 3}, {"unit": "生人局", "published_count": 4}]
    figures = compute({"publication": merge_units(make_table("publication", rows), register)})
    assert figures["审发信息总数·乡镇"].text == "3条"
    assert figures["审发信息总数·未分组"].text == "4条"


def test_different_values_tell_the_count_before_merging(compute, make_table, register):
    rows = [
        {"unit": "县公安局", "account_name": "甲", "platform": "微信", "problem": "未备案"},
        {"unit": "县公安局交警大队", "account_name": "乙", "platform": "微信", "problem": "未备案"},
        {"unit": "县公安局", "account_name": "甲", "platform": "微信", "problem": "未更新"},
    ]
    figures = compute({"account_problems": merge_units(make_table("account_problems", rows), register)})
    units = figures["问题账号涉及单位"]
    assert (units.value, units.unmerged, units.rows_counted) == (1, 2, 3)
    accounts = figures["问题账号（去重）"]
    assert (accounts.value, accounts.rows_counted) == (2, 3)


def test_numbers_name_their_window(compute, make_table):
    figures = compute({"assessments": make_table("assessments", [{"site_name": "甲", "grade": "好"}])})
    ranked = figures["参加评估的政府网站"]
    assert (ranked.window, ranked.window_start, ranked.window_end) == ("排名", "2024-01-01", "2024-05-31")
    other = figures["报送信息总数"]
    assert (other.window, other.window_start, other.window_end) == ("检查", "2024-03-06", "2024-06-22")


def test_an_account_without_its_platform_is_still_one_account(compute, make_table):
    rows = [
        {"unit": "甲镇", "account_name": "甲", "problem": "未备案"},
        {"unit": "甲镇", "account_name": "甲", "problem": "未更新"},
        {"unit": "甲镇", "account_name": "乙", "problem": "未更新"},
    ]
    figure = compute({"account_problems": make_table("account_problems", rows)})["问题账号（去重）"]
    assert (figure.text, figure.unknown_rows) == ("2个", 0)


def test_a_missing_column_is_told_once_and_not_for_every_group(compute, make_table):
    rows = [{"unit": "甲镇", "unit_group": "乡镇", "submitted_count": 3}]
    figures = compute({"publication": make_table("publication", rows)})
    assert [name for name in figures if name.startswith("审发信息总数")] == ["审发信息总数"]
    assert figures["审发信息总数"].lacking == "表里没有“审发（条）”"


def test_what_was_counted_and_what_was_added_up_is_told(compute, make_table):
    figures = compute(
        {
            "publication": make_table("publication", PUBLICATION),
            "tickets": make_table("tickets", [{"ticket_code": "1"}]),
        }
    )
    origins = {name: figures[name].origin for name in ("热线工单", "审发信息总数", "审发率", "受理来信")}
    assert origins == {"热线工单": "逐条", "审发信息总数": "汇总", "审发率": "汇总", "受理来信": "缺数据"}
