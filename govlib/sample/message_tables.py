"""Build T8, messages of citizens (csv), and T20, counts of the mailboxes."""

from __future__ import annotations

from datetime import date, timedelta

from govlib.sample.cast import Cast
from govlib.sample.days import INSPECTION_DAY, SAMPLE_PERIOD, days_before, months_before
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
from govlib.sample.registry import SITES, Site
from govlib.sample.room import Room, titled, total_of
from govlib.sample.sheets import Block, Columns, Row, Sheet

_COLUMNS: Columns = (
    ("message_code", "信件编号"),
    ("site_code", "网站标识码"),
    ("column_name", "信箱"),
    ("message_kind", "来信类型"),
    ("is_valid", "是否有效"),
    ("received_date", "来信时间"),
    ("transferred_date", "转办时间"),
    ("answered_date", "答复时间"),
    ("unit", "答复部门"),
    ("status", "办理状态"),
    ("is_public", "是否公开"),
    ("is_repeat", "是否二次投诉"),
    ("topic", "问题分类"),
    ("satisfied", "满意度"),
    ("_person_name", "来信人"),
    ("_person_phone", "手机号码"),
    ("_unknown_batch", "受理窗口号"),
)
_LETTER_COLUMNS: Columns = (
    ("mailbox", "信箱名称"),
    ("letter_kind", "信件类型"),
    ("letter_count", "件数"),
    ("valid_count", "有效件数"),
    ("on_time_count", "按期办结"),
    ("open_count", "在办数"),
    ("overdue_count", "超期数"),
)
_KINDS = ("咨询", "建议", "求助", "投诉", "意见")
_UNCOUNTED = ("信访", "举报", "访谈", "调查")
_TOPICS = ("噪声扰民", "物业管理", "道路破损", "社保缴费", "户籍办理", "停水停电")
_THREE_MONTHS = months_before(3)
_YEAR = months_before(12)
_DAY = timedelta(days=1)
_PERIOD_DAYS = (SAMPLE_PERIOD.end - SAMPLE_PERIOD.start).days
_NOTE = "一年内有效的咨询建言类留言，超过3个月未答复"


def build_messages(room: Room, cast: Cast) -> Sheet:
    """Return the T8 table, a csv without titles."""
    rows = [_ordinary(room, site) for site in SITES for _ in range(room.rng.randint(5, 9))]
    spare = room.shuffle(rows)
    for case, site in cast.sites["W-V5.2"].items():
        rows += _play(room, site, case)
    repeats = [_ordinary(room, room.rng.choice(SITES)) for _ in range(8)]
    for row in repeats:
        row.cells |= {"message_kind": "投诉", "is_repeat": "是", "is_valid": "是"}
    rows = room.shuffle([*rows, *repeats])
    for order, row in enumerate(rows):
        row.cells["message_code"] = f"LY2026{order:05d}"
    for row in repeats:
        room.ledger.figure("repeat_complaints", row, str(row.cells["message_code"]), "other", "二次投诉")
    first = next(row for row in rows if row.cells["message_kind"] == "投诉" and row.cells["is_repeat"] == "否")
    room.ledger.look_alike("repeat_complaints", str(first.cells["message_code"]), [first], "other", "首次投诉")
    _spoil(room, rows, spare)
    block = Block(_COLUMNS, rows)
    note_headings(room, block)
    return Sheet("", (), [block])


def _message(room: Room, site: Site, received: date, answered: date | None, kind: str = "") -> Row:
    rng, dress = room.rng, room.dress
    return Row(
        {
            "site_code": site.code,
            "column_name": rng.choice(("书记信箱", "县长信箱", "部门信箱")),
            "message_kind": kind or rng.choice(_KINDS),
            "is_valid": "是",
            "received_date": dress.day(received),
            "transferred_date": dress.blank(),
            "answered_date": dress.day(answered),
            "unit": site.unit,
            "status": "已办结" if answered else "办理中",
            "is_public": rng.choice(("公开", "不公开")),
            "is_repeat": "否",
            "topic": rng.choice(_TOPICS),
            "satisfied": rng.choice(("满意", "基本满意", "不满意", "未评价")) if answered else "未评价",
            **personal_cells(room),
        }
    )


def _ordinary(room: Room, site: Site) -> Row:
    age = room.rng.randint(10, _PERIOD_DAYS)
    if room.rng.random() < 1 / 6:
        return _message(room, site, days_before(age), None)
    answered = days_before(age - room.rng.randint(1, 10))
    row = _message(room, site, days_before(age), answered)
    row.cells["is_valid"] = room.rng.choice(("是", "是", "是", "否"))
    return row


