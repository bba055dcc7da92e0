"""What is seen of a sheet before calamine reads it: errors it would drop, and an extent it would die of."""

from __future__ import annotations

from dataclasses import dataclass, field

from govlib.documents.sheets import Merge

MAX_CELLS = 50_000_000
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384


@dataclass
class SheetScan:
    """What was seen in one sheet; rows and columns from 0, ``rows`` and ``columns`` are how far its cells reach.

    ``formulas`` is told by an xls only; of other workbooks ``formula_cells`` tells them.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: int = 0
    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int) -> None:
        """Note a cell at ``row`` and ``column`` (from 0)."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)

    @property
    def is_too_large(self) -> bool:
        """Return whether reading the sheet would fill the memory: calamine lays out every cell of its extent."""
        return self.rows * self.columns > MAX_CELLS or self.rows > MAX_ROWS or self.columns > MAX_COLUMNS
