"""The stated numbers of a bulletin (T23), read row by row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from govlib.catalog.places import WHOLE_WINDOW
from govlib.identities.numerals import Quantity, read_quantity

_BETWEEN_LABELS = re.compile(r"[；;\n]")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


@dataclass(frozen=True)
class Stated:
    """One row of T23; what is blank is empty, numbers are read."""

    text: str
    kind: str
    labels: tuple[str, ...]
    value: str
    unit: str
    quantity: Quantity | None
    numerator: Quantity | None
    denominator: Quantity | None
    window: str
    names: tuple[str, ...]
    place: str

    @property
    def said(self) -> str:
        """Return the number as the bulletin writes it, with its unit."""
        has_unit = not self.unit or self.unit == "%" or self.value.endswith(self.unit)
        return self.value if has_unit or not self.value else f"{self.value}{self.unit}"

    @property
    def number(self) -> Decimal | None:
        """Return the stated number, a unit such as 万条 applied; None when it can't be read."""
        if self.quantity is None:
            return None
        return self.quantity.value * _SCALES.get(self.unit[:1], Decimal(1))


def read_statements(table: pd.DataFrame | None) -> list[Stated]:
    """Return the rows of T23 in the order written; none when it was not delivered."""
    return [] if table is None else [_read(record) for record in table.to_dict("records")]


def plain_label(label: str) -> str:
    """Return a figure's name in a form that full-width signs and blanks don't change."""
    return "".join(unicodedata.normalize("NFKC", label).split())


def _read(record: Mapping[object, object]) -> Stated:
    def said(name: str) -> str:
        value = record[name]
        return value.strip() if isinstance(value, str) else ""

    unit = said("unit_of_measure")
    plain_unit = unit[1:] if unit[:1] in _SCALES else unit
    return Stated(
        text=said("statement"),
        kind=said("statement_kind"),
        labels=tuple(part.strip() for part in _BETWEEN_LABELS.split(said("figures")) if part.strip()),
        value=said("value"),
        unit=unit,
        quantity=read_quantity(said("value"), plain_unit),
        numerator=read_quantity(said("numerator"), plain_unit),
        denominator=read_quantity(said("denominator"), plain_unit),
        window=said("window") or WHOLE_WINDOW,
        names=tuple(name for name in said("names").split("、") if name),
        place=said("place_in_text"),
    )
