"""The analyst's paragraphs: kept in the records, taken back from Word, never overwritten unasked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from govlib.bulletin.forms.word import make_word
from govlib.bulletin.writing.compose import list_run_slots, write_paper
from govlib.bulletin.writing.contact import read_contact
from govlib.bulletin.writing.slots import parse_paragraphs, read_paragraphs, write_paragraphs
from govlib.bulletin.writing.taking import compare_slots, take_slots
from govlib.catalog.load import load_catalog
from govlib.errors import DeclarationError, UserError
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
SLOT = "主要成效和亮点"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    for name in ("params", "exports/guangyuan"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return open_declared(tmp_path, load_catalog(tmp_path / "params"), "guangyuan", "2023Q2", "outputs")


def edited(data: bytes, tmp_path: Path, replaced: dict[str, str]) -> bytes:
    """Return a Word file with the words of its content controls replaced, paragraph by paragraph."""
    path = tmp_path / "edited.docx"
    path.write_bytes(data)
    document = Document(str(path))
    for control in document.element.body.iter(qn("w:sdt")):
        for text in control.iter(qn("w:t")):
            text.text = replaced.get(text.text or "", text.text)
    document.save(str(path))
    return path.read_bytes()


def test_slots_are_listed_with_what_is_wanted(run: Run):
    assert list_run_slots(run) == [(SLOT, "本期做得好的单位和做法")]


def test_paragraphs_are_read_by_slot_and_written_back_the_same(tmp_path: Path):
    text = "# 甲\n\n第一段。\n\n第二段。\n\n# 乙\n\n# 丙\n\n只有一段。\n"
    found = parse_paragraphs(text, "某文件")
    assert found == {"甲": ("第一段。", "第二段。"), "丙": ("只有一段。",)}
    write_paragraphs(tmp_path, found)
    assert read_paragraphs(tmp_path) == found


@pytest.mark.parametrize(("text", "found"), [("没有标题。\n", "第 1 行"), ("# 甲\n一。\n# 甲\n二。\n", "“甲”写了两次")])
def test_a_file_that_cannot_be_understood_says_where(text: str, found: str):
    with pytest.raises(UserError, match=found):
        parse_paragraphs(text, "某文件")


def test_the_old_version_is_kept_when_paragraphs_change(tmp_path: Path):
    assert write_paragraphs(tmp_path, {"甲": ("一。",)}) is None
    assert write_paragraphs(tmp_path, {"甲": ("一。",)}) is None
    kept = write_paragraphs(tmp_path, {"甲": ("二。",)})
    again = write_paragraphs(tmp_path, {"甲": ("三。",)})
    assert kept is not None
    assert again is not None
    assert (kept.name, again.name) == ("paragraphs.001.md", "paragraphs.002.md")
    assert "一。" in kept.read_text(encoding="utf-8")


def test_what_was_written_in_word_is_taken_into_an_empty_slot(run: Run, tmp_path: Path):
    draft = make_word(write_paper(run, draft=True).paper)
    waiting = "（待撰写：主要成效和亮点：本期做得好的单位和做法）"
    came = compare_slots(run, edited(draft, tmp_path, {waiting: "某县做得好。"}), "改.docx")
    assert [(one.slot, one.way, one.new) for one in came] == [(SLOT, "新写", ("某县做得好。",))]
    written, held, kept = take_slots(run, came, update=False)
    assert (len(written), held, kept) == (1, [], None)
    assert read_paragraphs(run.records_dir) == {SLOT: ("某县做得好。",)}


def test_a_draft_that_nobody_filled_in_changes_nothing(run: Run):
    came = compare_slots(run, make_word(write_paper(run, draft=True).paper), "改.docx")
    assert [one.way for one in came] == ["没有变化"]


def test_what_is_recorded_is_changed_only_when_asked_and_keeps_its_words_of_the_vocabulary(run: Run, tmp_path: Path):
    source = ('## 甲做法。合格率{{ figure("政府网站合格率") }}。', "乙做法。")
    write_paragraphs(run.records_dir, {SLOT: source})
    word = make_word(write_paper(run).paper)
    assert [one.way for one in compare_slots(run, word, "改.docx")] == ["没有变化"]
    came = compare_slots(run, edited(word, tmp_path, {"乙做法。": "丙做法。"}), "改.docx")
    assert came[0].new == (source[0], "丙做法。")
    written, held, _ = take_slots(run, came, update=False)
    assert (written, [one.slot for one in held]) == ([], [SLOT])
    assert read_paragraphs(run.records_dir)[SLOT] == source
    _, _, kept = take_slots(run, came, update=True)
    assert kept is not None
    assert read_paragraphs(run.records_dir)[SLOT] == (source[0], "丙做法。")


def test_a_file_without_slots_is_refused(run: Run, tmp_path: Path):
    Document().save(str(tmp_path / "plain.docx"))
    with pytest.raises(UserError, match="没有找到通报里标出的空位"):
        compare_slots(run, (tmp_path / "plain.docx").read_bytes(), "别的.docx")


def test_a_paragraph_is_kept_when_figures_are_computed_again(run: Run):
    write_paragraphs(run.records_dir, {SLOT: ("自己的话。",)})
    again = open_declared(run.root, run.catalog, "guangyuan", "2023Q2", "outputs")
    assert "自己的话。" in [getattr(piece, "text", "") for piece in write_paper(again).paper.body]


def test_the_contact_line_comes_from_the_local_file_alone(run: Run):
    assert write_paper(run).paper.contact == ""
    (run.root / "params" / "local.yaml").write_text("contact: {guangyuan: 见内网通讯录}\n", encoding="utf-8")
    assert write_paper(run).paper.contact == "见内网通讯录"
    (run.root / "params" / "local.yaml").write_text("contact: 见内网通讯录\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match="contact"):
        read_contact(run.root, "guangyuan")
