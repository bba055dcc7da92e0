"""The workshop opened: the lexicon of an office, its records, the reviews, and all that follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from govlib.catalog.lexicon_records import load_records
from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.catalog.lexicons import open_lexicon
from govlib.catalog.load import Catalog
from govlib.catalog.text_rules import TextRule, apply_changes
from govlib.errors import Fault
from govlib.text.workshop.additions import suggest_entries
from govlib.text.workshop.archive import count_in_archive
from govlib.text.workshop.changes import Change
from govlib.text.workshop.exceptions import suggest_exceptions
from govlib.text.workshop.known import KnownAlarms, known_false_alarms
from govlib.text.workshop.learning import draft_records
from govlib.text.workshop.measuring import as_records, list_demoted, measure_entries
from govlib.text.workshop.reviews import collect_reviews, join_reviews, read_reviews
from govlib.text.workshop.writing import Draft, draft_changes, lexicon_path


@dataclass(frozen=True)
class Workshop:
    """Entries as declared (not as their records have them), the rule as set, the reviews to go by.

    ``problems`` say what of the files named could not be used.
    """

    params: Path
    place: str
    entries: tuple[LexiconEntry, ...]
    rule: TextRule
    reviews: pd.DataFrame
    problems: tuple[str, ...] = ()

    @cached_property
    def measured(self) -> pd.DataFrame:
        """Return one row an entry that was reviewed or hit, with its record."""
        return measure_entries(self.reviews, self.entries)

    @property
    def demoted(self) -> pd.DataFrame:
        """Return the rows of entries that these reviews let fall to 疑似."""
        return list_demoted(self.measured, self.rule)

    @property
    def known(self) -> KnownAlarms:
        """Return the sentences in which a wording was dismissed."""
        return known_false_alarms(self.reviews)

    def suggest(self, archive: Sequence[Path] = ()) -> list[Change]:
        """Return exceptions, then new entries; the latter not those that the texts of an archive have."""
        found = suggest_entries(self.reviews, self.entries, self.rule)
        if archive and found:
            counted = count_in_archive([one.entry for one in found if not one.refusal], archive)
            found = suggest_entries(self.reviews, self.entries, self.rule, counted)
        return [*suggest_exceptions(self.reviews, self.entries), *found]

    def draft(self, changes: Sequence[Change], path: Path | None = None) -> Draft:
        """Return the place's lexicon, or another file, with suggestions taken in."""
        return draft_changes(self.params, path or lexicon_path(self.params, self.place), changes)

    def draft_records(self) -> Draft:
        """Return the records file as these reviews have it."""
        before = load_records(self.params, [])
        return draft_records(self.params, as_records(self.measured), before, self.entries, self.rule)


def open_workshop(
    root: Path, catalog: Catalog, place: str = "", files: Sequence[Path] = (), outputs: str = "outputs"
) -> Workshop:
    """Return the workshop of a place, or of all but invented ones, with the reviews of its exports and of the files."""
    places = [place] if place else [slug for slug, one in catalog.places.items() if not one.sample]
    settings = catalog.text_rules
    if place:
        faults: list[Fault] = []
        settings = apply_changes(settings, catalog.place(place).text_rules, f"params/places/{place}.yaml", faults)
    named = [read_reviews(path, catalog) for path in files]
    reviews = join_reviews([collect_reviews(root, catalog, places, outputs), *(one.reviews for one in named)])
    problems = tuple(problem for one in named for problem in one.problems)
    entries = open_lexicon(root / "params", place)
    return Workshop(root / "params", place, entries, settings["lexicon"], reviews, problems)
