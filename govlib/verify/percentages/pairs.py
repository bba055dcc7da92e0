"""Which two numbers of a text a percentage may come from: all that a reader could mean, and those it must mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from govlib.rounding import explain_printed
from govlib.verify.mentions.amounts import Amount, same_unit
from govlib.verify.mentions.rates import RATES, RateKind, RateMention

_NO_MATCH = "不符"
_SAMPLING = re.compile("抽查|抽取|抽检|比例")


@dataclass(frozen=True)
class Pair:
    """A numerator and a denominator; ``first`` and ``last`` are the amounts that a reader looks at.

    ``rest`` says that the numerator is the denominator less ``first``; ``strict`` that the words leave no other
    reading.
    """

    part: Fraction
    whole: Fraction
    first: Amount
    last: Amount
    rest: bool = False
    strict: bool = False

    def said(self) -> str:
        """Return the division with its result in per cent."""
        exact = f"{float(self.part * 100 / self.whole):.2f}"
        part = f"({say(self.whole)}－{say(self.first.value)})" if self.rest else say(self.part)
        return f"{part}/{say(self.whole)}＝{exact}%"


def say(value: Fraction) -> str:
    """Return a number in digits."""
    return str(value) if value.denominator == 1 else f"{float(value):.6f}".rstrip("0").rstrip(".")


def decimals_of(amount: Amount) -> int:
    """Return how many decimals a printed percentage has."""
    return len(str(amount.step.denominator)) - 1


def explain(rate: Amount, part: Fraction, whole: Fraction) -> str:
    """Return by which way a percentage follows from two numbers, 不符 where it doesn't."""
    printed = Decimal(rate.value.numerator) / Decimal(rate.value.denominator)
    return explain_printed(printed, decimals_of(rate), part, whole) if whole else _NO_MATCH


def fits(rate: Amount, pair: Pair) -> bool:
    """Tell whether a percentage is a pair's, rounded either way."""
    return pair.part <= pair.whole and explain(rate, pair.part, pair.whole) != _NO_MATCH


def list_pairs(mention: RateMention, near: Sequence[Amount]) -> Iterator[Pair]:
    """Yield every pair among the numbers near a rate that a reader could take for its own, the likeliest first."""
    kind = RATES.get(mention.name)
    if kind is None:
        return
    counts = [one for one in near if one.is_count and one.role != "增减" and fits_subject(mention, one)]
    parts = _nearest(mention, [one for one in counts if one.role in kind.parts])
    rests = _nearest(mention, [one for one in counts if one.role in kind.rest])
    plain = [one for one in counts if one.block == mention.amount.block and one.start < mention.amount.start][-1:]
    plain = [one for one in plain if not one.role and one.sentence == mention.amount.sentence]
    wholes = _nearest(mention, [one for one in counts if one.role in kind.wholes or not one.role])
    for whole in wholes:
        for part in (*parts, *plain):
            if may_be_part(part, whole):
                yield Pair(part.value, whole.value, part, whole)
        for rest in rests:
            if may_be_part(rest, whole):
                yield Pair(whole.value - rest.value, whole.value, rest, whole, rest=True)
    here = [one for one in near if one.block == mention.amount.block and one.is_count]
    here = [one for one in here if one.window == mention.amount.window and one.role != "增减"]
    yield from _added(kind, [one for one in here if one.sentence == mention.amount.sentence])
    yield from _added(kind, here)
    yield from _added(kind, counts)
    yield from _sampled(mention, near, wholes, (parts, rests))
    for part in parts:
        for rest in rests:
            if same_unit(part, rest) and part.value + rest.value:
                yield Pair(part.value, part.value + rest.value, part, rest)


def _sampled(
    mention: RateMention, near: Sequence[Amount], wholes: Sequence[Amount], groups: tuple[Sequence[Amount], ...]
) -> Iterator[Pair]:
    """Yield the pairs whose denominator is told as a share of a total: 备案3316个，抽查50%，不合格5个."""
    parts, rests = groups
    samples = [one for one in near if one.is_rate and one is not mention.amount and is_sampling(one)]
    for sample in samples:
        for total in wholes:
            drawn = Fraction(round(total.value * sample.value / 100))
            for one in (*parts, *rests):
                if 0 < one.value <= drawn:
                    rest = one in rests
                    yield Pair(drawn - one.value if rest else one.value, drawn, one, total)


def is_sampling(rate: Amount) -> bool:
    """Tell whether a percentage says how much was looked at."""
    return bool(_SAMPLING.search(rate.before + rate.after))


def _added(kind: RateKind, counts: Sequence[Amount]) -> Iterator[Pair]:
    """Yield the pairs of sums: of sites and accounts together, of all levels."""
    parts = [one for one in counts if one.role in kind.parts]
    rests = [one for one in counts if one.role in kind.rest]
    for role in sorted(kind.wholes):
        wholes = [one for one in counts if one.role == role]
        total = sum((one.value for one in wholes), Fraction(0))
        for group, rest in ((parts, False), (rests, True)):
            added = sum((one.value for one in group), Fraction(0))
            if (len(group) > 1 or len(wholes) > 1) and group and wholes and 0 <= added <= total and total:
                part = total - added if rest else added
                yield Pair(part, total, group[0], wholes[0], rest=False)


def may_be_part(part: Amount, whole: Amount) -> bool:
    """Tell whether one count may be a part of another."""
    return part.value <= whole.value and are_of_one(part, whole)


def are_of_one(part: Amount, whole: Amount) -> bool:
    """Tell whether two counts are of one thing, one window and one platform, as far as their words say."""
    if part is whole or not whole.value or not same_unit(part, whole):
        return False
    if part.window != whole.window:
        return False
    if part.thing and whole.thing and part.thing != whole.thing:
        return False
    return not (whole.platform and part.platform and whole.platform != part.platform)


def fits_subject(mention: RateMention, one: Amount) -> bool:
    """Tell whether a count may belong to a rate: of its window, of its thing, of its platform."""
    at = mention.amount
    if one.window != at.window:
        return False
    thing = mention.thing or at.thing
    if thing and one.thing and thing != one.thing:
        return False
    return not (at.platform and one.platform and at.platform != one.platform)


def _nearest(mention: RateMention, counts: Sequence[Amount]) -> list[Amount]:
    """Return counts by how near they stand to a rate: those before it in its sentence first, the last of them first."""
    at = mention.amount

    def far(one: Amount) -> tuple[int, int, int]:
        block = abs(one.block - at.block)
        return (block, abs(one.sentence - at.sentence) if not block else 0, abs(one.start - at.start))

    return sorted(counts, key=far)
