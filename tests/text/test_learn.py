"""What an office's own archive teaches."""

from __future__ import annotations

from pathlib import Path

import pytest

from govlib.catalog.text_rules import load_text_rules
from govlib.errors import UserError
from govlib.text.document import make_document
from govlib.text.lexicon import build_lexicon
from govlib.text.ngrams.archives import LOCAL
from govlib.text.ngrams.office import learn_files
from govlib.text.ngrams.store import read_archive
from govlib.text.rules import typos
from govlib.text.rules.kit import Kit

PARAMS = Path(__file__).resolve().parents[2] / "params"
SUSPECT = "要多做打基础、利长远的实事。"


def test_what_an_office_often_writes_is_no_longer_doubted(tmp_path: Path):
    setting = load_text_rules(PARAMS, [])["typos"]
    kit = Kit(tmp_path, None, setting, build_lexicon(()))
    before = [doubt.right for doubt in typos.prepare(kit)(make_document(SUSPECT))]
    texts = [
        f"{month}月，我县为民办实事。群众盼着多做打基础、利长远的实事。第{month}次实事会议。" for month in range(1, 13)
    ]
    (tmp_path / "articles.txt").write_text("\n".join(texts), encoding="utf-8")
    told = learn_files(tmp_path, [tmp_path / "articles.txt"])
    assert before == ["施"]
    assert list(typos.prepare(kit)(make_document(SUSPECT))) == []
    assert "不同的行 12 行" in told[0]
    assert "帮助不大" in told[1]


def test_what_was_written_once_is_not_learnt_and_a_line_counts_once(tmp_path: Path):
    (tmp_path / "texts").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "texts" / name).write_text("主办单位：苍溪县人民政府办公室\n", encoding="utf-8")
    learn_files(tmp_path, [tmp_path / "texts"])
    archive = read_archive(tmp_path / LOCAL, "local")
    assert not len(archive.tables[4].codes)
    assert not len(archive.tables[2].codes)


def test_learning_twice_gives_the_same_bytes(tmp_path: Path):
    (tmp_path / "a.txt").write_text("认真落实。\n认真落实责任。\n", encoding="utf-8")
    learn_files(tmp_path, [tmp_path / "a.txt"])
    first = (tmp_path / LOCAL).read_bytes()
    learn_files(tmp_path, [tmp_path / "a.txt"])
    assert (tmp_path / LOCAL).read_bytes() == first


def test_a_file_that_cannot_be_read_is_told_and_the_others_count(tmp_path: Path):
    (tmp_path / "a.txt").write_text("认真落实。\n", encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04broken")
    told = learn_files(tmp_path, [tmp_path])
    assert any("b.docx" in line for line in told)
    assert any("5 字" in line for line in told)


def test_nothing_to_read_is_told(tmp_path: Path):
    with pytest.raises(UserError, match="没有读到文字"):
        learn_files(tmp_path, [tmp_path])
    with pytest.raises(UserError, match="没有这个文件"):
        learn_files(tmp_path, [tmp_path / "nothing.txt"])
    assert not (tmp_path / LOCAL).exists()
