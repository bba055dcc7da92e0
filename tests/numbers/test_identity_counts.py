"""Identities 6, 8 and 9: stated counts against the tables, stated numbers of units against their own list."""

from __future__ import annotations

import pytest

from govlib.units import merge_units


def publication(make_table):
    rows = [
        {"unit": "甲镇", "unit_group": "乡镇", "submitted_count": 1700, "published_count": 1497},
        {"unit": "县公安局", "unit_group": "部门", "submitted_count": 1177, "published_count": 961},
        {"unit": "县教育局", "unit_group": "部门", "published_count": None},
    ]
    return {"publication": make_table("publication", rows)}


@pytest.fixture
def accounts(make_table, register):
    rows = [
        {"unit": "县公安局", "account_name": "甲", "platform": "微信", "problem": "未备案"},
        {"unit": "县公安局交警大队", "account_name": "乙", "platform": "微信", "problem": "未备案"},
        {"unit": "县教育局", "account_name": "丙", "platform": "微博", "problem": "未备案"},
        {"unit": "县教育局", "account_name": "丙", "platform": "微博", "problem": "未更新"},
    ]
    return {"account_problems": merge_units(make_table("account_problems", rows), register)}


@pytest.mark.parametrize("value", ["2458", "2,458", "２４５８", "二千四百五十八", "2458条"])
def test_a_right_total_agrees_however_it_is_written(check, make_table, value):
    (found,) = check([{"figures": "审发信息总数", "value": value, "unit_of_measure": "条"}], publication(make_table))
    assert (found["identity"], found["verdict"], found["difference"]) == (6, "一致", "0")
    assert found["computed"] == "审发信息总数 2458条（另有 1 行没有填）"
    assert found["where_computed"] == "数据.xlsx《表》第2-4行"


@pytest.mark.parametrize(
    ("value", "difference", "cause"),
    [
        ("3062", "604", "正文数字与表格合计不符，须说明差额或改正"),
        ("2485", "27", "疑似数字写颠倒"),
        ("1497", "-961", "正好少了“审发信息总数·部门”961"),
        ("3955", "1497", "正好多了“审发信息总数·乡镇”1497"),
    ],
)
def test_a_wrong_total_is_told_with_its_difference_and_likely_cause(check, make_table, value, difference, cause):
    (found,) = check([{"figures": "审发信息总数", "value": value, "unit_of_measure": "条"}], publication(make_table))
    assert (found["verdict"], found["difference"], found["cause"]) == ("矛盾", difference, cause)
    assert found["stated"] == f"{value}条"


def test_a_number_with_two_possible_meanings_must_agree_with_one(check, make_table):
    labels = "报送信息总数；审发信息总数"
    right, wrong = check(
        [{"figures": labels, "value": "2458"}, {"figures": labels, "value": "3062", "statement": "另一句"}],
        publication(make_table),
    )[:2]
    assert (right["verdict"], right["computed"]) == ("一致", "审发信息总数 2458条（另有 1 行没有填）")
    assert (wrong["verdict"], wrong["difference"]) == ("矛盾", "185、604")
    assert "2877" in wrong["computed"]
    assert "2458" in wrong["computed"]


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ({"figures": "审发信息", "value": "3"}, "没有名为“审发信息”的数字，是不是“审发信息总数”"),
        ({"figures": "审发信息总数·乡真", "value": "3"}, "是不是“审发信息总数·乡镇”"),
        ({"figures": "受理来信·县长信箱", "value": "3"}, "“受理来信”缺数据：没有交来需要的表"),
        ({"figures": "审发信息总数·县教育局", "value": "3"}, "“审发信息总数·县教育局”缺数据：表里没有一行写了这个数"),
        ({"figures": "审发信息总数", "value": "约2400"}, "数值“约2400”认不出"),
        ({"figures": "审发信息总数"}, "数值“”认不出"),
        ({"value": "2458"}, "没有写对应数字"),
        ({"figures": "审发信息总数", "value": "2458", "window": "排名"}, "时间窗不同：通报是“排名”，数据是“检查”"),
        ({"figures": "审发信息总数", "value": "3062", "window": "1—5月"}, "时间窗不同"),
    ],
)
def test_what_can_not_be_compared_says_why_and_is_never_silent(check, make_table, row, cause):
    (found,) = check([row], publication(make_table))
    assert found["verdict"] == "不可核"
    assert cause in found["cause"]


