"""Build T18, what each unit submitted and what was published, towns and departments side by side."""

from __future__ import annotations

from collections.abc import Sequence

from govlib.sample.defects import look_right, note_furniture, spoil
from govlib.sample.room import Room, titled, total_of
from govlib.sample.sheets import Block, Columns, Row, Sheet
from govlib.sample.units import DEPARTMENTS, SHORT_NAMES, TOWNS

_FLOWS = ("published_count", "pending_count", "returned_count", "deleted_count")
_SUMMED = ("submitted_count", *_FLOWS)


def _columns(unit_heading: str, submitted_heading: str) -> Columns:
    return (
        ("unit", unit_heading),
        ("submitted_count", submitted_heading),
        ("published_count", "审发信息总数(条)"),
        ("pending_count", "待审"),
        ("returned_count", "退回"),
        ("deleted_count", "删除"),
        ("key_area_count", "重点领域数"),
        ("error_count", "错情\n(处)"),
    )


def build_publication(room: Room) -> Sheet:
    """Return the T18 sheet; what was submitted is published, pending, returned and deleted together."""
    rows = {unit: _row(room, unit) for unit in (*TOWNS, *DEPARTMENTS)}
    drawn = room.shuffle(list(rows.values()))
    for row in drawn[:3]:
        row.cells["submitted_count"] = _number(row, "submitted_count") + room.rng.choice((-1, 1, 4))
        room.ledger.figure("flow_broken", row, _name(row), "other", "报送数不等于审发、待审、退回、删除之和")
    for row in drawn[3:6]:
        submitted = room.rng.choice((0, 3, 5))
        row.cells |= dict.fromkeys(_FLOWS, 0) | {"submitted_count": submitted, "returned_count": submitted}
        row.cells["key_area_count"] = 0
        room.ledger.figure("zero_publication", row, _name(row), "at", "一条也没有审发")
    for order, row in enumerate(drawn[6:11]):
        row.cells["error_count"] = 1 if not order else room.rng.randint(2, 5)
        room.ledger.figure("units_with_errors", row, _name(row), "above" if order else "at", "有错情")
    single = drawn[11]
    single.cells |= dict.fromkeys(_FLOWS, 0) | {"submitted_count": 1, "published_count": 1, "key_area_count": 0}
    room.ledger.look_alike("zero_publication", _name(single), [single], "above", "审发一条，不是零发布")
    room.ledger.look_alike("flow_broken", _name(drawn[12]), [drawn[12]], "other", "有退回、删除，合计相等")
    drawn[12].cells |= {"submitted_count": 40, "published_count": 31, "pending_count": 2}
    drawn[12].cells |= {"returned_count": 4, "deleted_count": 3}
    look_right(room, drawn[13], "error_count", " ", "units_with_errors", note="错情空白，按零计")
    drawn[14].cells["error_count"] = 0
    room.ledger.look_alike("units_with_errors", _name(drawn[14]), [drawn[14]], "below", "错情为零")
    spoil(room, drawn[15], "key_area_count", "约5", "bad_number", note="重点领域数不是数字")
    spoil(room, drawn[16], "key_area_count", -4, "negative_count", note="条数为负")
    sums = dict.fromkeys(_SUMMED, 0)
    blocks = [
        _block(_columns("乡  镇", "报送信息总数(条)"), [rows[unit] for unit in TOWNS], sums),
        _block(_columns("县级部门", "报送信\n息总数(条)"), [rows[unit] for unit in DEPARTMENTS], sums),
    ]
    sheet = titled("政务公开监测情况统计表", blocks, note="备注：1.数据来自虚构样例；2.错情空白表示没有错情。")
    note_furniture(room, sheet)
    return sheet


def _block(columns: Columns, rows: Sequence[Row], sums: dict[str, int]) -> Block:
    totals = {key: sum(_number(row, key) for row in rows) for key in sums}
    return Block(columns, list(rows), total=total_of("unit", totals))


def _name(row: Row) -> str:
    return str(row.cells["unit"])


def _number(row: Row, key: str) -> int:
    value = row.cells[key]
    if not isinstance(value, int):
        raise TypeError(f"{key} of {_name(row)} is {value!r}, not a whole number")
    return value


def _row(room: Room, unit: str) -> Row:
    rng = room.rng
    published, pending, returned, deleted = rng.randint(4, 120), rng.randint(0, 3), rng.randint(0, 9), rng.randint(0, 2)
    return Row(
        {
            "unit": SHORT_NAMES.get(unit, unit),
            "submitted_count": published + pending + returned + deleted,
            "published_count": published,
            "pending_count": pending,
            "returned_count": returned,
            "deleted_count": deleted,
            "key_area_count": rng.randint(0, published),
            "error_count": rng.choice((None, " ")),
        }
    )
