"""A city over its counties, a province over its cities: the sums and places of a roll-up bulletin, from outputs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from govlib.bulletin.annexes import Annex
from govlib.figure_value import MISSING

if TYPE_CHECKING:
    from govlib.overview.view import Overview
    from govlib.workspace import Run

_TITLES = {"网站": "政府网站", "账号": "政务新媒体"}
_FULL = "100%"
_COUNTS = ("checked", "passed", "failed", "unconfirmed", "unknown")


@dataclass(frozen=True)
class SummedKind:
    """Websites or accounts over all places that may be added: counts, the rate, who is where, who is left apart."""

    title: str
    places: int
    checked: int
    passed: int
    failed: int
    unconfirmed: int
    unknown: int
    rate: str
    full: tuple[str, ...]
    others: str
    lacking: tuple[str, ...]
    apart: tuple[str, ...]


def open_view(run: Run) -> Overview:
    """Open the overview of the places within the run's; raises UserError where none has outputs."""
    from govlib.overview.view import open_overview  # noqa: PLC0415 - only a roll-up opens the memory

    return open_overview(run.place.slug, run.period_name, str(run.output_dir.parents[1]), interactive=False)


def sum_kinds(view: Overview) -> list[SummedKind]:
    """Return websites and accounts of the largest group of places that may be compared."""
    if not view.groups:
        return []
    found = (_sum(view, kind, view.groups[0]) for kind in _TITLES)
    return [one for one in found if one is not None]


def _sum(view: Overview, kind: str, group: str) -> SummedKind | None:
    whole = view.wholes.loc[view.wholes["kind"].eq(kind) & view.wholes["comparable_group"].eq(group)]
    if whole.empty or pd.isna(whole["denominator"].iloc[0]):
        return None
    row = whole.iloc[0]
    ranked = view.ranked.loc[view.ranked["kind"].eq(kind) & view.ranked["comparable_group"].eq(group)]
    is_full = ranked["numerator"].eq(ranked["denominator"])
    rest = ranked.loc[~is_full]
    added = view.added.loc[view.added["kind"].eq(kind)]
    counted = set(ranked["place"])
    same = added["comparable_group"].eq(group)
    counts = {name: 0 if pd.isna(row[name]) else int(row[name]) for name in _COUNTS}
    return SummedKind(
        title=_TITLES[kind],
        places=len(counted),
        **counts,
        rate=str(row["text"]),
        full=_names(ranked.loc[is_full, "place_name"]),
        others=_say_others(rest, is_all=not is_full.any()),
        lacking=_names(added.loc[same & ~added["place"].isin(counted) & added["text"].eq(MISSING), "place_name"]),
        apart=_names(added.loc[~same, "place_name"]),
    )


def _say_others(rest: pd.DataFrame, *, is_all: bool) -> str:
    """Return the places that are not at 100 % with their rates, best first; "" where there are none."""
    rates = [f"{name}{text}" for name, text in zip(rest["place_name"], rest["text"], strict=True)]
    if len(rates) == 1:
        return f"{rest['place_name'].iloc[0]}合格率为{rest['text'].iloc[0]}"
    return f"{'各地' if is_all else '其他地区'}合格率依次为：{'、'.join(rates)}" if rates else ""


def _names(column: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(name) for name in column))


def list_counties(run: Run, view: Overview, title: str) -> Annex:
    """Return the annex of places: one row a place, what was checked, passed and failed, its rates; best first."""
    group = view.groups[0] if view.groups else ""
    of_group = view.added.loc[view.added["comparable_group"].eq(group)]
    known_kinds = set(of_group.loc[of_group["text"].ne(MISSING), "kind"])
    titles = {kind: name for kind, name in _TITLES.items() if kind in known_kinds} or _TITLES
    ranked = view.ranked.loc[view.ranked["comparable_group"].eq(group)]
    best = [name for kind in titles for name in ranked.loc[ranked["kind"].eq(kind), "place_name"]]
    rows: dict[str, dict[str, object]] = {name: {"地区": name} for name in map(str, best)}
    for kind, name in titles.items():
        part = of_group.loc[of_group["kind"].eq(kind)]
        for row in part.itertuples():
            known = str(row.text) != MISSING
            rows.setdefault(str(row.place_name), {"地区": str(row.place_name)}).update(
                _cells(name, row.checked, row.passed, row.failed, str(row.text), known=known)
            )
    columns = ["地区", *(f"{name}{word}" for name in titles.values() for word in ("检查", "合格", "不合格", "合格率"))]
    table = pd.DataFrame(list(rows.values()), columns=columns, dtype="object").fillna("")
    scope = f"{run.place.name}，{run.period.title}"
    notes = ("合格率＝合格÷检查；缺数据的地区不计入合计。",)
    return Annex(title, scope, "各地检查成果", "个", notes, table, wide=True, sample=view.sample)


def _cells(name: str, checked: Any, passed: Any, failed: Any, rate: str, *, known: bool) -> dict[str, object]:
    counts = zip(("检查", "合格", "不合格"), (checked, passed, failed), strict=True)
    said = {f"{name}{word}": value if known and not pd.isna(value) else "" for word, value in counts}
    return {**said, f"{name}合格率": rate}
