"""The commands that check texts: ``register`` adds them to ``govlib``.

What a command needs loads when it runs, so that the others start fast.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlib.text.workshop.cli import app as lexicon
from govlib.workspace import project_root


def register(app: typer.Typer) -> None:
    """Add the commands of texts to the command line."""
    for command in (scan, articles, textbench):
        app.command()(command)
    app.add_typer(lexicon)


def scan(
    files: Annotated[list[Path], typer.Argument(help="要查的文件：.txt .md .html .docx .csv .xlsx，可写多个。")],
    place: Annotated[str, typer.Option("--place", "-p", help="地方文件名；同时用它自己的词库。")] = "",
    suspected: Annotated[bool, typer.Option("--suspected", help="疑似的也列出来。")] = False,
) -> None:
    """发布前查文字错误：一处一行，有严重的就以退出码 4 结束。"""
    from govlib.text.commands import scan_files  # noqa: PLC0415 - thousands of words load only here

    report = scan_files(project_root() / "params", files, place, suspected=suspected)
    for line in report.lines:
        typer.echo(line)
    if report.exit_code:
        raise typer.Exit(int(report.exit_code))


def articles(
    paths: Annotated[
        list[Path], typer.Argument(help="文章表（.csv .xlsx .xls .parquet）或放这些表的文件夹，可写多个。")
    ],
    out: Annotated[Path, typer.Option("--out", help="命中写到哪个 .parquet 文件。")],
    csv: Annotated[bool, typer.Option("--csv", help="旁边再写一个同名的 .csv。")] = False,
    place: Annotated[str, typer.Option("--place", "-p", help="地方文件名；同时用它自己的词库和规则。")] = "",
    suspected: Annotated[bool, typer.Option("--suspected", help="疑似的也列出来。")] = False,
    day: Annotated[str, typer.Option("--day", help="在哪一天看的，形如 2026-09-25；比它晚的日期才算将来。")] = "",
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="同时用几个进程；0 为全部处理器。")] = 0,
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="用一个 Dask 集群查：调度器地址，形如 tcp://主机:8786。")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的结果。")] = False,
) -> None:
    """查已发布的文章：逐个文件、逐段地查，所有命中写成一张表。"""
    from govlib.text.sweep.command import Asked, sweep_articles  # noqa: PLC0415 - the same

    asked = Asked(tuple(paths), out, place, day, scheduler, jobs, suspected=suspected, csv=csv, force=force)
    raise typer.Exit(int(sweep_articles(project_root() / "params", asked)))


def textbench(
    pairs: Annotated[Path, typer.Option("--pairs", help="一行一对错句和对句，列名 wrong、right。")],
    clean: Annotated[Path, typer.Option("--clean", help="干净的文本，列名 text。")],
) -> None:
    """量一量查错的精确率、召回率、每万字误报，默认的和加上疑似的各一遍。"""
    from govlib.text.commands import measure_files  # noqa: PLC0415 - the same

    for line in measure_files(project_root() / "params", pairs, clean):
        typer.echo(line)
