"""The list of problems to be fixed: one row a problem and unit, from every table that names one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from govlib.catalog.tables import TableDeclaration
from govlib.ledger.acts import FIXED
from govlib.ledger.replies import without_told
from govlib.ledger.states import CONFIRMED, NEW
from govlib.review.decision import CONFIRM, KINDS
from govlib.row_keys import key_rows
from govlib.units import UnitRegister

COLUMNS = [
    "key", "unit", "topic", "subject_kind", "object", "subject", "platform", "kind", "problem", "basis", "severity",
    "outcome", "source", "rectify_by", "state",
]  # fmt: skip
_TEXT: Literal["string"] = "string"


_LISTED = ("account_problems", "check_results", "wording", "tasks", "checklist", "spot_checks", "publication",
           "object_publication")  # fmt: skip


def list_open_problems(
    tables: Mapping[str, pd.DataFrame],
    declared: Mapping[str, TableDeclaration],
    findings: pd.DataFrame,
    register: UnitRegister,
    rectify_by: str,
    *,
    replies: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return one row a problem and responsible unit, by unit; the columns of ``COLUMNS``.

    ``key`` is the finding's, or the row's (``row_keys``); ``kind`` the indicator or the table; ``object`` the subject
    as a person names it, ``subject`` and ``platform`` as the registry has it, blank where the problem is about none;
    ``basis`` the act; ``severity`` 严重 or 一般; ``source`` file, sheet and row; ``state``
    已确认 where the list says 属实 (``settle_problems`` adds what was decided in review), else 新发现.

    A checklist finding with several units stays one problem with several rows; a group of units (所有县直单位和乡镇)
    stays as written, ``UnitRegister.members`` names its units. ``replies`` are error reports and enquiries that broke
    their rules (``ledger.replies``). A problem without a unit is kept with the unit left
    blank, to be assigned by a person.
    """
    keyed = {
        name: tables[name].assign(row_key=key_rows(tables[name], declared[name]), kind=name)
        for name in _LISTED
        if name in tables
    }
    keyed |= {name: tables[name] for name in ("sites", "accounts") if name in tables}
    failed = _list_failed(findings)
    own, failed = (None, failed) if replies is None else without_told(replies, failed)
    frames = [
        _from_findings(failed, tables),
        _from_replies(own, declared),
        _from_list(keyed.get("check_results"), "检查结论", "subject"),
        _from_list(keyed.get("account_problems"), "政务新媒体", "account_name"),
        _from_wording(keyed),
        _from_tasks(keyed.get("tasks")),
        _from_checklist(keyed.get("checklist"), register),
        _from_spot_checks(keyed.get("spot_checks")),
        _from_publication(keyed.get("publication")),
        _from_objects(keyed.get("object_publication"), register),
    ]
    kept = [frame for frame in frames if len(frame)]
    if not kept:
        return pd.DataFrame(columns=COLUMNS)
    problems = pd.concat(kept, ignore_index=True).assign(rectify_by=rectify_by).reindex(columns=COLUMNS)
    problems["state"] = problems["state"].astype(_TEXT).fillna(NEW)
    return problems.sort_values(["unit", "topic", "object"], na_position="last", kind="stable", ignore_index=True)


def _rows(table: pd.DataFrame, topic: str, **columns: pd.Series | str) -> pd.DataFrame:
    """Return rows of the list with where each stands; a column not given is blank."""
    blank = pd.Series(pd.NA, index=table.index, dtype=_TEXT)
    said = dict.fromkeys(("unit", "object", "subject_kind", "subject", "platform", "basis"), blank)
    sheet = table["source_sheet"].fillna("")
    quoted = ("《" + sheet + "》").where(sheet != "", "")
    source = table["source_file"] + quoted + " 第 " + table["source_row"].astype(_TEXT) + " 行"
    known = {"key": table["row_key"], "kind": table["kind"], "severity": "一般", "outcome": "不合格"}
    return pd.DataFrame({**said, **known, **columns, "topic": topic, "source": source}, index=table.index)


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=COLUMNS)


def _in_brackets(platform: pd.Series) -> pd.Series:
    said = platform.astype(_TEXT).fillna("")
    return ("（" + said + "）").where(said != "", "")


def _list_failed(findings: pd.DataFrame) -> pd.DataFrame:
    is_failed = findings["outcome"].isin(["不合格", "待复核"]) & findings["status"].eq("active")
    return findings.loc[is_failed & findings["part"].ne("bonus")]


