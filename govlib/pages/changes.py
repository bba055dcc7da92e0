"""What every page says of the earlier periods: the change beside a number, and the table of changes of its topics."""

from __future__ import annotations

from collections.abc import Sequence

from govlib.display import Sentence, Table
from govlib.workspace import Run

_SHOWN = ["name", "basis", "earlier_period", "earlier_text", "now_text", "change_text", "growth_text", "note"]


def say_changes(run: Run, names: Sequence[str]) -> dict[str, str]:
    """Return what has changed in the named figures, as 比上期提高1.2个百分点, by name; the unchanged say 持平."""
    changed = run.changes.loc[run.changes["name"].isin(names) & run.changes["change_text"].ne("")]
    said: dict[str, list[str]] = {}
    for row in changed.to_dict("records"):
        growth = f"，{row['growth_text']}" if row["growth_text"] else ""
        hindered = "" if row["comparable"] else "（不完全可比）"
        verb = "与" if row["change_text"] == "持平" else "比"
        said.setdefault(str(row["name"]), []).append(f"{verb}{row['basis']}{row['change_text']}{growth}{hindered}")
    return {name: "；".join(parts) for name, parts in said.items()}


def show_changes(run: Run, topics: Sequence[str]) -> Table | Sentence:
    """Show every change since 上期 and 去年同期 of the figures of some topics, with what hinders the comparison."""
    if all(found.period is None for found in run.earlier.bases.values()):
        return Sentence(say_why_nothing(run))
    changes = run.changes
    shown = changes.loc[changes["topic"].isin(topics), _SHOWN]
    periods = "，".join(f"{basis}为{found.period.title}" for basis, found in run.earlier.bases.items() if found.period)
    return Table(f"与{periods}比较", shown.reset_index(drop=True), "figures.json", f"没有两期都有的数字（{periods}）。")


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
