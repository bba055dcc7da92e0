"""An office's own 整改台账 (T25), typed by hand: what each row says, nothing guessed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from govlib.catalog.load import Catalog
from govlib.errors import FileUnreadableError
from govlib.exports import read_exports
from govlib.exports.sheet_reading import LEDGER as TABLE
from govlib.ledger.acts import DISPUTED, FIXED, NOT_FIXED, PARTLY

# a day without a year gets this one, in which no ledger was written, and is then told and left out
_NO_YEAR = 1952
_WINDOW = (date(_NO_YEAR, 1, 1), date(_NO_YEAR, 12, 31))
_DAYS = {
    "found_date": "发现日期", "sent_date": "通报时间", "deadline": "整改期限", "fixed_date": "完成时间",
    "recheck_date": "复查日期", "closed_date": "销号日期",
}  # fmt: skip
_MOST_RECHECKS = 30
_NOT_TOLD = frozenset({"ledger_in_exports", "unknown_column", "hidden_sheet"})
_WORDS = {
    FIXED: (
        "已整改", "已完成整改", "整改完成", "已整改完成", "整改到位", "已整改到位", "已完成", "完成", "已改正",
        "已修改", "是", "属实已整改", "合格", "通过",
    ),
    PARTLY: ("整改中", "正在整改", "部分整改", "部分完成", "正在办理", "办理中"),
    NOT_FIXED: (
        "未整改", "未完成整改", "未完成", "未改正", "未修改", "未整改到位", "整改不到位", "否", "不合格", "未通过",
    ),
    DISPUTED: ("有异议", "不属实", "申诉"),
}  # fmt: skip
_MEANT = {word: meant for meant, words in _WORDS.items() for word in words}


@dataclass(frozen=True)
class Entry:
    """One row of an old ledger as it is written; days are None where there is none, ``rechecks`` is how many.

    ``where`` says file, sheet and row; ``answer`` and ``result`` are words of the ledger, "" where none is sure.
    """

    where: str
    unit: str
    written_unit: str
    problem_kind: str
    object: str
    platform: str
    problem: str
    basis: str = ""
    sent_on: date | None = None
    deadline: date | None = None
    answer: str = ""
    measures: str = ""
    fixed_on: date | None = None
    reason: str = ""
    result: str = ""
    rechecks: int = 0
    rechecked_on: date | None = None
    is_closed: bool = False
    closed_on: date | None = None
    remark: str = ""

    @property
    def latest(self) -> date | None:
        """Return the latest day on which the row says that something happened."""
        days = (self.sent_on, self.fixed_on, self.rechecked_on, self.closed_on)
        return max((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class ReadLedger:
    """What a file holds: its rows, what could not be used (with file, sheet, row), and what is worth a look."""

    entries: tuple[Entry, ...]
    refused: tuple[str, ...]
    remarks: tuple[str, ...]


def read_ledger(path: Path, catalog: Catalog, counted_as: Callable[[str], str]) -> ReadLedger:
    """Return the rows of an old ledger; personal columns are dropped, phones and the like in texts hidden.

    Raises:
        FileUnreadableError: there is no such file, it can't be opened, or no sheet of it is a ledger.
    """
    if not path.is_file():
        raise FileUnreadableError(
            path.name, "没有这个文件", "一个 .xlsx、.xls 或 .csv 文件", "请核对名称和所在的文件夹"
        )
    declared = catalog.tables[TABLE]
    only = declared.model_copy(update={"recognised_by": (("unit", "problem"),)})
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(path, Path(folder) / path.name)
        intake = read_exports(Path(folder), {TABLE: only}, catalog.personal, _WINDOW)
    table = intake.tables.get(TABLE)
    problems = intake.problems.loc[~intake.problems["code"].isin(_NOT_TOLD)]
    if table is None:
        said = [str(message) for message in problems.loc[problems["severity"].eq("错误"), "message"]]
        status = intake.files.loc[intake.files["status"].ne("已读"), "message"].tolist()
        found = str([*status, *said, "没有认出整改台账"][0]).removeprefix(f"{path.name}：").rstrip("。")
        raise FileUnreadableError(path.name, found, advice="台账要有“责任单位”和“存在问题”两列，标题写在一行里")
    is_refused = problems["severity"].ne("提示") | problems["code"].isin(["duplicate_row", "personal_column_dropped"])
    remarks: list[str] = []
    undated: list[str] = []
    entries = tuple(_entries(table, counted_as, remarks, undated))
    refused = (*map(str, problems.loc[is_refused, "message"]), *undated)
    return ReadLedger(entries, refused, tuple(remarks))


def _entries(
    table: pd.DataFrame, counted_as: Callable[[str], str], remarks: list[str], undated: list[str]
) -> Iterator[Entry]:
    for record in table.to_dict("records"):
        row = {str(name): value for name, value in record.items()}
        sheet = f"《{_text(row, 'source_sheet')}》" if _text(row, "source_sheet") else ""
        where = f"{row['source_file']}{sheet} 第 {row['source_row']} 行"
        _leave_out_days_without_year(row, where, undated)
        answer, measures = _say_answer(row, where, remarks)
        result, rechecks = _say_result(row, where, remarks)
        sent = _day(row, "sent_date") or _day(row, "found_date")
        fixed = _day(row, "fixed_date")
        if fixed is not None and answer != FIXED:
            remarks.append(f"{where}：写了完成时间，整改情况却不是“已整改”，完成时间没有采用。")
            fixed = None
        yield Entry(
            where=where,
            unit=counted_as(_text(row, "unit")),
            written_unit=_text(row, "unit"),
            problem_kind=_text(row, "problem_kind"),
            object=_text(row, "object"),
            platform=_text(row, "platform"),
            problem=_text(row, "problem"),
            basis=_text(row, "basis"),
            sent_on=sent,
            deadline=_day(row, "deadline"),
            answer=answer,
            measures=measures,
            fixed_on=fixed,
            reason=_text(row, "reason"),
            result=result,
            rechecks=rechecks,
            rechecked_on=_day(row, "recheck_date"),
            is_closed=_text(row, "closed") == "已销号",
            closed_on=_day(row, "closed_date"),
            remark=_text(row, "note"),
        )


def _leave_out_days_without_year(row: dict[str, Any], where: str, undated: list[str]) -> None:
    """Blank the days of a row that were written without a year, and tell them: which year is nobody's to guess."""
    for name, heading in _DAYS.items():
        day = _day(row, name)
        if day is not None and day.year == _NO_YEAR:
            undated.append(f"{where}：{heading}“{day.month}月{day.day}日”没有写年份，没有采用，请补上年份。")
            row[name] = pd.NaT


