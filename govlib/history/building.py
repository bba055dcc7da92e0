"""One period built: many small files of places read at once by DuckDB, written in one order as one file a kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from govlib.history.engine import SPILL, connect
from govlib.history.found import Found
from govlib.history.shapes import KEPT_OUTCOMES, SHAPES, TYPED_BY_HAND, Shape, shape_frame

_ROWS_A_GROUP = 100_000
_SOURCE: Mapping[str, str] = {
    "findings": "findings.parquet",
    "tallies": "findings.parquet",
    "figures": "figures.parquet",
    "typed": "figures.parquet",
    "verdicts": "verdicts.parquet",
    "problems": "open_problems.parquet",
    "cases": "cases.parquet",
}
_COUNTED = {
    "tallies": ("finding_count", "count(*)"),
    "verdicts": ("subject_count", "CAST(sum(r.subject_count) AS BIGINT)"),
}
_CAST = {"text": "VARCHAR", "number": "DOUBLE", "count": "BIGINT", "date": "DATE", "flag": "BOOLEAN"}


def build_period(outputs: Path, folder: Path, period: str, found: Sequence[Found]) -> list[Found]:
    """Write the compacted files of a period as ``<name>.part``; return the places, those that can't be read told.

    The same outputs give the same bytes, however many threads there are.
    """
    places = list(found)
    while True:
        good = [one for one in places if not one.why]
        try:
            with connect(outputs, folder / SPILL) as connection:
                for kind in _SOURCE:
                    _write_kind(connection, SHAPES[kind], folder, period, good)
        except (duckdb.Error, pa.ArrowException):
            told = [_try_alone(one) for one in places]
            if told == places:
                raise
            places = told
        else:
            _write_places(folder, period, places)
            return places


def _write_kind(
    connection: duckdb.DuckDBPyConnection, shape: Shape, folder: Path, period: str, good: Sequence[Found]
) -> None:
    schema = shape.schema
    path = folder / f"{shape.file_name(period)}.part"
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        if not good:
            return
        paths = {(one.folder / _SOURCE[shape.kind]).resolve().as_posix(): one.place for one in good}
        # findings without a row have columns without a type; all other files have the types of their shape
        by_name = _SOURCE[shape.kind] == _SOURCE["findings"]
        read = connection.read_parquet(list(paths), filename=True, file_row_number=True, union_by_name=by_name)
        if not _needed(shape) <= set(read.columns):
            raise pa.ArrowInvalid(f"columns lacking: {_SOURCE[shape.kind]}")
        places = pd.DataFrame({"path": list(paths), "place": list(paths.values())})
        connection.register("taken", places)
        read.create_view("read", replace=True)
        asked = connection.sql(_select(shape), params=_params(shape, period))
        for batch in asked.to_arrow_reader(_ROWS_A_GROUP):
            writer.write_table(pa.Table.from_batches([batch]).cast(schema), row_group_size=_ROWS_A_GROUP)


def _select(shape: Shape) -> str:
    """Return the query of a kind: the columns of its shape by name and type, counts where it counts, in its order."""
    counted, by = _COUNTED.get(shape.kind, ("", ""))
    columns = [_take(name, kind) for name, kind in shape.own.items() if name != counted]
    where = {
        "findings": "WHERE list_contains($kept, outcome)",
        "figures": "WHERE origin IS DISTINCT FROM $typed",
        "typed": "WHERE origin = $typed",
    }.get(shape.kind, "")
    order = ", ".join(f'"{name}"' for name in shape.order)
    counting = f", {by} AS {counted}" if counted else ", file_row_number AS file_row"
    grouping = "GROUP BY ALL" if counted else ""
    last = "" if counted else ", place, file_row"
    names = ", ".join(f'"{name}"' for name in shape.columns)
    return f"""
        WITH taken_rows AS (
            SELECT t.place AS place, CAST($period AS VARCHAR) AS period, {", ".join(columns)}{counting}
            FROM read AS r JOIN taken AS t ON replace(r.filename, chr(92), '/') = t.path
            {where} {grouping}
        )
        SELECT {names} FROM taken_rows ORDER BY {order}{last}
    """  # noqa: S608 - every name stands in the shapes; what comes from outside is bound


def _take(name: str, kind: str) -> str:
    cast = f'CAST(r."{name}" AS {_CAST[kind]})'
    return f"nullif({cast}, '') AS \"{name}\"" if kind == "text" else f'{cast} AS "{name}"'


def _params(shape: Shape, period: str) -> dict[str, object]:
    extra: dict[str, dict[str, object]] = {
        "findings": {"kept": list(KEPT_OUTCOMES)},
        "figures": {"typed": TYPED_BY_HAND},
        "typed": {"typed": TYPED_BY_HAND},
    }
    return {"period": period, **extra.get(shape.kind, {})}


def _try_alone(one: Found) -> Found:
    """Return a place as it is, or told as damaged where one of its files is no parquet with the columns needed."""
    if one.why:
        return one
    for kind, name in _SOURCE.items():
        shape = SHAPES[kind]
        try:
            with pq.ParquetFile(one.folder / name) as opened:
                lacking = _needed(shape) - set(opened.schema_arrow.names)
                names = sorted(_needed(shape) - lacking)
                opened.read(names).select(names).cast(pa.schema([shape.schema.field(each) for each in names]))
        except (OSError, pa.ArrowException, ValueError) as error:
            return replace(one, status="损坏", why=f"{name} 读不出来（{type(error).__name__}）")
        if lacking:
            return replace(one, status="损坏", why=f"{name} 缺少列 {'、'.join(sorted(lacking))}（旧版本做的）")
    return one


def _needed(shape: Shape) -> set[str]:
    return set(shape.own) - ({"finding_count"} if shape.kind == "tallies" else set())


def _write_places(folder: Path, period: str, places: Iterable[Found]) -> None:
    shape = SHAPES["places"]
    rows: list[dict[str, object]] = [
        {**one.about, "place": one.place, "period": period, "counted": not one.why, "status": one.status,
         "why": one.why}
        for one in places
    ]  # fmt: skip
    rows.sort(key=lambda row: str(row["place"]))
    frame = pd.DataFrame(rows, columns=list(shape.columns))
    path = folder / f"{shape.file_name(period)}.part"
    pq.write_table(shape_frame(frame, shape.columns), path, compression="zstd")
