"""The tables of an overview as page and workbook both print them: shaped, in order, without links."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from govlib.overview.kinds import KINDS, RECTIFICATION, Kind
from govlib.overview.rates import KNOWN, WHOLE
from govlib.overview.view import Overview

_COUNT_NAMES = {"checked": "checked_count", "passed": "passed_count", "failed": "failed_count",
                "unconfirmed": "unconfirmed_count", "unknown": "unknown_count"}  # fmt: skip
_SUBJECT_COLUMNS = ["subject_kind", "subject", "platform", "indicator", "indicator_name"]


def rate_column(kind: str) -> str:
    """Return the name of the column that holds a kind's rate as printed."""
    return "rectified_rate" if kind == RECTIFICATION else "pass_rate"


def table_regions(view: Overview, kind: str) -> pd.DataFrame:
    """Return one row a group and region, and 合计 of each group: places, counts, the rate, places without data."""
    regions = view.regions_by_kind.loc[view.regions_by_kind["kind"].eq(kind)]
    wholes = view.wholes.loc[view.wholes["kind"].eq(kind)].assign(region_name=WHOLE)
    both = pd.concat([regions.assign(is_whole=False), wholes.assign(is_whole=True)], ignore_index=True)
    order = {name: place for place, name in enumerate(view.groups)}
    both = both.assign(group_order=both["comparable_group"].map(order)).sort_values(
        ["group_order", "is_whole"], kind="stable", ignore_index=True
    )
    return _shape(both, KINDS[kind], view, ["region_name", "place_count"])


def _shape(frame: pd.DataFrame, kind: Kind, view: Overview, first: Sequence[str]) -> pd.DataFrame:
    columns = [*first, *kind.counts, "text", "lacking_places", "inapplicable_places"]
    shown = frame[["comparable_group", *columns]] if len(view.groups) > 1 else frame[columns]
    idle = [name for name in ("lacking_places", "inapplicable_places") if not shown[name].fillna(0).any()]
    shown = shown.drop(columns=idle)
    return shown.rename(columns={**_COUNT_NAMES, "text": rate_column(kind.name)}).reset_index(drop=True)


def table_uppers(view: Overview) -> pd.DataFrame:
    """Return one row a kind and upper place that was checked at its own level; it is in no sum."""
    own = view.rates.loc[view.rates["is_upper"] & view.rates["state"].eq(KNOWN)]
    return own[["kind", "place_name", "numerator", "denominator", "text"]].reset_index(drop=True)


def table_left_out(view: Overview) -> pd.DataFrame:
    """Return one row a place that takes no part: its run failed, its outputs can't be used, or it has none."""
    failed = view.here.loc[~view.here["counted"].fillna(value=False), ["place_name", "region_name", "status", "why"]]
    known = view.regions.set_index("place")
    silent = known.loc[view.silent, ["place_name", "region_name"]].assign(
        status="没有成果", why="这一期还没有运行，或没有交来导出表"
    )
    return pd.concat([failed, silent], ignore_index=True)


