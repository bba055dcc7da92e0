"""What the compacted files of a period hold: a shape a kind, the columns of one row and the order of rows.

``outputs/.history/<period>.parquet`` has the findings that are no passes; ``<period>.<kind>.parquet`` the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

Type = Literal["text", "number", "count", "date", "flag"]

FINDINGS = "findings"
TYPED_BY_HAND = "手工填写"
KEPT_OUTCOMES = ("不合格", "待复核", "缺数据")
_VERSION = 1
_ARROW = {"text": pa.string(), "number": pa.float64(), "count": pa.int64(), "date": pa.date32(), "flag": pa.bool_()}
_PANDAS: Mapping[Any, Any] = {
    pa.string(): pd.StringDtype(),
    pa.large_string(): pd.StringDtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.int32(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


@dataclass(frozen=True)
class Shape:
    """One kind of compacted file: what a row is, its columns with their types, the columns that order the rows."""

    kind: str
    row: str
    own: Mapping[str, Type]
    """What a place says; the compacted file has the place and the period before it."""
    order: tuple[str, ...]

    @property
    def columns(self) -> dict[str, Type]:
        """Return the columns of the compacted file in their order."""
        return {**_texts("place period"), **self.own}

    @property
    def schema(self) -> pa.Schema:
        """Return the columns as Arrow has them."""
        return pa.schema([(name, _ARROW[kind]) for name, kind in self.columns.items()])

    def file_name(self, period: str) -> str:
        """Return the name of the compacted file of a period."""
        return f"{period}.parquet" if self.kind == FINDINGS else f"{period}.{self.kind}.parquet"


def _texts(names: str) -> dict[str, Type]:
    return dict.fromkeys(names.split(), "text")


def _typed(kind: Type, names: str) -> dict[str, Type]:
    return dict.fromkeys(names.split(), kind)


_ABOUT = {**_texts("name level within title"), **_typed("date", "start end inspection_day")}
_NUMBER: dict[str, Type] = {
    **_texts("figure label topic measured_in group_by group_name"),
    **_typed("number", "value"),
    **_texts("text"),
    **_typed("number", "numerator denominator"),
    **_texts("denominator_name window"),
    **_typed("date", "window_start window_end"),
    **_texts("origin lacking"),
}

SHAPES: Mapping[str, Shape] = {
    shape.kind: shape
    for shape in (
        Shape(
            "places",
            "a place that has a folder of outputs for the period; counted is false where its outputs can't be used",
            {
                **_ABOUT,
                **_texts("ruleset"),
                **_typed("flag", "sample"),
                **_typed("count", "comparable_within_days"),
                **_texts("last_period period_a_year_ago"),
                **_typed("flag", "counted"),
                **_texts("status why"),
            },
            ("place",),
        ),
        Shape(
            FINDINGS,
            "a subject and indicator that is no pass (不合格, 待复核, 缺数据)",
            {
                **_texts("key subject_kind subject platform unit group indicator indicator_name part status"),
                **_texts("outcome"),
                **_typed("number", "value"),
                **_texts("value_text"),
                **_typed("number", "threshold"),
                **_texts("measured_in problem reason act ruleset evidence"),
            },
            ("place", "key", "ruleset"),
        ),
        Shape(
            "tallies",
            "a kind of subject, indicator and outcome of a place: how many findings, passes too",
            {
                **_texts("subject_kind indicator indicator_name status ruleset outcome"),
                **_typed("count", "finding_count"),
            },
            ("place", "subject_kind", "indicator", "ruleset", "outcome"),
        ),
        Shape(
            "figures",
            "a number of a place, whole (group_by blank) or of one group; computed from the period's exports",
            _NUMBER,
            ("figure", "group_by", "group_name", "place"),
        ),
        Shape(
            "typed",
            "a number of an earlier period that a person typed (T24); about names that period, start and end its days",
            {**_texts("about title"), **_typed("date", "start end"), **_NUMBER},
            ("figure", "group_by", "group_name", "place", "about"),
        ),
        Shape(
            "verdicts",
            "a unit's websites or accounts of one platform and outcome: how many",
            {
                **_texts("subject_kind platform unit group outcome"),
                **_typed("count", "subject_count"),
            },
            ("place", "subject_kind", "unit", "platform", "group", "outcome"),
        ),
        Shape(
            "problems",
            "a problem and responsible unit of the period's list",
            {
                **_texts("key unit topic subject_kind object subject platform kind problem basis severity"),
                **_texts("outcome state source rectify_by"),
            },
            ("place", "unit", "topic", "key"),
        ),
        Shape(
            "cases",
            "a problem told to a unit, by its number, as it stood at the period's inspection day",
            {
                **_texts("number first_told_in told_in"),
                **_texts("key unit group topic object subject_kind subject platform kind problem basis evidence"),
                **_texts("severity"),
                **_typed("date", "sent_on deadline"),
                **_typed("count", "told_count told_periods"),
                **_typed("date", "reported_on"),
                **_texts("answer"),
                **_typed("date", "fixed_on"),
                **_texts("measures reason"),
                **_typed("count", "recheck_count unfixed_recheck_count"),
                **_typed("date", "last_recheck_on"),
                **_texts("last_result"),
                **_typed("date", "closed_on"),
                **_texts("repeats"),
                **_typed("date", "statement_by statement_on told_on rectified_on"),
                **_texts("state"),
            },
            ("place", "number"),
        ),
    )
}
"""Every kind by its name. ``first_told_in`` of a case is what the ledger calls its ``period``; ``told_in`` the last."""


def fingerprint() -> str:
    """Return one short hash of all shapes; files of other shapes are made again."""
    said = [str(_VERSION), *(f"{one.kind} {list(one.columns.items())} {one.order}" for one in SHAPES.values())]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def shape_frame(frame: pd.DataFrame, columns: Mapping[str, Type]) -> pa.Table:
    """Return a frame with exactly these columns and types, as they are written; what it lacks is blank."""
    arrays = [_shape_column(frame, name, kind) for name, kind in columns.items()]
    return pa.Table.from_arrays(arrays, schema=pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()]))


def _shape_column(frame: pd.DataFrame, name: str, kind: Type) -> pa.Array:
    if name not in frame:
        return pa.nulls(len(frame), _ARROW[kind])
    column = frame[name]
    return pa.array(list(_values(column, kind)), type=_ARROW[kind])


def _values(column: pd.Series, kind: Type) -> Iterator[Any]:
    if kind == "date":
        days = pd.to_datetime(column, errors="coerce")
        yield from (None if pd.isna(day) else day.date() for day in days)
        return
    cast = {"text": str, "number": float, "count": int, "flag": bool}[kind]
    yield from (None if pd.isna(value) or value == "" else cast(value) for value in column)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return what a query gave as the project's frames are: string, Int64, Float64, boolean, datetime64[us]."""
    columns = []
    for column in table.columns:
        if pa.types.is_date32(column.type) or pa.types.is_timestamp(column.type):
            columns.append(column.cast(pa.timestamp("us")))
        elif pa.types.is_integer(column.type) or pa.types.is_decimal(column.type):
            columns.append(column.cast(pa.int64()))
        else:
            columns.append(column)
    frame: pd.DataFrame = pa.Table.from_arrays(columns, names=table.column_names).to_pandas(types_mapper=_PANDAS.get)
    return frame
