"""The analyst's own paragraphs: records/<place>/<period>/paragraphs.md, a heading a slot; kept as figures change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from govlib.bulletin.writing.slot_file import FILE, SlotFile, parse_slot_file, read_slot_file

Paragraphs = dict[str, tuple[str, ...]]
"""The paragraphs of each slot, by its name; a paragraph may use the vocabulary of templates."""


def read_paragraphs(folder: Path) -> Paragraphs:
    """Return what the analyst wrote, by slot; a slot without words is not there.

    Raises:
        UserError: the file can't be read as text, has words before its first heading, or a heading twice.
    """
    return _paragraphs_of(read_slot_file(folder))


def parse_paragraphs(text: str, shown: str) -> Paragraphs:
    """Return the paragraphs of each slot of a text; raises as ``read_paragraphs``."""
    return _paragraphs_of(parse_slot_file(text, shown))


def _paragraphs_of(file: SlotFile) -> Paragraphs:
    if file.faults:
        raise file.faults[0].error()
    return {name: tuple(one.text for one in lines) for name, lines in file.slots.items() if lines}


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
