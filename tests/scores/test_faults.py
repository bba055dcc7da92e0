import pytest
from small_rules import compose, declare

from govlib.exports.problems import PROBLEM_COLUMNS

SITES = """
| site_code | site_name | site_group | host_unit | status |
| 01        | 甲网      | 门户       | 县甲局    | 正常   |
| 02        | 乙网      | 部门       | 县乙局    | 正常   |
| 03        | 丙网      | 门户       | 县丙局    | 关停   |
"""
HEAD = "| sheet | subject | indicator_code | conclusion | points |\n"
RULES = compose(
    declare("V1", "veto"),
    declare("R1", "rule"),
    declare("D1", "deduction", "扣分·内容", points={"cap": 20}),
    declare("B1", "bonus", "加分"),
    declare("D2", "deduction", "扣分·内容", points={"since": "2025-01-01"}),
)
BESIDE = compose(declare("X1", "rule"), name="旁")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("甲网 | V1 | 存在问题 | 2", "指标 V1 是单项否决指标，不扣分，所写的 2 分不计"),
        ("甲网 | R1 | 存在问题 | 2", "指标 R1 是管理要求，不扣分也不加分，所写的 2 分不计"),
        ("甲网 | X1 | 存在问题 | 2", "指标 X1 属于“旁规则集”，不是主规则集的指标，所写的 2 分不计"),
        ("乙网 | D1 | 存在问题 | 2", "指标 D1 的对象不在计分范围，所写的 2 分不计"),
        ("丙网 | D1 | 存在问题 | 2", "指标 D1 的对象不判（已关停、注销或例外），所写的 2 分不计"),
        ("甲网 | D2 | 存在问题 | 2", "指标 D2 在监测时间点 2024-06-22 没有生效，所写的 2 分不计"),
        ("甲网 | D1 | 存在问题 | 120", "指标 D1 所写的 120 分超过整个部分的 100 分，多出的不计"),
        ("甲网 | B1 | 存在问题 | 31", "指标 B1 所写的 31 分超过全部加分的 30 分，多出的不计"),
        ("甲网 | B1 | 存在问题 | -3", "指标 B1 加分写成负数，按加 3 分计"),
        ("甲网 | D1 | 未发现问题 | 2", "指标 D1 结论是“未发现问题”，却写了 2 分，不能采用"),
        ("甲网 | D1 | 存在问题 | ", "指标 D1 认定存在问题，没有写扣几分（扣分、加分列为空，或写的不是数字）"),
        ("甲网 | 扣分 | 存在问题 | 2", "指标 扣分 是整块，只能登记“未发现问题”；别的要写到具体指标"),
        ("甲网 | 扣分·内容 | 待复核 | ", "指标 扣分·内容 是整块，只能登记“未发现问题”；别的要写到具体指标"),
        ("甲网 | 扣分 | 未发现问题 | 5", "指标 扣分 是整块，只能登记“未发现问题”；别的要写到具体指标"),
    ],
)
def test_points_that_no_score_can_use_are_told_where_they_stand(run_scores, row, why):
    faults = run_scores(RULES, BESIDE, sites=SITES, audits=f"{HEAD}| 网站 | {row} |\n").faults
    assert list(faults.columns) == list(PROBLEM_COLUMNS)
    assert len(faults) == 1
    told = faults.iloc[0]
    assert told["message"] == f"audits.xlsx 的“网站”表第 2 行“扣（加）分”列：{why}。请核对原表，改好后重交"
    assert (told["code"], told["file"], told["sheet"], told["row"]) == ("entered_points", "audits.xlsx", "网站", 2)


def test_entries_that_are_meant_as_written_are_not_told(run_scores):
    rows = ["V1 | 存在问题 | ", "D1 | 存在问题 | 2", "D1 | 未发现问题 | 0", "扣分 | 未发现问题 | ", "B1 | 存在问题 | 3"]
    audits = HEAD + "".join(f"| | 甲网 | {row} |\n" for row in rows)
    assert run_scores(RULES, sites=SITES, audits=audits).faults.empty


def test_signs_that_differ_within_one_indicator_are_told_on_each_row(run_scores):
    audits = HEAD + "| | 甲网 | D1 | 存在问题 | -2 |\n| | 甲网 | D1 | 存在问题 | 1 |\n| | 甲网 | B1 | 存在问题 | 1 |\n"
    faults = run_scores(RULES, sites=SITES, audits=audits).faults
    assert faults["row"].tolist() == [2, 3]
    assert faults["value"].tolist() == ["-2", "1"]
    assert faults["message"].str.contains("有正有负").all()


def test_what_names_nobody_is_left_to_the_list_of_strays(run_scores):
    audits = HEAD + "| | 丁网 | D1 | 存在问题 | 2 |\n| | 甲网 | D99 | 存在问题 | 2 |\n"
    assert run_scores(RULES, sites=SITES, audits=audits).faults.empty


def test_points_of_a_vetoed_subject_are_shown_in_its_worksheet_and_are_no_problem(run_scores):
    audits = HEAD + "| | 甲网 | V1 | 存在问题 | |\n| | 甲网 | D1 | 存在问题 | 2 |\n"
    result = run_scores(RULES, sites=SITES, audits=audits)
    assert result.faults.empty
    assert result.worksheet["indicator"].tolist() == ["V1", "D1"]


def test_without_an_audit_table_nothing_is_told(run_scores):
    assert run_scores(RULES, sites=SITES).faults.empty


def test_subjects_of_whom_nobody_can_say_whether_they_are_scored_are_told_once(run_scores):
    sites = (
        SITES + "| 04 | 丁网 | | 县丁局 | 正常 |\n| 05 | 戊网 | | 县戊局 | 正常 |\n| 06 | 己网 | | 县己局 | 关停 |\n"
    )
    result = run_scores(RULES, sites=sites)
    assert result.scores["subject"].tolist() == ["甲网"]
    assert len(result.faults) == 1
    message = result.faults["message"].iloc[0]
    assert message.startswith("sites.xlsx第 5 行“网站类别”列：丁网等 2 个网站没有写")
    assert "没有列入得分" in message
