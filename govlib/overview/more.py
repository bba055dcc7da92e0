"""What the panel asks for when a person has chosen a place or unit: its findings, read from the memory then."""

from __future__ import annotations

from html import escape

from govlib.display import Table
from govlib.errors import UserError
from govlib.history.opened import open_history
from govlib.overview.reading import Asked, read_findings
from govlib.overview.tables import table_findings
from govlib.overview.view import MOST_FINDINGS, Overview


def list_findings(view: Overview, place: str, unit: str) -> str:
    """Return the findings of a place, of one unit if named, as HTML with a link to the place's page."""
    if not place:
        return "<p>没有可选的地方。</p>"
    try:
        with open_history(view.outputs) as history:
            asked = Asked(history, view.period, view.regions.loc[view.regions["place"].eq(place)])
            found = read_findings(asked, MOST_FINDINGS + 1, place, unit)
    except UserError as error:
        return f"<p>{escape(error.sentence())}</p>"
    shown = table_findings(view, found).drop(columns=["place", "place_name"])
    name = view.names.get(place, place)
    table = Table(f"{name}{unit}不合格和待复核的", shown, f"{place}/findings.csv", "没有不合格和待复核的。")
    html: str = table._repr_mimebundle_()["text/html"]
    href = escape(f"{view.link_base}{place}/html/20_websites.html")
    return f'<p><a href="{href}" target="_blank">{escape(name)}的网页</a></p>{html}'
