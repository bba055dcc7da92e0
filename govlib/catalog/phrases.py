"""Fixed phrases under params/phrases/: set formulations that are written one way, and what is right beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from govlib.catalog.edits import has_near
from govlib.catalog.lexicon_rows import SEVERITIES, check_text, split_exceptions
from govlib.catalog.lexicons import EXCUSED
from govlib.catalog.sheet_rows import Heading, Row, quote, read_rows
from govlib.documents.reading import open_document
from govlib.errors import DeclarationError, Fault, FileUnreadableError

FOLDER = "params/phrases"
PLACE_SUFFIX = ".phrases.csv"
DOCTRINE, INSTITUTION = "理论", "机构"
PHRASE_KINDS = (DOCTRINE, INSTITUTION, "会议", "法律", "政策", "提法", "公文", "地名")
SHORTEST, LONGEST, LONGEST_EXCEPTION = 5, 40, 60
PHRASE_HEADINGS = (
    Heading("phrase", ("短语", "固定表述"), required=True),
    Heading("kind", ("类", "类别"), required=True),
    Heading("severity", ("级", "级别"), required=True),
    Heading("exceptions", ("例外",)),
    Heading("basis", ("依据", "出处")),
    Heading("remark", ("备注",)),
)
_TRANSIENT = ("~$", ".", "._")


@dataclass(frozen=True)
class Phrase:
    """A set formulation: ``exceptions`` are other right texts that only one edit keeps apart from it.

    ``severity`` is that of a near miss of it; ``file`` and ``row`` say where it is declared.
    """

    phrase: str
    kind: str
    severity: str
    exceptions: tuple[str, ...] = ()
    basis: str = ""
    remark: str = ""
    file: str = ""
    row: int = 0

    @property
    def place(self) -> str:
        """Return where the phrase is declared, as a message names it."""
        return f"{self.file} 第 {self.row} 行"


def open_phrases(params: Path, place: str = "") -> tuple[Phrase, ...]:
    """Return the phrases of ``params/phrases/`` with the additions of a place, checked whole.

    No phrase at all is no fault: an office may do without. Raises DeclarationError with all faults at once.
    """
    faults: list[Fault] = []
    phrases = load_phrases(params / "phrases", faults)
    added = params / "places" / f"{place}{PLACE_SUFFIX}"
    if place and added.exists():
        phrases = merge_phrases((*phrases, *read_phrases(added, f"params/places/{added.name}", faults)), faults)
    if faults:
        raise DeclarationError(faults)
    return phrases


def load_phrases(folder: Path, faults: list[Fault]) -> tuple[Phrase, ...]:
    """Return the phrases of every .csv file in ``folder``, merged; faults are added to ``faults``."""
    phrases: list[Phrase] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() == ".csv" and path.name != EXCUSED and not path.name.startswith(_TRANSIENT):
            phrases += read_phrases(path, f"{FOLDER}/{path.name}", faults)
    return merge_phrases(phrases, faults)


def read_phrases(path: Path, shown_as: str, faults: list[Fault]) -> list[Phrase]:
    """Return the phrases of one file that can be used; what is wrong with the others goes to ``faults``."""
    try:
        sheets = open_document(path, shown_as).sheets
    except FileUnreadableError as error:
        faults.append(Fault(shown_as, "", error.found, f"{error.expected}；{error.advice}"))
        return []
    phrases = []
    for sheet in sheets:
        found: list[Fault] = []
        for row in read_rows(sheet, PHRASE_HEADINGS, shown_as, found).rows:
            wrong = list(_check_row(row))
            found.extend(Fault(shown_as, row.cell(key).place or str(row.number), *words) for key, *words in wrong)
            if not wrong:
                texts = {key: row.text(key) for key in ("phrase", "kind", "severity", "basis", "remark")}
                exceptions = split_exceptions(row.text("exceptions"))
                phrases.append(Phrase(**texts, exceptions=exceptions, file=shown_as, row=row.number))
        faults.extend(Fault(one.file, one.key.removeprefix("!"), one.found, one.expected) for one in found)
    return phrases


def merge_phrases(phrases: Iterable[Phrase], faults: list[Fault]) -> tuple[Phrase, ...]:
    """Return phrases each once, with the exceptions of all files that state it; twice in one file is a fault."""
    merged: dict[str, Phrase] = {}
    for phrase in phrases:
        before = merged.setdefault(phrase.phrase, phrase)
        if before is phrase:
            continue
        if before.file == phrase.file:
            found = f"{quote(phrase.phrase)}在第 {before.row} 行已经写过"
            faults.append(Fault(phrase.file, f"第 {phrase.row} 行", found, "一个文件里每个短语只写一次"))
        elif before.severity != phrase.severity:
            found = f"{quote(phrase.phrase)}的级是{phrase.severity}，{before.place}却写{before.severity}"
            faults.append(Fault(phrase.file, f"第 {phrase.row} 行", found, "同一个短语同一个级"))
        else:
            exceptions = tuple(dict.fromkeys((*before.exceptions, *phrase.exceptions)))
            merged[phrase.phrase] = replace(before, exceptions=exceptions)
    return tuple(merged.values())


def _check_row(row: Row) -> Iterator[tuple[str, str, str]]:
    """Yield the faults of one row: the key of the column, what was found, what is expected."""
    phrase = row.text("phrase")
    if not phrase:
        yield "phrase", "空着", f"一句固定表述，至少 {SHORTEST} 个字"
    elif len(phrase) < SHORTEST:
        yield "phrase", f"{quote(phrase)}只有 {len(phrase)} 个字", f"至少 {SHORTEST} 个字，短的写进词库"
    yield from (("phrase", *words) for words in check_text(phrase, LONGEST))
    for key, allowed in (("kind", PHRASE_KINDS), ("severity", SEVERITIES)):
        if row.text(key) not in allowed:
            yield key, f"写的是{quote(row.text(key))}", f"其中之一：{'、'.join(allowed)}"
    if not row.text("basis"):
        yield "basis", "空着", "依据的规范，或在哪里见过；凭所知写的也写明"
    exceptions = split_exceptions(row.text("exceptions"))
    for number, text in enumerate(exceptions):
        yield from (("exceptions", *words) for words in check_text(text, LONGEST_EXCEPTION))
        if text in exceptions[:number]:
            yield "exceptions", f"{quote(text)}写了两次", "每个例外只写一次"
        elif phrase and not _is_exception(text, phrase):
            yield "exceptions", f"例外{quote(text)}和{quote(phrase)}不是只差一处", "只差一个字、含有这样写法的正确文字"


def _is_exception(text: str, phrase: str) -> bool:
    """Return whether a text holds what could be taken for a near miss, and not the phrase itself."""
    return phrase not in text and has_near(text, phrase)
