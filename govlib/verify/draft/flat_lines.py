"""Tables of plain text whose rows are lines: cells parted by upright strokes, tabs, runs of blanks or commas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from govlib.documents.layout_items import GridCell, Line
from govlib.verify.draft.columns import NOTHING, plain, read_number

_LEAST_ROWS = 3
_LONGEST_CELL = 30
_COMMA = re.compile("[,，]")
_PROSE = re.compile("[。；;！!？?]")
_RULED = re.compile(r"^:?-{2,}:?$")
_FURNITURE = re.compile("收藏本站|设为首页|网站地图|联系我们|上一篇|下一篇|打印")


@dataclass(frozen=True)
class FlatTable:
    """A table found in lines ``first`` to ``last``, that not included; its rows are of one width."""

    first: int
    last: int
    rows: tuple[tuple[GridCell, ...], ...]


def find_line_tables(lines: Sequence[Line]) -> list[FlatTable]:
    """Return the tables each of whose rows is one line, in their order; what isn't clearly one is left."""
    taken: list[FlatTable] = []
    for split in (_by_strokes, _by_tabs, _by_blanks, _by_commas, _by_single_blanks):
        for one in _find(lines, split):
            if not any(one.first < other.last and other.first < one.last for other in taken):
                taken.append(one)
    return sorted(taken, key=lambda one: one.first)


def _find(lines: Sequence[Line], split: Callable[[str], list[str]]) -> Iterator[FlatTable]:
    run: list[tuple[int, list[str]]] = []
    gap = 0
    for at, line in enumerate([*lines, Line("", "。"), Line("", "。")]):
        if not line.text.strip():
            gap += 1
            continue
        cells = split(line.text) or _lone(line.text, split, inside=bool(run))
        if len(cells) > 1 and gap <= 1:
            run.append((at, cells))
        else:
            yield from _close(run, lines, split)
            run = [(at, cells)] if len(cells) > 1 else []
        gap = 0


def _lone(text: str, split: Callable[[str], list[str]], *, inside: bool) -> list[str]:
    """Return a line with one cell and a stroke behind it as a row, where it stands inside a table of strokes."""
    bare = text.strip()
    return [bare[:-1].strip(), ""] if inside and split is _by_strokes and bare.endswith(("|", "｜")) else []


def _close(
    run: list[tuple[int, list[str]]], lines: Sequence[Line], split: Callable[[str], list[str]]
) -> Iterator[FlatTable]:
    run = [one for one in run if not all(_RULED.match(cell) for cell in one[1] if cell)]
    if len(run) < 2 or any(_FURNITURE.search(lines[at].text) for at, _ in run):  # noqa: PLR2004 - a heading and a row
        return
    width = Counter(len(_strip(cells)) for _, cells in run).most_common(1)[0][0]
    if split is _by_strokes:
        width = max(width, *(len(_strip(cells)) for _, cells in run))
        fitting = run
    else:
        fitting = _longest_even(run, width)
        if len(fitting) < _LEAST_ROWS or not _has_numbers([cells for _, cells in fitting]):
            return
    if width < 2:  # noqa: PLR2004 - one column is a list
        return
    rows = tuple(
        tuple(
            GridCell(text, f"{lines[at].place}第 {column} 格")
            for column, text in enumerate((*_strip(cells), *[""] * (width - len(_strip(cells)))), 1)
        )
        for at, cells in fitting
    )
    yield FlatTable(fitting[0][0], fitting[-1][0] + 1, rows)


def _longest_even(run: list[tuple[int, list[str]]], width: int) -> list[tuple[int, list[str]]]:
    """Return the longest stretch of lines with one number of cells."""
    best, start = (0, 0), 0
    for at, (_, cells) in enumerate([*run, (0, [])]):
        if len(cells) != width:
            best = max(best, (start, at), key=lambda span: span[1] - span[0])
            start = at + 1
    return run[slice(*best)]


def _has_numbers(rows: list[list[str]]) -> bool:
    """Tell whether a column holds nothing but numbers below its heading, and another one holds words."""
    below = rows[1:]
    numeric = [
        all(read_number(row[at]) is not None or plain(row[at]) in NOTHING for row in below)
        for at in range(len(rows[0]))
    ]
    headed = any(numeric[at] and read_number(rows[0][at]) is None for at in range(len(rows[0])))
    return headed and not all(numeric) and all(len(cell) <= _LONGEST_CELL for row in below for cell in row)


def _strip(cells: list[str]) -> list[str]:
    last = max((at for at, text in enumerate(cells) if text), default=-1)
    return cells[: last + 1]


def _by_strokes(text: str) -> list[str]:
    bare = text.strip().replace("｜", "|")
    if "|" not in bare.rstrip("| ") and bare.count("|") < 2:  # noqa: PLR2004 - one stroke only ends a cell
        return []
    return [cell.strip() for cell in bare.removeprefix("|").split("|")]


def _by_tabs(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip().split("\t")] if "\t" in text.strip() else []


def _by_blanks(text: str) -> list[str]:
    return re.split(r"[ \u3000\xa0]{2,}", text.strip()) if not _PROSE.search(text) else []


def _by_single_blanks(text: str) -> list[str]:
    return text.split() if not _PROSE.search(text) else []


def _by_commas(text: str) -> list[str]:
    if _PROSE.search(text) or "、" in text:
        return []
    cells = [cell.strip() for cell in _COMMA.split(text.strip())]
    return cells if len(cells) > 2 else []  # noqa: PLR2004 - two parts of a sentence are no row
