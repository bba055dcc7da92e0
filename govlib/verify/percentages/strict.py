"""The one pair of numbers that the words around a rate leave: by it alone a rate is accused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from govlib.verify.mentions.amounts import Amount
from govlib.verify.mentions.rates import RATES, RateMention
from govlib.verify.mentions.words import find_scope
from govlib.verify.percentages.pairs import Pair, are_of_one, fits_subject, is_sampling, may_be_part

_OVERALL = re.compile("总体|综合|整体|平均|总")
_ALL = 100
_WHOLE_SCOPES = frozenset({"", "全市", "全县", "全区", "全省", "全州", "全国"})


def strict_pair(mention: RateMention, near: Sequence[Amount]) -> Pair | None:
    """Return the one pair that the words around a rate leave; None where they leave none, or more than one.

    Its numerator stands in the rate's sentence or the one before, its denominator in the paragraph; both say their
    role themselves, and neither is another's thing, platform, level or window.
    """
    kind = RATES.get(mention.name)
    if kind is None or mention.of > 1:
        return None
    at = mention.amount
    rates = [one for one in near if one.is_rate and one.block == at.block and one is not at]
    samples = [one for one in rates if is_sampling(one) and one.value != _ALL]
    if samples and not any(one.role == "检查" and one.is_count for one in near if one.block == at.block):
        return None
    if _OVERALL.search(at.before) and len({one.thing for one in near if one.sentence == at.sentence}) > 1:
        return None
    counts = [one for one in near if one.block == at.block and one.is_count and fits_subject(mention, one)]
    counts = [one for one in counts if one.window == at.window and one.bracket in {-1, at.bracket}]
    for roles, rest in ((kind.sure, False), (kind.rest, True)):
        if rest and mention.name.startswith("按") and _in_time(counts):
            continue
        parts = [one for one in counts if one.role in roles and one.role != "问题"]
        here = [one for one in parts if one.sentence == at.sentence and one.start < at.start]
        here = here or [one for one in parts if one.sentence == at.sentence]
        here = here or [one for one in parts if one.sentence == at.sentence - 1]
        exact = [one for one in here if one.role == next(iter(here)).role]
        if len({one.value for one in exact}) != 1:
            continue
        part = exact[-1]
        if _is_spent(mention, part, near) or _tells_parts(part, near, mention):
            continue
        wholes = [one for one in counts if one.role in kind.of and one is not part and are_of_one(part, one)]
        wholes = [one for one in wholes if may_be_part(part, one)] or _too_small(mention, part, wholes)
        wholes = [one for one in wholes if abs(one.sentence - at.sentence) <= 1 and _same_level(mention, part, one)]
        wholes = [one for one in wholes if one.platform in {"", part.platform, *_platforms(mention, counts)}]
        preferred = [one for one in wholes if one.role != "总数"] or wholes
        here = [one for one in preferred if one.sentence == part.sentence == at.sentence and one.start < part.start]
        if here or len({one.value for one in preferred}) == 1:
            whole = here[-1] if here else preferred[-1]
            value = whole.value - part.value if rest else part.value
            return Pair(value, whole.value, part, whole, rest=rest, strict=True) if value >= 0 else None
    return None


def _in_time(counts: Sequence[Amount]) -> bool:
    """Tell whether what is still open is told, of which nobody says whether its time is over."""
    return any(one.role in {"在办", "未办结"} for one in counts)


def _is_spent(mention: RateMention, part: Amount, near: Sequence[Amount]) -> bool:
    """Tell whether another percentage of the same name stands between a count and a rate: the count is that one's."""
    at = mention.amount
    between = [one for one in near if one.block == at.block and one.is_rate and part.start < one.start < at.start]
    if (
        at.platform
        and not part.platform
        and at.platform not in {one.platform for one in near if one.start < part.start}
    ):
        return True
    return any(mention.name in one.before and one.window == at.window for one in between)


def _tells_parts(part: Amount, near: Sequence[Amount], mention: RateMention) -> bool:
    """Tell whether parts of a count that don't make it up come between it and a rate, which may be theirs."""
    at = mention.amount
    between = [one for one in near if one.block == at.block and one.is_count and part.start < one.start < at.start]
    among = next((one for one in between if "其中" in one.before and one.bracket == -1), None)
    if among is None:
        return False
    parts = [one for one in between if one.start >= among.start and one.bracket == -1 and not one.role]
    return sum((one.value for one in parts), Fraction(0)) != part.value


def _platforms(mention: RateMention, counts: Sequence[Amount]) -> set[str]:
    """Return the platform that a rate is of by its own words, or by those of its sentence if they name only one."""
    named = {one.platform for one in counts if one.sentence == mention.amount.sentence and one.platform}
    return {mention.amount.platform} if mention.amount.platform else named if len(named) == 1 else set()


def _too_small(mention: RateMention, part: Amount, wholes: Sequence[Amount]) -> list[Amount]:
    """Return the whole that its part is more than, right before it: 抽查40个，合格41个，合格率."""
    at = mention.amount
    near = {part.sentence, part.sentence - 1}
    here = [one for one in wholes if one.sentence in near and part.sentence == at.sentence]
    here = [one for one in here if one.start < part.start < at.start]
    return here if len(here) == 1 else []


def _same_level(mention: RateMention, part: Amount, whole: Amount) -> bool:
    """Tell whether two counts and the rate are of one level as far as their own words say."""
    own = find_scope(part.before)
    of = find_scope(whole.before) or whole.scope
    if own and own != of and own not in _WHOLE_SCOPES:
        return False
    if of not in _WHOLE_SCOPES and not own and part.scope != of:
        return False
    return not mention.scope or mention.scope in {own, of, part.scope} | _WHOLE_SCOPES
