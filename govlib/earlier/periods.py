"""Which earlier periods a place has, and which of them is 上期 and which 去年同期."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from govlib.catalog.places import Basis, Period, Place

BASES: tuple[Basis, ...] = ("上期", "去年同期")
ABOUT_A_YEAR = timedelta(days=45)


@dataclass(frozen=True)
class EarlierPeriod:
    """A period before the present one: a declared one, or one that only the table of earlier numbers (T24) names.

    ``start`` and ``end`` are None where the table doesn't say them; ``order`` is the day by which periods are sorted.
    """

    name: str
    title: str
    start: date | None
    end: date | None
    declared: bool
    order: date


@dataclass(frozen=True)
class TypedPeriod:
    """A period as the table of earlier numbers writes it, with its days where they are given."""

    name: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Found:
    """The period that a basis means, or None and why there is none; both blank where the place compares with none."""

    period: EarlierPeriod | None
    why: str


def list_earlier(
    place: Place, period_name: str, typed: Iterable[TypedPeriod] = ()
) -> tuple[list[EarlierPeriod], dict[str, str]]:
    """Return the earlier periods, newest first, and why a typed period is none of them, by its name.

    A typed period is a declared one of that name or title; or it is called 上期 or 去年同期, or the present period's
    ``compare_with`` names it; or its days are given and lie before the present period's.
    """
    present = place.periods[period_name]
    found = {
        name: EarlierPeriod(name, period.title, period.start, period.end, declared=True, order=period.end)
        for name, period in place.periods.items()
        if period.is_before(present)
    }
    refused: dict[str, str] = {}
    for each in typed:
        if declared_name(place, each.name) is not None or called_basis(place, period_name, each.name, found):
            continue
        why = _why_not_earlier(each, present)
        order = _order(each, present)
        if why or order is None:
            refused[each.name] = why
        else:
            found[each.name] = EarlierPeriod(each.name, each.name, each.start, each.end, declared=False, order=order)
    for each in typed:
        declared = declared_name(place, each.name)
        if declared is not None and declared not in found:
            refused[each.name] = f"“{each.name}”是声明的一期，但不比本期早"
    return sorted(found.values(), key=lambda period: (period.order, period.name), reverse=True), refused


def declared_name(place: Place, written: str) -> str | None:
    """Return the name of the declared period that a name or title means, or None."""
    if written in place.periods:
        return written
    return next((name for name, period in place.periods.items() if period.title == written), None)


def called_basis(place: Place, period_name: str, written: str, found: Mapping[str, EarlierPeriod]) -> str | None:
    """Return the declared earlier period that the word 上期 or 去年同期 means here, or None."""
    if written not in BASES:
        return None
    bases = find_bases(place.periods[period_name], sorted(found.values(), key=lambda one: one.order, reverse=True))
    period = next(bases[basis].period for basis in BASES if basis == written)
    return period.name if period is not None and period.declared else None


def _why_not_earlier(each: TypedPeriod, present: Period) -> str:
    if each.start is not None and each.end is not None and each.end < each.start:
        return f"“{each.name}”的结束日期早于开始日期"
    if (each.end is not None and each.end >= present.end) or (each.start is not None and each.start >= present.start):
        return f"“{each.name}”的日期不比本期早"
    if _order(each, present) is None:
        return f"不知道“{each.name}”是哪一期：请写开始、结束日期，或写成上期、去年同期，或在 compare_with 里写它"
    return ""


def _order(each: TypedPeriod, present: Period) -> date | None:
    """Return the day by which a typed period is sorted; one that only its name places stands where the name says."""
    if each.end is not None:
        return each.end
    named = [basis for basis in BASES if each.name in {basis, present.compare_with.get(basis)}]
    if not named:
        return None
    return present.start - timedelta(days=1) if named[0] == "上期" else a_year_before(present.end)


def find_bases(present: Period, periods: Sequence[EarlierPeriod]) -> dict[Basis, Found]:
    """Return what each basis means among earlier periods, newest first.

    上期 is the newest; 去年同期 the one that ended nearest to a year before, at most 45 days from it. The period's
    ``compare_with`` goes before both; a basis that it sets to null is not compared with.
    """
    found: dict[Basis, Found] = {}
    for basis in BASES:
        if basis in present.compare_with:
            found[basis] = _named(basis, present.compare_with[basis], periods)
            continue
        called = next((one for one in periods if one.name == basis), None)
        period = called or (_newest(periods) if basis == "上期" else _a_year_ago(present, periods))
        found[basis] = Found(period, "" if period is not None else f"没有{basis}可比")
    return found


def _named(basis: Basis, name: str | None, periods: Sequence[EarlierPeriod]) -> Found:
    if name is None:
        return Found(None, "")
    period = next((one for one in periods if name in {one.name, one.title}), None)
    lacking = f"compare_with 的{basis}写的是“{name}”，地方文件里没有这一期，往期数字（T24）里也没有"
    return Found(period, "" if period is not None else lacking)


def _newest(periods: Sequence[EarlierPeriod]) -> EarlierPeriod | None:
    return next((one for one in periods if one.name not in BASES), None)


def _a_year_ago(present: Period, periods: Sequence[EarlierPeriod]) -> EarlierPeriod | None:
    wanted = a_year_before(present.end)
    near = [one for one in periods if one.end is not None and abs(one.end - wanted) <= ABOUT_A_YEAR]
    return min(near, key=lambda one: (abs((one.end or wanted) - wanted), one.name), default=None)


def a_year_before(day: date) -> date:
    """Return the same day of the year before, the 28th for 29 February."""
    return (pd.Timestamp(day) - pd.DateOffset(years=1)).date()
