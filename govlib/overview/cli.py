"""``govlib overview``: one page over all places of a period, or over those within one, from the outputs there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(name="overview")(overview)


def overview(
    period: Annotated[str, typer.Option("--period", help="期名。")],
    within: Annotated[str, typer.Option("--within", help="只看属于这个地方的（地方文件名）；不写为全部地方。")] = "",
    outputs: Annotated[Path, typer.Option("--outputs", help="成果文件夹。")] = Path("outputs"),
) -> None:
    """从已有的成果做一期的总览：各地区合格率、排名、走势、反复出现的问题，直到每一项。"""
    from govlib.overview.produce import make_overview
    from govlib.root import project_root

    root = project_root()
    made = make_overview(root, (root / outputs).resolve(), period, within)
    typer.echo(f"{period} 总览：{made.place_count} 个地方")
    for path in (made.page, made.workbook, made.notebook):
        typer.echo(f"  {outputs.as_posix()}/{period}/{path.name}")
