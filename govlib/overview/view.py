"""One overview at hand: which places of which period, and every frame that the page shows, computed once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from govlib.batch.plan import published_root
from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.roundings import Rounding
from govlib.errors import UserError
from govlib.history.compaction import compact
from govlib.history.opened import History, open_history
from govlib.overview.comparable import group_comparable
from govlib.overview.kinds import KINDS
from govlib.overview.rates import state_of, sum_rates
from govlib.overview.reading import (
    Asked,
    read_counts,
    read_findings,
    read_mix,
    read_outcomes,
    read_recurrent,
    read_trend,
    read_units,
)
from govlib.overview.regions import Known, assign_regions
from govlib.overview.standing import limits_of, list_standing, rank_places
from govlib.overview.trend import sum_trend
from govlib.root import project_root

AT_LEAST = 2
MOST_FINDINGS = 500
ALL_PLACES = "全部地方"


@dataclass(frozen=True, eq=False)
class Frames:
    """What was read of the memory, before anything is compared; one row as each function of ``reading`` says."""

    counts: pd.DataFrame
    trend: pd.DataFrame
    mix: pd.DataFrame
    units: pd.DataFrame
    outcomes: pd.DataFrame
    findings: pd.DataFrame
    recurrent: pd.DataFrame


@dataclass(frozen=True)
class Asking:
    """What is asked: the places under ``within`` (all for "") in one period, of the outputs of a project."""

    root: Path
    catalog: Catalog
    outputs: Path
    within: str
    period: str
    interactive: bool = False


@dataclass(frozen=True, eq=False)
class Overview:
    """The places under ``within`` (all for "") in one period; ``about`` has all places of the memory, all periods."""

    root: Path
    catalog: Catalog
    outputs: Path
    period: str
    within: str
    interactive: bool
    about: pd.DataFrame
    frames: Frames
    regions: pd.DataFrame = field(repr=False)

    @property
    def title(self) -> str:
        """Return whose overview it is."""
        return self.names.get(self.within, self.within) if self.within else ALL_PLACES

    @property
    def link_base(self) -> str:
        """Return what stands before a place's folder in a link: nothing beside it, the way there from notebooks/."""
        if not self.interactive:
            return ""
        inside = self.outputs.is_relative_to(self.root)
        folder = f"../{self.outputs.relative_to(self.root).as_posix()}" if inside else self.outputs.as_uri()
        return f"{folder}/{self.period}/"

    @cached_property
    def here(self) -> pd.DataFrame:
        """Return one row a place under the root with outputs of the period, with its region; failed ones too."""
        now = self.about.loc[self.about["period"].eq(self.period)]
        joined = self.regions.merge(now.drop(columns=["name"]), on="place", how="inner")
        return joined.sort_values("ordinal", ignore_index=True)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return the name of every place that is known, by slug."""
        return {slug: known.name for slug, known in know_places(self.catalog, self.about).items()}

    @cached_property
    def silent(self) -> list[str]:
        """Return the slugs of places under the root that declare the period and have no outputs of it."""
        there = set(self.here["place"])
        declared = [slug for slug, place in self.catalog.places.items() if self.period in place.periods]
        inside = set(self.regions["place"])
        return [slug for slug in declared if slug in inside and slug not in there]

    @property
    def sample(self) -> bool:
        """Tell whether an invented place is among them."""
        return bool(self.here["sample"].fillna(value=False).any())

    @cached_property
    def rates(self) -> pd.DataFrame:
        """Return one row a kind and place with outputs that was not left out; upper places too."""
        return join_rates(self.here, self.frames.counts)

    @cached_property
    def added(self) -> pd.DataFrame:
        """Return the rows of ``rates`` that are added up: of places that no other lies within, largest group first."""
        leaves = self.rates.loc[~self.rates["is_upper"]]
        group, kind = ({name: at for at, name in enumerate(names)} for names in (self.groups, KINDS))
        order = leaves.assign(kind_order=leaves["kind"].map(kind), group_order=leaves["comparable_group"].map(group))
        ordered = order.sort_values(["kind_order", "group_order", "ordinal"], ignore_index=True)
        return ordered.drop(columns=["kind_order", "group_order"])

    @cached_property
    def regions_by_kind(self) -> pd.DataFrame:
        """Return one row a kind, group and region: its counts and the rate; counts of other kinds are blank."""
        return self._sum(["kind", "comparable_group", "region", "region_name"])

    @cached_property
    def wholes(self) -> pd.DataFrame:
        """Return one row a kind and group: all its places together."""
        return self._sum(["kind", "comparable_group"])

    def _sum(self, by: list[str]) -> pd.DataFrame:
        parts = [
            sum_rates(self.added.loc[self.added["kind"].eq(name)], by, self.rounding(name), tuple(kind.counts))
            for name, kind in KINDS.items()
        ]
        return pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)

    @cached_property
    def ranked(self) -> pd.DataFrame:
        """Return the places with a known rate in their order, kind by kind and group by group."""
        return rank_places(self.added)

    @cached_property
    def standing(self) -> pd.DataFrame:
        """Return who is at 100 % and who below a line."""
        limits = {name: limits_of(self.catalog.places, self.within, kind.rate) for name, kind in KINDS.items()}
        return list_standing(self.added, limits, know_places(self.catalog, self.about), self.within)

    @cached_property
    def trend(self) -> pd.DataFrame:
        """Return one row a kind, ruleset, region (合计 for all) and period that can be set beside this one."""
        return sum_trend(self.frames.trend, self.regions, self.about, self.period)

    @cached_property
    def groups(self) -> list[str]:
        """Return the names of the groups that may be compared, the one with most places first."""
        leaves = self.rates.loc[~self.rates["is_upper"]]
        counts = leaves.groupby("comparable_group")["place"].nunique()
        return sorted((str(name) for name in counts.index), key=lambda name: (-int(counts[name]), name))

    def rounding(self, kind: str) -> Rounding:
        """Return how a rate is printed here: as the upper place does, else half-up with one decimal."""
        place = self.catalog.places.get(self.within)
        figure = KINDS[kind].rate
        base = place.rounding if place is not None else Rounding()
        declared = self.catalog.figures.get(figure)
        return base.for_figure(figure, declared.topic if declared is not None else "")


def join_rates(here: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Return one row a kind and counted place: region, counts, the rate and its state, the group it compares in."""
    counted = here.loc[here["counted"].fillna(value=False)]
    values = counts.pivot_table(index="place", columns="figure", values="value", aggfunc="first", observed=True)
    parts = []
    for name, kind in KINDS.items():
        rate = counts.loc[counts["figure"].eq(kind.rate)].drop(columns=["figure"])
        part = counted.merge(rate, on="place", how="left").assign(kind=name)
        for count, figure in kind.counts.items():
            known = values[figure] if figure in values else pd.Series(dtype="Float64")
            part[count] = part["place"].map(known).astype("Float64").round().astype("Int64")
        parts.append(part)
    joined = pd.concat(parts, ignore_index=True)
    joined["state"] = state_of(joined)
    joined["text"] = joined["text"].fillna("缺数据")
    days = joined.assign(
        start=joined["window_start"].fillna(joined["start"]), end=joined["window_end"].fillna(joined["end"])
    )
    return joined.assign(comparable_group=group_comparable(days))


