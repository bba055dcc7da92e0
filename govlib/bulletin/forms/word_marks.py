"""Headers and footers: the mark across every page of what may not go out, page numbers on the outer side."""

from __future__ import annotations

from collections.abc import Sequence

from govlib.bulletin.forms.ooxml import SPACES, attribute, tag
from govlib.bulletin.forms.word_look import SONG, say_fonts, say_size
from govlib.bulletin.forms.word_text import paragraph, run

_HALF_EM = 280
_SHORT = 2


def write_header(marks: Sequence[str], number: int) -> str:
    """Return a header that holds nothing but the marks across its page; ``number`` keeps their names apart."""
    shapes = _mark("　".join(marks), number) if marks else ""
    return f"<w:hdr {SPACES}>{paragraph('Header', shapes)}</w:hdr>"


def write_footer(*, is_even: bool) -> str:
    """Return the page number between dashes, at the right of odd pages and at the left of even ones."""
    looks = say_fonts(SONG) + say_size(14)
    field = (
        f'<w:r><w:rPr>{looks}</w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:rPr>{looks}</w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r><w:rPr>{looks}</w:rPr><w:fldChar w:fldCharType="separate"/></w:r>{run("1", looks)}'
        f'<w:r><w:rPr>{looks}</w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
    )
    side = tag("ind", left=_HALF_EM) if is_even else tag("ind", right=_HALF_EM)
    where = tag("jc", val="left" if is_even else "right")
    return (
        f"<w:ftr {SPACES}>{paragraph('Footer', run('— ', looks), field, run(' —', looks), layout=side + where)}</w:ftr>"
    )


def refer(names: Sequence[str]) -> str:
    """Return what a section says of its headers and footers; their relations are numbered as they stand."""
    kinds = {
        "header1": ("headerReference", "default"),
        "header2": ("headerReference", "even"),
        "footer1": ("footerReference", "default"),
        "footer2": ("footerReference", "even"),
    }
    return "".join(
        f'<w:{kinds[name][0]} w:type="{kinds[name][1]}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
        if name in kinds
    )


def _mark(word: str, identity: int) -> str:
    """Return a word across the page in light grey, as Word's own watermarks are made, so that WPS shows it too."""
    wide, high = (330, 165) if len(word) <= _SHORT else (460, 92)
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject{identity}" o:spid="_x0000_s{2048 + identity}" type="#_x0000_t136" '
        f'style="position:absolute;margin-left:0;margin-top:0;width:{wide}pt;height:{high}pt;rotation:315;z-index:-251658752;'
        f"mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" '
        f'o:allowincell="f" fillcolor="silver" stroked="f"><v:fill opacity=".4"/>'
        f'<v:textpath style="font-family:&quot;{SONG}&quot;;font-size:1pt" string={attribute(word)}/></v:shape>'
        "</w:pict></w:r>"
    )
