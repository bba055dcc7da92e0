"""Which workbooks a sending makes, under which names, and how they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from govlib.documents.writing import Sheet
from govlib.ledger.acts import SENT, Act, Told
from govlib.ledger.identity import OFFICE, Identity, make_code
from govlib.ledger.known import Known, Telling, know
from govlib.ledger.sheets import Heading, make_place_sheets, make_unit_sheets

LEDGER_BOOK, UNIT_FOLDER = "ledger.xlsx", "ledger"
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True)
class Setting:
    """The place and period whose sheets are made."""

    place: str
    place_name: str
    period: str
    period_title: str
    is_sample: bool

    def heading(self, sent: Act, unit: str) -> Heading:
        """Return what stands above the sheet that one sending makes for a unit."""
        identity = Identity(self.place, sent.period, unit, sent.day, 0)
        return Heading(self.place_name, self.period_title, self.is_sample, make_code(self.place, sent, unit), identity)


def unit_books(setting: Setting, acts: Sequence[Act]) -> dict[str, tuple[Sheet, ...]]:
    """Return the sheets of every unit told in the period, by the name of its file."""
    sendings = [act for act in acts if act.act == SENT and act.period == setting.period]
    own: dict[str, list[Telling]] = {}
    newest: dict[str, Act] = {}
    for known in know(acts).values():
        here = [telling for telling in known.tellings if telling.period == setting.period]
        if here:
            own.setdefault(here[-1].told.unit, []).append(here[-1])
    for act in sendings:
        newest |= dict.fromkeys((row.unit for row in act.rows if isinstance(row, Told)), act)
    units = sorted(own)
    names = name_files(units)
    return {
        names[unit]: make_unit_sheets(
            setting.heading(newest[unit], unit), sorted(own[unit], key=lambda telling: telling.told.number)
        )
        for unit in units
    }


def place_book(
    setting: Setting, acts: Sequence[Act], cases: pd.DataFrame, waiting: pd.DataFrame, as_of: date
) -> tuple[Sheet, ...]:
    """Return the sheets of the place's own ledger: all numbers ever told, with the state that ``cases`` gives."""
    sendings = [act for act in acts if act.act == SENT]
    sent = sendings[-1] if sendings else Act(SENT, as_of, setting.period, ())
    heading = setting.heading(sent, OFFICE)
    book: Iterable[Known] = know(acts).values()
    return make_place_sheets(heading, book, cases, waiting, as_of)


def name_files(units: Iterable[str]) -> dict[str, str]:
    """Return a file name for each unit that every system takes, never one for two units."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for unit in sorted(units):
        plain = safe_name(unit)
        name, time = f"{plain}.xlsx", 1
        while name.casefold() in taken:
            time += 1
            name = f"{plain}（{time}）.xlsx"
        taken.add(name.casefold())
        names[unit] = name
    return names


def safe_name(text: str) -> str:
    """Return a text as a file name without ending: no sign that a system forbids, no path, not too long."""
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", text)).strip(" ._")
    plain = plain.encode("utf-8", "ignore").decode("utf-8")[:_LONGEST].rstrip(" .")
    return f"_{plain}" if not plain or _RESERVED.fullmatch(plain) else plain
