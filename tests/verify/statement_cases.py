"""Cases of verification: a statement as bulletins write it, and what must be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from govlib.catalog.places import Units
from govlib.units import UnitRegister
from govlib.verify.check import Check
from govlib.verify.draft.opening import make_draft
from govlib.verify.reading import Reading
from govlib.verify.run import verify

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One text of one family: ``right`` and ``wrong`` are identities (0 to 12); ``says`` stands in the quoted words.

    A right text has nothing 矛盾 and nothing 存疑, and at least one 一致 of its identity; a wrong one has exactly one
    矛盾 of its identity, which quotes ``says`` on either side and gives ``by`` and ``why`` where they are written;
    one that ``asks`` has a 存疑 and nothing 矛盾; one that is ``open`` has neither, whether it is checked or not.
    """

    family: str
    text: str
    right: int | None = None
    wrong: int | None = None
    asks: int | None = None
    open: bool = False
    says: str = ""
    by: str = ""
    why: str = ""
    units: tuple[tuple[str, tuple[str, ...]], ...] = ()


def load_cases() -> list[Case]:
    """Return the cases of all families, in the order of their files."""
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        for family in yaml.safe_load(file.read_text(encoding="utf-8")):
            for case in family["cases"]:
                units = tuple((group, tuple(names)) for group, names in case.pop("units", {}).items())
                found.append(Case(family=family["family"], units=units, **case))
    return found


def check(case: Case) -> list[Check]:
    """Return what verification says of a case."""
    register = UnitRegister(Units(groups=dict(case.units))) if case.units else None
    return verify(Reading(make_draft(case.text, "通报"), register))
