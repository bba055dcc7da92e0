"""Averages: a total over the number that it is of, rounded or truncated as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from govlib.rounding import round_percent
from govlib.text.chinese_numbers import narrow_digits
from govlib.text.quantities import split_sentences
from govlib.verify.check import RIGHT, UNCHECKED, WRONG, Check
from govlib.verify.reading import Reading
from govlib.verify.relations.adding import say

_UNIT = "个工作日|工作日|个自然日|自然日|小时|分钟|人次|天|日|次|条|篇|分|个|件|字|家|封|户"
_COUNTED = re.compile(rf"(?<![\d.第—\-~至])(?P<n>\d[\d,]*(?:\.\d+)?)\s?(?P<big>万)?(?P<u>{_UNIT})(?![\d钟])")
_AVERAGE = re.compile(
    rf"(?P<word>平均|[篇件条人户家日月]均|均)(?P<gap>[^，。；、：\d]{{0,14}}?)[：为是]?\s?(?P<a>\d+(?:\.\d+)?)\s?(?P<u>{_UNIT})"
)
_CHANGE = re.compile("提高|提升|增|降|减|缩短|压缩|[较比]|不低于|不少于|以上|超过")
_A_DAY = re.compile("每[个]?[天日周月季年]|[日周月季年]均")
_SUMS = re.compile("总|共|累计|合计|用时|耗时|历时")
_DAYS = {"个工作日": "天", "工作日": "天", "个自然日": "天", "自然日": "天", "日": "天"}
_MANY = 10_000


@dataclass(frozen=True)
class _Number:
    start: int
    end: int
    value: Fraction
    unit: str
    lead: str
    text: str


def find_averages(reading: Reading) -> Iterator[Check]:
    """Yield the checks of averages whose total and number stand in the same sentence."""
    for at, block in reading.body:
        if "均" not in block.text:
            continue
        text = narrow_digits(block.text)
        for start, end in split_sentences(text):
            for found in _AVERAGE.finditer(text, start, end):
                if not _CHANGE.search(found["gap"]) and not _A_DAY.search(found[0]):
                    check = _judge(reading, at, text, (start, end), found)
                    if check is not None:
                        yield check


def _judge(reading: Reading, at: int, text: str, bounds: tuple[int, int], found: re.Match[str]) -> Check | None:
    start, end = bounds
    unit = _DAYS.get(found["u"], found["u"])
    numbers = [one for one in _list_numbers(text, start, end) if not (found.start() < one.end <= found.end())]
    printed = Fraction(found["a"])
    decimals = len(found["a"].partition(".")[2])
    totals = [one for one in numbers if one.unit == unit and one.value >= printed]
    counts = [one for one in numbers if one.unit != unit and one.value > 1 and one.value.denominator == 1]
    if not totals or not counts:
        return None
    for total in totals:
        for count in counts:
            if _follows(printed, decimals, total.value, count.value):
                return _tell(reading, at, found, (total, count), RIGHT)
    sums = [one for one in totals if _SUMS.search(one.lead)]
    if not sums:
        return None
    sure = len(sums) == 1 and len(totals) == 1 and len(counts) == 1 and not _CHANGE.search(text[start : found.start()])
    return _tell(reading, at, found, (sums[0], counts[0]), WRONG if sure else UNCHECKED)


def _list_numbers(text: str, start: int, end: int) -> Iterator[_Number]:
    for one in _COUNTED.finditer(text, start, end):
        value = Fraction(one["n"].replace(",", "")) * (_MANY if one["big"] else 1)
        lead = re.split("[，,。；;、：:（(]", text[max(start, one.start() - 14) : one.start()])[-1]
        yield _Number(one.start(), one.end(), value, _DAYS.get(one["u"], one["u"]), lead, one[0])


def _follows(printed: Fraction, decimals: int, total: Fraction, count: Fraction) -> bool:
    whole = count * 100
    return printed in {
        Fraction(round_percent(total, whole, decimals, "half_up")),
        Fraction(round_percent(total, whole, decimals, "truncate")),
    }


def _tell(reading: Reading, at: int, found: re.Match[str], pair: tuple[_Number, _Number], verdict: str) -> Check:
    total, count = pair
    decimals = len(found["a"].partition(".")[2])
    made = Fraction(round_percent(total.value, count.value * 100, decimals, "half_up"))
    right = verdict == RIGHT
    return Check(
        verdict=verdict,
        kind="合计",
        identity=2,
        stated=reading.quote(at, found.start(), found.end()),
        other=reading.quote(at, min(total.start, count.start), max(total.end, count.end)),
        said=f"{found['a']}{found['u']}",
        computed=f"{say(total.value)}÷{say(count.value)}＝{found['a'] if right else say(made)}",
        difference="" if right else say(Fraction(found["a"]) - made),
        why="" if right else "总数除以件数，得不到这个平均数" if verdict == WRONG else "不知道平均数按哪两个数算",
    )
