"""The commands of the ledger from the keyboard: sent, filled in, brought back, stopped half-way, two at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from returned_sheets import fill
from typer.testing import CliRunner

from govlib.catalog.load import load_catalog
from govlib.cli import app
from govlib.errors import UserError
from govlib.ledger import telling
from govlib.ledger.acts import RETURNED, SENT, read_acts
from govlib.ledger.returned import importing
from govlib.ledger.telling import write_ledgers
from govlib.workspace import open_declared

ROOT = Path(__file__).parents[2]
PLACE = ("-p", "shiquan")
NUMBERS = 13
FIXED = {"整改情况": "已整改", "完成日期": date(2023, 3, 18)}


@dataclass(frozen=True)
class Typed:
    """A project's folder, and a person who types commands in it."""

    root: Path

    def type(self, *words: str, code: int = 0) -> str:
        with chdir(self.root):
            done = CliRunner().invoke(app, ["ledger", *words])
        ended, said = done.exit_code, done.output
        if isinstance(done.exception, UserError):
            ended, said = int(done.exception.exit_code), said + done.exception.sentence()
        elif done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert ended == code, said
        return said

    def send(self, *words: str, code: int = 0) -> str:
        return self.type("send", *PLACE, "--period", "2023Q1", *words, code=code)

    @property
    def acts(self):
        return read_acts(self.root / "records" / "shiquan")[0]

    def sheet(self, unit: str) -> Path:
        return self.root / "outputs/2023Q1/shiquan/ledger" / f"{unit}.xlsx"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a project of one place, nothing sent."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "params", root / "params")
    (root / "notebooks").mkdir()
    shutil.copytree(ROOT / "exports" / "shiquan", root / "exports" / "shiquan")
    for path in (root / "params" / "places").glob("*"):
        if not path.name.startswith("shiquan"):
            path.unlink()
    return Typed(root)


@pytest.fixture(scope="module")
def told(project, tmp_path_factory):
    """Return the project after its problems were sent."""
    root = tmp_path_factory.mktemp("told") / "project"
    shutil.copytree(project.root, root)
    Typed(root).send()
    return Typed(root)


@pytest.fixture
def office(project, tmp_path):
    shutil.copytree(project.root, tmp_path / "project")
    return Typed(tmp_path / "project")


@pytest.fixture
def sent(told, tmp_path):
    shutil.copytree(told.root, tmp_path / "project")
    return Typed(tmp_path / "project")


def test_a_dry_run_says_what_would_be_told_and_writes_nothing(office):
    said = office.send("--dry-run")
    assert f"将下发 {NUMBERS} 条问题给 11 家单位（2023-03-15，整改期限 2023-03-22）" in said
    assert "没有下发 2 条（没有责任单位，请先改派）" in said
    assert not (office.root / "records").exists()
    assert not (office.root / "outputs").exists()


def test_sent_once_told_once(office):
    assert "已下发 13 条问题" in office.send()
    assert sorted(path.name for path in office.sheet("x").parent.iterdir())[:2] == ["县交通局.xlsx", "县住建局.xlsx"]
    written = {path: path.read_bytes() for path in (office.root / "outputs").rglob("*.xlsx")}
    said = office.send()
    assert "没有新的问题要下发；本期已下发过 13 条" in said
    assert [act.act for act in office.acts] == [SENT]
    assert {path: path.read_bytes() for path in (office.root / "outputs").rglob("*.xlsx")} == written


