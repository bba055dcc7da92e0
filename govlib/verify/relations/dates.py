"""Days of a draft against the day of its issue: ends of data, times of checking, deadlines, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from govlib.text.chinese_dates import make_date
from govlib.verify.check import DOUBTFUL, RIGHT, UNCHECKED, WRONG, Check, Quote
from govlib.verify.mentions.dated import Dated
from govlib.verify.mentions.days import Moment
from govlib.verify.mentions.issue import Issue, Stand
from govlib.verify.reading import Reading

KIND, IDENTITY = "日期", 12
_FAR, _MONTH, _TOO_LATE = 180, 31, 300
_SAID = {"截止": "数据截止", "区间": "检查时间段的末日", "事件": "写成已经发生的事"}


def find_dates(reading: Reading) -> Iterator[Check]:
    """Yield a check a day of the text that must lie before or after the day of issue, and those of the issue itself."""
    dated = reading.dated
    yield from _check_issue(reading, dated.issue)
    for moment in dated.moments:
        if moment.is_reversed:
            continue
        if moment.role == "期限":
            yield from _check_deadline(reading, moment, dated)
        else:
            yield from _check_past(reading, moment, dated)


def say_day(day: date) -> str:
    """Return a day as 2023年6月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _check_issue(reading: Reading, issue: Issue) -> Iterator[Check]:
    signed, printed, posted = issue.signed, issue.printed, issue.posted
    if signed and printed:
        gap = (printed.day - signed.day).days
        why = f"印发不会早于落款{_say_slip(printed.day, signed.day)}" if gap < 0 else ""
        if gap > _MONTH:
            why = f"印发在落款以后 {gap} 天，是不是日期写错"
        verdict = WRONG if gap < 0 else DOUBTFUL if gap > _MONTH else RIGHT
        yield _make(reading, verdict, (printed, signed), why)
    own = issue.own
    if own and posted:
        gap = (posted.day - own.day).days
        why = f"网页发布早于落款 {-gap} 天，是先发布后补的落款，还是日期写错" if gap < 0 else ""
        yield _make(reading, RIGHT if gap >= 0 else DOUBTFUL, (posted, own), why)


def _check_past(reading: Reading, moment: Moment, dated: Dated) -> Iterator[Check]:
    """Yield whether what is past lies before the issue: data end, checks end, events happen by then."""
    best = dated.issue.best
    stated = reading.quote(moment.block, moment.start, moment.end)
    said = say_day(moment.day)
    if best is None:
        if moment.role == "截止":
            why = "文中没有落款、印发或发布日期"
            yield Check(UNCHECKED, KIND, IDENTITY, stated, said=said, why=why)
        return
    gap = (moment.day - best.day).days
    other = _quote(reading, best)
    limit = f"不晚于{say_day(best.day)}"
    if gap <= 0:
        yield Check(RIGHT, KIND, IDENTITY, stated, other, said, limit)
        return
    if (not moment.sure and not _lies_in_title(moment, dated)) or (moment.is_month_end and gap <= _MONTH):
        return
    why = f"{_SAID[moment.role]}晚于{_name(best, dated.issue)} {gap} 天{_say_slip(moment.day, best.day)}"
    yield Check(WRONG, KIND, IDENTITY, stated, other, said, limit, f"{gap} 天", why)


def _check_deadline(reading: Reading, moment: Moment, dated: Dated) -> Iterator[Check]:
    best = dated.issue.best
    stated = reading.quote(moment.block, moment.start, moment.end)
    said = say_day(moment.day)
    if best is None:
        if moment.demands:
            yield Check(UNCHECKED, KIND, IDENTITY, stated, said=said, why="文中没有落款、印发或发布日期")
        return
    gap = (moment.day - best.day).days
    other = _quote(reading, best)
    limit = f"晚于{say_day(best.day)}"
    name = _name(best, dated.issue)
    if gap > 0:
        if moment.demands and gap > _TOO_LATE and moment.written_year:
            why = f"要求办完的日子在{name}以后 {gap} 天，是不是年份写错"
            yield Check(DOUBTFUL, KIND, IDENTITY, stated, other, said, limit, f"{gap} 天", why)
        elif moment.demands:
            yield Check(RIGHT, KIND, IDENTITY, stated, other, said, limit)
        return
    if not moment.demands or (-gap > _FAR and not moment.written_year):
        return
    if gap == 0:
        why = f"要求办完的日子就是{name}当天，收到时已经来不及"
        yield Check(DOUBTFUL, KIND, IDENTITY, stated, other, said, limit, "0 天", why)
        return
    on_page_only = dated.issue.own is None
    why = f"要求办完的日子比{name}早 {-gap} 天{_say_slip(moment.day, best.day)}"
    if on_page_only:
        why += "；只有网页发布日期，也许是后来才上网的"
    verdict = DOUBTFUL if on_page_only or not (moment.sure or moment.written_year) else WRONG
    yield Check(verdict, KIND, IDENTITY, stated, other, said, limit, f"{-gap} 天", why)


def _lies_in_title(moment: Moment, dated: Dated) -> bool:
    """Return whether a day whose year was guessed lies in the period of the title, so that the guess holds."""
    stretch = dated.title.period.days() if dated.title else None
    return stretch is not None and stretch[0] <= moment.day <= stretch[1]


def _make(reading: Reading, verdict: str, pair: tuple[Stand, Stand], why: str) -> Check:
    one, other = pair
    quotes = (_quote(reading, one), _quote(reading, other))
    difference = f"{abs((one.day - other.day).days)} 天" if verdict != RIGHT else ""
    return Check(verdict, KIND, IDENTITY, *quotes, say_day(one.day), f"不早于{say_day(other.day)}", difference, why)


def _quote(reading: Reading, stand: Stand) -> Quote:
    return reading.quote(stand.block, stand.start, stand.end)


def _name(stand: Stand, issue: Issue) -> str:
    if stand == issue.signed:
        return "落款"
    return "印发" if stand == issue.printed else "网页发布"


def _say_slip(day: date, best: date) -> str:
    """Return the likely slip of a day: the year of an older draft, or one of the two month numbers."""
    for years in (-1, 1):
        other = make_date(day.year + years, day.month, day.day)
        if other is not None and abs((other - best).days) < abs((day - best).days) and day.year != best.year:
            return "，大概年份写错"
    if day.year == best.year and abs(day.month - best.month) >= 1:
        return "，大概月份或年份写错"
    return ""
