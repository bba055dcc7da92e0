"""Take an old ledger into the records: as the acts that it tells of, once, and never over what is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from govlib.ledger.acts import (
    CLOSED,
    FIXED,
    RECHECKED,
    RETURNED,
    SENT,
    Act,
    Answer,
    Result,
    Row,
    Told,
)
from govlib.ledger.adopted import Entry
from govlib.ledger.numbers import numbers_from
from govlib.row_keys import make_key

ADOPTED = "adopted"
"""Marks in the facts of an act that it comes from an old ledger: the name of the file that it was read from."""
KIND = "rectification_ledger"
_CODE = "T25"
_TOPICS = {"网站": "政府网站", "账号": "政务新媒体"}
_SHOWN = {
    "deadline": "整改期限", "answer": "整改情况", "measures": "整改措施", "fixed_on": "完成日期",
    "reason": "未整改原因", "remark": "备注",
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What a problem surely is among those that the program finds itself: its key, kind and subject."""

    key: str
    kind: str
    subject_kind: str
    subject: str
    platform: str


@dataclass(frozen=True)
class Source:
    """Which file is adopted, into which period, and the days that stand in where the file has none.

    ``day`` is when a problem without a day was told; ``as_of`` when an answer or recheck without a day is written down.
    """

    file: str
    sha256: str
    period: str
    day: date | None = None
    as_of: date | None = None
    today: date = date.max
    """Nothing can have happened after it."""

    @property
    def facts(self) -> dict[str, str]:
        """Return what each act says of the file."""
        return {"file": self.file, "sha256": self.sha256, ADOPTED: self.file}


@dataclass(frozen=True)
class Adoption:
    """What adopting would write: acts for new rows, acts for changed ones, and what is worth telling.

    ``missing`` are those of ``changed`` that take nothing's place: what an adoption cut off has not written.
    ``differences`` are sentences on rows that say otherwise than what is recorded; ``refused`` on rows that can't be
    used; ``unmatched`` counts the new numbers that no later inspection will recheck by itself.
    """

    fresh: tuple[Act, ...]
    changed: tuple[Act, ...]
    missing: tuple[Act, ...]
    differences: tuple[str, ...]
    refused: tuple[str, ...]
    numbers: int = 0
    again: int = 0
    unmatched: int = 0
    is_first: bool = True


def key_entry(entry: Entry) -> str:
    """Return the key of a problem that only the old ledger knows; the same problem in a later one has it again."""
    return make_key(_CODE, (KIND, entry.unit, entry.problem_kind, entry.object, entry.platform, entry.problem))


def plan_adoption(
    entries: Sequence[Entry], acts: Sequence[Act], source: Source, match: Callable[[Entry], Known | None]
) -> Adoption:
    """Return what the rows of an old ledger add to the records of its period.

    A row whose problem is among the period's adopted numbers already adds only what it says otherwise (``changed``);
    what is recorded and stands no longer in the file stays. A problem told in an earlier period and still open keeps
    its number.
    """
    recorded = _recorded(acts, source.period)
    earlier = _earlier(acts, source.period)
    numbers = numbers_from(acts, source.period)
    refused, differences, seen = [], [], set()
    fresh: list[tuple[str, date, Row]] = []
    changed: list[tuple[str, date, Row]] = []
    missing: list[tuple[str, date, Row]] = []
    counts = {"numbers": 0, "again": 0, "unmatched": 0}
    for entry in entries:
        day = entry.sent_on or source.day
        if day is None:
            refused.append(f"{entry.where}：没有通报时间，也没有用 --day 写明，没有登记。")
            continue
        latest = max(day, entry.latest or day)
        if latest > source.today:
            refused.append(f"{entry.where}：{latest} 还没有到，没有登记，请核对年份。")
            continue
        if entry.rechecked_on is not None and entry.rechecked_on < day:
            refused.append(f"{entry.where}：复查时间 {entry.rechecked_on} 早于通报时间 {day}，没有登记。")
            continue
        known = match(entry)
        told = _tell(entry, known)
        place = told.key, told.unit
        if place in seen:
            refused.append(f"{entry.where}：与前面一行是同一单位的同一问题，没有登记。")
            continue
        seen.add(place)
        own = recorded.get(place)
        if own is not None:
            more = list(_add_to(own, entry, day, source))
            differences += [f"{entry.where}（{own.told.number}）：{said}。" for said, _, _ in more]
            changed += [row for _, row, _ in more]
            missing += [row for _, row, is_lacking in more if is_lacking]
            continue
        open_number = _find_open(earlier.get(place), day)
        number = open_number or next(numbers)
        repeats = "" if open_number else _last_number(earlier.get(place), day)
        counts["again"] += bool(open_number)
        counts["numbers"] += not open_number
        counts["unmatched"] += known is None
        told = replace(told, number=number, again=bool(open_number), repeats=repeats)
        fresh += [(SENT, day, told), *_what_came(entry, number, day, source)]
        if recorded:
            differences.append(f"{entry.where}：台账里新增的一行。")
    gone = [one for place, one in recorded.items() if place not in seen]
    differences += [f"{one.told.number} {one.told.unit}：这次的台账里没有，已登记的照旧。" for one in gone]
    return Adoption(
        fresh=tuple(_as_acts(fresh, source)),
        changed=tuple(_as_acts(changed, source)),
        missing=tuple(_as_acts(missing, source)),
        differences=tuple(differences),
        refused=tuple(refused),
        numbers=counts["numbers"],
        again=counts["again"],
        unmatched=counts["unmatched"],
        is_first=not recorded,
    )


