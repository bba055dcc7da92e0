"""All checks of one bulletin, in the order of its statements and then of the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from govlib.catalog.places import Place
from govlib.figures import FigureValue
from govlib.identities import counts, dates, growth, names, rates, sums, tables
from govlib.identities.check import IDENTITIES, Check
from govlib.identities.lookup import Lookup, index_figures
from govlib.identities.stated import Stated, read_statements
from govlib.units import UnitRegister
from govlib.workdays import OFFICIAL, Calendar

COLUMNS = [*Check.__dataclass_fields__, "identity_name"]


@dataclass(frozen=True)
class Draft:
    """What is checked: the tables, the computed figures, the place and its period, its units."""

    tables: Mapping[str, pd.DataFrame]
    figures: Sequence[FigureValue]
    place: Place
    period_name: str
    register: UnitRegister
    calendar: Calendar = OFFICIAL


def check_identities(draft: Draft) -> pd.DataFrame:
    """Return one row a check: identity and its name, verdict, both sides, their difference, places, likely cause.

    Verdicts are 矛盾, 存疑, 一致 and 不可核: nothing delivered settles it.
    """
    lookup = index_figures(draft.figures)
    checks = [*_of_statements(draft, lookup), *_of_tables(draft, lookup)]
    table = pd.DataFrame([asdict(check) for check in checks], columns=list(Check.__dataclass_fields__))
    table["identity_name"] = table["identity"].map(IDENTITIES)
    return table[COLUMNS]


def _of_statements(draft: Draft, lookup: Lookup) -> Iterator[Check]:
    statements = read_statements(draft.tables.get("statements"))
    said = sums.stated_numbers(statements)
    ways: list[rates.RoundedAs] = []
    for stated in statements:
        is_percent = stated.quantity is not None and stated.quantity.is_percent
        if stated.kind == "百分比" or (stated.kind == "数字" and is_percent):
            numbers = {label: each.number for (window, label), each in said.items() if window == stated.window}
            found, way = rates.check_rate(stated, lookup, {k: v for k, v in numbers.items() if v is not None})
            yield from found
            ways.extend([way] if way is not None else [])
        else:
            yield from _of_one(stated, draft, lookup)
    yield from rates.check_one_way(ways)
    yield from counts.check_said_twice(statements)
    yield from sums.check_checked(said, lookup)
    yield from sums.check_parts(said, lookup, draft.register)


def _of_one(stated: Stated, draft: Draft, lookup: Lookup) -> Iterator[Check]:
    if stated.kind == "数字":
        yield from counts.check_count(stated, lookup)
        yield from counts.check_list_length(stated, draft.register)
    elif stated.kind == "增长率":
        yield growth.check_growth(stated)
    elif stated.kind == "日期":
        yield dates.check_date(stated, draft.place.periods[draft.period_name], draft.calendar)
    elif stated.kind == "断言":
        yield from names.check_claim(stated, lookup)
    else:
        yield from names.check_names(stated, lookup, draft.register)
        yield from counts.check_list_length(stated, draft.register)


def _of_tables(draft: Draft, lookup: Lookup) -> Iterator[Check]:
    yield from tables.check_coverage(draft.tables.get("coverage"))
    yield from tables.check_bands(lookup)
    yield from tables.check_letters(draft.tables.get("letters"))
    yield from tables.check_flow(draft.tables.get("publication"))
    yield from tables.check_excess(draft.tables)
    yield from tables.check_registries(draft.tables)
    yield from tables.check_doubles(draft.tables.get("account_problems"))
