"""What ``govlib scan`` and ``govlib textbench`` do, as lines to be printed and files to be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from govlib.errors import ExitCode
from govlib.text.before import Wanted, make_ready, make_result, scan_each
from govlib.text.bench import measure, read_column
from govlib.text.files import choose_files
from govlib.text.outputs import Outputs, check_outputs, write_outputs
from govlib.text.report.as_json import write_json
from govlib.text.report.lines import make_printable, say_all, say_file
from govlib.text.report.result import Result

__all__ = [
    "Outputs",
    "Report",
    "Wanted",
    "measure_files",
    "scan_files",
    "scan_to_result",
    "write_json",
]


@dataclass(frozen=True)
class Report:
    """What a scan says, and the exit code that it ends with."""

    lines: tuple[str, ...]
    exit_code: ExitCode


def scan_files(params: Path, files: Sequence[Path], place: str = "", *, suspected: bool = False) -> Report:
    """Return the hits of files, one a line, and a line of counts; a file without text is told and the others go on.

    The exit code is SERIOUS_WORDING if a hit is serious, else FILE_UNREADABLE if a file was, else OK.
    """
    lines: list[str] = []
    result = scan_to_result(params, files, Wanted(place, suspected=suspected), Outputs(), lines.append)
    return Report(tuple(lines), result.exit_code)


def scan_to_result(
    params: Path, files: Sequence[Path], wanted: Wanted, outputs: Outputs, tell: Callable[[str], None] | None
) -> Result:
    """Scan files, tell each line as it is known, write what is wanted and return all; ``tell`` None is silent."""
    say = tell or _say_nothing
    chosen = choose_files(files)
    check_outputs(outputs, chosen)
    ready = make_ready(params, wanted)
    reads = []
    for read in scan_each(ready, chosen, keep=outputs.html is not None):
        reads.append(read)
        for line in say_file(read):
            say(line)
    result = make_result(ready, chosen, reads)
    for line in write_outputs(outputs, result):
        say(make_printable(line))
    say(say_all(result))
    return result


def _say_nothing(_: str) -> None:
    """Say nothing: what is found is printed as JSON."""


def measure_files(params: Path, pairs: Path, clean: Path, wanted: Wanted | None = None) -> list[str]:
    """Return precision, recall and false alarms over a file of pairs and one of clean text, without and with 疑似.

    Rules all of whose hits are 疑似, picked by name, are measured with those alone.
    """
    read_pairs = [(wrong, right) for wrong, right in read_column(pairs, "wrong", "right")]
    texts = [text for (text,) in read_column(clean, "text")]
    lines = []
    for title, suspected in (("默认", False), ("加上疑似", True)):
        ready = make_ready(params, replace(wanted or Wanted(), suspected=suspected))
        if ready.asked.suspected == suspected:
            lines += [title, *(f"  {line}" for line in measure(read_pairs, texts, ready.checker).lines())]
    return lines
