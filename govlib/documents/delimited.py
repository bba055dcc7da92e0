"""Text tables: encoding by rule, delimiter by counting, rows as Excel would number them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

from govlib.documents.sheets import text_frame

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_UNMARKED = ("utf-16-le", "utf-16-be")
_DELIMITERS = (",", "\t", ";", "|")
_WIDE_COMMA = "，"
_SAMPLE_LINES = 60
_FAST_FROM = 1 << 20
_BEYOND_TWO_BYTES = re.compile("[\u0800-\U0010ffff]")


@dataclass(frozen=True)
class DecodedText:
    """A decoded file: its text, the encoding's name, and how many characters had to be replaced."""

    text: str
    encoding: str
    replaced: int = 0
    is_guessed: bool = False


def decode_text(data: bytes) -> DecodedText:
    """Return a file's text by rule: byte order mark, strict UTF-8, strict GB18030; only then a guess."""
    marked = next((encoding for bom, encoding in _BOMS.items() if data.startswith(bom)), None) or _unmarked_utf16(data)
    if marked is not None:
        text = _decode_strictly(data, marked)
        if text is None or marked in _UNMARKED:
            return _guess(data, (marked,))
        return DecodedText(text, marked)
    western = _decode_strictly(data, "utf-8")
    if western is not None and (western.isascii() or _BEYOND_TWO_BYTES.search(western)):
        return DecodedText(western, "utf-8")
    # A few Chinese characters of GB18030 are valid UTF-8 as well, as letters of other scripts but never as Chinese.
    chinese = _decode_strictly(data, "gb18030")
    if chinese is not None:
        return DecodedText(chinese, "gb18030")
    return _guess(data, ("utf-8", "gb18030"))


def _unmarked_utf16(data: bytes) -> str | None:
    """Return which UTF-16 a text without a byte order mark is, judged by its zero bytes; None if it has none."""
    sample = data[:2000]
    if b"\x00" not in sample:
        return None
    return _UNMARKED[0] if sample[1::2].count(0) >= sample[::2].count(0) else _UNMARKED[1]


def _guess(data: bytes, encodings: Sequence[str]) -> DecodedText:
    """Return the text in the encoding in which fewest characters have to be replaced."""
    tries = [(data.decode(encoding, errors="replace"), encoding) for encoding in encodings]
    best, encoding = min(tries, key=lambda pair: pair[0].count("\ufffd"))
    return DecodedText(best, encoding, best.count("\ufffd"), is_guessed=True)


def _decode_strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def find_delimiter(text: str) -> str:
    """Return the delimiter that splits the first lines most evenly; a comma if none does, a wide one if all have it."""
    lines = [line for line in text[:65536].splitlines()[:_SAMPLE_LINES] if line.strip()]
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        score = max((count * 1000 + width for width, count in widths.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    if not best_score and all(_WIDE_COMMA in line for line in lines):
        return _WIDE_COMMA
    return best


def read_delimited(text: str) -> pd.DataFrame:
    """Return a text table as a frame of text, a row a record, blank lines included."""
    text = text.removeprefix("\ufeff")
    delimiter = find_delimiter(text)
    if len(text) >= _FAST_FROM and delimiter != _WIDE_COMMA:
        fast = _read_fast(text, delimiter)
        if fast is not None:
            return fast
    return _read_exactly(text, delimiter)


def _read_exactly(text: str, delimiter: str) -> pd.DataFrame:
    csv.field_size_limit(1 << 30)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return text_frame(rows)


def _read_fast(text: str, delimiter: str) -> pd.DataFrame | None:
    """Return a rectangular text table read in columns, or None where its rows differ in length."""
    head = text[:65536].splitlines()
    width = len(next(csv.reader(head[:1], delimiter=delimiter), []))
    names = [str(position) for position in range(width)]
    try:
        table = pacsv.read_csv(
            pa.BufferReader(text.encode("utf-8", errors="replace")),
            read_options=pacsv.ReadOptions(column_names=names, block_size=1 << 23),
            parse_options=pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    columns = {position: pd.array(table.column(position), dtype=pd.StringDtype("pyarrow")) for position in range(width)}
    return pd.DataFrame(columns, index=pd.RangeIndex(table.num_rows))
