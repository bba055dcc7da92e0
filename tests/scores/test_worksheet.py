from decimal import Decimal

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_rules import RECALLED, SEEN, compose, declare

from govlib.scores.worksheet import WORKSHEET_COLUMNS

SITES = "| site_code | site_name | site_group | host_unit | has_services | status |\n"
HEAD = "| subject | indicator_code | conclusion | points | finding | evidence_url |\n"
PARTS = [{"id": "扣分", "points": 100, "fails_below": 60}, {"id": "专家", "points": 100, "weight": 0.3}]
RULES = compose(
    declare("V1", "veto"),
    declare("D1", "deduction", "扣分·内容", points={"cap": 5}),
    declare("D2", "deduction", "扣分·办事服务"),
    declare("D3", "deduction", "专家", points={"source": {**SEEN, "seen": "part"}}),
    declare("B1", "bonus", "加分", points={"cap": 20}),
    declare("B2", "bonus", "加分"),
    parts=PARTS,
    gate={"parts": ["扣分", "专家"], "passes_when": "above", "limit": 90},
    reduced={
        "when": [{"column": "has_services", "any_of": [False]}],
        "part": "扣分",
        "skips": ["办事服务"],
        "out_of": 75,
    },
)
AMOUNTS = st.lists(st.decimals(0, 60, places=2), max_size=3)


def add_again(worksheet: pd.DataFrame, column: str) -> Decimal:
    return sum((Decimal(str(value)) for value in worksheet[column].dropna()), Decimal(0))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lost=st.fixed_dictionaries(dict.fromkeys(("D1", "D2", "D3", "B1", "B2"), AMOUNTS)),
    services=st.sampled_from(["是", "否"]),
)
def test_the_rows_of_a_worksheet_add_up_to_the_score(run_scores, lost, services):
    rows = [
        f"| 甲网 | {name} | 存在问题 | {points} | | |" for name, all_points in lost.items() for points in all_points
    ]
    rows += [
        "| 甲网 | V1 | 未发现问题 | | | |",
        "| 甲网 | 扣分 | 未发现问题 | | | |",
        "| 甲网 | 专家 | 未发现问题 | | | |",
    ]
    sites = f"{SITES}| 01 | 甲网 | 门户 | 县甲局 | {services} | 正常 |\n"
    result = run_scores(RULES, sites=sites, audits=HEAD + "\n".join(rows))
    score = Decimal(str(result.scores["score"].iloc[0]))
    assert abs(add_again(result.worksheet, "score_change") - score) < Decimal("1e-9")


def test_a_worksheet_says_each_step(run_scores):
    rows = [
        "| 甲网 | V1 | 未发现问题 | | | |",
        "| 甲网 | D1 | 存在问题 | 3 | 概况过时 | http://a.invalid/gk |",
        "| 甲网 | D1 | 存在问题 | 4 | 领导信息有误 | |",
        "| 甲网 | D3 | 存在问题 | 10 | | |",
        "| 甲网 | B1 | 存在问题 | 25 | 一网通办 | |",
        "| 甲网 | B2 | 存在问题 | 12 | | |",
    ]
    sites = f"{SITES}| 01 | 甲网 | 门户 | 县甲局 | 否 | 正常 |\n"
    result = run_scores(RULES, sites=sites, audits=HEAD + "\n".join(rows))
    sheet = result.worksheet
    assert list(sheet.columns) == WORKSHEET_COLUMNS
    said = sheet[["part", "indicator", "why", "points_before", "points_after", "counted", "score_change"]]
    expected = pd.DataFrame(
        [
            ("满分", "", "扣分有不检查的块，按 75 分打分", None, None, "计入得分", 75),
            ("扣分", "D1", "概况过时", 3, 3, "计入得分", -3),
            ("扣分", "D1", "领导信息有误（本项最多扣 5 分）", 4, 2, "计入得分", -2),
            ("扣分", "D2", "无对外服务职能，“办事服务”不检查", None, None, "不计分", None),
            ("折算", "", "所得分乘以 4/3，折算成 100 分", None, None, "计入得分", 70 / 3),
            ("满分", "", "专家满分 100 分", None, None, "计入得分", 100),
            ("扣分", "D3", "D3有问题", 10, 10, "计入得分", -10),
            ("权重", "", "按权重 0.3 计", None, None, "计入得分", -63),
            ("加分", "B1", "一网通办（本项最多加 20 分）", 25, 20, "计入得分", 20),
            ("加分", "B2", "B2项", 12, 12, "计入得分", 12),
            ("加分封顶", "", "加分最多 30 分", None, None, "计入得分", -2),
        ],
        columns=list(said.columns),
    ).astype(said.dtypes.to_dict())
    pd.testing.assert_frame_equal(said, expected)
    assert sheet["evidence"].tolist()[1] == "audits.xlsx 第 3 行，http://a.invalid/gk"
    assert sheet["seen"].tolist()[6] == "part"


def test_what_falls_below_nothing_is_held_and_said(run_scores):
    rows = [
        "| 甲网 | V1 | 未发现问题 | | | |",
        "| 甲网 | D2 | 存在问题 | 70 | | |",
        "| 甲网 | D2 | 存在问题 | 50 | | |",
    ]
    rows += ["| 甲网 | 扣分 | 未发现问题 | | | |", "| 甲网 | 专家 | 未发现问题 | | | |"]
    sites = f"{SITES}| 01 | 甲网 | 门户 | 县甲局 | 是 | 正常 |\n"
    result = run_scores(RULES, sites=sites, audits=HEAD + "\n".join(rows))
    held = result.worksheet.loc[result.worksheet["part"].eq("扣完为止")].iloc[0]
    assert (held["score_change"], held["why"]) == (20, "扣完为止，不为负数")
    assert result.scores["score"].tolist() == [30]
    assert result.scores["outcome"].tolist() == ["不合格"]


def test_a_trial_adds_up_too(run_scores):
    recalled = declare("D1", "deduction", "扣分", points={"cap": 5, "source": RECALLED})
    rules = compose(recalled, declare("B1", "bonus", "加分"))
    rows = ["| 甲网 | D1 | 存在问题 | 9 | | |", "| 甲网 | B1 | 存在问题 | 4.5 | | |"]
    sites = f"{SITES}| 01 | 甲网 | 门户 | 县甲局 | 是 | 正常 |\n"
    result = run_scores(rules, sites=sites, audits=HEAD + "\n".join(rows))
    assert result.scores["trial_score"].tolist() == [99.5]
    assert add_again(result.worksheet, "trial_change") == Decimal("99.5")
    trial_only = result.worksheet.loc[result.worksheet["counted"].eq("只试算")]
    assert trial_only["why"].tolist() == ["D1有问题（本项最多扣 5 分，待核实）"]
