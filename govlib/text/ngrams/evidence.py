"""What speaks for an edit and what against it, as numbers: how usual the strings are that it makes and breaks."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from govlib.text.ngrams.alphabet import BITS, EDGE, LAST_SIGN, REACH, Numbers
from govlib.text.ngrams.edits import EXTRA, LOOK, NEAR, WIDEST, Edits
from govlib.text.ngrams.model import Floats, Model

Column = npt.NDArray[np.float32] | npt.NDArray[np.bool_]
_STRINGS = ("bond", "pair", "three", "four", "five", "weakest", "rarest", "commonest")
NAMES = (
    *(f"{side}_{what}" for side in ("old", "new") for what in _STRINGS),
    *("gain", "little_gain", "usual", "near", "look", "doubled", "old_functional", "new_functional", "functional"),
    *("place_after", "surname_before", "sign_before", "sign_after", "left_bond", "right_bond"),
    *("old_bond_above", "old_pair_known", "old_three_known", "more_four", "more_pair"),
    "one",
)
"""Evidence of an edit. ``bond`` is how much oftener two characters stand together than by chance; the strings are those
that overlap what changes, all as logarithms of counts; ``rarest`` and ``commonest`` are characters that change.
"""
_MISSING = -3.0
_FEW = 0.5
_LITTLE = 20
_PLACES = "镇乡村街庄岭坝坪沟湾湖河屯寨桥"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘"
    "于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_FUNCTIONAL = (
    "据经须即并处时的了和或及与等前后上下中内外不是在为以之其各本该此也都将已未可应当"
    "并且而但又从对向由于按被把让使就则因至到时所这那有无个"
)


def weigh_evidence(edits: Edits, text: Numbers, model: Model) -> Floats:
    """Return a row an edit and a column each of ``NAMES``."""
    found: dict[str, Column] = {name: np.zeros(len(edits.start), dtype=np.float32) for name in NAMES}
    steps = np.arange(REACH)
    for width in range(WIDEST + 1):
        for side in ("old", "new"):
            widths = edits.end - edits.start if side == "old" else edits.width
            chosen = np.flatnonzero(widths == width)
            start, end = edits.start[chosen], edits.end[chosen]
            left = text[start[:, None] - REACH + steps]
            right = text[np.minimum(end[:, None] + steps, len(text) - 1)]
            middle = text[start[:, None] + np.arange(width)] if side == "old" else edits.new[chosen, :width]
            line = np.concatenate([left, middle, right], axis=1)
            for what, column in zip(_STRINGS, _look(line, width, model), strict=True):
                found[f"{side}_{what}"][chosen] = column
    found |= _list_circumstances(edits, text, model)
    found["gain"], found["little_gain"] = edits.gain, np.minimum(edits.gain, _LITTLE)
    found["usual"] = edits.usual
    found["near"], found["look"] = edits.kind == NEAR, edits.kind == LOOK
    found["old_bond_above"] = np.maximum(found["old_bond"], 0)
    found["old_pair_known"], found["old_three_known"] = found["old_pair"] > _FEW, found["old_three"] > 0
    found["more_four"] = np.maximum(found["new_four"] - found["old_four"], 0)
    found["more_pair"] = found["new_pair"] - found["old_pair"]
    found["one"] = np.ones(len(edits.start), dtype=np.float32)
    return np.stack([found[name] for name in NAMES], axis=1).astype(np.float32)


def _list_circumstances(edits: Edits, text: Numbers, model: Model) -> dict[str, Column]:
    """Return what stands around: signs, a place's last character, a surname, the same character twice."""
    start, end = edits.start, edits.end
    last = np.minimum(end, len(text) - REACH)
    is_place, is_surname, is_functional = (_mark(known, model) for known in (_PLACES, _SURNAMES, _FUNCTIONAL))
    after = is_place[text[last]] | is_place[text[last + 1]] | is_place[text[last + 2]]
    beside = is_functional[text[start - 1]] | is_functional[text[last]]
    old_functional = np.where(end > start, is_functional[text[start]], beside)
    new_functional = is_functional[edits.new[:, 0]] & (edits.width > 0)
    same = (text[start] == text[start - 1]) | (text[start] == text[last]) | (text[start] == text[start - 2])
    return {
        "doubled": (edits.kind == EXTRA) & same,
        "old_functional": old_functional,
        "new_functional": new_functional,
        "left_bond": _bond(text[start - 2], text[start - 1], model),
        "right_bond": _bond(text[last], text[last + 1], model),
        "functional": old_functional & new_functional,
        "place_after": after,
        "surname_before": is_surname[text[start - 1]] | is_surname[text[start]],
        "sign_before": text[start - 1] <= LAST_SIGN,
        "sign_after": text[last] <= LAST_SIGN,
    }


def _bond(first: Numbers, second: Numbers, model: Model) -> Floats:
    """Return how much oftener two characters stand together than by chance, as a logarithm."""
    pairs = model.scale[model.pairs[(first << np.uint64(BITS)) | second]]
    bond = np.log(pairs + _FEW) - np.log((model.single[first] + _FEW) * (model.single[second] + _FEW) / model.total)
    usual = (first > LAST_SIGN) & (second > LAST_SIGN) & (pairs > 1)
    return np.asarray(np.where(usual, bond, _MISSING), dtype=np.float32)


def _mark(characters: str, model: Model) -> npt.NDArray[np.bool_]:
    marked = np.zeros(len(model.single), dtype=bool)
    marked[[int(model.numbers[ord(one)]) for one in characters]] = True
    return marked


def _look(line: Numbers, width: int, model: Model) -> list[Floats]:
    """Return for lines, whose middle of ``width`` changes, a column each of ``_STRINGS``."""
    pairs = model.count(line, 2)
    alone = model.single[line] + _FEW
    bonds = np.log(pairs + _FEW) - np.log(alone[:, :-1] * alone[:, 1:] / model.total)
    wording = (line > LAST_SIGN) | (line == EDGE)
    inside = _overlapping(line, 2, width)
    both = wording[:, :-1] & wording[:, 1:] & (pairs > 1)
    columns = [np.where(both, bonds, _MISSING)[:, inside].max(axis=1)]
    logs = np.log(pairs + _FEW)[:, inside]
    columns.append(logs.max(axis=1))
    for order in (3, 4, 5):
        counted = model.count(line, order)[:, _overlapping(line, order, width)]
        columns.append(np.log(counted + _FEW).max(axis=1))
    columns.append(logs.min(axis=1))
    single = np.log(alone[:, REACH : REACH + width] if width else alone[:, REACH - 1 : REACH + 1])
    columns += [single.min(axis=1), single.max(axis=1)]
    return [np.asarray(column, dtype=np.float32) for column in columns]


def _overlapping(line: Numbers, order: int, width: int) -> npt.NDArray[np.int64]:
    at = np.arange(line.shape[1] - order + 1)
    return at[(at < REACH + width) & (at + order > REACH)]
