"""Suggestions written into a lexicon file: what changes is shown first, and nothing faulty is ever left behind."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from govlib.catalog.headings import heading_forms
from govlib.catalog.lexicon_rows import LEXICON_HEADINGS, LexiconEntry, read_lexicon
from govlib.catalog.lexicons import FOLDER, PLACE_SUFFIX, load_lexicons, merge_entries
from govlib.documents.delimited import decode_text, find_delimiter
from govlib.documents.formulas import is_formula
from govlib.errors import DeclarationError, Fault, UserError
from govlib.text.workshop.changes import EXCEPTION, Change

_BETWEEN = "；"


@dataclass(frozen=True)
class Draft:
    """A lexicon file as it would be: its path, its whole text, and in words what is new in it, a line a change."""

    path: Path
    shown_as: str
    text: str
    lines: tuple[str, ...]


def lexicon_path(params: Path, place: str) -> Path:
    """Return the file of a place's own entries."""
    return params / "places" / f"{place}{PLACE_SUFFIX}"


def draft_changes(params: Path, path: Path, changes: Sequence[Change]) -> Draft:
    """Return a lexicon file, existing or not, with suggestions added to it; refused ones and those it has are left out.

    Its own rows and columns stay as they are. Raises DeclarationError where the file, or the lexicon with it, would be
    faulty; UserError where the file is no csv.
    """
    if path.suffix.lower() != ".csv":
        raise UserError(path.name, "不是 .csv 文件", "一个词库文件的名称，以 .csv 结尾")
    shown_as = _show(params, path)
    held = entries = _read(path, shown_as)
    lines: list[str] = []
    for change in changes:
        if not change.refusal:
            entries = _take_in(change, entries, lines)
    _check_whole(params, path, entries)
    return Draft(path, shown_as, write_rows(_edit_rows(path, held, entries)), tuple(lines))


def write_draft(draft: Draft) -> None:
    """Write a draft in one step, UTF-8 with a byte order mark for Excel; a UserError says where it can't be."""
    aside = draft.path.with_name(draft.path.name + ".part")
    try:
        draft.path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(draft.text, encoding="utf-8-sig", newline="")
        aside.replace(draft.path)
    except OSError as error:
        advice = "请关闭正打开它的程序，或检查文件夹的权限"
        raise UserError(draft.shown_as, f"写不进去（{error.strerror}）", advice=advice) from error


def _take_in(change: Change, entries: list[LexiconEntry], lines: list[str]) -> list[LexiconEntry]:
    entry = change.entry
    at = next((place for place, one in enumerate(entries) if one.wrong == entry.wrong), None)
    if at is None:
        lines.append(f"加一行：{change.says}")
        return [*entries, replace(entry, exceptions=entry.exceptions if change.what == EXCEPTION else ())]
    held = entries[at]
    new = tuple(text for text in entry.exceptions if text not in held.exceptions)
    if change.what == EXCEPTION and new:
        before = _BETWEEN.join(held.exceptions) or "无"
        lines.append(f"{held.wrong}→{held.right}：例外由 {before} 改为 {_BETWEEN.join((*held.exceptions, *new))}")
        return [*entries[:at], replace(held, exceptions=(*held.exceptions, *new)), *entries[at + 1 :]]
    return entries


def _read(path: Path, shown_as: str) -> list[LexiconEntry]:
    if not path.exists():
        return []
    faults: list[Fault] = []
    entries = read_lexicon(path, shown_as, faults)
    if faults:
        raise DeclarationError(faults)
    return entries


def _check_whole(params: Path, path: Path, entries: Sequence[LexiconEntry]) -> None:
    """Raise where the entries contradict those of the other lexicon files, or a cell would run as a formula."""
    faults: list[Fault] = []
    shown_as = _show(params, path)
    cells = [(entry, text) for entry in entries for text in (entry.wrong, entry.right, *entry.exceptions)]
    for entry, text in cells:
        if is_formula(text):
            faults.append(Fault(shown_as, entry.wrong, f"“{text}”会被 Excel 当成公式", "不以 = + - @ 开头的文字"))
    others = [one for one in load_lexicons(params / "lexicons", []) if one.file != shown_as]
    numbered = [replace(entry, file=shown_as, row=row) for row, entry in enumerate(entries, 2)]
    merge_entries([*others, *numbered], faults)
    if faults:
        raise DeclarationError(faults)


def write_rows(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as the text of a csv file."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def _edit_rows(path: Path, before: Sequence[LexiconEntry], after: Sequence[LexiconEntry]) -> list[list[str]]:
    """Return the rows of a file, changed where an entry has new exceptions, with a row for every new entry."""
    text = decode_text(path.read_bytes()).text.removeprefix("\ufeff") if path.exists() else ""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text)))
    header = next((row for row in rows if len(_find_columns(row)) > 1), None)
    if header is None:
        header = [heading.names[0] for heading in LEXICON_HEADINGS]
        rows.append(header)
    columns = _find_columns(header)
    for heading in LEXICON_HEADINGS:
        if heading.key not in columns:
            columns[heading.key] = len(header)
            header.append(heading.names[0])
    for old, new in zip(before, after, strict=False):
        if old != new:
            row = rows[old.row - 1]
            row.extend([""] * (len(header) - len(row)))
            row[columns["exceptions"]] = _BETWEEN.join(new.exceptions)
    for entry in after[len(before) :]:
        row = [""] * len(header)
        for key, column in columns.items():
            row[column] = _BETWEEN.join(entry.exceptions) if key == "exceptions" else getattr(entry, key)
        rows.append(row)
    return rows


def _find_columns(row: Sequence[str]) -> dict[str, int]:
    """Return where the headings of a lexicon stand in a row, by key; of two spellings the first named."""
    forms = [heading_forms(text) for text in row]
    names = ((heading.key, heading_forms(name)[0]) for heading in LEXICON_HEADINGS for name in heading.names)
    found: dict[str, int] = {}
    for key, name in names:
        for column, form in enumerate(forms):
            if name in form:
                found.setdefault(key, column)
    return found


def _show(params: Path, path: Path) -> str:
    """Return a file as messages name it: from params/ on where it lies there."""
    folder = path.resolve().parent
    if folder == (params / "lexicons").resolve():
        return f"{FOLDER}/{path.name}"
    return f"params/places/{path.name}" if folder == (params / "places").resolve() else path.name
