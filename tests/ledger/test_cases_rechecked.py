"""What an inspection says of problems told before: by finding, by list, by registry, and when it says nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from govlib.catalog.load import load_catalog
from govlib.ledger.acts import CLOSED, RECHECKED, SENT, Act, Result, Told
from govlib.ledger.cases import list_cases
from govlib.ledger.rechecks import Inspected, recheck_cases
from govlib.row_keys import key_rows

TABLES = load_catalog(Path(__file__).resolve().parents[2] / "params").tables
DAY = date(2026, 6, 30)
NUMBER = "2026Q1-0001"
FINDING = "W-V3:甲镇网:"


def table(name, *rows):
    columns = [*TABLES[name].columns, "source_file", "source_sheet", "source_row"]
    return pd.DataFrame([{column: row.get(column, pd.NA) for column in columns} for row in rows], columns=columns)


def key_of(name, row):
    return key_rows(table(name, row), TABLES[name]).iloc[0]


def cases(key, *acts, **about):
    told = Act(SENT, date(2026, 4, 1), "2026Q1", (Told(NUMBER, key, "甲镇", **about),))
    return list_cases([told, *acts], DAY, before=["2026Q1"], group_of=lambda _: None)


def findings(*found):
    rows = [{"key": key, "outcome": outcome, "status": "active", "reason": "30 天没有更新"} for key, outcome in found]
    return pd.DataFrame(rows, columns=["key", "outcome", "status", "reason"])


def problems(*keys, outcome="不合格"):
    return pd.DataFrame({"key": list(keys), "outcome": outcome}, columns=["key", "outcome"])


def result(told, *, found=(), listed=(), complete=(), outcome="不合格", **tables):
    inspected = Inspected(
        findings(*found), problems(*listed, outcome=outcome), tables, TABLES, frozenset(complete)
    )  # fmt: skip
    said = recheck_cases(told, inspected)
    assert all(one.by == "检查" and one.number == NUMBER and one.remark for one in said)
    return said[0].result if said else None


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        (["不合格"], "未整改"),
        (["合格"], "已整改"),
        (["待复核"], None),
        (["缺数据"], None),
        (["不适用"], None),
        (["合格", "不合格"], "未整改"),
        (["不合格", "合格"], "未整改"),
        ([], None),
    ],
)
def test_a_finding_of_the_same_key_decides(outcomes, expected):
    assert result(cases(FINDING), found=[(FINDING, outcome) for outcome in outcomes]) == expected


def test_a_draft_rule_says_nothing():
    told = cases(FINDING)
    found = findings((FINDING, "不合格")).assign(status="draft")
    assert recheck_cases(told, Inspected(found, problems(), {}, TABLES)) == ()


ACCOUNT = {"unit": "甲镇", "account_name": "甲镇发布", "platform": "微信", "problem": "长期不回复"}


@pytest.mark.parametrize(
    ("rectified", "is_listed", "expected"),
    [(pd.NA, True, "未整改"), ("整改中", True, "未整改"), ("已整改", False, "已整改"), ("已整改", True, "已整改")],
)
def test_a_row_still_listed_is_not_fixed_unless_it_says_so_itself(rectified, is_listed, expected):
    row = {**ACCOUNT, "rectified": rectified}
    key = key_of("account_problems", row)
    listed = [key] if is_listed else []
    assert result(cases(key), listed=listed, account_problems=table("account_problems", row)) == expected


def test_a_row_that_is_absent_from_a_list_is_not_rechecked():
    key, other = key_of("account_problems", ACCOUNT), {**ACCOUNT, "problem": "别的"}
    assert result(cases(key), account_problems=table("account_problems", other)) is None
    assert result(cases(key)) is None


def test_a_row_that_waits_for_a_person_is_not_rechecked():
    key = key_of("account_problems", ACCOUNT)
    delivered = table("account_problems", ACCOUNT)
    assert result(cases(key), listed=[key], outcome="待复核", account_problems=delivered) is None


@pytest.mark.parametrize(("status", "expected"), [("未完成", "未整改"), ("完成", "已整改"), ("逾期完成", "已整改")])
def test_a_task_that_is_done_is_fixed(status, expected):
    row = {"task": "适老化改造", "unit": "甲镇", "status": status}
    key = key_of("tasks", row)
    assert result(cases(key), listed=[key] if status == "未完成" else [], tasks=table("tasks", row)) == expected


def test_a_wrong_wording_that_a_finding_tells_instead_is_not_thereby_fixed():
    row = {"site_code": "4101000001", "wrong_text": "防讯", "error_kind": "错别字", "unit": "甲镇"}
    assert result(cases(key_of("wording", row)), wording=table("wording", row)) is None


SITE = {"subject": "甲镇网", "subject_kind": "网站", "problem": "首页不更新", "unit": "甲镇"}


@pytest.mark.parametrize(
    ("complete", "is_delivered", "expected"),
    [(["网站"], True, "已整改"), (["账号"], True, None), ([], True, None), (["网站"], False, None)],
)
def test_absence_says_fixed_only_of_a_list_that_was_delivered_and_is_complete_for_its_kind(
    complete, is_delivered, expected
):
    key = key_of("check_results", SITE)
    other = table("check_results", {**SITE, "subject": "乙镇网"})
    delivered = {"check_results": other} if is_delivered else {}
    assert result(cases(key, subject_kind="网站", subject="甲镇网"), complete=complete, **delivered) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["注销"], "已整改"),
        (["关停"], "已整改"),
        (["注销中"], None),
        (["正常"], None),
        (["注销", "正常"], None),
        ([], None),
    ],
)
def test_an_account_that_is_gone_is_fixed_by_closing(statuses, expected):
    told = cases("M-V2.1:甲镇发布:微信", subject_kind="账号", subject="甲镇发布", platform="微信")
    rows = [{"account_name": "甲镇发布", "platform": "微信", "status": status} for status in statuses]
    assert result(told, found=[("M-V2.1:甲镇发布:微信", "不适用")], accounts=table("accounts", *rows)) == expected


def test_the_same_name_on_another_platform_is_another_account():
    told = cases("M-V2.1:甲镇发布:微信", subject_kind="账号", subject="甲镇发布", platform="微信")
    gone = {"account_name": "甲镇发布", "platform": "微博", "status": "注销"}
    assert result(told, accounts=table("accounts", gone)) is None


def test_a_website_that_is_shut_is_fixed_by_closing():
    told = cases(FINDING, subject_kind="网站", subject="甲镇网")
    assert result(told, sites=table("sites", {"site_name": "甲镇网", "status": "关停"})) == "已整改"


def test_the_finding_goes_before_the_registry():
    told = cases(FINDING, subject_kind="网站", subject="甲镇网")
    gone = table("sites", {"site_name": "甲镇网", "status": "关停"})
    assert result(told, found=[(FINDING, "不合格")], sites=gone) == "未整改"


@pytest.mark.parametrize("act", [RECHECKED, CLOSED])
def test_what_is_done_is_not_rechecked(act):
    done = Act(act, date(2026, 5, 1), "2026Q1", (Result(NUMBER, "已整改"),))
    assert result(cases(FINDING, done), found=[(FINDING, "不合格")]) is None
