"""Work during which a process ends, as one that the system ends for want of memory; in a module that workers import."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import sleep

from govlib.text.sweep.pieces import Piece
from govlib.text.sweep.work import Result, Settings, check_piece


def dying_at(row: int, folder: Path, times: int) -> Callable[[Piece, Settings], Result]:
    """Return what checks a piece, but ends its process at the piece that holds ``row``, so many times."""
    return partial(_die_or_check, row, folder, times)


def _die_or_check(row: int, folder: Path, times: int, piece: Piece, settings: Settings) -> Result:
    # what stands before it is still under way when the process of its neighbour ends
    if piece.part.last < row:
        sleep(0.1)
    if piece.part.row <= row <= piece.part.last:
        died = len(list(folder.iterdir()))
        if died < times:
            (folder / str(died)).touch()
            os._exit(1)
    return check_piece(piece, settings)
