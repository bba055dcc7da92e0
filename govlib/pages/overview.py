"""00 总览：regions, standing, grid, ranking, mix, trend, rectification, recurrence, from place to finding."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pandas as pd

from govlib.charts import draw_bars, draw_lines
from govlib.display import Chart, Headline, Link, Sentence, Several, Table
from govlib.overview.kinds import KINDS, RECTIFICATION
from govlib.overview.rates import KNOWN, WHOLE, exact_rates
from govlib.overview.standing import take_ends
from govlib.overview.tables import (
    table_findings,
    table_lacking,
    table_left_out,
    table_mix,
    table_places,
    table_ranking,
    table_recurrent,
    table_regions,
    table_standing,
    table_trend,
    table_units,
    table_uppers,
)
from govlib.overview.tiles import Tile, TileGrid, take_worst
from govlib.overview.view import AT_LEAST, Overview
from govlib.widgets.place_chooser import PlaceChooser, make_chooser

REST = "overview.xlsx"
MOST_TILES, MOST_RANKED, ENDS, MOST_LINES, MOST_BARS, MOST_NAMES = 400, 60, 20, 5, 20, 100
MOST_LISTED = 100
"""Rows of a long list on the page, which is to stay under one megabyte with all of them."""
_PASSES = tuple(name for name in KINDS if name != RECTIFICATION)


def introduce(view: Overview) -> Several:
    """Say whose overview it is, of which days and rulesets; what is not compared with each other is said apart."""
    counted = view.here.loc[view.here["counted"].fillna(value=False)]
    said = f"{view.title} {view.period}：{len(view.added['place'].unique())} 个地方有成果。"
    if len(view.groups) == 1:
        said += f"适用规则集和检查时间：{view.groups[0]}。"
    parts = [Sentence(said)]
    if view.sample:
        parts.insert(0, Sentence("含虚构样例，不是任何真实地方的数据。", "提醒"))
    if len(view.groups) > 1:
        listed = "；".join(view.groups[:8]) + ("等" if len(view.groups) > 8 else "")  # noqa: PLR2004 - as listed
        parts.append(
            Sentence(
                f"规则集或检查时间不同的地方不能相比，分成 {len(view.groups)} 组，各组分别合计、分别排名：{listed}。",
                "提醒",
            )
        )
    local = [view.names[slug] for slug in counted["place"] if _is_stricter(view, str(slug))]
    if local:
        named = "、".join(local[:10]) + ("等" if len(local) > 10 else "")  # noqa: PLR2004 - as listed
        parts.append(Sentence(f"{named} {len(local)} 个地方另有本地的阈值，合格率按各自的阈值得出。"))
    return Several(tuple(parts))


def _is_stricter(view: Overview, slug: str) -> bool:
    place = view.catalog.places.get(slug)
    return place is not None and bool(place.thresholds)


def show_headline(view: Overview) -> Several:
    """Show how many places there are, of them with outputs and left out, and the rates of the largest group."""
    left_out = table_left_out(view)
    failed = int(view.here["counted"].eq(other=False).sum())
    periods = view.about.loc[view.about["place"].isin(view.regions["place"]), "period"].nunique()
    numbers = [
        ("地方", f"{len(view.here) + len(view.silent)} 个"),
        ("有成果", f"{len(view.here) - failed} 个"),
        ("失败或不能用", f"{failed} 个"),
        ("没有成果", f"{len(view.silent)} 个"),
        ("历史里的期", f"{periods} 期"),
    ]
    uppers = int(view.here["is_upper"].sum())
    notes = {"地方": f"其中上级地方 {uppers} 个，不加入合计"} if uppers else {}
    for row in view.wholes.loc[view.wholes["comparable_group"].isin(view.groups[:1])].to_dict("records"):
        name = KINDS[str(row["kind"])].rate_name
        numbers.append((name, str(row["text"])))
        if row["lacking_places"]:
            notes[name] = f"{row['lacking_places']} 个地方缺数据，不在其中"
    parts: list[Sentence | Headline | Table] = [Headline(tuple(numbers), notes)]
    if len(left_out):
        parts.append(Table("没有计入的地方", left_out, REST))
    return Several(tuple(parts))


def show_regions(view: Overview) -> Several:
    """Show websites and accounts by region: checked, failed, the rate of the sums; upper places' own checks apart."""
    parts = [Table(f"各地区{KINDS[kind].rate_name}", table_regions(view, kind), REST) for kind in _PASSES]
    note = Sentence("合格率是合格数之和除以检查数之和，不是各地合格率的平均；缺数据的地方不计入，列在后面。")
    uppers = table_uppers(view)
    own = [Table("上级地方本级的检查（不加入合计）", uppers, REST)] if len(uppers) else []
    lacking = [
        Table(f"没有{KINDS[kind].rate_name}的地方", frame, REST)
        for kind in _PASSES
        if len(frame := table_lacking(view, kind))
    ]
    return Several((*parts, note, *own, *lacking))


