"""All drafts of one call: their reports, how they were asked, the exit code, the counts by verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govlib.errors import ExitCode
from govlib.identities.check import VERDICTS
from govlib.text.hits import SERIOUS
from govlib.verify.whole import Report

TEXT = "文字"


@dataclass(frozen=True)
class Result:
    """The reports of all files that were named, in their order, and how it was asked.

    ``passed_over`` counts the files of folders that are no documents; ``notes`` say what drafts were not compared with.
    """

    reports: tuple[Report, ...]
    place: str = ""
    period: str = ""
    text: bool = True
    passed_over: int = 0
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """Return CONTRADICTION, else SERIOUS_WORDING, else FILE_UNREADABLE, else OK."""
        if any(report.contradictions for report in self.reports):
            return ExitCode.CONTRADICTION
        if any(hit.severity == SERIOUS for report in self.reports for hit in report.counted_hits):
            return ExitCode.SERIOUS_WORDING
        return ExitCode.FILE_UNREADABLE if any(report.refused for report in self.reports) else ExitCode.OK


def count(reports: Sequence[Report]) -> dict[str, int]:
    """Return how many checks have each verdict, noughts too, and how many hits of the rules of texts count."""
    verdicts = [check.verdict for report in reports for check in report.checks]
    counts = {verdict: verdicts.count(verdict) for verdict in VERDICTS}
    return {**counts, TEXT: sum(len(report.counted_hits) for report in reports)}


def say_counts(reports: Sequence[Report]) -> str:
    """Return the counts as one clause: 矛盾 2，存疑 1，一致 14，不可核 3，文字 5."""
    return "，".join(f"{name} {number}" for name, number in count(reports).items())
