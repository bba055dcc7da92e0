"""Parts that follow one another: where the run of them begins and ends, and what ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from govlib.text.name_lists import count_names
from govlib.verify.mentions.amounts import Amount
from govlib.verify.relations.adding import Part, are_alike
from govlib.verify.relations.clauses import Segment
from govlib.verify.relations.cues import APART, FLOW, find_cue, is_open, is_selective, is_stage, is_total
from govlib.verify.relations.labels import bare_label, class_of, is_rest

_VERB_LAST = re.compile("(?:开设|开通|开办|检查|抽查|监测|运营|设有|设|有|了|为|是|含|包括|办)$")
_THINGS = frozenset({"单位", "网站", "账号", "栏目"})
_ENOUGH = 3
_SLACK = Fraction(1, 10)
_FAULTY = re.compile("存在问题|有问题|问题$")
_JOINED = frozenset({"、", "和"})
_HIGHER = frozenset({"；", ";"})
"""Marks that part more than 、 does: where parts are told apart by 、, these end them."""


@dataclass(frozen=True)
class Run:
    """Parts that follow one another; ``is_clean`` says that they end where the text plainly ends them."""

    parts: tuple[Part, ...]
    start: int
    cue: str
    is_open: bool
    is_clean: bool
    is_selective: bool
    closed: tuple[Part, ...] = ()
    """Accounts that were shut down, named right behind the parts."""
    more: tuple[Part, ...] = ()
    """What follows and is said in another way: parts if they make up the total, else not."""
    length: int = 0
    """How many segments it takes."""
    shares: tuple[tuple[Amount, Amount], ...] = ()
    """Parts with the share that is written beside them."""
    marks: tuple[str, ...] = ()
    """The mark before each part, "" before the first."""

    @property
    def is_of_another(self) -> bool:
        """Tell whether the shares written beside the parts are of their sum, each within what it is rounded to."""
        return self.has_shares_of(sum((part.amount.value for part in self.parts), Fraction(0)))

    @property
    def is_whole_by_shares(self) -> bool:
        """Tell whether every part has its share beside it, and the shares make up 100 %."""
        told = sum((share.value for _, share in self.shares), Fraction(0))
        return len(self.shares) == len(self.parts) >= _ENOUGH and abs(told - 100) <= len(self.parts) * _SLACK

    def has_shares_of(self, whole: Fraction) -> bool:
        """Tell whether the shares written beside the parts are of a number, each within what it is rounded to."""
        told = [abs(part.value * 100 / whole - share.value) <= share.step for part, share in self.shares if whole]
        return len(told) >= _ENOUGH and all(told)

    @property
    def classes(self) -> frozenset[str]:
        """Return by what its parts are told apart; one that is all the rest is told apart by nothing."""
        return frozenset(class_of(part.label) for part in self.parts if not is_rest(part.label))


@dataclass
class _Taken:
    """What has been read of a run so far."""

    cue: str
    is_mixed: bool = False
    parts: list[Part] = field(default_factory=list)
    closed: list[Part] = field(default_factory=list)
    more: list[Part] = field(default_factory=list)
    shares: list[tuple[Amount, Amount]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    start: int = 0
    length: int = 0
    kind: str = ""
    is_stage: bool = False
    marks: list[str] = field(default_factory=list)
    is_open: bool = False
    is_clean: bool = True
    is_selective: bool = False


def collect_run(rest: Sequence[Segment], total: Amount, cue: str, skip: int, *, is_mixed: bool = False) -> Run | None:
    """Return the run of parts with which segments begin, None where the first is none.

    ``skip`` is the length of the cue at the start of the first segment. A run that ``is_mixed`` goes on where its parts
    are told in another way.
    """
    taken = _Taken(cue, is_mixed)
    for position, segment in enumerate(rest):
        taken.is_selective = taken.is_selective or is_selective(segment.words)
        goes_on = (
            _take_part(taken, rest, position, total, skip)
            if segment.counts
            else _take_words(taken, rest, position, total, skip)
        )
        if not goes_on:
            break
    if not taken.parts:
        return None
    return Run(
        parts=tuple(taken.parts),
        start=taken.start,
        cue=taken.cue,
        is_open=taken.is_open or bool(taken.names),
        is_clean=taken.is_clean,
        is_selective=taken.is_selective,
        closed=tuple(taken.closed),
        more=tuple(taken.more),
        length=taken.length,
        shares=tuple(taken.shares),
        marks=tuple(taken.marks),
    )


def _take_words(taken: _Taken, rest: Sequence[Segment], position: int, total: Amount, skip: int) -> bool:
    """Read a segment without a count; False where it ends the run."""
    segment = rest[position]
    text = segment.text[skip:] if position == 0 else segment.text
    if _is_adjunct(segment) or (not taken.parts and not text.strip(" 　")):
        ahead = rest[position + 1].mark if position + 1 < len(rest) else ""
        if taken.parts and len(segment.rates) == 1:
            taken.shares.append((taken.parts[-1].amount, segment.rates[0]))
        if position == 0 and taken.cue == "among" and ahead == "：":
            taken.cue = "colon"
        return True
    ahead = rest[position + 1].mark if position + 1 < len(rest) else ""
    if segment.rates or (taken.parts and not {segment.mark, ahead} & _JOINED and not taken.names):
        taken.names.clear()
        if not taken.parts:
            return taken.cue == "by"
        if _may_go_on(rest[position:], total, taken.kind):
            taken.is_clean = False
        return False
    taken.names.append(text)
    return True


def _take_part(taken: _Taken, rest: Sequence[Segment], position: int, total: Amount, skip: int) -> bool:
    """Read a segment with a count; False where it is no part of the total."""
    segment = rest[position]
    amount = counted_in(segment, total)
    if amount is None:
        taken.is_clean = taken.is_clean and not any(are_alike(one, total) for one in segment.counts)
        return False
    label = label_of(segment, amount, skip if position == 0 else 0)
    words = segment.before(amount)
    each = "各" in words[-3:] or words.endswith(("均为", "均", "都是", "都为"))
    kind = class_of(label)
    if FLOW.search(label) and taken.parts:
        taken.closed.append(Part(amount, label))
        return False
    strange = amount.window not in {"", total.window}
    if strange or _ends_run(taken, rest, position, label, total) or (taken.names and not each and taken.parts):
        return False
    taken.kind = taken.kind if taken.parts else kind
    taken.is_stage = taken.is_stage if taken.parts else is_stage(label)
    taken.marks.append(segment.mark if taken.parts else "")
    least, most = _times([*taken.names, label]) if each else (1, 1)
    taken.names.clear()
    taken.start = taken.start if taken.parts else segment.start
    taken.length = position + 1
    taken.parts.append(Part(amount, label, least, most))
    beside = [one.rates[0] for _, inner in segment.inside for one in inner if len(one.rates) == 1 and not one.counts]
    taken.shares.extend((amount, rate) for rate in beside[:1])
    taken.is_open = is_open(segment.after(amount))
    return not taken.is_open


def _heads_own(rest: Sequence[Segment], position: int) -> bool:
    """Tell whether a number has parts of its own right behind it: 报送 20 条，其中…；发布 15 条，其中…."""
    return position + 1 < len(rest) and find_cue(rest[position + 1].text) is not None


def _ends_run(taken: _Taken, rest: Sequence[Segment], position: int, label: str, total: Amount) -> bool:
    """Tell whether a number is told in a way that parts of the total are not."""
    segment = rest[position]
    if APART.search(segment.words) or any(is_total(segment.before(one)) for one in segment.counts[:1]):
        return True
    if position and taken.parts and find_cue(segment.text) is not None:
        taken.is_clean = False
        return True
    if taken.parts and segment.mark in _HIGHER and ("、" in taken.marks or _heads_own(rest, position)):
        return True
    is_joined = taken.is_mixed or taken.cue == "bracket" or segment.mark in _JOINED
    if not is_joined and taken.parts and is_stage(label) != taken.is_stage:
        taken.more = [Part(one, label_of(each, one, 0)) for each, one in _list_more(rest[position:], total)]
        return True
    return False


def _list_more(rest: Sequence[Segment], total: Amount) -> Iterator[tuple[Segment, Amount]]:
    """Yield the counts that follow one another, up to one of another window or unit."""
    for segment in rest:
        amount = counted_in(segment, total)
        if amount is None or APART.search(segment.words) or is_total(segment.before(amount)):
            return
        yield segment, amount


def _is_adjunct(segment: Segment) -> bool:
    """Tell whether a segment only says what share the part before it is."""
    words = segment.words
    return bool(segment.rates) and ("占" in words or "比" in words or len(words) <= 1)


def _may_go_on(rest: Sequence[Segment], total: Amount, kind: str) -> bool:
    """Tell whether parts seem to go on behind a segment without a count."""
    following = next((segment for segment in rest if segment.counts), None)
    amount = counted_in(following, total) if following is not None else None
    return (
        following is not None and amount is not None and kind != "" and class_of(label_of(following, amount, 0)) == kind
    )


def counted_in(segment: Segment, total: Amount) -> Amount | None:
    """Return the only number of a segment that can be a part of a total, None where there is none."""
    alike = [one for one in segment.counts if are_alike(one, total)]
    if len(alike) != 1 or alike[0].rough:
        return None
    return alike[0] if alike[0] in {segment.counts[0], segment.counts[-1]} else None


def is_foreign(total: Amount, part: Amount) -> bool:
    """Tell whether a number counts other things than a total: the accounts of so many units are no part of these."""
    if _FAULTY.search(part.before):
        return False
    return total.unit != "分" and total.named in _THINGS and part.named not in {"", "单位", total.named}


def label_of(segment: Segment, amount: Amount, skip: int) -> str:
    """Return the words that name a part: those before its number, else those behind it."""
    before = segment.before(amount)
    if skip and amount is segment.counts[0]:
        before = segment.text[skip : amount.start - segment.start]
    label, behind = bare_label(before), bare_label(segment.after(amount))
    if not label or (_VERB_LAST.search(before) and class_of(behind) not in {"", "问题"}):
        return behind or label
    return label


def _times(names: Sequence[str]) -> tuple[int, int]:
    """Return how many names share a number that each of them has, at least and at most."""
    counted = count_names("、".join(name.strip().rstrip("各均为都是") for name in names))
    if counted is not None:
        return counted.least, counted.most
    return 1, 1
