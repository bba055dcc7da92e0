"""Decisions about rows: what a person said of a row of an export, put into the tables before anything is measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from govlib.ascription import OUT
from govlib.catalog.tables import TableDeclaration
from govlib.review.decision import CONFIRM
from govlib.review.evidence import hash_parts, hash_rows
from govlib.review.listings import CONFIRMED, DISMISSED, LISTINGS, REVIEW_RESULT, choose_rows, say_delivered
from govlib.review.rulings import TAKES_OUT, Book, Item, Ruling
from govlib.row_keys import AS_WRITTEN, key_rows
from govlib.units import UNKNOWN, UnitRegister

_LEVEL, _IS_TRUE = "error_level", "is_true"
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class SettledRows:
    """The tables with the decisions about their rows: rows taken out are marked ``OUT``; what is in force by key.

    ``faults`` are sentences about decisions that could not be applied.
    """

    tables: dict[str, pd.DataFrame]
    rulings: dict[str, Ruling] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def settle_rows(
    tables: Tables,
    declared: Mapping[str, TableDeclaration],
    book: Book,
    register: UnitRegister,
    find_failing: Callable[[Tables], set[str]],
) -> SettledRows:
    """Return the tables with what was decided about their rows; without decisions, the very same.

    误报, 不适用 and 并入 take a row out: a table with 复核结果 says 误报 of it, and 属实 of what a person confirmed.
    改派 changes the unit and its group, 改等级 the level of a wording error. ``find_failing`` returns the keys of the
    findings that fail or wait by some tables; it is asked only where a row is merged into a finding.
    """
    if not book:
        return SettledRows(dict(tables))
    rulings: dict[str, Ruling] = {}
    keyed: dict[str, pd.Series] = {}
    for name in LISTINGS:
        if name in tables and book.keys(f"{declared[name].code}:"):
            keyed[name] = key_rows(tables[name], declared[name])
            rulings |= book.rule(_ask(tables[name], keyed[name], declared[name], book))
    if not rulings:
        return SettledRows(dict(tables))
    faults = list(_refuse_units(rulings, register))
    merges = {key: ruling.target for key, ruling in rulings.items() if ruling.target}
    rows_known = live_keys(tables, declared, rulings) if merges else set()
    refused = {key for key, to in merges.items() if to.split(":")[0] in _codes(declared) and to not in rows_known}
    waiting = {key for key, to in merges.items() if to.split(":")[0] not in _codes(declared)}
    settled = _apply(tables, keyed, rulings, register, refused | waiting)
    if waiting:
        failing = find_failing(settled)
        refused |= {key for key in waiting if merges[key] not in failing}
        settled = _apply(tables, keyed, rulings, register, refused)
    faults += [say_refused(key, merges[key]) for key in sorted(refused)]
    rulings = {key: ruling.without_outcome() if key in refused else ruling for key, ruling in rulings.items()}
    return SettledRows(settled, rulings, tuple(faults))


def drop_out(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return the tables without the rows that were taken out, as figures and lists count them."""
    return {name: table.loc[~table[OUT]].drop(columns=OUT) if OUT in table else table for name, table in tables.items()}


def list_asked(rows: pd.DataFrame, keys: pd.Series, declared: TableDeclaration) -> list[Item]:
    """Return what rulings about rows are asked with, one item a key: rows of one key are one item."""
    hashes, told = hash_rows(rows, declared), say_delivered(rows).tolist()
    by_key: dict[str, list[tuple[str, str]]] = {}
    for key, evidence, said in zip(keys.tolist(), hashes, told, strict=True):
        by_key.setdefault(key, []).append((evidence, said))
    return [_as_item(key, sorted(parts)) for key, parts in by_key.items()]


def say_refused(key: str, to: str) -> str:
    """Return why a merge could not be applied."""
    return (
        f"{key}：要并入的“{to}”不在本期的问题里，或它自己已并入别的、已判为误报或不适用，所以这条并入没有采用；"
        "请改并入另一项，或撤销它。"
    )


def _as_item(key: str, parts: list[tuple[str, str]]) -> Item:
    evidence = parts[0][0] if len(parts) == 1 else hash_parts(*(each for each, _ in parts))
    said = "|".join(dict.fromkeys(word for _, word in parts))
    return Item(key, evidence, hash_parts(evidence, said), is_told=bool(said.strip("|")))


