"""The period of the title against all else that says which period the draft is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check, Quote
from govlib.verify.mentions.dated import Dated, TitlePeriod
from govlib.verify.mentions.days import Moment
from govlib.verify.mentions.periods import Period, find_periods
from govlib.verify.reading import Reading
from govlib.verify.relations.dates import IDENTITY, KIND, say_day

_LOOSE = timedelta(days=31)
_FAR = timedelta(days=330)
_LATE = timedelta(days=300)
_LONG = timedelta(days=186)
_YEAR = 365
_LEAD = re.compile(r"现将|现就|通报如下|报告如下|情况如下")
_OF = re.compile(r"(?:现[将就]|对|将|了|开展|组织|进行|完成)(?:我[省市县区州旗]|全[省市县区州旗])?$")
_BY = re.compile(r"(?:按照|根据|依据|对照|《|[“\"]|上一?|整改)[^，。；]{0,30}$")
_OTHER = re.compile(
    r"整改|复查|回头看|上[一个]?[期季]|同期|计划|任务|安排|下[一个]?[期季]|对比|比较|往期|变化|要点|趋势"
)
_ANNEX = re.compile(
    r"^(?:附\s*件)?\s*[:：]?\s*(?:\d{1,2}(?!\d)\s*[.．、·:：\s]|[一二三四五六七八九十]{1,2}[.．、])?\s*"
)
_PERIODS = re.compile(
    r"\d{4}年度?|第?[一二三四1-4]季度|[上下]半年|[\d一二三四五六七八九十]{1,3}(?:[—\-－–~～至到][\d一二三四五六七八九十]{1,3})?月份?"
)
_COUNTED = re.compile(r"[\d０-９]+\s*(?:[条件个家次篇封份]|万)")
_TO_COME = re.compile(r"(?<!现)将|拟|计划|开展.{0,10}(?:行动|整治)|要|力争|确保|前")
_HEADING = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]\s*[^，。；\n]{0,12}?季度[^，。；\n]{0,6}?"
    r"(?:检查|监测|抽查|总体|运行|评估|测评)[^，。；\n]{0,6}?情况"
)
_LEAD_BLOCKS = 4


def find_title_periods(reading: Reading) -> Iterator[Check]:
    """Yield checks of the title's period: issue, days of data, the lead, headings and annexes that name a period."""
    dated = reading.dated
    yield from _check_annex_titles(reading)
    if dated.title is None:
        return
    yield from _check_issue(reading, dated, dated.title)
    for moment in dated.moments:
        if moment.role in ("截止", "区间") and not moment.is_reversed and not _is_after_issue(moment, dated):
            yield from _check_moment(reading, moment, dated.title)
    yield from _check_lead(reading, dated.title)
    yield from _check_months(reading, dated, dated.title)
    yield from _check_headings(reading, dated.title)
    yield from _check_annexes(reading, dated.title)


def _check_issue(reading: Reading, dated: Dated, title: TitlePeriod) -> Iterator[Check]:
    own = dated.issue.best
    stretch = title.period.days()
    if own is None or stretch is None:
        return
    stated = _quote(reading, title)
    other = reading.quote(own.block, own.start, own.end)
    said = _say(stretch)
    if own.day < stretch[0]:
        gap = (stretch[0] - own.day).days
        why = f"落款在通报的期间开始以前 {gap} 天，标题或落款的年份、季度写错"
        yield Check(WRONG, KIND, IDENTITY, stated, other, said, say_day(own.day), f"{gap} 天", why)
    elif own.day > stretch[1] + _LATE and dated.issue.own is not None:
        gap = (own.day - stretch[1]).days
        why = f"落款在通报的期间结束以后 {gap} 天，是不是标题或落款的年份写错"
        yield Check(DOUBTFUL, KIND, IDENTITY, stated, other, said, say_day(own.day), f"{gap} 天", why)
    else:
        yield Check(RIGHT, KIND, IDENTITY, stated, other, said, say_day(own.day))