def test_a_deadline_is_counted_in_working_days_or_named(office):
    office.send("--within", "15", "--statement-within", "5", "--statement-for-all")
    (act,) = office.acts
    # 15 working days after Wednesday 15 March 2023 is Thursday 6 April: Qingming, 5 April, is a day of rest
    assert {(row.deadline, row.statement_by) for row in act.rows} == {("2023-04-06", "2023-03-22")}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--day", "2023-03-01"), "早于监测时间点 2023-03-14"),
        (("--day", "2023-03-22"), "整改期限：2023-03-22 不晚于下发日期 2023-03-22"),
        (("--deadline", "2023-03-15"), "不晚于下发日期"),
        (("--deadline", "2023-04-15", "--within", "3"), "只写一个"),
        (("--day", "明天"), "写的是“明天”"),
    ],
)
def test_a_sending_that_cannot_be_meant_is_refused(office, words, sentence):
    assert sentence in office.send(*words, code=2)
    assert office.acts == ()


def test_a_sending_stopped_before_its_line_did_not_happen_and_is_completed_by_the_next(office, monkeypatch):
    def stop(*_words, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(telling, "append", stop)
        office.send(code=130)
    assert office.acts == ()
    before = office.sheet("县交通局").read_bytes()
    assert "已下发 13 条问题" in office.send()
    assert office.sheet("县交通局").read_bytes() == before


def test_a_workbook_that_cannot_be_written_tells_nobody(office, monkeypatch):
    def refuse(*_words, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(telling, "write_workbook", refuse)
    assert "问题还没有下发；文件正在 Excel 或 WPS 里打开的，请先关闭" in office.send(code=2)
    assert office.acts == ()


def test_a_sheet_comes_back_by_the_command_and_the_list_is_a_table(sent):
    path = fill(sent.sheet("县住建局"), (0, FIXED), (1, {"整改情况": "改了"}))
    listed = sent.root / "情况.csv"
    said = sent.type("import", str(path), *PLACE, "--day", "2023-03-20", "--csv", str(listed), code=3)
    assert "已采用 1 个编号的新内容，没有采用和冲突 1 处。" in said
    table = pd.read_csv(listed, encoding="utf-8-sig", dtype=str)
    assert list(table.columns) == ["类型", "文件", "工作表", "行", "编号", "列", "写的是", "应为", "说明"]
    assert table.loc[table["类型"].eq("未采用"), "写的是"].tolist() == ["改了"]
    status = sent.type("status", *PLACE, "--day", "2023-03-23")
    assert "一条也没有回复的单位 10 家" in status
    row = next(line for line in status.splitlines() if "县住建局" in line and "│" in line)
    assert [part.strip() for part in row.split("│")[2:-1]] == ["2", "0", "0", "0", "0", "1", "1", "0", "1"]


def test_the_day_of_receipt_is_today_where_nobody_says(office, monkeypatch):
    monkeypatch.setattr("govlib.clock.stamp", lambda: "2023-03-19T08:00:00+0800")
    office.send()
    office.type("import", str(fill(office.sheet("县交通局"), (0, FIXED))), *PLACE)
    assert office.acts[-1].day == date(2023, 3, 19)


def test_rechecks_closings_statements_and_accounts_are_entered_by_command(sent):
    assert "1 条" in sent.type("recheck", "２０２３q1-0001", *PLACE, "--result", "已整改", "--day", "2023-03-20")
    assert "2 条" in sent.type(
        "close", "2023Q1-0001", "2023Q1-0002", *PLACE, "--day", "2023-03-21", "--remark", "电话13812345678"
    )
    sent.type("statement", "2023Q1-0003", *PLACE, "--received", "2023-03-20", "--by", "信息科")
    words = (
        "--event",
        "责令关停",
        "--account",
        "某号",
        "--platform",
        "微信",
        "--day",
        "2023-03-20",
        "--period",
        "2023Q1",
    )
    sent.type("account", *PLACE, *words)
    assert [act.act for act in sent.acts] == ["sent", "rechecked", "statements", "accounts", "closed"]
    assert "13812345678" not in (sent.root / "records/shiquan/2023Q1/ledger.jsonl").read_text(encoding="utf-8")
    assert "已记录“某号”" in sent.type("account", *PLACE, *words, code=2)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("close", "2023Q1-0001", "2023Q1-9999", "--day", "2023-03-20"), "没有编号“2023Q1-9999”"),
        (("close", "2023Q1-0001", "--day", "2023-03-01"), "早于下发日期 2023-03-15"),
        (("recheck", "2023Q1-0001", "--result", "待复核", "--day", "2023-03-20"), "应为已整改、未整改"),
        (("statement", "2023Q1-0001", "--received", "早"), "写的是“早”"),
    ],
)
def test_an_entry_that_cannot_be_meant_enters_nothing(sent, words, sentence):
    before = sent.acts
    assert sentence in sent.type(*words, *PLACE, code=2)
    assert sent.acts == before


