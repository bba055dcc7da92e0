"""Dates of a document that come before what it reports: its signature, its publication, the day it is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from govlib.text.chinese_dates import Day, find_days
from govlib.text.document import Document, Doubt
from govlib.text.hits import SUSPECTED
from govlib.text.looking import keep_apart
from govlib.text.rules.kit import Find, Kit, Rule
from govlib.text.signed import NEAR, Bearing, Dated, list_dated, read_bearing

_SIGNED_KIND, _FUTURE_KIND, _PUBLISHED_KIND = "落款早于所述的事", "所述的事在将来", "发布早于落款"
_TO_COME = re.compile(
    r"[将拟要应须需请若如凡可起止]|计划|预计|定于|力争|确保|[以之]?前|届满|施行|实施|生效|有效|废止|逾期|必须"
    r"|不得|届时|之日|以后|期限|截止|开始执行|到期|为止"
)
_TIME = (
    r"(?:[（(][^（）()\n]{1,8}[）)])?"
    r"(?:上午|下午|晚上?|凌晨|早上?|中午|\d{1,2}(?:[:：]\d{2}|时(?:\d{1,2}分)?)|许|左右)*"
)
_CLAUSE = re.compile(rf"{_TIME}(?P<comma>[，,]?)(?P<said>[^。；;！？!?\n]{{0,40}})")
_DONE = re.compile(
    r"(?<![为除])了(?![解如然结望却断得不])|已经?(?!知|故|婚|有)[一-龥]|(?:圆满|顺利|成功|正式)(?:举行|召开|闭幕|完成|通过)"
)
_HELD = re.compile(r"召开|举行|举办|印发|开展|赴|组织|深入|主持")
_COUNTED = re.compile(r"^(?:全|我|共|已|累计|各|[一-龥]{0,12}(?:共|已|累计|完成|达到?|均|全部))")
_AS_OF = re.compile(r"截[至止]到?[ \u3000]?$")
_NOT_AT = re.compile(r"[自从至到—\-前拟将]$|定于$|计划|预计|拟于|将于|截[至止]")
_ASKING = re.compile(r"[于在请]$")
_ASKED = re.compile(
    r"[之以]?前(?:(?![了已未])[^。；;\n]){0,20}?(?:报|完成|反馈|提交|整改|上报|送)(?![^。；;\n]{0,15}[了已未])"
)
_QUOTED = re.compile(r"[《“〔\[（(][^》”〕\]）)]*$")
_HISTORY = re.compile(r"[出诞]?生于$|逝世")
_AROUND, _YEAR = 14, 366


class _Event(NamedTuple):
    """Something said to have happened on a day: where the date stands, the day, the words, whether it is sure."""

    passage: int
    found: Day
    day: date
    said: str
    is_sure: bool


def prepare(kit: Kit) -> Find:
    """Return what finds a document signed, published or looked at before a day on which it says something happened.

    A date without a year counts only within 90 days of the document's own. What is planned, due or takes effect
    later is no such thing; nor is anything below the signature.
    """
    del kit

    return lambda document: keep_apart(_find(document)) if list_dated(document) else ()


def _find(document: Document) -> Iterator[Doubt]:
    bearing = read_bearing(document)
    published = _earliest(document.published, bearing.published.day if bearing.published else None)
    known = _earliest(published, document.seen)
    if not bearing.signatures and known is None:
        return
    late = {one for one in bearing.signatures if known is not None and one.day > known}
    for one in sorted(late):
        yield _say_late(one, published, document.seen)
    yield from _find_printed_early(document, bearing)
    signed: dict[Dated, list[_Event]] = {}
    for event in _list_events(document, bearing):
        if known is not None and event.day > known and event.is_sure:
            yield _say_future(event, known)
            continue
        signature = _find_signature(event.passage, bearing)
        if signature is not None and event.day > signature.day:
            signed.setdefault(signature, []).append(event)
    for one, events in sorted(signed.items()):
        if one not in late:
            yield _say_signed(document, one, events)
    yield from _find_past_deadlines(document, bearing, published)


def _find_printed_early(document: Document, bearing: Bearing) -> Iterator[Doubt]:
    """Yield the date on which a document was printed (印发) where the signature above it is later."""
    below = [one for one in bearing.signatures if not one.in_header]
    for signed, printed in pairwise(below):
        is_printed = document.passages[printed.passage].text[printed.found.end :].strip().startswith("印发")
        if is_printed and printed.day < signed.day and (signed.day - printed.day).days < _YEAR:
            note = f"落款{_say(signed.day)}，印发日期却是{_say(printed.day)}"
            yield Doubt(printed.passage, printed.found.start, printed.found.end, kind="印发早于落款", note=note)


def _find_past_deadlines(document: Document, bearing: Bearing, published: date | None) -> Iterator[Doubt]:
    """Yield what is asked for before a day that is not after the document's own: perhaps a slip, perhaps history."""
    for number, passage in list_dated(document):
        text = passage.text
        for found in find_days(text):
            if not _ASKED.match(text, found.end) or not _ASKING.search(text[max(0, found.start - 2) : found.start]):
                continue
            signature = _find_signature(number, bearing)
            own = signature.day if signature else published
            day = _place_in_time(found, bearing) if own else None
            if (
                own
                and day
                and 0 <= (own - day).days <= NEAR
                and not any(number == one.passage and found.start == one.found.start for one in bearing.signatures)
            ):
                note = f"要求在这天以前办，文件却是{_say(own)}的"
                kind = "期限不晚于文件日期"
                yield Doubt(number, found.start, found.end, kind=kind, note=note, severity=SUSPECTED)


