"""Where a statement stands, when not in the file that declares the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Origin:
    """The file of a statement and the cell of each of its parts; empty for what stands in the declaring file itself.

    What is stated is the same wherever it stands: all origins are equal.
    """

    file: str = field(default="", compare=False)
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)

    def where(self, part: str, otherwise: tuple[str, str]) -> tuple[str, str]:
        """Return the file and the cell of one part, ``otherwise`` for what stands in the declaring file."""
        return (self.file, self.cells.get(part, "")) if self.file else otherwise
