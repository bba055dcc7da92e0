"""The rules of texts over a draft: wording, marks, personal values, and what the relations have not settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlib.documents.passages import Passage
from govlib.text.check import Checker, check_document
from govlib.text.document import Document
from govlib.text.hits import Hit
from govlib.verify.check import UNCHECKED, Check
from govlib.verify.draft.model import Draft

RELATED = frozenset(
    {"sums", "rates", "counts", "ordinals", "dates", "weekdays", "date_ranges", "date_order", "publicity"}
)
"""Rules that judge what relations judge too: where a relation has said its word, theirs is not repeated."""

_CONTACT = re.compile(r"联系|咨询|电话|传真|邮箱|报送|反馈|监督|举报|投诉")
_LOOKED_BACK = 40


def list_hits(draft: Draft, checker: Checker, checks: Sequence[Check]) -> tuple[Hit, ...]:
    """Return the hits of the rules of texts in a draft, in its order; ``passage`` is the number of the block.

    Cells of tables come after the blocks. A hit of a rule on numbers or days that overlaps what a check has settled
    is left out, and so are the phone and the address of mail that a notice gives to be reached by.
    """
    settled = {
        (quote.block, at)
        for check in checks
        if check.verdict != UNCHECKED
        for quote in (check.stated, check.other)
        if quote is not None and quote.block >= 0
        for at in range(quote.start, quote.end)
    }
    document = Document(draft.name, tuple(_list_passages(draft)), published=draft.posted)
    return tuple(hit for hit in check_document(document, checker) if not _is_left_out(hit, draft, settled))


def _list_passages(draft: Draft) -> Iterator[Passage]:
    yield from (Passage(block.place, block.text) for block in draft.blocks)
    for table in draft.tables:
        for row in table.rows:
            yield from (Passage(cell.place, cell.text) for cell in row if cell.text.strip())


def _is_left_out(hit: Hit, draft: Draft, settled: set[tuple[int, int]]) -> bool:
    if hit.rule in RELATED:
        return any((hit.passage, at) in settled for at in range(hit.start, hit.end))
    return hit.rule == "privacy" and is_own_contact(hit, draft)


def is_own_contact(hit: Hit, draft: Draft) -> bool:
    """Return whether a personal value is how the office that issues the draft itself is reached."""
    if hit.passage >= len(draft.blocks) or not re.search("电话|手机|邮箱|姓名", hit.kind):
        return False
    block = draft.blocks[hit.passage]
    before = block.text[max(0, hit.start - _LOOKED_BACK) : hit.start]
    return not block.part and bool(_CONTACT.search(before))
