"""The file of the analyst's own paragraphs as it lies there: each slot with its lines, its faults with theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from govlib.errors import UserError

FILE = "paragraphs.md"
MAX_BYTES = 1024 * 1024
_HEADING = re.compile(r"^[#＃](?![#＃])\s*(.*)$")
_LINES = re.compile(r"\r\n|\r|\n")
_UTF8 = "UTF-8 编码的文本"


class Said(NamedTuple):
    """One paragraph as it was written, and its line as an editor shows it."""

    text: str
    row: int


@dataclass(frozen=True)
class SlotFault:
    """One fault of the file: its line (0 for the whole file), the slot it is in ("" for none), what to do about it."""

    file: str
    row: int
    slot: str
    found: str
    expected: str = ""
    advice: str = ""

    def error(self) -> UserError:
        """Return the fault as an error."""
        row = f" 第 {self.row} 行" if self.row else ""
        slot = f"（空位“{self.slot}”）" if self.slot else ""
        return UserError(f"{self.file}{row}{slot}", self.found, self.expected, self.advice)

    def sentence(self) -> str:
        """Return the fault as one Chinese sentence."""
        return self.error().sentence()


@dataclass(frozen=True)
class SlotFile:
    """What the analyst wrote: the file as it is called, the paragraphs by slot, headings without words too, faults.

    ``rows`` has the line of each slot's heading.
    """

    shown: str = FILE
    slots: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[SlotFault, ...] = ()


def make_slot_file(paragraphs: Mapping[str, Sequence[str]]) -> SlotFile:
    """Return paragraphs that lie in no file, their lines counted as the file would have them."""
    slots: dict[str, tuple[Said, ...]] = {}
    rows: dict[str, int] = {}
    row = 1
    for name, lines in paragraphs.items():
        rows[name] = row
        slots[name] = tuple(Said(text, row + 2 * at) for at, text in enumerate(lines, 1))
        row += 2 * len(lines) + 2
    return SlotFile(slots=slots, rows=rows)


def read_slot_file(folder: Path) -> SlotFile:
    """Return the file of a folder, without slots where there is none; one that can't be read is a fault of its own."""
    path = folder / FILE
    shown = "/".join(path.parts[-4:])
    try:
        if not path.exists():
            return SlotFile(shown)
        refusal = _refuse_unread(path)
        data = b"" if refusal else path.read_bytes()
    except OSError as error:
        refusal = f"打不开（{error.strerror or '读取出错'}）", "可以读取的文件", "请关掉占用它的程序，或检查权限"
    if refusal is None:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = len(_LINES.findall(data[: error.start].decode("utf-8", "replace"))) + 1
            advice = "请用记事本打开，另存为时编码选 UTF-8"
            return SlotFile(shown, faults=(SlotFault(shown, row, "", _say_encoding(data), _UTF8, advice),))
        if "\0" not in text:
            return parse_slot_file(text, shown)
        refusal = "内容不是文本", _UTF8, "请核对是否放错了文件"
    return SlotFile(shown, faults=(SlotFault(shown, 0, "", *refusal),))


def _refuse_unread(path: Path) -> tuple[str, str, str] | None:
    """Return what stands there instead of a text of a few paragraphs, None where it may be read."""
    if path.is_dir():
        return "这是一个文件夹", f"一个{_UTF8}文件", "请给文件夹改名，把段落写在这个名称的文本文件里"
    size = path.stat().st_size
    if size > MAX_BYTES:
        found = f"文件有 {size / 2**20:.1f} MiB，太大"
        return found, "不超过 1 MiB 的文本", "这里只写几段话，请核对是否放错了文件"
    return None


def parse_slot_file(text: str, shown: str) -> SlotFile:
    """Return the slots of a text; a blank line or a line of its own begins a paragraph."""
    found: dict[str, list[Said]] = {}
    rows: dict[str, int] = {}
    faults: list[SlotFault] = []
    current: list[Said] | None = None
    for row, line in enumerate(_LINES.split(text), 1):
        words = line.strip()
        heading = _HEADING.match(words)
        if heading:
            name = heading[1].strip()
            if not name:
                faults.append(SlotFault(shown, row, "", "标题没有写空位的名称", "“# 空位名”", "请补上名称"))
            elif name in found:
                faults.append(_doubled(shown, row, name, rows[name]))
            current = found.setdefault(name, []) if name else []
            rows.setdefault(name, row)
        elif words and current is None:
            advice = "请把它移到一个空位下面"
            faults.append(SlotFault(shown, row, "", "文字写在第一个标题之前", "先写一行“# 空位名”", advice))
            current = []
        elif words and current is not None:
            current.append(Said(words, row))
    slots = {name: tuple(lines) for name, lines in found.items()}
    return SlotFile(shown, slots, rows, tuple(faults))


def _doubled(shown: str, row: int, name: str, first: int) -> SlotFault:
    return SlotFault(shown, row, name, f"“{name}”写了两次，第 {first} 行已经有了", "每个空位一节", "请合成一节")


def _say_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "不是 UTF-8 编码，看来是 UTF-16（记事本里叫 Unicode）"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "不是 UTF-8 编码"
    return "不是 UTF-8 编码，看来是 GBK（记事本里叫 ANSI）"