def _say_answer(row: Mapping[str, Any], where: str, remarks: list[str]) -> tuple[str, str]:
    """Return the answer and the measures of a row; a sentence that is no answer is kept among the measures."""
    written, measures = _text(row, "answer"), _text(row, "measures")
    meant = _MEANT.get(written.strip("。.！! "), "")
    if written and not meant:
        remarks.append(f"{where}：整改情况“{_short(written)}”看不出是否整改，只记作整改措施，不算回复。")
        measures = "；".join(part for part in (measures, written) if part)
    return meant, measures


def _say_result(row: Mapping[str, Any], where: str, remarks: list[str]) -> tuple[str, int]:
    """Return what the recheck found and how many rechecks there are to be written down."""
    written = _text(row, "recheck_result")
    meant = _MEANT.get(written.strip("。.！! "), "")
    count = None if pd.isna(row["recheck_count"]) else int(row["recheck_count"])
    if meant not in (FIXED, NOT_FIXED):
        if written or count:
            said = f"“{_short(written)}”看不出是否整改" if written else f"没有写，只写了复查 {count} 次"
            remarks.append(f"{where}：复查结果{said}，不算复查。")
        return "", 0
    if count == 0:
        remarks.append(f"{where}：复查次数是 0，却写了复查结果，按一次算。")
    if count is not None and count > _MOST_RECHECKS:
        remarks.append(f"{where}：复查次数 {count} 太多，按一次算，请核对。")
        count = 1
    # of several rechecks that ended well nobody knows how the earlier ones ended; of a failed last one all have failed
    return meant, max(count or 1, 1) if meant == NOT_FIXED else 1


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    return "" if pd.isna(value) else str(value).strip()


def _day(row: Mapping[str, Any], name: str) -> date | None:
    value = row[name]
    return None if pd.isna(value) else value.date()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 30 else f"{line[:29]}…"  # noqa: PLR2004 - so long that a line on a screen holds it
