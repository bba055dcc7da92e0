"""What a scan found as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.text.hits import Hit
from govlib.text.report.result import Read, Result, say_counts


def say_file(read: Read) -> Iterator[str]:
    """Yield the lines of one file: why it could not be read, what of it was not, then a line a hit."""
    if read.refused:
        yield make_printable(read.refused)
        return
    yield from (make_printable(f"{read.name}：{note}。") for note in read.notes)
    yield from (make_printable(say_hit(hit)) for hit in read.hits)


def say_hit(hit: Hit) -> str:
    """Return a hit as one line for a person."""
    quoted = "" if hit.counts else "（引用，不计）"
    note = f"（{hit.note}）" if hit.note and hit.right else ""
    return f"{hit.document} {hit.place} 〔{hit.severity}〕{hit.says}{note}{quoted}：{hit.context}"


def say_all(result: Result) -> str:
    """Return the last line of a scan: how many files, the hits by severity, quotations, what was not read."""
    unread = sum(bool(one.refused) for one in result.files)
    parts = [
        say_counts(result.hits),
        f"{unread} 个文件读不出来" if unread else "",
        f"文件夹里另有 {result.passed_over} 个不是文字的文件，没有查" if result.passed_over else "",
        f"重复写的 {result.repeated} 个文件只查一次" if result.repeated else "",
    ]
    return f"查了 {len(result.files) - unread} 个文件：{'；'.join(part for part in parts if part)}。"


def make_printable(line: str) -> str:
    """Return a line with □ for what would move a cursor or can't be encoded, and without what is invisible."""
    if line.isprintable():
        return line
    return "".join(sign if sign.isprintable() else _show(sign) for sign in line)


def _show(sign: str) -> str:
    if sign.isspace():
        return " "
    return "□" if sign < " " or "\x7f" <= sign < "\xa0" or "\ud800" <= sign <= "\udfff" else ""
