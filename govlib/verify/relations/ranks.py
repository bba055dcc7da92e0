"""The first or last N of an order against the names given: fewer than N is wrong, more needs ties (identity 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check
from govlib.verify.mentions.list_counts import RankCount, list_ranks
from govlib.verify.mentions.name_lists import NameList
from govlib.verify.reading import Reading

_LINK = re.compile(
    r"[^，,。；;：:、（）()\n0-9]{0,12}?(?:[（(][^（）()]*[）)])?(?:[：:]|[，,]?\s?(?:分别|依次"
    r"|从高到低)?[是为有][：:]?"
    r"|[，,]?\s?(?:分别|依次)[：:]?)\s*"
)
_BACK = re.compile(
    r"(?:[（(][^（）()]*[）)])?\s?(?:等)?(?:[^，,。；;：:、0-9]{0,4}网站)?[，,]?(?:分别|依次"
    r"|并列)?(?:排名|排在|位列|位居|名列|列|居"
    r"|进入|获得|获)[^，,。；;：:、0-9]{0,8}"
)
_TIES = re.compile("并列|同列|同分")
_SCORE = re.compile(r"\d+(?:\.\d+)?(?=[分条篇件次])")
_PURE_END = re.compile(r"[^、，,；;。]{0,12}(?:[，,。；;\n]|$)")


def find_ranks(reading: Reading) -> Iterator[Check]:
    """Yield the first places that are named, each with its verdict: 前五 has five names, more only where some tie."""
    for at, block in reading.body:
        for rank in list_ranks(block.text):
            names = _names_of(reading, at, block.text, rank)
            if names is not None and names.sure:
                yield _judge(reading, at, rank, names, _sentence(block.text, names))


def _names_of(reading: Reading, at: int, text: str, rank: RankCount) -> NameList | None:
    after = [one for one in reading.name_lists[at] if one.start >= rank.end]
    if after and _LINK.fullmatch(text[rank.end : after[0].start]) and len(after[0].names) > 1:
        same = [one for one in after if one.sentence == after[0].sentence]
        return after[0] if len(same) == 1 and _PURE_END.match(text, after[0].end) else None
    before = [one for one in reading.name_lists[at] if one.end <= rank.start]
    if before and _BACK.fullmatch(text[before[-1].end : rank.start]) and len(before[-1].names) > 1:
        return before[-1]
    return None


def _sentence(text: str, names: NameList) -> str:
    return text[slice(*names.sentence)]


def _has_ties(names: NameList, sentence: str) -> bool:
    """Tell whether two of the names have the same number behind them: 甲局(160分)、乙局(160分)."""
    after = [re.findall(r"\d+(?:\.\d+)?", name.note) for name in names.names]
    scores = [tuple(numbers) for numbers in after if numbers] or _SCORE.findall(sentence)
    return len(set(scores)) < len(scores)


def _judge(reading: Reading, at: int, rank: RankCount, names: NameList, sentence: str) -> Check:
    shown = len(names.names)
    verdict, why = RIGHT, ""
    if shown < rank.number and not names.is_open:
        verdict, why = WRONG, "列出的少于名次数，即使有并列也不会少：可能漏列"
    elif shown > rank.number and not (_TIES.search(sentence) or _has_ties(names, sentence)):
        verdict, why = DOUBTFUL, "列出的多于名次数，是否有并列，请注明"
    return Check(
        verdict=verdict,
        kind="名单",
        identity=8,
        stated=reading.quote(at, rank.start, rank.end),
        other=reading.quote(at, names.start, names.end),
        said=str(rank.number),
        computed=f"名单里有 {shown} 个",
        difference="" if verdict == RIGHT else str(rank.number - shown),
        why=why,
    )
