"""A total and the parts after it: 共239个，其中微博53个、微信150个、其他36个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from govlib.text.chinese_numbers import read_whole
from govlib.verify.check import DOUBTFUL, RIGHT, UNCHECKED, WRONG
from govlib.verify.mentions.amounts import Amount
from govlib.verify.relations.adding import Part, Sum, are_alike, does_fit, say, span_sums
from govlib.verify.relations.clauses import Segment
from govlib.verify.relations.cues import Cue, ends_in_cue, find_cue
from govlib.verify.relations.labels import are_levels, class_of, is_rest, is_whole
from govlib.verify.relations.runs import Run, collect_run, is_foreign, label_of

_FEWEST = 2
_BACK = 8
_LIST = 3
_SMALLEST = 2
_ALL = 99
_NEAR, _NEARER, _NEAREST = Fraction(4, 5), Fraction(19, 20), Fraction(97, 100)
_PARTITIONS = frozenset({"平台", "层级", "类型", "单位", "批次", "分档"})
_EXHAUSTIVE = frozenset({"each", "include", "colon", "bracket", "by", "shares"})
_PRIMARY = frozenset({"受理", "总数", "检查", "发现", "发布", "报送"})
"""Roles of what is broken down, where nothing else says which of several numbers it is."""
_PEOPLE = frozenset("人名位户")
_ASIDE = 5
_FAULTS = re.compile(r"问题|发现|存在|\d")
_SO_MANY = re.compile(
    r"(?:^|[，分有共和及])[^，,。；;]{0,8}?([两二三四五六七八九十]|\d{1,2})(?:大|个)?(?:类|种|部分|方面|层级|档|平台|渠道)"
)
NOT_ALL = "没有写明分项已经列全"


def find_parts(
    sentences: Sequence[tuple[Segment, ...]], above: Sequence[tuple[Segment, ...]] = ()
) -> Iterator[tuple[Sum, tuple[Part, ...]]]:
    """Yield the totals of a paragraph with the parts after them, and the accounts shut down beside them.

    ``above`` are the sentences of the paragraphs above it: what 从类型看 at the start of one breaks down stands there.
    """
    if above and sentences:
        yield from _next_sentence(above[-1], sentences[0])
    for position, sentence in enumerate(sentences):
        following = sentences[position + 1] if position + 1 < len(sentences) else ()
        yield from _find_in(sentence, following, sentences[position - 1] if position else ())
        yield from _find_by(sentence, [*above, *sentences[:position]][-_BACK:])


def _find_in(
    sentence: Sequence[Segment], following: Sequence[Segment], earlier: Sequence[Segment] = ()
) -> Iterator[tuple[Sum, tuple[Part, ...]]]:
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
            yield from _next_sentence([*earlier, *sentence], following)


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
        elif among := _find_among(total, rest):
            cue, rest = "among", rest[among:]
            skip = _length_of_cue(rest[0])
    if cue:
        first = find_cue(rest[0].text) if rest and not skip else None
        skip = first.length if first is not None else skip
        totals = [total, *earlier]
        first_part = next((one for each in rest for one in each.counts), None)
        alike_totals = [one for one in totals if first_part is not None and are_alike(one, first_part)]
        aside = "涉及" in total.before or total.named == "单位"
        totals = alike_totals if aside and alike_totals else totals
        if cue == "by":
            totals.sort(key=lambda one: -one.value)
        yield from _judge_runs(totals, collect_run(rest, totals[0], cue, skip), sentence)
    elif rest:
        yield from _judge_runs([total], collect_run(rest, total, "", 0), sentence)


def _find_among(total: Amount, rest: Sequence[Segment]) -> int:
    """Return how many clauses without a number stand between a total and 其中, 0 where it isn't so."""
    if total.named in {"", "单位"}:
        return 0
    for at, segment in enumerate(rest[:_ASIDE]):
        begun = find_cue(segment.text)
        if begun is not None:
            return at if begun.kind == "among" else 0
        if segment.counts or segment.rates or _FAULTS.search(segment.text):
            return 0
    return 0


def _length_of_cue(segment: Segment) -> int:
    begun = find_cue(segment.text)
    return begun.length if begun is not None else 0


def _next_sentence(sentence: Sequence[Segment], following: Sequence[Segment]) -> Iterator[tuple[Sum, tuple[Part, ...]]]:
    """Yield what a sentence that begins with 其中 makes of the numbers of the one before."""
    begun = find_cue(following[0].text) if following else None
    if begun is None or begun.kind == "by":
        return
    totals = [one for each in reversed(sentence) for one in reversed(each.counts) if one.role != "增减"]
    if not totals:
        return
    unit = next((one for segment in following for one in segment.counts), None)
    same = [one for one in totals if unit is not None and one.unit == unit.unit]
    totals = same or [one for one in totals if unit is None or are_alike(one, unit)]
    if totals:
        yield from _judge_runs(totals, collect_run(following, totals[0], begun.kind, begun.length), sentence)


