"""Signatures, publication and events: which comes before which."""

from __future__ import annotations

from datetime import date

import pytest
from date_cases import list_doubts, make_ready, read

from govlib.documents.passages import Passage
from govlib.text.document import Document
from govlib.text.rules import date_order
from govlib.text.signed import read_bearing

find = make_ready(date_order)

SIGNED_TOO_EARLY = [
    "6月25日，我局召开了会议。|某某局|2024年6月20日",
    "2024年6月25日，我局召开了会议。|某某局|2024年6月20日",
    "2025年3月1日，全县举行了活动。|某县人民政府|2024年6月20日",
    "6月25日上午，县长主持召开了会议。||某县人民政府办公室||2024年6月20日",
    "6月25日（星期二）上午，我局举办了培训。|某某局|2024年6月20日",
    "截至6月22日，共公开信息3062条。|某某局|2024年6月20日",
    "截至2024年6月22日，全县已建成网站5个。|某某局|2024年6月20日",
    "6月25日，县委书记已完成调研。|某某局|2024年6月20日",
    "6月25日，会议圆满闭幕。|某某局 2024年6月20日",
    "6月25日，我局召开了会议。|某某局|2024年6月20日|附件：1.名单",
    "6月25日，我局召开了会议。|二〇二四年六月二十日",
    "今年6月25日，我局召开了会议。|某某局|2024年6月20日",
]

RIGHT = [
    "6月15日，我局召开了会议。|某某局|2024年6月20日",
    "6月20日，我局召开了会议。|某某局|2024年6月20日",
    "截至6月22日，共公开信息3062条。|某某局|2024年6月26日",
    "12月25日，召开了会议。|某某局|2024年1月5日",
    "本通知自2024年7月1日起施行。|某某局|2024年6月20日",
    "有效期至2029年6月30日，到期自动失效了。|某某局|2024年6月20日",
    "定于6月25日召开会议。|某某局|2024年6月20日",
    "拟于2024年7月3日举办了解政策的活动。|某某局|2024年6月20日",
    "6月25日，将召开会议，届时请了解。|某某局|2024年6月20日",
    "请于6月25日前完成了解工作。|某某局|2024年6月20日",
    "6月30日前将落实了的情况报送。|某某局|2024年6月20日",
    "计划2024年10月1日完成，投资了3亿元。|某某局|2024年6月20日",
    "公示时间：2024年6月20日至6月26日。|某某局|2024年6月20日",
    "报名截至6月30日，逾期不予受理。|某某局|2024年6月20日",
    "截至6月30日，应完成80%。|某某局|2024年6月20日",
    "某某局|2024年6月20日|附件|2024年7月1日，召开了会议。",
    "《2025年工作要点》（2025年1月3日印发了）|某某局|2024年6月20日",
    "张三，1975年3月8日出生。|某某局|2024年6月20日",
    "6月25日|某某局|2024年6月20日",
    "去年8月1日，召开了会议。|某某局|2024年6月20日",
    "每年7月1日，都举行了升旗仪式。|某某局|2024年6月20日",
    "2025年3月1日，召开了会议。",
]


@pytest.mark.parametrize("text", SIGNED_TOO_EARLY)
def test_a_signature_before_what_is_said_to_be_done_is_found(text: str):
    document = read(text)
    (one,) = [doubt for doubt in find(document) if doubt.severity != "疑似"]
    assert document.passages[one.passage].text[one.start : one.end] in ("2024年6月20日", "二〇二四年六月二十日")
    assert one.kind == "落款早于所述的事"
    assert "第 1 行" in one.note


@pytest.mark.parametrize("text", RIGHT)
def test_plans_deadlines_effects_and_attachments_are_none(text: str):
    assert list(find(read(text))) == []


def test_an_event_without_a_word_that_it_is_done_is_doubtful():
    document = read("6月25日，我局召开会议。|某某局|2024年6月20日")
    assert list_doubts(find, document) == []
    assert [found for found, _ in list_doubts(find, document, suspected=True)] == ["2024年6月20日"]


def test_several_events_give_one_hit_that_counts_them():
    (one,) = find(read("6月25日，召开了会议。|6月26日，举办了培训。|某某局|2024年6月20日"))
    assert one.note.endswith("等2处")


