"""60 文字质量：wording errors that were registered, and what the rules of text find in the articles, for review."""

from __future__ import annotations

import pandas as pd

from govlib.catalog.lexicon_rows import SEVERITIES
from govlib.charts import draw_columns
from govlib.display import Chart, Headline, Sentence, Table
from govlib.pages.common import headline, lacking
from govlib.pages.links import show_link_pages, show_links, sum_up_links
from govlib.text.hits import SERIOUS
from govlib.text.kept import keep_text
from govlib.text.order import order_hits
from govlib.workspace import Run

__all__ = [
    "chart_hits",
    "chart_kinds",
    "count_by_article",
    "count_by_unit",
    "keep_hits",
    "open_panel",
    "open_with_numbers",
    "open_workshop",
    "show_errors",
    "show_hits",
    "show_link_pages",
    "show_links",
    "sum_up_hits",
    "sum_up_links",
]

_SHOWN = [
    "unit",
    "account_name",
    "platform",
    "error_kind",
    "wrong_text",
    "right_text",
    "review_result",
    "source_file",
    "source_sheet",
    "source_row",
]

_HITS = [
    "severity",
    "kind",
    "wrong",
    "right",
    "note",
    "sentence",
    "place",
    "title",
    "unit",
    "account_name",
    "file",
    "sheet",
    "row",
]
_MAY_BE_BLANK = ("note", "account_name", "sheet")
_NO_HITS = "默认规则在交来的文章里没有查出问题。"
_MOST_KINDS, _MOST_LISTED = 15, 20


def open_with_numbers(run: Run) -> Headline | Sentence:
    """Show how many errors were registered, how many corrected, and at how many units."""
    names = ["登记的文字错误", "已改正的文字错误", "文字错误改正率", "有文字错误的单位", "错情数", "有错情的单位"]
    return headline(run, names)


def show_errors(run: Run) -> Table | Sentence:
    """Show the registered errors; dismissed ones are left out."""
    missing = lacking(run, ["wording"], "文字错误登记")
    if missing is not None:
        return missing
    table = run.tables["wording"]
    kept = table.loc[~table["review_result"].eq("误报").fillna(value=False), _SHOWN]
    shown = kept.rename(
        columns={"review_result": "复核结果", "source_file": "file", "source_sheet": "sheet", "source_row": "row"}
    )
    return Table("登记的文字错误（误报已剔除）", shown)


def chart_kinds(run: Run) -> Chart | Sentence:
    """Draw the errors by kind."""
    values = [item for item in run.figures if item.id == "wording" and tuple(item.group) == ("error_kind",)]
    if not values:
        return Sentence("没有可画的文字错误。", "缺数据")
    ordered = sorted(values, key=lambda item: -(item.value or 0))
    return Chart(
        draw_columns(
            [item.group["error_kind"] for item in ordered],
            [item.value or 0 for item in ordered],
            "文字错误按类型",
            "处",
        )
    )


def sum_up_hits(run: Run) -> Headline | Sentence:
    """Show how many articles were checked and what was found in them, by severity; none of it counts anywhere."""
    checked = run.checked_text
    if checked is None:
        return _no_articles(run)
    counts, found = checked.counts, checked.found["severity"].value_counts()
    hits = tuple((f"待复核：{severity}", f"{found[severity]}处") for severity in SEVERITIES if severity in found.index)
    numbers = (("查过的文章", f"{counts.articles}篇"), ("没有正文", f"{counts.without_body}篇"), *hits)
    notes = {"没有正文": "只查了标题"} if counts.without_body else {}
    return Headline(numbers if hits else (*numbers, ("待复核", "0处")), notes)


def chart_hits(run: Run) -> Chart | Sentence:
    """Draw what was found in the articles by kind, the most frequent first."""
    if run.checked_text is None:
        return _no_articles(run)
    kinds = run.checked_text.found["kind"].value_counts(sort=False).sort_index()
    if kinds.empty:
        return Sentence(_NO_HITS)
    kinds = kinds.sort_values(ascending=False, kind="stable").head(_MOST_KINDS)
    title = f"文章里查出的线索按类型（待复核{f'，前 {_MOST_KINDS} 类' if len(kinds) == _MOST_KINDS else ''}）"
    return Chart(draw_columns([str(kind) for kind in kinds.index], [int(count) for count in kinds], title, "处"))


def show_hits(run: Run) -> Table | Sentence:
    """Show what was found in the articles one by one, the gravest first; quotations of errors are left out."""
    if run.checked_text is None:
        return _no_articles(run)
    shown = order_hits(run.checked_text.found)[_HITS]
    idle = [name for name in _MAY_BE_BLANK if shown[name].eq("").all()]
    return Table("文章文字问题线索（待复核，不计入结论）", shown.drop(columns=idle), empty=_NO_HITS)


def count_by_article(run: Run) -> Table | Sentence:
    """Show the articles with most hits."""
    return _count(run, ["title", "url", "unit", "account_name"], "线索最多的文章（待复核）")


def count_by_unit(run: Run) -> Table | Sentence:
    """Show the units with most hits, and in how many of their articles."""
    return _count(run, ["unit"], "线索最多的单位（待复核）")


def keep_hits(run: Run) -> Sentence:
    """Keep what was found beside the tables, for the annex and for whoever reviews it."""
    if run.checked_text is None:
        return _no_articles(run)
    keep_text(run)
    return Sentence("查出的线索已留在 tables/text_hits.parquet，附件里也有一张表；复核以前不作结论。")


def open_panel(run: Run) -> object:
    """Return the panel that checks pasted text or a file; in a batch a sentence says where it is."""
    from govlib.widgets.text_panel import open_panel as open_text_panel  # noqa: PLC0415 - widgets only where they are shown

    return open_text_panel(run)


def open_workshop(run: Run) -> object:
    """Return the records of the lexicon's entries and what reviews suggest; a sentence in a batch."""
    from govlib.widgets.lexicon_workshop import open_workshop as open_lexicon  # noqa: PLC0415 - the same

    return open_lexicon(run)


def _count(run: Run, by: list[str], title: str) -> Table | Sentence:
    if run.checked_text is None:
        return _no_articles(run)
    found = run.checked_text.found
    found = found.assign(unit=found["unit"].replace("", "（没有写单位）"))
    articles = found[["file", "sheet", "row"]].astype(str).agg("\x00".join, axis=1) if len(found) else found["file"]
    serious = found["severity"].eq(SERIOUS)
    grouped = found.assign(_article=articles, _serious=serious).groupby(by, sort=False, as_index=False)
    counted = grouped.agg(
        hit_count=("rule", "size"), serious_count=("_serious", "sum"), article_count=("_article", "nunique")
    )
    ordered = counted.sort_values(["hit_count", *by], ascending=[False, *[True] * len(by)], ignore_index=True)
    columns = [*by, "hit_count", "serious_count", *(["article_count"] if by == ["unit"] else [])]
    return Table(title, pd.DataFrame(ordered[columns].head(_MOST_LISTED)), empty=_NO_HITS)


def _no_articles(run: Run) -> Sentence:
    return lacking(run, ["articles"], "文章文字检查") or Sentence("没有查文章。")
