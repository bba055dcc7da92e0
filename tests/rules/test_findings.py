from datetime import date

import pandas as pd
import pytest

from govlib.bench import Bench, list_subjects
from govlib.catalog.places import Units
from govlib.findings import COLUMNS, find
from govlib.units import UnitRegister

DAY = date(2024, 6, 22)
SITES = """
| site_code | site_name | host_unit | status | has_services | home_is_navigation |
| 甲        | 甲网      | 县甲局    | 正常   | 是           | 否                 |
| 乙        | 乙网      | 县乙局    | 正常   | 否           | 否                 |
| 丙        | 丙网      | 县丙局    | 关停   | 是           | 否                 |
"""
BLANKS = """
| × | sheet | site_code | column_kind | item_count |
| 3 | 一    | 甲        | 应更新      | 0          |
| 2 | 二    | 甲        | 空白        |            |
| 4 | 二    | 乙        | 应更新      | 0          |
| 9 | 二    | 丙        | 应更新      | 0          |
"""

UNJUDGED = "现有数据不能判定“栏目不更新·空白栏目”：相应的表没有交来，或缺要用的列，或日期都晚于监测时间点"


def one(findings: pd.DataFrame, subject: str, indicator: str | None = None) -> dict:
    mine = findings.loc[findings["subject"].eq(subject)]
    if indicator:
        mine = mine.loc[mine["indicator"].eq(indicator)]
    assert len(mine) == 1
    return mine.iloc[0].to_dict()


def test_a_finding_says_everything_that_it_rests_on(judge_tables):
    found = one(judge_tables("W-V4.3", sites=SITES, columns=BLANKS), "甲网")
    assert list(found) == COLUMNS
    assert found == {
        "key": "W-V4.3:甲网:",
        "subject_kind": "网站",
        "subject": "甲网",
        "platform": "",
        "unit": "县甲局",
        "group": found["group"],
        "indicator": "W-V4.3",
        "indicator_name": "栏目不更新·空白栏目",
        "status": "active",
        "part": "veto",
        "outcome": "不合格",
        "value": 5.0,
        "value_text": "5个",
        "numerator": 5.0,
        "denominator": found["denominator"],
        "threshold": 5.0,
        "fails_when": "at_or_above",
        "measured_in": "个",
        "problem": "空白栏目数量超过（含）5个",
        "reason": "空白栏目数量超过（含）5个（实测5个，标准：超过（含）5个即否决）",
        "since": "2019-04-18",
        "act": "国办秘函〔2019〕19号 第一部分 单项否决（生效日推定）",
        "seen": "full",
        "ruleset": "national-2019",
        "evidence": "columns.xlsx《一》 第 2—4 行；columns.xlsx《二》 第 5、6 行",
        "evidence_file": "columns.xlsx|columns.xlsx",
        "evidence_sheet": "一|二",
        "evidence_rows": "2;3;4|5;6",
        "evidence_sha256": "sha-columns|sha-columns",
    }
    assert pd.isna(found["denominator"])


def test_a_share_shows_its_parts_and_is_never_rounded_up_to_its_limit(judge_tables):
    probes = """
    | ×    | site_code | probed_at        | response_seconds | connected |
    | 9501 | 甲        | 2024-06-20 08:00 | 1                | 连通      |
    | 499  | 甲        | 2024-06-20 08:00 |                  | 不通      |
    | 19001 | 乙       | 2024-06-20 08:00 | 1                | 连通      |
    | 999  | 乙        | 2024-06-20 08:00 |                  | 不通      |
    """
    findings = judge_tables("W-V2", sites=SITES, probes=probes)
    first, second = one(findings, "甲网"), one(findings, "乙网")
    assert (first["value_text"], first["numerator"], first["denominator"]) == ("4.99%", 499.0, 10000.0)
    assert second["value_text"] == "4.99%"
    assert (second["outcome"], second["threshold"]) == ("合格", 0.05)


