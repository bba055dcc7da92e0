"""Names of doctrines and institutions run together or doubled; side by side they are right."""

from __future__ import annotations

from pathlib import Path

import pytest

from govlib.catalog.phrases import Phrase
from govlib.catalog.text_rules import TextRule
from govlib.text.document import make_document
from govlib.text.lexicon import build_lexicon
from govlib.text.rules.doctrines import RULE, list_slips
from govlib.text.rules.kit import Kit

PARAMS = Path(__file__).resolve().parents[2] / "params"
SETTING = TextRule(name="名称混接", says="两个名称接在一起", severity="严重", confidence=0.98)
FIND = RULE.prepare(Kit(PARAMS, None, SETTING, build_lexicon(())))
FULL = "习近平新时代中国特色社会主义思想"


def check(text: str) -> list[tuple[str, str, str]]:
    document = make_document(text)
    return [(document.passages[one.passage].text[one.start : one.end], one.right, one.kind) for one in FIND(document)]


@pytest.mark.parametrize(
    ("text", "wrong", "right", "kind"),
    [
        (f"学习{FULL}法治思想", f"{FULL}法治思想", "习近平法治思想", "名称混接"),
        (f"学习{FULL}文化思想", f"{FULL}文化思想", "习近平文化思想", "名称混接"),
        ("习近平法治思想经济思想", "习近平法治思想经济思想", "习近平经济思想", "名称混接"),
        ("习近平生态文明思想强军思想", "习近平生态文明思想强军思想", "习近平强军思想", "名称混接"),
        ("习近平总书记总书记指出", "总书记总书记", "总书记", "重复"),
        ("习近平总书记习近平总书记", "习近平总书记习近平总书记", "习近平总书记", "重复"),
        ("以习近平同志为核心的党中央党中央", "党中央党中央", "党中央", "重复"),
        ("市人民政府人民政府决定", "人民政府人民政府", "人民政府", "重复"),
        ("县人民政府人民政府办公室", "人民政府人民政府", "人民政府", "重复"),
        ("县委县委关于", "县委县委", "县委", "重复"),
        ("中华人民共和国中华人民共和国", "中华人民共和国中华人民共和国", "中华人民共和国", "重复"),
        ("全国人民代表大会全国人民代表大会", "全国人民代表大会全国人民代表大会", "全国人民代表大会", "重复"),
    ],
)
def test_names_run_together_or_doubled_are_found(text: str, wrong: str, right: str, kind: str):
    assert check(text) == [(wrong, right, kind)]


@pytest.mark.parametrize(
    "text",
    [
        f"{FULL}和习近平法治思想",
        f"深入学习贯彻{FULL}、习近平法治思想、习近平经济思想",
        "毛泽东思想、邓小平理论、“三个代表”重要思想、科学发展观",
        "习近平总书记指出，总书记强调",
        "党中央、国务院",
        "县委县政府、县委、县委办公室",
        "县委县委办公室联合印发",
        "国务院国务院办公厅文件",
        "省人民政府，人民政府办公厅",
        "市人民政府\n人民政府办公室",
        "人民代表大会常务委员会",
        "法治思想",
        f"学习{FULL}思想政治工作部分",
        "",
    ],
)
def test_names_side_by_side_stay_silent(text: str):
    assert check(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("习近平新时代中国特色社会主义社会主义思想", FULL),
        ("“三个代表”重要思想思想。", "“三个代表”重要思想"),
        ("习近平总书记书记指出", "总书记"),
    ],
)
def test_a_word_written_twice_inside_a_name_is_found(text: str, expected: str):
    assert [(right, kind) for _, right, kind in check(text)] == [(expected, "重复")]


def test_what_is_itself_a_phrase_of_the_list_is_no_slip():
    names = ("习近平法治思想", "习近平经济思想", "习近平法治思想经济思想")
    slips = list_slips([Phrase(name, "理论", "严重", (), "章程") for name in names])
    assert "习近平法治思想经济思想" not in slips
    assert "习近平经济思想法治思想" in slips
