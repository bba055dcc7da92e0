"""One row of a lexicon: a wrong wording, the right one, how serious it is, where it is no error."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from govlib.catalog.sheet_rows import Cell, Heading, Row, quote, read_rows
from govlib.documents.reading import open_document
from govlib.errors import Fault, FileUnreadableError

SEVERITIES = ("严重", "一般", "表述不规范", "疑似")
KINDS = (
    *("别字", "形近", "同音", "多字", "漏字", "颠倒", "重复", "搭配", "异形词"),
    *("量词", "计量单位", "专名", "机构", "法规名", "政治用语"),
)
LEXICON_HEADINGS = (
    Heading("wrong", ("错", "错误写法", "错误表述"), required=True),
    Heading("right", ("对", "正确写法", "规范表述"), required=True),
    Heading("kind", ("类", "类别"), required=True),
    Heading("severity", ("级", "级别"), required=True),
    Heading("exceptions", ("例外",)),
    Heading("basis", ("依据", "出处")),
    Heading("remark", ("备注",)),
)
SHORTEST, LONGEST, LONGEST_EXCEPTION = 2, 40, 60
_SEPARATORS = "；;\n"
_PATTERN_SIGNS = frozenset("*\\|^$[]?")
_FULL_WIDTH = frozenset("，。；：！？（）～％＋－／｜＂＇＜＞＝…〔〕【】")


@dataclass(frozen=True)
class LexiconEntry:
    """A wrong wording and the right one; ``exceptions`` are longer texts that hold the wrong one and are right.

    ``file`` and ``row`` say where it is declared; ``generated`` entries were made by rule and count as no evidence.
    ``confidence`` is the share of its reviewed hits that were right, 0 where there is no record; ``demoted`` says why
    its record let it fall to 疑似.
    """

    wrong: str
    right: str
    kind: str
    severity: str
    exceptions: tuple[str, ...] = ()
    basis: str = ""
    remark: str = ""
    file: str = ""
    row: int = 0
    generated: bool = False
    confidence: float = 0.0
    demoted: str = ""

    @property
    def place(self) -> str:
        """Return where the entry is declared, as a message names it."""
        return f"{self.file} 第 {self.row} 行"


def read_lexicon(path: Path, shown_as: str, faults: list[Fault], *, generated: bool = False) -> list[LexiconEntry]:
    """Return the entries of one lexicon file that can be used; what is wrong with the others goes to ``faults``."""
    try:
        sheets = open_document(path, shown_as).sheets
    except FileUnreadableError as error:
        faults.append(Fault(shown_as, "", error.found, f"{error.expected}；{error.advice}"))
        return []
    entries = []
    for sheet in sheets:
        found: list[Fault] = []
        for row in read_rows(sheet, LEXICON_HEADINGS, shown_as, found).rows:
            wrong = list(_check_row(row, generated))
            found.extend(Fault(shown_as, row.cell(key).place or str(row.number), *words) for key, *words in wrong)
            if not wrong:
                entries.append(_make_entry(row, shown_as, generated))
        faults.extend(Fault(one.file, one.key.removeprefix("!"), one.found, one.expected) for one in found)
    return entries


def split_exceptions(text: str) -> tuple[str, ...]:
    """Return the exceptions of a cell, separated by ； or ; or line breaks, blanks left out."""
    for separator in _SEPARATORS[1:]:
        text = text.replace(separator, _SEPARATORS[0])
    return tuple(piece.strip() for piece in text.split(_SEPARATORS[0]) if piece.strip())


def list_row_faults(entry: LexiconEntry) -> list[tuple[str, str]]:
    """Return why an entry could not stand as a row of a lexicon: what was found, what is expected."""
    keys = ("wrong", "right", "kind", "severity", "basis")
    cells = {key: (Cell("", getattr(entry, key)),) for key in keys}
    cells["exceptions"] = (Cell("", _SEPARATORS[0].join(entry.exceptions)),)
    return [(found, expected) for _, found, expected in _check_row(Row(0, cells), entry.generated)]


def _make_entry(row: Row, file: str, generated: bool) -> LexiconEntry:
    return LexiconEntry(
        wrong=row.text("wrong"),
        right=row.text("right"),
        kind=row.text("kind"),
        severity=row.text("severity"),
        exceptions=split_exceptions(row.text("exceptions")),
        basis=row.text("basis"),
        remark=row.text("remark"),
        file=file,
        row=row.number,
        generated=generated,
    )


def _check_row(row: Row, generated: bool) -> Iterator[tuple[str, str, str]]:
    """Yield the faults of one row: the key of the column, what was found, what is expected."""
    wrong, right = row.text("wrong"), row.text("right")
    for key, text in (("wrong", wrong), ("right", right)):
        if not text:
            yield key, "空着", "一个词或一句话，错和对都要写"
        else:
            yield from ((key, *words) for words in check_text(text, LONGEST))
    if wrong and len(wrong) < SHORTEST:
        yield "wrong", f"{quote(wrong)}只有 {len(wrong)} 个字", f"至少 {SHORTEST} 个字，单字到处都有"
    if wrong and wrong == right:
        yield "right", f"和“错”一样，都是{quote(right)}", "不同的写法"
    for key, allowed in (("kind", KINDS), ("severity", SEVERITIES)):
        if row.text(key) not in allowed:
            yield key, f"写的是{quote(row.text(key))}", f"其中之一：{'、'.join(allowed)}"
    if not generated and not row.text("basis"):
        yield "basis", "空着", "依据的规范，或在哪里见过这个错"
    yield from (("exceptions", *words) for words in _check_exceptions(wrong, split_exceptions(row.text("exceptions"))))


def _check_exceptions(wrong: str, exceptions: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(exceptions):
        yield from check_text(text, LONGEST_EXCEPTION)
        if text in exceptions[:number]:
            yield f"{quote(text)}写了两次", "每个例外只写一次"
        if wrong and (wrong not in text or wrong == text):
            yield f"例外{quote(text)}里没有{quote(wrong)}，或与它相同", f"比{quote(wrong)}长、含有它的正确文字"


def check_text(text: str, longest: int) -> Iterator[tuple[str, str]]:
    """Yield why a text could never be found in a document, or would be found where nobody expects it."""
    if len(text) > longest:
        yield f"{quote(text)}有 {len(text)} 个字", f"不超过 {longest} 个字"
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for sign in text):
        yield f"{quote(text)}里有看不见的字符", "只有文字和标点"
    odd = [sign for sign in text if sign not in _FULL_WIDTH and unicodedata.normalize("NFKC", sign) != sign]
    if odd:
        folded = unicodedata.normalize("NFKC", "".join(odd))
        yield f"{quote(text)}里的“{''.join(odd)}”是兼容字符", f"通常的写法“{folded}”；要查变体就另写一行"
    signs = "".join(sorted(_PATTERN_SIGNS & set(text)))
    if signs:
        yield f"{quote(text)}里有“{signs}”", "照字面查找的文字，不用通配符和正则表达式"