def test_a_share_at_its_limit_says_so(judge_tables):
    probes = """
    | ×   | site_code | probed_at        | response_seconds | connected |
    | 133 | 甲        | 2024-06-20 08:00 | 1                | 连通      |
    | 7   | 甲        | 2024-06-20 08:00 |                  | 不通      |
    """
    found = one(judge_tables("W-V2", sites=SITES, probes=probes), "甲网")
    assert found["reason"] == "首页打不开的次数比例超过（含）5%（实测5.00%，标准：超过（含）5%即否决）"


def test_every_subject_has_one_finding_for_each_rule_in_force(judge_tables, catalog):
    findings = judge_tables(sites=SITES, columns=BLANKS)
    rules = [one for one in catalog.rulesets["national-2019"].indicators.values() if one.subject == "网站"]
    assert len(findings) == 3 * len(rules)
    assert findings["key"].is_unique
    assert findings.loc[findings["subject"].eq("丙网"), "outcome"].eq("不适用").all()


def test_what_is_not_judged_shows_no_value_and_no_rows(judge_tables):
    found = one(judge_tables("W-V4.3", sites=SITES, columns=BLANKS), "丙网")
    assert (found["outcome"], found["value_text"], found["evidence"], found["reason"]) == ("不适用", "", "", "")
    assert pd.isna(found["value"])


def test_a_table_that_was_not_delivered_is_unknown_for_everybody_and_says_so(judge_tables):
    findings = judge_tables("W-V4.3", sites=SITES)
    assert findings["outcome"].tolist() == ["缺数据", "缺数据", "不适用"]
    assert findings["reason"].tolist()[:2] == [UNJUDGED] * 2


def test_without_a_registry_there_is_nobody_to_judge(judge_tables):
    findings = judge_tables(columns=BLANKS)
    assert len(findings) == 0
    assert list(findings.columns) == COLUMNS


def test_a_ruleset_out_of_force_has_no_findings(catalog, draw, make_place):
    ruleset = catalog.rulesets["national-2019"].model_copy(update={"until": date(2024, 6, 21)})
    tables = {"sites": draw("sites", SITES), "columns": draw("columns", BLANKS)}
    bench = Bench(tables, make_place(), UnitRegister(Units()), DAY, {})
    assert len(find(bench, ruleset)) == 0
    assert len(find(bench, ruleset.model_copy(update={"until": DAY}))) > 0


LOCAL = {
    "indicator": "W-V4.3",
    "since": "2024-01-01",
    "value": 4,
    "words": "空白栏目超过（含）4个的",
    "source": {"act": "例政办〔2024〕1号", "part": "第一条", "seen": "full"},
}


def test_a_local_threshold_changes_only_the_findings_of_its_rule(judge_tables, make_place):
    place = make_place(thresholds=[LOCAL])
    national = judge_tables(sites=SITES, columns=BLANKS)
    local = judge_tables(sites=SITES, columns=BLANKS, place=place)
    touched = national["indicator"].eq("W-V4.3")
    pd.testing.assert_frame_equal(local.loc[~touched], national.loc[~touched])
    assert national.loc[touched, "outcome"].tolist() == ["不合格", "合格", "不适用"]
    assert local.loc[touched, "outcome"].tolist() == ["不合格", "不合格", "不适用"]
    changed = one(local, "乙网", "W-V4.3")
    assert changed["problem"] == "空白栏目数量超过（含）4个"
    assert changed["reason"] == "空白栏目数量超过（含）4个（实测4个，标准：超过（含）4个即否决）"
    assert (changed["since"], changed["act"]) == ("2024-01-01", "例政办〔2024〕1号 第一条")


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        ([{**LOCAL, "since": "2024-06-23"}], 5),
        ([{**LOCAL, "since": "2024-06-22"}], 4),
        ([LOCAL, {**LOCAL, "since": "2024-06-01", "value": None}], 5),
        ([LOCAL, {**LOCAL, "since": "2024-06-01", "value": 3}], 3),
        ([{**LOCAL, "indicator": "W-V4.2"}], 5),
    ],
)
def test_a_local_threshold_holds_from_its_day_until_it_ends(thresholds, expected, judge_tables, make_place):
    findings = judge_tables("W-V4.3", sites=SITES, columns=BLANKS, place=make_place(thresholds=thresholds))
    assert set(findings["threshold"]) == {expected}


