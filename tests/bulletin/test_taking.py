"""A Word file that comes back edited: what people do to it, each told; nothing is taken that was not asked for."""

from __future__ import annotations

import copy
import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from govlib.bulletin.forms.word import make_word
from govlib.bulletin.slot_marks import bookmark_of, find_slot, read_mark, tag_of
from govlib.bulletin.writing.compose import write_paper
from govlib.bulletin.writing.merging import find_doubled, merge_lines
from govlib.bulletin.writing.slots import read_paragraphs, write_paragraphs
from govlib.bulletin.writing.taking import Taken, compare_slots, take_slots
from govlib.catalog.load import load_catalog
from govlib.errors import FileUnreadableError, UserError
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
SLOT = "主要成效和亮点"
SOURCE = ("## 甲做法。合格率{{ figure('政府网站合格率') }}。", "## 乙", "乙做法。", "丙做法。")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("taking")
    for name in ("params", "exports/guangyuan"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def run(project: Path) -> Run:
    return open_declared(project, load_catalog(project / "params"), "guangyuan", "2023Q2", "outputs")


@pytest.fixture(scope="module")
def word(run: Run) -> bytes:
    return make_word(write_paper(run, paragraphs={SLOT: SOURCE}).paper)


@pytest.fixture(autouse=True)
def _recorded(run: Run):
    write_paragraphs(run.records_dir, {SLOT: SOURCE})
    yield
    shutil.rmtree(run.records_dir)


def controls(document) -> list:
    return list(document.element.body.iter(qn("w:sdt")))


def change(data: bytes, edit: Callable[[list], None]) -> bytes:
    document = Document(io.BytesIO(data))
    edit(controls(document))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def say(control, words: str) -> None:
    texts = list(control.iter(qn("w:t")))
    texts[0].text = words
    for other in texts[1:]:
        other.text = ""


def paragraph_of(control):
    return next(control.iterancestors(qn("w:p")))


def one(run: Run, data: bytes) -> Taken:
    taken = compare_slots(run, data, "改.docx")
    assert len(taken) == 1
    return taken[0]


def test_what_came_back_as_it_was_printed_changes_nothing(run: Run, word: bytes):
    assert one(run, word).way == "没有变化"


def test_a_changed_paragraph_leaves_headings_and_words_of_the_others_alone(run: Run, word: bytes):
    came = one(run, change(word, lambda found: say(found[2], "丁做法。")))
    assert (came.way, came.new) == ("改动", (*SOURCE[:3], "丁做法。"))


def test_a_paragraph_split_in_two_keeps_what_stands_around_it(run: Run, word: bytes):
    def split(found: list) -> None:
        second = copy.deepcopy(paragraph_of(found[1]))
        paragraph_of(found[1]).addnext(second)
        say(found[1], "乙做")
        say(next(second.iter(qn("w:sdt"))), "法。")

    assert one(run, change(word, split)).new == (SOURCE[0], "## 乙", "乙做", "法。", "丙做法。")


def test_a_line_break_inside_a_paragraph_makes_two(run: Run, word: bytes):
    def split(found: list) -> None:
        text = next(found[2].iter(qn("w:t")))
        text.text = "丙做"
        rest = copy.deepcopy(text)
        rest.text = "法。"
        text.addnext(text.makeelement(qn("w:br"), {}))
        text.getnext().addnext(rest)

    assert one(run, change(word, split)).new == (*SOURCE[:3], "丙做", "法。")


def test_a_paragraph_deleted_in_word_is_deleted_only_when_asked(run: Run, word: bytes):
    came = one(run, change(word, lambda found: say(found[2], "")))
    assert (came.way, came.new) == ("改动", SOURCE[:3])
    assert take_slots(run, [came], update=False)[:2] == ([], [came])
    assert read_paragraphs(run.records_dir)[SLOT] == SOURCE
    assert take_slots(run, [came], update=True)[0] == [came]
    assert read_paragraphs(run.records_dir)[SLOT] == SOURCE[:3]


def test_a_paragraph_that_came_back_twice_is_not_taken(run: Run, word: bytes):
    def double(found: list) -> None:
        paragraph_of(found[2]).addnext(copy.deepcopy(paragraph_of(found[2])))

    came = one(run, change(word, double))
    assert came.way == "写了两遍"
    assert "“丙做法。”有两段" in came.why
    assert take_slots(run, [came], update=True)[0] == []


def test_marks_that_are_gone_are_told_and_leave_the_records_alone(run: Run):
    draft = make_word(replace(write_paper(run).paper, body=()))
    with pytest.raises(UserError, match="没有找到通报里标出的空位"):
        compare_slots(run, draft, "改.docx")


def test_a_slot_whose_mark_alone_is_gone_is_told(run: Run):
    strange = make_word(write_paper(run, paragraphs={SLOT: ("别的。",)}).paper)
    write_paragraphs(run.records_dir, {SLOT: SOURCE, "别的": ("一。",)})

    def rename(found: list) -> None:
        for tag in found[0].iter(qn("w:tag")):
            tag.set(qn("w:val"), "guangyuan/2023Q2/别的")
        for mark in next(found[0].iterancestors(qn("w:body"))).iter(qn("w:bookmarkStart")):
            mark.set(qn("w:name"), "无关")

    taken = {each.slot: each for each in compare_slots(run, change(strange, rename), "改.docx")}
    assert taken[SLOT].way == "找不到标记"
    assert taken[SLOT].new == SOURCE
    assert take_slots(run, [taken[SLOT]], update=True)[0] == []


def test_what_would_become_a_heading_is_not_taken(run: Run, word: bytes):
    came = one(run, change(word, lambda found: say(found[2], "# 小标题")))
    assert (came.way, "会被当作标题" in came.why) == ("不能收", True)


@pytest.mark.parametrize(("place", "period"), [("cangxi", "2023Q2"), ("guangyuan", "2023Q1")])
def test_the_bulletin_of_another_place_or_period_is_refused(run: Run, place: str, period: str):
    paper = replace(write_paper(run).paper, origin=f"{place}/{period}")
    with pytest.raises(UserError, match=f"这是 {place} {period} 的通报；应为guangyuan 2023Q2 的通报；什么也没有收"):
        compare_slots(run, make_word(paper), "别处.docx")


def strip_tags(found: list) -> None:
    """Do what LibreOffice before 7.5 does: controls stay, their tags go; bookmarks stay."""
    for control in found:
        for tag in list(control.iter(qn("w:tag"))):
            tag.getparent().remove(tag)


def test_bookmarks_stand_in_where_tags_were_lost(run: Run, word: bytes):
    assert one(run, change(word, strip_tags)).way == "没有变化"

    def edit(found: list) -> None:
        strip_tags(found)
        say(found[2], "丁做法。")

    assert one(run, change(word, edit)).new == (*SOURCE[:3], "丁做法。")


def test_another_period_is_known_by_its_bookmark_too(run: Run):
    other = make_word(replace(write_paper(run).paper, origin="guangyuan/2023Q1"))
    with pytest.raises(UserError, match="这是别的地方或别的期的通报"):
        compare_slots(run, change(other, strip_tags), "别处.docx")


def test_a_broken_slot_comes_back_unchanged(run: Run):
    write_paragraphs(run.records_dir, {SLOT: ("{{ 7*7 }}", "乙。")})
    assert one(run, make_word(write_paper(run).paper)).way == "没有变化"


def test_a_sentence_that_was_not_printed_stays_in_the_records(run: Run):
    source = ("{{ figure('受理来信') }}。", "乙。")
    write_paragraphs(run.records_dir, {SLOT: source})
    data = make_word(write_paper(run).paper)
    assert one(run, data).way == "没有变化"
    assert one(run, change(data, lambda found: say(found[0], "丙。"))).new == (source[0], "丙。")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "这不是 Word 文件"),
        (b"abc", "这不是 Word 文件"),
        (b"PK\x03\x04" + b"0" * 500, "Word 文件已损坏或不完整"),
    ],
)
def test_a_file_that_is_no_word_file_is_told_as_one(run: Run, data: bytes, found: str):
    with pytest.raises(FileUnreadableError, match=found) as told:
        compare_slots(run, data, "坏.docx")
    assert "工作簿" not in told.value.sentence()


