"""Paragraphs edited in Word come back: the words inside the marked slots, compared with the records, never unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from govlib.bulletin.writing.compose import list_run_slots, render_paragraphs
from govlib.bulletin.writing.slots import Paragraphs, read_paragraphs, write_paragraphs
from govlib.documents.docx_controls import list_tags, read_controls
from govlib.errors import UserError

if TYPE_CHECKING:
    from govlib.workspace import Run

Way = Literal["新写", "改动", "清空", "没有变化"]
_WAITING = "（待撰写："


@dataclass(frozen=True)
class Taken:
    """What a file says of one slot: as it stands in the records, as it came back, what that means."""

    slot: str
    way: Way
    old: tuple[str, ...]
    new: tuple[str, ...]


def compare_slots(run: Run, data: bytes, shown_as: str, kind: str | None = None) -> list[Taken]:
    """Return one row a slot of the file, in its order.

    A paragraph that came back as it was printed stays as it stands in the records, with the words of the vocabulary
    in it; one that was changed is taken as it was typed.

    Raises:
        UserError: the file has no slot of this bulletin.
    """
    tags = list_tags(data, shown_as)
    if not tags:
        advice = "请用 govlib bulletin write --draft 写出的 bulletin.docx，在标出的空位里改"
        raise UserError(shown_as, "没有找到通报里标出的空位", "带空位的通报 Word 文件", advice)
    sources = read_paragraphs(run.records_dir)
    known = {name for name, _ in list_run_slots(run, kind)} | sources.keys()
    strange = [tag for tag in tags if tag not in known]
    if strange:
        raise UserError(
            shown_as, f"有这一期通报没有的空位：{'、'.join(strange)}", f"其中之一：{'、'.join(sorted(known))}"
        )
    came: dict[str, list[str]] = {tag: [] for tag in tags}
    for marked in read_controls(data, shown_as):
        if not marked.text.startswith(_WAITING):
            came[marked.tag].append(marked.text)
    printed = render_paragraphs(run, sources, kind)
    return [_compare(tag, sources.get(tag, ()), printed.get(tag, ()), came[tag]) for tag in tags]


def _compare(slot: str, source: Sequence[str], printed: Sequence[str], came: Sequence[str]) -> Taken:
    old = tuple(source)
    bodies = [_split_heading(line)[1] for line in printed]
    if list(came) == bodies:
        return Taken(slot, "没有变化", old, old)
    same = len(came) == len(source) == len(printed)
    new = tuple(
        source[at] if same and text == bodies[at] else (_split_heading(source[at])[0] if same else "") + text
        for at, text in enumerate(came)
    )
    return Taken(slot, "新写" if not old else "改动" if new else "清空", old, new)


def _split_heading(line: str) -> tuple[str, str]:
    """Return the heading of a paragraph (``## 题目。``), which stands outside its control, and the rest."""
    title, stop, rest = line.partition("。")
    return (f"{title}{stop}", rest.strip()) if line.startswith("##") and stop and rest.strip() else ("", line)


def take_slots(run: Run, taken: Sequence[Taken], *, update: bool) -> tuple[list[Taken], list[Taken], Path | None]:
    """Write what was new into the records, and with ``update`` what was changed or emptied.

    Returns what was written, what was not for want of ``update``, and where the old version is kept.
    """
    wanted = [one for one in taken if one.way == "新写" or (update and one.way in ("改动", "清空"))]
    held = [one for one in taken if one.way in ("改动", "清空") and not update]
    if not wanted:
        return [], held, None
    merged: Paragraphs = {**read_paragraphs(run.records_dir), **{one.slot: one.new for one in wanted}}
    return wanted, held, write_paragraphs(run.records_dir, _without_blank(merged))


def _without_blank(paragraphs: Mapping[str, tuple[str, ...]]) -> Paragraphs:
    return {name: lines for name, lines in paragraphs.items() if lines}