def test_a_local_threshold_does_not_bring_a_rule_into_force_before_the_nation_does(judge_tables, make_place):
    place = make_place(thresholds=[{**LOCAL, "since": "2018-01-01"}])
    assert len(judge_tables("W-V4.3", sites=SITES, columns=BLANKS, place=place, day=date(2019, 4, 17))) == 0


DOUBLED = """
| account_name | platform   | host_unit | status | is_publishing |
| 同名         | 微信公众号 | 县甲局    | 正常   | 是            |
| 同名         | 微信公众号 | 县乙局    | 正常   | 是            |
| 独名         | 微信公众号 | 县乙局    | 正常   | 是            |
"""


def test_one_name_under_two_hosts_is_two_accounts_and_neither_is_blamed_or_cleared_by_shared_rows(judge_tables):
    articles = """
    | account_name | platform   | published_at     |
    | 同名         | 微信公众号 | 2024-06-20 08:00 |
    | 独名         | 微信公众号 | 2024-06-20 08:00 |
    """
    findings = judge_tables("M-V2.1", accounts=DOUBLED, articles=articles)
    assert findings["outcome"].tolist() == ["待复核", "待复核", "合格"]
    assert findings["key"].tolist() == [
        "M-V2.1:同名:微信公众号:县甲局",
        "M-V2.1:同名:微信公众号:县乙局",
        "M-V2.1:独名:微信公众号",
    ]


def test_one_name_under_two_hosts_fails_where_no_row_could_clear_either(judge_tables):
    articles = """
    | account_name | platform   | published_at     |
    | 同名         | 微信公众号 | 2024-05-20 08:00 |
    | 独名         | 微信公众号 | 2024-06-20 08:00 |
    """
    findings = judge_tables("M-V2.1", accounts=DOUBLED, articles=articles)
    assert findings["outcome"].tolist() == ["不合格", "不合格", "合格"]


def test_a_closed_account_of_the_same_name_leaves_the_rows_with_the_open_one(judge_tables):
    accounts = DOUBLED.replace("县甲局    | 正常", "县甲局    | 注销")
    articles = """
    | account_name | platform   | published_at     |
    | 同名         | 微信公众号 | 2024-06-20 08:00 |
    """
    findings = judge_tables("M-V2.1", accounts=accounts, articles=articles)
    assert findings["outcome"].tolist() == ["不适用", "合格", "不合格"]


def test_hosts_that_count_as_one_unit_are_one_host(judge_tables):
    units = Units(groups={"部门": ("县甲局",)}, counts_as={"县乙局": "县甲局"})
    findings = judge_tables("M-V2.1", accounts=DOUBLED, units=units)
    assert findings["subject"].tolist() == ["同名", "独名"]
    assert findings["unit"].tolist() == ["县甲局", "县甲局"]


def test_a_site_without_code_is_unknown_not_passed(judge_tables):
    sites = SITES.replace("| 乙        | 乙网", "|           | 乙网")
    wording = """
    | site_code | error_level | review_result |
    | 甲        | 一般        | 属实          |
    """
    findings = judge_tables("W-V1.1", sites=sites, wording=wording)
    assert findings["outcome"].tolist() == ["合格", "缺数据", "不适用"]


def test_two_sites_of_one_code_are_not_told_apart(judge_tables):
    sites = SITES.replace("| 乙        | 乙网", "| 甲        | 乙网")
    wording = """
    | site_code | error_level | review_result |
    | 甲        | 严重        | 属实          |
    """
    findings = judge_tables("W-V1.1", sites=sites, wording=wording)
    assert findings["outcome"].tolist() == ["待复核", "待复核", "不适用"]


def test_a_failure_by_what_is_not_there_is_proved_by_the_registry(judge_tables):
    services = """
    | site_code | service_code |
    """
    found = one(judge_tables("W-V6.1", sites=SITES, services=services), "甲网")
    assert (found["evidence"], found["evidence_sha256"]) == ("sites.xlsx 第 2 行", "sha-sites")


