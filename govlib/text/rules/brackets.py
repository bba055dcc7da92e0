"""Brackets, quotation marks and book-title marks that don't pair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from govlib.text.document import Document, Doubt
from govlib.text.rules.kit import Find, Kit, Rule

_PAIRS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "【": "】",
    "〔": "〕",
    "「": "」",
    "『": "』",
    "{": "}",
    "[": "]",
}
_OPENS = {close: opened for opened, close in _PAIRS.items()}
_WIDTHS = {"（": ")", "(": "）", "【": "]", "[": "】", "〔": "]"}
_QUOTES = frozenset("“‘")
_MARKS = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_OPENS)) + "]")
_PAIRED = tuple(opened + close for opened, close in _PAIRS.items())
_ENUMERATION = re.compile(
    r"(?:^|[\s。；;：:，,、！!？?）)》”])[\s]*(?:[0-9０-９]{1,3}|[a-zA-Z]{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳Ⅰ-Ⅻⅰ-ⅹ])$"
)
_LATIN_BEFORE = re.compile(r"[A-Za-z0-9]$")
_YEAR_AFTER = re.compile("[0-9０-９]{2}(?![0-9０-９])")
_STRAIGHT = re.compile(
    r'(?<![A-Za-z0-9=])"(?=[\u4e00-\u9fff《])([^"\n<>=]{1,60})(?<=[\u4e00-\u9fff》！？。])"(?![A-Za-z0-9>=])'
)
_INNER = {"《": "〈〉", "“": "‘’"}
_SOLE_QUOTE = re.compile(r"\s*“[^“”]*”[。；，、！？;,]?\s*")
_LONG_QUOTE = re.compile(r"(?:^|[：:])\s*$")
_SENTENCE_ENDS = "。！？；!?;"
_TITLE_END = re.compile(r"的(?:通知|通报|通告|公告|决定|意见|批复|函|请示|报告|说明|解读)[】）)]?\s*$")
_LATER = 40
_SHOWN = 60
_DEEP = 8


@dataclass(frozen=True)
class _Mark:
    passage: int
    at: int
    sign: str


@dataclass
class _Found:
    """What doesn't pair within one passage, and what is told at once."""

    left: list[_Mark] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True)
class _Page:
    """A document, and where the last sentence of a passage ends, found once."""

    document: Document
    ends: dict[int, int] = field(default_factory=dict)

    def text(self, mark: _Mark) -> str:
        return self.document.passages[mark.passage].text

    def last_end(self, mark: _Mark) -> int:
        if mark.passage not in self.ends:
            self.ends[mark.passage] = max(self.text(mark).rfind(sign) for sign in _SENTENCE_ENDS)
        return self.ends[mark.passage]


def prepare(_kit: Kit) -> Find:
    """Return what finds marks without their partner: within a passage first, then over the passages of a document."""
    return find_unpaired


def find_unpaired(document: Document) -> Iterator[Doubt]:
    """Yield unpaired, reversed, mixed and wrongly nested marks, and straight quotation marks around Chinese words."""
    waiting: dict[str, list[_Mark]] = {}
    page = _Page(document)
    for number, passage in enumerate(document.passages):
        text = passage.text
        if '"' in text:
            yield from _find_straight(number, text)
        signs = "".join(_MARKS.findall(text))
        if not signs:
            continue
        if waiting and signs.startswith("“") and _SOLE_QUOTE.fullmatch(text):
            _take(waiting, "“", number)
        if _is_plain(signs):
            continue
        found = _pair(number, text)
        yield from found.doubts
        yield from _pair_over(waiting, found.left, page)
    for held in waiting.values():
        yield from (_tell(mark, page) for mark in held)


def _is_plain(signs: str) -> bool:
    """Return whether all marks pair, none directly inside a pair of its own kind."""
    for _ in range(_DEEP):
        if not signs:
            return True
        if "《《" in signs or "““" in signs:
            return False
        before = signs
        for pair in _PAIRED:
            signs = signs.replace(pair, "")
        if signs == before:
            return False
    return False


def _pair(number: int, text: str) -> _Found:
    """Return what is left over in a passage, and marks of two widths or wrongly nested."""
    found = _Found()
    stack: list[tuple[_Mark, bool]] = []
    for match in _MARKS.finditer(text):
        mark = _Mark(number, match.start(), match[0])
        if mark.sign in _PAIRS:
            inside = bool(stack) and mark.sign in _INNER and stack[-1][0].sign == mark.sign
            stack.append((mark, inside))
            continue
        opened = _OPENS[mark.sign]
        if stack and stack[-1][0].sign == opened:
            start, inside = stack.pop()
            if inside:
                found.doubts.append(_nested(start))
        elif stack and _WIDTHS.get(stack[-1][0].sign) == mark.sign:
            start, _ = stack.pop()
            right = _PAIRS[start.sign]
            note = f"“{start.sign}”和“{mark.sign}”宽窄或式样不一，应成对"
            found.doubts.append(Doubt(number, mark.at, mark.at + 1, right=right, kind="标点不配对", note=note))
        elif any(held.sign == opened for held, _ in stack[-_DEEP:]):
            while stack[-1][0].sign != opened:
                found.left.append(stack.pop()[0])
            stack.pop()
        elif not _is_other(text, mark):
            found.left.append(mark)
    found.left.extend(held for held, _ in stack)
    found.left.sort(key=lambda mark: mark.at)
    return found


