"""Headings of columns that were broken over several lines, one word group a column again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from govlib.verify.draft.columns import plain

_MOST = 16


def fit_header(lines: Sequence[str], width: int, *, titled: bool) -> tuple[str, ...]:
    """Return the headings of ``width`` columns, () where it can't be told which lines make up one.

    As many lines as columns are their headings; of more lines the last ones are, if no title says where they begin.
    Lines that are broken are put together only where one half of the table then has the headings of the other.
    """
    if len(lines) == width or (len(lines) > width and not titled):
        return tuple(plain(line) for line in lines[-width:])
    if not width < len(lines) <= _MOST or width % 2:
        return ()
    half = width // 2
    fitting = [names for names in _partitions(lines, width) if names[1:half] == names[half + 1 :] and half > 1]
    return fitting[0] if len(fitting) == 1 else ()


def _partitions(lines: Sequence[str], width: int) -> Iterator[tuple[str, ...]]:
    """Yield every way to put lines that follow on each other together to so many headings."""
    if width == 1:
        yield ("".join(map(plain, lines)),)
        return
    for count in range(1, len(lines) - width + 2):
        head = "".join(map(plain, lines[:count]))
        for rest in _partitions(lines[count:], width - 1):
            yield (head, *rest)
