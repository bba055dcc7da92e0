"""Numbers that a draft states in words of its own, against the computed figure that counts the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from govlib.catalog.places import WHOLE_WINDOW
from govlib.figure_value import FigureValue
from govlib.rounding import explain_printed
from govlib.verify.check import RIGHT, WRONG, Check, Quote
from govlib.verify.mentions.amounts import Amount
from govlib.verify.mentions.words import find_platform, find_role, find_thing
from govlib.verify.reading import Reading

_SURE = frozenset({"检查", "合格", "不合格"})
_RATES = ("不合格率", "合格率", "检查率", "抽查比例")
_KINDS = {"政府网站": "网站", "政务新媒体": "账号"}
_WHOLE = frozenset({"", "全市", "全县", "全区", "全省", "全州"})
_UNITS = frozenset("个家")
_NEAR = 7
"""How near to the number the name of a rate stands: 不合格率达到2.2%."""


@dataclass(frozen=True)
class Counted:
    """A figure by what it counts, in the words by which a draft's numbers are understood."""

    figure: FigureValue
    thing: str
    role: str
    platform: str


def compare_figures(reading: Reading, figures: Sequence[FigureValue], settled: set[tuple[int, int]]) -> Iterator[Check]:
    """Yield one check a number that only one computed figure can mean; ``settled`` spans are compared already.

    Only counts and rates of websites and accounts that were checked, passed or failed are claimed to be the same, of
    the whole place or of one platform, in the window of the inspection.
    """
    known = [one for one in map(_describe, figures) if one is not None]
    for amount in reading.all_amounts():
        if (amount.block, amount.start) in settled or amount.rough or amount.window or amount.scope not in _WHOLE:
            continue
        if reading.draft.blocks[amount.block].part:
            continue
        meant = [one for one in known if _is_meant(one, amount)]
        if len({one.figure.text for one in meant}) == 1:
            yield _check(reading, amount, meant[0].figure)


def _describe(figure: FigureValue) -> Counted | None:
    thing = _KINDS.get(figure.topic, "")
    role = find_role(figure.label, "")
    grouped = set(figure.group)
    platform = figure.group.get("platform") or ""
    is_sure = figure.label.endswith(_RATES) if figure.unit == "%" else role in _SURE
    if figure.value is None or not thing or not is_sure or figure.window != WHOLE_WINDOW:
        return None
    if grouped - {"platform"} or find_thing(figure.label, "") not in {thing, ""}:
        return None
    return Counted(figure, thing, role, find_platform(platform, "") or platform)


def _is_meant(one: Counted, amount: Amount) -> bool:
    same = one.thing == amount.thing and one.platform == amount.platform
    if one.figure.unit == "%":
        return same and amount.is_rate and _name_rate(one.figure.label) == _name_rate(amount.before[-_NEAR:]) != ""
    return same and one.role == amount.role and amount.unit in _UNITS and not amount.is_rate


def _name_rate(text: str) -> str:
    return next((word for word in _RATES if word in text), "")


def _check(reading: Reading, amount: Amount, figure: FigureValue) -> Check:
    right = _agrees(amount, figure)
    return Check(
        verdict=RIGHT if right else WRONG,
        kind="百分比" if amount.is_rate else "数字",
        identity=3 if amount.is_rate else 6,
        stated=reading.quote(amount.block, amount.start, amount.end),
        other=Quote("按导出表算出的数字", f"{figure.name} {figure.text}"),
        said=amount.text,
        computed=figure.text,
        why="" if right else "与按导出表算出的不同",
    )


def _agrees(amount: Amount, figure: FigureValue) -> bool:
    if not amount.is_rate:
        return Fraction(str(figure.value)) == amount.value
    decimals = len(str(amount.step.denominator)) - 1
    if figure.numerator is None or not figure.denominator:
        return f"{float(amount.value):.{decimals}f}%" == figure.text
    printed = Decimal(amount.value.numerator) / Decimal(amount.value.denominator)
    way = explain_printed(printed, decimals, Decimal(str(figure.numerator)), Decimal(str(figure.denominator)))
    return way != "不符"
