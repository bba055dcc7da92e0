"""The number of rows asked for is the number written, in bounded memory."""

import csv
import tracemalloc

import pytest

from govlib.sample import article_tables, write_sample
from govlib.sample.article_tables import write_articles
from govlib.sample.cast import draw_cast
from govlib.sample.ledger import Ledger


def test_the_workbook_holds_as_many_rows_as_asked_for(sample, request):
    asked = int(request.node.callspec.params["sample"][1])
    sheets = sample.lines["文章与推文_虚构样例.xlsx"]
    assert sum(len(lines) - 2 for lines in sheets.values()) == asked


@pytest.fixture(scope="module")
def shards(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large") / "2026Q3"
    write_sample(folder, 300_000, 3)
    return folder


def test_a_large_number_comes_as_shards_that_hold_it_together(shards):
    counts = {}
    for path in sorted(shards.glob("文章_*.csv")):
        with path.open(encoding="gb18030", newline="") as stream:
            counts[path.name] = sum(1 for _ in csv.reader(stream)) - 1
    assert counts == {"文章_虚构样例_0001.csv": 250_000, "文章_虚构样例_0002.csv": 50_000}
    assert list(shards.glob("文章与推文*")) == []


def test_shards_hold_the_planted_rows_where_the_list_says(shards):
    folder = shards
    with (folder.parent / "2026Q3.planted.csv").open(encoding="utf-8", newline="") as stream:
        plants = [line for line in csv.DictReader(stream) if line["file"].startswith("文章_")]
    assert {plant["code"] for plant in plants} >= {"M-V2.1", "W-V1.5", "bad_date", "duplicate_key"}
    for name in {plant["file"] for plant in plants}:
        with (folder / name).open(encoding="gb18030", newline="") as stream:
            lines = dict(enumerate(csv.reader(stream), 1))
        for plant in plants:
            if plant["file"] == name and plant["platform"]:
                assert [lines[int(number)][1:3] for number in plant["row"].split(";")] == [
                    [plant["subject"], plant["platform"]] for _ in plant["row"].split(";")
                ]
            if plant["file"] == name and plant["code"] == "bad_number":
                assert lines[int(plant["row"])][lines[1].index(plant["column"])] == "约20"


def test_memory_does_not_grow_with_the_number_of_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(article_tables, "SHARDS_ABOVE", 1000)
    monkeypatch.setattr(article_tables, "ROWS_A_SHARD", 20_000)
    cast = draw_cast(3)
    peaks = []
    for articles in (2000, 40_000):
        folder = tmp_path / str(articles)
        folder.mkdir()
        tracemalloc.start()
        write_articles(folder, articles, 3, cast, Ledger())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert len(list((tmp_path / "40000").glob("文章_*.csv"))) == 2
    assert peaks[1] < peaks[0] * 1.2


@pytest.mark.parametrize("articles", [99, 0, -1, 5_000_001])
def test_a_number_out_of_bounds_is_refused_with_the_bounds(tmp_path, articles):
    with pytest.raises(ValueError, match=r"应在 100 与 5000000 之间"):
        write_sample(tmp_path / "2026Q3", articles, 1)
    assert list(tmp_path.iterdir()) == []
