"""Identities 3, 4, 5 and 10: percentages, one way of rounding, bands, growth."""

from __future__ import annotations

import pytest


def rate(value: str, numerator: str = "", denominator: str = "", **more: str) -> dict[str, str | None]:
    return {
        "statement_kind": "百分比",
        "value": value,
        "numerator": numerator or None,
        "denominator": denominator or None,
        **more,
    }


@pytest.mark.parametrize(
    ("stated", "verdict", "cause"),
    [
        (("97.8%", "44", "45"), "一致", "四舍五入得来"),
        (("97.7%", "44", "45"), "一致", "截断得来"),
        (("62.5%", "5", "8"), "一致", ""),
        (("100%", "45", "45"), "一致", ""),
        (("99.70%", "1653", "1658"), "一致", "四舍五入得来"),
        (("９７．８％", "４４", "４５"), "一致", "四舍五入得来"),
        (("百分之九十七点八", "44", "45"), "一致", "四舍五入得来"),
        # a cell formatted in per cent arrives as a fraction without the sign
        (("0.978", "44", "45"), "一致", "四舍五入得来"),
        (("120.0%", "6", "5"), "一致", ""),
        # 2943/2944 is not all of them
        (("100.0%", "2943", "2944"), "存疑", "没有全部合格，不宜写成 100%"),
        # 43/44 = 97.727…, 44/46 = 95.652…, 43/45 = 95.555…
        (("100%", "44", "45"), "矛盾", "分母少 1：按 44/44 算的"),
        (("95.7%", "44", "46"), "一致", "四舍五入得来"),
        (("95.7%", "44", "45"), "矛盾", "分母多 1：按 44/46 算的"),
        (("95.6%", "44", "45"), "矛盾", "分母多 1：按 44/46 算的"),
        (("95.5%", "44", "45"), "矛盾", "分子少 1：按 43/45 算的"),
        # 6/53 = 11.32, 47/53 = 88.67: the share that failed instead of that which passed
        (("11.3%", "47", "53"), "矛盾", "写成了剩下的那一部分：6/53"),
        (("120.0%", "5", "6"), "矛盾", "分子、分母颠倒：按 6/5 算的"),
        # 42.16… rounded to 42 and printed 42.0
        (("42.0%", "35", "83"), "矛盾", "只算到 0 位小数再补零"),
        (("57.10%", "4000", "7000"), "矛盾", "只算到 1 位小数再补零"),
        # 62.41 printed as 62.5 by rounding up to the next tenth
        (("62.5%", "6241", "10000"), "矛盾", "进一法得来，四舍五入和截断都得不到"),
        (("84.27%", "7", "9"), "矛盾", "按四舍五入和截断都得不到这个数"),
    ],
)
def test_a_percentage_is_recomputed_from_its_parts(check, stated, verdict, cause):
    (found,) = check([rate(*stated)])
    assert (found["identity"], found["verdict"], found["cause"]) == (3, verdict, cause)


def test_both_numbers_and_the_difference_stand_in_the_row(check):
    (found,) = check([rate("97.2%", "237", "239")])
    assert found["stated"] == "97.2%"
    assert found["computed"] == "237/239＝99.16%"
    assert found["difference"] == "-1.96 个百分点"


def publication(make_table):
    rows = [{"unit": "甲镇", "unit_group": "乡镇", "submitted_count": 45, "published_count": 44}]
    return {"publication": make_table("publication", rows)}


def test_a_named_rate_is_recomputed_from_the_tables(check, make_table):
    (found,) = check([rate("97.7%", figures="审发率")], publication(make_table))
    assert found["computed"] == "44/45＝97.78%（本系统写 97.8%）"
    assert found["where_computed"] == "数据.xlsx《表》第2行"


@pytest.mark.parametrize(
    ("numerator", "denominator", "verdicts"),
    [("44", "45", ["一致"]), ("44", "44", ["一致", "矛盾"]), ("43", "44", ["一致", "矛盾", "矛盾"])],
)
def test_stated_parts_must_be_those_of_the_tables(check, make_table, numerator, denominator, verdicts):
    found = check([rate("97.8%", numerator, denominator, figures="审发率")], publication(make_table))
    assert [item["verdict"] for item in found] == verdicts


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (rate("97.8%"), "没有写分子和分母，也没有对应数字"),
        (rate("97.8%", "44"), "没有写分子和分母，也没有对应数字"),
        (rate("97.8%", "44", "0"), "没有写分子和分母，也没有对应数字"),
        (rate("高于九成", "44", "45"), "数值“高于九成”认不出"),
        (rate("97.8%", figures="审发绿"), "是不是“审发率”"),
        (rate("97.8%", figures="审发率", window="排名"), "时间窗不同"),
        (rate("97.8%", figures="来信按期办结率"), "缺数据"),
    ],
)
def test_a_percentage_that_can_not_be_recomputed_says_why(check, make_table, row, cause):
    (found,) = check([row], publication(make_table))
    assert found["verdict"] == "不可核"
    assert cause in found["cause"]


def test_a_delivered_share_is_compared_with_what_was_delivered(check, make_table):
    tables = {"spot_checks": make_table("spot_checks", [{"object": "账号", "pass_rate": 0.625}])}
    right, wrong = check(
        [rate("62.5%", figures="上级抽查合格率·账号"), rate("65.2%", figures="上级抽查合格率·账号", window="")], tables
    )[:2]
    assert (right["verdict"], right["computed"]) == ("一致", "62.50%（本系统写 62.5%）")
    assert (wrong["verdict"], wrong["cause"]) == ("矛盾", "与交来的合格率不同")


