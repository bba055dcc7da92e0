"""80 整改, 复核情况: what people decided about this period's findings, and which decisions need another look."""

from __future__ import annotations

import pandas as pd

from govlib.display import Sentence, Several, Table
from govlib.review.decision import KINDS
from govlib.review.effective import STALE
from govlib.review.items import list_items
from govlib.review.rulings import CARRIED, GONE, STANDINGS, UNREVIEWED
from govlib.review.shown import show_items
from govlib.workspace import Run

_NOTHING = "本期没有复核决定：不合格的按规则的结论计，待复核的不计为不合格。列出要复核的和保存决定用 govlib review。"
_DECIDED = ["key", "unit", "subject", "problem", "outcome", "decision", "to", "remark", "when", "by"]


def show_review(run: Run) -> Several | Sentence:
    """Show how many items were decided in which way, and those whose decision is stale, carried over or without item.

    Without decisions in any period nothing is listed, so that nothing has to be computed either.
    """
    faults = tuple(Sentence(said, "提醒") for said in run.review.faults)
    if not run.review.book:
        return Several((*faults, Sentence(_NOTHING))) if faults else Sentence(_NOTHING)
    items = list_items(run)
    waiting = int((items["standing"].eq(UNREVIEWED) & items["outcome"].eq("待复核")).sum())
    return Several(
        (
            *faults,
            Sentence(
                f"可以复核的共 {int(items['standing'].ne(GONE).sum())} 项，其中待复核而还没有决定的 {waiting} 项。"
            ),
            Table("复核决定（按决定和现状）", count_decisions(items), "", "还没有复核决定。"),
            _list(items, STALE, "失效的决定：作出之后数据或规则的结论变了，没有采用，请重新复核", _DECIDED),
            _list(items, CARRIED, "沿用以前各期的误报和不适用（证据相同）", [*_DECIDED, "origin"]),
            _list(items, GONE, "有决定而本期没有这一项", ["key", "decision", "to", "remark", "when", "by"]),
        )
    )


def count_decisions(items: pd.DataFrame) -> pd.DataFrame:
    """Return one row a kind of decision made, with how many items have it in each standing that occurs, and in all."""
    decided = items.loc[items["decision"].ne("")]
    counts = pd.crosstab(decided["decision"], decided["standing"])
    kinds = [word for word in KINDS.values() if word in counts.index]
    standings = [word for word in STANDINGS if word in counts.columns]
    table = counts.reindex(index=kinds, columns=standings).astype("int64")
    table["合计"] = table.sum(axis=1)
    return table.rename_axis(index="复核决定", columns=None).reset_index()


def _list(items: pd.DataFrame, standing: str, caption: str, columns: list[str]) -> Table:
    chosen = items.loc[items["standing"].eq(standing), columns].reset_index(drop=True)
    return Table(caption, show_items(chosen), "govlib review list", "没有。")
