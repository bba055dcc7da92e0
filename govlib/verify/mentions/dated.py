"""All that a draft says of time: the days it bears, the period of its title, the days of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from govlib.documents.passages import Passage
from govlib.text.document import Document
from govlib.verify.draft.model import Draft
from govlib.verify.mentions.days import Home, Moment, list_moments
from govlib.verify.mentions.issue import Issue, read_issue
from govlib.verify.mentions.periods import Period, find_periods

_SILENT = frozenset({"head", "title", "address", "attachments", "signature", "colophon"})
_TITLE = re.compile(r"关于.{2,60}(?:通报|报告|通知|公告|情况)|(?:通报|报告)$")
_TOLD = re.compile(r"通报|情况|结果|检查|抽查|监测|监管|统计|报告|评估|考核")
_PLANNED = re.compile(r"要点|计划|方案|安排|预案")
_FIRST = 15


@dataclass(frozen=True)
class TitlePeriod:
    """The period that the title names, and the block it stands in."""

    block: int
    period: Period


@dataclass(frozen=True)
class Dated:
    """What a draft says of time; ``document`` are its blocks as the rules of texts read them."""

    document: Document
    issue: Issue
    title: TitlePeriod | None
    moments: tuple[Moment, ...]
    annexed: tuple[Moment, ...]
    """The days of the running text of annexes, which may be papers of another time."""
    home: Home


def read_dated(draft: Draft) -> Dated:
    """Return the days and periods of a draft; days of annexes stand apart, those of tables are left out."""
    document = Document(draft.name, tuple(Passage(block.place, block.text) for block in draft.blocks))
    issue = read_issue(draft, document)
    best = issue.best
    title = _find_title(draft, best.day if best else None)
    home = Home(best.day if best else None, title.period.days() if title else None)
    borne = {(one.block, one.start) for one in (issue.signed, issue.printed, issue.posted) if one is not None}
    found = [
        (bool(block.part), moment)
        for at, block in enumerate(draft.blocks)
        if block.kind not in _SILENT
        for moment in list_moments(block.text, at, home, "".join(block.section))
        if (moment.block, moment.start) not in borne
    ]
    moments = tuple(moment for is_annexed, moment in found if not is_annexed)
    annexed = tuple(moment for is_annexed, moment in found if is_annexed)
    return Dated(document, issue, title, moments, annexed, home)


def _find_title(draft: Draft, issued: date | None) -> TitlePeriod | None:
    """Return the period of the title, one without a year with the year that the day of issue gives it."""
    titled = [at for at, block in enumerate(draft.blocks) if block.kind == "title"]
    for at in titled or [at for at, one in enumerate(draft.blocks[:_FIRST]) if _TITLE.search(one.text)]:
        text = draft.blocks[at].text
        whole = draft.title or text
        is_report = _TOLD.search(whole) and not _PLANNED.search(whole) and ("通知" not in whole or "通报" in whole)
        periods = list(find_periods(text, bare_months=True)) if is_report else []
        for period in sorted(periods, key=lambda one: one.year is None):
            return TitlePeriod(at, period if period.year is not None else _give_year(period, issued))
    return None


def _give_year(period: Period, issued: date | None) -> Period:
    """Return a period with the latest year in which it had begun on the day of issue."""
    if issued is None:
        return period
    begun = date(issued.year, period.months[0], 1) <= issued
    return replace(period, year=issued.year if begun else issued.year - 1)
