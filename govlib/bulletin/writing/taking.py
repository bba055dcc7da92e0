"""Paragraphs edited in Word come back: the words inside the marked slots, compared with the records, never unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from govlib.bulletin.slot_marks import Mark, check_of, find_slot, is_bookmark, read_mark
from govlib.bulletin.writing.compose import list_run_slots, render_paragraphs
from govlib.bulletin.writing.marked import BROKEN, WAITING
from govlib.bulletin.writing.merging import find_doubled, merge_lines
from govlib.bulletin.writing.slot_file import read_slot_file
from govlib.bulletin.writing.slots import Paragraphs, read_paragraphs, write_paragraphs
from govlib.documents.docx_controls import list_tags, read_controls
from govlib.errors import FileUnreadableError, UserError

if TYPE_CHECKING:
    from govlib.workspace import Run

Way = Literal["新写", "改动", "清空", "没有变化", "写了两遍", "找不到标记", "不认识的标记", "不能收"]
_WRITES, _CHANGES = ("新写",), ("改动", "清空")
_LOST = "整段连标记一起删掉了，或者另存时丢了标记；记录里的没有动"
_STRANGE = "这一期通报没有这个空位，里面的文字没有收"
_ADVICE = "请用 govlib bulletin write --draft 写出的 bulletin.docx，在标出的空位里改"


@dataclass(frozen=True)
class Taken:
    """What a file says of one slot: as it stands in the records, as it came back, what that means, and why."""

    slot: str
    way: Way
    old: tuple[str, ...]
    new: tuple[str, ...]
    why: str = ""


def compare_slots(run: Run, data: bytes, shown_as: str, kind: str | None = None) -> list[Taken]:
    """Return one row a slot of the file, in its order, then those of the records that the file has no mark of.

    A paragraph that came back as it was printed stays as it stands in the records, with the words of the vocabulary
    in it; one that was changed is taken as it was typed.

    Raises:
        UserError: the file has no slot of this bulletin, or is the bulletin of another place or period.
        FileUnreadableError: it is no Word file that can be read.
    """
    marks = _read_marks(run, data, shown_as)
    sources = read_paragraphs(run.records_dir)
    here = [name for name, _ in list_run_slots(run, kind)]
    known = list(dict.fromkeys((*sources, *here)))
    came: dict[str, list[str]] = {}
    strange: dict[str, bool] = {}
    for mark, lines in marks:
        slot = find_slot(mark, known)
        if slot:
            came.setdefault(slot, []).extend(lines)
        else:
            strange[mark.slot] = strange.get(mark.slot, False) or bool(lines)
    if not came:
        expected = f"其中之一：{'、'.join(known)}" if known else "这一期通报没有空位"
        raise UserError(shown_as, f"有这一期通报没有的空位：{'、'.join(strange)}", expected)
    filled = render_paragraphs(run, read_slot_file(run.records_dir), kind).filled
    taken = [_compare(slot, sources, filled, lines) for slot, lines in came.items()]
    taken += [Taken(slot, "不认识的标记", (), (), _STRANGE) for slot, is_written in strange.items() if is_written]
    lost = [name for name in here if name in sources and any(filled.get(name, ())) and name not in came]
    return [*taken, *(Taken(name, "找不到标记", sources[name], sources[name], _LOST) for name in lost)]


def _read_marks(run: Run, data: bytes, shown_as: str) -> list[tuple[Mark, list[str]]]:
    """Return the marks of a file and the paragraphs inside each, in order; a mark may come more than once."""
    try:
        names, marked = list_tags(data, shown_as, is_bookmark), read_controls(data, shown_as, is_bookmark)
    except FileUnreadableError as error:
        found = error.found.replace("工作簿", "Word 文件").replace("，不是表格", "，不是 Word 文件")
        found = "这不是 Word 文件" if "XML" in found or data[:2] != b"PK" else found
        advice = "请用 Word 或 WPS 打开，另存为 docx 后再收"
        raise FileUnreadableError(shown_as, found, "能正常打开的 Word 文件（.docx）", advice) from error
    if not names:
        raise UserError(shown_as, "没有找到通报里标出的空位", "带空位的通报 Word 文件", _ADVICE)
    own = f"{run.place.slug}/{run.period_name}"
    marks = [read_mark(name) for name in names]
    others = sorted({one.origin.replace("/", " ") for one in marks if one.origin not in ("", own)})
    if others or any(one.check not in ("", check_of(own)) for one in marks):
        found = f"这是 {'、'.join(others)} 的通报" if others else "这是别的地方或别的期的通报"
        expected = f"{run.place.slug} {run.period_name} 的通报"
        raise UserError(shown_as, found, expected, "什么也没有收；请核对文件、--place 和 --period")
    said = [(read_mark(one.tag), [line.strip() for line in one.text.splitlines() if line.strip()]) for one in marked]
    return [*((mark, []) for mark in marks), *said]


def _compare(slot: str, sources: Paragraphs, filled: Mapping[str, Sequence[str]], came: Sequence[str]) -> Taken:
    old = sources.get(slot, ())
    if any(line.startswith(BROKEN) for line in came):
        return Taken(slot, "没有变化", old, old)
    came = [line for line in came if not line.startswith(WAITING)]
    printed = filled.get(slot, old)
    doubled = find_doubled(printed, came)
    if doubled:
        return Taken(slot, "写了两遍", old, old, f"“{doubled}”有两段；记录里的没有动，请删去一段再收")
    if any(line.startswith(("#", "＃")) for line in came):
        return Taken(slot, "不能收", old, old, "有一段以“#”开头，会被当作标题；请去掉再收")
    new = merge_lines(old, printed, came)
    if new == old:
        return Taken(slot, "没有变化", old, old)
    return Taken(slot, "新写" if not old else "改动" if new else "清空", old, new)


def take_slots(run: Run, taken: Sequence[Taken], *, update: bool) -> tuple[list[Taken], list[Taken], Path | None]:
    """Write what was new into the records, and with ``update`` what was changed or emptied.

    Returns what was written, what was not though it differs, and where the old version is kept.
    """
    wanted = [one for one in taken if one.way in (*_WRITES, *(_CHANGES if update else ()))]
    held = [one for one in taken if one not in wanted and one.way != "没有变化"]
    if not wanted:
        return [], held, None
    merged: Paragraphs = {**read_paragraphs(run.records_dir), **{one.slot: one.new for one in wanted}}
    return wanted, held, write_paragraphs(run.records_dir, {name: lines for name, lines in merged.items() if lines})
