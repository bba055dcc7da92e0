"""The days that a draft bears itself, each with where it stands: signed, printed, put on the web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from govlib.text.chinese_dates import find_days
from govlib.text.document import Document
from govlib.text.signed import Bearing, Dated, read_bearing
from govlib.verify.draft.model import Draft


@dataclass(frozen=True)
class Stand:
    """A day that the draft bears, with its span in a block."""

    day: date
    block: int
    start: int
    end: int


@dataclass(frozen=True)
class Issue:
    """When a draft was signed (落款 or 成文日期), printed (印发), put on the web (发布); None where it doesn't say."""

    signed: Stand | None = None
    printed: Stand | None = None
    posted: Stand | None = None

    @property
    def own(self) -> Stand | None:
        """Return the day on which the office let it go, not that of the web page."""
        return self.signed or self.printed

    @property
    def best(self) -> Stand | None:
        """Return the day on which it was certainly there."""
        return self.own or self.posted


def read_issue(draft: Draft, document: Document) -> Issue:
    """Return the days of a draft as its reading found them, else as its first signature and its head say."""
    bearing = read_bearing(document)
    below = [one for one in bearing.signatures if not one.in_header]
    printed = [one for one in below if _is_printed(one, document)]
    signed = [one for one in below if one not in printed] or [one for one in bearing.signatures if one.in_header]
    return Issue(
        signed=_stand(draft.issued, draft, bearing) or _take(signed),
        printed=_stand(draft.printed, draft, bearing) or _take(printed),
        posted=_stand(draft.posted, draft, bearing) or (_take([bearing.published]) if bearing.published else None),
    )


def _is_printed(dated: Dated, document: Document) -> bool:
    return document.passages[dated.passage].text[dated.found.end :].strip().startswith("印发")


def _take(found: list[Dated]) -> Stand | None:
    first = next(iter(found), None)
    return None if first is None else Stand(first.day, first.passage, first.found.start, first.found.end)


def _stand(day: date | None, draft: Draft, bearing: Bearing) -> Stand | None:
    """Return where a day that the reading of the draft found stands: in what it bears, else in any line."""
    if day is None:
        return None
    borne = [*bearing.signatures, *([bearing.published] if bearing.published else [])]
    for dated in borne:
        if dated.day == day:
            return _take([dated])
    kinds = {"signature": 0, "colophon": 1, "head": 2}
    ordered = sorted(range(len(draft.blocks)), key=lambda at: (kinds.get(draft.blocks[at].kind, 3), at))
    for at in ordered:
        for found in find_days(draft.blocks[at].text):
            if found.to_date() == day:
                return Stand(day, at, found.start, found.end)
    return None
