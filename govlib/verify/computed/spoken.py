"""What a number of a draft counts in its own words and those before it: whose, of what, and whether that is sure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from govlib.text.quantities import blank_brackets
from govlib.verify.computed.meaning import Meaning, understand
from govlib.verify.computed.vocabulary import WHERE
from govlib.verify.draft.model import Block
from govlib.verify.mentions.amounts import Amount

_THEN = re.compile("中|总体|整体|均|全部|占|较|比|同比|环比|相比")
_DATE = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:份|底|初)?"
_DAYS = re.compile(rf"{_DATE}\s?(?:[—\-－–~～至到]+\s?{_DATE})?|\d{{4}}年(?:以来|度)?|第?[一二三四1-4]季度|[上下]半年")
_ELSEWHEN = re.compile(
    r"上季|上期|上月|上年|去年|往年|历年|同期|以来|年初|同比|环比|上一?次|前期|过去|第[一二三四五]批|[一二三四五两]轮"
    r"|近[一二三两\d]+[个]?[年月周天日]|每[年月周天日季]|月均|日均|平均|人均|计划|目标|力争|预计|例如|抽取"
)
_FORMER = re.compile(
    "上(?:一?期|一?季度|月|次|一次)(?:检查|监测)?(?:通报|发现)?(?:的|了)?(?=问题|[^，,。；;]{0,4}问题)"
)
_NAMED = re.compile(
    "(?<![各我本该全])[\u4e00-\u9fff]{1,8}(?:局|镇|乡|街道|办事处|中心|公司|学校|医院|村|委员会|集团|管委会|法院|站(?<!网站))(?![级直])"
)
_BODIES = frozenset({"网站", "账号"})
_COUNTED = re.compile(r".*\d[\d.,]*(?:[家个件条篇名处项类次封]|[%％])(?:(?:责任)?单位|部门|乡镇|网站|账号|政务新媒体)?")
_AND_SO_ON = re.compile("等(?:单位|部门|乡镇|地|$|[，,])|等$")
_TO = re.compile(r"\s?[—\-－–~～至到]+\s?")
_OTHERS = "往年"
_OF_THEM = "其中"
_MARKS = "，,、：:（("
_LIST = re.compile(r"^[、和及与]")
_WIDE = re.compile("[全我](?:省|市|县|区|州)|总体|共|合计|总计")
_STOPS = "。；;！？!?"


@dataclass(frozen=True)
class Spoken:
    """The meanings that a number may have; ``sure`` where its words leave no other."""

    meanings: tuple[Meaning, ...]
    sure: bool
    start: int
    end: int


@dataclass(frozen=True)
class Speech:
    """What is known of a draft's words: names as written with what each is called, the inspection's days as said."""

    names: Mapping[str, str]
    days: frozenset[str]


def list_days(text: str) -> tuple[str, ...]:
    """Return the days, months, quarters and years that a text names."""
    return tuple(_DAYS.findall(text))


def hear(block: Block, amounts: Sequence[Amount], at: int, speech: Speech) -> Spoken | None:
    """Return what number ``at`` of a block counts; None where it is of other days, a limit, a change, or is unsaid."""
    amount = amounts[at]
    if amount.rough or amount.limit or amount.role == "增减" or block.part:
        return None
    low, high = _sentence(block.text, amount.start)
    lead = _mask_days(block.text[low : amount.start], speech)
    own = _own_words(lead)
    after = _THEN.split(amount.after)[0]
    if _ELSEWHEN.search(lead) or _ELSEWHEN.search(amount.after) or _DAYS.search(after):
        return None
    meaning = _join(understand(own, speech.names, is_rate=amount.is_rate), understand(after, speech.names))
    if meaning.acts == {"涉及"}:
        meaning = _inherit_whole(meaning, amounts, at, speech)
    elif not meaning.acts and not meaning.rest:
        meaning = _inherit_acts(meaning, amounts, at, lead, speech)
    if meaning.is_blank:
        return None
    meaning = _inherit_things(meaning, amount, lead, speech)
    scopes, sure = _scopes(meaning, block, low, lead[: len(lead) - len(own)], speech)
    meanings = tuple(replace(meaning, whose=meaning.whose | scope) for scope in scopes)
    return Spoken(meanings, sure, low, high)


def _sentence(text: str, at: int) -> tuple[int, int]:
    low = max(text.rfind(mark, 0, at) for mark in _STOPS) + 1
    ends = [end for end in (text.find(mark, at) for mark in _STOPS) if end >= 0]
    return low, min(ends, default=len(text))


def _mask_days(lead: str, speech: Speech) -> str:
    """Return words with the inspection's own days left out; other days stay and are found."""
    plain = _DAYS.sub(lambda one: "　" * len(one[0]) if _is_own(one[0], speech) else _OTHERS, lead)
    return _FORMER.sub("通报过的", plain)


