import pandas as pd
import pytest
from small_rules import RECALLED, compose, declare

from govlib.catalog.places import Scope, Units
from govlib.scores.run import SCORE_COLUMNS

SITES = """
| site_code | site_name | site_group | host_unit | has_services | status |
| 01        | 甲网      | 门户       | 县甲局    | 是           | 正常   |
"""
TWO_SITES = SITES + "| 02 | 乙网 | 门户 | 县乙局 | 否 | 正常 |\n"
HEAD = "| subject | indicator_code | conclusion | points | finding | evidence_url |\n"
CLEAR = "| 甲网 | V1 | 未发现问题 | | | |\n"
VETO = declare("V1", "veto")
COLUMNS = declare("D1", "deduction", "扣分·发布", points={"cap": 5})
GUIDE = declare("D2", "deduction", "扣分·办事服务", points={"cap": 10})
BONUS = declare("B1", "bonus", "加分", points={"cap": 20})
PLAIN = compose(VETO, COLUMNS, GUIDE, BONUS)
CLEAN_REST = "| 甲网 | 扣分 | 未发现问题 | | | |\n"


def entered(*rows: str) -> str:
    """Return an audit table in which the veto is settled and these rows stand: code, conclusion, points."""
    return HEAD + CLEAR + "".join(f"| 甲网 | {row} | | |\n" for row in rows)


def only(frame: pd.DataFrame) -> dict:
    assert len(frame) == 1
    return {name: None if pd.isna(value) else value for name, value in frame.iloc[0].items()}


def test_a_score_is_what_is_left_and_given(run_scores):
    audits = entered("D1 | 存在问题 | 2", "D1 | 存在问题 | 0.5", "D2 | 未发现问题 | ", "B1 | 存在问题 | 12")
    row = only(run_scores(PLAIN, sites=SITES, audits=audits).scores)
    assert list(row) == SCORE_COLUMNS
    assert row == {
        "ruleset": "例",
        "subject_kind": "网站",
        "subject": "甲网",
        "platform": "",
        "unit": "县甲局",
        "group": "门户",
        "outcome": "合格",
        "vetoes": "",
        "base_score": 97.5,
        "bonus_score": 12.0,
        "score": 109.5,
        "trial_score": None,
        "ceiling_score": None,
        "lacking": "",
        "reason": "",
        "bonus_state": "计入",
    }


@pytest.mark.parametrize("points", ["2", "-2"])
def test_minus_two_and_two_are_both_two_points(run_scores, points):
    audits = entered(f"D1 | 存在问题 | {points}", "D2 | 未发现问题 | ")
    assert only(run_scores(PLAIN, sites=SITES, audits=audits).scores)["score"] == 98


@pytest.mark.parametrize(("points", "score"), [("4.9", 95.1), ("5", 95), ("5.1", 95), ("30", 95)])
def test_an_indicator_never_costs_more_than_its_points(run_scores, points, score):
    audits = entered(f"D1 | 存在问题 | {points}", "D2 | 未发现问题 | ")
    assert only(run_scores(PLAIN, sites=SITES, audits=audits).scores)["score"] == score


def test_a_veto_ends_the_scoring(run_scores):
    audits = HEAD + "| 甲网 | V1 | 存在问题 | | | |\n| 甲网 | D1 | 存在问题 | 2 | | |\n"
    result = run_scores(PLAIN, sites=SITES, audits=audits)
    row = only(result.scores)
    assert (row["outcome"], row["vetoes"], row["reason"]) == ("不合格", "V1", "单项否决：V1")
    assert row["score"] is None
    assert row["base_score"] is None
    assert result.worksheet["indicator"].tolist() == ["V1", "D1"]
    assert result.worksheet["score_change"].isna().all()
    assert result.worksheet["why"].tolist()[1] == "D1有问题（已被单项否决，不再计分）"


def test_an_instrument_may_record_a_score_for_a_veto(run_scores):
    audits = HEAD + "| 甲网 | V1 | 存在问题 | | | |\n| 甲网 | D1 | 存在问题 | 2 | | |\n"
    ruleset = compose(VETO, COLUMNS, GUIDE, BONUS, veto_score=59)
    result = run_scores(ruleset, sites=SITES, audits=audits)
    row = only(result.scores)
    assert (row["outcome"], row["score"], row["vetoes"]) == ("不合格", 59, "V1")
    assert result.worksheet["score_change"].sum() == 59


