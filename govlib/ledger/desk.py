"""A place's ledger opened for a command that reads no exports: its acts, and what is told of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.places import Place
from govlib.errors import UserError
from govlib.ledger.acts import SENT, Act, read_acts
from govlib.ledger.cases import list_cases
from govlib.ledger.identity import list_identities
from govlib.ledger.overview import list_silent
from govlib.ledger.returned.importing import Desk, Import, journal_lines, understand, write_down
from govlib.ledger.returned.notes import ALTERED, CONFLICT, KINDS, LEFT_OUT
from govlib.records.journal import JournalMovedError
from govlib.units import UnitRegister

_ATTEMPTS, _MOST_PRINTED = 5, 100
_UNCERTAIN = (LEFT_OUT, CONFLICT)


@dataclass(frozen=True)
class Asked:
    """What was asked of an import: the day of receipt, whose a sheet without code is, whether to overwrite or write."""

    day: date
    unit: str = ""
    update: bool = False
    is_dry: bool = False


@dataclass(frozen=True)
class LedgerDesk:
    """A place's ledger: the acts, the lines that are none, and how many lines each period's file had."""

    root: Path
    catalog: Catalog
    place: Place
    acts: tuple[Act, ...]
    faults: tuple[str, ...]
    lines: Mapping[str, int]

    def prepare(self, asked: Asked) -> Desk:
        """Return what returned files are read against."""
        elsewhere: dict[str, str] = {}
        for slug, other in self.catalog.places.items():
            if slug != self.place.slug:
                acts, _ = read_acts(self.root / "records" / slug)
                elsewhere |= dict.fromkeys(list_identities(slug, acts), other.name)
        unit = UnitRegister(self.place.units).counted_as(asked.unit) if asked.unit else ""
        return Desk(self.place.slug, self.place.name, self.acts, asked.day, asked.update, unit, elsewhere)

    def check_period(self, period: str) -> None:
        """Raise UserError where the place declares no such period."""
        if period not in self.place.periods:
            known = "、".join(self.place.periods)
            raise UserError(f"places/{self.place.slug}.yaml", f"没有名为“{period}”的期", f"其中之一：{known}")


def open_desk(root: Path, slug: str) -> LedgerDesk:
    """Open the ledger of a place.

    Raises:
        UserError: no such place.
    """
    catalog = load_catalog(root / "params")
    place = catalog.place(slug)
    # counted before it is read: what is added in between is then seen as new when writing
    lines = journal_lines(root, slug)
    acts, faults = read_acts(root / "records" / slug)
    return LedgerDesk(root, catalog, place, acts, faults, lines)


def import_files(
    root: Path, slug: str, files: Sequence[Path], asked: Asked, moment: str
) -> tuple[Import, tuple[str, ...]]:
    """Import files and return what they mean, with sentences about lines of the ledger that can't be read.

    Where somebody else has written meanwhile, the files are read against the new records, several times if need be.
    """
    for attempt in range(_ATTEMPTS):
        opened = open_desk(root, slug)
        found = understand(files, opened.prepare(asked))
        if asked.is_dry:
            break
        try:
            write_down(found, root, slug, moment, opened.lines)
            break
        except JournalMovedError:
            if attempt == _ATTEMPTS - 1:
                raise
    return found, opened.faults


def tell_import(found: Import, *, is_dry: bool) -> Iterator[str]:
    """Yield one sentence a note, what a person must look at first, then the sum."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    printed: Counter[str] = Counter()
    for note in sorted(found.notes, key=lambda note: (note.file, order[note.kind], note.sheet, note.row)):
        printed[note.file] += 1
        if printed[note.file] > _MOST_PRINTED:
            continue
        where = "".join((f"《{note.sheet}》" if note.sheet else "", f"第 {note.row} 行" if note.row else ""))
        altered = f"（表里是“{note.found}”，下发的是“{note.expected}”）" if note.kind == ALTERED and note.row else ""
        yield f"[{note.kind}] {note.file}{where}：{note.message}{altered}。"
    for file, count in printed.items():
        if count > _MOST_PRINTED:
            yield f"{file} 另有 {count - _MOST_PRINTED} 处没有列出，全部见 --csv 写的清单。"
    left = sum(note.kind in _UNCERTAIN for note in found.notes)
    verb = "将采用" if is_dry else "已采用"
    yield f"{verb} {found.used} 个编号的新内容，没有采用和冲突 {left} 处。"
    if is_dry:
        yield "这是试算，什么也没有写。"
    elif found.lines:
        yield "台账的数字在下一次运行（govlib run）时更新。"


def cases_on(opened: LedgerDesk, period: str, day: date) -> pd.DataFrame:
    """Return the cases of a place as they stand on a day: all numbers, or those that a period told last."""
    if period:
        opened.check_period(period)
    order = list(dict.fromkeys(act.period for act in opened.acts if act.act == SENT))
    cases = list_cases(opened.acts, day, before=order, group_of=UnitRegister(opened.place.units).group)
    return cases.loc[cases["told_in"].eq(period)] if period and len(cases) else cases


def tell_status(place: str, cases: pd.DataFrame, day: date) -> str:
    """Return in one sentence who has not reported."""
    if cases.empty:
        return f"{place}：到 {day} 还没有下发过问题。"
    silent = list_silent(cases)
    if not silent:
        return "还有问题没改的单位都回复过。"
    return f"还有问题没改、一条也没有回复的单位 {len(silent)} 家：{'、'.join(silent)}。"
