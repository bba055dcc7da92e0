"""Whatever stands in the table of stated numbers: every row is answered, none stops the others."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "", "0", "3062", "3,062", "1e300", "-5", "97.7%", "０.5％", "三千", "百分之五", "约30", "45", "44", "1/0",
        "%", "NaN", "inf", "2024-06-22", "6月31日", "99999999999999999999",
    ]
)  # fmt: skip
LABELS = st.sampled_from(
    [
        "", "报送信息总数", "审发率", "审发信息总数·甲镇", "错情数", "数据截止日", "整改期限", "没有这个", "·",
        "；", "审发率；错情数",
        "报送信息总数；审发信息总数", "检查政府网站", "合格政府网站",
    ]
)  # fmt: skip
ROW = st.fixed_dictionaries(
    {
        "statement_kind": st.sampled_from(["数字", "百分比", "增长率", "日期", "点名", "表扬", "断言"]),
        "figures": LABELS,
        "value": st.one_of(WORDS, st.text(max_size=8)),
        "numerator": WORDS,
        "denominator": WORDS,
        "unit_of_measure": st.sampled_from(["", "条", "家", "万条", "%", "百分点"]),
        "window": st.sampled_from(["", "检查", "排名", "别的"]),
        "names": st.sampled_from(["", "甲镇", "甲镇、乙镇、甲镇", "不知道"]),
    }
)


@settings(deadline=None, max_examples=150)
@given(st.lists(ROW, min_size=1, max_size=5))
def test_every_statement_gets_an_answer_with_a_reason_where_it_is_not_right(check, make_table, rows):
    publication = make_table(
        "publication", [{"unit": "甲镇", "submitted_count": 45, "published_count": 44, "error_count": 0}]
    )
    found = check(rows, {"publication": publication})
    for at in range(1, len(rows) + 1):
        mine = [item for item in found if item["subject"].startswith(f"陈述{at}")]
        assert mine
    assert {item["verdict"] for item in found} <= {"矛盾", "存疑", "一致", "不可核"}
    assert all(item["cause"] for item in found if item["verdict"] != "一致")
