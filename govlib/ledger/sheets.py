"""The sheets that units fill in, and the place's own ledger: what stands in each column, and how they are laid out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from govlib.documents.dropdowns import Dropdown
from govlib.documents.writing import Line, Sheet
from govlib.ledger.acts import ANSWERS, RECHECKS
from govlib.ledger.identity import Identity
from govlib.ledger.known import Known, Telling

NUMBER, ANSWER, FIXED_ON, STATEMENT_ON = "编号", "整改情况", "完成日期", "书面检查报送日期"
LOCKED = (NUMBER, "问题", "对象", "证据", "依据", "严重程度", "整改期限", "第几次通报")
ASKED = {
    ANSWER: "answer", "整改措施": "measures", FIXED_ON: "fixed_on", "未完成原因": "reason",
    STATEMENT_ON: "statement_on", "备注": "remark",
}  # fmt: skip
"""What a unit fills in, by heading, as ``Answer`` has it."""
RESULT, RESULT_ON, CLOSE, CLOSE_ON, OFFICE_REMARK = "复查结果", "复查日期", "销号", "销号日期", "复查销号备注"
OFFICE_LOCKED = (NUMBER, "责任单位", "类别", *LOCKED[1:], "状态", "单位回复")
OFFICE_ASKED = (RESULT, RESULT_ON, CLOSE, CLOSE_ON, OFFICE_REMARK)
YES = "是"
ANSWER_SHEET, NOTE_SHEET, MARK_SHEET, LEDGER_SHEET, WAITING_SHEET = "整改表", "说明", "识别", "台账", "未下发"
_ROOM = {ANSWER: 4, "整改措施": 20, FIXED_ON: 6, "未完成原因": 12, STATEMENT_ON: 6, "备注": 8}
_OFFICE_ROOM = {RESULT: 4, RESULT_ON: 6, CLOSE: 3, CLOSE_ON: 6, OFFICE_REMARK: 6}
_HOW = (
    (NUMBER, "这一条问题的编号，长期不变。请不要改，也不要增删、合并行。"),
    (ANSWER, "从下拉框里选：已整改、整改中、未整改；对问题有不同意见的选“有异议”，并在备注里写明理由。"),
    ("整改措施", "做了什么。"),
    (FIXED_ON, "选“已整改”的写哪天改完，写年月日。其余不写。"),
    ("未完成原因", "没有改完的写原因和打算。"),
    (STATEMENT_ON, "要求书面检查的，写哪天报送的；没有要求的不写。"),
    ("备注", "其他要说明的。请不要写联系人、电话等个人信息。"),
    ("黄色的格子", "由你单位填写。其余格子已锁定；改动锁定的格子不起作用，导入时会逐处列出。"),
    ("公式", "请直接写文字和日期；填写的格子里有公式的，这一条不予采用。"),
    ("空着的", "算没有回复；以前回复过的仍然有效，不会因为空着而抹去。"),
)


@dataclass(frozen=True)
class Heading:
    """What stands above a sheet: of which place and period it is, whether that is invented, and its code."""

    place: str
    period: str
    is_sample: bool
    code: str
    identity: Identity

    @property
    def line(self) -> str:
        """Return the line by which the sheet is known when it comes back."""
        whom = f"责任单位：{self.identity.unit}" if self.identity.unit else "全部责任单位"
        return f"{whom}　下发日期：{self.identity.day.isoformat()}　期：{self.identity.period}　表号：{self.code}"


def say_locked(telling: Telling) -> dict[str, str]:
    """Return what stands in the locked cells of a number's row, by heading, as one sending told it."""
    told = telling.told
    again = f"（反复出现，原编号 {told.repeats}）" if told.repeats else ""
    texts = (
        told.number, told.problem, told.object, told.evidence, told.basis, told.severity, told.deadline,
        f"第{telling.time}次{again}",
    )  # fmt: skip
    return dict(zip(LOCKED, texts, strict=True))


def make_unit_sheets(heading: Heading, tellings: Sequence[Telling]) -> tuple[Sheet, ...]:
    """Return the sheets that one unit receives: its numbers to be answered, how to, and the mark out of sight."""
    rows = [say_locked(telling) | dict.fromkeys(ASKED, "") for telling in tellings]
    since = min((telling.day for telling in tellings), default=heading.identity.day)
    dropdowns = {
        ANSWER: Dropdown(ANSWERS, closed=True, hint="从下拉框里选；空着算没有回复。"),
        FIXED_ON: Dropdown(earliest=since, hint="已整改的写哪天改完，形如 2026-04-20。"),
        STATEMENT_ON: Dropdown(earliest=since, hint="要求书面检查的写哪天报送。"),
        "备注": Dropdown(hint="不要写联系人、电话。"),
    }
    title = f"{heading.place}{heading.period}问题整改表"
    answers = Sheet(
        name=ANSWER_SHEET,
        above=(*_above(heading, title), *(Line(text, "scope") for text in _say_duties(tellings))),
        table=_table(rows, (*LOCKED, *ASKED)),
        landscape=True,
        page_heads=(f"{heading.place}{heading.period}", f"{heading.identity.unit} 表号 {heading.code}"),
        dropdowns=dropdowns,
        room=_ROOM,
        unlocked=tuple(ASKED),
    )
    how = Sheet(
        name=NOTE_SHEET,
        above=(Line("怎么填", "title"),),
        table=pd.DataFrame(_HOW, columns=["列", "怎么填"], dtype="object"),
        filtered=False,
        unlocked=(),
    )
    return answers, how, _mark(heading)


