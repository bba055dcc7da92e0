"""Marked text → pieces of a paper: headings numbered, points counted, slots kept apart.

A line that begins with ``##`` is a heading of level 2, ``###`` and ``####`` of 3 and 4; words behind its first 。 go on
in the same line. ``- `` begins a point of its own paragraph, ``+ `` one that goes on in the paragraph before it.
``@slot name`` is the place of the analyst's own words. A blank line ends a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from govlib.bulletin.paper import Heading, Paragraph, Piece
from govlib.bulletin.writing.missing import LeftOut, drop_unknown

WAITING, BROKEN = "（待撰写：", "（待改正："
"""How the place of a slot begins that nobody has written, and of one that can't be printed as it is written."""
_SLOT = re.compile(r"^@slot +(\S+)(?: +(.*))?$")
_HEADING = re.compile(r"^(#{2,4}) +(.+)$")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Line:
    """One line of marked text: what it is (heading, point, inline, text, slot), its level, its words."""

    what: str
    text: str
    level: int = 0
    slot: str = ""


@dataclass(frozen=True)
class Style:
    """How points are counted: 一是, 一要, 1. or （1）; what the analyst wrote for each slot.

    ``broken`` has where to look for each slot that was written and can't be printed: its place is kept. With
    ``shows_waiting`` so are those that nobody has written: in a draft that goes to those who write.
    """

    points: str
    written: Mapping[str, Sequence[str]]
    shows_waiting: bool = False
    broken: Mapping[str, str] = field(default_factory=dict)


def say_ordinal(number: int) -> str:
    """Return a number up to 99 in Chinese: 一, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def number_heading(level: int, number: int) -> str:
    """Return the ordinal of a heading: 一、 （一） 1. （1）."""
    return (f"{say_ordinal(number)}、", f"（{say_ordinal(number)}）", f"{number}.", f"（{number}）")[level - 1]


def read_lines(text: str, left_out: LeftOut) -> list[Line]:
    """Return the lines of a rendered section, without sentences that lack a number."""
    lines: list[Line] = []
    is_open = False
    for raw in text.splitlines():
        stripped = raw.strip()
        if not stripped:
            is_open = False
            continue
        slot, heading = _SLOT.match(stripped), _HEADING.match(stripped)
        if slot:
            lines.append(Line("slot", (slot[2] or "").strip(), slot=slot[1]))
            is_open = False
            continue
        words = drop_unknown(heading[2] if heading else stripped, left_out).strip()
        if heading:
            lines.append(Line("heading", words, level=len(heading[1])))
            is_open = False
        elif not words or words in ("-", "+"):
            continue
        elif words.startswith(("- ", "+ ")):
            lines.append(Line("point" if words[0] == "-" else "inline", words[2:].strip()))
            is_open = words[0] == "-"
        elif is_open:
            last = lines[-1]
            lines[-1] = Line(last.what, last.text + words, last.level)
        else:
            lines.append(Line("text", words))
            is_open = True
    return lines


def make_pieces(lines: Sequence[Line], style: Style) -> list[Piece]:
    """Return the pieces of a section's text; a heading with nothing under it is left out."""
    pieces: list[Piece] = []
    counts = {2: 0, 3: 0, 4: 0}
    point = 0
    for line in _with_substance([line for line in lines if _is_shown(line, style)]):
        if line.what == "heading":
            counts[line.level] += 1
            counts.update(dict.fromkeys(range(line.level + 1, 5), 0))
            point = 0
            pieces.extend(_heading(line, counts[line.level]))
        elif line.what == "slot":
            pieces.extend(_slot(line, style))
        elif line.what == "text":
            pieces.append(Paragraph(line.text))
            point = 0
        else:
            point += 1
            words = _counted(line.text, point, style.points)
            if line.what == "inline" and pieces and isinstance(pieces[-1], Paragraph) and not pieces[-1].slot:
                pieces[-1] = Paragraph(pieces[-1].text + words)
            else:
                pieces.append(Paragraph(words))
    return pieces


def _is_shown(line: Line, style: Style) -> bool:
    return line.what != "slot" or style.shows_waiting or line.slot in style.broken or bool(style.written.get(line.slot))


def _heading(line: Line, number: int) -> Iterator[Piece]:
    title, stop, rest = line.text.partition("。")
    level: int = line.level
    ordinal = number_heading(level, number)
    if stop and rest.strip():
        yield Heading(level, f"{ordinal}{title}。", run_in=True)  # type: ignore[arg-type]
        yield Paragraph(rest.strip())
    else:
        yield Heading(level, f"{ordinal}{title}")  # type: ignore[arg-type]


def _slot(line: Line, style: Style) -> Iterator[Piece]:
    paragraphs = style.written.get(line.slot, ())
    if line.slot in style.broken:
        yield Paragraph(f"{BROKEN}{line.slot}，见 {style.broken[line.slot]}）", slot=line.slot, waiting=True)
        return
    if not paragraphs:
        asked = f"：{line.text}" if line.text else ""
        yield Paragraph(f"{WAITING}{line.slot}{asked}）", slot=line.slot, waiting=True)
        return
    counts = {2: 0, 3: 0, 4: 0}
    for words in paragraphs:
        found = _HEADING.match(words)
        if found:
            counts[len(found[1])] += 1
            for piece in _heading(Line("heading", found[2], level=len(found[1])), counts[len(found[1])]):
                yield Paragraph(piece.text, slot=line.slot) if isinstance(piece, Paragraph) else piece
        else:
            yield Paragraph(words, slot=line.slot)


def _counted(text: str, number: int, points: str) -> str:
    ordinal = say_ordinal(number)
    return {"一是": f"{ordinal}是", "一要": f"{ordinal}要", "1.": f"{number}.", "（1）": f"（{number}）"}[points] + text


def _with_substance(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without headings that nothing follows before the next one of their level or above."""
    kept: list[Line] = []
    for position, line in enumerate(lines):
        if line.what != "heading":
            kept.append(line)
            continue
        if not line.text:
            continue
        if line.text.partition("。")[2].strip():
            kept.append(line)
            continue
        under: list[Line] = []
        for other in lines[position + 1 :]:
            if other.what == "heading" and other.level <= line.level:
                break
            under.append(other)
        if any(one.what != "heading" or one.text.partition("。")[2].strip() for one in under):
            kept.append(line)
    return kept
