"""Which subject a row of an export belongs to, and whether that is certain.

A row belongs to the subject whose keys it carries. Exports leave keys blank, and registries repeat them; then a row may
belong to several subjects, and no rule may lean on it: it is given to each of them, marked as uncertain.

- A row without site code, account name and platform is a website's: the only one's, or, where a whole sheet has no site
  codes, any one's. A single blank among codes is a defect of its row, which then names nobody (``list_strays``).
- A row that names an account without its platform is the only account's of that name, else any one's of that name; the
  same for a sheet of platforms without names, and, never certain, for a platform by a word that the registry never uses
  (微信 / 微信公众号).
- Subjects that share their keys in the registry share their rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

HOLDER = "_holder"
"""The position of the subject that a row is given to."""
CERTAIN = "_certain"
"""Whether the row surely belongs to it, and surely counts."""

Flags = npt.NDArray[np.bool_]
_OF_ACCOUNTS = ("account_name", "platform")


@dataclass(frozen=True)
class Holders:
    """The subjects that rows can be given to, and the key columns by which the rows of a table name them.

    ``subjects`` are the judged ones, by position; ``registered`` are all, so that a platform that only a closed account
    uses is no unknown word.
    """

    subjects: pd.DataFrame
    registered: pd.DataFrame
    keys: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.subjects)

    @cached_property
    def without_key(self) -> Flags:
        """Return for each subject whether its own key is blank, so that no row can name it."""
        return self.subjects[list(self.keys)].isna().any(axis=1).to_numpy(dtype=bool)

    def are_spoken_of(self, rows: pd.DataFrame) -> Flags:
        """Return for each row whether it is about this kind of subject at all, registered or not."""
        if self.keys == ("site_code",):
            marks = [name for name in _OF_ACCOUNTS if name in rows.columns]
            return (rows["site_code"].notna() | rows[marks].isna().all(axis=1)).to_numpy(dtype=bool)
        return rows[list(self.keys)].notna().any(axis=1).to_numpy(dtype=bool)

    def keep_attributable(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the whole table's rows without those that name nobody although their sheet names others."""
        blank = rows[self.keys[0]].isna() & self.are_spoken_of(rows)
        if len(self) == 1 or not blank.any():
            return rows
        sheets = [rows["source_file"], rows["source_sheet"]]
        names = rows[self.keys[0]].notna().groupby(sheets, dropna=False, sort=False).transform("any").astype(bool)
        return rows.loc[~(blank & names)]

    def ascribe(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows with ``HOLDER`` and ``CERTAIN``: one row for each subject that a row may belong to."""
        spoken = rows.loc[self.are_spoken_of(rows)]
        grouped = spoken.groupby(list(self.keys), dropna=False, sort=False)
        combinations = spoken[list(self.keys)].drop_duplicates().reset_index(drop=True)
        pairs = self._pair(combinations)
        positions = pd.DataFrame({"combination": grouped.ngroup().to_numpy(), "at": np.arange(len(spoken))})
        joined = positions.merge(pairs, on="combination").sort_values(["at", HOLDER])
        result = spoken.iloc[joined["at"].to_numpy()].reset_index(drop=True)
        result[HOLDER] = joined[HOLDER].to_numpy(dtype=np.int64)
        result[CERTAIN] = joined[CERTAIN].to_numpy(dtype=bool)
        return result

    def present(self, rows: pd.DataFrame) -> tuple[Flags, Flags]:
        """Return for each subject whether some row surely is its own, and whether some row may be."""
        named = self.ascribe(rows[[*dict.fromkeys([*self.keys, *(n for n in _OF_ACCOUNTS if n in rows)])]])
        surely, possibly = np.zeros(len(self), dtype=bool), np.zeros(len(self), dtype=bool)
        surely[named.loc[named[CERTAIN], HOLDER]] = True
        possibly[named[HOLDER]] = True
        return surely, possibly

    def _pair(self, combinations: pd.DataFrame) -> pd.DataFrame:
        """Return one row a combination of keys and subject that it may name: combination, HOLDER, CERTAIN."""
        asked = combinations.assign(combination=np.arange(len(combinations)), guessed=False)
        for key in self.keys[1:]:
            foreign = asked[key].notna() & ~asked[key].isin(self.registered[key])
            asked["guessed"] |= foreign
            asked[key] = asked[key].mask(foreign)
        listed = self.subjects[list(self.keys)].assign(**{HOLDER: np.arange(len(self))})
        found = []
        filled = asked[list(self.keys)].notna()
        for pattern, part in asked.groupby([filled[key] for key in self.keys]):
            given = [key for key, is_given in zip(self.keys, pattern, strict=True) if is_given]
            columns = ["combination", "guessed"]
            if given:
                found.append(part[[*given, *columns]].merge(listed[[*given, HOLDER]].dropna(), on=given))
            else:
                found.append(part[columns].merge(listed[[HOLDER]], how="cross"))
        if not found:
            none = np.array([], dtype=np.int64)
            return pd.DataFrame({"combination": none, HOLDER: none, CERTAIN: none.astype(bool)})
        pairs = pd.concat(found, ignore_index=True)
        alone = ~pairs["combination"].duplicated(keep=False)
        return pairs.assign(**{CERTAIN: alone & ~pairs["guessed"]})[["combination", HOLDER, CERTAIN]]
