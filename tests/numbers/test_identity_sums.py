"""Identities 1, 2, 5 and 7: parts and totals among the stated numbers and inside the delivered tables."""

from __future__ import annotations

import pandas as pd
import pytest


def stated(label: str, value: str, **more: str) -> dict[str, str]:
    return {"figures": label, "value": value, "place_in_text": more.pop("place", "正文"), **more}


def of(checks, *identities):
    return [
        (item["identity"], item["verdict"], item["stated"], item["computed"], item["difference"], item["cause"])
        for item in checks
        if item["identity"] in identities and item["verdict"] != "不可核"
    ]


PLATFORMS = [
    ("备案政务新媒体账号·微信公众号", "14"),
    ("备案政务新媒体账号·新浪微博", "1"),
    ("备案政务新媒体账号·抖音", "1"),
]


@pytest.mark.parametrize(
    ("total", "verdict", "difference", "cause"),
    [
        ("16", "一致", "0", ""),
        ("15", "矛盾", "-1", "“备案政务新媒体账号·新浪微博”1 多计一遍，或总数漏了它"),
        ("2", "矛盾", "-14", "“备案政务新媒体账号·微信公众号”14 多计一遍，或总数漏了它"),
    ],
)
def test_stated_parts_add_up_to_the_stated_total_without_any_table(check, total, verdict, difference, cause):
    rows = [stated("备案政务新媒体账号", total), *(stated(*part) for part in PLATFORMS)]
    assert of(check(rows), 2) == [(2, verdict, total, "14＋1＋1＝16", difference, cause)]


def test_parts_that_fall_short_are_no_contradiction_when_they_may_not_be_all(check):
    rows = [stated("备案政务新媒体账号", "17"), *(stated(*part) for part in PLATFORMS)]
    found = [item for item in check(rows) if item["identity"] == 2]
    assert [item["verdict"] for item in found] == ["不可核"]
    assert "14＋1＋1＝16" in found[0]["cause"]


def counts(make_table, **platforms):
    rows = [{"platform": name, "account_count": count} for name, count in platforms.items()]
    return {"account_counts": make_table("account_counts", rows)}


def test_parts_that_fall_short_contradict_when_the_tables_know_no_others(check, make_table):
    tables = counts(make_table, 微信公众号=14, 新浪微博=1, 抖音=1, 快手=0)
    rows = [stated("备案政务新媒体账号", "17"), *(stated(*part) for part in PLATFORMS)]
    assert of(check(rows, tables), 2) == [
        (2, "矛盾", "17", "14＋1＋1＝16", "1", "总数把“备案政务新媒体账号·新浪微博”1 多计了一遍")
    ]


def test_a_few_of_many_parts_are_not_added_up(check, make_table):
    tables = counts(make_table, 微信公众号=14, 新浪微博=1, 抖音=1, 快手=1)
    rows = [stated("备案政务新媒体账号", "17"), *(stated(*part) for part in PLATFORMS)]
    assert [item for item in check(rows, tables) if item["identity"] == 2] == []


def test_accounts_shut_down_are_no_part_of_the_total(check):
    # 56 stated, platforms 43, 13 shut down this quarter
    rows = [
        stated("在册政务新媒体账号", "56"),
        stated("在册政务新媒体账号·微信公众号", "40"),
        stated("在册政务新媒体账号·新浪微博", "16"),
        stated("在册政务新媒体账号·关停", "13"),
    ]
    assert of(check(rows), 2) == [(2, "一致", "56", "40＋16＝56", "0", "")]


def test_a_total_with_the_accounts_shut_down_in_it_is_told(check, make_table):
    rows = [{"account_name": str(at), "platform": "微信" if at < 40 else "微博", "status": "正常"} for at in range(43)]
    tables = {"accounts": make_table("accounts", rows)}
    said = [
        stated("在册政务新媒体账号", "56"),
        stated("在册政务新媒体账号·微信", "40"),
        stated("在册政务新媒体账号·微博", "3"),
        stated("在册政务新媒体账号·关停", "13"),
    ]
    found = of(check(said, tables), 2)
    assert found == [(2, "矛盾", "56", "40＋3＝43", "13", "把“在册政务新媒体账号·关停”13 计进了总数")]


