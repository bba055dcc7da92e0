"""Identity 4: one draft rounds all its percentages one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check
from govlib.verify.percentages.judged import JudgedRate, quote_mention
from govlib.verify.reading import Reading

_HUNDRED = 100
_WORDS = {"half_up": "四舍五入", "truncate": "截断"}


def find_one_way(reading: Reading) -> Iterator[Check]:
    """Yield the contradiction of a draft that cuts some percentages off and rounds others half up.

    Shares of a paragraph in which some are wrong were made to add up to 100, and say nothing of the way.
    """
    forced = {one.mention.amount.block for one in reading.rates if one.check.verdict == WRONG and one.mention.shares}
    sure = [one for one in reading.rates if not (one.mention.shares and one.mention.amount.block in forced)]
    cut = [one for one in sure if one.way == "截断" and not _would_be_all(one)]
    rounded = [one for one in sure if one.way == "四舍五入"]
    if not cut or not rounded:
        yield from _check_declared(reading, [*cut, *rounded])
        return
    few, many = sorted((cut, rounded), key=len)
    stated, other = few[0], many[0]
    yield Check(
        WRONG,
        "取整",
        4,
        quote_mention(reading.draft, stated.mention),
        quote_mention(reading.draft, other.mention),
        said=_say(stated),
        computed=_say(other),
        why=f"同一份通报里两种取整方法：{_names(cut)}是截断，{_names(rounded)}是四舍五入，统一取法后重写",
    )


def _check_declared(reading: Reading, sure: Sequence[JudgedRate]) -> Iterator[Check]:
    """Yield whether a draft that rounds one way rounds as its place declares."""
    if reading.rounding is None or not sure:
        return
    declared = _WORDS[reading.rounding]
    fits = sure[0].way == declared
    yield Check(
        RIGHT if fits else DOUBTFUL,
        "取整",
        4,
        quote_mention(reading.draft, sure[0].mention),
        said=_say(sure[0]),
        computed=f"本地声明的取整方法是{declared}",
        why="" if fits else f"全文都是{sure[0].way}，和本地声明的{declared}不同：改通报，还是改声明？",
    )


def _say(one: JudgedRate) -> str:
    return f"{one.mention.amount.text}（{one.pair.said() if one.pair else ''}，{one.way}）"


def _names(ones: list[JudgedRate]) -> str:
    return "、".join(one.mention.amount.text for one in ones)


def _would_be_all(one: JudgedRate) -> bool:
    """Tell whether a percentage was cut off so that it doesn't read 100 %."""
    pair = one.pair
    step = one.mention.amount.step
    return pair is not None and Fraction(pair.part, pair.whole) * _HUNDRED + step / 2 >= _HUNDRED
