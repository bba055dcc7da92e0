"""What several pages share: the heading of a run, the note for tables that were not delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from govlib.display import Headline, Sentence
from govlib.pages.changes import say_changes
from govlib.workspace import Run


def introduce(run: Run) -> Sentence:
    """Say which place, period, window and inspection day the page is about; a sample says that it is invented."""
    period = run.period
    said = (
        f"{run.title}：检查时间 {period.start.isoformat()} 至 {period.end.isoformat()}，"
        f"监测时间点 {period.inspection_day.isoformat()}，适用 {run.ruleset.name}（{run.ruleset.source.act}）。"
    )
    if run.place.sample:
        return Sentence(f"虚构样例，不是任何真实地方的数据。{said}", "提醒")
    return Sentence(said)


def lacking(run: Run, tables: Sequence[str], for_what: str) -> Sentence | None:
    """Return the note that none of some tables was delivered, or None when one was."""
    if any(name in run.tables for name in tables):
        return None
    names = "、".join(f"{run.catalog.tables[name].name}（{run.catalog.tables[name].code}）" for name in tables)
    return Sentence(f"{for_what}缺数据：没有交来 {names}。没有交来的表不当作合格，也不当作 0。", "缺数据")


def headline(run: Run, names: Sequence[str]) -> Headline | Sentence:
    """Show the named figures as the page's opening numbers; those without data are left to the note below."""
    found = [(name, run.figure(name)) for name in names]
    known = {name: figure.text for name, figure in found if figure is not None and figure.value is not None}
    numbers = tuple((_say_when(name, known), text) for name, text in known.items() if not _is_idle(name, known))
    if not numbers:
        return Sentence("本页的数字都缺数据：需要的表没有交来。", "缺数据")
    return Headline(numbers, say_changes(run, list(known)))


def _say_when(name: str, known: Mapping[str, str]) -> str:
    """Return a rate's name with 整改前 where the one after rectification stands beside it."""
    return f"{name}（整改前）" if f"{name}（整改后）" in known else name


def _is_idle(name: str, known: Mapping[str, str]) -> bool:
    """Tell whether a sampling share says nothing: everybody was looked at."""
    return name.endswith("抽查比例") and known[name] == "100%"


def sorted_by(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the frame with the largest numbers first, equal ones in their old order."""
    return frame.sort_values(column, ascending=False, kind="stable", na_position="last").reset_index(drop=True)


def plain_sum(series: pd.Series) -> int:
    """Return the sum of a count column, blanks as nothing, as a plain whole number."""
    return int(series.fillna(0).sum())
