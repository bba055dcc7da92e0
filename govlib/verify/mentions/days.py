"""Days of a text with what they are: the end of data, a deadline, a time of checking, something that happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from govlib.text.chinese_dates import Day, DayRange, find_days, find_ranges
from govlib.text.rules.date_order import says_past
from govlib.text.signed import NEAR
from govlib.verify.mentions.month_ends import find_month_ends

Role = Literal["截止", "期限", "区间", "事件"]

_CLOCK = (
    r"(?:[（(][^（）()]{1,8}[）)])?(?:上午|下午|中午|晚上?|早上?)?"
    r"(?:\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半|整)?))?"
)
_AS_OF = re.compile(
    r"(?:截[至止]到?|(?:^|[，,。；;：:])到"
    r"|(?:数据|统计|监测|检查|采集|扫描|抽查)[^，。；：:]{0,6}?(?:截[至止](?:时间|日期|日)?|时间点|时点|采集日)(?:为|是|[:：]|到){0,2})"
    r"[（(]?(?:今年|本年)?[ \u3000]?$"
)
_NO_DATA = re.compile(
    r"(?:报名|征集|征求|公示|公告|申报|投票|有效|报送|整改|提交|反馈|期限|时限|即日|办理)[^，。；\n]{0,6}\Z"
)
_ASKED = (
    "报|送|交|反馈|完成|整改|改正|纠正|上传|填|自查|关停|注销|关闭|办结|回复|答复|到位|落实"
    "|销号|清理|更新|备案|补|检讨|检查|说明"
)
_BEFORE = re.compile(rf"{_CLOCK}[ \u3000]?(?:下班)?(?:之|以)?前(?!后|两|三|一|夕|期|述)(?P<rest>[^。；;\n]{{0,40}})")
_DUE_BEFORE = re.compile(
    r"(?:最迟|不迟于|不晚于|不得晚于|限|务必[于在]|截止(?:时间|日期)?[为是:：]?|"
    r"(?:整改|报送|完成|反馈|办理|上报|提交|回复)(?:的?(?:时限|期限|时间|日期|限期))(?:为|是|[:：]|[至到]|截[至止]到?){1,2}|"
    r"即日起(?:[至到]|[-—]{1,2}))[ \u3000]?$"
)
_DEMANDED = re.compile(
    r"请|务必|务于|必须|须|应(?!急)当?|(?<!主)要(?!求|素|闻|情|点)|责成|责令|限期?|抓紧|立即|尽快|逐一|将|确保|力争|一律|迅速|切实"
)
_DEMANDING = re.compile(r"要求|下一步|下步|整改(?!情况)|措施|建议|安排|意见")
_ASKS_NOW = re.compile(r"请|务必|责成|责令|必须|须|(?<!主)要(?!求|素|闻|情|点)")
_EARLIER = re.compile(
    r"曾|此前|先前|早前|原定|原要求|当时|前期|已经?(?:按|于|在)|(?:未|没有|没能|未能|未按要求|未按规定)(?:在|于|按)|本应|原应"
)
_PERHAPS_EARLIER = re.compile(
    r"上[一个]?[期季次年]|去年|《|按照[^，。；]{0,20}(?:通知|文件|通报|方案)[^，。；]{0,6}要求"
)
_LATER = re.compile(
    r"(?:仍未|尚未)(?![^，。；]{0,12}的)|至今|却|但(?!不得)|均已|已全部|已经|已完成|已整改|(?:完成|整改|报送|上报|提交)了|仍有"
    r"|^(?:之|以)?前[^，。；]{0,10}(?:完成|建成|整改|报送|开展|公开|发布)的(?=[一-龥])"
    r"|(?<!逾期)未(?:完成|整改|报|提交|上报)(?![^，。；]{0,3}的)"
)
_TO_COME = re.compile(r"[将拟]|计划|预计|定于|下一?[个步季期阶]|准备|届时|请|阶段|自查自纠")
_WILL = re.compile(r"(?<!现)将|予以|一律|务必|请|逾期")
_CHECKING = re.compile(
    r"检查|抽查|监测|监管|测评|评估|扫描|巡查|普查|核查|督查|统计|采集|数据|通报|考核|采样|复查|排查"
)
_TIME_OF = re.compile(r"(?:时间|时段|期间|区间|范围|周期|日期|时点|时限)(?:段|范围)?(?:为|是|[:：])?[（(]?(?:从|自)?$")
_DID = re.compile(rf"^(?:[，,][^。；;）)\n]{{0,40}}?|[^，,。；;）)\n]{{0,15}}?)(?:{_CHECKING.pattern}|组织|开展|进行)")
_ABOUT = re.compile(
    r"(?:整改|自查|检查|排查|清理|关停|核查|复查|自纠|落实|办理)?(?:情况|结果|报告|方案|台账|清单|说明|材料)"
    r"|书面(?:检查|说明|检讨|材料)|反馈表|统计表|汇总表"
)
_AROUND, _WIDE = 16, 40
_ENDS = "。！？!?；;\n"


@dataclass(frozen=True)
class Moment:
    """A day with its role, ``start:end`` of its block; ``day`` has the year that is written or most likely.

    ``sure`` says whether the year is written or near enough to be sure. A time of checking has its ``first`` day too.
    ``demands`` says whether a deadline is one of this very draft, ``is_old`` whether it is told as one of before;
    ``about`` what it asks for, ``clause`` its words.
    """

    block: int
    start: int
    end: int
    role: Role
    day: date
    sure: bool
    first: date | None = None
    demands: bool = False
    is_old: bool = False
    about: str = ""
    clause: str = ""
    written_year: bool = False
    is_month_end: bool = False

    @property
    def is_reversed(self) -> bool:
        """Return whether a time of checking ends before it begins, which is told as that alone."""
        return self.first is not None and self.first > self.day


@dataclass(frozen=True)
class Home:
    """What gives a day its year: the day of issue, and the first and the last day of the title's period."""

    day: date | None = None
    stretch: tuple[date, date] | None = None

    def place(self, found: Day, *, past: bool) -> tuple[date, bool] | None:
        """Return a day with its year and whether that is sure; None where nothing tells or there is no such day.

        One that is ``past`` lies in the period of the title if it can, else any is the one nearest to the issue.
        """
        if found.year is not None:
            day = found.to_date()
            return (day, found.year_from in ("written", "range")) if day else None
        if found.of_other_year:
            return None
        if (past or self.day is None) and (day := self._place_in_title(found)):
            return day, True
        if self.day is None:
            return None
        home = self.day
        days = [day for year in (home.year - 1, home.year, home.year + 1) if (day := found.to_date(year))]
        if past:
            days = [day for day in days if (day - home).days <= NEAR]
        day = min(days, key=lambda one: abs((one - home).days), default=None)
        return (day, abs((day - home).days) <= NEAR) if day else None

    def _place_in_title(self, found: Day) -> date | None:
        if self.stretch is None:
            return None
        first, last = self.stretch
        days = [day for year in {first.year, last.year} if (day := found.to_date(year))]
        inside = [day for day in days if first <= day <= last and (self.day is None or day <= self.day)]
        return inside[0] if inside else None


