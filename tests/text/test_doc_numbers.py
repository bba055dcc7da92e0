"""Document numbers: against the standard, impossible, contradicting each other; and right ones of every kind."""

from __future__ import annotations

from datetime import date

import pytest
from date_cases import list_doubts, make_ready, read

from govlib.text.rules import doc_numbers

find = make_ready(doc_numbers)

WRONG = [
    ("川府发(2024)3号", "(2024)3号", "〔2024〕3号"),
    ("川府发（2024）3号", "（2024）3号", "〔2024〕3号"),
    ("川府发[2024]3号", "[2024]3号", "〔2024〕3号"),
    ("川府发【2024】3号", "【2024】3号", "〔2024〕3号"),
    ("川府发﹝2024﹞3号", "﹝2024﹞3号", "〔2024〕3号"),
    ("川府发〔2024]3号", "〔2024]3号", "〔2024〕3号"),
    ("川发改(2024)13号", "(2024)13号", "〔2024〕13号"),
    ("川府办函（2023） 15 号", "（2023） 15 号", "〔2023〕15号"),
    ("川府发〔2024〕03号", "〔2024〕03号", "〔2024〕3号"),
    ("川府发〔2024〕第3号", "〔2024〕第3号", "〔2024〕3号"),
    ("川府发〔2024年〕3号", "〔2024年〕3号", "〔2024〕3号"),
    ("川府发〔２０２４〕３号", "〔２０２４〕３号", "〔2024〕3号"),
    ("川府发〔二〇二四〕三号", "〔二〇二四〕三号", "〔2024〕3号"),
    ("川府发(2024)第03号", "(2024)第03号", "〔2024〕3号"),
    ("川府发〔2024〕3号号", "〔2024〕3号号", "〔2024〕3号"),
    ("川府发〔20024〕3号", "〔20024〕3号", ""),
    ("川府发〔2204〕3号", "〔2204〕3号", ""),
    ("川府发〔204〕3号", "〔204〕3号", ""),
    ("川府发〔〕3号", "〔〕3号", ""),
    ("川府发〔2024〕号", "〔2024〕号", ""),
    ("（川府发〔2024〕3号川府发〔2024〕3号）", "川府发〔2024〕3号", ""),
    ("川府发〔2024〕3号〔2024〕3号", "〔2024〕3号", ""),
    ("川府发〔2024〕〔2024〕3号", "〔2024〕〔2024〕", "〔2024〕"),
    ("川府发〔〔2024〕〕3号", "〔〔2024〕〕", "〔2024〕"),
    ("川府发〔2025〕3号|某某市人民政府|2024年6月20日", "〔2025〕3号", ""),
]

RIGHT = [
    "川府发〔2024〕3号",
    "石政公开办〔2022〕5 号",
    "〔2023〕69号",
    "国办秘函〔2019〕19号",
    "中国人民银行公告〔2024〕第3号",
    "市政府令〔2024〕第5号",
    "川建罚字〔2024〕第3号",
    "国务院令第711号",
    "商务部公告2024年第3号",
    "（2024）川0182民初123号",
    "（2024）最高法民终12号",
    "公告（2024）3号",
    "合同（2024）3号",
    "根据（2024）第3号",
    "（一）3号楼",
    "川府发〔 〕 号",
    "×府发〔20××〕×号",
    "川府发〔2024〕  号",
    "川府发〔2023〕103号|某某市人民政府|2023年12月31日",
    "川府发〔2024〕10号",
    "川公网安备51082402000042号",
    "蜀ICP备11026878号-2",
    "2024年第3号",
    "川府发〔2024〕3号和川府办发〔2024〕3号",
    "川府发〔2024〕3号规定，依照川府发〔2024〕3号办理。",
    "《意见》（国发〔2021〕3号）和《通知》（国发〔2021〕4号）",
    "《国务院关于印发甲规划的通知》（国发〔2021〕3号）和《甲规划》（国发〔2021〕3号）",
    "《关于开展年度考核工作的通知》（川府发〔2021〕3号）《关于开展年度考核工作的通知》（川府发〔2021〕3号）",
]

DOUBTFUL = [
    ("国办发(1985)49号", "(1985)49号"),
    ("人社部发[2009]66号", "[2009]66号"),
    ("国发12号", "国发12号"),
    ("《国务院关于甲事项的意见》（国发〔2021〕3号）和《国务院关于乙事项的通知》（国发〔2021〕3号）", "国发〔2021〕3号"),
    (
        "《关于开展年度考核工作的通知》（川府发〔2021〕3号）《关于开展年度考核工作的通知》（川府发〔2022〕8号）",
        "川府发〔2022〕8号",
    ),
    ("川府发〔2023〕3号|某某市人民政府|2024年6月20日", "川府发〔2023〕3号"),
]


@pytest.mark.parametrize(("text", "wrong", "right"), WRONG)
def test_a_wrong_document_number_is_found(text: str, wrong: str, right: str):
    assert list_doubts(find, read(text)) == [(wrong, right)]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_number_and_numbers_of_other_kinds_are_none(text: str):
    assert list(find(read(text))) == []


@pytest.mark.parametrize(("text", "wrong"), DOUBTFUL)
def test_older_forms_and_coincidences_are_doubtful(text: str, wrong: str):
    assert list_doubts(find, read(text)) == []
    assert [found for found, _ in list_doubts(find, read(text), suspected=True)] == [wrong]


def test_one_title_with_two_numbers_of_one_office_and_year_is_found():
    title = "《国务院办公厅关于印发政府网站与政务新媒体检查指标的通知》"
    document = read(f"{title}（国办秘函〔2019〕19号）|依照{title}（国办秘函〔2019〕9号）")
    (one,) = find(document)
    assert (one.passage, one.severity, one.kind) == (1, "一般", "文号前后不一")
    assert "国办秘函〔2019〕19号" in one.note


def test_a_title_within_a_title_is_read_whole():
    first = "《国务院关于印发《甲事项实施办法》的通知》（国发〔2021〕3号）"
    assert list(find(read(f"{first}，{first}"))) == []


@pytest.mark.parametrize(
    ("published", "seen", "count"), [(date(2024, 5, 1), None, 1), (None, date(2024, 5, 1), 1), (None, None, 0)]
)
def test_a_year_after_publication_is_impossible(published: date | None, seen: date | None, count: int):
    assert len(list(find(read("川府发〔2025〕3号", published, seen)))) == count
    assert list(find(read("川府发〔2024〕3号", published, seen))) == []


def test_severity_is_that_of_the_standard_or_of_an_error():
    doubts = list(find(read("川府发(2024)3号、川府发〔2204〕3号")))
    assert [one.severity for one in doubts] == ["", "一般"]


@pytest.mark.parametrize("piece", ["〔2024", "(2024)", "〔", "号", "》（国发〔2021〕3号）", "（", "2024号"])
def test_a_long_line_of_parts_of_numbers_is_read(piece: str):
    assert all(one.start < one.end for one in find(read(piece * (100_000 // len(piece)))))