def _from_findings(failed: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the failures of active rules; what the lists below tell row by row is not told again of a unit."""
    listed = {str(name) for table in _LISTED if table in tables for name in tables[table]["source_file"].unique()}
    told = [all(file in listed for file in files.split("|")) for files in failed["evidence_file"]]
    elsewhere = pd.Series(told, index=failed.index, dtype=bool)
    failed = failed.loc[~(~failed["subject_kind"].isin(["网站", "账号"]) & elsewhere)]
    return pd.DataFrame(
        {
            "unit": failed["unit"],
            "topic": failed["subject_kind"].map(
                {"网站": "政府网站", "账号": "政务新媒体", "单位": "管理要求", "地区": "管理要求"}
            ),
            "object": failed["subject"] + _in_brackets(failed["platform"]),
            "problem": failed["indicator"] + " " + failed["reason"],
            "source": failed["evidence"],
            "key": failed["key"],
            "kind": failed["indicator"],
            "subject_kind": failed["subject_kind"],
            "subject": failed["subject"],
            "platform": failed["platform"],
            "basis": failed["act"],
            "severity": failed["part"].map({"veto": "严重"}).fillna("一般"),
            "outcome": failed["outcome"],
        }
    )


def _from_list(table: pd.DataFrame | None, topic: str, named_by: str) -> pd.DataFrame:
    if table is None:
        return _nothing()
    table = _not_yet_fixed(table)
    name = table[named_by] + _in_brackets(table["platform"])
    of_whom = table.get("subject_kind", "账号")
    about = {"subject_kind": of_whom, "subject": table[named_by], "platform": table["platform"]}
    return _rows(table, topic, unit=table["unit"], object=name, problem=table["problem"], **about)


def _not_yet_fixed(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that don't say 已整改 themselves: what is put right is not told to anybody."""
    return table.loc[~table["rectified"].eq(FIXED).fillna(value=False)]


def _from_replies(replies: pd.DataFrame | None, declared: Mapping[str, TableDeclaration]) -> pd.DataFrame:
    """Return the error reports and enquiries that are this period's matter, or still open."""
    if replies is None or replies.empty:
        return _nothing()
    kept = replies.loc[replies["is_new"]]
    parts = [
        _rows(
            part.assign(row_key=key_rows(part, declared[str(name)]), kind=name),
            "", unit=part["unit"], object=part["said_of"], subject_kind=part["site"].notna().map({True: "网站"}),
            subject=part["site"], problem=part["problem"], basis=part["basis"],
        ).assign(
            topic=part["topic"],
            outcome=part["outcome"],
            state=_state_of(part),
        )
        for name, part in kept.groupby("table")
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True) if parts else _nothing()


def _from_wording(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the registered errors that no finding of a website or account already tells."""
    table = tables.get("wording")
    if table is None:
        return _nothing()
    told = _is_among(table["site_code"], tables.get("sites"), "site_code")
    told |= _is_among(table["account_name"], tables.get("accounts"), "account_name")
    kept = _not_yet_fixed(table.loc[~table["review_result"].eq("误报").fillna(value=False) & ~told])
    wrong, right = kept["wrong_text"].fillna(""), kept["right_text"].fillna("")
    said = kept["error_kind"] + ("：“" + wrong + "”应为“" + right + "”").where((wrong != "") & (right != ""), "")
    severity = kept["error_level"].fillna("一般")
    return _rows(
        kept,
        "文字表述",
        unit=kept["unit"],
        object=kept["title"],
        problem=said,
        severity=severity,
        state=_state_of(kept),
    )


def _state_of(rows: pd.DataFrame) -> pd.Series:
    state = pd.Series(NEW, index=rows.index, dtype=_TEXT)
    if "review_result" not in rows:
        return state
    return state.mask(rows["review_result"].eq(KINDS[CONFIRM]).fillna(value=False).astype(bool), CONFIRMED)


def _is_among(names: pd.Series, registry: pd.DataFrame | None, column: str) -> pd.Series:
    if registry is None:
        return pd.Series(data=False, index=names.index)
    return (names.notna() & names.isin(registry[column].dropna())).fillna(value=False).astype(bool)


def _from_tasks(table: pd.DataFrame | None) -> pd.DataFrame:
    if table is None:
        return _nothing()
    kept = table.loc[table["status"].eq("未完成").fillna(value=False)]
    return _rows(kept, "专项工作", unit=kept["unit"], object=kept["task"], problem="未完成")


def _from_checklist(table: pd.DataFrame | None, register: UnitRegister) -> pd.DataFrame:
    if table is None:
        return _nothing()
    split = table.assign(one=table["units"].str.split("、")).explode("one", ignore_index=True)
    merged = {name: register.counted_as(name) for name in split["one"].dropna().unique()}
    unit = split["one"].map(merged).astype(_TEXT)
    rows = _rows(split, "", unit=unit, object=split["item"], problem=split["finding"])
    return rows.assign(topic=split["category"]).drop_duplicates()


def _from_spot_checks(table: pd.DataFrame | None) -> pd.DataFrame:
    if table is None:
        return _nothing()
    kept = table.loc[table["unit"].notna() & table["problem_count"].ge(1).fillna(value=False)]
    said = "上级检测反馈 " + kept["problem_count"].astype(_TEXT) + " 条问题"
    return _rows(kept, "检测反馈", unit=kept["unit"], object=kept["object"], problem=said)


def _from_publication(table: pd.DataFrame | None) -> pd.DataFrame:
    """Return the units that published nothing in all their rows together."""
    if table is None:
        return _nothing()
    sums = table.groupby("unit")["published_count"].transform("sum", min_count=1)
    kept = table.loc[sums.le(0).fillna(value=False)].drop_duplicates("unit")
    return _rows(kept, "信息发布", unit=kept["unit"], problem="期内零发布")


def _from_objects(table: pd.DataFrame | None, register: UnitRegister) -> pd.DataFrame:
    if table is None:
        return _nothing()
    kept = table.loc[table["published_count"].le(0).fillna(value=False)]
    is_unit = kept["object_kind"].eq("单位").fillna(value=False)
    units = kept["object"].map(register.counted_as).astype(_TEXT).where(is_unit)
    return _rows(kept, "信息发布", unit=units, object=kept["object"].mask(is_unit), problem="期内零发布")
