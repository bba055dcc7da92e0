"""The records file: what reviews have said of every entry, written so that the next scan goes by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from govlib.catalog.lexicon_records import FILE, HEADINGS, Record, is_demoted
from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.catalog.text_rules import TextRule
from govlib.text.workshop.writing import Draft, write_rows


def draft_records(
    params: Path,
    records: Mapping[str, Record],
    before: Mapping[str, Record],
    entries: Iterable[LexiconEntry],
    rule: TextRule,
) -> Draft:
    """Return the records file as it would be; its lines say which entries fall to 疑似 and which come back."""
    severity = {entry.wrong: entry.severity for entry in entries}
    lines = []
    for wrong in sorted({*records, *before} & severity.keys()):
        now, earlier = (wrong in held and is_demoted(held[wrong], rule) for held in (records, before))
        if now and not earlier:
            one = records[wrong]
            lines.append(
                f"{wrong}：由{severity[wrong]}降为疑似，复核 {one.reviewed} 处，属实 {one.confirmed} 处"
                f"（{one.precision:.0%}，低于 {rule.threshold:.0%}）"
            )
        elif earlier and not now:
            lines.append(f"{wrong}：恢复为{severity[wrong]}")
    rows: list[list[object]] = [
        [heading.names[0] for heading in HEADINGS],
        *([one.wrong, one.confirmed, one.false_alarms, one.last] for one in records.values()),
    ]
    return Draft(params / "lexicon_records.csv", FILE, write_rows(rows), tuple(lines))
