"""Counts of strings: how they are made, kept, added and asked; the same code for the project's and an office's own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.errors import UserError
from govlib.text.ngrams.alphabet import DIGIT, EDGE, LETTER, OTHER, build_numbers, encode
from govlib.text.ngrams.archives import LOCAL, add_archives, open_archive, read_shipped
from govlib.text.ngrams.counting import code_strings, count_strings
from govlib.text.ngrams.learning import build_archive
from govlib.text.ngrams.model import Model, build_model
from govlib.text.ngrams.store import pack_counts, read_archive, unpack_counts, write_archive

LINES = ["认真贯彻落实。", "认真落实责任，认真整改。"] * 3
NUMBERS = build_numbers()


@pytest.fixture(scope="module")
def model() -> Model:
    return build_model(build_archive(LINES, made_of="试验"))


def count(model: Model, text: str) -> float:
    return round(float(model.count(encode(text, model.numbers), len(text))[0]), 1)


def test_every_string_is_counted_as_often_as_it_stands(model: Model):
    assert count(model, "认真") == 8.7  # 9, kept to within a step
    assert count(model, "落实") == 6.2
    assert count(model, "真落实") == 3.1
    assert count(model, "认真贯彻") == 3.1
    assert count(model, "认真贯彻落") == 3.1
    assert count(model, "真认") == 0
    assert count(model, "实责改") == 0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="认真落实，1a", max_size=12), min_size=1, max_size=6), st.integers(2, 5))
def test_counts_are_those_of_a_plain_loop(lines: list[str], order: int):
    table = count_strings(lines, NUMBERS, order)
    known = dict(zip(table.codes.tolist(), table.counts.tolist(), strict=True))
    same = str.maketrans({"1": "0"})
    plain = Counter(
        line.translate(same)[at : at + order] for line in lines for at in range(max(0, len(line) - order + 1))
    )
    for text, times in plain.items():
        assert known[int(code_strings(encode(text, NUMBERS), order)[0])] == times


def test_what_makes_no_wording_is_folded():
    assert encode("１9", NUMBERS).tolist() == [DIGIT, DIGIT]
    assert encode("aＺ", NUMBERS).tolist() == [LETTER, LETTER]
    assert encode("\n", NUMBERS).tolist() == [EDGE]
    assert encode("\u200b\ud800𠮷", NUMBERS).tolist() == [OTHER] * 3
    assert encode(",:(", NUMBERS).tolist() == encode("，：（", NUMBERS).tolist()
    assert len(set(encode("政府网站", NUMBERS).tolist())) == 4


def test_an_archive_is_read_as_it_was_written_and_written_the_same_each_time(tmp_path: Path):
    archive = build_archive(LINES, [("责任制", 5.0)], made_of="试验")
    write_archive(archive, tmp_path / "one")
    write_archive(build_archive(LINES, [("责任制", 5.0)], made_of="试验"), tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    read = read_archive(tmp_path / "one", "one")
    assert (read.extra, read.made_of) == ("", "试验")
    np.testing.assert_array_equal(read.single, archive.single)
    for order in (2, 3, 4, 5):
        np.testing.assert_array_equal(read.tables[order].codes, archive.tables[order].codes)
        np.testing.assert_allclose(read.tables[order].counts, archive.tables[order].counts, rtol=0.05)


@given(st.floats(0, 1e6))
def test_a_packed_count_is_kept_to_within_five_per_cent(number: float):
    kept = float(unpack_counts(pack_counts(np.array([number])))[0])
    assert kept == pytest.approx(max(1.0, number) if number else 0, rel=0.05)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"govlib-ngrams-1\n{}\n", b"govlib-ngrams-1\n{\n", b"\x00" * 50])
def test_any_other_file_is_told(tmp_path: Path, data: bytes):
    (tmp_path / "local.ngrams").write_bytes(data)
    with pytest.raises(UserError, match=r"local\.ngrams"):
        read_archive(tmp_path / "local.ngrams", "local.ngrams")


def test_a_cut_archive_is_told(tmp_path: Path):
    write_archive(build_archive(LINES, made_of="试验"), tmp_path / "whole")
    (tmp_path / "cut").write_bytes((tmp_path / "whole").read_bytes()[:-40])
    with pytest.raises(UserError, match="cut"):
        read_archive(tmp_path / "cut", "cut")


def test_an_offices_own_counts_are_added(tmp_path: Path):
    shipped = read_shipped()
    own = build_archive(["白驿镇召开会议。"] * 40, made_of="本单位", extra=shipped.extra)
    (tmp_path / "models").mkdir()
    write_archive(own, tmp_path / LOCAL)
    before, after = build_model(shipped), build_model(open_archive(tmp_path))
    assert count(before, "白驿镇") == 0
    assert count(after, "白驿镇") == pytest.approx(40, rel=0.05)
    assert count(after, "人民政府") == count(before, "人民政府") > 10_000
    assert open_archive(tmp_path).made_of.endswith("本单位")


def test_counts_made_with_other_characters_are_refused():
    shipped = read_shipped()
    with pytest.raises(UserError, match="另一个版本"):
        add_archives(shipped, build_archive(LINES, made_of="旧", extra="㙍"))


def test_usual_wordings_are_likelier_than_unusual_ones():
    model = build_model(read_shipped())

    def judge(text: str) -> float:
        return float(model.judge(encode("\n" * 4 + text + "\n" * 4, model.numbers)).sum())

    assert judge("提高政治站位") > judge("提高正治站位") + 5
    assert judge("应当依法履行职责") > judge("应当依发履行职责") + 5


def test_the_model_that_ships_is_small():
    path = Path(__file__).resolve().parents[2] / "govlib" / "text" / "data" / "official.ngrams"
    assert path.stat().st_size < 15 * 2**20