def _is_after_issue(moment: Moment, dated: Dated) -> bool:
    """Return whether a day is told as a contradiction already, lying after the issue."""
    best = dated.issue.best
    return best is not None and moment.day > best.day


def _check_moment(reading: Reading, moment: Moment, title: TitlePeriod) -> Iterator[Check]:
    stretch = title.period.days()
    if stretch is None:
        return
    first = moment.first or moment.day
    stated = _quote(reading, title)
    other = reading.quote(moment.block, moment.start, moment.end)
    said, computed = _say(stretch), f"{say_day(first)}—{say_day(moment.day)}" if moment.first else say_day(moment.day)
    gap = _gap_of_any_year((first, moment.day), stretch, 0 if moment.written_year else 1)
    if gap <= _LOOSE:
        is_long = title.period.kind in ("quarter", "month") and first + _LONG < stretch[0]
        why = "检查时间段比标题所说的期间早开始半年以上，是不是年份写错" if is_long else ""
        yield Check(DOUBTFUL if is_long else RIGHT, KIND, IDENTITY, stated, other, said, computed, "", why)
        return
    is_wrong = moment.role == "区间" or gap > _FAR
    why = "检查时间段全在标题所说的期间以外" if moment.role == "区间" else "数据截止的日子不在标题所说的期间"
    why += "，大概季度、月份或年份写错" if is_wrong else "，是不是沿用了别的期的数据或标题"
    yield Check(WRONG if is_wrong else DOUBTFUL, KIND, IDENTITY, stated, other, said, computed, f"{gap.days} 天", why)


def _gap_of_any_year(one: tuple[date, date], other: tuple[date, date], years: int) -> timedelta:
    """Return how far two stretches lie apart, the nearest of so many years before and after where none is written."""
    apart = [timedelta(days=_YEAR * shift) for shift in range(-years, years + 1)]
    return min(_gap((one[0] + shift, one[1] + shift), other) for shift in apart)


def _gap(one: tuple[date, date], other: tuple[date, date]) -> timedelta:
    """Return how far two stretches lie apart, nothing where they touch."""
    if one[0] > other[1]:
        return one[0] - other[1]
    return other[0] - one[1] if one[1] < other[0] else timedelta()


def _check_lead(reading: Reading, title: TitlePeriod) -> Iterator[Check]:
    """Yield whether the sentence that leads in names the period of the title: 现将2023年第二季度情况通报如下."""
    seen = 0
    for at, block in reading.body:
        if at <= title.block or block.kind != "text":
            continue
        seen += 1
        if seen > _LEAD_BLOCKS:
            return
        if not _LEAD.search(block.text):
            continue
        periods = [one for one in find_periods(block.text, bare_months=True) if _same_form(one, title.period)]
        if any(_agrees(one, title.period) for one in periods):
            one = next(one for one in periods if _agrees(one, title.period))
            yield Check(RIGHT, KIND, IDENTITY, _quote(reading, title), reading.quote(at, one.start, one.end))
            return
        for one in periods:
            before = block.text[max(0, one.start - 30) : one.start]
            after = block.text[one.end : one.end + 20]
            if _OF.search(before) and not _BY.search(before) and not _OTHER.search(after):
                why = "标题和开头说的不是同一期，大概沿用了旧稿"
                yield _differ(reading, title, reading.quote(at, one.start, one.end), why)
                return


def _check_months(reading: Reading, dated: Dated, title: TitlePeriod) -> Iterator[Check]:
    """Yield whether what is told of several months (1—5月共发布…) was told after the last of them had begun."""
    best = dated.issue.best
    if best is None:
        return
    for at, block in reading.body:
        if block.part or block.kind != "text":
            continue
        for one in find_periods(block.text):
            stretch = one.days(title.period.year if title.period.year == best.day.year else None)
            after = re.split(r"[。；;\n]", block.text[one.end :])[0]
            if one.kind != "months" or stretch is None or not _COUNTED.search(after) or _TO_COME.search(after):
                continue
            quotes = (reading.quote(at, one.start, one.end), reading.quote(best.block, best.start, best.end))
            if stretch[1].replace(day=1) > best.day:
                why = "所说的月份还没有到，月份写错，或者落款的月份写错"
                yield Check(WRONG, KIND, IDENTITY, *quotes, _say(stretch), say_day(best.day), "", why)
            else:
                yield Check(RIGHT, KIND, IDENTITY, *quotes, _say(stretch), say_day(best.day))


