"""Where numbers come from: files, sheets and row ranges, short enough to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Source = dict[str, str]
Positions = npt.NDArray[np.intp]
MOST_RANGES = 40
"""A list of rows longer than this many ranges ends with how many rows there are in all."""

_PLACE = ["source_file", "source_sheet"]


@dataclass(frozen=True)
class SourceIndex:
    """The file, sheet and row behind every row of a frame, as arrays; a row may stand on several (``owner`` says)."""

    places: tuple[tuple[str, str], ...]
    place: npt.NDArray[np.intp]
    row: npt.NDArray[np.int64]
    owner: Positions | None


def index_sources(rows: pd.DataFrame) -> SourceIndex:
    """Return the provenance of a frame; ``source_row`` holds a row, or for computed tables a list of rows."""
    if not {*_PLACE, "source_row"} <= set(rows.columns):
        return SourceIndex((), np.empty(0, dtype=np.intp), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.intp))
    frame = rows[[*_PLACE, "source_row"]].reset_index(drop=True)
    owner: Positions | None = None
    if frame["source_row"].dtype == object or frame["source_row"].isna().any():
        frame = frame.explode("source_row").dropna(subset=["source_row"])
        owner = frame.index.to_numpy(dtype=np.intp)
    place = np.asarray(frame.groupby(_PLACE, sort=False, dropna=False).ngroup(), dtype=np.intp)
    first = frame[_PLACE].drop_duplicates().itertuples(index=False, name=None)
    places = tuple((_text(file), _text(sheet)) for file, sheet in first)
    return SourceIndex(places, place, np.asarray(frame["source_row"], dtype=np.int64), owner)


def sources_at(index: SourceIndex, positions: Positions) -> tuple[Source, ...]:
    """Return where the rows at ``positions`` stand: one entry a file and sheet, its rows as ranges."""
    chosen = positions if index.owner is None else np.flatnonzero(np.isin(index.owner, positions))
    place, row = index.place[chosen], index.row[chosen]
    return tuple(
        {"file": file, "sheet": sheet, "rows": say_ranges(row[place == code])}
        for code, (file, sheet) in enumerate(index.places)
        if file and (place == code).any()
    )


def say_ranges(rows: npt.ArrayLike) -> str:
    """Return row numbers as ranges, such as ``3-33,35``; very scattered ones end with their count."""
    numbers = np.sort(np.asarray(rows, dtype=np.int64))
    if not len(numbers):
        return ""
    numbers = numbers[np.diff(numbers, prepend=numbers[0] - 1) > 0]
    starts = np.flatnonzero(np.diff(numbers, prepend=numbers[0] - 2) > 1)
    ends = np.append(starts[1:], len(numbers)) - 1
    pairs = zip(numbers[starts[:MOST_RANGES]].tolist(), numbers[ends[:MOST_RANGES]].tolist(), strict=True)
    said = ",".join(str(first) if first == last else f"{first}-{last}" for first, last in pairs)
    return said if len(starts) <= MOST_RANGES else f"{said}…（共{len(numbers)}行）"


def merge_sources(*groups: Sequence[Source]) -> tuple[Source, ...]:
    """Return the entries of several groups, each once."""
    seen: dict[tuple[tuple[str, str], ...], Source] = {}
    for source in (source for group in groups for source in group):
        seen.setdefault(tuple(source.items()), source)
    return tuple(seen.values())


def say_sources(sources: Sequence[Source], most: int | None = None) -> str:
    """Return entries as text, such as 附件1.xlsx《附件1》第3-33行; only the first ``most`` when given."""
    said = [
        f"{one['file']}{'《' + one['sheet'] + '》' if one['sheet'] else ''}第{one['rows']}行" for one in sources[:most]
    ]
    return "；".join([*said, f"等{len(sources)}处"] if len(sources) > len(said) else said)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
