"""The workbook 单位名录.xlsx beside a place's file: where it lies, and what its sheets state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from govlib.catalog.lexicons import PLACE_SUFFIX
from govlib.catalog.phrases import PLACE_SUFFIX as PHRASES_SUFFIX
from govlib.catalog.places import LocalThreshold
from govlib.catalog.sheet_rows import Heading, Reading, quote, read_rows
from govlib.catalog.threshold_rows import THRESHOLD_HEADINGS, read_thresholds
from govlib.catalog.unit_rows import UNIT_HEADINGS, Stated, read_units
from govlib.catalog.unit_rules import plain_name
from govlib.documents.only_xlsx import open_xlsx
from govlib.documents.sheets import Sheet
from govlib.errors import Fault, FileUnreadableError

BOOK = "单位名录.xlsx"
UNIT_SHEET, THRESHOLD_SHEET, NOTE_SHEET = "单位", "阈值", "说明"
SHOWN_FOLDER = "params/places"
_NAMES = {
    UNIT_SHEET: ("单位", "单位名录", "单位名单", "名录"),
    THRESHOLD_SHEET: ("阈值", "本地阈值", "地方阈值"),
    NOTE_SHEET: ("说明", "填写说明", "填表说明"),
}
_MEANT_AS_TABLE = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et", ".csv"})
# what Excel and macOS leave beside a workbook that is open or was looked at
_TRANSIENT = ("~$", ".")


@dataclass(frozen=True)
class UnitBook:
    """What a workbook states; ``unread`` names its sheets and columns that were not read.

    ``has_unit_faults`` says that rows of its register could not be used, so that others may point nowhere.
    """

    file: str
    units: tuple[Stated, ...]
    thresholds: tuple[LocalThreshold, ...]
    unread: tuple[str, ...]
    has_unit_faults: bool


def book_paths(folder: Path, slug: str) -> tuple[Path, Path]:
    """Return where the workbook of a place may lie: beside its file, or in a folder of its name."""
    return folder / f"{slug}.{BOOK}", folder / slug / BOOK


def find_book(folder: Path, slug: str) -> Path | None:
    """Return the workbook of a place, None where there is none."""
    return next((path for path in book_paths(folder, slug) if path.exists()), None)


def show_book(path: Path, folder: Path) -> str:
    """Return a workbook's name as messages write it."""
    return f"{SHOWN_FOLDER}/{path.relative_to(folder).as_posix()}"


def check_books(folder: Path, slugs: Sequence[str]) -> Iterator[Fault]:
    """Yield the tables under ``folder`` that no place would read, and the places that have two workbooks."""
    for slug in slugs:
        beside, inside = book_paths(folder, slug)
        if beside.exists() and inside.exists():
            found = f"{show_book(inside, folder)} 也在"
            yield Fault(show_book(beside, folder), "", found, "两个只留一个")
    allowed = {path for slug in slugs for path in book_paths(folder, slug)}
    allowed |= {folder / f"{slug}{suffix}" for slug in slugs for suffix in (PLACE_SUFFIX, PHRASES_SUFFIX)}
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        is_table = path.suffix.lower() in _MEANT_AS_TABLE and not path.name.startswith(_TRANSIENT)
        if is_table and path not in allowed:
            expected = f"<地方>.{BOOK}，<地方>.yaml 在同一个文件夹里"
            yield Fault(show_book(path, folder), "", "这个名字的表格不会被读到", expected)


def read_book(path: Path, shown_as: str, faults: list[Fault]) -> UnitBook | None:
    """Return what a workbook states, or None after adding why it can't be opened; faults of cells are added too."""
    try:
        document = open_xlsx(path, shown_as)
    except FileUnreadableError as error:
        faults.append(Fault(shown_as, "", error.found, f"{error.expected}；{error.advice}"))
        return None
    except OSError:
        faults.append(Fault(shown_as, "", "这个文件读不了", "可以读的 xlsx 工作簿"))
        return None
    kinds: dict[str, list[Sheet]] = {kind: [] for kind in _NAMES}
    others: list[Sheet] = []
    for sheet in document.sheets:
        kind = next((kind for kind, names in _NAMES.items() if plain_name(sheet.name) in names), None)
        (others if kind is None else kinds[kind]).append(sheet)
    if not kinds[UNIT_SHEET] and not kinds[THRESHOLD_SHEET]:
        found = f"只有工作表 {'、'.join(quote(sheet.name) for sheet in document.sheets)}"
        faults.append(Fault(shown_as, "", found, f"名为“{UNIT_SHEET}”或“{THRESHOLD_SHEET}”的工作表"))
        return None
    before = len(faults)
    rows = _read_sheet(kinds[UNIT_SHEET], UNIT_HEADINGS, shown_as, faults)
    units = tuple(read_units(rows.rows, shown_as, faults))
    has_unit_faults = len(faults) > before
    limits = _read_sheet(kinds[THRESHOLD_SHEET], THRESHOLD_HEADINGS, shown_as, faults)
    thresholds = tuple(read_thresholds(limits.rows, shown_as, faults))
    unread = (*(f"工作表{quote(sheet.name)}" for sheet in others), *rows.unread, *limits.unread)
    return UnitBook(shown_as, units, thresholds, unread, has_unit_faults)


def list_unread(folder: Path, slug: str) -> tuple[str, ...]:
    """Return in sentences which sheets and columns of a place's workbook are not read."""
    path = find_book(folder, slug)
    book = read_book(path, show_book(path, folder), []) if path else None
    return tuple(f"{book.file}：{part}没有读。" for part in book.unread) if book else ()


def _read_sheet(sheets: Sequence[Sheet], headings: Sequence[Heading], file: str, faults: list[Fault]) -> Reading:
    if len(sheets) > 1:
        names = "、".join(quote(sheet.name) for sheet in sheets)
        faults.append(Fault(file, names, "两张工作表说的是同一件事", "只留一张"))
    return read_rows(sheets[0], headings, file, faults) if len(sheets) == 1 else Reading((), ())
