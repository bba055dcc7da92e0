"""A journal keeps what it has confirmed, whatever ends the writer, and takes nothing that was cut off or changed."""

import errno
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govlib.errors import UserError
from govlib.locking import hold
from govlib.records import journal
from govlib.records.folders import list_record_files, records_of
from govlib.records.journal import Journal, JournalMovedError, append, read_journal

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records" / "county" / "2026Q1" / "decisions.jsonl"


def said(path: Path) -> list[Any]:
    return [entry.data["n"] for entry in read_journal(path).entries]


def test_a_journal_that_is_not_there_is_empty_and_reading_makes_no_folder(path: Path):
    assert read_journal(path) == Journal()
    assert not path.parent.exists()


def test_acts_stand_in_the_order_in_which_they_were_added(path: Path):
    assert [append(path, {"n": number}) for number in range(3)] == [1, 2, 3]
    read = read_journal(path)
    assert [(entry.line, entry.data) for entry in read.entries] == [(1, {"n": 0}), (2, {"n": 1}), (3, {"n": 2})]
    assert (read.faults, read.lines) == ((), 3)


def test_adding_changes_no_byte_of_what_is_there(path: Path):
    append(path, {"n": 0})
    before = path.read_bytes()
    append(path, {"n": 1})
    assert path.read_bytes().startswith(before)


def test_a_last_line_cut_at_any_byte_is_told_and_the_next_act_is_whole(path: Path):
    for number in ("第一", "第二"):
        append(path, {"n": number})
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for cut in range(first, len(whole)):
        path.write_bytes(whole[:cut])
        read = read_journal(path, "甲")
        # without its line feed alone the act is whole: its check says so
        is_whole = cut == len(whole) - 1
        assert said(path) == (["第一", "第二"] if is_whole else ["第一"]), cut
        torn = cut > first and not is_whole
        assert read.faults == (
            ("甲 第 2 行没有写完（写入时断电或程序被强行结束），没有采用；请保留这个文件，其余各行照常有效。",)
            if torn
            else ()
        ), cut
        before = said(path)
        line = append(path, {"n": "第三"}, seen=read.lines)
        assert said(path) == [*before, "第三"], cut
        assert path.read_bytes().startswith(whole[:cut]), cut
        assert read_journal(path).entries[-1].line == line, cut


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_byte_of_a_line_can_be_changed_unseen(tmp_path: Path, data: st.DataObject):
    path = tmp_path / "changed.jsonl"
    path.unlink(missing_ok=True)
    for number in (1, 2, 3):
        append(path, {"n": number, "remark": "已删除"})
    whole = bytearray(path.read_bytes())
    start, end = whole.index(b"\n") + 1, whole.index(b"\n", whole.index(b"\n") + 1)
    place = data.draw(st.integers(start, end - 1))
    sign = data.draw(st.integers(0, 255).filter(lambda sign: sign != whole[place]))
    whole[place] = sign
    path.write_bytes(bytes(whole))
    read = read_journal(path)
    found = [entry.data for entry in read.entries]
    # a blank for a blank between signs of JSON is all that can change and say the same
    same = {"n": 2, "remark": "已删除"}
    rest = [one for one in found if one != same]
    assert rest == [{"n": 1, "remark": "已删除"}, {"n": 3, "remark": "已删除"}]
    assert bool(read.faults) == (same not in found)


def test_an_editor_that_saves_with_a_byte_order_mark_and_other_line_ends_changes_nothing(path: Path):
    for number in range(3):
        append(path, {"n": number})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    append(path, {"n": 3})
    assert said(path) == [0, 1, 2, 3]
    assert read_journal(path).faults == ()


@pytest.mark.parametrize("rubbish", [b"\x00" * 4096, b"\xff\xfe\n", b"[1]\n", b"5\n", b"{}\n", b"[" * 100000 + b"\n"])
def test_rubbish_between_acts_is_told_and_left(path: Path, rubbish: bytes):
    append(path, {"n": 0})
    with path.open("ab") as stream:
        stream.write(rubbish)
    append(path, {"n": 1})
    assert said(path) == [0, 1]
    assert len(read_journal(path).faults) == 1
    assert rubbish in path.read_bytes()


def test_an_act_must_read_back_as_it_was_written(path: Path):
    # written 2 before 10, read "10" before "2": the check could not hold
    with pytest.raises(ValueError, match="read back"):
        append(path, {"n": {2: "a", 10: "b"}})
    with pytest.raises(ValueError, match="of its own"):
        append(path, {"check": "1"})
    with pytest.raises(ValueError, match="JSON"):
        append(path, {"n": float("nan")})
    assert not path.exists()


def test_half_a_sign_and_line_separators_are_kept_as_they_are(path: Path):
    for text in ("附件\udc80.xlsx", "甲\u2028乙\n丙\x85\x00", "😀"):
        append(path, {"n": text})
    assert said(path) == ["附件\udc80.xlsx", "甲\u2028乙\n丙\x85\x00", "😀"]


def test_what_was_added_since_is_shown_and_nothing_written(path: Path):
    append(path, {"n": 0})
    seen = read_journal(path).lines
    append(path, {"n": 1})
    with pytest.raises(JournalMovedError, match="别人刚刚保存过") as caught:
        append(path, {"n": 2}, seen=seen)
    assert [entry.data for entry in caught.value.entries] == [{"n": 1}]
    assert said(path) == [0, 1]


def test_a_line_that_was_half_there_when_read_is_not_taken_as_seen(path: Path):
    append(path, {"n": 0})
    append(path, {"n": 1})
    whole = path.read_bytes()
    path.write_bytes(whole[:-10])
    seen = read_journal(path).lines
    path.write_bytes(whole)
    with pytest.raises(JournalMovedError):
        append(path, {"n": 2}, seen=seen)


