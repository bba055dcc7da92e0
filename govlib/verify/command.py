"""What ``govlib verify`` does: choose files, verify each, tell and write what was found."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from govlib.documents.delimited import decode_text
from govlib.documents.text_refusals import MAX_BYTES, refuse_text
from govlib.errors import FileUnreadableError, UserError
from govlib.text.files import Named, choose_files
from govlib.text.report.returned import name_copy
from govlib.verify.draft.opening import make_draft
from govlib.verify.report.as_json import write_json
from govlib.verify.report.lines import PLAIN, STRONG, say_report
from govlib.verify.report.result import Result, say_counts
from govlib.verify.report.terminal import open_console, print_lines
from govlib.verify.whole import Basis, Report, open_basis, verify_draft, verify_opened

ONLY_JSON = "-"
_SHEETS = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods"})
_WORD = frozenset({".docx", ".docm"})


@dataclass(frozen=True)
class Asked:
    """The files to be verified, what they are verified against, and where the findings go beside the terminal."""

    files: tuple[Path, ...]
    place: str = ""
    period: str = ""
    json: str = ""
    docx: Path | None = None
    everything: bool = False
    text: bool = True


def verify_files(root: Path, asked: Asked) -> Result:
    """Verify files one by one, print what was found and write what is wanted; a file that can't be read stops none."""
    named, passed_over = _choose(asked.files)
    _check_outputs(asked, named)
    basis = open_basis(root, asked.place, asked.period, text=asked.text)
    console = open_console()
    silent = asked.json == ONLY_JSON
    reports = []
    if not silent:
        print_lines(console, [(note, PLAIN) for note in basis.notes])
    for one in named:
        report, data = _verify(one, basis)
        reports.append(report)
        if not silent:
            print_lines(console, say_report(report, everything=asked.everything))
        if asked.docx is not None and report.draft is not None:
            path = _write_comments(asked.docx, report, data, one, alone=len(named) == 1)
            if not silent:
                print_lines(console, [(f"已写出批注稿：{path.as_posix()}", PLAIN)])
    result = Result(tuple(reports), asked.place, asked.period, asked.text, passed_over, basis.notes)
    if silent:
        sys.stdout.write(write_json(result))
        return result
    if asked.json:
        _write(Path(asked.json), write_json(result).encode(), "--json")
        print_lines(console, [(f"已写出 JSON：{Path(asked.json).as_posix()}", PLAIN)])
    if len(named) != 1 or passed_over:
        print_lines(console, [(_say_all(result), STRONG)])
    return result


def _choose(files: Sequence[Path]) -> tuple[tuple[Named, ...], int]:
    """Return the documents that were named or lie in a named folder, and how many other files folders hold."""
    chosen = choose_files(files)
    named = {os.path.realpath(path) for path in files}
    kept = tuple(
        one
        for one in chosen.files
        if one.path is None or one.path.suffix.lower() not in _SHEETS or os.path.realpath(one.path) in named
    )
    return kept, chosen.passed_over + len(chosen.files) - len(kept)


def _verify(named: Named, basis: Basis) -> tuple[Report, bytes]:
    if named.path is not None:
        report = verify_opened(named.path, named.shown_as, basis)
        return report, b"" if report.refused else named.path.read_bytes()
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        if not data.strip():
            raise refuse_text(named.shown_as, "empty")
        if len(data) > MAX_BYTES:
            raise refuse_text(named.shown_as, "too_large", f"{MAX_BYTES // 2**20} MiB 以上")
        draft = make_draft(decode_text(data).text, named.shown_as)
    except FileUnreadableError as error:
        return Report(named.shown_as, refused=error.sentence()), data
    return verify_draft(draft, basis, hashlib.sha256(data).hexdigest()), data


def _check_outputs(asked: Asked, named: Sequence[Named]) -> None:
    """Raise a UserError where an output would replace a draft or could not be written, before anything is read."""
    inputs = {os.path.realpath(one.path) for one in named if one.path is not None}
    json = Path(asked.json) if asked.json and asked.json != ONLY_JSON else None
    for option, path in (("--json", json), ("--docx", asked.docx)):
        if path is None:
            continue
        if os.path.realpath(path) in inputs:
            raise UserError(option, f"“{path.name}”就是要核对的文件", "另一个文件名", "原件不会被覆盖，请换一个名称")
        if option == "--json" and path.is_dir():
            raise UserError(option, f"“{path.name}”是文件夹", "一个文件名，或 -")
        if option == "--docx" and path.is_file() and path.suffix.lower() not in _WORD:
            raise UserError(option, f"“{path.name}”是一个文件", "以 .docx 结尾的文件名，或一个文件夹")
        nearest = next(one for one in path.absolute().parents if one.exists())
        if not nearest.is_dir() or not os.access(nearest, os.W_OK):
            raise UserError(option, f"“{path.as_posix()}”写不进去", "可以写入的地方", "请换一个文件夹")
    if asked.docx is not None and asked.docx.suffix.lower() in _WORD and len(named) > 1:
        raise UserError("--docx", f"要核对 {len(named)} 个文件，只写了一个文件名", "一个文件夹")


def _write_comments(target: Path, report: Report, data: bytes, named: Named, *, alone: bool) -> Path:
    from govlib.verify.report.comments import comment_report  # noqa: PLC0415 - python-docx loads only when one is written

    if alone and target.suffix.lower() in _WORD:
        path = target
    else:
        path = target / name_copy(report.name, named.path.suffix if named.path else ".docx")
    _write(path, comment_report(report, data), "--docx")
    return path


def _write(path: Path, content: bytes, option: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.part")
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        found = f"“{path.as_posix()}”写不进去（{error.strerror}）"
        raise UserError(option, found, "可以写的文件", "请换一个地方，或关掉正打开它的程序") from error


def _say_all(result: Result) -> str:
    unread = sum(bool(report.refused) for report in result.reports)
    parts = [say_counts(result.reports), f"{unread} 个文件读不出来" if unread else ""]
    parts.append(f"文件夹里另有 {result.passed_over} 个不是文稿的文件，没有核对" if result.passed_over else "")
    return f"核对了 {len(result.reports) - unread} 个文件：{'；'.join(part for part in parts if part)}。"
