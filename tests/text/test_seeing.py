"""Words hidden by invisible characters, blanks or line ends are found; spans are those of the text as written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.documents.passages import Passage
from govlib.text.check import Checker, check_document, open_checker
from govlib.text.document import Document
from govlib.text.seeing import see_document, see_over_gaps, see_text

PARAMS = Path(__file__).resolve().parents[2] / "params"
UNSEEN = "\u00ad\u200b\u200d\u2060\ufeff\u202e\x00"


@pytest.fixture(scope="module")
def checker() -> Checker:
    return open_checker(PARAMS)


def document(*texts: str) -> Document:
    return Document("a.txt", tuple(Passage(f"第 {number} 行", text) for number, text in enumerate(texts, 1)))


def found(checker: Checker, text: str) -> list[str]:
    hits = check_document(document(text), checker)
    assert all(hit.wrong == text[hit.start : hit.end] for hit in hits)
    return [hit.wrong for hit in hits]


@pytest.mark.parametrize("between", [*UNSEEN, "\u200b\u200b", " ", "\u3000", "\u00a0", "\n", "\t", " \u200b ", "\r\n"])
def test_a_word_is_found_whatever_hides_in_it(checker: Checker, between: str):
    assert found(checker, f"会议布{between}署工作。") == [f"布{between}署"]


@pytest.mark.parametrize(
    "text",
    ["会议部\u200b署工作。", "会议部 署工作。", "公布 署名文章", "公布\n署名文章", "布，署", "布" + " " * 9 + "署"],
)
def test_right_words_and_words_far_apart_are_not_accused(checker: Checker, text: str):
    assert found(checker, text) == []


def test_only_words_are_read_over_blanks_not_doubled_ones(checker: Checker):
    assert found(checker, "姓名 张三 三\n是 是 否 工作 工作") == []


def test_what_is_hidden_at_the_edge_of_a_word_is_not_taken_in(checker: Checker):
    assert found(checker, "会议\u200b布署\u200b工作\u200b。") == ["布署"]


def test_a_number_with_something_hidden_in_it_is_still_masked(checker: Checker):
    (hit,) = check_document(document("会议布署，联系电话138\u200b0013\u200b8000。"), checker)
    assert not any(sign.isdigit() for sign in hit.sentence + hit.before + hit.after)


def test_a_quotation_with_something_hidden_in_it_is_one_still(checker: Checker):
    (hit,) = check_document(document("将“部署”错写为“布\u200b署”。"), checker)
    assert hit.status == "引用"


@given(st.text(alphabet="布署工作a1。" + UNSEEN, max_size=40))
def test_every_span_of_what_is_seen_is_the_same_text_in_what_is_written(text: str):
    seen = see_text(text)
    assert (seen is None) == (not any(sign in UNSEEN for sign in text))
    if seen is None:
        return
    assert seen.restore(seen.text) == text
    for start in range(len(seen.text)):
        for end in range(start + 1, len(seen.text) + 1):
            first, last = seen.locate(start, end)
            written = text[first:last]
            assert written[0] not in UNSEEN
            assert written[-1] not in UNSEEN
            assert "".join(sign for sign in written if sign not in UNSEEN) == seen.text[start:end]


def test_what_has_nothing_hidden_is_not_copied():
    plain = document("会议部署", "第二行")
    assert see_document(plain).document is plain
    assert see_over_gaps(plain) is None
    assert see_over_gaps(document("a b", "1 2", "工作 a")) is None


def test_what_is_written_with_gaps_alone_is_read_over_them():
    seen = see_over_gaps(document("没有", "布 署"))
    assert seen is not None
    assert [passage.text for passage in seen.document.passages] == ["", "布署"]
