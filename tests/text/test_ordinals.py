"""Items out of order, missing and doubled; lists that begin again, go on later or are only referred to."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bounds import assert_within_bounds
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.documents.passages import Passage
from govlib.text.chinese_numbers import write_ordinal
from govlib.text.document import Document, make_document
from govlib.text.rules import ordinals

find = ordinals.prepare(SimpleNamespace())


def doubts(text: str, *, suspected: bool = False) -> list[tuple[int, str, str]]:
    document = make_document(text)
    found = [doubt for doubt in find(document) if suspected or doubt.severity != "疑似"]
    return [(one.passage, document.passages[one.passage].text[one.start : one.end], one.right) for one in found]


WRONG = [
    ("一、甲\n二、乙\n四、丁", [(2, "四、", "")]),
    ("一、甲\n三、丙\n四、丁", [(1, "三、", "")]),
    ("一、甲\n二、乙\n二、丙\n三、丁", [(2, "二、", "")]),
    ("一、甲\n二、乙\n二、丙\n四、丁", [(2, "二、", "三、")]),
    ("一、甲\n二、乙\n四、丙\n四、丁", [(2, "四、", "三、")]),
    ("一、甲\n三、乙\n二、丙\n四、丁", [(1, "三、", "")]),
    ("一、甲\n二、乙\n三、丙\n二、丁", [(3, "二、", "")]),
    ("（一）甲\n（三）乙", [(1, "（三）", "")]),
    ("(一)甲\n(二)乙\n(二)丙", [(2, "(二)", "")]),
    ("1.甲\n2.乙\n2.丙", [(2, "2.", "")]),
    ("1、甲\n2、乙\n4、丙", [(2, "4、", "")]),
    ("１．甲\n２．乙\n５．丙\n４．丁", [(2, "５．", "３．")]),
    ("（1）甲\n（2）乙\n（4）丙", [(2, "（4）", "")]),
    ("1）甲\n2）乙\n4）丙", [(2, "4）", "")]),
    ("①甲\n②乙\n④丙", [(2, "④", "")]),
    ("第一条 甲\n第二条 乙\n第四条 丙", [(2, "第四条", "")]),
    ("第一章 甲\n第一条 甲\n第二章 乙\n第二条 乙\n第四章 丙\n第三条 丙", [(4, "第四章", "")]),
    ("一、甲\n（一）子\n（二）丑\n二、乙\n（一）寅\n（三）卯", [(5, "（三）", "")]),
    ("一、甲\n（一）子\n1.丑\n2.寅\n（二）卯\n1.辰\n3.巳\n三、乙", [(6, "3.", ""), (7, "三、", "")]),
    ("一是甲；二是乙；四是丁。", [(0, "四是", "")]),
    ("一是甲；三是丁。", [(0, "三是", "")]),
    ("一是甲，二是乙，二是丙，三是丁。", [(0, "二是", "")]),
    ("一要甲；二要乙；二要丙；四要丁。", [(0, "二要", "三要")]),
    ("要求：第一，甲；第二，乙；第四，丁。", [(0, "第四，", "")]),
    ("包括：①甲②乙④丁", [(0, "④", "")]),
    ("情形：（一）甲；（二）乙；（四）丁。", [(0, "（四）", "")]),
    ("附件：1.统计表 2.名单 4.清单", [(0, "4.", "")]),
    ("附件：1.统计表\n　　　2.名单\n　　　2.清单", [(2, "2.", "")]),
    ("一是甲。\n二是乙。\n四是丙。", [(2, "四是", "")]),
    ("二十八、甲\n二十九、乙\n三十、丙\n三十一、丁\n三十三、戊", [(4, "三十三、", "")]),
]

RIGHT = [
    "",
    "一、甲\n二、乙\n三、丙\n四、丁",
    "一、甲\n（一）子\n（二）丑\n二、乙\n（一）寅\n（二）卯",
    "一、甲\n1.子\n2.丑\n二、乙\n1.寅\n2.卯\n3.辰",
    "1.甲\n2.乙\n1.子\n2.丑\n3.寅\n3.丙\n4.丁",
    "一、甲\n二、乙\n附件1\n一、子\n二、丑\n附件2\n一、寅\n二、卯",
    "附件：1.统计表 2.名单 3.清单",
    "附件：1.统计表\n　　　2.名单\n1.甲\n2.乙\n3.丙",
    "依照本条例第十条第（一）项、第（三）项的规定处理。",
    "违反第八条（一）、（三）项规定的",
    "2024. 5. 1\n2024. 5. 7",
    "1.5万元\n3.5万元\n4.2万元",
    "3月10日至5月29日，第1季度和第4季度",
    "第三条规定的情形\n第七条的规定",
    "第三条　甲\n第九条　乙",
    "二、乙\n四、丁",
    "（二）乙\n（五）丁",
    "一、二年级学生\n三、四年级学生",
    "第一、二、四季度",
    "第一产业；第二产业；第三产业",
    "一是甲；二是乙；三是丙。一是子；二是丑。",
    "一是甲；二要乙；三是丙。",
    "一方面……另一方面……",
    "1）甲；2）乙；3）丙",
    "十、甲\n十一、乙\n十二、丙",
    "第九十九条 甲\n第一百条 乙\n第一百零一条 丙",
    "第一章 甲\n第一条 甲\n第二条 乙\n第二章 乙\n第三条 丙\n第四条 丁",
    "一、甲\n“一、子\n“三、丑\n二、乙",
    "1. 甲\n2. 乙\n3.1 子\n3. 丙",
    "见图1、图3、表5",
    "一、甲（一）子（二）丑\n（三）寅\n二、乙（一）卯\n（二）辰",
    "0839-5220000\n120.5公里",
    "A1. 甲\nA3. 乙",
    "IP为1.2.3.4",
]

SUSPECTED = [
    "3.甲\n4.乙\n6.丙",
    "情形：（一）甲；（三）丁。",
    "一、甲\n九、乙",
    "1.甲\n2.乙\n3.丙\n2.丁",
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_a_number_that_does_not_follow_is_found(text: str, expected: list[tuple[int, str, str]]):
    assert doubts(text) == expected


@pytest.mark.parametrize("text", RIGHT)
def test_right_numbers_are_silent(text: str):
    assert doubts(text, suspected=True) == []


@pytest.mark.parametrize("text", SUSPECTED)
def test_what_may_be_no_list_is_only_suspected(text: str):
    assert doubts(text) == []
    assert len(doubts(text, suspected=True)) == 1


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("一、甲\n二、乙\n四、丁", "缺“三、”，“二、”后直接是“四、”"),
        ("一、甲\n二、乙\n五、丁", "缺“三、”至“四、”，“二、”后直接是“五、”"),
        ("1.甲\n2.乙\n2.丙", "“2.”重复，上一个也是“2.”"),
        ("一、甲\n三、乙\n二、丙\n四、丁", "“三、”和“二、”顺序颠倒"),
        ("一、甲\n二、乙\n二、丙\n四、丁", "前面是“二、”，后面是“四、”"),
        ("①甲②乙③丙②丁", "“②”排在“③”后面"),
    ],
)
def test_a_doubt_says_what_contradicts_what(text: str, note: str):
    assert [doubt.note for doubt in find(make_document(text))] == [note]


def test_each_column_of_cells_has_its_own_numbers():
    cells = [("名录!A1", "1.甲"), ("名录!B1", "1.子"), ("名录!A2", "2.乙"), ("名录!B2", "2.丑"), ("名录!A3", "4.丙")]
    document = Document("f", tuple(Passage(place, text) for place, text in cells))
    assert [doubt.passage for doubt in find(document)] == [4]


def test_a_collection_of_passages_is_no_document():
    shuffled = "一七三五二八四九六"
    text = "\n".join(f"（{number}）甲\n第{number}条 乙" for number in shuffled * 3)
    assert doubts(text) == []
    assert len(doubts(text, suspected=True)) > 5


FORMS = ["{}、", "（{}）", "{}是"]


@given(st.integers(3, 30), st.integers(1, 28), st.sampled_from(FORMS))
def test_one_item_taken_out_of_a_list_is_found_where_the_gap_is(count: int, gone: int, form: str):
    gone = gone % (count - 2) + 1
    lines = [form.format(write_ordinal(number, "一")) + "内容" for number in range(1, count + 1)]
    assert doubts("\n".join(lines), suspected=True) == []
    label = form.format(write_ordinal(gone + 2, "一"))
    del lines[gone]
    assert doubts("\n".join(lines)) == [(gone, label, "")]


@settings(max_examples=200)
@given(st.text("一二三四十1234.、（）()①③是要第条章，。；：附件 \n", max_size=80))
def test_any_text_is_judged_within_its_bounds_and_without_overlap(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))


@pytest.mark.parametrize(
    "text", ["一、" * 200_000, "。1." * 200_000, "①" * 200_000, "（一）" * 200_000, "1.\n2.\n" * 50_000, "十" * 500_000]
)
def test_a_megabyte_of_numbers_ends(text: str):
    document = make_document(text)
    assert_within_bounds(document, find(document))
