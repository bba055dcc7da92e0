"""Numbers of one sentence that don't add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from govlib.text.document import Document, Doubt
from govlib.text.quantities import MOST, Quantity, blank_brackets, list_quantities, split_sentences, write_value
from govlib.text.rules.kit import Find, Kit, Rule

_DIGIT = re.compile("[0-9０-９]")
_CUE = re.compile("[共计不未非女期常标离][^，。；\n]{0,8}[0-9０-９]")
_AMONG = re.compile(r"[，,、（(]?\s?其中\s?(?:包括|包含|有)?\s?[：:，,]?")
_EACH = re.compile(r"\s?[，,（(]?\s?(?:其中)?(?:分别|依次)(?:是|为|有)?\s?[：:]?")
_TOTAL = re.compile(r"(?:[，,）)]\s?|^\s*)(共计|合计|总计|总共|一共|共)有?(?=\s?[0-9０-９])")
_WHOLE = re.compile("共|总|合计|检查|抽查|监测|受理|收到|办理|备案|应")
_RATES = frozenset({"%", "％", "‰", "个百分点", "百分点", "吨", "公斤", "千克", "斤", "倍"})
"""Units of what may be so much a place or a field: 增长28.3%，其中县区增长34.9%; 亩产3.5吨，其中高产田5.8吨."""
_OTHER = re.compile("其中|占|率|同比|环比|比上|较上|累计|平均|此外|另有|还有|增长|减少|下降")
_OPPOSITES = frozenset(
    {("男", "女"), ("男性", "女性"), ("按期", "逾期"), ("正常", "异常"), ("达标", "超标"), ("在线", "离线")}
)
_PEOPLE = frozenset("人名位")
"""People are counted by what may overlap: members, women, the young."""

_ALIKE = {"个", "家"}
_PARTS = 2
_LIST = 3
_NEAR = Fraction(1, 5)


def prepare(_kit: Kit) -> Find:
    """Return what finds parts that don't add up to their total within a sentence."""
    return find_wrong_sums


def find_wrong_sums(document: Document) -> Iterator[Doubt]:
    """Yield totals that the parts beside them contradict; where the parts may overlap or be a choice, as 疑似."""
    for number, passage in enumerate(document.passages):
        text = passage.text
        if not _is_cued(text):
            continue
        for start, end in split_sentences(text):
            sentence = text[start:end]
            if not _is_cued(sentence):
                continue
            for doubt in _find_in(sentence):
                yield Doubt(number, start + doubt.start, start + doubt.end, "", doubt.kind, doubt.note, doubt.severity)


def _is_cued(text: str) -> bool:
    """Return whether a text has numbers and a word that ties parts to a whole."""
    if not _DIGIT.search(text):
        return False
    return "其中" in text or "分别" in text or "依次" in text or _CUE.search(text) is not None


def _find_in(sentence: str) -> list[Doubt]:
    quantities = list_quantities(sentence)
    if not _PARTS <= len(quantities) <= MOST:
        return []
    found: list[Doubt] = []
    plain = blank_brackets(sentence)
    outer = [one for one in quantities if plain[one.start] != " "]
    for doubt in (
        *_check_among(sentence, quantities),
        *_check_opposites(outer),
        *_check_totals(plain, outer),
    ):
        if not any(doubt.start < one.end and one.start < doubt.end for one in found):
            found.append(doubt)
    return found


def _check_among(sentence: str, quantities: Sequence[Quantity]) -> Iterator[Doubt]:
    """Check parts after 其中 and 分别."""
    for position, total in enumerate(quantities[:-1]):
        each = _EACH.match(sentence, total.end)
        among = each or _AMONG.match(sentence, total.end)
        if not among:
            continue
        parts, gaps = _follow(sentence, quantities[position + 1 :], total, among)
        if not parts:
            continue
        whole = sum((part.value for part in parts), Fraction(0))
        is_list = all(gap in {"、", ""} for gap in gaps)
        is_named = all(part.label and part.label not in {"和", "及"} for part in parts)
        is_open = sentence[parts[-1].end :].startswith("等")
        if each and len(parts) >= _PARTS and is_named and is_list and not is_open and not _agrees(whole, total, parts):
            yield _doubt(total, parts, "")
        elif not each and _is_over(parts[0], total):
            note = f"其中的“{write_value(parts[0].value, parts[0])}”比“{write_value(total.value, total)}”还多"
            yield Doubt(0, parts[0].start, parts[0].end, kind="数目不符", note=note)
        elif not each and len(parts) >= _PARTS and is_named and not _agrees(whole, total, parts):
            opposite = len(parts) == _PARTS and are_opposite(parts[0].label, parts[1].label)
            is_apart = total.unit not in _PEOPLE and (("共" in total.label and is_list) or among[0][0] in "（(")
            is_long = len(parts) >= _LIST and is_apart and whole > total.value
            if opposite or is_long:
                yield _doubt(total, parts, "")
            elif whole > total.value or (not is_open and total.value - whole <= total.value * _NEAR):
                yield _doubt(total, parts, "疑似")


