"""Days that can't be: no such day, not that day of the week, an end before its beginning, months counted wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.text.document import Doubt
from govlib.text.hits import SUSPECTED
from govlib.text.quoting import is_quoted
from govlib.text.rules.date_ranges import find_contradictory
from govlib.text.rules.dates import find_impossible
from govlib.text.rules.weekdays import find_mismatched
from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check
from govlib.verify.reading import Reading
from govlib.verify.relations.dates import IDENTITY, KIND, say_day

_FAULTY = re.compile(r"有误|错误|错[写标录]|写错|不(?:符|规范|存在|实)|混乱|异常|应为")
_AROUND = 30
_NAMES = {"dates": "没有这一天或这个时刻", "weekdays": "星期和日期不符", "ranges": "起止时间颠倒，或与所说的期间不符"}


def find_days_themselves(reading: Reading) -> Iterator[Check]:
    """Yield the days, weekdays and stretches of time that contradict themselves, and stretches in order."""
    document = reading.dated.document
    told: set[int] = set()
    for name, doubts in (
        ("dates", find_impossible(document)),
        ("weekdays", find_mismatched(document)),
        ("ranges", find_contradictory(document)),
    ):
        for doubt in doubts:
            if not _is_shown_as_wrong(reading, doubt):
                told.add(doubt.passage)
                yield _make(reading, doubt, _NAMES[name])
    for moment in reading.dated.moments:
        if moment.role == "区间" and moment.first is not None and not moment.is_reversed:
            stated = reading.quote(moment.block, moment.start, moment.end)
            said = f"{say_day(moment.first)}—{say_day(moment.day)}"
            yield Check(RIGHT, KIND, IDENTITY, stated, said=said, why="起日不晚于止日")


def _make(reading: Reading, doubt: Doubt, name: str) -> Check:
    verdict = DOUBTFUL if doubt.severity == SUSPECTED else WRONG
    stated = reading.quote(doubt.passage, doubt.start, doubt.end)
    why = f"{name}：{doubt.note}" if doubt.note else name
    return Check(verdict, KIND, IDENTITY, stated, said=stated.words, computed=doubt.right, why=why)


def _is_shown_as_wrong(reading: Reading, doubt: Doubt) -> bool:
    """Return whether a bulletin tells of the day as somebody's mistake."""
    text = reading.draft.blocks[doubt.passage].text
    after = re.split(r"[。；;\n]", text[doubt.end : doubt.end + _AROUND])[0]
    return bool(_FAULTY.search(after)) or is_quoted(text, doubt.start, doubt.end, doubt.right)
