"""``govlib lexicon``: the commands of the lexicon workshop."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govlib.errors import ExitCode
from govlib.root import project_root

if TYPE_CHECKING:
    from govlib.catalog.load import Catalog

app = typer.Typer(
    name="lexicon",
    help="词库：每条词条的记录，由复核得来的例外和新词条，检查。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Reviewed = Annotated[
    list[Path] | None,
    typer.Argument(help="复核过的表（.csv .xlsx），列标题和错敏信息登记一样；不写就只用各期交来的。"),
]
OnePlace = Annotated[
    str, typer.Option("--place", "-p", help="地方文件名（params/places/ 下）；不写为样例以外的全部地方。")
]
Table = Annotated[Path | None, typer.Option("--csv", help="把清单写成一个 CSV 文件。")]


@app.command()
def record(files: Reviewed = None, place: OnePlace = "", csv: Table = None) -> None:
    """列出词条的记录：命中、属实、误报、精确率，误报多的在前。"""
    from govlib.text.workshop.commands import open_for_command, tell_records

    root, catalog = _open()
    _print(tell_records(open_for_command(root, catalog, place, files or ()), csv))


@app.command()
def learn(files: Reviewed = None, place: OnePlace = "") -> None:
    """按复核从头算出每条词条的记录，写进 params/lexicon_records.csv；精确率低的词条从此只算疑似。"""
    from govlib.text.workshop.commands import open_for_command, tell_learning

    root, catalog = _open()
    _print(tell_learning(open_for_command(root, catalog, place, files or ())))


@app.command()
def suggest(
    files: Reviewed = None,
    place: OnePlace = "",
    archive: Annotated[
        list[Path] | None, typer.Option("--archive", help="干净的文本（可以是 .xz、.gz），里面有的不建议；可写多个。")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="写进哪个词库文件；不写就写进这个地方自己的。")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="把可以采纳的写进文件；不写只列出来。")] = False,
    csv: Table = None,
) -> None:
    """由误报建议例外，由属实建议新词条，列出文件会怎么改；加 --apply 才写。"""
    from govlib.text.workshop.commands import (
        open_for_command,
        tell_suggestions,
        write_suggestions,
    )

    root, catalog = _open()
    workshop = open_for_command(root, catalog, place, files or ())
    if csv is not None:
        write_suggestions(csv, workshop.suggest(archive or ()))
        _print([f"已写出清单：{csv.as_posix()}"])
    _print(tell_suggestions(workshop, archive or (), out=out, apply=apply))


@app.command()
def check(place: Annotated[str, typer.Option("--place", "-p", help="同时查这个地方自己的词库。")] = "") -> None:
    """检查词库：每个文件多少条，哪些降为疑似；有毛病就都列出来。"""
    from govlib.text.workshop.commands import tell_lexicon

    root, catalog = _open()
    _print(tell_lexicon(root / "params", catalog, place))


@app.command()
def gate(
    texts: Annotated[list[Path], typer.Argument(help="干净的文本（.txt，可以是 .xz、.gz），可写多个。")],
    place: Annotated[str, typer.Option("--place", "-p", help="同时查这个地方自己的词库。")] = "",
) -> None:
    """过关：在干净的文本里命中的词条和上下文都列出来，有一条没有说明就以退出码 2 结束。"""
    from govlib.catalog.lexicons import open_lexicon
    from govlib.text.workshop.gate import pass_gate

    root, catalog = _open()
    if place:
        catalog.place(place)
    params = root / "params"
    gated = pass_gate(open_lexicon(params, place), params / "lexicons", texts)
    _print(gated.lines)
    if gated.failed:
        raise typer.Exit(int(ExitCode.WRONG_CALL))


def _open() -> tuple[Path, Catalog]:
    from govlib.catalog.load import load_catalog

    root = project_root()
    return root, load_catalog(root / "params")


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
