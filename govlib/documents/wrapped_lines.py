"""Lines that are one paragraph wrapped at a margin, as one passage again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlib.documents.passage import Passage

_NARROWEST, _WIDEST = 24, 200
"""Between which widths of its longest line, in columns, a text may be wrapped; beyond, a line is a paragraph."""

_FULL = 0.8
_END = re.compile(r"[。！？：；!?:;…][”’」』）)】》\"']*$")
_NUMERALS = "一二三四五六七八九十百零〇○"
_STARTS = re.compile(
    rf"(?:第[{_NUMERALS}\d]+[章节条款编部分]|[（(]?[{_NUMERALS}]+[、）).．]|[（(]\d{{1,3}}[)）]|\d{{1,3}}(?:[、）)．]|\.(?!\d))"
    r"|[①-⑳⒈-⒛]|附件|附：|抄送|主送|联系人|[-*+•·●■◆▪○#>|]|(?:\d{4}|[二一][〇○零九][\d〇○零一二三四五六七八九]{2})年[^，。]{0,8}$)"
)
_TITLE = re.compile(
    r"(?:通知|意见|报告|方案|公告|通告|通报|办法|规定|决定|请示|批复|函|纪要|条例|细则|规划|计划|要点|总结|讲话)"
    r"(?:[（(][^）)]{1,12}[）)])?$"
)
_PROSE = re.compile("[，。；！？]")
_LETTERS = re.compile(r"[A-Za-z]")


def join_lines(lines: Sequence[tuple[str, str]], *, always: bool = False) -> Iterator[Passage]:
    """Yield the paragraphs of numbered lines, given as where each stands and its text; blank lines part them.

    A full line that ends no sentence goes on in the next one, unless that begins a list, a heading or an indented
    paragraph. Where a short line may or may not go on, both are one passage with the line break in it. ``always``
    says that only a blank line or the beginning of a list or heading ends a paragraph, as in Markdown.
    """
    widest = max((_width(text) for _, text in lines), default=0)
    full = widest * _FULL if _NARROWEST <= widest <= _WIDEST else None
    held: list[str] = []
    places: list[tuple[int, str]] = []
    length, last = 0, ""
    for place, line in lines:
        text = line.rstrip()
        glue = _join(last, text, full, always=always) if held and text.strip() else None
        if glue is None:
            if held:
                yield Passage(places[0][1], "".join(held), tuple(places[1:]))
            held, places, length = [], [], 0
        else:
            held.append(glue)
            length += len(glue)
            text = text.lstrip() if always else text
        if text.strip():
            held.append(text)
            places.append((length, place))
            length += len(text)
        last = text
    if held:
        yield Passage(places[0][1], "".join(held), tuple(places[1:]))


def _join(last: str, line: str, full: float | None, *, always: bool) -> str | None:
    """Return what stands between two lines of one paragraph, or None where a new one begins."""
    if _STARTS.match(line.lstrip() if always else line):
        return None
    if always:
        return _between(last, line.lstrip())
    if line[0].isspace() or _END.search(last) or _TITLE.search(last) or (line.endswith("：") and "。" not in line):
        return None
    is_prose = bool(_PROSE.search(last) or _PROSE.search(line))
    if full is not None and is_prose and _width(last) >= full:
        return _between(last, line)
    is_open = is_han(last[-1]) and is_han(line[0]) and not _STARTS.match(last.lstrip())
    return "\n" if is_open and (_PROSE.search(line) or _TITLE.search(line)) else None


def _between(last: str, line: str) -> str:
    return " " if last[-1].isascii() and line[0].isascii() and _LETTERS.search(last[-1] + line[0]) else ""


def is_han(sign: str) -> bool:
    """Return whether a character is a Chinese one."""
    return "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff"


def _width(text: str) -> float:
    """Return how many columns a line takes: two a Chinese character, one a letter."""
    stripped = text.strip()
    return (len(stripped.encode("utf-8", errors="replace")) + len(stripped)) / 2
