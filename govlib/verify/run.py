"""All checks of one draft, in the order of its text."""

from __future__ import annotations

from collections.abc import Sequence

from govlib.verify.check import UNCHECKED, WRONG, Check
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
    settled = {_where(check) for check in found if check.verdict != UNCHECKED}
    told: set[tuple[str, int, int, int, int]] = set()
    kept = []
    for check in dict.fromkeys(found):
        if check.verdict == UNCHECKED and _where(check) in settled:
            continue
        if check.verdict == WRONG:
            again = (*_where(check), check.identity)
            if again in told:
                continue
            told.add(again)
        kept.append(check)
    return sorted(kept, key=_order)


def _where(check: Check) -> tuple[str, int, int, int]:
    return check.stated.place, check.stated.block, check.stated.start, check.stated.end


def _order(check: Check) -> tuple[int, int, int, str]:
    return (check.stated.block < 0, check.stated.block, check.stated.start, check.kind)


def count_verdicts(checks: Sequence[Check]) -> dict[str, int]:
    """Return how many checks have each verdict, those that none has left out."""
    counts: dict[str, int] = {}
    for check in checks:
        counts[check.verdict] = counts.get(check.verdict, 0) + 1
    return counts