def test_a_workbook_is_no_word_file(run: Run):
    path = next((ROOT / "exports" / "guangyuan" / "2023Q2").glob("*.xlsx"))
    with pytest.raises(FileUnreadableError, match="这不是 Word 文件"):
        compare_slots(run, path.read_bytes(), path.name)


@pytest.mark.parametrize(
    ("came", "new"),
    [
        (["甲", "丙"], ("甲", "丙")),
        (["甲", "新", "乙", "丙"], ("甲", "新", "## 题。乙", "丙")),
        (["甲", "变", "丙"], ("甲", "## 题。变", "丙")),
        (["丙", "甲"], ("丙", "甲")),
        ([], ()),
    ],
)
def test_lines_that_came_back_are_merged_by_what_was_left_alone(came: list[str], new: tuple[str, ...]):
    source = ("甲", "## 题。乙", "丙")
    assert merge_lines(source, source, came) == new


def test_a_paragraph_printed_twice_may_come_back_twice():
    assert find_doubled(("甲", "甲"), ["甲", "甲"]) == ""
    assert find_doubled(("甲", "乙"), ["甲", "甲"]) == "甲"


@pytest.mark.parametrize("slot", ["成效", "成效（一）、亮点", "很长" * 40])
def test_marks_are_read_back_as_the_slot_they_were_made_of(slot: str):
    known = ["别的", slot]
    assert find_slot(read_mark(tag_of(slot, "jia/2026Q3")), known) == slot
    assert find_slot(read_mark(bookmark_of(slot, "jia/2026Q3", 7)), known) == slot
    assert len(tag_of(slot, "jia/2026Q3")) <= 64
    assert len(bookmark_of(slot, "jia/2026Q3", 7)) <= 40


def save_in_libreoffice(data: bytes, folder: Path, kind: str, name: str = "bulletin.docx") -> bytes:
    """Convert with a profile of this test's own: LibreOffice allows one process a profile."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    out = folder / kind
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next(out.iterdir()).read_bytes()


@pytest.mark.office
def test_a_file_saved_in_libreoffice_is_known_again_and_repeats_no_words(run: Run, word: bytes, tmp_path: Path):
    saved = save_in_libreoffice(word, tmp_path, "docx")
    assert one(run, saved).way == "没有变化"
    through_odt = save_in_libreoffice(save_in_libreoffice(word, tmp_path, "odt"), tmp_path / "again", "docx", "b.odt")
    assert one(run, through_odt).way == "没有变化"
