"""Counts that the list beside them contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from govlib.text.chinese_numbers import read_whole
from govlib.text.document import Document, Doubt
from govlib.text.name_lists import NameList, count_names
from govlib.text.rules.kit import Find, Kit, Rule
from govlib.text.rules.ordinal_items import Item, find_head, list_items

_NUMBER = "[0-9０-９]{1,2}|[两二三四五六七八九十]{1,3}"
_MEASURE = "个|项|点|条|类|种|方面|大|家|名|位|起|件|步|部分|处|份|款"
_AHEAD = re.compile(
    rf"(?:以下|下列|如下|下面|下述)的?(?P<n>{_NUMBER})(?:{_MEASURE})[^，,。；;：:、\n（）()]{{0,14}}(?P<colon>[：:])?"
)
_ETC = re.compile(
    rf"(?<![同平高中初上下头优甲乙一二三四])等(?P<n>{_NUMBER})(?P<of>个|家|名|位|人|项|件|种|类|所|部|处)(?!以上|[次均])"
)
_EACH = re.compile(
    rf"(?P<n>{_NUMBER})(?:个|家|名|位|项|件|种|类|所)[^，,。；;：:、\n0-9]{{0,6}}[，,。；;]?(?:分别|依次)(?:是|为|有)[：:]?"
)
_PLACES = "乡镇|镇|乡|街道|村|社区|县区|县|区|市|局|部门|单位|学校|企业|公司|网站|账号"
_KINDS = "方面|环节|领域|层面|阶段|层级|平台|栏目|维度|要素|季度|地区|类别"
_BESIDE = re.compile(
    rf"(?P<n>[两二三四五六七八九十2-9２-９](?<![0-9０-９一二三四五六七八九十百].))(?:(?P<some>个|家|大)(?P<kind>{_PLACES}|{_KINDS})|(?P<bare>镇|乡|县|区|市|村|局|级))(?![级民边])"
)
_LEVELS = re.compile(
    "(?:国家|中央|部|省|自治区|市|州|地|盟|县|旗|区|县区|乡|镇|乡镇|街道|村|社区|村居|组|户|厅|处|科|[（(].*[）)])+$"
)
_NOT_A_NAME = re.compile(
    "(?:[的共等各其他另外前后上下这那有是为至少和及与或余多近约第过了达到每某几数]|所有|全部|上述|以上|以下)$"
)
_BREAKS = "，,。；;：:！？!?\n（("
_STOP = re.compile("[。；;！？!?]")
_PEOPLE = frozenset("名位人")
_NAME = 4
_FAR = 80
_REST = 3000
_LINES = 300
_MOST = 30
_NEAR = 2
_SMALL = "、"


def prepare(_kit: Kit) -> Find:
    """Return what finds counts before and after a list that has another number of members."""
    return find_wrong_counts


def find_wrong_counts(document: Document) -> Iterator[Doubt]:
    """Yield counts that differ from the list they announce or sum up; where names can't be told apart, nothing."""
    for number, passage in enumerate(document.passages):
        text = passage.text
        taken: list[tuple[int, int]] = []
        for doubt in _find_in(document, number, text):
            if not any(doubt.start < end and start < doubt.end for start, end in taken):
                taken.append((doubt.start, doubt.end))
                yield doubt


def _find_in(document: Document, number: int, text: str) -> Iterator[Doubt]:
    if "以下" in text or "下列" in text or "如下" in text or "下面" in text or "下述" in text:
        for match in islice(_AHEAD.finditer(text), _MOST):
            yield from _check_ahead(document, number, match)
    if _SMALL not in text and "”“" not in text and "》《" not in text:
        return
    if "等" in text:
        for match in _ETC.finditer(text):
            yield from _check_etc(number, match)
    if "分别" in text or "依次" in text:
        for match in islice(_EACH.finditer(text), _MOST):
            names = count_names(_until_stop(text, match.end()))
            yield from _compare(number, match, names, is_open=_is_open(text, match.end()))
    for match in _BESIDE.finditer(text):
        yield from _check_beside(number, match)


def _check_ahead(document: Document, number: int, match: re.Match[str]) -> Iterator[Doubt]:
    """Check 以下三项： against the list after it, on the same line or on the lines that follow."""
    text = match.string
    expected = read_whole(match["n"])
    if expected is None:
        return
    rest = text[match.end() : match.end() + _REST]
    if not rest.strip("。 \u3000"):
        yield from _check_lines(document, number, match, expected)
        return
    if not match["colon"]:
        return
    inline = list_items(number, rest)
    if inline and not rest[: inline[0].start].strip() and inline[0].number == 1:
        items = _take_list(inline)
        goes_on = number + 1 < len(document.passages) and _continues(document, number + 1, items)
        is_cut = match.end() + _REST < len(text)
        if not goes_on and not is_cut and expected not in {len(items), items[-1].number} and len(items) > 1:
            yield _doubt(number, match, f"写的是 {expected}，后面列了 {len(items)}")
        return
    segment = _until_stop(text, match.end())
    if "，" not in segment and "," not in segment and "：" not in segment:
        yield from _compare(number, match, count_names(segment), is_open=_is_open(text, match.end()))


def _continues(document: Document, number: int, items: list[Item]) -> bool:
    head = find_head(number, document.passages[number].text)
    return head is not None and head.kind == items[-1].kind and head.number == items[-1].number + 1


