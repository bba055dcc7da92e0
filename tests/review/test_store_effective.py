"""What is in force of a list of decisions, worked out by hand."""

import pytest

from govlib.review.decision import Decision
from govlib.review.effective import Settled, keep_standing, settle, standing_of


def decide(kind: str, **said: str) -> Decision:
    return Decision(**{"key": "W-V3:甲镇网:", "when": "2026-04-03T09:30:00+0800", "kind": kind, **said})


def test_nothing_decided_is_nothing_in_force():
    assert settle([]) == {}


def test_the_last_word_about_the_outcome_counts():
    merged, confirmed = decide("merge", to="W-V3:乙镇网:"), decide("confirm")
    found = settle([merged, confirmed])["W-V3:甲镇网:"]
    assert found.outcome == confirmed
    assert found.history == (merged, confirmed)


def test_the_order_of_saving_counts_not_the_clock():
    late = decide("dismiss", when="2026-04-05T09:30:00+0800")
    early = decide("confirm", when="2026-04-01T09:30:00+0800")
    assert settle([late, early])["W-V3:甲镇网:"].outcome == early


def test_unit_severity_and_comments_stand_beside_the_outcome():
    every = [
        decide("confirm"),
        decide("reassign", to="县教育局"),
        decide("comment", remark="一"),
        decide("severity", to="严重"),
        decide("comment", remark="二"),
        decide("reassign", to="县卫健局"),
    ]
    found = settle(every)["W-V3:甲镇网:"]
    assert (found.outcome, found.unit, found.severity) == (every[0], every[5], every[3])
    assert found.comments == (every[2], every[4])
    assert found.withdrawn is None


def test_a_withdrawal_takes_back_all_before_it_and_nothing_after():
    before = [decide("dismiss"), decide("reassign", to="县教育局"), decide("comment", remark="一")]
    withdrawn, after = decide("withdraw"), decide("severity", to="一般")
    found = settle([*before, withdrawn, after])["W-V3:甲镇网:"]
    assert found == Settled(severity=after, history=(*before, withdrawn, after), withdrawn=withdrawn)


def test_items_do_not_touch_each_other():
    other = decide("withdraw", key="T6:0011223344556677")
    mine = decide("dismiss")
    found = settle([mine, other])
    assert found["W-V3:甲镇网:"].outcome == mine
    assert found["T6:0011223344556677"].outcome is None
    assert list(found) == ["W-V3:甲镇网:", "T6:0011223344556677"]


def test_a_kind_that_nobody_knows_is_no_silent_nothing():
    with pytest.raises(ValueError, match="frown"):
        settle([decide("frown")])


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ({"evidence": "e1", "state": "s1"}, "有效"),
        ({"evidence": "e0", "state": "s1"}, "有效"),
        ({"evidence": "e1", "state": "s0"}, "失效"),
        ({"evidence": "e1"}, "有效"),
        ({"evidence": "e0"}, "失效"),
        ({}, "失效"),
    ],
)
def test_a_decision_stands_while_its_item_is_as_it_was(said: dict[str, str], standing: str):
    assert standing_of(settle([decide("dismiss", **said)])["W-V3:甲镇网:"], "e1", "s1") == standing


def test_the_standing_is_that_of_the_outcome_before_that_of_what_stands_beside():
    stale_comment = [decide("comment", remark="旧", state="s0"), decide("dismiss", state="s1")]
    assert standing_of(settle(stale_comment)["W-V3:甲镇网:"], "e1", "s1") == "有效"
    assert standing_of(settle(stale_comment[:1])["W-V3:甲镇网:"], "e1", "s1") == "失效"


def test_of_a_changed_item_outcome_and_severity_no_longer_decide_but_unit_and_comments_do():
    every = [
        decide("dismiss", state="s0"),
        decide("severity", to="严重", state="s0"),
        decide("reassign", to="县教育局", state="s0"),
        decide("comment", remark="一", state="s0"),
    ]
    kept = keep_standing(settle(every)["W-V3:甲镇网:"], "e1", "s1")
    assert (kept.outcome, kept.severity) == (None, None)
    assert (kept.unit, kept.comments) == (every[2], (every[3],))
    assert kept.history == tuple(every)
