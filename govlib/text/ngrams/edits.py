"""Places of a text that surprise, and the small edits that would make them usual."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from govlib.text.ngrams.alphabet import BITS, EDGE, LAST_SIGN, REACH, Numbers
from govlib.text.ngrams.alternatives import Alternatives, Places, code_sounds
from govlib.text.ngrams.model import Floats, Model

KINDS = ("同音", "近音", "形近", "别字", "同音词", "颠倒", "漏字", "多字")
SAME, NEAR, LOOK, ANY, WORD, SWAPPED, MISSING, EXTRA = range(len(KINDS))
COSTS = np.array([6.0, 8.0, 7.0, 11.0, 8.0, 5.0, 4.0, 4.0], dtype=np.float32)
"""What a kind of slip costs, in nats: the rarer the slip, the more."""
WIDEST = 2
SURPRISE = -11.0
"""A place is looked at if it and the next are together less likely than this."""
SCREEN = -6.0
"""An edit is weighed by longer strings if pairs alone give it such a gain."""
NEW_FROM = 3
KNOWN_PAIR = 3000
"""Two characters seen so often together are a word that stands everywhere; no other is looked for."""


_FIELDS = ("start", "end", "width", "new", "kind", "gain", "usual")


@dataclass(frozen=True)
class Edits:
    """Edits: the characters ``start:end`` become the first ``width`` of ``new``.

    ``gain`` is in nats, the cost of the slip taken off; ``usual`` how likely a character is there after the edit.
    """

    start: Places
    end: Places
    width: Places
    new: Numbers
    kind: npt.NDArray[np.int8]
    gain: Floats
    usual: Floats


def select(edits: Edits, chosen: Places) -> Edits:
    """Return the chosen ones of edits."""
    return Edits(*(getattr(edits, name)[chosen] for name in _FIELDS))


def join(parts: list[Edits]) -> Edits:
    """Return edits as one."""
    return Edits(*(np.concatenate([getattr(part, name) for part in parts]) for name in _FIELDS))


def propose(text: Numbers, likely: Floats, model: Model, others: Alternatives) -> Edits:
    """Return the edits that make surprising places of a text usual, with their gains.

    ``text`` begins and ends with edges, as many as the model reaches; ``likely`` is what the model says of the rest.
    """
    worth = np.concatenate([np.zeros(REACH, dtype=np.float32), likely])
    worth[text == EDGE] = 0
    here = worth + np.append(worth[1:], 0)
    known = text > LAST_SIGN
    at = np.flatnonzero((here < SURPRISE) & known & (np.arange(len(text)) < len(text) - REACH - 1))
    at = at[at >= REACH]
    parts = [
        _replace(at, text, model, others),
        _replace_any(at, text, others),
        _replace_words(at, text, model, others),
        _swap(at, text, model),
        _insert(at, text, others),
        _delete(at, text, model),
    ]
    edits = join(parts)
    edits = select(edits, np.flatnonzero(_screen(edits, text, model) > SCREEN))
    return _weigh(edits, text, worth, model)


def _replace(at: Places, text: Numbers, model: Model, others: Alternatives) -> Edits:
    asked, new, kind = others.characters.find(text[at])
    place = at[asked]
    before, after = _pair(model, text[place - 1], new), _pair(model, new, text[place + 1])
    kept = np.maximum(before, after) >= NEW_FROM
    return _make(place[kept], 1, new[kept, None], kind[kept])


def _replace_any(at: Places, text: Numbers, others: Alternatives) -> Edits:
    asked, new, _ = others.fillings.find((text[at - 1] << np.uint64(BITS)) | text[at + 1])
    place = at[asked]
    kept = (new != text[place]) & (new > LAST_SIGN)
    return _make(place[kept], 1, new[kept, None], ANY)


def _replace_words(at: Places, text: Numbers, model: Model, others: Alternatives) -> Edits:
    at = np.unique(np.concatenate([at, at - 1]))
    at = at[(text[at] > LAST_SIGN) & (text[at + 1] > LAST_SIGN) & (at >= REACH)]
    at = at[_pair(model, text[at], text[at + 1]) < KNOWN_PAIR]
    parts = []
    for one in range(others.sounds.shape[1]):
        for other in range(others.sounds.shape[1]):
            first, second = others.sounds[text[at], one], others.sounds[text[at + 1], other]
            heard = (first > 0) & (second > 0)
            asked, code, _ = others.pairs.find(code_sounds(first[heard], second[heard]))
            place = at[heard][asked]
            new = np.stack([code >> np.uint64(BITS), code & np.uint64((1 << BITS) - 1)], axis=1)
            kept = (new[:, 0] != text[place]) & (new[:, 1] != text[place + 1])
            parts.append(_make(place[kept], 2, new[kept], WORD))
    return join(parts)


def _swap(at: Places, text: Numbers, model: Model) -> Edits:
    at = np.unique(np.concatenate([at, at - 1]))
    at = at[(text[at] > LAST_SIGN) & (text[at + 1] > LAST_SIGN) & (text[at] != text[at + 1]) & (at >= REACH)]
    at = at[_pair(model, text[at + 1], text[at]) >= NEW_FROM]
    return _make(at, 2, np.stack([text[at + 1], text[at]], axis=1), SWAPPED)


def _insert(at: Places, text: Numbers, others: Alternatives) -> Edits:
    at = np.unique(np.concatenate([at, at - 1]))
    at = at[(at >= REACH) & ~others.alone[text[at]] & ~others.alone[text[at + 1]]]
    asked, new, _ = others.fillings.find((text[at] << np.uint64(BITS)) | text[at + 1])
    place = at[asked]
    kept = new > LAST_SIGN
    return _make(place[kept] + 1, 0, new[kept, None], MISSING)


def _delete(at: Places, text: Numbers, model: Model) -> Edits:
    at = at[_pair(model, text[at - 1], text[at + 1]) >= NEW_FROM]
    return _make(at, 1, np.zeros((len(at), 0), dtype=np.uint64), EXTRA)


def _screen(edits: Edits, text: Numbers, model: Model) -> Floats:
    """Return the gain of edits by pairs of characters alone."""
    gain = -COSTS[edits.kind]
    for width in range(WIDEST + 1):
        new = np.flatnonzero(edits.width == width)
        first, last = text[edits.start[new] - 1], text[edits.end[new]]
        line = np.concatenate([first[:, None], edits.new[new, :width], last[:, None]], axis=1)
        gain[new] += model.judge_pairs(line).sum(axis=1)
        old = np.flatnonzero(edits.end - edits.start == width)
        line = text[edits.start[old][:, None] - 1 + np.arange(width + 2)]
        gain[old] -= model.judge_pairs(line).sum(axis=1)
    return gain


def _weigh(edits: Edits, text: Numbers, worth: Floats, model: Model) -> Edits:
    """Return edits with their gains: how much likelier the text becomes, less the cost of the slip."""
    gain = np.empty(len(edits.start), dtype=np.float32)
    usual = np.empty(len(edits.start), dtype=np.float32)
    running = np.concatenate([[0.0], np.cumsum(worth, dtype=np.float64)])
    steps = np.arange(REACH)
    for width in range(WIDEST + 1):
        chosen = np.flatnonzero(edits.width == width)
        start, end = edits.start[chosen], edits.end[chosen]
        left = text[start[:, None] - REACH + steps]
        right = text[np.minimum(end[:, None] + steps, len(text) - 1)]
        line = np.concatenate([left, edits.new[chosen, :width], right], axis=1)
        judged = model.judge(line)
        judged[line[:, REACH:] == EDGE] = 0
        stop = np.minimum(end + REACH, len(text))
        gain[chosen] = judged.sum(axis=1) - (running[stop] - running[start]) - COSTS[edits.kind[chosen]]
        usual[chosen] = judged.mean(axis=1)
    return Edits(edits.start, edits.end, edits.width, edits.new, edits.kind, gain, usual)


def _make(place: Places, length: int, new: Numbers, kind: int | npt.NDArray[np.int8]) -> Edits:
    count = len(place)
    padded = np.zeros((count, WIDEST), dtype=np.uint64)
    padded[:, : new.shape[1]] = new
    kinds = np.broadcast_to(np.asarray(kind, dtype=np.int8), (count,))
    width = np.full(count, new.shape[1], dtype=np.int64)
    return Edits(place, place + length, width, padded, kinds, *np.zeros((2, count), dtype=np.float32))


def _pair(model: Model, first: Numbers, second: Numbers) -> Floats:
    return np.asarray(model.scale[model.pairs[(first << np.uint64(BITS)) | second]])
