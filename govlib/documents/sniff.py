"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from typing import Literal

from govlib.documents.spreadsheetml import SIGN

Kind = Literal["zip", "compound", "html", "spreadsheetml", "text", "foreign", "empty"]

_HEAD = 4096
_WORKBOOKS: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "compound"),
)
_FOREIGN = {
    b"%PDF": "PDF 文档",
    b"\x89PNG": "PNG 图片",
    b"\xff\xd8\xff": "JPEG 图片",
    b"GIF8": "GIF 图片",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gzip 压缩包",
    b"{\\rtf": "RTF 文档",
    b"SQLite format 3": "SQLite 数据库",
    b"PAR1": "Parquet 文件",
    b"MIME-Version:": "网页归档（MHT）",
    b"\x09\x08\x10\x00\x00\x06": "没有容器的旧式工作簿",
}
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<\s*(!doctype\s+html|html|head|meta|body|table|style)\b", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROL = 0.02


def sniff(data: bytes) -> tuple[Kind, str]:  # noqa: PLR0911 - a return a kind of file
    """Return the kind of a file and, for what holds no table, its Chinese name."""
    head = data[:_HEAD]
    if not head:
        return "empty", ""
    for magic, kind in _WORKBOOKS:
        if head.startswith(magic):
            return kind, ""
    for magic, name in _FOREIGN.items():
        if head.startswith(magic):
            return "foreign", name
    plain = _without_utf16(head)
    if SIGN in plain:
        return "spreadsheetml", ""
    if _HTML.search(plain[:1024]):
        return "html", ""
    if len(_CONTROL.findall(plain)) > len(plain) * _MOST_CONTROL:
        return "foreign", "无法辨认的二进制文件"
    return "text", ""


def _without_utf16(head: bytes) -> bytes:
    """Return the first bytes as UTF-8 where they are UTF-16, with a byte order mark or by their zero bytes."""
    if head.startswith(_BOMS):
        return head.decode("utf-16", errors="ignore").encode(errors="ignore")
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) * 10 > len(head):
        encoding = "utf-16-le" if odd >= even else "utf-16-be"
        return head.decode(encoding, errors="ignore").encode(errors="ignore")
    return head


def has_doctype(data: bytes) -> bool:
    """Return whether an XML text declares a document type or an entity, in UTF-8 or UTF-16."""
    return any(
        _DOCTYPE.search(data.decode(encoding, errors="ignore")) for encoding in ("latin-1", "utf-16-le", "utf-16-be")
    )
