"""The panel of the overview that goes from region to place, unit and finding: it chooses, the library reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
import pandas as pd
from IPython.display import display

from govlib.overview.more import list_findings
from govlib.overview.view import Overview

_ANY = "（全部）"
_WIDTH = {"width": "46%"}


@dataclass(frozen=True, eq=False)
class PlaceChooser:
    """The widgets: three lists, one below the other, and what was found."""

    region: widgets.Dropdown
    place: widgets.Dropdown
    unit: widgets.Dropdown
    result: widgets.HTML
    box: widgets.VBox

    def _ipython_display_(self) -> None:
        display(self.box)  # type: ignore[no-untyped-call]  # IPython has no types


def make_chooser(view: Overview) -> PlaceChooser:
    """Return the panel of an overview; each choice narrows the next and reads the findings of the place anew."""
    places = view.here.loc[view.here["counted"].fillna(value=False) & ~view.here["is_upper"]]
    regions = list(dict.fromkeys(zip(places["region_name"], places["region"], strict=True)))
    region = widgets.Dropdown(description="地区", options=[(_ANY, ""), *regions], layout=_WIDTH)
    place = widgets.Dropdown(description="地方", options=_name(places), layout=_WIDTH)
    unit = widgets.Dropdown(description="单位", options=[(_ANY, "")], layout=_WIDTH)
    result = widgets.HTML()
    chooser = PlaceChooser(region, place, unit, result, widgets.VBox([region, place, unit, result]))

    def choose_region(_: Any) -> None:
        inside = places if not region.value else places.loc[places["region"].eq(region.value)]
        place.options = _name(inside)

    def choose_place(_: Any) -> None:
        own = view.frames.units.loc[view.frames.units["place"].eq(place.value)]
        named = own["unit"].dropna()
        unit.options = [(_ANY, ""), *((str(name), str(name)) for name in named)]
        show(_)

    def show(_: Any) -> None:
        result.value = list_findings(view, str(place.value or ""), str(unit.value or ""))

    watched: tuple[tuple[widgets.Dropdown, Callable[[Any], None]], ...] = (
        (region, choose_region), (place, choose_place), (unit, show),
    )  # fmt: skip
    for widget, heard in watched:
        widget.observe(heard, names="value")
    choose_place(None)
    return chooser


def _name(places: pd.DataFrame) -> list[tuple[str, str]]:
    return [(str(name), str(slug)) for name, slug in zip(places["place_name"], places["place"], strict=True)]
