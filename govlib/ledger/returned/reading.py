"""Open a returned file as untrusted and find its table by the headings, wherever sheet, rows and columns stand."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govlib.documents.formula_cells import FormulaCells, find_formulas
from govlib.documents.formulas import is_formula
from govlib.documents.only_xlsx import MAX_BYTES
from govlib.documents.reading import open_document
from govlib.documents.sheets import Document, Sheet, cell_name
from govlib.errors import FileUnreadableError
from govlib.exports.masking import mask_text
from govlib.ledger.identity import find_codes
from govlib.ledger.returned.notes import HINT, Note
from govlib.ledger.sheets import (
    ANSWER,
    ASKED,
    LOCKED,
    MARK_SHEET,
    NOTE_SHEET,
    NUMBER,
    OFFICE_ASKED,
    OFFICE_LOCKED,
    RESULT,
    WAITING_SHEET,
)

_OWN_SHEETS = frozenset({NOTE_SHEET, MARK_SHEET, WAITING_SHEET})
_SHAPES = {ANSWER: (*LOCKED, *ASKED), RESULT: (*OFFICE_LOCKED, *OFFICE_ASKED)}
"""By a heading that only it has: the headings of the unit's sheet and of the place's own ledger."""
_DEEPEST_HEADING = 200
_REMARK = "说明："
_CALL = re.compile(r"[(|!（]")
_HIDDEN_SIGNS = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


@dataclass(frozen=True)
class ReadRow:
    """One row below the headings: its cells by heading, as text; which of them are formulas; whether it is merged."""

    sheet: str
    row: int
    cells: dict[str, str]
    places: dict[str, str]
    formulas: frozenset[str] = frozenset()
    is_merged: bool = False

    @property
    def number(self) -> str:
        """Return what is written as the number."""
        return self.cells[NUMBER]


@dataclass
class Returned:
    """A file as it came: its bytes and their hash, the codes that it names, its rows, what is to be told of it."""

    path: Path
    file: str
    data: bytes
    codes: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    is_office: bool = False
    rows: list[ReadRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """Return the hash of the file, as hex."""
        return hashlib.sha256(self.data).hexdigest()


def read_returned(path: Path) -> Returned:
    """Return what a returned file says.

    Raises:
        FileUnreadableError: it is too large, no workbook or csv, broken, dangerous, without such a table, or one of the
            columns is missing or there twice.
    """
    file = mask_text(path.name)[0]
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileUnreadableError(file, "文件太大", f"不超过 {MAX_BYTES // 2**20} MiB 的整改表")
        data = path.read_bytes()
        document = open_document(path, file)
    except IsADirectoryError:
        raise FileUnreadableError(file, "是一个文件夹", "报回的整改表", "请写文件名") from None
    except FileNotFoundError:
        raise FileUnreadableError(file, "没有这个文件", "报回的整改表", "请核对文件名") from None
    except OSError as error:
        raise FileUnreadableError(file, f"读不了（{error.strerror}）", "报回的整改表", "请核对文件名") from None
    formulas = find_formulas(data, file)
    returned = Returned(path, file, data)
    _read_sheets(document, formulas, returned)
    returned.codes = find_codes((*returned.head, *_marks(document)))
    return returned


def _marks(document: Document) -> Iterator[str]:
    for sheet in document.sheets:
        if sheet.name == MARK_SHEET:
            yield from (text for row in range(len(sheet.cells)) for text in sheet.row(row))


def _read_sheets(document: Document, formulas: FormulaCells, returned: Returned) -> None:
    places = ((sheet, _find_heading(sheet)) for sheet in document.sheets)
    found = [(sheet, *place) for sheet, place in places if place is not None]
    if not found:
        wanted = "、".join(f"“{heading}”" for heading in (NUMBER, ANSWER))
        advice = "请用下发的整改表填写后报回"
        raise FileUnreadableError(returned.file, "没有找到整改表", f"有{wanted}等列的一张表", advice)
    shapes = {shape for _, _, shape in found}
    if len(shapes) > 1:
        raise FileUnreadableError(returned.file, "既有单位的整改表，又有台账", "两者之一", "请分成两个文件")
    returned.is_office = shapes == {RESULT}
    read = {sheet.name for sheet, _, _ in found}
    for sheet in document.sheets:
        if sheet.name not in read | _OWN_SHEETS:
            returned.notes.append(Note(HINT, returned.file, "这张工作表不是整改表，没有读", sheet=sheet.name))
    head: list[str] = []
    for sheet, place, shape in found:
        head += [text for above in range(place) for text in sheet.row(above) if text]
        own = frozenset() if document.kind == "text" else formulas.get(sheet.name)
        if own is None:
            raise FileUnreadableError(returned.file, f"工作表“{sheet.name}”的内部记录互相矛盾", "下发的原表")
        _read_table(sheet, place, _SHAPES[shape], own, returned)
    returned.head = tuple(head)


def plain(text: str) -> str:
    """Return a text as headings and numbers are compared: without blanks, full-width signs as half-width ones."""
    return "".join(_HIDDEN_SIGNS.sub("", unicodedata.normalize("NFKC", text)).split())


def _find_heading(sheet: Sheet) -> tuple[int, str] | None:
    """Return the row (from 0) that has most of the headings of a shape, at least half of them, and the shape."""
    best: tuple[int, int, str] | None = None
    for row in range(min(len(sheet.cells), _DEEPEST_HEADING)):
        written = {plain(text) for text in sheet.row(row)}
        for shape, headings in _SHAPES.items():
            count = sum(heading in written for heading in headings)
            if count * 2 >= len(headings) and (best is None or count > best[0]):
                best = count, row, shape
    return None if best is None else (best[1], best[2])


def _read_table(
    sheet: Sheet, heading_row: int, headings: Sequence[str], formulas: frozenset[tuple[int, int]], returned: Returned
) -> None:
    columns = _place_columns(sheet, heading_row, headings, returned)
    if sheet.is_hidden:
        returned.notes.append(Note(HINT, returned.file, "这张工作表是隐藏的，照样读了", sheet=sheet.name))
    if sheet.hidden_rows:
        message = f"有 {sheet.hidden_rows} 个隐藏的行，照样读了"
        returned.notes.append(Note(HINT, returned.file, message, sheet=sheet.name))
    merged = {
        row
        for merge in sheet.merges
        for row in range(max(merge.top, heading_row + 1), min(merge.bottom + 1, len(sheet.cells)))
    }
    texts = {heading: sheet.cells[column].tolist() for heading, column in columns.items()}
    for row in range(heading_row + 1, len(sheet.cells)):
        cells = {heading: _HIDDEN_SIGNS.sub("", texts[heading][row]).strip() for heading in columns}
        own = frozenset(
            heading for heading, column in columns.items() if (row, column) in formulas or _runs(cells[heading])
        )
        only = [heading for heading, text in cells.items() if text]
        if (not only and not own) or (only == [NUMBER] and cells[NUMBER].startswith(_REMARK)):
            continue
        places = {heading: cell_name(row + 1, column) for heading, column in columns.items()}
        returned.rows.append(ReadRow(sheet.name, row + 1, cells, places, own, is_merged=row in merged))


def _runs(said: str) -> bool:
    """Tell whether a spreadsheet would run a text: =…, or a call after + - @."""
    starts = said.startswith(("=", "＝")) or (
        is_formula(said) and bool(_CALL.search(said)) and not said.startswith("-")
    )
    return starts or bool(re.match(r"[-－]\s*(?:\w+\||[A-Za-z]+\()", said))


def _place_columns(sheet: Sheet, heading_row: int, headings: Sequence[str], returned: Returned) -> dict[str, int]:
    """Return the column of each heading; a missing or doubled one refuses the file, others are told and not read."""
    written = [plain(text) for text in sheet.row(heading_row)]
    missing = [heading for heading in headings if heading not in written]
    others = [text for text in written if text and text not in headings]
    where = (
        f"{returned.file}《{sheet.name}》第 {heading_row + 1} 行"
        if sheet.name
        else f"{returned.file} 第 {heading_row + 1} 行"
    )
    if missing:
        named = "、".join(f"“{heading}”" for heading in missing)
        instead = f"，多出了{'、'.join(f'“{text}”' for text in others)}" if others else ""
        advice = "列可以换位置，不能改名或删去；请改回后再导入"
        raise FileUnreadableError(where, f"没有名为{named}的列{instead}", f"{'、'.join(headings)}", advice)
    twice = [heading for heading in headings if written.count(heading) > 1]
    if twice:
        named = "、".join(f"“{heading}”" for heading in twice)
        raise FileUnreadableError(where, f"名为{named}的列不止一个", "每个列标题只有一个", "请删去多出来的列")
    for text in others:
        returned.notes.append(Note(HINT, returned.file, f"多出来的列“{text}”没有读", sheet=sheet.name, heading=text))
    return {heading: written.index(heading) for heading in headings}