def test_only_the_rows_that_count_are_proof(judge_tables):
    wording = """
    | site_code | error_level | review_result |
    | 甲        | 一般        | 属实          |
    | 甲        | 严重        | 误报          |
    | 甲        | 严重        | 待复核        |
    | 甲        | 严重        | 属实          |
    | 乙        | 严重        | 待复核        |
    | 乙        | 严重        | 误报          |
    """
    findings = judge_tables("W-V1.1", sites=SITES, wording=wording)
    assert findings["evidence_rows"].tolist() == ["5", "6", ""]
    assert findings["outcome"].tolist() == ["不合格", "待复核", "不适用"]
    assert (
        findings["reason"].tolist()[1]
        == "出现严重表述错误（有线索，须由人判定，如全部属实为1处，标准：超过（含）1处即否决）"
    )


def test_a_persons_conclusion_is_proved_by_the_audit_and_has_no_number(judge_tables):
    wording = """
    | site_code | error_level | review_result |
    | 甲        | 严重        | 待复核        |
    | 乙        | 严重        | 待复核        |
    """
    audits = """
    | subject | indicator_code | conclusion |
    | 甲网    | W-V1.1         | 存在问题   |
    | 乙网    | W-V1.1         | 未发现问题 |
    """
    findings = judge_tables("W-V1.1", sites=SITES, wording=wording, audits=audits)
    assert findings["outcome"].tolist() == ["不合格", "合格", "不适用"]
    assert findings["evidence"].tolist() == ["audits.xlsx 第 2 行", "audits.xlsx 第 3 行", ""]
    assert findings["value"].isna().all()
    assert findings["reason"].tolist() == ["出现严重表述错误（人工核定）", "", ""]


def test_a_row_with_a_shuffled_index_proves_the_same(catalog, draw, make_place):
    tables = {"sites": draw("sites", SITES), "columns": draw("columns", BLANKS)}
    shuffled = {name: table.set_index(pd.Index([7] * len(table))) for name, table in tables.items()}
    ruleset = catalog.rulesets["national-2019"]
    benches = [Bench(each, make_place(), UnitRegister(Units()), DAY, {}) for each in (tables, shuffled)]
    pd.testing.assert_frame_equal(*(find(bench, ruleset) for bench in benches))


def test_the_order_of_rows_and_subjects_changes_no_outcome(catalog, draw, make_place):
    tables = {"sites": draw("sites", SITES), "columns": draw("columns", BLANKS)}
    turned = {name: table.iloc[::-1].reset_index(drop=True) for name, table in tables.items()}
    ruleset = catalog.rulesets["national-2019"]
    one_way, other_way = (
        find(Bench(each, make_place(), UnitRegister(Units()), DAY, {}), ruleset).sort_values("key", ignore_index=True)
        for each in (tables, turned)
    )
    pd.testing.assert_frame_equal(one_way, other_way)


def test_tables_are_not_changed_by_being_judged(catalog, draw, make_place):
    tables = {"sites": draw("sites", SITES), "columns": draw("columns", BLANKS)}
    before = {name: table.copy(deep=True) for name, table in tables.items()}
    find(Bench(tables, make_place(), UnitRegister(Units()), DAY, {}), catalog.rulesets["national-2019"])
    for name, table in tables.items():
        pd.testing.assert_frame_equal(table, before[name])


def test_subjects_keep_who_is_not_judged_and_say_so(catalog, draw, make_place):
    tables = {"sites": draw("sites", SITES), "accounts": draw("accounts", DOUBLED)}
    bench = Bench(tables, make_place(), UnitRegister(Units()), DAY, {})
    subjects = list_subjects(bench, catalog.rulesets["national-2019"])
    assert subjects["网站"]["judged"].tolist() == [True, True, False]
    assert subjects["账号"]["group"].tolist() == ["微信公众号"] * 3
    assert subjects["账号"]["unit"].tolist() == ["县甲局", "县乙局", "县乙局"]