def test_a_veto_out_of_scope_or_in_draft_ends_nothing(run_scores):
    audits = HEAD + "| 甲网 | V2 | 存在问题 | | | |\n" + CLEAR + CLEAN_REST
    second = declare("V2", "veto")
    draft = declare("V2", "veto", status="draft")
    within = Scope(by="indicators", rules=("V1",))
    assert only(run_scores(compose(VETO, second, COLUMNS), sites=SITES, audits=audits).scores)["outcome"] == "不合格"
    assert only(run_scores(compose(VETO, draft, COLUMNS), sites=SITES, audits=audits).scores)["score"] == 100
    scoped = run_scores(compose(VETO, second, COLUMNS), sites=SITES, audits=audits, scope=within)
    assert only(scoped.scores)["score"] == 100


def test_an_open_veto_leaves_the_score_unknown_and_is_named(run_scores):
    waiting = HEAD + "| 甲网 | V1 | 待复核 | | | |\n" + CLEAN_REST
    row = only(run_scores(PLAIN, sites=SITES, audits=waiting).scores)
    assert (row["outcome"], row["lacking"]) == ("待复核", "V1：单项否决待复核")
    assert (row["base_score"], row["ceiling_score"]) == (100, 100)
    assert row["score"] is None
    silent = HEAD + CLEAN_REST
    row = only(run_scores(PLAIN, sites=SITES, audits=silent).scores)
    assert (row["outcome"], row["lacking"]) == ("缺数据", "V1：单项否决缺数据")


def test_what_waits_for_review_is_no_point_and_no_pass(run_scores):
    audits = entered("D1 | 待复核 | 2", "D2 | 存在问题 | 30")
    result = run_scores(PLAIN, sites=SITES, audits=audits)
    row = only(result.scores)
    assert (row["outcome"], row["lacking"], row["ceiling_score"]) == ("待复核", "D1：待复核", 90)
    assert row["score"] is None
    assert row["base_score"] is None
    waiting = only(result.worksheet.loc[result.worksheet["indicator"].eq("D1")])
    assert (waiting["counted"], waiting["points_before"]) == ("不计分", 2)


def test_what_nobody_entered_is_unknown_never_full_marks(run_scores):
    row = only(run_scores(PLAIN, sites=SITES, audits=entered("D2 | 存在问题 | 3")).scores)
    assert (row["outcome"], row["ceiling_score"]) == ("缺数据", 97)
    assert row["lacking"] == "D1：没有人工登记，数据也不能判定"
    assert row["score"] is None
    nothing = only(run_scores(PLAIN, sites=SITES).scores)
    assert (nothing["outcome"], nothing["ceiling_score"]) == ("缺数据", 100)
    assert nothing["score"] is None


def test_an_entry_clears_the_rest_of_a_part_or_of_a_block(run_scores):
    rest = run_scores(PLAIN, sites=SITES, audits=entered("扣分 | 未发现问题 | ", "D1 | 存在问题 | 2"))
    assert only(rest.scores)["score"] == 98
    block = run_scores(PLAIN, sites=SITES, audits=entered("扣分·办事服务 | 未发现问题 | ", "D1 | 存在问题 | 2"))
    assert only(block.scores)["score"] == 98
    other = run_scores(PLAIN, sites=SITES, audits=entered("扣分·办事服务 | 未发现问题 | "))
    assert only(other.scores)["lacking"].startswith("D1：")


ARTICLES = {
    "check": "AUTO",
    "unit": "条",
    "measure": {"kind": "count", "table": "links", "where": [{"column": "link_kind", "any_of": ["内链"]}]},
}


def broken_links(**points) -> object:
    return declare("D3", "deduction", "扣分·功能", points=points, audit_overrides=True, **ARTICLES)


LINKS = """
| × | site_code | link_kind |
| 3 | 01        | 内链      |
"""


def test_computed_points_count_where_every_number_was_seen(run_scores):
    ruleset = compose(VETO, broken_links(each=0.5, cap=5))
    result = run_scores(ruleset, sites=SITES, audits=HEAD + CLEAR, links=LINKS)
    assert only(result.scores)["score"] == 98.5
    line = only(result.worksheet.loc[result.worksheet["indicator"].eq("D3")])
    assert (line["points_after"], line["counted"], line["by_person"]) == (1.5, "计入得分", False)
    assert line["evidence"] == "links.xlsx 第 2—4 行"


