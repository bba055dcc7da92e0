"""How an official paper looks: fonts by name, styles, page and type area after GB/T 9704-2012.

22 lines of 28 characters a page: lines of exactly 28.95 pt on a grid of the same, characters 0.25 pt closer.
"""

from __future__ import annotations

from govlib.bulletin.forms.ooxml import SPACES, attribute, tag

BODY, TITLE, HEADING, SUBHEADING, SONG, LATIN = (
    "仿宋_GB2312",
    "方正小标宋简体",
    "黑体",
    "楷体_GB2312",
    "宋体",
    "Times New Roman",
)
LINE = 579
"""Twentieths of a point from line to line; 580 would give 21 lines."""
CHARACTER = 315
"""Twentieths of a point from character to character."""
TIGHTER = -5
TYPE_WIDTH = 8844
RED = "FF0000"
# what stands in where a font is missing: same style of stroke first, then any that has all characters
_STAND_INS = {
    BODY: "仿宋,FangSong,STFangsong,FandolFang,Noto Serif CJK SC,SimSun",
    TITLE: "FZXiaoBiaoSong-B05S,小标宋体,华文中宋,STZhongsong,Noto Serif CJK SC,SimSun",
    HEADING: "SimHei,Noto Sans CJK SC",
    SUBHEADING: "楷体,KaiTi,STKaiti,FandolKai,LXGW WenKai,Noto Serif CJK SC,SimSun",
    SONG: "SimSun,Noto Serif CJK SC",
}
_PANOSE = {
    BODY: "02010609030101010101",
    TITLE: "03000509000000000000",
    HEADING: "02010609060101010101",
    SUBHEADING: "02010609030101010101",
    SONG: "02010600030101010101",
}
_MILLIMETRES = 1440 / 25.4


def say_fonts(font: str) -> str:
    """Return the fonts of a run: one for Chinese, Times New Roman for letters and digits."""
    return tag("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=font, cs=LATIN, hint="eastAsia")


def say_size(points: float) -> str:
    """Return the size of a run in half points, for Chinese and for other scripts."""
    return tag("sz", val=round(points * 2)) + tag("szCs", val=round(points * 2))


def write_fonts() -> str:
    """Return the table of fonts, each with what may stand in for it."""
    fonts = "".join(
        f"<w:font w:name={attribute(name)}><w:altName w:val={attribute(other)}/>"
        f'<w:panose1 w:val="{_PANOSE[name]}"/><w:charset w:val="86"/>'
        '<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
        for name, other in _STAND_INS.items()
    )
    return f"<w:fonts {SPACES}>{fonts}</w:fonts>"


def write_styles() -> str:
    """Return the styles: text, title, four levels of headings, header and footer."""
    language = tag("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    default = tag(
        "docDefaults",
        tag("rPrDefault", tag("rPr", say_fonts(BODY), tag("spacing", val=TIGHTER), say_size(16), language)),
        tag("pPrDefault", tag("pPr", tag("spacing", before=0, after=0, line=LINE, lineRule="exact"))),
    )
    indent = tag("ind", firstLineChars=200, firstLine=2 * CHARACTER)
    # LibreOffice 7 loses marks that hang over the end of some lines; it reads what is Word's own default the other way
    # round, so that saying it keeps all marks within the lines there and changes nothing in Word
    body_text = tag("widowControl", val=0) + tag("overflowPunct")
    styles = [
        _style("Normal", "Normal", tag("pPr", body_text, tag("jc", val="both")), "", is_default=True),
        _style("BodyText", "Body Text", tag("pPr", indent), ""),
        _style(
            "Title",
            "Title",
            _title_layout(),
            tag("rPr", say_fonts(TITLE), tag("spacing", val=0), say_size(22)),
        ),
        *(
            _style(
                f"Heading{level}",
                f"heading {level}",
                tag("pPr", tag("keepNext"), indent, tag("outlineLvl", val=level - 1)),
                tag("rPr", heading_font(level)),
            )
            for level in (1, 2, 3, 4)
        ),
        _style("Header", "header", tag("pPr", _single()), tag("rPr", say_size(9))),
        _style(
            "Footer",
            "footer",
            tag("pPr", _single()),
            tag("rPr", say_fonts(SONG), say_size(14)),
        ),
        _style("Caption", "caption", tag("pPr", tag("keepNext"), tag("jc", val="center")), tag("rPr", say_size(14))),
    ]
    return f"<w:styles {SPACES}>{default}{''.join(styles)}</w:styles>"


def heading_font(level: int) -> str:
    """Return the font of a heading: 黑体, 楷体, 仿宋 bold, 仿宋."""
    font = {1: HEADING, 2: SUBHEADING}.get(level, BODY)
    return say_fonts(font) + (tag("b") if level == 3 else "")  # noqa: PLR2004 - 1. is bold, as most offices have it


def write_settings() -> str:
    """Return the settings: odd and even pages differ, punctuation isn't squeezed, Word's own layout of 2013 on."""
    return (
        f"<w:settings {SPACES}>"
        + tag("zoom", percent=100)
        + tag("bordersDoNotSurroundHeader")
        + tag("bordersDoNotSurroundFooter")
        + tag("defaultTabStop", val=420)
        + tag("evenAndOddHeaders")
        + tag("drawingGridVerticalSpacing", val=LINE)
        + tag("characterSpacingControl", val="doNotCompress")
        + tag("compat", _compat())
        + tag("themeFontLang", val="en-US", eastAsia="zh-CN")
        + "</w:settings>"
    )


def say_section(references: str = "", *, landscape: bool = False, starts: str = "nextPage") -> str:
    """Return a section: A4, the type area of the standard, the grid of lines, headers and footers."""
    wide, high = _twips(210), _twips(297)
    size = tag("pgSz", w=high, h=wide, orient="landscape") if landscape else tag("pgSz", w=wide, h=high)
    margins = (28, 37, 26, 35) if landscape else (37, 26, 35, 28)
    top, right, bottom, left = (_twips(side) for side in margins)
    footer = _twips(16 if landscape else 25)
    return tag(
        "sectPr",
        references,
        tag("type", val=starts),
        size,
        tag("pgMar", top=top, right=right, bottom=bottom, left=left, header=_twips(15), footer=footer, gutter=0),
        tag("docGrid", type="lines", linePitch=LINE),
    )


def _twips(millimetres: float) -> int:
    # the type area must hold 28 characters and 22 lines, so nothing is rounded up into it
    return int(millimetres * _MILLIMETRES)


def _single() -> str:
    return tag("snapToGrid", val=0) + tag("spacing", line=240, lineRule="auto")


def _title_layout() -> str:
    # letters of 22 pt on the grid would take two of its lines each where a font is tall
    return tag("pPr", tag("keepNext"), tag("keepLines"), tag("snapToGrid", val=0), tag("jc", val="center"))


def _compat() -> str:
    return tag("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)


def _style(identity: str, name: str, paragraph: str, run: str, *, is_default: bool = False) -> str:
    based = "" if is_default else tag("basedOn", val="Normal")
    given = {"default": 1} if is_default else {}
    return tag(
        "style",
        tag("name", val=name),
        based,
        tag("qFormat"),
        paragraph,
        run,
        type="paragraph",
        styleId=identity,
        **given,
    )
