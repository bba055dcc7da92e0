"""Hashes of what an item rests on, and of all that it says: by content, wherever the rows stand in a file."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from govlib.catalog.tables import TableDeclaration
from govlib.row_keys import name_as_written, say_column

_DIGITS = 16
_UNIT, _FIELD = "\x1f", "\x1d"
Place = tuple[str, str, int]


def hash_parts(*parts: str) -> str:
    """Return a short hash of some texts in their order."""
    return hashlib.sha256(_UNIT.join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def hash_rows(rows: pd.DataFrame, declared: TableDeclaration) -> list[str]:
    """Return a hash a row of what it says: all declared columns but those declared as no evidence.

    Blanks say nothing, so that a column declared later changes no hash of rows that don't have it. Units count as
    they were written.
    """
    names = [name for name in declared.columns if name in rows and name not in declared.not_evidence]
    columns = [(name, say_column(rows[name_as_written(rows, name)])) for name in names]
    said: list[list[str]] = [[] for _ in range(len(rows))]
    for name, texts in columns:
        for parts, text in zip(said, texts, strict=True):
            if text:
                parts.append(f"{name}{_FIELD}{text}")
    return [hash_parts(declared.code, *parts) for parts in said]


def hash_findings(
    findings: pd.DataFrame, tables: Mapping[str, pd.DataFrame], declared: Mapping[str, TableDeclaration]
) -> list[str]:
    """Return a hash a finding of the rows that prove it, in whatever order they stand; "" where no row does."""
    proofs = [list(_places_of(*proof)) for proof in _proofs(findings)]
    wanted = {place for places in proofs for place in places}
    hashes = _hash_places(wanted, tables, declared)
    found = [sorted({each for place in places for each in hashes.get(place, ())}) for places in proofs]
    return [hash_parts(*each) if each else "" for each in found]


def state_of_finding(findings: pd.DataFrame, evidence: Iterable[str]) -> list[str]:
    """Return a hash a finding of all that it says: rows, indicator, outcome by the rules, value, limit."""
    columns = (findings[name].astype("string").fillna("").tolist() for name in ("indicator", "outcome", "value_text"))
    limits = findings["threshold"].astype("string").fillna("").tolist()
    return [hash_parts(*each) for each in zip(evidence, *columns, limits, strict=True)]


def _proofs(findings: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    names = ("evidence_file", "evidence_sheet", "evidence_rows")
    return zip(*(findings[name].fillna("").astype(str).tolist() for name in names), strict=True)


def list_places(findings: pd.DataFrame) -> set[Place]:
    """Return file, sheet and row of all rows that prove some findings."""
    return {place for proof in _proofs(findings) for place in _places_of(*proof)}


def _places_of(file: str, sheet: str, rows: str) -> Iterator[Place]:
    """Yield file, sheet and row of every row that proves a finding, as ``proof`` has written them."""
    if not file:
        return
    for one, page, listed in zip(file.split("|"), sheet.split("|"), rows.split("|"), strict=True):
        yield from ((one, page, int(row)) for row in listed.split(";") if row)


def _hash_places(
    wanted: set[Place], tables: Mapping[str, pd.DataFrame], declared: Mapping[str, TableDeclaration]
) -> dict[Place, list[str]]:
    """Return the hashes of the rows that stand in some places; a place may hold a row of two tables."""
    files = {file for file, _, _ in wanted}
    rows_in: dict[tuple[str, str], set[int]] = defaultdict(set)
    for file, sheet, row in wanted:
        rows_in[file, sheet].add(row)
    found: dict[Place, list[str]] = defaultdict(list)
    for name, table in sorted(tables.items()):
        if name not in declared or "source_file" not in table:
            continue
        near = table.loc[table["source_file"].isin(files).to_numpy(dtype=bool)]
        if near.empty:
            continue
        places = list(zip(near["source_file"], near["source_sheet"].fillna(""), near["source_row"], strict=True))
        chosen = [int(row) in rows_in.get((str(file), str(sheet)), ()) for file, sheet, row in places]
        kept = near.loc[chosen]
        hashes = iter(hash_rows(kept, declared[name]))
        for (file, sheet, row), is_chosen in zip(places, chosen, strict=True):
            if is_chosen:
                found[str(file), str(sheet), int(row)].append(next(hashes))
    return found
