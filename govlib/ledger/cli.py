"""``govlib ledger``: problems told to units, what comes back of them, what is rechecked and closed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govlib.errors import ExitCode, UserError
from govlib.root import project_root

if TYPE_CHECKING:
    import pandas as pd

    from govlib.ledger.acts import Act
    from govlib.ledger.desk import LedgerDesk
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
Numbers = Annotated[list[str], typer.Argument(help="编号，例如 2026Q1-0007，可写多个。")]
Remark = Annotated[str, typer.Option("--remark", help="备注；不要写联系人、电话。")]
By = Annotated[str, typer.Option("--by", help="谁记的：岗位或代号，不写姓名。")]
_WIDTH = 160
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
    from govlib.records.folders import LEDGER
    from govlib.records.journal import read_journal

    run = _open(place, period, outputs)
    # counted before the acts are read: what is added in between is then seen as new when writing
    lines = read_journal(run.records_dir / LEDGER).lines
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
    written = [] if dry_run else telling.send(run, planned, folder, stamp(), lines)
    _print(telling.tell_plan(run, planned, written, is_dry=dry_run))


@app.command("import")
def import_sheets(
    files: Annotated[list[Path], typer.Argument(help="报回的整改表或台账（xlsx、xls、ods、csv），可写多个。")],
    place: OnePlace,
    day: Annotated[str, typer.Option("--day", help="收到日期，形如 2026-04-20；不写就是今天。")] = "",
    unit: Annotated[str, typer.Option("--unit", help="表号丢了的文件是哪个单位的；写名录里的全称。")] = "",
    update: Annotated[bool, typer.Option("--update", help="与已记录的不一样时，以这次的文件为准。")] = False,
    csv: Annotated[Path | None, typer.Option("--csv", help="把逐条的情况写成一个 CSV 文件。")] = None,
    dry_run: DryRun = False,
) -> None:
    """导入报回的整改表和填好的台账：按编号对上，冲突和改动逐处列出；有没采用的以退出码 3 结束。"""
    from govlib.clock import stamp
    from govlib.deliver import write_csv
    from govlib.labels import labelled
    from govlib.ledger import desk
    from govlib.ledger.returned.notes import frame_notes, is_incomplete

    moment = stamp()
    received = _day(day, "--day") or date.fromisoformat(moment[:10])
    asked = desk.Asked(received, unit=unit, update=update, is_dry=dry_run)
    found, faults = desk.import_files(project_root(), place, files, asked, moment)
    _print(faults)
    _print(desk.tell_import(found, is_dry=dry_run))
    if csv is not None:
        notes = frame_notes(found.notes)
        write_csv(csv, labelled(notes))
        _print([f"已写出清单：{csv.as_posix()}"])
    if is_incomplete(found.notes):
        raise typer.Exit(int(ExitCode.FILE_UNREADABLE))


@app.command()
def adopt(
    file: Annotated[Path, typer.Argument(help="以前用 Excel 记的整改台账。")],
    place: OnePlace,
    period: Annotated[str, typer.Option("--period", help="登记为哪一期的；可以是地方文件里没有写的往期。")],
    day: Annotated[
        str, typer.Option("--day", help="台账里没有写日期的按哪天算，形如 2025-12-31；不写用这一期的印发日。")
    ] = "",
    update: Annotated[bool, typer.Option("--update", help="台账改动过：把与已登记的不同之处也写入。")] = False,
    dry_run: DryRun = False,
) -> None:
    """登记以前手工记的整改台账：每行一个编号，连同整改、复查情况；同一个文件再登记一次什么也不加。"""
    from govlib.catalog.load import load_catalog
    from govlib.clock import stamp
    from govlib.ledger.adopt_command import Wish, adopt

    root = project_root()
    wish = Wish(file, place, period, _day(day, "--day"), update, dry_run)
    adopted = adopt(root, load_catalog(root / "params"), wish, stamp())
    _print(adopted.lines)
    if adopted.is_partial:
        raise typer.Exit(int(ExitCode.FILE_UNREADABLE))


@app.command()
def status(
    place: OnePlace,
    period: Annotated[str, typer.Option("--period", help="只看这一期下发的；不写为全部。")] = "",
    day: Annotated[str, typer.Option("--day", help="按哪一天看，形如 2026-05-01；不写就是今天。")] = "",
) -> None:
    """各单位下发了多少条，现在各是什么状态，哪些单位没有回复。"""
    from govlib.clock import stamp
    from govlib.ledger import desk
    from govlib.ledger.overview import count_by_unit

    opened = desk.open_desk(project_root(), place)
    _print(opened.faults)
    on = _day(day, "--day") or date.fromisoformat(stamp()[:10])
    cases = desk.cases_on(opened, period, on)
    if len(cases):
        _print_table(f"{opened.place.name}{f' {period}' if period else ''}：到 {on} 的情况", count_by_unit(cases))
    _print([desk.tell_status(opened.place.name, cases, on)])


@app.command()
def recheck(
    numbers: Numbers,
    place: OnePlace,
    result: Annotated[str, typer.Option("--result", help="复查结果：已整改、未整改。")],
    day: Day,
    remark: Remark = "",
    by: By = "",
) -> None:
    """记录人工复查的结果。"""
    from govlib.ledger import desk, entering

    opened = desk.open_desk(project_root(), place)
    acts = entering.recheck(opened.acts, numbers, result, _need_day(day), remark)
    _write(opened, acts, by, f"复查结果“{result}”")


@app.command()
def close(numbers: Numbers, place: OnePlace, day: Day, remark: Remark = "", by: By = "") -> None:
    """销号：不再跟踪的编号。"""
    from govlib.ledger import desk, entering

    opened = desk.open_desk(project_root(), place)
    _write(opened, entering.close(opened.acts, numbers, _need_day(day), remark), by, "销号")


@app.command()
def statement(
    numbers: Numbers,
    place: OnePlace,
    received: Annotated[str, typer.Option("--received", help="哪天收到的，形如 2026-04-20。")],
    by: By = "",
) -> None:
    """记录收到了哪些编号的书面检查。"""
    from govlib.ledger import desk, entering

    opened = desk.open_desk(project_root(), place)
    on = _day(received, "--received")
    if on is None:
        raise UserError("--received", "是空的", "一个日子，形如 2026-04-10")
    _write(opened, entering.receive_statement(opened.acts, numbers, on), by, "收到书面检查")


@app.command()
def account(
    place: OnePlace,
    event: Annotated[str, typer.Option("--event", help="责令关停、已关停、已注销、违规重开、未经批准开设。")],
    name: Annotated[str, typer.Option("--account", help="账号名称，与名录里的一样。")],
    platform: Annotated[str, typer.Option("--platform", help="平台，例如 微信。")],
    day: Day,
    period: OnePeriod,
    unit: Annotated[str, typer.Option("--unit", help="主办单位。")] = "",
    remark: Remark = "",
    by: By = "",
) -> None:
    """记录一个账号被责令关停、已关停、已注销、违规重开或未经批准开设。"""
    from govlib.ledger import desk, entering
    from govlib.ledger.acts import AccountEvent

    opened = desk.open_desk(project_root(), place)
    opened.check_period(period)
    befell = AccountEvent(name, platform, event, unit, remark)
    acts = entering.record_account(period, befell, _need_day(day), opened.acts)
    _write(opened, acts, by, f"{name}（{platform}）{event}")


def _write(opened: LedgerDesk, acts: Sequence[Act], by: str, what: str) -> None:
    from govlib.clock import stamp
    from govlib.ledger import entering

    signed = [replace(act, by=entering.clean_remark(by)) for act in acts]
    entering.write_acts(opened.root, opened.place.slug, signed, stamp(), opened.lines)
    count = sum(len(act.rows) for act in acts)
    _print([f"已记录：{what}，{count} 条。"])


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


def _print_table(title: str, frame: pd.DataFrame) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for place, heading in enumerate(frame.columns):
        table.add_column(str(heading), justify="right" if place else "left")
    for row in frame.itertuples(index=False, name=None):
        table.add_row(*(str(value).replace("[", "\\[") for value in row))
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(table)


def _need_day(text: str) -> date:
    day = _day(text, "--day")
    if day is None:
        raise UserError("--day", "是空的", "一个日子，形如 2026-04-10")
    return day


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
