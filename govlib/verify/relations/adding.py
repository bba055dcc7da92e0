"""Numbers that should make up another: what they add up to, whether that is it, what likely went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from govlib.identities.causes import guess_sum
from govlib.verify.check import RIGHT, WRONG, Check, Quote
from govlib.verify.mentions.amounts import Amount
from govlib.verify.reading import Reading

_ALIKE = ({"个", "家"}, {"个", "处"}, {"件", "封", "条", "份"}, {"条", "篇"}, {"名", "人", "位"})

_EXACT = frozenset({"分"})
"""Units whose decimals are no rounding."""


@dataclass(frozen=True)
class Part:
    """One number of a sum, taken ``least`` to ``most`` times (甲、乙各3条: twice 3); ``sign`` is -1 if it goes off."""

    amount: Amount
    label: str
    least: int = 1
    most: int = 1
    sign: int = 1


@dataclass(frozen=True)
class Sum:
    """A total and the parts that the text says make it up. ``spans`` are where both are quoted from."""

    verdict: str
    identity: int
    total: Amount
    parts: tuple[Part, ...]
    total_span: tuple[int, int]
    parts_span: tuple[int, int]
    kind: str = "分项"
    why: str = ""

    @property
    def numbers(self) -> frozenset[tuple[int, int]]:
        """Return where its numbers stand."""
        return frozenset((one.block, one.start) for one in (self.total, *(part.amount for part in self.parts)))


def are_alike(one: Amount, other: Amount) -> bool:
    """Tell whether two units may be used of the same things, as 家 and 个 of websites."""
    return one.unit == other.unit or any({one.unit, other.unit} <= group for group in _ALIKE)


def span_sums(parts: Sequence[Part]) -> tuple[Fraction, Fraction]:
    """Return the least and the most that parts add up to."""
    low = sum((part.sign * part.amount.value * part.least for part in parts), Fraction(0))
    high = sum((part.sign * part.amount.value * part.most for part in parts), Fraction(0))
    return low, high


def does_fit(total: Amount, parts: Sequence[Part]) -> bool:
    """Tell whether parts make up a total, each rounded as it is written."""
    steps = [total.step, *(part.amount.step for part in parts)]
    rounded = total.unit not in _EXACT and any(step != 1 for step in steps)
    slack = sum(steps, Fraction(0)) / 2 if rounded else Fraction(0)
    if all(part.least == part.most for part in parts):
        return abs(span_sums(parts)[0] - total.value) <= slack
    possible = {Fraction(0)}
    for part in parts:
        times = range(part.least, part.most + 1)
        possible = {have + part.sign * part.amount.value * each for have in possible for each in times}
    return any(abs(have - total.value) <= slack for have in possible)


def say(value: Fraction) -> str:
    """Return a number as people write it."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6f}".rstrip("0").rstrip(".")


def tell(found: Sum, reading: Reading, closed: Sequence[Part] = ()) -> Check:
    """Return a sum as a check; ``closed`` are accounts shut down that stand beside it."""
    total = found.total
    low, _ = span_sums(found.parts)
    if does_fit(total, found.parts):
        low = total.value
    terms = "".join(
        ("－" if part.sign < 0 else "＋") + say(part.amount.value) + (f"×{part.most}" if part.most > 1 else "")
        for part in found.parts
    ).removeprefix("＋")
    why = found.why
    if found.verdict == WRONG and not why:
        named = {f"{position}{part.label}": part for position, part in enumerate(found.parts)}
        why = guess_sum(
            _decimal(total.value),
            {name.lstrip("0123456789") or name: _decimal(part.amount.value) for name, part in named.items()},
            {part.label: _decimal(part.amount.value) for part in closed} | _list_closed(total, reading),
        )
    return Check(
        verdict=found.verdict,
        kind=found.kind,
        identity=found.identity,
        stated=reading.quote(total.block, *found.total_span),
        other=_other(found, reading),
        said=total.text,
        computed=f"{terms}＝{say(low)}" if len(found.parts) > 1 else terms,
        difference=say(total.value - low) if found.verdict != RIGHT else "",
        why=why if found.verdict != RIGHT else "",
    )


def _list_closed(total: Amount, reading: Reading) -> dict[str, Decimal]:
    """Return what the paragraph says was shut down, by the words before it."""
    return {
        one.before: _decimal(one.value)
        for one in reading.amounts[total.block]
        if one.role == "关停" and one.is_count and are_alike(one, total)
    }


def _other(found: Sum, reading: Reading) -> Quote:
    return reading.quote(found.parts[0].amount.block, *found.parts_span)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
