"""Error reports and simulated enquiries as problems, held against limits worked out on a calendar by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from govlib.catalog.known_columns import KnownTables
from govlib.catalog.load import Catalog, load_catalog
from govlib.catalog.places import Period
from govlib.catalog.replies import check_replies
from govlib.catalog.tables import TableDeclaration
from govlib.ledger.problems import list_open_problems
from govlib.ledger.replies import Moment, list_replies, moment_of, rows_of_proof, without_told
from govlib.units import UnitRegister
from govlib.workdays import OFFICIAL

DAY = date(2026, 6, 30)
MOMENT = Moment(DAY, date(2026, 4, 1), OFFICIAL)
# 2026-06-19 to 06-21 is 端午; from Monday 06-15 three working days end on 06-18, five on 06-23.


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(Path(__file__).resolve().parents[2] / "params")


def typed(declared: TableDeclaration, rows: list[dict[str, object]]) -> pd.DataFrame:
    columns = {}
    for name, column in declared.columns.items():
        values = pd.Series([row.get(name) for row in rows], dtype="object")
        kind = column.value_type
        if kind == "date":
            columns[name] = pd.to_datetime(values).astype("datetime64[us]")
        else:
            columns[name] = values.astype("boolean" if kind == "flag" else "string")
    columns["source_file"] = pd.Series(["表.xlsx"] * len(rows), dtype="string")
    columns["source_sheet"] = pd.Series(["甲"] * len(rows), dtype="string")
    columns["source_row"] = pd.Series([row.get("row", place + 2) for place, row in enumerate(rows)], dtype="int64")
    return pd.DataFrame(columns)


def sites(catalog: Catalog) -> pd.DataFrame:
    return typed(
        catalog.tables["sites"],
        [{"site_code": "4199000001", "site_name": "甲镇网", "host_unit": "甲镇人民政府"}],
    )


def report(code: str, submitted: str | None, closed: str | None = None, **more: object) -> dict[str, object]:
    facts = {"report_code": code, "submitted_date": submitted, "closed_date": closed, "site_name": "甲镇网"}
    return {**facts, "unit": "县教育局", **more}


def enquiry(code: str, submitted: str | None, answered: str | None = None, **more: object) -> dict[str, object]:
    facts = {"test_code": code, "submitted_date": submitted, "answered_date": answered, "is_submitted": True}
    return {**facts, "site_code": "4199000001", "column_name": "镇长信箱", **more}


def judged(catalog: Catalog, name: str, *rows: dict[str, object], moment: Moment = MOMENT) -> pd.DataFrame:
    tables = {name: typed(catalog.tables[name], list(rows)), "sites": sites(catalog)}
    return list_replies(tables, catalog.replies, moment, lambda unit: unit.removesuffix("人民政府"))


def codes(found: pd.DataFrame, column: str) -> dict[str, bool]:
    return {} if found.empty else dict(zip(found[column], found["is_new"], strict=True))


def test_an_error_report_is_late_from_the_fourth_working_day_on(catalog):
    found = judged(
        catalog,
        "error_reports",
        report("在期限当天办结", "2026-06-15", "2026-06-18"),
        report("隔了端午", "2026-06-17", "2026-06-23"),
        report("晚了一天", "2026-06-17", "2026-06-24"),
        report("周日提交", "2026-06-14", "2026-06-17"),
    )
    assert codes(found, "report_code") == {"晚了一天": True}


@pytest.mark.parametrize(("submitted", "is_late"), [("2026-06-24", True), ("2026-06-25", False)])
def test_a_report_still_open_is_late_once_its_last_day_is_over(catalog, submitted, is_late):
    found = judged(catalog, "error_reports", report("甲", submitted))
    assert codes(found, "report_code") == ({"甲": True} if is_late else {})


def test_only_what_is_true_or_undecided_counts(catalog):
    rows = [report(word, "2026-06-01", is_true=flag) for word, flag in (("实", True), ("虚", False), ("未定", None))]
    assert set(codes(judged(catalog, "error_reports", *rows), "report_code")) == {"实", "未定"}


def test_what_was_late_and_done_in_an_earlier_period_is_no_new_matter_and_what_is_open_still_is(catalog):
    found = judged(
        catalog,
        "error_reports",
        report("上期已晚办结", "2026-03-02", "2026-03-20"),
        report("上期到期本期办结", "2026-03-26", "2026-04-10"),
        report("本期第一天到期", "2026-03-27", "2026-04-02"),
        report("一直没有办", "2025-12-01"),
    )
    # three working days from Thursday 03-26 end on 03-31, from Friday 03-27 on 04-01
    assert codes(found, "report_code") == {
        "上期已晚办结": False, "上期到期本期办结": False, "本期第一天到期": True, "一直没有办": True,
    }  # fmt: skip


def test_the_own_unit_answers_else_the_host_of_the_website(catalog):
    found = judged(
        catalog, "error_reports", report("甲", "2026-06-01"), report("乙", "2026-06-01", unit=None),
        report("丙", "2026-06-01", unit=None, site_name="没有登记的网"),
    )  # fmt: skip
    assert found["unit"].fillna("").tolist() == ["县教育局", "甲镇", ""]
    assert found["said_of"].tolist() == ["甲镇网（甲）", "甲镇网（乙）", "没有登记的网（丙）"]


def test_an_enquiry_has_five_working_days(catalog):
    found = judged(
        catalog,
        "test_questions",
        enquiry("当天", "2026-06-15", "2026-06-23"),
        enquiry("次日", "2026-06-15", "2026-06-24"),
        enquiry("没有答复", "2026-06-22"),
        enquiry("还没有到期", "2026-06-23"),
    )
    # five working days from Monday 06-22 end on 06-29, from 06-23 on the inspection day itself
    assert codes(found, "test_code") == {"次日": True, "没有答复": True}
    assert set(found["outcome"]) == {"不合格"}
    assert set(found["unit"]) == {"甲镇"}
    assert found["said_of"].iloc[0] == "甲镇网（镇长信箱，次日）"


@pytest.mark.parametrize(
    ("kind", "answered", "expected"),
    [
        ("简单常见问题", "2026-06-16", None),
        ("简单常见问题", "2026-06-17", "待复核"),
        ("简单常见问题", "2026-06-24", "不合格"),
        ("其他", "2026-06-17", None),
        (None, "2026-06-17", None),
    ],
)
def test_a_plain_question_has_one_day_whose_text_nobody_has_seen(catalog, kind, answered, expected):
    found = judged(catalog, "test_questions", enquiry("甲", "2026-06-15", answered, question_kind=kind))
    assert ([] if found.empty else found["outcome"].tolist()) == ([expected] if expected else [])
    if expected:
        days = "1个" if expected == "待复核" else "5个"
        assert days in found["problem"].iloc[0]
        assert found["problem"].iloc[0].count("没有答复") == 1
        assert "待核实" in found["problem"].iloc[0]


def test_what_could_not_be_submitted_is_no_late_answer(catalog):
    found = judged(catalog, "test_questions", enquiry("甲", "2026-06-01", is_submitted=False))
    assert found["problem"].tolist() == ["网上咨询不能提交（待核实）"]
    assert found["outcome"].tolist() == ["待复核"]


def test_a_late_and_evasive_answer_is_one_problem_that_says_both(catalog):
    found = judged(catalog, "test_questions", enquiry("甲", "2026-06-01", "2026-06-20", answer_quality="敷衍"))
    assert len(found) == 1
    assert "超过5个工作日没有答复" in found["problem"].iloc[0]
    assert "答复敷衍" in found["problem"].iloc[0]


def test_a_person_s_review_confirms_what_only_a_recalled_text_says_and_takes_out_what_is_none(catalog):
    rows = [enquiry(word, "2026-06-01", is_submitted=False, review_result=word) for word in ("属实", "误报", "待复核")]
    found = judged(catalog, "test_questions", *rows)
    assert dict(zip(found["test_code"], found["outcome"], strict=True)) == {"属实": "不合格", "待复核": "待复核"}


def test_a_limit_through_a_year_without_calendar_is_marked(catalog):
    moment = Moment(date(2035, 1, 31), date(2035, 1, 1), OFFICIAL)
    found = judged(catalog, "error_reports", report("甲", "2035-01-05"), moment=moment)
    assert "暂定" in found["problem"].iloc[0]


def test_nothing_delivered_and_nothing_wrong_are_both_empty(catalog):
    assert list_replies({}, catalog.replies, MOMENT).empty
    assert judged(catalog, "error_reports").empty
    assert judged(catalog, "error_reports", report("甲", "2026-06-15", "2026-06-15")).empty


def test_rules_are_those_in_force_on_the_day(catalog):
    early = Moment(date(2017, 6, 7), date(2017, 4, 1), OFFICIAL)
    assert judged(catalog, "error_reports", report("甲", "2017-05-02"), moment=early).empty
    later = Moment(date(2017, 6, 8), date(2017, 4, 1), OFFICIAL)
    assert len(judged(catalog, "error_reports", report("甲", "2017-05-02"), moment=later)) == 1


def period(start: str, end: str, day: str) -> Period:
    scope = {"by": "none"}
    facts = {"title": "期", "start": start, "end": end, "inspection_day": day, "websites": scope, "accounts": scope}
    return Period.model_validate(facts)


@pytest.mark.parametrize(
    ("before", "since"),
    [
        ((), "2026-04-01"),
        (("2026-01-01", "2026-03-25", "2026-03-25"), "2026-03-26"),
        (("2026-01-01", "2026-03-31", "2026-04-05"), "2026-04-06"),
        (("2025-10-01", "2025-12-31", "2025-12-31"), "2026-04-01"),
    ],
)
def test_what_is_new_begins_the_day_after_the_last_inspection(before, since):
    now = period("2026-04-01", "2026-06-30", "2026-06-30")
    earlier = [period(*before)] if before else []
    assert moment_of(now, earlier, OFFICIAL).since == date.fromisoformat(since)


def finding(kind: str, rows: str, file: str = "表.xlsx", sheet: str = "甲") -> pd.DataFrame:
    facts = {"subject_kind": kind, "evidence_file": file, "evidence_sheet": sheet, "evidence_rows": rows}
    return pd.DataFrame([facts])


@pytest.mark.parametrize(
    ("told", "matters", "findings"),
    [
        (finding("单位", "2"), 2, 0),
        (finding("单位", "2;3"), 2, 0),
        (finding("单位", "2;9"), 2, 1),
        (finding("单位", "2", sheet="乙"), 2, 1),
        (finding("单位", ""), 2, 1),
        (finding("网站", "2"), 1, 1),
        (finding("网站", "7"), 2, 1),
    ],
)
def test_nothing_is_told_twice_by_a_rule_and_by_its_rows(catalog, told, matters, findings):
    replies = judged(catalog, "error_reports", report("甲", "2026-06-01"), report("乙", "2026-06-01"))
    own, kept = without_told(replies, told)
    assert (len(own), len(kept)) == (matters, findings)


def test_a_proof_in_two_files_is_read_as_it_is_written():
    assert rows_of_proof("一.xlsx|二.xlsx", "甲|", "2;3|5") == {
        ("一.xlsx", "甲", 2), ("一.xlsx", "甲", 3), ("二.xlsx", "", 5),
    }  # fmt: skip


def test_problems_name_unit_matter_basis_and_row(catalog):
    tables = {"test_questions": typed(catalog.tables["test_questions"], [enquiry("CS-1", "2026-06-01")])}
    replies = list_replies(tables | {"sites": sites(catalog)}, catalog.replies, MOMENT, str)
    columns = ["outcome", "status", "part", "subject_kind", "evidence_file", "evidence_sheet", "evidence_rows"]
    names = ["unit", "subject", "platform", "indicator", "reason", "evidence", "key", "act"]
    no_findings = pd.DataFrame(columns=[*columns, *names], dtype="string")
    register = UnitRegister(catalog.places["sample"].units)
    found = list_open_problems(tables, catalog.tables, no_findings, register, "2026-07-15", replies=replies)
    (row,) = found.to_dict("records")
    assert row["key"].startswith("T8b:")
    assert (row["kind"], row["subject_kind"], row["subject"]) == ("test_questions", "网站", "甲镇网")
    assert (row["unit"], row["rectify_by"]) == ("甲镇人民政府", "2026-07-15")
    assert row["source"] == "表.xlsx《甲》 第 2 行"
    assert row["basis"].startswith("国办秘函〔2019〕19号")


def test_a_rule_that_names_what_is_not_there_is_told_with_file_and_key(catalog):
    rule = catalog.replies["error_reports"].model_copy(update={"code": "nothing", "done": "is_true"})
    faults = list(check_replies({"error_reports": rule}, KnownTables(catalog.tables, frozenset())))
    assert {(one.file, one.key) for one in faults} == {
        ("params/replies/error_reports.yaml", "code"), ("params/replies/error_reports.yaml", "done"),
    }  # fmt: skip
