"""Numbers with a unit as a draft states them: how many of what, in which respect, of which window."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from govlib.text.chinese_numbers import narrow_digits
from govlib.text.quantities import split_sentences
from govlib.verify.draft.model import Block
from govlib.verify.mentions.bare_numbers import add_bare
from govlib.verify.mentions.numbers import Number, list_numbers
from govlib.verify.mentions.topics import inherit_scope, inherit_thing, inherit_window
from govlib.verify.mentions.words import (
    find_platform,
    find_role,
    find_scope,
    find_thing,
    mask_levels,
    role_in,
)

_MARK = re.compile("[，,。；;：:、（）()！？!?\n|]")
_LISTED = re.compile(r"^(?:、|和|及|以及|与)")
_CHANGE = re.compile(
    "(?:(?:增加|减少|提高|下降|上升|提升|增长|降低|回落|上涨|(?<!新)增|减|升|降|涨|跌|缩减|压减|(?<![最较更不至])[多少高低])(?:了|出|达|近|约)?"
    "|(?:增幅|降幅|增速|涨幅|增长率)(?:为|达到?|是|约)?)$"
)
_OUT_OF = re.compile("中(?:共?有|发现|仅)?$")
_NEAR = 6
_ARRIVES = re.compile("[增升高长降减少低缩](?:至|到|为)了?$")
_FOUND = frozenset({"", "检查", "总数", "发现", "问题"})


@dataclass(frozen=True)
class Amount:
    """A number at ``start:end`` of block ``block``, its unit within the span; ``sentence`` counts within the block.

    ``before`` and ``after`` are the words up to the next mark or number. What they tell is named by closed lists
    (``words``), "" where they don't: ``role`` (总数 检查 合格 不合格 …, 增减 for what something grew by),
    ``thing`` (网站 账号 信件 …; ``named`` if the number's own words say it, else that of the clauses before),
    ``scope`` (全市 市直 县区 or a name), ``platform``, ``window`` (上期 去年同期 累计 or as written). A ``rough``
    number claims nothing exactly, a ``limit`` is a demand or a rule's limit. ``bracket`` is where the bracket around
    it opens, -1 outside of brackets.
    """

    block: int
    start: int
    end: int
    sentence: int
    text: str
    value: Fraction
    unit: str
    step: Fraction
    rough: bool
    before: str
    after: str
    role: str
    thing: str
    scope: str
    platform: str
    window: str
    limit: bool = False
    named: str = ""
    bracket: int = -1

    @property
    def is_rate(self) -> bool:
        """Tell whether it is a percentage."""
        return self.unit == "%"

    @property
    def is_count(self) -> bool:
        """Tell whether it counts something exactly: no rate, no score, no rough number, no limit."""
        return self.unit not in {"%", "百分点", "分", "天", "元"} and not self.rough and not self.limit


def list_amounts(block: Block, number: int) -> Iterator[Amount]:
    """Yield the numbers with a unit of a block."""
    text = mask_levels(block.text)
    numbers = add_bare(narrow_digits(text), list_numbers(text))
    for sentence, (first, last) in enumerate(split_sentences(text)):
        found = [one for one in numbers if first <= one.start < last]
        ends = [first, *(one.end for one in found)]
        begins = [*(one.start for one in found[1:]), last]
        previous: Amount | None = None
        for at, (one, low, high) in enumerate(zip(found, ends, begins, strict=False)):
            masked = _MARK.split(text[low : one.start])[-1]
            before = block.text[one.start - len(masked) : one.start].strip()
            rest = text[one.end : high]
            after = _MARK.split(rest)[0].strip()
            following = found[at + 1] if at + 1 < len(found) else None
            runs_on = following is not None and following.unit not in {"%", "百分点"} and not _MARK.search(rest)
            named = find_thing(before, after[:_NEAR] if runs_on and before else after)
            platform = find_platform(before, "" if runs_on and before else after)
            own = one.start - len(masked) if masked.rstrip().endswith("的") else one.start
            thing = named or ("账号" if platform else "") or inherit_thing(block, first, own)
            amount = Amount(
                block=number,
                start=one.start,
                end=one.end,
                sentence=sentence,
                text=block.text[one.start : one.end],
                value=one.value,
                unit=one.unit,
                step=one.step,
                rough=one.rough,
                before=before,
                after=after,
                role=_role(before, after, runs_on, one) or _inherit_role(previous, text[low : one.start]),
                thing=thing,
                scope=find_scope(masked) or inherit_scope(text, first, one.start),
                platform=platform,
                window=_base(before) or ("" if _ARRIVES.search(before) else inherit_window(text, first, one.start)),
                limit=one.limit,
                named=named,
                bracket=_open_bracket(text, first, one.start),
            )
            yield amount
            previous = amount


def _role(before: str, after: str, runs_on: bool, one: Number) -> str:
    """Return the role that a number's own words give; 抽查发现39家不合格 is what was found, not what was looked at."""
    if _CHANGE.search(before) and one.unit != "元":
        return "增减"
    own = role_in(before) or ("总数" if _OUT_OF.search(after) else "")
    if runs_on:
        return own or ("" if before else role_in(after))
    told = role_in(after)
    return told if own in _FOUND and told not in {"", "总数", "检查", "问题"} else own or find_role("", after)


def _inherit_role(previous: Amount | None, gap: str) -> str:
    """Return the role of the number before in a list, as in 检查网站45个、新媒体239个."""
    return previous.role if previous and previous.role != "增减" and _LISTED.match(gap.strip()) else ""


def _base(before: str) -> str:
    """Return the window of a number that is what a comparison is made with: 环比15223件增14.28%."""
    return "上期" if before.endswith("环比") else "去年同期" if before.endswith("同比") else ""


def _open_bracket(text: str, first: int, at: int) -> int:
    """Return where the bracket around a place opens, -1 where none is open."""
    depth = 0
    for position in range(at - 1, first - 1, -1):
        if text[position] in "）)":
            depth += 1
        elif text[position] in "（(":
            if depth == 0:
                return position
            depth -= 1
    return -1


def same_unit(one: Amount, other: Amount) -> bool:
    """Tell whether two numbers may count the same kind of thing: 家 and 个, 件 and 封."""
    return one.unit == other.unit or any({one.unit, other.unit} <= alike for alike in _ALIKE)


_ALIKE: Sequence[frozenset[str]] = (
    frozenset("个家"),
    frozenset("件封条份个宗起"),
    frozenset("条篇个则"),
    frozenset("处条"),
)
