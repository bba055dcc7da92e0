"""Build T8b, enquiries made as a test: submitted or not, answered within one or five working days, or evaded."""

from __future__ import annotations

from datetime import date

from govlib.sample.deadline_cases import Span, ordinary_spans, planted_spans
from govlib.sample.defects import look_right, note_furniture, repeat_key, repeat_row, spoil
from govlib.sample.registry import PORTAL, SITES
from govlib.sample.report_tables import enter_span
from govlib.sample.room import Room, titled
from govlib.sample.sheets import Block, Columns, Row, Sheet

_COLUMNS: Columns = (
    ("test_code", "测试编号"),
    ("site_code", "网站标识码"),
    ("column_name", "测试渠道"),
    ("question_kind", "咨询类别"),
    ("is_submitted", "能否提交"),
    ("submitted_date", "提交时间"),
    ("answered_date", "答复时间"),
    ("answer_quality", "答复质量"),
)
_PLAIN, _OTHER = "简单常见问题", "其他"
_LIMIT, _PLAIN_LIMIT = 5, 1
_CHANNELS = ("领导信箱", "在线咨询", "智能问答", "互动交流")
_PLANTED_DAYS = (date(2026, 9, 14), date(2026, 9, 11), date(2026, 9, 23))


def build_enquiries(room: Room) -> Sheet:
    """Return the T8b sheet; plain questions have one working day, others five."""
    plain = [
        Span(date(2026, 9, 7), date(2026, 9, 8), _PLAIN_LIMIT, "at", "简单常见问题，第1个工作日答复"),
        Span(date(2026, 9, 4), date(2026, 9, 7), _PLAIN_LIMIT, "at", "简单常见问题，周五提交周一答复"),
        Span(date(2026, 9, 7), date(2026, 9, 9), _PLAIN_LIMIT, "above", "简单常见问题，第2个工作日才答复"),
        Span(date(2026, 9, 25), None, _PLAIN_LIMIT, "below", "简单常见问题，未到期"),
    ]
    crossing, late_open, early_open = _PLANTED_DAYS
    planted = planted_spans(room.rng, _LIMIT, crossing=crossing, late_open=late_open, early_open=early_open)
    ordinary = list(ordinary_spans(room.rng, _LIMIT, 14))
    rows: list[Row] = []
    spare: list[Row] = []
    for order, span in enumerate(room.shuffle([*planted, *plain, *ordinary])):
        row = _enquiry(room, span, f"CS{order + 1:04d}")
        rows.append(row)
        code = "plain_enquiries_late" if span.limit == _PLAIN_LIMIT else "enquiries_late"
        if span.note:
            enter_span(room, code, span, row, str(row.cells["test_code"]))
        else:
            spare.append(row)
    _fail(room, spare[0])
    _evade(room, spare[1])
    spoil(room, spare[2], "is_submitted", "不好说", "bad_flag", note="是否列里写了别的词")
    spoil(room, spare[3], "answer_quality", "一般般", "bad_choice", note="质量不在可选值里")
    look_right(room, spare[4], "answer_quality", "无", "bad_choice", note="“无”表示空白")
    repeat_row(room, rows, spare[5])
    repeat_key(room, rows, spare[6], {"column_name": "其他渠道"})
    sheet = titled("模拟咨询测试", [Block(_COLUMNS, rows)], note="备注：简单常见问题1个工作日，其余5个工作日。")
    note_furniture(room, sheet)
    return sheet


def _fail(room: Room, row: Row) -> None:
    row.cells |= {"is_submitted": "否", "answered_date": None, "answer_quality": None}
    code = str(row.cells["test_code"])
    room.ledger.figure("enquiries_failed", row, code, "other", "不能提交")
    room.ledger.look_alike("enquiries_failed", "", [row], "other", "不能提交的不算没有按期答复")


def _evade(room: Room, row: Row) -> None:
    row.cells["answer_quality"] = "答非所问"
    code = str(row.cells["test_code"])
    room.ledger.figure("enquiries_evaded", row, code, "other", "按期答复，但是敷衍")
    room.ledger.look_alike("enquiries_evaded", "", [row], "other", "敷衍的仍算按期答复")


def _enquiry(room: Room, span: Span, code: str) -> Row:
    rng, dress = room.rng, room.dress
    site = rng.choice([site for site in SITES if site is not PORTAL])
    return Row(
        {
            "test_code": code,
            "site_code": site.code,
            "column_name": rng.choice(_CHANNELS),
            "question_kind": _PLAIN if span.limit == _PLAIN_LIMIT else _OTHER,
            "is_submitted": "是",
            "submitted_date": dress.day(span.start),
            "answered_date": dress.day(span.end) if span.end else dress.blank(),
            "answer_quality": rng.choice(("合格", "良好", "有效")) if span.end else None,
        }
    )
