"""The section 复核情况 of page 80, and what a run's manifest names of records, over the small county."""

import sys
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from govlib.catalog.load import Catalog
from govlib.display import Sentence, Several, Table
from govlib.pages.review import count_decisions, show_review
from govlib.production import list_runs, prepare
from govlib.records.folders import list_input_records

sys.path.insert(0, str(Path(__file__).parent))

from small_county import PLACE, Q1, Q2, build_project, decide, facts, find_keys, open_county, write_exports

MANY_LINKS = "X-1:甲镇网:"


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    for period in (Q1, Q2):
        write_exports(tmp_path, period, facts("2026-03-30" if period == Q1 else "2026-06-29"))
    return build_project(tmp_path)


def tables(shown: Several | Sentence) -> dict[str, pd.DataFrame]:
    assert isinstance(shown, Several)
    return {part.caption.split("：")[0].split("（")[0]: part.frame for part in shown.parts if isinstance(part, Table)}


def test_without_decisions_the_page_says_how_to_make_them(tmp_path: Path, catalog: Catalog):
    shown = show_review(open_county(tmp_path, catalog))
    assert isinstance(shown, Sentence)
    assert "govlib review" in shown.text


def test_decisions_are_counted_by_word_and_standing_and_the_doubtful_ones_listed(tmp_path: Path, catalog: Catalog):
    run = open_county(tmp_path, catalog)
    links = find_keys(run, "links", "甲镇")
    account = find_keys(run, "M-V2.1", "微博")[0]
    decide(run, links[:2], "dismiss", remark="已逐条打开")
    decide(run, [account], "confirm")
    decide(run, [MANY_LINKS], "comment", remark="待再看")
    sheets = facts()
    headings, rows = sheets["账号.csv"]
    later = [(*row[:5], "2026-03-10") if row[1] == "微博" else row for row in rows]
    write_exports(tmp_path, Q1, {**sheets, "账号.csv": (headings, later)})
    shown = tables(show_review(open_county(tmp_path, catalog)))
    # two links out of eleven leave nine: the site passes, so what was said of its failure has no item any more
    expected = pd.DataFrame(
        {
            "复核决定": ["属实", "误报", "备注"],
            "有效": [0, 2, 0],
            "失效": [1, 0, 0],
            "不在本期": [0, 0, 1],
            "合计": [1, 2, 1],
        }
    )
    assert_frame_equal(shown["复核决定"], expected, check_dtype=False)
    assert shown["失效的决定"]["复核编号"].tolist() == [account]
    assert shown["有决定而本期没有这一项"]["复核编号"].tolist() == [MANY_LINKS]
    carried = tables(show_review(open_county(tmp_path, catalog, Q2)))["沿用以前各期的误报和不适用"]
    assert sorted(carried["复核编号"]) == sorted(links[:2])
    assert set(carried["沿用自"]) == {Q1}


def test_no_decision_is_no_row(tmp_path: Path, catalog: Catalog):
    from govlib.review.items import list_items  # noqa: PLC0415 - only here items are asked for

    assert count_decisions(list_items(open_county(tmp_path, catalog))).empty


def test_lines_that_are_not_used_are_told_on_the_page(tmp_path: Path, catalog: Catalog):
    run = open_county(tmp_path, catalog)
    run.records_dir.mkdir(parents=True)
    (run.records_dir / "decisions.jsonl").write_bytes(b'{"half')
    shown = show_review(open_county(tmp_path, catalog))
    assert isinstance(shown, Several)
    first = shown.parts[0]
    assert isinstance(first, Sentence)
    assert "第 1 行没有写完" in first.text


def test_the_manifest_names_the_records_of_this_period_and_those_before(tmp_path: Path, catalog: Catalog):
    for period in (Q1, Q2):
        run = open_county(tmp_path, catalog, period)
        decide(run, find_keys(run, "links", "甲镇")[:1], "dismiss")
        (run.records_dir / "ledger.jsonl").write_bytes(b"")
    listed = {
        period: [
            path.relative_to(tmp_path / "records" / PLACE).as_posix()
            for path in list_input_records(tmp_path, PLACE, periods)
        ]
        for period, periods in ((Q1, {Q1}), (Q2, {Q1, Q2}))
    }
    assert listed == {
        Q1: ["2026Q1/decisions.jsonl", "2026Q1/ledger.jsonl", "2026Q2/ledger.jsonl"],
        Q2: ["2026Q1/decisions.jsonl", "2026Q1/ledger.jsonl", "2026Q2/decisions.jsonl", "2026Q2/ledger.jsonl"],
    }
    runs = {run.period: prepare(run).inputs for run in list_runs(tmp_path, catalog, tmp_path / "outputs")}
    for period, names in listed.items():
        assert {tmp_path / "records" / PLACE / name for name in names} <= set(runs[period])
    assert tmp_path / "records" / PLACE / Q2 / "decisions.jsonl" not in runs[Q1]