def test_computed_points_of_a_recalled_rule_are_for_the_trial_alone(run_scores):
    ruleset = compose(VETO, broken_links(each=0.5, cap=5, source=RECALLED))
    result = run_scores(ruleset, sites=SITES, audits=HEAD + CLEAR, links=LINKS)
    row = only(result.scores)
    assert (row["outcome"], row["trial_score"], row["ceiling_score"]) == ("缺数据", 98.5, 100)
    assert row["lacking"] == "D3：没有人工登记，标准又未见原文（待核实）"
    assert row["score"] is None
    line = only(result.worksheet.loc[result.worksheet["indicator"].eq("D3")])
    assert (line["counted"], line["trial_change"]) == ("只试算", -1.5)
    assert line["score_change"] is None


def test_entered_points_win_over_computed_ones(run_scores):
    for source in ({}, {"source": RECALLED}):
        ruleset = compose(VETO, broken_links(each=0.5, cap=5, **source))
        found = run_scores(ruleset, sites=SITES, audits=entered("D3 | 存在问题 | 4"), links=LINKS)
        assert only(found.scores)["score"] == 96
        clean = run_scores(ruleset, sites=SITES, audits=entered("D3 | 未发现问题 | "), links=LINKS)
        assert only(clean.scores)["score"] == 100


def test_a_cap_that_nobody_has_seen_holds_in_the_trial_alone(run_scores):
    recalled = declare("D1", "deduction", "扣分", points={"cap": 5, "source": RECALLED})
    within = run_scores(compose(VETO, recalled), sites=SITES, audits=entered("D1 | 存在问题 | 5"))
    assert only(within.scores)["score"] == 95
    over = only(run_scores(compose(VETO, recalled), sites=SITES, audits=entered("D1 | 存在问题 | 5.5")).scores)
    assert (over["outcome"], over["trial_score"], over["ceiling_score"]) == ("缺数据", 95, 100)
    assert over["lacking"] == "D1：登记的 5.5 分超过本项分值 5 分，而这一分值未见原文（待核实）"


def test_a_bonus_not_entered_is_nothing_and_the_sum_is_held(run_scores):
    second = declare("B2", "bonus", "加分")
    ruleset = compose(VETO, COLUMNS, BONUS, second)
    clean = "D1 | 未发现问题 | "
    assert only(run_scores(ruleset, sites=SITES, audits=entered(clean)).scores)["bonus_score"] == 0
    audits = entered(clean, "B1 | 存在问题 | 25", "B2 | 存在问题 | 9.5")
    assert only(run_scores(ruleset, sites=SITES, audits=audits).scores)["score"] == 129.5
    audits = entered(clean, "B1 | 存在问题 | 25", "B2 | 存在问题 | 11")
    row = only(run_scores(ruleset, sites=SITES, audits=audits).scores)
    assert (row["bonus_score"], row["score"]) == (30, 130)


def test_a_bonus_behind_a_closed_gate_is_shown_and_not_counted(run_scores):
    audits = entered("D1 | 存在问题 | 5", "D2 | 存在问题 | 10", "B1 | 存在问题 | 8")
    wide = compose(VETO, COLUMNS, GUIDE, BONUS, gate={"parts": ["扣分"], "passes_when": "above", "limit": 85})
    result = run_scores(wide, sites=SITES, audits=audits)
    row = only(result.scores)
    assert (row["bonus_score"], row["bonus_state"], row["score"]) == (8, "未过加分线，不计入", 85)
    line = only(result.worksheet.loc[result.worksheet["indicator"].eq("B1")])
    assert (line["counted"], line["points_after"]) == ("不计分", 8)
    assert line["why"] == "B1项（未过加分线，不计入）"


def test_an_open_bonus_matters_only_where_the_gate_may_open(run_scores):
    waiting = entered("D1 | 未发现问题 | ", "D2 | 未发现问题 | ", "B1 | 待复核 | 8")
    row = only(run_scores(PLAIN, sites=SITES, audits=waiting).scores)
    assert (row["outcome"], row["lacking"], row["ceiling_score"]) == ("待复核", "B1：待复核", 120)
    closed = compose(VETO, COLUMNS, GUIDE, BONUS, gate={"parts": ["扣分"], "passes_when": "above", "limit": 100})
    assert only(run_scores(closed, sites=SITES, audits=waiting).scores)["score"] == 100


