"""What was computed, each number with its meaning: figures, cells of annexes, rates and shares made of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from govlib.catalog.places import WHOLE_WINDOW
from govlib.figure_value import FigureValue
from govlib.verify.computed.expected import ExpectedTable
from govlib.verify.computed.meaning import Meaning, understand
from govlib.verify.draft.cells import read_number

SUMMED = "汇总数"
"""The figure whose items are named as the office names them: the item is what is counted."""
_WHOLES = {
    "审发": "报送",
    "合格": "检查",
    "不合格": "检查",
    "按期办结": "受理",
    "办结": "受理",
    "答复": "受理",
    "超期": "受理",
}
_UNIT_HEADINGS = re.compile("单位|名称|县区|乡镇|部门|地区|镇街|责任")
_TOTALS = re.compile("^(?:总?合计|总计|共计)$")
_IN_BRACKETS = re.compile(r"[（(]([^（）()]{1,3})[）)]\s*$")
_PERCENT = re.compile(r"^\d+(?:\.\d+)?%$")
_COUNT_UNITS = frozenset("个家条件项名次处篇份封宗起分")


@dataclass(frozen=True)
class Known:
    """One computed number: how it is called, how it prints, its meaning; a rate may have its parts.

    ``value`` of a rate is in per cent; ``unit`` is "" where any unit of counting fits.
    """

    name: str
    text: str
    value: Fraction
    unit: str
    meaning: Meaning
    numerator: Fraction | None = None
    denominator: Fraction | None = None

    @property
    def said(self) -> str:
        """Return the number with its parts, as 85.4%（2458/2877）."""
        if self.numerator is None or not self.denominator:
            return self.text
        return f"{self.text}（{_plain(self.numerator)}/{_plain(self.denominator)}）"


def list_known(
    figures: Sequence[FigureValue], tables: Sequence[ExpectedTable], names: Mapping[str, str]
) -> tuple[Known, ...]:
    """Return every number of a run that words can mean; figures of other windows than the inspection are left out."""
    found = [known for figure in figures for known in _of_figure(figure, names)]
    found += _share_out(found)
    seen = {_key(one) for one in found}
    cells = (known for table in tables for known in _of_table(table, names))
    found += [one for one in cells if _key(one) not in seen]
    return tuple(found)


def _key(one: Known) -> tuple[frozenset[str], frozenset[str], str, bool]:
    return one.meaning.acts, one.meaning.whose, one.meaning.rest, one.meaning.is_rate


def names_of_groups(figures: Sequence[FigureValue]) -> dict[str, str]:
    """Return the names by which figures are broken down and that no list of words has: kinds of letters, tasks."""
    values = {value for figure in figures for value in figure.group.values() if len(value) > 1}
    return {value: value for value in values if not _reduces(understand(value, {}))}


def _reduces(meaning: Meaning) -> bool:
    return not meaning.rest and bool(meaning.acts | meaning.whose | meaning.things)


def _of_figure(figure: FigureValue, names: Mapping[str, str]) -> Iterator[Known]:
    if figure.value is None or figure.window != WHOLE_WINDOW:
        return
    is_rate = figure.unit == "%"
    groups = dict(figure.group)
    label = groups.pop("item", "") if figure.label == SUMMED else figure.label
    if not label:
        return
    meaning = understand(re.sub(r"[（(].{1,3}[)）]$", "", label), {}, is_rate=is_rate)
    marks: set[str] = set()
    for value in groups.values():
        inner = understand(value, {})
        own = inner.acts | inner.whose or inner.things
        marks |= own if _reduces(inner) else {names.get(value, value)}
    meaning = replace(meaning, whose=meaning.whose | marks)
    number = Fraction(str(figure.value)) * (100 if is_rate else 1)
    parts = (figure.numerator, figure.denominator)
    numerator, denominator = (None if one is None else Fraction(str(one)) for one in parts)
    unit = "%" if is_rate else figure.unit
    yield Known(figure.name, figure.text, number, unit, meaning, numerator, denominator)


def _share_out(found: Sequence[Known]) -> Iterator[Known]:
    """Yield the rates that no figure states, of two counts, and the shares of the groups in their wholes."""
    counts = {one.meaning: one for one in found if not one.meaning.is_rate}
    stated = {_key(one) for one in found if one.meaning.is_rate}
    for meaning, one in counts.items():
        for act in meaning.acts & _WHOLES.keys():
            of = counts.get(replace(meaning, acts=meaning.acts - {act} | {_WHOLES[act]}))
            rate = replace(meaning, is_rate=True)
            if of is not None and (rate.acts, rate.whose, rate.rest, True) not in stated:
                yield from _rate(one, of, rate, f"{one.name}÷{of.name}")
        whole = counts.get(replace(meaning, whose=frozenset()))
        if meaning.whose and whole is not None:
            share = replace(meaning, acts=meaning.acts | {"占"}, is_rate=True)
            yield from _rate(one, whole, share, f"{one.name}÷{whole.name}")


def _rate(part: Known, whole: Known, meaning: Meaning, name: str) -> Iterator[Known]:
    if whole.value:
        value = part.value / whole.value * 100
        yield Known(name, f"{float(value):.1f}%", value, "%", meaning, part.value, whole.value)


def _of_table(table: ExpectedTable, names: Mapping[str, str]) -> Iterator[Known]:
    """Yield the cells of an annex whose row has one unit: its heading says what is counted."""
    at = next((at for at, name in enumerate(table.header) if _UNIT_HEADINGS.search(name) and "分组" not in name), None)
    if at is None:
        return
    units = [row[at] for row in table.rows]
    for row in table.rows:
        is_total = any(_TOTALS.match(cell.strip()) for cell in row[: at + 1])
        if not is_total and (row[at] not in names or units.count(row[at]) > 1):
            continue
        for position, heading in enumerate(table.header):
            if position != at:
                yield from _of_cell(table, heading, row[position], "" if is_total else row[at], names)


def _of_cell(table: ExpectedTable, heading: str, cell: str, unit: str, names: Mapping[str, str]) -> Iterator[Known]:
    written = _IN_BRACKETS.search(heading)
    measure = written[1] if written else ""
    plain = _IN_BRACKETS.sub("", heading)
    is_rate = bool(_PERCENT.match(cell))
    number = read_number(cell.rstrip("%"))
    meaning = understand(plain, {}, is_rate=is_rate)
    if number is None or plain in {"序号", "排名", "名次", "位次"} or meaning.is_blank:
        return
    meaning = replace(meaning, whose=meaning.whose | ({names[unit]} if unit else frozenset()))
    kind = "%" if is_rate else measure if measure in _COUNT_UNITS else "分" if "得分" in meaning.acts else ""
    name = "·".join(part for part in (table.title, unit or "合计", plain) if part)
    yield Known(name, cell, Fraction(str(number)), kind, meaning)


def _plain(number: Fraction) -> str:
    return str(int(number)) if number.denominator == 1 else f"{float(number):g}"