def table_ranking(ranked: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return the places of one group in their order: rank, place, region, parts, the rate."""
    shown = ranked[["rank", "place_name", "region_name", "numerator", "denominator", "text"]]
    return shown.rename(columns={"text": rate_column(kind)}).reset_index(drop=True)


def table_lacking(view: Overview, kind: str) -> pd.DataFrame:
    """Return one row a place whose rate is 缺数据 or 不适用, with why."""
    rows = view.added.loc[view.added["kind"].eq(kind) & ~view.added["state"].eq(KNOWN)]
    reason = rows["lacking"].fillna("成果里没有这个数字")
    return rows.assign(reason=reason)[["place_name", "region_name", "state", "reason"]].reset_index(drop=True)


def table_mix(view: Overview) -> pd.DataFrame:
    """Return one row a topic and kind of problem: how many, its share, at how many places and units."""
    mix = view.frames.mix
    total = int(mix["problem_count"].sum())
    shares = [f"{number / total:.1%}" if total else "" for number in mix["problem_count"]]
    named = mix.assign(kind=[_name_kind(view, row) for row in mix.to_dict("records")], problem_share=shares)
    return named[["topic", "kind", "problem_count", "problem_share", "place_count", "unit_count"]]


def _name_kind(view: Overview, row: Mapping[Hashable, object]) -> str:
    kind, problem = str(row["kind"]), row["problem"]
    table = view.catalog.tables.get(kind)
    if table is not None:
        return table.name
    if not isinstance(problem, str) or not problem:
        return kind
    return problem if problem.startswith(kind) else f"{kind} {problem}"


def table_trend(view: Overview) -> pd.DataFrame:
    """Return one row a kind, ruleset, region and period: places, parts, the rate."""
    shown = view.trend.loc[view.trend["denominator"].notna()]
    columns = ["kind", "region_name", "ruleset", "period", "known_places", "numerator", "denominator", "text"]
    return shown[columns].reset_index(drop=True)


def table_places(view: Overview) -> pd.DataFrame:
    """Return one row a place with outputs: region, the rate of each kind, findings that fail or wait, problems."""
    base = view.here.loc[view.here["counted"].fillna(value=False)]
    shown = base[["place", "place_name", "region_name", "is_upper"]].copy()
    for kind, column in (("网站", "site_rate"), ("账号", "account_rate"), (RECTIFICATION, "rectified_rate")):
        texts = view.rates.loc[view.rates["kind"].eq(kind)].set_index("place")["text"]
        shown[column] = shown["place"].map(texts)
    wide = view.frames.outcomes.pivot_table(index="place", columns="outcome", values="finding_count", aggfunc="sum")
    for outcome, column in (("不合格", "failed_findings"), ("待复核", "waiting_findings")):
        counts = wide[outcome] if outcome in wide else pd.Series(dtype="Int64")
        shown[column] = shown["place"].map(counts).astype("Int64").fillna(0).mask(shown["is_upper"])
    problems = view.frames.units.groupby("place")["problem_count"].sum()
    shown["problem_count"] = shown["place"].map(problems).astype("Int64").fillna(0).mask(shown["is_upper"])
    return shown.reset_index(drop=True)


def table_units(view: Overview) -> pd.DataFrame:
    """Return one row a place and unit: problems, the grave ones; most problems first."""
    return _with_places(view, view.frames.units)[
        ["place", "place_name", "region_name", "unit", "problem_count", "severe_count"]
    ]


def table_recurrent(view: Overview) -> pd.DataFrame:
    """Return one row a place and finding that fails in consecutive periods: how many, since when."""
    columns = ["place", "place_name", "unit", *_SUBJECT_COLUMNS, "times", "since_period"]
    return _with_places(view, view.frames.recurrent)[columns]


def table_findings(view: Overview, findings: pd.DataFrame) -> pd.DataFrame:
    """Return one row a finding that fails or waits: place, unit, subject, what was found, act, evidence."""
    columns = ["place", "place_name", "unit", *_SUBJECT_COLUMNS, "outcome", "value_text", "problem", "act", "evidence"]
    return _with_places(view, findings)[columns]


def _with_places(view: Overview, frame: pd.DataFrame) -> pd.DataFrame:
    names = view.regions[["place", "place_name", "region_name"]]
    return frame.merge(names, on="place", how="left")


def table_standing(view: Overview, most: int) -> pd.DataFrame:
    """Return one row a kind, group and line: who is at 100 %, who below; at most ``most`` of them by name."""
    frame = view.standing.loc[view.standing["kind"].ne(RECTIFICATION)].copy()
    frame["listed"] = [_cut(str(listed), most) for listed in frame["listed"]]
    columns = ["kind", "line", "drawn_by", "place_count", "of_count", "listed"]
    shown = frame[["comparable_group", *columns]] if len(view.groups) > 1 else frame[columns]
    return shown.drop(columns="drawn_by") if frame["drawn_by"].eq("").all() else shown


def _cut(listed: str, most: int) -> str:
    names = listed.split("、")
    if not listed:
        return "没有"
    return "、".join(names[:most]) + (f"……等 {len(names)} 个" if len(names) > most else "")
