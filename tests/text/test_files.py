"""Whole files: passages with places, what a scan prints, how it ends, what a measurement says."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.catalog.text_rules import TextRule
from govlib.documents.passages import read_passages
from govlib.errors import ExitCode, FileUnreadableError, UserError
from govlib.text.before import Wanted
from govlib.text.bench import Score, find_changes, measure, read_column
from govlib.text.check import Checker, Ready
from govlib.text.commands import measure_files, scan_files
from govlib.text.lexicon import build_lexicon
from govlib.text.rules import lexicon
from govlib.text.rules.kit import Kit

ROOT = Path(__file__).resolve().parents[2]
PARAMS = ROOT / "params"
DATA = ROOT / "tests" / "data" / "text"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write_docx(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return path


def passages(path: Path) -> list[tuple[str, str]]:
    return [(one.place, one.text) for one in read_passages(path, path.name)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_its_lines(tmp_path: Path, encoding: str):
    path = tmp_path / "a.txt"
    path.write_text("关于部署防汛工作的通知\r\n\r\n各乡镇，各部门：\r\n", encoding=encoding, newline="")
    assert passages(path) == [("第 1 行", "关于部署防汛工作的通知"), ("第 3 行", "各乡镇，各部门：")]


def test_a_word_cut_into_runs_is_whole_again(tmp_path: Path):
    runs = "<w:p><w:r><w:t>会议布</w:t></w:r><w:r><w:t>署</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>完</w:t></w:r></w:p>"
    assert passages(write_docx(tmp_path / "a.docx", runs)) == [("第 1 段", "会议布署"), ("第 3 段", "完")]


def test_a_page_is_its_blocks_without_scripts(tmp_path: Path):
    path = tmp_path / "a.html"
    body = "<body><p>会议布<b>署</b>了</p>尾<div>末</div></body>"
    page = f"<html><head><title>通知</title><script>布署</script></head>{body}</html>"
    path.write_text(page, encoding="utf-8")
    assert [text for _, text in passages(path)] == ["通知", "会议布署了", "尾", "末"]


def test_a_table_is_its_cells(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("标题,正文\n一,会议布署\n", encoding="utf-8")
    assert passages(path)[-1] == ("B2", "会议布署")
    book = openpyxl.Workbook()
    book.active.title = "文章"
    book.active["C5"] = "会议布署"
    book.save(tmp_path / "a.xlsx")
    assert passages(tmp_path / "a.xlsx") == [("文章!C5", "会议布署")]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 x", b"PK\x03\x04 broken", b"\x89PNG\r\n"])
def test_a_file_without_text_is_refused_with_a_sentence(tmp_path: Path, data: bytes):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(FileUnreadableError, match=r"a\.docx"):
        passages(path)


def test_a_docx_that_declares_entities_is_refused(tmp_path: Path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY y "z">]><x>&y;</x>')
    with pytest.raises(FileUnreadableError):
        passages(path)


def test_a_scan_prints_a_line_a_hit_and_ends_by_the_worst(tmp_path: Path):
    path = tmp_path / "通知.txt"
    path.write_text("会议布署工作。\n学习习近平总书纪重要讲话。\n", encoding="utf-8")
    report = scan_files(PARAMS, [path])
    assert report.exit_code == ExitCode.SERIOUS_WORDING
    assert report.lines == (
        "通知.txt 第 1 行 〔一般〕布署→部署：会议【布署】工作。",
        "通知.txt 第 2 行 〔严重〕习近平总书纪→习近平总书记：学习【习近平总书纪】重要讲话。",
        "查了 1 个文件：严重 1 处，一般 1 处。",
    )


def test_what_is_not_serious_ends_well_and_quotations_do_not_count(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("将“习近平总书记”错写为“习近平总书纪”。会议布署工作。", encoding="utf-8")
    report = scan_files(PARAMS, [path])
    assert report.exit_code == ExitCode.OK
    assert report.lines[-1] == "查了 1 个文件：一般 1 处；引用 1 处，不计。"


def test_suspected_ones_show_only_when_asked_for(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("设置会计帐簿。", encoding="utf-8")
    assert scan_files(PARAMS, [path]).lines == ("查了 1 个文件：没有发现错误。",)
    assert scan_files(PARAMS, [path], suspected=True).lines[-1] == "查了 1 个文件：疑似 1 处。"


def test_numbers_of_persons_are_hidden_in_what_a_scan_prints(tmp_path: Path):
    number = "138" + "0013" + "8000"
    path = tmp_path / "a.txt"
    path.write_text(f"会议布署，联系电话{number}。", encoding="utf-8")
    text = "".join(scan_files(PARAMS, [path]).lines)
    assert "布署" in text
    assert number not in text


def test_a_file_that_cannot_be_read_stops_no_other(tmp_path: Path):
    bad, good = tmp_path / "b.pdf", tmp_path / "g.txt"
    bad.write_bytes(b"%PDF-1.7")
    good.write_text("会议布署。", encoding="utf-8")
    report = scan_files(PARAMS, [bad, tmp_path / "没有.txt", good])
    assert report.exit_code == ExitCode.FILE_UNREADABLE
    assert report.lines[-1] == "查了 1 个文件：一般 1 处；2 个文件读不出来。"


def test_changes_are_spans_of_the_wrong_sentence():
    assert find_changes("会议布署工作", "会议部署工作") == [(2, 3)]
    assert find_changes("政务公公开", "政务公开") == [(3, 4)]
    assert find_changes("政公开", "政务公开") == [(0, 2)]
    assert find_changes("一样", "一样") == []


def test_a_measurement_counts_by_hand(shipped_pairs: list[tuple[str, str]], shipped_clean: list[str]):
    words = [("布署", "部署"), ("公开", "公布"), ("帐户", "账户")]
    from_words = build_lexicon([_entry(wrong, right) for wrong, right in words])
    pairs = [("会议布署，信息公开。", "会议部署，信息公开。"), ("我县帐户按全。", "我县账户安全。")]
    setting = TextRule(name="词库", says="错词", severity="一般", confidence=0.9)
    find = lexicon.prepare(Kit(PARAMS, None, setting, from_words))
    score = measure(pairs, ["公开透明", "没有"], Checker((Ready(lexicon.RULE, setting, find),)))
    assert score == Score(hits=3, right_hits=2, errors=3, found=2, clean_characters=6, false_alarms=1)
    assert score.lines() == [
        "精确率 66.7%（命中 3 处，落在错处 2 处）",
        "召回率 66.7%（错处 3 处，找到 2 处）",
        "误报 每万字 1666.667 处（干净文本 6 字，误报 1 处）",
        "各类找到：同音 2/3",
        "命中按规则（落在错处/命中）：lexicon 2/3",
        "误报按规则：lexicon 1",
    ]
    assert (len(shipped_pairs), len(shipped_clean)) == (16, 7)


def test_the_small_set_that_ships_is_measured():
    lines = measure_files(PARAMS, DATA / "pairs.tsv", DATA / "clean.tsv")
    assert lines[0] == "默认"
    assert "精确率 100.0%（命中 11 处，落在错处 11 处）" in lines[1]
    assert "错处 14 处，找到 11 处" in lines[2]
    assert "误报 0 处" in lines[3]


def test_a_file_of_pairs_without_its_columns_is_told(tmp_path: Path):
    path = tmp_path / "a.tsv"
    path.write_text("错\t对\n一\t二\n", encoding="utf-8")
    with pytest.raises(UserError, match="标题行里没有 wrong、right"):
        read_column(path, "wrong", "right")


@pytest.fixture
def shipped_pairs() -> list[tuple[str, ...]]:
    return read_column(DATA / "pairs.tsv", "wrong", "right")


@pytest.fixture
def shipped_clean() -> list[str]:
    return [text for (text,) in read_column(DATA / "clean.tsv", "text")]


def _entry(wrong: str, right: str) -> LexiconEntry:
    return LexiconEntry(wrong, right, "同音", "一般", basis="词典")


def test_rules_picked_by_name_are_measured_alone():
    pairs, clean = DATA / "pairs.tsv", DATA / "clean.tsv"
    whole = measure_files(PARAMS, pairs, clean)
    assert [line for line in whole if not line.startswith(" ")] == ["默认", "加上疑似"]
    typos = measure_files(PARAMS, pairs, clean, Wanted(only=("typos",)))
    assert typos[0] == "加上疑似"
    assert typos[-1].startswith("  命中按规则（落在错处/命中）：typos ")
    assert "，" not in typos[-1].partition("：")[2]
    without = measure_files(PARAMS, pairs, clean, Wanted(without=("lexicon",)))
    assert not any("lexicon" in line for line in without)


def test_an_unknown_rule_is_told_before_anything_is_measured():
    with pytest.raises(UserError) as caught:
        measure_files(PARAMS, DATA / "pairs.tsv", DATA / "clean.tsv", Wanted(only=("typo",)))
    assert "没有规则“typo”" in caught.value.sentence()
