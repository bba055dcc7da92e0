"""A draft's sentences against the same sentences of the computed bulletin: other numbers, other dates, other names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check, Quote
from govlib.verify.computed.alignment import Change, Pair, Side, align, list_changes
from govlib.verify.computed.tokens import Splitter
from govlib.verify.reading import Reading

COMPUTED = "本系统按导出表写的通报"
_DATE_AFTER = re.compile(r"\s?[年月日号]")
_RATE_AFTER = re.compile(r"\s?[%％]|\s?个?百分点")


def compare_text(reading: Reading, lines: Sequence[str], names: Collection[str]) -> Iterator[Check]:
    """Yield one check a number, date or name of the draft that stands in a sentence of the computed bulletin.

    ``names`` are those of units, websites and accounts. Words that a person has put otherwise are no contradiction;
    another name is a doubt, since whom to name may be a choice.
    """
    splitter = Splitter(names)
    drafted = [one for at, block in enumerate(reading.draft.blocks) for one in splitter.split(block.text, at)]
    computed = [one for at, line in enumerate(lines) for one in splitter.split(line, at)]
    for pair in align(drafted, computed):
        changes = list_changes(pair)
        yield from _list_agreeing(reading, pair, changes)
        for change in changes:
            yield from _check_change(reading, pair, change, lines, names)


def _list_agreeing(reading: Reading, pair: Pair, changes: Sequence[Change]) -> Iterator[Check]:
    changed = {token for change in changes for token in change.drafted.tokens}
    for token in pair.drafted.tokens:
        if token.is_number and token not in changed:
            yield _make(reading, pair, (token.start, token.end), token.text, "")


def _check_change(
    reading: Reading, pair: Pair, change: Change, lines: Sequence[str], names: Collection[str]
) -> Iterator[Check]:
    numbers = [token for token in change.drafted.tokens if token.is_number]
    others = [token for token in change.computed.tokens if token.is_number]
    line = lines[pair.computed.at]
    if numbers and len(numbers) == len(others):
        for one, other in zip(numbers, others, strict=True):
            if one.value != other.value:
                said = line[other.start : other.end]
                yield _make(reading, pair, (one.start, one.end), said, "与按导出表算出的不同")
        return
    text = reading.draft.blocks[pair.drafted.at].text
    drafted, computed = _names_at(text, change.drafted, names), _names_at(line, change.computed, names)
    if _is_other_order(
        drafted, text[pair.drafted.start : pair.drafted.end], line[pair.computed.start : pair.computed.end]
    ):
        return
    strange = [name for name in drafted if not any(is_short_for(name, other) for other in computed)]
    if computed and strange:
        start = min(text.find(name, pair.drafted.start) for name in strange)
        span = (start, start + len(strange[0]))
        yield _make(reading, pair, span, "、".join(computed), "与按导出表写出的名称不同")


def is_short_for(one: str, other: str) -> bool:
    """Tell whether two names may be one, written out or short: 市医保局, 市医疗保障局; not 甲镇 and 甲镇乙村."""
    short, long = sorted((one, other), key=len)
    signs = iter(long)
    return short[0] == long[0] and short[-1] == long[-1] and all(sign in signs for sign in short)


def _is_other_order(drafted: Sequence[str], sentence: str, computed: str) -> bool:
    """Tell whether the computed sentence has the same names at other places: a list in another order."""
    return all(name in computed and sentence.count(name) == 1 for name in drafted)


def _names_at(text: str, side: Side, names: Collection[str]) -> tuple[str, ...]:
    """Return the names of a text that touch one side of a change, the longest at each place."""
    found = []
    for name in names:
        at = text.find(name, max(0, side.start - len(name)))
        while 0 <= at <= side.end:
            touches = at < side.end and at + len(name) > side.start
            if touches or (side.start == side.end and at + len(name) >= side.start):
                found.append((at, at + len(name), name))
            at = text.find(name, at + 1)
    return tuple(
        name
        for start, end, name in sorted(found)
        if not any(a <= start and end <= b and b - a > end - start for a, b, _ in found)
    )


def _make(reading: Reading, pair: Pair, span: tuple[int, int], right: str, why: str) -> Check:
    """Return the check of a span; without a reason it agrees."""
    quote = reading.quote(pair.drafted.at, *span)
    kind = _kind_at(reading.draft.blocks[pair.drafted.at].text, *span)
    return Check(
        # whom to name may be the office's choice, a number is not
        verdict=(DOUBTFUL if kind == "点名" else WRONG) if why else RIGHT,
        kind=kind,
        identity=0,
        stated=quote,
        other=Quote(COMPUTED, right),
        said=quote.words,
        computed=right,
        why=why,
    )


def _kind_at(text: str, start: int, end: int) -> str:
    if not text[start:end][:1].isdigit():
        return "点名"
    if _DATE_AFTER.match(text, end):
        return "日期"
    return "百分比" if _RATE_AFTER.match(text, end) else "数字"
