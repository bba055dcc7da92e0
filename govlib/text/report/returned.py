"""Word documents returned with comments at the places; the originals stay as they are."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from govlib.documents.docx_comments import Remark, add_comments
from govlib.errors import UserError
from govlib.text.files import MARKED
from govlib.text.hits import Hit
from govlib.text.report.lines import make_printable
from govlib.text.report.result import Read, Result

WORD = "word"
MOST_COMMENTS = 2000
"""How many comments a document takes before Word can no longer be worked with."""


def return_documents(folder: Path, result: Result) -> tuple[list[Path], list[str]]:
    """Write a copy with comments of each Word document that has hits; return their paths and the names of the others.

    A copy lies in ``folder`` as its original lay in the folder that was scanned, its name ending with 批注.
    """
    written: list[Path] = []
    others: list[str] = []
    for read in result.files:
        if read.kind != WORD or read.path is None or not read.counted:
            others += [read.name] if read.kind and read.counted else []
            continue
        path = _find_free(folder / name_copy(read.name, read.path.suffix), written)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.part")
        data = read.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != read.sha256:
            raise UserError(read.name, "在检查的时候被改了", advice="请保存好后再查一次")
        aside.write_bytes(comment_document(data, read, result.asked.day))
        aside.replace(path)
        written.append(path)
    return written, others


def comment_document(data: bytes, read: Read, day: date | None = None) -> bytes:
    """Return a Word document with a comment for each hit that counts, at most the first 2,000."""
    remarks = [Remark(hit.passage, hit.start, hit.end, _say(hit)) for hit in read.counted[:MOST_COMMENTS]]
    if len(read.counted) > MOST_COMMENTS:
        last = remarks[-1]
        rest = len(read.counted) - MOST_COMMENTS
        remarks[-1] = replace(last, lines=(*last.lines, f"后面还有 {rest} 处没有批注，改完这些再查一次"))
    return add_comments(data, read.name, remarks, day.isoformat() if day else "")


def _find_free(path: Path, taken: list[Path]) -> Path:
    stem = path.name.split(MARKED)[0]
    numbers = (path.with_name(path.name.replace(stem, f"{stem}（{number}）", 1)) for number in range(2, len(taken) + 3))
    return path if path not in taken else next(one for one in numbers if one not in taken)


def name_copy(name: str, suffix: str = ".docx") -> Path:
    """Return where the copy of a document lies: as its name says, but never outside the folder or over the original."""
    kept = ".docm" if suffix.lower() == ".docm" else ".docx"
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    parts = [part.replace(":", "_") for part in parts] or ["文档"]
    return Path(*parts[:-1], f"{PurePosixPath(parts[-1]).stem}{MARKED}{kept}")


def _say(hit: Hit) -> tuple[str, ...]:
    first = f"〔{hit.severity}〕{hit.kind}：{hit.says}"
    where = "" if hit.place.startswith(("第", "表")) and "文本框" not in hit.place else f"位置：{hit.place}"
    lines = (first, hit.note if hit.right else "", where, f"依据：{hit.basis}" if hit.basis else "")
    return tuple(make_printable(line) for line in lines if line)
