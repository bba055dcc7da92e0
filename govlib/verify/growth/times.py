"""Growth in times: 增长1.5倍 is two and a half times what it was, 翻一番 twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check, Quote
from govlib.verify.draft.model import Draft
from govlib.verify.mentions.amounts import Amount, same_unit
from govlib.verify.percentages.judged import quote_between
from govlib.verify.percentages.pairs import say

_IDENTITY = 10
_TIMES = re.compile(
    r"(?P<word>增长|增加|提高|上升|提升|增)(?:了)?(?P<more>近|约|超过?|逾)?\s?(?P<n>\d+(?:\.\d+)?)\s?(?P<odd>多)?倍|翻(?:了)?(?P<fold>[一两二三])番"
)
_FOLDS = {"一": 2, "两": 4, "二": 4, "三": 8}
_BEFORE = frozenset({"上期", "去年同期"})
_OFF, _FAR = Fraction(1, 20), Fraction(1, 10)


def judge_times(draft: Draft, at: int, amounts: Sequence[Amount]) -> Iterator[Check]:
    """Yield one check a growth in times whose two numbers stand in its sentence."""
    text = draft.blocks[at].text
    for found in _TIMES.finditer(text):
        low = max(text.rfind(mark, 0, found.start()) for mark in "。；;\n") + 1
        ends = [place for mark in "。；;\n" if (place := text.find(mark, found.end())) >= 0]
        near = [one for one in amounts if low <= one.start < min(ends, default=len(text)) and one.is_count]
        earlier = [one for one in near if one.window in _BEFORE and one.role != "增减"]
        present = [one for one in near if one.window not in {*_BEFORE, "累计"} and one.end <= found.start()]
        if len(earlier) != 1 or not present or not earlier[0].value:
            continue
        before, now = earlier[0], present[-1]
        if (
            now.role == "增减"
            or not same_unit(before, now)
            or (before.thing and now.thing and before.thing != now.thing)
        ):
            continue
        yield _judge(draft, at, found, before, now)


def _judge(draft: Draft, at: int, found: re.Match[str], before: Amount, now: Amount) -> Check:
    ratio = now.value / before.value
    stated = Fraction(_FOLDS[found["fold"]]) if found["fold"] else Fraction(found["n"]) + 1
    rough = bool(found["fold"] or found["more"] or found["odd"])
    step = Fraction(1, 10 ** len((found["n"] or "").partition(".")[2]))
    slack = stated * _FAR if rough else step
    verdict, why = RIGHT, ""
    if abs(ratio - stated) > slack:
        is_whole = not rough and abs(ratio - stated + 1) <= step
        near = abs(ratio - stated) <= stated * _OFF
        verdict = DOUBTFUL if rough or is_whole or near else WRONG
        why = "是上期的这么多倍，写成了增长这么多倍" if is_whole else "按上期的数复算不符"
    block = draft.blocks[at]
    return Check(
        verdict=verdict,
        kind="增减",
        identity=_IDENTITY,
        stated=Quote(block.place, found[0], at, found.start(), found.end()),
        other=quote_between(draft, before, now),
        said=found[0],
        computed=f"{say(now.value)}/{say(before.value)}＝{float(ratio):.2f} 倍",
        why=why,
    )