def _is_other(text: str, mark: _Mark) -> bool:
    """Return whether a closing mark numbers an item, as in 1）, or is an apostrophe, as in ’98, or a sign of feet."""
    before = text[max(0, mark.at - 8) : mark.at]
    if mark.sign in "）)":
        return bool(_ENUMERATION.search(before))
    return mark.sign == "’" and bool(_LATIN_BEFORE.search(before) or _YEAR_AFTER.match(text, mark.at + 1))


def _nested(start: _Mark) -> Doubt:
    inner = _INNER[start.sign]
    names = "书名号" if start.sign == "《" else "引号"
    return Doubt(
        start.passage,
        start.at,
        start.at + 1,
        right=inner[0],
        kind="标点套用",
        note=f"{names}里面再用{names}，里面的用“{inner[0]}{inner[1]}”",
        severity="疑似",
    )


def _pair_over(waiting: dict[str, list[_Mark]], left: list[_Mark], page: _Page) -> Iterator[Doubt]:
    """Yield what stands alone for good, and keep what a later passage may close.

    Quotations run over any number of passages, each of which may open them anew; brackets over a few, as where a
    line was broken.
    """
    text = page.text(left[0]) if left else ""
    begins = len(text) - len(text.lstrip())
    opened_here: list[_Mark] = []
    skipped = -1
    for position, mark in enumerate(left):
        after = left[position + 1] if position + 1 < len(left) else None
        if mark.at <= skipped:
            continue
        if mark.sign in _PAIRS:
            if after is not None and _is_twin(mark, after):
                skipped = after.at
                yield _wrong_way(after, _PAIRS[mark.sign])
            else:
                opened_here.append(mark)
        elif _take(waiting, _OPENS[mark.sign], mark.passage):
            continue
        elif after is not None and _is_twin(mark, after):
            skipped = after.at
            yield _wrong_way(mark, _OPENS[mark.sign])
        elif after is not None and _is_reversed(mark, after, text):
            skipped = after.at
            inner = text[mark.at + 1 : after.at]
            right = f"{after.sign}{inner}{mark.sign}"
            yield Doubt(mark.passage, mark.at, after.at + 1, right=right, kind="标点不配对", note="前后标点用反")
        else:
            yield _tell(mark, page)
    for mark in opened_here:
        held = waiting.setdefault(mark.sign, [])
        if mark.sign in _QUOTES and held and mark.at == begins:
            held.pop()
        held.append(mark)


def _take(waiting: dict[str, list[_Mark]], sign: str, passage: int) -> bool:
    """Return whether an opening mark waits that is near enough, and let it wait no longer."""
    held = waiting.get(sign)
    if not held or (sign not in _QUOTES and passage - held[-1].passage > _LATER):
        return False
    held.pop()
    return True


def _is_twin(mark: _Mark, after: _Mark) -> bool:
    """Return whether a quotation is enclosed in twice the same mark."""
    return mark.sign == after.sign and mark.sign in "“”" and after.at - mark.at <= _SHOWN


def _is_reversed(mark: _Mark, after: _Mark, text: str) -> bool:
    """Return whether a closing mark and the opening one near behind it hold nothing but words between them."""
    is_near = _PAIRS.get(after.sign) == mark.sign and after.at - mark.at <= _SHOWN
    return is_near and _MARKS.search(text, mark.at + 1, after.at) is None


def _wrong_way(mark: _Mark, right: str) -> Doubt:
    return Doubt(mark.passage, mark.at, mark.at + 1, right=right, kind="标点不配对", note="前后两个标点方向相同")


def _tell(mark: _Mark, page: _Page) -> Doubt:
    is_open = mark.sign in _PAIRS
    partner = _PAIRS[mark.sign] if is_open else _OPENS[mark.sign]
    note = f"{'后' if is_open else '前'}面没有与它配对的“{partner}”"
    severity = "疑似" if _may_go_on(mark, page) else ""
    return Doubt(mark.passage, mark.at, mark.at + 1, kind="标点不配对", note=note, severity=severity)


def _may_go_on(mark: _Mark, page: _Page) -> bool:
    """Return whether the partner may lie outside the document: a long quotation in an extract, a title cut off."""
    text = page.text(mark)
    if mark.sign in _QUOTES:
        return _LONG_QUOTE.search(text[max(0, mark.at - 2) : mark.at]) is not None
    is_alone = len(page.document.passages) == 1
    if mark.sign == "”":
        return is_alone and mark.at == len(text.rstrip()) - 1
    if _TITLE_END.search(text[-_SHOWN:]):
        return False
    if mark.sign in _OPENS:
        return is_alone and page.last_end(mark) < 0
    is_last = mark.passage == len(page.document.passages) - 1 or page.document.passages[mark.passage].place == "标题"
    return is_last and page.last_end(mark) < mark.at


def _find_straight(number: int, text: str) -> Iterator[Doubt]:
    for match in _STRAIGHT.finditer(text):
        note = "中文里的引号用“”"
        yield Doubt(number, match.start(), match.end(), right=f"“{match[1]}”", kind="半角引号", note=note)


RULE = Rule("brackets", "marks", prepare)
