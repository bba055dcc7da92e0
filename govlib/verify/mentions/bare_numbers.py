"""Numbers without a unit behind one that has it: 留言60条，办结58，超期2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from govlib.verify.mentions.numbers import Number
from govlib.verify.mentions.words import PLATFORMS, ROLES, THINGS

_BARE = re.compile(
    r"(?P<mark>[，,、；;：:（(])\s*(?:其中|分别为?|本[期次月季]度?|共|均)?[：:，,]?(?P<label>[\u4e00-\u9fff]{2,10})[：:\s]?"
    r"(?P<number>\d{1,7})(?=\s*(?:[，,、；;。）)\n]|$))"
)
_KNOWN = re.compile(
    "(?:"
    + "|".join(sorted({word for lists in (ROLES, THINGS, PLATFORMS) for words in lists.values() for word in words}))
    + "|类|建议|举报|表扬|感谢|其他|其它|其余)(?:数|量|的)?$"
)
_NO_COUNT = re.compile("热线|电话|平台|附件|满分|排名|得分|评分|分数|编号|代码|标识码|热线平台|第")
_BREAK = re.compile("[。！？!?\n]")
_UNCOUNTED = frozenset({"%", "百分点", "分", "天", "元"})


def add_bare(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers of a text with those without a unit, which take that of the number before them."""
    found = {one.start: one for one in numbers}
    for match in _BARE.finditer(text):
        start, end = match.span("number")
        if any(one.start < end and start < one.end for one in numbers):
            continue
        label = match["label"]
        before = max((one for one in found.values() if one.end <= match.start()), key=lambda one: one.end, default=None)
        if before is None or before.unit in _UNCOUNTED or not _KNOWN.search(label) or _NO_COUNT.search(label):
            continue
        if _BREAK.search(text, before.end, start) or before.limit or before.rough:
            continue
        found[start] = Number(start, end, Fraction(int(match["number"])), before.unit, Fraction(1), False, False)
    return list(_in_order(found))


def _in_order(found: dict[int, Number]) -> Iterator[Number]:
    return (found[start] for start in sorted(found))
