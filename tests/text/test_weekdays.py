"""Weekdays beside dates: wrong, right, and right of another year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from date_cases import list_doubts, make_ready, read
from hypothesis import given
from hypothesis import strategies as st

from govlib.text.document import make_document
from govlib.text.rules import date_order, date_ranges, dates, publicity, weekdays

find = make_ready(weekdays)

# the 22nd of June 2024 is a Saturday
WRONG = [
    ("2025年9月24日（农历八月初三，星期四）", [("星期四", "星期三")]),
    ("2024年6月22日（星期五）", [("星期五", "星期六")]),
    ("2024年6月22日(星期五)上午", [("星期五", "星期六")]),
    ("2024年6月22日（周五）", [("周五", "周六")]),
    ("2024年6月22日（礼拜天）", [("礼拜天", "礼拜六")]),
    ("2024年6月22日，星期五", [("星期五", "星期六")]),
    ("2024年6月22日星期五", [("星期五", "星期六")]),
    ("2024年6月22日 星期五 9:00", [("星期五", "星期六")]),
    ("2024年6月22日周五上午", [("周五", "周六")]),
    ("2024年6月22日（星期五 上午9:00）", [("星期五", "星期六")]),
    ("2024-06-22 星期五", [("星期五", "星期六")]),
    ("二〇二四年六月二十二日（星期五）", [("星期五", "星期六")]),
    ("星期五（2024年6月22日）", [("星期五", "星期六")]),
    ("2024年6月21日（星期五）至6月23日（星期六）", [("星期六", "星期日")]),
    ("2024年6月3日—7日（周一至周四）", [("周四", "周五")]),
    ("定于6月22日（星期五）上午召开。|某某局|2024年6月18日", [("星期五", "星期六")]),
    ("今年6月22日（星期五）上午召开。|某某局|2024年6月18日", [("星期五", "星期六")]),
    ("2024年6月20日通知，6月22日（星期二）召开。", [("星期二", "星期六")]),
]

RIGHT = [
    "2025年9月24日（农历八月初三，星期三）",
    "2025年1月25日（腊月廿六，星期六）至2月4日（正月初七 星期二）",
    "2024年6月22日（星期六）",
    "2024年6月23日（星期日）",
    "2024年6月23日（星期天）",
    "2024年6月23日（周日）",
    "6月22日（星期五）",
    "2024年6月21日（星期五）至6月22日（星期六）",
    "2024年6月3日—7日（周一至周五）",
    "2024年6月22日（星期六、星期日）",
    "2024年6月22日，星期五以前的材料",
    "2024年6月22日周一鸣同志",
    "2024年6月22日周五福副县长",
    "2024年6月22日周报",
    "2024年2月30日（星期五）",
    "每周五（2024年6月22日起）",
    "定于1月5日（星期五）召开。|某局|2023年12月20日",
    "2023年12月20日印发，1月5日（星期五）召开。",
    "关于2025年放假的通知|10月1日（周三）至8日（周三）放假调休。|某办公室|2024年11月12日",
    "四、劳动节：4月28日（星期日）上班。|某办公室|2023年10月25日",
    "星期五",
    "周一至周五，2024年6月22日",
    "去年6月22日（星期四）召开。|某某局|2024年6月18日",
]


HOLIDAYS = """国务院办公厅关于2024年部分节假日安排的通知
春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。
清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
国务院办公厅
2023年10月25日"""


def test_a_notice_of_next_years_holidays_is_right_in_every_date():
    document = make_document(HOLIDAYS)
    for rule in (dates, weekdays, publicity, date_ranges, date_order):
        assert list(make_ready(rule)(document)) == []


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_a_weekday_that_is_not_that_of_its_date_is_found(text: str, expected: list[tuple[str, str]]):
    assert list_doubts(find, read(text)) == expected


@pytest.mark.parametrize("text", RIGHT)
def test_a_weekday_that_may_be_right_is_none(text: str):
    assert list(find(read(text))) == []


def test_far_from_the_documents_own_date_it_is_doubtful():
    document = read("定于1月10日（星期二）召开。|某局|2024年6月18日")
    assert list_doubts(find, document) == []
    assert list_doubts(find, read("定于1月10日（星期六）召开。|某局|2024年6月18日"), suspected=True) == [
        ("星期六", "星期三")
    ]


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2050, 12, 31)), st.integers(0, 6))
def test_each_date_has_one_right_weekday(day: date, weekday: int):
    name = "一二三四五六日"[weekday]
    found = list_doubts(find, read(f"{day.year}年{day.month}月{day.day}日（星期{name}）召开"))
    assert (found == []) == (day.weekday() == weekday)
    monday = day - timedelta(days=day.weekday())
    assert list(find(read(f"{monday.year}年{monday.month}月{monday.day}日（星期一）"))) == []


def test_a_line_full_of_wrong_weekdays_takes_no_longer_for_each():
    text = "2024年6月22日（星期五），" * 20_000
    assert len(list(find(read(text)))) == 20_000
