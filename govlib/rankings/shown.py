"""Rankings as tables that a page and an annex both print."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from govlib.catalog.figures import Figure
from govlib.catalog.ranking_methods import GradedLists
from govlib.rankings.cross import spread_cross
from govlib.rankings.result import COUNTED, COUNTS, FIRST, LAST, LIST, UNKNOWNS, Ranked
from govlib.rankings.sayings import say_method

CAPTIONS = {LIST: "", UNKNOWNS: "：缺数据的", FIRST: "：前列", LAST: "：末尾", COUNTS: "：统计"}


def list_tables(ranked: Ranked) -> list[tuple[str, pd.DataFrame]]:
    """Return the tables of a ranking with their captions: the list, those apart, the first, the last, the counts.

    The column of the number bears the name of the figure.
    """
    title = ranked.ranking.title
    if ranked.ranking.method.kind == "cross":
        return [(title, spread_cross(ranked.frame))] if len(ranked.frame) else []
    method = ranked.ranking.method
    groups = "task" if isinstance(method, GradedLists) and method.of is None else "group"
    found = []
    for part, caption in CAPTIONS.items():
        frame = ranked.part(part)
        if len(frame):
            found.append(
                (title + caption, _count_table(frame, groups) if part == COUNTS else _list_table(frame, groups))
            )
    return found


def say_remarks(ranked: Ranked, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """Return what stands below the tables of a ranking: what the method does, and what was noticed."""
    method = f"办法：{say_method(ranked.ranking, figures)}"
    below = sorted({str(name) for name in ranked.frame["denominator_name"].dropna() if name})
    denominators = (f"分母：{'、'.join(below)}。",) if below else ()
    return (method, *denominators, *ranked.notes)


def _list_table(frame: pd.DataFrame, groups: str) -> pd.DataFrame:
    figures = [name for name in frame["figure"].drop_duplicates() if name]
    is_count = frame["numerator"].isna().all() and bool((frame["value"].dropna() % 1 == 0).all())
    number = frame["value"].astype("Float64") if is_count and frame["value"].notna().any() else frame["value_text"]
    subject = "单位" if frame["subject"].eq(frame["unit"]).all() else "subject"
    shown = {groups: frame["group"], "rank": frame["rank"], subject: frame["subject"]}
    shown["platform"] = frame["platform"]
    shown["unit"] = frame["unit"].mask(frame["unit"].eq(frame["subject"]), "")
    shown |= {name: frame[name] for name in ("numerator", "denominator")}
    shown[figures[0] if len(figures) == 1 else "value_text"] = number
    shown |= {"word": frame["word"], "note": frame["note"]}
    table = pd.DataFrame(shown)
    says_twice = bool((frame["value_text"].eq(frame["word"]) | frame["value"].isna()).all())
    always = (subject, *(() if says_twice else figures[:1]))
    kept = [name for name in table.columns if name in always or not (_is_blank(table[name]) or name in figures)]
    return table[kept].reset_index(drop=True)


def _count_table(frame: pd.DataFrame, groups: str) -> pd.DataFrame:
    counted = COUNTED if frame["denominator"].notna().any() else "个数"
    table = pd.DataFrame(
        {groups: frame["group"], "word": frame["word"], counted: frame["value_text"],
         "denominator": frame["denominator"]}
    )  # fmt: skip
    return table[[name for name in table.columns if not _is_blank(table[name])]].reset_index(drop=True)


def _is_blank(column: pd.Series) -> bool:
    filled = column.dropna()
    return filled.empty or bool(filled.astype("string").eq("").all())