def _list_events(document: Document, bearing: Bearing) -> Iterator[_Event]:
    own = {(one.passage, one.found.start) for one in (*bearing.signatures, bearing.published) if one is not None}
    for number, passage in list_dated(document):
        text = passage.text
        if "!" in passage.place:
            continue
        for found in find_days(text):
            if (number, found.start) in own or not found.exists:
                continue
            sure = says_past(text, found)
            if sure is None:
                continue
            day = _place_in_time(found, bearing)
            if day is not None:
                said = text[found.start : found.end + 12].split("。")[0]
                yield _Event(number, found, day, said, sure)


def says_past(text: str, found: Day) -> bool | None:
    """Return whether a text says surely (true) or perhaps (false) that something happened on a day; None if not."""
    before = text[max(0, found.start - _AROUND) : found.start]
    clause = _CLAUSE.match(text, found.end)
    if clause is None or not clause["said"] or _QUOTED.search(before) or _HISTORY.search(before):
        return None
    said = clause["said"]
    if _AS_OF.search(before):
        return True if clause["comma"] and _COUNTED.match(said) and not _TO_COME.search(said[:6]) else None
    done = None if _NOT_AT.search(before) else _DONE.search(said)
    if done and not _TO_COME.search(said[: done.start()]) and not re.search(r"\d", said[: done.start()]):
        return True
    is_held = clause["comma"] and not _NOT_AT.search(before) and _HELD.search(said[:_AROUND])
    return False if is_held and not _TO_COME.search(said[:_AROUND]) else None


def _place_in_time(found: Day, bearing: Bearing) -> date | None:
    if found.year is not None:
        return found.to_date()
    guess = bearing.guess_year(found)
    if guess is None:
        return None
    day = found.to_date(guess[0])
    # what lies further ahead than this without a year is of the year before
    return day if day and bearing.days and (day - min(bearing.days)).days <= NEAR else None


def _find_signature(passage: int, bearing: Bearing) -> Dated | None:
    """Return the signature below a passage, or the date in the header where no signature follows at all."""
    below = [one for one in bearing.signatures if not one.in_header and one.passage >= passage]
    if below:
        return below[0]
    if any(not one.in_header for one in bearing.signatures):
        return None
    return next(iter(bearing.signatures), None)


def _say_future(event: _Event, known: date) -> Doubt:
    found = event.found
    note = f"写成已经发生，而文章在{_say(known)}已经发布或查看"
    return Doubt(event.passage, found.start, found.end, kind=_FUTURE_KIND, note=note)


def _say_late(signature: Dated, published: date | None, seen: date | None) -> Doubt:
    found = signature.found
    if published is not None and signature.day > published:
        note = f"落款{_say(signature.day)}，发布日期却是{_say(published)}"
    else:
        note = f"落款{_say(signature.day)}，查看的日子却是{_say(seen)}" if seen else ""
    return Doubt(signature.passage, found.start, found.end, kind=_PUBLISHED_KIND, note=note)


def _say_signed(document: Document, signature: Dated, events: list[_Event]) -> Doubt:
    sure = [event for event in events if event.is_sure]
    first = (sure or events)[0]
    place = document.passages[first.passage].place
    more = f"等{len(events)}处" if len(events) > 1 else ""
    note = f"落款{_say(signature.day)}，正文却写着此后的事：“{first.said}”（{place}）{more}"
    found, severity = signature.found, "" if sure else SUSPECTED
    return Doubt(signature.passage, found.start, found.end, kind=_SIGNED_KIND, note=note, severity=severity)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _say(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


RULE = Rule("date_order", "dates", prepare)
