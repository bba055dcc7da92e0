"""Rates given one after another for counts given one after another: 合格44个、237个，合格率分别为97.8%、99.2%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlib.verify.mentions.amounts import Amount, same_unit
from govlib.verify.mentions.rates import RATES, RateMention
from govlib.verify.percentages.pairs import Pair

_BETWEEN = re.compile(r"^[^，,。；;：:]{0,24}$")
_JOINT = re.compile("[、和及与]")


def list_pairs_in_turn(mention: RateMention, text: str, near: Sequence[Amount]) -> list[Pair]:
    """Return the pairs at a rate's place in lists as long as its own; empty for a rate that stands alone."""
    kind = RATES.get(mention.name)
    if mention.of == 1 or kind is None:
        return []
    at = mention.amount
    counts = [one for one in near if one.block == at.block and one.start < at.start and one.role != "增减"]
    runs = [run for run in _runs(text, [one for one in counts if not one.is_rate]) if len(run) == mention.of]
    wholes = [run for run in runs if run[0].role in kind.wholes]
    pairs = []
    for roles, rest in ((kind.parts, False), (kind.rest, True)):
        for run in runs:
            if run[0].role not in roles:
                continue
            for of in wholes:
                part, whole = run[mention.place], of[mention.place]
                if of is not run and same_unit(part, whole) and 0 <= part.value <= whole.value and whole.value:
                    value = whole.value - part.value if rest else part.value
                    pairs.append(Pair(value, whole.value, part, whole, rest=rest, strict=True))
    return pairs


def _runs(text: str, counts: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Yield the runs of exact counts that only 、 and 和 and a few words part."""
    run: list[Amount] = []
    for one in counts:
        gap = text[run[-1].end : one.start] if run else ""
        same = bool(run) and one.sentence == run[-1].sentence and one.bracket == run[-1].bracket
        if same and _BETWEEN.match(gap) and _JOINT.search(gap) and one.is_count:
            run.append(one)
            continue
        if len(run) > 1:
            yield run
        run = [one] if one.is_count else []
    if len(run) > 1:
        yield run
