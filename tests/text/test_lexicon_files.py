"""Lexicon files: what a row may hold, how faults are told, how files are merged, what ships."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from govlib.catalog.lexicon_rows import KINDS, SEVERITIES, LexiconEntry
from govlib.catalog.lexicons import load_lexicons, open_lexicon
from govlib.catalog.unit_workbook import check_books
from govlib.errors import DeclarationError, Fault, UserError
from govlib.text.lexicon import Lexicon, build_lexicon
from govlib.text.scan import scan_text

ROOT = Path(__file__).resolve().parents[2]
HEAD = "错,对,类,级,例外,依据,备注\r\n"


@pytest.fixture(scope="module")
def shipped() -> tuple[LexiconEntry, ...]:
    faults: list[Fault] = []
    entries = load_lexicons(ROOT / "params" / "lexicons", faults)
    assert [fault.sentence() for fault in faults] == []
    return entries


@pytest.fixture(scope="module")
def lexicon(shipped: tuple[LexiconEntry, ...]) -> Lexicon:
    return build_lexicon(shipped)


def load(folder: Path, **files: str) -> tuple[tuple[LexiconEntry, ...], list[Fault]]:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(HEAD + text, encoding="utf-8-sig", newline="")
    faults: list[Fault] = []
    return load_lexicons(folder, faults), faults


def test_a_row_becomes_an_entry_with_its_place(tmp_path: Path):
    entries, faults = load(tmp_path, one="布署,部署,同音,一般,公布署名；发布署名,现代汉语词典,\r\n")
    assert faults == []
    assert entries == (
        LexiconEntry(
            wrong="布署",
            right="部署",
            kind="同音",
            severity="一般",
            exceptions=("公布署名", "发布署名"),
            basis="现代汉语词典",
            file="params/lexicons/one.csv",
            row=2,
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_saved_by_excel_or_wps_in_any_encoding_reads_alike(tmp_path: Path, encoding: str):
    rows = "布署,部署,同音,一般,,现代汉语词典,\r\n座落,坐落,同音,表述不规范,一座落成,现代汉语词典,\r\n"
    (tmp_path / "one.csv").write_text(HEAD + rows, encoding=encoding, newline="")
    faults: list[Fault] = []
    entries = load_lexicons(tmp_path, faults)
    assert ([entry.wrong for entry in entries], faults) == (["布署", "座落"], [])


@pytest.mark.parametrize(
    ("row", "cell", "told"),
    [
        (",部署,同音,一般,,词典,", "A2", "空着"),
        ("布署,,同音,一般,,词典,", "B2", "空着"),
        ("布,部署,同音,一般,,词典,", "A2", "只有 1 个字"),
        ("部署,部署,同音,一般,,词典,", "B2", "和“错”一样"),
        ("布署,部署,错别,一般,,词典,", "C2", "写的是“错别”"),
        ("布署,部署,同音,重大,,词典,", "D2", "写的是“重大”"),
        ("布署,部署,同音,一般,公布,词典,", "E2", "例外“公布”里没有“布署”"),
        ("布署,部署,同音,一般,布署,词典,", "E2", "例外“布署”里没有“布署”，或与它相同"),
        ("布署,部署,同音,一般,公布署名；公布署名,词典,", "E2", "写了两次"),
        ("布署,部署,同音,一般,,,", "F2", "空着"),
        ("布.*署,部署,同音,一般,,词典,", "A2", "有“*”"),
        ("布\u200b署,部署,同音,一般,,词典,", "A2", "看不见的字符"),
        ("布署\uf900,部署,同音,一般,,词典,", "A2", "兼容字符"),
        (f"{'布署' * 21},部署,同音,一般,,词典,", "A2", "有 42 个字"),
    ],
)
def test_a_row_that_cannot_work_is_told_with_its_cell(tmp_path: Path, row: str, cell: str, told: str):
    entries, faults = load(tmp_path, one=row + "\r\n")
    assert entries == ()
    assert [(fault.file, fault.key) for fault in faults] == [("params/lexicons/one.csv", cell)]
    assert told in faults[0].found


def test_rows_are_counted_as_excel_shows_them(tmp_path: Path):
    text = '布署,部署,同音,一般,,词典,"两行\r\n备注"\r\n\r\n座,坐落,同音,一般,,词典,\r\n'
    _, faults = load(tmp_path, one=text)
    assert [fault.key for fault in faults] == ["A4"]


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path):
    _, faults = load(tmp_path, one="布署,部署,同音,重大,,,\r\n", two="座,坐落,同音,一般,,词典,\r\n")
    assert [(fault.file[-7:], fault.key) for fault in faults] == [
        ("one.csv", "D2"),
        ("one.csv", "F2"),
        ("two.csv", "A2"),
    ]


def test_one_error_with_two_right_wordings_is_told_with_both_places(tmp_path: Path):
    _, faults = load(tmp_path, one="帐户,账户,异形词,一般,,词典,\r\n", two="帐户,帐目,异形词,一般,,词典,\r\n")
    assert [(fault.file, fault.key, fault.found) for fault in faults] == [
        ("params/lexicons/two.csv", "第 2 行", "“帐户”应为“帐目”，params/lexicons/one.csv 第 2 行却写应为“账户”")
    ]


def test_files_that_say_the_same_make_one_entry_with_the_exceptions_of_both(tmp_path: Path):
    entries, faults = load(
        tmp_path, one="布署,部署,同音,一般,公布署名,词典,\r\n", two="布署,部署,同音,一般,发布署名,词典,\r\n"
    )
    assert faults == []
    assert [entry.exceptions for entry in entries] == [("公布署名", "发布署名")]


def test_an_error_stated_twice_in_one_file_is_told(tmp_path: Path):
    _, faults = load(tmp_path, one="布署,部署,同音,一般,,词典,\r\n布署,部署,同音,一般,,词典,\r\n")
    assert [fault.found for fault in faults] == ["“布署”在第 2 行已经写过"]


def test_a_right_wording_that_another_entry_would_accuse_is_told(tmp_path: Path):
    rows = "座落在,坐落在帐户,同音,一般,,词典,\r\n帐户,账户,异形词,一般,,词典,\r\n"
    _, faults = load(tmp_path, one=rows)
    assert ["“坐落在帐户”里有" in fault.found for fault in faults] == [True]


def test_a_right_wording_that_holds_its_own_error_needs_itself_as_exception(tmp_path: Path):
    _, faults = load(tmp_path, one="人民政,人民政府,漏字,一般,,词典,\r\n")
    assert len(faults) == 1
    _, faults = load(tmp_path, one="人民政,人民政府,漏字,一般,人民政府,词典,\r\n")
    assert faults == []


def test_generated_entries_need_no_basis_and_give_way(tmp_path: Path):
    entries, faults = load(
        tmp_path, generated="布署,部暑,同音,疑似,,,\r\n座落,坐落,同音,疑似,,,\r\n", one="布署,部署,同音,一般,,词典,\r\n"
    )
    assert faults == []
    assert [(entry.wrong, entry.right, entry.generated) for entry in entries] == [
        ("布署", "部署", False),
        ("座落", "坐落", True),
    ]


def make_params(folder: Path, place_rows: str) -> Path:
    for name in ("lexicons", "places"):
        (folder / name).mkdir()
    (folder / "lexicons" / "one.csv").write_text(HEAD + "布署,部署,同音,一般,公布署名,词典,\r\n", encoding="utf-8")
    (folder / "places" / "anxian.lexicon.csv").write_text(HEAD + place_rows, encoding="utf-8")
    return folder


def test_a_place_adds_words_and_exceptions_of_its_own(tmp_path: Path):
    rows = "安县镇,安现镇,专名,一般,,本地名录,\r\n布署,部署,同音,一般,布署村,本地地名,\r\n"
    params = make_params(tmp_path, rows)
    assert [entry.wrong for entry in open_lexicon(params)] == ["布署"]
    entries = open_lexicon(params, "anxian")
    assert [(one.wrong, one.exceptions) for one in entries] == [("布署", ("公布署名", "布署村")), ("安县镇", ())]
    assert [one.wrong for one in open_lexicon(params, "beixian")] == ["布署"]


def test_a_fault_of_a_place_is_told_with_its_file(tmp_path: Path):
    params = make_params(tmp_path, "布署,布置,同音,一般,,词典,\r\n")
    with pytest.raises(DeclarationError, match=r"params/places/anxian\.lexicon\.csv"):
        open_lexicon(params, "anxian")


def test_the_words_of_a_place_are_no_stray_table_and_those_of_no_place_are(tmp_path: Path):
    params = make_params(tmp_path, "")
    assert list(check_books(params / "places", ["anxian"])) == []
    assert [fault.file for fault in check_books(params / "places", ["beixian"])] == ["params/places/anxian.lexicon.csv"]


def test_without_any_lexicon_a_sentence_says_so(tmp_path: Path):
    with pytest.raises(UserError, match="没有一条词条"):
        open_lexicon(tmp_path)


def test_the_base_lexicon_is_big_enough_and_every_entry_has_kind_severity_and_basis(shipped: tuple[LexiconEntry, ...]):
    counted = [entry for entry in shipped if not entry.generated]
    assert len(counted) >= 4000
    assert {entry.severity for entry in counted} <= set(SEVERITIES)
    assert {entry.kind for entry in counted} <= set(KINDS)
    assert [entry.wrong for entry in counted if len(entry.basis) < 4] == []


def test_every_shipped_error_is_found_and_its_right_wording_is_not(lexicon: Lexicon):
    missed = [
        one.wrong for one in lexicon.entries if one.wrong not in [hit.wrong for hit in scan_text(one.wrong, lexicon)]
    ]
    accused = [one.right for one in lexicon.entries if scan_text(one.right, lexicon)]
    assert (missed, accused) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "加强对留守儿童的关爱服务",
        "依申请开展定期检验，依申请开具证明",
        "把实事办实是关键，把好事办好事实是最好的回答",
        "使用其他门的钥匙",
        "采取心肺结合的方法救治",
        "当事人可以行使证据调查权利",
        "根据报到人数安排宿舍",
        "描述事物所处的状态",
        "以公正书写时代答卷",
        "提请批事项清单",
        "铁路军列属于优先放行的列车",
        "在办公事期间不得离岗",
    ],
)
def test_words_that_only_meet_at_their_borders_are_no_error(lexicon: Lexicon, text: str):
    assert scan_text(text, lexicon) == []


def test_no_shipped_exception_is_accused(lexicon: Lexicon):
    texts = [text for entry in lexicon.entries for text in entry.exceptions]
    assert [text for text in texts if scan_text(text, lexicon)] == []


def test_the_errors_of_published_bulletins_are_found_bare(lexicon: Lexicon):
    errors = ["截止目前", "值守值守", "针炙科", "整治站位", "习近平新时代中国特色社会主义思想法治思想"]
    assert [[hit.status for hit in scan_text(f"经查，{error}，请改正。", lexicon)] for error in errors] == [
        ["命中"]
    ] * 5


def test_the_files_open_in_excel(shipped: tuple[LexiconEntry, ...]):
    for path in sorted((ROOT / "params" / "lexicons").glob("*.csv")):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf"), path.name
        rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
        assert {len(row) for row in rows} == {len(rows[0])}, path.name
    assert shipped
