"""Identity 5: shares of one whole make up no more than it, and a rate and its opposite make up all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check
from govlib.verify.percentages.judged import JudgedRate, quote_mention
from govlib.verify.percentages.pairs import say
from govlib.verify.reading import Reading

_HUNDRED = 100
_LIST = 3
_LEAD = 30
_CLASSES = re.compile("类|类型|等次|等级|渠道|级别|平台")
_REST = re.compile("其他|其它|其余|剩余")
_OWN_WHOLE = re.compile("其中|[\u4e00-\u9fff]中[^，,、]{0,12}$|分别占")
_OPPOSITES = {"合格率": "不合格率", "达标率": "不合格率"}


def find_bands(reading: Reading) -> Iterator[Check]:
    """Yield the check of shares that are told without their counts, and of pass and failure rates."""
    yield from _check_lists(reading)
    yield from _check_opposites(reading)


def _check_lists(reading: Reading) -> Iterator[Check]:
    for block in sorted({one.mention.amount.block for one in reading.rates}):
        shares = [one for one in reading.rates if one.mention.amount.block == block and one.mention.shares]
        for sentence in sorted({one.mention.amount.sentence for one in shares}):
            group = [one for one in shares if one.mention.amount.sentence == sentence]
            if len(group) >= _LIST and all(one.pair is None for one in group) and _is_one_list(reading, group):
                yield from _add(reading, group)


def _is_one_list(reading: Reading, group: Sequence[JudgedRate]) -> bool:
    """Tell whether shares are of one whole: told one after another, none of them within another."""
    first, last = group[0].mention.amount, group[-1].mention.amount
    text = reading.draft.blocks[first.block].text[first.end : last.start]
    return (
        not _OWN_WHOLE.search(text) and len({one.mention.what for one in group}) == 1 and first.bracket == last.bracket
    )


def _add(reading: Reading, group: Sequence[JudgedRate]) -> Iterator[Check]:
    amounts = [one.mention.amount for one in group]
    total = sum((one.value for one in amounts), Fraction(0))
    slack = sum((one.step for one in amounts), Fraction(0)) / 2
    text = reading.draft.blocks[amounts[0].block].text
    rest = bool(_REST.search(text[amounts[-2].end : amounts[-1].start]))
    if not rest and total <= _HUNDRED + slack:
        return
    fits = abs(total - _HUNDRED) <= slack
    exclusive = rest or bool(_CLASSES.search(text[max(0, amounts[0].start - _LEAD) : amounts[-1].start]))
    yield Check(
        RIGHT if fits else WRONG if exclusive else DOUBTFUL,
        "占比",
        5,
        reading.quote(amounts[0].block, amounts[0].start - len(amounts[0].before), amounts[-1].end),
        said="＋".join(one.text for one in amounts),
        computed=f"各项占比合计 {say(total)}%",
        difference=f"{float(total - _HUNDRED):+g} 个百分点",
        why="" if fits else f"各类占比之和不是 100%{'' if exclusive else '，各类是否有重叠'}",
    )


def _check_opposites(reading: Reading) -> Iterator[Check]:
    for one, other in zip(reading.rates, reading.rates[1:], strict=False):
        first, last = one.mention.amount, other.mention.amount
        if _OPPOSITES.get(one.mention.name) != other.mention.name or first.block != last.block:
            continue
        same = first.sentence == last.sentence and first.thing == last.thing and first.window == last.window
        if not same or first.platform != last.platform or one.mention.scope != other.mention.scope:
            continue
        total = first.value + last.value
        if abs(total - _HUNDRED) <= (first.step + last.step) / 2 or WRONG in {one.check.verdict, other.check.verdict}:
            continue
        yield Check(
            WRONG,
            "占比",
            5,
            quote_mention(reading.draft, other.mention),
            quote_mention(reading.draft, one.mention),
            said=last.text,
            computed=f"{say(first.value)}%＋{say(last.value)}%＝{say(total)}%",
            difference=f"{float(total - _HUNDRED):+g} 个百分点",
            why="合格率与不合格率之和不是 100%",
        )
