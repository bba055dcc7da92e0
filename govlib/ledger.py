"""The list of problems to be fixed: one row a problem and unit, from every table that names one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from govlib.units import UnitRegister

COLUMNS = ["unit", "topic", "object", "problem", "source", "rectify_by"]


def list_open_problems(
    tables: Mapping[str, pd.DataFrame], findings: pd.DataFrame, register: UnitRegister, rectify_by: str
) -> pd.DataFrame:
    """Return one row a problem and responsible unit: unit, topic, object, problem, source (file, sheet, row), deadline.

    A checklist finding with several units, or a group of units, stays one problem with several rows; a problem
    without a unit is kept with the unit left blank, to be assigned by a person.
    """
    frames = [
        _from_findings(findings),
        _from_table(tables.get("check_results"), "检查结论", "subject", "problem"),
        _from_table(tables.get("account_problems"), "政务新媒体", "account_name", "problem"),
        _from_wording(tables.get("wording")),
        _from_tasks(tables.get("tasks")),
        _from_checklist(tables.get("checklist"), register),
    ]
    kept = [frame for frame in frames if len(frame)]
    if not kept:
        return pd.DataFrame(columns=COLUMNS)
    problems = pd.concat(kept, ignore_index=True).assign(rectify_by=rectify_by)
    return problems[COLUMNS].sort_values(["unit", "topic", "object"], na_position="last", kind="stable").reset_index(drop=True)


def _source(table: pd.DataFrame) -> pd.Series:
    sheet = table["source_sheet"].fillna("")
    quoted = ("《" + sheet + "》").where(sheet != "", "")
    return table["source_file"] + quoted + " 第 " + table["source_row"].astype("string") + " 行"


def _from_findings(findings: pd.DataFrame) -> pd.DataFrame:
    failed = findings.loc[findings["outcome"].isin(["不合格", "待复核"]) & findings["status"].eq("active")]
    name = failed["subject"] + failed["platform"].map(lambda said: f"（{said}）" if isinstance(said, str) and said else "")
    return pd.DataFrame(
        {
            "unit": failed["unit"],
            "topic": failed["subject_kind"].map({"网站": "政府网站", "账号": "政务新媒体"}),
            "object": name,
            "problem": failed["indicator"] + " " + failed["reason"],
            "source": failed["evidence"],
        }
    )


def _from_table(table: pd.DataFrame | None, topic: str, named_by: str, problem: str) -> pd.DataFrame:
    if table is None:
        return pd.DataFrame(columns=COLUMNS)
    platform = table["platform"].fillna("")
    return pd.DataFrame(
        {
            "unit": table["unit"],
            "topic": topic,
            "object": table[named_by] + ("（" + platform + "）").where(platform != "", ""),
            "problem": table[problem],
            "source": _source(table),
        }
    )


def _from_wording(table: pd.DataFrame | None) -> pd.DataFrame:
    if table is None:
        return pd.DataFrame(columns=COLUMNS)
    kept = table.loc[~table["review_result"].eq("误报").fillna(value=False) & table["site_code"].isna() & table["account_name"].isna()]
    wrong, right = kept["wrong_text"].fillna(""), kept["right_text"].fillna("")
    said = kept["error_kind"] + ("：“" + wrong + "”应为“" + right + "”").where((wrong != "") & (right != ""), "")
    return pd.DataFrame(
        {"unit": kept["unit"], "topic": "文字表述", "object": kept["title"], "problem": said, "source": _source(kept)}
    )


def _from_tasks(table: pd.DataFrame | None) -> pd.DataFrame:
    if table is None:
        return pd.DataFrame(columns=COLUMNS)
    kept = table.loc[table["status"].eq("未完成").fillna(value=False)]
    return pd.DataFrame(
        {
            "unit": kept["unit"],
            "topic": "专项工作",
            "object": kept["task"],
            "problem": "未完成",
            "source": _source(kept),
        }
    )


def _from_checklist(table: pd.DataFrame | None, register: UnitRegister) -> pd.DataFrame:
    if table is None:
        return pd.DataFrame(columns=COLUMNS)
    split = table.assign(one=table["units"].str.split("、")).explode("one")
    split["one"] = split["one"].map(lambda name: register.counted_as(name) if isinstance(name, str) else None)
    return pd.DataFrame(
        {
            "unit": split["one"].astype("string"),
            "topic": split["category"],
            "object": split["item"],
            "problem": split["finding"],
            "source": _source(split),
        }
    )
