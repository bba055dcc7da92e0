"""Error reports and simulated enquiries as problems: those not answered in time, not to be submitted, or evaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from govlib.catalog.conditions import Condition, all_hold
from govlib.catalog.places import Period
from govlib.catalog.replies import UNSEEN, ReplyFault, ReplyLimit, ReplyRule, is_in_force
from govlib.dated import CONFIDENCE_NOTE
from govlib.review.decision import CONFIRM, DISMISS, KINDS
from govlib.workdays import Calendar

if TYPE_CHECKING:
    from govlib.workspace import Run

Rows = frozenset[tuple[str, str, int]]
"""Rows of exports: file, sheet, row as the spreadsheet numbers it."""
PROVENANCE = ("source_file", "source_sheet", "source_row")
_LONGEST_GAP = 31
_TEXT: Literal["string"] = "string"
REPLY_COLUMNS = ["unit", "said_of", "problem", "outcome", "act", "file", "sheet", "row"]
_SHOWN_AS = {"basis": "act", "source_file": "file", "source_sheet": "sheet", "source_row": "row"}
_CONFIRMED, _DISMISSED = KINDS[CONFIRM], KINDS[DISMISS]
_OF_SITES = ("网站", "账号")


@dataclass(frozen=True)
class Moment:
    """When is judged: on ``day``, by which calendar; what was over before ``since`` was an earlier period's matter."""

    day: date
    since: date
    calendar: Calendar


def moment_of(period: Period, earlier: Sequence[Period], calendar: Calendar) -> Moment:
    """Return when a period judges: what fell due from the day after the last inspection on is its own matter.

    Without an inspection in the month before it, what fell due from its first day on.
    """
    last = max((one.inspection_day for one in earlier), default=date.min)
    is_near = timedelta(0) <= period.start - last <= timedelta(days=_LONGEST_GAP)
    inside = period.start <= last < period.inspection_day
    since = last + timedelta(days=1) if is_near or inside else period.start
    return Moment(period.inspection_day, since, calendar)


def judge_replies(table: pd.DataFrame, rule: ReplyRule, moment: Moment) -> pd.DataFrame:
    """Return the rows of a table that break the rule, with ``problem``, ``basis``, ``outcome`` and ``is_new``.

    What is still undone is a problem each time; what was done too late, or answered evasively, only in the period in
    which it fell due (``is_new``). Where only texts that nobody has seen (recalled) speak against a row, it is 待复核
    until a person has confirmed it.
    """
    asked = table.loc[all_hold(table, rule.only, moment.day, calendar=moment.calendar)]
    said = asked.get("review_result", pd.Series(pd.NA, index=asked.index, dtype=_TEXT))
    is_kept = ~said.eq(_DISMISSED).fillna(value=False)
    asked, said = asked.loc[is_kept], said.loc[is_kept]
    blank = pd.Series("", index=asked.index, dtype=_TEXT)
    problem, basis = blank, blank
    seen = said.eq(_CONFIRMED).fillna(value=False).astype(bool)
    current = pd.Series(data=False, index=asked.index)
    for stated, breaks, is_own, doubt in _each_break(asked, rule, moment):
        note = CONFIDENCE_NOTE[stated.source.seen].partition("（")[0]
        words = stated.problem + (f"（{note}）" if note else "")
        problem = problem.where(~breaks, problem + "；" + words + doubt)
        act = f"{stated.source.act} {stated.source.part}".strip()
        is_told = basis.str.contains(act, regex=False)
        basis = basis.where(~breaks | is_told, basis + f"；{act}")
        seen |= breaks & (stated.source.seen != UNSEEN)
        current |= is_own
    found = problem.ne("")
    outcome = pd.Series(np.where(seen, "不合格", "待复核"), index=asked.index, dtype=_TEXT)
    judged = asked.assign(problem=problem.str[1:], basis=basis.str[1:], outcome=outcome, is_new=current)
    return judged.loc[found]


def _each_break(
    rows: pd.DataFrame, rule: ReplyRule, moment: Moment
) -> Iterator[tuple[ReplyLimit | ReplyFault, pd.Series, pd.Series, pd.Series]]:
    """Yield what is in force with the rows that break it, those of them that are this period's, and what is 暂定."""
    began = pd.to_datetime(rows[rule.began]).dt.normalize()
    nothing = pd.Series("", index=rows.index, dtype=_TEXT)
    first = pd.Timestamp(moment.since)
    overdue = pd.Series(data=False, index=rows.index)
    for limit in sorted(rule.limits, key=lambda one: -_length(one)):
        if not is_in_force(limit, moment.day):
            continue
        late = Condition(column=rule.done, later_than=rule.began, allowing=limit.within)
        # the longest limit that is broken says it all
        breaks = all_hold(rows, (*limit.only, late), moment.day, calendar=moment.calendar) & ~overdue
        overdue |= breaks
        last = moment.calendar.last_day_in_time(rows[rule.began], limit.within)
        open_still = all_hold(
            rows, (Condition(column=rule.done, happened=False),), moment.day, calendar=moment.calendar
        )
        doubt = moment.calendar.say_each_provisional(began, last) if limit.within.workdays else nothing
        yield limit, breaks, breaks & (open_still | last.ge(first)), doubt
    for fault in rule.faults:
        if is_in_force(fault, moment.day):
            breaks = all_hold(rows, fault.where, moment.day, calendar=moment.calendar)
            day = pd.to_datetime(rows[rule.done]).dt.normalize().fillna(began)
            yield fault, breaks, breaks & (day.isna() | day.ge(first)), nothing


