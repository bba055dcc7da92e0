"""Build T14, permits and penalties (csv), and T15, hotline tickets."""

from __future__ import annotations

from datetime import date, timedelta

from govlib.sample.days import INSPECTION_DAY, days_before
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
from govlib.sample.ledger import Position
from govlib.sample.report_tables import enter_span
from govlib.sample.room import Room, titled, total_of
from govlib.sample.sheets import Block, Columns, Row, Sheet
from govlib.sample.units import ALIASES, ALL_UNITS, COUNTS_AS, DEPARTMENTS

_PERMIT_COLUMNS: Columns = (
    ("decision_code", "决定书文号"),
    ("decision_name", "名称/类别"),
    ("decision_kind", "公示类型"),
    ("content", "内容/事由"),
    ("basis", "依据"),
    ("party_code", "相对人代码"),
    ("unit", "决定机关"),
    ("decision_date", "决定日期"),
    ("posted_date", "公示日期"),
)
_TICKET_COLUMNS: Columns = (
    ("_number", "序号"),
    ("ticket_code", "工单编号"),
    ("ticket_kind", "工单类别"),
    ("received_date", "受理时间"),
    ("assigned_date", "派单时间"),
    ("signed_date", "签收时间"),
    ("due_date", "应办结时间"),
    ("closed_date", "办结时间"),
    ("called_back", "是否回访"),
    ("satisfied", "满意度"),
    ("is_repeat", "二次投诉"),
    ("topic", "主题"),
    ("unit", "承办单位"),
    ("_person_name", "诉求人"),
    ("_person_phone", "联系电话"),
)
_POSTING_LIMIT = 7
_UNIT_WORDS = (*ALL_UNITS, *ALIASES, *COUNTS_AS)


def build_permits(room: Room) -> Sheet:
    """Return the T14 table, a csv without titles."""
    planted = planted_spans(
        room.rng, _POSTING_LIMIT, crossing=date(2026, 9, 10), late_open=date(2026, 9, 10), early_open=date(2026, 9, 21)
    )
    ordinary = list(ordinary_spans(room.rng, _POSTING_LIMIT, 70))
    rows: list[Row] = []
    spare: list[Row] = []
    for order, span in enumerate(room.shuffle([*planted, *ordinary])):
        row = _permit(room, span, f"样许〔2026〕{order + 1:04d}号")
        rows.append(row)
        if span.note:
            enter_span(room, "permits_late", span, row, str(row.cells["decision_code"]))
        else:
            spare.append(row)
    recent = _permit(room, Span(date(2026, 9, 22), None, _POSTING_LIMIT, "below", ""), "样罚〔2026〕0901号")
    rows.insert(room.rng.randrange(len(rows)), recent)
    spoil(room, recent, "posted_date", "2026-09-31", "bad_date", note="不存在的日期；决定才作出，未到期")
    spoil(room, spare[0], "decision_code", None, "blank_required", note="文号空白，整行不收")
    spoil(room, spare[1], "decision_date", "2026-02-30", "bad_date", note="不存在的日期，必填，整行不收")
    look_right(room, spare[2], "party_code", "无", "bad_code", note="自然人没有代码")
    repeat_row(room, rows, spare[3])
    repeat_key(room, rows, spare[4], {"content": "更正后的内容"})
    return Sheet("", (), [Block(_PERMIT_COLUMNS, rows)])


def _permit(room: Room, span: Span, code: str) -> Row:
    rng, dress = room.rng, room.dress
    return Row(
        {
            "decision_code": code,
            "decision_name": rng.choice(("食品经营许可", "占道施工许可", "罚款")),
            "decision_kind": rng.choice(("行政许可", "行政处罚")),
            "content": "准予许可（虚构）",
            "basis": "有关规定",
            "party_code": f"9951080MA{rng.randrange(10**8):08d}X",
            "unit": rng.choice(DEPARTMENTS),
            "decision_date": dress.day(span.start),
            "posted_date": dress.day(span.end) if span.end else dress.blank(),
        }
    )


