"""What befell accounts: acts, T2c and the registry put together, worked by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from govlib.catalog.load import load_catalog
from govlib.catalog.places import Units, Window
from govlib.ledger.accounts import list_account_events
from govlib.ledger.acts import ACCOUNTS, SENT, AccountEvent, Act, Told
from govlib.ledger.cases import list_cases
from govlib.ledger.columns import EVENT_COLUMNS
from govlib.units import UnitRegister

TABLES = load_catalog(Path(__file__).resolve().parents[2] / "params").tables
DAY = date(2026, 6, 30)
SPAN = Window(start=date(2026, 4, 1), end=date(2026, 6, 30))
REGISTER = UnitRegister(Units(groups={"乡镇": ("甲镇",)}, counts_as={"甲镇文化站": "甲镇"}))
DATES = ("closed_date", "last_post_date", "changed_date", "provincial_date", "national_date")


def stamp(text):
    return pd.Timestamp(text) if text else pd.NaT


def table(name, *rows):
    columns = list(TABLES[name].columns)
    known = [
        {key: stamp(row.get(key)) if key in DATES else row.get(key, pd.NA) for key in columns} for row in rows
    ]  # fmt: skip
    return pd.DataFrame(known, columns=columns)


def act(day, event, platform="微信", unit="甲镇"):
    return Act(ACCOUNTS, date.fromisoformat(day), "2026Q1", (AccountEvent("甲镇发布", platform, event, unit),))


def registered(status="正常", **more):
    row = {"account_name": "甲镇发布", "platform": "微信", "host_unit": "甲镇文化站", "status": status, **more}
    return table("accounts", row)


def changed(*rows):
    named = [dict(zip(("change", "changed_date", "provincial_date"), row, strict=True)) for row in rows]
    return table("account_records", *({"account_name": "甲镇发布", "platform": "微信", **row} for row in named))


def listed(*acts, told=(), **tables):
    cases = list_cases(told, DAY, before=["2026Q1"], group_of=REGISTER.group)
    frame = list_account_events(acts, tables, cases, DAY, window=SPAN, register=REGISTER)
    assert list(frame.columns) == list(EVENT_COLUMNS)
    assert frame["is_last"].sum() <= 1
    days = frame["event_on"].dt.strftime("%m-%d")
    return [tuple(row) for row in zip(frame["event"], days, frame["is_last"], strict=True)]


def test_nothing_known_is_no_row():
    assert listed() == []


def test_the_last_event_of_an_account_is_its_state():
    found = listed(act("2026-04-20", "责令关停"), act("2026-05-08", "已关停"), act("2026-07-01", "已注销"))
    assert found == [("责令关停", "04-20", False), ("已关停", "05-08", True)]


def test_what_the_registry_adds_counts_from_its_day_and_what_is_told_twice_counts_once():
    gone = registered("注销", closed_date="2026-05-08")
    assert listed(act("2026-04-20", "责令关停"), accounts=gone) == [
        ("责令关停", "04-20", False), ("已注销", "05-08", True)
    ]  # fmt: skip
    assert listed(act("2026-05-06", "已注销"), accounts=gone) == [("已注销", "05-06", True)]


def test_the_registry_speaks_only_of_accounts_in_the_book():
    gone = registered("注销", closed_date="2026-05-08")
    told = Told("2026Q1-0001", "M-V2.1:甲镇发布:微信", "甲镇", subject_kind="账号", subject="甲镇发布", platform="微信")
    assert listed(accounts=gone) == []
    assert listed(accounts=gone, told=[Act(SENT, date(2026, 4, 1), "2026Q1", (told,))]) == [("已注销", "05-08", True)]


def test_an_account_named_without_its_platform_is_the_only_registered_one_of_its_name():
    found = listed(act("2026-04-20", "责令关停", platform=""), accounts=registered("关停", closed_date="2026-04-25"))
    assert found == [("责令关停", "04-20", False), ("已关停", "04-25", True)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("开设", "2026-04-02", None)], []),
        ([("关停", "2026-04-02", None)], [("已关停", "04-02", True)]),
        ([("关停", "2026-04-02", None), ("开设", "2026-05-02", None)],
         [("已关停", "04-02", False), ("违规重开", "05-02", True)]),
        ([("注销", "2026-04-02", None), ("开设", "2026-05-02", "2026-05-01")], [("已注销", "04-02", False)]),
        ([("开设", "2026-05-02", None), ("关停", "2026-04-02", None)],
         [("已关停", "04-02", False), ("违规重开", "05-02", True)]),
        ([("关停", "2026-04-02", None), ("开设", "2026-07-02", None)], [("已关停", "04-02", True)]),
        ([("关停", None, None)], []),
        ([("变更", "2026-04-02", None)], []),
    ],
)  # fmt: skip
def test_an_opening_after_a_closing_is_a_reopening_unless_it_was_filed(rows, expected):
    assert listed(account_records=changed(*rows)) == expected


@pytest.mark.parametrize(
    ("posted", "expected"),
    [("2026-05-09", "违规重开"), ("2026-05-08", "已关停"), (None, "已关停"), ("2026-07-01", "已关停")],
)
def test_an_account_that_posts_after_it_was_shut_is_reopened(posted, expected):
    found = listed(act("2026-05-08", "已关停"), accounts=registered(last_post_date=posted))
    assert found[-1][0] == expected


def test_unit_and_group_come_from_the_act_else_from_the_registry_as_they_count():
    frame = list_account_events(
        [act("2026-03-20", "责令关停", unit="")], {"accounts": registered()}, list_cases([], DAY, before=[],
        group_of=REGISTER.group), DAY, window=SPAN, register=REGISTER,
    )  # fmt: skip
    assert frame[["unit", "group"]].iloc[0].tolist() == ["甲镇", "乡镇"]
    assert frame["is_in_window"].tolist() == [False]
