"""Sheets filled in as a person does it in LibreOffice: it opens them, cells are typed into, it writes them again.

LibreOffice keeps a workbook open as flat ODF: what is typed is put into that, so that the file that comes back is
LibreOffice's own, with the styles, drop-downs and protection as it writes them.
"""

from __future__ import annotations

import copy
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_CALC_EXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_COPIES = 1000
_NUMBER, _ANSWER = "编号", "整改情况"


@dataclass(frozen=True)
class Filled:
    """One sheet as a unit sends it back: ``cells`` by number and heading; what else was done to it.

    ``as_ods`` saves it as .ods; ``reversed_rows`` sorts the rows the other way round; ``unprotected`` takes the
    protection off, as who changes locked cells has to.
    """

    source: Path
    target: Path
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reversed_rows: bool = False
    unprotected: bool = False

    @property
    def kind(self) -> str:
        """Return xlsx or ods."""
        return self.target.suffix.removeprefix(".")


def fill_in(sheets: Iterable[Filled]) -> None:
    """Open all sheets in LibreOffice, type into them, and have LibreOffice write them to their targets."""
    todo = list(sheets)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opened = folder / "opened"
        opened.mkdir()
        for place, sheet in enumerate(todo):
            shutil.copy(sheet.source, opened / f"{place}.xlsx")
        convert(sorted(opened.glob("*.xlsx")), "fods", folder / "flat", folder)
        for place, sheet in enumerate(todo):
            _type_into(folder / "flat" / f"{place}.fods", sheet)
        for kind in sorted({sheet.kind for sheet in todo}):
            mine = [place for place, sheet in enumerate(todo) if sheet.kind == kind]
            convert([folder / "flat" / f"{place}.fods" for place in mine], kind, folder / kind, folder)
            for place in mine:
                todo[place].target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(folder / kind / f"{place}.{kind}", todo[place].target)


def convert(files: list[Path], kind: str, target: Path, folder: Path) -> None:
    """Have LibreOffice write files as another kind into ``target``; one start for all of them."""
    target.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(target), *map(str, files)]
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=180, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    missing = [file.name for file in files if not (target / f"{file.stem}.{kind}").is_file()]
    assert not missing, f"LibreOffice did not write {missing}: {done.stdout}{done.stderr}"


def _type_into(path: Path, sheet: Filled) -> None:
    # lxml keeps prefixes that only values name, such as those of the drop-downs' conditions
    document = etree.parse(path, etree.XMLParser(huge_tree=True))
    table, header, rows = _find_list(document)
    headings = [_said(cell) for cell in header]
    numbers = [_said(row[headings.index(_NUMBER)]) for row in rows]
    for number, cells in sheet.cells.items():
        row = rows[numbers.index(number)]
        for heading, value in cells.items():
            _write(row[headings.index(heading)], value)
    if sheet.reversed_rows:
        _reverse(table, [row for row, number in zip(rows, numbers, strict=True) if number])
    if sheet.unprotected:
        table.attrib.pop(f"{{{_TABLE}}}protected", None)
    document.write(path, encoding="utf-8", xml_declaration=True)


def _find_list(
    document: etree._ElementTree,
) -> tuple[etree._Element, list[etree._Element], list[etree._Element]]:
    """Return the sheet with 编号 and 整改情况 as headings, the cells of that row, and the rows below it."""
    for table in document.iter(f"{{{_TABLE}}}table"):
        rows = list(table.iter(f"{{{_TABLE}}}table-row"))
        for place, row in enumerate(rows):
            if {_NUMBER, _ANSWER} <= {_said(cell) for cell in row}:
                below = [each for each in rows[place + 1 :] if any(_said(cell) for cell in each)]
                for each in (row, *below):
                    _part_cells(each)
                return table, list(row), below
    raise AssertionError("no sheet has 编号 and 整改情况 as headings")


def _said(cell: etree._Element) -> str:
    return "".join(cell.itertext()).strip()


def _part_cells(row: etree._Element) -> None:
    """Write cells that stand once for several alike as so many cells."""
    repeated = f"{{{_TABLE}}}number-columns-repeated"
    for cell in list(row):
        count = int(cell.attrib.pop(repeated, "1"))
        if count > _MOST_COPIES:
            cell.set(repeated, str(count))
            continue
        place = list(row).index(cell)
        for _ in range(count - 1):
            row.insert(place, copy.deepcopy(cell))


def _write(cell: etree._Element, value: str) -> None:
    """Type a value into a cell: a day becomes a date as Calc makes it one, anything else is text."""
    for name in [name for name in cell.attrib if name.startswith((f"{{{_OFFICE}}}", f"{{{_CALC_EXT}}}"))]:
        del cell.attrib[name]
    for child in [child for child in cell if child.tag == f"{{{_TEXT}}}p"]:
        cell.remove(child)
    kind, at = ("date", "date-value") if _DAY.fullmatch(value) else ("string", "string-value")
    cell.set(f"{{{_OFFICE}}}value-type", kind)
    cell.set(f"{{{_OFFICE}}}{at}", value)
    etree.SubElement(cell, f"{{{_TEXT}}}p").text = value


def _reverse(table: etree._Element, rows: list[etree._Element]) -> None:
    """Sort rows the other way round, as 排序 does: their contents change places, whatever groups they stand in."""
    holder = {child: parent for parent in table.iter() for child in parent}
    places = [(holder[row], list(holder[row]).index(row)) for row in rows]
    for (parent, place), row in zip(places, reversed(rows), strict=True):
        parent[place] = row