def show_standing(view: Overview) -> Several:
    """Show who is at 100 % and who below the lines that are declared."""
    frame = table_standing(view, MOST_NAMES)
    parts: list[Sentence | Table] = [Table("达到100%的和低于线的地方", frame, REST)]
    if not frame["line"].str.startswith("低于").any():
        said = "地方文件里没有给合格率画线，只列达到100%的；要列低于某条线的，在上级地方或各地方的文件里写 lines。"
        parts.append(Sentence(said))
    return Several(tuple(parts))


def show_grid(view: Overview) -> TileGrid | Several | Sentence:
    """Show a tile a place, by region; a tile a region where there are too many places."""
    shown = [grid for kind in _PASSES if (grid := _grid(view, kind)).groups]
    if not shown:
        return Sentence("没有可画的地方。", "缺数据")
    return Several(tuple(shown))


def _grid(view: Overview, kind: str) -> TileGrid:
    rates = view.added.loc[view.added["kind"].eq(kind)]
    title = KINDS[kind].rate_name
    if len(rates) > MOST_TILES:
        regions = view.regions_by_kind.loc[view.regions_by_kind["kind"].eq(kind)]
        tiles = [
            Tile(f"{name}（{count}个地方）", str(text), rate)
            for name, count, text, rate in zip(
                regions["region_name"], regions["place_count"], regions["text"], exact_rates(regions), strict=True
            )
        ]
        said = f"{title}，每格一个地区" + (f"（最低的 {MOST_TILES} 个）" if len(tiles) > MOST_TILES else "")
        return TileGrid(said, (("", take_worst(tiles, MOST_TILES)),))
    groups: dict[str, list[Tile]] = {}
    known = rates["state"].eq(KNOWN)
    for row, rate, is_known in zip(rates.to_dict("records"), exact_rates(rates), known, strict=True):
        text = str(row["text"])
        tile = Tile(str(row["place_name"]), text, rate if is_known else None, _page(view, row["place"], kind))
        groups.setdefault(str(row["region_name"]), []).append(tile)
    if all(len(tiles) == 1 for tiles in groups.values()):
        return TileGrid(title, (("", tuple(tile for tiles in groups.values() for tile in tiles)),) if groups else ())
    return TileGrid(title, tuple((name, tuple(tiles)) for name, tiles in groups.items()))


def show_ranking(view: Overview) -> Several:
    """Show places in their order, group by group; the first and the last where there are many."""
    parts = [
        part
        for (kind, group), ranked in view.ranked.groupby(["kind", "comparable_group"], sort=False)
        if kind in _PASSES
        for part in _rank_group(view, str(kind), str(group), ranked)
    ]
    said = "名次按未取整的合格率排；相同的并列，后面的跳号（1、2、2、4）。缺数据的不排。"
    return Several((*parts, Sentence(said))) if parts else Several((Sentence("没有可排的地方。", "缺数据"),))