def test_every_level_of_a_breakdown_is_added_up_by_itself(check):
    rows = [
        stated("受理来信", "155"),
        stated("受理来信·区长信箱", "106"),
        stated("受理来信·市长信箱", "49"),
        stated("受理来信·区长信箱·投诉", "41"),
        stated("受理来信·区长信箱·求助", "65"),
        stated("受理来信·市长信箱·投诉", "21"),
        stated("受理来信·市长信箱·求助", "29"),
    ]
    found = of(check(rows), 2)
    assert [(item[1], item[2], item[3]) for item in found] == [
        ("一致", "155", "106＋49＝155"),
        ("一致", "106", "41＋65＝106"),
        ("矛盾", "49", "21＋29＝50"),
    ]


@pytest.mark.parametrize(("total", "verdict"), [("15", "一致"), ("14", "矛盾")])
def test_numbers_by_unit_add_up_to_the_items(check, total, verdict):
    rows = [
        stated("登记的文字错误", total),
        stated("登记的文字错误·县公安局", "9"),
        stated("登记的文字错误·县教育局", "6"),
    ]
    (found,) = of(check(rows), 7)
    assert found[1:4] == (verdict, total, "9＋6＝15")


def test_parts_of_another_window_are_not_added_up(check):
    rows = [
        stated("受理来信", "10"),
        stated("受理来信·甲信箱", "6", window="累计"),
        stated("受理来信·乙信箱", "5", window="累计"),
    ]
    assert [item for item in check(rows) if item["identity"] == 2] == []


def test_two_numbers_of_different_digits_that_look_alike_are_told(check):
    rows = [
        stated("受理来信", "132"),
        stated("受理来信·甲", "101"),
        stated("受理来信·乙", "111"),
        stated("受理来信·丙", "1"),
    ]
    (found,) = of(check(rows), 2)
    assert found[5] == "疑似数字写颠倒"


CHECKED = ("检查政府网站", "合格政府网站", "不合格政府网站", "在册政府网站")


@pytest.mark.parametrize(
    ("checked", "passed", "failed", "expected"),
    [
        ("45", "44", "1", [("一致", "合格政府网站 44＋不合格政府网站 1＝45", "0")]),
        ("45", "44", "2", [("矛盾", "合格政府网站 44＋不合格政府网站 2＝46", "-1")]),
        ("45", "43", "1", [("矛盾", "合格政府网站 43＋不合格政府网站 1＝44", "1")]),
        ("45", "44", None, []),
        ("45", "46", None, [("矛盾", "合格政府网站 46＝46", "-1")]),
        ("45", None, "46", [("矛盾", "不合格政府网站 46＝46", "-1")]),
    ],
)
def test_passed_and_failed_make_up_the_checked(check, checked, passed, failed, expected):
    numbers = zip(CHECKED, (checked, passed, failed), strict=False)
    rows = [stated(label, value) for label, value in numbers if value is not None]
    assert [(item[1], item[3], item[4]) for item in of(check(rows), 1)] == expected


@pytest.mark.parametrize(
    ("checked", "listed", "verdict"), [("21", "28", "一致"), ("28", "28", "一致"), ("28", "21", "矛盾")]
)
def test_no_more_are_checked_than_there_are(check, checked, listed, verdict):
    (found,) = of(check([stated("检查政府网站", checked), stated("在册政府网站", listed)]), 1)
    assert (found[1], found[3]) == (verdict, f"在册政府网站 {listed}")
    assert ("检查数比总数多 7" in found[5]) == (verdict == "矛盾")


def test_groups_are_judged_by_themselves(check):
    rows = [
        stated("检查政务新媒体·微信", "10"),
        stated("合格政务新媒体·微信", "9"),
        stated("不合格政务新媒体·微信", "2"),
        stated("检查政务新媒体·微博", "5"),
        stated("合格政务新媒体·微博", "5"),
        stated("不合格政务新媒体·微博", "0"),
    ]
    assert [(item[1], item[2]) for item in of(check(rows), 1)] == [("矛盾", "10"), ("一致", "5")]


def coverage(**numbers: int) -> dict[str, pd.DataFrame]:
    row = {
        "subject_kind": "网站", "group": "部门", "registered_count": 45, "checked_count": 45, "passed_count": 44,
        "failed_count": 1, "unconfirmed_count": 0, "unknown_count": 0, "source_file": "名录.xlsx",
        "source_sheet": "名录", "source_row": [2, 3], **numbers,
    }  # fmt: skip
    return {"coverage": pd.DataFrame([row])}


