"""A web page as its blocks and its tables, in order."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree, html

from govlib.documents.html_tables import read_table
from govlib.documents.layout_items import Grid, Line, spread_sheet
from govlib.documents.page_text import read_page

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_MARK = re.compile("\ue010(\\d+)\ue011")
_NUMBER = re.compile(r"^第 (\d+) 段$")
_LONGEST = 600
"""Beyond so many characters a cell holds a page's text: the table only lays it out."""


def lay_out_page(text: str, shown_as: str) -> Iterator[Line | Grid]:
    """Yield the blocks of a page, numbered as ``read_page`` numbers them, and in their places the tables of data."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    source = _NO_XML.sub("\ufffd", _DECLARATION.sub("", text))
    try:
        page = html.document_fromstring(source or "<html></html>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return
    grids: list[Grid] = []
    counts: list[int] = []
    for table in [one for one in page.iter("table") if one.find(".//table") is None]:
        grid = spread_sheet(read_table(table, ""), f"表 {len(grids) + 1}")
        if not _holds_data(grid):
            continue
        alone = copy.deepcopy(table)
        alone.tail = None
        counts.append(_count_blocks(html.tostring(alone, encoding="unicode"), shown_as))
        marked = html.Element("p")
        marked.text, marked.tail = f"\ue010{len(grids)}\ue011", table.tail
        grids.append(grid)
        table.getparent().replace(table, marked)
    moved = 0
    for passage in read_page(html.tostring(page, encoding="unicode"), shown_as):
        mark = _MARK.fullmatch(passage.text)
        if mark:
            moved += counts[int(mark[1])] - 1
            yield grids[int(mark[1])]
        else:
            number = _NUMBER.match(passage.place)
            yield Line(f"第 {int(number[1]) + moved} 段" if number else passage.place, passage.text)


def _holds_data(grid: Grid) -> bool:
    """Tell whether a table has at least two rows and two columns of short cells."""
    filled = [[cell for cell in row if cell.text and not cell.again] for row in grid.rows]
    wide = sum(len(row) > 1 for row in filled)
    return wide > 1 and all(len(cell.text) <= _LONGEST for row in filled for cell in row)


def _count_blocks(source: str, shown_as: str) -> int:
    return sum(bool(_NUMBER.match(passage.place)) for passage in read_page(source, shown_as))