def _find_by(
    sentence: Sequence[Segment], earlier: Sequence[Sequence[Segment]]
) -> Iterator[tuple[Sum, tuple[Part, ...]]]:
    """Yield what a list that begins with 从类型看 makes of the numbers of the sentences before it."""
    begun = find_cue(sentence[0].text) or Cue("", 0)
    if begun.kind not in {"", "by"}:
        return
    unit = next((one for segment in sentence for one in segment.counts), None)
    totals = [
        one
        for each in reversed(earlier)
        for segment in each
        for one in segment.counts
        if unit is not None and are_alike(one, unit) and not one.rough and one.role and one.window in {"", unit.window}
    ]
    totals.sort(key=lambda one: (one.role not in _PRIMARY, -one.value))
    run = collect_run(sentence, totals[0], begun.kind, begun.length) if totals else None
    if run is not None and (begun.kind or run.is_whole_by_shares):
        yield from _judge_runs(totals, run, sentence)


def _bracket_run(inner: Sequence[Segment], total: Amount) -> Run | None:
    begun = find_cue(inner[0].text) if inner else None
    if begun is None:
        return collect_run(inner, total, "bracket", 0)
    kind = begun.kind
    colon = len(inner) > 1 and inner[1].mark == "：" and not inner[0].counts
    if kind == "among" and colon:
        kind = "colon"
    return collect_run(inner, total, kind, begun.length)


def _judge_runs(
    totals: Sequence[Amount], run: Run | None, sentence: Sequence[Segment]
) -> Iterator[tuple[Sum, tuple[Part, ...]]]:
    if run is None:
        return
    named = {part.amount.named for part in run.parts} - {""}
    if any(one.named in named for one in totals):
        totals = [one for one in totals if one.named in {*named, ""}]
    total = totals[0]
    if not run.cue and run.is_whole_by_shares:
        run, low = replace(run, cue="shares"), span_sums(run.parts)[0]
        totals = [one for one in totals if abs(one.value - low) <= (1 - _NEARER) * one.value]
        if not totals:
            return
    if not run.cue and not _is_headed(total, run, sentence):
        return
    if total.rough or not are_alike(total, run.parts[0].amount):
        alike = [one for one in totals if are_alike(one, run.parts[0].amount) and not one.rough]
        if not alike or not run.cue:
            return
        total = alike[0]
    if run.cue in {"among", "include"} and _says_so_many(total, run, sentence):
        run = replace(run, cue="each")
    found = _judge(total, [one for one in totals if one is not total], run)
    if found is not None:
        verdict, base, parts, why = found
        yield _shape(verdict, base, run, parts, why=why, sentence=sentence), run.closed


def _says_so_many(total: Amount, run: Run, sentence: Sequence[Segment]) -> bool:
    """Tell whether words between a total and its parts say of how many kinds it is, and there are as many parts."""
    first = run.parts[0].amount.start
    between = "，".join(
        one.text[max(0, total.end - one.start) : max(0, first - one.start)]
        for one in sentence
        if one.block == total.block and one.end > total.end and one.start < first
    )
    return any(read_whole(found[1]) == len(run.parts) for found in _SO_MANY.finditer(between))


def _holder_of(total: Amount, sentence: Sequence[Segment]) -> Segment | None:
    return next(
        (one for one in sentence if one.block == total.block and one.start <= total.start and total.end <= one.end),
        None,
    )


def _is_headed(total: Amount, run: Run, sentence: Sequence[Segment]) -> bool:
    """Tell whether a total that no word ties to its parts isn't just another of them."""
    holder = _holder_of(total, sentence)
    kind = class_of(label_of(holder, total, 0)) if holder is not None else ""
    return total.role != "" and (not kind or kind not in run.classes)


def _judge(total: Amount, others: Sequence[Amount], run: Run) -> tuple[str, Amount, tuple[Part, ...], str] | None:
    """Return the verdict on a run, the total that it is of, the parts that count and why."""
    for base in (total, *(one for one in others if are_alike(one, run.parts[0].amount) and not one.rough)):
        fitting = _find_fitting(base, run)
        if fitting:
            return RIGHT, base, fitting, ""
        if not run.cue and not _is_pair(total, run):
            return None
    if any(is_foreign(total, part.amount) or not part.label for part in run.parts):
        return None
    low, _ = span_sums(run.parts)
    biggest = max([total.value, *(one.value for one in others if are_alike(one, total))])
    if len(run.parts) < _FEWEST:
        return _judge_one(total, biggest, run)
    if low > total.value:
        return _judge_over(total, low > biggest, run)
    return _judge_short(total, others, run, low)


def _is_pair(total: Amount, run: Run) -> bool:
    """Tell whether two parts that complete each other nearly make up a total that no word ties them to."""
    labels = [part.label for part in run.parts]
    near = abs(span_sums(run.parts)[0] - total.value) <= (1 - _NEARER) * total.value
    told = (are_levels(labels) or is_whole(labels)) and len(labels) == _FEWEST
    return (
        near
        and told
        and run.is_clean
        and not run.more
        and total.role in _PRIMARY
        and total.unit == run.parts[0].amount.unit
    )


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
        apart = not {class_of(part.label) for part in first} & {class_of(part.label) for part in rest}
        ends = run.marks[length] == "；" and "；" not in run.marks[1:length]
        if does_fit(base, first) and (apart or ends or (len(rest) >= _FEWEST and does_fit(base, rest))):
            return first
    return None


