"""Rows that no rule reads: they name nobody in the registries, or an indicator that asks no person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from govlib.ascription import PROVENANCE, Flags, Holders
from govlib.bench import AUDIT_KEYS, SUBJECT_KEYS, Bench, list_subjects, name_units
from govlib.catalog.rulesets import JUDGED_KINDS, Indicator, Ruleset
from govlib.scores.blocks import list_blocks
from govlib.units import UnitRegister

STRAY_COLUMNS = ["table", "named", "why", "count", "file", "sheet", "row"]
_UNKNOWN, _NAMELESS = "名录里没有", "没有写名称或标识码"
_NO_SUCH_RULE, _UNASKED = "没有这个指标", "这一指标由数据判定，不看人工核查"


def list_strays(bench: Bench, rulesets: Sequence[Ruleset]) -> pd.DataFrame:
    """Return one row a table and name that no subject of the registries has, for a person to put right.

    ``named`` is the name as written, ``why`` says what is wrong with it, ``count`` how many rows, then the first of
    them: file, sheet, row. Audits of indicators that no ruleset has, or that ask no person, are listed as well.
    Without a registry of a kind nothing is listed for it. The first ruleset says who is a subject. Units that the
    register lacks are listed elsewhere (``matches_to_confirm``).
    """
    subjects = {kind: each for kind, each in list_subjects(bench, rulesets[0]).items() if len(each)}
    indicators = {name: one for ruleset in rulesets for name, one in ruleset.indicators.items()}
    read = {
        (measure.table, one.subject)
        for one in indicators.values()
        for measure in one.measures
        if measure.kind != "manual" and one.subject in JUDGED_KINDS
    }
    found: list[pd.DataFrame] = []
    for table, kind in sorted(read):
        rows = bench.tables.get(table)
        if rows is not None and kind in subjects:
            found += _strays_of(table, rows, Holders(subjects[kind], subjects[kind], SUBJECT_KEYS[kind]))
    audits = bench.tables.get("audits")
    if audits is not None and subjects:
        blocks = {kind: list_blocks(rulesets[0], kind) for kind in SUBJECT_KEYS}
        found += _strays_of_audits(audits, subjects, indicators, blocks, bench.register)
    listed = [each for each in found if len(each)]
    return pd.concat(listed, ignore_index=True) if listed else pd.DataFrame(columns=STRAY_COLUMNS)


def _strays_of(table: str, rows: pd.DataFrame, holders: Holders) -> list[pd.DataFrame]:
    nameless = holders.find_strays(rows) & (len(holders) > 1)
    unknown = holders.are_spoken_of(rows) & ~nameless & ~holders.find_owned(rows)
    return [
        _summarise(table, rows, unknown, holders.keys, _UNKNOWN),
        _summarise(table, rows, nameless, holders.keys, _NAMELESS),
    ]


def _strays_of_audits(
    audits: pd.DataFrame,
    subjects: Mapping[str, pd.DataFrame],
    indicators: Mapping[str, Indicator],
    blocks: Mapping[str, Sequence[str]],
    register: UnitRegister,
) -> list[pd.DataFrame]:
    codes = audits["indicator_code"]
    cleared = {name for names in blocks.values() for name in names}
    asks = {name for name, one in indicators.items() if _asks_a_person(one)} | cleared
    no_such_rule = (~codes.isin([*indicators, *cleared])).to_numpy(dtype=bool)
    unasked = ~no_such_rule & (~codes.isin(list(asks))).to_numpy(dtype=bool)
    unknown = codes.isin([name for kind in subjects for name in blocks[kind]]).to_numpy(dtype=bool, copy=True)
    for kind, each in subjects.items():
        mine = [name for name, one in indicators.items() if one.subject == kind]
        owned = Holders(each, each, AUDIT_KEYS[kind]).find_owned(name_units(audits, kind, register))
        unknown |= codes.isin(mine).to_numpy(dtype=bool) & ~owned
        unknown &= ~(codes.isin(list(blocks[kind])).to_numpy(dtype=bool) & owned)
    return [
        _summarise("audits", audits, unknown & ~unasked, ("subject", "platform"), _UNKNOWN),
        _summarise("audits", audits, no_such_rule, ("indicator_code",), _NO_SUCH_RULE),
        _summarise("audits", audits, unasked, ("indicator_code",), _UNASKED),
    ]


def _asks_a_person(indicator: Indicator) -> bool:
    """Tell whether the audit table may say anything of an indicator; points can be entered for each that has some."""
    return indicator.measure.kind == "manual" or indicator.audit_overrides or bool(indicator.points)


def _summarise(table: str, rows: pd.DataFrame, chosen: Flags, keys: tuple[str, ...], why: str) -> pd.DataFrame:
    stray = rows.loc[chosen, [*keys, *PROVENANCE]]
    named = stray[keys[0]].astype("string").fillna("")
    for key in keys[1:]:
        more = stray[key].astype("string").fillna("")
        named = named + ("（" + more + "）").where(more != "", "")
    grouped = stray.assign(named=named).groupby("named", sort=True)
    first = grouped[list(PROVENANCE)].nth(0)
    summary = pd.DataFrame(
        {
            "named": named.loc[first.index].to_numpy(),
            "count": named.loc[first.index].map(named.value_counts()).to_numpy(dtype=np.int64),
            "file": first["source_file"].to_numpy(),
            "sheet": first["source_sheet"].to_numpy(),
            "row": first["source_row"].to_numpy(),
        }
    )
    return summary.assign(table=table, why=why).sort_values("named", ignore_index=True)[STRAY_COLUMNS]
