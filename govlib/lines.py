"""The lines that a place draws: who is at 100 %, who lies below, which prescribed minimum is missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import pandas as pd

from govlib.catalog.lines import Line
from govlib.dated import CONFIDENCE_NOTE
from govlib.figure_value import FigureValue, say_share

LINE_COLUMNS = ["figure", "line", "count", "of_count", "listed", "message", "prescribed_by", "is_warning"]
FULL = "100%"


def list_lines(figures: Sequence[FigureValue], lines: Sequence[Line]) -> pd.DataFrame:
    """Return one row a declared line and share: figure, line, count of groups listed, of how many, their names.

    A group without a number stands on no list; the message says how many. A line without breakdown asks the whole
    place, and is a warning where it lies below. Shares are compared exactly, not as printed.
    """
    rows = [row for line in lines for row in _ask(line, [item for item in figures if item.id == line.figure])]
    return pd.DataFrame(rows, columns=LINE_COLUMNS)


def _ask(line: Line, figures: Sequence[FigureValue]) -> Iterator[dict[str, object]]:
    asked = [item for item in figures if tuple(item.group) == line.by]
    known = [item for item in asked if item.value is not None]
    unknown = len(asked) - len(known)
    label = figures[0].label if figures else line.figure
    row: dict[str, object] = {"figure": label, "of_count": len(asked), "prescribed_by": _say_source(line)}
    tests = [(FULL, [item for item in known if _exact(item) == 1])] if line.full else []
    tests += [(f"低于{say_share(limit)}", _below(known, limit)) for limit in line.below]
    for said, listed in tests:
        names = [f"{'·'.join(item.group.values())} {item.text}".strip() for item in listed]
        message = _say_whole(line, label, known, said, listed=bool(listed)) if not line.by else ""
        if not asked or unknown:
            message = message or (f"{unknown} 个没有数据，不在名单里" if unknown and asked else "没有数据")
        yield {
            **row,
            "line": said,
            "count": len(listed),
            "listed": "、".join(names),
            "message": message,
            "is_warning": not line.by and said != FULL and bool(listed),
        }


def _say_whole(line: Line, label: str, known: Sequence[FigureValue], said: str, *, listed: bool) -> str:
    if not known:
        return f"{label}缺数据"
    reached = said if listed else ("没有达到100%" if said == FULL else f"不{said}")
    return f"{known[0].parts_text or label + known[0].text}，{reached}" + (f"（{line.words}）" if line.words else "")


def _below(figures: Sequence[FigureValue], limit: float) -> list[FigureValue]:
    low = [item for item in figures if _exact(item) < Fraction(str(limit))]
    return sorted(low, key=lambda item: (_exact(item), item.name))


def _exact(item: FigureValue) -> Fraction:
    if item.numerator is not None and item.denominator:
        return Fraction(str(item.numerator)) / Fraction(str(item.denominator))
    return Fraction(str(item.value))


def _say_source(line: Line) -> str:
    if line.source is None:
        return ""
    return f"{line.source.act}{CONFIDENCE_NOTE[line.source.seen]}"
