"""Build T12, errors reported by citizens, and T13, applications for disclosure: limits in working days."""

from __future__ import annotations

from datetime import date

from govlib.sample.days import add_workdays
from govlib.sample.deadline_cases import Span, ordinary_spans, planted_spans
from govlib.sample.defects import (
    look_right,
    note_furniture,
    note_headings,
    personal_cells,
    repeat_key,
    repeat_row,
    spoil,
)
from govlib.sample.registry import SITES
from govlib.sample.room import Room, titled
from govlib.sample.sheets import Block, Columns, Row, Sheet
from govlib.sample.units import ALL_UNITS, COUNTS_AS

_REPORT_COLUMNS: Columns = (
    ("report_code", "编号"),
    ("site_name", "网站"),
    ("report_kind", "问题类型"),
    ("submitted_date", "提交时间"),
    ("transferred_date", "转办时间"),
    ("closed_date", "办结时间"),
    ("is_true", "是否属实"),
    ("answer_text", "答复"),
    ("unit", "责任单位"),
    ("_person_name", "留言人"),
)
_APPLICATION_COLUMNS: Columns = (
    ("_number", "序号"),
    ("application_code", "登记编号"),
    ("received_date", "收到申请日期"),
    ("correction_notice_date", "补正告知日"),
    ("corrected_date", "补正日"),
    ("is_extended", "是否延期"),
    ("replied_date", "答复日期"),
    ("reply_kind", "答复类型"),
    ("review_result", "复议/诉讼结果"),
    ("unit", "承办单位"),
    ("_person_name", "申请人"),
    ("_person_mail", "电子邮箱"),
)
_REPORT_LIMIT, _REPLY_LIMIT, _EXTENDED_LIMIT = 3, 20, 40


def enter_span(room: Room, code: str, span: Span, row: Row, subject: str) -> None:
    """Enter a planted span as a row of the list or as a look-alike."""
    if span.late:
        room.ledger.figure(code, row, subject, span.position, span.note)
    else:
        room.ledger.look_alike(code, subject, [row], span.position, span.note)


def build_error_reports(room: Room) -> Sheet:
    """Return the T12 sheet."""
    planted = planted_spans(
        room.rng, _REPORT_LIMIT, crossing=date(2026, 9, 16), late_open=date(2026, 9, 17), early_open=date(2026, 9, 22)
    )
    ordinary = list(ordinary_spans(room.rng, _REPORT_LIMIT, 50))
    rows: list[Row] = []
    spare: list[Row] = []
    for order, span in enumerate(room.shuffle([*planted, *ordinary])):
        row = _report(room, span, f"ZC{order + 1:06d}")
        rows.append(row)
        if span.late:
            row.cells["is_true"] = "是"
        if span.note:
            enter_span(room, "error_reports_late", span, row, str(row.cells["report_code"]))
        else:
            spare.append(row)
    spoil(room, spare[0], "transferred_date", "2026-02-30", "bad_date", note="不存在的日期")
    spoil(room, spare[1], "submitted_date", None, "blank_required", note="提交时间空白，整行不收")
    spoil(room, spare[2], "is_true", "部分属实", "bad_flag", note="是否列里写了别的词")
    look_right(room, spare[3], "transferred_date", "无", "bad_date", note="“无”表示空白")
    repeat_row(room, rows, spare[4])
    repeat_key(room, rows, spare[5], {"report_kind": "其他问题", "closed_date": None})
    block = Block(_REPORT_COLUMNS, rows)
    note_headings(room, block)
    sheet = titled("我为政府网站找错", [block], note="备注：办理时限为3个工作日。")
    note_furniture(room, sheet)
    return sheet


def _report(room: Room, span: Span, code: str) -> Row:
    rng, dress = room.rng, room.dress
    site = rng.choice(SITES)
    child = next((child for child, parent in COUNTS_AS.items() if parent == site.unit), site.unit)
    return Row(
        {
            "report_code": code,
            "site_name": site.name,
            "report_kind": rng.choice(("内容无法访问", "信息不更新", "内容不准确", "错别字")),
            "submitted_date": dress.day(span.start),
            "transferred_date": dress.day(span.start),
            "closed_date": dress.day(span.end) if span.end else dress.blank(),
            "is_true": rng.choice(("是", "否")),
            "answer_text": "已整改" if span.end else None,
            "unit": child,
            **personal_cells(room),
        }
    )


def build_applications(room: Room) -> Sheet:
    """Return the T13 sheet; an extended application has 40 working days."""
    start = date(2026, 7, 6)
    extended = [
        Span(start, add_workdays(start, 40), _EXTENDED_LIMIT, "at", "已延期，正好40个工作日"),
        Span(start, add_workdays(start, 41), _EXTENDED_LIMIT, "above", "已延期，用了41个工作日"),
        Span(start, add_workdays(start, 21), _EXTENDED_LIMIT, "below", "已延期，超过20个工作日不算超期"),
        Span(start, None, _EXTENDED_LIMIT, "above", "已延期，仍未答复"),
        Span(date(2026, 8, 10), None, _EXTENDED_LIMIT, "below", "已延期，未到期"),
    ]
    planted = planted_spans(
        room.rng, _REPLY_LIMIT, crossing=date(2026, 8, 24), late_open=date(2026, 8, 15), early_open=date(2026, 9, 8)
    )
    ordinary = list(ordinary_spans(room.rng, _REPLY_LIMIT, 24))
    rows: list[Row] = []
    spare: list[Row] = []
    for order, span in enumerate(room.shuffle([*planted, *extended, *ordinary])):
        row = _application(room, span, f"2026{order + 1:04d}")
        rows.append(row)
        if span.note:
            enter_span(room, "applications_late", span, row, str(row.cells["application_code"]))
        else:
            spare.append(row)
    spoil(room, spare[0], "is_extended", "待定", "bad_flag", note="是否列里写了别的词")
    spoil(room, spare[1], "application_code", None, "blank_required", note="编号空白，整行不收")
    spoil(room, spare[2], "correction_notice_date", "2026年11月31日", "bad_date", note="不存在的日期")
    look_right(room, spare[3], "review_result", "／", "bad_choice", note="没有复议诉讼，斜杠表示空白")
    repeat_key(room, rows, spare[4], {"reply_kind": "更正答复"})
    block = Block(_APPLICATION_COLUMNS, rows)
    note_headings(room, block)
    sheet = titled("依申请公开", [block], subtitle="单位：件")
    note_furniture(room, sheet)
    return sheet


def _application(room: Room, span: Span, code: str) -> Row:
    rng, dress = room.rng, room.dress
    return Row(
        {
            "application_code": code,
            "received_date": dress.day(span.start),
            "correction_notice_date": None,
            "corrected_date": None,
            "is_extended": "是" if span.limit == _EXTENDED_LIMIT else "否",
            "replied_date": dress.day(span.end) if span.end else dress.blank(),
            "reply_kind": rng.choice(("予以公开", "部分公开", "不予公开")) if span.end else None,
            "review_result": None,
            "unit": rng.choice(ALL_UNITS),
            **personal_cells(room),
        }
    )
