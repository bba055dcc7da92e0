"""What stands around the text of an official paper: letterhead, title, recipients, 附件说明, signature, 附注, 版记."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlib.bulletin.forms.ooxml import tag
from govlib.bulletin.forms.parts import clean, list_attachments, list_imprint, list_warnings, say_day
from govlib.bulletin.forms.title_lines import break_title, measure
from govlib.bulletin.forms.word_look import CHARACTER, RED, SONG, TITLE, TYPE_WIDTH, heading_font, say_fonts, say_size
from govlib.bulletin.forms.word_text import blank, paragraph, run
from govlib.bulletin.paper import Paper

# one less than fits: a space stands between digits and Chinese
_TITLE_CHARACTERS = 19
_LETTERHEAD_POINTS, _LETTERHEAD_WIDTH = 52, 430
_MILLIMETRE = 1440 / 25.4
_EIGHTHS_THICK, _EIGHTHS_THIN = 8, 6
_IMPRINT_LINE, _BORDER_POINTS = 500, 6
_FOURTH, _COPIES_LABEL = 275, 3


def write_top(paper: Paper) -> Iterator[str]:
    """Yield what stands above the text: the note of a draft, the letterhead, the title, whom it is sent to."""
    warnings = list_warnings(paper)
    yield "".join(_framed(line, is_first=number == 0) for number, line in enumerate(warnings))
    if paper.letterhead:
        yield from _letterhead(paper)
    elif warnings:
        yield blank()
    yield from write_title(paper.title, paper.office)
    if paper.number and not paper.letterhead:
        yield paragraph("Normal", run(clean(paper.number)), layout=tag("jc", val="center"))
    yield blank()
    if paper.recipients:
        words = clean(paper.recipients).rstrip("：:")
        yield paragraph("Normal", run(f"{words}："), layout=tag("jc", val="left"))


def write_title(title: str, office: str = "") -> Iterator[str]:
    """Yield a title over its lines: one paragraph whose lines are broken by hand."""
    lines = break_title(clean(title), _TITLE_CHARACTERS, clean(office))
    yield paragraph("Title", "<w:r><w:br/></w:r>".join(run(line) for line in lines))


def write_end(paper: Paper) -> Iterator[str]:
    """Yield what stands below the text: the list of annexes, the signature over the day, the line whom to ask."""
    rows = list_attachments(paper)
    if rows:
        yield blank()
    for number, (ordinal, title) in enumerate(rows):
        yield _attachment(ordinal, title, is_first=number == 0, is_last=number + 1 == len(rows), last=len(rows))
    yield from _signature(clean(paper.office), say_day(paper.issued), has_annexes=bool(rows))
    if paper.contact:
        yield paragraph("BodyText", run(f"（{clean(paper.contact).strip('（）()')}）"))


def write_imprint(paper: Paper) -> str:
    """Return the 版记 at the foot of the page that it is written on, "" for a paper without.

    It stands in a box that floats over room kept free for it, so that it moves on to the next page where a table or
    the signature leaves too little: frames and floating tables stay at the top in LibreOffice or cover what is there.
    """
    lines = list_imprint(paper)
    if not lines:
        return ""
    height = 2 * _BORDER_POINTS + sum(_count_lines(line) for line in lines) * _IMPRINT_LINE / 20
    end = paragraph("Normal", layout=tag("snapToGrid", val=0) + tag("spacing", line=20, lineRule="exact"))
    content = _imprint_table(lines) + end
    box = (
        '<w:r><w:pict><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
        'path="m,l,21600r21600,l21600,xe">'
        '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        '<v:shape id="imprint" o:spid="_x0000_s3072" type="#_x0000_t202" alt="版记" '
        f'style="position:absolute;margin-left:0;margin-top:0;width:{TYPE_WIDTH / 20:.1f}pt;height:{height:.0f}pt;'
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:bottom;"
        'mso-position-vertical-relative:margin;v-text-anchor:bottom;z-index:251659264" filled="f" stroked="f">'
        f'<v:textbox inset="0,0,0,0"><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    )
    room = tag("snapToGrid", val=0) + tag("spacing", line=round(height * 20), lineRule="exact")
    return paragraph("Normal", box, layout=tag("keepLines") + room)


def _letterhead(paper: Paper) -> Iterator[str]:
    """Yield the name of the office in red, the number of the paper, a red rule of the width of the type area."""
    name = clean(paper.letterhead)
    points = min(_LETTERHEAD_POINTS, int(_LETTERHEAD_WIDTH / max(measure(name), 1)))
    looks = say_fonts(TITLE) + tag("color", val=RED) + tag("spacing", val=0) + say_size(points)
    before = round((10 if paper.flaws else 35) * _MILLIMETRE)
    spacing = tag("snapToGrid", val=0) + tag("spacing", before=before, line=round(points * 24), lineRule="exact")
    yield paragraph("Normal", run(name, looks), layout=spacing + tag("jc", val="center"))
    yield blank(2)
    rule = tag("pBdr", tag("bottom", val="single", sz=12, space=11, color=RED))
    yield paragraph("Normal", run(clean(paper.number)), layout=rule + tag("jc", val="center"))
    yield blank(2)


def _attachment(ordinal: str, title: str, *, is_first: bool, is_last: bool, last: int) -> str:
    """Return one row of the 附件说明; a title that goes on in the next line begins there below its first character."""
    number = round(CHARACTER * measure(f"{last}.")) + 40 if ordinal else 0
    title_at = 5 * CHARACTER + number
    label = "附件：" if is_first else ""
    hanging = (3 * CHARACTER if is_first else 0) + number
    words = f"{label}{ordinal}\t{title}" if ordinal else f"{label}{title}"
    keep = (tag("keepNext") if is_last else "") + tag("keepLines") + tag("widowControl")
    layout = keep + tag("tabs", tag("tab", val="left", pos=title_at)) + tag("ind", left=title_at, hanging=hanging)
    return paragraph("Normal", run(words), layout=layout + tag("jc", val="left"))


def _signature(office: str, day: str, *, has_annexes: bool) -> Iterator[str]:
    """Yield the office centred over the day, which stands four characters from the right, as for a sealed paper."""
    if not office and not day:
        return
    wide, day_wide = measure(office) * CHARACTER, measure(day) * CHARACTER
    beside = 4 * CHARACTER + day_wide / 2 - wide / 2
    moved = max(0.0, CHARACTER - beside) if wide > day_wide else 0.0
    # a page may not bear the signature alone: the end of the text comes along
    yield blank(3 if has_annexes else 2, keeps=True)
    for words, right in ((office, beside + moved), (day, 4 * CHARACTER + moved)):
        if words:
            keep = tag("keepNext") if words == office and day else ""
            layout = keep + tag("ind", right=max(round(right), 0)) + tag("jc", val="right")
            yield paragraph("Normal", run(words), layout=layout)


def _imprint_table(lines: Sequence[str]) -> str:
    """Return the lines of the 版记 between rules of the width of the type area, thick above and below, thin between."""
    thick, thin = (
        [tag(side, val="single", sz=size, space=0, color="auto") for side in sides]
        for size, sides in ((_EIGHTHS_THICK, ("top", "bottom")), (_EIGHTHS_THIN, ("insideH",)))
    )
    properties = tag(
        "tblPr",
        tag("tblW", w=TYPE_WIDTH, type="dxa"),
        tag("tblBorders", *thick, *thin),
        tag("tblLayout", type="fixed"),
        tag("tblCellMar", tag("left", w=0, type="dxa"), tag("right", w=0, type="dxa")),
    )
    width = tag("tcPr", tag("tcW", w=TYPE_WIDTH, type="dxa"))
    rows = "".join(tag("tr", tag("tc", width, _imprint_line(line))) for line in lines)
    return tag("tbl", properties, tag("tblGrid", tag("gridCol", w=TYPE_WIDTH)), rows)


def _imprint_line(line: str) -> str:
    tabs = tag("tabs", tag("tab", val="right", pos=TYPE_WIDTH - _FOURTH))
    left = _FOURTH + (_COPIES_LABEL * _FOURTH if line.startswith("抄送：") else 0)
    indent = tag("ind", left=left, right=0 if "\t" in line else _FOURTH, hanging=left - _FOURTH)
    spacing = tag("snapToGrid", val=0) + tag("spacing", line=_IMPRINT_LINE, lineRule="exact")
    return paragraph("Normal", run(line, say_size(14)), layout=tabs + spacing + indent + tag("jc", val="left"))


def _count_lines(line: str) -> int:
    room = TYPE_WIDTH // _FOURTH - 2 - _COPIES_LABEL
    return 1 if "\t" in line else -int(-(measure(line) - _COPIES_LABEL) // room)


def _framed(line: str, *, is_first: bool) -> str:
    """Return a line of the note on page 1 that says why the paper may not go out."""
    sides = "".join(tag(side, val="single", sz=8, space=4, color=RED) for side in ("top", "left", "bottom", "right"))
    looks = (heading_font(1) if is_first else say_fonts(SONG)) + tag("color", val=RED) + say_size(12)
    layout = (
        tag("pBdr", sides)
        + tag("snapToGrid", val=0)
        + tag("spacing", line=360, lineRule="exact")
        + tag("ind", left=120, right=120)
    )
    return paragraph("Normal", run(line, looks), layout=layout + tag("jc", val="left"))
