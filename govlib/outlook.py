"""Before the fall: subjects past an amber line though still within the limit, and what falls due in the next days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from govlib.ascription import HOLDER, PROVENANCE, Flags
from govlib.bench import Bench, Panel, list_subjects, measure_indicator, narrow, number_in_force, seat
from govlib.catalog.conditions import all_hold
from govlib.catalog.measure_checks import list_conditions
from govlib.catalog.measure_kinds import DaysSinceLast, Manual
from govlib.catalog.rulesets import Indicator, Ruleset
from govlib.compare import COMPARATORS
from govlib.dated import CONFIDENCE_NOTE, at
from govlib.finding_doubts import say_doubts
from govlib.findings import resolve_responsible, say_limit, say_value
from govlib.judging import PASS
from govlib.measures.answers import Measured
from govlib.proof import PROOF, list_proof
from govlib.workdays import PROVISIONAL

_WHO = ["subject_kind", "subject", "platform", "unit", "group", "indicator", "indicator_name", "status"]
AMBER_COLUMNS = [*_WHO, "value_text", "amber_text", "limit_text", "words", "act", "seen", *PROOF]
DUE_COLUMNS = [*_WHO, "due_kind", "last_day", "days_left", "value_text", "limit_text", *PROOF]
SUBJECT_FALLS, ITEM_DUE = "对象将不合格", "条目将超期"
_DRIVEN_BY_TIME = frozenset({"before_window", "older_than", "older_than_column", "later_than"})


def list_amber(findings: pd.DataFrame, rulesets: Sequence[Ruleset], day: date) -> pd.DataFrame:
    """Return one row a subject that passes a rule but is past its amber line; columns as in ``AMBER_COLUMNS``.

    The line and its source are the indicator's ``warnings`` in force on the day; ``limit_text`` is the limit itself.
    """
    frames: list[pd.DataFrame] = []
    for ruleset in rulesets:
        for indicator in ruleset.indicators.values():
            line = at(indicator.warnings, day)
            if line is None:
                continue
            mine = findings.loc[findings["indicator"].eq(indicator.id) & findings["ruleset"].eq(ruleset.id)]
            comparator = COMPARATORS[line.warns_when or indicator.fails_when]
            past = mine.loc[mine["outcome"].eq(PASS) & comparator.breaks(mine["value"], line.value or 0)]
            if past.empty:
                continue
            standard = COMPARATORS[indicator.fails_when].phrase
            said = past.assign(
                amber_text=f"{comparator.phrase}{say_limit(line.value, indicator.unit)}",
                limit_text=[f"{standard}{say_limit(limit, indicator.unit)}" for limit in past["threshold"]],
                words=line.words,
                act=f"{line.source.act} {line.source.part}".strip(),
                seen=CONFIDENCE_NOTE[line.source.seen],
            )
            frames.append(said[AMBER_COLUMNS])
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=AMBER_COLUMNS)


def list_due(bench: Bench, rulesets: Sequence[Ruleset], within_days: int) -> pd.DataFrame:
    """Return what falls due within some days of the inspection day if nothing more happens; as in ``DUE_COLUMNS``.

    ``对象将不合格`` is one row a subject and indicator that fails from the day after ``last_day`` on; ``条目将超期``
    one row a subject, indicator and day on which rows (a message, a ticket, a column) are in time for the last time.
    What was updated or answered after the inspection day, as far as the export knows it, is not due.
    """
    found: list[dict[str, object]] = []
    for ruleset in rulesets if within_days else ():
        if not ruleset.is_in_force(bench.day):
            continue
        panels = {kind: seat(kind, each) for kind, each in list_subjects(bench, ruleset).items() if len(each)}
        for indicator in ruleset.indicators.values():
            limit = number_in_force(indicator, bench.place, bench.day)
            if limit is not None and is_driven_by_time(indicator) and indicator.subject in panels:
                panel = _choose(indicator, panels[indicator.subject], bench)
                found += _look_ahead(_Watch(bench, indicator, float(limit.value or 0), panel), within_days)
    due = pd.DataFrame(found, columns=DUE_COLUMNS)
    return due.sort_values(["last_day", "indicator", "subject", "platform", "due_kind"], ignore_index=True)


def is_driven_by_time(indicator: Indicator) -> bool:
    """Tell whether an indicator can come to fail by the mere passing of days."""
    if any(isinstance(measure, DaysSinceLast) for measure in indicator.measures):
        return True
    return any(
        condition.test in _DRIVEN_BY_TIME
        for measure in indicator.measures
        if not isinstance(measure, Manual)
        for conditions in list_conditions(measure).values()
        for condition in conditions
    )


@dataclass(frozen=True)
class _Watch:
    """One indicator with its limit, and the panel of those whom it surely asks."""

    bench: Bench
    indicator: Indicator
    limit: float
    panel: Panel

    @property
    def asked(self) -> pd.DataFrame:
        """Return the subjects that the indicator surely asks."""
        return self.panel.subjects

    def on(self, day: date) -> Measured | None:
        """Return what would be measured on a day if nothing more happened."""
        later = replace(self.bench, day=day)
        return measure_indicator(self.indicator, self.panel, later, pd.DataFrame(columns=list(PROVENANCE)))

    def say_last_day(self, place: int, days_left: int) -> str:
        """Return the last day in time, marked where it was counted through working days not yet published."""
        last = self.bench.day + timedelta(days_left)
        doubt = say_doubts(self.indicator, self.panel, replace(self.bench, day=last + timedelta(1)))[place]
        return f"{last.isoformat()}{PROVISIONAL if doubt else ''}"

    def fails(self, measured: Measured) -> Flags:
        """Return for each subject whether it surely fails."""
        breaks = COMPARATORS[self.indicator.fails_when].breaks(measured.sure.value, self.limit)
        fallen: Flags = np.asarray(breaks & ~np.isnan(measured.sure.value), dtype=bool)
        return fallen


def _choose(indicator: Indicator, panel: Panel, bench: Bench) -> Panel:
    """Return the panel of those whom an indicator surely asks; where that is all, the one at hand."""
    subjects = panel.subjects
    mine = all_hold(subjects, indicator.applies_when, bench.day, calendar=bench.calendar)
    if indicator.responsible:
        named, _ = resolve_responsible(indicator.responsible, bench.register)
        mine &= subjects["unit"].isin(named).astype(bool)
    return narrow(panel, mine.to_numpy(dtype=bool))


def _look_ahead(watch: _Watch, within_days: int) -> Iterator[dict[str, object]]:
    """Yield what falls due of one indicator, day by day; most indicators have nothing due and are asked twice."""
    asked, day = watch.asked, watch.bench.day
    before = watch.on(day) if len(asked) else None
    last = watch.on(day + timedelta(within_days)) if before is not None else None
    if before is None or last is None or not _differ(watch, before, last):
        return
    for ahead in range(1, within_days + 1):
        after = watch.on(day + timedelta(ahead))
        if after is None:
            return
        yield from _fallen(watch, asked, before, after, ahead - 1)
        yield from _items(watch, asked, before, after, ahead - 1)
        before = after


def _differ(watch: _Watch, before: Measured, after: Measured) -> bool:
    return bool((watch.fails(before) != watch.fails(after)).any()) or len(_new_rows(before, after)) > 0


def _fallen(
    watch: _Watch, asked: pd.DataFrame, before: Measured, after: Measured, days_left: int
) -> Iterator[dict[str, object]]:
    fallen = np.flatnonzero(watch.fails(after) & ~watch.fails(before))
    proof = list_proof(after.sure.evidence, len(asked), watch.bench.sha256_of) if len(fallen) else []
    for place in fallen.tolist():
        answer = after.sure
        parts = (answer.value[place], answer.numerator[place], answer.denominator[place])
        said = say_value(*parts, watch.indicator.unit)
        yield _tell(watch, asked, place, days_left) | {
            "due_kind": SUBJECT_FALLS,
            "value_text": said,
            **dict(zip(PROOF, proof[place], strict=True)),
        }


def _items(
    watch: _Watch, asked: pd.DataFrame, before: Measured, after: Measured, days_left: int
) -> Iterator[dict[str, object]]:
    if any(isinstance(measure, DaysSinceLast) for measure in watch.indicator.measures):
        return
    new = _new_rows(before, after)
    if new.empty:
        return
    proof = list_proof(new, len(asked), watch.bench.sha256_of)
    for place, count in new[HOLDER].value_counts(sort=False).sort_index().items():
        yield _tell(watch, asked, int(str(place)), days_left) | {
            "due_kind": ITEM_DUE,
            "value_text": f"{count}条",
            **dict(zip(PROOF, proof[int(str(place))], strict=True)),
        }


def _new_rows(before: Measured, after: Measured) -> pd.DataFrame:
    """Return the rows that prove a failing after, and didn't before."""
    keys = [HOLDER, *PROVENANCE]
    old = pd.MultiIndex.from_frame(before.sure.evidence[keys].fillna(""))
    rows = after.sure.evidence[keys]
    kept: pd.DataFrame = rows.loc[~pd.MultiIndex.from_frame(rows.fillna("")).isin(old)].drop_duplicates()
    return kept


def _tell(watch: _Watch, asked: pd.DataFrame, place: int, days_left: int) -> dict[str, object]:
    indicator, row = watch.indicator, asked.iloc[place]
    phrase = COMPARATORS[indicator.fails_when].phrase
    return {
        "subject_kind": indicator.subject,
        **{name: row[name] for name in ("subject", "platform", "unit", "group")},
        "indicator": indicator.id,
        "indicator_name": indicator.name,
        "status": indicator.status,
        "last_day": watch.say_last_day(place, days_left),
        "days_left": days_left,
        "limit_text": f"{phrase}{say_limit(watch.limit, indicator.unit)}",
    }
