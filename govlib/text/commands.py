"""What ``govlib scan`` and ``govlib textbench`` do, as lines to be printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from govlib.catalog.lexicon_rows import SEVERITIES
from govlib.errors import ExitCode, FileUnreadableError
from govlib.text.bench import measure, read_column
from govlib.text.check import Checker, check_document, open_checker
from govlib.text.files import open_file
from govlib.text.hits import SERIOUS, Hit


@dataclass(frozen=True)
class Report:
    """What a scan says, and the exit code that it ends with."""

    lines: tuple[str, ...]
    exit_code: ExitCode


def scan_files(params: Path, files: Sequence[Path], place: str = "", *, suspected: bool = False) -> Report:
    """Return the hits of files, one a line, and a line of counts; a file without text is told and the others go on.

    The exit code is SERIOUS_WORDING if a hit is serious, else FILE_UNREADABLE if a file was, else OK.
    """
    checker = open_checker(params, place, suspected=suspected)
    found: list[Hit] = []
    lines: list[str] = []
    unread = 0
    for path in files:
        try:
            hits = _scan(path, checker)
        except FileUnreadableError as error:
            unread += 1
            lines.append(error.sentence())
            continue
        found += hits
        lines += [say_hit(hit) for hit in hits]
    counted = Counter(one.severity for one in found if one.counts)
    counts = "，".join(f"{severity} {counted[severity]} 处" for severity in SEVERITIES if counted[severity])
    quoted = sum(not one.counts for one in found)
    lines.append(
        f"查了 {len(files) - unread} 个文件：{counts or '没有发现错误'}"
        f"{f'；引用 {quoted} 处，不计' if quoted else ''}{f'；{unread} 个文件读不出来' if unread else ''}。"
    )
    if any(one.severity == SERIOUS and one.counts for one in found):
        return Report(tuple(lines), ExitCode.SERIOUS_WORDING)
    return Report(tuple(lines), ExitCode.FILE_UNREADABLE if unread else ExitCode.OK)


def measure_files(params: Path, pairs: Path, clean: Path) -> list[str]:
    """Return precision, recall and false alarms over a file of pairs and one of clean text, without and with 疑似."""
    read_pairs = [(wrong, right) for wrong, right in read_column(pairs, "wrong", "right")]
    texts = [text for (text,) in read_column(clean, "text")]
    lines = []
    for title, suspected in (("默认", False), ("加上疑似", True)):
        checker = open_checker(params, suspected=suspected)
        lines += [title, *(f"  {line}" for line in measure(read_pairs, texts, checker).lines())]
    return lines


def say_hit(hit: Hit) -> str:
    """Return a hit as one line for a person."""
    quoted = "" if hit.counts else "（引用，不计）"
    return f"{hit.document} {hit.place} 〔{hit.severity}〕{hit.says}{quoted}：{hit.context}"


def _scan(path: Path, checker: Checker) -> list[Hit]:
    if not path.is_file():
        raise FileUnreadableError(path.as_posix(), "没有这个文件", "一个文件的名称", "请核对名称和所在的文件夹")
    return check_document(open_file(path, path.name), checker)