def test_a_check_sees_the_journal_as_it_stands_and_may_refuse(path: Path):
    append(path, {"n": 0})

    def refuse(journal: Journal) -> None:
        raise UserError("甲", f"已有 {len(journal.entries)} 条")

    with pytest.raises(UserError, match="已有 1 条"):
        append(path, {"n": 1}, check=refuse)
    assert said(path) == [0]


def test_a_reader_waits_for_the_line_that_is_being_written(path: Path):
    append(path, {"n": 0})
    append(path, {"n": 1})
    whole = path.read_bytes()
    held = threading.Event()

    def write_slowly() -> None:
        with hold(path.with_name(path.name + ".lock")):
            path.write_bytes(whole[:-10])
            held.set()
            time.sleep(0.3)
            path.write_bytes(whole)

    writer = threading.Thread(target=write_slowly)
    writer.start()
    held.wait(10)
    read = read_journal(path)
    writer.join()
    assert ([entry.data["n"] for entry in read.entries], read.faults) == ([0, 1], ())


def test_another_writer_is_waited_for_and_then_told(path: Path):
    with hold(path.with_name(path.name + ".lock")), pytest.raises(UserError, match=r"另一个程序正在写，等了 0\.1 秒"):
        append(path, {"n": 0}, wait_seconds=0.1)
    assert not path.exists()


@pytest.mark.parametrize("pieces", [0, 1, 10, 1000])
def test_a_full_disk_is_told_and_what_was_half_written_is_taken_off(
    path: Path, monkeypatch: pytest.MonkeyPatch, pieces: int
):
    append(path, {"n": 0})
    before = path.read_bytes()
    write, room = os.write, [pieces]

    def write_until_full(handle: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = write(handle, data[: room[0]])
        room[0] -= written
        return written

    with monkeypatch.context() as patched:
        patched.setattr(journal.os, "write", write_until_full)
        with pytest.raises(UserError, match="写不进去（磁盘满了），这一次没有保存；请检查磁盘空间和权限后再保存一次"):
            append(path, {"n": "长" * 2000})
    assert path.read_bytes() == before
    assert read_journal(path).faults == ()
    append(path, {"n": 1})
    assert said(path) == [0, 1]


def test_where_the_half_written_cannot_be_taken_off_it_is_told_as_torn(path: Path, monkeypatch: pytest.MonkeyPatch):
    append(path, {"n": 0})
    write = os.write
    calls: list[int] = []

    def write_half(handle: int, data: bytes) -> int:
        calls.append(handle)
        if len(calls) > 1:
            raise OSError(errno.EIO, "Input/output error")
        return write(handle, data[:20])

    def refuse(_handle: int, _length: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(journal.os, "write", write_half)
        patched.setattr(journal.os, "ftruncate", refuse)
        with pytest.raises(UserError, match="磁盘读写出错"):
            append(path, {"n": 1})
    assert "没有写完" in read_journal(path).faults[0]
    append(path, {"n": 2})
    assert said(path) == [0, 2]


def test_what_did_not_reach_the_disk_does_not_count(path: Path, monkeypatch: pytest.MonkeyPatch):
    append(path, {"n": 0})

    def refuse(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(journal.os, "fsync", refuse)
        with pytest.raises(UserError, match="磁盘读写出错"):
            append(path, {"n": 1})
    assert said(path) == [0]


def test_the_system_s_own_limit_is_told_and_the_journal_stays_whole(path: Path):
    program = """
import resource, sys
from pathlib import Path
from govlib.errors import UserError
from govlib.records.journal import append
path = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
for number in range(100):
    try:
        append(path, {"n": number, "remark": "长" * 50})
    except UserError as error:
        print(number, error)
        break
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
append(path, {"n": "后来"})
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    refused, sentence = ended.stdout.split(maxsplit=1)
    assert "文件超过了允许的大小" in sentence
    assert said(path) == [*range(int(refused)), "后来"]
    assert read_journal(path).faults == ()


def test_every_act_is_on_the_disk_before_the_call_returns(path: Path, monkeypatch: pytest.MonkeyPatch):
    synced: list[str] = []
    sync = os.fsync

    def note(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").resolve().name)
        sync(handle)

    monkeypatch.setattr(journal.os, "fsync", note)
    append(path, {"n": 0})
    assert synced == ["decisions.jsonl", "2026Q1", "county", "records"]
    append(path, {"n": 1})
    assert synced[4:] == ["decisions.jsonl"]


def test_a_line_can_be_read_by_eye_and_by_any_program(path: Path):
    append(path, {"n": "误报"})
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data == {"n": "误报", "check": data["check"]}
    assert "误报" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "C:", "a\0b", "a*"])
def test_records_lie_in_their_own_folder_whatever_the_names(tmp_path: Path, name: str):
    for place, period in ((name, "2026Q1"), ("county", name)):
        with pytest.raises(UserError, match="不能作文件夹名"):
            records_of(tmp_path, place, period)


def test_records_are_listed_without_locks_and_files_half_written(tmp_path: Path):
    folder = records_of(tmp_path, "county", "2026Q1")
    append(folder / "decisions.jsonl", {"n": 0})
    (folder / "returned").mkdir()
    for name in ("ab12-甲局.xlsx", "ab12-乙局.xlsx.part", ".ab12.xlsx"):
        (folder / "returned" / name).write_bytes(b"")
    found = [path.relative_to(folder).as_posix() for path in list_record_files(tmp_path, "county")]
    assert found == ["decisions.jsonl", "returned/ab12-甲局.xlsx"]