def know_places(catalog: Catalog, about: pd.DataFrame) -> dict[str, Known]:
    """Return every place by its slug: as declared, else as its newest outputs say."""
    newest = about.groupby("place")[["name", "within"]].last().fillna("").reset_index()
    known = {str(slug): Known(str(name or slug), str(within)) for slug, name, within in newest.to_numpy().tolist()}
    known |= {slug: Known(place.name, place.within or "") for slug, place in catalog.places.items()}
    return known


def open_overview(place: str, period: str, outputs_dir: str, interactive: bool) -> Overview:
    """Open the overview of a place over those within it, of all places for ""; brings the memory up to date first.

    Raises:
        UserError: nobody has outputs, the period or the place is unknown, or no place lies within it.
    """
    root = project_root()
    folder = Path(outputs_dir)
    outputs = published_root(folder if folder.is_absolute() else root / folder)
    compact(outputs)
    with ExitStack() as stack:
        history = stack.enter_context(open_history(outputs))
        catalog = load_catalog(root / "params")
        return read_overview(Asking(root, catalog, outputs, place, period, interactive), history)


def read_overview(asking: Asking, history: History) -> Overview:
    """Read all that an overview shows from an opened memory; raises UserError as ``open_overview``."""
    catalog, within, period = asking.catalog, asking.within, asking.period
    about = history.places()
    known = know_places(catalog, about)
    if period not in set(about["period"]):
        found = "、".join(dict.fromkeys(about["period"]))
        raise UserError("--period", f"“{period}”还没有成果", f"其中之一：{found}", "请先运行 govlib batch")
    if within and within not in known:
        raise UserError("--within", f"没有名为“{within}”的地方", f"其中之一：{'、'.join(sorted(known)[:20])}")
    counted = about["period"].eq(period) & about["counted"].fillna(value=False)
    regions = assign_regions(known, within, set(about.loc[counted, "place"]))
    if within and len(regions) <= 1:
        advice = "请在下级地方的文件里写 within"
        raise UserError("--within", f"没有地方写着属于“{within}”", f"params/places 里有 within: {within}", advice)
    return Overview(
        root=asking.root,
        catalog=catalog,
        outputs=asking.outputs,
        period=period,
        within=within,
        interactive=asking.interactive,
        about=about,
        frames=_read(history, period, regions),
        regions=regions,
    )


def _read(history: History, period: str, regions: pd.DataFrame) -> Frames:
    every = Asked(history, period, regions)
    leaves = Asked(history, period, regions.loc[~regions["is_upper"]])
    return Frames(
        counts=read_counts(every),
        trend=read_trend(leaves),
        mix=read_mix(leaves),
        units=read_units(leaves),
        outcomes=read_outcomes(leaves),
        findings=read_findings(leaves, MOST_FINDINGS),
        recurrent=read_recurrent(leaves, AT_LEAST),
    )
