"""Which columns of a table are title, body and address of an article: as in exports, or where title and body are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from govlib.catalog.headings import heading_forms
from govlib.catalog.tables import load_tables
from govlib.documents.sheets import Sheet
from govlib.errors import DeclarationError, Fault
from govlib.exports.matching import Vocabulary
from govlib.exports.regions import Region, find_regions

TABLE = "articles"
READ = ("url", "title", "body_text", "published_at", "unit", "account_name")
_ENOUGH = (("title", "body_text"), ("url", "body_text"))


@dataclass(frozen=True)
class Recogniser:
    """The declared tables, and the table of articles as it is known where none of them is recognised."""

    every: Vocabulary
    alone: Vocabulary

    def find(self, sheet: Sheet) -> list[Region]:
        """Return the tables of articles in a sheet."""
        found = find_regions(sheet, self.every)
        if not found:
            found = find_regions(sheet, self.alone)
        return [region for region in found if region.match.table == TABLE]

    def name_columns(self, names: list[str]) -> dict[str, str] | None:
        """Return, by key, which columns of a table with these headings are read; None if it is none of articles."""
        known = self.alone.keys_by_form[TABLE]
        found: dict[str, str] = {}
        for name in names:
            key = name if name in READ else next((known[form] for form in heading_forms(name) if form in known), "")
            if key in READ:
                found.setdefault(key, name)
        declared = self.every.tables[TABLE].recognised_by
        return found if any(all(key in found for key in keys) for keys in (*_ENOUGH, *declared)) else None


def open_recogniser(params: Path) -> Recogniser:
    """Return the recogniser by params/exports; raises DeclarationError with all faults of the declarations."""
    faults: list[Fault] = []
    tables, personal = load_tables(params / "exports", faults)
    if faults:
        raise DeclarationError(faults)
    loose = tables[TABLE].model_copy(update={"recognised_by": (*_ENOUGH, *tables[TABLE].recognised_by)})
    return Recogniser(Vocabulary(tables, personal), Vocabulary({TABLE: loose}, personal))