def _ask(rows: pd.DataFrame, keys: pd.Series, declared: TableDeclaration, book: Book) -> list[Item]:
    chosen = keys.isin(book.keys(f"{declared.code}:")).to_numpy(dtype=bool)
    return list_asked(rows.loc[chosen], keys.loc[chosen], declared)


def _codes(declared: Mapping[str, TableDeclaration]) -> set[str]:
    return {declared[name].code for name in LISTINGS if name in declared}


def live_keys(tables: Tables, declared: Mapping[str, TableDeclaration], rulings: Mapping[str, Ruling]) -> set[str]:
    """Return the keys of all rows that are items of this period and that nobody has taken out."""
    taken = {key for key, ruling in rulings.items() if ruling.kind in TAKES_OUT}
    found: set[str] = set()
    for name in LISTINGS:
        if name in tables:
            found |= set(key_rows(choose_rows(name, tables[name]), declared[name]).tolist())
    return found - taken


def _refuse_units(rulings: Mapping[str, Ruling], register: UnitRegister) -> Iterator[str]:
    for key, ruling in rulings.items():
        if ruling.settled.unit is not None and name_unit(ruling.settled.unit.to, register) is None:
            yield say_unknown_unit(key, ruling.settled.unit.to)


def name_unit(written: str, register: UnitRegister) -> str | None:
    """Return the unit of the register that a written name counts as; None for one that it lacks or leaves out."""
    match = register.match(written)
    counted = register.counted_as(written)
    excluded = {register.counted_as(name) for name in register.units.exclude}
    return None if match.how == UNKNOWN or counted in excluded or not written.strip() else counted


def say_unknown_unit(key: str, written: str) -> str:
    """Return why a reassignment could not be applied."""
    return f"{key}：要改派的“{written}”不在单位名录里，或不纳入统计，没有改派；请写地方文件 units 里的名称再改派一次。"


def _apply(
    tables: Tables,
    keyed: Mapping[str, pd.Series],
    rulings: Mapping[str, Ruling],
    register: UnitRegister,
    refused: set[str],
) -> dict[str, pd.DataFrame]:
    changed = dict(tables)
    for name, keys in keyed.items():
        mine = {key: rulings[key] for key in keys.unique() if key in rulings}
        if mine:
            changed[name] = _settle_table(tables[name], keys, mine, register, refused)
    return changed


def _settle_table(
    table: pd.DataFrame, keys: pd.Series, rulings: Mapping[str, Ruling], register: UnitRegister, refused: set[str]
) -> pd.DataFrame:
    out = {key for key, ruling in rulings.items() if ruling.kind in TAKES_OUT} - refused
    confirmed = {key for key, ruling in rulings.items() if ruling.kind == CONFIRM}
    result = table.assign(**{OUT: keys.isin(out).to_numpy(dtype=bool)})
    if REVIEW_RESULT in table:
        said = table[REVIEW_RESULT].mask(keys.isin(out), DISMISSED).mask(keys.isin(confirmed), CONFIRMED)
        result[REVIEW_RESULT] = said.astype(table[REVIEW_RESULT].dtype)
    if _IS_TRUE in table:
        result[_IS_TRUE] = table[_IS_TRUE].mask(keys.isin(confirmed).to_numpy(dtype=bool), other=True)
    levels = {key: ruling.settled.severity.to for key, ruling in rulings.items() if ruling.settled.severity}
    if _LEVEL in table and levels:
        new = keys.map(levels).astype("string")
        result[_LEVEL] = new.fillna(table[_LEVEL].astype("string")).astype(table[_LEVEL].dtype)
    wanted = {key: ruling.settled.unit.to for key, ruling in rulings.items() if ruling.settled.unit}
    units = {key: unit for key, to in wanted.items() if (unit := name_unit(to, register)) is not None}
    return _reassign(result, keys, units, register)


def _reassign(table: pd.DataFrame, keys: pd.Series, units: Mapping[str, str], register: UnitRegister) -> pd.DataFrame:
    """Return the table with other units for some rows; the column that a row's key is made of is left alone."""
    column = next((name for name in ("unit", "units") if name in table), None)
    if column is None or not units:
        return table
    new = keys.map(dict(units)).astype("string")
    result = table if f"{column}{AS_WRITTEN}" in table else table.assign(**{f"{column}{AS_WRITTEN}": table[column]})
    result = result.assign(**{column: new.fillna(table[column].astype("string"))})
    if "unit_group" in table:
        groups = new.map({unit: register.group(unit) for unit in units.values()}).astype("string")
        result["unit_group"] = table["unit_group"].astype("string").where(new.isna(), groups)
    return result
