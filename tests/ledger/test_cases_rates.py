"""Who passes after rectification: by the ledger's rechecks first, by 整改情况 else; where they differ it is shown."""

from __future__ import annotations

import pandas as pd
import pytest

from govlib.rectified import DISAGREEMENT_COLUMNS, find_fixed, join_states, list_disagreements

SUBJECT = ("网站", "甲镇", "")
FAILED = pd.DataFrame({"subject": ["甲镇网站"], "platform": [""], "outcome": ["不合格"]})


def listed(word):
    rows = [{"subject_kind": "网站", "subject": "甲镇网", "platform": pd.NA, "rectified": word}] if word else []
    columns = ["subject_kind", "subject", "platform", "rectified"]
    return {"check_results": pd.DataFrame(rows, columns=columns, dtype="string")}


def cases(*states, name="甲镇网"):
    rows = [{"subject_kind": "网站", "subject": name, "platform": None, "state": state} for state in states]
    return pd.DataFrame(rows, columns=["subject_kind", "subject", "platform", "state"], dtype="string")


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["已核实整改"], True),
        (["已核实整改", "已销号"], True),
        (["已核实整改", "未整改"], False),
        (["已核实整改", "报称已整改"], None),
        (["已核实整改", "逾期"], None),
        (["报称已整改"], None),
        (["未整改", "已下发"], False),
    ],
)
def test_a_subject_is_put_right_when_all_that_it_was_told_is(states, expected):
    assert join_states(cases(*states)).get(SUBJECT) is expected


def test_a_problem_about_nobody_says_nothing_of_a_subject():
    assert join_states(cases("已核实整改", name=None)) == {}


@pytest.mark.parametrize(
    ("by_list", "by_ledger", "expected"),
    [
        (None, None, pd.NA),
        ("已整改", None, 1),
        ("整改中", None, 0),
        (None, True, 1),
        (None, False, 0),
        ("已整改", False, 0),
        ("未整改", True, 1),
    ],
)
def test_the_ledger_goes_before_the_list(by_list, by_ledger, expected):
    verified = {} if by_ledger is None else {SUBJECT: by_ledger}
    found = find_fixed(listed(by_list), FAILED, "网站", verified)
    assert found.tolist() == [expected]


def test_who_did_not_fail_is_not_put_right():
    passed = FAILED.assign(outcome="合格")
    assert find_fixed(listed("已整改"), passed, "网站", {SUBJECT: True}).isna().all()


@pytest.mark.parametrize(
    ("by_list", "by_ledger", "rows"),
    [
        ("已整改", False, [("网站", "甲镇", "", "都已整改", "没有都整改")]),
        ("未整改", True, [("网站", "甲镇", "", "没有都整改", "都已整改")]),
        ("已整改", True, []),
        (None, True, []),
    ],
)
def test_a_list_and_a_ledger_that_differ_are_shown(by_list, by_ledger, rows):
    found = list_disagreements(listed(by_list), {SUBJECT: by_ledger})
    assert list(found.columns) == DISAGREEMENT_COLUMNS
    assert [tuple(row) for row in found.itertuples(index=False)] == rows
