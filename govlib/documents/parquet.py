"""Parquet files read without threads: a process that is to be forked must have none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq


def read_arrow(path: Path) -> pa.Table:
    """Return a parquet file as an Arrow table; raises OSError or pyarrow.ArrowException where it can't be read."""
    with pq.ParquetFile(path, pre_buffer=False) as file:
        return file.read(use_threads=False)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a frame, its columns of the types that pandas wrote."""
    frame: pd.DataFrame = table.to_pandas(use_threads=False)
    return frame


def read_frame(path: Path) -> pd.DataFrame:
    """Return a parquet file as a frame; raises OSError or pyarrow.ArrowException where it can't be read."""
    return to_frame(read_arrow(path))