def _check_headings(reading: Reading, title: TitlePeriod) -> Iterator[Check]:
    """Yield headings of another quarter than the title's: （一）第一季度检查情况 in a bulletin of the second."""
    for at, block in reading.body:
        head = _HEADING.match(block.text)
        if block.part or block.kind == "title" or head is None or _OTHER.search(head[0]):
            continue
        for one in find_periods(head[0]):
            if _same_form(one, title.period) and not _agrees(one, title.period):
                why = "小标题和标题说的不是同一期，是不是沿用了旧稿"
                yield _differ(reading, title, reading.quote(at, one.start, one.end), why, DOUBTFUL)


def _check_annexes(reading: Reading, title: TitlePeriod) -> Iterator[Check]:
    """Yield whether the annexes are of the period of the title, as far as their names say one of the same form."""
    for at, block in enumerate(reading.draft.blocks):
        if block.kind != "attachments" or _OTHER.search(block.text):
            continue
        for one in find_periods(block.text):
            if one.year is None or not _same_form(one, title.period):
                continue
            other = reading.quote(at, one.start, one.end)
            if _agrees(one, title.period):
                yield Check(RIGHT, KIND, IDENTITY, _quote(reading, title), other)
            else:
                why = "附件名称和标题说的不是同一期，是不是沿用了旧稿"
                yield _differ(reading, title, other, why, DOUBTFUL)


def _check_annex_titles(reading: Reading) -> Iterator[Check]:
    """Yield whether an annex bears the name that the list of annexes gives it, but for another period."""
    blocks = reading.draft.blocks
    listed = [(_whole(reading, at), one.text) for at, one in enumerate(blocks) if one.kind == "attachments"]
    headed = [(_whole(reading, at), one.text.split("\n")[0]) for at, one in enumerate(blocks) if one.part]
    headed += [(Quote(table.place, table.title), table.title) for table in reading.draft.tables if table.part]
    for stated, line in listed:
        name = _ANNEX.sub("", line).strip()
        bare = _bare(name)
        if not _PERIODS.search(name) or len(bare) < len("情况统计表"):
            continue
        same = [(quote, head) for quote, text in headed if _bare(head := _ANNEX.sub("", text).strip()) == bare]
        if not same or any(_PERIODS.findall(head) == _PERIODS.findall(name) for _, head in same):
            continue
        against, other = same[0]
        told, heads = _PERIODS.findall(name), _PERIODS.findall(other)
        if told != heads and len(told) == len(heads):
            why = "附件说明和附件的标题只有期间不同"
            yield Check(WRONG, KIND, IDENTITY, stated, against, "".join(told), "".join(heads), "", why)


def _bare(name: str) -> str:
    return re.sub(r"[\s.．、·:：。；;]", "", _PERIODS.sub("", name))


def _whole(reading: Reading, at: int) -> Quote:
    return reading.quote(at, 0, len(reading.draft.blocks[at].text.split("\n")[0]))


def _same_form(one: Period, title: Period) -> bool:
    return one.kind == title.kind and (one.year is not None or title.kind in ("quarter", "half", "month"))


def _agrees(one: Period, title: Period) -> bool:
    return one.months == title.months and (title.year is None or one.year in (None, title.year))


def _differ(reading: Reading, title: TitlePeriod, other: Quote, why: str, verdict: str = WRONG) -> Check:
    stated = _quote(reading, title)
    return Check(verdict, KIND, IDENTITY, stated, other, stated.words, other.words, "", why)


def _quote(reading: Reading, title: TitlePeriod) -> Quote:
    return reading.quote(title.block, title.period.start, title.period.end)


def _say(stretch: tuple[date, date]) -> str:
    return f"{say_day(stretch[0])}—{say_day(stretch[1])}"
