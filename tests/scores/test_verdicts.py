import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from govlib.scores.run import SCORE_COLUMNS
from govlib.scores.verdicts import take_in_scores
from govlib.scoring import VERDICT_COLUMNS


def verdicts(outcome: str, reasons: str = "") -> pd.DataFrame:
    row = ("网站", "甲网", "", "县甲局", "门户", outcome, "", reasons, "指标")
    names = ["subject_kind", "subject", "platform", "unit", "group", "outcome", "rules", "reasons", "decided_by"]
    return pd.DataFrame([dict(zip(names, row, strict=True))])[VERDICT_COLUMNS]


def scores(outcome: str, **more: object) -> pd.DataFrame:
    row = dict.fromkeys(SCORE_COLUMNS, "") | {"subject_kind": "网站", "subject": "甲网", "unit": "县甲局"}
    return pd.DataFrame([{**row, "outcome": outcome, **more}])


@pytest.mark.parametrize(
    ("verdict", "score", "together"),
    [
        ("合格", "合格", "合格"),
        ("合格", "不合格", "不合格"),
        ("合格", "缺数据", "缺数据"),
        ("合格", "待复核", "待复核"),
        ("缺数据", "不合格", "不合格"),
        ("待复核", "缺数据", "待复核"),
        ("不合格", "合格", "不合格"),
        ("不适用", "合格", "合格"),
    ],
)
def test_the_graver_of_verdict_and_score_stands(verdict, score, together):
    assert take_in_scores(verdicts(verdict), scores(score))["outcome"].tolist() == [together]


def test_the_reason_of_the_score_follows_that_of_the_rules():
    low = scores("不合格", reason="扣分 59 分，低于 60 分")
    row = take_in_scores(verdicts("不合格", "空白栏目5个"), low).iloc[0]
    assert row["reasons"] == "空白栏目5个；扣分 59 分，低于 60 分"
    assert row["decided_by"] == "指标和得分"
    waits = take_in_scores(verdicts("合格"), scores("待复核", lacking="D1：待复核")).iloc[0]
    assert waits["reasons"] == "D1：待复核"


def test_a_veto_is_told_once_and_who_is_not_scored_keeps_the_verdict():
    vetoed = verdicts("不合格", "空白栏目5个")
    assert_frame_equal(take_in_scores(vetoed, scores("不合格", vetoes="V1", reason="单项否决：V1")), vetoed)
    others = scores("不合格", subject="乙网")
    assert_frame_equal(take_in_scores(verdicts("合格"), others), verdicts("合格"))
    nobody = scores("合格").iloc[:0]
    assert_frame_equal(take_in_scores(verdicts("合格"), nobody), verdicts("合格"))
