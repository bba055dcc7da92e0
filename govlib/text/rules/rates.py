"""Percentages that the counts beside them contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from govlib.text.document import Document, Doubt
from govlib.text.quantities import MOST, Quantity, list_quantities, split_sentences, write_value
from govlib.text.rules.kit import Find, Kit, Rule

_SHARE = re.compile(r"(?:占比?|(?P<what>[\u4e00-\u9fff]{2,4}?)率)(?:为|达|达到|是)?[：:]?\s?$")
_REST = re.compile("^[不未]|其余|没有")
_WHOLE = re.compile("共|总|应|检查|抽查|监测|受理|收到|下达|计划")
_CHANGE = re.compile(
    r"(?:从|由)(?P<before>[^，,。；;]{0,30})(?:增加|增长|上升|提高|提升|增|升|下降|减少|降低|降|减)(?:到|至|为)了?$"
)
_GROWN = re.compile(
    r"\s?[，,]?\s?(?:同比|环比|比(?:上年|去年|上期)|较(?:上年|去年|上期))?"
    r"(?P<word>增长|增幅|增加|提高|上升|提升|增|下降|减少|降低|降幅|减幅)(?:了|为|达|到)?\s?$"
)
_UP = re.compile("增|升|提高")
_NOT_HERE = re.compile("同比|环比|增长|比上|较上|目标|要求|不低于|以上|平均|全省|全市|全国")
_DIGIT = re.compile("[0-9０-９]")
_HUNDRED = 100
_PAIR = 2
_REACH = 32


def prepare(_kit: Kit) -> Find:
    """Return what finds shares, rates and growth that don't follow from the counts of their sentence."""
    return find_wrong_rates


def find_wrong_rates(document: Document) -> Iterator[Doubt]:
    """Yield percentages that are neither rounded nor cut off from the counts that they stand beside."""
    for number, passage in enumerate(document.passages):
        text = passage.text
        if not (("%" in text or "％" in text or "从" in text or "由" in text) and _DIGIT.search(text)):
            continue
        for start, end in split_sentences(text):
            sentence = text[start:end]
            quantities = list_quantities(sentence)
            if not _PAIR <= len(quantities) <= MOST:
                continue
            for doubt in (*_check_shares(sentence, quantities), *_check_changes(sentence, quantities)):
                yield Doubt(number, start + doubt.start, start + doubt.end, kind=doubt.kind, note=doubt.note)


def _check_shares(sentence: str, quantities: Sequence[Quantity]) -> Iterator[Doubt]:
    """Check a rate after exactly two counts of one unit, as in 应报10个，实报9个，占80%."""
    for position, rate in enumerate(quantities):
        if rate.unit != "%" or rate.is_rough or position < _PAIR:
            continue
        whole, part, last = _take_counts(quantities[:position])
        counts = [one for one in quantities[:position] if one.unit == part.unit and one is not last]
        found = _SHARE.search(sentence, (last or part).end, rate.start)
        is_plain = len(counts) == _PAIR and counts[0] is whole and not whole.is_rough and not part.is_rough
        if not found or not is_plain or part.unit == "%" or not 0 < part.value <= whole.value:
            continue
        if found.start() - (last or part).end > 1 or _NOT_HERE.search(sentence[: rate.end]):
            continue
        what = found["what"]
        if what and what not in part.label and what not in whole.label:
            continue
        if not what and not _WHOLE.search(whole.label):
            continue
        ratio = part.value / whole.value
        if not any(_shows(rate, value) for value in (ratio, 1 - ratio)):
            terms = f"{write_value(part.value, part)}÷{write_value(whole.value, whole)}"
            note = f"{terms}＝{_percent(ratio, rate)}，不是 {write_value(rate.value, rate)}"
            yield Doubt(0, rate.start, rate.end, kind="百分比不符", note=note)


def _take_counts(before: Sequence[Quantity]) -> tuple[Quantity, Quantity, Quantity | None]:
    """Return the whole and its part, and the rest where it stands between: 检查48个，合格45个，不合格3个，合格率."""
    if len(before) > _PAIR:
        whole, part, rest = before[-3:]
        is_split = whole.unit == part.unit == rest.unit and whole.value == part.value + rest.value
        if is_split and not rest.is_rough and _REST.search(rest.label):
            return whole, part, rest
    return before[-2], before[-1], None


def _check_changes(sentence: str, quantities: Sequence[Quantity]) -> Iterator[Doubt]:
    """Check a change from one count to another, and the growth written after it."""
    for (before, after), rate in zip(pairwise(quantities), [*quantities[2:], None], strict=False):
        found = _CHANGE.search(sentence, max(0, before.start - _REACH), after.start)
        if not found or before.unit != after.unit or before.is_rough or after.is_rough or before.value == 0:
            continue
        if not found.start("before") <= before.start < found.end("before"):
            continue
        word = sentence[found.end("before") : after.start]
        if (after.value > before.value) != bool(_UP.search(word)) and after.value != before.value:
            note = f"{write_value(before.value, before)}到{write_value(after.value, after)}，不是“{word}”"
            yield Doubt(0, before.start, after.end, kind="升降不符", note=note)
            continue
        grown = rate and _GROWN.match(sentence[after.end : rate.start])
        if not rate or not grown or rate.is_rough:
            continue
        change = abs(after.value - before.value)
        is_points = before.unit == "%"
        if rate.unit != ("百分点" if is_points else "%"):
            continue
        value = change / _HUNDRED if is_points else change / before.value
        if abs(value * _HUNDRED - rate.value) >= rate.step:
            shown = f"{float(change):g}百分点" if is_points else _percent(value, rate)
            terms = f"{write_value(before.value, before)}到{write_value(after.value, after)}"
            note = f"{terms}相差 {shown}，不是 {write_value(rate.value, rate)}"
            yield Doubt(0, rate.start, rate.end, kind="百分比不符", note=note)


def _shows(rate: Quantity, ratio: Fraction) -> bool:
    """Return whether a percentage is a ratio rounded up, down or half up at the decimals it shows."""
    return abs(ratio * _HUNDRED - rate.value) < rate.step


def _percent(ratio: Fraction, like: Quantity) -> str:
    decimals = len(str(like.step.denominator)) - 1
    return f"{float(ratio * _HUNDRED):.{max(1, decimals)}f}%"


RULE = Rule("rates", "order", prepare)
