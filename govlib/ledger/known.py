"""What is recorded of every number, for those who send sheets and read them back: tellings, answers, results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date

from govlib.ledger.acts import CLOSED, RECHECKED, RETURNED, SENT, STATEMENTS, Act, Answer, Result, Told

FIELDS = tuple(one.name for one in fields(Answer) if one.name != "number")


@dataclass(frozen=True)
class Telling:
    """A number as one sending told it: when, in which period, the how-manieth time."""

    told: Told
    day: date
    period: str
    place: int
    time: int


@dataclass
class Known:
    """All that is recorded of one number; ``answer`` is what was said since it was told last, column by column.

    ``said_in`` names for each column of the answer the file that said it.
    """

    number: str
    tellings: list[Telling] = field(default_factory=list)
    answer: Answer = field(default_factory=lambda: Answer(""))
    said_in: dict[str, str] = field(default_factory=dict)
    answered: list[date] = field(default_factory=list)
    results: list[tuple[int, date, Result]] = field(default_factory=list)
    closed: tuple[date, Result] | None = None

    @property
    def last(self) -> Telling:
        """Return how the number was told last."""
        return self.tellings[-1]

    @property
    def unit(self) -> str:
        """Return the unit that was told last."""
        return self.last.told.unit

    @property
    def latest_result(self) -> tuple[date | None, Result | None]:
        """Return the last recheck since the number was told last, with its day; Nones where there is none."""
        since = [(day, result) for place, day, result in self.results if place > self.last.place]
        return max(since, key=lambda each: each[0]) if since else (None, None)


def know(acts: Iterable[Act]) -> dict[str, Known]:
    """Return what the acts say of every number that was ever told, by number in the order of telling."""
    book: dict[str, Known] = {}
    for place, act in enumerate(acts):
        source = str((act.facts or {}).get("file", ""))
        for row in act.rows:
            if isinstance(row, Told) and act.act == SENT:
                _tell(book.setdefault(row.number, Known(row.number)), row, act, place)
            elif isinstance(row, Answer) and row.number in book and act.act in (RETURNED, STATEMENTS):
                _hear(book[row.number], row, act.day, source)
            elif isinstance(row, Result) and row.number in book:
                if act.act == CLOSED:
                    book[row.number].closed = (act.day, row)
                elif act.act == RECHECKED:
                    book[row.number].results.append((place, act.day, row))
    return book


def _tell(known: Known, row: Told, act: Act, place: int) -> None:
    periods = {telling.period for telling in known.tellings} | {act.period}
    known.tellings.append(Telling(row, act.day, act.period, place, len(periods)))
    # a sheet sent again starts anew: what was said to the one before stays in the acts
    known.answer, known.said_in = Answer(row.number), {}


def _hear(known: Known, row: Answer, day: date, source: str) -> None:
    said = {name: value for name in FIELDS if (value := getattr(row, name))}
    known.answer = replace(known.answer, number=row.number, **said)
    known.said_in |= dict.fromkeys(said, source)
    if row.answer:
        known.answered.append(day)
