"""、 between titles and quotations: found where a place asks for it, by default not looked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from govlib.catalog.text_rules import TextRule
from govlib.text.check import Checker, Ready, check_document, open_checker
from govlib.text.document import make_document
from govlib.text.rules import series_marks

PARAMS = Path(__file__).resolve().parents[2] / "params"
find = series_marks.prepare(SimpleNamespace())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《宪法》、《监察法》、《公务员法》", [(4, "并列的书名号之间通常不用顿号，全文 2 处")]),
        ("“一网”、“一门”", [(4, "并列的引号之间通常不用顿号")]),
        ("《宪法》《监察法》", []),
        ("“一网”“一门”、一次", []),
        ("《宪法》、监察法", []),
        ("", []),
    ],
)
def test_the_first_of_each_sort_is_told_with_how_many_there_are(text: str, found: list[tuple[int, str]]):
    assert [(doubt.start, doubt.note) for doubt in find(make_document(text))] == found


def test_it_is_off_unless_a_place_turns_it_on() -> None:
    text = make_document("《宪法》、《监察法》")
    checker = open_checker(PARAMS, suspected=True)
    assert check_document(text, checker) == []
    setting = replace_enabled(checker)
    on = Checker((*checker.rules, Ready(series_marks.RULE, setting, find)), suspected=True)
    assert [(hit.rule, hit.severity, hit.wrong) for hit in check_document(text, on)] == [("series_marks", "疑似", "、")]
    assert check_document(text, replace(on, suspected=False)) == []


def replace_enabled(checker: Checker) -> TextRule:
    """Return the settings of some rule made those of a suspicion."""
    return checker.rules[0].setting.model_copy(update={"severity": "疑似"})
