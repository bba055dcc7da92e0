"""The lexicon workshop, driven as a person would: tick suggestions, look what changes, write it."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "text"))

from workshop_cases import RULE, make_params, reviews

from govlib.catalog.lexicons import open_lexicon
from govlib.catalog.load import load_catalog
from govlib.display import Sentence
from govlib.text.workshop.bench import Workshop
from govlib.widgets.lexicon_workshop import WorkshopPanel, build_workshop, open_workshop
from govlib.workspace import open_declared

ROOT = Path(__file__).parents[2]
REVIEWS = reviews(
    ("布署", "部署", "误报", "公布署名文章<b>"),
    ("布署", "部署", "属实", "会议布署了工作"),
    ("测式", "测试", "属实", "上线测式系统"),
    ("长", "短", "属实", ""),
)


@pytest.fixture
def params(tmp_path: Path) -> Path:
    return make_params(tmp_path)


@pytest.fixture
def panel(params: Path) -> WorkshopPanel:
    return build_workshop(reopen(params, REVIEWS), lambda: reopen(params, REVIEWS))


def reopen(params: Path, given: pd.DataFrame) -> Workshop:
    return Workshop(params, "anxian", open_lexicon(params, "anxian"), RULE, given)


def own(params: Path) -> Path:
    return params / "places" / "anxian.lexicon.csv"


def test_records_and_suggestions_are_shown_escaped(panel: WorkshopPanel):
    assert "50%" in panel.records.value
    assert "只有 1 个字" in panel.records.value
    assert [box.description for box in panel.chosen] == ["布署→部署 加例外“公布署名”", "新词条 测式→测试"]
    assert "<b>" not in str(panel.offers.children[0].children[1].value)


def test_nothing_is_written_before_the_change_was_shown(panel: WorkshopPanel, params: Path):
    assert panel.write.disabled
    panel.preview.click()
    assert "还没有选建议" in panel.message.value
    for box in panel.chosen:
        box.value = True
    assert panel.write.disabled
    panel.keep()
    assert not own(params).exists()
    panel.preview.click()
    assert "加一行：布署→部署 加例外“公布署名”" in panel.message.value
    assert not own(params).exists()
    assert not panel.write.disabled


def test_what_was_shown_is_written_and_the_suggestions_are_gone(panel: WorkshopPanel, params: Path):
    panel.chosen[0].value = True
    panel.preview.click()
    panel.write.click()
    assert "已写进 params/places/anxian.lexicon.csv：1 处" in panel.message.value
    assert open_lexicon(params, "anxian")[0].exceptions == ("公布署名",)
    assert [box.description for box in panel.chosen] == ["新词条 测式→测试"]
    assert panel.write.disabled


def test_another_choice_asks_for_another_look(panel: WorkshopPanel):
    panel.chosen[0].value = True
    panel.preview.click()
    panel.chosen[1].value = True
    assert panel.write.disabled
    assert panel.message.value == ""


def test_a_file_changed_in_between_is_not_overwritten(panel: WorkshopPanel, params: Path):
    panel.chosen[0].value = True
    panel.preview.click()
    text = "错,对,类,级,例外,依据,备注\n园满,圆满,同音,一般,,词典,\n"
    own(params).write_text(text, encoding="utf-8")
    panel.write.click()
    assert "刚刚被改过" in panel.message.value
    assert own(params).read_text(encoding="utf-8") == text


def test_a_fault_is_told_in_the_panel(panel: WorkshopPanel, params: Path):
    own(params).write_text("甲,乙\n1,2\n", encoding="utf-8")
    panel.chosen[0].value = True
    panel.preview.click()
    assert 'role="alert"' in panel.message.value
    assert "anxian.lexicon.csv" in panel.message.value
    assert panel.write.disabled


def test_in_a_batch_and_without_reviews_a_sentence_stands_there(tmp_path: Path):
    catalog = load_catalog(ROOT / "params")
    aside = open_workshop(open_declared(ROOT, catalog, "cangxi", "2024Q2", str(tmp_path)))
    empty = open_workshop(open_declared(ROOT, catalog, "shiquan", "2023Q1", str(tmp_path), interactive=True))
    opened = open_workshop(open_declared(ROOT, catalog, "cangxi", "2024Q2", str(tmp_path), interactive=True))
    assert isinstance(aside, Sentence)
    assert "JupyterLab" in aside.text
    assert isinstance(empty, Sentence)
    assert "没有复核过" in empty.text
    assert isinstance(opened, WorkshopPanel)
    assert "截止目前" in opened.records.value
