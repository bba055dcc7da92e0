"""The table of hits as a file that is whole or not there, written as hits come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from govlib.documents.formulas import disarm
from govlib.errors import UserError
from govlib.labels import labelled
from govlib.text.sweep.work import COLUMNS, Row

_ROWS_AT_ONCE = 20_000
_SCHEMA = pa.schema(list(COLUMNS.items()))


@dataclass
class HitsWriter:
    """Takes hits in order; every 20,000 go to the files, wherever the pieces that they come from were cut."""

    parquet: pq.ParquetWriter
    csv: TextIO | None
    held: list[Row] = field(default_factory=list)
    written: int = 0

    def add(self, hits: Sequence[Row]) -> None:
        """Take the hits of one piece."""
        self.held += hits
        while len(self.held) >= _ROWS_AT_ONCE:
            self._write(self.held[:_ROWS_AT_ONCE])
            del self.held[:_ROWS_AT_ONCE]

    def finish(self) -> None:
        """Write what is held."""
        if self.held or not self.written:
            self._write(self.held)
        self.held = []

    def _write(self, rows: Sequence[Row]) -> None:
        columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [[] for _ in COLUMNS]
        table = pa.table(
            [pa.array(values, kind) for values, kind in zip(columns, COLUMNS.values(), strict=True)], _SCHEMA
        )
        self.parquet.write_table(table)
        if self.csv is not None:
            frame = labelled(disarm(table.to_pandas()))
            frame.to_csv(self.csv, index=False, header=not self.written, lineterminator="\r\n")
        self.written += len(rows)


@contextmanager
def write_hits(path: Path, *, with_csv: bool, force: bool) -> Iterator[HitsWriter]:
    """Yield a writer of ``path``, and of the csv beside it; both appear when all is written, and not before.

    Raises UserError if one is there already and not ``force``, or can't be written.
    """
    csv_path = path.with_suffix(".csv")
    wanted = [path, csv_path] if with_csv else [path]
    there = [one.name for one in wanted if one.exists()]
    if there and not force:
        raise UserError("、".join(there), "已经有了，没有重查", "一个新的文件名", "要重查并覆盖，请加 --force")
    asides = [one.with_name(f"{one.name}.part") for one in wanted]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with pq.ParquetWriter(asides[0], _SCHEMA) as parquet:
            if with_csv:
                with asides[1].open("w", encoding="utf-8-sig", newline="") as stream:
                    writer = HitsWriter(parquet, stream)
                    yield writer
                    writer.finish()
            else:
                writer = HitsWriter(parquet, None)
                yield writer
                writer.finish()
        for aside, one in zip(asides, wanted, strict=True):
            aside.replace(one)
    except OSError as error:
        raise UserError(path.as_posix(), f"写不进去（{error.strerror}）", "可以写入的文件夹") from error
    finally:
        for aside in asides:
            aside.unlink(missing_ok=True)


def read_hits(path: Path) -> pd.DataFrame:
    """Return a table of hits as it was written."""
    hits: pd.DataFrame = pq.read_table(path).to_pandas()
    return hits
