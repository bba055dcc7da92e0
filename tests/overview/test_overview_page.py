"""The page, the workbook and the command of an overview."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from province import Open, failing, number, sites
from remembering import problem, write_place
from shown import show_page

from govlib.batch.selfcontained import check_self_contained
from govlib.catalog.load import load_catalog
from govlib.overview.more import list_findings
from govlib.overview.produce import follow_batch, make_overview, name_files
from govlib.overview.tiles import BANDS, Tile, TileGrid, band_of, take_worst
from govlib.overview.workbook import list_annexes
from govlib.widgets.place_chooser import make_chooser

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_holds_all_and_loads_nothing(open_view: Open):
    html = show_page(open_view("sheng"))
    assert check_self_contained(html) == []
    for said in ("72.2%", "不能相比，分成 2 组", "上级地方本级的检查", "没有政府网站合格率的地方", "戊县", "反复出现"):
        assert said in html
    assert "50.0%" in html


def test_links_lead_to_the_pages_of_places_beside_it(open_view: Open):
    html = show_page(open_view("shi"))
    targets = set(re.findall(r'<a href="([^"]+)"', html))
    assert "jia/html/20_websites.html" in targets
    assert "jia/html/80_rectification.html" in targets
    assert all(re.fullmatch(r"[\w-]+/html/\d0_[a-z]+\.html", target) for target in targets)


def test_a_period_in_which_every_place_failed_still_has_a_page(open_view: Open, outputs: Path):
    write_place(outputs, "2025Q4", "jia", name="甲县", status="失败", within="shi")
    view = open_view("", "2025Q4")
    html = show_page(view)
    assert "这一次运行没有成功" in html
    assert list(list_annexes(view, view.frames.findings))


def test_places_without_any_finding_or_figure_still_have_a_page(open_view: Open, outputs: Path):
    write_place(outputs, "2025Q4", "jia", name="甲县")
    assert "缺数据" in show_page(open_view("", "2025Q4"))


def test_what_a_place_is_called_is_text_and_nothing_else(open_view: Open, outputs: Path):
    evil = "<img src=x onerror=alert(1)>县"
    write_place(
        outputs, "2025Q4", "boes", name=evil, figures=sites(1, 2, "50.0%"),
        findings=[failing(f"W-V3:{evil}:", "=1+1")], problems=[problem("W-V3:x:", evil)],
    )  # fmt: skip
    html = show_page(open_view("", "2025Q4"))
    assert "<img src=x" not in html
    assert check_self_contained(html) == []


def test_many_places_are_tiles_by_region_and_lists_of_both_ends(open_view: Open, outputs: Path):
    for at in range(401):
        write_place(
            outputs, "2025Q4", f"x{at:03d}", name=f"第{at}县", figures=sites(at, 401, f"{at / 401:.1%}"), within="jia"
        )
    html = show_page(open_view("", "2025Q4"))
    assert "每格一个地区" in html
    assert "前 20 名（含并列，共 401 个地方" in html
    assert "后 20 名" in html
    assert len(html.encode()) < 1_000_000


def test_a_tile_is_shaded_by_the_exact_rate_and_says_it_in_words():
    assert [band_of(rate) for rate in (Fraction(1), Fraction(9999, 10000), Fraction(9, 10), Fraction(0), None)] == [
        "all", "ninety", "ninety", "low", "none",
    ]  # fmt: skip
    grid = TileGrid("率", (("区", (Tile("甲", "99.9%", Fraction(999, 1000)), Tile("乙", "缺数据", None))),))
    html = grid._repr_mimebundle_()["text/html"]
    assert '<li class="ninety">甲<br><b>99.9%</b></li>' in html
    assert '<li class="none">乙<br><b>缺数据</b></li>' in html
    assert all(f"li.{band.name} {{" in html for band in BANDS)


def test_the_worst_tiles_are_kept_in_their_order():
    tiles = [
        Tile(name, "", rate)
        for name, rate in (("a", Fraction(1)), ("b", None), ("c", Fraction(0)), ("d", Fraction(1, 2)))
    ]
    assert [tile.name for tile in take_worst(tiles, 2)] == ["c", "d"]


def test_the_panel_goes_from_region_to_place_unit_and_finding(open_view: Open):
    chooser = make_chooser(open_view("sheng"))
    chooser.region.value = "shi"
    assert [slug for _, slug in chooser.place.options] == ["geng", "jia", "yi"]
    chooser.place.value = "jia"
    assert {unit for _, unit in chooser.unit.options} == {"", "甲局", "乙局"}
    chooser.unit.value = "甲局"
    assert "W-V4" in chooser.result.value
    assert "W-V5" not in chooser.result.value
    assert 'href="jia/html/20_websites.html"' in chooser.result.value


def test_a_memory_that_went_away_is_told_in_the_panel(open_view: Open, outputs: Path):
    view = open_view("shi")
    for path in (outputs / ".history").glob("*.json"):
        path.unlink()
    assert "还没有成果" in list_findings(view, "jia", "")


def bytes_of(path: Path) -> object:
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    return path.read_bytes()


def test_made_twice_and_elsewhere_an_overview_is_the_same_bytes(
    outputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GOVLIB_ROOT", str(ROOT))
    made = make_overview(ROOT, outputs, "2025Q3")
    first = {path.name: bytes_of(path) for path in (made.page, made.notebook, made.workbook)}
    elsewhere = tmp_path / "woanders"
    outputs.rename(elsewhere)
    again = make_overview(ROOT, elsewhere, "2025Q3")
    assert {path.name: bytes_of(path) for path in (again.page, again.notebook, again.workbook)} == first
    assert again.place_count == 5
    assert not list((elsewhere / ".building").glob("*/"))
    cells = json.loads(again.notebook.read_text(encoding="utf-8"))["cells"]
    assert all(output["output_type"] != "error" for cell in cells for output in cell.get("outputs", []))
    sheet = pd.read_excel(again.workbook, sheet_name=None, header=None, dtype=str, engine="openpyxl")
    assert any("72.2%" in frame.to_numpy().astype(str).ravel().tolist() for frame in sheet.values())


def test_what_goes_wrong_fails_no_place_and_leaves_the_old_page(outputs: Path, monkeypatch: pytest.MonkeyPatch):
    page, *_ = name_files(outputs, "2025Q3", "")
    page.write_text("vorher", encoding="utf-8")

    def burst(*_: Any, **__: Any) -> None:
        raise ValueError("坏了")

    monkeypatch.setattr("govlib.overview.produce.write_overview", burst)
    monkeypatch.setattr("govlib.overview.produce._run", lambda *_: "<p></p>")
    (said,) = follow_batch(ROOT, outputs, ["2025Q3", "2025Q3"])
    assert "2025Q3 总览没有做成" in said
    assert "坏了" in said
    assert page.read_text(encoding="utf-8") == "vorher"


def test_a_project_without_the_notebook_has_no_overview(tmp_path: Path, outputs: Path):
    assert follow_batch(tmp_path, outputs, ["2025Q3"]) == []


def test_an_upper_places_overview_has_files_of_its_own(outputs: Path):
    names = [path.name for path in name_files(outputs, "2025Q3", "shi")]
    assert names == ["00_overview-shi.html", "00_overview-shi.ipynb", "overview-shi.xlsx"]


def test_the_command_says_what_is_lacking(command: Callable[..., Any], tmp_path: Path):
    done = command(ROOT, "overview", "--period", "2030Q1", "--outputs", str(tmp_path / "leer"))
    assert done.returncode != 0
    assert "还没有成果" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_place_not_yet_run_is_listed(outputs: Path, open_view: Open):
    place = load_catalog(ROOT / "params").places["cangxi"]
    (name,) = place.periods
    write_place(outputs, name, "jia", ("2024-03-06", "2024-06-22"), name="甲县", figures=[number("x", 1)])
    view = open_view("", name)
    assert view.silent == ["cangxi"]
    assert "这一期还没有运行" in show_page(view)
