"""The engine that is used finds what other programs find, whatever the text and the patterns."""

from __future__ import annotations

import random

import ahocorasick
import ahocorasick_rs
import daachorse
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.text import sieve
from govlib.text.finder import build_finder
from govlib.text.lexicon import build_lexicon

SIGNS = "布署公名截止目前\n\x00a\U00020000"
PATTERNS = st.lists(st.text(alphabet="布署公名截止", min_size=2, max_size=6), unique=True, min_size=1, max_size=12)
TEXTS = st.text(alphabet=SIGNS, max_size=80)

Found = list[tuple[int, int, int]]


def by_definition(patterns: list[str], text: str) -> Found:
    return sorted(
        (number, at, at + len(pattern))
        for number, pattern in enumerate(patterns)
        for at in range(len(text))
        if text.startswith(pattern, at)
    )


def by_ahocorasick_rs(patterns: list[str], text: str) -> Found:
    return sorted(ahocorasick_rs.AhoCorasick(patterns).find_matches_as_indexes(text, overlapping=True))


def by_daachorse(patterns: list[str], text: str) -> Found:
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(patterns)
    return sorted((number, start, end) for start, end, number in automaton.find_overlapping(text))


def by_pyahocorasick(patterns: list[str], text: str) -> Found:
    automaton = ahocorasick.Automaton()
    for number, pattern in enumerate(patterns):
        automaton.add_word(pattern, (number, len(pattern)))
    automaton.make_automaton()
    return sorted((number, last + 1 - length, last + 1) for last, (number, length) in automaton.iter(text))


@pytest.fixture(params=["few", "many", "blocks"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which way the sieve takes: candidates looked up one by one or sifted together, in one block or in many."""
    if request.param != "few":
        monkeypatch.setattr(sieve, "_FEW", 0)
    if request.param == "blocks":
        monkeypatch.setattr(sieve, "_BLOCK", 3)
    return str(request.param)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("engine", ["sieve", "plain"])
def test_both_engines_find_what_the_definition_says(engine: str):
    @given(patterns=PATTERNS, text=TEXTS)
    @settings(deadline=None, max_examples=150)
    def check(patterns: list[str], text: str):
        assert sorted(build_finder(patterns, engine=engine).find(text)) == by_definition(patterns, text)

    check()


@pytest.mark.usefixtures("way")
def test_four_programs_agree_on_a_long_text_and_many_patterns():
    rng = random.Random(20261122)  # noqa: S311 - no secret hangs on it
    signs = [chr(0x4E00 + number) for number in range(30)]
    patterns = list(dict.fromkeys("".join(rng.choices(signs, k=rng.randint(2, 5))) for _ in range(800)))
    text = "".join(rng.choices(signs, k=6000))
    found = sorted(build_finder(patterns).find(text))
    assert len(found) > 500
    for other in (by_ahocorasick_rs, by_daachorse, by_pyahocorasick):
        assert found == other(patterns, text)


@pytest.mark.usefixtures("way")
def test_lone_surrogates_and_characters_beyond_the_first_plane_shift_nothing():
    finder = build_finder(["布署", "\U00020000名", "止目前"])
    text = "\ud800布署\U00020000名\udfff" * 40 + "止目前"
    found = sorted(finder.find(text))
    assert [text[start:end] for _, start, end in found] == ["布署"] * 40 + ["\U00020000名"] * 40 + ["止目前"]


def test_a_pattern_at_either_edge_of_a_block_is_found_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sieve, "_FEW", 0)
    finder = build_finder(["截止目前", "布署"])
    for before in range(sieve._BLOCK - 6, sieve._BLOCK + 3):
        text = "空" * before + "截止目前" + "空" * 10 + "布署"
        assert sorted(finder.find(text)) == [(0, before, before + 4), (1, before + 14, before + 16)]


def test_what_is_looked_for_is_what_other_words_do_not_have():
    common = ["甲乙", "乙丙", "丙丁", "戊己", "己庚", "庚辛"]
    ((_, known),) = sieve.build_sieve(["甲乙丙丁戊己庚辛"], common).known
    (key,) = known
    assert "丁戊" in key


def test_an_exception_wins_whichever_entry_declares_it():
    entries = [
        LexiconEntry("布署", "部署", "同音", "一般", ("公布署名",), "词典"),
        LexiconEntry("署名权力", "署名权利", "同音", "一般", ("公布署名权力清单",), "词典"),
        LexiconEntry("名权", "名全", "同音", "一般", (), "词典"),
    ]
    lexicon = build_lexicon(entries)
    text = "公布署名权力清单；署名权力；公布署名权力；布署。"
    assert [(start, entry.wrong) for start, _, entry in lexicon.find_wrong(text)] == [
        (9, "署名权力"),
        (10, "名权"),
        (16, "署名权力"),
        (17, "名权"),
        (21, "布署"),
    ]


def test_no_pattern_finds_nothing():
    assert build_finder([]).find("布署") == []
    assert build_finder(["布署"]).find("") == []
    assert build_finder(["布署"]).find("布") == []
