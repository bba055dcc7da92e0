"""The frames that an overview reads, by pandas alone from the same parquet files: no DuckDB, none of its queries.

Periods follow on each other by their last days, without gaps, as the invented memory has them.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from govlib.overview.kinds import KINDS, figure_names

FIGURES = ["place", "period", "figure", "group_by", "value", "numerator", "denominator", "text", "lacking", "origin",
           "window_start", "window_end"]  # fmt: skip
SUBJECT = ["unit", "subject_kind", "subject", "platform", "indicator", "indicator_name"]
FINDINGS = ["place", "period", "key", *SUBJECT, "outcome", "status", "value_text", "problem", "reason", "act",
            "evidence", "ruleset"]  # fmt: skip


def read(folder: Path, name: str, columns: list[str] | None = None) -> pd.DataFrame:
    """Return the files of a kind, of all periods where the name has a star."""
    paths = sorted(path for path in folder.glob(name) if name != "*.parquet" or path.name.count(".") == 1)
    frames = [pd.read_parquet(path, columns=columns, dtype_backend="numpy_nullable") for path in paths]
    return pd.concat(frames, ignore_index=True)


def read_frames(folder: Path, period: str, regions: pd.DataFrame, most: int) -> dict[str, pd.DataFrame]:
    """Return the frames by their names in ``Frames``, and ``about``."""
    leaves = regions.loc[~regions["is_upper"], ["place", "ordinal"]]
    about = read(folder, "*.places.parquet")
    figures = read(folder, "*.figures.parquet", FIGURES)
    findings = read(folder, "*.parquet", FINDINGS)
    return {
        "about": about,
        "counts": _counts(figures, period, regions),
        "trend": _trend(figures, about, leaves),
        "mix": _mix(read(folder, f"{period}.problems.parquet"), leaves),
        "units": _units(read(folder, f"{period}.problems.parquet"), leaves),
        "outcomes": _outcomes(read(folder, f"{period}.tallies.parquet"), leaves),
        "findings": _findings(findings, period, leaves, most),
        "recurrent": _recurrent(findings, about, period, leaves),
    }


def _counts(figures: pd.DataFrame, period: str, regions: pd.DataFrame) -> pd.DataFrame:
    names, places = figure_names(), set(regions["place"])
    own = figures["period"].eq(period) & figures["group_by"].isna()
    kept = figures.loc[own & figures["figure"].isin(names) & figures["place"].isin(places)]
    columns = ["place", "figure", "value", "numerator", "denominator", "text", "lacking", "window_start", "window_end"]
    return kept.sort_values(["place", "figure"])[columns].reset_index(drop=True)


def _trend(figures: pd.DataFrame, about: pd.DataFrame, leaves: pd.DataFrame) -> pd.DataFrame:
    rates = [kind.rate for kind in KINDS.values()]
    kept = figures.loc[figures["figure"].isin(rates) & figures["group_by"].isna()].merge(leaves[["place"]], on="place")
    joined = kept.merge(about[["place", "period", "start", "end", "ruleset"]], on=["place", "period"], how="left")
    joined["start"] = joined["window_start"].fillna(joined["start"])
    joined["end"] = joined["window_end"].fillna(joined["end"])
    columns = ["place", "period", "figure", "value", "numerator", "denominator", "text", "origin", "start", "end",
               "ruleset"]  # fmt: skip
    return joined.sort_values(["place", "period", "figure"])[columns].reset_index(drop=True)


def _mix(problems: pd.DataFrame, leaves: pd.DataFrame) -> pd.DataFrame:
    own = problems.merge(leaves[["place"]], on="place")
    grouped = own.groupby(["topic", "kind"], dropna=False)
    found = grouped.agg(problem=("problem", "min"), place_count=("place", "nunique")).reset_index()
    for column, by in (("problem_count", ["place", "key"]), ("unit_count", ["place", "unit"])):
        different = own.dropna(subset=by).drop_duplicates(["topic", "kind", *by])
        counts = different.groupby(["topic", "kind"], dropna=False).size().rename(column).reset_index()
        found = found.merge(counts, on=["topic", "kind"], how="left")
    ordered = found.sort_values(["problem_count", "topic", "kind"], ascending=[False, True, True])
    columns = ["topic", "kind", "problem", "problem_count", "place_count", "unit_count"]
    return ordered[columns].reset_index(drop=True)


def _units(problems: pd.DataFrame, leaves: pd.DataFrame) -> pd.DataFrame:
    own = problems.merge(leaves, on="place")
    keys = ["place", "unit", "ordinal"]
    found = own.groupby(keys, dropna=False)["key"].nunique().rename("problem_count").reset_index()
    severe = own.loc[own["severity"].eq("严重")].groupby(keys, dropna=False)["key"].nunique()
    found = found.merge(severe.rename("severe_count").reset_index(), on=keys, how="left").fillna({"severe_count": 0})
    order = ["problem_count", "severe_count", "ordinal", "unit"]
    ordered = found.sort_values(order, ascending=[False, False, True, True])
    return ordered[["place", "unit", "problem_count", "severe_count"]].reset_index(drop=True)


def _outcomes(tallies: pd.DataFrame, leaves: pd.DataFrame) -> pd.DataFrame:
    own = tallies.loc[tallies["status"].eq("active")].merge(leaves[["place"]], on="place")
    return own.groupby(["place", "outcome"])["finding_count"].sum().reset_index()


def _findings(findings: pd.DataFrame, period: str, leaves: pd.DataFrame, most: int) -> pd.DataFrame:
    wanted = findings["period"].eq(period) & findings["outcome"].isin(["不合格", "待复核"])
    kept = findings.loc[wanted & findings["status"].eq("active")].merge(leaves, on="place")
    ordered = kept.sort_values(["ordinal", "outcome", "unit", "key", "ruleset"]).head(most)
    columns = ["place", *SUBJECT, "outcome", "value_text", "problem", "reason", "act", "evidence", "key"]
    return ordered[columns].reset_index(drop=True)


def _recurrent(findings: pd.DataFrame, about: pd.DataFrame, period: str, leaves: pd.DataFrame) -> pd.DataFrame:
    days = about.groupby("period")["end"].min().sort_values()
    step = {name: at for at, name in enumerate(days.index)}
    failed = findings.loc[findings["outcome"].eq("不合格") & findings["status"].eq("active")]
    failed = failed.merge(leaves, on="place")
    now = failed.loc[failed["period"].eq(period)].groupby(["place", "key"], as_index=False)[SUBJECT].min()
    seen = failed[["place", "key", "period"]].drop_duplicates().merge(now[["place", "key"]], on=["place", "key"])
    seen["back"] = step[period] - seen["period"].map(step)
    seen = seen.loc[seen["back"].ge(0)].sort_values(["place", "key", "back"])
    seen["n"] = seen.groupby(["place", "key"]).cumcount()
    running = seen.loc[seen["back"].eq(seen["n"])].groupby(["place", "key"])
    runs = running.agg(times=("back", "size"), since_period=("period", "last")).reset_index()
    found = runs.loc[runs["times"].ge(2)].merge(now, on=["place", "key"]).merge(leaves, on="place")
    ordered = found.sort_values(["times", "ordinal", "key"], ascending=[False, True, True])
    return ordered[["place", *SUBJECT, "times", "since_period", "key"]].reset_index(drop=True)
