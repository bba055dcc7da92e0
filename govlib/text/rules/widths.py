"""Half-width marks among full-width ones, full-width digits, marks that don't follow each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from govlib.text.chinese_numbers import narrow_digits
from govlib.text.document import Document, Doubt
from govlib.text.joined import join_passages
from govlib.text.rules.kit import Find, Kit, Rule

_HAN = "\u3400-\u9fff"
_BEFORE = rf"(?<=[{_HAN}”’》）〕】])"
_AFTER = rf"(?=[{_HAN}“‘《（〔【])"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_ANY_HALF = re.compile("[,;:!?]")
_HALF = re.compile(rf"{_BEFORE}[,;:!?](?:{_AFTER}|(?=[ \t\u3000]*$))", re.MULTILINE)
_POINT = re.compile(rf"{_BEFORE}\.{_AFTER}")
_ADDRESS = re.compile(r"[A-Za-z0-9@/_%-][A-Za-z0-9@/_%.\u3400-\u9fff-]*\.$")
_FULL = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_NUMBER = re.compile("[0-9０-９]*(?:[0-9][０-９]|[０-９][0-9])[0-9０-９]*")
_WORD = re.compile("[0-9０-９Ａ-Ｚａ-ｚ．％]*[０-９Ａ-Ｚａ-ｚ][0-9０-９Ａ-Ｚａ-ｚ．％]*")
_RUN = re.compile(r"[，,。、；;：！？!?]{2,}")
_ALLOWED = re.compile("[！？!?]+")
_ASCII = re.compile(r"[,;!?]+")
_DOTS = re.compile(rf"(?<=[{_HAN}”》）])(?:\.{{3,}}|(?<!…)…(?!…))")
_SIX = "省略号是六个点“……”"
_ELLIPSIS = 3
_SHARE = 5
"""A mark is out of place if the document writes it the other way at least so many times as often."""

_MOST = 5
"""More than so many are a habit, not a slip."""


def prepare(kit: Kit) -> Find:
    """Return what finds marks of the wrong width or in a wrong order.

    The threshold says how often a document must write a mark full-width before a half-width one is a slip.
    """
    enough = int(kit.setting.threshold or 0)

    def find(document: Document) -> Iterator[Doubt]:
        joined = join_passages(document)
        for doubt in sorted(_find_all(joined.text, enough), key=lambda one: one.start):
            yield joined.place(doubt)

    return find


def _find_all(text: str, enough: int) -> Iterator[Doubt]:
    yield from _find_half(text, enough)
    for look in (_find_pairs, _find_dots, _find_full_digits):
        yield from look(text)


def _find_half(text: str, enough: int) -> Iterator[Doubt]:
    """Yield half-width marks between Chinese characters; where they are a habit, only the first, as 疑似."""
    places: dict[str, list[int]] = {}
    if _ANY_HALF.search(text):
        for match in _HALF.finditer(text):
            places.setdefault(match[0], []).append(match.start())
    if "." in text:
        for match in _POINT.finditer(text):
            if not _ADDRESS.search(text[max(0, match.start() - 40) : match.end()]):
                yield _half(match.start(), ".", "中文里的句号用“。”，并列用“、”", "")
    for sign, found in places.items():
        wide = _WIDE[sign]
        other = text.count(wide)
        if len(found) > _MOST and other < _SHARE * len(found):
            yield _half(found[0], sign, f"全文 {len(found)} 处用半角“{sign}”，中文里用“{wide}”", "疑似")
            continue
        is_slip = other >= enough and other >= _SHARE * len(found) and len(found) <= _MOST
        note = f"中文里用“{wide}”，本文别处 {other} 个都是" if other else f"中文里用“{wide}”"
        for at in found:
            yield _half(at, sign, note, "" if is_slip else "疑似")


def _half(at: int, sign: str, note: str, severity: str) -> Doubt:
    right = "" if sign == "." else _WIDE[sign]
    return Doubt(0, at, at + 1, right=right, kind="半角标点", note=note, severity=severity)


def _find_pairs(text: str) -> Iterator[Doubt]:
    for match in _RUN.finditer(text):
        signs = match[0]
        if _ALLOWED.fullmatch(signs) or _ASCII.fullmatch(signs):
            continue
        start, end = match.span()
        if set(signs) == {"。"} and len(signs) >= _ELLIPSIS:
            yield Doubt(0, start, end, right="……", kind="标点误用", note=_SIX)
        else:
            is_double = len(set(signs)) == 1
            note = f"标点重复，多了 {len(signs) - 1} 个" if is_double else "两个标点不能连用"
            right = signs[0] if is_double else ""
            yield Doubt(0, start, end, right=right, kind="标点误用", note=note)


def _find_dots(text: str) -> Iterator[Doubt]:
    if "…" in text or "..." in text:
        for match in _DOTS.finditer(text):
            yield Doubt(0, match.start(), match.end(), right="……", kind="标点误用", note=_SIX, severity="疑似")


def _find_full_digits(text: str) -> Iterator[Doubt]:
    """Yield numbers of both widths, and the first of those that are full-width throughout, as 疑似."""
    if not _FULL.search(text):
        return
    first: re.Match[str] | None = None
    count = 0
    for match in _WORD.finditer(text):
        if _NUMBER.search(match[0]):
            note = "一个数里全角、半角混用"
            right = narrow_digits(match[0])
            yield Doubt(0, match.start(), match.end(), right=right, kind="全角半角混用", note=note)
        else:
            count += 1
            first = first or match
    if first is not None:
        right = unicodedata.normalize("NFKC", first[0])
        note = f"全文 {count} 处用全角数字或字母，用半角"
        yield Doubt(0, first.start(), first.end(), right=right, kind="全角数字", note=note, severity="疑似")


RULE = Rule("widths", "marks", prepare)