def test_one_unknown_name_does_not_stop_the_other(check, make_table):
    found = check([{"figures": "审发信息总数；审发总数", "value": "2458"}], publication(make_table))
    assert [item["verdict"] for item in found] == ["不可核", "一致"]


def test_a_name_that_two_breakdowns_share_must_be_told_apart(check, make_table):
    rows = [{"message_code": str(at), "message_kind": kind, "column_name": column, "received_date": None}
            for at, (kind, column) in enumerate([("咨询", "信箱"), ("投诉", "咨询"), ("咨询", "信箱")])]  # fmt: skip
    (found,) = check([{"figures": "网民留言·咨询", "value": "2"}], {"messages": make_table("messages", rows)})
    assert found["verdict"] == "不可核"
    assert "有 2 个" in found["cause"]


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("问题账号涉及单位·未备案", "2", (8, "一致", "")),
        # three names as written and three rows: the more telling slip is named
        ("问题账号涉及单位·未备案", "3", (8, "矛盾", "没有把下级归并到上级：按原写名称正好是这个数")),
        ("问题账号涉及单位", "3", (8, "矛盾", "没有把下级归并到上级：按原写名称正好是这个数")),
        ("问题账号涉及单位", "4", (8, "矛盾", "没有去重：清单正好这么多行")),
        ("问题账号（去重）", "3", (9, "一致", "")),
        ("问题账号(去重)", "4", (9, "矛盾", "没有去重：清单正好这么多行")),
    ],
)
def test_units_and_accounts_are_counted_once(check, accounts, label, value, expected):
    found = check([{"figures": label, "value": value}], accounts)[0]
    assert (found["identity"], found["verdict"], found["cause"]) == expected


@pytest.mark.parametrize(
    ("value", "names", "verdict", "cause"),
    [
        ("2", "县公安局、县教育局", "一致", ""),
        ("2", "县公安局、县警局、县教育局", "一致", ""),
        ("3", "县公安局、县公安局交警大队、县教育局", "矛盾", "没有归并上级或没有去重：县公安局交警大队"),
        ("28", "县公安局、县教育局", "矛盾", "名单与家数不等"),
    ],
)
def test_a_stated_number_of_units_is_that_of_its_own_list(check, value, names, verdict, cause):
    rows = [{"statement_kind": "点名", "value": value, "unit_of_measure": "家", "names": names}]
    found = next(item for item in check(rows) if item["identity"] == 8)
    assert (found["verdict"], found["cause"]) == (verdict, cause)


def test_one_number_stated_twice_with_two_values_contradicts_itself(check, make_table):
    rows = [
        {"figures": "审发信息总数", "value": "2458", "place_in_text": "正文一"},
        {"figures": "审发信息总数", "value": "2,458", "place_in_text": "正文二"},
        {"figures": "审发信息总数", "value": "2548", "place_in_text": "附件一"},
        {"figures": "审发信息总数", "value": "9", "place_in_text": "附件二", "window": "排名"},
    ]
    found = [item for item in check(rows, publication(make_table)) if "另一处" in item["computed"]]
    assert [(item["verdict"], item["stated"], item["computed"], item["difference"]) for item in found] == [
        ("矛盾", "2548", "另一处写 2458", "90")
    ]


@pytest.mark.parametrize(("extra", "verdict", "difference"), [([], "一致", "0"), (["甲", "甲"], "存疑", "2")])
def test_a_list_of_accounts_names_each_once(check, make_table, extra, verdict, difference):
    rows = [
        {"unit": "县公安局", "account_name": name, "platform": "微信", "problem": f"问题{at}"}
        for at, name in enumerate(["甲", "乙", *extra])
    ]
    found = next(item for item in check([], {"account_problems": make_table("account_problems", rows)}))
    assert (found["identity"], found["verdict"], found["difference"]) == (9, verdict, difference)
    assert found["stated"] == f"清单 {len(rows)} 行"
    assert found["computed"] == "去重后 2 个账号"
    assert ("重复出现：甲（第 2,4-5 行）" in found["cause"]) == bool(extra)
