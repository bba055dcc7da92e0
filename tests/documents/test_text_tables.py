"""Text tables: the encoding by rule, the delimiter by counting, every record where Excel would put it."""

from __future__ import annotations

import codecs
import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.documents import delimited
from govlib.documents.delimited import decode_text, find_delimiter, read_delimited

TEXT = "平台,账号数(个)\r\n微信公众号,14\r\n㙍䶮𠮷镇,1\r\n"
ROWS = [["平台", "账号数(个)"], ["微信公众号", "14"], ["㙍䶮𠮷镇", "1"]]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode("utf-8"), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (b"a,b\n1,2\n", "utf-8"),
        ("一".encode("gb18030") + b",1\n" * 2000, "gb18030"),
    ],
)
def test_the_encoding_follows_from_the_bytes(content, encoding):
    decoded = decode_text(content)
    assert (decoded.encoding, decoded.replaced, decoded.is_guessed) == (encoding, 0, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_all_encodings_give_the_same_cells(opened, cells, encoding):
    document = opened(TEXT.encode(encoding), "导出.csv")
    assert cells(document) == ROWS
    assert document.sheets[0].name == ""


def test_utf16_without_a_mark_is_a_guess(opened, cells):
    document = opened(TEXT.encode("utf-16-le"), "导出.csv")
    assert document.is_guessed
    assert document.encoding == "utf-16-le"
    assert cells(document) == ROWS


def test_a_character_cut_in_two_is_a_guess_that_counts_what_was_lost(opened):
    document = opened(TEXT.encode("gb18030") + "镇".encode("gb18030")[:1] + b"\xff\r\n", "导出.csv")
    assert document.is_guessed
    assert document.encoding == "gb18030"
    assert document.replaced_characters > 0


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_the_one_that_splits_evenly(delimiter):
    lines = [delimiter.join(["标题，其一", "数量", "单位；科室"]), *[delimiter.join(["甲, 乙", "3", "县局"])] * 3]
    if delimiter == ",":
        lines = [line.replace("甲, 乙", '"甲, 乙"') for line in lines]
    assert find_delimiter("\n".join(lines)) == delimiter


@pytest.mark.parametrize("name", ["导出.xls", "导出.xlsx", "导出.tsv", "导出.csv"])
def test_a_tab_separated_text_under_a_workbooks_name_is_read(opened, cells, name):
    document = opened("项目\t数量\n公开信息\t1743\n".encode("gb18030"), name)
    assert document.kind == "text"
    assert cells(document) == [["项目", "数量"], ["公开信息", "1743"]]


def test_quoted_line_breaks_and_quotes_stay_in_their_cell(opened, cells):
    content = '标题,正文\r\n"甲","第一段\r\n第二段,""引"""\r\n\r\n乙,丙\r\n'
    assert cells(opened(content.encode("utf-8"), "导出.csv")) == [
        ["标题", "正文"],
        ["甲", '第一段\r\n第二段,"引"'],
        ["", ""],
        ["乙", "丙"],
    ]


def test_rows_of_unequal_length_are_filled_up(opened, cells):
    assert cells(opened("统计表\na,b,c\n1,2\n".encode(), "导出.csv")) == [
        ["统计表", "", ""],
        ["a", "b", "c"],
        ["1", "2", ""],
    ]


def test_digits_are_never_made_numbers(opened, cells):
    assert cells(opened(b"a,b\n0051,1e5\n1.10,NA\n", "x.csv")) == [["a", "b"], ["0051", "1e5"], ["1.10", "NA"]]


CELL = st.text(alphabet='ab12 ,"\n\r苍溪，', max_size=6)


@given(st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1)))
def test_the_fast_way_reads_what_the_exact_way_reads(rows):
    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    text = target.getvalue()
    fast, exact = delimited._read_fast(text, ","), delimited._read_exactly(text, ",")
    if fast is not None:
        while len(fast) and not any(cell.strip() for cell in fast.iloc[-1]):
            fast = fast.iloc[:-1]
        assert len(fast) == len(exact)
        if len(exact):
            pd.testing.assert_frame_equal(fast, exact)


def test_a_long_text_takes_the_fast_way_and_a_ragged_one_does_not(monkeypatch):
    monkeypatch.setattr(delimited, "_FAST_FROM", 10)
    taken = []
    exactly = delimited._read_exactly
    monkeypatch.setattr(delimited, "_read_exactly", lambda *args: taken.append(1) or exactly(*args))
    even = read_delimited("标题,数量\n" + "甲,1\n" * 50)
    assert (taken, even.shape) == ([], (51, 2))
    ragged = read_delimited("统计表\n标题,数量\n\n" + "甲,1\n" * 50)
    assert (taken, ragged.shape) == ([1], (53, 2))
    assert ragged.iloc[2].tolist() == ["", ""]


def test_wide_commas_part_cells_where_every_line_has_them_and_nothing_else_does():
    assert find_delimiter("单位，报送数\n甲局，5\n") == "，"
    assert find_delimiter("单位,说明\n甲局,好，很好\n") == ","