def _rank_group(view: Overview, kind: str, group: str, ranked: pd.DataFrame) -> Iterator[Table]:
    title = f"{KINDS[kind].rate_name}排名" + (f"（{group}）" if len(view.groups) > 1 else "")
    if len(ranked) <= MOST_RANKED:
        yield Table(title, _link(view, table_ranking(ranked, kind), ranked["place"], kind), REST)
        return
    first, last = take_ends(ranked, ENDS)
    for said, part in ((f"前 {ENDS} 名", first), (f"后 {ENDS} 名", last)):
        shown = f"{title}：{said}（含并列，共 {len(ranked)} 个地方，全部见 {REST}）"
        yield Table(shown, _link(view, table_ranking(part, kind), part["place"], kind), REST)


def chart_mix(view: Overview) -> Chart | Sentence:
    """Draw the commonest kinds of problem."""
    mix = table_mix(view).head(MOST_BARS)
    if mix.empty:
        return Sentence("本期没有待整改的问题。")
    counts = [int(number) for number in mix["problem_count"]]
    twice = mix["kind"].duplicated(keep=False)
    named = mix["kind"].mask(twice, mix["kind"] + "·" + mix["topic"].fillna("其他"))
    return Chart(draw_bars([_short(name) for name in named], {"问题": counts}, "最多的问题类型", "条"))


def _short(text: object) -> str:
    said = str(text)
    return said if len(said) <= 24 else said[:23] + "…"  # noqa: PLR2004 - what a chart's margin holds


def show_mix(view: Overview) -> Table:
    """Show all kinds of problem: how many, at how many places and units."""
    return Table("问题构成（涉及几家单位的一条问题只算一条）", table_mix(view), REST)


def chart_trend(view: Overview) -> Several | Sentence:
    """Draw the rates of all places together, and of the largest regions, over the periods."""
    drawn = [chart for kind in KINDS if (chart := _draw_trend(view, kind)) is not None]
    return Several(tuple(drawn)) if drawn else Sentence("只有一期有数据，没有走势。")


def _draw_trend(view: Overview, kind: str) -> Chart | None:
    trend = view.trend.loc[view.trend["kind"].eq(kind) & view.trend["denominator"].notna()]
    periods = list(dict.fromkeys(trend.sort_values(["end", "period"])["period"]))
    if len(periods) <= 1:
        return None
    several = len(set(trend["ruleset"])) > 1
    largest = trend.groupby("region_name")["denominator"].sum().sort_values(ascending=False, kind="stable")
    names = [WHOLE, *[name for name in largest.index if name != WHOLE][:MOST_LINES]]
    if len(names) == 2:  # noqa: PLR2004 - one region alone is the whole
        names = [WHOLE]
    series: dict[str, list[float | None]] = {}
    texts: dict[str, list[str]] = {}
    for (name, ruleset), part in trend.loc[trend["region_name"].isin(names)].groupby(["region_name", "ruleset"]):
        label = f"{name}（{ruleset}）" if several else str(name)
        values = dict(zip(part["period"], exact_rates(part), strict=True))
        said = dict(zip(part["period"], part["text"], strict=True))
        series[label] = [
            None if (rate := values.get(period)) is None else round(float(rate) * 100, 4) for period in periods
        ]
        texts[label] = [str(said.get(period, "")) for period in periods]
    ordered = sorted(series, key=lambda label: (not label.startswith(WHOLE), label))
    title = f"{KINDS[kind].rate_name}走势" + (f"（合计和最大的 {len(names) - 1} 个地区）" if len(names) > 1 else "")
    return Chart(draw_lines(periods, {label: series[label] for label in ordered}, texts, title))


