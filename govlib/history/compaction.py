"""Compaction: the outputs of a period's places to a few parquet files, made again only where something changed.

``outputs/.history`` holds nothing that can't be made again from the places' outputs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from govlib.errors import UserError
from govlib.history import marks
from govlib.history.building import build_period
from govlib.history.found import check_files, key_of, list_folders, list_periods, look_at, sign
from govlib.history.shapes import SHAPES
from govlib.locking import hold

HISTORY = ".history"
LOCK = "lock"
_WAIT_SECONDS = 900.0


@dataclass(frozen=True)
class LeftOut:
    """A place whose outputs of a period are not counted, and why."""

    place: str
    period: str
    why: str

    def sentence(self) -> str:
        """Return it as people read it."""
        return f"{self.period}/{self.place}：没有计入，{self.why}。"


@dataclass(frozen=True)
class Report:
    """What a compaction did: periods made again, left alone and removed, and the places left out of all of them."""

    built: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def compact(outputs: Path, *, force: bool = False, wait_seconds: float = _WAIT_SECONDS) -> Report:
    """Bring ``outputs/.history`` up to what lies in ``outputs``; ``force`` makes every period again.

    A period whose places' manifests and files are as they were is left alone. Two processes do it one after the other.

    Raises:
        UserError: another process is at it still, or the folder can't be written.
    """
    if not list_periods(outputs) and not (outputs / HISTORY).is_dir():
        return Report()
    with _only_one(outputs / HISTORY, wait_seconds) as folder:
        periods = list_periods(outputs)
        removed = tuple(name for name in marks.list_marked(folder) if name not in periods)
        for period in removed:
            marks.remove_period(folder, period)
        built: list[str] = []
        kept: list[str] = []
        left_out: list[LeftOut] = []
        for period in periods:
            made, told = _compact_period(outputs, folder, period, force=force)
            (built if made else kept).append(period)
            left_out += [LeftOut(place, period, why) for place, why in told]
    return Report(tuple(built), tuple(kept), removed, tuple(left_out))


@contextmanager
def _only_one(folder: Path, wait_seconds: float) -> Iterator[Path]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with hold(folder / LOCK, wait_seconds):
            yield folder
    except BlockingIOError:
        advice = "请等它结束后再运行"
        raise UserError(HISTORY, f"另一个程序正在整理历史，等了 {wait_seconds:g} 秒", advice=advice) from None
    except OSError as error:
        raise UserError(HISTORY, f"写不进去（{error.strerror}）", advice="请检查权限和磁盘空间") from error


def _compact_period(
    outputs: Path, folder: Path, period: str, *, force: bool
) -> tuple[bool, tuple[tuple[str, str], ...]]:
    """Return whether a period was made again, and the places left out with why."""
    folders = list_folders(outputs, period)
    signed = sign(folders)
    mark = marks.read_mark(folder, period)
    known = mark if mark is not None and not force and marks.is_whole(folder, mark) else None
    if known is not None and marks.read_sign(folder, period) == signed:
        return False, known.left_out
    found = [check_files(look_at(one, period)) for one in folders]
    key = key_of(found)
    if known is not None and known.key == key:
        marks.write_sign(folder, period, signed)
        return False, known.left_out
    built = build_period(outputs, folder, period, found)
    marks.unmark(folder, period)
    for shape in SHAPES.values():
        name = shape.file_name(period)
        (folder / f"{name}.part").replace(folder / name)
    left_out = tuple((one.place, one.why) for one in built if one.why)
    marks.write_mark(folder, period, key, left_out)
    marks.write_sign(folder, period, signed)
    return True, left_out
