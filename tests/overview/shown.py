"""The page of an overview without a kernel: each cell of the notebook called here, exported as a batch does."""

from __future__ import annotations

from pathlib import Path

from govlib.batch.document import make_node, read_notebook
from govlib.batch.page import PageContext, export_page
from govlib.display import Several
from govlib.overview.view import Overview
from govlib.pages import overview as page

ROOT = Path(__file__).resolve().parents[2]


def show_page(view: Overview) -> str:
    """Return the page of an overview."""
    notebook = read_notebook(ROOT / "notebooks" / "00_overview.ipynb")
    for cell in notebook.cells:
        if cell.cell_type != "code" or "parameters" in cell.metadata.get("tags", []):
            continue
        name = cell.source.splitlines()[-1].removeprefix("page.").removesuffix("(view)")
        shown = getattr(page, name)(view)
        parts = shown.parts if isinstance(shown, Several) else (shown,)
        cell.outputs = [
            make_node({"output_type": "display_data", "metadata": {}, "data": part._repr_mimebundle_()})
            for part in parts
        ]
    return export_page(notebook, PageContext("总览", view.title, view.period, sample=view.sample))