def list_moments(text: str, block: int, home: Home, heading: str = "") -> Iterator[Moment]:
    """Yield the days of a block below a heading that have a role, in order."""
    taken: set[int] = set()
    for pair in find_ranges(text):
        taken |= {pair.first.start, pair.last.start}
        moment = _read_range(text, block, pair, home)
        if moment is not None and not (_DEMANDING.search(heading) and home.day and moment.day > home.day):
            yield moment
    ends = {day.start for day in find_month_ends(text)}
    for found in sorted([*find_days(text), *find_month_ends(text)]):
        if found.start in taken:
            continue
        moment = _read_day(text, block, found, home)
        if moment is not None and moment.role == "期限" and not moment.is_old:
            moment = replace(moment, demands=moment.demands or bool(_DEMANDING.search(heading)))
        if moment is not None:
            yield replace(moment, is_month_end=True) if found.start in ends else moment


def _read_range(text: str, block: int, pair: DayRange, home: Home) -> Moment | None:
    last = home.place(pair.last, past=True)
    first = _begin(pair.first, last[0]) if last else None
    if first is None or last is None:
        return None
    before, after = text[max(0, pair.first.start - _AROUND) : pair.first.start], text[pair.last.end :]
    sentence = _sentence(text, pair.first.start)
    named = _TIME_OF.search(before)
    did = _DID.match(after)
    if not (named and _CHECKING.search(sentence)) and not did:
        return None
    if (
        _TO_COME.search(before)
        or (did and not named and _TO_COME.search(did[0]))
        or re.match(r"[^，。；]{0,4}前", after)
    ):
        return None
    is_written = pair.last.year_from in ("written", "range")
    return Moment(
        block, pair.first.start, pair.last.end, "区间", last[0], last[1], first=first, written_year=is_written
    )


