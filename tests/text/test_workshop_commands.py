"""Suggestions written into a lexicon, and what ``govlib lexicon`` prints."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner
from workshop_cases import BU, HEAD, make_params

from govlib.catalog import load
from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.catalog.lexicons import open_lexicon
from govlib.catalog.load import Catalog, load_catalog
from govlib.cli import app
from govlib.errors import DeclarationError, UserError
from govlib.text.workshop.changes import Change
from govlib.text.workshop.writing import draft_changes, lexicon_path, write_draft

ROOT = Path(__file__).resolve().parents[2]
EXCEPTION = Change("例外", replace(BU, exceptions=("公布署名",)), 2)
ENTRY = Change("词条", LexiconEntry("测式", "测试", "别字", "一般", basis="复核属实 2 处"), 2)


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text))


def test_suggestions_make_a_lexicon_of_the_place(tmp_path: Path):
    params = make_params(tmp_path)
    path = lexicon_path(params, "anxian")
    draft = draft_changes(params, path, [EXCEPTION, ENTRY])
    assert draft.lines == ("加一行：布署→部署 加例外“公布署名”", "加一行：新词条 测式→测试")
    assert not path.exists()
    write_draft(draft)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert rows(path)[1:] == [
        ["布署", "部署", "同音", "一般", "公布署名", "词典", ""],
        ["测式", "测试", "别字", "一般", "", "复核属实 2 处", ""],
    ]
    entries = {entry.wrong: entry for entry in open_lexicon(params, "anxian")}
    assert entries["布署"].exceptions == ("公布署名",)
    assert entries["测式"].right == "测试"
    assert "测式" not in {entry.wrong for entry in open_lexicon(params)}


def test_writing_the_same_again_changes_nothing(tmp_path: Path):
    params = make_params(tmp_path)
    path = lexicon_path(params, "anxian")
    write_draft(draft_changes(params, path, [EXCEPTION, ENTRY]))
    before = path.read_bytes()
    again = draft_changes(params, path, [EXCEPTION, ENTRY])
    assert again.lines == ()
    write_draft(again)
    assert path.read_bytes() == before
    assert list(path.parent.glob("*.part")) == []


def test_a_file_of_an_office_keeps_its_rows_columns_and_order(tmp_path: Path):
    params = make_params(tmp_path)
    path = params / "lexicons" / "a.csv"
    entries = "布署,部署,同音,一般,颁布署,词典,,张\n按装,安装,同音,严重,,词典,,李\n"
    text = f"本单位词库,,,,,,,\n{HEAD.strip()},谁写的\n\n{entries}"
    path.write_bytes(text.encode("gb18030"))
    write_draft(draft_changes(params, path, [EXCEPTION, ENTRY]))
    assert rows(path) == [
        ["本单位词库", "", "", "", "", "", "", ""],
        [*HEAD.strip().split(","), "谁写的"],
        [],
        ["布署", "部署", "同音", "一般", "颁布署；公布署名", "词典", "", "张"],
        ["按装", "安装", "同音", "严重", "", "词典", "", "李"],
        ["测式", "测试", "别字", "一般", "", "复核属实 2 处", "", ""],
    ]


def test_a_file_without_the_column_of_exceptions_gets_one(tmp_path: Path):
    params = make_params(tmp_path)
    path = params / "lexicons" / "a.csv"
    path.write_text("错,对,类,级,依据\n布署,部署,同音,一般,词典\n", encoding="utf-8")
    write_draft(draft_changes(params, path, [EXCEPTION]))
    assert open_lexicon(params)[0].exceptions == ("公布署名",)


@pytest.mark.parametrize(
    "change",
    [
        Change("词条", replace(BU, right="布置"), 1),
        Change("词条", LexiconEntry("部署", "布置", "别字", "一般", basis="复核"), 1),
        Change("词条", LexiconEntry("=测式", "测试", "别字", "一般", basis="复核"), 1),
    ],
)
def test_what_would_make_the_lexicon_faulty_is_never_written(tmp_path: Path, change: Change):
    params = make_params(tmp_path)
    with pytest.raises(DeclarationError):
        draft_changes(params, lexicon_path(params, "anxian"), [change])
    assert list((params / "places").iterdir()) == []


def test_a_faulty_file_is_told_and_left_as_it_is(tmp_path: Path):
    params = make_params(tmp_path)
    path = lexicon_path(params, "anxian")
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(DeclarationError):
        draft_changes(params, path, [ENTRY])
    assert path.read_text(encoding="utf-8") == "甲,乙\n1,2\n"
    with pytest.raises(UserError, match=r"\.csv"):
        draft_changes(params, params / "a.xlsx", [ENTRY])


def test_refused_suggestions_are_left_out(tmp_path: Path):
    params = make_params(tmp_path)
    assert draft_changes(params, lexicon_path(params, "x"), [replace(ENTRY, refusal="不行")]).lines == ()


REVIEWED = (
    "错误类型,疑似错误,推荐修改,备注,网页URL,发现时间,复核结果\n"
    "错别字,针炙科,针灸科,新设中医【针炙科】研究会一处,http://a.example.invalid/1,2026-08-01,误报\n"
    "错别字,针炙科,针灸科,县医院针炙科开诊,http://a.example.invalid/2,2026-08-01,属实\n"
    "错别字,值守值班守,值班值守,落实值守值班守制度,http://a.example.invalid/3,2026-08-01,属实\n"
)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalog: Catalog) -> Path:
    """Return the project without outputs, the working folder of the commands."""
    shutil.copytree(ROOT / "params", tmp_path / "params")
    (tmp_path / "notebooks").mkdir()
    for place, period in (("cangxi", "2024Q2"), ("shiquan", "2023Q1")):
        shutil.copytree(ROOT / "exports" / place / period, tmp_path / "exports" / place / period)
    (tmp_path / "复核.csv").write_text(REVIEWED, encoding="utf-8-sig")
    monkeypatch.chdir(tmp_path)
    # the declarations are those of the project: read once for all tests
    monkeypatch.setattr(load, "load_catalog", lambda _: catalog)
    return tmp_path


def run(*words: str) -> list[str]:
    done = CliRunner().invoke(app, ["lexicon", *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout.splitlines()


def test_the_commands_go_through_from_record_to_a_lexicon_that_learned(office: Path):
    shown = run("record", "复核.csv", "--csv", "记录.csv")
    assert "针炙科→针灸科〔一般〕命中 3，属实 1，误报 1，待复核 1，精确率 50%" in shown
    assert rows(office / "记录.csv")[0][:4] == ["错", "对", "程度", "命中（处）"]
    offered = run("suggest", "复核.csv", "-p", "cangxi")
    assert any(line.startswith("建议 针炙科→针灸科 加例外“") for line in offered)
    assert any(line.startswith("建议 新词条 值守值班守→值班值守") for line in offered)
    assert offered[-1] == "没有写进文件；加 --apply 才写。"
    own = office / "params" / "places" / "cangxi.lexicon.csv"
    assert not own.exists()
    assert run("suggest", "复核.csv", "-p", "cangxi", "--apply")[-1].startswith(
        "已写进 params/places/cangxi.lexicon.csv"
    )
    assert [row[0] for row in rows(own)] == ["错", "针炙科", "值守值班守"]
    assert run("suggest", "复核.csv", "-p", "cangxi", "--apply")[-1] == "没有可以采纳的建议。"
    assert run("record", "复核.csv", "-p", "cangxi")[0].startswith(
        "针炙科→针灸科〔一般〕命中 3，属实 1，误报 0，已由例外解决 1"
    )
    assert run("check", "-p", "cangxi")[-1].startswith("词库没有毛病：")


def test_learning_writes_the_records_that_scans_go_by(office: Path):
    false_alarm = "错别字,布署,部署,第{0}次宣布署名文章,http://a.example.invalid/b{0},2026-08-01,误报\n"
    (office / "更多.csv").write_text(REVIEWED + "".join(map(false_alarm.format, range(5))), encoding="utf-8")
    said = run("learn", "更多.csv")
    assert said[0] == "布署：由一般降为疑似，复核 5 处，属实 0 处（0%，低于 80%）"
    assert "params/lexicon_records.csv" in said[-1]
    assert "降为疑似：布署→部署（复核 5 处，误报 5 处，由一般降为疑似）" in run("check")
    assert run("learn", "复核.csv")[0] == "布署：恢复为一般"


def test_without_reviews_the_commands_say_so(office: Path):
    for command in ("record", "learn", "suggest"):
        assert run(command, "-p", "shiquan")[0].startswith("没有复核过的文字错误")
    assert not (office / "params" / "lexicon_records.csv").exists()


def test_where_to_write_must_be_said(office: Path):
    assert office.is_dir()
    with pytest.raises(UserError, match="没有写建议写到哪里"):
        run("suggest", "复核.csv", "--apply")
    assert run("suggest", "复核.csv", "--apply", "--out", "params/lexicons/90_own.csv")[-1].startswith("已写进")
    with pytest.raises(UserError, match="没有名为“none”"):
        run("record", "-p", "none")
    with pytest.raises(UserError, match="写不进去"):
        run("record", "复核.csv", "--csv", "复核.csv/a.csv")


def test_a_formula_in_a_reviewed_cell_comes_out_as_text(office: Path):
    row = "错别字,=某某错词,某某对词,=某某错词汇,http://a.example.invalid/9,2026-08-01,属实\n"
    (office / "公式.csv").write_text(REVIEWED + row, encoding="utf-8")
    said = run("suggest", "公式.csv", "-p", "shiquan", "--csv", "建议.csv")
    assert any(line.startswith("不建议 =某某错词→") and "公式" in line for line in said)
    cells = [cell for one in rows(office / "建议.csv") for cell in one]
    assert "'=某某错词" in cells
    assert "=某某错词" not in cells
