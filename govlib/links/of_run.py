"""The problem links of a run: link by link, and page by page."""

from __future__ import annotations

import pandas as pd

from govlib.links.by_page import count_by_page, list_links
from govlib.workspace import Run


def list_run_links(run: Run) -> pd.DataFrame | None:
    """Return one row a problem link of the run with its class, as ``list_links`` does; None without T5."""
    links = run.tables.get("links")
    return None if links is None else list_links(links, run.tables.get("sites"), run.catalog.link_signs)


def count_run_pages(run: Run) -> pd.DataFrame | None:
    """Return one row a page with problem links, as ``count_by_page`` does; None without T5."""
    listed = list_run_links(run)
    return None if listed is None else count_by_page(listed, run.catalog.link_signs)
