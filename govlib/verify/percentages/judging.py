"""All percentages of a draft judged: rates by their roles, shares by the whole they are a part of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from govlib.verify.draft.model import Draft
from govlib.verify.mentions.amounts import Amount
from govlib.verify.mentions.rates import RATES, RateMention, list_rates
from govlib.verify.percentages.all_checked import doubt_all_checked
from govlib.verify.percentages.in_turn import list_pairs_in_turn
from govlib.verify.percentages.judged import JudgedRate, accuse, agree, exceed, leave
from govlib.verify.percentages.pairs import Pair, fits, list_pairs, say
from govlib.verify.percentages.shares import judge_shares
from govlib.verify.percentages.strict import strict_pair

_FRACTION = re.compile(r"[（(，,]?\s*(?:即|为)?\s*(\d{1,6})\s*[/／÷]\s*(\d{1,6})\s*(?:[）)]|(?=[，,。；;]|$))")
_FRACTION_BEFORE = re.compile(r"(\d{1,6})\s*[/／÷]\s*(\d{1,6})\s*(?:[）)])?\s*[＝=，,、]?\s*$")
_BLOCKS_BACK = 3
_HUNDRED = 100
_OVERALL = re.compile("总体|综合|整体|平均|总")
_OF_CHECKED = frozenset({"合格率", "不合格率", "达标率", "抽查合格率", "总体合格率", "通过率"})
_OVER = frozenset({"完成率", "发布率", "整改完成率", "转载率"})


def judge_rates(draft: Draft, body: Sequence[int], amounts: Sequence[Sequence[Amount]]) -> Iterator[JudgedRate]:
    """Yield every rate and share of the body with its verdict, in their order."""
    for at in body:
        mentions = list(list_rates(draft.blocks[at].text, amounts[at]))
        if not mentions:
            continue
        above = [one for block in _blocks_above(draft, body, at) for one in amounts[block]]
        near = [*amounts[at], *above]
        shares = {id(one.mention): one for one in judge_shares(draft, mentions, near)}
        for mention in mentions:
            written = _read_fraction(draft, mention)
            if written is not None:
                fitting = fits(mention.amount, written)
                yield agree(draft, mention, written, sure=True) if fitting else accuse(draft, mention, written)
            elif id(mention) in shares:
                yield shares[id(mention)]
            elif mention.name not in RATES:
                yield leave(draft, mention, f"认不出“{mention.name}”的分子、分母")
            elif mention.amount.value > _HUNDRED and mention.name not in _OVER:
                yield exceed(draft, mention)
            else:
                yield _judge(draft, mention, near)


def _judge(draft: Draft, mention: RateMention, near: Sequence[Amount]) -> JudgedRate:
    in_turn = list_pairs_in_turn(mention, draft.blocks[mention.amount.block].text, near)
    strict = strict_pair(mention, near)
    every = list(list_pairs(mention, near))
    pairs = [one for one in every if strict is None or _may_replace(mention, strict, one, near)]
    sure = [*in_turn, *([strict] if strict else [])]
    fitting = next((pair for pair in sure if fits(mention.amount, pair)), None)
    if fitting is None and len(in_turn) != 1:
        fitting = next((pair for pair in pairs if _explains(mention, pair)), None)
    if fitting is not None:
        alone = fitting in sure or len({(one.part, one.whole) for one in pairs}) == 1
        return agree(draft, mention, fitting, sure=alone)
    if len(in_turn) == 1:
        return accuse(draft, mention, in_turn[0])
    if strict is not None:
        slip = _closed_counted(mention, strict, near) or _registered_taken(mention, strict, every)
        return accuse(draft, mention, strict, slip)
    doubt = doubt_all_checked(draft, mention, near)
    return doubt or leave(draft, mention, "看不出分子、分母是哪两个数" if pairs else "没有写分子和分母")


def _may_replace(mention: RateMention, strict: Pair, pair: Pair, near: Sequence[Amount]) -> bool:
    """Tell whether a pair may be meant beside the one that the words leave.

    What was checked is never all there is; a sentence that counts one thing alone speaks of no other.
    """
    if not _is_here(mention, strict, pair) or _takes_registered(mention, strict, pair):
        return False
    at = mention.amount
    here = {one.thing for one in near if one.block == at.block and one.sentence == at.sentence and one.is_count}
    is_sum = pair.whole not in {pair.last.value, pair.first.value + pair.last.value}
    return not (is_sum and here == {strict.last.thing} and not _OVERALL.search(at.before))


def _takes_registered(mention: RateMention, strict: Pair, pair: Pair) -> bool:
    """Tell whether a pair has all that is registered where what passes is told of those that were checked."""
    is_sample = strict.last.role == "检查" and pair.last.role == "总数" and pair.whole > strict.whole
    return mention.name in _OF_CHECKED and is_sample


def _registered_taken(mention: RateMention, strict: Pair, pairs: Sequence[Pair]) -> str:
    """Return the slip of a denominator that holds what was not checked too."""
    for pair in pairs:
        if _takes_registered(mention, strict, pair) and fits(mention.amount, pair):
            return f"分母用了登记的总数 {say(pair.whole)}，应为检查数 {say(strict.whole)}"
    return ""


def _is_here(mention: RateMention, strict: Pair, pair: Pair) -> bool:
    """Tell whether a pair may be meant where a sentence has its own: not one whose part another sentence tells."""
    at = mention.amount
    own = {(one.block, one.sentence) for one in (strict.first, strict.last)} == {(at.block, at.sentence)}
    return not own or (pair.first.block, pair.first.sentence) == (at.block, at.sentence)


def _explains(mention: RateMention, pair: Pair) -> bool:
    """Tell whether a rate may be of a pair that its words don't name: never one that only rounds to 100 %."""
    return fits(mention.amount, pair) and not (mention.amount.value == _HUNDRED and pair.part < pair.whole)


def _closed_counted(mention: RateMention, pair: Pair, near: Sequence[Amount]) -> str:
    """Return the slip of closed accounts that were counted in, or left out of, the denominator."""
    for one in near:
        if one.role != "关停" or not one.is_count or one.block != mention.amount.block:
            continue
        for whole, said in ((pair.whole + one.value, "计进了"), (pair.whole - one.value, "扣掉了")):
            part = whole - pair.first.value if pair.rest else pair.part
            if whole > 0 and part >= 0 and fits(mention.amount, replace(pair, part=part, whole=whole)):
                return f"分母{said}关停的 {one.value} {one.unit}"
    return ""


def _read_fraction(draft: Draft, mention: RateMention) -> Pair | None:
    """Return the fraction written beside a percentage, as in 97.8%（44/45）."""
    amount = mention.amount
    text = draft.blocks[amount.block].text
    found = _FRACTION.match(text, amount.end) or _FRACTION_BEFORE.search(text[max(0, amount.start - 16) : amount.start])
    if not found:
        return None
    part, whole = Fraction(found[1]), Fraction(found[2])
    if whole == 0 or part > whole:
        return None
    return Pair(part, whole, amount, amount, strict=True)


def _blocks_above(draft: Draft, body: Sequence[int], at: int) -> list[int]:
    """Return the few blocks before one that stand under the same headings, the nearest first."""
    here = draft.blocks[at]
    before = [block for block in body if block < at][-_BLOCKS_BACK:]
    return [
        block
        for block in reversed(before)
        if draft.blocks[block].part == here.part
        and (not here.section or draft.blocks[block].section[: len(here.section) - 1] == here.section[:-1])
    ]