def _is_own(days: str, speech: Speech) -> bool:
    return all(day.strip() in speech.days for day in _TO.split(days))


def _own_words(lead: str) -> str:
    """Return the words of a number up to the mark before it; a bracket that is closed is passed over."""
    plain = blank_brackets(lead)
    start = max((plain.rfind(mark) for mark in _MARKS), default=-1) + 1
    return _COUNTED.sub("", plain[start:]).replace(" ", "").replace("　", "")


def _join(before: Meaning, after: Meaning) -> Meaning:
    """Return what both sides of a number say; acts before it count, else those after."""
    return Meaning(
        before.acts or after.acts,
        before.things or after.things,
        before.whose or after.whose,
        before.is_rate,
        before.rest + after.rest,
    )


def _inherit_acts(meaning: Meaning, amounts: Sequence[Amount], at: int, lead: str, speech: Speech) -> Meaning:
    """Return a meaning with the acts of the number before it in the same list or part of it."""
    clause = re.split("[，,。；;]", lead)[-1]
    before = [one for one in amounts[:at] if one.sentence == amounts[at].sentence and one.unit == amounts[at].unit]
    is_part = (
        (meaning.whose and not meaning.things) or _OF_THEM in lead or "（" in clause or "(" in clause or "、" in clause
    )
    if not before or not is_part:
        return meaning
    own = understand(before[-1].before, speech.names)
    if not own.acts and len(before) > 1:
        own = understand(before[0].before, speech.names)
    return replace(meaning, acts=own.acts, things=meaning.things or own.things)


def _inherit_whole(meaning: Meaning, amounts: Sequence[Amount], at: int, speech: Speech) -> Meaning:
    """Return the meaning of units that are concerned by what the number before counts: 账号27个，涉及单位15家."""
    before = [one for one in amounts[:at] if one.sentence == amounts[at].sentence]
    if not before:
        return meaning
    own = understand(f"{before[-1].before}，{before[-1].after}", speech.names)
    acts = own.acts - ({"发现", "检查"} if own.things - {"问题"} else set())
    return replace(
        meaning, acts=meaning.acts | acts, things=meaning.things | own.things, whose=meaning.whose | own.whose
    )


def _inherit_things(meaning: Meaning, amount: Amount, lead: str, speech: Speech) -> Meaning:
    """Return a meaning whose things, where its own words name none, are those of the clauses before."""
    if meaning.things:
        return meaning
    for clause in reversed(re.split("[，,]", lead)):
        told = understand(clause, speech.names).things - {"单位", "类"}
        if told and (amount.unit != "家" or told <= _BODIES):
            return replace(meaning, things=told)
    return meaning


def _is_joint(lead: str, speech: Speech) -> bool:
    """Tell whether the words since the last number name several bodies at once: 甲局、乙局等单位共报送."""
    since = _COUNTED.sub("", lead)
    names = understand(since, speech.names).whose & set(speech.names.values())
    return len(names) > 1 or bool(_AND_SO_ON.search(since))


def _scopes(meaning: Meaning, block: Block, low: int, lead: str, speech: Speech) -> tuple[list[frozenset[str]], bool]:
    """Return whose things they may be beside what the number's own words say, and whether a name is left unknown."""
    if meaning.whose & set(speech.names.values()):
        return [frozenset()], True
    plain = blank_brackets(lead)
    for clause in reversed(re.split("[，,、：:]", plain)):
        whose = understand(WHERE.sub("", clause), speech.names).whose
        if whose:
            known: set[frozenset[str]] = {whose} | ({frozenset()} if _OF_THEM in plain else set())
            return sorted(known, key=sorted), not _is_joint(plain, speech)
        if _WIDE.search(clause):
            return [frozenset()], True
        if _NAMED.search(WHERE.sub("", clause)):
            return [frozenset()], False
    around = block.text[:low] if not _WIDE.search(lead) else ""
    told = understand(around, speech.names).whose | understand("".join(block.section), speech.names).whose
    return [frozenset(), *(frozenset({one}) for one in sorted(told))], True
