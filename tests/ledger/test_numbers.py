"""Numbers of problems: in order, once and for good."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from govlib.ledger.acts import RETURNED, SENT, Act, Answer, Told
from govlib.ledger.numbers import numbers_from, serial_of


def sent(*numbers, period="2026Q1"):
    return Act(SENT, date(2026, 4, 1), period, tuple(Told(number, "k", "甲镇") for number in numbers))


@pytest.mark.parametrize(
    ("acts", "period", "expected"),
    [
        ((), "2026Q1", "2026Q1-0001"),
        ((sent("2026Q1-0001", "2026Q1-0007"),), "2026Q1", "2026Q1-0008"),
        ((sent("2026Q1-0007"),), "2026Q2", "2026Q2-0001"),
        ((sent("2026Q1-0003", period="2026Q2"),), "2026Q1", "2026Q1-0004"),
        ((sent("2026Q1-9999"),), "2026Q1", "2026Q1-10000"),
        ((sent("2026-Q1-0002"),), "2026-Q1", "2026-Q1-0003"),
        ((sent("不是编号"),), "2026Q1", "2026Q1-0001"),
        ((Act(RETURNED, date(2026, 4, 2), "2026Q1", (Answer("2026Q1-0009"),)),), "2026Q1", "2026Q1-0001"),
    ],
)
def test_the_next_number_is_one_that_nobody_ever_had(acts, period, expected):
    assert next(numbers_from(acts, period)) == expected


def test_several_numbers_follow_on_each_other():
    found = list(islice(numbers_from([sent("2026Q1-0002")], "2026Q1"), 3))
    assert found == ["2026Q1-0003", "2026Q1-0004", "2026Q1-0005"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [("2026Q1-0007", ("2026Q1", 7)), ("2026-Q1-0007", ("2026-Q1", 7)), ("2026Q1-7", ("2026Q1-7", 0)), ("", ("", 0))],
)
def test_a_number_says_its_period_and_serial(number, expected):
    assert serial_of(number) == expected
