"""Tables of plain text with one cell a line: how many columns they have, found from what stands in them.

Only what fits one number of columns throughout becomes a table; everything else stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govlib.documents.layout_items import GridCell, Line
from govlib.verify.draft.columns import NOTHING, plain, read_number
from govlib.verify.draft.flat_headings import fit_header
from govlib.verify.draft.flat_lines import FlatTable

_WIDEST = 14
_LEAST_CELLS = 6
_STOPS = re.compile(
    r"^\s*(?:附\s*件\s*\d*(?:\s*[:：·.、]|\s*$)|备\s*注\s*[:：]|注\s*[:：]|说\s*明\s*[:：]|抄\s*送|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]"
    r"|收藏本站|主办单位\s*[:：]|\d{4}年\d{1,2}月\d{1,2}日\s*$)"
)
_TITLED = re.compile(r"(?:表|名单|清单|情况|一览|统计|明细|汇总|结果|台账)(?:[（(][^（）()]{1,12}[）)])?$")
_PROSE_END = re.compile(r"[。；;：:]\s*$")
_SERIALS = frozenset({"序号", "编号", "序"})
_TOTALS = frozenset({"合计", "总计", "共计", "小计"})
_LISTED = re.compile("、|”[^“]*“")
_LABEL = 12
_TITLES = 4
"""So many lines that may be a title are tried, the last one first."""
_BROKEN = 8
"""So many lines more than cells a row may take."""


@dataclass(frozen=True)
class _Token:
    line: int
    text: str
    place: str
    marked: bool = False

    @property
    def kind(self) -> str:
        """Return n for a number, b for a blank, t for words."""
        shown = plain(self.text)
        return "b" if not shown else "n" if read_number(shown) is not None or shown in NOTHING else "t"


def find_cell_tables(lines: Sequence[Line]) -> list[FlatTable]:
    """Return the tables with one cell a line, in their order."""
    found = []
    for run in _list_runs(lines):
        table = _read_run(run)
        if table:
            found.append(table)
    return found


def _list_runs(lines: Sequence[Line]) -> Iterator[list[_Token]]:
    """Yield the stretches of lines that may be cells."""
    run: list[_Token] = []
    for at, line in enumerate(lines):
        if not line.text.strip(" \t\r\n\u3000"):
            continue
        text = line.text.strip()
        marked = text.endswith(("|", "｜"))
        bare = text.rstrip("|｜").strip()
        ends = _STOPS.match(text) or (_PROSE_END.search(text) and len(text) > _LABEL)
        if (ends and not marked) or "|" in bare or "\t" in bare:
            yield from [run] if len(run) >= _LEAST_CELLS else []
            run = []
        else:
            run.append(_Token(at, bare, line.place, marked))
    yield from [run] if len(run) >= _LEAST_CELLS else []


def _read_run(run: list[_Token]) -> FlatTable | None:
    marked = [at for at, token in enumerate(run) if token.marked]
    if len(marked) * 2 > len(run):
        return _read_marked(run[marked[0] : _end_of_marked(run, marked[-1])])
    first = next((at for at, token in enumerate(run) if token.kind == "n"), len(run))
    titled = [at for at, token in enumerate(run[:first]) if _TITLED.search(token.text) and token.kind == "t"]
    for start in [*(at + 1 for at in titled[: -_TITLES - 1 : -1]), 0]:
        inside = run[start:]
        while inside and inside[0].kind == "b":
            inside = inside[1:]
        table = _read_serial(inside) or _read_even(inside, titled=start > 0) if len(inside) >= _LEAST_CELLS else None
        if table:
            return table
    return None


def _end_of_marked(run: list[_Token], last: int) -> int:
    """Return where the cells end: the last one of a table may stand without a stroke."""
    return min(last + 2, len(run)) if not run[last].text or run[last].kind == "t" else last + 1


def _read_marked(run: list[_Token]) -> FlatTable | None:
    """Return a table each of whose cells ends with a stroke, blank ones too."""
    for width in range(2, _WIDEST + 1):
        rest = len(run) % width
        padded = [*run, _Token(run[-1].line, "", run[-1].place)] if rest == width - 1 and rest else run
        if len(padded) % width or len(padded) < 2 * width:
            continue
        rows = [padded[at : at + width] for at in range(0, len(padded), width)]
        is_headed = all(token.kind != "n" for token in rows[0])
        body = [_shift(row) for row in (rows[1:] if is_headed and not _is_listed(rows[0]) else rows)]
        if _is_even(body) and (is_headed or not any(token.kind == "n" for row in rows for token in row)):
            return _table(rows[:1] + body if len(body) < len(rows) else [*_no_header(rows), *body])
    return None


def _no_header(rows: list[list[_Token]]) -> list[list[_Token]]:
    return [[_Token(token.line, "", token.place) for token in rows[0]]]


def _is_listed(row: list[_Token]) -> bool:
    return any(_LISTED.search(token.text) for token in row)


def _shift(row: list[_Token]) -> list[_Token]:
    """Return a row whose first cell is merged with the one above, and so is missing, with a blank in front."""
    if row[-1].kind == "b" and len(row) > 2 and _LISTED.search(row[-2].text) and not _LISTED.search(row[0].text):  # noqa: PLR2004
        return [row[-1], *row[:-1]]
    return row


def _is_even(rows: list[list[_Token]]) -> bool:
    """Tell whether each column holds one kind of thing, not all of them the same."""
    kinds = []
    for column in zip(*rows, strict=True):
        numbers = {token.kind for token in column} - {"b"}
        if len(numbers) > 1:
            return False
        if numbers == {"t"}:
            lists = sum(bool(_LISTED.search(token.text)) for token in column if token.text)
            words = sum(len(token.text) > 0 for token in column)
            kinds.append("l" if lists == words else "t" if not lists else "m")
        else:
            kinds.append("n" if numbers else "b")
    return kinds[0] != "b" and ("n" in kinds or ("l" in kinds and "m" not in kinds))


def _read_serial(run: list[_Token]) -> FlatTable | None:
    """Return a table whose first column counts its rows from 1."""
    begins = next((at for at, token in enumerate(run[:3]) if plain(token.text) in _SERIALS), None)
    if begins is None:
        return None
    first = next((at for at in range(begins + 1, len(run)) if plain(run[at].text) == "1"), None)
    if first is None or any(token.kind != "t" for token in run[begins:first]):
        return None
    header = _join_brackets(run[begins:first])
    rows = _cut_rows(run[first:], header)
    return _table([header, *rows]) if rows else None


def _cut_rows(run: list[_Token], header: list[_Token]) -> list[list[_Token]]:
    """Return the rows that begin with 1, 2, 3 …, each of the heading's width; none where one doesn't fit."""
    rows: list[list[_Token]] = []
    at, number, width = 0, 1, len(header)
    while at < len(run):
        nexts = [
            to for to in range(at + 2, min(len(run), at + width + _BROKEN)) if plain(run[to].text) == str(number + 1)
        ]
        fitting = ((to, row) for to in nexts if (row := _fit_row(run[at:to], width, header)))
        to, row = next(fitting, (len(run), None))
        if row is None:
            last, rest = _split_total(run[at:])
            row = _fit_row(last, width, header)
            total = [[rest[0], *rest]] if len(rest) == width - 1 else [rest]
            if row is None or (rest and len(total[0]) != width):
                return []
            rows.append(row)
            rows.extend(total if rest else [])
            return rows
        rows.append(row)
        at, number = to, number + 1
    return rows


def _split_total(run: list[_Token]) -> tuple[list[_Token], list[_Token]]:
    at = next((at for at, token in enumerate(run) if plain(token.text) in _TOTALS), len(run))
    return run[:at], run[at:]


def _fit_row(row: list[_Token], width: int, header: list[_Token]) -> list[_Token] | None:
    """Return a row of the heading's width, cells that go on in brackets joined; None where it can't be told."""
    for joined in (row, _join_brackets(row)):
        if len(joined) == width:
            return joined
        if len(joined) == width - 1 and plain(header[-1].text).startswith("备注"):
            return [*joined, _Token(row[-1].line, "", row[-1].place)]
    return None


def _join_brackets(run: list[_Token]) -> list[_Token]:
    """Return cells, those that begin with a bracket joined to the one before."""
    joined: list[_Token] = []
    for token in run:
        if joined and joined[-1].kind == "t" and token.text.startswith(("(", "（")):
            joined[-1] = _join(joined[-1], token)
        else:
            joined.append(token)
    return joined


def _join(one: _Token, other: _Token) -> _Token:
    return _Token(one.line, one.text + other.text, one.place)


def _read_even(run: list[_Token], *, titled: bool) -> FlatTable | None:
    """Return a table whose rows repeat one order of words and numbers, names broken over two lines joined."""
    first = next((at for at, token in enumerate(run) if token.kind == "n"), None)
    if first is None or first < 2:  # noqa: PLR2004 - a heading of at least two columns
        return None
    for labels in (1, 2, 3):
        head = _join_brackets(run[: first - labels])
        body = run[first - labels :]
        if len(head) < labels + 1 or any(token.kind != "t" for token in head):
            continue
        joined = _join_words(body) if labels == 1 else body
        for width in range(labels + 1, _WIDEST + 1):
            rows = [joined[at : at + width] for at in range(0, len(joined), width)]
            if len(rows[-1]) != width or len(rows) < 2 or not _is_even(rows) or width > len(head):  # noqa: PLR2004
                continue
            names = fit_header([token.text for token in head], width, titled=titled)
            if names:
                places = head[-width:]
                return _table(
                    [[_Token(head[0].line, name, at.place) for name, at in zip(names, places, strict=True)], *rows]
                )
    return None


def _join_words(run: list[_Token]) -> list[_Token]:
    joined: list[_Token] = []
    for token in run:
        if joined and joined[-1].kind == token.kind == "t":
            joined[-1] = _join(joined[-1], token)
        else:
            joined.append(token)
    return joined


def _table(rows: list[list[_Token]]) -> FlatTable:
    last = max(token.line for row in rows for token in row)
    first = min(token.line for row in rows for token in row)
    return FlatTable(first, last + 1, tuple(tuple(GridCell(one.text, one.place) for one in row) for row in rows))
