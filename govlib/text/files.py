"""Files on the way to publication as documents, and which files a person has named."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from govlib.documents.passages import TextFile, open_text
from govlib.text.document import Document
from govlib.text.hiding import hide_names

STANDARD_INPUT = "-"
MARKED = ".批注"
"""How the names of documents end, before .docx, that were returned with comments; a folder is scanned without them."""

_OWN_PAGE = b'<meta name="generator" content="govlib scan">'
"""What stands at the head of a page of hits; a folder is scanned without those too."""
_HEAD = 300
_PAGES = frozenset({".html", ".htm"})

_SUFFIXES = frozenset(
    {".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".docm", ".pdf", ".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb"}
    | {".xls", ".et", ".ods", ".doc", ".wps", ".ofd", ".rtf", ".odt"}
)


@dataclass(frozen=True)
class Named:
    """A file to be read: ``shown_as`` is what people read, short and different for each; ``path`` None is input."""

    path: Path | None
    shown_as: str


@dataclass(frozen=True)
class Chosen:
    """The files that were named or lie in a named folder, in order, and how many others of a folder were left out."""

    files: tuple[Named, ...]
    passed_over: int = 0
    repeated: int = 0


def open_file(path: Path, shown_as: str, seen: date | None = None) -> Document:
    """Return one file as a document; raises FileUnreadableError with a sentence where it holds no text."""
    return make_read(open_text(path, shown_as), shown_as, seen)


def open_named(named: Named) -> TextFile:
    """Return the text of a file that was named; raises FileUnreadableError with a sentence where it holds none."""
    return open_text(named.path or Path(), named.shown_as)


def make_read(opened: TextFile, shown_as: str, day: date | None = None) -> Document:
    """Return an opened file as a document that is published, and looked at, on a day."""
    return Document(shown_as, opened.passages, published=day, seen=day)


def choose_files(paths: Iterable[Path]) -> Chosen:
    """Return the files that paths name: folders with all they hold, sorted; ``-`` is standard input; each file once.

    Of a folder those are read whose names end as texts do; hidden files, temporary ones of Word, and documents with
    comments and pages of hits that an earlier scan wrote are left out.
    """
    found: list[tuple[Path | None, str]] = []
    passed_over = 0
    for path in paths:
        if str(path) == STANDARD_INPUT:
            found.append((None, "标准输入"))
        elif path.is_dir():
            inside, others = _list_folder(path)
            passed_over += others
            found += [(one, one.relative_to(path).as_posix()) for one in inside]
        else:
            found.append((path, path.name))
    once: dict[str, tuple[Path | None, str]] = {}
    for file, name in found:
        once.setdefault(_identify(file), (file, name))
    repeats = Counter(name for _, name in once.values())
    names = [name if file is None or repeats[name] == 1 else file.as_posix() for file, name in once.values()]
    files = (Named(file, shown) for (file, _), shown in zip(once.values(), hide_names(names), strict=True))
    return Chosen(tuple(files), passed_over, len(found) - len(once))


def _identify(path: Path | None) -> str:
    return "" if path is None else os.path.realpath(path)


def _is_own_page(path: Path) -> bool:
    """Return whether a file is a page of hits that an earlier scan wrote."""
    if path.suffix.lower() not in _PAGES or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return _OWN_PAGE in file.read(_HEAD)
    except OSError:
        return False


def _list_folder(folder: Path) -> tuple[list[Path], int]:
    """Return the files of a folder that may be texts, sorted by their path in it, and how many others it holds."""
    inside, others = [], 0
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = Path(root) / name
            if name.startswith((".", "~$")) or name.endswith((f"{MARKED}.docx", f"{MARKED}.docm", ".part")):
                continue
            if _is_own_page(path):
                continue
            if path.suffix.lower() in _SUFFIXES:
                inside.append(path)
            else:
                others += 1
    return sorted(inside, key=lambda path: path.relative_to(folder).parts), others
