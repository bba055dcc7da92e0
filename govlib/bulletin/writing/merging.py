"""What came back from Word beside what was printed: what was left alone keeps its source, the rest is as typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from govlib.bulletin.forms.parts import clean

_HEADING = re.compile(r"^#{2,4} +")
_SHOWN = 20


def merge_lines(source: Sequence[str], printed: Sequence[str], came: Sequence[str]) -> tuple[str, ...]:
    """Return the lines that the records should have; ``printed`` has one line a line of ``source``, "" if left out.

    Headings stand outside the marks of the Word file and come back with the paragraph behind them; a line that was not
    printed for want of a number stays. What was split or joined in Word is as it was typed.
    """
    at = [number for number, line in enumerate(printed) if _body(line)]
    bodies, found = [_body(printed[number]) for number in at], [clean(line) for line in came]
    if bodies == found:
        return tuple(source)
    kept: list[str] = []
    done = 0
    for how, first, last, begin, end in SequenceMatcher(None, bodies, found, autojunk=False).get_opcodes():
        typed = list(came[begin:end])
        for number, place in enumerate(at[first:last]):
            between = source[done:place]
            done = place + 1
            if how == "delete" or (how == "replace" and number >= len(typed)):
                kept += [line for line in between if not _HEADING.match(line)]
                continue
            kept += between
            kept.append(source[place] if how == "equal" else _heading(source[place]) + typed[number])
        if how != "equal":
            kept += typed[last - first :] if how == "replace" else typed
    return (*kept, *(line for line in source[done:] if not _HEADING.match(line)))


def find_doubled(printed: Sequence[str], came: Sequence[str]) -> str:
    """Return the beginning of a paragraph that came back more often than it was printed, "" for none."""
    once = Counter(_body(line) for line in printed)
    for words, times in Counter(clean(line) for line in came).items():
        if times > max(1, once[words]):
            return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}……"
    return ""


def _body(line: str) -> str:
    """Return what of a printed line stands inside its mark: nothing of a heading on a line of its own."""
    if not _HEADING.match(line):
        return clean(line)
    return clean(line.partition("。")[2])


def _heading(line: str) -> str:
    """Return the heading of a paragraph (``## 题目。``), which stands outside its mark, "" where it has none."""
    title, stop, rest = line.partition("。")
    return f"{title}{stop}" if _HEADING.match(line) and stop and rest.strip() else ""