def _play(room: Room, site: Site, case: str) -> list[Row]:
    def still_open(received: date, kind: str = "") -> Row:
        return _message(room, site, received, None, kind)

    ledger, name, rng = room.ledger, site.name, room.rng
    found: dict[str, tuple[list[date], Position]] = {
        "one_above": ([_THREE_MONTHS - _DAY], "above"),
        "several": ([days_before(rng.randint(100, 350)) for _ in range(3)], "above"),
        "oldest": ([_YEAR + _DAY], "other"),
    }
    if case in found:
        days, position = found[case]
        rows = [still_open(day) for day in days]
        ledger.finding("W-V5.2", name, rows, str(len(rows)), position, note=_NOTE)
        return rows
    if case == "at":
        rows = [still_open(_THREE_MONTHS)]
        ledger.look_alike("W-V5.2", name, rows, "at", "到监测日正好3个月，不算超过")
        return rows
    if case == "below":
        rows = [still_open(_THREE_MONTHS + _DAY)]
        ledger.look_alike("W-V5.2", name, rows, "below", "未答复，但未满3个月")
        return rows
    rows = [still_open(days_before(rng.randint(100, 350)), kind) for kind in _UNCOUNTED]
    rows.append(still_open(days_before(200), "投诉"))
    rows[-1].cells["is_valid"] = "否"
    rows.append(_message(room, site, days_before(200), INSPECTION_DAY, "求助"))
    rows.append(_message(room, site, days_before(260), days_before(130), "咨询"))
    rows.append(still_open(_YEAR - _DAY, "咨询"))
    ledger.look_alike("W-V5.2", name, rows, "other", "信访举报等不计、无效、迟但已答复、一年以前收到")
    return rows


def _spoil(room: Room, rows: list[Row], spare: list[Row]) -> None:
    spoil(room, spare[0], "received_date", "2026-02-30", "bad_date", note="不存在的日期，必填，整行不收")
    answered = [row for row in spare[1:] if row.cells["status"] == "已办结"]
    spoil(room, answered[0], "is_valid", "大概是", "bad_flag", note="是否列里写了别的词")
    spoil(room, answered[1], "is_public", "看情况", "bad_choice", note="公开状态不在可选值里")
    spoil(room, answered[2], "message_code", None, "blank_required", note="编号空白，整行不收")
    spoil(room, answered[3], "transferred_date", "2026年7月32日", "bad_date", note="不存在的日期")
    spoil(room, answered[4], "site_code", str(answered[4].cells["site_code"])[1:], "bad_code", note="标识码只有9位")
    look_right(room, answered[5], "transferred_date", "无", "bad_date", note="“无”表示空白")
    look_right(room, answered[6], "topic", "－", "blank_required", note="选填格空白可以")
    repeat_row(room, rows, answered[7])
    repeat_row(room, rows, answered[8])
    repeat_key(room, rows, answered[9], {"status": "重复登记", "satisfied": "未评价"})


def build_letters(room: Room) -> Sheet:
    """Return the T20 sheet; a row's count is handled on time, open and overdue together."""
    rows: list[Row] = []
    late = set(room.rng.sample(range(16), 4))
    overdue_total = 0
    for mailbox in ("书记信箱", "县长信箱", "部门信箱", "镇街信箱"):
        for kind in _KINDS[:4]:
            order = len(rows)
            overdue = 0 if order not in late else 1 if order == min(late) else room.rng.randint(2, 6)
            overdue_total += overdue
            rows.append(_letters(room, mailbox, kind, overdue))
            if overdue:
                room.ledger.figure(
                    "letters_overdue", rows[-1], f"{mailbox}/{kind}", "at" if overdue == 1 else "above", "有超期件"
                )
    clean = room.shuffle([row for order, row in enumerate(rows) if order not in late])
    room.ledger.look_alike("letters_overdue", "", [clean[0]], "below", "有在办件，没有超期件")
    spoil(room, clean[1], "open_count", -2, "negative_count", note="件数为负")
    spoil(room, clean[2], "on_time_count", "约10", "bad_number", note="不是数字")
    look_right(room, clean[3], "valid_count", "１０件", "bad_number", note="全角数字带单位")
    nameless = _letters(room, "", "其他", 0)
    nameless.cells["mailbox"] = None
    rows.insert(room.rng.randint(1, len(rows) - 1), nameless)
    spoil(room, nameless, "mailbox", None, "blank_required", note="信箱名称空白，整行不收")
    sheet = titled(
        "信箱办理统计", [Block(_LETTER_COLUMNS, rows, total=total_of("mailbox", {"overdue_count": overdue_total}))]
    )
    note_furniture(room, sheet)
    return sheet


def _letters(room: Room, mailbox: str, kind: str, overdue: int) -> Row:
    rng, dress = room.rng, room.dress
    on_time, still_open = rng.randint(5, 60), rng.randint(1, 5)
    total = on_time + still_open + overdue
    return Row(
        {
            "mailbox": mailbox,
            "letter_kind": kind,
            "letter_count": dress.count(total, "件"),
            "valid_count": dress.count(total - rng.randint(0, 4), "件"),
            "on_time_count": dress.count(on_time, "件"),
            "open_count": still_open,
            "overdue_count": dress.count(overdue, "件") if overdue else rng.choice((0, "0件", "０")),
        }
    )
