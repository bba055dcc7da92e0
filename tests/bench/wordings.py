"""A text and lexicons of any size to measure engines by, made of what the project itself ships."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.catalog.lexicons import open_lexicon
from govlib.text.lexicon import build_lexicon

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261122
EXCEPTED = 0.25
_SENTENCE = re.compile("[^。；！？\n|]*[\u4e00-\u9fff][^。；！？\n|]*[。；！？]?")
_HAN = re.compile("[\u4e00-\u9fff]+")


@cache
def list_sentences() -> tuple[str, ...]:
    """Return the Chinese sentences of the project's own pages, declarations and cases, each once."""
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    files += [path for folder in ("params", "tests/cases") for path in (ROOT / folder).rglob("*.yaml")]
    texts = (path.read_text(encoding="utf-8") for path in sorted(files))
    found = (sentence.strip() for text in texts for sentence in _SENTENCE.findall(text))
    kept = (one for one in found if len(one) > 8 and len("".join(_HAN.findall(one))) > len(one) * 0.7)
    return tuple(dict.fromkeys(kept))


def make_text(characters: int, sentences: Sequence[str] = (), per: int = 2000) -> str:
    """Return a text of about so many characters: sentences in drawn order, a word in ``per`` characters mistaken."""
    rng = random.Random(SEED)  # noqa: S311 - no secret hangs on it
    wrong = [entry.wrong for entry in _ship()]
    sentences = sentences or list_sentences()
    made: list[str] = []
    length = 0
    while length < characters:
        sentence = rng.choice(sentences)
        if rng.random() < len(sentence) / per:
            sentence += f"其中{rng.choice(wrong)}一处。"
        made.append(sentence)
        length += len(sentence) + 1
    return "\n".join(made)[:characters]


def make_articles(text: str, characters: int = 1000) -> list[str]:
    """Return a text cut into articles of so many characters."""
    return [text[start : start + characters] for start in range(0, len(text), characters)]


@cache
def make_entries(count: int) -> tuple[LexiconEntry, ...]:
    """Return so many entries, a quarter of them with an exception; those of a shorter lexicon are in the longer one.

    First the shipped ones, in drawn order with as many made ones; a made one is a right wording cut short with one
    character exchanged, and, as the gate of a lexicon does, none that the text has.
    """
    shipped, made = _draw(max(count, 50_000))
    known = {entry.wrong for entry in shipped}
    mixed = [
        entry
        for pair in zip(shipped, (one for one in made.values() if one.wrong not in known), strict=False)
        for entry in pair
    ]
    rest = [entry for entry in made.values() if entry.wrong not in known][len(shipped) :]
    return tuple([*mixed, *rest][:count])


@cache
def _ship() -> tuple[LexiconEntry, ...]:
    return tuple(open_lexicon(ROOT / "params", ""))


@cache
def _draw(count: int) -> tuple[list[LexiconEntry], dict[str, LexiconEntry]]:
    """Return the shipped entries in drawn order and so many made ones by their wrong wording."""
    rng = random.Random(SEED)  # noqa: S311 - as above
    shipped = list(_ship())
    rng.shuffle(shipped)
    made: dict[str, LexiconEntry] = {}
    for entry in _invent(rng):
        if len(made) == count:
            break
        made.setdefault(entry.wrong, entry)
    return shipped, made


def _invent(rng: random.Random) -> Iterator[LexiconEntry]:
    """Yield entries without end: right wordings of the shipped lexicon, cut and with one character exchanged."""
    text = "\n".join(list_sentences())
    met = {text[start : start + length] for length in range(2, 7) for start in range(len(text) - length)}
    words = [entry.right for entry in _ship()]
    runs = [run for word in words for run in _HAN.findall(word) if len(run) > 1]
    signs = sorted({sign for run in runs for sign in run})
    while True:
        run = rng.choice(runs)
        length = min(len(run), rng.choice((2, 3, 3, 4, 4, 4, 5, 6)))
        start = rng.randrange(len(run) - length + 1)
        right = run[start : start + length]
        place = rng.randrange(length)
        wrong = right[:place] + rng.choice(signs) + right[place + 1 :]
        if wrong != right and wrong not in met:
            around = (rng.choice(signs) + wrong,) if rng.random() < EXCEPTED else ()
            yield LexiconEntry(wrong, right, "同音", "一般", around, "虚构", file="bench", row=1)


def with_exceptions_met(entries: tuple[LexiconEntry, ...], text: str) -> tuple[LexiconEntry, ...]:
    """Return the entries with an exception more for every tenth hit of a text, so that some of them win."""
    lexicon = build_lexicon(entries)
    more: dict[str, tuple[str, ...]] = {}
    for start, end, entry in lexicon.find_wrong(text)[::10]:
        if start and text[start - 1] != "\n":
            more.setdefault(entry.wrong, (text[start - 1 : end],))
    return tuple(
        replace(entry, exceptions=tuple(dict.fromkeys((*entry.exceptions, *more.get(entry.wrong, ())))))
        for entry in entries
    )
