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
    for command in (scan, textbench):
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


def textbench(
    pairs: Annotated[Path, typer.Option("--pairs", help="一行一对错句和对句，列名 wrong、right。")],
    clean: Annotated[Path, typer.Option("--clean", help="干净的文本，列名 text。")],
) -> None:
    """量一量查错的精确率、召回率、每万字误报，默认的和加上疑似的各一遍。"""
    from govlib.text.commands import measure_files  # noqa: PLC0415 - the same

    for line in measure_files(project_root() / "params", pairs, clean):
        typer.echo(line)
