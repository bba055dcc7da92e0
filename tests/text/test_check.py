"""Documents checked by all rules: who wins, what is quoted, what a place changes, and that no text breaks a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.catalog.text_rules import FILE, TextRule, load_text_rules
from govlib.documents.passages import Passage
from govlib.errors import DeclarationError, Fault, UserError
from govlib.text.check import Checker, Ready, check_document, open_checker
from govlib.text.document import Document, Doubt, list_articles, make_document
from govlib.text.hits import Hit
from govlib.text.rules import RULES
from govlib.text.rules.kit import Rule

ROOT = Path(__file__).resolve().parents[2]
PARAMS = ROOT / "params"
LAYERS = {rule.id: rule.layer for rule in RULES}
SIGNS = (
    *"一二三四（）()《》“”‘’【】〔〕、，。；：！？,.;:!?0123456789０１２％%第条年月日是和的\u200b\u00a0\u3000\n\r\t\x00\ud800<>&\"'@-—",
    *(
        "布署",
        "部署",
        "截止目前",
        "2024年2月30日",
        "星期五",
        "以下三项：",
        "13800000000",
        "〔2024〕3号",
        "值守值守",
        "等3家",
    ),
    *("《中华人民共和国", "其中", "共计", "一是", "三是", "川A12345", "住建局", "政治站位", "整治站位"),
)
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


def ready(name: str, layer: str, *spans: tuple[int, int], severity: str = "一般") -> Ready:
    """Return a rule that doubts the same spans of every first passage."""

    def find(document: Document) -> list[Doubt]:
        return [Doubt(number, *span) for number in range(min(1, len(document.passages))) for span in spans]

    setting = TextRule(name=name, says="试", severity=severity, confidence=0.5)
    return Ready(Rule(name, layer, lambda _: find), setting, find)


def spans(hits: list[Hit]) -> list[tuple[str, int, int]]:
    return [(hit.rule, hit.start, hit.end) for hit in hits]


def test_what_an_earlier_rule_of_the_layer_found_is_not_found_again():
    text = make_document("零一二三四五六七八九")
    rules = (ready("甲", "wording", (2, 4)), ready("乙", "wording", (0, 2), (3, 5)), ready("丙", "marks", (3, 5)))
    assert spans(check_document(text, Checker(rules))) == [("乙", 0, 2), ("甲", 2, 4), ("丙", 3, 5)]


def test_a_suspicion_never_takes_the_place_of_what_is_sure():
    text = make_document("零一二三")
    rules = (ready("甲", "wording", (0, 2), (2, 3), severity="疑似"), ready("乙", "wording", (1, 2)))
    assert spans(check_document(text, Checker(rules, suspected=True))) == [("乙", 1, 2), ("甲", 2, 3)]
    assert spans(check_document(text, Checker(rules))) == [("乙", 1, 2)]


def test_a_hit_has_what_the_rule_declares_and_where_it_stands():
    text = Document("通知.docx", (Passage("第 3 段", "会议作了布署。"),))
    (hit,) = check_document(text, open_checker(PARAMS))
    assert (hit.document, hit.place, hit.passage, hit.rule) == ("通知.docx", "第 3 段", 0, "lexicon")
    assert (hit.wrong, hit.right, hit.severity, hit.confidence) == ("布署", "部署", "一般", 0.99)


def test_every_rule_is_declared_and_every_declared_rule_exists():
    faults: list[Fault] = []
    assert sorted(load_text_rules(PARAMS, faults)) == sorted(rule.id for rule in RULES)
    assert faults == []


@pytest.fixture
def params(tmp_path: Path) -> Path:
    """Return a copy of params/ with what a checker reads, in which files can be broken."""
    for source in (
        PARAMS / "text_rules.yaml",
        PARAMS / "places" / "sample.yaml",
        *PARAMS.glob("*/*.csv"),
        *PARAMS.glob("*.csv"),
    ):
        target = tmp_path / source.relative_to(PARAMS)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(source.read_bytes())
    return tmp_path


def append(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def test_all_faults_of_the_rules_are_told_at_once(params: Path):
    append(params / "text_rules.yaml", "nothing: {name: 无, says: 无, severity: 一般, confidence: 0.5}\nodd: 3\n")
    append(params / "text_rules.yaml", "bad: {name: 坏, says: 坏, severity: 很严重, confidence: 2}\n")
    with pytest.raises(DeclarationError) as caught:
        open_checker(params)
    told = caught.value.sentence()
    assert all(word in told for word in (FILE, "nothing", "没有这条规则", "odd", "bad.severity", "bad.confidence"))


def test_a_place_changes_a_rule_and_says_why(params: Path):
    place = params / "places" / "sample.yaml"
    append(place, "text_rules:\n  lexicon: {severity: 疑似, why: 试一试}\n")
    assert check_document(make_document("会议作了布署。"), open_checker(params)) != []
    assert "lexicon" not in [one.rule.id for one in open_checker(params, "sample").rules]
    assert "lexicon" in [one.rule.id for one in open_checker(params, "sample", suspected=True).rules]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("nothing: {enabled: false, why: 试}", "text_rules.nothing"),
        ("lexicon: {enabled: false}", "text_rules.lexicon.why"),
        ("brackets: {threshold: 3, why: 试}", "text_rules.brackets.threshold"),
        ("lexicon: {severity: 大, why: 试}", "text_rules.lexicon.severity"),
    ],
)
def test_a_wrong_change_of_a_place_is_told(params: Path, stated: str, told: str):
    append(params / "places" / "sample.yaml", f"text_rules:\n  {stated}\n")
    with pytest.raises(DeclarationError) as caught:
        open_checker(params, "sample")
    assert told in caught.value.sentence()


def test_an_unknown_place_is_told_with_those_that_exist():
    with pytest.raises(UserError) as caught:
        open_checker(PARAMS, "nowhere")
    assert "nowhere" in caught.value.sentence()
    assert "sample" in caught.value.sentence()


def test_articles_are_documents_of_title_and_lines():
    rows = {
        "url": ["http://a.gov.cn/1", pd.NA],
        "title": ["标题", "只有标题"],
        "body_text": ["第一行\n\n第三行", pd.NA],
        "published_at": [pd.Timestamp("2024-06-22 08:00"), pd.NaT],
    }
    first, second = list_articles(pd.DataFrame(rows), date(2024, 6, 30))
    assert [(one.place, one.text) for one in first.passages] == [
        ("标题", "标题"),
        ("正文第 1 行", "第一行"),
        ("正文第 3 行", "第三行"),
    ]
    assert (first.name, first.published, first.seen) == ("http://a.gov.cn/1", date(2024, 6, 22), date(2024, 6, 30))
    assert (second.name, second.published, len(second.passages)) == ("只有标题", None, 1)


@pytest.fixture(scope="module")
def everything() -> Checker:
    return open_checker(PARAMS, "sample", suspected=True)


def check_hits(document: Document, hits: list[Hit]) -> None:
    for hit in hits:
        text = document.passages[hit.passage].text
        assert 0 <= hit.start < hit.end <= len(text)
        assert len(hit.wrong) == hit.end - hit.start
        assert all(shown in (sign, "*") for shown, sign in zip(hit.wrong, text[hit.start : hit.end], strict=True))
        assert hit.right or hit.note, hit
        assert hit.severity in {"严重", "一般", "表述不规范", "疑似"}
        assert 0 < hit.confidence <= 1
    by_layer: dict[tuple[str, int], list[Hit]] = {}
    for hit in hits:
        by_layer.setdefault((LAYERS[hit.rule], hit.passage), []).append(hit)
    for found in by_layer.values():
        assert all(one.end <= other.start for one, other in pairwise(found))


@given(text=TEXTS)
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_a_rule_and_every_hit_stands_where_it_says(everything: Checker, text: str):
    document = make_document(text, "试", date(2024, 6, 22), date(2024, 6, 30))
    hits = check_document(document, everything)
    check_hits(document, hits)
    assert check_document(document, replace(everything, suspected=False)) == [
        one for one in hits if one.severity != "疑似"
    ]


@given(texts=st.lists(TEXTS, max_size=6))
@settings(max_examples=50, deadline=None)
def test_a_document_is_checked_the_same_whatever_was_checked_before_it(everything: Checker, texts: list[str]):
    documents = [make_document(text) for text in texts]
    together = [check_document(one, everything) for one in documents]
    assert [check_document(one, everything) for one in reversed(documents)] == together[::-1]