def test_an_import_stopped_before_its_line_is_completed_by_the_same_file(sent, monkeypatch):
    path = fill(sent.sheet("县交通局"), (0, FIXED))

    def stop(*_words, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(importing, "append", stop)
        sent.type("import", str(path), *PLACE, "--day", "2023-03-20", code=130)
    assert [act.act for act in sent.acts] == [SENT]
    sent.type("import", str(path), *PLACE, "--day", "2023-03-20")
    assert [act.act for act in sent.acts] == [SENT, RETURNED]


def test_two_imports_at_once_both_count(sent):
    units = ("县交通局", "县公安局", "后柳镇")
    paths = [fill(sent.sheet(unit), (0, FIXED)) for unit in units]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "govlib", "ledger", "import", str(path), *PLACE, "--day", "2023-03-20"],
            cwd=sent.root,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            stdout=subprocess.DEVNULL,
        )
        for path in paths
    ]
    assert [one.wait(timeout=120) for one in running] == [0, 0, 0]
    assert {act.facts["unit"] for act in sent.acts if act.act == RETURNED} == set(units)


def test_what_is_written_between_reading_and_sending_stops_the_sending(office, monkeypatch):
    first = telling.plan

    def meanwhile(run, wish):
        planned = first(run, wish)
        with monkeypatch.context() as patched:
            patched.setattr(telling, "plan", first)
            office.send()
        return planned

    monkeypatch.setattr(telling, "plan", meanwhile)
    assert "别人刚刚保存过，这一次没有写入" in office.send(code=2)
    assert [act.act for act in office.acts] == [SENT]


def test_the_ledger_of_a_run_that_sent_nothing_lists_what_waits(office):
    run = open_declared(office.root, load_catalog(office.root / "params"), "shiquan", "2023Q1", "outputs")
    assert write_ledgers(run) == ["ledger.xlsx"]
    waiting = pd.read_excel(run.output_dir / "ledger.xlsx", sheet_name="未下发", header=2, engine="openpyxl")
    assert waiting["原因"].tolist().count("还没有下发") == NUMBERS


def test_a_run_writes_the_same_sheets_as_the_sending_did(sent):
    written = {path.relative_to(sent.root): path.read_bytes() for path in (sent.root / "outputs").rglob("*.xlsx")}
    shutil.rmtree(sent.root / "outputs")
    run = open_declared(sent.root, load_catalog(sent.root / "params"), "shiquan", "2023Q1", "outputs")
    assert len(write_ledgers(run)) == len(written) == 12
    assert {path.relative_to(sent.root): path.read_bytes() for path in run.output_dir.rglob("*.xlsx")} == written


def test_a_flood_of_faults_is_cut_short_on_the_screen_and_whole_in_the_list(sent):
    rows = [(row, {"编号": f"甲{row}", "整改情况": "已整改"}) for row in range(130)]
    listed = sent.root / "情况.csv"
    path = fill(sent.sheet("县交通局"), *rows)
    said = sent.type("import", str(path), *PLACE, "--day", "2023-03-20", "--csv", str(listed), code=3)
    assert said.count("[未采用]") == 100
    assert "县交通局.xlsx 另有 31 处没有列出，全部见 --csv 写的清单" in said
    assert len(pd.read_csv(listed, encoding="utf-8-sig")) == 131
