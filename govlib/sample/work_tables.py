"""Build T17, assigned tasks; T19, checklist findings; T21, spot checks by superiors."""

from __future__ import annotations

from govlib.sample.days import days_before
from govlib.sample.defects import (
    look_right,
    note_furniture,
    note_headings,
    personal_cells,
    repeat_key,
    spoil,
)
from govlib.sample.registry import SITES
from govlib.sample.room import Room, titled
from govlib.sample.sheets import Block, Columns, Raw, Row, Sheet
from govlib.sample.units import ALL_UNITS, COUNTS_AS, SHORT_NAMES, TOWNS

_TASK_COLUMNS: Columns = (
    ("_number", "序号"),
    ("task", "任务名称"),
    ("object", "任务对象"),
    ("unit", "责任单位"),
    ("due_date", "完成时限"),
    ("done_date", "完成日期"),
    ("status", "完成情况"),
    ("grade", "评价等次"),
    ("_person_name", "填报人"),
)
_CHECK_COLUMNS: Columns = (
    ("_number", "序号"),
    ("category", "检查类别"),
    ("item", "检查项"),
    ("finding", "检查发现"),
    ("units", "责任单位"),
)
_SPOT_COLUMNS: Columns = (
    ("checked_when", "抽查时间"),
    ("check_level", "抽查层级"),
    ("object", "抽查对象"),
    ("score", "得分"),
    ("pass_rate", "合格率"),
    ("rank", "全市排名"),
    ("problem_count", "问题数(条)"),
    ("unit", "责任单位"),
)
_TASKS = ("政务开放日", "在线访谈录制", "政策文件转载", "找错入口设置")
_DONE, _OPEN = ("完成", "已完成", "已开展", "已落实"), ("未完成", "未开展", "未落实")


def build_tasks(room: Room) -> Sheet:
    """Return the T17 sheet; a task done after its day isn't an open one."""
    rows = [_task(room, task, unit) for task in _TASKS for unit in room.rng.sample(ALL_UNITS, 14)]
    rows.append(_task(room, "专题信息报送", next(iter(COUNTS_AS))))
    rows = room.shuffle(rows)
    for row in rows[:7]:
        row.cells |= {"status": room.rng.choice(_OPEN), "done_date": None, "grade": None}
        subject = f"{row.cells['task']}/{row.cells['unit']}"
        room.ledger.figure("tasks_open", row, subject, "other", "任务未完成")
    late = rows[7]
    late.cells |= {"status": "逾期完成", "done_date": room.dress.day(days_before(1))}
    room.ledger.look_alike("tasks_open", "", [late], "other", "逾期完成，不是未完成")
    spare = rows[8:]
    rows = room.shuffle(rows)
    spoil(room, spare[0], "status", "推进中", "bad_choice", note="完成情况不在可选值里")
    spoil(room, spare[1], "unit", None, "blank_required", note="责任单位空白，整行不收")
    spoil(room, spare[2], "due_date", "2026-09-31", "bad_date", note="不存在的日期")
    look_right(room, spare[3], "grade", "－", "bad_choice", note="未评等次")
    repeat_key(room, rows, spare[4], {"status": "未完成"})
    block = Block(_TASK_COLUMNS, rows)
    note_headings(room, block)
    sheet = titled("专项工作任务", [block], note="备注：完成情况由各单位自报。")
    note_furniture(room, sheet)
    return sheet


def _task(room: Room, task: str, unit: str) -> Row:
    return Row(
        {
            "task": task,
            "object": f"{task}2026年第三季度",
            "unit": SHORT_NAMES.get(unit, unit) if unit in ALL_UNITS and room.rng.random() < 1 / 2 else unit,
            "due_date": room.dress.day(days_before(room.rng.randint(5, 20))),
            "done_date": room.dress.day(days_before(room.rng.randint(21, 60))),
            "status": room.rng.choice(_DONE),
            "grade": room.rng.choice(("好", "较好", None)),
            **personal_cells(room),
        }
    )


def build_checklist(room: Room) -> Sheet:
    """Return the T19 sheet; a finding may name several units."""
    rng = room.rng
    rows = []
    for order in range(24):
        units = rng.sample((*ALL_UNITS, *COUNTS_AS), rng.choice((1, 1, 2, 3)))
        cells: dict[str, Raw] = {
            "category": rng.choice(("政策公开", "栏目保障", "依申请公开", "平台建设")),
            "item": f"检查项{order + 1}",
            "finding": rng.choice(("公开不及时", "内容不完整", "链接不可用", "格式不规范")),
            "units": "、".join(units),
        }
        rows.append(Row(cells))
    spoil(room, rows[rng.randrange(12)], "finding", None, "blank_required", note="检查发现空白，整行不收")
    look_right(room, rows[rng.randrange(12, 24)], "units", "", "blank_required", note="责任单位可以空白")
    sheet = titled("检查发现登记", [Block(_CHECK_COLUMNS, rows)])
    note_furniture(room, sheet)
    return sheet


def build_spot_checks(room: Room) -> Sheet:
    """Return the T21 sheet."""
    rng = room.rng
    rows = []
    for order, site in enumerate(rng.sample(SITES, 10)):
        rate = rng.randint(800, 1000)
        rows.append(
            Row(
                {
                    "checked_when": f"2026年{7 + order % 3}月",
                    "check_level": ("省级", "市级")[order % 2],
                    "object": site.name,
                    "score": round(rng.uniform(70, 99), 1),
                    "pass_rate": rate / 1000 if order % 2 else f"{rate / 10:.1f}%",
                    "rank": f"第{rng.randint(1, 9)}位",
                    "problem_count": room.dress.count(rng.randint(0, 30), "条"),
                    "unit": rng.choice(TOWNS) if site.group == "乡镇" else site.unit,
                }
            )
        )
    spoil(room, rows[2], "pass_rate", "135%", "share_out_of_range", note="合格率超过100%")
    spoil(room, rows[5], "score", "约九十", "bad_number", note="得分不是数字")
    spoil(room, rows[6], "problem_count", -1, "negative_count", note="问题数为负")
    look_right(room, rows[8], "pass_rate", "100%", "share_out_of_range", note="合格率正好100%")
    sheet = titled("上级抽查", [Block(_SPOT_COLUMNS, rows)], note="备注：排名为全市排名。")
    note_furniture(room, sheet)
    return sheet