REDUCED = {"when": [{"column": "has_services", "any_of": [False]}], "part": "扣分", "skips": ["扣分·办事服务"]}


@pytest.mark.parametrize("named", ["扣分·办事服务", "办事服务"])
def test_who_offers_no_services_is_marked_out_of_less_and_scaled_up(run_scores, named):
    ruleset = compose(VETO, COLUMNS, GUIDE, reduced={**REDUCED, "skips": [named], "out_of": 75})
    audits = entered("D1 | 存在问题 | 3", "D2 | 存在问题 | 10")
    audits += audits.replace(HEAD, "").replace("甲网", "乙网")
    result = run_scores(ruleset, sites=TWO_SITES, audits=audits)
    assert result.scores["score"].tolist() == [87, 96]
    skipped = only(
        result.worksheet.loc[result.worksheet["subject"].eq("乙网") & result.worksheet["indicator"].eq("D2")]
    )
    assert (skipped["counted"], skipped["why"]) == ("不计分", "D2有问题（无对外服务职能，“办事服务”不检查）")
    assert result.faults["row"].tolist() == [7]
    assert "“办事服务”不检查，所写的 10 分不计" in result.faults["message"].iloc[0]


def test_who_is_asked_less_without_a_number_to_scale_by_has_no_score(run_scores):
    ruleset = compose(VETO, COLUMNS, GUIDE, reduced=REDUCED)
    audits = entered("D1 | 存在问题 | 3", "D2 | 存在问题 | 10").replace("甲网", "乙网")
    row = run_scores(ruleset, sites=TWO_SITES, audits=audits).scores.set_index("subject").loc["乙网"]
    assert row["outcome"] == "缺数据"
    assert row["lacking"] == "不检查“办事服务”的对象，例办〔2019〕1号 没有写明其余各项怎样折算，不能计分"
    assert row[["score", "trial_score", "ceiling_score"]].isna().all()


def test_a_rule_that_does_not_apply_costs_nothing(run_scores):
    only_services = declare(
        "D1", "deduction", "扣分", applies_when=[{"column": "has_services", "any_of": [False]}], points={"cap": 5}
    )
    assert only(run_scores(compose(VETO, only_services), sites=SITES, audits=entered()).scores)["score"] == 100
    result = run_scores(compose(VETO, only_services), sites=SITES, audits=entered("D1 | 存在问题 | 3"))
    assert only(result.scores)["score"] == 100
    assert "本项对这一对象不适用，所写的 3 分不计" in result.faults["message"].iloc[0]


def test_a_part_that_surely_fails_is_failed_although_another_is_open(run_scores):
    parts = [{"id": "网站", "points": 35, "fails_below": 21}, {"id": "日常", "points": 65}]
    site, daily = declare("S1", "deduction", "网站"), declare("T1", "deduction", "日常")
    ruleset = compose(VETO, site, daily, parts=parts, gate=None, bonus=None)
    row = only(run_scores(ruleset, sites=SITES, audits=entered("S1 | 存在问题 | 14.1")).scores)
    assert (row["outcome"], row["reason"]) == ("不合格", "网站 20.9 分，低于 21 分")
    assert row["score"] is None
    assert row["bonus_score"] is None
    at = only(run_scores(ruleset, sites=SITES, audits=entered("S1 | 存在问题 | 14", "T1 | 未发现问题 | ")).scores)
    assert (at["outcome"], at["score"]) == ("合格", 86)


def test_a_line_of_the_whole_score_is_held_against_the_whole(run_scores):
    parts = [{"id": "扣分", "points": 100}]
    ruleset = compose(VETO, declare("D1", "deduction", "扣分"), parts=parts, gate=None, bonus=None, fails_below=80)
    fails = only(run_scores(ruleset, sites=SITES, audits=entered("D1 | 存在问题 | 20.1")).scores)
    assert (fails["outcome"], fails["reason"]) == ("不合格", "得分 79.9 分，低于 80 分")
    assert only(run_scores(ruleset, sites=SITES, audits=entered("D1 | 存在问题 | 20")).scores)["outcome"] == "合格"


