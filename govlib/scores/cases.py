"""The sheet of each scored subject before it is added up: what every indicator costs, which vetoes fail or are open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from govlib.catalog.conditions import all_hold
from govlib.catalog.places import Scope
from govlib.catalog.rulesets import Indicator
from govlib.catalog.score_models import Points, Reduced, ScoreModel
from govlib.findings import sort_by_need
from govlib.judging import FAIL, REVIEW, UNKNOWN
from govlib.scores.blocks import list_blocks, part_of
from govlib.scores.entries import CLEAN, Entry, read_entries
from govlib.scores.occasion import Occasion
from govlib.scores.points import at_day, exact
from govlib.scores.pricing import NOT_COUNTED, Case, Found, Priced, price
from govlib.scores.worksheet import PART_NAMES

_Key = tuple[str, str, str]
_SCORED = ("deduction", "bonus")


@dataclass(frozen=True)
class Veto:
    """A veto that fails or is open, with its row of the worksheet."""

    indicator: str
    outcome: str
    row: Mapping[str, object]


@dataclass(frozen=True)
class Sheet:
    """One subject while it is scored: who it is, what was priced, its vetoes.

    ``reduced`` is the model's where a block is not asked of it.
    """

    subject: Mapping[str, object]
    priced: Sequence[Priced] = ()
    vetoes: Sequence[Veto] = ()
    reduced: Reduced | None = None

    @property
    def failed(self) -> list[Veto]:
        """Return the vetoes that fail."""
        return [one for one in self.vetoes if one.outcome == FAIL]


def fill_sheets(model: ScoreModel, occasion: Occasion) -> Iterator[Sheet]:
    """Yield a filled sheet for each subject that the model scores, in the order of the registry."""
    kind, bench, day = model.subject, occasion.bench, occasion.bench.day
    asked = occasion.judged(kind)
    if asked.empty:
        return
    entries = read_entries(occasion.audits, kind, asked, occasion.subjects[kind], bench.register)
    is_scored = all_hold(asked, model.scored_when, day, calendar=bench.calendar)
    reduced = model.reduced
    is_reduced = all_hold(asked, reduced.when, day, calendar=bench.calendar) if reduced else is_scored & False
    findings = occasion.findings_of(kind)
    found = _index(findings.loc[findings["part"].isin(_SCORED)])
    vetoes = _index_vetoes(findings, occasion.scopes.get(kind))
    asks = (one for one in occasion.main.indicators.values() if one.subject == kind and one.part in _SCORED)
    prices = [_Price(one, at_day(one.points, day), model) for one in sorted(asks, key=_in_order)]
    codes = dict.fromkeys([*(one.indicator.id for one in prices), *list_blocks(occasion.main, kind)])
    named = asked[["subject", "platform", "unit", "group"]].astype("string").fillna("")
    for position, row in enumerate(named.to_dict("records")):
        if not is_scored.iloc[position]:
            continue
        reduced = model.reduced if is_reduced.iloc[position] else None
        mine = {code: entries.get((position, code), []) for code in codes}
        head = {str(name): str(value) for name, value in row.items()}
        key = _key_of(head)
        of_subject = {name: by_key[key] for name, by_key in found.items() if key in by_key}
        priced = list(_price_all(prices, of_subject, mine, reduced))
        yield Sheet(head, priced, vetoes.get(key, []), reduced)


def _in_order(indicator: Indicator) -> list[tuple[str, int]]:
    """Return by what indicators are sorted, so that D-2 stands before D-10."""
    return [(word, int(number or 0)) for word, number in re.findall(r"(\D*)(\d*)", indicator.id)]


@dataclass(frozen=True)
class _Price:
    """An indicator with the points in force on the day, None before the first."""

    indicator: Indicator
    points: Points | None
    model: ScoreModel

    @property
    def part(self) -> str:
        """Return the part of the score that a deduction belongs to."""
        return part_of(self.indicator.block)

    @property
    def gives(self) -> bool:
        return self.indicator.part == "bonus"

    @property
    def whole(self) -> Fraction:
        """Return what the whole part has, or all bonus."""
        return exact((self.model.bonus or 0) if self.gives else self.model.part(self.part).points)


def _price_all(
    prices: Sequence[_Price],
    found: Mapping[str, Found],
    entries: Mapping[str, Sequence[Entry]],
    reduced: Reduced | None,
) -> Iterator[Priced]:
    """Yield what every indicator in force costs or gives one subject, those that count no row twice priced last."""
    charged: dict[str, dict[str, str]] = {}
    priced: dict[str, Priced] = {}
    by_id = {one.indicator.id: one for one in prices}
    for indicator in sort_by_need(one.indicator for one in prices):
        one, name = by_id[indicator.id], indicator.id
        if one.points is None or name not in found:
            continue
        case = Case(
            indicator=indicator,
            points=one.points,
            found=found[name],
            entries=entries[name],
            whole=one.whole,
            cleared=None if one.gives else _clearing(entries, (indicator.block, one.part)),
            charged={url: by for other in indicator.not_twice_with for url, by in charged.get(other, {}).items()},
            skipped=_say_skipped(indicator, reduced),
        )
        priced[name] = price(case)
        charged[name] = {line.url: name for line in priced[name].lines if line.url}
    yield from (priced[name] for name in by_id if name in priced)


def _clearing(entries: Mapping[str, Sequence[Entry]], names: Sequence[str]) -> Entry | None:
    """Return the entry that says of the whole block, or part, that nothing else was found."""
    for name in names:
        for one in entries.get(name, ()):
            if one.conclusion == CLEAN and one.is_certain and not one.written:
                return one
    return None


def _say_skipped(indicator: Indicator, reduced: Reduced | None) -> str:
    if reduced is None or indicator.part == "bonus":
        return ""
    part, _, block = indicator.block.partition("·")
    if part != reduced.part or not {indicator.block, block} & set(reduced.skips):
        return ""
    return f"无对外服务职能，“{block or part}”不检查"


def _index(findings: pd.DataFrame) -> dict[str, dict[_Key, Found]]:
    """Return what was found by indicator and subject."""
    index: dict[str, dict[_Key, Found]] = {}
    for row in _dicts(findings):
        found = Found(
            outcome=str(row["outcome"]),
            value=float("nan") if pd.isna(row["value"]) else float(row["value"]),
            value_text=str(row["value_text"]),
            problem=str(row["problem"]),
            reason=str(row["reason"]),
            evidence=str(row["evidence"]),
            seen=str(row["seen"]),
        )
        index.setdefault(str(row["indicator"]), {})[_key_of(row)] = found
    return index


def _index_vetoes(findings: pd.DataFrame, scope: Scope | None) -> dict[_Key, list[Veto]]:
    """Return the vetoes that count (active, in scope) and fail or are open, by subject."""
    counts = findings["part"].eq("veto") & findings["status"].eq("active")
    counts &= findings["outcome"].isin([FAIL, REVIEW, UNKNOWN])
    if scope is not None and scope.rules:
        counts &= findings["indicator"].isin(scope.rules)
    vetoes: dict[_Key, list[Veto]] = {}
    for row in _dicts(findings.loc[counts]):
        shown = {
            "indicator": row["indicator"],
            "indicator_name": row["indicator_name"],
            "part": PART_NAMES["veto"],
            "why": row["reason"],
            "value_text": row["value_text"],
            "counted": NOT_COUNTED,
            "act": row["act"],
            "seen": row["seen"],
            "evidence": row["evidence"],
        }
        veto = Veto(str(row["indicator"]), str(row["outcome"]), shown)
        vetoes.setdefault(_key_of(row), []).append(veto)
    return vetoes


def _dicts(findings: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = [str(name) for name in findings.columns]
    for values in findings.itertuples(index=False, name=None):
        yield dict(zip(names, values, strict=True))


def _key_of(row: Mapping[str, Any]) -> _Key:
    subject, platform, unit = ("" if pd.isna(row[name]) else str(row[name]) for name in ("subject", "platform", "unit"))
    return subject, platform, unit
