"""The twelve identities that published mistakes taught, over the figures and the stated numbers of one bulletin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from govlib.catalog.places import Place
from govlib.figures import FigureValue
from govlib.statements import IDENTITIES, Check, check_statements
from govlib.units import UnitRegister

COLUMNS = [*Check.__dataclass_fields__, "identity_name"]
_LETTER_PARTS = ("on_time_count", "open_count", "overdue_count")


@dataclass(frozen=True)
class Draft:
    """What is checked: the tables, the computed figures, the place and its period, its units."""

    tables: Mapping[str, pd.DataFrame]
    figures: Sequence[FigureValue]
    place: Place
    period_name: str
    register: UnitRegister


def check_identities(draft: Draft) -> pd.DataFrame:
    """Return one row a check: identity, verdict (矛盾 | 存疑 | 一致 | 不可核), both sides, difference, places, cause."""
    period = draft.place.periods[draft.period_name]
    checks = check_statements(draft.tables.get("statements"), draft.figures, period, draft.register)
    checks += _coverage_adds_up(draft)
    checks += _parts_add_up(draft)
    checks += _bands_add_up(draft)
    checks += _letters_fit(draft)
    checks += _list_without_doubles(draft)
    table = pd.DataFrame([asdict(check) for check in checks], columns=list(Check.__dataclass_fields__))
    table["identity_name"] = table["identity"].map(IDENTITIES)
    return table[COLUMNS]


def _coverage_adds_up(draft: Draft) -> list[Check]:
    table = draft.tables.get("coverage")
    checks = []
    for row in table.to_dict("records") if table is not None else []:
        judged = int(row["passed_count"]) + int(row["failed_count"]) + int(row["unconfirmed_count"])
        checked, listed = int(row["checked_count"]), int(row["registered_count"])
        fits = judged == checked and checked <= listed
        checks.append(
            Check(
                identity=1,
                verdict="一致" if fits else "矛盾",
                subject=f"{row['subject_kind']}·{row['group']}",
                stated=f"合格 {row['passed_count']}＋不合格 {row['failed_count']}＋待复核 {row['unconfirmed_count']}",
                computed=f"检查 {checked}，在册 {listed}",
                difference=str(judged - checked),
                where_stated="结论",
                where_computed=str(row["source_file"]),
                cause="" if fits else "不合格名单里有名录没有的对象，或名录少了对象",
            )
        )
    return checks


def _parts_add_up(draft: Draft) -> list[Check]:
    """Check stated totals against the sum of their stated parts."""
    statements = draft.tables.get("statements")
    if statements is None:
        return []
    stated = {
        str(row["figures"]): row
        for row in statements.to_dict("records")
        if row["statement_kind"] == "数字" and isinstance(row["figures"], str) and str(row["value"]).isdigit()
    }
    checks = []
    for label, whole in stated.items():
        depth = label.count("·") + 1
        parts = [row for name, row in stated.items() if name.startswith(f"{label}·") and name.count("·") == depth]
        if len(parts) < 2 or not _complete(label, parts, draft.figures):  # noqa: PLR2004 - one part is no breakdown
            continue
        added = sum(int(row["value"]) for row in parts)
        fits = added == int(whole["value"])
        by_unit = any("unit" in item.group for item in draft.figures if item.name == str(parts[0]["figures"]))
        checks.append(
            Check(
                identity=7 if by_unit else 2,
                verdict="一致" if fits else "矛盾",
                subject=str(whole["statement"]),
                stated=f"{whole['value']}{_said(whole['unit_of_measure'])}",
                computed=f"{'＋'.join(str(row['value']) for row in parts)}＝{added}",
                difference=str(int(whole["value"]) - added),
                where_stated=str(whole["place_in_text"]),
                where_computed=str(parts[0]["place_in_text"]),
                cause="" if fits else "分项合计与总数不等",
            )
        )
    return checks


def _complete(label: str, parts: list[dict[str, object]], figures: Sequence[FigureValue]) -> bool:
    """Tell whether every computed part of the same breakdown that is not zero is stated too."""
    by_name = {item.name: item for item in figures}
    first = by_name.get(str(parts[0]["figures"]))
    if first is None:
        return False
    prefix = f"{label}·"
    same = [
        item
        for item in figures
        if item.id == first.id
        and tuple(item.group) == tuple(first.group)
        and item.name.startswith(prefix)
        and item.value
    ]
    return {item.name for item in same} <= {str(row["figures"]) for row in parts}


def _bands_add_up(draft: Draft) -> list[Check]:
    """Check that subjects by grade add up to those ranked."""
    whole = next((item for item in draft.figures if item.id == "sites_ranked" and not item.group), None)
    if whole is None or whole.value is None:
        return []
    bands = [item for item in draft.figures if item.id == "sites_ranked" and tuple(item.group) == ("grade",)]
    added = sum(int(item.value or 0) for item in bands)
    fits = added == int(whole.value)
    return [
        Check(
            identity=5,
            verdict="一致" if fits else "矛盾",
            subject="各等次家数之和与参加评估总数",
            stated="＋".join(f"{item.group['grade']} {item.text}" for item in bands),
            computed=whole.text,
            difference=str(added - int(whole.value)),
            where_stated="等次表",
            where_computed="等次表",
            cause="" if fits else "有对象没有等次",
        )
    ]


def _letters_fit(draft: Draft) -> list[Check]:
    table = draft.tables.get("letters")
    checks = []
    for row in table.to_dict("records") if table is not None else []:
        parts = {name: row[name] for name in _LETTER_PARTS if not pd.isna(row[name])}
        if not parts or pd.isna(row["letter_count"]):
            continue
        too_many = max(parts.values()) > row["letter_count"] or sum(parts.values()) > row["letter_count"]
        unequal = len(parts) == len(_LETTER_PARTS) and sum(parts.values()) != row["letter_count"]
        if too_many or unequal:
            checks.append(
                Check(
                    identity=7,
                    verdict="矛盾",
                    subject=f"{row['mailbox']}·{row['letter_kind']}",
                    stated=f"件数 {row['letter_count']}",
                    computed=f"按期＋在办＋超期＝{sum(parts.values())}",
                    difference=str(int(row["letter_count"]) - int(sum(parts.values()))),
                    where_stated=f"{row['source_file']} 第 {row['source_row']} 行",
                    where_computed=f"{row['source_file']} 第 {row['source_row']} 行",
                    cause="承办件数应等于按期办结、在办与超期之和",
                )
            )
    return checks


def _list_without_doubles(draft: Draft) -> list[Check]:
    table = draft.tables.get("account_problems")
    if table is None:
        return []
    keys = ["unit", "account_name", "platform"]
    distinct = len(table.drop_duplicates(keys))
    doubled = table.loc[table.duplicated(keys, keep=False), "account_name"].drop_duplicates()
    fits = distinct == len(table)
    return [
        Check(
            identity=9,
            verdict="一致" if fits else "存疑",
            subject="问题账号清单去重",
            stated=f"清单 {len(table)} 行",
            computed=f"去重后 {distinct} 个账号",
            difference=str(len(table) - distinct),
            where_stated=str(table["source_file"].iloc[0]) if len(table) else "",
            where_computed="同单位、同账号、同平台只算一次",
            cause="" if fits else f"重复出现：{'、'.join(doubled)}",
        )
    ]


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""