def show_trend(view: Overview) -> Several:
    """Show the numbers of the lines, and what was left out of them."""
    said = "一条线里只有规则集相同、天数和本期相近（差 15 天以内）的期；各期的地方可能不一样多，见“有数据地方”一栏。"
    frame = table_trend(view)
    cut = f"（共 {len(frame)} 行，列前 {MOST_LISTED} 行，其余见 {REST}）" if len(frame) > MOST_LISTED else ""
    return Several((Table(f"各期的率（合计在前）{cut}", frame.head(MOST_LISTED), REST), Sentence(said)))


def show_rectified(view: Overview) -> Several | Sentence:
    """Show by region how much of what was told in the period before is rectified."""
    known = view.added.loc[view.added["kind"].eq(RECTIFICATION), "state"].eq(KNOWN)
    if not known.any():
        return Sentence("整改率缺数据：还没有下发过问题（govlib ledger send），或成果里没有整改的数字。", "缺数据")
    said = "已整改＝核实整改＋销号；单位报称的不算已整改。没有下发过问题的地方是缺数据，不是 0。"
    return Several((Table("各地区上期通报问题整改情况", table_regions(view, RECTIFICATION), REST), Sentence(said)))


def show_recurrent(view: Overview) -> Several:
    """Show what fails in consecutive periods, the longest first."""
    frame = table_recurrent(view)
    counts = frame["times"].value_counts().sort_index(ascending=False)
    said = "、".join(f"连续 {times} 期的 {count} 项" for times, count in counts.items())
    head = Sentence(
        f"同一对象同一指标连续 {AT_LEAST} 期以上不合格的共 {len(frame)} 项" + (f"：{said}。" if said else "。")
    )
    table = _first(view, "反复出现的问题", frame, "网站", empty="没有连续两期以上不合格的。")
    return Several((head, table))


def show_places(view: Overview) -> Table:
    """Show the places with links to their pages."""
    frame = table_places(view).drop(columns="is_upper")
    return _first(view, "各地方（点名称看该地方的网页）", frame, "入口")


def show_units(view: Overview) -> Table:
    """Show the units with most problems."""
    return _first(view, "问题最多的单位", table_units(view), RECTIFICATION)


def show_findings(view: Overview) -> Table:
    """Show findings that fail or wait for a person, place by place, each place a link to its page."""
    outcomes = view.frames.outcomes
    total = int(outcomes.loc[outcomes["outcome"].isin(["不合格", "待复核"]), "finding_count"].sum())
    frame = table_findings(view, view.frames.findings)
    return _first(view, "不合格和待复核的", frame, "网站", empty="没有不合格和待复核的。", total=total)


def _first(
    view: Overview, caption: str, frame: pd.DataFrame, page: str, *, empty: str = "本期没有。", total: int | None = None
) -> Table:
    """Return the first rows of a long list, each place a link to its page; the caption says how many there are."""
    count = len(frame) if total is None else total
    cut = f"（共 {count} 行，列前 {MOST_LISTED} 行，其余见 {REST}）" if count > MOST_LISTED else ""
    first = frame.head(MOST_LISTED)
    return Table(caption + cut, _link(view, first, first["place"], page).drop(columns="place"), REST, empty)


def open_chooser(view: Overview) -> PlaceChooser | Sentence:
    """Open the panel that goes from region to place, unit and finding; a sentence where nobody can choose."""
    if not view.interactive:
        return Sentence("在 JupyterLab 里打开本页，可以逐级选地区、地方、单位，看到每一项问题。")
    return make_chooser(view)


_PAGES = {"网站": "20_websites", "账号": "30_accounts", RECTIFICATION: "80_rectification", "入口": "10_intake"}


def _page(view: Overview, slug: object, kind: str) -> str:
    return f"{view.link_base}{quote(str(slug))}/html/{_PAGES[kind]}.html"


def _link(view: Overview, frame: pd.DataFrame, slugs: pd.Series, kind: str) -> pd.DataFrame:
    names = [Link(str(name), _page(view, slug, kind)) for name, slug in zip(frame["place_name"], slugs, strict=True)]
    return frame.assign(place_name=pd.Series(names, index=frame.index, dtype=object))
