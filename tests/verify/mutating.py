"""One number, date or name of a Word file changed to another valid one: what a slip of the hand does to a bulletin."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日|(?<!\d)(\d{1,2})月(\d{1,2})日")
_NUMBER = re.compile(r"(?<![\d.A-Za-z〔第—\-件])\d+(?:\.\d+)?(?![\d.]|[A-Za-z〕]|[—至]\d)")
_NOT_A_COUNT = re.compile(r"\s?(?:号|年|月|日|季度)")
_ORDINAL = re.compile(r"^\s*\d+\s*[.．、]|^\s*[（(]\d+[）)]|^附件\d+")


@dataclass(frozen=True)
class Spot:
    """What can be changed: characters ``start:end`` of paragraph number ``paragraph``, in a table or not."""

    kind: str
    paragraph: int
    start: int
    end: int
    text: str
    in_table: bool
    around: str


class Word:
    """A Word file whose paragraphs can be changed one at a time."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}
        self.paragraphs = ["".join(_texts(one)) for one in self._open().iter(f"{_W}p")]
        self.in_table = [next(one.iterancestors(f"{_W}tc"), None) is not None for one in self._open().iter(f"{_W}p")]

    def _open(self) -> etree._Element:
        return etree.fromstring(self.members[_MAIN])

    def change(self, spot: Spot, new: str) -> bytes:
        """Return the file with a spot replaced."""
        root = self._open()
        paragraph = list(root.iter(f"{_W}p"))[spot.paragraph]
        at, written = 0, False
        for piece in paragraph.iter(f"{_W}t"):
            text = piece.text or ""
            low, high = max(spot.start - at, 0), min(spot.end - at, len(text))
            if low < high:
                piece.text = text[:low] + ("" if written else new) + text[high:]
                written = True
            at += len(text)
        assert written, spot
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.members.items():
                archive.writestr(name, etree.tostring(root) if name == _MAIN else data)
        return target.getvalue()


def _texts(paragraph: etree._Element) -> Iterator[str]:
    return (piece.text or "" for piece in paragraph.iter(f"{_W}t"))


def list_spots(word: Word, names: Collection[str]) -> list[Spot]:
    """Return every number, date and name that a file states; ordinals and document numbers are nothing stated."""
    return [spot for at, text in enumerate(word.paragraphs) for spot in _spots_of(at, text, word.in_table[at], names)]


def _spots_of(at: int, text: str, in_table: bool, names: Collection[str]) -> Iterator[Spot]:
    taken: list[tuple[int, int]] = []

    def take(kind: str, start: int, end: int) -> Iterator[Spot]:
        if not any(start < high and low < end for low, high in taken):
            taken.append((start, end))
            around = text[max(0, start - 30) : end + 20]
            yield Spot(kind, at, start, end, text[start:end], in_table, around)

    for found in _DATE.finditer(text):
        yield from take("日期", found.start(), found.end())
    for name in sorted(names, key=len, reverse=True):
        for place in re.finditer(re.escape(name), text):
            yield from take("名称", place.start(), place.end())
    head = _ORDINAL.match(text)
    for found in _NUMBER.finditer(text):
        if found.start() >= (head.end() if head else 0) and not _NOT_A_COUNT.match(text, found.end()):
            kind = "百分比" if text[found.end() : found.end() + 1] in {"%", "％"} else "数字"
            yield from take(kind, found.start(), found.end())


def pick_other(spot: Spot, names: Collection[str], random: Random) -> str:
    """Return another valid value for a spot: never the same one."""
    if spot.kind == "日期":
        return _other_date(spot.text, random)
    if spot.kind == "名称":
        return random.choice(sorted(set(names) - {spot.text}))
    whole, point, decimals = spot.text.partition(".")
    if point:
        step = random.choice([-1, 1]) * random.randint(1, 9)
        scaled = int(whole + decimals) + step
        scaled = scaled if 0 <= scaled <= 1000 else scaled - 2 * step
        digits = str(abs(scaled)).rjust(len(decimals) + 1, "0")
        return f"{digits[: -len(decimals)]}.{digits[-len(decimals) :]}"
    value = int(whole)
    return str(
        random.choice(
            [one for one in (value + 1, value - 1, value + 10, value * 2, value + 3) if one > 0 and one != value]
        )
    )


def _other_date(text: str, random: Random) -> str:
    found = _DATE.fullmatch(text)
    assert found, text
    year = int(found[1] or 2024)
    month, day = int(found[2] or found[4]), int(found[3] or found[5])
    while True:
        other = date(year, random.choice([month, random.randint(1, 12)]), random.randint(1, 28))
        if (other.month, other.day) != (month, day):
            head = f"{year}年" if found[1] else ""
            return f"{head}{other.month}月{other.day}日"