def _follow(
    sentence: str, rest: Sequence[Quantity], total: Quantity, cue: re.Match[str]
) -> tuple[list[Quantity], list[str]]:
    """Return the quantities of the unit of the total that follow a cue, and the marks between them."""
    end = len(sentence)
    if "（" in cue[0] or "(" in cue[0]:
        closed = [at for at in (sentence.find("）", cue.end()), sentence.find(")", cue.end())) if at >= 0]
        end = min(closed, default=end)
    parts: list[Quantity] = []
    gaps: list[str] = []
    for part in rest:
        if part.start >= end or part.unit != total.unit or part.is_rough:
            break
        between = sentence[parts[-1].end if parts else cue.end() : part.start]
        if _OTHER.search(between):
            break
        if parts:
            gaps.append(between[: len(between) - len(part.label)].strip("（）() "))
        parts.append(part)
    return parts, gaps


def _is_over(part: Quantity, total: Quantity) -> bool:
    """Return whether a part of something counted is more than all of it; rates and yields have no such parts."""
    if total.unit in _RATES:
        return False
    return part.value > total.value and not re.search("总|累计|全|均", part.label) and not total.is_rough


def _check_opposites(quantities: Sequence[Quantity]) -> Iterator[Doubt]:
    """Check a total that is followed by a part and its opposite, as in 共检查12个，合格8个，不合格3个."""
    for total, first, second in zip(quantities, quantities[1:], quantities[2:], strict=False):
        same = first.unit == second.unit and (total.unit == first.unit or {total.unit, first.unit} == _ALIKE)
        if not same or not are_opposite(first.label, second.label) or not _WHOLE.search(total.label):
            continue
        parts = [first, second]
        later = [one for one in quantities if one.start > second.end and one.unit == total.unit]
        more = first.value + second.value + sum((one.value for one in later), Fraction(0))
        whole = first.value + second.value
        if not _agrees(whole, total, parts) and total.value not in {more, whole}:
            yield _doubt(total, parts, "")


def _check_totals(plain: str, quantities: Sequence[Quantity]) -> Iterator[Doubt]:
    """Check a total that follows its parts, as in 网站5个、新媒体7个，共计12个."""
    for match in _TOTAL.finditer(plain):
        total = next((one for one in quantities if match.end() <= one.start <= match.end() + 1), None)
        before = [one for one in quantities if one.end <= match.start() + 1]
        if total is None or total.is_rough or plain[total.end :].lstrip()[:1] not in {"", "，", ",", "、", "）", ")"}:
            continue
        clause = max(plain.rfind(sign, 0, match.start()) for sign in "，,：:")
        parts = [one for one in before if one.start > clause]
        if len(parts) < _PARTS and match[1] != "共":
            clause, parts = -1, before
        if len(parts) < _PARTS or any(one.unit != total.unit or one.is_rough for one in parts):
            continue
        text = plain[max(clause, 0) : match.start()]
        whole = sum((one.value for one in parts), Fraction(0))
        if not _OTHER.search(text) and "共" not in text and not _agrees(whole, total, parts):
            yield _doubt(total, parts, "")


def are_opposite(first: str, second: str) -> bool:
    """Return whether one label denies the other, as 不合格 does 合格; what comes before them may differ."""
    for label, other in ((first, second), (second, first)):
        for no in ("不", "未", "非", "没有", "尚未", "逾期未"):
            bare = label.removeprefix(no)
            if bare != label and bare and (other.endswith(bare) or bare.endswith(other.removeprefix("已"))) and other:
                rest = other.removesuffix(bare).removeprefix("已")
                if not rest.endswith(("不", "未", "非")):
                    return True
    return (first, second) in _OPPOSITES or (second, first) in _OPPOSITES


def _agrees(whole: Fraction, total: Quantity, parts: Iterable[Quantity]) -> bool:
    """Return whether parts give a total, each rounded as written."""
    steps = [total.step, *(part.step for part in parts)]
    slack = sum(steps, Fraction(0)) / 2 if any(step != 1 for step in steps) else Fraction(0)
    return total.is_rough or abs(whole - total.value) <= slack


def _doubt(total: Quantity, parts: Sequence[Quantity], severity: str) -> Doubt:
    whole = sum((part.value for part in parts), Fraction(0))
    terms = "＋".join(write_value(part.value, part) for part in parts)
    note = f"各项相加 {terms}＝{write_value(whole, total)}，不是 {write_value(total.value, total)}"
    return Doubt(0, total.start, total.end, kind="合计不符", note=note, severity=severity)


RULE = Rule("sums", "order", prepare)
