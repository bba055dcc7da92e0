"""The articles of a period on page 60: what is found, in whose words, what stands there when there is nothing."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from govlib.bulletin.contents import list_annexes
from govlib.catalog.load import load_catalog
from govlib.display import Chart, Headline, Sentence, Table
from govlib.pages import text as page
from govlib.sample import write_sample
from govlib.text import kept as kept_module
from govlib.text.kept import keep_text, list_text_inputs, make_key
from govlib.text.of_run import Asked, check_articles, load_checked
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 300
ANNEX = "文章文字问题线索（待复核）"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Run:
    root = tmp_path_factory.mktemp("county")
    write_sample(root / "exports" / "sample" / "2026Q3", ARTICLES, 3)
    (root / "params").symlink_to(ROOT / "params", target_is_directory=True)
    return open_declared(root, load_catalog(ROOT / "params"), "sample", "2026Q3", "outputs")


@pytest.fixture(scope="module")
def planted(county: Run) -> list[dict[str, str]]:
    with (county.exports_dir.parent / "2026Q3.planted.csv").open(encoding="utf-8", newline="") as stream:
        return [line for line in csv.DictReader(stream) if line["kind"] == "wording"]


def without(county: Run, *tables: str) -> Run:
    opened = replace(county)
    delivered = county.review.delivered
    vars(opened.review)["delivered"] = {name: table for name, table in delivered.items() if name not in tables}
    return opened


def with_articles(county: Run, articles: pd.DataFrame, output: Path) -> Run:
    opened = replace(county, output_dir=output)
    vars(opened.review)["delivered"] = {**county.review.delivered, "articles": articles}
    return opened


def test_what_was_planted_is_found_where_it_was_planted_and_nothing_else(county: Run, planted):
    found = county.checked_text.found
    wanted = sorted((line["file"], line["sheet"], int(line["row"]), line["code"], line["value"]) for line in planted)
    columns = found[["file", "sheet", "row", "wrong", "right"]]
    assert len(wanted) == 7
    assert sorted(columns.itertuples(index=False, name=None)) == wanted
    assert county.checked_text.hits["status"].value_counts().to_dict() == {"命中": 7, "引用": 1}
    assert county.checked_text.counts.articles == len(county.tables["articles"])
    assert 0 < county.checked_text.counts.without_body < ARTICLES


def test_a_hit_has_unit_and_title_of_its_row_in_the_tables(county: Run):
    articles = county.tables["articles"].set_index(["source_file", "source_sheet", "source_row"])
    for hit in county.checked_text.found.itertuples():
        row = articles.loc[(hit.file, hit.sheet, hit.row)]
        assert (hit.unit, hit.title, hit.url) == (row["unit"], row["title"], row["url"])


def test_no_verdict_and_no_figure_counts_what_was_found(county: Run):
    alone = without(county, "articles")
    for name in ("登记的文字错误", "有文字错误的单位"):
        assert county.figure(name).value == alone.figure(name).value


def test_the_page_shows_it(county: Run):
    numbers = dict(page.sum_up_hits(county).numbers)
    assert numbers["待复核：一般"] == "4处"
    assert numbers["待复核：表述不规范"] == "3处"
    assert isinstance(page.chart_hits(county), Chart)
    assert len(page.show_hits(county).frame) == 7
    assert page.count_by_article(county).frame["hit_count"].sum() == 7
    units = page.count_by_unit(county).frame
    assert (units["hit_count"].sum(), units["article_count"].sum()) == (7, 6)
    assert isinstance(page.open_panel(county), Sentence)


def test_the_annex_says_that_a_person_must_look(county: Run):
    (annex,) = [one for one in list_annexes(county) if one.title.endswith(ANNEX)]
    assert len(annex.table) == 7
    assert "待复核" in annex.notes[0]


def test_without_articles_the_page_says_so(county: Run):
    alone = without(county, "articles")
    for show in (page.sum_up_hits, page.chart_hits, page.show_hits, page.count_by_unit, page.keep_hits):
        shown = show(alone)
        assert isinstance(shown, Sentence)
        assert shown.tone == "缺数据"
    assert not any(one.title.endswith(ANNEX) for one in list_annexes(alone))


def test_articles_without_bodies_and_without_errors(county: Run, tmp_path: Path):
    # rows that no file has are checked as the table has them
    articles = county.review.delivered["articles"].head(3)
    articles = articles.assign(source_file="没有.xlsx", body_text=pd.NA, title="工作信息")
    opened = with_articles(county, articles, tmp_path)
    assert isinstance(page.sum_up_hits(opened), Headline)
    assert dict(page.sum_up_hits(opened).numbers) == {"查过的文章": "3篇", "没有正文": "3篇", "待复核": "0处"}
    assert isinstance(page.chart_hits(opened), Sentence)
    shown = page.show_hits(opened)
    assert isinstance(shown, Table)
    assert "没有查出问题" in shown._repr_mimebundle_()["text/html"]
    assert page.count_by_unit(opened).frame.empty
    assert page.count_by_article(opened).frame.empty


def test_personal_numbers_that_the_intake_hides_are_found_and_shown_nowhere(county: Run, tmp_path: Path):
    number = "11010519491231002X"
    exports = tmp_path / "exports"
    exports.mkdir()
    table = f"标题,URL,发布时间,正文\n公示,https://a.example/1,2026-08-01,张某、身份证号：{number}，经审核符合条件。\n"
    (exports / "文章.csv").write_text(table, encoding="utf-8")
    hidden = (
        county.review.delivered["articles"]
        .head(1)
        .assign(source_file="文章.csv", source_sheet="", source_row=2, body_text="张某、身份证号：〔身份证号已隐去〕")
    )
    checked = check_articles(Asked(hidden, exports, ROOT / "params", "", county.day))
    assert "privacy" in checked.found["rule"].tolist()
    assert number not in checked.hits.to_json(force_ascii=False)
    assert number[6:14] not in checked.hits.drop(columns=["url", "title"]).to_json(force_ascii=False)


def test_what_was_found_is_kept_and_read_again_only_for_the_same_inputs(county: Run, monkeypatch: pytest.MonkeyPatch):
    keep_text(county)
    path = county.output_dir / "tables" / "text_hits.parquet"
    first = path.read_bytes()
    kept = load_checked(path, make_key(county))
    assert_frame_equal(kept.hits, county.checked_text.hits)
    assert kept.counts == county.checked_text.counts
    assert load_checked(path, "another") is None
    again = replace(county)
    monkeypatch.setattr(kept_module, "check_articles", lambda _: pytest.fail("not kept"))
    assert_frame_equal(again.checked_text.hits, county.checked_text.hits)
    keep_text(again)
    assert path.read_bytes() == first
    path.write_bytes(b"PAR1 damaged")
    assert load_checked(path, make_key(county)) is None


def test_the_inputs_of_texts_are_inputs_of_the_batch(county: Run):
    names = {path.name for path in list_text_inputs(county.root / "params", "sample")}
    assert {"text_rules.yaml", "01_common_words.csv", "sample.yaml"} <= names
