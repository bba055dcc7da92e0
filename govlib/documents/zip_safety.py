"""Look into a zipped workbook as into something hostile: every member inflated once and really counted."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from govlib.documents.refusals import refuse

MAX_INFLATED = 2 * 1024**3
MAX_MEMBERS = 10_000
MAX_RATIO = 250
RATIO_FROM = 64 * 1024**2
_CHUNK = 1 << 20
_SLICE = 1 << 16
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_LOCAL_SIGN = b"PK\x03\x04"
_FORBIDDEN = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!doctype", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_LONGEST_FORBIDDEN = max(len(word) for word in _FORBIDDEN)


@dataclass(frozen=True)
class Archive:
    """A zip held in memory whose directory has been checked."""

    shown_as: str
    data: bytes
    members: tuple[zipfile.ZipInfo, ...]

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all members."""
        return frozenset(member.filename for member in self.members)


def open_archive(data: bytes, shown_as: str) -> Archive:
    """Return a zip after checking its directory: count, declared sizes, encryption, double names, overlaps."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = tuple(archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error):
        raise refuse(shown_as, "broken", "压缩目录读不出来，文件可能没有传完") from None
    if len(members) > MAX_MEMBERS:
        raise refuse(shown_as, "odd_archive", f"有 {len(members)} 个成员")
    if any(member.flag_bits & 1 for member in members):
        raise refuse(shown_as, "password")
    if len({member.filename for member in members}) != len(members):
        raise refuse(shown_as, "odd_archive", "成员重名")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        raise refuse(shown_as, "odd_archive", "不常见的压缩方法")
    _check_sizes(sum(member.file_size for member in members), len(data), shown_as)
    checked = Archive(shown_as, data, members)
    _check_overlaps(checked)
    return checked


def _check_sizes(inflated: int, packed: int, shown_as: str) -> None:
    if inflated > MAX_INFLATED:
        raise refuse(shown_as, "bomb", f"超过 {MAX_INFLATED // 1024**3} GiB")
    if inflated > RATIO_FROM and inflated > packed * MAX_RATIO:
        raise refuse(shown_as, "bomb", f"是压缩前的 {inflated // max(packed, 1)} 倍")


def _start_of(archive: Archive, member: zipfile.ZipInfo) -> int:
    header = archive.data[member.header_offset : member.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(_LOCAL_SIGN):
        raise refuse(archive.shown_as, "broken", f"成员 {member.filename} 的开头不对")
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    return member.header_offset + _LOCAL_HEADER.size + int(name_length) + int(extra_length)


def _check_overlaps(archive: Archive) -> None:
    end = 0
    for member in sorted(archive.members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise refuse(archive.shown_as, "odd_archive", "成员互相重叠")
        end = _start_of(archive, member) + member.compress_size
        if end > len(archive.data):
            raise refuse(archive.shown_as, "broken", f"成员 {member.filename} 不完整")


def _inflate(archive: Archive, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member's content piece by piece; stop as soon as it grows beyond what the directory says."""
    start = _start_of(archive, member)
    packed = memoryview(archive.data)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        if member.file_size != member.compress_size:
            raise refuse(archive.shown_as, "odd_archive", f"成员 {member.filename} 的大小与目录不符")
        for offset in range(0, len(packed), _CHUNK):
            yield bytes(packed[offset : offset + _CHUNK])
        return
    total = 0
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for offset in range(0, len(packed), _SLICE):
            rest = bytes(packed[offset : offset + _SLICE])
            while rest and not engine.eof:
                piece = engine.decompress(rest, _CHUNK)
                rest = engine.unconsumed_tail
                total += len(piece)
                if total > member.file_size:
                    raise refuse(archive.shown_as, "bomb", f"成员 {member.filename} 比目录所写的大")
                yield piece
        piece = engine.flush()
    except zlib.error:
        raise refuse(archive.shown_as, "broken", f"成员 {member.filename} 解不开") from None
    if total + len(piece) != member.file_size or not engine.eof:
        raise refuse(archive.shown_as, "broken", f"成员 {member.filename} 不完整")
    yield piece


def _inflate_xml(archive: Archive, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield an XML member's content piece by piece; refuse document types and entities wherever they stand."""
    tail = b""
    for piece in _inflate(archive, member):
        window = tail + piece
        if any(word in window for word in _FORBIDDEN):
            raise refuse(archive.shown_as, "doctype", member.filename)
        tail = window[-_LONGEST_FORBIDDEN:]
        yield piece


def inflate_member(archive: Archive, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member's content piece by piece, checked as XML where its name says that it is."""
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    return _inflate_xml(archive, member) if is_xml else _inflate(archive, member)


def read_member(archive: Archive, name: str) -> bytes:
    """Return a small member whole; empty if there is none."""
    member = next((member for member in archive.members if member.filename == name), None)
    return b"" if member is None else b"".join(inflate_member(archive, member))
