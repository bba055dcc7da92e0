"""A number of units, sites or accounts against the names beside it: 等3家, 涉及4家：…, 甲、乙5市 (identity 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govlib.verify.check import RIGHT, UNCHECKED, WRONG, Check
from govlib.verify.mentions.list_counts import ACCOUNT, BODY, COLUMN, SITE, UNIT, ListCount, list_counts
from govlib.verify.mentions.name_lists import NameList, list_names
from govlib.verify.mentions.names import merge_names
from govlib.verify.reading import Reading

_LINK = re.compile(
    r"[）)]?(?:[^，,。；;：:、（）()\n0-9]|\d{1,3}(?:个?月|个?工作日|天|日|周|年|次|小时)){0,14}?(?:[（(][^（）()]*[）)])?"
    r"(?:[：:]|[—-]{1,2}|[，,。；;]?\s?(?:他们|它们|名单)?(?:按[^，,。；;：:、]{1,6})?(?:分别|依次|具体"
    r"|名单)?(?:如下|[是为有系即]|包括|包含"
    r"|涉及)(?:[^，,。；;：:、]{0,6}的)?[：:]?|[，,。]\s?(?:分别|依次|即|具体|名单如下)[：:]?)\s*"
)
_COMMA = re.compile(r"[^，,。；;：:、（）()\n0-9]{0,10}?(?:[（(][^（）()]*[）)])?[，,]\s*")
_SAMPLE = re.compile("(?:如|例如|比如|其中|包括|主要|特别是|尤其|以)[^，,。；;、]{0,4}$")
_BRACKET = re.compile(r"[（(](?:分别)?(?:[是为]|即|包括)?[：:]?([^（）()]+)[）)]")
_BACK = re.compile(
    r"\s?等?\s?(?:[，,]\s?(?=共|合计|总共|一共|计)|[（(]\s?(?=共|计))?(?:共计|合计|总共|一共|共|这|上述"
    r"|以上|全县|全市|全区|全省)?"
)
_BACK_OPEN = re.compile(r"\s?等(?:[^，,。；;：:、各每均0-9]{0,6})?")
_SUMMED = re.compile(r"(?:\s?\d[^，,。；;、]{0,6})?[，,]\s?(?:以上|上述|这)?")
_OF_ALL = re.compile("合计|总计|累计|一共|共|均|都|皆|全部")
_PLATFORM = re.compile("^(?:政务)?(?:微信|微博|抖音|快手|头条|视频)?(?:公众号|订阅号|视频号|账号|栏目|号)?$")
_PURE_END = re.compile(r"\s*(?:[）)]\s*)?(?:[。；;\n]|$)")
_STOP = re.compile("[。\n]")
_ITEM = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·（）()]{2,24}")
_JOINT = re.compile("和|及|与")
_NUMBER = re.compile(r"[0-9]\s?[个家条件篇次]")
_NOT_NAME = re.compile("[的了]|以及|存在|问题|工作|[省市县区]级$|不|未|个")
_SHORT = range(2, 5)
_MOST = 60
_FAR, _FEW = 3, 12
"""A count so far above its list was never meant as the list's."""


@dataclass(frozen=True)
class Listed:
    """A list as far as it answers a count: how many names it may have, whether 等 leaves it open, where it stands."""

    start: int
    end: int
    least: int
    most: int
    others: frozenset[int]
    is_open: bool
    sure: bool
    kind: str


def find_lists(reading: Reading) -> Iterator[Check]:
    """Yield the counts that stand beside a list, each with its verdict (identity 8)."""
    for at, block in reading.body:
        counts = list_counts(block.text)
        if not counts:
            continue
        for place, count in enumerate(counts):
            listed = _list_before(reading, at, block.text, count)
            if listed is not None:
                yield from _judge(reading, at, count, listed, {count.number})
                continue
            listed = _list_after(reading, at, block.text, count)
            if listed is not None:
                said = set(_plausible(block.text, counts[: place + 1]))
                yield from _judge(reading, at, count, listed, said)


def _judge(reading: Reading, at: int, count: ListCount, listed: Listed, said: set[int]) -> Iterator[Check]:
    accounts_of_units = count.kind in {ACCOUNT, COLUMN} and listed.kind == UNIT
    if not listed.is_open and count.number > _FAR * listed.most + _FEW:
        return
    many = set(range(listed.least, listed.most + 1)) | listed.others
    fits = min(many) <= count.number if listed.is_open or accounts_of_units else bool(many & said)
    if accounts_of_units and fits and count.number not in many:
        return
    verdict = RIGHT if fits else WRONG if listed.sure else UNCHECKED
    shown = f"{listed.most}" if listed.least == listed.most else f"{listed.least} 至 {listed.most}"
    yield Check(
        verdict=verdict,
        kind="名单",
        identity=8,
        stated=reading.quote(at, count.start, count.end),
        other=reading.quote(at, listed.start, listed.end),
        said=str(count.number),
        computed=f"名单里有 {shown} 个",
        difference="" if verdict == RIGHT else str(count.number - listed.most),
        why=_say_why(verdict, count, listed),
    )


def _say_why(verdict: str, count: ListCount, listed: Listed) -> str:
    if verdict == UNCHECKED:
        return "名单里各是几个名称分不清"
    if verdict == RIGHT:
        return ""
    if count.number < listed.least:
        return "家数少于所列名称：可能名单增加后家数没有改，或者一个单位列了两次"
    return "家数多于所列名称，而名单没有写“等”：可能漏列，或者家数沿用了别的数"


def _plausible(text: str, counts: Sequence[ListCount]) -> Iterator[int]:
    """Yield the numbers that a list after several counts may answer: each of them, and their sums (3家和2个镇)."""
    total = 0
    last = counts[-1]
    for count in reversed(counts):
        if _STOP.search(text, count.end, last.start):
            return
        total += count.number
        yield count.number
        yield total


