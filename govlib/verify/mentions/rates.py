"""Percentages as a draft states them: which rate it is, of what, and whether it is a share, a rate or a change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from govlib.verify.mentions.amounts import Amount
from govlib.verify.mentions.words import find_scope, thing_in

TOTALS = frozenset(
    {"总数", "检查", "应检", "受理", "有效", "转办", "报送", "发布", "应报", "发现", "评价", "不合格", "问题"}
)


@dataclass(frozen=True)
class RateKind:
    """Which roles a rate's numerator may have, which the rest (denominator less numerator) and which the whole.

    ``sure`` and ``of`` are those of them that leave no doubt: of letters answered it isn't said that it was in time.
    """

    parts: frozenset[str]
    rest: frozenset[str]
    wholes: frozenset[str]
    sure: frozenset[str]
    of: frozenset[str]


def _kind(parts: str, rest: str, wholes: str, sure: str = "", of: str = "") -> RateKind:
    return RateKind(
        frozenset(parts.split()),
        frozenset(rest.split()),
        frozenset(wholes.split()),
        frozenset((sure or parts).split()),
        frozenset((of or wholes).split()),
    )


_PASSED = _kind("合格", "不合格", "检查 总数 应检")
_DONE = "受理 转办 有效 总数 报送 发现 应报"
_ON_TIME = _kind("按期办结 办结", "超期 在办 未办结", _DONE + " 办结", sure="按期办结", of=_DONE)
_CLOSED = _kind("办结 按期办结", "在办 未办结", _DONE, sure="办结")
_PLEASED = _kind("满意", "不满意", "评价 办结 受理 总数 有效 检查", of="评价 检查")
RATES: Mapping[str, RateKind] = {
    "整改后合格率": _kind("整改 合格", "不合格 未整改", "检查 总数 应检", sure="整改"),
    "不合格率": _kind("不合格 问题", "合格", "检查 总数 应检"),
    "问题占比": _kind("不合格 问题", "合格", "检查 总数 应检"),
    "合格率": _PASSED,
    "达标率": _PASSED,
    "通过率": _PASSED,
    "正常率": _PASSED,
    "连通率": _PASSED,
    "支持率": _PASSED,
    "优良率": _kind("优秀", "", "检查 总数 应检 评价"),
    "优秀率": _kind("优秀", "", "检查 总数 应检 评价"),
    "良好率": _kind("良好", "", "检查 总数 应检 评价"),
    "抽查率": _kind("检查", "", "总数 应检"),
    "检查率": _kind("检查", "", "总数 应检"),
    "抽检率": _kind("检查", "", "总数 应检"),
    "监测率": _kind("检查", "", "总数 应检"),
    "覆盖率": _kind("检查", "", "总数 应检"),
    "抽查比例": _kind("检查", "", "总数 应检"),
    "检查比例": _kind("检查", "", "总数 应检"),
    "抽检比例": _kind("检查", "", "总数 应检"),
    "抽查面": _kind("检查", "", "总数 应检"),
    "按期办结率": _ON_TIME,
    "按时办结率": _ON_TIME,
    "按期答复率": _ON_TIME,
    "按期回复率": _ON_TIME,
    "按时回复率": _ON_TIME,
    "按时答复率": _ON_TIME,
    "按期率": _kind("按期办结", "超期", _DONE + " 办结"),
    "逾期率": _kind("超期", "按期办结", _DONE + " 办结"),
    "超期率": _kind("超期", "按期办结", _DONE + " 办结"),
    "办结率": _CLOSED,
    "回复率": _CLOSED,
    "答复率": _CLOSED,
    "办理率": _CLOSED,
    "结案率": _CLOSED,
    "办复率": _CLOSED,
    "按时结案率": _ON_TIME,
    "按期办复率": _ON_TIME,
    "采发率": _kind("采用", "未采用 退回", "报送 总数 受理"),
    "采纳率": _kind("采用", "未采用 退回", "报送 总数 受理"),
    "采用率": _kind("采用", "未采用 退回", "报送 总数 受理"),
    "录用率": _kind("采用", "未采用 退回", "报送 总数 受理"),
    "审发率": _kind("审发", "退回 待审 删除", "报送 总数"),
    "退稿率": _kind("退回", "", "报送 总数"),
    "原创率": _kind("原创", "转载", "发布 总数 报送"),
    "转载率": _kind("转载", "原创", "发布 总数 应报 单位"),
    "整改率": _kind("整改", "未整改", "发现 问题 总数 不合格 转办"),
    "整改完成率": _kind("整改 完成", "未整改 未完成", "发现 问题 总数 不合格 转办"),
    "改正率": _kind("整改", "未整改", "发现 问题 总数"),
    "修改率": _kind("整改", "未整改", "发现 问题 总数"),
    "更正率": _kind("整改", "未整改", "发现 问题 总数"),
    "完成率": _kind(
        "完成 办结 发布 整改", "未完成 未办结 未整改 在办", "应报 总数 转办 检查 受理 发现", sure="完成 办结 整改"
    ),
    "发布率": _kind("发布 完成", "未完成", "应报 总数"),
    "签收率": _kind("完成", "未完成", "转办 总数"),
    "满意率": _PLEASED,
    "满意度": _PLEASED,
    "有效率": _kind("有效", "无效", "受理 总数"),
}
"""The rates by name; the longest name that ends the words before a percentage is its."""
_NAMES = sorted(RATES, key=len, reverse=True)
_VERB = (
    "(?:仅|只有|约|分别|均|也|又|已|就|却|高|依次|保持在|稳定在|保持|同为|都)*"
    r"(?:达到了?|达|为|是|有|至|到)?(?:了|仅|只有)?(?:[:：])?\s*$"
)
_ENDS = re.compile(_VERB)
_SHARE = re.compile(
    r"(?:占(?P<what>[^，,。；;占率]{0,24}?)(?:的(?:比例|比重|百分比)?|比例?|比重)?|(?:占比|比例|比重|所占比例))$"
)
_AFTER = re.compile(r"^的?(?P<name>[\u4e00-\u9fff]{1,6}(?:率|比例))")
_LISTED = re.compile(r"^\s*(?:、|和|及|以及|与|，|,)\s*$")


@dataclass(frozen=True)
class RateMention:
    """A percentage that claims a relation: its ``name`` (合格率, 占比), ``shares`` if it is a part of something.

    ``what`` are the words between 占 and the number; ``scope`` and ``thing`` those that its own clause names; ``begin``
    is where its words begin in the block. ``place`` and ``of`` say which of how many 分别 it is, 0 of 1 for most.
    """

    amount: Amount
    name: str
    shares: bool
    what: str
    scope: str
    thing: str
    begin: int
    place: int = 0
    of: int = 1


def list_rates(text: str, amounts: Sequence[Amount]) -> Iterator[RateMention]:
    """Yield the percentages of a block that are rates or shares; demands, limits and changes are none."""
    group: list[RateMention] = []
    for at, amount in enumerate(amounts):
        if not amount.is_rate or amount.limit or amount.rough or amount.role == "增减":
            yield from _number_group(group)
            group = []
            continue
        previous = amounts[at - 1] if at else None
        listed = previous is not None and previous.is_rate and _LISTED.match(text[previous.end : amount.start])
        own = _read(text, amounts, at)
        if own is not None and listed and group and own.name == group[0].name and not own.amount.before:
            own = None
        if own is None and listed and group and not _AFTER.match(amount.after):
            first = group[0]
            group.append(RateMention(amount, first.name, first.shares, first.what, "", "", amount.start))
            continue
        yield from _number_group(group)
        group = [own] if own is not None else []
    yield from _number_group(group)


def _number_group(group: Sequence[RateMention]) -> Iterator[RateMention]:
    for place, one in enumerate(group):
        yield RateMention(
            one.amount, one.name, one.shares, one.what, one.scope, one.thing, one.begin, place, len(group)
        )


def _read(text: str, amounts: Sequence[Amount], at: int) -> RateMention | None:
    amount = amounts[at]
    floor = max((one.end for one in amounts[:at]), default=0)
    floor = max(floor, max((text.rfind(mark, 0, amount.start) for mark in "。；;！？!?\n"), default=-1) + 1)
    lead = text[floor : amount.start]
    clause = re.split("[，,、（(]", lead)[-1]
    plain = _ENDS.sub("", clause)
    begin = amount.start - len(clause)
    told = _AFTER.match(amount.after)
    whole = amounts[at - 1] if at else None
    if plain == "的" and whole is not None and "占" in whole.before and whole.is_count:
        begin = whole.start - len(whole.before)
        return RateMention(amount, "占比", shares=True, what="", scope="", thing="", begin=begin)
    name = next((one for one in _NAMES if plain.endswith(one)), "") or (
        next((one for one in _NAMES if told["name"].endswith(one)), "") if told else ""
    )
    if name:
        return RateMention(
            amount, name, shares=False, what="", scope=find_scope(plain), thing=thing_in(plain), begin=begin
        )
    if plain.endswith("率"):
        return RateMention(amount, plain[-6:], shares=False, what="", scope="", thing="", begin=begin)
    found = _SHARE.search(plain)
    if found:
        what = found["what"] or ""
        return RateMention(
            amount, "占比", shares=True, what=what.removesuffix("的"), scope=find_scope(what), thing="", begin=begin
        )
    after = text[amount.end : amount.end + 1]
    if amount.bracket >= 0 and not clause.strip() and after in "）)" and at and amounts[at - 1].end == amount.bracket:
        return RateMention(amount, "占比", shares=True, what="", scope="", thing="", begin=amounts[at - 1].start)
    return None
