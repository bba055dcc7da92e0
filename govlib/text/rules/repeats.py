"""Words, characters and sentences written twice in a row: 值守值守, 的的, 组织织, the same sentence again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from govlib.text.document import Document, Doubt
from govlib.text.hits import SUSPECTED
from govlib.text.joined import Joined, join_passages
from govlib.text.repeated import Verdict, judge_character, judge_word
from govlib.text.rules.kit import Find, Kit, Rule

_BLOCK = 1 << 20
_LONGEST = 8
_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
_CELL = re.compile(r"[A-Z]{1,3}\d+")
_SHORTEST_SENTENCE = 15
_SENTENCES = re.compile("[^。！？；]+[。！？；]?|[。！？；]")
_ENDS = "。！？；"


def prepare(kit: Kit) -> Find:
    """Return what finds repetitions; a sentence counts from so many characters as is set."""
    shortest = int(kit.setting.threshold or _SHORTEST_SENTENCE)

    def find(document: Document) -> Iterator[Doubt]:
        joined = join_passages(document)
        sentences = list(_find_sentences(document, joined, shortest))
        for start, end in sentences:
            yield joined.place(Doubt(0, start, end, kind="重复句", note="同一句话连着出现了两遍"))
        covered = 0
        waiting = iter([*sentences, (len(joined.text), len(joined.text))])
        first, last = next(waiting)
        for start, end, verdict in _find_words(joined.text):
            while last <= start and last < len(joined.text):
                first, last = next(waiting)
            if end <= first and start >= covered:
                covered = end
                severity = "" if verdict.is_sure else SUSPECTED
                told = Doubt(0, start, end, verdict.right, "重复", "连写了两遍", severity)
                yield joined.place(told)

    return find


def _find_sentences(document: Document, joined: Joined, shortest: int) -> Iterator[tuple[int, int]]:
    """Yield where a sentence follows its like, in a passage or across two; cells of tables may well hold the same."""
    previous = ""
    for passage, first in zip(document.passages, joined.firsts, strict=False):
        if _CELL.search(passage.place):
            previous = ""
            continue
        end = first
        for sentence in _SENTENCES.findall(passage.text):
            end += len(sentence)
            said = sentence.strip()
            if said == previous and len(said) >= shortest and said[-1] in _ENDS:
                start = end - len(sentence) + sentence.index(said)
                yield start, start + len(said)
            previous = said or previous


def _find_words(text: str) -> Iterator[tuple[int, int, Verdict]]:
    """Yield what stands exactly twice and shouldn't, with what belongs to it; the longer wins."""
    free = 0
    for start, length in sorted(_list_doubled(text), key=lambda one: (one[0], -one[1])):
        end = start + 2 * length
        if start < free:
            continue
        word = text[start : start + length]
        is_row = length > 1 and word in (word + word)[1:-1]
        if is_row or text.startswith(word, end) or text.endswith(word, max(0, start - length), start):
            continue
        judge = judge_character if length == 1 else judge_word
        verdict = judge(text[max(0, start - 2) : start], word, text[end : end + 2])
        if verdict is not None:
            free = end + verdict.after
            yield start - verdict.before, free, verdict


def _list_doubled(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a row of Chinese characters stands twice, and its length, by arithmetic on the whole text.

    Of places one after the other, which are one row that goes on, only the first is given.
    """
    for offset in range(0, len(text), _BLOCK):
        block = text[offset : offset + _BLOCK + 2 * _LONGEST]
        signs = np.frombuffer(block.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))
        is_han = (signs >= _FIRST_HAN) & (signs <= _LAST_HAN)
        for length in range(1, min(_LONGEST, len(block) // 2) + 1):
            same = (signs[:-length] == signs[length:]) & is_han[length:]
            if np.count_nonzero(same) < length:
                continue
            rows = _all_of(same, length)
            rows[1:] &= ~rows[:-1]
            for at in np.flatnonzero(rows).tolist():
                if at < _BLOCK:
                    yield offset + at, length


def _all_of(flags: npt.NDArray[np.bool_], count: int) -> npt.NDArray[np.bool_]:
    """Return where so many flags in a row are set."""
    rows, have = flags.copy(), 1
    while have < count and len(rows):
        step = min(have, count - have)
        rows = rows[:-step] & rows[step:]
        have += step
    return rows


RULE = Rule("repeats", "wording", prepare)
