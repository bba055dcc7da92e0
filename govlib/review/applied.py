"""Decisions about findings: put in before verdicts, scores, rankings, figures and problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from govlib.catalog.tables import TableDeclaration
from govlib.judging import FAIL, NOT_APPLICABLE, PASS, REVIEW
from govlib.ledger.states import CONFIRMED
from govlib.review.decision import CONFIRM, DISMISS, MERGE
from govlib.review.decision import NOT_APPLICABLE as APPLIES_NOT
from govlib.review.evidence import hash_findings, state_of_finding
from govlib.review.rows import name_unit, say_refused, say_unknown_unit
from govlib.review.rulings import TAKES_OUT, Book, Item, Ruling, say_verdict
from govlib.units import UnitRegister

REVIEWED, FOUND_OUTCOME = "reviewed", "found_outcome"
_OUTCOME = {CONFIRM: FAIL, DISMISS: PASS, APPLIES_NOT: NOT_APPLICABLE, MERGE: NOT_APPLICABLE}
_OPEN = (FAIL, REVIEW)
Findings = pd.DataFrame


@dataclass(frozen=True)
class SettledFindings:
    """The findings after review, with ``REVIEWED`` and ``FOUND_OUTCOME``; what is in force by key.

    ``decided`` has the units as registered, by which verdicts and scores know their subjects, ``findings`` those that
    a person reassigned. ``faults`` are sentences about decisions that could not be applied.
    """

    decided: Findings
    findings: Findings
    rulings: dict[str, Ruling] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def choose_findings(found: Findings) -> Findings:
    """Return the findings that are items of review: what fails or waits by an active rule."""
    is_open = found["outcome"].isin(_OPEN) & found["status"].eq("active") & found["part"].ne("bonus")
    return found.loc[is_open.to_numpy(dtype=bool)]


def ask_findings(
    found: Findings, tables: Mapping[str, pd.DataFrame], declared: Mapping[str, TableDeclaration]
) -> list[Item]:
    """Return what rulings about findings are asked with, one a finding; ``tables`` are those that they rest on."""
    evidence = hash_findings(found, tables, declared)
    states = state_of_finding(found, evidence)
    return [Item(*each) for each in zip(found["key"].astype(str), evidence, states, strict=True)]


def settle_findings(
    found: Findings,
    ask: Callable[[Findings], list[Item]],
    book: Book,
    register: UnitRegister,
    other_keys: Callable[[set[str]], set[str]],
) -> SettledFindings:
    """Return the findings with what was decided about them; without decisions, as the rules found them.

    属实 turns 待复核 into 不合格, 误报 and 不适用 give 合格 and 不适用, 并入 leaves 不适用 and counts under its target
    only; 改派 changes the responsible unit. ``ask`` gives the items of findings; ``other_keys`` returns, of
    the keys wanted as targets, what rows and texts there are.
    """
    marked = _mark(found)
    open_ones = choose_findings(found)
    mine = open_ones.loc[open_ones["key"].isin(book.keys()).to_numpy(dtype=bool)] if book else open_ones.iloc[:0]
    if mine.empty:
        return SettledFindings(marked, marked)
    rulings = book.rule(ask(mine))
    refused = _refuse_merges(rulings, open_ones, other_keys)
    faults = [say_refused(key, to) for key, to in sorted(refused.items())]
    rulings = {key: ruling.without_outcome() if key in refused else ruling for key, ruling in rulings.items()}
    names = dict(zip(open_ones["key"], _say_subject(open_ones), strict=True))
    # A key may be that of two findings, of two rulesets; only those that are items are decided about.
    at = marked.index[marked["key"].isin(rulings) & marked.index.isin(open_ones.index)]
    decided = marked.copy()
    for place in at:
        ruling = rulings[str(marked.loc[place, "key"])]
        if ruling.settled.outcome is not None:
            reason = str(marked.loc[place, "reason"])
            decided.loc[place, ["outcome", REVIEWED, "reason"]] = (
                _OUTCOME[ruling.kind],
                ruling.word,
                _say_reason(ruling, reason, str(marked.loc[place, "outcome"]), names),
            )
    units = dict(_list_units(rulings, register))
    faults += [say_unknown_unit(key, rulings[key].settled.unit.to) for key, unit in units.items() if unit is None]  # type: ignore[union-attr]
    return SettledFindings(decided, _reassign(decided, at, units, register), rulings, tuple(faults))


def settle_problems(problems: pd.DataFrame, rulings: Mapping[str, Ruling], register: UnitRegister) -> pd.DataFrame:
    """Return the open problems with the severity and the unit that a person gave them; 属实 makes them 已确认."""
    mine = {key: rulings[key] for key in problems["key"].dropna().unique() if key in rulings}
    levels = {key: ruling.settled.severity.to for key, ruling in mine.items() if ruling.settled.severity}
    units = {key: unit for key, unit in _list_units(mine, register) if unit is not None}
    confirmed = {key: CONFIRMED for key, ruling in mine.items() if ruling.kind == CONFIRM}
    if not levels and not units and not confirmed:
        return problems
    result = problems.copy()
    for column, new in (("severity", levels), ("unit", units), ("state", confirmed)):
        said = zip(problems["key"], problems[column], strict=True)
        result[column] = pd.Series([new.get(key, own) for key, own in said], index=problems.index, dtype="string")
    return result.drop_duplicates(ignore_index=True) if units else result


def forget_passes(found: Findings, indicators: set[str], why: str) -> Findings:
    """Return the findings without the passes of some indicators: the list that would prove them wasn't delivered."""
    passed = (found["indicator"].isin(indicators) & found["outcome"].eq(PASS)).to_numpy(dtype=bool)
    if not passed.any():
        return found
    result = found.copy()
    result.loc[passed, ["outcome", "value_text", "reason"]] = ("缺数据", "", why)
    result.loc[passed, ["value", "numerator", "denominator"]] = float("nan")
    return result


