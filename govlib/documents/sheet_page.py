"""How a sheet prints: A4, one page wide, headings on every page, page numbers below, the paper's own edges."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from govlib.documents.sheet_cells import clean_text

PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 650.0, 975.0

_A4 = "9"
_HEAD_FONT = "宋体,Regular"
_HEAD_POINTS = 9
_HEAD_LENGTH = 40
_PAGE_NUMBER = "第 &P 页 共 &N 页"


def page_width(*, landscape: bool) -> float:
    """Return the pixels between the margins of an A4 page."""
    return LANDSCAPE_WIDTH if landscape else PORTRAIT_WIDTH


def set_up_page(
    worksheet: Worksheet,
    *,
    landscape: bool,
    heading_row: int,
    last_row: int,
    last_column: int,
    page_heads: tuple[str, str],
) -> None:
    """Set paper, margins, print area, repeated headings, page numbers and what stands at the head of every page."""
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup.paperSize = _A4
    worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.page_margins = PageMargins(left=0.71, right=0.71, top=0.9, bottom=0.8, header=0.45, footer=0.4)
    worksheet.print_options.horizontalCentered = True
    worksheet.print_area = f"A1:{get_column_letter(last_column)}{last_row}"
    worksheet.print_title_rows = f"{heading_row}:{heading_row}"
    worksheet.freeze_panes = f"A{heading_row + 1}"
    worksheet.sheet_view.showGridLines = False
    _write_heads(worksheet, page_heads)


def _write_heads(worksheet: Worksheet, page_heads: tuple[str, str]) -> None:
    header, footer = worksheet.oddHeader, worksheet.oddFooter
    if header is None or footer is None:
        return
    for part, text in zip((header.left, header.right), page_heads, strict=True):
        head = clean_text(text).text.replace("\n", " ")
        head = head if len(head) <= _HEAD_LENGTH else head[: _HEAD_LENGTH - 1] + "…"
        part.text, part.font, part.size = head.replace("&", "&&") or None, _HEAD_FONT, _HEAD_POINTS
    footer.center.text, footer.center.font, footer.center.size = _PAGE_NUMBER, _HEAD_FONT, _HEAD_POINTS
