"""``govlib batch`` and ``govlib run``: many places in one command, or one of them."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from govlib.batch.events import Event
from govlib.engine.outcome import MEBIBYTE, Limits
from govlib.root import project_root

Places = Annotated[
    list[str] | None, typer.Option("--place", "-p", help="地方文件名（params/places/ 下），可写多次；不写为全部。")
]
Periods = Annotated[list[str] | None, typer.Option("--period", help="期名，可写多次；不写为全部。")]
Outputs = Annotated[Path, typer.Option("--outputs", help="成果文件夹。")]
OnePlace = Annotated[str, typer.Option("--place", "-p", help="地方文件名（params/places/ 下）。")]
OnePeriod = Annotated[str, typer.Option("--period", help="期名。")]
Engine = Literal["govlib", "spawned", "kernel"]
Resume = Annotated[bool, typer.Option("--resume/--fresh", help="输入和程序都没变的不重做（默认）；--fresh 全部重做。")]


def register(app: typer.Typer) -> None:
    """Add the commands of the batch to the command line."""
    app.command()(batch)
    app.command()(run)


def batch(
    place: Places = None,
    period: Periods = None,
    outputs: Outputs = Path("outputs"),
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="同时运行几个地方；0 为全部处理器。")] = 0,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast/--keep-going", help="有一个地方失败就不再开始别的；默认继续做别的。")
    ] = False,
    resume: Resume = True,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说要做什么、为什么，什么都不写。")] = False,
    engine: Annotated[
        Engine,
        typer.Option(
            "--engine", help="用什么运行笔记本：govlib 分出预载的进程，spawned 另起进程，kernel 用 Jupyter 内核。"
        ),
    ] = "govlib",
    timeout: Annotated[int, typer.Option("--timeout", min=1, help="一个笔记本最多运行多少秒。")] = 3600,
    memory: Annotated[int, typer.Option("--memory", min=0, help="一个笔记本最多再用多少 MB 内存；0 为不限。")] = 0,
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="Dask 调度器的地址，如 tcp://主机:8786，由它的各台机器运行。")
    ] = "",
    events: Annotated[
        Path | None, typer.Option("--events", help="把每一步写进这个文件，一行一个 JSON，供别的程序看。")
    ] = None,
) -> None:
    """运行一批地方：每个地方的九个笔记本、网页、附件和数字。"""
    from govlib.batch.event_file import open_events
    from govlib.batch.foresee import foresee
    from govlib.batch.progress import print_foresight, print_summary, show_progress
    from govlib.batch.run import run_batch
    from govlib.catalog.load import load_catalog
    from govlib.clock import stamp
    from govlib.production import ensure_writable, list_runs, make_recipe

    console = _console()
    root = project_root()
    into = (root / outputs).resolve()
    runs = list_runs(root, load_catalog(root / "params"), into, place or (), period or ())
    limits = Limits(notebook_seconds=timeout, memory=memory * MEBIBYTE or None)
    recipe = make_recipe(root, stop_early=fail_fast, fresh=not resume, engine=engine, limits=limits)
    if dry_run:
        print_foresight([foresee(one, recipe) for one in runs], console)
        raise typer.Exit
    ensure_writable(into)
    with ExitStack() as stack:
        told = stack.enter_context(open_events(root / events, stamp)) if events else None
        hearers = [stack.enter_context(show_progress(runs, console))]
        if told:
            told.begin(runs)
            hearers.append(told.hear)

        def hear(event: Event) -> None:
            for one in hearers:
                one(event)

        if scheduler:
            from govlib.batch.cluster import run_on_cluster

            report = run_on_cluster(scheduler, runs, recipe, fail_fast=fail_fast, listen=hear)
        else:
            report = run_batch(runs, recipe, jobs=jobs or os.cpu_count() or 1, fail_fast=fail_fast, listen=hear)
        if told:
            told.end(report)
    print_summary(report, console)
    if not report.interrupted:
        from govlib.overview.produce import follow_batch

        for line in follow_batch(root, into, [one.period for one in runs], fresh=not resume):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(int(report.exit_code))


def run(place: OnePlace, period: OnePeriod, outputs: Outputs = Path("outputs"), resume: Resume = True) -> None:
    """运行一个地方的一期，与批量运行的结果相同。"""
    batch(place=[place], period=[period], outputs=outputs, jobs=1, resume=resume)


def _console() -> Console:
    width = None if sys.stdout.isatty() else 160
    return Console(width=width)
