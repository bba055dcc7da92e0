"""The analyst's own paragraphs: records/<place>/<period>/paragraphs.md, a heading a slot; kept as figures change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from govlib.errors import UserError

FILE = "paragraphs.md"
_SLOT = re.compile(r"^# +(\S.*)$")

Paragraphs = dict[str, tuple[str, ...]]
"""The paragraphs of each slot, by its name; a paragraph may use the vocabulary of templates."""


def read_paragraphs(folder: Path) -> Paragraphs:
    """Return what the analyst wrote, by slot; a slot without words is not there.

    Raises:
        UserError: the file is not UTF-8, has words before its first heading, or a heading twice.
    """
    path = folder / FILE
    shown = "/".join(path.parts[-4:])
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(shown, "不是 UTF-8 编码", "UTF-8 编码的文本") from error
    return parse_paragraphs(text, shown)


def parse_paragraphs(text: str, shown: str) -> Paragraphs:
    """Return the paragraphs of each slot of a text; a blank line or a line of its own begins a paragraph."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        heading = _SLOT.match(line.strip())
        if heading:
            name = heading[1].strip()
            if name in found:
                raise UserError(f"{shown} 第 {number} 行", f"“{name}”写了两次", "每个空位一节", "请合成一节")
            current = found.setdefault(name, [])
        elif line.strip() and current is None:
            raise UserError(
                f"{shown} 第 {number} 行", "文字写在第一个标题之前", "先写一行“# 空位名”", "请把它移到一个空位下面"
            )
        elif line.strip() and current is not None:
            current.append(line.strip())
    return {name: tuple(lines) for name, lines in found.items() if lines}


def say_paragraphs(paragraphs: Mapping[str, Sequence[str]]) -> str:
    """Return the text of the file for paragraphs by slot."""
    parts = [f"# {name}\n\n" + "\n\n".join(lines) + "\n" for name, lines in paragraphs.items() if lines]
    return "\n".join(parts)


def write_paragraphs(folder: Path, paragraphs: Mapping[str, Sequence[str]]) -> Path | None:
    """Write the file in one step; return where the old version is kept, None where there was none or no difference."""
    path = folder / FILE
    text = say_paragraphs(paragraphs)
    folder.mkdir(parents=True, exist_ok=True)
    kept: Path | None = None
    if path.is_file():
        old = path.read_bytes()
        if old == text.encode("utf-8"):
            return None
        kept = _free_name(folder)
        kept.write_bytes(old)
    aside = path.with_name(f"{path.name}.part")
    aside.write_bytes(text.encode("utf-8"))
    aside.replace(path)
    return kept


def _free_name(folder: Path) -> Path:
    number = 1
    while (folder / f"paragraphs.{number:03d}.md").exists():
        number += 1
    return folder / f"paragraphs.{number:03d}.md"
