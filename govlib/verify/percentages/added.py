"""Identity 5: a share whose numerator is the sum of the counts that lead up to it: 优秀30家、良好10家，合计占88.9%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from govlib.verify.draft.model import Draft
from govlib.verify.mentions.amounts import Amount, same_unit
from govlib.verify.mentions.rates import TOTALS, RateMention
from govlib.verify.percentages.judged import JudgedRate, accuse, agree, leave
from govlib.verify.percentages.pairs import Pair, fits

_TOGETHER = re.compile("合计|共|总共|两者|三者|两档|三档|两类|三类|两项|三项|上述|以上[两三四]|加起来")
_WHOLES = TOTALS - {"不合格", "问题"} | {"增减"}


def find_added(draft: Draft, mention: RateMention, part: Amount, near: Sequence[Amount]) -> tuple[list[Amount], bool]:
    """Return the counts of one unit that lead up to a share, and whether its words add them up."""
    run: list[Amount] = []
    before = [one for one in near if one.block == part.block and one.sentence == part.sentence]
    for one in sorted(before, key=lambda amount: -amount.start):
        if one.start > part.start or one.bracket not in {-1, mention.amount.bracket}:
            continue
        if not one.is_count or not same_unit(one, part) or one.role in _WHOLES:
            break
        run.insert(0, one)
    text = draft.blocks[mention.amount.block].text
    return run, len(run) > 1 and bool(_TOGETHER.search(text[part.end : mention.amount.start]))


def agree_added(
    draft: Draft, mention: RateMention, run: Sequence[Amount], wholes: Sequence[tuple[Fraction, Amount]]
) -> JudgedRate | None:
    """Return a share that the last counts of a run explain together, None where they don't."""
    for length in range(2, len(run) + 1):
        tail = run[-length:]
        total = sum((one.value for one in tail), Fraction(0))
        for value, whole in wholes:
            if whole in tail or value < total:
                continue
            pair = Pair(total, value, tail[0], whole)
            if fits(mention.amount, pair):
                return agree(draft, mention, pair, sure=False, identity=5)
    return None


def accuse_added(draft: Draft, mention: RateMention, run: Sequence[Amount], whole: Amount) -> JudgedRate:
    """Return a share that is told of a run's counts together and isn't theirs."""
    total = sum((one.value for one in run), Fraction(0))
    if total > whole.value:
        return leave(draft, mention, "各档相加多于总数")
    why = f"各档合计 {'＋'.join(str(one.value) for one in run)}＝{total}，占比的分子却不是它"
    return accuse(draft, mention, Pair(total, whole.value, run[0], whole, strict=True), why, identity=5)