@dataclass
class _Recorded:
    """What is recorded of one adopted number: how it was told, its answer so far, how it was rechecked and closed."""

    told: Told
    day: date
    answer: Answer
    results: list[str]
    is_closed: bool = False


def _recorded(acts: Iterable[Act], period: str) -> dict[tuple[str, str], _Recorded]:
    """Return the numbers that were adopted in a period, by key and unit."""
    found: dict[str, _Recorded] = {}
    for act in acts:
        if act.period != period:
            continue
        for row in act.rows:
            if isinstance(row, Told) and ADOPTED in (act.facts or {}):
                found.setdefault(row.number, _Recorded(row, act.day, Answer(row.number), [])).told = row
            elif isinstance(row, Answer) and row.number in found:
                said = {name: value for name in _SHOWN if (value := getattr(row, name, ""))}
                found[row.number].answer = replace(found[row.number].answer, **said)
            elif isinstance(row, Result) and row.number in found:
                one = found[row.number]
                one.is_closed |= act.act == CLOSED
                one.results += [row.result] if act.act == RECHECKED else []
    return {(one.told.key, one.told.unit): one for one in found.values()}


def _earlier(acts: Iterable[Act], period: str) -> dict[tuple[str, str], list[tuple[str, date, date | None]]]:
    """Return the numbers of other periods by key and unit: the number, when it was told, when it was done with."""
    told: dict[tuple[str, str], dict[str, date]] = {}
    done: dict[str, date | None] = {}
    for act in acts:
        for row in act.rows:
            if isinstance(row, Told) and act.period != period:
                told.setdefault((row.key, row.unit), {}).setdefault(row.number, act.day)
                done[row.number] = None
            elif isinstance(row, Result):
                is_done = act.act == CLOSED or row.result == FIXED
                done[row.number] = act.day if is_done else None
    return {
        place: [(number, day, done.get(number)) for number, day in numbers.items()] for place, numbers in told.items()
    }


def _find_open(numbers: Sequence[tuple[str, date, date | None]] | None, day: date) -> str:
    """Return the number under which a problem was told before a day and is still open on it."""
    return next((number for number, told, done in numbers or () if told <= day and (done is None or done > day)), "")


def _last_number(numbers: Sequence[tuple[str, date, date | None]] | None, day: date) -> str:
    """Return the number under which a problem was told before a day and done with by then."""
    return max(((told, number) for number, told, _ in numbers or () if told <= day), default=(day, ""))[1]


