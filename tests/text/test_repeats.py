"""Words, characters and sentences written twice: slips are found, reduplication and compounds stay silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.catalog.text_rules import TextRule
from govlib.documents.passages import Passage
from govlib.text.document import Document, make_document
from govlib.text.lexicon import build_lexicon
from govlib.text.rules.kit import Kit
from govlib.text.rules.repeats import RULE

SETTING = TextRule(name="重复", says="连写两遍", severity="一般", confidence=0.95, threshold=15)
FIND = RULE.prepare(Kit(Path(), None, SETTING, build_lexicon(())))
SENTENCE = "各单位要高度重视信息公开工作。"


def check(document: Document | str) -> list[tuple[str, str, str]]:
    document = make_document(document) if isinstance(document, str) else document
    return [
        (document.passages[one.passage].text[one.start : one.end], one.right, one.severity) for one in FIND(document)
    ]


SURE = [
    ("县林业局做好值守值守工作", "值守值守", "值守"),
    ("对企业进行进行检查", "进行进行", "进行"),
    ("要认真认真落实要求", "认真认真", "认真"),
    ("全面贯彻落实贯彻落实精神", "贯彻落实贯彻落实", "贯彻落实"),
    ("根据有关规定有关规定执行", "有关规定有关规定", "有关规定"),
    ("进一步进一步加强", "进一步进一步", "进一步"),
    ("负责解危的的具体工作", "的的", "的"),
    ("全县和和各乡镇", "和和", "和"),
    ("各各乡镇，各各部门", "各各", "各"),
    ("做好组织织工作", "组织织", "组织"),
    ("贯彻彻落实", "贯彻彻", "贯彻"),
    ("要贯贯彻落实", "贯贯彻", "贯彻"),
    ("按按照要求", "按按照", "按照"),
    ("有关情况况如下", "情况况", "情况"),
    ("发展农村经济经济，", "经济经济", "经济"),
    ("县政务服务中心政务服务中心办理", "政务服务中心政务服务中心", "政务服务中心"),
    ("组织项目项目。", "项目项目", "项目"),
]


@pytest.mark.parametrize(("text", "wrong", "right"), SURE)
def test_what_stands_twice_by_mistake_is_found(text: str, wrong: str, right: str):
    assert check(text)[0] == (wrong, right, "")


@pytest.mark.parametrize("text", ["负责项目项目的", "项目项目建设", "民政府政府采购", "年度年度报告"])
def test_where_a_longer_word_may_begin_it_is_a_suspicion_at_most(text: str):
    assert [one[2] for one in check(text)] in ([""], ["疑似"])
    assert check("管理项目项目建设") == [("项目项目", "项目", "疑似")]


EMPHASIS = ["要抓得很紧很紧。", "请专家鉴定鉴定。", "满地的庄稼黑绿黑绿的", "从业人员人员", "根据根据地的经验"]


@pytest.mark.parametrize("text", EMPHASIS)
def test_what_is_said_twice_for_emphasis_is_a_suspicion_at_most(text: str):
    assert {one[2] for one in check(text)} <= {"疑似"}


SILENT = [
    "取得了了不起的成绩，不能不了了之",
    "一把把钥匙送到住户手中",
    "是是非非要分清",
    "一项一项抓好落实",
    "一户一户走访，一个一个核对",
    "在在建项目中开展检查",
    "属地的地方",
    "目的的实现，标的的转移",
    "PPP项目项目经理",
    "人人参与，常常检查，天天上报",
    "家家户户、方方面面、实实在在、扎扎实实",
    "研究研究再说，讨论讨论",
    "落实落实再落实",
    "人口较少的村的村民委员会",
    "为了了解情况",
    "全面建设社会主义和谐社会和和平发展",
    "参与与保护",
    "以及及时报告",
    "可以以自己的名义",
    "会同同级财政部门",
    "贯彻彻底，部门门户网站，规划划定，服务务必周到",
    "一切切实可行的办法",
    "农村村民和公路路面",
    "加强组织领导，组织部门",
    "政府信息公开和信息公开",
    "是 是 是",
    "合格合格合格合格",
    "哈哈哈哈",
    "2222，AABB，abab",
    "，，。。——",
    "好好学习，天天向上",
    "等等",
    "县委县政府、市委市政府",
    "谢谢谢谢",
    "各式各样，各级各部门",
    "从从严治党到从从业人员抓起",
    "",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_said_twice_on_purpose_stays_silent(text: str):
    assert check(text) == []


def test_a_compound_beside_its_last_word_is_no_more_than_a_suspicion():
    assert check("开展社会实践实践感悟活动") == [("实践实践", "实践", "疑似")]


def test_the_same_sentence_twice_in_a_row_is_found_once():
    assert check(f"{SENTENCE}{SENTENCE}请遵照执行。") == [(SENTENCE, "", "")]
    assert check(f"{SENTENCE}\n{SENTENCE}\n请遵照执行。") == [(SENTENCE, "", "")]
    assert check(f"  {SENTENCE}\n\n  {SENTENCE}") == [(SENTENCE, "", "")]
    (doubt,) = FIND(make_document(f"{SENTENCE}\n{SENTENCE}"))
    assert (doubt.passage, doubt.start, doubt.end, doubt.kind) == (1, 0, len(SENTENCE), "重复句")


@pytest.mark.parametrize(
    "text",
    [
        f"{SENTENCE}请抓紧。{SENTENCE}",
        "责任单位：各乡镇。责任单位：各乡镇。",
        "县政务服务和大数据管理局\n县政务服务和大数据管理局",
        SENTENCE,
    ],
)
def test_a_sentence_further_on_a_short_one_and_a_heading_may_stand_again(text: str):
    assert check(text) == []


def test_cells_of_a_table_may_hold_the_same_sentence():
    cells = Document("", tuple(Passage(f"名录!C{row}", SENTENCE) for row in range(2, 6)))
    assert check(cells) == []


def test_words_are_not_joined_across_passages():
    assert check("各单位认真\n认真落实") == []


def test_a_repetition_inside_a_repeated_sentence_is_told_where_it_first_stands():
    said = "各单位要认真认真重视信息公开工作。"
    assert check(said * 2) == [(said, "", ""), ("认真认真", "认真", "")]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("的认真落实和在一项，。\n\ud800\u200b A1"), max_size=60))
def test_doubts_slice_back_and_never_overlap(text: str):
    document = make_document(text)
    spans: dict[int, list[tuple[int, int]]] = {}
    for one in FIND(document):
        assert 0 <= one.start < one.end <= len(document.passages[one.passage].text)
        assert not any(one.start < end and start < one.end for start, end in spans.get(one.passage, []))
        spans.setdefault(one.passage, []).append((one.start, one.end))


def test_a_repetition_at_the_edge_of_a_block_is_found_once():
    text = "各" + "甲乙丙丁" * ((1 << 18) - 1) + "要认真认真落实，"
    assert check(text) == [("认真认真", "认真", "")]


def test_a_megabyte_of_one_character_ends():
    assert check("的" * 1_000_000) == []
    assert check("认真" * 500_000) == []
