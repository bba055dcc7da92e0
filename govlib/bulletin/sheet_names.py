"""Names of worksheets: at most 31 characters, none that a spreadsheet forbids, no two alike."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from govlib.documents.sheet_cells import clean_text

_LONGEST = 31
_FORBIDDEN = str.maketrans("[]:*?/\\'", "［］：＊？／＼’", "\n")
_RESERVED = "history"


def name_sheet(wish: str, taken: AbstractSet[str]) -> str:
    """Return the wished name as a spreadsheet allows it, shortened with 「…」 or numbered where it is taken."""
    allowed = clean_text(wish).text.translate(_FORBIDDEN).strip() or "表"
    used = {name.casefold() for name in taken} | {_RESERVED}
    name = _shorten(allowed, "")
    number = 2
    while name.casefold() in used:
        name = _shorten(allowed, f"（{number}）")
        number += 1
    return name


def _shorten(name: str, ending: str) -> str:
    # spreadsheets count UTF-16 units, and a character outside the first plane is two
    room = _LONGEST - len(ending)
    if _units(name) <= room:
        return name + ending
    while _units(name) > room - 1:
        name = name[:-1]
    return f"{name}…{ending}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
