"""Plant defects that the reader must report: spoiled cells, repeated rows, headings it must drop or doesn't know."""

from __future__ import annotations

from govlib.sample.room import Room, heading_keys
from govlib.sample.sheets import Block, Raw, Row, Sheet

PERSON, UNKNOWN = "_person", "_unknown"
_NAMES = ("张虚构", "李样例", "王某虚", "赵假名", "周示例")


def personal_cells(room: Room) -> dict[str, Raw]:
    """Return obviously invented values for the personal columns of a row: name, phone, mail; and a batch mark."""
    return {
        f"{PERSON}_name": room.rng.choice(_NAMES),
        f"{PERSON}_phone": f"139000000{room.rng.randrange(100):02d}",
        f"{PERSON}_mail": "xu.gou@example.invalid",
        f"{UNKNOWN}_batch": f"P{room.rng.randrange(100, 1000)}",
    }


def note_headings(room: Room, block: Block) -> None:
    """Enter every personal and every unknown heading of a block in the ledger."""
    for key in heading_keys(block.columns, PERSON):
        room.ledger.intake("personal_column_dropped", block.header, key, "个人信息列，整列不读")
    for key in heading_keys(block.columns, UNKNOWN):
        room.ledger.intake("unknown_column", block.header, key, "没有声明认得的标题")


def note_furniture(room: Room, sheet: Sheet) -> None:
    """Enter totals, notes and repeated headers of a sheet as look-alikes."""
    for block in sheet.blocks:
        if block.total is not None:
            room.ledger.look_alike("blank_required", "", [block.total], "other", "合计行，不是数据")
        if block.repeat_at is not None:
            room.ledger.look_alike("bad_choice", "", [block.repeated], "other", "表中重复的表头行，不是数据")
    if sheet.note:
        room.ledger.look_alike("blank_required", "", [sheet.note_row], "other", "表尾备注，不是数据")


def spoil(room: Room, row: Row, key: str, raw: Raw, code: str, *, note: str) -> Row:
    """Put a defective value into one cell and enter it."""
    row.cells[key] = raw
    room.ledger.intake(code, row, key, note)
    return row


def look_right(room: Room, row: Row, key: str, raw: Raw, code: str, *, note: str) -> None:
    """Put an odd but readable value into one optional cell and enter it as a look-alike."""
    row.cells[key] = raw
    room.ledger.look_alike(code, "", [row], "other", note)


def repeat_row(room: Room, rows: list[Row], row: Row) -> None:
    """Insert an identical copy of a row somewhere after it."""
    copy = Row(dict(row.cells))
    _insert_later(room, rows, row, copy)
    room.ledger.intake("duplicate_row", copy, "", "与前面一行完全相同，后一行不收")


def repeat_key(room: Room, rows: list[Row], row: Row, changes: dict[str, Raw]) -> None:
    """Insert a row with the same key and other content somewhere after a row."""
    copy = Row({**row.cells, **changes})
    _insert_later(room, rows, row, copy)
    room.ledger.intake("duplicate_key", copy, "", "与前面一行同键不同内容，后一行不收")


def _insert_later(room: Room, rows: list[Row], row: Row, copy: Row) -> None:
    position = next(index for index, item in enumerate(rows) if item is row)
    rows.insert(room.rng.randint(position + 1, len(rows)), copy)