def build_tickets(room: Room) -> Sheet:
    """Return the T15 sheet; a ticket is late when closed after its due day, or open after it."""
    one = timedelta(days=1)
    due = days_before(room.rng.randint(10, 60))
    cases: tuple[tuple[date, date | None, Position, str, bool], ...] = (
        (due, due, "at", "应办结当日办结", False),
        (due, due - one, "below", "提前一日办结", False),
        (due, due + one, "above", "晚一日办结", True),
        (due, due + 9 * one, "above", "晚九日办结", True),
        (INSPECTION_DAY, None, "at", "监测日到期，未办结", False),
        (INSPECTION_DAY - one, None, "above", "监测日前一日到期，未办结", True),
        (INSPECTION_DAY - 30 * one, None, "above", "早已到期，未办结", True),
        (INSPECTION_DAY + one, None, "below", "尚未到期，未办结", False),
    )
    rows = [_ordinary_ticket(room) for _ in range(180)]
    spare = room.shuffle(rows)
    timed = [_ticket(room, due_day, closed) for due_day, closed, *_ in cases]
    repeats, unhappy = [_ordinary_ticket(room) for _ in range(6)], [_ordinary_ticket(room) for _ in range(6)]
    for row in repeats:
        row.cells["is_repeat"] = "是"
    for row in unhappy:
        row.cells["satisfied"] = room.rng.choice(("不满意", "否"))
    spare[9].cells["satisfied"] = "未评"
    rows = room.shuffle([*rows, *timed, *repeats, *unhappy])
    for order, row in enumerate(rows):
        row.cells["ticket_code"] = f"00{2026090000 + order}"
    for row, (_, _, position, note, late) in zip(timed, cases, strict=True):
        if late:
            room.ledger.figure("tickets_late", row, _code(row), position, note)
        else:
            room.ledger.look_alike("tickets_late", _code(row), [row], position, note)
    for row in repeats:
        room.ledger.figure("tickets_repeat", row, _code(row), "other", "二次投诉")
    for row in unhappy:
        room.ledger.figure("tickets_unsatisfied", row, _code(row), "other", "回访不满意")
    room.ledger.look_alike("tickets_unsatisfied", _code(spare[9]), [spare[9]], "other", "未评价不是不满意")
    room.ledger.look_alike("tickets_repeat", _code(spare[10]), [spare[10]], "other", "首次投诉")
    _spoil_tickets(room, rows, spare)
    block = Block(_TICKET_COLUMNS, rows, total=total_of("_number"), repeat_at=len(rows) // 2)
    note_headings(room, block)
    sheet = titled("热线工单", [block], note="备注：满意度由回访填写。")
    note_furniture(room, sheet)
    return sheet


def _code(row: Row) -> str:
    return str(row.cells["ticket_code"])


def _ordinary_ticket(room: Room) -> Row:
    due = days_before(room.rng.randint(0, 70))
    return _ticket(room, due, due - timedelta(days=room.rng.randint(0, 4)))


def _ticket(room: Room, due: date, closed: date | None) -> Row:
    rng, dress = room.rng, room.dress
    received = due - timedelta(days=7)
    return Row(
        {
            "ticket_kind": rng.choice(("咨询", "求助", "投诉", "建议")),
            "received_date": dress.day(received),
            "assigned_date": dress.day(received),
            "signed_date": dress.day(received + timedelta(days=1)),
            "due_date": dress.day(due),
            "closed_date": dress.day(closed),
            "called_back": "是" if closed else "否",
            "satisfied": rng.choice(("满意", "非常满意", "基本满意", "未评价")) if closed else None,
            "is_repeat": "否",
            "topic": rng.choice(("供水", "供电", "物业", "噪声", "道路")),
            "unit": rng.choice(_UNIT_WORDS),
            **personal_cells(room),
        }
    )


def _spoil_tickets(room: Room, rows: list[Row], spare: list[Row]) -> None:
    spoil(room, spare[0], "satisfied", "一般般", "bad_choice", note="满意度不在可选值里")
    spoil(room, spare[1], "called_back", "不清楚", "bad_flag", note="是否列里写了别的词")
    spoil(room, spare[2], "signed_date", "2026年6月31日", "bad_date", note="不存在的日期")
    spoil(room, spare[3], "ticket_code", None, "blank_required", note="工单编号空白，整行不收")
    look_right(room, spare[4], "assigned_date", "－", "bad_date", note="短横表示空白")
    repeat_row(room, rows, spare[5])
    repeat_row(room, rows, spare[6])
    repeat_key(room, rows, spare[7], {"satisfied": "不满意", "is_repeat": "是"})
