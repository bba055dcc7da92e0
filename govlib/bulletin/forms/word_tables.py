"""Tables of annexes in Word: repeated headings, rows that stay whole, numbers in the middle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlib.bulletin.forms.ooxml import tag
from govlib.bulletin.forms.parts import ShownTable, clean
from govlib.bulletin.forms.title_lines import measure
from govlib.bulletin.forms.word_columns import PADDING, count_lines, fit_columns, join_alike, type_width
from govlib.bulletin.forms.word_look import BODY, HEADING, say_fonts, say_size
from govlib.bulletin.forms.word_text import blank, paragraph, run

_ABOVE = 30
_CENTRED_UP_TO = 12.0
_TITLE_POINTS = 14
_TALLEST_WHOLE = 15


def write_tables(tables: Sequence[ShownTable], *, landscape: bool, has_notes: bool = False) -> Iterator[str]:
    """Yield the tables of an annex, those with the same headings with the same columns, a blank line between.

    A total doesn't stand alone on a page, nor do the notes that follow the last table.
    """
    for number, table in enumerate(tables):
        if number:
            yield blank()
        yield write_table(
            table,
            landscape=landscape,
            alike=join_alike(tables, table),
            has_notes=has_notes and number + 1 == len(tables),
        )


def write_table(table: ShownTable, *, landscape: bool, alike: ShownTable | None = None, has_notes: bool = False) -> str:
    """Return a table with its own title; one without rows says 无. ``alike`` is the one that its columns are fit to."""
    title = paragraph("Caption", run(table.title, say_fonts(HEADING) + say_size(_TITLE_POINTS))) if table.title else ""
    width = type_width(landscape=landscape)
    fitted = alike or table
    widths, points = fit_columns(fitted, width)
    centred = [_is_centred(fitted, at) for at in range(len(table.headings))]
    head = _row(table.headings, widths, [True] * len(widths), points, is_head=True, keeps=True)
    if table.rows:
        last = len(table.rows) - 1
        kept = {at for at, is_due in ((last - 1, table.total_row or has_notes), (last, has_notes)) if is_due}
        body = "".join(
            _row(row, widths, centred, points, is_total=table.total_row and number == last, keeps=number in kept)
            for number, row in enumerate(table.rows)
        )
    else:
        body = _whole_row(table.empty, widths, points)
    grid = tag("tblGrid", *(tag("gridCol", w=width) for width in widths))
    return title + tag("tbl", _properties(sum(widths)), grid, head, body)


def _properties(width: int) -> str:
    borders = "".join(
        tag(side, val="single", sz=4, space=0, color="auto")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    sides = (("top", _ABOVE), ("left", PADDING // 2), ("bottom", _ABOVE), ("right", PADDING // 2))
    margins = "".join(tag(side, w=width, type="dxa") for side, width in sides)
    return tag(
        "tblPr",
        tag("tblW", w=width, type="dxa"),
        tag("jc", val="center"),
        tag("tblBorders", borders),
        tag("tblLayout", type="fixed"),
        tag("tblCellMar", margins),
        tag("tblLook", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )


def _row(
    texts: Sequence[str],
    widths: Sequence[int],
    centred: Sequence[bool],
    points: float,
    *,
    is_head: bool = False,
    is_total: bool = False,
    keeps: bool = False,
) -> str:
    looks = (say_fonts(HEADING if is_head else BODY)) + (tag("b") if is_total else "") + say_size(points)
    cells = "".join(
        _cell(text, width, looks, points, centred=middle, keeps=keeps)
        for text, width, middle in zip(texts, widths, centred, strict=True)
    )
    # a row taller than a page that may not be split is cut off in LibreOffice
    lines = count_lines(texts, widths, points)
    properties = (tag("cantSplit") if lines <= _TALLEST_WHOLE else "") + tag(
        "trHeight", val=round(points * 34), hRule="atLeast"
    )
    return tag("tr", tag("trPr", properties + (tag("tblHeader") if is_head else "")), cells)


def _whole_row(text: str, widths: Sequence[int], points: float) -> str:
    looks = say_fonts(BODY) + say_size(points)
    span = tag("gridSpan", val=len(widths)) if len(widths) > 1 else ""
    return tag("tr", _cell(text, sum(widths), looks, points, centred=True, span=span))


def _cell(
    text: str, width: int, looks: str, points: float, *, centred: bool, span: str = "", keeps: bool = False
) -> str:
    spacing = tag("snapToGrid", val=0) + tag("spacing", line=round(points * 26), lineRule="exact")
    layout = (tag("keepNext") if keeps else "") + spacing + tag("jc", val="center" if centred else "left")
    content = paragraph("Normal", run(clean(text), looks) if text else "", layout=layout)
    return tag("tc", tag("tcPr", tag("tcW", w=width, type="dxa"), span, tag("vAlign", val="center")), content)


def _is_centred(table: ShownTable, column: int) -> bool:
    """Tell whether a column stands in the middle: numbers, days, short words; long words begin at the left."""
    return all(
        not wordy[column] or measure(row[column]) <= _CENTRED_UP_TO
        for row, wordy in zip(table.rows, table.wordy, strict=True)
    )
