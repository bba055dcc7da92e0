"""Two wordings that one edit keeps apart: a character replaced, missing, extra, or swapped with its neighbour."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["replaced", "missing", "extra", "swapped"]


class Edit(NamedTuple):
    """What was done to a right wording: the kind, and the position in the right one where it was done."""

    kind: Kind
    at: int


def find_edit(right: str, written: str) -> Edit | None:
    """Return the one edit that made ``written`` of ``right``; None if they are alike or further apart.

    Of a row of equal characters the last counts as the missing one, and what stands after them as the extra one.
    """
    longer = len(written) - len(right)
    if right == written or not -1 <= longer <= 1:
        return None
    at = _count_common(right, written)
    if longer < 0:
        return Edit("missing", at) if right[at + 1 :] == written[at:] else None
    if longer > 0:
        return Edit("extra", at) if right[at:] == written[at + 1 :] else None
    if right[at + 1 :] == written[at + 1 :]:
        return Edit("replaced", at)
    if right[at + 2 :] == written[at + 2 :] and right[at : at + 2] == written[at : at + 2][::-1]:
        return Edit("swapped", at)
    return None


def has_near(text: str, right: str) -> bool:
    """Return whether a part of ``text`` is one edit away from ``right``."""
    return any(
        find_edit(right, text[start : start + length]) is not None
        for length in (len(right) - 1, len(right), len(right) + 1)
        for start in range(len(text) - length + 1)
    )


def _count_common(one: str, other: str) -> int:
    at = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            return at
        at += 1
    return at
