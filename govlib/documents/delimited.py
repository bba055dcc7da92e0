"""Text tables: encoding by rule, delimiter by counting, rows as Excel would number them."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

from govlib.documents.sheets import text_frame

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_LINES = 60
_FAST_FROM = 1 << 20


@dataclass(frozen=True)
class DecodedText:
    """A decoded file: its text, the encoding's name, and how many characters had to be replaced."""

    text: str
    encoding: str
    replaced: int = 0
    is_guessed: bool = False


def decode_text(data: bytes) -> DecodedText:
    """Return a file's text by rule: byte order mark, strict UTF-8, strict GB18030; only then a guess."""
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            try:
                return DecodedText(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                text = data.decode(encoding, errors="replace")
                return DecodedText(text, encoding, text.count("\ufffd"), is_guessed=True)
    sample = data[:2000]
    if b"\x00" in sample:
        encoding = "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
        text = data.decode(encoding, errors="replace")
        return DecodedText(text, encoding, text.count("\ufffd"), is_guessed=True)
    for encoding in ("utf-8", "gb18030"):
        try:
            return DecodedText(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    tries = [(data.decode(encoding, errors="replace"), encoding) for encoding in ("utf-8", "gb18030")]
    text, encoding = min(tries, key=lambda pair: pair[0].count("\ufffd"))
    return DecodedText(text, encoding, text.count("\ufffd"), is_guessed=True)


def find_delimiter(text: str) -> str:
    """Return the delimiter that splits the first lines most evenly; a comma if none does."""
    lines = [line for line in text[:65536].splitlines()[:_SAMPLE_LINES] if line.strip()]
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        score = max((count * 1000 + width for width, count in widths.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def read_delimited(text: str) -> pd.DataFrame:
    """Return a text table as a frame of text, a row a record, blank lines included."""
    text = text.removeprefix("\ufeff")
    delimiter = find_delimiter(text)
    if len(text) >= _FAST_FROM:
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
