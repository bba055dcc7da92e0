"""Deadlines against each other: the same thing asked for by two days, so many days that are not those until a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from govlib.text.chinese_dates import find_days, read_number
from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check
from govlib.verify.mentions.days import Moment
from govlib.verify.reading import Reading
from govlib.verify.relations.dates import IDENTITY, KIND, say_day

_WHO = re.compile(r"[各县市区州旗乡镇街道]+|部门|单位|网站|新媒体|账号|公众号|附件\d|第[一二三四]批|初稿|首次|最终")
_DONE = re.compile(r"(报|送|上传|反馈|提交)|(完成|到位|改正|关停|注销|更新|落实)")
_LENGTH = re.compile(
    r"(?:收到|接到|自|从|印发|发布|下发|通报)[^，。；\d]{0,12}?之?日?起?后?(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,3})个?"
    r"(?P<unit>工作日|自然日|日|天)[之以]?内?[（(，,]{0,1}(?:即|也就是|最迟)?[于在]?$"
)
_LOOSE = 3
_WEEK, _WORKING = 7, 5


def find_deadlines(reading: Reading) -> Iterator[Check]:
    """Yield deadlines that contradict each other, or the number of days that stands beside them."""
    demands = [one for one in reading.dated.moments if one.role == "期限" and one.demands]
    for one, other in combinations(demands, 2):
        if not _is_same(one, other):
            continue
        quotes = (reading.quote(one.block, one.start, one.end), reading.quote(other.block, other.start, other.end))
        if one.day == other.day:
            yield Check(RIGHT, KIND, IDENTITY, *quotes, say_day(one.day), say_day(other.day))
        else:
            gap = abs((one.day - other.day).days)
            why = f"同一份{one.about}前后写了两个期限"
            yield Check(WRONG, KIND, IDENTITY, *quotes, say_day(one.day), say_day(other.day), f"{gap} 天", why)
    for one in demands:
        yield from _check_length(reading, one)


def _is_same(one: Moment, other: Moment) -> bool:
    """Return whether two deadlines ask the same of the same: what is handed in, how, and who is named."""
    if not one.about or one.about != other.about or one.about in ("情况", "材料", "说明", "结果"):
        return False
    return _tell(one) == _tell(other)


def _tell(moment: Moment) -> tuple[frozenset[str], bool]:
    done = {bool(match[1]) for match in _DONE.finditer(moment.clause)}
    return frozenset(_WHO.findall(moment.clause)), True in done


def _check_length(reading: Reading, moment: Moment) -> Iterator[Check]:
    """Yield whether a number of days beside a deadline leads there from the day of issue."""
    own = reading.dated.issue.own
    text = reading.draft.blocks[moment.block].text
    length = _LENGTH.search(text[max(0, moment.start - 30) : moment.start])
    if own is None or length is None or not any(found.start == moment.start for found in find_days(text)):
        return
    number = read_number(length["number"])
    days = (moment.day - own.day).days
    if days <= 0 or not number:
        return
    least = number - _LOOSE if length["unit"] != "工作日" else number * _WEEK // _WORKING - _LOOSE
    most = number + _LOOSE if length["unit"] != "工作日" else number * _WEEK // _WORKING + 2 * _WEEK
    quotes = (
        reading.quote(moment.block, moment.start - len(length[0]), moment.end),
        reading.quote(own.block, own.start, own.end),
    )
    said, computed = f"{length['number']}个{length['unit']}", f"{say_day(own.day)}到{say_day(moment.day)}是 {days} 天"
    if least <= days <= most:
        yield Check(RIGHT, KIND, IDENTITY, *quotes, said, computed)
    else:
        why = "写明的天数和写明的日子对不上"
        yield Check(DOUBTFUL, KIND, IDENTITY, *quotes, said, computed, "", why)