def _list_before(reading: Reading, at: int, text: str, count: ListCount) -> Listed | None:
    """Return the list that a count sums up: 甲、乙、丙3家, 甲、乙等3家."""
    for names in reading.name_lists[at]:
        gap = text[names.end : count.start] if names.end <= count.start else None
        if gap is None or len(gap) > _MOST:
            continue
        after = _SUMMED.fullmatch(gap) and _OF_ALL.match(text, count.end)
        is_open = bool(names.is_open and _BACK_OPEN.fullmatch(gap))
        if not is_open and not after and not (_BACK.fullmatch(gap) and "等" not in gap):
            continue
        if not _does_fit(names, count):
            continue
        if names.sure and _begins_clause(text, names.start) and len(names.names) > (0 if is_open else 1):
            return _shape(reading, text, names, is_open=is_open)
    return _bare_before(text, count)


def _begins_clause(text: str, start: int) -> bool:
    return not text[:start].rstrip().endswith("、")


def _does_fit(names: NameList, count: ListCount) -> bool:
    """Tell whether names may be what is counted: units aren't 栏目, quotations aren't 单位."""
    quoted = [name.kind != "单位" for name in names.names]
    if count.kind in {UNIT, BODY, SITE}:
        return not any(quoted) or (count.kind == SITE and all(quoted))
    return all(quoted) or (count.kind == ACCOUNT and not any(quoted))


def _shape(reading: Reading, text: str, names: NameList, *, is_open: bool, sure: bool = True) -> Listed:
    written = [name.text for name in names.names]
    is_units = all(name.kind == "单位" for name in names.names)
    distinct = len({(name.text, name.note, name.owner) for name in names.names})
    least, most = merge_names(written, reading.register) if is_units else (distinct, len(written))
    ends = {sum(names.parts[:at]) for at in range(1, len(names.parts))} | {
        sum(names.parts[-at:]) for at in range(1, len(names.parts))
    }
    return Listed(
        names.start,
        names.end,
        least,
        len(written),
        frozenset(ends | {most}),
        is_open,
        sure and names.sure and "、" not in text[names.end : names.end + 1],
        UNIT if is_units else ACCOUNT,
    )


def _bare_before(text: str, count: ListCount) -> Listed | None:
    """Return names that only the count behind them makes names: 甲、乙、丙5市, 甲号、乙号等24个账号."""
    low = max((text.rfind(mark, 0, count.start) for mark in "，,。；;：:\n（("), default=-1) + 1
    before = text[low : count.start]
    is_open = bool(re.search(r"等[^、]{0,4}$", before))
    before = re.sub(r"\s?等[^、]{0,4}$", "", before)
    items = [item.strip() for item in before.split("、")]
    if len(items) == 1 or not all(_ITEM.fullmatch(item) for item in items[1:]):
        return None
    if any(_NOT_NAME.search(item) for item in items[-1:]):
        return None
    begins = max((place for place, item in enumerate(items) if _JOINT.search(item)), default=0)
    if any(_NUMBER.search(item) for item in items[begins + 1 :]) or _NUMBER.search(_JOINT.split(items[begins])[-1]):
        return None
    number = len(items) - begins
    alike = all(len(item) in _SHORT for item in items[1:])
    is_sure = (alike and count.kind == UNIT) or (is_open and count.kind in {ACCOUNT, SITE} and begins == 0)
    if number == 1 or not (alike or is_open):
        return None
    joined = frozenset({len(items)}) if begins else frozenset()
    return Listed(
        low, count.start, number, number, joined, is_open, is_sure, ACCOUNT if count.kind == ACCOUNT else UNIT
    )


def _list_after(reading: Reading, at: int, text: str, count: ListCount) -> Listed | None:
    """Return the list that a count announces: 3家，分别是…; 单位4家：…; 2个镇（甲镇、乙镇）."""
    bracket = _BRACKET.match(text, count.end)
    if bracket:
        inside = list(list_names(bracket[1], at))
        if len(inside) == 1 and inside[0].sure and _does_fit(inside[0], count) and not _tail(bracket[1], inside[0]):
            found = _shape(reading, bracket[1], inside[0], is_open=inside[0].is_open)
            return Listed(
                bracket.start(1) + found.start, bracket.start(1) + found.end, found.least, found.most,
                found.others, found.is_open, found.sure, found.kind,
            )  # fmt: skip
    following = [one for one in reading.name_lists[at] if one.start >= count.end]
    if not following:
        return None
    names = following[0]
    gap = text[count.end : names.start]
    linked = _LINK.fullmatch(gap)
    is_bare = bool(not linked and _COMMA.fullmatch(gap) and len(names.names) > 1 and _PURE_END.match(text, names.end))
    if not (linked or is_bare) or not _does_fit(names, count):
        return None
    stop = _STOP.search(text, names.start)
    rest = [one for one in following if one.start < (stop.start() if stop else len(text))]
    is_open = any(one.is_open for one in rest) or bool(_SAMPLE.search(gap))
    sums = {sum(len(one.names) for one in rest[:upto]) for upto in range(1, len(rest) + 1)}
    is_sure = len(rest) == 1 and (len(names.names) > 1 or bool(_PURE_END.match(text, names.end)))
    found = _shape(reading, text, names, is_open=is_open, sure=is_sure)
    others = found.others | frozenset(sums)
    return Listed(found.start, found.end, found.least, found.most, others, is_open, found.sure, found.kind)


def _tail(text: str, names: NameList) -> str:
    return _PLATFORM.sub("", text[names.end :].strip().removeprefix("等"))
