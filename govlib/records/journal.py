"""A journal: a file of lines that is only added to; what a call has returned from is on the disk, or it raised.

One line is one act: a JSON object with its own check, so that a line cut off by a crash, or changed by hand, is known.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govlib.errors import UserError
from govlib.locking import hold

WAIT_SECONDS = 20.0
_CHECK = "check"
_DIGITS = 16


@dataclass(frozen=True)
class Entry:
    """One act: the line it stands in (from 1), and what it says."""

    line: int
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Journal:
    """What a journal holds: its acts in order, sentences about lines that can't be read, and how many lines it has."""

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
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Journal()
    pieces = data.split(b"\n")
    is_whole = pieces[-1] == b""
    lines = pieces[:-1] if is_whole else pieces
    entries, faults = [], []
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        parsed = _parse(line)
        if isinstance(parsed, str):
            is_last = number == len(lines) and not is_whole
            said = "没有写完（写入时断电或程序被强行结束）" if is_last else parsed
            faults.append(f"{shown_as or path.name} 第 {number} 行{said}，没有采用；请保留这个文件，其余各行照常有效。")
        else:
            entries.append(Entry(number, parsed))
    return Journal(tuple(entries), tuple(faults), len(lines))


def append(
    path: Path,
    data: Mapping[str, Any],
    *,
    seen: int | None = None,
    shown_as: str = "",
    wait_seconds: float = WAIT_SECONDS,
) -> int:
    """Add one act to a journal and return its line; when this returns, the act is on the disk.

    ``seen`` is how many lines the caller has read: where there are acts after it, nothing is written.

    Raises:
        JournalMovedError: acts were added that the caller hasn't seen.
        UserError: another process holds the journal, or it can't be written; the act does not count then.
    """
    where = shown_as or path.name
    try:
        with hold(path.with_name(path.name + ".lock"), wait_seconds):
            journal = read_journal(path, where)
            if seen is not None:
                later = tuple(entry for entry in journal.entries if entry.line > seen)
                if later:
                    raise JournalMovedError(where, later)
            return _write(path, _format(data))
    except BlockingIOError:
        advice = "请等它结束后再保存"
        raise UserError(where, f"另一个程序正在写，等了 {wait_seconds:g} 秒", advice=advice) from None
    except OSError as error:
        advice = "请检查磁盘空间和权限后再保存一次"
        raise UserError(where, f"写不进去（{error.strerror}）", advice=advice) from error


def _format(data: Mapping[str, Any]) -> bytes:
    if _CHECK in data:
        raise ValueError(f"an act has a key {_CHECK!r} of its own")
    return json.dumps({**data, _CHECK: _check(data)}, ensure_ascii=False, sort_keys=True, allow_nan=False).encode()


def _check(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


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
    """Write one line to the end and to the disk; a piece that a crash has left stays a line of its own."""
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
    try:
        before = _read_all(handle)
        lead = b"" if not before or before.endswith(b"\n") else b"\n"
        data = lead + line + b"\n"
        while data:
            data = data[os.write(handle, data) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        _sync_folder(path.parent)
    return before.count(b"\n") + len(lead) + 1


def _read_all(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    with os.fdopen(os.dup(handle), "rb") as stream:
        return stream.read()


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk too; Windows does that by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
