"""All that is checked of tables: totals, rows, shares, order, how many they list, and what the text says of them."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.verify.check import Check
from govlib.verify.reading import Reading
from govlib.verify.relations.table_counts import find_table_counts
from govlib.verify.relations.table_order import find_table_order
from govlib.verify.relations.table_rows import find_table_rows
from govlib.verify.relations.table_shares import find_table_shares
from govlib.verify.relations.table_texts import find_table_texts
from govlib.verify.relations.table_totals import find_table_totals
from govlib.verify.relations.table_units import find_table_units


def find_tables(reading: Reading) -> Iterator[Check]:
    """Yield the checks of a draft's tables; a draft without a table has none."""
    if reading.draft.tables:
        yield from find_table_totals(reading)
        yield from find_table_rows(reading)
        yield from find_table_shares(reading)
        yield from find_table_order(reading)
        yield from find_table_counts(reading)
        yield from find_table_texts(reading)
        yield from find_table_units(reading)