def _mark(found: Findings) -> Findings:
    place = list(found.columns).index("outcome") + 1
    marked = found.copy()
    marked.insert(place, FOUND_OUTCOME, found["outcome"])
    marked.insert(place, REVIEWED, "")
    return marked


def _refuse_merges(
    rulings: Mapping[str, Ruling], open_ones: Findings, other_keys: Callable[[set[str]], set[str]]
) -> dict[str, str]:
    """Return the merges whose target is not there or counts nowhere itself, with that target."""
    merges = {key: ruling.target for key, ruling in rulings.items() if ruling.target}
    if not merges:
        return {}
    taken = {key for key, ruling in rulings.items() if ruling.kind in TAKES_OUT}
    live = (set(open_ones["key"]) | other_keys(set(merges.values()))) - taken
    return {key: to for key, to in merges.items() if to not in live}


def _say_reason(ruling: Ruling, reason: str, before: str, names: Mapping[str, str]) -> str:
    said = say_verdict(ruling)
    if ruling.kind == CONFIRM:
        return f"{reason}（{said}）"
    if ruling.target:
        return f"{said}：{names.get(ruling.target, ruling.target)}；原判{before}：{reason}"
    return f"{said}；原判{before}：{reason}"


def _say_subject(findings: Findings) -> Iterator[str]:
    columns = (findings[name].fillna("").astype(str) for name in ("indicator", "subject", "platform"))
    for indicator, subject, platform in zip(*columns, strict=True):
        yield f"{indicator} {subject}" + (f"（{platform}）" if platform else "")


def _list_units(rulings: Mapping[str, Ruling], register: UnitRegister) -> Iterator[tuple[str, str | None]]:
    for key, ruling in rulings.items():
        if ruling.settled.unit is not None:
            yield key, name_unit(ruling.settled.unit.to, register)


def _reassign(decided: Findings, at: pd.Index, units: Mapping[str, str | None], register: UnitRegister) -> Findings:
    """Return the findings with their responsible units; the group of a unit's own finding goes with it."""
    if not any(units.values()):
        return decided
    result = decided.copy()
    for place in at:
        unit = units.get(str(decided.loc[place, "key"]))
        if unit is not None:
            result.loc[place, "unit"] = unit
            if decided.loc[place, "subject_kind"] == "单位":
                result.loc[place, "group"] = register.group(unit)
    return result
