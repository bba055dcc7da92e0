"""What ``govlib articles`` does: its words checked, the sweep shown, the counts told, an exit code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter

from rich.console import Console

from govlib.errors import ExitCode, UserError
from govlib.text.sweep.progress import say_rate, show_sweep
from govlib.text.sweep.run import sweep
from govlib.text.sweep.work import settle


@dataclass(frozen=True)
class Asked:
    """The words of one call."""

    paths: tuple[Path, ...]
    out: Path
    place: str = ""
    day: str = ""
    scheduler: str = ""
    jobs: int = 0
    suspected: bool = False
    csv: bool = False
    force: bool = False


def sweep_articles(params: Path, asked: Asked) -> ExitCode:
    """Check articles and print what was found; FILE_UNREADABLE where something could not be read to its end."""
    if asked.out.suffix.lower() != ".parquet":
        raise UserError(
            f"--out {asked.out.name}", "不是 .parquet", "一个以 .parquet 结尾的文件名", "要 csv 请再加 --csv"
        )
    settings = settle(params, asked.place, suspected=asked.suspected, seen=_read_day(asked.day))
    console = Console()
    started = perf_counter()
    with show_sweep(console) as begin:
        swept = sweep(
            asked.paths,
            asked.out,
            settings,
            jobs=asked.jobs,
            scheduler=asked.scheduler,
            with_csv=asked.csv,
            force=asked.force,
            begin=begin,
        )
    seconds = perf_counter() - started
    rate = f"用时 {seconds:.1f} 秒：{say_rate(swept, seconds)}。"
    for line in (*swept.problems, swept.sentence(), f"命中写在 {asked.out.as_posix()}。{rate}"):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    return ExitCode.FILE_UNREADABLE if swept.problems else ExitCode.OK


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UserError("--day", f"写的是“{text}”", "一个日子，形如 2026-09-25") from error
