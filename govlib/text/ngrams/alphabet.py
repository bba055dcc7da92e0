"""Characters as small numbers, so that three of them are one number; what makes no wording is folded together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from govlib.text.confusable import list_characters

Numbers = npt.NDArray[np.uint64]

EDGE, DIGIT, LETTER, OTHER = 0, 1, 2, 3
"""Beyond a line's end; any digit; any letter of a foreign script; any sign that isn't known."""
BITS = 13
SIZE = 1 << BITS
REACH = 4
"""How many characters before a character its likelihood is judged by."""
_SIGNS = "，。、；：？！（）《》〈〉“”‘’【】〔〕—…·％"
LAST_SIGN = OTHER + len(_SIGNS)
"""Numbers above it are Chinese characters."""
_SAME = dict(zip(",;:?!()[]%／～―－", "，；：？！（）〔〕％、——", strict=False)) | {"［": "〔", "］": "〕"}
_DIGITS = "0123456789０１２３４５６７８９"
_LETTERS = "".join(chr(code) for first in "aAａＡ" for code in range(ord(first), ord(first) + 26))
_LAST = 0xFFFF


def list_alphabet() -> str:
    """Return the characters that have a number of their own, in order: signs, then all whose sound is known."""
    return _SIGNS + list_characters()


def build_numbers(extra: str = "") -> Numbers:
    """Return the number of every code point up to U+FFFF; ``extra`` are further characters, numbered last."""
    numbers = np.full(_LAST + 1, OTHER, dtype=np.uint64)
    for number, character in enumerate(list_alphabet() + extra, OTHER + 1):
        numbers[ord(character)] = number
    numbers[[ord(character) for character in _DIGITS]] = DIGIT
    numbers[[ord(character) for character in _LETTERS]] = LETTER
    for character, same in _SAME.items():
        numbers[ord(character)] = numbers[ord(same)]
    return numbers


def encode(text: str, numbers: Numbers) -> Numbers:
    """Return a text as numbers, a number a character; a line feed is an edge."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    found = numbers[np.minimum(codes, _LAST)]
    found[codes == ord("\n")] = EDGE
    return found
