"""Records: an entry with too many false alarms falls to 疑似 by itself, says why, and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from workshop_cases import AN, BU, ENTRIES, LEXICON, RULE, make_params, reviews

from govlib.catalog.lexicon_records import Record, apply_records, is_demoted, load_records
from govlib.catalog.lexicons import open_lexicon
from govlib.errors import DeclarationError, Fault
from govlib.text.check import Checker, Ready, check_document
from govlib.text.document import make_document
from govlib.text.lexicon import build_lexicon
from govlib.text.rules import lexicon
from govlib.text.rules.kit import Kit
from govlib.text.workshop.learning import draft_records
from govlib.text.workshop.measuring import as_records, measure_entries
from govlib.text.workshop.writing import write_draft

HEAD = "错,属实,误报,最近\n"


def hits(params: Path, *, suspected: bool) -> list[tuple[str, str, float, str]]:
    built = build_lexicon(open_lexicon(params, "", RULE))
    ready = Ready(lexicon.RULE, RULE, lexicon.RULE.prepare(Kit(params, None, RULE, built)))
    found = check_document(make_document("会议布署了工作，按装了设备。"), Checker((ready,), suspected))
    return [(one.wrong, one.severity, one.confidence, one.note) for one in found]


@pytest.mark.parametrize(
    ("confirmed", "false_alarms", "expected"),
    [
        (4, 1, False),  # exactly at the limit
        (3, 1, False),  # too few to say anything
        (3, 2, True),
        (0, 5, True),
        (5, 0, False),
        (0, 0, False),
        (79, 21, True),
    ],
)
def test_an_entry_falls_below_the_limit_once_enough_was_decided(confirmed: int, false_alarms: int, *, expected: bool):
    assert is_demoted(Record("布署", confirmed, false_alarms), RULE) is expected


@pytest.mark.parametrize("missing", ["threshold", "at_least"])
def test_a_rule_without_a_limit_lets_nothing_fall(missing: str):
    rule = RULE.model_copy(update={missing: None})
    assert not is_demoted(Record("布署", 0, 99), rule)
    assert apply_records([BU], {"布署": Record("布署", 0, 99)}, rule)[0].severity == "一般"


def test_a_fallen_entry_is_listed_as_suspected_only_and_says_why(tmp_path: Path):
    params = make_params(tmp_path)
    assert hits(params, suspected=False) == [("布署", "一般", 0.99, ""), ("按装", "严重", 0.99, "")]
    (params / "lexicon_records.csv").write_text(f"{HEAD}按装,1,4,2026-08-01\n布署,9,1,\n", encoding="utf-8-sig")
    assert hits(params, suspected=False) == [("布署", "一般", 0.9, "")]
    said = "复核 5 处，误报 4 处，由严重降为疑似"
    assert hits(params, suspected=True) == [("布署", "一般", 0.9, ""), ("按装", "疑似", 0.2, said)]


def test_an_entry_that_was_never_right_is_still_listed_with_little_confidence(tmp_path: Path):
    params = make_params(tmp_path)
    (params / "lexicon_records.csv").write_text(f"{HEAD}布署,0,5,\n", encoding="utf-8")
    assert ("布署", "疑似", 0.01, "复核 5 处，误报 5 处，由一般降为疑似") in hits(params, suspected=True)


def test_an_entry_comes_back_when_its_precision_recovers(tmp_path: Path):
    params = make_params(tmp_path)
    rows = [("布署", "部署", "误报", "公布署名文章")] * 3 + [("布署", "部署", "属实", "会议布署了工作")] * 4
    before = as_records(measure_entries(reviews(*rows), ENTRIES))
    draft = draft_records(params, before, {}, ENTRIES, RULE)
    assert draft.lines == ("布署：由一般降为疑似，复核 7 处，属实 4 处（57%，低于 80%）",)
    write_draft(draft)
    assert load_records(params, []) == before
    assert [one for one, *_ in hits(params, suspected=False)] == ["按装"]
    # an exception puts the false alarms right
    (params / "lexicons" / "a.csv").write_text(LEXICON.replace("一般,,", "一般,公布署名,"), encoding="utf-8")
    entries = open_lexicon(params)
    again = draft_records(params, as_records(measure_entries(reviews(*rows), entries)), before, entries, RULE)
    assert again.lines == ("布署：恢复为一般",)
    write_draft(again)
    assert [one for one, *_ in hits(params, suspected=False)] == ["布署", "按装"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{HEAD}布署,x,1,\n", "“x”"),
        (f"{HEAD}布署,-1,1,\n", "“-1”"),
        (f"{HEAD}布署,,1,\n", "“”"),
        (f"{HEAD},1,1,\n", "空着"),
        (f"{HEAD}布署,1,1,\n布署,1,1,\n", "写了两次"),
        ("甲,乙\n1,2\n", "没有标题行"),
    ],
)
def test_a_faulty_record_is_told_with_its_file(tmp_path: Path, text: str, found: str):
    params = make_params(tmp_path)
    (params / "lexicon_records.csv").write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    load_records(params, faults)
    assert any(found in one.found and one.file == "params/lexicon_records.csv" for one in faults)
    with pytest.raises(DeclarationError):
        open_lexicon(params, "", RULE)
    assert len(open_lexicon(params)) == 2


@pytest.mark.parametrize("text", ["", HEAD])
def test_no_record_is_no_fault(tmp_path: Path, text: str):
    params = make_params(tmp_path)
    (params / "lexicon_records.csv").write_text(text, encoding="utf-8")
    assert open_lexicon(params, "", RULE) == open_lexicon(params)


def test_a_suspected_entry_stays_what_it_is():
    entry = apply_records([BU], {"布署": Record("布署", 0, 9)}, RULE)[0]
    assert apply_records([entry], {"布署": Record("布署", 0, 9)}, RULE)[0].demoted == entry.demoted
    assert apply_records([AN], {}, RULE) == (AN,)
