#!/usr/bin/env python3
"""Write the tables of characters that sound and look alike, which typists take for each other.

Usage: build_confusables.py [--font FILE] [--out FOLDER]

Needs pypinyin, numpy and Pillow; Pillow is no dependency of the project (``pip install pillow`` to run this). What is
written is committed and read as it is: ``sounds.txt`` has a syllable with its tone and its characters a line,
``looks.txt`` a character and those that look like it, nearest first. Characters are those of GB 2312. Readings are the
commonest of pypinyin (MIT) and those that its list of words uses more than once; looks are compared as printed by a
font (Noto Sans CJK and Noto Serif CJK, SIL OFL), slightly blurred and shifted. Nothing of a font is kept.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypinyin import Style, pinyin
from pypinyin.phrases_dict import phrases_dict
from pypinyin.style import convert

FONTS = [
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
]
OUT = Path(__file__).resolve().parent.parent / "govlib" / "text" / "data"
SIMPLIFIED = 2
"""Number of the face for simplified characters in the collections of Noto."""
SIZE, BOX, BLUR = 36, 44, 1.1
SHIFTS = [(down, right) for down in (-2, 0, 2) for right in (-2, 0, 2)]
ALIKE, MOST = 0.80, 12
"""Correlation from which two printed characters look alike, and how many are kept a character."""


def list_characters() -> list[str]:
    """Return the 6,763 characters of GB 2312 in its order."""
    pairs = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return [text for pair in pairs if (text := pair.decode("gb2312", "ignore"))]


def list_readings(characters: list[str]) -> Iterator[tuple[str, str]]:
    """Yield characters with each reading that people use: the first one, and those of at least two listed words."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for word, syllables in phrases_dict.items():
        if len(word) == len(syllables):
            for character, marked in zip(word, syllables, strict=True):
                used[character][_spell(marked[0])] += 1
    for character in characters:
        first = pinyin(character, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)[0][0]
        others = sorted(reading for reading, count in used[character].items() if count > 1 and reading != first)
        yield from ((character, reading) for reading in (first, *others))


def draw(characters: list[str], path: Path) -> np.ndarray:
    """Return one row a character: its blurred picture, around its mean, of length one."""
    font = ImageFont.truetype(str(path), SIZE, index=SIMPLIFIED)
    rows = []
    for character in characters:
        picture = Image.new("L", (BOX, BOX))
        ImageDraw.Draw(picture).text((BOX / 2, BOX / 2), character, fill=255, font=font, anchor="mm")
        rows.append(np.asarray(picture.filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.float32))
    return np.stack(rows)


def compare(pictures: np.ndarray) -> np.ndarray:
    """Return how far each two pictures correlate at the best of some small shifts."""
    best = np.full((len(pictures), len(pictures)), -1, dtype=np.float32)
    still = _level(pictures)
    for down, right in SHIFTS:
        np.maximum(best, still @ _level(np.roll(pictures, (down, right), (1, 2))).T, out=best)
    return np.maximum(best, best.T)


def list_looks(characters: list[str], fonts: list[Path]) -> Iterator[tuple[str, str]]:
    """Yield each character that has some with those that look like it, nearest first."""
    alike = np.mean([compare(draw(characters, font)) for font in fonts], axis=0).round(3)
    np.fill_diagonal(alike, -1)
    for character, row in zip(characters, alike, strict=True):
        nearest = np.argsort(-row, kind="stable")[:MOST]
        found = "".join(characters[at] for at in nearest if row[at] >= ALIKE)
        if found:
            yield character, found


def _level(pictures: np.ndarray) -> np.ndarray:
    flat = pictures.reshape(len(pictures), -1)
    flat = flat - flat.mean(axis=1, keepdims=True)
    return np.asarray(flat / np.linalg.norm(flat, axis=1, keepdims=True))


def _spell(marked: str) -> str:
    return str(convert(marked, Style.TONE3, strict=True)).replace("ü", "v") + ("" if _is_toned(marked) else "5")


def _is_toned(marked: str) -> bool:
    return any(character in "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ" for character in marked)


def main() -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--font", type=Path, nargs="+", default=FONTS)
    parser.add_argument("--out", type=Path, default=OUT)
    stated = parser.parse_args()
    characters = list_characters()
    by_sound: dict[str, str] = defaultdict(str)
    for character, reading in list_readings(characters):
        by_sound[reading] += character
    stated.out.mkdir(exist_ok=True)
    sounds = "".join(f"{reading} {by_sound[reading]}\n" for reading in sorted(by_sound))
    (stated.out / "sounds.txt").write_text(sounds, encoding="utf-8")
    looks = "".join(f"{character} {others}\n" for character, others in list_looks(characters, stated.font))
    (stated.out / "looks.txt").write_text(looks, encoding="utf-8")


if __name__ == "__main__":
    main()