def _length(limit: ReplyLimit) -> int:
    span = limit.within
    return span.workdays or span.days + 31 * span.months + 366 * span.years


def name_sites(rows: pd.DataFrame, rule: ReplyRule, sites: pd.DataFrame | None) -> pd.DataFrame:
    """Return for each row ``site`` (the registry's name, or as written) and ``host`` (its unit), blank if unknown."""
    site = pd.Series(pd.NA, index=rows.index, dtype=_TEXT)
    host = site
    for column in rule.site_by:
        written = rows[column].astype(_TEXT)
        if sites is not None and len(sites):
            known = sites.dropna(subset=[column]).drop_duplicates(column).set_index(column, drop=False)
            site = site.fillna(written.map(known["site_name"]).astype(_TEXT))
            host = host.fillna(written.map(known["host_unit"]).astype(_TEXT))
        if column == "site_name":
            site = site.fillna(written)
    return pd.DataFrame({"site": site, "host": host})


def replies_of(run: Run) -> pd.DataFrame:
    """Return the matters of a run that break a rule of replies, those of earlier periods that are done among them."""
    earlier = [run.place.periods[name] for name in run.earlier_names]
    moment = moment_of(run.period, earlier, run.calendar)
    return list_replies(run.delivered, run.catalog.replies, moment, run.register.counted_as)


def list_reply_problems(run: Run) -> pd.DataFrame:
    """Return the matters of a run that are this period's, or still open, one row each; columns of ``REPLY_COLUMNS``.

    Beside them ``table`` says which list they stand in.
    """
    found = replies_of(run)
    columns = ["table", *REPLY_COLUMNS]
    if found.empty:
        return pd.DataFrame(columns=columns)
    found = found.loc[found["is_new"]].rename(columns=_SHOWN_AS)[columns]
    return found.sort_values(["table", "unit", "said_of"], ignore_index=True)


def list_replies(
    tables: Mapping[str, pd.DataFrame],
    rules: Mapping[str, ReplyRule],
    moment: Moment,
    counted_as: Callable[[str], str] = str,
) -> pd.DataFrame:
    """Return one row a matter that breaks a rule, of all tables, by table.

    Its columns are the table's with ``table``, ``topic``, ``site``, ``unit`` and ``said_of``, which is the matter as a
    person names it: 甲镇网（县长信箱，CS-302）.
    """
    parts = []
    for name, rule in rules.items():
        if name not in tables or rule.done not in tables[name]:
            continue
        judged = judge_replies(tables[name], rule, moment)
        named = name_sites(judged, rule, tables.get("sites"))
        own = judged["unit"] if "unit" in judged else pd.Series(pd.NA, index=judged.index, dtype=_TEXT)
        words = [judged[column].fillna("").tolist() for column in (*rule.about, rule.code)]
        said = ["，".join(str(word) for word in row if word) for row in zip(*words, strict=True)]
        site = named["site"].fillna(rule.name)
        host = named["host"].map(counted_as, na_action="ignore").astype(_TEXT)
        said_of = site + "（" + pd.Series(said, index=judged.index, dtype=_TEXT) + "）"
        known = {"site": named["site"], "unit": own.fillna(host), "said_of": said_of}
        parts.append(judged.assign(**known).assign(table=name, topic=rule.topic))
    kept = [part for part in parts if len(part)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame()


def without_told(replies: pd.DataFrame, findings: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return matters and findings so that nothing is told twice.

    A matter that proves a finding of a website or account is told by that one; a finding of a unit or of the place all
    of whose rows are such matters is told by them, row by row.
    """
    if replies.empty or findings.empty:
        return replies, findings
    every = _rows_of(replies)
    proofs = [rows_of_proof(*one) for one in zip(*(findings[name] for name in _PROOF), strict=True)]
    of_sites = findings["subject_kind"].isin(_OF_SITES).tolist()
    told = frozenset().union(*(proof for proof, of_site in zip(proofs, of_sites, strict=True) if of_site))
    kept = [of_site or not proof or not proof <= every for proof, of_site in zip(proofs, of_sites, strict=True)]
    own = [place not in told for place in _places(replies)]
    return replies.loc[own], findings.loc[kept]


_PROOF = ("evidence_file", "evidence_sheet", "evidence_rows")


def rows_of_proof(files: str, sheets: str, rows: str) -> Rows:
    """Return the rows that a finding names as its proof, as ``proof.list_proof`` writes them."""
    places = zip(files.split("|"), sheets.split("|"), rows.split("|"), strict=False)
    return frozenset(
        (file, sheet, int(row)) for file, sheet, numbers in places for row in numbers.split(";") if row.isdigit()
    )


def _places(rows: pd.DataFrame) -> list[tuple[str, str, int]]:
    file, sheet, row = (rows[name] for name in PROVENANCE)
    return list(zip(file.fillna("").astype(str), sheet.fillna("").astype(str), row.astype(int), strict=True))


def _rows_of(rows: pd.DataFrame) -> Rows:
    return frozenset(_places(rows))
