"""Lengths of time against the dates beside them, by days and by working days."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from date_cases import list_doubts, make_ready, read

from govlib.errors import DeclarationError
from govlib.text.document import make_document
from govlib.text.rules import publicity

find = make_ready(publicity)

# in June 2024 the 8th, 9th and 10th (端午节) were free; the 3rd was a Monday
WRONG = [
    ("10月1日（星期三）至8日（星期三）放假调休，共7天。|某某局|2025年9月24日", "7天"),
    ("公示期7个工作日（2024年6月3日至6月7日）", "7个工作日"),
    ("公示时间：2024年6月3日至6月11日（7个工作日）", "7个工作日"),
    ("公示时间：2024年6月3日至6月7日，共7个工作日。", "7个工作日"),
    ("公示时间为5个工作日，自2024年6月7日至6月11日。", "5个工作日"),
    ("公示期限：自2024年6月3日起至2024年6月7日止（3个工作日）", "3个工作日"),
    ("公示期为五个工作日（2024年6月3日至6月14日）", "五个工作日"),
    ("公示期为7天：2024年6月3日至6月7日", "7天"),
    ("公示期为7天，从2024年6月3日至6月5日。", "7天"),
    ("公示时间：2024.6.3-2024.6.7（7天）", "7天"),
    ("国庆节：10月1日至7日放假调休，共8天。", "8天"),
    ("公示期不少于5个工作日（2024年6月3日至6月5日）", "5个工作日"),
    ("公示期：2027年6月1日至6月4日，共5个工作日", "5个工作日"),
    ("公示期7个工作日（6月3日至6月7日）。|某某局|2024年6月2日", "7个工作日"),
    ("征求意见时间为30日（2024年6月1日至6月15日）", "30日"),
]

RIGHT = [
    "10月1日（星期三）至8日（星期三）放假调休，共8天。|某某局|2025年9月24日",
    "公示期5个工作日（2024年6月3日至6月7日）",
    "公示期4个工作日（2024年6月3日至6月7日）",
    "公示时间：2024年6月3日至6月11日（6个工作日）",
    "公示时间：2024年6月3日至6月7日，共5个工作日",
    "公示期为7天，从2024年6月3日至6月9日",
    "公示期为7天，从2024年6月3日至6月10日",
    "公示期5天：2024年6月3日—6月7日",
    "公示期七天（2024年6月3日-6月9日）",
    "公示时间：5个工作日，从2024年6月3日至6月7日",
    "春节：2月10日至17日放假调休，共8天。",
    "公示期不少于5个工作日（2024年6月3日至6月14日）",
    "公示期不超过10天（2024年6月3日至6月7日）",
    "自公示之日起5个工作日内提出异议，2024年6月3日至6月7日受理。",
    "2024年6月3日至6月7日，5日后公布结果。",
    "2024年6月3日至6月7日，每日9:00开放。",
    "2024年6月3日至6月7日，第3天休息。",
    "2024年6月3日至6月7日，逾期3天不办。",
    "公示期5个工作日（6月3日至6月10日）。",
    "2024年6月3日至6月7日是工作日",
    "公示期满5个工作日后，2024年6月3日发布。",
    "提前3天通知，2024年6月3日至6月7日培训。",
    "2024年1月1日至12月31日（365天）",
    "2024年1月1日至12月31日（366天）",
]

DOUBTFUL = [
    "公示期5个工作日（2027年6月1日至6月10日）",
    "2024年6月3日至2024年6月9日，为期5天",
    "2月20日至3月5日，共10天",
]


@pytest.mark.parametrize(("text", "wrong"), WRONG)
def test_a_length_that_is_not_that_of_the_dates_is_found(text: str, wrong: str):
    assert [found for found, _ in list_doubts(find, read(text))] == [wrong]


@pytest.mark.parametrize("text", RIGHT)
def test_a_length_that_fits_in_either_way_of_counting_is_none(text: str):
    assert list(find(read(text))) == []


@pytest.mark.parametrize("text", DOUBTFUL)
def test_what_rests_on_an_unknown_calendar_or_reading_is_doubtful(text: str):
    assert list_doubts(find, read(text)) == []
    assert len(list_doubts(find, read(text), suspected=True)) == 1


def test_the_note_has_both_numbers():
    (one,) = find(read("公示期7个工作日（2024年6月3日至6月7日）"))
    assert one.note == "6月3日至6月7日是5个工作日，写的是7个"


def test_rest_days_of_a_place_count(tmp_path: Path):
    (tmp_path / "calendar").mkdir()
    days = "years:\n- {year: 2024, source: {act: 通知, part: 一, seen: full}, holidays: [2024-06-05]}\n"
    (tmp_path / "calendar" / "节日.yaml").write_text(days, encoding="utf-8")
    document = make_document("公示期1个工作日（2024年6月3日至6月5日）")
    for names, expected in (((), 1), (("节日",), 0)):
        local = publicity.prepare(SimpleNamespace(params=tmp_path, place=SimpleNamespace(calendar=names)))
        assert len(list(local(document))) == expected


def test_faults_of_calendars_are_told(tmp_path: Path):
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "节日.yaml").write_text("years: 没有\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match="节日"):
        publicity.prepare(SimpleNamespace(params=tmp_path, place=None))
