"""What the rules are asked about: tables as loaded, subjects of each kind, rows as each kind reads them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd

from govlib.ascription import HOLDER, PROVENANCE, VAGUE, Flags, Holders
from govlib.catalog.measure_kinds import DaysSinceLast, Manual, RowMeasure
from govlib.catalog.places import Place
from govlib.catalog.rulesets import Indicator, Ruleset
from govlib.dated import DatedNumber, at
from govlib.measures.answers import Answer, Measured, Question
from govlib.measures.conclusions import measure_conclusions
from govlib.measures.kinds import measure
from govlib.subjects import list_accounts, list_region, list_sites, list_units
from govlib.units import UnitRegister
from govlib.workdays import OFFICIAL, Calendar

SUBJECT_KEYS: dict[str, tuple[str, ...]] = {
    "网站": ("site_code",), "账号": ("account_name", "platform"), "单位": ("unit",), "地区": (),
}  # fmt: skip
"""The columns by which the rows of a table name the subject they belong to; all rows are the region's."""
AUDIT_KEYS: dict[str, tuple[str, ...]] = {
    "网站": ("subject",), "账号": ("subject", "platform"), "单位": ("subject",), "地区": ("subject",),
}  # fmt: skip
"""The columns by which the audit table names the subject of each kind."""


@dataclass(frozen=True)
class Bench:
    """All that the rules are asked about: the tables as loaded, the place, the day, the files' hashes.

    ``start`` is the first day of the period; without it rules over the whole period can't be judged.
    """

    tables: Mapping[str, pd.DataFrame]
    place: Place
    register: UnitRegister
    day: date
    sha256_of: Mapping[str, str]
    start: date | None = None
    calendar: Calendar = OFFICIAL


def list_subjects(
    bench: Bench, ruleset: Ruleset, kinds: Collection[str] = ("网站", "账号", "单位", "地区")
) -> dict[str, pd.DataFrame]:
    """Return the subjects by kind (网站, 账号, 单位, 地区) or of some kinds only, one row a subject."""
    tables, register, judged = bench.tables, bench.register, ruleset.judged
    listers: dict[str, Callable[[], pd.DataFrame]] = {
        "网站": lambda: list_sites(tables, register, judged.get("网站", ()), bench.day, calendar=bench.calendar),
        "账号": lambda: list_accounts(tables, register, judged.get("账号", ()), bench.day, calendar=bench.calendar),
        "单位": lambda: list_units(tables, register),
        "地区": lambda: list_region(bench.place),
    }
    return {kind: lister() for kind, lister in listers.items() if kind in kinds}


def number_in_force(indicator: Indicator, place: Place, day: date) -> DatedNumber | None:
    """Return the limit in force: the place's own where it has one, as long as the rule itself is in force.

    A rule that states no number of its own is in force only where the place states one.
    """
    local = at([item for item in place.thresholds if item.indicator == indicator.id], day)
    if not indicator.thresholds:
        return local
    national = at(indicator.thresholds, day)
    return None if national is None else local or national


@dataclass(frozen=True)
class Panel:
    """The judged subjects of a kind, and what the tables hold of them, worked out once a table.

    ``holders`` are asked for the rows of tables, ``audited`` for those of the audit table.
    """

    kind: str
    holders: Holders
    audited: Holders
    views: dict[str, tuple[pd.DataFrame, Holders]] = field(default_factory=dict, repr=False, compare=False)
    audits: list[tuple[Holders, dict[str, pd.DataFrame]]] = field(default_factory=list, repr=False, compare=False)

    @property
    def subjects(self) -> pd.DataFrame:
        """Return the judged subjects, by position."""
        return self.holders.subjects


def seat(kind: str, subjects: pd.DataFrame) -> Panel:
    """Return the panel of the subjects of a kind that are judged."""
    asked = subjects.loc[subjects["judged"].to_numpy(dtype=bool)].reset_index(drop=True)
    return Panel(kind, Holders(asked, subjects, SUBJECT_KEYS[kind]), Holders(asked, subjects, AUDIT_KEYS[kind]))


def narrow(panel: Panel, chosen: Flags) -> Panel:
    """Return the panel of some of its subjects; of all of them, the very same."""
    if chosen.all():
        return panel
    fewer = panel.subjects.loc[chosen].reset_index(drop=True)
    registered, kind = panel.holders.registered, panel.kind
    return Panel(kind, Holders(fewer, registered, SUBJECT_KEYS[kind]), Holders(fewer, registered, AUDIT_KEYS[kind]))


def measure_indicator(indicator: Indicator, panel: Panel, bench: Bench, taken: pd.DataFrame) -> Measured | None:
    """Return what is measured of a panel, by the fallback for those of whom the measure says nothing.

    ``taken`` are rows (by their provenance) that other indicators have counted. None is: nobody can be judged.
    """
    measured: Measured | None = None
    for declared in indicator.measures:
        if isinstance(declared, Manual):
            one = measure_audits(indicator, panel, bench)
        else:
            question = ask(declared, panel, bench)
            one = None if question is None else measure(declared, _leave_out(question, taken))
        measured = one if measured is None else measured if one is None else _fill(measured, one)
    return measured


