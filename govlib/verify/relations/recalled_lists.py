"""A list that takes up a number said before: 23个账号不合格，…。不合格的分别是… (identity 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.verify.check import RIGHT, WRONG, Check
from govlib.verify.mentions.list_counts import ACCOUNT, BODY, SITE, UNIT, ListCount, list_counts
from govlib.verify.mentions.name_lists import NameList
from govlib.verify.mentions.names import merge_names
from govlib.verify.reading import Reading

_LEAST = 2
_CORE = 2
_LED = re.compile(
    r"(?P<core>[^，,。；;：:、\n]{2,16}?)的?(?:责任|主办)?(?:单位|部门|乡镇|账号|网站|新媒体|县区)?"
    r"(?:分别|依次)?(?:[是为有]|如下|包括)?[：:]?\s*$"
)
_CUT = re.compile("^(?:其中|上述|以上|这些|目前|本期|本次|本季度)|[的是为有]$")
_STOP = "。！!？?\n"
_SENTENCES = 2


def find_recalled_lists(reading: Reading) -> Iterator[Check]:
    """Yield the lists that begin a sentence with words of a count before it, each against that count."""
    for at, block in reading.body:
        counts = list_counts(block.text)
        for names in reading.name_lists[at]:
            if not names.sure or len(names.names) < _LEAST or names.is_open:
                continue
            count = _find_count(block.text, names, counts)
            if count is not None and _does_fit(names, count) and not _are_between(reading, names, count):
                yield _judge(reading, names, count)


def _find_count(text: str, names: NameList, counts: list[ListCount]) -> ListCount | None:
    """Return the count whose clause has the words that lead to a list, None where none or several have."""
    head = text[names.sentence[0] : names.start]
    led = _LED.fullmatch(head)
    if led is None:
        return None
    core = _CUT.sub("", _CUT.sub("", led["core"].strip()))
    before = text[: names.sentence[0]]
    low = len(before)
    for _ in range(_SENTENCES + 1):
        low = max((before.rfind(mark, 0, max(low - 1, 0)) for mark in _STOP), default=-1) + 1
    if len(core) < _CORE or names.names[0].owner.endswith(core):
        return None
    found = [one for one in counts if low <= one.start < names.sentence[0] and core in _clause(text, one)]
    return found[0] if len(found) == 1 and found[0].number > 0 else None


def _clause(text: str, count: ListCount) -> str:
    start = max((text.rfind(mark, 0, count.start) for mark in "，,；;" + _STOP), default=-1) + 1
    ends = [end for end in (text.find(mark, count.end) for mark in "，,；;" + _STOP) if end >= 0]
    return text[start : min(ends, default=len(text))]


def _are_between(reading: Reading, names: NameList, count: ListCount) -> bool:
    """Tell whether other names stand between a count and a list, or the list goes on behind it."""
    others = reading.name_lists[names.block]
    return any(count.end <= one.start < names.start for one in others) or any(
        one.start > names.end and one.sentence == names.sentence for one in others
    )


def _does_fit(names: NameList, count: ListCount) -> bool:
    units = [name.kind == "单位" for name in names.names]
    if count.kind in {UNIT, BODY}:
        return all(units)
    return count.kind == SITE or (count.kind == ACCOUNT and sum(units) * 2 < len(units))


def _judge(reading: Reading, names: NameList, count: ListCount) -> Check:
    written = [name.text for name in names.names]
    least, most = merge_names(written, reading.register) if count.kind in {UNIT, BODY} else (len(written), len(written))
    fits = least <= count.number <= max(most, len(written))
    return Check(
        verdict=RIGHT if fits else WRONG,
        kind="名单",
        identity=8,
        stated=reading.quote(names.block, count.start, count.end),
        other=reading.quote(names.block, names.start, names.end),
        said=str(count.number),
        computed=f"名单里有 {len(written)} 个",
        difference="" if fits else str(count.number - len(written)),
        why="" if fits else "后面的名单与前面的数不符：可能漏列，或者数没有改",
    )