def make_place_sheets(
    heading: Heading, book: Iterable[Known], cases: pd.DataFrame, waiting: pd.DataFrame, as_of: date
) -> tuple[Sheet, ...]:
    """Return the place's ledger: every number with its state and what the office fills in, and what is not sent."""
    states = {} if cases.empty else dict(zip(cases["number"], cases["state"], strict=True))
    rows = [_office_row(known, str(states.get(known.number, ""))) for known in book]
    since = heading.identity.day
    dropdowns = {
        RESULT: Dropdown(RECHECKS, closed=True, hint="复查后从下拉框里选。"),
        RESULT_ON: Dropdown(earliest=since, hint="哪天复查的。"),
        CLOSE: Dropdown((YES,), closed=True, hint="不再跟踪的选“是”。"),
        CLOSE_ON: Dropdown(earliest=since, hint="哪天销号的。"),
    }
    ledger = Sheet(
        name=LEDGER_SHEET,
        above=(
            *_above(heading, f"{heading.place}{heading.period}问题整改台账"),
            Line(f"截至 {as_of.isoformat()}。黄色的格子由检查单位填写，填好后用 govlib ledger import 导入。", "scope"),
        ),
        table=_table(rows, (*OFFICE_LOCKED, *OFFICE_ASKED)),
        landscape=True,
        page_heads=(f"{heading.place}{heading.period}", f"整改台账 表号 {heading.code}"),
        empty_text="还没有下发过问题",
        dropdowns=dropdowns,
        room=_OFFICE_ROOM,
        unlocked=OFFICE_ASKED,
    )
    left = Sheet(
        name=WAITING_SHEET,
        above=(Line("还没有下发的问题", "title"), Line("下列问题不在上面的台账里；原因见最后一列。", "scope")),
        table=waiting,
        landscape=True,
        unlocked=(),
    )
    return ledger, left, _mark(heading)


def _above(heading: Heading, title: str) -> tuple[Line, ...]:
    warning = (Line("本表内容由程序虚构，不是任何真实地方的数据。", "warning"),) if heading.is_sample else ()
    return (Line(title, "title"), *warning, Line(heading.line, "scope"))


def _say_duties(tellings: Sequence[Telling]) -> list[str]:
    """Return in sentences what the unit is to do by when."""
    due: dict[str, int] = {}
    for telling in tellings:
        due[telling.told.deadline] = due.get(telling.told.deadline, 0) + 1
    said = [
        f"{count} 条{f'须在 {day} 前（含当日）改完' if day else '没有写整改期限'}" for day, count in sorted(due.items())
    ]
    duties = [f"以下 {len(tellings)} 条问题请逐条整改：{'；'.join(said)}。填好黄色的格子，存盘后把本文件报回。"]
    papers: dict[str, list[str]] = {}
    for telling in tellings:
        if telling.told.statement_by:
            papers.setdefault(telling.told.statement_by, []).append(telling.told.number)
    duties += [
        f"下列编号须在 {day} 前（含当日）报送书面检查：{'、'.join(names)}。" for day, names in sorted(papers.items())
    ]
    return duties


def _office_row(known: Known, state: str) -> dict[str, object]:
    telling = known.last
    locked = say_locked(telling) | {"责任单位": known.unit, "类别": telling.told.topic, "状态": state}
    on, result = known.latest_result
    closed_on = known.closed[0] if known.closed else None
    remark = (known.closed[1].remark if known.closed else "") or (result.remark if result else "")
    asked = (result.result if result else "", on, YES if known.closed else "", closed_on, remark)
    return locked | {"单位回复": say_answer(known)} | dict(zip(OFFICE_ASKED, asked, strict=True))


def say_answer(known: Known) -> str:
    """Return in one sentence what a unit has answered since it was told last."""
    said = known.answer
    parts = (
        said.answer,
        f"{said.fixed_on}完成" if said.fixed_on else "",
        said.measures,
        f"未完成原因：{said.reason}" if said.reason else "",
        f"书面检查 {said.statement_on} 报送" if said.statement_on else "",
        said.remark,
    )
    return "；".join(part for part in parts if part)


def _mark(heading: Heading) -> Sheet:
    lines = [f"地方：{heading.place}", heading.line]
    return Sheet(MARK_SHEET, (), pd.DataFrame({"识别": lines}, dtype="object"), unlocked=(), is_secret=True)


def _table(rows: Sequence[dict[str, object]] | Sequence[dict[str, str]], columns: Sequence[str]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=list(columns), dtype="object")
    return table.mask(table.isin([""]), None) if len(table) else table
