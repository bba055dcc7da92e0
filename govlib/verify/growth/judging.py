"""Changes recomputed: growth against the earlier number, a difference of counts, percentage points of two rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from govlib.identities.causes import guess_growth
from govlib.verify.check import DOUBTFUL, RIGHT, UNCHECKED, WRONG, Check, Quote
from govlib.verify.draft.model import Draft
from govlib.verify.growth.changes import Change, Move, list_changes, list_moves
from govlib.verify.mentions.amounts import Amount, same_unit
from govlib.verify.percentages.judged import quote_between
from govlib.verify.percentages.pairs import explain, say

_GROWTH = 10
_NO_MATCH = "不符"
_RELATIVE = re.compile("增长|增幅|增速|涨幅|降幅")
_SLIP = "两个百分比之差应称百分点"
_ROUNDED = "与写出的两个百分比之差相差一个末位，是否由未取整的数相减"
_BARE = re.compile(
    r"(?:(?:较|比|与|同|相比|相较)?(?:于)?(?:去年|上年|上[一个]*(?:季度|期|月|次|批)|前[一]?季度|第?[一二三四]季度|今年|年初|年底|年末|期初|季初|月初)*(?:同期)?(?:的)?(?:相比)?"
    r"|同比|环比|分别|又|再|也|均|各|净)*(?:增加|增长|上升|提高|提升|上涨|增|升|下降|减少|降低|回落|压缩|缩短|精简|降|减|高|低|多|少|涨幅|增幅|降幅|增速|幅度?|率)+(?:了|出|为|达到?|近|约)?$"
)
_GROWN = re.compile(
    r"((?:增加|增长|上升|提高|提升|下降|减少|降低|多|少|增|减)了?)\d[\d,.]*\s?(?:个百分点|[%％]|[^\d\s，,。；;、])(?=[，,、])"
)
"""What something grew by, where another change of it is told before: 增加158条，增长11.1%."""
_BEFORE = frozenset({"上期", "去年同期"})
_BEGIN = re.compile("(?:比|较|与|同|由|从)[^，,。；;]{0,6}(?:年初|年底|年末|期初|季初|月初)[^，,。；;]{0,4}$")
_PERIOD = re.compile("(?:季度|月份?|半年|年度?)[^，,。；;]{0,12}$")
_ARRIVED = re.compile("(?:达到?|为|至|到|有)$")


def judge_changes(draft: Draft, at: int, amounts: Sequence[Amount]) -> Iterator[Check]:
    """Yield the check of every change of a block, and of every move whose words go the other way."""
    text = draft.blocks[at].text
    told: set[int] = set()
    for change in list_changes(text, amounts):
        check = _judge(draft, change, amounts)
        if change.move is not None and check.verdict == WRONG:
            told.add(change.move.after.start)
        yield check
    for move in list_moves(text, amounts):
        if move.after.start not in told:
            yield from _judge_move(draft, move)


def _judge_move(draft: Draft, move: Move) -> Iterator[Check]:
    rose = move.after.value - move.before.value
    if not (move.up or move.down) or move.before.limit or move.after.limit:
        return
    right = (rose >= 0 and move.up) or (rose <= 0 and move.down)
    yield Check(
        RIGHT if right else WRONG,
        "增减",
        _GROWTH,
        quote_between(draft, move.before, move.after),
        said="上升" if move.up else "下降",
        computed=f"{move.before.text}→{move.after.text}",
        why="" if right else "增减写反",
    )


def _judge(draft: Draft, change: Change, amounts: Sequence[Amount]) -> Check:
    pairs = _pairs(draft, change, amounts)
    quote = _quote(draft, change)
    for before, now in pairs:
        if _follows(change, before.value, now.value):
            return _agree(draft, change, before, now)
    derived = _derived(draft, change, amounts)
    if derived is not None:
        before_value, now, other = derived
        fine = _follows(change, before_value, now.value)
        return _tell(draft, change, RIGHT if fine else WRONG, _Terms(before_value, now.value, other, now))
    if pairs:
        before, now = min(pairs, key=lambda pair: abs(abs(pair[1].value - pair[0].value) - change.amount.value))
        plain = _is_of(draft, change, before, now)
        if plain and (change.move is not None or _is_sure(pairs)):
            near = _is_rounding(change, before, now)
            return _tell(draft, change, DOUBTFUL if near else WRONG, _terms(before, now), _ROUNDED if near else "")
        return Check(UNCHECKED, "增减", _GROWTH, quote, said=change.amount.text, why="看不出是哪两个数之差")
    rate = _rate_before(draft, change, amounts)
    if change.amount.unit == "%" and rate is not None and not _RELATIVE.search(change.amount.before):
        return Check(
            DOUBTFUL,
            "单位",
            _GROWTH,
            quote,
            quote_between(draft, rate, rate),
            said=change.amount.text,
            computed=f"{say(change.amount.value)} 个百分点",
            why="百分比之间的升降应称百分点；若确是增长率，请写明上期是多少",
        )
    return Check(UNCHECKED, "增减", _GROWTH, quote, said=change.amount.text, why="没有写上期是多少")


def _agree(draft: Draft, change: Change, before: Amount, now: Amount) -> Check:
    called_percent = change.amount.unit == "%" and before.is_rate
    relative = _is_relative(change, before.value, now.value) and (
        abs(now.value - before.value) != change.amount.value or bool(_RELATIVE.search(change.amount.before))
    )
    slip = called_percent and not relative
    verdict = DOUBTFUL if slip else RIGHT
    why = _SLIP if slip else ""
    return _tell(draft, change, verdict, _terms(before, now), why)


@dataclass(frozen=True)
class _Terms:
    """The earlier and the present number, and the amounts that say them."""

    before: Fraction
    now: Fraction
    first: Amount
    last: Amount


def _terms(before: Amount, now: Amount) -> _Terms:
    return _Terms(before.value, now.value, before, now)


def _tell(draft: Draft, change: Change, verdict: str, terms: _Terms, why: str = "") -> Check:
    before, now = terms.before, terms.now
    amount = change.amount
    rose = now - before
    if amount.unit == "%" and not terms.last.is_rate and before:
        computed = f"({say(now)}－{say(before)})/{say(before)}＝{float(rose * 100 / before):.2f}%"
    elif terms.last.is_rate:
        computed = f"{say(now)}%－{say(before)}%＝{say(rose)} 个百分点"
    else:
        computed = f"{say(now)}－{say(before)}＝{say(rose)} {amount.unit}"
    if verdict == WRONG:
        why = _cause(change, before, now, rates=terms.last.is_rate)
    kind = "单位" if why == _SLIP else "增减"
    other = quote_between(draft, terms.first, terms.last)
    return Check(verdict, kind, _GROWTH, _quote(draft, change), other, said=amount.text, computed=computed, why=why)


def _cause(change: Change, before: Fraction, now: Fraction, *, rates: bool) -> str:
    rose = now - before
    opposite = (change.up and rose < 0) or (change.down and rose > 0)
    if opposite and (abs(rose) == change.amount.value or change.amount.unit != "%"):
        return "增减写反"
    if change.amount.unit == "%" and not rates and before:
        amount = change.amount
        sign = -1 if change.down and not change.up else 1
        printed = Decimal(amount.value.numerator) / Decimal(amount.value.denominator) * sign
        decimals = len(str(amount.step.denominator)) - 1
        return guess_growth(printed, decimals, _decimal(now), _decimal(before))
    return "两个百分比之差不是这个数" if rates else "两个数之差不是这个数"


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _follows(change: Change, before: Fraction, now: Fraction) -> bool:
    """Tell whether a change is that of two numbers, in its size and in its direction."""
    rose = now - before
    if (change.up and not change.down and rose < 0) or (change.down and not change.up and rose > 0):
        return False
    return abs(rose) == change.amount.value or (change.amount.unit == "%" and _is_relative(change, before, now))


def _is_relative(change: Change, before: Fraction, now: Fraction) -> bool:
    return bool(before) and explain(change.amount, abs(now - before), before) != _NO_MATCH


def _pairs(draft: Draft, change: Change, amounts: Sequence[Amount]) -> list[tuple[Amount, Amount]]:
    """Return the earlier and the present number that a change may be of, the likeliest first."""
    if change.move is not None and _fits_unit(change, change.move.after):
        return [(change.move.before, change.move.after)]
    at = change.amount
    near = [
        one for one in amounts if abs(one.sentence - at.sentence) <= 1 and one is not at and _fits_unit(change, one)
    ]
    near = [one for one in near if one.role != "增减" and not one.rough and not one.limit]
    earlier = [one for one in near if one.window in _BEFORE and change.since in {"", one.window}]
    earlier += [one for one in near if one.window not in _BEFORE and _BEGIN.search(one.before) and not change.since]
    own = {"", at.window} - _BEFORE - {"累计"}
    present = [one for one in near if one.window in own and one not in earlier and one.start < at.start]
    text = draft.blocks[at.block].text
    later = [one for one in near if not one.window and one.start > at.start and one.sentence == at.sentence]
    present += [one for one in later[:1] if _ARRIVED.search(one.before) and "。" not in text[at.end : one.start]]
    present.sort(key=lambda one: abs(one.start - at.start))
    if not earlier and (pair := _in_turn(draft, change, near)) is not None:
        return [pair]
    return [(before, now) for before in earlier for now in present if _are_one(before, now)]


def _in_turn(draft: Draft, change: Change, near: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """Return the two rates of two periods right before their difference: 一季度92.4%，二季度95.1%，提高2.7个百分点."""
    at = change.amount
    told = [one for one in near if one.sentence == at.sentence and one.start < at.start and one.is_rate]
    if at.unit != "百分点" or len(told) != 2 or not all(_PERIOD.search(one.before) for one in told):  # noqa: PLR2004 - two periods
        return None
    gap = draft.blocks[at.block].text[told[1].end : at.start].strip("，,、 ")
    return (told[0], told[1]) if _BARE.fullmatch(gap) else None


def _is_rounding(change: Change, before: Amount, now: Amount) -> bool:
    """Tell whether a difference of two rounded rates is off by no more than what rounding took from them."""
    off = abs(abs(now.value - before.value) - change.amount.value)
    opposite = (change.up and now.value < before.value) or (change.down and now.value > before.value)
    return change.amount.unit == "百分点" and not opposite and off <= min(before.step, now.step)


def _are_one(before: Amount, now: Amount) -> bool:
    """Tell whether two numbers count one thing in two periods, as far as their words say."""
    if before.is_rate != now.is_rate or not (same_unit(before, now) or before.unit == now.unit):
        return False
    if before.role and now.role and before.role != now.role:
        return False
    if before.thing and now.thing and before.thing != now.thing:
        return False
    return not (before.platform and now.platform and before.platform != now.platform)


def _fits_unit(change: Change, one: Amount) -> bool:
    unit = change.amount.unit
    if unit == "百分点":
        return one.is_rate
    if unit == "%":
        return one.unit != "百分点"
    return one.unit == unit or same_unit(change.amount, one)


def _is_of(draft: Draft, change: Change, before: Amount, now: Amount) -> bool:
    """Tell whether nothing between a number and its change names another thing that changed."""
    at = change.amount
    if now.start > at.start:
        return True
    text = draft.blocks[at.block].text
    between = text[now.end : at.start]
    if now.end <= before.start < at.start:
        between = text[now.end : before.start] + text[before.end : at.start]
    plain = re.sub(r"[（(][^（）()]*[）)]|[（(）)，,、。；;\s]", "", _GROWN.sub(r"\1", between))
    return bool(_BARE.fullmatch(plain))


def _is_sure(pairs: Sequence[tuple[Amount, Amount]]) -> bool:
    """Tell whether the words leave one earlier number, and one present number right before the change."""
    return len({before.value for before, _ in pairs}) == 1 and len({now.value for _, now in pairs}) == 1


def _derived(draft: Draft, change: Change, amounts: Sequence[Amount]) -> tuple[Fraction, Amount, Amount] | None:
    """Return the earlier number where the text gives it as a difference: 45个，增加5个，增长12.5%."""
    at = change.amount
    if at.unit != "%":
        return None
    before = [one for one in amounts if one.sentence == at.sentence and one.start < at.start]
    if len(before) < 2:  # noqa: PLR2004 - a number and a difference
        return None
    now, other = before[-2:]
    if other.role != "增减" or other.unit in {"%", "百分点"} or not now.is_count or not same_unit(now, other):
        return None
    if now.role == "增减" or now.window or now.bracket != other.bracket:
        return None
    gap = draft.blocks[at.block].text[now.end : other.start].strip("，,、（( ")
    if not _BARE.fullmatch(gap):
        return None
    less = other.before.rstrip("了出").endswith(("减少", "下降", "减", "少", "降低"))
    earlier = now.value + other.value if less else now.value - other.value
    return (earlier, now, other) if earlier > 0 else None


def _rate_before(draft: Draft, change: Change, amounts: Sequence[Amount]) -> Amount | None:
    """Return the rate whose change is told in the words right behind it: 合格率97.8%，较上季度提高2.2%."""
    at = change.amount
    before = [one for one in amounts if one.sentence == at.sentence and one.start < at.start]
    if not before or not before[-1].is_rate or before[-1].role == "增减" or before[-1].limit:
        return None
    rate = before[-1]
    gap = draft.blocks[at.block].text[rate.end : at.start].lstrip("，, （(")
    return rate if rate.before.rstrip("为达到是：:").endswith("率") and _BARE.fullmatch(gap) else None


def _quote(draft: Draft, change: Change) -> Quote:
    block = draft.blocks[change.amount.block]
    words = block.text[change.begin : change.amount.end]
    return Quote(block.place, words, change.amount.block, change.begin, change.amount.end)