@pytest.mark.parametrize(
    ("numbers", "verdict"),
    [
        ({}, "一致"),
        ({"failed_count": 0, "unconfirmed_count": 1}, "一致"),
        ({"registered_count": 50}, "一致"),
        ({"failed_count": 2}, "矛盾"),
        ({"registered_count": 44}, "矛盾"),
    ],
)
def test_verdicts_of_our_own_add_up(check, numbers, verdict):
    (found,) = of(check([], coverage(**numbers)), 1)
    assert found[1] == verdict
    assert bool(found[5]) == (verdict == "矛盾")


def letters(make_table, **numbers):
    row = {"mailbox": "县长信箱", "letter_kind": "投诉", "letter_count": 10, **numbers}
    return {"letters": make_table("letters", [row])}


@pytest.mark.parametrize(
    ("numbers", "computed"),
    [
        ({"on_time_count": 7, "open_count": 2, "overdue_count": 1}, None),
        ({"on_time_count": 7, "open_count": 1, "overdue_count": 1}, "按期＋在办＋超期：7＋1＋1＝9"),
        ({"on_time_count": 9, "overdue_count": 2}, "按期＋在办＋超期：9＋2＝11"),
        ({"on_time_count": 11}, "按期＋在办＋超期：11＝11"),
        ({"on_time_count": 7}, None),
        ({}, None),
    ],
)
def test_letters_are_closed_open_or_overdue(check, make_table, numbers, computed):
    found = of(check([], letters(make_table, **numbers)), 7)
    assert [item[3] for item in found] == ([computed] if computed else [])
    assert {item[1] for item in found} <= {"矛盾"}


@pytest.mark.parametrize(
    ("numbers", "difference"),
    [
        ((4380, 1321, 153, 6), None),
        ((4380, 1321, 153, 5), "1"),
        ((4380, 1321, 153, 8), "-2"),
        ((4380, 1321, 153, None), None),
    ],
)
def test_the_flow_of_items_is_closed(check, make_table, numbers, difference):
    names = ("published_count", "pending_count", "returned_count", "deleted_count")
    row = {"unit": "县公安局", "submitted_count": 5860, **dict(zip(names, numbers, strict=True))}
    found = of(check([], {"publication": make_table("publication", [row])}), 2)
    assert [item[4] for item in found] == ([difference] if difference else [])


def test_every_place_in_a_row_of_a_table_is_named(check, make_table):
    (found,) = check([], letters(make_table, on_time_count=11))
    assert found["where_stated"] == "数据.xlsx《表》第 2 行"


def test_a_part_larger_than_its_whole_is_told_with_its_row(check, make_table):
    tables = {
        "publication": make_table(
            "publication",
            [
                {"unit": "甲镇", "submitted_count": 10, "published_count": 50, "original_count": 50},
                {"unit": "乙镇", "submitted_count": 10, "published_count": 10, "original_count": 11},
                {"unit": "丙镇", "published_count": 10},
            ],
        ),
        "letters": make_table(
            "letters", [{"mailbox": "县长信箱", "letter_kind": "投诉", "letter_count": 3, "valid_count": 4}]
        ),
    }
    found = [item for item in check([], tables) if item["identity"] == 1]
    assert [(item["verdict"], item["subject"], item["cause"], item["difference"]) for item in found] == [
        ("矛盾", "甲镇", "审发数大于报送数", "40"),
        ("矛盾", "乙镇", "原创数大于审发数", "1"),
        ("矛盾", "县长信箱·投诉", "有效件数大于件数", "1"),
    ]
    assert found[0]["where_stated"] == "数据.xlsx《表》第 2 行"


def test_websites_of_one_code_and_accounts_of_one_name_are_told(check, make_table):
    tables = {
        "sites": make_table(
            "sites",
            [
                {"site_code": code, "site_name": name}
                for code, name in (("1", "甲"), ("2", "乙"), ("2", "丙"), (None, "丁"))
            ],
        ),
        "accounts": make_table(
            "accounts",
            [
                {"account_name": "号", "platform": platform, "host_unit": unit}
                for platform, unit in (("微信", "甲局"), ("抖音", "甲局"), ("微信", "乙局"))
            ],
        ),
    }
    found = check([], tables)
    assert [(item["identity"], item["verdict"], item["subject"], item["stated"]) for item in found] == [
        (9, "存疑", "网站标识码重复：2", "名录 2 行：乙、丙"),
        (9, "存疑", "账号重复：号·微信", "名录 2 行：甲局、乙局"),
    ]
    assert found[0]["where_stated"] == "数据.xlsx《表》第 3 行、数据.xlsx《表》第 4 行"
