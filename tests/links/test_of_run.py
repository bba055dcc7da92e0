"""A delivered list of links: on the page, in the annexes, through the rules, over several scans."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from govlib.bulletin.contents import list_annexes
from govlib.catalog.load import Catalog, load_catalog
from govlib.display import Sentence, Table
from govlib.pages.links import show_link_pages, show_links, sum_up_links
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
HEAD = (
    "网站标识码,扫描时间,不可用链接URL,链接标题,父页面URL,父页面标题,链接位置,链接类型,返回码,错误描述,"
    "不可用天数,核实状态,责任单位"
)
SITES = (
    "网站标识码,网站名称,首页网址,主办单位,网站类型,网站状态\n"
    "9951080001,样例县人民政府门户网站,http://www.a.example/,县政府办公室,政府门户网站,正常\n"
)
PAGE = "http://www.a.example/p.html"

Deliver = Callable[..., Run]


@cache
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


@pytest.fixture
def deliver(tmp_path: Path) -> Deliver:
    def written(*rows: str, name: str = "链接监测.csv", head: str = HEAD) -> Run:
        folder = tmp_path / "exports" / "sample" / "2026Q3"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "网站名录.csv").write_text(SITES, encoding="utf-8")
        if name:
            (folder / name).write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return open_declared(tmp_path, catalog(), "sample", "2026Q3", "outputs")

    return written


def link(scanned: str, url: str, kind: str, *, code: str = "", days: str = "", review: str = "") -> str:
    return f"9951080001,{scanned},{url},标题,{PAGE},页面,首页,{kind},{code},,{days},{review},"


def test_a_link_scanned_twice_is_one_row_of_the_latest_scan(deliver: Deliver):
    run = deliver(
        link("2026-07-05 09:00", "http://b.example/1", "外链", code="404", days="3", review="属实"),
        link("2026-09-03 09:00", "http://b.example/1", "外链", code="404"),
        link("2026-07-05 09:00", "http://b.example/2", "非法外链", code="200", review="属实"),
        link("2026-09-03 09:00", "http://b.example/2", "非法外链", code="200", review="误报"),
    )
    assert run.intake.problems["code"].tolist() == []
    table = run.tables["links"]
    assert table["link_url"].tolist() == ["http://b.example/1", "http://b.example/2"]
    assert table["source_row"].tolist() == [3, 5]
    pages = show_link_pages(run)
    assert isinstance(pages, Table)
    assert pages.frame[["死链", "非法外链", "longest_days", "unreviewed_count"]].to_numpy().tolist() == [[1, 0, 63, 0]]
    said = sum_up_links(run).text
    assert said == "1 个页面上有 1 个问题链接：死链 1 个；最长的已有 63 天打不开；都已核实。"
    found = run.findings.loc[run.findings["indicator"].eq("W-V1.3"), "outcome"]
    assert "不合格" not in found.tolist()


def test_the_same_scan_twice_is_still_a_problem_of_the_delivery(deliver: Deliver):
    row = link("2026-07-05 09:00", "http://b.example/1", "外链", code="404")
    assert deliver(row, row).intake.problems["code"].tolist() == ["duplicate_row"]


def test_pages_name_their_site_and_unit_and_make_an_annex(deliver: Deliver):
    run = deliver(link("2026-07-05 09:00", "http://b.example/1", "暗链"))
    pages = show_link_pages(run)
    listed = show_links(run)
    assert isinstance(pages, Table)
    assert isinstance(listed, Table)
    assert pages.frame.loc[0, ["site_name", "unit", "worst_class"]].tolist() == [
        "样例县人民政府门户网站",
        "县政府办公室",
        "暗链",
    ]
    assert listed.frame.loc[0, ["link_class", "review"]].tolist() == ["暗链", "待核实"]
    (annex,) = [one for one in list_annexes(run) if "问题链接" in one.title]
    assert annex.table.columns.tolist()[:5] == ["序号", "网站名称", "责任单位", "所在页面", "页面标题"]


def test_what_was_not_delivered_is_no_nought(deliver: Deliver):
    run = deliver(name="")
    for shown in (sum_up_links(run), show_link_pages(run), show_links(run)):
        assert isinstance(shown, Sentence)
        assert shown.tone == "缺数据"
    assert not [one for one in list_annexes(run) if "问题链接" in one.title]


def test_a_list_where_all_was_dismissed_has_no_problem_link(deliver: Deliver):
    run = deliver(link("2026-07-05 09:00", "http://b.example/1", "暗链", review="误报"))
    assert sum_up_links(run).text == "交来的链接监测里没有问题链接（误报已剔除）。"
    pages = show_link_pages(run)
    assert isinstance(pages, Table)
    assert pages.frame.empty
    assert "没有问题链接" in pages._repr_mimebundle_()["text/html"]
