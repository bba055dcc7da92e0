"""What the rules of texts find in a written bulletin, and whose words they are: an export's, a slot's, a template's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from govlib.bulletin.paper import Paper, Paragraph
from govlib.bulletin.writing.slot_file import SlotFile
from govlib.bulletin.writing.spelling import write_wide

if TYPE_CHECKING:
    from govlib.text.hits import Hit
    from govlib.workspace import Run

TEMPLATE = "模板或地方文件里的话"
_AROUND = 6
_PROVENANCE = ("source_file", "source_sheet", "source_row")


@dataclass(frozen=True)
class Doubt:
    """One doubtful wording: its kind and severity, the words as they stand, what should, and where they come from."""

    kind: str
    severity: str
    quote: str
    says: str
    origin: str

    def sentence(self) -> str:
        """Return the doubt as one line."""
        return f"〔{self.kind}，{self.severity}〕{self.quote} —— {self.says}（{self.origin}）"


def list_doubts(run: Run, paper: Paper, file: SlotFile, hits: Sequence[Hit]) -> tuple[Doubt, ...]:
    """Return one row a hit in the text of a run's bulletin; ``file`` has the analyst's paragraphs."""
    return tuple(
        Doubt(hit.kind, hit.severity, hit.context, hit.says, _find_origin(run, paper, file, hit)) for hit in hits
    )


def _find_origin(run: Run, paper: Paper, file: SlotFile, hit: Hit) -> str:
    slot = next(
        (one.slot for one in paper.body if isinstance(one, Paragraph) and one.slot and stands_in(hit, one.text)), ""
    )
    if slot:
        rows = [f" 第 {line.row} 行" for line in file.slots.get(slot, ()) if stands_in(hit, line.text)]
        return f"空位“{slot}”，{file.shown}{rows[0] if rows else ''}"
    cell = next(_find_cells(run, hit), "")
    return f"照录自 {cell}，要改请改来源" if cell else TEMPLATE


def _find_cells(run: Run, hit: Hit) -> Iterator[str]:
    """Yield the cells of the exports that the words were copied from."""
    for table in run.intake.tables.values():
        columns = [name for name in table if name not in _PROVENANCE and isinstance(table[name].dtype, pd.StringDtype)]
        for name in columns:
            column = table[name].dropna()
            for row in column.index[column.map(lambda cell: stands_in(hit, cell)).astype(bool)]:
                yield _say_cell(table.loc[row])


def _say_cell(row: pd.Series) -> str:
    sheet = f"“{row['source_sheet']}”" if row["source_sheet"] else ""
    return f"{row['source_file']}{sheet} 第 {row['source_row']} 行"


def stands_in(hit: Hit, text: str) -> bool:
    """Tell whether a text holds the words of a hit between the same neighbours, as written or with wide signs."""
    return any(_stands_in(hit, one) for one in dict.fromkeys((text, write_wide(text))))


def _stands_in(hit: Hit, text: str) -> bool:
    at = text.find(hit.wrong) if hit.wrong else -1
    while at >= 0:
        end = at + len(hit.wrong)
        before, after = text[max(0, at - _AROUND) : at].strip(), text[end : end + _AROUND].strip()
        if hit.before.strip().endswith(before) and hit.after.strip().startswith(after):
            return True
        at = text.find(hit.wrong, at + 1)
    return False
