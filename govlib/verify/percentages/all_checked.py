"""A rate of a check of everything, which failed so many: it should follow from all that there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from govlib.verify.check import DOUBTFUL
from govlib.verify.draft.model import Draft
from govlib.verify.mentions.amounts import Amount, same_unit
from govlib.verify.mentions.rates import RateMention
from govlib.verify.percentages.judged import JudgedRate, accuse
from govlib.verify.percentages.pairs import Pair, fits

_EVERY = re.compile("全面(?:检查|排查|监测|普查)|全覆盖|全部(?:进行)?(?:检查|监测)")
_RATES = frozenset({"合格率", "达标率", "总体合格率", "通过率"})
_OTHER = frozenset({"上期", "去年同期", "累计"})
_WHY = "按前面写的总数算不出来：实际检查的是多少，还是比率有误？"


def doubt_all_checked(draft: Draft, mention: RateMention, near: Sequence[Amount]) -> JudgedRate | None:
    """Return the doubt of a rate that everything there is and what failed don't give; None where that isn't told."""
    at = mention.amount
    text = draft.blocks[at.block].text
    begin = max(text.rfind(mark, 0, at.start) for mark in "。；;\n") + 1
    said = list(_EVERY.finditer(text, begin, at.start))
    if mention.name not in _RATES or not said or at.window in _OTHER:
        return None
    failed = [one for one in near if one.block == at.block and said[-1].end() <= one.start < at.start and one.is_count]
    if len(failed) != 1 or failed[0].role != "不合格":
        return None
    part = failed[0]
    wholes = [one for one in near if _is_whole(one, part, begin)]
    if not wholes or any(one.role == "检查" for one in wholes):
        return None
    whole = max(wholes, key=lambda one: one.value)
    pair = Pair(whole.value - part.value, whole.value, part, whole, rest=True)
    slack = Fraction(1, 2)
    if fits(at, pair) or abs(pair.part * 100 / pair.whole - at.value) > slack:
        return None
    judged = accuse(draft, mention, pair, _WHY)
    return JudgedRate(mention, replace(judged.check, verdict=DOUBTFUL), pair)


def _is_whole(one: Amount, part: Amount, begin: int) -> bool:
    """Tell whether a number may be all there are: of one thing, of no platform, told before the check."""
    earlier = one.block < part.block or one.end <= begin
    alike = one.is_count and same_unit(one, part) and one.value > part.value
    return earlier and alike and one.thing in {"网站", "账号"} and not one.platform and one.bracket == -1
