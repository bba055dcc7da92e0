"""问题链接: dead, wrong, illegal and hidden links by page, as notebook 60 shows them."""

from __future__ import annotations

import pandas as pd

from govlib.display import Sentence, Table
from govlib.links.by_page import FIRST, LAST
from govlib.links.of_run import count_run_pages, list_run_links
from govlib.pages.common import lacking
from govlib.workspace import Run

_SHOWN = [
    "site_name",
    "unit",
    "page_url",
    "link_url",
    "link_title",
    "link_class",
    "http_code",
    "error_text",
    "unavailable_days",
    "review",
    "source_file",
    "source_sheet",
    "source_row",
]
_NONE = "交来的链接监测里没有问题链接（误报已剔除）。"


def sum_up_links(run: Run) -> Sentence:
    """Say how many links of each class stand on how many pages, and how many nobody has confirmed."""
    pages = count_run_pages(run)
    if pages is None:
        return _lacking(run)
    if pages.empty:
        return Sentence(_NONE)
    classes = [name for name in pages.columns if name not in {*FIRST, *LAST} and pages[name].sum()]
    counts = "、".join(f"{name} {pages[name].sum()} 个" for name in classes)
    opened = int(pages["unreviewed_count"].sum())
    days = pages["longest_days"].max()
    longest = f"最长的已有 {days} 天打不开；" if pd.notna(days) and days > 0 else ""
    review = f"其中待核实 {opened} 个，未经核实的不作结论。" if opened else "都已核实。"
    return Sentence(f"{len(pages)} 个页面上有 {pages['link_count'].sum()} 个问题链接：{counts}；{longest}{review}")


def show_link_pages(run: Run) -> Table | Sentence:
    """Show one row a page with its problem links by class, the gravest first."""
    pages = count_run_pages(run)
    return _lacking(run) if pages is None else Table("有问题链接的页面", pages, empty=_NONE)


def show_links(run: Run) -> Table | Sentence:
    """Show the problem links one by one, in the order of their pages; dismissed ones are left out."""
    listed, pages = list_run_links(run), count_run_pages(run)
    if listed is None or pages is None:
        return _lacking(run)
    place = {url: number for number, url in enumerate(pages["page_url"])}
    ordered = listed.assign(_place=listed["page_url"].map(place)).sort_values(
        ["_place", "link_url"], kind="stable", ignore_index=True
    )[_SHOWN]
    shown = ordered.rename(columns={"source_file": "file", "source_sheet": "sheet", "source_row": "row"})
    return Table("问题链接", shown, rest_in="tables/links.parquet", empty=_NONE)


def _lacking(run: Run) -> Sentence:
    return lacking(run, ["links"], "问题链接") or Sentence(_NONE)