def test_one_place_is_not_charged_under_two_rules(run_scores):
    stale = {"check": "AUTO", "unit": "个", "measure": {"kind": "count", "table": "columns"}, "audit_overrides": True}
    news = declare("D4", "deduction", "扣分", **stale)
    other = declare("D11", "deduction", "扣分", not_twice_with=["D4"], **stale)
    audits = HEAD + CLEAR
    audits += "| 甲网 | D11 | 存在问题 | 2 | 动态要闻两周未更新 | http://a.invalid/dt |\n"
    audits += "| 甲网 | D4 | 存在问题 | 3 | 动态要闻两周未更新 | http://a.invalid/dt |\n"
    audits += "| 甲网 | D11 | 存在问题 | 1 | 人事信息一年未更新 | http://a.invalid/rs |\n"
    result = run_scores(compose(VETO, other, news), sites=SITES, audits=audits)
    assert only(result.scores)["score"] == 96
    twice = only(result.worksheet.loc[result.worksheet["points_before"].eq(2)])
    assert (twice["points_after"], twice["counted"]) == (0, "不计分")
    assert twice["why"] == "动态要闻两周未更新（同一处已在 D4 扣分，不重复扣）"


def test_only_those_are_listed_whom_the_model_scores(run_scores):
    more = SITES + "| 02 | 乙网 | 部门 | 县乙局 | 是 | 正常 |\n| 03 | 丙网 | 门户 | 县丙局 | 是 | 关停 |\n"
    audits = HEAD + "".join(f"| {name} | 扣分 | 未发现问题 | | | |\n" for name in ("甲网", "乙网", "丙网")) + CLEAR
    assert run_scores(PLAIN, sites=more, audits=audits).scores["subject"].tolist() == ["甲网"]


def test_nobody_is_scored_before_the_ruleset_or_without_a_registry(run_scores):
    from datetime import date  # noqa: PLC0415 - one test

    assert run_scores(PLAIN, audits=HEAD + CLEAR).scores.empty
    assert run_scores(PLAIN, sites=SITES, audits=HEAD + CLEAR, day=date(2018, 12, 31)).scores.empty


def test_other_rulesets_have_no_part_in_a_score(run_scores):
    beside = compose(declare("V9", "veto"), declare("D9", "deduction", "扣分"), name="旁")
    audits = entered("V9 | 存在问题 | ", "D9 | 存在问题 | 50", "扣分 | 未发现问题 | ")
    result = run_scores(PLAIN, beside, sites=SITES, audits=audits)
    assert only(result.scores)["score"] == 100
    assert "不是主规则集的指标，所写的 50 分不计" in only(result.faults)["message"]


def test_units_are_scored_by_the_names_of_the_register(run_scores):
    units = Units(groups={"部门": ("县教育局", "县民政局")}, aliases={"县教体局": "县教育局"})
    parts = [{"id": "日常", "points": 30}]
    one = declare("U1", "deduction", "日常", subject="单位")
    ruleset = compose(one, subject="单位", scored_when=[], parts=parts, gate=None, bonus=None)
    audits = HEAD + "| 县教体局 | U1 | 存在问题 | 2 | 迟报 | |\n| 县民政局 | U1 | 未发现问题 | | | |\n"
    scores = run_scores(ruleset, units=units, audits=audits).scores
    assert scores[["subject", "group"]].to_numpy().tolist() == [["县教育局", "部门"], ["县民政局", "部门"]]
    assert scores["score"].tolist() == [28, 30]


def test_accounts_are_scored_each_on_its_platform(run_scores):
    accounts = """
    | account_name | platform | host_unit | status |
    | 例县发布     | 微信     | 县府办    | 正常   |
    | 例县发布     | 微博     | 县府办    | 正常   |
    """
    one = declare("M1", "deduction", "扣分", subject="账号")
    ruleset = compose(one, subject="账号", scored_when=[])
    head = "| subject | platform | indicator_code | conclusion | points |\n"
    audits = head + "| 例县发布 | 微信 | M1 | 存在问题 | 3 |\n| 例县发布 | 微博 | M1 | 未发现问题 | |\n"
    scores = run_scores(ruleset, accounts=accounts, audits=audits).scores
    assert scores[["platform", "score"]].to_numpy().tolist() == [["微信", 97.0], ["微博", 100.0]]
    unclear = run_scores(ruleset, accounts=accounts, audits=head + "| 例县发布 | | M1 | 存在问题 | 3 |\n").scores
    assert unclear["outcome"].tolist() == ["待复核", "待复核"]
    assert unclear["lacking"].unique().tolist() == ["M1：有登记的行分不清是哪个对象的"]