def measure_audits(indicator: Indicator, panel: Panel, bench: Bench) -> Measured | None:
    """Return what was entered in the audit table for an indicator; None where nothing was."""
    audits = bench.tables.get("audits")
    if audits is None:
        return None
    if not panel.audits:
        whole, holders = panel.audited.number(name_units(audits, panel.kind, bench.register))
        grouped = whole.groupby("indicator_code", sort=False)
        panel.audits.append((holders, {str(code): rows for code, rows in grouped}))
    holders, by_indicator = panel.audits[0]
    rows = by_indicator.get(indicator.id)
    return None if rows is None else measure_conclusions(rows, holders)


def name_units(audits: pd.DataFrame, kind: str, register: UnitRegister) -> pd.DataFrame:
    """Return the audits with the units of the register named as it names them."""
    if kind != "单位":
        return audits
    merged = {name: register.counted_as(name) for name in audits["subject"].dropna().unique()}
    return audits.assign(subject=audits["subject"].map(merged).astype("string"))


def rows_for(kind: str, rows: pd.DataFrame, register: UnitRegister) -> pd.DataFrame:
    """Return the rows of a table as a kind of subject reads them: for units, one row a unit that is named.

    A list of units is one row a unit, a group (所有县直单位和乡镇) its members, a phrase that names nobody (有关单位)
    all that it may mean, marked as ``VAGUE``; a registry names its host.
    """
    if kind != "单位" or "unit" in rows.columns:
        return rows
    if "units" in rows.columns:
        split = rows.assign(unit=rows["units"].str.split("、")).explode("unit", ignore_index=True)
        written = split["unit"].dropna().unique()
        vague = {name: meant for name in written if (meant := register.may_mean(name))}
        named = {name: vague.get(name) or register.members(name) or (register.counted_as(name),) for name in written}
        split[VAGUE] = split["unit"].isin(list(vague))
        spread = split.assign(unit=split["unit"].map(named)).explode("unit", ignore_index=True)
        spread["unit"] = spread["unit"].astype("string")
        # Who stands in a row both by name and by such a phrase is named.
        once = spread.sort_values(VAGUE, kind="stable").drop_duplicates(["unit", *PROVENANCE])
        return once.sort_index().reset_index(drop=True)
    merged = {name: register.counted_as(name) for name in rows["host_unit"].dropna().unique()}
    return rows.assign(unit=rows["host_unit"].map(merged).astype("string"))


def ask(declared: RowMeasure, panel: Panel, bench: Bench) -> Question | None:
    """Return what a measure is asked: the rows that its table has of a kind of subject; None without the table."""
    holders = panel.holders
    if declared.table not in bench.tables:
        if not isinstance(declared, DaysSinceLast) or declared.registry_date is None:
            return None
        columns = {name for condition in declared.where for name in condition.columns()}
        columns |= {*holders.keys, *declared.needs, *declared.needs_all, declared.date_column, *PROVENANCE}
        rows = pd.DataFrame({name: pd.Series(dtype="string") for name in sorted(columns)})
    else:
        if declared.table not in panel.views:
            whole = rows_for(panel.kind, bench.tables[declared.table], bench.register)
            panel.views[declared.table] = holders.number(holders.keep_attributable(whole))
        rows, holders = panel.views[declared.table]
    return Question(rows, holders, bench.day, bench.start, None, bench.calendar)


def _leave_out(question: Question, taken: pd.DataFrame) -> Question:
    return replace(question, taken=_is_among(question.rows, taken))


def _is_among(rows: pd.DataFrame, taken: pd.DataFrame) -> Flags | None:
    """Return for each row whether it is one of those taken; None where none is."""
    if taken.empty:
        return None
    places = pd.MultiIndex.from_frame(rows[list(PROVENANCE)].fillna(""))
    return places.isin(pd.MultiIndex.from_frame(taken[list(PROVENANCE)].fillna("")))


def _fill(first: Measured, other: Measured) -> Measured:
    """Return the first answers, and the other's where the first is unknown."""
    return replace(
        first, sure=_fill_answer(first.sure, other.sure), possible=_fill_answer(first.possible, other.possible)
    )


def _fill_answer(first: Answer, other: Answer) -> Answer:
    lacks = np.isnan(first.value)
    kept = first.evidence.loc[~lacks[first.evidence[HOLDER].to_numpy(dtype=np.int64)]]
    added = other.evidence.loc[lacks[other.evidence[HOLDER].to_numpy(dtype=np.int64)]]
    value, numerator, denominator = (
        np.where(lacks, theirs, mine)
        for mine, theirs in (
            (first.value, other.value),
            (first.numerator, other.numerator),
            (first.denominator, other.denominator),
        )
    )
    return Answer(value, numerator, denominator, pd.concat([kept, added], ignore_index=True))
