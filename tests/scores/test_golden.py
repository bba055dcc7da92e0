"""The golden workbook: what goes in, what has to come out, worked out by hand and by a second program."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from second_program import work_out

from govlib.catalog.places import Scope, Units
from govlib.scores.words import say_points

BOOK = Path(__file__).parents[1] / "data" / "golden_scores.xlsx"
DAY = date(2024, 6, 22)
RULESETS = ("national-2019", "luzhou-2020", "mianyang-2022", "zhaoqing-2019")
NUMBERS = ("扣分后", "加分", "得分", "试算得分", "至多")
WHOLE_PARTS = ("扣分", "政务公开", "网站", "新媒体", "日常")
GROUPS = {"政府门户网站": "门户", "部门网站": "部门"}
Rows = list[dict[str, object]]


def read_sheet(title: str) -> Rows:
    """Return the rows of a sheet of the golden workbook by heading."""
    lines = list(openpyxl.load_workbook(BOOK, read_only=True)[title].iter_rows(values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


SUBJECTS, ENTRIES, EXPECTED = (read_sheet(title) for title in ("名录", "登记", "应得结果"))


def draw_rows(rows: Rows, names: dict[str, str]) -> str:
    """Return rows as a drawn table under the keys of columns."""
    lines = [
        list(names),
        *([str(row[heading] if row[heading] is not None else "") for heading in names.values()] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def of_ruleset(rows: Rows, ruleset: str) -> Rows:
    return [row for row in rows if row["规则集"] == ruleset]


@pytest.fixture(scope="module", params=RULESETS)
def scored(request, catalog, run_scores):
    """Score the subjects of one ruleset as they stand in the workbook."""
    mine, entered = of_ruleset(SUBJECTS, request.param), of_ruleset(ENTRIES, request.param)
    kinds = {kind: [row for row in mine if row["类别"] == kind] for kind in ("网站", "账号", "单位")}
    tables = {
        "audits": draw_rows(
            entered,
            {
                "subject": "对象",
                "platform": "平台",
                "indicator_code": "指标编号",
                "conclusion": "结论",
                "points": "扣（加）分",
                "finding": "问题描述",
                "evidence_url": "证据URL",
            },
        )
    }
    if kinds["网站"]:
        sites = [{**row, "分组": GROUPS[str(row["网站类别"])]} for row in kinds["网站"]]
        tables["sites"] = draw_rows(
            sites,
            {
                "site_name": "名称",
                "host_unit": "主办单位",
                "site_group": "分组",
                "has_services": "是否对外服务",
                "status": "状态",
            },
        )
    if kinds["账号"]:
        tables["accounts"] = draw_rows(
            kinds["账号"], {"account_name": "名称", "platform": "平台", "host_unit": "主办单位", "status": "状态"}
        )
    units = Units(groups={"部门": tuple(str(row["名称"]) for row in kinds["单位"])}) if kinds["单位"] else None
    vetoes = Scope(by="indicators", rules=("W-V1.2", "M-V3.2"))
    result = run_scores(catalog.rulesets[request.param], units=units, scope=vetoes, day=DAY, **tables)
    return request.param, result


def texts(row: dict[str, object]) -> tuple[str, ...]:
    return (str(row["结论"]), *(say_points(None if row[name] is None else float(str(row[name]))) for name in NUMBERS))


def test_every_subject_comes_out_as_worked_out_by_hand(scored):
    ruleset, result = scored
    expected = {(row["对象"], row["平台"] or ""): texts(row) for row in of_ruleset(EXPECTED, ruleset)}
    columns = ["subject", "platform", "outcome", "base_score", "bonus_score", "score", "trial_score", "ceiling_score"]
    found = {
        (subject, platform): (outcome, *map(say_points, numbers))
        for subject, platform, outcome, *numbers in result.scores[columns].itertuples(index=False, name=None)
    }
    assert found == expected


def test_a_second_program_comes_to_the_same():
    rows = defaultdict(list)
    for entry in ENTRIES:
        rows[entry["规则集"], entry["对象"], entry["平台"] or ""].append(entry)
    subjects = {(row["规则集"], row["名称"], row["平台"] or ""): row for row in SUBJECTS}
    worked = {
        (row["规则集"], row["对象"]): work_out(subjects[key], rows[key])
        for row in EXPECTED
        for key in [(row["规则集"], row["对象"], row["平台"] or "")]
    }
    assert worked == {(row["规则集"], row["对象"]): texts(row) for row in EXPECTED}


def test_the_second_program_shares_no_code():
    tree = ast.parse((Path(__file__).parent / "second_program.py").read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert modules == {"__future__", "collections", "dataclasses", "decimal"}


def test_every_score_adds_up_again_from_its_worksheet(scored):
    _, result = scored
    who = ["subject", "platform"]
    sums = defaultdict(Decimal)
    for *key, change in result.worksheet[[*who, "score_change"]].dropna().itertuples(index=False, name=None):
        sums[tuple(key)] += Decimal(str(change))
    known = result.scores.dropna(subset=["score"])
    assert len(known) > 0
    for *key, score in known[[*who, "score"]].itertuples(index=False, name=None):
        assert abs(sums[tuple(key)] - Decimal(str(score))) < Decimal("1e-9")


def test_every_entry_stands_in_a_worksheet_and_none_is_a_problem(scored):
    ruleset, result = scored
    vetoed = set(result.scores.loc[result.scores["vetoes"].ne(""), "subject"])
    asked = [
        row
        for row in of_ruleset(ENTRIES, ruleset)
        if row["指标编号"] not in ("W-V1.2", "M-V3.2", *WHOLE_PARTS) and row["对象"] not in vetoed
    ]
    by_person = result.worksheet.loc[result.worksheet["by_person"].fillna(False)]
    shown = by_person.loc[~by_person["subject"].isin(vetoed)]
    entered = of_ruleset(ENTRIES, ruleset)
    assert {place for text in shown["evidence"] for place in spread(text)} >= {entered.index(row) + 2 for row in asked}
    assert result.faults.empty


def spread(evidence: str) -> set[int]:
    """Return the numbers of all rows that a proof names: 第 5—7、9 行 are four."""
    places: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:—(\d+))?", evidence.partition("，")[0]):
        places |= set(range(int(first), int(last or first) + 1))
    return places


def test_the_workbook_has_what_it_was_made_for():
    assert len(EXPECTED) >= 36
    assert all(len(str(row["手算过程"])) > 10 for row in EXPECTED)
    numbers = {ruleset: {texts(row)[1] for row in of_ruleset(EXPECTED, ruleset)} for ruleset in RULESETS}
    assert {"60", "59.9", "80", "80.1"} <= numbers["national-2019"]
    assert {"72", "71.9", "96", "96.1"} <= numbers["luzhou-2020"]
    assert {"60", "59.9", "80", "80.1"} <= numbers["zhaoqing-2019"]
    scores = {ruleset: {texts(row)[3] for row in of_ruleset(EXPECTED, ruleset)} for ruleset in RULESETS}
    assert "59" in scores["zhaoqing-2019"]
    assert {"86", "85.9", "97", "99.9", "88.9"} <= scores["mianyang-2022"]
    outcomes = {ruleset: {row["结论"] for row in of_ruleset(EXPECTED, ruleset)} for ruleset in RULESETS}
    assert all(found == {"合格", "不合格", "待复核", "缺数据"} for found in outcomes.values())
