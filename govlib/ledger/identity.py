"""How a sheet that comes back is known: a code that only who holds the records can make.

It is made of all that one sending told, to all units, so that a unit can make neither another unit's nor one of another
place or period.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from govlib.ledger.acts import SENT, Act, Told

OFFICE = ""
"""Stands for the unit in the code of the place's own ledger."""
CODE = re.compile(r"表号\s*[：:]?\s*([0-9a-fA-F]{16})(?![0-9a-fA-F])")
_DIGITS = 16


@dataclass(frozen=True)
class Identity:
    """Whose sheet it is: place, period, the unit ("" for the place's own ledger), and when it was sent."""

    place: str
    period: str
    unit: str
    day: date
    sending: int


def make_code(place: str, sent: Act, unit: str) -> str:
    """Return the code of the sheet that one sending makes for a unit."""
    rows = sent.as_data()["rows"]
    told = {"place": place, "period": sent.period, "day": sent.day.isoformat(), "rows": rows, "unit": unit}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def list_identities(place: str, acts: Iterable[Act]) -> dict[str, Identity]:
    """Return the identity of every sheet that a place has ever sent, by its code."""
    found = {}
    for sending, act in enumerate(acts):
        if act.act != SENT:
            continue
        for unit in (OFFICE, *sorted({row.unit for row in act.rows if isinstance(row, Told)})):
            found[make_code(place, act, unit)] = Identity(place, act.period, unit, act.day, sending)
    return found


def find_codes(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that texts name, each once, in their order."""
    named = (CODE.findall(unicodedata.normalize("NFKC", text)) for text in texts)
    return tuple(dict.fromkeys(code.lower() for codes in named for code in codes))
