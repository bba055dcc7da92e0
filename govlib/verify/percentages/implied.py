"""Shares of one list whose whole nobody tells: all but one follow from one whole, that one does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from govlib.verify.check import DOUBTFUL, UNCHECKED, WRONG
from govlib.verify.draft.model import Draft
from govlib.verify.mentions.amounts import Amount, same_unit
from govlib.verify.percentages.judged import JudgedRate
from govlib.verify.percentages.pairs import say

_OTHERS = 3
_FAR = Fraction(1, 50)
_HALF, _ALL = Fraction(1, 2), Fraction(1)
_DIGITS = "0123456789"
_Span = tuple[Fraction, Fraction]


def compare_implied(draft: Draft, judged: Sequence[JudgedRate], parts: Mapping[int, Amount | None]) -> list[JudgedRate]:
    """Return shares; one that stands alone against three or more others of its list is no longer uncheckable."""
    lists: dict[int, list[JudgedRate]] = {}
    for one in judged:
        part = parts[id(one.mention)]
        if one.check.verdict == UNCHECKED and part is not None and one.mention.amount.value and part.value:
            at = one.mention.amount
            lists.setdefault(draft.blocks[at.block].text.count("。", 0, at.start), []).append(one)
    odd = {id(one.mention): other for each in lists.values() for one, other in _find_odd(draft, each, parts)}
    return [odd.get(id(one.mention), one) for one in judged]


def _find_odd(
    draft: Draft, listed: Sequence[JudgedRate], parts: Mapping[int, Amount | None]
) -> Iterator[tuple[JudgedRate, JudgedRate]]:
    text = draft.blocks[listed[0].mention.amount.block].text
    first, last = listed[0].mention.begin, listed[-1].mention.amount.end
    if len(listed) <= _OTHERS or "其中" in text[first:last]:
        return
    for one in listed:
        part = parts[id(one.mention)]
        others = [(parts[id(each.mention)], each.mention.amount) for each in listed if each is not one]
        spans = [[_span(count, rate, up) for count, rate in others if count is not None] for up in (_HALF, _ALL)]
        whole = _common(spans[0]) or _common(spans[1])
        alike = all(count is not None and part is not None and same_unit(part, count) for count, _ in others)
        if part is None or whole is None or not alike or _fits(part.value, one.mention.amount.value, one, whole):
            continue
        low, high = _span(part, one.mention.amount, _ALL)
        if low > whole[1] * (1 + _FAR) or high < whole[0] * (1 - _FAR):
            yield one, _tell(one, part, whole, len(others))
            return


def _span(part: Amount, rate: Amount, up: Fraction) -> _Span:
    """Return the least and the most of which a count can be that share, rounded (``up`` is a half) or cut (1)."""
    return part.value * 100 / (rate.value + rate.step * up), part.value * 100 / max(
        rate.value - rate.step / 2, rate.step
    )


def _common(spans: Sequence[_Span]) -> _Span | None:
    low, high = max(one for one, _ in spans), min(other for _, other in spans)
    return (low, high) if low <= high else None


def _fits(count: Fraction, rate: Fraction, one: JudgedRate, whole: _Span) -> bool:
    step = one.mention.amount.step
    return count * 100 / whole[1] <= rate + step and count * 100 / whole[0] >= rate - step / 2


def _tell(one: JudgedRate, part: Amount, whole: _Span, others: int) -> JudgedRate:
    middle = round((whole[0] + whole[1]) / 2)
    slip = _find_slip(one, part, whole)
    share = float(part.value * 100 / middle)
    check = replace(
        one.check,
        verdict=WRONG if slip else DOUBTFUL,
        said=one.mention.amount.text,
        computed=f"其余 {others} 项都按约 {middle} 算，{say(part.value)}/{middle}＝{share:.2f}%",
        why=f"{slip}，才和其余各项的分母相同" if slip else "与其余各项的分母不同：是数写错，还是另有口径？",
    )
    return JudgedRate(one.mention, check)


def _find_slip(one: JudgedRate, part: Amount, whole: _Span) -> str:
    """Return which one digit of the count or of the share, written anew, gives the whole of the others."""
    rate, middle = one.mention.amount, (whole[0] + whole[1]) / 2
    counts = [digits for digits in _variants(say(part.value)) if _fits(Fraction(digits), rate.value, one, whole)]
    decimals = len(str(rate.step.denominator)) - 1
    shares = _variants(f"{float(rate.value):.{decimals}f}")
    fitting = [digits for digits in shares if _fits(part.value, Fraction(digits), one, whole)]
    told = []
    if counts:
        told.append(f"个数是 {min(counts, key=lambda each: abs(Fraction(each) * 100 / middle - rate.value))}")
    if fitting:
        told.append(f"占比是 {min(fitting, key=lambda each: abs(part.value * 100 / middle - Fraction(each)))}%")
    return "，或者".join(told)


def _variants(written: str) -> Iterator[str]:
    """Yield a number with one digit changed, or two neighbours changed over."""
    for at, sign in enumerate(written):
        if sign not in _DIGITS:
            continue
        yield from (written[:at] + other + written[at + 1 :] for other in _DIGITS if other != sign)
        if written[at + 1 : at + 2] and written[at + 1] in _DIGITS:
            yield written[:at] + written[at + 1] + sign + written[at + 2 :]
