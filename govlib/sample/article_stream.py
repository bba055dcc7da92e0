"""Make ordinary articles and posts in any number, one at a time, none of which any rule counts."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from govlib.sample.article_bodies import ordinary_body
from govlib.sample.cast import Cast
from govlib.sample.days import SAMPLE_PERIOD
from govlib.sample.registry import SITES
from govlib.sample.sheets import Raw, Row

KEYS = (
    *("site_code", "account_name", "platform", "title", "url", "published_at", "first_seen_at", "column_name"),
    *("source_name", "is_original", "read_count", "like_count", "share_count", "unit", "status", "body_text"),
)
Line = tuple[Raw, ...]
_FIRST_DAY = date(2026, 5, 1)
_DAYS = [_FIRST_DAY + timedelta(days=step) for step in range((SAMPLE_PERIOD.end - _FIRST_DAY).days + 1)]
_FORMS = (
    [day.isoformat() for day in _DAYS],
    [f"{day.year}/{day.month}/{day.day}" for day in _DAYS],
    [f"{day.year}年{day.month}月{day.day}日" for day in _DAYS],
)
_CLOCKS = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(1440)]
_TIMES = [time(minute // 60, minute % 60) for minute in range(1440)]
_START = (SAMPLE_PERIOD.start - _FIRST_DAY).days
_SITE_SPAN = (SAMPLE_PERIOD.end - SAMPLE_PERIOD.start).days - 2
_COLUMNS = ("政务动态", "基层动态", "通知公告", "工作动态", "图片新闻")
_TOPICS = (
    "召开工作推进会",
    "开展安全检查",
    "推进农村供水",
    "组织技能培训",
    "发布便民提示",
    "走访慰问群众",
    "整治人居环境",
)
_STATUSES = ("审发", "已发布", None, "审发", "发布")
_FLAGS = ("是", "否", "否")
_REAL_DATE = 3


def site_maker(rng: random.Random, excel: bool) -> Callable[[int], Line]:
    """Return a function of the serial number that makes an ordinary article, seen at most two days after it."""
    sites = [(site.code, site.home, site.unit) for site in SITES]
    stamp = _stamper(excel)

    def make(serial: int) -> Line:
        bits = rng.getrandbits(62)
        bits, pick = divmod(bits, len(sites))
        bits, day = divmod(bits, _SITE_SPAN)
        bits, minute = divmod(bits, 1400)
        bits, later = divmod(bits, 3)
        bits, form = divmod(bits, 4)
        bits, reads = divmod(bits, 3000)
        code, home, unit = sites[pick]
        day += _START
        seen = stamp(form, day + later, minute + 30)
        title = f"{unit}{_TOPICS[bits % 7]}（{serial}）"
        url = f"{home}art/{serial}.html"
        return (
            *(code, None, None, title, url, stamp(form, day, minute), seen, _COLUMNS[bits % 5]),
            *("本站", _FLAGS[bits % 3], reads, None, None, unit, _STATUSES[reads % 5], ordinary_body(serial, unit)),
        )

    return make


def post_maker(rng: random.Random, cast: Cast, excel: bool) -> Callable[[int], Line]:
    """Return a function of the serial number that makes an ordinary post, earlier than its account's newest one."""
    posting = [
        (state.account.number, state.account.name, state.account.platform, state.account.unit, _index(state.newest))
        for state in cast.states
        if state.newest
    ]
    stamp = _stamper(excel)

    def make(serial: int) -> Line:
        bits = rng.getrandbits(62)
        bits, pick = divmod(bits, len(posting))
        bits, back = divmod(bits, 60)
        bits, minute = divmod(bits, 1400)
        bits, form = divmod(bits, 4)
        bits, reads = divmod(bits, 9000)
        number, name, platform, unit, newest = posting[pick]
        day = newest - 1 - back
        title = f"{_TOPICS[bits % 7]}（{serial}）"
        url = f"https://post.example.invalid/{number}/{serial}"
        published, seen = stamp(form, day, minute), stamp(form, day, minute + 30)
        return (
            *(None, name, platform, title, url, published, seen, None),
            *(None, _FLAGS[bits % 3], reads, reads // 40, reads // 90, unit, _STATUSES[reads % 5]),
            ordinary_body(serial, unit),
        )

    return make


def _index(moment: datetime) -> int:
    return (moment.date() - _FIRST_DAY).days


def _stamper(excel: bool) -> Callable[[int, int, int], Raw]:
    def stamp(form: int, day: int, minute: int) -> Raw:
        if form == _REAL_DATE:
            return datetime.combine(_DAYS[day], _TIMES[minute]) if excel else f"{_FORMS[0][day]} {_CLOCKS[minute]}:00"
        return f"{_FORMS[form][day]} {_CLOCKS[minute]}"

    return stamp


@dataclass(frozen=True)
class Slots:
    """The planted rows of one sheet by their position among its ``size`` data rows."""

    size: int
    planted: Mapping[int, Row]


def take_slots(rng: random.Random, groups: Sequence[Sequence[Row]], size: int) -> Slots:
    """Draw a position for every planted row; rows of one group keep their order."""
    owners = [order for order, group in enumerate(groups) for _ in group]
    if len(owners) > size:
        raise AssertionError(f"{len(owners)} planted rows don't fit into {size}")
    positions = sorted(rng.sample(range(size), len(owners)))
    queues = [iter(group) for group in groups]
    drawn = rng.sample(owners, len(owners))
    return Slots(size, {position: next(queues[owner]) for position, owner in zip(positions, drawn, strict=True)})
