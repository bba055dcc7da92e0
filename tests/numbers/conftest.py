"""Tables typed as intake types them, and the figures and checks over them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.places import Period, Place, Units
from govlib.catalog.rankings import Ranking
from govlib.figures import Counting, FigureValue, compute_figures
from govlib.identities import Draft, check_identities
from govlib.rankings.material import Material, no_earlier
from govlib.rankings.result import Ranked
from govlib.rankings.run import rank
from govlib.units import UnitRegister, merge_units
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
DTYPES = {
    "count": "Int64",
    "number": "Float64",
    "share": "Float64",
    "flag": "boolean",
    "presence": "boolean",
    "date": "datetime64[us]",
    "datetime": "datetime64[us]",
}
Rows = Sequence[Mapping[str, Any]]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog(ROOT / "params")


@pytest.fixture(scope="session")
def make_table(catalog: Catalog) -> Callable[..., pd.DataFrame]:
    """Return a table with every declared column, typed; source rows count from 2 unless given."""

    def make(name: str, rows: Rows, file: str = "数据.xlsx", sheet: str = "表") -> pd.DataFrame:
        columns = catalog.tables[name].columns
        table = pd.DataFrame(
            {
                key: pd.Series(
                    [row.get(key) for row in rows],
                    dtype=DTYPES.get(str(column.value_type), pd.StringDtype("pyarrow")),
                )
                for key, column in columns.items()
            }
        )
        provenance = {"source_row", "source_file", "source_sheet"}
        extra = {key for row in rows for key in row} - set(columns) - provenance
        extra |= {column.group_from_heading for column in columns.values() if column.group_from_heading}
        for key in sorted(extra):
            table[key] = pd.Series([row.get(key) for row in rows], dtype=pd.StringDtype("pyarrow"))
        table["source_file"] = pd.Series([row.get("source_file", file) for row in rows], dtype="string")
        table["source_sheet"] = pd.Series([row.get("source_sheet", sheet) for row in rows], dtype="string")
        table["source_row"] = pd.Series([row.get("source_row", at + 2) for at, row in enumerate(rows)], dtype="int64")
        return table

    return make


@pytest.fixture(scope="session")
def place() -> Place:
    return Place.model_validate(
        {
            "name": "某县",
            "level": "county",
            "rulesets": [{"since": "2019-04-18", "id": "national-2019"}],
            "units": {
                "groups": {"乡镇": ["甲镇", "乙镇"], "部门": ["县公安局", "县教育局", "县水利局"]},
                "aliases": {"县警局": "县公安局"},
                "counts_as": {"县公安局交警大队": "县公安局"},
            },
            "periods": {
                "2024Q2": {
                    "title": "2024年第二季度",
                    "start": "2024-03-06",
                    "end": "2024-06-22",
                    "inspection_day": "2024-06-22",
                    "issued": "2024-06-26",
                    "rectify_by": "2024-07-10",
                    "windows": {"排名": {"start": "2024-01-01", "end": "2024-05-31"}},
                    "window_of": {"assessments": "排名"},
                    "websites": {"by": "none"},
                    "accounts": {"by": "none"},
                }
            },
        }
    )


@pytest.fixture(scope="session")
def period(place: Place) -> Period:
    return place.periods["2024Q2"]


@pytest.fixture(scope="session")
def register(place: Place) -> UnitRegister:
    return UnitRegister(place.units)


@pytest.fixture(scope="session")
def make_register() -> Callable[..., UnitRegister]:
    return lambda **parts: UnitRegister(Units.model_validate(parts))


@pytest.fixture(scope="session")
def compute_all(catalog: Catalog, place: Place, period: Period) -> Callable[..., list[FigureValue]]:
    """Return all shipped figures over some tables."""

    def run(tables: Mapping[str, pd.DataFrame], **counting: Any) -> list[FigureValue]:
        given = Counting(tables=tables, period=period, rounding=place.rounding, **counting)
        return compute_figures(catalog.figures.values(), given)

    return run


@pytest.fixture(scope="session")
def compute(compute_all: Callable[..., list[FigureValue]]) -> Callable[..., dict[str, FigureValue]]:
    """Return all shipped figures over some tables by name."""
    return lambda *given, **counting: {item.name: item for item in compute_all(*given, **counting)}


@pytest.fixture(scope="session")
def check(
    catalog: Catalog, place: Place, period: Period, register: UnitRegister, make_table: Callable[..., pd.DataFrame]
) -> Callable[..., list[dict[str, Any]]]:
    """Return the checks of stated rows (T23) over some tables, one dict a check."""

    def run(statements: Rows, tables: Mapping[str, pd.DataFrame] | None = None) -> list[dict[str, Any]]:
        full = [
            {
                "statement_code": f"{at:03d}",
                "statement": f"陈述{at}",
                "statement_kind": "数字",
                "place_in_text": f"正文{at}",
                **row,
            }
            for at, row in enumerate(statements, 1)
        ]
        known = {**(tables or {}), "statements": make_table("statements", full)}
        figures = compute_figures(
            catalog.figures.values(), Counting(tables=known, period=period, rounding=place.rounding)
        )
        frame = check_identities(Draft(known, figures, place, "2024Q2", register))
        return frame.to_dict("records")

    return run


@pytest.fixture
def open_periods(catalog: Catalog, place: Place, tmp_path: Path) -> Callable[..., Run]:
    """Return a function that writes some periods' exports as CSV files and opens the last of them.

    ``periods`` gives each period its days, its files (a name and its rows, the first of them headings) and other keys.
    """

    def build(periods: Mapping[str, Mapping[str, Any]], **place_keys: Any) -> Run:
        declared: dict[str, Any] = {}
        for name, given in periods.items():
            keys = dict(given)
            for file, rows in keys.pop("files", {}).items():
                path = tmp_path / "exports" / "x" / name / file
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("w", encoding="utf-8-sig", newline="") as sheet:
                    csv.writer(sheet).writerows(rows)
            start, end = keys.pop("days")
            plain = {"title": f"{name}期", "start": start, "end": end, "inspection_day": end}
            declared[name] = {**plain, "websites": {"by": "none"}, "accounts": {"by": "none"}, **keys}
        written = {**place.model_dump(mode="json", exclude={"periods", "slug"}), **place_keys, "periods": declared}
        opened = Place.model_validate({**written, "slug": "x"})
        return open_declared(tmp_path, replace(catalog, places={"x": opened}), "x", [*periods][-1], "outputs")

    return build


@pytest.fixture(scope="session")
def rank_by(catalog: Catalog, place: Place, compute_all: Callable[..., list[FigureValue]]) -> Callable[..., Ranked]:
    """Return the result of one declared ranking over some tables, as a run of the place computes it."""

    def run(method: Mapping[str, Any], tables: Mapping[str, pd.DataFrame] | None = None, **given: Any) -> Ranked:
        frames = {"subjects": {}, "verdicts": pd.DataFrame(), "scores": pd.DataFrame(), "earlier": no_earlier}
        frames |= {name: given.pop(name) for name in list(given) if name in frames}
        at = given.pop("at", place)
        register = UnitRegister(at.units)
        merged = {name: merge_units(table, register) for name, table in (tables or {}).items()}
        ranking = Ranking.model_validate({"id": "one", "title": "排名", "seen_in": "例", "method": method, **given})
        material = Material(
            place=at,
            period_name="2024Q2",
            register=register,
            declared=catalog.figures,
            figures=compute_all(merged),
            tables=merged,
            **frames,
        )
        return rank(ranking, material)

    return run
