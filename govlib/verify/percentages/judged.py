"""One percentage with its verdict, and how it was rounded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from govlib.identities.causes import guess_rate
from govlib.verify.check import DOUBTFUL, RIGHT, UNCHECKED, WRONG, Check, Quote
from govlib.verify.draft.model import Draft
from govlib.verify.mentions.amounts import Amount
from govlib.verify.mentions.rates import RateMention
from govlib.verify.percentages.pairs import Pair, decimals_of, explain

_HUNDRED = 100


@dataclass(frozen=True)
class JudgedRate:
    """A percentage, its check, and the pair it follows from; ``way`` is "" unless the pair is the one surely meant."""

    mention: RateMention
    check: Check
    pair: Pair | None = None
    way: str = ""


def agree(draft: Draft, mention: RateMention, pair: Pair, *, sure: bool, identity: int = 3) -> JudgedRate:
    """Return a percentage that a pair explains; doubtful where it reads 100 % and not all passed."""
    way = explain(mention.amount, pair.part, pair.whole)
    verdict, why = RIGHT, {"截断": "截断得来", "四舍五入": "四舍五入得来"}.get(way, "")
    if mention.amount.value == _HUNDRED and pair.part < pair.whole:
        verdict, why = DOUBTFUL, "没有全部做到，不宜写成 100%"
    check = replace(_check(draft, verdict, mention, pair, why), identity=identity)
    return JudgedRate(mention, check, pair, way if sure else "")


def accuse(draft: Draft, mention: RateMention, pair: Pair, why: str = "", identity: int = 3) -> JudgedRate:
    """Return a percentage that its pair contradicts, with the likely slip."""
    why = why or ("分子比分母还大" if pair.part > pair.whole else "")
    cause = why or guess_rate(
        _decimal(mention.amount.value), decimals_of(mention.amount), _decimal(pair.part), _decimal(pair.whole)
    )
    return JudgedRate(mention, replace(_check(draft, WRONG, mention, pair, cause), identity=identity), pair)


def exceed(draft: Draft, mention: RateMention) -> JudgedRate:
    """Return a rate that is more than all, which no rate of its kind can be."""
    quote = quote_mention(draft, mention)
    said = mention.amount.text
    check = Check(WRONG, _kind(mention), 3, quote, said=said, computed="不大于 100%", why="部分不会多于全部")
    return JudgedRate(mention, check)


def leave(draft: Draft, mention: RateMention, why: str) -> JudgedRate:
    """Return a percentage that nothing in the draft settles."""
    return JudgedRate(
        mention,
        Check(UNCHECKED, _kind(mention), 3, quote_mention(draft, mention), said=mention.amount.text, why=why),
    )


def _check(draft: Draft, verdict: str, mention: RateMention, pair: Pair, why: str) -> Check:
    exact = pair.part * _HUNDRED / pair.whole
    return Check(
        verdict,
        _kind(mention),
        3,
        quote_mention(draft, mention),
        quote_between(draft, pair.first, pair.last),
        said=mention.amount.text,
        computed=pair.said(),
        difference=f"{float(mention.amount.value - exact):+.2f} 个百分点",
        why=why,
    )


def quote_mention(draft: Draft, mention: RateMention) -> Quote:
    """Return a percentage with the words that name it."""
    one = mention.amount
    block = draft.blocks[one.block]
    lead = block.text[mention.begin : one.start]
    begin = one.start - len(lead.lstrip())
    end = one.end + (one.bracket >= begin and block.text[one.end : one.end + 1] in {"）", ")"})
    return Quote(block.place, block.text[begin:end], one.block, begin, end)


def quote_between(draft: Draft, one: Amount, other: Amount) -> Quote:
    """Return the words from one number to another of a block; of two blocks those of the first number alone."""
    first, last = sorted((one, other), key=lambda amount: (amount.block, amount.start))
    end = last.end if first.block == last.block else first.end
    block = draft.blocks[first.block]
    start = first.start - len(first.before)
    return Quote(block.place, block.text[max(start, 0) : end], first.block, max(start, 0), end)


def _kind(mention: RateMention) -> str:
    return "占比" if mention.shares else "百分比"


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
