"""Scanning: what wins, where it stands, pieces and whole, both engines, hostile text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.text.finder import ENGINES
from govlib.text.hits import Hit
from govlib.text.lexicon import Lexicon, build_lexicon
from govlib.text.scan import scan_pieces, scan_text


def entry(wrong: str, right: str = "对的", *exceptions: str) -> LexiconEntry:
    return LexiconEntry(wrong, right, "同音", "一般", exceptions, "词典", file="f.csv", row=2)


ENTRIES = (
    entry("布署", "部署", "公布署名"),
    entry("截止目前", "截至目前"),
    entry("截止目前为止", "截至目前"),
    entry("帐户", "账户"),
)


@pytest.fixture(params=ENGINES)
def lexicon(request: pytest.FixtureRequest) -> Lexicon:
    return build_lexicon(ENTRIES, engine=request.param)


def places(hits: list[Hit]) -> list[tuple[int, int, str]]:
    return [(hit.start, hit.end, hit.wrong) for hit in hits]


def test_a_hit_says_where_it_stands_and_what_is_right(lexicon: Lexicon):
    text = "各单位：\n会议作了布署。请认真落实。"
    (hit,) = scan_text(text, lexicon)
    assert text[hit.start : hit.end] == hit.wrong == "布署"
    assert (hit.start, hit.right, hit.kind, hit.severity, hit.basis) == (9, "部署", "同音", "一般", "词典")
    assert (hit.sentence, hit.source, hit.status) == ("会议作了布署。", "f.csv 第 2 行", "命中")
    assert hit.context == "各单位： 会议作了【布署】。请认真落实。"


def test_the_longer_wording_wins(lexicon: Lexicon):
    assert places(scan_text("截止目前为止", lexicon)) == [(0, 6, "截止目前为止")]


def test_an_exception_wins_over_the_error_inside_it_and_over_no_other(lexicon: Lexicon):
    assert places(scan_text("公布署名文章，作出布署", lexicon)) == [(9, 11, "布署")]


def test_an_error_that_begins_inside_an_exception_and_leaves_it_is_found():
    lexicon = build_lexicon([entry("布署", "部署", "公布署名"), entry("名子", "名字")])
    assert places(scan_text("公布署名子", lexicon)) == [(3, 5, "名子")]


def test_a_text_without_errors_has_no_hits(lexicon: Lexicon):
    assert scan_text("", lexicon) == []
    assert scan_text("截至目前，账户已部署。", lexicon) == []


def test_an_empty_lexicon_finds_nothing():
    assert scan_text("布署", build_lexicon([])) == []


@pytest.mark.parametrize(
    "text",
    [
        "文昌镇将“截至目前”错写为“截止目前”，已改正。",
        "县民政局将“部署”误写为“布署”。",
        "将“部署”错误表述为“布署”；",
        "将“账户”写成“帐户”。",
        "“布署”应为“部署”。",
        "“帐户”一词应改为“账户”。",
        "错别字有“截止目前”“布署”。",
        "将“截至目前”“部署”错写为“截止目前”“布署”。",
        "布署（应为部署）",
        "布署→部署",
        "部署→布署",
        "将'部署'错写成'布署'",
        "错误表述：“布署”",
    ],
)
def test_an_error_that_is_quoted_as_one_is_a_quotation(lexicon: Lexicon, text: str):
    hits = scan_text(text, lexicon)
    assert hits
    assert {hit.status for hit in hits} == {"引用"}


@pytest.mark.parametrize(
    "text",
    [
        "印发《关于布署防汛工作的通知》。",
        "会议以“布署”为题。",
        "将“站位”错写为“战位”，并布署整改。",
        "截止目前，共整改错写为“战位”的信息3条。",
        "错别字较多。县政府作了“布署”",
        "（布署）",
        "流程：布署→检查→通报",
        "流程：受理→布署",
        "将“站位”错写为“战位”，并布署“三防”工作。",
    ],
)
def test_an_error_that_merely_stands_in_marks_is_a_hit(lexicon: Lexicon, text: str):
    assert [hit.status for hit in scan_text(text, lexicon)] == ["命中"]


SIGNS = "布署公名截止目前为帐户。“”错写应\n\u200b\x00\ud800a\U00020000"
TEXTS = st.text(alphabet=SIGNS, max_size=60)


def naive(text: str, entries: tuple[LexiconEntry, ...]) -> list[tuple[int, int, str]]:
    """The definition, letter by letter: occurrences in no exception, leftmost and longest, none overlapping."""

    def find(pattern: str) -> list[tuple[int, int]]:
        return [(at, at + len(pattern)) for at in range(len(text)) if text.startswith(pattern, at)]

    right = [span for one in entries for exception in one.exceptions for span in find(exception)]
    wrong = [(start, end, one.wrong) for one in entries for start, end in find(one.wrong)]
    wrong = [hit for hit in wrong if not any(start <= hit[0] and hit[1] <= end for start, end in right)]
    kept: list[tuple[int, int, str]] = []
    for hit in sorted(wrong, key=lambda one: (one[0], -one[1])):
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept


@st.composite
def lexicons(draw: st.DrawFn) -> tuple[LexiconEntry, ...]:
    words = draw(st.lists(st.text(alphabet="布署公名", min_size=2, max_size=4), unique=True, max_size=5))
    around = st.text(alphabet="布署公名", max_size=2)
    made = []
    for word in words:
        texts = {draw(around) + word + draw(around) for _ in range(draw(st.integers(0, 2)))} - set(words)
        made.append(entry(word, "对的", *sorted(texts)))
    return tuple(made)


@given(entries=lexicons(), text=st.text(alphabet="布署公名", max_size=30))
@settings(deadline=None)
def test_both_engines_find_what_the_definition_says(entries: tuple[LexiconEntry, ...], text: str):
    for engine in ENGINES:
        assert places(scan_text(text, build_lexicon(entries, engine=engine))) == naive(text, entries)


@given(text=TEXTS)
@settings(deadline=None)
def test_positions_slice_back_and_hits_never_overlap(text: str):
    hits = scan_text(text, build_lexicon(ENTRIES))
    assert [text[hit.start : hit.end] for hit in hits] == [hit.wrong for hit in hits]
    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert all(hit.wrong in hit.sentence for hit in hits)


@given(data=st.data(), filler=st.integers(0, 3000))
@settings(deadline=None, max_examples=60)
def test_pieces_give_what_the_whole_gives(data: st.DataObject, filler: int):
    parts = data.draw(st.lists(TEXTS, max_size=6))
    text = ("无关文字" * filler).join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[start:end] for start, end in pairwise([0, *cuts, len(text)])]
    lexicon = build_lexicon(ENTRIES)
    assert list(scan_pieces(pieces, lexicon)) == scan_text(text, lexicon)


def test_pieces_of_one_character_give_what_the_whole_gives():
    text = ("公布署名，截止目前为止已布署。将“部署”错写为“布署”。" + "空" * 700) * 20
    lexicon = build_lexicon(ENTRIES)
    assert list(scan_pieces(text, lexicon)) == scan_text(text, lexicon)
    assert len(scan_text(text, lexicon)) == 60


def test_an_exception_cut_by_what_is_no_longer_held_still_wins():
    pieces = ["公布署名" * 1249] * 12
    assert list(scan_pieces((piece + "公" for piece in pieces), build_lexicon(ENTRIES))) == []


@pytest.mark.parametrize(
    "text",
    [
        "布" * 1_000_000,
        "布署" * 200_000,
        "“" * 500_000 + "布署",
        "错写为“" * 100_000 + "布署" + "”、" * 100_000,
        "\x00\u200b\ud800" * 300_000 + "布署",
        "“布署" * 50_000,
        " " * 1_000_000 + "布署（应为" + " " * 1_000_000,
        ("误写为" + '"' * 70 + '。"布署"') * 100,
        ("误写为" + "“”" * 35 + "；“布署”") * 100,
        ("“" * 70 + "布署" + "”一" * 70) * 100,
    ],
    ids=[
        "one sign",
        "all errors",
        "open marks",
        "cues",
        "invisible",
        "never closed",
        "blanks",
        "quotes",
        "pairs",
        "many",
    ],
)
def test_hostile_text_is_scanned_to_its_end(lexicon: Lexicon, text: str):
    hits = scan_text(text, lexicon)
    assert [text[hit.start : hit.end] for hit in hits] == ["布署"] * len(re.findall("布署", text))
    assert all(len(hit.sentence) <= 250 for hit in hits)