def _tell(entry: Entry, known: Known | None) -> Told:
    return Told(
        number="",
        key=known.key if known else key_entry(entry),
        unit=entry.unit,
        topic=_TOPICS.get(known.subject_kind if known else "") or entry.problem_kind or "往期台账",
        object=entry.object + (f"（{entry.platform}）" if entry.platform else ""),
        subject_kind=known.subject_kind if known else "",
        subject=known.subject if known else "",
        platform=known.platform if known else entry.platform,
        kind=known.kind if known else KIND,
        problem=entry.problem,
        basis=entry.basis,
        evidence=entry.where,
        severity="一般",
        deadline=entry.deadline.isoformat() if entry.deadline else "",
    )


def _what_came(entry: Entry, number: str, day: date, source: Source) -> Iterator[tuple[str, date, Row]]:
    """Yield what a row tells of its problem after it was told: the answer, the rechecks, the closing."""
    answer = _answer_of(entry, number)
    if answer != Answer(number):
        yield RETURNED, _not_before(day, entry.fixed_on or source.as_of or entry.latest), answer
    result = Result(number, entry.result, entry.remark if not answer.answer else "")
    rechecked = _not_before(day, entry.rechecked_on or source.as_of or entry.latest)
    yield from ((RECHECKED, rechecked, result) for _ in range(entry.rechecks))
    if entry.is_closed:
        yield CLOSED, _not_before(rechecked, entry.closed_on or source.as_of), Result(number, "")


def _answer_of(entry: Entry, number: str) -> Answer:
    fixed = entry.fixed_on.isoformat() if entry.fixed_on else ""
    return Answer(number, entry.answer, entry.measures, fixed, entry.reason, remark=entry.remark)


def _not_before(day: date, other: date | None) -> date:
    return day if other is None else max(day, other)


def _add_to(
    own: _Recorded, entry: Entry, day: date, source: Source
) -> Iterator[tuple[str, tuple[str, date, Row], bool]]:
    """Yield what a row says beyond what is recorded: in words, as what would be written, whether nothing was there."""
    number = own.told.number
    deadline = entry.deadline.isoformat() if entry.deadline else ""
    if deadline and deadline != own.told.deadline:
        said = f"整改期限原为 {own.told.deadline or '空白'}，这次是 {deadline}"
        yield said, (SENT, own.day, replace(own.told, deadline=deadline, again=True)), False
    answer = _answer_of(entry, number)
    new = {name: value for name in _SHOWN if (value := getattr(answer, name, "")) != getattr(own.answer, name, "")}
    new = {name: value for name, value in new.items() if value}
    if new:
        said = "；".join(
            f"{_SHOWN[name]}原为“{getattr(own.answer, name) or '空白'}”，这次是“{value}”" for name, value in new.items()
        )
        when = _not_before(day, entry.fixed_on or source.as_of or entry.latest)
        yield said, (RETURNED, when, Answer(number, **new)), own.answer == Answer(number)
    when = _not_before(day, entry.rechecked_on or source.as_of or entry.latest)
    same = own.results.count(entry.result) if entry.result else 0
    is_last = bool(own.results) and own.results[-1] == entry.result
    for _ in range(entry.rechecks - same if same and is_last else entry.rechecks):
        yield f"复查结果“{entry.result}”", (RECHECKED, when, Result(number, entry.result)), not own.results
    if entry.is_closed and not own.is_closed:
        yield "销号", (CLOSED, _not_before(when, entry.closed_on or source.as_of), Result(number, "")), True


_ORDER: Mapping[str, int] = {SENT: 0, RETURNED: 1, RECHECKED: 2, CLOSED: 3}


def _as_acts(rows: Iterable[tuple[str, date, Row]], source: Source) -> Iterator[Act]:
    """Yield one act a kind and day, tellings first: a reader stopped halfway never finds an answer to nothing."""
    grouped: dict[tuple[int, date, str], list[Row]] = {}
    for kind, day, row in rows:
        grouped.setdefault((_ORDER[kind], day, kind), []).append(row)
    for (_, day, kind), own in sorted(grouped.items(), key=lambda each: each[0]):
        yield Act(kind, day, source.period, tuple(own), facts=source.facts)