@pytest.mark.parametrize(
    ("text", "published", "seen", "wrong"),
    [
        ("2025年3月1日，召开了会议。", date(2024, 3, 1), None, "2025年3月1日"),
        ("3月5日，召开了会议。", date(2024, 3, 1), None, "3月5日"),
        ("3月5日，召开了会议。", None, date(2024, 3, 1), "3月5日"),
        ("截至3月31日，共有账号17个。", date(2024, 3, 1), None, "3月31日"),
        ("正文|某局|2024年3月5日", date(2024, 3, 1), None, "2024年3月5日"),
        ("正文|某局|2024年3月5日", None, date(2024, 3, 1), "2024年3月5日"),
        ("发布时间：2024-03-01|正文|某局|2024年3月5日", None, None, "2024年3月5日"),
        ("成文日期：2024年3月5日 发布日期：2024年3月1日|正文", None, None, "2024年3月5日"),
    ],
)
def test_a_day_after_publication_or_after_today_is_found(
    text: str, published: date | None, seen: date | None, wrong: str
):
    assert [found for found, _ in list_doubts(find, read(text, published, seen))] == [wrong]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("正文|某局|2024年3月1日", date(2024, 3, 1)),
        ("正文|某局|2024年3月1日", date(2024, 3, 5)),
        ("3月1日，召开了会议。", date(2024, 3, 1)),
        ("12月1日，召开了会议。", date(2024, 3, 1)),
        ("将于2025年3月1日召开会议。", date(2024, 3, 1)),
        ("发布时间：2024-03-08|正文|某局|2024年3月5日", None),
        ("发布日期：2024-01-23 废止时间：2025-01-23|正文|某局|2024年1月17日", None),
    ],
)
def test_publication_on_or_after_the_day_is_none(text: str, published: date | None):
    assert list(find(read(text, published))) == []


def test_a_document_printed_before_it_was_signed_is_found():
    text = "正文。|某县人民政府办公室|2024年6月26日|抄送：县档案馆。|某县人民政府办公室 2024年6月{}日印发"
    assert list_doubts(find, read(text.format(25))) == [("2024年6月25日", "")]
    assert list(find(read(text.format(26)))) == []
    assert list(find(read(text.format(27)))) == []


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("请于6月4日前报县政府督查室。", 1),
        ("请于6月3日前将名单报办公室。", 1),
        ("请于6月5日前报县政府督查室。", 0),
        ("要求于6月3日前报送，3个单位未报送。", 0),
        ("各单位于6月3日前已完成整改。", 0),
        ("各单位于6月3日前完成了整改。", 0),
    ],
)
def test_a_deadline_not_after_the_document_is_doubtful(asked: str, count: int):
    document = read(f"{asked}|某县人民政府办公室|2024年6月4日")
    assert list_doubts(find, document) == []
    assert len(list_doubts(find, document, suspected=True)) == count


def test_each_of_two_signatures_stands_for_what_is_above_it():
    text = "6月1日，召开了会议。|某某局|2024年6月5日|6月20日，举办了培训。|某某厅|2024年6月25日"
    assert list(find(read(text))) == []
    assert [one.day.day for one in read_bearing(read(text)).signatures] == [5, 25]


def test_dates_of_a_table_are_no_signatures():
    rows = "".join(f"县教育局|2024年6月{day}日|" for day in range(1, 6))
    assert read_bearing(read(f"6月25日，召开了会议。|{rows}")).signatures == ()
    cells = (Passage("名录!A1", "县教育局"), Passage("名录!B1", "2024年6月3日"))
    assert read_bearing(Document("", cells)).signatures == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("正文。|某县人民政府办公室|2024年6月26日", date(2024, 6, 26)),
        ("正文。|某县人民政府办公室  2024年6月26日", date(2024, 6, 26)),
        ("正文。||2023年3月15日印发", date(2023, 3, 15)),
        ("正文。|二〇二四年六月二十六日", date(2024, 6, 26)),
        ("正文。|某县人民政府办公室|2024年6月26日|附件1|统计表|名单|1|2", date(2024, 6, 26)),
    ],
)
def test_a_signature_is_a_date_alone_below_an_office_or_at_the_end(text: str, expected: date):
    (one,) = read_bearing(read(text)).signatures
    assert one.day == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024年6月26日|正文。|第二段。|第三段。|第四段。",
        "标题|2024年6月26日|正文。|第二段。|第三段。|第四段。",
        "正文。|6月26日",
        "正文。|会议于2024年6月26日召开。",
        "",
    ],
)
def test_other_dates_are_no_signature(text: str):
    assert read_bearing(read(text)).signatures == ()