def _check_lines(document: Document, number: int, match: re.Match[str], expected: int) -> Iterator[Doubt]:
    """Check a count at the end of a line against the numbered lines after it, deeper levels left out."""
    passages = document.passages
    last = min(len(passages), number + 1 + _LINES)
    first = next((at for at in range(number + 1, last) if passages[at].text.strip()), last)
    head = find_head(first, passages[first].text) if first < last else None
    if head is None or head.number != 1:
        return
    higher = _list_higher(document, number)
    items: list[Item] = []
    for later in range(first, last):
        found = list_items(later, passages[later].text)
        if not found or not found[0].is_head:
            continue
        begin = found[0]
        if begin.kind != head.kind:
            if begin.kind in higher:
                break
            continue
        if items and _begins_anew(begin, items[-1]):
            break
        items.append(begin)
        items.extend(item for item in found[1:] if item.kind == head.kind and item.number == items[-1].number + 1)
    if len(items) > 1 and expected not in {len(items), items[-1].number}:
        yield _doubt(number, match, f"写的是 {expected}，后面列了 {len(items)}")


def _list_higher(document: Document, number: int) -> list[str]:
    """Return the forms of the numbers that a passage stands under, the highest first."""
    levels: list[str] = []
    for at in range(max(0, number - _LINES), number + 1):
        head = find_head(at, document.passages[at].text)
        if head is not None:
            levels = [*levels[: levels.index(head.kind)], head.kind] if head.kind in levels else [*levels, head.kind]
    return levels


def _begins_anew(item: Item, last: Item) -> bool:
    """Return whether an item begins another list; one with the number of the last is an item twice numbered."""
    return item.number < last.number or item.number == last.number == 1


def _take_list(items: list[Item]) -> list[Item]:
    taken = [items[0]]
    for item in items[1:]:
        if item.kind == taken[0].kind:
            if _begins_anew(item, taken[-1]):
                break
            taken.append(item)
    return taken


def _check_etc(number: int, match: re.Match[str]) -> Iterator[Doubt]:
    """Check 甲、乙、丙等两家: more names than the count; fewer are what 等 is for."""
    expected = read_whole(match["n"])
    names = count_names(_since_break(match.string, match.start()))
    if expected is not None and names is not None and names.least > expected:
        note = f"列了 {names.least} 个，却写“等{match['n']}”"
        are_people = match["of"] in _PEOPLE and names.least == names.most and max(names.lengths[1:]) <= _NAME
        yield _doubt(number, match, note, "" if names.is_sure or are_people else "疑似")


def _check_beside(number: int, match: re.Match[str]) -> Iterator[Doubt]:
    """Check 甲、乙、丙三个镇: as many names as the count says."""
    expected = read_whole(match["n"])
    before = _since_break(match.string, match.start())
    if expected is None or "、" not in before or _NOT_A_NAME.search(before) or before.endswith("、"):
        return
    names = count_names(before)
    if names is None or names.least <= expected <= names.most or abs(names.most - expected) > _NEAR:
        return
    tail = before.split("、")[1:]
    if match["bare"] == "级":
        if not all(_LEVELS.match(item) for item in tail):
            return
        is_sure = names.least == names.most
    elif match["kind"] in _KINDS.split("|"):
        is_sure = names.least == names.most and len(set(names.lengths[1:])) == 1
    else:
        is_sure = names.is_sure
    note = f"前面列了 {names.most} 个，却写“{match[0]}”"
    yield _doubt(number, match, note, "" if is_sure else "疑似")


def _compare(number: int, match: re.Match[str], names: NameList | None, *, is_open: bool) -> Iterator[Doubt]:
    expected = read_whole(match["n"])
    if names is None or expected is None:
        return
    is_wrong = names.least > expected if is_open else not names.least <= expected <= names.most
    if is_wrong:
        shown = f"{names.most}" if names.least == names.most else f"{names.least} 至 {names.most}"
        is_sure = names.is_sure or len(set(names.lengths)) == 1
        yield _doubt(number, match, f"写的是 {expected}，后面列了 {shown}", "" if is_sure else "疑似")


def _since_break(text: str, end: int) -> str:
    """Return what stands before a place, back to a mark that ends a clause; brackets within are kept."""
    start = max(0, end - _FAR)
    depth = 0
    for at in range(end - 1, start - 1, -1):
        sign = text[at]
        if sign in "）)":
            depth += 1
        elif sign in "（(" and depth:
            depth -= 1
        elif sign in _BREAKS and not depth:
            return text[at + 1 : end]
    return text[start:end] if start == 0 else ""


def _until_stop(text: str, start: int) -> str:
    found = _STOP.search(text, start, start + _REST)
    segment = text[start : found.start() if found else start + _REST]
    for ending in ("等", "等等"):
        segment = segment.removesuffix(ending)
    return segment


def _is_open(text: str, start: int) -> bool:
    found = _STOP.search(text, start, start + _REST)
    segment = text[start : found.start() if found else start + _REST]
    return segment.endswith(("等", "…")) or "等" in segment[-8:]


def _doubt(number: int, match: re.Match[str], note: str, severity: str = "") -> Doubt:
    end = match.end("colon") - 1 if "colon" in match.re.groupindex and match["colon"] else match.end()
    return Doubt(number, match.start(), end, kind="数目和列举不符", note=note, severity=severity)


RULE = Rule("counts", "order", prepare)
