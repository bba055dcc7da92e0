"""Changes as a draft states them: 由A到B, 较上季度（A）增加N个, 同比增长X%, 提高N个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from govlib.verify.mentions.amounts import Amount

_UP = re.compile("增|升|提高|涨|扩大|多|高")
_DOWN = re.compile("降|减|回落|缩|少|低|跌|精简")
_CUT = re.compile("(?:压缩|缩短|精简|压减)(?:了|近|约)?$")
_YEAR = re.compile("同比|去年|上年|同期")
_LAST = re.compile("环比|上[一个]*(?:季度|期|月|次|批|轮|周|半年)|前一|(?:较|比|与|同)第?[一二三四]季度")
_MOVES = re.compile(
    r"^[^，,。；;]{0,14}?(?P<word>增加|增长|上升|提高|提升|上涨|增|升|下降|减少|降低|回落|压减|缩减|压缩|缩短|精简|降|减|变化?|调整)"
    r"[^，,。；;]{0,3}?(?:到|至|为|成)了?[^，,。；;]{0,8}$"
)
_STARTS = re.compile("(?:由|从|自)[^，,。；;]{0,24}$")
_NEAR = 24
_COMMAS = 2
_ONLY_TO = re.compile(r"^[^，,。；;]{0,14}?(?:到|至|变为|变成)[^，,。；;]{0,8}$")


@dataclass(frozen=True)
class Move:
    """From one number to another; ``up`` and ``down`` say which way the words say it went, neither if they don't."""

    before: Amount
    after: Amount
    up: bool
    down: bool


@dataclass(frozen=True)
class Change:
    """By how much something changed: ``since`` is 上期, 去年同期 or "" if the words don't say since when."""

    amount: Amount
    up: bool
    down: bool
    since: str
    begin: int
    move: Move | None = None


def list_moves(text: str, amounts: Sequence[Amount]) -> Iterator[Move]:
    """Yield what went from one number to the next: 由 95.6% 提高到 97.8%."""
    for before, after in pairwise(amounts):
        if before.sentence != after.sentence or before.unit != after.unit or before.rough or after.rough:
            continue
        gap = text[before.end : after.start]
        lead = text[max(0, before.start - 30) : before.start]
        moved = _MOVES.match(gap)
        if not _STARTS.search(lead) or not (moved or _ONLY_TO.match(gap)):
            continue
        word = moved["word"] if moved else ""
        yield Move(before, after, bool(_UP.search(word)), bool(_DOWN.search(word)))


def list_changes(text: str, amounts: Sequence[Amount]) -> Iterator[Change]:
    """Yield the numbers of a block by which something changed."""
    moves = list(list_moves(text, amounts))
    for at, amount in enumerate(amounts):
        is_change = amount.role == "增减" or (amount.is_rate and _CUT.search(amount.before))
        if not is_change or amount.rough or amount.limit:
            continue
        floor = max((one.end for one in amounts[:at]), default=0)
        floor = max(floor, max((text.rfind(mark, 0, amount.start) for mark in "。；;！？\n"), default=-1) + 1)
        words = text[floor : amount.start]
        lead = text[max(floor - 40, text.rfind("。", 0, amount.start) + 1, 0) : amount.start]
        tail = re.split("[，,、（）()]", words)[-1]
        clause = re.split("[，,；;]", lead)[-1]
        since = "去年同期" if _YEAR.search(clause) else "上期" if _LAST.search(clause) else ""
        move = next((one for one in moves if one.after.end <= amount.start and _next_to(text, one, amount)), None)
        yield Change(
            amount, bool(_UP.search(tail)), bool(_DOWN.search(tail)), since, amount.start - len(tail.lstrip()), move
        )


def _next_to(text: str, move: Move, amount: Amount) -> bool:
    """Tell whether a change is told of a move: nothing but a comma and a word or two stand between."""
    if move.after.sentence != amount.sentence:
        return False
    gap = re.sub(r"[（(][^（）()]*[）)]", "", text[move.after.end : amount.start])
    return len(gap) <= _NEAR and gap.count("，") + gap.count(",") <= _COMMAS