def _begin(first: Day, last: date) -> date | None:
    """Return the first day of a range; one without a year is the latest before its end."""
    if first.year is not None:
        return first.to_date()
    days = [day for year in (last.year, last.year - 1) if (day := first.to_date(year)) and day <= last]
    return days[0] if days else None


def _read_day(text: str, block: int, found: Day, home: Home) -> Moment | None:
    before = text[max(0, found.start - _AROUND) : found.start]
    written = found.year_from in ("written", "range")
    as_of = _AS_OF.search(before)
    due = _BEFORE.match(text, found.end)
    is_end = as_of and not due and not _NO_DATA.search(before[: as_of.start()])
    if not is_end and (due or _DUE_BEFORE.search(before)):
        placed = home.place(found, past=False)
        return _read_deadline(text, block, found, placed) if placed else None
    placed = home.place(found, past=True)
    if placed is None:
        return None
    if as_of and is_end and not (_WILL.search(_sentence(text, found.start)) and home.day and placed[0] > home.day):
        start = found.start - (len(before) - as_of.start())
        return Moment(block, start, found.end, "截止", *placed, written_year=written)
    if says_past(text, found) and not as_of:
        return Moment(block, found.start, found.end, "事件", *placed, written_year=written)
    return None


def _read_deadline(text: str, block: int, found: Day, placed: tuple[date, bool]) -> Moment | None:
    due = _BEFORE.match(text, found.end)
    begin, stop = _bounds(text, found.start)
    ahead, behind = text[begin : found.start], text[found.end : stop]
    near = ahead[-_WIDE:]
    if not re.search(_ASKED, near + behind[:_WIDE]):
        return None
    asks = _ASKS_NOW.search(near)
    is_old = bool(_EARLIER.search(near) or _LATER.search(behind) or (_PERHAPS_EARLIER.search(near) and not asks))
    demands = not is_old and bool(_DEMANDED.search(near) or _DUE_BEFORE.search(near))
    clause = _clause(text, found, (begin, stop))
    about = _ABOUT.findall(clause)
    end = due.start("rest") if due else found.end
    return Moment(
        block,
        found.start,
        end,
        "期限",
        placed[0],
        placed[1],
        demands=demands,
        is_old=is_old,
        about=about[0] if about else "",
        clause=clause,
        written_year=found.year_from in ("written", "range"),
    )


def _clause(text: str, found: Day, sentence: tuple[int, int]) -> str:
    """Return what is said of one day: its sentence, up to the commas that part it from other days."""
    begin, stop = sentence
    days = [day for day in find_days(text) if begin <= day.start < stop and day.start != found.start]
    for day in days:
        if day.start < found.start:
            comma = text.find("，", day.end, found.start)
            begin = comma + 1 if comma >= 0 else day.end
        else:
            comma = text.rfind("，", found.end, day.start)
            stop = comma if comma >= 0 else day.start
            break
    return text[max(begin, found.start - _WIDE) : min(stop, found.end + _WIDE)]


def _bounds(text: str, at: int) -> tuple[int, int]:
    begin = max((text.rfind(sign, 0, at) for sign in _ENDS), default=-1) + 1
    ends = [stop for sign in _ENDS if (stop := text.find(sign, at)) >= 0]
    return begin, min(ends, default=len(text))


def _sentence(text: str, at: int) -> str:
    begin, stop = _bounds(text, at)
    return text[begin:stop]
