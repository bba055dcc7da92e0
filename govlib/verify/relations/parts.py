"""A total and the parts after it: 共239个，其中微博53个、微信150个…; by platform, level, kind, unit, band, in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from govlib.text.name_lists import count_names
from govlib.verify.check import DOUBTFUL, RIGHT, UNCHECKED, WRONG
from govlib.verify.mentions.amounts import Amount
from govlib.verify.relations.adding import Part, Sum, are_alike, does_fit, say, span_sums
from govlib.verify.relations.clauses import Segment
from govlib.verify.relations.cues import (
    APART,
    FLOW,
    bare_label,
    class_of,
    ends_in_cue,
    find_cue,
    is_open,
    is_rest,
    is_selective,
    is_total,
    is_whole,
)

_FEWEST = 2
_LIST = 3
_SMALLEST = 2
_NEAR = 0.8
_PARTITIONS = frozenset({"平台", "层级", "类型", "单位", "批次", "分档"})
_EXHAUSTIVE = frozenset({"each", "include", "colon", "bracket", "by"})
_PEOPLE = frozenset("人名位户")


@dataclass(frozen=True)
class Run:
    """Parts that follow one another; ``is_clean`` says that they end where the text plainly ends them."""

    parts: tuple[Part, ...]
    start: int
    end: int
    cue: str
    is_open: bool
    is_clean: bool
    is_selective: bool
    closed: tuple[Part, ...] = ()
    more: tuple[Part, ...] = ()
    """What follows and is said in another way: parts if they make up the total, else not."""

    @property
    def classes(self) -> frozenset[str]:
        """Return by what its parts are told apart."""
        return frozenset(class_of(part.label) for part in self.parts)


def find_parts(sentences: Sequence[tuple[Segment, ...]]) -> Iterator[tuple[Sum, tuple[Part, ...]]]:
    """Yield the totals of a paragraph with the parts after them, and the accounts shut down beside them."""
    for position, sentence in enumerate(sentences):
        following = sentences[position + 1] if position + 1 < len(sentences) else ()
        yield from _find_in(sentence, following)


def _find_in(sentence: Sequence[Segment], following: Sequence[Segment]) -> Iterator[tuple[Sum, tuple[Part, ...]]]:
    for at, segment in enumerate(sentence):
        for opened, inner in segment.inside:
            yield from _find_in(inner, ())
            total = next((one for one in reversed(segment.counts) if one.end <= opened), None)
            if total is not None:
                yield from _judge_runs([total], _bracket_run(inner, total), sentence)
        if not segment.counts:
            continue
        rest = sentence[at + 1 :]
        yield from _after(segment, rest, sentence, at)
        if at + 1 == len(sentence) or _only_adjuncts(rest):
            yield from _next_sentence(sentence, following)


def _only_adjuncts(rest: Sequence[Segment]) -> bool:
    return not any(segment.counts for segment in rest)


def _after(
    segment: Segment, rest: Sequence[Segment], sentence: Sequence[Segment], at: int
) -> Iterator[tuple[Sum, tuple[Part, ...]]]:
    """Yield what the segments after a total make of it."""
    total = segment.counts[-1]
    earlier = [one for each in reversed(sentence[:at]) for one in reversed(each.counts)]
    cue, skip = "", 0
    tail = ends_in_cue(segment.after(total))
    if tail and rest:
        cue = tail
    elif rest and rest[0].mark == "：":
        cue = "colon"
    elif rest:
        begun = find_cue(rest[0].text)
        if begun is not None:
            cue, skip = begun.kind, begun.length
        elif not rest[0].counts and not rest[0].rates and ends_in_cue(rest[0].words):
            cue, rest = ends_in_cue(rest[0].words), rest[1:]
    if cue:
        first = find_cue(rest[0].text) if rest and not skip else None
        skip = first.length if first is not None else skip
        totals = [total, *earlier]
        if cue == "by":
            alike = [one for one in totals if are_alike(one, total)]
            totals.sort(key=lambda one: -one.value if one in alike else 0)
        yield from _judge_runs(totals, _collect(rest, totals[0], cue, skip), sentence)
    elif rest:
        yield from _judge_runs([total], _collect(rest, total, "", 0), sentence)


def _next_sentence(sentence: Sequence[Segment], following: Sequence[Segment]) -> Iterator[tuple[Sum, tuple[Part, ...]]]:
    """Yield what a sentence that begins with 其中 makes of the numbers of the one before."""
    begun = find_cue(following[0].text) if following else None
    if begun is None or begun.kind == "by":
        return
    totals = [one for each in reversed(sentence) for one in reversed(each.counts)]
    if not totals:
        return
    unit = next((one for segment in following for one in segment.counts), None)
    same = [one for one in totals if unit is not None and one.unit == unit.unit]
    totals = same or [one for one in totals if unit is None or are_alike(one, unit)]
    if totals:
        yield from _judge_runs(totals, _collect(following, totals[0], begun.kind, begun.length), sentence)


def _bracket_run(inner: Sequence[Segment], total: Amount) -> Run | None:
    begun = find_cue(inner[0].text) if inner else None
    if begun is None:
        return _collect(inner, total, "bracket", 0)
    kind = begun.kind
    colon = len(inner) > 1 and inner[1].mark == "：" and not inner[0].counts
    if kind == "among" and colon:
        kind = "colon"
    return _collect(inner, total, kind, begun.length)


def _collect(rest: Sequence[Segment], total: Amount, cue: str, skip: int) -> Run | None:
    """Return the run of parts with which segments begin; None where the first is none."""
    parts: list[Part] = []
    closed: list[Part] = []
    names: list[str] = []
    start = end = 0
    more: list[Part] = []
    opened, clean, selective, kind = False, True, False, None
    for position, segment in enumerate(rest):
        text = segment.text[skip:] if position == 0 else segment.text
        selective = selective or is_selective(segment.words)
        if not segment.counts:
            if _is_adjunct(segment) or (not parts and not text.strip(" 　")):
                if position == 0 and cue == "among" and len(rest) > 1 and rest[1].mark == "：":
                    cue = "colon"
                continue
            ahead = rest[position + 1].mark if position + 1 < len(rest) else ""
            if segment.rates or (parts and not {segment.mark, ahead} & {"、", "和"} and not names):
                names = []
                if parts and not _may_go_on(rest[position:], total, kind):
                    break
                if not parts and cue != "by":
                    continue
                clean = clean and not parts
                break
            names.append(text)
            continue
        amount = _counted(segment, total)
        if amount is None:
            clean = not any(are_alike(one, total) for one in segment.counts)
            break
        label = _label(segment, amount, skip if position == 0 else 0)
        words = segment.before(amount)
        each = "各" in words[-4:] or words.endswith(("均为", "均", "都是"))
        group = class_of(label)
        if FLOW.search(label) and parts:
            closed.append(Part(amount, label))
            break
        if APART.search(segment.words) or (is_total(words) and segment.mark not in {"："}):
            break
        if find_cue(segment.text) is not None and position and parts and cue in {"among", "include", "each", "colon"}:
            clean = False
            break
        if kind is not None and (group == "办理") != (kind == "办理"):
            more = [Part(one, _label(each, one, 0)) for each, one in _list_more(rest[position:], total)]
            break
        if names and not each and parts:
            clean = False
            break
        kind = kind if kind is not None else group
        least, most = _times([*names, label], each=each)
        names = []
        start = start if parts else segment.start
        end = segment.end
        parts.append(Part(amount, label, least, most))
        if is_open(segment.after(amount)):
            opened = True
            break
    if not parts:
        return None
    opened = opened or bool(names)
    return Run(tuple(parts), start, end, cue, opened, clean, selective, tuple(closed), tuple(more))


def _list_more(rest: Sequence[Segment], total: Amount) -> Iterator[tuple[Segment, Amount]]:
    """Yield the counts that follow one another, up to one of another window or unit."""
    for segment in rest:
        amount = _counted(segment, total)
        if amount is None or APART.search(segment.words) or is_total(segment.before(amount)):
            return
        yield segment, amount


def _is_adjunct(segment: Segment) -> bool:
    """Tell whether a segment only says what share the part before it is."""
    words = segment.words
    return bool(segment.rates) and ("占" in words or "比" in words or len(words) <= 1)


def _may_go_on(rest: Sequence[Segment], total: Amount, kind: str | None) -> bool:
    """Tell whether parts seem to go on behind a segment without a count."""
    following = next((segment for segment in rest if segment.counts), None)
    amount = _counted(following, total) if following is not None else None
    if following is None or amount is None:
        return False
    return kind not in {None, ""} and class_of(_label(following, amount, 0)) == kind


def _counted(segment: Segment, total: Amount) -> Amount | None:
    """Return the only number of a segment that can be a part of a total."""
    alike = [one for one in segment.counts if are_alike(one, total)]
    if len(alike) != 1 or alike[0].rough:
        return None
    same = len(segment.counts) == 1 or segment.counts[-1] is alike[0] or segment.counts[0] is alike[0]
    return alike[0] if same else None


def _label(segment: Segment, amount: Amount, skip: int) -> str:
    before = segment.before(amount)
    if skip and amount is segment.counts[0]:
        before = segment.text[skip : amount.start - segment.start]
    return bare_label(before) or bare_label(segment.after(amount))


def _times(names: Sequence[str], *, each: bool) -> tuple[int, int]:
    """Return how many names share a number that each of them has."""
    if not each:
        return 1, 1
    counted = count_names("、".join(name.strip().rstrip("各均为") for name in names))
    return (counted.least, counted.most) if counted is not None else (1, 1)


def _judge_runs(
    totals: Sequence[Amount], run: Run | None, sentence: Sequence[Segment]
) -> Iterator[tuple[Sum, tuple[Part, ...]]]:
    if run is None:
        return
    total = totals[0]
    if total.rough or not are_alike(total, run.parts[0].amount):
        alike = [one for one in totals if are_alike(one, run.parts[0].amount) and not one.rough]
        if not alike or not run.cue:
            return
        total = alike[0]
    found = _judge(total, [one for one in totals if one is not total], run)
    if found is not None:
        verdict, base, parts, why = found
        yield _shape(verdict, base, run, parts, why, sentence), run.closed


def _judge(
    total: Amount, others: Sequence[Amount], run: Run
) -> tuple[str, Amount, tuple[Part, ...], str] | None:
    """Return the verdict on a run, the total that it is of, the parts that count and why."""
    for base in (total, *(one for one in others if are_alike(one, run.parts[0].amount) and not one.rough)):
        fitting = _find_fitting(base, run)
        if fitting:
            return RIGHT, base, fitting, ""
        if not run.cue:
            return _judge_pair(total, run)
    low, _ = span_sums(run.parts)
    biggest = max([total.value, *(one.value for one in others if are_alike(one, total))])
    if len(run.parts) < _FEWEST:
        return _judge_one(total, biggest, run)
    if low > total.value:
        return _judge_over(total, biggest, low > biggest, run)
    return _judge_short(total, run, low)


def _find_fitting(base: Amount, run: Run) -> tuple[Part, ...] | None:
    """Return the parts of a run, from its first, that make up a total: two breakdowns may follow one another."""
    for length in range(1, len(run.more) + 1):
        if does_fit(base, (*run.parts, *run.more[:length])):
            return (*run.parts, *run.more[:length])
    if len(run.parts) < _FEWEST:
        return None
    if does_fit(base, run.parts):
        return run.parts
    for length in range(len(run.parts) - 1, _FEWEST - 1, -1):
        first, rest = run.parts[:length], run.parts[length:]
        if does_fit(base, first) and (len(rest) < _FEWEST or does_fit(base, rest) or not run.is_clean):
            return first
    return None


def _judge_pair(total: Amount, run: Run) -> tuple[str, Amount, tuple[Part, ...], str] | None:
    del total, run
    return None


def _judge_one(total: Amount, biggest: object, run: Run) -> tuple[str, Amount, tuple[Part, ...], str] | None:
    part = run.parts[0]
    if run.cue not in {"among", "include"} or run.cue == "include":
        return None
    if part.amount.value <= total.value:
        return RIGHT, total, run.parts, ""
    if biggest != total.value:
        return None
    return WRONG, total, run.parts, f"其中的 {part.amount.text} 比总数 {total.text} 还多"


def _judge_over(
    total: Amount, biggest: object, is_over_all: bool, run: Run
) -> tuple[str, Amount, tuple[Part, ...], str] | None:
    del biggest
    if not is_over_all and run.cue == "among":
        return UNCHECKED, total, run.parts, "前面有几个总数，不知道这些分项属于哪一个"
    overlaps = total.unit in _PEOPLE or "问题" in run.classes or run.is_selective
    if any(part.amount.value > total.value for part in run.parts) and not run.is_selective:
        return WRONG, total, run.parts, ""
    if overlaps:
        return UNCHECKED, total, run.parts, "各类可能重叠，不能相加"
    if run.is_clean and (run.cue in _EXHAUSTIVE or run.classes <= _PARTITIONS or "办理" in run.classes):
        return WRONG, total, run.parts, ""
    return DOUBTFUL, total, run.parts, "分项相加多于总数：各类是否重叠，还是数字有误？"


def _judge_short(total: Amount, run: Run, low: object) -> tuple[str, Amount, tuple[Part, ...], str] | None:
    if run.is_open or run.is_selective or not run.is_clean:
        return UNCHECKED, total, run.parts, "没有列全，只能看出分项不超过总数"
    has_rest = any(is_rest(part.label) for part in run.parts)
    smallest = min(part.amount.value for part in run.parts)
    lists = len(run.parts) >= _LIST and run.classes <= _PARTITIONS and "" not in run.classes
    told = has_rest or run.cue in {"each", "colon", "bracket"} or is_whole([part.label for part in run.parts])
    shut = sum((part.amount.value for part in run.closed), Fraction(0))
    if shut and span_sums(run.parts)[0] + shut == total.value:
        return WRONG if told or lists else DOUBTFUL, total, run.parts, f"把关停的 {say(shut)} 计进了总数"
    if told or (lists and (smallest <= _SMALLEST or run.cue in {"include", "by"})):
        if "问题" in run.classes and not has_rest and run.cue not in {"each"}:
            return UNCHECKED, total, run.parts, "没有写明分项已经列全"
        return WRONG, total, run.parts, ""
    if run.classes <= _PARTITIONS and float(str(low)) >= _NEAR * float(total.value):
        return DOUBTFUL, total, run.parts, "分项相加少于总数：是没有列全，还是数字有误？"
    return UNCHECKED, total, run.parts, "没有写明分项已经列全"


def _shape(
    verdict: str, total: Amount, run: Run, parts: tuple[Part, ...], why: str, sentence: Sequence[Segment]
) -> Sum:
    holder = next((one for one in sentence if one.start <= total.start and total.end <= one.end), None)
    start, end = (holder.start, total.end) if holder is not None else (total.start, total.end)
    by_unit = run.classes == {"单位"}
    span = (run.start, parts[-1].amount.end)
    return Sum(verdict, 7 if by_unit else 2, total, parts, (start, end), span, why=why)
