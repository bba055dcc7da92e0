"""Names of doctrines and institutions run together or doubled: 习近平法治思想经济思想, 总书记总书记, 县委县委."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import NamedTuple

from govlib.catalog.phrases import DOCTRINE, INSTITUTION, Phrase, open_phrases
from govlib.text.document import Document, Doubt
from govlib.text.finder import build_finder
from govlib.text.joined import join_passages
from govlib.text.rules.kit import Find, Kit, Rule

_SHORTEST_HEAD, _SHORTEST_TAIL = 2, 3
_THOUGHT = "思想"
_TITLES = (
    *(
        "习近平总书记",
        "总书记",
        "习近平",
        "党中央",
        "中共中央",
        "国务院",
        "人民政府",
        "人民代表大会",
        "常务委员会",
        "人大常委会",
    ),
    *(
        "省委",
        "市委",
        "县委",
        "区委",
        "州委",
        "旗委",
        "省政府",
        "市政府",
        "县政府",
        "区政府",
        "省人民政府",
        "市人民政府",
    ),
    *(
        "县人民政府",
        "区人民政府",
        "中央军委",
        "中央纪委",
        "国家监委",
        "政治局",
        "全国人大",
        "全国政协",
        "人民法院",
        "人民检察院",
    ),
)
"""Names and titles that no sentence has twice in a row, beside those of the list of phrases."""
_PARTS = (
    "办",
    "组织",
    "宣传",
    "统战",
    "政法",
    "巡察",
    "编办",
    "党校",
    "政治",
    "道德",
    "各",
    "所属",
    "有关",
    "委",
    "研究室",
    "政研",
)
"""What begins the name of a part of an institution: 国务院国务院办公厅 may be two names that stand side by side."""

_INNER = ("社会主义", _THOUGHT)
"""Words of the name of a doctrine that get written twice inside it."""

_UNNAMED = "人民"
"""What a title begins with that has no name of a place: there are no two of it side by side."""


class Slip(NamedTuple):
    """A name run together with another or with itself: what should stand there, and what is wrong with it."""

    right: str
    kind: str
    note: str


def prepare(kit: Kit) -> Find:
    """Return what finds names of the fixed phrases run together with the end of another, or written twice."""
    phrases = open_phrases(kit.params, kit.place.slug if kit.place else "")
    slips = list_slips(phrases)
    finder = build_finder(list(slips))
    names = list(slips)

    def find(document: Document) -> Iterator[Doubt]:
        joined = join_passages(document)
        text, free = joined.text, 0
        for start, stop, number in sorted((start, -end, number) for number, start, end in finder.find(text)):
            slip, end = slips[names[number]], -stop
            may_be_two = slip.kind == "重复" and not slip.right.startswith(_UNNAMED)
            if start < free or (may_be_two and text.startswith(_PARTS, end)):
                continue
            free = end
            yield joined.place(Doubt(0, start, end, right=slip.right, kind=slip.kind, note=slip.note))

    return find


def list_slips(phrases: Iterable[Phrase]) -> dict[str, Slip]:
    """Return the wrong wordings with what should stand there.

    Two doctrines that begin alike run together as one followed by the tail of the other; a name stands twice whole,
    or its last part of three and more characters does, as in 习近平总书记总书记.
    """
    named = [one for one in phrases if one.kind in {DOCTRINE, INSTITUTION}]
    known = {one.phrase for one in named}
    doctrines = [one.phrase for one in named if one.kind == DOCTRINE and one.phrase.endswith(_THOUGHT)]
    slips = {}
    for first, second in permutations(doctrines, 2):
        shared = _count_shared(first, second)
        tail = second[shared:]
        merged = f"{first}{tail}"
        if shared >= _SHORTEST_HEAD and len(tail) >= _SHORTEST_TAIL and merged not in known:
            slips[merged] = Slip(second, "名称混接", f"“{first}”后面接上了“{second}”的后半截")
    for name in doctrines:
        for word in (one for one in _INNER if one in name):
            slips[name.replace(word, word * 2)] = Slip(name, "重复", f"“{word}”连写了两遍")
    slips["总书记书记"] = Slip("总书记", "重复", "“书记”连写了两遍")
    for title in dict.fromkeys((*_TITLES, *known)):
        slips[title * 2] = Slip(title, "重复", "名称连写了两遍")
    return slips


def _count_shared(first: str, second: str) -> int:
    """Return how many characters two names begin alike with."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))


RULE = Rule("doctrines", "wording", prepare)
