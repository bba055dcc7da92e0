"""A draft returned as a Word document: a comment at both places of each contradiction and doubt, and at each hit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from govlib.documents.docx_comments import Remark, add_comments
from govlib.documents.docx_parts import Paragraph, read_word
from govlib.documents.plain_docx import make_plain_docx
from govlib.text.hits import Hit
from govlib.text.report.lines import make_printable
from govlib.text.report.returned import MOST_COMMENTS, WORD
from govlib.verify.check import Check, Quote
from govlib.verify.draft.model import Draft, DraftTable
from govlib.verify.report.lines import say_check, say_head, say_quote
from govlib.verify.whole import Report

AUTHOR = "govlib 核对"
_LEAST = 4


def comment_report(report: Report, data: bytes) -> bytes:
    """Return the document with comments; ``data`` is a Word file as it was read, anything else is set anew as one."""
    draft = report.draft
    if draft is None:
        return data
    document, places = (data, _list_tables(draft)) if report.kind == WORD else _set_anew(draft)
    target = _Target(draft, read_word(document, report.name).paragraphs, places)
    remarks = sorted(_list_remarks(report, target), key=lambda one: (one.paragraph, one.start))
    if len(remarks) > MOST_COMMENTS:
        rest = len(remarks) - MOST_COMMENTS
        remarks = remarks[:MOST_COMMENTS]
        remarks[-1] = replace(remarks[-1], lines=(*remarks[-1].lines, f"后面还有 {rest} 处没有批注"))
    return add_comments(document, report.name, remarks, author=AUTHOR)


@dataclass(frozen=True)
class _Target:
    """The paragraphs to which comments are tied; ``places`` has the new place of a cell that was set anew."""

    draft: Draft
    paragraphs: Sequence[Paragraph]
    places: Mapping[str, str]


def _list_tables(draft: Draft) -> dict[str, str]:
    """Return the first cell of every table by the place of the table, for what is said of the whole."""
    return {table.place: table.rows[0][0].place for table in draft.tables if table.rows and table.rows[0]}


def _set_anew(draft: Draft) -> tuple[bytes, dict[str, str]]:
    """Return a draft as a Word document, its tables where they stood, and the place of every cell in it."""
    pieces: list[str | list[list[str]]] = []
    places: dict[str, str] = {}
    tables = sorted(draft.tables, key=lambda table: table.at)
    number = 0
    for at in range(len(draft.blocks) + 1):
        while number < len(tables) and (tables[number].at <= at or at == len(draft.blocks)):
            number += 1
            pieces.append(_list_rows(tables[number - 1], number, places))
        if at < len(draft.blocks):
            pieces.append(draft.blocks[at].text)
    return make_plain_docx(pieces), places


def _list_rows(table: DraftTable, number: int, places: dict[str, str]) -> list[list[str]]:
    """Return the rows of a table with its heading and the lines across it, and note where each cell will stand."""
    rows = [list(table.header)] if any(table.header) else []
    places.setdefault(table.place, f"表 {number} 第 1 行第 1 格")
    for at, row in enumerate(table.rows):
        for group in table.groups:
            if group.first == at:
                rows.append([group.text])
                places.setdefault(group.place, f"表 {number} 第 {len(rows)} 行第 1 格")
        rows.append([cell.text for cell in row])
        for column, cell in enumerate(row, 1):
            places.setdefault(cell.place, f"表 {number} 第 {len(rows)} 行第 {column} 格")
    return rows


def _list_remarks(report: Report, target: _Target) -> Iterator[Remark]:
    for check in (*report.contradictions, *report.doubts):
        yield _place(check.stated, target, _say_stated(check))
        if check.other is not None and _stands_in(check.other, target):
            yield _place(check.other, target, _say_other(check))
    for hit in report.counted_hits:
        first = f"〔{hit.severity}〕{hit.kind}：{hit.says}"
        lines = tuple(line for line in (first, hit.note if hit.right else "") if line)
        yield _place(_quote_hit(hit, target.draft), target, lines)


def _stands_in(quote: Quote, target: _Target) -> bool:
    """Return whether a quote is of the draft itself, not of what was computed."""
    return quote.block >= 0 or any(one.place == _place_of(quote, target) for one in target.paragraphs)


def _place_of(quote: Quote, target: _Target) -> str:
    return target.places.get(quote.place, quote.place)


def _quote_hit(hit: Hit, draft: Draft) -> Quote:
    if hit.passage < len(draft.blocks):
        words = draft.blocks[hit.passage].text[hit.start : hit.end]
        return Quote(hit.place, words, hit.passage, hit.start, hit.end)
    return Quote(hit.place, hit.wrong)


def _say_stated(check: Check) -> tuple[str, ...]:
    return tuple(make_printable(line) for line in (say_head(check), *list(say_check(check))[1:]))


def _say_other(check: Check) -> tuple[str, ...]:
    return tuple(make_printable(line) for line in (say_head(check), f"另一处：{say_quote(check.stated)}"))


def _place(quote: Quote, target: _Target, lines: tuple[str, ...]) -> Remark:
    """Return a remark at the words of a quote, else at the paragraph they stand in, else at the first."""
    found = _find(quote, target)
    if found is None:
        return Remark(0, 0, 0, (*lines, f"位置：{quote.place}" if quote.place else ""))
    return Remark(*found, lines)


def _find(quote: Quote, target: _Target) -> tuple[int, int, int] | None:
    """Return the paragraph that holds the words, with their span: the same place first, then the same whole text."""
    blocks = target.draft.blocks
    whole = blocks[quote.block].text if 0 <= quote.block < len(blocks) else ""
    place = _place_of(quote, target)
    best: tuple[tuple[int, int], int, int, int] | None = None
    for number, paragraph in enumerate(target.paragraphs):
        is_there = paragraph.place == place
        start = _find_words(quote, whole, paragraph.text)
        if start < 0 and is_there and quote.block < 0:
            start = 0
        if start < 0 or (not whole and not is_there):
            continue
        is_same = paragraph.text.strip() == whole.strip()
        rank = (0 if is_there else 1 if is_same else 2, number)
        if best is None or rank < best[0]:
            best = (rank, number, start, min(start + len(quote.words), len(paragraph.text)))
    return best[1:] if best else None


def _find_words(quote: Quote, whole: str, text: str) -> int:
    """Return where the words begin in a paragraph, -1 if not at all; of words that come twice, the same one."""
    if not quote.words.strip():
        return -1
    again = whole[: quote.start].count(quote.words) if whole else 0
    start = text.find(quote.words)
    while again and start >= 0:
        further = text.find(quote.words, start + 1)
        if further < 0:
            break
        start, again = further, again - 1
    if start < 0 and len(quote.words) > _LEAST:
        first = quote.words.strip().split("\n")[0][: 2 * _LEAST]
        start = text.find(first) if len(first) >= _LEAST else -1
    return start
