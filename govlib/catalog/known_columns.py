"""Which columns a table has, of which type, and which words stand in them; what declarations may ask of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from govlib.catalog.conditions import Condition
from govlib.catalog.tables import ColumnDeclaration, TableDeclaration
from govlib.compare import COMPARATORS
from govlib.errors import Fault
from govlib.ledger.columns import EVENT_COLUMNS, TALLY_COLUMNS

COMPUTED_TABLES: dict[str, dict[str, str]] = {
    "results": {
        **dict.fromkeys(("subject_kind", "group", "level", "region"), "text"),
        **dict.fromkeys(
            (
                "registered_count",
                "sampled_count",
                "checked_count",
                "passed_count",
                "failed_count",
                "unconfirmed_count",
                "unknown_count",
                "fixed_count",
                "fix_unknown_count",
                "passed_after_count",
            ),
            "count",
        ),
    },
    "account_stock": {
        "platform": "text",
        "level": "text",
        **dict.fromkeys(("opening_count", "opened_count", "closed_count", "closing_count", "undated_count"), "count"),
    },
    "rectification": TALLY_COLUMNS,
    "account_events": EVENT_COLUMNS,
    "triggered": {**dict.fromkeys(("trigger", "trigger_name", "unit", "group"), "text"), "count": "count"},
    "units": {"unit": "text", "group": "text"},
    "region": {"level": "text"},
}
"""Tables that govlib derives itself and figures may count, with their columns; no export delivers them."""

NUMBERS = frozenset({"count", "number", "share"})
DATES = frozenset({"date", "datetime"})
FLAGS = frozenset({"flag", "presence"})
TEXTS = frozenset({"text", "code", "url", "unit", "unit_list", "platform", "choice"})
_ADDED = {"unit_as_written": "text", "unit_group": "text"}
"""Columns that every table with units gets when units are merged."""
_SAID = {
    **dict.fromkeys(NUMBERS, "数字"),
    **dict.fromkeys(DATES, "日期"),
    **dict.fromkeys(FLAGS, "是否、有无"),
    **dict.fromkeys(TEXTS, "文字"),
}


@dataclass(frozen=True)
class KnownColumns:
    """The columns of one table by name: their types, and the words of those that have a closed list."""

    table: str
    types: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]

    def check_name(self, column: str, where: tuple[str, str], wanted: Iterable[str] = ()) -> Iterator[Fault]:
        """Yield the fault of a column that the table lacks, or that is of none of the ``wanted`` types."""
        file, key = where
        if column not in self.types:
            near = difflib.get_close_matches(column, self.types, n=3, cutoff=0.5)
            expected = f"表里声明的列{'，例如 ' + '、'.join(near) if near else ''}"
            yield Fault(file, key, f"表 {self.table} 没有列“{column}”", expected)
        elif wanted and self.types[column] not in wanted:
            kinds = "、".join(dict.fromkeys(_SAID.get(kind, kind) for kind in sorted(wanted)))
            yield Fault(file, key, f"列“{column}”的类型是 {self.types[column]}", f"{kinds}列")

    def check_condition(self, condition: Condition, where: tuple[str, str]) -> Iterator[Fault]:
        """Yield every column of a condition that is missing or of the wrong type, and every word it can't hold."""
        test = condition.test
        if test in COMPARATORS or test == "differs_from_sum_of":
            for column in condition.columns():
                yield from self.check_name(column, where, NUMBERS)
        elif test in ("happened", "within", "before_window", "older_than", "later_than", "no_later_than"):
            for column in condition.columns():
                yield from self.check_name(column, where, DATES)
        elif test == "older_than_column":
            yield from self.check_name(condition.column, where, DATES)
            yield from self.check_name(str(condition.older_than_column), where, NUMBERS)
        elif test in ("contains", "lacks", "differs_from", "host_outside", "host_begins_otherwise"):
            for column in condition.columns():
                yield from self.check_name(column, where, TEXTS)
        else:
            yield from self.check_name(condition.column, where)
            yield from self.check_words(
                condition.column, (*(condition.any_of or ()), *(condition.none_of or ())), where
            )

    def check_words(self, column: str, words: Iterable[object], where: tuple[str, str]) -> Iterator[Fault]:
        """Yield every word that a column can't hold: outside its choices, or of another type."""
        kind = self.types.get(column)
        if kind is None:
            return
        allowed = self.words.get(column)
        fitting: type = bool if kind in FLAGS else int if kind in NUMBERS else str
        for word in words:
            if type(word) is not fitting:
                expected = {bool: "true 或 false", int: "整数", str: "文字"}[fitting]
                yield Fault(*where, f"列“{column}”与“{word}”比较", expected)
            elif allowed is not None and word not in allowed:
                yield Fault(*where, f"列“{column}”没有“{word}”这个值", f"其中之一：{'、'.join(allowed)}")


@dataclass(frozen=True)
class KnownTables:
    """The declared and the computed tables; ``faulty_files`` are those whose faults are told where they stand."""

    declared: Mapping[str, TableDeclaration]
    faulty_files: frozenset[str]

    def know(self, table: str) -> KnownColumns | None:
        """Return what is known of a table's columns, or None where no such table is declared."""
        if table in COMPUTED_TABLES:
            return KnownColumns(table, COMPUTED_TABLES[table], {})
        if table not in self.declared:
            return None
        columns = self.declared[table].columns
        types: dict[str, str] = {key: column.value_type for key, column in columns.items()}
        for column in columns.values():
            types |= {name: "text" for name in (column.group_from_heading, column.platform_in_brackets) if name}
        words = {key: _words(column) for key, column in columns.items() if column.value_type == "choice"}
        return KnownColumns(table, {**_ADDED, **types}, words)

    def miss(self, table: str, where: tuple[str, str]) -> Iterator[Fault]:
        """Yield the fault of a table that nobody declared; nothing where its own file already has a fault."""
        if f"params/exports/{table}.yaml" not in self.faulty_files:
            near = difflib.get_close_matches(table, [*self.declared, *COMPUTED_TABLES], n=3, cutoff=0.4)
            example = f"，例如 {'、'.join(near)}" if near else ""
            yield Fault(*where, f"没有表“{table}”", f"params/exports/ 里的表名{example}")


def _words(column: ColumnDeclaration) -> tuple[str, ...]:
    return tuple(column.contains or column.choices)
