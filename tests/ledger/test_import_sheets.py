"""Filled sheets come back: what is recorded, what is told, what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from returned_sheets import (
    OTHER,
    OWN,
    PERIOD,
    RECEIVED,
    SENDING,
    SENT_ON,
    SETTING,
    TOLD,
    fill,
    make_office,
    said,
    told,
)

from govlib.documents.writing import write_workbook
from govlib.ledger.acts import RETURNED, SENT, Act
from govlib.ledger.books import unit_books
from govlib.ledger.identity import list_identities
from govlib.ledger.returned.importing import understand
from govlib.ledger.returned.notes import ALTERED, CONFLICT, HINT, LEFT_OUT, SAME, USED, is_incomplete

FIXED = {"整改情况": "已整改", "整改措施": "已换上新链接", "完成日期": date(2026, 4, 20)}


@pytest.fixture
def office(tmp_path):
    return make_office(tmp_path)


def test_an_answer_is_recorded_with_all_that_was_filled_in(office):
    found = office.take(fill(office.sheet(), (0, FIXED), (1, {"整改情况": "整改中", "未完成原因": "等预算"})))
    first, second = office.book["2026Q1-0001"].answer, office.book["2026Q1-0002"].answer
    assert (first.answer, first.measures, first.fixed_on) == ("已整改", "已换上新链接", "2026-04-20")
    assert (second.answer, second.reason, second.fixed_on) == ("整改中", "等预算", "")
    assert not is_incomplete(found.notes)
    assert "没有填的编号 1 个：2026Q1-0003" in said(found, HINT)


def test_one_file_is_one_line_and_its_copy_lies_beside_it(office):
    path = fill(office.sheet(), (0, FIXED), (1, FIXED))
    office.take(path)
    (act,) = [act for act in office.acts if act.act == RETURNED]
    assert (act.day, act.period, len(act.rows)) == (RECEIVED, PERIOD, 2)
    copy = office.root / "records" / "jia" / PERIOD / act.facts["copy"]
    assert copy.read_bytes() == path.read_bytes()
    assert copy.name == f"{act.facts['sha256'][:8]}-{OWN}.xlsx"


def test_an_untouched_sheet_records_nothing_and_keeps_no_copy(office):
    before = office.acts
    found = office.take(office.sheet())
    assert office.acts == before
    assert not (office.root / "records/jia" / PERIOD / "returned").exists()
    assert "没有填的编号 3 个" in said(found)


def test_the_same_file_twice_is_recorded_once(office):
    path = fill(office.sheet(), (0, FIXED))
    office.take(path)
    before = office.acts
    found = office.take(path)
    assert office.acts == before
    assert "已于 2026-04-25 导入过，没有新内容" in said(found, SAME)
    assert not is_incomplete(found.notes)


def test_the_same_file_twice_in_one_call_counts_once(office):
    path = fill(office.sheet(), (0, FIXED))
    copy = office.root / "副本.xlsx"
    copy.write_bytes(path.read_bytes())
    found = office.take(path, copy)
    assert found.used == 1
    assert "一模一样" in said(found, SAME)


def test_a_blank_never_erases_and_new_columns_are_added(office):
    office.take(fill(office.sheet(), (0, FIXED)))
    found = office.take(fill(office.sheet(), (0, {"整改情况": "已整改", "备注": "详见附件"})))
    answer = office.book["2026Q1-0001"].answer
    assert (answer.measures, answer.fixed_on, answer.remark) == ("已换上新链接", "2026-04-20", "详见附件")
    assert not is_incomplete(found.notes)


def test_another_answer_than_the_recorded_one_is_a_conflict_until_asked_for(office):
    office.take(fill(office.sheet(), (0, {"整改情况": "整改中"})))
    again = fill(office.sheet(name="第二稿.xlsx"), (0, FIXED))
    found = office.take(again)
    assert office.answers() == {"2026Q1-0001": "整改中"}
    assert f"“整改情况”原来是“整改中”（{OWN}.xlsx），现在是“已整改”，没有采用；要更新请加 --update" in said(
        found, CONFLICT
    )
    assert is_incomplete(found.notes)
    updated = office.take(again, update=True)
    assert office.answers() == {"2026Q1-0001": "已整改"}
    assert "已更新" in said(updated, USED)
    assert not is_incomplete(updated.notes)


def test_two_files_that_differ_are_both_left_out_even_with_update(office):
    one = fill(office.sheet(name="一.xlsx"), (0, {"整改情况": "整改中"}), (1, FIXED))
    two = fill(office.sheet(name="二.xlsx"), (0, FIXED))
    found = office.take(one, two, update=True)
    assert office.answers() == {"2026Q1-0002": "已整改"}
    assert "一.xlsx写“整改中”；二.xlsx写“已整改”" in said(found, CONFLICT)


def test_two_files_that_fill_different_columns_are_merged(office):
    one = fill(office.sheet(name="一.xlsx"), (0, {"整改情况": "已整改"}))
    two = fill(office.sheet(name="二.xlsx"), (0, {"整改情况": "已整改", "整改措施": "重做了页面"}))
    found = office.take(one, two)
    assert office.book["2026Q1-0001"].answer.measures == "重做了页面"
    assert not is_incomplete(found.notes)


def test_two_files_of_one_name_in_two_folders_are_told_apart(office):
    (office.root / "二").mkdir()
    one = fill(office.sheet(), (0, {"整改情况": "整改中"}))
    two = fill(office.sheet(name=f"二/{OWN}.xlsx"), (0, FIXED))
    found = office.take(one, two)
    assert office.answers() == {}
    assert len({note.file for note in found.notes if note.kind == CONFLICT}) == 2


@pytest.mark.parametrize(
    ("heading", "value", "sentence"),
    [
        ("整改情况", "改好了", "写的是“改好了”，应为已整改、整改中、未整改、有异议之一"),
        ("完成日期", "上周", "“上周”不是日期"),
        ("完成日期", "4月20日", "“4月20日”不是日期"),
        ("完成日期", "2026-02-30", "不是日期"),
        ("完成日期", "46127", "不是日期"),
        ("完成日期", date(2026, 4, 9), "2026-04-09 早于下发日期 2026-04-10"),
        ("完成日期", date(2026, 4, 26), "2026-04-26 晚于收到日期 2026-04-25"),
        ("书面检查报送日期", date(2027, 4, 20), "晚于收到日期"),
        ("整改措施", "改" * 2001, "有 2001 字，最多 2000 字"),
    ],
)
def test_a_row_with_a_cell_that_cannot_be_used_is_left_out_whole(office, heading, value, sentence):
    found = office.take(fill(office.sheet(), (0, {**FIXED, heading: value}), (1, FIXED)))
    assert office.answers() == {"2026Q1-0002": "已整改"}
    assert sentence in said(found, LEFT_OUT)
    assert "2026Q1-0001" in said(found, LEFT_OUT)


@pytest.mark.parametrize("day", [SENT_ON, RECEIVED])
def test_the_days_of_sending_and_receipt_are_in_time(office, day):
    office.take(fill(office.sheet(), (0, {"整改情况": "已整改", "完成日期": day})))
    assert office.book["2026Q1-0001"].answer.fixed_on == day.isoformat()


@pytest.mark.parametrize("written", ["2026年4月20日", "2026/4/20", "2026.4.20", "２０２６-04-20", "20260420"])
def test_days_are_read_as_people_write_them(office, written):
    office.take(fill(office.sheet(), (0, {"整改情况": "已整改", "完成日期": written})))
    assert office.book["2026Q1-0001"].answer.fixed_on == "2026-04-20"


def test_what_contradicts_itself_is_left_out(office):
    sheet = fill(office.sheet(), (0, {"整改措施": "换了"}), (1, {"整改情况": "未整改", "完成日期": date(2026, 4, 20)}))
    found = office.take(sheet)
    assert office.answers() == {}
    assert "“整改情况”没有选，其他格子却填了" in said(found, LEFT_OUT)
    assert "整改情况是“未整改”，却写了完成日期" in said(found, LEFT_OUT)


def test_a_remark_or_the_day_of_a_written_account_may_stand_alone(office):
    office.take(fill(office.sheet(), (0, {"书面检查报送日期": date(2026, 4, 15), "备注": "另报"})))
    answer = office.book["2026Q1-0001"].answer
    assert (answer.answer, answer.statement_on, answer.remark) == ("", "2026-04-15", "另报")


def test_personal_numbers_are_hidden_before_they_are_recorded(office):
    path = fill(office.sheet(name="联系13812345678.xlsx"), (0, {**FIXED, "备注": "请联系13812345678"}))
    office.take(path)
    folder = office.root / "records/jia" / PERIOD
    assert "13812345678" not in (folder / "ledger.jsonl").read_text(encoding="utf-8")
    assert not any("13812345678" in file.name for file in folder.rglob("*"))
    assert "〔电话已隐去〕" in office.book["2026Q1-0001"].answer.remark


def test_a_sheet_of_another_place_is_refused_by_its_name(office):
    path = fill(office.sheet(), (0, FIXED))
    code = next(code for code in office_codes(office) if code)
    elsewhere = replace(office.desk(), acts=(), elsewhere={code: "丙县"})
    found = understand([path], elsewhere)
    assert not found.lines
    assert "这是“丙县”的表" in said(found, LEFT_OUT)


def office_codes(office):
    return [code for code, one in list_identities("jia", office.acts).items() if one.unit == OWN]


def test_a_sheet_received_before_it_was_sent_is_refused(office):
    found = office.take(fill(office.sheet(), (0, FIXED)), day=date(2026, 4, 9))
    assert office.answers() == {}
    assert "收到日期 2026-04-09 早于下发日期 2026-04-10" in said(found, LEFT_OUT)


def test_an_old_sheet_of_what_was_told_again_is_a_conflict(office):
    path = fill(office.sheet(), (0, FIXED))
    office.record(Act(SENT, date(2026, 7, 10), "2026Q2", (replace(TOLD[0], again=True, deadline="2026-07-30"),)))
    found = office.take(path, day=date(2026, 7, 12))
    assert office.answers() == {}
    assert "在 2026Q2 又通报过，这是 2026Q1 的表，没有采用" in said(found, CONFLICT)
    office.take(path, day=date(2026, 7, 12), update=True)
    assert office.answers() == {"2026Q1-0001": "已整改"}


def test_an_answer_to_the_sheet_before_is_no_conflict_with_a_new_one(office):
    office.take(fill(office.sheet(), (0, {"整改情况": "整改中"})))
    office.record(Act(SENT, date(2026, 7, 10), "2026Q2", (replace(TOLD[0], again=True),)))
    path = office.root / "第二次.xlsx"
    write_workbook(path, unit_books(replace(SETTING, period="2026Q2"), office.acts)[f"{OWN}.xlsx"], "整改")
    found = office.take(fill(path, (0, {"整改情况": "已整改"})), day=date(2026, 7, 12))
    assert office.answers() == {"2026Q1-0001": "已整改"}
    assert not is_incomplete(found.notes)


def test_a_supplement_makes_a_sheet_with_all_numbers_and_the_first_sheet_still_counts(office):
    first = fill(office.sheet(name="先.xlsx"), (0, FIXED))
    office.record(Act(SENT, date(2026, 4, 12), PERIOD, (told(6, OWN),)))
    second = office.sheet(name="后.xlsx")
    found = office.take(first, fill(second, (3, FIXED)))
    assert office.answers() == {"2026Q1-0001": "已整改", "2026Q1-0006": "已整改"}
    assert not is_incomplete(found.notes)
    assert "缺" not in said(found)


def test_a_dry_understanding_writes_nothing(office):
    path = fill(office.sheet(), (0, FIXED))
    found = understand([path], office.desk())
    assert found.used == 1
    assert office.answers() == {}


def test_a_sheet_without_its_code_counts_only_for_the_unit_that_the_office_names(office):
    def strip(table):
        for row in range(1, table.heading_row):
            table.sheet.cell(row, 1).value = ""
        table.sheet.parent.remove(table.sheet.parent["识别"])

    path = fill(office.sheet(), (0, FIXED), strip)
    assert "没有表号，不知道是哪个单位的表" in said(office.take(path), LEFT_OUT)
    assert office.answers() == {}
    found = office.take(path, unit=OTHER)
    assert office.answers() == {}
    assert f"编号 2026Q1-0001 不是{OTHER}的" in said(found, LEFT_OUT)
    office.take(path, unit=OWN)
    assert office.answers() == {"2026Q1-0001": "已整改"}


def test_the_ledger_of_the_office_brings_rechecks_and_closings_on_their_days(office):
    path = fill(
        office.ledger(),
        (0, {"复查结果": "已整改", "复查日期": date(2026, 4, 22), "销号": "是", "销号日期": date(2026, 4, 24)}),
        (3, {"复查结果": "未整改", "复查日期": date(2026, 4, 21), "复查销号备注": "仍打不开"}),
        name="台账",
    )
    found = office.take(path)
    first, fourth = office.book["2026Q1-0001"], office.book["2026Q1-0004"]
    assert [(day, result.result) for _, day, result in first.results] == [(date(2026, 4, 22), "已整改")]
    assert first.closed is not None
    assert first.closed[0] == date(2026, 4, 24)
    assert fourth.latest_result[1].remark == "仍打不开"
    assert not is_incomplete(found.notes)
    before = office.acts
    assert "导入过，没有新内容" in said(office.take(path), SAME)
    assert office.acts == before


def test_the_ledger_written_again_shows_what_was_entered_and_brings_nothing_new(office):
    entered = {"复查结果": "未整改", "复查日期": date(2026, 4, 22)}
    office.take(fill(office.ledger(), (1, entered), name="台账"))
    before = office.acts
    found = office.take(office.ledger("新.xlsx"))
    assert office.acts == before
    assert not is_incomplete(found.notes)


def test_another_recheck_on_the_recorded_day_is_a_conflict_a_later_one_is_new(office):
    office.take(fill(office.ledger(), (1, {"复查结果": "未整改", "复查日期": date(2026, 4, 22)}), name="台账"))
    other = fill(office.ledger("二.xlsx"), (1, {"复查结果": "已整改"}), name="台账")
    assert "已记录“未整改 2026-04-22”，现在是“已整改 2026-04-22”" in said(office.take(other), CONFLICT)
    later = {"复查结果": "已整改", "复查日期": date(2026, 4, 24)}
    office.take(fill(office.ledger("三.xlsx"), (1, later), name="台账"))
    assert office.book["2026Q1-0002"].latest_result[1].result == "已整改"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"复查结果": "已整改"}, "填了“复查结果”，没有写日期"),
        ({"复查日期": date(2026, 4, 22)}, "填了“复查日期”，没有选"),
        ({"复查结果": "基本改好", "复查日期": date(2026, 4, 22)}, "应为已整改、未整改之一"),
        ({"销号": "是", "销号日期": date(2026, 4, 1)}, "早于下发日期"),
    ],
)
def test_an_entry_of_the_office_that_is_not_whole_is_left_out(office, cells, sentence):
    before = office.acts
    found = office.take(fill(office.ledger(), (0, cells), name="台账"))
    assert office.acts == before
    assert sentence in said(found, LEFT_OUT)


def test_an_answer_to_a_closed_number_is_left_out(office):
    path = fill(office.sheet(), (0, FIXED))
    office.take(fill(office.ledger(), (0, {"销号": "是", "销号日期": date(2026, 4, 24)}), name="台账"))
    assert "已于 2026-04-24 销号，没有采用" in said(office.take(path), LEFT_OUT)
    assert office.answers() == {}


def test_what_stands_beside_the_number_may_be_altered_and_the_answer_still_counts(office):
    found = office.take(fill(office.sheet(), (0, {**FIXED, "问题": "没有问题", "整改期限": "2027-01-01"})))
    assert office.answers() == {"2026Q1-0001": "已整改"}
    altered = [(note.heading, note.found, note.expected) for note in found.notes if note.kind == ALTERED]
    assert altered == [
        ("问题", "没有问题", "首页 1 条链接打不开"),
        ("整改期限", "2027-01-01", "2026-04-30"),
    ]
    assert SENDING in office.acts


def test_a_kept_copy_is_never_written_over(office, monkeypatch):
    path = fill(office.sheet(), (0, FIXED))
    office.take(path)
    (first,) = (office.root / "records/jia" / PERIOD / "returned").iterdir()
    other = b"another file whose hash begins alike"
    first.write_bytes(other)
    office.take(fill(path, (1, {"整改情况": "整改中"})))
    monkeypatch.setattr("govlib.ledger.returned.keeping._DIGITS", 0)
    nameless = first.with_name(f"-{OWN}.xlsx")
    nameless.write_bytes(other)
    office.take(fill(path, (2, {"整改情况": "整改中"})))
    assert first.read_bytes() == other
    assert nameless.read_bytes() == other
    act = office.acts[-1]
    assert act.facts["copy"] == f"returned/{act.facts['sha256']}-{OWN}.xlsx"
    assert (first.parent / f"{act.facts['sha256']}-{OWN}.xlsx").is_file()


def test_a_phone_in_the_name_of_a_refused_file_is_not_shown(office):
    assert "13812345678" not in said(office.take(office.root / "电话13812345678.xlsx"))
