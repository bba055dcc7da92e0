"""``govlib ledger``: problems told to units, what comes back of them, what is rechecked and closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govlib.errors import UserError
from govlib.root import project_root

if TYPE_CHECKING:
    from govlib.workspace import Run

app = typer.Typer(
    name="ledger",
    help="整改台账：下发问题，导入报回的整改表，复查、销号，查看各单位的情况。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
OnePlace = Annotated[str, typer.Option("--place", "-p", help="地方文件名（params/places/ 下）。")]
OnePeriod = Annotated[str, typer.Option("--period", help="期名。")]
Day = Annotated[str, typer.Option("--day", help="哪一天，形如 2026-04-10。")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只试算，什么也不写。")]


@app.command()
def send(
    place: OnePlace,
    period: OnePeriod,
    day: Annotated[str, typer.Option("--day", help="下发日期，形如 2026-04-10；不写用本期的印发日。")] = "",
    deadline: Annotated[str, typer.Option("--deadline", help="整改期限，形如 2026-04-30；不写用本期写明的。")] = "",
    within: Annotated[
        int | None, typer.Option("--within", min=1, max=1000, help="整改期限是下发后第几个工作日。")
    ] = None,
    statement_within: Annotated[
        int | None,
        typer.Option("--statement-within", min=1, max=1000, help="有严重问题的单位，下发后几个工作日内报送书面检查。"),
    ] = None,
    statement_for_all: Annotated[
        bool, typer.Option("--statement-for-all", help="书面检查不只对严重问题，每条都要求。")
    ] = False,
    only_confirmed: Annotated[
        bool, typer.Option("--only-confirmed", help="只下发复核为属实的；不写时没有复核的不合格也下发。")
    ] = False,
    outputs: Annotated[Path, typer.Option("--outputs", help="成果文件夹。")] = Path("outputs"),
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个文件夹；不写就在这一期的成果里。")] = None,
    dry_run: DryRun = False,
) -> None:
    """下发本期的问题：编号，写出台账和每个单位的整改表，然后记进台账；再运行一次只补发新的。"""
    from govlib.clock import stamp
    from govlib.ledger import telling

    run = _open(place, period, outputs)
    _print(run.ledger[1])
    wish = telling.Wish(
        day=_day(day, "--day"),
        deadline=_day(deadline, "--deadline"),
        within=within,
        statement_within=statement_within,
        statement_for_all=statement_for_all,
        only_confirmed=only_confirmed,
    )
    planned = telling.plan(run, wish)
    folder = run.output_dir if out is None else out.resolve()
    written = [] if dry_run else telling.send(run, planned, folder, stamp())
    _print(telling.tell_plan(run, planned, written, is_dry=dry_run))


def _open(place: str, period: str, outputs: Path = Path("outputs")) -> Run:
    from govlib.catalog.load import load_catalog
    from govlib.workspace import open_declared

    root = project_root()
    return open_declared(root, load_catalog(root / "params"), place, period, str(outputs))


def _day(text: str, option: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(option, f"写的是“{text}”", "一个日子，形如 2026-04-10") from None


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
