"""What the rules of texts find in a written bulletin is told with whose words they are; none of it makes a draft."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from govlib.bulletin.state import read_state
from govlib.bulletin.writing.deliver import Delivered, deliver_paper
from govlib.bulletin.writing.slot_file import FILE
from govlib.bulletin.writing.wording import TEMPLATE, stands_in
from govlib.catalog.load import load_catalog
from govlib.text.hits import Hit
from govlib.workspace import open_declared

ROOT = Path(__file__).resolve().parents[2]
SLOT = "政府网站方面的问题"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Delivered, Path]:
    folder = tmp_path_factory.mktemp("wording")
    for name in ("params", "exports/tongcheng"):
        shutil.copytree(ROOT / name, folder / name)
    place = folder / "params" / "places" / "tongcheng.yaml"
    text = place.read_text(encoding="utf-8")
    assert "    requirements: |\n" in text
    place.write_text(
        text.replace("    requirements: |\n", "    requirements: |\n      认真布署整改。\n\n"), encoding="utf-8"
    )
    run = open_declared(folder, load_catalog(folder / "params"), "tongcheng", "2021Q2", "outputs")
    run.records_dir.mkdir(parents=True)
    (run.records_dir / FILE).write_text(f"# {SLOT}\n\n好。\n\n发挥样板幅射作用。\n", encoding="utf-8")
    return deliver_paper(run, folder / "out"), folder / "out"


def origins(made: Delivered, wrong: str) -> list[str]:
    return [one.origin for one in made.doubts if f"【{wrong}】" in one.quote]


def test_words_of_an_export_are_told_with_their_row(made: tuple[Delivered, Path]):
    # row 31 of the workbook as Excel shows it: 工作内子以答复, for 工作日内予以答复
    assert origins(made[0], "工作内子以答复") == ["照录自 政务公开问题清单.xlsx“问题清单” 第 31 行，要改请改来源"]


def test_words_of_the_analyst_are_told_with_slot_and_line(made: tuple[Delivered, Path]):
    assert origins(made[0], "幅射") == [f"空位“{SLOT}”，records/tongcheng/2021Q2/paragraphs.md 第 5 行"]


def test_words_of_a_template_or_place_are_told_as_such(made: tuple[Delivered, Path]):
    assert origins(made[0], "布署") == [TEMPLATE]


def test_wordings_make_no_draft_and_are_kept_beside_the_bulletin(made: tuple[Delivered, Path]):
    delivered, folder = made
    assert delivered.paper.flaws == ()
    state = read_state(folder)
    assert state.state == "正稿"
    assert state.wording == tuple(one.sentence() for one in delivered.doubts)
    assert any("幅射→辐射" in one for one in state.wording)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("一个错字在", True),
        ("错字", True),
        ("别的错字在", False),
        ("一个错字后", False),
        ("没有", False),
        ("错字,错字", False),
    ],
)
def test_words_are_known_by_their_neighbours(text: str, stands: bool):
    hit = Hit(0, 2, "错字", "", "", "", "", "", "", "这里有一个", "在这里", "命中")
    assert stands_in(hit, text) is stands
