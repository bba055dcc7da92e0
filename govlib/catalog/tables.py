"""Export tables as declared in params/exports/*.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from govlib.catalog.headings import heading_forms
from govlib.catalog.table_checks import check_personal, check_table
from govlib.catalog.yamlfile import Declaration, read_declaration
from govlib.errors import Fault

ColumnType = Literal[
    "text", "code", "url", "platform", "unit", "unit_list", "choice", "count", "number", "share", "flag", "presence",
    "date", "datetime",
]  # fmt: skip
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Heading = Annotated[str, Field(min_length=1)]
_PERSONAL_FILE = "_personal.yaml"


Choices = Mapping[str, tuple[str, ...]]


def _as_date(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


class ColumnDeclaration(Declaration):
    """One column: read from a heading, or derived from another column by ``from``."""

    headings: tuple[Heading, ...] = ()
    type: ColumnType | None = None
    required: bool | Literal["if_present"] = False
    digits: int | None = Field(default=None, ge=1)
    unit: str = ""
    when_blank: Literal["zero"] | None = None
    when_absent: Literal["sheet"] | None = None
    choices: Choices = Field(default_factory=dict)
    is_name: bool = False
    multiline: bool = False
    group_from_heading: Key | None = None
    platform_in_brackets: Key | None = None
    source: Key | None = Field(default=None, alias="from")
    contains: Choices = Field(default_factory=dict)
    present: bool = False

    @property
    def is_derived(self) -> bool:
        """Return whether the column is computed from another one."""
        return self.source is not None

    @property
    def value_type(self) -> ColumnType:
        """Return the type of the values, also of a derived column."""
        if self.type is not None:
            return self.type
        return "presence" if self.present else "choice"


class VendorShape(Declaration):
    """Headings by which a monitoring platform's export is known, since a day."""

    vendor: str
    since: Annotated[date, BeforeValidator(_as_date)]
    headings: Mapping[Key, tuple[Heading, ...]]


class TableDeclaration(Declaration):
    """One export table: what a row is, which columns it has, how it is recognised.

    ``not_evidence`` are the columns that only say when or how a row was looked at, or what became of it: where nothing
    else differs, it is the same row.
    """

    code: str
    name: str
    row: str
    key: tuple[Key, ...] = Field(min_length=1)
    recognised_by: tuple[tuple[Key, ...], ...] = Field(min_length=1)
    columns: Mapping[Key, ColumnDeclaration]
    not_evidence: tuple[Key, ...] = ()
    vendors: tuple[VendorShape, ...] = ()

    @property
    def column_by_form(self) -> dict[str, str]:
        """Return every form of every heading with the key of its column."""
        return {
            form: key
            for key, column in self.columns.items()
            for heading in column.headings
            for form in heading_forms(heading)
        }


class PersonalDeclaration(Declaration):
    """Headings of personal data, dropped before anything else sees the column."""

    headings: tuple[Heading, ...]
    kept_as_presence: tuple[Heading, ...] = ()


class SheetHint(Declaration):
    """A person's word that a sheet holds a table: file as a glob, sheet by name ("" is any)."""

    file: str
    table: Key
    sheet: str = ""


def load_tables(folder: Path, faults: list[Fault]) -> tuple[dict[str, TableDeclaration], PersonalDeclaration]:
    """Return the tables declared in ``folder`` by key (the file's stem), and the personal headings.

    Every fault of every file is added to ``faults``; a table with a fault of form is left out.
    """
    tables: dict[str, TableDeclaration] = {}
    personal = PersonalDeclaration(headings=())
    personal_path = folder / _PERSONAL_FILE
    shown_personal = f"params/{folder.name}/{_PERSONAL_FILE}"
    if personal_path.is_file():
        personal = read_declaration(personal_path, PersonalDeclaration, shown_personal, faults) or personal
    else:
        faults.append(Fault(shown_personal, "", "没有这个文件", "列出个人信息列标题的文件"))
    for path in sorted(folder.glob("*.yaml")):
        if path.name == _PERSONAL_FILE:
            continue
        shown = f"params/{folder.name}/{path.name}"
        table = read_declaration(path, TableDeclaration, shown, faults)
        if table is not None:
            faults.extend(check_table(table, shown))
            tables[path.stem] = table
    faults.extend(check_personal(personal, tables, folder.name))
    codes: dict[str, str] = {}
    for name, table in tables.items():
        if table.code in codes:
            shown = f"params/{folder.name}/{name}.yaml"
            faults.append(Fault(shown, "code", f"编号 {table.code} 已用于 {codes[table.code]}.yaml", "没有用过的编号"))
        codes[table.code] = name
    return tables, personal
