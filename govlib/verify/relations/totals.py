"""Parts before their total: 微信218个、微博67个，共计285个; 第一批12个，第二批9个，两批共检查21个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlib.verify.check import RIGHT, WRONG
from govlib.verify.mentions.amounts import Amount
from govlib.verify.relations.adding import Part, Sum, does_fit
from govlib.verify.relations.clauses import Segment
from govlib.verify.relations.cues import APART, find_cue, is_total
from govlib.verify.relations.labels import class_of
from govlib.verify.relations.runs import Run, collect_run, counted_in, label_of

_WORD = "合计|总计|共计|一共|总共|共|累计|小计"
_VERB = "检查|抽查|监测|受理|收到|办理|发现|扣|计|得|加|发布|报送|采用|整改|开展|公开|处理|转办|办结|关停|注销|新增|清理|完成"
_TOTAL = re.compile(
    r"^(?:以上|上述|全部|各项|各类|两者|三者|二者|[两二三四五六七八九十]?[批项类次轮]次?|[市县区省全]+)?"
    rf"(?P<word>{_WORD})(?P<verb>{_VERB})?(?:了|有|为|是|达)?$"
)
_FEWEST = 2
_PLAIN_AFTER = re.compile("^(?:(?:政务新媒体|新媒体|政务|政府)?(?:账号|网站|单位|信息|问题|信件|留言|错误|错敏词)?)$")


def find_totals(sentences: Sequence[tuple[Segment, ...]]) -> Iterator[Sum]:
    """Yield the totals of a paragraph that follow their parts."""
    for position, sentence in enumerate(sentences):
        for each in _levels(sentence):
            yield from _find_in(each)
        if position:
            yield from _over_batches(sentences[: position + 1])


def _levels(sentence: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    yield sentence
    for segment in sentence:
        for _, inner in segment.inside:
            yield from _levels(inner)


def _find_in(sentence: Sequence[Segment]) -> Iterator[Sum]:
    for at, segment in enumerate(sentence):
        total = segment.counts[0] if segment.counts else None
        if total is None or total.rough:
            continue
        found = _TOTAL.match(segment.before(total))
        if not found or at < 1:
            continue
        best: Sum | None = None
        for start in range(at):
            run = _run_up_to(sentence, start, at, total)
            if run is None:
                continue
            if does_fit(total, run.parts):
                best = _shape(RIGHT, total, run, segment)
                break
            sure = _is_sure(sentence, start, at, run, total, segment, found)
            if best is None and sure:
                best = _shape(WRONG, total, run, segment)
            if sure:
                continue
        if best is not None:
            yield best


def _run_up_to(sentence: Sequence[Segment], start: int, at: int, total: Amount) -> Run | None:
    """Return the run of parts that fills the segments from ``start`` to the total."""
    begun = find_cue(sentence[start].text) if start == 0 else None
    run = collect_run(sentence[start:at], total, "colon", begun.length if begun is not None else 0)
    if run is None or len(run.parts) < _FEWEST or run.is_open:
        return None
    tail = sentence[start + run.length : at]
    if any(segment.counts for segment in tail) or any(part.amount.unit == "%" for part in run.parts):
        return None
    return run


def _is_sure(
    sentence: Sequence[Segment],
    start: int,
    at: int,
    run: Run,
    total: Amount,
    segment: Segment,
    found: re.Match[str],
) -> bool:
    """Tell whether nothing but the parts before it can be what a total is of."""
    if any(one.counts for one in sentence[:start]) or len(segment.counts) > 1:
        return False
    if any(part.amount.unit != total.unit or not part.label for part in run.parts) or run.is_selective:
        return False
    words = "".join(one.words for one in sentence[start:at])
    if "共" in words or "其中" in words or "合计" in words or APART.search(words):
        return False
    verb = found["verb"] or ""
    if verb and verb not in {"扣", "计", "得", "加"} and verb not in words:
        return False
    kinds = run.classes
    if not verb and kinds != {"分档"} and not _PLAIN_AFTER.match(segment.after(total)):
        return False
    if found["word"] == "累计" or (kinds & {"办理", "问题"} and len(kinds) > 1):
        return False
    if kinds == {"办理"} and not verb:
        return False
    if kinds == {"问题"} and total.unit in {"个", "家"}:
        return False
    return not _is_nested(run)


def _is_nested(run: Run) -> bool:
    """Tell whether the first part is as much as the others, so that they are likely parts of it."""
    first, *rest = run.parts
    return len(rest) > 1 and does_fit(first.amount, rest)


def _over_batches(sentences: Sequence[tuple[Segment, ...]]) -> Iterator[Sum]:
    """Yield the total over batches that were told in sentences of their own."""
    segment = next((one for one in sentences[-1] if one.counts), None)
    total = segment.counts[0] if segment is not None else None
    if segment is None or total is None or not re.match("[两二三四五六七八九]批|各批|以上", segment.words):
        return
    parts = []
    first = None
    for sentence in sentences[:-1]:
        holder = next((one for one in sentence if one.counts), None)
        amount = counted_in(holder, total) if holder is not None else None
        if holder is None or amount is None or class_of(label_of(holder, amount, 0)) != "批次":
            if not any("批" in one.words for one in sentence):
                continue
            if amount is None or holder is None:
                continue
        first = first or holder
        parts.append(Part(amount, label_of(holder, amount, 0)))
    if len(parts) >= _FEWEST and first is not None and is_total(segment.before(total)[:-2] + "共"):
        verdict = RIGHT if does_fit(total, parts) else WRONG
        span = (first.start, parts[-1].amount.end)
        yield Sum(verdict, 2, total, tuple(parts), (segment.start, total.end), span)


def _shape(verdict: str, total: Amount, run: Run, segment: Segment) -> Sum:
    identity = 7 if run.classes == {"单位"} else 2
    span = (run.start, run.parts[-1].amount.end)
    return Sum(verdict, identity, total, run.parts, (segment.start, total.end), span, kind="合计")
