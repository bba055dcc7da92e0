"""What every page says of the earlier periods: the change beside a number, and the table of changes of its topics."""

from __future__ import annotations

from collections.abc import Sequence

from govlib.catalog.places import Basis
from govlib.display import Sentence, Table
from govlib.earlier.arithmetic import UNCHANGED
from govlib.earlier.periods import EarlierPeriod
from govlib.workspace import Run

_SHOWN = ["name", "basis", "earlier_text", "now_text", "change_text", "growth_text", "note"]


def say_changes(run: Run, names: Sequence[str]) -> dict[str, str]:
    """Return what has changed in the named figures, as 比上期提高1.2个百分点, by name; the unchanged say 持平."""
    changed = run.changes.loc[run.changes["name"].isin(names) & run.changes["change_text"].ne("")]
    said: dict[str, list[str]] = {}
    for row in changed.to_dict("records"):
        growth = f"，{row['growth_text']}" if row["growth_text"] else ""
        hindered = "" if row["comparable"] else "（不完全可比）"
        verb = "与" if row["change_text"] == UNCHANGED else "比"
        said.setdefault(str(row["name"]), []).append(f"{verb}{row['basis']}{row['change_text']}{growth}{hindered}")
    return {name: "；".join(parts) for name, parts in said.items()}


def show_changes(run: Run, topics: Sequence[str]) -> Table | Sentence:
    """Show the changes since 上期 and 去年同期 of the figures of some topics, with what hinders the comparison.

    Groups that have not changed, and numbers that only one side has, are counted in the caption.
    """
    if all(found.period is None for found in run.earlier.bases.values()):
        return Sentence(say_why_nothing(run))
    mine = run.changes.loc[run.changes["topic"].isin(topics)]
    compared = mine.loc[mine["change_text"].ne("")]
    in_groups = compared["name"].str.contains("·", regex=False)
    shown = compared.loc[~in_groups | compared["change_text"].ne(UNCHANGED), _SHOWN]
    named = {basis: found.period for basis, found in run.earlier.bases.items() if found.period}
    periods = "，".join(_say_period(run, basis, period) for basis, period in named.items())
    unchanged, alone = len(compared) - len(shown), len(mine) - len(compared)
    rest = f"；另有分组数字 {unchanged} 个持平" if unchanged else ""
    rest += f"；{alone} 个数字只有一期有，见 figures.json" if alone else ""
    empty = f"没有两期都有的数字（{periods}）{rest}。"
    return Table(f"与较早的期比较（{periods}{rest}）", shown.reset_index(drop=True), "figures.json", empty)


def _say_period(run: Run, basis: Basis, period: EarlierPeriod) -> str:
    days = f"，{period.start} 至 {period.end}" if period.start and period.end else ""
    failure = run.earlier.computed(period).failure
    return f"{basis}：{period.title}{days}" + (f"，{failure.removeprefix('的')}" if failure else "")


def say_why_nothing(run: Run) -> str:
    """Return why nothing can be compared, as one sentence."""
    whys = [found.why for found in run.earlier.bases.values() if found.why]
    return (
        f"没有更早的一期可比（{'；'.join(whys) or '地方文件写明不比较'}）：地方文件里没有声明更早的期，"
        "也没有交来往期数字（T24），所以不写变化。"
    )


def show_earlier_problems(run: Run) -> Table:
    """Show the earlier numbers typed by hand that can't be used, or that the exports of their period contradict."""
    return Table("往期数字的问题", run.earlier_problems, empty="往期数字没有不一致的，或没有交来。")
