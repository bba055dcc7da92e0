"""Own paragraphs that can't be used, as the commands and a whole run of a place meet them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from govlib.bulletin.state import read_state
from govlib.catalog.load import load_catalog
from govlib.cli import app
from govlib.deliver import RESULT_FILES, write_results
from govlib.hashing import hash_file
from govlib.workspace import open_declared

ROOT = Path(__file__).resolve().parents[2]
SLOT = "主要成效和亮点"
WHERE = f"records/guangyuan/2023Q2/paragraphs.md 第 3 行（空位“{SLOT}”）"
BULLETIN = ("bulletin.docx", "bulletin.html", "bulletin.txt", "bulletin.json")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name in ("params", "exports/guangyuan"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "notebooks").mkdir()
    return folder


@pytest.fixture
def call(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(project)

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "-p", "guangyuan", "--period", "2023Q2"])

    return run


@pytest.fixture
def say(project: Path):
    records = project / "records" / "guangyuan" / "2023Q2"

    def write(text: str) -> None:
        records.mkdir(parents=True, exist_ok=True)
        (records / "paragraphs.md").write_text(f"# {SLOT}\n\n{text}\n", encoding="utf-8")

    yield write
    shutil.rmtree(records, ignore_errors=True)


def test_write_tells_the_fault_and_ends_with_2_though_a_draft_is_written(call, say, tmp_path: Path):
    say("{{ 7*7 }}")
    result = call("bulletin", "write", "--out", str(tmp_path))
    assert result.exit_code == 2
    assert f"只能作草稿：{WHERE}：花括号里有算式（*）" in result.output
    assert "已写出季度通报（草稿）" in result.output
    text = (tmp_path / "bulletin.txt").read_text(encoding="utf-8")
    assert WHERE in text.partition("〔2023〕69号")[0]


def test_slots_are_listed_with_their_faults(call, say):
    say("{{ perid }}")
    result = call("bulletin", "slots")
    assert result.exit_code == 0
    assert f"# {SLOT}　已写 1 段　（本期做得好的单位和做法）　不能用，见下" in result.output
    assert f"{WHERE}：没有“perid”这个词" in result.output


def test_take_says_that_nothing_was_written_and_how_it_would_be(call, say, tmp_path: Path):
    say("甲做法。")
    call("bulletin", "write", "--out", str(tmp_path))
    word = str(tmp_path / "bulletin.docx")
    same = call("bulletin", "take", word)
    assert (same.exit_code, "没有写入任何改动：文件和记录里的一样。" in same.output) == (0, True)
    say("乙做法。")
    held = call("bulletin", "take", word)
    assert held.exit_code == 3
    assert "没有收：记录里已经写过，要照文件改请加 --update" in held.output
    assert "什么也没有写入。" in held.output
    taken = call("bulletin", "take", word, "--update")
    assert (taken.exit_code, "旧的一份另存为 paragraphs.001.md" in taken.output) == (0, True)
    assert call("bulletin", "take", word, "--update").exit_code == 0


def test_verify_tells_once_and_goes_on_with_the_rest(call, say, tmp_path: Path):
    drafts = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for draft in drafts:
        draft.write_text("检查政府网站45个，合格43个，合格率97.8%。\n", encoding="utf-8")
    say("{{ 7*7 }}")
    result = call("verify", *map(str, drafts))
    assert result.exit_code == 5
    assert result.output.count(WHERE) == 1
    assert result.output.count("矛盾 ") >= 2
    told = json.loads(call("verify", str(drafts[0]), "--json", "-").stdout)
    assert [WHERE in note for note in told["notes"]] == [True]


def test_a_whole_run_goes_on_and_only_the_bulletin_is_another(project: Path, say):
    catalog = load_catalog(project / "params")
    written: dict[str, dict[str, str]] = {}
    for name, text in (("whole", "好。"), ("broken", "{{ 7*7 }}")):
        say(text)
        run = open_declared(project, catalog, "guangyuan", "2023Q2", name)
        write_results(run)
        folder = run.output_dir
        assert [one for one in RESULT_FILES if not (folder / one).is_file()] == []
        written[name] = {
            path.relative_to(folder).as_posix(): hash_file(path) for path in folder.rglob("*") if path.is_file()
        }
        state = read_state(folder)
        assert (state.state, [WHERE in why for why in state.reasons]) == (
            ("正稿", []) if name == "whole" else ("草稿", [True])
        )
    assert written["whole"].keys() == written["broken"].keys()
    changed = {name for name, known in written["whole"].items() if written["broken"][name] != known}
    assert changed == set(BULLETIN)
