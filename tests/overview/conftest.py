"""A province of invented places in two periods."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from province import ROOT, Open, failing, sites
from remembering import number, problem, remembered, write_place

from govlib.catalog.lines import Line
from govlib.catalog.load import Catalog, load_catalog
from govlib.overview.view import Asking, Overview, read_overview


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """Return outputs of eight places: 省 holds 市 and 丙县, 市 holds 甲县, 乙县, 庚县, 戊县; 丁县 stands by itself."""
    folder = tmp_path / "成果 it's"
    city, county = {"within": "shi"}, {"within": "sheng"}
    again = failing("W-V3:甲网:", "甲局")
    for period in ("2025Q2", "2025Q3"):
        write_place(folder, period, "sheng", level="province", name="省", figures=[])
        write_place(folder, period, "shi", level="city", name="市", figures=sites(50, 100, "50.0%"), **county)
        write_place(folder, period, "bing", name="丙县", figures=[number("site_pass_rate", None, unit="%")], **county)
        write_place(folder, period, "ding", name="丁县", figures=sites(199, 200, "99.5%"))
    write_place(folder, "2025Q2", "jia", name="甲县", figures=sites(8, 10, "80.0%"), findings=[again], **city)
    write_place(
        folder, "2025Q3", "jia", name="甲县", figures=sites(10, 10, "100%"), **city,
        findings=[again, failing("W-V4:甲网:", "甲局"), {**failing("W-V5:甲网:", "乙局"), "outcome": "待复核"}],
        problems=[problem("W-V3:甲网:", "甲局"),
            problem("W-V3:甲网:", "乙局"),
            problem("W-V4:甲网:", None, kind="W-V4"),
        ],
    )  # fmt: skip
    write_place(folder, "2025Q3", "yi", name="乙县", figures=sites(3, 8, "37.5%"), **city)
    write_place(folder, "2025Q3", "geng", name="庚县", figures=sites(5, 5, "100%"), ruleset="other-2020", **city)
    write_place(folder, "2025Q2", "wu", name="戊县", figures=[], **city)
    write_place(folder, "2025Q3", "wu", name="戊县", figures=sites(1, 1, "100%"), status="失败", **city)
    return folder


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


@pytest.fixture
def drawn(catalog: Catalog) -> Catalog:
    """Return the catalog with 市 declared: a place that draws a line at 90 % over its regions."""
    line = Line(figure="site_pass_rate", by=("region",), below=(0.9,))
    city = catalog.places["cangxi"].model_copy(
        update={"slug": "shi", "name": "市", "level": "city", "within": "sheng", "lines": (line,)}
    )
    return replace(catalog, places={**catalog.places, "shi": city})


@pytest.fixture
def open_view(outputs: Path, catalog: Catalog) -> Open:
    """Return a maker of overviews of the province."""

    def open_one(within: str = "", period: str = "2025Q3", declared: Catalog = catalog) -> Overview:
        with remembered(outputs) as history:
            return read_overview(Asking(ROOT, declared, outputs, within, period), history)

    return open_one
