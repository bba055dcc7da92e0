"""Identities 11 and 12: units named and praised, claims about all of them, dates."""

from __future__ import annotations

import pytest


def errors(make_table):
    rows = [
        {"unit": "甲镇", "error_count": 2},
        {"unit": "乙镇", "error_count": 0},
        {"unit": "县公安局", "error_count": 1},
        {"unit": "县教育局", "error_count": None},
    ]
    return {"publication": make_table("publication", rows)}


def naming(kind: str, names: str, label: str = "错情数", **more: str) -> dict[str, str]:
    return {"statement_kind": kind, "names": names, "figures": label, **more}


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("点名", "甲镇", ("一致", "2处", "")),
        ("点名", "县警局", ("一致", "1处", "")),
        ("点名", "县公安局交警大队", ("一致", "1处", "")),
        ("点名", "乙镇", ("矛盾", "0处", "正文点名，表里该单位为 0 或空白")),
        ("点名", "县教育局", ("不可核", "缺数据", "表里这个单位没有填")),
        # the register knows it, but a table of sums may simply lack it
        ("点名", "县水利局", ("存疑", "表里没有县水利局", "名录里有这个单位，表里没有它的数")),
        ("点名", "公安处", ("存疑", "表里没有公安处", "名单与表里的名称对不上，请确认是否同一单位：县公安局")),
        ("表扬", "乙镇", ("一致", "0处", "")),
        ("表扬", "甲镇", ("存疑", "2处", "受表扬的单位在表里有问题")),
        ("表扬", "县教育局", ("不可核", "缺数据", "表里这个单位没有填")),
    ],
)
def test_a_named_unit_is_looked_up_in_the_tables(check, make_table, kind, name, expected):
    (found,) = check([naming(kind, name)], errors(make_table))
    assert (found["verdict"], found["computed"], found["cause"]) == expected
    assert (found["identity"], found["stated"]) == (11, kind + name)


def tasks(make_table):
    rows = [
        {"task": "转发", "unit": "甲镇", "status": "未完成"},
        {"task": "转发", "unit": "乙镇", "status": "完成"},
        {"task": "开放日", "unit": "乙镇", "status": "未完成"},
    ]
    return {"tasks": make_table("tasks", rows)}


def test_a_registered_unit_that_a_list_of_rows_does_not_have_has_none(check, make_table):
    found = check([naming("点名", "甲镇、县公安局", "未完成专项任务")], tasks(make_table))
    assert [(item["verdict"], item["computed"]) for item in found] == [("一致", "1项"), ("矛盾", "名单里没有，按 0 计")]


def test_a_list_may_be_that_of_one_task_alone(check, make_table):
    found = check([naming("点名", "甲镇、乙镇", "未完成专项任务·转发")], tasks(make_table))
    assert [item["verdict"] for item in found] == ["一致", "矛盾"]


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (naming("点名", "甲镇", "错情"), "没有名为“错情”的数字，是不是“错情数”"),
        (naming("点名", "甲镇", ""), "没有写对应数字"),
        (naming("点名", ""), "名单是空的"),
        (naming("点名", "甲镇", "热线工单"), "“热线工单”缺数据"),
        (naming("点名", "甲镇", "报送单位"), "“报送单位”没有按单位分列"),
        (naming("点名", "甲镇", window="排名"), "时间窗不同：通报是“排名”，数据是“检查”"),
        ({"statement_kind": "断言", "figures": ""}, "没有写对应数字"),
        ({"statement_kind": "断言", "figures": "未完成任务"}, "没有名为“未完成任务”的数字"),
        ({"statement_kind": "断言", "figures": "错情数", "window": "排名"}, "时间窗不同"),
    ],
)
def test_names_that_can_not_be_looked_up_say_why(check, make_table, row, cause):
    (found,) = check([row], errors(make_table))
    assert found["verdict"] == "不可核"
    assert cause in found["cause"]


@pytest.mark.parametrize(
    ("label", "verdict", "computed"),
    [
        ("未完成专项任务的单位·转发", "存疑", "未完成专项任务的单位·转发 1家"),
        ("未完成专项任务的单位", "存疑", "未完成专项任务的单位 2家"),
    ],
)
def test_all_done_and_a_list_of_those_who_are_not_exclude_each_other(check, make_table, label, verdict, computed):
    (found,) = check([{"statement_kind": "断言", "figures": label}], tasks(make_table))
    assert (found["verdict"], found["computed"]) == (verdict, computed)
    assert found["cause"]


def test_all_done_agrees_with_an_empty_list(check, make_table):
    tables = {"tasks": make_table("tasks", [{"task": "转发", "unit": "甲镇", "status": "完成"}])}
    (found,) = check([{"statement_kind": "断言", "figures": "未完成专项任务的单位"}], tables)
    assert (found["verdict"], found["computed"]) == ("一致", "未完成专项任务的单位 0家")


def dated(label: str, value: str) -> dict[str, str]:
    return {"statement_kind": "日期", "figures": label, "value": value}


@pytest.mark.parametrize(
    ("label", "value", "verdict", "difference"),
    [
        ("数据截止日", "2024-06-22", "一致", "-4 天"),
        ("数据截止日", "2024年6月22日", "一致", "-4 天"),
        ("数据截止日", "6月22日", "一致", "-4 天"),
        ("数据截止日", "２０２４/６/２２", "一致", "-4 天"),
        ("数据截止日", "45465", "一致", "-4 天"),
        ("数据截止日", "2024-06-20", "存疑", "-6 天"),
        ("数据截止日", "2024-06-27", "矛盾", "1 天"),
        ("印发日", "2024-06-26", "一致", "0 天"),
        ("印发日", "2024-06-28", "矛盾", "2 天"),
        ("整改期限", "2024-07-10", "一致", "14 天"),
        ("整改期限", "2024-07-11", "存疑", "15 天"),
        ("整改期限", "2024-06-26", "存疑", "0 天"),
        ("整改期限", "2024-06-25", "矛盾", "-1 天"),
        ("书面检查期限", "2024-06-26", "存疑", "0 天"),
        ("书面检查期限", "2024-07-01", "一致", "5 天"),
    ],
)
def test_data_end_before_the_bulletin_and_deadlines_come_after_it(check, label, value, verdict, difference):
    (found,) = check([dated(label, value)])
    assert (found["identity"], found["verdict"], found["difference"]) == (12, verdict, difference)
    assert found["computed"] == "印发日 2024-06-26"
    assert bool(found["cause"]) == (verdict != "一致")


@pytest.mark.parametrize(
    ("label", "value", "cause"),
    [
        ("整改期限", "近日", "日期“近日”认不出"),
        ("整改期限", "", "日期“”认不出"),
        ("整改期限", "2024-02-30", "日期“2024-02-30”认不出"),
        ("数据截至日", "2024-06-22", "不知道“数据截至日”是哪一种日期，是不是“数据截止日”"),
        ("", "2024-06-22", "是哪一种日期"),
    ],
)
def test_a_date_that_can_not_be_judged_says_why(check, label, value, cause):
    (found,) = check([dated(label, value)])
    assert found["verdict"] == "不可核"
    assert cause in found["cause"]
