"""How annexes look: the named styles of a workbook, with the fonts official papers use.

A spreadsheet names one font a cell; where it is missing, the declared family and character set make the program take
another Chinese one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook import Workbook

Role = Literal[
    "label", "title", "subtitle", "warning", "scope", "unit", "heading", "text", "long_text", "serial", "number",
    "date", "total_text", "total_number", "total_date", "link", "empty", "note", "back",
    "input",
]  # fmt: skip

_CHINESE = 134
_ROMAN, _SWISS = 1, 2
_LINE = Side(style="thin", color="FF7F7F7F")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADING_FILL = PatternFill("solid", fgColor="FFE4EAF2")
_TOTAL_FILL = PatternFill("solid", fgColor="FFF5F5F5")
_INPUT_FILL = PatternFill("solid", fgColor="FFFFF8DC")


@dataclass(frozen=True)
class Look:
    """One role of a cell: the style's name as users see it, font, size in points, alignment, borders, fill."""

    name: str
    font: str = "宋体"
    points: float = 10.5
    across: str = "left"
    bold: bool = False
    color: str = "FF000000"
    boxed: bool = False
    fill: PatternFill | None = None
    wraps: bool = True
    underline: Literal["single"] | None = None
    down: str = "center"
    indent: int = 0
    locked: bool = True


LOOKS: dict[Role, Look] = {
    "label": Look("附件号", font="黑体", points=12),
    "title": Look("附件标题", font="方正小标宋简体", points=18, across="center"),
    "subtitle": Look("附件副标题", points=12, across="center"),
    "warning": Look("附件提示", font="黑体", across="center", color="FFC00000"),
    "scope": Look("附件说明"),
    "unit": Look("计量单位", across="right"),
    "heading": Look("表头", font="黑体", across="center", bold=True, boxed=True, fill=_HEADING_FILL),
    "text": Look("表内文字", boxed=True),
    "long_text": Look("表内长文", boxed=True, down="top"),
    "serial": Look("表内序号", boxed=True, across="center", wraps=False),
    "number": Look("表内数字", boxed=True, across="right", wraps=False, indent=1),
    "date": Look("表内日期", boxed=True, across="center", wraps=False),
    "total_text": Look("合计文字", boxed=True, bold=True, fill=_TOTAL_FILL),
    "total_number": Look("合计数字", boxed=True, bold=True, fill=_TOTAL_FILL, across="right", wraps=False, indent=1),
    "total_date": Look("合计日期", boxed=True, bold=True, fill=_TOTAL_FILL, across="center", wraps=False),
    "link": Look("目录链接", boxed=True, across="center", wraps=False, color="FF0563C1", underline="single"),
    "empty": Look("本期无", boxed=True, across="center"),
    "note": Look("附件备注", points=10, down="top"),
    "back": Look("返回目录", points=9, color="FF0563C1", underline="single", wraps=False),
    "input": Look("填写", boxed=True, fill=_INPUT_FILL, locked=False),
}


def add_styles(workbook: Workbook) -> None:
    """Add every look to the workbook as a named style, and make 宋体 11 its default font."""
    default = _font(Look("Normal", points=11))
    # column widths count in characters of the default font, and openpyxl has no public way to it
    inner: Any = workbook
    inner._fonts = IndexedList([default])  # noqa: SLF001 # see above
    inner._named_styles["Normal"].font = default  # noqa: SLF001 # see above
    for look in LOOKS.values():
        style = NamedStyle(name=look.name)
        style.font = _font(look)
        style.alignment = Alignment(
            horizontal=look.across, vertical=look.down, wrap_text=look.wraps, indent=look.indent
        )
        if look.boxed:
            style.border = _BOX
        if look.fill is not None:
            style.fill = look.fill
        style.protection = Protection(locked=look.locked)
        workbook.add_named_style(style)


def _font(look: Look) -> Font:
    family = _SWISS if look.font == "黑体" else _ROMAN
    return Font(
        name=look.font,
        sz=look.points,
        b=look.bold,
        color=look.color,
        u=look.underline,
        family=family,
        charset=_CHINESE,
    )
