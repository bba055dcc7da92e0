"""Build the sheet of T16 on which inspectors take points off the portal: a problem a row, and one for all the rest."""

from __future__ import annotations

from govlib.sample.defects import note_furniture
from govlib.sample.registry import PORTAL
from govlib.sample.room import Room, titled
from govlib.sample.sheets import Block, Columns, Row, Sheet

_COLUMNS: Columns = (
    ("_number", "序号"),
    ("subject", "检查对象"),
    ("indicator_code", "指标编号"),
    ("conclusion", "核查结论"),
    ("points", "扣分"),
    ("finding", "扣分说明"),
    ("evidence_url", "证据URL"),
    ("inspector_role", "检查人角色"),
)
_REST = "扣分"
_TAKEN: tuple[tuple[str, float, str], ...] = (
    ("D-1", 1, "“样例概况”的户数是三年前的"),
    ("D-1", 2, "“样例概况”两个附件打不开"),
    ("D-3", -1, "一位县领导的分工没有写"),
    ("D-5", 0.5, "一份已经废止的文件没有标注"),
)


def build_points(room: Room) -> Sheet:
    """Return the sheet of points; deductions are written with or without a minus, both mean the same."""
    rows = [_row(room, code, "存在问题", points, words) for code, points, words in _TAKEN]
    for row, (code, points, words) in zip(rows, _TAKEN, strict=True):
        room.ledger.points(code, PORTAL.name, row, f"{abs(points):g}", note=words)
    rest = _row(room, _REST, "未发现问题", None, "其余各项都已核查")
    sheet = titled("门户网站扣分登记", [Block(_COLUMNS, room.shuffle([*rows, rest]))])
    note_furniture(room, sheet)
    return sheet


def _row(room: Room, code: str, conclusion: str, points: float | None, words: str) -> Row:
    return Row(
        {
            "subject": PORTAL.name,
            "indicator_code": code,
            "conclusion": conclusion,
            "points": points,
            "finding": words,
            "evidence_url": f"{PORTAL.home}{code}/" if points else None,
            "inspector_role": room.rng.choice(("主检", "复检")),
        }
    )
