"""The text of a Markdown file without the signs that only lay it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlib.documents.passage import Passage
from govlib.documents.wrapped_lines import join_lines

_FENCE = re.compile(r"^\s{0,3}(```|~~~)")
_RULE = re.compile(r"^\s{0,3}(?:[-*_=]\s*){3,}$")
_DEFINITION = re.compile(r"^\s{0,3}\[[^\]\n]{1,200}\]:\s*\S+")
_BLOCK = re.compile(r"^\s*(?:>\s?)*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?)?")
_BEGINS = re.compile(r"^\s*(?:>\s?)*(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s)")
_CELLS = re.compile(r"^\s*\|.*\|\s*$")
_TABLE_LINE = re.compile(r"^\s*\|?[\s:|-]*-{3,}[\s:|-]*\|?\s*$")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,1000})\](?:\((?:[^()\n]++|\([^()\n]*+\))*+\)|\[[^\[\]\n]{0,200}\])")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,100}\]:?")
_ADDRESS = re.compile(r"<(?:https?|mailto):[^<>\s]{1,2000}>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,1000}>")
_MARKS = re.compile(r"\*{1,3}|~~|`+|(?<![A-Za-z0-9_])_{1,2}(?=\S)|(?<=\S)_{1,2}(?![A-Za-z0-9_])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~<])")
_KEPT = "\ue000"
"""Where an escaped sign stood, while marks are taken out; the signs come back in order."""


def read_markdown(text_lines: Sequence[str]) -> Iterator[Passage]:
    """Yield the paragraphs, headings, list items and table cells of a Markdown text; code between fences is not read.

    The place is the line in which each begins; lines of a paragraph are joined as Markdown joins them.
    """
    held: list[tuple[str, str]] = []
    fence = ""
    was_quote = False
    for number, line in enumerate(text_lines, 1):
        place = f"第 {number} 行"
        opening = _FENCE.match(line)
        if opening or fence:
            fence = _follow_fence(fence, opening)
            held.append(("", ""))
            continue
        if _RULE.match(line) or _DEFINITION.match(line) or _TABLE_LINE.match(line):
            held.append(("", ""))
            continue
        if _CELLS.match(line):
            yield from _flush(held)
            for cell in line.strip().strip("|").split("|"):
                if cell.strip():
                    yield Passage(place, strip_marks(cell.strip()))
            continue
        is_quote = line.lstrip().startswith(">")
        if _BEGINS.match(line) or is_quote != was_quote:
            held.append(("", ""))
        was_quote = is_quote
        held.append((place, strip_marks(_BLOCK.sub("", line, count=1))))
        if line.lstrip().startswith("#"):
            held.append(("", ""))
    yield from _flush(held)


def split_tables(text_lines: Sequence[str]) -> tuple[list[list[tuple[int, list[str]]]], list[str]]:
    """Return the tables of a Markdown text, each row with its line, and the text with those lines left blank.

    A table is two lines or more between upright strokes, one of which only draws the line under the heading.
    """
    tables: list[list[tuple[int, list[str]]]] = []
    rest = list(text_lines)
    run: list[int] = []
    fence = ""
    for number, line in enumerate([*text_lines, ""]):
        opening = _FENCE.match(line)
        fence = _follow_fence(fence, opening) if opening else fence
        if not fence and not opening and "|" in line and (_CELLS.match(line) or _TABLE_LINE.match(line) or run):
            run.append(number)
            continue
        drawn = [at for at in run if _TABLE_LINE.match(rest[at])]
        if drawn and len(run) > len(drawn):
            tables.append([(at + 1, _split_cells(rest[at])) for at in run if at not in drawn])
            for at in run:
                rest[at] = ""
        run = []
    return tables, rest


def _split_cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|").replace("\\|", _KEPT)
    return [strip_marks(cell.strip()).replace(_KEPT, "|") for cell in bare.removesuffix("|").split("|")]


def _follow_fence(fence: str, mark: re.Match[str] | None) -> str:
    """Return the fence inside which the next line stands, "" for none."""
    if mark is None:
        return fence
    if not fence:
        return mark[1]
    return "" if mark[1] == fence else fence


def _flush(held: list[tuple[str, str]]) -> Iterator[Passage]:
    lines = list(held)
    held.clear()
    yield from join_lines(lines, always=True)


def strip_marks(line: str) -> str:
    """Return a line as it is read: links as their words, no marks of emphasis, no tags."""
    escaped = _ESCAPE.findall(line)
    if escaped:
        line = _ESCAPE.sub(_KEPT, line)
    line = _FOOTNOTE.sub("", _TAG.sub("", _ADDRESS.sub("", line)))
    for _ in range(2):
        line = _LINK.sub(r"\1", line)
    line = _MARKS.sub("", line)
    signs = iter(escaped)
    return "".join(next(signs, "") if sign == _KEPT else sign for sign in line) if escaped else line
