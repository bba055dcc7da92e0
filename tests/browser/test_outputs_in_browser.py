"""Every page of every shipped place, opened as a reader opens it."""

from __future__ import annotations

from functools import cache

import pytest
from pages import check_page

pytestmark = pytest.mark.browser

RUNS = [
    "2021Q2/tongcheng",
    "2023Q1/shiquan",
    "2023Q2/guangyuan",
    "2023Q3/fengxiang",
    "2024Q2/cangxi",
    "2026Q3/sample",
]
CHARTS = {"10_intake", "80_rectification", "90_bulletin"}
"""Pages whose chart never lacks data."""


@pytest.fixture(scope="module")
def look(batch, browser, screenshots):
    """Return a function that gives the reports of all pages of a run; each page is opened once."""
    screenshots.mkdir(exist_ok=True)

    @cache
    def look_at(run):
        pages = sorted((batch.outputs / run / "html").glob("*.html"))
        shots = [screenshots / f"{run.replace('/', '-')}-{page.stem}.png" for page in pages]
        return {page: check_page(page, browser, shot) for page, shot in zip(pages, shots, strict=True)}

    return look_at


@pytest.mark.parametrize("run", RUNS)
def test_every_page_is_sound_in_a_browser(look, run):
    reports = look(run)
    assert len(reports) == 9
    for page, report in reports.items():
        assert not report.faults, (page.name, report.faults)
        assert report.characters > 50
        assert page.stem not in CHARTS or report.charts == 1
        assert page.stat().st_size < 1_000_000


def test_sample_county_draws_a_chart_on_every_page(look):
    for page, report in look("2026Q3/sample").items():
        assert report.charts >= 1, page.name


@pytest.mark.parametrize("run", RUNS)
def test_the_overview_of_every_period_is_sound_in_a_browser(batch, browser, screenshots, run):
    page = batch.outputs / run.split("/", maxsplit=1)[0] / "00_overview.html"
    report = check_page(page, browser, screenshots / f"{run.split('/', maxsplit=1)[0]}-00_overview.png")
    assert not report.faults, report.faults
    assert report.characters > 50
    assert page.stat().st_size < 1_000_000
