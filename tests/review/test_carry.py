"""False alarms of earlier periods, worked out by hand: which apply on the same evidence, and what ends them."""

from pathlib import Path

import pytest

from govlib.review.carry import carry_over, hash_sentence, read_earlier
from govlib.review.decision import Decision
from govlib.review.effective import Settled, settle
from govlib.review.store import save_decisions

WHEN = "2026-04-03T09:30:00+0800"
KEY, EVIDENCE = "W-V3:甲镇网:", "e1"


def decide(kind: str, evidence: str = EVIDENCE, key: str = KEY, **said: str) -> Decision:
    return Decision(key=key, kind=kind, when=WHEN, evidence=evidence, **said)


def carried(earlier: list[tuple[str, list[Decision]]], present: tuple[Decision, ...] = ()) -> list[tuple[str, str]]:
    periods = [(name, settle(decisions)) for name, decisions in earlier]
    found = carry_over({KEY: EVIDENCE}, settle(present), periods)
    return [(each.origin, each.decision.kind) for each in found.values()]


@pytest.mark.parametrize(("kind", "carries"), [("dismiss", True), ("not_applicable", True), ("confirm", False),
    ("severity", False), ("reassign", False), ("comment", False), ("merge", False)])  # fmt: skip
def test_false_alarms_and_what_does_not_apply_carry_over_and_nothing_else(kind: str, carries: bool):
    assert carried([("2026Q1", [decide(kind)])]) == ([("2026Q1", kind)] if carries else [])


def test_other_evidence_is_another_matter():
    assert carried([("2026Q1", [decide("dismiss", "e0")])]) == []


def test_without_evidence_nothing_carries_over():
    periods = [("2026Q1", settle([decide("dismiss", "")]))]
    assert carry_over({KEY: ""}, {}, periods) == {}


def test_another_item_on_the_same_rows_is_another_matter():
    periods = [("2026Q1", settle([decide("dismiss", key="W-V3:乙镇网:")]))]
    assert carry_over({KEY: EVIDENCE}, {}, periods) == {}


@pytest.mark.parametrize("kind", ["confirm", "dismiss", "merge"])
def test_a_decision_of_this_period_goes_before(kind: str):
    assert carried([("2026Q1", [decide("dismiss")])], (decide(kind, "e9"),)) == []


@pytest.mark.parametrize("kind", ["comment", "reassign", "severity"])
def test_what_stands_beside_the_outcome_leaves_the_carried_one_in_force(kind: str):
    assert carried([("2026Q1", [decide("dismiss")])], (decide(kind),)) == [("2026Q1", "dismiss")]


def test_a_carried_one_is_withdrawn_in_this_period():
    assert carried([("2026Q1", [decide("dismiss")])], (decide("withdraw"),)) == []


@pytest.mark.parametrize("later", [decide("withdraw"), decide("withdraw", ""), decide("confirm"), decide("merge")])
def test_what_a_later_period_ended_does_not_come_back(later: Decision):
    assert carried([("2026Q2", [later]), ("2026Q1", [decide("dismiss")])]) == []


def test_a_later_word_on_other_evidence_ends_nothing():
    later = [decide("confirm", "e9")]
    assert carried([("2026Q2", later), ("2026Q1", [decide("dismiss")])]) == [("2026Q1", "dismiss")]
    later = [decide("withdraw", "e9")]
    assert carried([("2026Q2", later), ("2026Q1", [decide("dismiss")])]) == [("2026Q1", "dismiss")]


def test_the_newest_period_that_speaks_is_the_origin():
    earlier = [("2026Q2", [decide("not_applicable")]), ("2026Q1", [decide("dismiss")])]
    assert carried(earlier) == [("2026Q2", "not_applicable")]


def test_what_its_own_period_took_back_does_not_carry_over():
    assert carried([("2026Q1", [decide("dismiss"), decide("withdraw")])]) == []
    assert carried([("2026Q1", [decide("dismiss"), decide("confirm")])]) == []


def test_a_text_is_the_same_on_another_page():
    evidence = hash_sentence("帐号", "请登录帐号后办理。")
    periods = [("2026Q1", settle([decide("dismiss", evidence, "text:1111")]))]
    found = carry_over({"text:2222": evidence, "T6:2222": evidence}, {}, periods)
    assert list(found) == ["text:2222"]


def test_a_sentence_decided_in_both_ways_says_nothing():
    said = [decide("dismiss", key="text:1111"), decide("confirm", key="text:3333")]
    older = [decide("dismiss", key="text:1111")]
    assert carry_over({"text:2222": EVIDENCE}, {}, [("2026Q2", settle(said)), ("2026Q1", settle(older))]) == {}


def test_blanks_widths_and_invisible_signs_make_no_other_sentence():
    assert hash_sentence("帐号", "请登录 帐号２\u200b后办理。") == hash_sentence("帐号", "请登录帐号2后办理。")
    assert hash_sentence("帐号", "请登录帐号。") != hash_sentence("帐户", "请登录帐号。")


def test_earlier_periods_are_read_newest_first_and_their_faults_told(tmp_path: Path):
    for period in ("2026Q1", "2026Q2"):
        save_decisions(tmp_path / "county" / period, [decide("dismiss")], when=WHEN)
    with (tmp_path / "county" / "2026Q1" / "decisions.jsonl").open("ab") as stream:
        stream.write(b"{}\n")
    periods, faults = read_earlier(tmp_path / "county", ["2025Q4", "2026Q1", "2026Q2"])
    assert [name for name, _ in periods] == ["2026Q2", "2026Q1"]
    assert all(isinstance(settled[KEY], Settled) for _, settled in periods)
    assert faults == (
        "records/county/2026Q1/decisions.jsonl 第 2 行被改动过，没有采用；请保留这个文件，其余各行照常有效。",
    )
