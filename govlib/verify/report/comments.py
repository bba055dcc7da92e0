"""A draft returned as a Word document: a comment at both places of each contradiction and doubt, and at each hit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from govlib.documents.docx_comments import Remark, add_comments
from govlib.documents.docx_parts import Paragraph, read_word
from govlib.documents.plain_docx import make_plain_docx
from govlib.text.hits import Hit
from govlib.text.report.lines import make_printable
from govlib.text.report.returned import MOST_COMMENTS, WORD
from govlib.verify.check import Check, Quote
from govlib.verify.draft.model import Draft
from govlib.verify.report.lines import say_check, say_head, say_quote
from govlib.verify.whole import Report

AUTHOR = "govlib 核对"
_LEAST = 4


def comment_report(report: Report, data: bytes) -> bytes:
    """Return the document with comments; ``data`` is a Word file as it was read, anything else is set anew as one."""
    draft = report.draft
    if draft is None:
        return data
    document = data if report.kind == WORD else _set_anew(draft)
    paragraphs = read_word(document, report.name).paragraphs
    remarks = sorted(_list_remarks(report, draft, paragraphs), key=lambda one: (one.paragraph, one.start))
    if len(remarks) > MOST_COMMENTS:
        rest = len(remarks) - MOST_COMMENTS
        remarks = remarks[:MOST_COMMENTS]
        remarks[-1] = replace(remarks[-1], lines=(*remarks[-1].lines, f"后面还有 {rest} 处没有批注"))
    return add_comments(document, report.name, remarks, author=AUTHOR)


def _set_anew(draft: Draft) -> bytes:
    tables = [[table.header, *([cell.text for cell in row] for row in table.rows)] for table in draft.tables]
    return make_plain_docx([block.text for block in draft.blocks], tables)


def _list_remarks(report: Report, draft: Draft, paragraphs: Sequence[Paragraph]) -> Iterator[Remark]:
    for check in (*report.contradictions, *report.doubts):
        yield _place(check.stated, draft, paragraphs, _say_stated(check))
        if check.other is not None:
            yield _place(check.other, draft, paragraphs, _say_other(check))
    for hit in report.counted_hits:
        lines = tuple(
            line for line in (f"〔{hit.severity}〕{hit.kind}：{hit.says}", hit.note if hit.right else "") if line
        )
        yield _place(_quote_hit(hit, draft), draft, paragraphs, lines)


def _quote_hit(hit: Hit, draft: Draft) -> Quote:
    if hit.passage < len(draft.blocks):
        words = draft.blocks[hit.passage].text[hit.start : hit.end]
        return Quote(hit.place, words, hit.passage, hit.start, hit.end)
    return Quote(hit.place, hit.wrong)


def _say_stated(check: Check) -> tuple[str, ...]:
    return tuple(make_printable(line) for line in (say_head(check), *list(say_check(check))[1:]))


def _say_other(check: Check) -> tuple[str, ...]:
    return tuple(make_printable(line) for line in (say_head(check), f"另一处：{say_quote(check.stated)}"))


def _place(quote: Quote, draft: Draft, paragraphs: Sequence[Paragraph], lines: tuple[str, ...]) -> Remark:
    """Return a remark at the words of a quote, else at the paragraph they stand in, else at the first."""
    whole = draft.blocks[quote.block].text if 0 <= quote.block < len(draft.blocks) else ""
    found = _find(quote, whole, paragraphs)
    if found is None:
        return Remark(0, 0, 0, (*lines, f"位置：{quote.place}" if quote.place else ""))
    return Remark(*found, lines)


def _find(quote: Quote, whole: str, paragraphs: Sequence[Paragraph]) -> tuple[int, int, int] | None:
    """Return the paragraph that holds the words, with their span: the same place first, then the same whole text."""
    best: tuple[tuple[int, int], int, int, int] | None = None
    for number, paragraph in enumerate(paragraphs):
        start = _find_words(quote, whole, paragraph.text)
        if start < 0:
            continue
        is_same = bool(whole) and paragraph.text.strip() == whole.strip()
        rank = (0 if paragraph.place == quote.place else 1 if is_same else 2, number)
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
