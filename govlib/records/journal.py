"""A journal: a file of lines that is only added to; what a call has returned from is on the disk, or it raised.

One line is one act: a JSON object with its own check, so that a line cut off by a crash, or changed by hand, is known.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govlib.errors import UserError
from govlib.locking import hold
from govlib.records.keeping import sync_folder

WAIT_SECONDS = 20.0
_WAIT_TO_READ_SECONDS = 5.0
_CHECK = "check"
_DIGITS = 16
_BOM = b"\xef\xbb\xbf"
_NO_LEAVE = "没有权限"
_SAID = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件超过了允许的大小",
    errno.EACCES: _NO_LEAVE,
    errno.EPERM: _NO_LEAVE,
    errno.EROFS: "文件夹是只读的",
    errno.EIO: "磁盘读写出错",
    errno.ENOTDIR: "应放文件夹的地方是一个文件",
    errno.EEXIST: "应放文件夹的地方是一个文件",
    errno.EISDIR: "应放文件的地方是一个文件夹",
}


@dataclass(frozen=True)
class Entry:
    """One act: the line it stands in (from 1), and what it says."""

    line: int
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Journal:
    """What a journal holds: its acts in order, sentences about lines that can't be read, and how many lines it has.

    A last line that is cut off is not among ``lines``: it may be one that another process is writing just now.
    """

    entries: tuple[Entry, ...] = ()
    faults: tuple[str, ...] = ()
    lines: int = 0


class JournalMovedError(UserError):
    """Somebody else has added to a journal since it was read; ``entries`` are what is new, nothing was written."""

    def __init__(self, where: str, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        super().__init__(where, "别人刚刚保存过，这一次没有写入", advice="请看过新的内容后再保存")


def read_journal(path: Path, shown_as: str = "") -> Journal:
    """Return what a journal holds; one that does not exist is empty.

    A line cut off or changed by hand is told and left alone; all other lines count.

    Raises:
        UserError: the file is there and can't be read.
    """
    where = shown_as or path.name
    journal, is_whole = _read(path, where)
    if is_whole:
        return journal
    # somebody may be writing that line just now: it is torn only if it still is when nobody writes
    with contextlib.suppress(OSError), hold(_lock_of(path), _WAIT_TO_READ_SECONDS):
        return _read(path, where)[0]
    return journal


def _read(path: Path, where: str) -> tuple[Journal, bool]:
    """Return what a journal holds, and whether its last line is whole."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Journal(), True
    except OSError as error:
        raise UserError(where, f"读不出来（{_say(error)}）", advice="请检查文件的权限") from error
    pieces = data.removeprefix(_BOM).split(b"\n")
    tail = pieces.pop()
    entries, faults = [], []
    for number, line in enumerate([*pieces, tail], 1):
        if not line.strip():
            continue
        parsed = _parse(line)
        if isinstance(parsed, str):
            is_last = number > len(pieces)
            said = "没有写完（写入时断电或程序被强行结束）" if is_last else parsed
            faults.append(f"{where} 第 {number} 行{said}，没有采用；请保留这个文件，其余各行照常有效。")
        else:
            entries.append(Entry(number, parsed))
    lines = max(len(pieces), entries[-1].line if entries else 0)
    return Journal(tuple(entries), tuple(faults), lines), not tail


def append(
    path: Path,
    data: Mapping[str, Any],
    *,
    seen: int | None = None,
    check: Callable[[Journal], None] | None = None,
    shown_as: str = "",
    wait_seconds: float = WAIT_SECONDS,
) -> int:
    """Add one act to a journal and return its line; when this returns, the act is on the disk.

    ``seen`` is how many ``lines`` the caller has read: where there are acts after them, nothing is written.
    ``check`` is given the journal as it stands while nobody else may write, and may refuse by raising.

    Raises:
        JournalMovedError: acts were added that the caller hasn't seen.
        UserError: another process holds the journal, or it can't be written; the act does not count then.
        ValueError: the act is nothing that a line can hold.
    """
    where = shown_as or path.name
    line = _format(data)
    try:
        with hold(_lock_of(path), wait_seconds):
            if seen is not None or check is not None:
                journal = _read(path, where)[0]
                later = tuple(entry for entry in journal.entries if seen is not None and entry.line > seen)
                if later:
                    raise JournalMovedError(where, later)
                if check is not None:
                    check(journal)
            return _write(path, line)
    except BlockingIOError:
        advice = "请等它结束后再保存"
        raise UserError(where, f"另一个程序正在写，等了 {wait_seconds:g} 秒", advice=advice) from None
    except OSError as error:
        advice = "请检查磁盘空间和权限后再保存一次"
        raise UserError(where, f"写不进去（{_say(error)}），这一次没有保存", advice=advice) from error


def _say(error: OSError) -> str:
    return _SAID.get(error.errno or 0, error.strerror or type(error).__name__)


def _lock_of(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def _format(data: Mapping[str, Any]) -> bytes:
    """Return the line of an act, which reads back as it."""
    if _CHECK in data:
        raise ValueError(f"an act has a key {_CHECK!r} of its own")
    whole = {**data, _CHECK: _check(data)}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, allow_nan=False)
    try:
        line = text.encode()
    except UnicodeEncodeError:
        # half a sign, as in names of files of other systems
        line = json.dumps(whole, sort_keys=True, allow_nan=False).encode()
    # keys that are no text are sorted in one way when written, in another when read
    if isinstance(_parse(line), str):
        raise ValueError("an act does not read back as it was written")  # noqa: TRY004 - the value is what is wrong
    return line


def _check(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _parse(line: bytes) -> Mapping[str, Any] | str:
    """Return what a line says, or what is wrong with it."""
    try:
        data = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return "读不出来"
    if not isinstance(data, dict):
        return "读不出来"
    check = data.pop(_CHECK, None)
    try:
        return data if check == _check(data) else "被改动过"
    except ValueError:
        return "被改动过"


def _write(path: Path, line: bytes) -> int:
    """Write one line to the end and to the disk; a piece that a crash has left stays a line of its own.

    What could not be written whole, or not be brought to the disk, is taken off again: it was not saved.
    """
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
    try:
        before = _read_all(handle)
        lead = b"" if not before or before.endswith(b"\n") else b"\n"
        data = lead + line + b"\n"
        try:
            while data:
                data = data[os.write(handle, data) :]
            os.fsync(handle)
            if is_new:
                _sync_folders(path.parent)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, len(before))
            raise
    finally:
        os.close(handle)
    return before.count(b"\n") + len(lead) + 1


def _read_all(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    with os.fdopen(os.dup(handle), "rb") as stream:
        return stream.read()


def _sync_folders(folder: Path) -> None:
    """Put the new names on the disk too: period, place and file."""
    sync_folder(folder)
    for above in list(folder.parents)[:2]:
        # they may be folders that one may pass through and not read
        with contextlib.suppress(OSError):
            sync_folder(above)
