"""The commands that check texts: ``register`` adds them to ``govlib``.

What a command needs loads when it runs, so that the others start fast.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from govlib.errors import UserError
from govlib.root import project_root
from govlib.text.workshop.cli import app as lexicon


def register(app: typer.Typer) -> None:
    """Add the commands of texts to the command line."""
    for command in (scan, articles, textbench, learn):
        app.command()(command)
    app.add_typer(lexicon)


def scan(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="要查的文件或文件夹：txt、md、html、docx、xlsx、xls、csv、有文字的 pdf，可写多个；- 是标准输入。"
        ),
    ] = None,
    place: Annotated[str, typer.Option("--place", "-p", help="地方文件名；同时用它自己的词库和规则。")] = "",
    day: Annotated[str, typer.Option("--day", help="哪一天发布，形如 2024-06-22；日期类的规则要用。")] = "",
    suspected: Annotated[bool, typer.Option("--suspected", help="疑似的也列出来。")] = False,
    threshold: Annotated[
        list[str] | None, typer.Option("--threshold", help="改一条规则的数值：规则=数值；只写数值是 typos 的。")
    ] = None,
    rules: Annotated[str, typer.Option("--rules", help="只用这些规则，用逗号分开。")] = "",
    without: Annotated[str, typer.Option("--without", help="不用这些规则，用逗号分开。")] = "",
    list_rules: Annotated[bool, typer.Option("--list-rules", help="列出全部规则，不查文件。")] = False,
    json: Annotated[bool, typer.Option("--json", help="只打印 JSON，给别的程序用。")] = False,
    json_file: Annotated[Path | None, typer.Option("--json-file", help="把 JSON 写到这个文件。")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="写成标出错处的网页：.html 文件，或一个文件夹。")] = None,
    docx: Annotated[
        Path | None, typer.Option("--docx", help="把加了批注的 Word 文档写到这个文件夹，原件不动。")
    ] = None,
    table: Annotated[Path | None, typer.Option("--table", help="写成错敏信息登记表（.csv 或 .xlsx），供复核。")] = None,
) -> None:
    """发布前查文字错误：一处一行；退出码 4 有严重的，3 有读不出来的文件，0 其余。"""
    from govlib.text import before, commands

    params = project_root() / "params"
    if list_rules:
        for line in before.list_rules(params):
            typer.echo(line)
        return
    if not files:
        raise UserError("govlib scan", "没有写要查的文件", "一个或几个文件、文件夹，或 - 从标准输入读")
    wanted = before.Wanted(
        place=place,
        day=_read_day(day),
        suspected=suspected,
        only=_split(rules),
        without=_split(without),
        thresholds=_read_thresholds(threshold or []),
    )
    outputs = commands.Outputs(json_file, html, docx, table)
    result = commands.scan_to_result(params, files, wanted, outputs, None if json else typer.echo)
    if json:
        typer.echo(commands.write_json(result), nl=False)
    if result.exit_code:
        raise typer.Exit(int(result.exit_code))


def _split(named: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in named.replace("，", ",").split(",") if one.strip())


def _read_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise UserError("--day", f"写的是“{written}”", "一个日子，形如 2024-06-22") from error


def _read_thresholds(written: list[str]) -> dict[str, float]:
    thresholds = {}
    for one in written:
        rule, _, number = one.rpartition("=")
        try:
            thresholds[rule or "typos"] = float(number)
        except ValueError as error:
            raise UserError("--threshold", f"写的是“{one}”", "数值，或规则=数值，例如 typos=3.5") from error
    return thresholds


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
    from govlib.text.sweep.command import Asked, sweep_articles

    asked = Asked(tuple(paths), out, place, day, scheduler, jobs, suspected=suspected, csv=csv, force=force)
    raise typer.Exit(int(sweep_articles(project_root() / "params", asked)))


def textbench(
    pairs: Annotated[Path, typer.Option("--pairs", help="一行一对错句和对句，列名 wrong、right。")],
    clean: Annotated[Path, typer.Option("--clean", help="干净的文本，列名 text。")],
    threshold: Annotated[
        list[str] | None, typer.Option("--threshold", help="改一条规则的数值：规则=数值；只写数值是 typos 的。")
    ] = None,
    rules: Annotated[str, typer.Option("--rules", help="只量这些规则，用逗号分开。")] = "",
    without: Annotated[str, typer.Option("--without", help="不量这些规则，用逗号分开。")] = "",
) -> None:
    """量一量查错的精确率、召回率、每万字误报，默认的和加上疑似的各一遍。"""
    from govlib.text.before import Wanted
    from govlib.text.commands import measure_files

    wanted = Wanted(only=_split(rules), without=_split(without), thresholds=_read_thresholds(threshold or []))
    for line in measure_files(project_root() / "params", pairs, clean, wanted):
        typer.echo(line)


def learn(
    files: Annotated[
        list[Path], typer.Argument(help="本单位已发布、改好的文章：文件或文件夹，格式和 govlib scan 的一样，可写多个。")
    ],
) -> None:
    """用本单位的文章学一遍常见写法，查疑似错字时一并参考；每次都从头学，写在 params/models/，不进版本库。"""
    from govlib.text.ngrams.office import learn_files

    for line in learn_files(project_root() / "params", files):
        typer.echo(line)
