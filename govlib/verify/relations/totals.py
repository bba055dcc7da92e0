"""Parts before their total: 微信218个、微博67个，共计285个; 第一批12个，第二批9个，两批共检查21个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govlib.verify.check import RIGHT, WRONG
from govlib.verify.mentions.amounts import Amount
from govlib.verify.relations.adding import Part, Sum, does_fit
from govlib.verify.relations.clauses import Segment
from govlib.verify.relations.cues import APART, find_cue, is_total
from govlib.verify.relations.labels import class_of
from govlib.verify.relations.runs import Run, collect_run, counted_in, is_foreign, label_of

_WORD = "合计|总计|共计|一共|总共|总数|总量|共|累计|小计|总"
_TOTAL = re.compile(
    r"^(?:以上|上述|全部|各项|各类|上半年|下半年|全年|全季|本季度|前三季度|两者|三者|二者|[两二三四五六七八九十]?[批项类次轮]次?|[市县区省全]+)?"
    rf"(?P<word>{_WORD})(?P<verb>[\u4e00-\u9fff]{{1,4}}?)?(?:了|有|为|是|达)?$"
)
_VERBS = (
    "不合格|不达标|未通过", "检查|抽查|自查|监测|核查|普查|巡查", "发现|检出|通报|反馈|查出",
    "受理|收到|接收|转办|派单|交办|承办",
    "办结|答复|回复|办理", "发布|公开|推送|制发|刊发", "报送|上报", "采用|采纳", "整改|修改", "合格|达标", "扣",
    "关停|注销|下线", "新增|新开", "下发|发出|印发",
)  # fmt: skip
"""What is done to what is counted: parts of one sum share it."""
_FREE_VERBS = frozenset({"扣", "计", "得", "加", "扣分", "得分", "积分"})
_FEWEST = 2
_PLAIN_AFTER = re.compile(
    "^(?:(?:政务新媒体|新媒体|政务|政府)?(?:账号|网站|单位|信息|问题|信件|留言|错误|错敏词|栏目)?)$"
)
_TAKEN = re.compile("共(?:承办|受理|收到|接收|办理|发布|报送|检查|抽查|开设|关停|采用|制发|转办)")
_BALANCE = re.compile("基础|基本分|加分|附加|常规")
_PARTITIONS = frozenset({"平台", "层级", "类型", "单位", "批次", "分档"})


@dataclass(frozen=True)
class _Claim:
    """A total behind a run of parts; ``before`` are the segments from the first part to the total."""

    total: Amount
    segment: Segment
    word: str
    verb: str
    run: Run
    before: tuple[Segment, ...]
    is_first: bool
    """Whether no count stands before the parts."""
    is_cut: bool
    """Whether another part of the same kind stands right before them."""
    lead: str
    """The words of the sentence before the first part."""


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
        claims = list(_list_claims(sentence, at, segment))
        fitting = [one for one in claims if does_fit(one.total, one.run.parts) and not one.is_cut]
        sure = [one for one in claims if _is_sure(one)]
        if fitting:
            yield _shape(RIGHT, fitting[0])
        elif sure:
            yield _shape(WRONG, sure[0])


def _list_claims(sentence: Sequence[Segment], at: int, segment: Segment) -> Iterator[_Claim]:
    """Yield a total with each run of parts that ends before it, the longest first."""
    total = segment.counts[0] if segment.counts else None
    found = _TOTAL.match(segment.before(total)) if total is not None else None
    if total is None or total.rough or not found:
        return
    for start in range(at):
        run = _run_up_to(sentence, start, at, total)
        if run is not None:
            before = tuple(sentence[start:at])
            is_first = not any(one.counts for one in sentence[:start])
            lead = "".join(one.words for one in sentence[: start + 1])
            is_cut = start > 0 and _goes_before(sentence[start - 1], sentence[start], run)
            yield _Claim(total, segment, found["word"], found["verb"] or "", run, before, is_first, is_cut, lead)


def _goes_before(segment: Segment, first: Segment, run: Run) -> bool:
    """Tell whether a segment holds a part like those of a run that begins right after it."""
    amount = counted_in(segment, run.parts[0].amount)
    return amount is not None and first.mark != "；" and class_of(label_of(segment, amount, 0)) in run.classes


def _run_up_to(sentence: Sequence[Segment], start: int, at: int, total: Amount) -> Run | None:
    """Return the run of parts that fills the segments from ``start`` to the total."""
    begun = find_cue(sentence[start].text) if start == 0 else None
    skip = begun.length if begun is not None else 0
    run = collect_run(sentence[start:at], total, "colon", skip, is_mixed=True)
    if run is None or len(run.parts) < _FEWEST or run.is_open:
        return None
    if any(segment.counts for segment in sentence[start + run.length : at]):
        return None
    return run


def _is_sure(claim: _Claim) -> bool:
    """Tell whether nothing but the parts before it can be what a total is of."""
    parts, kinds = claim.run.parts, claim.run.classes
    words = "".join(one.words for one in claim.before)
    is_plain = claim.is_first and len(claim.segment.counts) == 1 and not claim.run.is_selective
    same_unit = all(part.amount.unit == claim.total.unit and part.label for part in parts)
    apart = claim.word == "累计" or re.search("其中|合计|累计", words) or APART.search(words)
    foreign = any(is_foreign(claim.total, part.amount) for part in parts)
    if not is_plain or not same_unit or apart or foreign or _is_nested(claim.run) or _has_uncounted(claim):
        return False
    if claim.total.unit == "分":
        return not _BALANCE.search(words)
    is_told = "共" not in words or (len(kinds) == 1 and kinds <= _PARTITIONS) or _is_led_by_act(claim)
    after = claim.segment.after(claim.total)
    is_bare = claim.verb or kinds == {"分档"} or _PLAIN_AFTER.match(after) or after in words
    overlaps = kinds == {"问题"} and claim.total.unit in {"个", "家"}
    return bool(is_told and is_bare and not overlaps and _is_one_act(claim))


def _has_uncounted(claim: _Claim) -> bool:
    """Tell whether a name without a number stands before the parts of a total that is more: 门户网站及12个县区网站."""
    first = next(one for one in claim.before if one.counts)
    before = first.before(first.counts[0])
    joined = first.mark in {"、", "和"} or re.search(
        "(?:网站?|号|媒体|[局委办厅院府县市区镇乡直]|单位|部门)(?:以及|及|和|与)", before
    )
    return bool(joined) and sum(part.amount.value for part in claim.run.parts) < claim.total.value


def _is_led_by_act(claim: _Claim) -> bool:
    """Tell whether parts that 、 alone joins follow 共 and what was done, and 合计 follows them at once."""
    marks = all(one.mark in {"、", "和"} for one in claim.before[1:])
    first = claim.before[0]
    led = _TAKEN.search(first.before(first.counts[0])) if first.counts else None
    return bool(marks and led and claim.word in {"合计", "总计"} and len(claim.before) == len(claim.run.parts))


def _is_one_act(claim: _Claim) -> bool:
    """Tell whether the same was done to all parts, and it is what the total says."""
    done = [_verbs_of(one.words) for one in claim.before if one.counts]
    common = frozenset.intersection(*done)
    is_led = all(one.mark in {"、", "和"} for one in claim.before[1:]) and not any(done[1:])
    if any(done) and not common and not is_led:
        return False
    told = common or done[0] or _verbs_of(claim.lead)
    return not claim.verb or claim.verb in _FREE_VERBS or bool(_verbs_of(claim.verb) & told)


def _verbs_of(words: str) -> frozenset[str]:
    """Return what is done to the things that words count."""
    return frozenset(verbs for verbs in _VERBS if re.search(verbs, words))


def _is_nested(run: Run) -> bool:
    """Tell whether the first part is as much as the others, so that they are likely parts of it."""
    first, *rest = run.parts
    kinds = {class_of(part.label) for part in rest}
    return len(rest) > 1 and class_of(first.label) not in kinds and does_fit(first.amount, rest)


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


def _shape(verdict: str, claim: _Claim) -> Sum:
    run = claim.run
    identity = 7 if run.classes == {"单位"} else 2
    span = (run.start, run.parts[-1].amount.end)
    return Sum(verdict, identity, claim.total, run.parts, (claim.segment.start, claim.total.end), span, kind="合计")