@pytest.mark.parametrize(
    ("values", "contradicts"),
    [
        ([("97.7%", "44", "45"), ("99.2%", "237", "239")], True),
        ([("97.8%", "44", "45"), ("99.2%", "237", "239")], False),
        ([("97.7%", "44", "45"), ("99.1%", "237", "239")], False),
        ([("97.7%", "44", "45"), ("62.5%", "5", "8"), ("100%", "3", "3")], False),
        # one that follows by neither way says nothing of the way
        ([("97.7%", "44", "45"), ("88.8%", "237", "239")], False),
    ],
)
def test_one_bulletin_rounds_one_way(check, values, contradicts):
    found = [item for item in check([rate(*value) for value in values]) if item["identity"] == 4]
    assert len(found) == contradicts
    if contradicts:
        assert found[0]["verdict"] == "矛盾"
        assert found[0]["stated"] == "97.7%（44/45＝97.78%）是截断"
        assert found[0]["computed"] == "99.2%（237/239＝99.16%）是四舍五入"
        assert (found[0]["where_stated"], found[0]["where_computed"]) == ("正文1", "正文2")


BANDS = "得分分档·120以上；得分分档·110至120；得分分档·100至110"


def banded(top: str, middle: str, low: str) -> list[dict[str, str]]:
    counts = zip(BANDS.split("；"), (top, middle, low), strict=True)
    return [{"figures": label, "value": value, "unit_of_measure": "家"} for label, value in counts]


@pytest.mark.parametrize(
    ("row", "verdict", "cause"),
    [
        # 55/88 = 62.5, 56/88 = 63.636…
        (rate("62.5%", "", "88", figures=BANDS), "一致", ""),
        (rate("62.5%", "55", "88", figures=BANDS), "一致", ""),
        (rate("63.6%", "", "88", figures=BANDS), "矛盾", "各档合计 55，占比的分子却是 56"),
        (rate("63.6%", "56", "88", figures=BANDS), "矛盾", "各档合计 55，占比的分子却是 56"),
        (rate("62.5%", figures=BANDS), "不可核", "没有写占比的分母"),
    ],
)
def test_bands_make_up_the_numerator_of_their_share(check, row, verdict, cause):
    found = next(item for item in check([*banded("5", "20", "30"), row]) if item["identity"] == 5)
    assert (found["verdict"], found["cause"]) == (verdict, cause)
    if verdict != "不可核":
        assert found["computed"] == "各档 5＋20＋30＝55"


def test_bands_may_be_counted_from_the_tables(check, make_table):
    ranked = make_table(
        "assessments", [{"site_name": name, "grade": grade} for name, grade in ("甲优", "乙优", "丙良", "丁差")]
    )
    row = rate("60%", "", "4", figures="参加评估的政府网站·优；参加评估的政府网站·良", window="排名")
    found = [item for item in check([row], {"assessments": ranked}) if item["identity"] == 5]
    assert [item["verdict"] for item in found] == ["矛盾", "一致"]
    assert "各档合计 3，占比的分子却是 不是整数" in found[0]["cause"]
    assert found[1]["stated"] == "优 2个＋良 1个＋差 1个＝4"


def growth(value: str, now: str, before: str, **more: str) -> dict[str, str]:
    return {"statement_kind": "增长率", "value": value, "numerator": now, "denominator": before, **more}


@pytest.mark.parametrize(
    ("row", "verdict", "cause"),
    [
        (growth("72.7%", "76", "44"), "一致", ""),
        (growth("72.72%", "76", "44"), "一致", ""),
        (growth("42.1%", "76", "44"), "矛盾", "误以本期为底数：(76－44)/76"),
        (growth("172.7%", "76", "44"), "矛盾", "写成了本期是上期的百分之几：76/44"),
        (growth("57.9%", "76", "44"), "矛盾", "写成了上期是本期的百分之几：44/76"),
        (growth("-42.1%", "44", "76"), "一致", ""),
        (growth("42.1%", "44", "76"), "矛盾", "增减写反"),
        (growth("72.7%", "44", "76"), "矛盾", "误以本期为底数，增减又写反：(76－44)/44"),
        (growth("50%", "76", "44"), "矛盾", "按上期底数复算不符"),
        (growth("4%", "92.2%", "88.2%", unit_of_measure="百分点"), "一致", ""),
        (growth("4", "92.2%", "88.2%", unit_of_measure="个百分点"), "一致", ""),
        (growth("4%", "92.2%", "88.2%"), "存疑", "两个百分比之差应称百分点"),
        (growth("5", "92.2%", "88.2%", unit_of_measure="百分点"), "矛盾", "两个百分比之差不是这个数"),
        (growth("10%", "5", "0"), "不可核", "上期数为 0，没有增长率可言"),
        (growth("10%", "", "44"), "不可核", "增长率要写本期数（分子）和上期数（分母）"),
        (growth("一成多", "76", "44"), "不可核", "数值“一成多”认不出，应写成 72.7%"),
    ],
)
def test_growth_is_measured_against_the_earlier_period(check, row, verdict, cause):
    (found,) = check([row])
    assert (found["identity"], found["verdict"], found["cause"]) == (10, verdict, cause)
