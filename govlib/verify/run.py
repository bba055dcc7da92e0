"""All checks of one draft, in the order of its text."""

from __future__ import annotations

from collections.abc import Sequence

from govlib.verify.check import Check
from govlib.verify.reading import Reading
from govlib.verify.relations import RELATIONS


def verify(reading: Reading) -> list[Check]:
    """Return every check of a draft, each statement's contradictions before its other checks.

    A contradiction that two relations find is told once; a span that one relation has settled another doesn't call
    uncheckable.
    """
    return sort_checks([check for relation in RELATIONS for check in relation(reading)])


def sort_checks(found: Sequence[Check]) -> list[Check]:
    """Return checks in the order of the text, each once."""
    return sorted(dict.fromkeys(found), key=_order)


def _order(check: Check) -> tuple[int, int, int, str]:
    return (check.stated.block < 0, check.stated.block, check.stated.start, check.kind)


def count_verdicts(checks: Sequence[Check]) -> dict[str, int]:
    """Return how many checks have each verdict, those that none has left out."""
    counts: dict[str, int] = {}
    for check in checks:
        counts[check.verdict] = counts.get(check.verdict, 0) + 1
    return counts
