"""Fixed phrases written almost right: 提高整治站位, 全人民代表大会, 乡村振战略."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govlib.catalog.edits import Edit
from govlib.catalog.phrases import DOCTRINE, INSTITUTION, Phrase, open_phrases
from govlib.text.confusable import looks_alike, nearly_sounds_alike, read_syllables, sounds_alike
from govlib.text.document import Document, Doubt
from govlib.text.joined import join_passages
from govlib.text.near_miss import Allows, NearMisses, build_near_misses
from govlib.text.rules.kit import Find, Kit, Rule

_ANY_EDIT_FROM = 7
_SAFE_RIM = 8
_UNLIKE_FROM = 2
"""By so many characters a name must be longer for a character of it to be exchanged for one unlike it."""
_HAN = re.compile("[\u3400-\u9fff]")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两几数首末")
_LOOSE = frozenset(
    "的地得了着过和与及或并而且等之其者所在于对为以将把被由从向至到即则均都皆也又再还更最很较已未不无非可应须需"
)
"""What may stand in a phrase or be left out, and the phrase is another, right one."""
_LEVELS = frozenset("国省市县区州旗乡镇村街盟级全各本我该此某大小新老旧中东西南北上下前后内外总副正多单双男女分支")
_FREE = _LOOSE | _LEVELS | _NUMERALS
_MAY_BE_LEFT_OUT = _FREE - {"国"}
_BOTH_RIGHT = (_NUMERALS, _LOOSE, _LEVELS, *map(frozenset, ("他它她", "定订", "做作", "唯惟", "象像", "利力")))
_CLOSED = frozenset({DOCTRINE, INSTITUTION, "会议"})
"""Kinds of names: no word in them is exchanged for another, as 推进 for 推动 in a formulation."""


def prepare(kit: Kit) -> Find:
    """Return what finds near misses of the fixed phrases; edits of any kind from so many characters as is set."""
    phrases = open_phrases(kit.params, kit.place.slug if kit.place else "")
    misses = build_phrase_misses(phrases, int(kit.setting.threshold or _ANY_EDIT_FROM))

    def find(document: Document) -> Iterator[Doubt]:
        joined = join_passages(document)
        for start, end, wording, edit in misses.find(joined.text):
            phrase = phrases[wording]
            yield joined.place(
                Doubt(
                    0,
                    start,
                    end,
                    right=phrase.phrase,
                    kind=name_edit(phrase.phrase, joined.text[start:end], edit),
                    note="与固定表述只差一处",
                    severity=phrase.severity,
                    source=phrase.place,
                    basis=phrase.basis,
                )
            )

    return find


def build_phrase_misses(phrases: Sequence[Phrase], any_edit_from: int = _ANY_EDIT_FROM) -> NearMisses:
    """Return what finds the near misses of phrases, by their number; exceptions of any of them are right for all."""
    exceptions = [text for phrase in phrases for text in phrase.exceptions]
    return build_near_misses([one.phrase for one in phrases], exceptions, _judge(phrases, any_edit_from))


def name_edit(right: str, written: str, edit: Edit) -> str:
    """Return the kind of error as the lexicon names it."""
    at = edit.at
    if edit.kind == "swapped":
        return "颠倒"
    if edit.kind == "missing":
        return "漏字"
    if edit.kind == "extra":
        return "重复" if is_doubled(written, at) else "多字"
    if sounds_alike(right[at], written[at]) or nearly_sounds_alike(right[at], written[at]):
        return "同音"
    return "形近" if looks_alike(right[at], written[at]) else "别字"


def is_doubled(written: str, at: int) -> bool:
    """Return whether the character at a position stands beside its like."""
    return written[at] in (written[at - 1 : at], written[at + 1 : at + 2])


def is_alike(right: str, written: str) -> bool:
    """Return whether two characters are taken for each other, by sound or looks."""
    return sounds_alike(right, written) or looks_alike(right, written) or nearly_sounds_alike(right, written)


def _judge(phrases: Sequence[Phrase], any_edit_from: int) -> Allows:
    def allows(wording: int, edit: Edit, written: str, is_beside: bool) -> bool:
        phrase = phrases[wording]
        right, at = phrase.phrase, edit.at
        is_long = len(right) >= any_edit_from
        if edit.kind == "swapped":
            # 十二 is another number than 二十, 市县 another order of the same
            return not any(set(right[at : at + 2]) <= free for free in (_NUMERALS, _LEVELS))
        if edit.kind == "extra":
            return is_doubled(written, at) or (is_long and written[at] not in _FREE)
        if edit.kind == "missing":
            # what is left of the first or last word may be the rim of the word beside it: 实行执法责任制
            is_inside = 1 < at < len(right) - 2 or len(right) >= _SAFE_RIM
            if is_beside and phrase.kind not in _CLOSED:
                return False
            return is_inside and right[at] not in _MAY_BE_LEFT_OUT and _HAN.match(right[at]) is not None
        is_name = phrase.kind in _CLOSED and len(right) >= any_edit_from + _UNLIKE_FROM
        return _is_mistaken(right, written, at, may_differ=is_name)

    return allows


def _is_mistaken(right: str, written: str, at: int, *, may_differ: bool) -> bool:
    """Return whether a character is a mistake for another: like it, hardly ever used, or any if it ``may_differ``."""
    both = {right[at], written[at]}
    if not _HAN.match(right[at]) or any(both <= allowed for allowed in _BOTH_RIGHT):
        return False
    if is_alike(right[at], written[at]) or not read_syllables(written[at]):
        return True
    return may_differ and 0 < at < len(right) - 1 and written[at] not in _FREE


RULE = Rule("phrases", "wording", prepare)
