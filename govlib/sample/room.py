"""Give each room of the sample its own generator, so that one table's size never moves another's rows."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from govlib.sample.dress import Dress
from govlib.sample.ledger import Ledger
from govlib.sample.sheets import Block, Columns, Row, Sheet
from govlib.sample.units import LABEL, PLACE

Item = TypeVar("Item")


@dataclass(frozen=True)
class Room:
    """What the builder of one table works with."""

    rng: random.Random
    dress: Dress
    ledger: Ledger

    def shuffle(self, items: Sequence[Item]) -> list[Item]:
        """Return the items in a drawn order."""
        return self.rng.sample(list(items), len(items))


def seeded(seed: int, name: str) -> random.Random:
    """Return the generator of one room."""
    return random.Random(f"{seed}/{name}")  # noqa: S311 - invented data, nothing secret


def open_room(seed: int, name: str, ledger: Ledger, excel: bool = True) -> Room:
    """Return the room of one table; ``excel=False`` for csv."""
    rng = seeded(seed, name)
    return Room(rng, Dress(rng, excel), ledger)


def titled(name: str, blocks: list[Block], note: str = "", subtitle: str = "") -> Sheet:
    """Return a sheet whose merged title names the place and says that it is invented."""
    titles = (f"{PLACE}2026年第三季度{name}（{LABEL}）", *((subtitle,) if subtitle else ()))
    return Sheet(name, titles, blocks, note)


def total_of(label_key: str, sums: Mapping[str, int] | None = None) -> Row:
    """Return a 合计 row: its label and the given sums."""
    return Row({label_key: "合计", **(sums or {})})


def heading_keys(columns: Columns, prefix: str) -> list[str]:
    """Return the keys of the columns whose key starts with ``prefix``."""
    return [key for key, _ in columns if key.startswith(prefix)]
