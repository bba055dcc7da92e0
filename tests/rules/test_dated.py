from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.compare import COMPARATORS
from govlib.dated import DatedNumber, Source, at

SOURCE = Source(act="某号", part="某条", seen="full")
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


def number(since: date, value: float | None) -> DatedNumber:
    return DatedNumber(since=since, value=value, words="原文", source=SOURCE)


def test_a_number_is_in_force_from_its_first_day_until_the_next_one():
    entries = [number(date(2024, 1, 1), 7), number(date(2019, 4, 18), 5)]
    told = [at(entries, day) for day in (date(2019, 4, 17), date(2019, 4, 18), date(2023, 12, 31), date(2024, 1, 1))]
    assert [entry and entry.value for entry in told] == [None, 5, 5, 7]


def test_a_number_without_value_ends_the_rule_until_a_new_one_starts_it():
    entries = [number(date(2019, 1, 1), 5), number(date(2020, 1, 1), None), number(date(2022, 1, 1), 3)]
    told = [at(entries, date(year, 6, 1)) for year in (2018, 2019, 2020, 2021, 2022)]
    assert [entry and entry.value for entry in told] == [None, 5, None, None, 3]


def test_nothing_declared_is_never_in_force():
    assert at([], date(2024, 1, 1)) is None


@given(starts=st.lists(DAYS, unique=True, max_size=6), day=DAYS)
def test_the_order_of_entries_makes_no_difference(starts, day):
    entries = [number(start, float(place)) for place, start in enumerate(starts)]
    told = at(entries, day)
    assert told == at(entries[::-1], day)
    past = [start for start in starts if start <= day]
    assert (told.since if told else None) == max(past, default=None)
    later = at(entries, day + timedelta(days=1))
    assert told is None or later is not None


@pytest.mark.parametrize(
    ("word", "below", "at_limit", "beyond"),
    [
        ("at_or_above", False, True, True),
        ("above", False, False, True),
        ("at_or_below", True, True, False),
        ("below", True, False, False),
    ],
)
def test_every_comparator_at_and_around_its_limit(word, below, at_limit, beyond):
    breaks = COMPARATORS[word].breaks
    assert [breaks(value, 5) for value in (4, 5, 6)] == [below, at_limit, beyond]


def test_every_comparator_breaks_towards_what_is_worse():
    for comparator in COMPARATORS.values():
        higher_is_worse = bool(comparator.breaks(float("inf"), 0))
        assert comparator.direction == ("lower_is_better" if higher_is_worse else "higher_is_better")


@pytest.mark.parametrize("limit", ["0.05", "0.01", "0.03", "0.15", "0.1", "0.333", "0.07"])
def test_a_share_is_held_against_its_limit_exactly_for_all_counts_up_to_2000(limit):
    exact = Fraction(limit)
    for total in range(1, 2001):
        failed = np.arange(total + 1)
        with_floats = COMPARATORS["at_or_above"].breaks(failed / np.float64(total), float(limit))
        with_integers = failed * exact.denominator >= exact.numerator * total
        assert np.array_equal(with_floats, with_integers), total
        beyond = COMPARATORS["above"].breaks(failed / np.float64(total), float(limit))
        assert np.array_equal(beyond, failed * exact.denominator > exact.numerator * total), total
