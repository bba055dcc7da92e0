"""The command that verifies drafts: ``register`` adds it to ``govlib``; what it needs loads when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from govlib.errors import UserError
from govlib.root import project_root


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(verify)


def verify(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="要核对的通报：docx、txt、html、md、有文字的 pdf，或一个文件夹，可写多个；- 是标准输入。"),
    ] = None,
    place: Annotated[str, typer.Option("--place", "-p", help="地方文件名；用它的单位名录和文字规则。")] = "",
    period: Annotated[str, typer.Option("--period", help="期名；再与这一期算出来的数核对。")] = "",
    json: Annotated[str, typer.Option("--json", help="把 JSON 写到这个文件；- 是只打印 JSON。")] = "",
    docx: Annotated[
        Path | None, typer.Option("--docx", help="写成带批注的 Word 文档：.docx 文件；几个文件时写一个文件夹。")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="一致的和不可核的也列出来。")] = False,
    no_text: Annotated[bool, typer.Option("--no-text", help="不查错字、标点和隐私。")] = False,
) -> None:
    """核对通报的数字、名单、日期和文字，矛盾逐处列出；退出码 5 有矛盾，4 有严重文字错误，3 有读不出来的文件。"""
    from govlib.verify import command

    if not files:
        raise UserError("govlib verify", "没有写要核对的文件", "一个或几个文件、文件夹，或 - 从标准输入读")
    asked = command.Asked(tuple(files), place, period, json, docx, everything=everything, text=not no_text)
    result = command.verify_files(project_root(), asked)
    if result.exit_code:
        raise typer.Exit(int(result.exit_code))
