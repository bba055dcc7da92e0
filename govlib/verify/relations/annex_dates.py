"""Deadlines and ends of data in annexes against the day of issue: asked about only, an annex may be older."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from govlib.text.chinese_dates import find_days
from govlib.verify.check import DOUBTFUL, RIGHT, Check, Quote
from govlib.verify.draft.columns import find_columns, plain
from govlib.verify.draft.model import DraftTable
from govlib.verify.reading import Reading
from govlib.verify.relations.dates import IDENTITY, KIND, say_day

_DUE = (
    "整改时限", "整改期限", "完成时限", "办理时限", "办结时限", "反馈时限", "整改截止", "完成期限", "限期",
    "要求完成", "反馈期限", "截止日期", "截止时间",
)  # fmt: skip
_DONE = ("实际", "已", "原")
_OLD = re.compile("上期|上季度|上年|去年|往年|历史|整改完成情况|已整改|销号|验收|复查")


def find_annex_dates(reading: Reading) -> Iterator[Check]:
    """Yield one check a deadline or end of data of an annex, in its text or in a column of deadlines."""
    best = reading.dated.issue.best
    if best is None:
        return
    other = reading.quote(best.block, best.start, best.end)
    for moment in reading.dated.annexed:
        stated = reading.quote(moment.block, moment.start, moment.end)
        if moment.role == "期限" and moment.demands and (moment.sure or moment.written_year):
            yield _tell(stated, other, moment.day, best.day, due=True)
        elif moment.role == "截止" and moment.sure:
            yield _tell(stated, other, moment.day, best.day, due=False)
    for table in reading.draft.tables:
        for stated, day in _list_due(reading, table):
            yield _tell(stated, other, day, best.day, due=True)


def _list_due(reading: Reading, table: DraftTable) -> Iterator[tuple[Quote, date]]:
    """Yield the days of the columns of deadlines."""
    if _OLD.search(plain(table.title)):
        return
    for column in find_columns(table, *_DUE, without=_DONE):
        for row in table.rows:
            if column < len(row) and not row[column].again:
                days = list(find_days(row[column].text))
                placed = reading.dated.home.place(days[0], past=False) if len(days) == 1 else None
                if placed is not None and placed[1]:
                    yield Quote(row[column].place, row[column].text), placed[0]


def _tell(stated: Quote, other: Quote, day: date, issued: date, *, due: bool) -> Check:
    gap = (day - issued).days
    fits = gap > 0 if due else gap <= 0
    side = "晚于" if due else "不晚于"
    why = f"附件里的{'期限不' if due else '数据截止日'}晚于通报的日子：是日期写错，还是附件是另一时间的？"
    return Check(
        verdict=RIGHT if fits else DOUBTFUL,
        kind=KIND,
        identity=IDENTITY,
        stated=stated,
        other=other,
        said=say_day(day),
        computed=f"{side}{say_day(issued)}",
        difference="" if fits else f"{abs(gap)} 天",
        why="" if fits else why,
    )
