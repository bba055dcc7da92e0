"""What was changed between a wrong and a right sentence, and which kind of error each change mends."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from govlib.text.confusable import looks_alike, nearly_sounds_alike

KINDS = ("同音", "形近", "漏字", "多字", "颠倒", "其他")
_SWAPPED_ACROSS = 2

_Code = tuple[str, int, int, int, int]


class Change(NamedTuple):
    """A span of the wrong sentence that the right one changes, and the kind of its error, one of ``KINDS``.

    Where the right sentence only adds, the span is the characters on both sides.
    """

    start: int
    end: int
    kind: str


def list_changes(wrong: str, right: str) -> list[Change]:
    """Return the changes of a pair in order; what only changed places is one change."""
    codes = SequenceMatcher(None, wrong, right, autojunk=False).get_opcodes()
    changes: list[Change] = []
    at = 0
    while at < len(codes):
        tag, start, end, first, last = codes[at]
        if _is_swap(codes[at : at + 3], wrong, right):
            changes.append(Change(start, codes[at + 2][2], "颠倒"))
            at += 2
        elif tag != "equal":
            first_at, last_at = (start, end) if end > start else (max(0, start - 1), min(len(wrong), end + 1))
            changes.append(Change(first_at, last_at, name_change(wrong[start:end], right[first:last])))
        at += 1
    return changes


def name_change(wrong: str, right: str) -> str:
    """Return which of ``KINDS`` the error is that makes ``wrong`` of ``right``."""
    if len(wrong) != len(right):
        short, long = sorted((wrong, right), key=len)
        rest = iter(long)
        if not all(one in rest for one in short):
            return "其他"
        return "漏字" if wrong == short else "多字"
    if sorted(wrong) == sorted(right):
        return "颠倒"
    pairs = [(one, other) for one, other in zip(wrong, right, strict=True) if one != other]
    if all(nearly_sounds_alike(*pair) for pair in pairs):
        return "同音"
    return "形近" if all(nearly_sounds_alike(*pair) or looks_alike(*pair) for pair in pairs) else "其他"


def _is_swap(codes: Sequence[_Code], wrong: str, right: str) -> bool:
    """Return whether something is taken out on one side of a character or two and put in on the other."""
    if [code[0] for code in codes] not in (["delete", "equal", "insert"], ["insert", "equal", "delete"]):
        return False
    before, between, after = codes
    taken, put = (before, after) if before[0] == "delete" else (after, before)
    return between[2] - between[1] <= _SWAPPED_ACROSS and wrong[taken[1] : taken[2]] == right[put[3] : put[4]]
