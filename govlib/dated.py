"""Values with their legal source, asked only at a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeVar

from govlib.catalog.yamlfile import Declaration

Confidence = Literal["full", "part", "recalled"]

CONFIDENCE_NOTE: dict[str, str] = {"full": "", "part": "待核实（仅见部分原文）", "recalled": "待核实（未见原文）"}


class Source(Declaration):
    """Where a number comes from, and how much of that text was seen."""

    act: str
    part: str
    seen: Confidence
    presumed: bool = False
    """True when the act's day of effect is unknown and its day of publication stands in (推定)."""


class DatedNumber(Declaration):
    """A number in force from a day on; ``value: null`` ends the rule from that day."""

    since: date
    value: float | None
    words: str
    source: Source


EntryT = TypeVar("EntryT", bound=DatedNumber)


def at(entries: Sequence[EntryT], day: date) -> EntryT | None:
    """Return the entry in force on a day (its own first day included), or None before the first and after an end."""
    in_force = [entry for entry in entries if entry.since <= day]
    if not in_force:
        return None
    newest = max(in_force, key=lambda entry: entry.since)
    return None if newest.value is None else newest
