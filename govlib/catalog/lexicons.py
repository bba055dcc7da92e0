"""The lexicons under params/lexicons/: every file read, checked against the others and merged into one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from govlib.catalog.lexicon_records import apply_records, load_records
from govlib.catalog.lexicon_rows import LexiconEntry, read_lexicon
from govlib.catalog.sheet_rows import quote
from govlib.catalog.text_rules import TextRule
from govlib.errors import DeclarationError, Fault, UserError

FOLDER = "params/lexicons"
GENERATED = "generated.csv"
EXCUSED = "gate_excused.csv"
PLACE_SUFFIX = ".lexicon.csv"
_TRANSIENT = ("~$", ".", "._")


def open_lexicon(params: Path, place: str = "", rule: TextRule | None = None) -> tuple[LexiconEntry, ...]:
    """Return the entries of ``params/lexicons/`` with the additions of a place, checked whole.

    With a ``rule`` they have what reviews have said of them: a confidence, and 疑似 for those below its threshold.
    Raises DeclarationError with all faults at once. This is not part of ``load_catalog``: who scans no text does not
    wait for thousands of words.
    """
    faults: list[Fault] = []
    entries = _read_folder(params / "lexicons", faults)
    added = params / "places" / f"{place}{PLACE_SUFFIX}"
    if place and added.exists():
        entries += read_lexicon(added, f"params/places/{added.name}", faults)
    merged = merge_entries(entries, faults)
    records = load_records(params, faults) if rule is not None else {}
    if faults:
        raise DeclarationError(faults)
    if not merged:
        raise UserError(FOLDER, "没有一条词条", "至少一个词库文件（.csv）", "请在项目的根目录里运行")
    return merged if rule is None else apply_records(merged, records, rule)


def load_lexicons(folder: Path, faults: list[Fault]) -> tuple[LexiconEntry, ...]:
    """Return all entries of the lexicons in ``folder``, merged; faults are added to ``faults``.

    An entry that several files state alike is one entry with the exceptions of all of them. The entries of
    ``generated.csv`` were made by rule: they need no basis and give way to an entry stated by hand.
    """
    return merge_entries(_read_folder(folder, faults), faults)


def _read_folder(folder: Path, faults: list[Fault]) -> list[LexiconEntry]:
    entries: list[LexiconEntry] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() != ".csv" or path.name == EXCUSED or path.name.startswith(_TRANSIENT):
            continue
        shown_as = f"{FOLDER}/{path.name}"
        entries += read_lexicon(path, shown_as, faults, generated=path.name == GENERATED)
    return entries


def merge_entries(entries: Iterable[LexiconEntry], faults: list[Fault]) -> tuple[LexiconEntry, ...]:
    """Return entries one a wrong wording, in order; those that contradict each other are added to ``faults``."""
    merged: dict[str, LexiconEntry] = {}
    for entry in sorted(entries, key=lambda one: one.generated):
        before = merged.setdefault(entry.wrong, entry)
        if before is entry or (entry.generated and not before.generated):
            continue
        if before.right != entry.right:
            found = f"{quote(entry.wrong)}应为{quote(entry.right)}，{before.place}却写应为{quote(before.right)}"
            faults.append(Fault(entry.file, f"第 {entry.row} 行", found, "同一个错只有一个对"))
        elif before.file == entry.file:
            found = f"{quote(entry.wrong)}在第 {before.row} 行已经写过"
            faults.append(Fault(entry.file, f"第 {entry.row} 行", found, "一个文件里每个错只写一次"))
        else:
            merged[entry.wrong] = _join(before, entry)
    faults.extend(_check_rights(merged))
    return tuple(merged.values())


def _join(one: LexiconEntry, other: LexiconEntry) -> LexiconEntry:
    exceptions = tuple(dict.fromkeys((*one.exceptions, *other.exceptions)))
    return replace(one, exceptions=exceptions)


def _check_rights(entries: dict[str, LexiconEntry]) -> Iterator[Fault]:
    """Yield every right wording in which another entry would find an error: who mends it is accused again."""
    lengths = sorted({len(wrong) for wrong in entries})
    for entry in entries.values():
        right = entry.right
        for start in range(len(right)):
            for length in lengths:
                other = entries.get(right[start : start + length])
                if start + length > len(right):
                    break
                if other is not None and not _is_excused(other, right, start):
                    found = f"对的写法{quote(right)}里有{other.place}的错{quote(other.wrong)}"
                    yield Fault(entry.file, f"第 {entry.row} 行", found, "改这一行，或给那一行加例外")


def _is_excused(entry: LexiconEntry, text: str, start: int) -> bool:
    """Return whether an exception of the entry stands around its wrong wording at ``start`` of the text."""
    for exception in entry.exceptions:
        inside = exception.find(entry.wrong)
        while inside >= 0:
            if start >= inside and text.startswith(exception, start - inside):
                return True
            inside = exception.find(entry.wrong, inside + 1)
    return False
