"""What a sending tells, under which numbers, and the workbooks that units receive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from openpyxl import load_workbook
from returned_sheets import OTHER, OWN, PERIOD, RECEIVED, SENDING, SENT_ON, SETTING, TOLD, Table, make_office, told

from govlib.documents.writing import write_workbook
from govlib.ledger.acts import CLOSED, RECHECKED, SENT, Act, Result
from govlib.ledger.books import name_files, unit_books
from govlib.ledger.cases import list_cases
from govlib.ledger.identity import list_identities, make_code
from govlib.ledger.problems import COLUMNS
from govlib.ledger.sending import Plan, Terms, Units, plan_sending

NEXT = "2026Q2"
TERMS = Terms(NEXT, date(2026, 7, 10), date(2026, 6, 20), "2026-07-30")
UNITS = Units(
    lambda unit: ("县甲局", "乙镇") if unit == "所有单位" else (),
    lambda unit: unit == "有关单位",
)


def problem(key: str, unit: str | None = OWN, **said: object) -> dict[str, object]:
    row = dict.fromkeys(COLUMNS) | {"key": key, "unit": unit, "topic": "政府网站", "object": key, "problem": "打不开"}
    return {**row, "severity": "一般", "outcome": "不合格", "source": "链接.xlsx", "state": "新发现", **said}


def plan(*problems: dict[str, object], acts: tuple[Act, ...] = (), terms: Terms = TERMS, **given: object) -> Plan:
    frame = pd.DataFrame(problems, columns=[*dict.fromkeys((*COLUMNS, "state"))])
    cases = list_cases(acts, date(2026, 12, 31), before=[PERIOD, NEXT], group_of=lambda _: "")
    return plan_sending(frame, acts, cases, rechecked=given.get("rechecked", ()), terms=terms, units=UNITS)


def test_problems_are_numbered_by_unit_and_carry_what_is_asked():
    planned = plan(problem("b", OTHER), problem("a"), problem("c"))
    assert [(row.number, row.unit, row.key) for row in planned.told] == [
        ("2026Q2-0001", OTHER, "b"),
        ("2026Q2-0002", OWN, "a"),
        ("2026Q2-0003", OWN, "c"),
    ]
    assert {row.deadline for row in planned.told} == {"2026-07-30"}
    assert [act.act for act in planned.acts] == [SENT]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"outcome": "待复核"}, "待复核，请先复核"),
        ({"unit": None}, "没有责任单位，请先改派"),
        ({"unit": "有关单位"}, "责任单位没有写明是哪些，请先改派"),
    ],
)
def test_what_is_not_certain_or_nobodys_is_listed_and_not_told(said, why):
    planned = plan(problem("a", **said), problem("b"))
    assert [row.key for row in planned.told] == ["b"]
    assert planned.waiting["why"].tolist() == [why]


def test_only_what_was_confirmed_is_told_where_that_is_asked():
    terms = replace(TERMS, only_confirmed=True)
    planned = plan(problem("a"), problem("b", state="已确认"), terms=terms)
    assert [row.key for row in planned.told] == ["b"]
    assert planned.waiting["why"].tolist() == ["还没有复核属实"]


def test_a_group_of_units_is_one_number_a_unit():
    planned = plan(problem("a", "所有单位"))
    assert {(row.unit, row.key) for row in planned.told} == {(OWN, "a"), (OTHER, "a")}
    assert len({row.number for row in planned.told}) == 2


def test_rows_of_one_key_and_unit_are_one_problem():
    planned = plan(problem("a"), problem("a", problem="超期", severity="严重"), problem("a"))
    (row,) = planned.told
    assert (row.problem, row.severity, row.evidence) == ("打不开；超期", "严重", "链接.xlsx")


def test_a_written_account_is_asked_for_serious_problems_or_for_all():
    terms = replace(TERMS, statement_by="2026-07-17")
    rows = (problem("a"), problem("b", severity="严重"))
    assert {row.key: row.statement_by for row in plan(*rows, terms=terms).told} == {"a": "", "b": "2026-07-17"}
    every = replace(terms, statement_for_all=True)
    assert {row.statement_by for row in plan(*rows, terms=every).told} == {"2026-07-17"}


def test_what_is_still_open_is_told_again_under_its_number():
    (row,) = plan(problem(TOLD[0].key), acts=(SENDING,)).told
    assert (row.number, row.again, row.repeats) == ("2026Q1-0001", True, "")


def test_the_same_problem_of_another_unit_is_another_number():
    (row,) = plan(problem(TOLD[0].key, OTHER), acts=(SENDING,)).told
    assert (row.number, row.again) == ("2026Q2-0001", False)


@pytest.mark.parametrize(("kind", "word"), [(RECHECKED, "已整改"), (CLOSED, "已销号")])
def test_what_comes_back_after_it_was_done_is_a_new_number_that_names_the_old(kind, word):
    done = Act(kind, date(2026, 5, 1), PERIOD, (Result("2026Q1-0001", word),))
    (row,) = plan(problem(TOLD[0].key), acts=(SENDING, done)).told
    assert (row.number, row.again, row.repeats) == ("2026Q2-0001", False, "2026Q1-0001")


@pytest.mark.parametrize("day", [date(2026, 6, 20), date(2026, 7, 1)])
def test_what_was_done_with_since_the_inspection_is_not_told(day):
    done = Act(RECHECKED, day, PERIOD, (Result("2026Q1-0001", "已整改"),))
    planned = plan(problem(TOLD[0].key), acts=(SENDING, done))
    assert planned.told == ()
    assert planned.waiting["why"].tolist() == ["检查之后已核实整改或销号"]


def test_a_second_sending_tells_only_what_is_new_and_goes_on_counting():
    first = plan(problem("a"), problem("b"))
    second = plan(problem("a"), problem("b"), problem("c"), acts=first.acts)
    assert [(row.number, row.key) for row in second.told] == [("2026Q2-0003", "c")]
    assert second.told_already == 2
    assert plan(problem("a"), acts=first.acts).acts == ()


def test_what_was_fixed_after_it_was_told_in_the_period_is_not_told_twice():
    first = plan(problem("a"))
    done = Act(RECHECKED, date(2026, 7, 20), NEXT, (Result("2026Q2-0001", "已整改"),))
    assert plan(problem("a"), acts=(*first.acts, done)).told == ()


def test_the_rechecks_of_the_inspection_are_written_once():
    found = (Result("2026Q1-0001", "未整改", by="检查"), Result("2026Q1-0002", "已整改", by="检查"))
    first = plan(problem(TOLD[0].key), acts=(SENDING,), rechecked=found)
    assert [act.act for act in first.acts] == [RECHECKED, SENT]
    interrupted = plan(problem(TOLD[0].key), acts=(SENDING, first.acts[0]), rechecked=found)
    assert [act.act for act in interrupted.acts] == [SENT]
    assert plan(problem(TOLD[0].key), acts=(SENDING, *first.acts), rechecked=found).acts == ()


@pytest.fixture
def sheet(tmp_path):
    """Return the opened sheet of a unit and its table."""
    book = load_workbook(make_office(tmp_path).sheet())
    return book["整改表"]


def test_the_sheet_is_locked_but_for_what_is_filled_in(sheet):
    table = Table(sheet)
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.cell(table.heading_row, 1).protection.locked
    first = table.heading_row + 1
    locked = {
        sheet.cell(table.heading_row, column).value: sheet.cell(first, column).protection.locked
        for column in range(1, 15)
    }
    assert [heading for heading, is_locked in locked.items() if is_locked] == [
        "编号", "问题", "对象", "证据", "依据", "严重程度", "整改期限", "第几次通报",
    ]  # fmt: skip


def test_the_sheet_says_whose_it_is_and_what_is_to_be_done(sheet):
    head = [str(sheet.cell(row, 1).value) for row in range(1, 4)]
    assert head[0] == "甲县2026年第一季度问题整改表"
    code = make_code("jia", SENDING, OWN)
    assert head[1] == f"责任单位：{OWN}　下发日期：2026-04-10　期：2026Q1　表号：{code}"
    assert "以下 3 条问题请逐条整改：3 条须在 2026-04-30 前（含当日）改完" in head[2]
    assert sheet.parent["识别"].sheet_state == "veryHidden"
    assert code in str(sheet.parent["识别"]["A3"].value)


def test_the_sheet_offers_its_words_and_takes_days_from_the_sending_on(sheet):
    rules = {rule.errorTitle: rule for rule in sheet.data_validations.dataValidation}
    assert rules["整改情况"].formula1 == '"已整改,整改中,未整改,有异议"'
    assert rules["整改情况"].showErrorMessage
    assert (rules["完成日期"].type, rules["完成日期"].operator) == ("date", "greaterThanOrEqual")
    assert date.fromordinal(date(1899, 12, 30).toordinal() + int(rules["完成日期"].formula1)) == SENT_ON


def test_the_sheet_prints_on_a4_across_with_its_headings_on_every_page(sheet):
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.print_title_rows == f"${Table(sheet).heading_row}:${Table(sheet).heading_row}"


def test_a_unit_is_told_only_its_own(sheet):
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert not any(OTHER in text or "2026Q1-0004" in text for text in texts)


def test_the_same_records_make_the_same_bytes(tmp_path):
    one, two = (make_office(tmp_path / name) for name in ("一", "二"))
    assert one.sheet().read_bytes() == two.sheet().read_bytes()
    assert one.ledger().read_bytes() == two.ledger().read_bytes()


def test_the_ledger_has_every_number_with_its_state(tmp_path):
    office = make_office(tmp_path)
    office.record(Act(CLOSED, RECEIVED, PERIOD, (Result("2026Q1-0002", "已销号"),)))
    table = Table(load_workbook(office.ledger())["台账"])
    rows = [(table.get(row, "编号"), table.get(row, "责任单位"), table.get(row, "状态")) for row in range(5)]
    assert rows[:2] == [("2026Q1-0001", OWN, "已下发"), ("2026Q1-0002", OWN, "已销号")]
    assert rows[4] == ("2026Q1-0005", OTHER, "已下发")


def test_a_problem_that_was_told_again_says_how_often_and_what_it_repeats(tmp_path):
    office = make_office(tmp_path)
    again = (replace(TOLD[0], again=True), replace(told(9, OWN), number="2026Q2-0001", repeats="2026Q1-0002"))
    office.record(Act(SENT, date(2026, 7, 10), NEXT, again))
    sheets = unit_books(replace(SETTING, period=NEXT), office.acts)[f"{OWN}.xlsx"]
    path = tmp_path / "二.xlsx"
    write_workbook(path, sheets, "整改")
    table = Table(load_workbook(path)["整改表"])
    assert [table.get(row, "第几次通报") for row in range(2)] == ["第2次", "第1次（反复出现，原编号 2026Q1-0002）"]


def test_text_from_outside_never_runs_in_a_sheet(tmp_path):
    office = make_office(tmp_path)
    office.record(Act(SENT, SENT_ON, PERIOD, (replace(told(7, "丙局"), problem='=HYPERLINK("http://198.51.100.1")'),)))
    table = Table(load_workbook(office.sheet("丙局"))["整改表"])
    cell = table.sheet.cell(table.heading_row + 1, table.column("问题"))
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_every_unit_and_sending_has_a_code_of_its_own():
    later = Act(SENT, date(2026, 7, 10), NEXT, TOLD)
    assert len(list_identities("jia", (SENDING, later))) == 6
    assert make_code("jia", SENDING, OWN) != make_code("yi", SENDING, OWN)
    changed = replace(SENDING, rows=(*TOLD[:4], replace(TOLD[4], problem="别的")))
    assert make_code("jia", SENDING, OWN) != make_code("jia", changed, OWN)


def test_no_two_units_share_a_file_and_no_name_leaves_its_folder():
    names = name_files(["县/教育局", "县\\教育局", "县:教育局", "..", "CON", "a" * 200, "A局", "a局", ""])
    assert len({name.casefold() for name in names.values()}) == len(names)
    for name in names.values():
        assert not set(name) & set('/\\:*?"<>|')
        assert name not in (".xlsx", "..xlsx")
        assert name.split(".", maxsplit=1)[0].casefold() != "con"
        assert len(name) < 80
