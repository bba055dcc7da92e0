"""The record of every entry: how often it hit, how often a person agreed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from govlib.catalog.lexicon_records import Record, is_demoted
from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.catalog.text_rules import TextRule
from govlib.text.lexicon import Lexicon, build_lexicon
from govlib.text.workshop.reviews import CONFIRMED, FALSE_ALARM, OPEN

_TYPES = {
    "wrong": "string",
    "right": "string",
    "severity": "string",
    "hits": "Int64",
    "confirmed": "Int64",
    "false_alarms": "Int64",
    "settled": "Int64",
    "unreviewed": "Int64",
    "precision": "Float64",
    "last_seen": "string",
    "source": "string",
}


def name_entries(reviews: pd.DataFrame, lexicon: Lexicon) -> pd.Series:
    """Return for every review the wrong wording of the entry that it speaks of, "" where the lexicon has none.

    A finding longer than an entry speaks of it if its right wording says what the entry says.
    """
    known = {entry.wrong for entry in lexicon.entries}
    named: dict[tuple[str, str], str] = {}
    for wrong, right in zip(reviews["wrong"], reviews["right"], strict=True):
        if (wrong, right) not in named:
            inside = () if wrong in known else lexicon.find_wrong(wrong)
            found = (entry.wrong for _, _, entry in inside if not right or entry.right in right)
            named[wrong, right] = wrong if wrong in known else next(found, "")
    pairs = zip(reviews["wrong"], reviews["right"], strict=True)
    return pd.Series([named[pair] for pair in pairs], index=reviews.index, dtype="object")


class Place(NamedTuple):
    """Where a review stood: its sentence, the wording as it was registered, and where in the sentence, -1 if unsaid."""

    sentence: str
    written: str
    at: int

    def find(self, wrong: str, lexicon: Lexicon) -> list[int]:
        """Return where in the sentence the lexicon accuses an entry's wording today."""
        starts = [start for start, _, entry in lexicon.find_wrong(self.sentence) if entry.wrong == wrong]
        return [start for start in starts if self.at < 0 or self.at <= start < self.at + len(self.written)]


def list_places(reviews: pd.DataFrame, verdict: str) -> list[Place]:
    """Return where the reviews of one verdict stood that have a sentence."""
    part = reviews.loc[reviews["verdict"].eq(verdict) & reviews["sentence"].ne("")]
    return [Place(*each) for each in zip(part["sentence"], part["wrong"], part["at"], strict=True)]


def measure_entries(reviews: pd.DataFrame, entries: Iterable[LexiconEntry]) -> pd.DataFrame:
    """Return one row an entry that was reviewed or hit, most false alarms first.

    ``settled`` are false alarms that an exception has put right since; they count as hits and against nobody.
    ``precision`` is confirmed ÷ (confirmed + false_alarms), NA where nobody decided.
    """
    lexicon = build_lexicon(entries)
    by_wrong = {entry.wrong: entry for entry in lexicon.entries}
    named = name_entries(reviews, lexicon)
    rows = []
    for wrong, part in reviews.loc[named.ne("")].groupby(named, sort=True):
        entry = by_wrong[str(wrong)]
        verdicts = part["verdict"].value_counts()
        settled = sum(not place.find(entry.wrong, lexicon) for place in list_places(part, FALSE_ALARM))
        confirmed, dismissed = int(verdicts.get(CONFIRMED, 0)), int(verdicts.get(FALSE_ALARM, 0)) - settled
        rows.append(
            {
                "wrong": entry.wrong,
                "right": entry.right,
                "severity": entry.severity,
                "hits": len(part),
                "confirmed": confirmed,
                "false_alarms": dismissed,
                "settled": settled,
                "unreviewed": int(verdicts.get(OPEN, 0)),
                "precision": confirmed / (confirmed + dismissed) if confirmed + dismissed else pd.NA,
                "last_seen": max(part["when"]),
                "source": entry.place,
            }
        )
    frame = pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES)
    order = ["false_alarms", "hits", "wrong"]
    return frame.sort_values(order, ascending=[False, False, True], kind="stable").reset_index(drop=True)


def say_measured(measured: pd.DataFrame) -> pd.DataFrame:
    """Return measured entries with the precision as people read it: 54%, or 没有复核."""
    said = ["没有复核" if pd.isna(share) else f"{share:.0%}" for share in measured["precision"]]
    return measured.assign(precision=pd.Series(said, index=measured.index, dtype="string"))


def as_records(measured: pd.DataFrame) -> dict[str, Record]:
    """Return the measured entries that somebody has decided about, by wrong wording, in the order of the wordings."""
    records = {}
    columns = ["wrong", "confirmed", "false_alarms", "last_seen"]
    for wrong, confirmed, false_alarms, last in measured[columns].sort_values("wrong").itertuples(index=False):
        if confirmed + false_alarms:
            records[wrong] = Record(wrong, int(confirmed), int(false_alarms), last)
    return records


def list_demoted(measured: pd.DataFrame, rule: TextRule) -> pd.DataFrame:
    """Return the rows of entries that fall to 疑似 by their record."""
    fallen = {wrong for wrong, record in as_records(measured).items() if is_demoted(record, rule)}
    return measured.loc[measured["wrong"].isin(fallen)].reset_index(drop=True)
