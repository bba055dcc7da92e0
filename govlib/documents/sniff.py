"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

Kind = Literal["zip", "cfb", "html", "text", "foreign", "empty"]

_HEAD = 4096
_FOREIGN = {
    b"%PDF": "PDF 文档",
    b"\x89PNG": "PNG 图片",
    b"\xff\xd8\xff": "JPEG 图片",
    b"GIF8": "GIF 图片",
    b"BM": "BMP 图片",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gzip 压缩包",
    b"{\\rtf": "RTF 文档",
    b"MZ": "可执行程序",
    b"SQLite format 3": "SQLite 数据库",
    b"PAR1": "Parquet 文件",
}
_HTML = re.compile(rb"<\s*(!doctype\s+html|html|head|meta|body|table|style)\b", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def sniff(path: Path) -> tuple[Kind, str]:
    """Return the kind of a file and, for what holds no table, its Chinese name."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        return "empty", "空文件"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "zip", ""
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "cfb", ""
    for magic, name in _FOREIGN.items():
        if head.startswith(magic) and not (magic in {b"BM", b"MZ"} and b"\x00" not in head):
            return "foreign", name
    if head.startswith(_UTF16):
        head = head.decode("utf-16", errors="ignore").encode()
    if _HTML.search(head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")):
        return "html", ""
    if not head.strip(b"\x00"):
        return "foreign", "全为零字节的坏文件"
    return "text", ""
