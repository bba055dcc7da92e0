"""What reviews have said of the entries of the lexicon, as ``govlib lexicon learn`` leaves it in a file.

An entry of which too many hits were false alarms is 疑似 as long as its record says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.catalog.sheet_rows import Heading, Row, quote, read_rows
from govlib.catalog.text_rules import TextRule
from govlib.documents.reading import open_document
from govlib.errors import Fault, FileUnreadableError

FILE = "params/lexicon_records.csv"
HEADINGS = (
    Heading("wrong", ("错",), required=True),
    Heading("confirmed", ("属实",), required=True),
    Heading("false_alarms", ("误报",), required=True),
    Heading("last", ("最近",)),
)
LEAST_CONFIDENCE = 0.01
"""No entry is surer to be wrong than this: a record is a sample."""
_DOUBTFUL = "疑似"
_NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True)
class Record:
    """How many hits of a wrong wording were confirmed and dismissed; ``last`` is the day of the last one."""

    wrong: str
    confirmed: int
    false_alarms: int
    last: str = ""

    @property
    def reviewed(self) -> int:
        """Return how many hits somebody has decided."""
        return self.confirmed + self.false_alarms

    @property
    def precision(self) -> float:
        """Return the share of decided hits that were confirmed, 1 where none was decided."""
        return self.confirmed / self.reviewed if self.reviewed else 1.0


def load_records(params: Path, faults: list[Fault]) -> dict[str, Record]:
    """Return the records by wrong wording, none where there is no file; faults are added to ``faults``."""
    path = params / "lexicon_records.csv"
    if not path.is_file() or not path.stat().st_size:
        return {}
    try:
        sheets = open_document(path, FILE).sheets
    except FileUnreadableError as error:
        faults.append(Fault(FILE, "", error.found, f"{error.expected}；{error.advice}"))
        return {}
    records: dict[str, Record] = {}
    for sheet in sheets:
        for row in read_rows(sheet, HEADINGS, FILE, faults).rows:
            _read_row(row, records, faults)
    return records


def apply_records(
    entries: Iterable[LexiconEntry], records: Mapping[str, Record], rule: TextRule
) -> tuple[LexiconEntry, ...]:
    """Return the entries with the confidence of their record; those below ``rule.threshold`` as 疑似, with the reason.

    A record of fewer than ``rule.at_least`` decided hits says nothing yet.
    """
    return tuple(_apply(entry, records.get(entry.wrong), rule) for entry in entries)


def is_demoted(record: Record, rule: TextRule) -> bool:
    """Return whether a record lets its entry fall to 疑似."""
    if rule.threshold is None or rule.at_least is None:
        return False
    return record.reviewed >= rule.at_least and record.precision < rule.threshold


def _apply(entry: LexiconEntry, record: Record | None, rule: TextRule) -> LexiconEntry:
    if record is None or rule.at_least is None or record.reviewed < rule.at_least:
        return entry
    sure = replace(entry, confidence=max(LEAST_CONFIDENCE, round(record.precision, 2)))
    if not is_demoted(record, rule) or entry.severity == _DOUBTFUL:
        return sure
    said = f"复核 {record.reviewed} 处，误报 {record.false_alarms} 处，由{entry.severity}降为{_DOUBTFUL}"
    return replace(sure, severity=_DOUBTFUL, demoted=said)


def _read_row(row: Row, records: dict[str, Record], faults: list[Fault]) -> None:
    wrong, last = row.text("wrong"), row.text("last")
    counts = {key: row.text(key) for key in ("confirmed", "false_alarms")}
    bad = [key for key, text in counts.items() if _NUMBER.fullmatch(text) is None]
    faults.extend(
        Fault(FILE, row.cell(key).place or f"第 {row.number} 行", f"写的是{quote(counts[key])}", "0 或正整数")
        for key in bad
    )
    if not wrong or wrong in records:
        found = f"{quote(wrong)}写了两次" if wrong else "空着"
        faults.append(Fault(FILE, row.cell("wrong").place or f"第 {row.number} 行", found, "一个错一行"))
    elif not bad:
        records[wrong] = Record(wrong, int(counts["confirmed"]), int(counts["false_alarms"]), last)
