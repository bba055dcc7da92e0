"""Shares: a count and what per cent it is of a whole that was told before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from govlib.verify.draft.model import Draft
from govlib.verify.mentions.amounts import Amount, same_unit
from govlib.verify.mentions.rates import TOTALS, RateMention
from govlib.verify.percentages.added import accuse_added, agree_added, find_added
from govlib.verify.percentages.implied import compare_implied
from govlib.verify.percentages.judged import JudgedRate, accuse, agree, leave
from govlib.verify.percentages.pairs import Pair, fits

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_WIDER = re.compile("全国|全省|全区|全州|同类|同期|上级|目标|任务")
_ALL = frozenset({"全市", "全县", "全区", "全省", "全州"})
_AMONG = re.compile(r"[^，,。；;、\d]{0,12}(?:[，,]其中[：:，,]?[^，,。；;、\d]{0,14}|中[，,]?(?:共|仅)?有?)")
_GAP = 30
_CLOSE = Fraction(1, 2)
_LIST = 3


def judge_shares(draft: Draft, mentions: Sequence[RateMention], near: Sequence[Amount]) -> Iterator[JudgedRate]:
    """Yield the verdict of every share of a block; ``near`` are the numbers of the block and of those above it."""
    parts = {id(one): _part_of(draft, one, near) for one in mentions if one.shares}
    around = _Around(draft, mentions, near, parts, _common_whole(mentions, parts, near))
    yield from compare_implied(draft, list(_judge_each(draft, mentions, around)), parts)


def _judge_each(draft: Draft, mentions: Sequence[RateMention], around: _Around) -> Iterator[JudgedRate]:
    for mention in mentions:
        if not mention.shares:
            continue
        part = around.parts[id(mention)]
        if part is None:
            yield leave(draft, mention, "没有写是多少占多少")
            continue
        yield _judge(mention, part, around)


@dataclass(frozen=True)
class _Around:
    """What a share is read against: the numbers near it, the counts of its neighbours, the whole most of them have."""

    draft: Draft
    mentions: Sequence[RateMention]
    near: Sequence[Amount]
    parts: Mapping[int, Amount | None]
    chosen: Amount | None


def _judge(mention: RateMention, part: Amount, around: _Around) -> JudgedRate:
    draft, near, chosen = around.draft, around.near, around.chosen
    wholes = _wholes(mention, part, near, around.parts)
    run, together = find_added(draft, mention, part, near)
    fitting = [
        pair
        for value, whole in wholes
        if not together and fits(mention.amount, pair := Pair(part.value, value, part, whole))
    ]
    if fitting:
        best = next((one for one in fitting if chosen is not None and one.last is chosen), fitting[0])
        return agree(draft, mention, best, sure=len({one.whole for one in fitting}) == 1)
    added = agree_added(draft, mention, run, wholes)
    is_shared = chosen is not None and chosen.value >= part.value and same_unit(chosen, part)
    whole = chosen if is_shared else _told_whole(draft, mention, part, _without_shares(mention, wholes, around))
    if added is not None:
        return added
    total = _sum_of_all(mention, around)
    if whole is None and total is not None:
        return accuse(draft, mention, Pair(part.value, total, part, part, strict=True))
    if _WIDER.search(mention.what) or whole is None:
        lacks = f"没有写“{mention.what}”是多少" if mention.what else "看不出占的是哪个总数"
        return leave(draft, mention, lacks)
    if together:
        return accuse_added(draft, mention, run, whole)
    return accuse(draft, mention, Pair(part.value, whole.value, part, whole, strict=True))


def _part_of(draft: Draft, mention: RateMention, near: Sequence[Amount]) -> Amount | None:
    """Return the count that a share is of: the last one before it that no closed bracket holds."""
    at = mention.amount
    text = draft.blocks[at.block].text
    before = [one for one in near if one.block == at.block and one.sentence == at.sentence and one.start < at.start]
    if mention.of > 1:
        counts = [one for one in before if one.is_count and one.bracket == -1]
        first = len(counts) - mention.of
        return counts[first + mention.place] if first >= 0 else None
    for one in reversed([one for one in before if one.end <= max(mention.begin, at.bracket)]):
        if one.is_rate and one.bracket == at.bracket:
            return None
        if one.bracket not in {-1, at.bracket}:
            continue
        gap = _BRACKETS.sub("", text[one.end : at.start])
        return one if one.is_count and len(gap) <= _GAP + len(mention.what) else None
    return None


def _wholes(
    mention: RateMention, part: Amount, near: Sequence[Amount], parts: Mapping[int, Amount | None]
) -> list[tuple[Fraction, Amount]]:
    """Return what a part may be a part of, the nearest first, at last the sum of its own list."""
    at = mention.amount
    inside = [
        one for one in near if one.block == at.block and mention.begin <= one.start < at.start and one is not part
    ]
    if inside and inside[-1].is_count and inside[-1].bracket == -1:
        return [(inside[-1].value, inside[-1])]
    found = [
        (one.value, one)
        for one in near
        if one is not part
        and (one.block, one.start) < (at.block, at.start)
        and one.is_count
        and one.role != "增减"
        and same_unit(part, one)
        and one.value >= part.value > 0
        and one.window == part.window
    ]
    found.sort(key=lambda pair: (-pair[1].block, -pair[1].start))
    siblings = [one for one in parts.values() if one is not None and one.sentence == part.sentence]
    siblings = siblings or [part]
    whole_list = [one for one in parts.values() if one is not None]
    groups = [group for group in (siblings, whole_list) if len(group) > 1]
    return found + [(sum((one.value for one in group), Fraction(0)), part) for group in groups]


def _common_whole(
    mentions: Sequence[RateMention], parts: Mapping[int, Amount | None], near: Sequence[Amount]
) -> Amount | None:
    """Return the whole that most shares of a list of three or more follow from."""
    told: Counter[int] = Counter()
    by_id = {id(one): one for one in near}
    listed = [one for one in mentions if one.shares and parts[id(one)] is not None]
    for mention in listed:
        part = parts[id(mention)]
        if part is None:
            continue
        for value, whole in _wholes(mention, part, near, {}):
            if whole.value == value and fits(mention.amount, Pair(part.value, value, part, whole)):
                told[id(whole)] += 1
    if len(listed) < _LIST or not told:
        return None
    best, count = told.most_common(1)[0]
    return by_id[best] if count * 3 >= len(listed) and count > 1 else None


def _told_whole(
    draft: Draft, mention: RateMention, part: Amount, wholes: Sequence[tuple[Fraction, Amount]]
) -> Amount | None:
    """Return the nearest total that a share can be of by the words, None where there is none; none of them gives it."""
    at = mention.amount
    told = [
        one
        for _, one in wholes
        if one is not part
        and (one.role in TOTALS or one.start > part.start or (not one.role and one.before[:2] in _ALL))
        and one.block == at.block
        and at.sentence - one.sentence <= 1
        and (not one.thing or not part.thing or one.thing == part.thing)
        and one.bracket == -1
        and not (one.platform and one.platform != part.platform)
    ]
    among = next((one for _, one in wholes if _leads(draft, one, part)), None)
    if told or among:
        return among or told[0]
    above = [one for value, one in wholes if one.block < at.block and one.role in TOTALS and one is not part]
    close = [one for one in above if abs(part.value * 100 / one.value - at.value) < _CLOSE]
    return close[0] if close else None


def _leads(draft: Draft, whole: Amount, part: Amount) -> bool:
    """Tell whether words make a count a part of the one before it: 事项1286项，其中即办件702项, 113个单位中有102个."""
    if whole.block != part.block or whole.sentence != part.sentence or whole is part or whole.bracket != part.bracket:
        return False
    return bool(_AMONG.fullmatch(draft.blocks[part.block].text[whole.end : part.start]))


def _without_shares(
    mention: RateMention, wholes: Sequence[tuple[Fraction, Amount]], around: _Around
) -> list[tuple[Fraction, Amount]]:
    """Return wholes without the counts that are shares themselves, unless 其中 leads from them to the share."""
    at = mention.amount
    text = around.draft.blocks[at.block].text
    told = {id(one) for one in around.parts.values()}
    return [
        (value, one)
        for value, one in wholes
        if id(one) not in told or one.block != at.block or "其中" in text[one.end : at.start]
    ]


def _sum_of_all(mention: RateMention, around: _Around) -> Fraction | None:
    """Return the sum of the counts whose shares make up 100 %, of which one is right: what they all are shares of."""
    listed = [(one, around.parts[id(one)]) for one in around.mentions if one.shares]
    parts = [part for _, part in listed if part is not None]
    shares = [one.amount for one, part in listed if part is not None]
    if len(parts) < 2 or len(parts) < len(listed) or mention.amount not in shares:  # noqa: PLR2004 - a part and a rest
        return None
    total = sum((one.value for one in parts), Fraction(0))
    slack = sum((one.step for one in shares), Fraction(0)) / 2
    whole = abs(sum((one.value for one in shares), Fraction(0)) - 100) <= slack
    if not total or not (whole or _has_one_odd(shares, parts, total)):
        return None
    right = [fits(rate, Pair(part.value, total, part, part)) for rate, part in zip(shares, parts, strict=True)]
    return total if any(right) else None


def _has_one_odd(shares: Sequence[Amount], parts: Sequence[Amount], total: Fraction) -> bool:
    """Tell whether of four or more shares all but one are of the sum of their counts."""
    right = [fits(rate, Pair(part.value, total, part, part)) for rate, part in zip(shares, parts, strict=True)]
    return len(right) > _LIST and sum(right) == len(right) - 1
