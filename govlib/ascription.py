"""Which subject a row of an export belongs to, and whether that is certain.

A row belongs to the subject whose keys it carries. Exports leave keys blank, and registries repeat them; then a row may
belong to several subjects, and no rule may lean on it: it is given to each of them, marked as uncertain.

- A row that names an account is the account's, even beside a site code.
- A row without site code, account name and platform is a website's: the only one's, or, where a whole sheet has no site
  codes, any one's. A single blank among codes is a defect of its row, which then names nobody (see ``strays``).
- A row that names an account without its platform is the only account's of that name, else any one's of that name; the
  same for a sheet of platforms without names, and, never certain, for a platform by a word that the registry never uses
  (微信 / 微信公众号).
- Subjects that share their keys in the registry share their rows.
- A subject without keys is the whole place, and every row is its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

HOLDER = "_holder"
"""The position of the subject that a row is given to."""
CERTAIN = "_certain"
"""Whether the row surely belongs to it, and surely counts."""
VAGUE = "_vague"
"""Whether a row names its subjects only by a phrase that may mean any of them (有关单位)."""
ROW = "_row"
"""The number of a row in a whole table of which it is known already whose its rows are."""
OUT = "_taken_out"
"""Marks a row that a person took out in review: it says that its subject was looked at, and counts for nothing."""
PROVENANCE = ("source_file", "source_sheet", "source_row")

Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.int64]
_OF_ACCOUNTS = ("account_name", "platform")
_Key = tuple[str | None, ...]


@dataclass(frozen=True)
class Assigned:
    """Which subjects each row of a whole table goes to, worked out once; its rows are numbered in ``ROW``."""

    spoken: Flags
    starts: Positions
    counts: Positions
    holders: Positions
    certain: Flags

    def look_up(self, rows: pd.DataFrame) -> tuple[Positions, Positions, Flags]:
        """Return which of some rows goes to which subject, and whether that is certain."""
        numbers = rows[ROW].to_numpy(dtype=np.int64)
        counts = self.counts[numbers]
        at = np.repeat(np.arange(len(numbers)), counts)
        within = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
        place = np.repeat(self.starts[numbers], counts) + within
        return at, self.holders[place], self.certain[place]


@dataclass(frozen=True)
class Holders:
    """The subjects that rows can be given to, and the key columns by which the rows of a table name them.

    ``subjects`` are the judged ones, by position; ``registered`` are all, so that a platform that only a closed account
    uses is no unknown word. ``assigned`` is what is known already of a table whose rows are numbered.
    """

    subjects: pd.DataFrame
    registered: pd.DataFrame
    keys: tuple[str, ...]
    assigned: Assigned | None = None

    def number(self, rows: pd.DataFrame) -> tuple[pd.DataFrame, Holders]:
        """Return a whole table's rows numbered, and holders that know already whose each of them is."""
        numbered = rows.reset_index(drop=True)
        numbered[ROW] = np.arange(len(numbered))
        at, holders, certain = self._assign(rows)
        counts = np.bincount(at, minlength=len(rows)).astype(np.int64)
        starts = np.cumsum(counts) - counts
        assigned = Assigned(self.are_spoken_of(rows), starts, counts, holders, certain)
        return numbered, replace(self, assigned=assigned)

    def __len__(self) -> int:
        return len(self.subjects)

    @cached_property
    def without_key(self) -> Flags:
        """Return for each subject whether its own key is blank, so that no row can name it."""
        return self.subjects[list(self.keys)].isna().any(axis=1).to_numpy(dtype=bool)

    def are_spoken_of(self, rows: pd.DataFrame) -> Flags:
        """Return for each row whether it is about this kind of subject at all, registered or not."""
        if self.assigned is not None and ROW in rows.columns:
            spoken: Flags = self.assigned.spoken[rows[ROW].to_numpy(dtype=np.int64)]
            return spoken
        if not self.keys:
            return np.ones(len(rows), dtype=bool)
        if self.keys == ("site_code",):
            name, platform = (_filled(rows, key) for key in _OF_ACCOUNTS)
            # A platform beside a site code says where the site is shown (平台：网站), not that it is an account.
            return ~name & (_filled(rows, "site_code") | ~platform)
        return rows[list(self.keys)].notna().any(axis=1).to_numpy(dtype=bool)

    def keep_attributable(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the whole table's rows without those that name nobody although their sheet names others."""
        if len(self) == 1:
            return rows
        return rows.loc[~self.find_strays(rows)]

    def find_strays(self, rows: pd.DataFrame) -> Flags:
        """Return for each row of a whole table whether its name is blank although others of its sheet have one."""
        if not self.keys:
            return np.zeros(len(rows), dtype=bool)
        blank = rows[self.keys[0]].isna().to_numpy(dtype=bool) & self.are_spoken_of(rows)
        if not blank.any():
            return blank
        sheets = [rows["source_file"], rows["source_sheet"]]
        names = rows[self.keys[0]].notna().groupby(sheets, dropna=False, sort=False).transform("any")
        strays: Flags = blank & names.to_numpy(dtype=bool)
        return strays

    def ascribe(self, rows: pd.DataFrame, keep: Sequence[str] = ()) -> pd.DataFrame:
        """Return one row for each subject that a row may belong to: HOLDER, CERTAIN, ``keep`` and the provenance."""
        at, holder, certain = self._assign(rows)
        result = rows[list(dict.fromkeys([*keep, *PROVENANCE]))]
        if len(at) != len(rows) or not np.array_equal(at, np.arange(len(rows))):
            result = result.take(at)
        if VAGUE in rows.columns:
            certain = certain & ~rows[VAGUE].to_numpy(dtype=bool)[at]
        return result.reset_index(drop=True).assign(**{HOLDER: holder, CERTAIN: certain})

    def find_owned(self, rows: pd.DataFrame) -> Flags:
        """Return for each row whether it may belong to any subject."""
        owned = np.zeros(len(rows), dtype=bool)
        owned[self._assign(rows)[0]] = True
        return owned

    def present(self, rows: pd.DataFrame) -> tuple[Flags, Flags]:
        """Return for each subject whether some row surely is its own, and whether some row may be."""
        _, holder, certain = self._assign(rows)
        surely, possibly = np.zeros(len(self), dtype=bool), np.zeros(len(self), dtype=bool)
        surely[holder[certain]] = True
        possibly[holder] = True
        return surely, possibly

    def _assign(self, rows: pd.DataFrame) -> tuple[Positions, Positions, Flags]:
        """Return which row goes to which subject, and whether that is certain; each distinct key is looked up once."""
        if self.assigned is not None and ROW in rows.columns:
            return self.assigned.look_up(rows)
        if not self.keys:
            everyone = np.tile(np.arange(len(self), dtype=np.int64), len(rows))
            return np.repeat(np.arange(len(rows)), len(self)), everyone, np.ones(len(everyone), dtype=bool)
        spoken = np.flatnonzero(self.are_spoken_of(rows))
        combined = np.zeros(len(spoken), dtype=np.int64)
        for key in self.keys:
            codes, values = pd.factorize(rows[key].iloc[spoken])
            combined = combined * (len(values) + 1) + codes + 1
        _, first, which = np.unique(combined, return_index=True, return_inverse=True)
        named = rows[list(self.keys)].iloc[spoken[first]].astype(object)
        found = [self._look_up(_as_key(values)) for values in named.itertuples(index=False, name=None)]
        sizes = np.array([len(holders) for holders, _ in found], dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        holders = np.array([one for holders, _ in found for one in holders], dtype=np.int64)
        certain = np.array([is_certain for _, is_certain in found], dtype=bool)
        repeats = sizes[which]
        within = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        place = np.repeat(starts[which], repeats) + within
        return np.repeat(spoken, repeats), holders[place], np.repeat(certain[which], repeats)

    def _look_up(self, key: _Key) -> tuple[list[int], bool]:
        """Return the positions of the subjects that a key may name, and whether there is no doubt."""
        words = tuple(word if place == 0 or word in self._words[place] else None for place, word in enumerate(key))
        given = tuple(place for place, word in enumerate(words) if word is not None)
        positions = self._index(given).get(tuple(words[place] for place in given), [])
        return positions, len(positions) == 1 and words == key

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [frozenset(self.registered[key].dropna()) for key in self.keys]

    @cached_property
    def _indexes(self) -> dict[tuple[int, ...], dict[_Key, list[int]]]:
        return {}

    def _index(self, given: tuple[int, ...]) -> dict[_Key, list[int]]:
        """Return the positions of the subjects by some of their keys."""
        if given not in self._indexes:
            index: dict[_Key, list[int]] = {}
            listed = self.subjects[list(self.keys)].astype(object)
            for position, values in enumerate(listed.itertuples(index=False, name=None)):
                own = tuple(_as_key(values)[place] for place in given)
                index.setdefault(own, []).append(position)
            self._indexes[given] = index
        return self._indexes[given]


def _filled(rows: pd.DataFrame, column: str) -> Flags:
    """Return for each row whether a column is filled; a table without it fills it nowhere."""
    if column not in rows.columns:
        return np.zeros(len(rows), dtype=bool)
    return rows[column].notna().to_numpy(dtype=bool)


def _as_key(values: tuple[object, ...]) -> _Key:
    return tuple(value if isinstance(value, str) else None for value in values)
