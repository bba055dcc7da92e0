"""The analyst's paragraphs as they are printed: checked line by line, filled in, and what is not printed is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from govlib.bulletin.writing.missing import LeftOut, drop_unknown
from govlib.bulletin.writing.rendering import NotRenderedError, render
from govlib.bulletin.writing.slot_file import Said, SlotFault, SlotFile
from govlib.bulletin.writing.slot_words import find_faults
from govlib.catalog.template_syntax import say_nearest
from govlib.catalog.templates import judge_of_place

if TYPE_CHECKING:
    from govlib.workspace import Run

_MEND = "改好以后再写一遍通报"
_SIGNS = re.compile(r"^(?:[-*+>] |#{5,} |@slot )|\*\*|__")
_INSTEAD = '补上数据，或改写这一句，也可以写 figure("名称", "没有数据时的说法")'


class SlotNames(NamedTuple):
    """The names of the slots of a bulletin, and of those that other kinds of bulletin of the place have."""

    here: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnWords:
    """What is printed of the analyst's paragraphs by slot, and all that is not, with where and why.

    ``filled`` has one text a line as it was written, "" for one that lacks a number. ``broken`` has where to look for
    each slot that can't be printed at all. With any of ``faults`` the paper is a draft; ``notes`` are worth a word.
    """

    filled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broken: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def printed(self) -> dict[str, list[str]]:
        """Return the lines that are printed, by slot."""
        return {slot: [one for one in lines if one] for slot, lines in self.filled.items()}


@dataclass(frozen=True)
class _Filler:
    run: Run
    file: SlotFile
    context: Mapping[str, Any]

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the figures of the run by their full names, each with why it has no data."""
        return {item.name: item.lacking for item in self.run.figures}

    def fault(self, row: int, slot: str, found: str, expected: str = "", advice: str = _MEND) -> SlotFault:
        return SlotFault(self.file.shown, row, slot, found, expected, advice)

    def check(self, slot: str, lines: tuple[Said, ...]) -> Iterator[SlotFault]:
        """Yield what is wrong in the lines of a slot before anything is filled in."""
        judge = judge_of_place(self.run.catalog, self.run.place)
        for line in lines:
            for wrong in find_faults(line.text, judge, self.names):
                yield self.fault(line.row, slot, wrong.found, wrong.expected)

    def fill(self, slot: str, line: Said, told: list[SlotFault]) -> str:
        """Return a line with its words filled in; sentences that lack a number are left out and told."""
        left_out = LeftOut()
        text = drop_unknown(render(line.text, self.context).strip(), left_out)
        for sentence, lacks in left_out.told:
            why = self.names.get(lacks, "")
            found = f"缺 {lacks}{f'（{why}）' if why else ''}，没有写这一句：{sentence}"
            advice = _INSTEAD if lacks in self.names else "请核对括号里写的，或改写这一句"
            told.append(self.fault(line.row, slot, found, "", advice))
        return text


def fill_in(run: Run, file: SlotFile, names: SlotNames, context: Mapping[str, Any]) -> OwnWords:
    """Return the analyst's paragraphs ready to be printed; a slot with a fault is not printed, the others are."""
    filler = _Filler(run, file, context)
    faults, notes = list(file.faults), list[SlotFault]()
    filled: dict[str, tuple[str, ...]] = {}
    broken = {one.slot: _where(one) for one in reversed(file.faults) if one.slot}
    for slot, lines in file.slots.items():
        if slot not in names.here:
            fault = _say_strange(filler, slot, names)
            (notes if slot in names.elsewhere or not lines else faults).append(fault)
            continue
        if not lines:
            notes.append(
                filler.fault(file.rows.get(slot, 0), slot, "只有标题，下面没有文字", "", "写上段落，或删去这个标题")
            )
            continue
        notes += [filler.fault(*one) for one in _list_signs(slot, lines)]
        wrong = list(filler.check(slot, lines))
        if not wrong and slot not in broken:
            texts, wrong = _fill_lines(filler, slot, lines, faults)
            if not wrong:
                filled[slot] = texts
        if wrong:
            faults.extend(wrong)
            broken.setdefault(slot, _where(wrong[0]))
    return OwnWords(filled, broken, _say_all(faults), _say_all(notes))


def _fill_lines(
    filler: _Filler, slot: str, lines: tuple[Said, ...], told: list[SlotFault]
) -> tuple[tuple[str, ...], list[SlotFault]]:
    """Return the lines as printed, and why not; what is left out of them is added to ``told``."""
    printed: list[str] = []
    lacking: list[SlotFault] = []
    for line in lines:
        try:
            printed.append(filler.fill(slot, line, lacking))
        except NotRenderedError as error:
            return (), [filler.fault(line.row, slot, error.found, error.expected)]
    told.extend(lacking)
    return tuple(printed), []


def _list_signs(slot: str, lines: tuple[Said, ...]) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield the lines with signs of Markdown that are printed as they stand."""
    for line in lines:
        found = _SIGNS.search(line.text)
        if found:
            yield line.row, slot, f"“{found[0].strip()}”会照样印出来", "", "分点请写“一是”，其他记号请删去"


def _say_strange(filler: _Filler, slot: str, names: SlotNames) -> SlotFault:
    row = filler.file.rows.get(slot, 0)
    if slot in names.elsewhere:
        return filler.fault(row, slot, "这一种通报没有这个空位，没有写进来", "", "别的种类的通报会用到")
    known = f"这一期通报的空位：{'、'.join(names.here)}" if names.here else "这一期通报没有空位"
    near = say_nearest(slot, names.here)
    words = "下面的文字没有写进通报" if filler.file.slots[slot] else "下面也没有文字"
    found = f"没有这个名称的空位，{words}"
    return filler.fault(row, slot, found, near or known, "请改标题，govlib bulletin slots 列出全部名称")


def _where(fault: SlotFault) -> str:
    return f"{fault.file} 第 {fault.row} 行"


def _say_all(faults: list[SlotFault]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.sentence() for one in faults))
