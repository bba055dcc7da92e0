import pandas as pd
import pytest

from govlib.result_lists import OUTSIDE, VERDICT_COLUMNS, decide_by_list


def registry(*rows: tuple[str, str, str], judged=True) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["subject", "platform", "unit"], dtype="string")
    return made.assign(group="组", judged=judged)


def listed(*rows: tuple[str, str | None, str], kind="网站") -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["subject", "platform", "problem"], dtype="string")
    return made.assign(subject_kind=kind, unit=pd.Series(["名单单位"] * len(rows), dtype="string"))


def outcomes(verdicts: pd.DataFrame) -> dict[str, str]:
    assert list(verdicts.columns) == VERDICT_COLUMNS
    names = verdicts["subject"] + verdicts["platform"].map(lambda said: f"/{said}" if said else "")
    assert names.is_unique
    return dict(zip(names, verdicts["outcome"], strict=True))


SITES = registry(("市水利局", "", "市水利局"), ("甲县门户网站", "", "甲县"), ("乙县人民政府", "", "乙县"))


@pytest.mark.parametrize("written", ["市水利局", "市水利局网站", "“市水利局”网站", " 市水利局 ", "市水利局门户网站"])
def test_a_site_is_known_with_or_without_its_ending(written):
    decided = decide_by_list(listed((written, None, "不更新")), SITES, "网站")
    assert outcomes(decided) == {"市水利局": "不合格", "甲县门户网站": "合格", "乙县人民政府": "合格"}
    row = decided.loc[decided["outcome"].eq("不合格")].iloc[0]
    assert row[["unit", "group", "reasons", "decided_by"]].tolist() == ["市水利局", "组", "不更新", "检查结论"]


def test_a_name_in_no_registry_stands_outside_and_nobody_else_is_blamed():
    decided = decide_by_list(listed(("市水务局", None, "不更新")), SITES, "网站")
    assert outcomes(decided) == {
        "市水务局": "不合格",
        "市水利局": "合格",
        "甲县门户网站": "合格",
        "乙县人民政府": "合格",
    }
    row = decided.loc[decided["subject"].eq("市水务局")].iloc[0]
    assert row[["group", "unit"]].tolist() == [OUTSIDE, "名单单位"]


def test_a_name_that_fits_two_sites_is_neither():
    sites = registry(("甲局网站", "", "甲局"), ("甲局门户网站", "", "甲局"))
    decided = decide_by_list(listed(("甲局", None, "不更新")), sites, "网站")
    assert outcomes(decided) == {"甲局": "不合格", "甲局网站": "合格", "甲局门户网站": "合格"}


def test_an_exact_name_goes_before_one_without_ending():
    sites = registry(("甲局", "", "甲局"), ("甲局网站", "", "甲局"))
    assert outcomes(decide_by_list(listed(("甲局", None, "不更新")), sites, "网站")) == {
        "甲局": "不合格",
        "甲局网站": "合格",
    }
    quoted = decide_by_list(listed(("“甲局”", None, "不更新")), sites, "网站")
    assert outcomes(quoted) == {"甲局": "不合格", "甲局网站": "合格"}


def test_a_subject_listed_twice_fails_once_with_both_problems():
    decided = decide_by_list(listed(("市水利局", None, "不更新"), ("市水利局网站", None, "有错字")), SITES, "网站")
    assert outcomes(decided)["市水利局"] == "不合格"
    assert decided.loc[decided["outcome"].eq("不合格"), "reasons"].tolist() == ["不更新；有错字"]


def test_a_stranger_listed_twice_stands_outside_once():
    decided = decide_by_list(listed(("生网", None, "不更新"), ("生网", None, "有错字")), SITES, "网站")
    assert decided.loc[decided["outcome"].eq("不合格"), "reasons"].tolist() == ["不更新；有错字"]


def test_a_list_that_was_not_delivered_passes_nobody():
    decided = decide_by_list(None, SITES, "网站")
    assert set(outcomes(decided).values()) == {"缺数据"}
    assert len(decided) == 3


def test_a_delivered_list_without_failures_passes_everybody():
    decided = decide_by_list(listed(), SITES, "网站")
    assert set(outcomes(decided).values()) == {"合格"}


def test_the_list_of_the_other_kind_is_not_read():
    decided = decide_by_list(listed(("市水利局", None, "不更新"), kind="账号"), SITES, "网站")
    assert set(outcomes(decided).values()) == {"合格"}


ACCOUNTS = registry(("号", "微博", "甲"), ("号", "微信公众号", "甲"), ("甲网", "微博", "乙"))


def test_an_account_is_known_by_name_and_platform():
    decided = decide_by_list(listed(("号", "微博", "不更新"), kind="账号"), ACCOUNTS, "账号")
    assert outcomes(decided) == {"号/微博": "不合格", "号/微信公众号": "合格", "甲网/微博": "合格"}


def test_an_account_without_platform_waits_for_a_person_on_each_of_its_platforms():
    decided = decide_by_list(listed(("号", None, "不更新"), kind="账号"), ACCOUNTS, "账号")
    assert outcomes(decided) == {"号/微博": "待复核", "号/微信公众号": "待复核", "甲网/微博": "合格"}
    assert "没有写明是哪一个平台" in decided.loc[decided["outcome"].eq("待复核"), "reasons"].iloc[0]


def test_an_account_listed_with_and_without_its_platform_fails_on_that_one():
    both = listed(("号", "微博", "不更新"), ("号", None, "有错字"), kind="账号")
    assert outcomes(decide_by_list(both, ACCOUNTS, "账号"))["号/微博"] == "不合格"


def test_an_account_on_another_platform_is_outside():
    decided = decide_by_list(listed(("号", "抖音", "不更新"), kind="账号"), ACCOUNTS, "账号")
    assert outcomes(decided)["号/抖音"] == "不合格"
    assert decided.loc[decided["platform"].eq("抖音"), "group"].tolist() == [OUTSIDE]


def test_an_account_keeps_the_ending_that_only_a_site_may_lose():
    decided = decide_by_list(listed(("甲", "微博", "不更新"), kind="账号"), ACCOUNTS, "账号")
    assert outcomes(decided)["甲网/微博"] == "合格"
    assert outcomes(decided)["甲/微博"] == "不合格"


def test_a_closed_site_on_the_list_stands_outside():
    sites = pd.concat([SITES, registry(("旧网", "", "旧"), judged=False)], ignore_index=True)
    decided = decide_by_list(listed(("旧网", None, "不更新")), sites, "网站")
    assert decided.loc[decided["subject"].eq("旧网"), ["outcome", "group"]].to_numpy().tolist() == [["不合格", OUTSIDE]]


def test_without_a_registry_only_the_failures_have_rows_grouped_by_platform():
    nobody = pd.DataFrame(columns=["subject", "platform", "unit", "group", "judged"])
    decided = decide_by_list(listed(("号", "抖音", "不更新"), kind="账号"), nobody, "账号")
    assert decided[["subject", "group", "outcome"]].to_numpy().tolist() == [["号", "抖音", "不合格"]]
    assert len(decide_by_list(None, nobody, "账号")) == 0
