"""What some words count: acts, things, whose, and what of the words no list knows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from govlib.verify.computed.vocabulary import (
    ACT_WORDS,
    EVERYBODY,
    FILLER,
    GROUP_WORDS,
    PORTAL_WORDS,
    RATE,
    THING_WORDS,
    WHERE,
)
from govlib.verify.mentions.words import PLATFORMS

_GONE = "\0"
_LETTERS = frozenset({"来信", "留言", "信件", "工单"})
_SENT = frozenset({"发布", "公开", "转发", "审发", "报送", "原创"})
_FOUND = frozenset({"发现", "检查"})
_PLATFORM_WORDS = tuple(
    (name, re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True))))
    for name, words in PLATFORMS.items()
)


@dataclass(frozen=True)
class Meaning:
    """``acts`` and ``things`` are names of the lists, ``whose`` groups, units, platforms, kinds that are named.

    ``rest`` is what no list knows: two wordings mean the same for sure only where it is the same.
    """

    acts: frozenset[str]
    things: frozenset[str]
    whose: frozenset[str]
    is_rate: bool
    rest: str

    @property
    def is_blank(self) -> bool:
        """Tell whether the words say nothing of what is counted."""
        return not (self.acts or self.things or self.rest)


def understand(words: str, names: Mapping[str, str], *, is_rate: bool = False) -> Meaning:
    """Return what words mean; ``names`` has the names of units and kinds as written, with what each is called."""
    text = EVERYBODY.sub("", WHERE.sub(_GONE, words))
    text, whose = _take_names(text, names)
    text, portals = _take(text, PORTAL_WORDS)
    text, platforms = _take(text, _PLATFORM_WORDS)
    text, groups = _take(text, GROUP_WORDS)
    text, acts = _take(text, ACT_WORDS)
    text, things = _take(text, THING_WORDS)
    rated = is_rate or bool(RATE.search(text))
    rest = FILLER.sub("", RATE.sub("", text)).replace(_GONE, "")
    if platforms and not things:
        things = {"账号"}
    if portals and not things:
        things = {"网站"}
    if "信息" in things and acts & _SENT:
        portals = set()
    if things - {"类"}:
        things -= {"类"}
    if things - {"问题"}:
        acts -= _FOUND if "发现" in acts else set()
    if things & _LETTERS and not acts:
        acts = {"受理"}
    return Meaning(frozenset(acts), frozenset(things), frozenset(whose | portals | platforms | groups), rated, rest)


def _take_names(text: str, names: Mapping[str, str]) -> tuple[str, set[str]]:
    found = set()
    for name in sorted((one for one in names if one in text), key=len, reverse=True):
        if name in text:
            found.add(names[name])
            text = text.replace(name, _GONE)
    return text, found


def _take(text: str, words: Sequence[tuple[str, re.Pattern[str]]]) -> tuple[str, set[str]]:
    """Return a text without the words of a list, and their names; the list's order decides between words."""
    found = set()
    for name, pattern in words:
        text, count = pattern.subn(_GONE, text)
        if count:
            found.add(name)
    return text, found
