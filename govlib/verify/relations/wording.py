"""Words that name a comparison by the wrong word: 较上月同比, 比去年同期环比."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.text.quoting import is_quoted
from govlib.verify.check import DOUBTFUL, RIGHT, Check
from govlib.verify.reading import Reading

KIND, IDENTITY = "增减", 10
_LAST = r"(?:较|比|与|同)上(?:一)?(?:个)?(?:月|季度|期|周)(?!同期)(?:相比)?"
_YEAR = r"(?:较|比|与|同)(?:去年|上年|上一年)(?:同期|同月|同季度?)?(?:相比)?"
_WORD = "(?P<word>同比|环比)"
_NAMED = (
    (re.compile(rf"{_LAST}[，,]?{_WORD}|{_WORD.replace('word', 'early')}(?:上升|下降|增长|增加|减少)?{_LAST}"), "环比"),
    (re.compile(rf"{_YEAR}[，,]?{_WORD}|{_WORD.replace('word', 'early')}(?:上升|下降|增长|增加|减少)?{_YEAR}"), "同比"),
)
_WHY = {"环比": "与上月、上季度相比是环比", "同比": "与去年同期相比是同比"}


def find_misnamed(reading: Reading) -> Iterator[Check]:
    """Yield each 同比 or 环比 beside what it compares with: last month or quarter is 环比, last year 同比."""
    for at, block in reading.body:
        for pattern, right in _NAMED:
            for match in pattern.finditer(block.text):
                group = "word" if match["word"] else "early"
                stated = reading.quote(at, match.start(), match.end())
                if match[group] == right:
                    yield Check(RIGHT, KIND, IDENTITY, stated, said=right, why=_WHY[right])
                elif not is_quoted(block.text, match.start(group), match.end(group), right):
                    yield Check(DOUBTFUL, KIND, IDENTITY, stated, said=match[group], computed=right, why=_WHY[right])
