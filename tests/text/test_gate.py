"""The gate: entries that hit clean text fail it, with the place; what is excused does not."""

from __future__ import annotations

import lzma
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLEAN = "本部门公布署名文章。\n人民政府坐落在城东。\n"


@pytest.fixture
def lexicons(tmp_path: Path) -> Path:
    folder = tmp_path / "lexicons"
    folder.mkdir()
    write(folder, "公布署名")
    return folder


def write(folder: Path, exceptions: str) -> None:
    text = f"错,对,类,级,例外,依据,备注\n布署,部署,同音,一般,{exceptions},词典,\n"
    (folder / "one.csv").write_text(text, encoding="utf-8")


def gate(folder: Path, *corpora: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "gate_lexicon.py"), "--lexicons", str(folder), *map(str, corpora)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_clean_text_passes_plain_and_packed(lexicons: Path, tmp_path: Path):
    plain, packed = tmp_path / "a.txt", tmp_path / "b.txt.xz"
    plain.write_text(CLEAN, encoding="utf-8")
    packed.write_bytes(lzma.compress(CLEAN.encode("utf-8")))
    done = gate(lexicons, plain, packed)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"词条 1 条（计数的 1 条），文本 {2 * len(CLEAN)} 字：命中 0 处" in done.stdout


def test_an_entry_that_hits_fails_with_its_place(lexicons: Path, tmp_path: Path):
    write(lexicons, "")
    corpus = tmp_path / "a.txt"
    corpus.write_text(CLEAN, encoding="utf-8")
    done = gate(lexicons, corpus)
    assert done.returncode == 1
    assert "params/lexicons/one.csv 第 2 行 布署→部署：1 处\n    本部门公【布署】名文章。" in done.stdout


def test_an_error_of_the_text_itself_is_excused_only_as_often_as_stated(lexicons: Path, tmp_path: Path):
    (lexicons / "gate_excused.csv").write_text("错,处数,原因\n布署,1,原文的错\n", encoding="utf-8-sig")
    corpus = tmp_path / "a.txt"
    corpus.write_text("作出布署。", encoding="utf-8")
    assert gate(lexicons, corpus).returncode == 0
    assert gate(lexicons, corpus, corpus).returncode == 1


def test_a_faulty_lexicon_is_told_and_nothing_is_scanned(lexicons: Path, tmp_path: Path):
    write(lexicons, "公布")
    done = gate(lexicons, tmp_path / "a.txt")
    assert done.returncode == 2
    assert "params/lexicons/one.csv 的 E2" in done.stderr