def _judge_one(total: Amount, biggest: Fraction, run: Run) -> tuple[str, Amount, tuple[Part, ...], str] | None:
    part = run.parts[0]
    if run.cue != "among":
        return None
    if part.amount.value <= total.value:
        return RIGHT, total, run.parts, ""
    if biggest != total.value:
        return None
    return WRONG, total, run.parts, f"其中的 {part.amount.text} 比总数 {total.text} 还多"


def _judge_over(total: Amount, is_over_all: bool, run: Run) -> tuple[str, Amount, tuple[Part, ...], str] | None:
    if not is_over_all and run.cue == "among":
        return UNCHECKED, total, run.parts, "前面有几个总数，不知道这些分项属于哪一个"
    whole = is_whole([part.label for part in run.parts])
    overlaps = total.unit in _PEOPLE or ("问题" in run.classes and total.unit != "分") or run.is_selective
    is_even = len(set(run.marks[1:]) - {"和"}) <= 1 or "；" not in run.marks
    if is_even and any(part.amount.value > total.value for part in run.parts) and not run.is_selective:
        return WRONG, total, run.parts, ""
    if overlaps and not whole and run.cue != "shares":
        return UNCHECKED, total, run.parts, "各类可能重叠，不能相加"
    one_way = run.classes <= _PARTITIONS and (len(run.classes) == 1 or run.classes <= {"单位", "层级"})
    sure = run.cue in _EXHAUSTIVE or one_way or whole or total.unit == "分"
    apart = run.is_of_another and total.value < _NEARER * span_sums(run.parts)[0]
    if run.is_clean and is_even and sure and not apart:
        return WRONG, total, run.parts, ""
    if len(run.classes) > 1 and run.classes & {"问题", "办理", "分档", "批次"}:
        return UNCHECKED, total, run.parts, "各类可能重叠，不能相加"
    return DOUBTFUL, total, run.parts, "分项相加多于总数：各类是否重叠，还是数字有误？"


def _judge_short(
    total: Amount, others: Sequence[Amount], run: Run, low: Fraction
) -> tuple[str, Amount, tuple[Part, ...], str]:
    verdict, why = _doubt_short(total, others, run, low)
    return verdict, total, run.parts, why


def _doubt_short(total: Amount, others: Sequence[Amount], run: Run, low: Fraction) -> tuple[str, str]:
    """Return what parts that are less than their total mean, and why."""
    labels = [part.label for part in run.parts]
    lists = sum(part.most for part in run.parts) >= _LIST and run.classes <= _PARTITIONS
    pair = are_levels(labels) and low >= _NEAR * total.value
    complete = any(map(is_rest, labels)) or is_whole(labels) or pair
    told = complete or run.cue in {"each", "colon", "bracket", "shares"}
    lacking = _find_lacking(total, others, run, complete=complete)
    shut = sum((part.amount.value for part in run.closed), Fraction(0))
    if lacking:
        return UNCHECKED, lacking
    if run.is_of_another and low < _NEARER * total.value:
        return DOUBTFUL, "各项占比是按分项合计算的：总数是否写错，或另有口径？"
    if shut and low + shut == total.value:
        return WRONG if told or lists else DOUBTFUL, f"把关停的 {say(shut)} 计进了总数"
    smallest = min(part.amount.value for part in run.parts)
    if told or (lists and (smallest <= _SMALLEST or run.cue in {"include", "by"})):
        return WRONG, ""
    enough = _NEAR if lists else _NEARER if run.classes <= _PARTITIONS else _NEAREST
    if low >= enough * total.value:
        return DOUBTFUL, "分项相加少于总数：是没有列全，还是数字有误？"
    return UNCHECKED, NOT_ALL


def _find_lacking(total: Amount, others: Sequence[Amount], run: Run, *, complete: bool) -> str:
    """Return why parts that are less than a total may still be right."""
    told = sum((share.value for _, share in run.shares), Fraction(0))
    of_total = run.has_shares_of(total.value) and len(run.shares) == len(run.parts) and told < _ALL
    if run.is_open or run.is_selective or not run.is_clean or of_total:
        return "没有列全，只能看出分项不超过总数"
    primary = {one.value for one in others if are_alike(one, total) and one.role in _PRIMARY}
    if run.cue == "by" and not primary <= {total.value}:
        return "前面有几个总数，不知道这些分项属于哪一个"
    if "问题" in run.classes and not complete and run.cue not in {"each", "shares"} and total.unit != "分":
        return "没有写明分项已经列全"
    return ""


def _shape(
    verdict: str, total: Amount, run: Run, parts: tuple[Part, ...], *, why: str, sentence: Sequence[Segment]
) -> Sum:
    holder = _holder_of(total, sentence)
    start, end = (holder.start if holder is not None else total.start - len(total.before), total.end)
    by_unit = run.classes == {"单位"}
    span = (run.start, parts[-1].amount.end)
    return Sum(verdict, 7 if by_unit else 2, total, parts, (start, end), span, why=why)
