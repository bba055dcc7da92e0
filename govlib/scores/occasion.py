"""What scoring is asked about: the tables and the day, the rulesets, their findings, who is judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from govlib.bench import Bench, list_subjects
from govlib.catalog.places import Scope
from govlib.catalog.rulesets import Ruleset


@dataclass(frozen=True, eq=False)
class Occasion:
    """One inspection to be scored; of ``rulesets`` the first is the main one, the others have no part in scores.

    ``findings`` are those of all of them; ``scopes`` says of a kind of subject which vetoes count.
    """

    findings: pd.DataFrame
    bench: Bench
    rulesets: Sequence[Ruleset]
    scopes: Mapping[str, Scope]

    @property
    def main(self) -> Ruleset:
        """Return the ruleset that decides."""
        return self.rulesets[0]

    @property
    def audits(self) -> pd.DataFrame | None:
        """Return the audit table (T16), None where it was not delivered."""
        return self.bench.tables.get("audits")

    @cached_property
    def subjects(self) -> dict[str, pd.DataFrame]:
        """Return the subjects of each kind as registered, one row each."""
        return list_subjects(self.bench, self.main)

    def judged(self, kind: str) -> pd.DataFrame:
        """Return the subjects of a kind that are judged at all, numbered from 0."""
        registered = self.subjects[kind]
        return registered.loc[registered["judged"].astype(bool)].reset_index(drop=True)

    def findings_of(self, kind: str) -> pd.DataFrame:
        """Return the findings of the main ruleset about a kind of subject."""
        mine = self.findings["ruleset"].eq(self.main.id) & self.findings["subject_kind"].eq(kind)
        return self.findings.loc[mine]
