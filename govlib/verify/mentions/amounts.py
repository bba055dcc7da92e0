"""Numbers with a unit as a draft states them: how many of what, in which respect, of which window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from govlib.text.quantities import list_quantities, split_sentences
from govlib.verify.draft.model import Block
from govlib.verify.mentions.words import find_platform, find_role, find_scope, find_thing, find_window

_AFTER_MARK = re.compile("[，,。；;：:、（）()！？!?\n]")


@dataclass(frozen=True)
class Amount:
    """A number at ``start:end`` of block ``block``, its unit within the span; ``sentence`` counts within the block.

    ``before`` and ``after`` are the words up to the next mark or number. What they tell is named by closed lists
    (``words``), "" where they don't: ``role`` (总数 检查 合格 不合格 …), ``thing`` (网站 账号 信件 …), ``scope`` (全市
    市直 县区 or a name), ``platform``, ``window`` (上期 去年同期 累计 or as written). A ``rough`` number claims nothing
    exactly.
    """

    block: int
    start: int
    end: int
    sentence: int
    text: str
    value: Fraction
    unit: str
    step: Fraction
    rough: bool
    before: str
    after: str
    role: str
    thing: str
    scope: str
    platform: str
    window: str

    @property
    def is_rate(self) -> bool:
        """Tell whether it is a percentage."""
        return self.unit == "%"


def list_amounts(block: Block, number: int) -> Iterator[Amount]:
    """Yield the numbers with a unit of a block."""
    for sentence, (first, last) in enumerate(split_sentences(block.text)):
        found = list_quantities(block.text, first, last)
        ends = [first, *(one.end for one in found)]
        begins = [*(one.start for one in found[1:]), last]
        for one, low, high in zip(found, ends, begins, strict=False):
            before = _AFTER_MARK.split(block.text[low : one.start])[-1].strip()
            after = _AFTER_MARK.split(block.text[one.end : high])[0].strip()
            yield Amount(
                block=number,
                start=one.start,
                end=one.end,
                sentence=sentence,
                text=block.text[one.start : one.end],
                value=one.value,
                unit=one.unit,
                step=one.step,
                rough=one.is_rough,
                before=before,
                after=after,
                role=find_role(before, after),
                thing=find_thing(before, after),
                scope=find_scope(before),
                platform=find_platform(before, after),
                window=find_window(before),
            )
