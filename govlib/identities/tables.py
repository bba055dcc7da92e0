"""Identities 1, 2, 5, 7 and 9 inside the delivered tables: rows whose own numbers don't fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from govlib.figure_value import FigureValue
from govlib.figures import UNWRITTEN
from govlib.identities.check import DOUBTFUL, RIGHT, WRONG, Check, where_from
from govlib.identities.lookup import Lookup
from govlib.provenance import say_ranges

_LETTER_PARTS = ("on_time_count", "open_count", "overdue_count")
_FLOW_PARTS = ("published_count", "pending_count", "returned_count", "deleted_count")
_AT_MOST = {
    "publication": (("published_count", "submitted_count"), ("original_count", "published_count")),
    "letters": (("valid_count", "letter_count"),),
}
"""Which counts of a row are parts of which, where no other check adds them up: the part is never the larger one."""
_NAMED_BY = {"publication": ("unit", "category"), "letters": ("mailbox", "letter_kind")}
_SAID = {
    "submitted_count": "报送数",
    "published_count": "审发数",
    "original_count": "原创数",
    "letter_count": "件数",
    "valid_count": "有效件数",
}
_TOLD_APART_BY = {"sites": ["site_code"], "accounts": ["account_name", "platform"]}
_REGISTERED_AS = {"sites": "site_name", "accounts": "host_unit"}
_REGISTRY = {"sites": "网站标识码", "accounts": "账号"}
_ACCOUNT = ["unit", "account_name", "platform"]


def check_coverage(table: pd.DataFrame | None) -> Iterator[Check]:
    """Yield whether passed, failed and unconfirmed make up the checked, group by group."""
    for row in [] if table is None else table.to_dict("records"):
        passed, failed, waiting, checked, listed = (
            int(row[f"{name}_count"]) for name in ("passed", "failed", "unconfirmed", "checked", "registered")
        )
        judged = passed + failed + waiting
        fits = judged == checked <= listed
        yield Check(
            identity=1,
            verdict=RIGHT if fits else WRONG,
            subject=f"{row['subject_kind']}·{row['group']}",
            stated=f"合格 {passed}＋不合格 {failed}＋待复核 {waiting}＝{judged}",
            computed=f"检查 {checked}，在册 {listed}",
            difference=str(judged - checked),
            where_stated="结论",
            where_computed=_file(row),
            cause="" if fits else "不合格名单里有名录没有的对象，或名录少了对象",
        )


def check_bands(lookup: Lookup) -> Iterator[Check]:
    """Yield whether the subjects of all grades make up those ranked."""
    ranked = lookup.by_id.get("sites_ranked", [])
    whole = next((item for item in ranked if not item.group), None)
    if whole is None or whole.value is None:
        return
    bands = [item for item in ranked if tuple(item.group) == ("grade",) and item.group["grade"] != UNWRITTEN]
    added = sum(int(item.value or 0) for item in bands)
    fits = added == whole.value
    yield Check(
        identity=5,
        verdict=RIGHT if fits else WRONG,
        subject="各等次家数之和与参加评估总数",
        stated="＋".join(f"{item.group['grade']} {item.text}" for item in bands) + f"＝{added}",
        computed=f"{whole.name} {whole.text}",
        difference=str(added - int(whole.value)),
        where_stated=_places(bands),
        where_computed=where_from(whole),
        cause="" if fits else "有对象没有等次",
    )


def check_letters(table: pd.DataFrame | None) -> Iterator[Check]:
    """Yield the rows of letters whose closed, open and overdue ones are not the letters received."""
    for row in [] if table is None else table.to_dict("records"):
        parts = _filled(row, _LETTER_PARTS)
        if not parts or pd.isna(row["letter_count"]):
            continue
        added, total = sum(parts.values()), int(row["letter_count"])
        if added > total or (len(parts) == len(_LETTER_PARTS) and added != total):
            yield _row_check(
                7,
                row,
                subject=f"{row['mailbox']}·{row['letter_kind']}",
                stated=f"件数 {total}",
                computed=f"按期＋在办＋超期：{'＋'.join(map(str, parts.values()))}＝{added}",
                difference=total - added,
                cause="承办件数应等于按期办结、在办与超期之和",
            )


def check_flow(table: pd.DataFrame | None) -> Iterator[Check]:
    """Yield the rows whose published, pending, returned and deleted items are not the items submitted."""
    for row in [] if table is None else table.to_dict("records"):
        parts = _filled(row, _FLOW_PARTS)
        if len(parts) < len(_FLOW_PARTS) or pd.isna(row["submitted_count"]):
            continue
        added, total = sum(parts.values()), int(row["submitted_count"])
        if added != total:
            yield _row_check(
                2,
                row,
                subject=f"{row['unit']}报送流水",
                stated=f"报送 {total}",
                computed=f"审发＋待审＋退回＋删除：{'＋'.join(map(str, parts.values()))}＝{added}",
                difference=total - added,
                cause="报送数应等于审发、待审、退回与删除之和",
            )


def check_excess(tables: Mapping[str, pd.DataFrame]) -> Iterator[Check]:
    """Yield the rows that count more of a part than of its whole, such as more items published than submitted."""
    for name, limits in _AT_MOST.items():
        table = tables.get(name)
        if table is None:
            continue
        for part, whole in limits:
            for row in table.loc[(table[part] > table[whole]).fillna(value=False)].to_dict("records"):
                parts, total = int(row[part]), int(row[whole])
                yield _row_check(
                    1,
                    row,
                    subject="·".join(str(row[key]) for key in _NAMED_BY[name] if isinstance(row[key], str)),
                    stated=f"{_SAID[part]} {parts}",
                    computed=f"{_SAID[whole]} {total}",
                    difference=parts - total,
                    cause=f"{_SAID[part]}大于{_SAID[whole]}",
                )


def check_doubles(table: pd.DataFrame | None) -> Iterator[Check]:
    """Yield whether a list of problem accounts names each account once."""
    if table is None or table.empty:
        return
    distinct = len(table.drop_duplicates(_ACCOUNT))
    doubled = table.loc[table.duplicated(_ACCOUNT, keep=False)]
    fits = distinct == len(table)
    names = "、".join(doubled["account_name"].dropna().drop_duplicates())
    yield Check(
        identity=9,
        verdict=RIGHT if fits else DOUBTFUL,
        subject="问题账号清单去重",
        stated=f"清单 {len(table)} 行",
        computed=f"去重后 {distinct} 个账号",
        difference=str(len(table) - distinct),
        where_stated="、".join(dict.fromkeys(map(str, table["source_file"]))),
        where_computed="同单位、同账号、同平台只算一次",
        cause="" if fits else f"重复出现：{names}（第 {say_ranges(doubled['source_row'])} 行）",
    )


def check_registries(tables: Mapping[str, pd.DataFrame]) -> Iterator[Check]:
    """Yield websites that share a code, accounts that share name and platform: no row can tell them apart."""
    for name, keys in _TOLD_APART_BY.items():
        table = tables.get(name)
        if table is None:
            continue
        known = table.loc[table[keys].notna().all(axis=1)]
        for _, same in known.loc[known.duplicated(keys, keep=False)].groupby(keys, sort=False):
            rows = same.to_dict("records")
            first = "·".join(str(rows[0][key]) for key in keys)
            names = "、".join(str(row[_REGISTERED_AS[name]]) for row in rows)
            yield Check(
                identity=9,
                verdict=DOUBTFUL,
                subject=f"{_REGISTRY[name]}重复：{first}",
                stated=f"名录 {len(rows)} 行：{names}",
                computed="应为 1 行",
                difference=str(len(rows) - 1),
                where_stated="、".join(f"{_file(row)}第 {row['source_row']} 行" for row in rows),
                where_computed="名录里不重复",
                cause="几个对象分不开，各表的行不知道归谁，请核对名录",
            )


def _filled(row: Mapping[object, object], names: Sequence[str]) -> dict[str, int]:
    return {name: int(str(row[name])) for name in names if isinstance(row[name], int)}


def _row_check(
    identity: int,
    row: Mapping[object, object],
    *,
    subject: str,
    stated: str,
    computed: str,
    difference: int,
    cause: str,
) -> Check:
    where = f"{_file(row)}第 {row['source_row']} 行"
    return Check(identity, WRONG, subject, stated, computed, str(difference), where, where, cause)


def _file(row: Mapping[object, object]) -> str:
    sheet = row["source_sheet"]
    return f"{row['source_file']}{f'《{sheet}》' if isinstance(sheet, str) and sheet else ''}"


def _places(figures: Sequence[FigureValue]) -> str:
    return where_from(*figures[:1])
