"""Why a bulletin may not go out: each contradiction with its sentence, both numbers, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govlib.bulletin.paper import Paper, Paragraph
from govlib.text.chinese_numbers import narrow_digits

if TYPE_CHECKING:
    from govlib.verify.check import Check, Quote
    from govlib.verify.draft.model import Draft
    from govlib.verify.whole import Report

MOST_FLAWS = 12
_LONGEST = 56
_STOPS = "。；;！？!?"


def say_flaws(report: Report, paper: Paper) -> tuple[str, ...]:
    """Return the contradictions of a verified paper, one a line, at most twelve; then how many there are in all."""
    wrong = report.contradictions
    if report.draft is None or not wrong:
        return ()
    draft = report.draft
    said = [f"矛盾：{say_flaw(check, draft, paper)}" for check in wrong[:MOST_FLAWS]]
    return (*said, f"共 {len(wrong)} 处矛盾，其余见 govlib verify") if len(wrong) > MOST_FLAWS else tuple(said)


def say_flaw(check: Check, draft: Draft, paper: Paper) -> str:
    """Return one contradiction: where, the sentence, what it says, what it should be and by what, and the cause."""
    from govlib.verify.computed.by_figure import SOURCE  # noqa: PLC0415 - composing alone waits for no verifier
    from govlib.verify.computed.own_text import COMPUTED  # noqa: PLC0415 - the same

    sentence = _sentence(check.stated, draft)
    said = f"，其中“{check.said}”" if check.said and check.said != sentence else ""
    lead = f"{_say_where(check.stated, draft, paper)}写“{sentence}”{said}"
    if check.other is not None and check.other.place == SOURCE:
        return f"{lead}，按导出数据应为{check.computed}（{check.other.words}）"
    if check.other is not None and check.other.place == COMPUTED:
        return f"{lead}，按导出数据应为{check.computed or check.other.words}"
    right = f"，应为“{check.computed}”" if check.computed else ""
    other = ""
    if check.other is not None:
        other = f"；对照{_say_where(check.other, draft, paper)}“{_sentence(check.other, draft)}”"
    return f"{lead}{right}{other}{f'；{check.why}' if check.why else ''}"


def _sentence(quote: Quote, draft: Draft) -> str:
    """Return the sentence that a quote stands in, shortened at both ends where it is long."""
    if quote.block < 0:
        return _shorten(quote.words, 0, len(quote.words))
    text = draft.blocks[quote.block].text
    low = max(text.rfind(mark, 0, quote.start) for mark in _STOPS) + 1
    ends = [end for end in (text.find(mark, quote.end) for mark in _STOPS) if end >= 0]
    return _shorten(text[low : min(ends, default=len(text))], quote.start - low, quote.end - low)


def _shorten(sentence: str, start: int, end: int) -> str:
    words = sentence.strip()
    if len(words) <= _LONGEST:
        return words
    room = max(_LONGEST - (end - start), 0) // 2
    low, high = max(start - room, 0), min(end + room, len(sentence))
    if end - start > _LONGEST:
        return f"{sentence[start : start + _LONGEST // 2]}……{sentence[end - _LONGEST // 2 : end]}"
    return f"{'……' if low else ''}{sentence[low:high].strip()}{'……' if high < len(sentence) else ''}"


def _say_where(quote: Quote, draft: Draft, paper: Paper) -> str:
    """Return where words stand as a reader of the paper finds them: 正文第3段（空位“亮点”）, else as the draft says."""
    if quote.block < 0:
        return quote.place
    block = draft.blocks[quote.block]
    if block.kind == "heading":
        return f"标题“{block.text}”"
    if block.part or block.kind != "text":
        return {"title": "通报标题", "attachments": "附件说明", "signature": "落款", "colophon": "版记"}.get(
            block.kind, block.part or quote.place
        )
    number = sum(one.kind == "text" and not one.part for one in draft.blocks[: quote.block + 1])
    slot = next((name for name, text in _slots(paper) if text in _plain(block.text)), "")
    return f"正文第{number}段" + (f"（空位“{slot}”）" if slot else "")


def _slots(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield the slots that have words, by name."""
    for piece in paper.body:
        if isinstance(piece, Paragraph) and piece.slot and _plain(piece.text):
            yield piece.slot, _plain(piece.text)


def _plain(text: str) -> str:
    return narrow_digits("".join(text.split()))
