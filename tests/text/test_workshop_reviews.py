"""Reviews: which rows of a register are decisions, in which sentence, which of two decisions counts."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from workshop_cases import AN, BU, ENTRIES, reviews

from govlib.catalog.load import Catalog, load_catalog
from govlib.errors import FileUnreadableError
from govlib.exports import read_exports
from govlib.text.before import Wanted, make_ready, make_result, scan_each
from govlib.text.files import choose_files
from govlib.text.hits import Hit
from govlib.text.report.result import Result
from govlib.text.report.table import write_table
from govlib.text.workshop.known import is_known, known_false_alarms, split_known
from govlib.text.workshop.measuring import as_records, measure_entries, say_measured
from govlib.text.workshop.reviews import collect_reviews, join_reviews, read_reviews

ROOT = Path(__file__).resolve().parents[2]
HEAD = "错误类型,疑似错误,推荐修改,备注,网页URL,发现时间,复核结果\n"
KEPT = ["wrong", "right", "severity", "verdict", "sentence", "at", "when"]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


def read(folder: Path, catalog: Catalog, rows: str, name: str = "复核.csv") -> pd.DataFrame:
    path = folder / name
    path.write_text(HEAD + rows, encoding="utf-8-sig")
    return read_reviews(path, catalog).reviews


def test_a_register_is_read_as_decisions_with_their_sentences(tmp_path: Path, catalog: Catalog):
    rows = (
        "错别字,布署,部署,会上【布署】了工作,http://a.example.invalid/1,2026-08-01,确认\n"
        "错别字,布署,部署,本部门公布署名文章,http://a.example.invalid/2,2026-08-02,核减\n"
        "表述不规范,截止目前,截至目前,,http://a.example.invalid/3,,\n"
    )
    found = read(tmp_path, catalog, rows)[KEPT]
    expected = pd.DataFrame(
        [
            ("布署", "部署", "一般", "属实", "会上布署了工作", 2, "2026-08-01"),
            ("布署", "部署", "一般", "误报", "本部门公布署名文章", -1, "2026-08-02"),
            ("截止目前", "截至目前", "表述不规范", "待复核", "", -1, ""),
        ],
        columns=KEPT,
    )
    assert_frame_equal(found, expected)


@pytest.mark.parametrize(("name", "text"), [("a.csv", "甲,乙\n1,2\n"), ("a.csv", ""), ("a.txt", "x"), ("a.xlsx", "x")])
def test_a_file_that_is_no_register_is_refused_with_a_sentence(tmp_path: Path, catalog: Catalog, name: str, text: str):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(FileUnreadableError, match="疑似错误、复核结果"):
        read_reviews(tmp_path / name, catalog)


def test_one_wording_reviewed_in_several_places_of_one_text_is_several_reviews(tmp_path: Path, catalog: Catalog):
    text = "会议布署了工作，又布署了检查。\n本部门宣布署名文章三篇。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    result = scan(ROOT / "params", tmp_path / "a.txt")
    for name in ("复核.csv", "复核.xlsx"):
        write_table(tmp_path / name, result)
        found = read_reviews(tmp_path / name, catalog)
        assert found.problems == ()
        assert found.reviews["wrong"].tolist() == ["布署"] * 3
        assert found.reviews["at"].tolist() == [2, 9, 4]
        # the same when it is delivered among the exports
        folder = tmp_path / "exports" / name
        folder.mkdir(parents=True)
        shutil.copy(tmp_path / name, folder)
        window = (date(2026, 7, 1), date(2026, 9, 30))
        delivered = read_exports(folder, catalog.tables, catalog.personal, window)
        assert delivered.tables["wording"]["position"].tolist() == ["第 1 行", "第 1 行（第 2 处）", "第 2 行"]


def scan(params: Path, path: Path) -> Result:
    ready, chosen = make_ready(params, Wanted()), choose_files([path])
    return make_result(ready, chosen, list(scan_each(ready, chosen)))


def test_a_decision_that_nobody_can_read_is_told_and_counts_as_none(tmp_path: Path, catalog: Catalog):
    path = tmp_path / "复核.csv"
    path.write_text(f"{HEAD}错别字,布署,部署,公布署名,,,好像对\n", encoding="utf-8")
    found = read_reviews(path, catalog)
    assert found.reviews["verdict"].tolist() == ["待复核"]
    assert any("复核.csv" in one and "好像对" in one for one in found.problems)


def test_a_file_that_is_not_there_is_told(tmp_path: Path, catalog: Catalog):
    with pytest.raises(FileUnreadableError, match="没有这个文件"):
        read_reviews(tmp_path / "a.csv", catalog)


def test_the_later_decision_of_one_finding_counts_and_no_blank_replaces_it(tmp_path: Path, catalog: Catalog):
    row = "错别字,布署,部署,公布署名,http://a.example.invalid/1,{},{}\n"
    first = read(tmp_path, catalog, row.format("2026-08-01", "属实"), "1.csv")
    second = read(tmp_path, catalog, row.format("2026-09-01", "误报"), "2.csv")
    blank = read(tmp_path, catalog, row.format("2026-10-01", ""), "3.csv")
    assert join_reviews([second, first, blank])["verdict"].tolist() == ["误报"]
    assert join_reviews([first, blank, first])["verdict"].tolist() == ["属实"]
    assert len(join_reviews([])) == 0


def test_findings_without_page_and_sentence_are_findings_of_their_own(tmp_path: Path, catalog: Catalog):
    rows = "错别字,布署,部署,,,,属实\n"
    one, two = (read(tmp_path, catalog, rows, name) for name in ("1.csv", "2.csv"))
    assert len(join_reviews([one, two])) == 2


def test_the_registers_of_all_periods_delivered_are_collected(catalog: Catalog):
    found = collect_reviews(ROOT, catalog, ["cangxi", "shiquan"])
    assert found["wrong"].tolist() == ["截止目前", "截止目前", "值守值守", "针炙科"]
    assert set(found["verdict"]) == {"待复核"}


def test_every_entry_is_measured_by_what_people_decided():
    given = reviews(
        ("布署", "部署", "属实", "会议布署了工作"),
        ("布署", "部署", "误报", "公布署名文章"),
        ("布署", "部署", "误报", ""),
        ("布署", "", "待复核", ""),
        ("设备按装", "设备安装", "属实", "设备按装到位"),
        ("按装", "安装", "误报", "凭按装货单"),
        ("新错", "对", "属实", ""),
    )
    columns = ["wrong", "hits", "confirmed", "false_alarms", "settled", "unreviewed", "precision", "last_seen"]
    expected = pd.DataFrame(
        [("布署", 4, 1, 2, 0, 1, 1 / 3, "2026-08-01"), ("按装", 2, 1, 0, 1, 0, 1.0, "2026-08-01")], columns=columns
    )
    measured = measure_entries(given, ENTRIES)
    assert_frame_equal(measured[columns], expected, check_dtype=False)
    assert measured["source"].tolist() == [BU.place, AN.place]
    assert say_measured(measured)["precision"].tolist() == ["33%", "100%"]
    assert [(one.confirmed, one.false_alarms) for one in as_records(measured).values()] == [(1, 2), (1, 0)]


def test_an_entry_that_nobody_decided_about_has_no_precision_and_no_record():
    measured = measure_entries(reviews(("布署", "部署", "待复核", "")), ENTRIES)
    assert measured["precision"].isna().all()
    assert say_measured(measured)["precision"].tolist() == ["没有复核"]
    assert as_records(measured) == {}
    assert measure_entries(reviews(), ENTRIES).empty


def test_a_longer_finding_with_another_right_wording_speaks_of_no_entry():
    assert measure_entries(reviews(("按装备查", "按照备查", "误报", "")), ENTRIES).empty


def hit(before: str, after: str, sentence: str = "") -> Hit:
    return Hit(
        start=0, end=2, wrong="布署", right="部署", kind="", severity="一般", source="", basis="",
        sentence=sentence or f"{before}布署{after}", before=before, after=after, status="命中",
    )  # fmt: skip


def test_a_decision_carries_over_to_the_same_sentence_only():
    known = known_false_alarms(reviews(("布署", "部署", "误报", "本 部门公布署名文章三篇。")))
    same, other = hit("本部门公", "名文章三篇。"), hit("会议", "了工作。")
    assert split_known([same, other], known) == ([other], [same])


def test_a_registered_part_of_a_sentence_is_enough_if_it_is_long_enough():
    long = known_false_alarms(reviews(("布署", "部署", "误报", "本部门公布署名文章三篇")))
    short = known_false_alarms(reviews(("布署", "部署", "误报", "公布署名")))
    found = hit("今年以来，本部门公", "名文章三篇，转载五篇。")
    assert is_known(found, long)
    assert not is_known(found, short)


def test_of_two_places_in_one_sentence_only_the_dismissed_one_is_known():
    known = known_false_alarms(reviews(("布署", "部署", "误报", "本部门公布署名文章三篇，")))
    sentence = "本部门公布署名文章三篇，会议布署了下一阶段的工作。"
    assert is_known(hit("本部门公", "名文章三篇，会议布署了下一阶段的工作。", sentence), known)
    assert not is_known(hit("章三篇，会议", "了下一阶段的工作。", sentence), known)


def test_a_sentence_that_was_confirmed_as_well_is_not_known():
    known = known_false_alarms(
        reviews(("布署", "部署", "误报", "本部门公布署名文章"), ("布署", "部署", "属实", "本部门公布署名文章"))
    )
    assert not is_known(hit("本部门公", "名文章"), known)
