"""Characters that typists take for each other: those that sound alike, nearly alike, and those that look alike.

The tables are written by tools/build_confusables.py; ``classics.txt`` is by hand. Each is read when first asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from itertools import permutations

_DATA = files("govlib.text") / "data"
_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "n": "l"}
_FINALS = {"ang": "an", "eng": "en", "ing": "in", "iang": "ian", "uang": "uan"}
_SYLLABLE = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)([a-z]*)")
_H_BEFORE_U = {"u": "u", "ua": "a", "uai": "ai", "ui": "ei", "uan": "an", "un": "en", "uo": "o"}


def sounds_alike(first: str, second: str) -> bool:
    """Return whether two characters share a syllable, whatever the tone."""
    return not read_syllables(first).isdisjoint(read_syllables(second))


def nearly_sounds_alike(first: str, second: str) -> bool:
    """Return whether two characters share a syllable when syllables are blurred (``blur_syllable``)."""
    blurred = {blur_syllable(one) for one in read_syllables(first)}
    return not blurred.isdisjoint(blur_syllable(one) for one in read_syllables(second))


def looks_alike(first: str, second: str) -> bool:
    """Return whether two characters look alike in print, or are a classic confusion."""
    return second in look_alikes(first)


def sound_alikes(character: str) -> str:
    """Return the other characters that share a syllable with one, whatever the tone; "" for what is no character."""
    others = dict.fromkeys("".join(_by_syllable().get(one, "") for one in sorted(read_syllables(character))))
    others.pop(character, None)
    return "".join(others)


def look_alikes(character: str) -> str:
    """Return the characters that look like one: classic confusions, then the nearest in print."""
    return _looks().get(character, "")


def read_syllables(character: str) -> frozenset[str]:
    """Return the syllables of a character without tone; ü is v. Empty for what is no common character."""
    return _by_character().get(character, frozenset())


def read_tones(character: str) -> frozenset[str]:
    """Return the syllables of a character with tone, 5 for none, as in ``zhi4``."""
    return _tones().get(character, frozenset())


@cache
def blur_syllable(syllable: str) -> str:
    """Return a syllable as one types it who can't tell z from zh, c ch, s sh, n l, an ang, en eng, in ing, f h."""
    match = _SYLLABLE.fullmatch(syllable)
    if match is None:
        return syllable
    initial, final = match.groups()
    final = _FINALS.get(final, final)
    if initial == "h" and final in _H_BEFORE_U:
        return "f" + _H_BEFORE_U[final]
    return _INITIALS.get(initial, initial) + final


@cache
def list_characters() -> str:
    """Return every character whose sound is known, in order of code points."""
    return "".join(sorted(_by_character()))


@cache
def _tones() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for reading, characters in _read_pairs("sounds.txt"):
        for character in characters:
            found[character].add(reading)
    return {character: frozenset(readings) for character, readings in found.items()}


@cache
def _by_character() -> dict[str, frozenset[str]]:
    return {character: frozenset(one[:-1] for one in readings) for character, readings in _tones().items()}


@cache
def _by_syllable() -> dict[str, str]:
    found: dict[str, str] = defaultdict(str)
    for reading, characters in _read_pairs("sounds.txt"):
        found[reading[:-1]] += characters
    return dict(found)


@cache
def _looks() -> dict[str, str]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for group in (_DATA / "classics.txt").read_text(encoding="utf-8").split():
        for first, second in permutations(group, 2):
            found[first][second] = None
    for character, others in _read_pairs("looks.txt"):
        for other in others:
            found[character][other] = None
            found[other][character] = None
    return {character: "".join(others) for character, others in found.items()}


def _read_pairs(name: str) -> list[tuple[str, str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [(first, rest) for first, _, rest in (line.partition(" ") for line in lines)]
