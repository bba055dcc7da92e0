"""A paragraph as sentences of segments: between two marks a count, its name, and what is in brackets beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govlib.verify.mentions.amounts import Amount

_ENDS = "。！!？?\n"
_MARKS = "，,、；;：:＋+"
_OPEN, _CLOSE = "（(", "）)"
_JOINT = re.compile("以及|(?<![涉普])及(?!时)|和(?![谐平睦])|(?<!参)与(?!会)")
_AMONG = re.compile(r"中(?=[共仅只]?有\s?\d)")
_HEADS = re.compile(r"[，,；;]?\s*(?:其中|分别|包括)|[：:（(]")
_QUOTED = re.compile("“[^“”\n]*”|《[^《》\n]*》")
_NO_COUNTS = frozenset({"百分点", "天", "元"})
_STILL = str.maketrans(dict.fromkeys(_MARKS + _ENDS + _OPEN + _CLOSE, "＿"))


@dataclass(frozen=True)
class Segment:
    """What stands between two marks: ``mark`` is the one before it, 和 where a word joins two counts, "" at the start.

    ``text`` is as long as the span, its brackets blanked; ``inside`` has the segments of each pair of brackets, with
    the place where it opens.
    """

    block: int
    start: int
    end: int
    mark: str
    text: str
    counts: tuple[Amount, ...]
    rates: tuple[Amount, ...]
    inside: tuple[tuple[int, tuple[Segment, ...]], ...]

    @property
    def count(self) -> Amount | None:
        """Return the only count of the segment, None where it has none or several."""
        return self.counts[0] if len(self.counts) == 1 else None

    def before(self, amount: Amount) -> str:
        """Return the words of the segment before a number, back to the number before it."""
        ends = [one.end for one in (*self.counts, *self.rates) if one.end <= amount.start]
        return self.text[max(ends, default=self.start) - self.start : amount.start - self.start].strip()

    def after(self, amount: Amount) -> str:
        """Return the words of the segment after a number, up to the number after it."""
        begins = [one.start for one in (*self.counts, *self.rates) if one.start >= amount.end]
        return self.text[amount.end - self.start : min(begins, default=self.end) - self.start].strip()

    @property
    def words(self) -> str:
        """Return the words of the segment without its numbers."""
        return "".join(part for part in self._between()).strip()

    def _between(self) -> Iterator[str]:
        at = self.start
        for one in sorted((*self.counts, *self.rates), key=lambda each: each.start):
            yield self.text[at - self.start : one.start - self.start]
            at = one.end
        yield self.text[at - self.start :]


def split_block(text: str, number: int, amounts: Sequence[Amount]) -> list[tuple[Segment, ...]]:
    """Return the sentences of a paragraph, each as its segments."""
    plain = _mask(text, amounts)
    sentences: list[tuple[Segment, ...]] = []
    start, depth = 0, 0
    for at, sign in enumerate([*plain, "。"]):
        depth = max(0, depth + (sign in _OPEN) - (sign in _CLOSE))
        if sign == "\n":
            depth = 0
        if at == len(plain) or (sign in _ENDS and not depth):
            if plain[start:at].strip():
                sentences.append(_split(plain, start, at, number, amounts))
            start = at + 1
    return sentences


def _mask(text: str, amounts: Sequence[Amount]) -> str:
    """Return the text with nothing in numbers, quotations and titles that reads as a mark."""
    signs = list(_QUOTED.sub(lambda found: found[0].translate(_STILL), text))
    for one in amounts:
        signs[one.start : one.end] = [("＿" if sign in _MARKS else sign) for sign in text[one.start : one.end]]
    return "".join(signs)


def _split(plain: str, start: int, end: int, number: int, amounts: Sequence[Amount]) -> tuple[Segment, ...]:
    bounds = list(_list_bounds(plain, start, end))
    found: list[Segment] = []
    for low, high, mark in bounds:
        pieces = _part_joined(plain, low, high, amounts)
        for position, (first, last, joint) in enumerate(pieces):
            found.append(_shape(plain, first, last, joint if position else mark, number=number, amounts=amounts))
    return tuple(found)


def _list_bounds(plain: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    depth, low, mark = 0, start, ""
    for at in range(start, end + 1):
        sign = plain[at] if at < end else ""
        depth = max(0, depth + (sign != "" and sign in _OPEN) - (sign != "" and sign in _CLOSE))
        if at == end or (not depth and sign in _MARKS):
            yield low, at, mark
            low, mark = at + 1, sign.translate(str.maketrans(",;:＋+", "，；：、、"))


def _part_joined(plain: str, low: int, high: int, amounts: Sequence[Amount]) -> list[tuple[int, int, str]]:
    """Return a segment in two where a word like 和 joins two counts of it, or 中有 leads from one to its part.

    The third of each piece is the mark that the words before it stand for.
    """
    bare, _ = _blank(plain, low, high)
    inner = [one for one in amounts if low <= one.start and one.end <= high and bare[one.start - low] != " "]
    counts = [one for one in inner if not one.is_rate and not one.limit]
    cuts = []
    for first, second in pairwise(counts):
        found = list(_JOINT.finditer(bare, first.end - low, second.start - low))
        among = _AMONG.search(bare, first.end - low, second.start - low + 1)
        if found:
            cuts.append((low + found[-1].start(), low + found[-1].end(), "和"))
        elif among and first.unit == second.unit and second.value < first.value and not _HEADS.match(plain, high):
            cuts.append((low + among.end(), low + among.end(), "，"))
    pieces, at, mark = [], low, ""
    for first_sign, last_sign, joint in cuts:
        pieces.append((at, first_sign, mark))
        at, mark = last_sign, joint
    return [*pieces, (at, high, mark)]


def _blank(plain: str, low: int, high: int) -> tuple[str, list[tuple[int, int]]]:
    """Return the span with spaces for what is in brackets, and the spans of the outermost brackets."""
    signs, spans, depth, opened = list(plain[low:high]), [], 0, low
    for at in range(low, high):
        if plain[at] in _OPEN:
            opened = at if not depth else opened
            depth += 1
        if depth:
            signs[at - low] = " "
        if plain[at] in _CLOSE and depth:
            depth -= 1
            if not depth:
                spans.append((opened, at))
    if depth:
        spans.append((opened, high))
    return "".join(signs), spans


def _shape(plain: str, low: int, high: int, mark: str, *, number: int, amounts: Sequence[Amount]) -> Segment:
    bare, spans = _blank(plain, low, high)
    own = [one for one in amounts if low <= one.start and one.end <= high and bare[one.start - low] != " "]
    inside = tuple(
        (first, _split(plain, first + 1, last, number, amounts))
        for first, last in spans
        if any(first < one.start and one.end <= last for one in amounts)
    )
    return Segment(
        block=number,
        start=low,
        end=high,
        mark=mark,
        text=bare,
        counts=tuple(one for one in own if not one.is_rate and not one.limit and one.unit not in _NO_COUNTS),
        rates=tuple(one for one in own if one.is_rate),
        inside=inside,
    )
