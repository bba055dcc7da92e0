"""Which table a run of headings belongs to, and which column each heading is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from govlib.catalog.headings import heading_forms
from govlib.catalog.tables import PersonalDeclaration, TableDeclaration

_SERIAL = frozenset({"序号", "序", "行号", "no", "no.", "#", "顺序号"})
_PARTS = re.compile(r"[/、及和与()\d]+")


@dataclass(frozen=True)
class Heading:
    """One header cell: its column from 0, its text on one line, its forms (of all header levels).

    ``is_adopted`` says that no declaration knows it, but that it is read like another heading.
    """

    column: int
    text: str
    forms: tuple[str, ...]
    is_adopted: bool = False


@dataclass(frozen=True)
class BlockMatch:
    """Headings read as one table: the heading of each column key, and what is left over."""

    table: str
    columns: Mapping[str, Heading]
    unknown: tuple[Heading, ...]
    personal: tuple[Heading, ...]
    serial: tuple[Heading, ...]
    repeats: bool
    is_recognised: bool
    lacks_required: int
    vendor: str = ""

    @property
    def rank(self) -> tuple[int, int]:
        """Return the order of preference: matched headings, then required columns present."""
        return len(self.columns), -self.lacks_required

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Return all headings of the block from left to right."""
        every = (*self.columns.values(), *self.unknown, *self.personal, *self.serial)
        return tuple(sorted(every, key=lambda heading: heading.column))


@dataclass(frozen=True)
class Vocabulary:
    """All declared tables prepared for matching."""

    tables: Mapping[str, TableDeclaration]
    personal: PersonalDeclaration

    @cached_property
    def keys_by_form(self) -> dict[str, dict[str, str]]:
        """Return for each table the column key of every form of every heading."""
        return {name: table.column_by_form for name, table in self.tables.items()}

    @cached_property
    def forms(self) -> frozenset[str]:
        """Return every form of every declared heading."""
        return frozenset(form for forms in self.keys_by_form.values() for form in forms)

    @cached_property
    def _personal_forms(self) -> tuple[str, ...]:
        return tuple({form for heading in self.personal.headings for form in heading_forms(heading)[:1]})

    @cached_property
    def _kept_forms(self) -> frozenset[str]:
        return frozenset(form for heading in self.personal.kept_as_presence for form in heading_forms(heading))

    def _is_kept(self, forms: Iterable[str]) -> bool:
        return not self._kept_forms.isdisjoint(forms)

    def is_personal(self, forms: Iterable[str]) -> bool:
        """Return whether a heading names personal data: it, or a part of it, ends with such a word."""
        for form in forms:
            if any(part.endswith(self._personal_forms) for part in (form, *_PARTS.split(form)) if part):
                return bool(self._personal_forms)
        return False

    def match(self, headings: Sequence[Heading], name: str) -> BlockMatch:
        """Return headings read as the table ``name``; of two for one column, the synonym declared first wins."""
        table, keys = self.tables[name], self.keys_by_form[name]
        found: dict[str, list[Heading]] = {}
        unknown, personal, serial = [], [], []
        for heading in headings:
            key = next((keys[form] for form in heading.forms if form in keys), None)
            kept = key is not None and table.columns[key].type == "presence" and self._is_kept(heading.forms)
            if not kept and self.is_personal(heading.forms):
                personal.append(heading)
            elif key is not None:
                found.setdefault(key, []).append(heading)
            elif heading.forms and heading.forms[0] in _SERIAL:
                serial.append(heading)
            else:
                unknown.append(heading)
        vendor, preferred = _find_vendor(table, headings)
        columns: dict[str, Heading] = {}
        for key, candidates in found.items():
            order = [
                form for word in (*preferred.get(key, ()), *table.columns[key].headings) for form in heading_forms(word)
            ]
            best = min(
                candidates, key=lambda heading: min(order.index(form) for form in heading.forms if form in order)
            )
            columns[key] = best
            unknown.extend(heading for heading in candidates if heading is not best)
        width = len(columns) + len(unknown)
        return BlockMatch(
            table=name,
            columns=columns,
            unknown=tuple(sorted(unknown, key=lambda heading: heading.column)),
            personal=tuple(personal),
            serial=tuple(serial),
            repeats=any(len(candidates) > 1 for candidates in found.values()) or len(serial) > 1,
            is_recognised=_is_recognised(table, columns, width),
            lacks_required=sum(column.required is True and key not in columns for key, column in table.columns.items()),
            vendor=vendor,
        )

    def best(self, headings: Sequence[Heading]) -> list[BlockMatch]:
        """Return the recognised table that explains most headings; several where they tie; none where none does."""
        matches = [self.match(headings, name) for name in self._possible(headings)]
        recognised = [match for match in matches if match.is_recognised]
        top = max((match.rank for match in recognised), default=None)
        return [match for match in recognised if match.rank == top]

    def _possible(self, headings: Sequence[Heading]) -> list[str]:
        """Return the tables of which one set of columns that recognise it is present, so that few are matched whole."""
        present: dict[str, set[str]] = {}
        for heading in headings:
            for form in heading.forms:
                for name, key in self._owners.get(form, ()):
                    present.setdefault(name, set()).add(key)
        return [
            name
            for name, table in self.tables.items()
            if name in present and any(present[name].issuperset(keys) for keys in table.recognised_by)
        ]

    @cached_property
    def _owners(self) -> dict[str, list[tuple[str, str]]]:
        """Return the tables and columns that know each form of a heading."""
        owners: dict[str, list[tuple[str, str]]] = {}
        for name, keys in self.keys_by_form.items():
            for form, key in keys.items():
                owners.setdefault(form, []).append((name, key))
        return owners

    def nearest(self, headings: Sequence[Heading]) -> BlockMatch | None:
        """Return the table that explains most headings though it isn't recognised; None if none explains any."""
        matches = [match for match in (self.match(headings, name) for name in self.tables) if match.columns]
        return max(matches, key=lambda match: match.rank, default=None)


def _is_recognised(table: TableDeclaration, columns: Mapping[str, Heading], width: int) -> bool:
    for keys in table.recognised_by:
        if all(key in columns for key in keys) and (len(keys) > 1 or len(columns) * 2 > width):
            return True
    return False


def _find_vendor(table: TableDeclaration, headings: Sequence[Heading]) -> tuple[str, Mapping[str, tuple[str, ...]]]:
    present = {form for heading in headings for form in heading.forms}
    for vendor in table.vendors:
        words = [word for group in vendor.headings.values() for word in group]
        if all(present.intersection(heading_forms(word)) for word in words):
            return vendor.vendor, vendor.headings
    return "", {}
