"""``govlib history``: the memory of all places and periods, brought up to date and asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govlib.errors import UserError
from govlib.root import project_root

if TYPE_CHECKING:
    import pandas as pd

    from govlib.history.opened import History

MOST_SHOWN = 40
app = typer.Typer(
    name="history",
    help="历史：历次成果整理成一处，查账号存量、连续零发布、反复出现的问题、数字的走势、一个单位的记录。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Outputs = Annotated[Path, typer.Option("--outputs", help="成果文件夹。")]
AnyPlace = Annotated[str, typer.Option("--place", "-p", help="地方文件名或名称；不写为全部。")]
Csv = Annotated[Path | None, typer.Option("--csv", help="把全部行写成一个 CSV 文件。")]


@app.command()
def build(
    outputs: Outputs = Path("outputs"),
    force: Annotated[bool, typer.Option("--force", help="没有变化的期也重新整理。")] = False,
) -> None:
    """把历次成果整理成历史：只重做有变化的期，说明哪些地方没有计入；查询的命令会自己先做这一步。"""
    from govlib.history.compaction import compact
    from govlib.history.opened import open_history
    from govlib.history.shown import head, tell_report, tell_samples

    folder = project_root() / outputs
    for line in tell_report(compact(folder, force=force)):
        _say(line)
    with open_history(folder) as history:
        _show("历史里的期", head(history.periods().drop(columns=["end", "same_days"])), None)
        _say(tell_samples(history))


@app.command()
def unit(
    name: Annotated[str, typer.Option("--unit", help="单位名称（合并后的）。")],
    place: AnyPlace = "",
    csv: Csv = None,
    outputs: Outputs = Path("outputs"),
) -> None:
    """一个单位的记录：各期的网站和账号、问题、已下发的和整改状态、反复出现的、零发布。"""
    from govlib.history.names import find_place, find_unit
    from govlib.history.shown import head, list_events, say_runs
    from govlib.history.unit_record import read_unit

    with _opened(outputs) as history:
        slug = find_unit(history, name, find_place(history, place) if place else "")
        record = read_unit(history, name, slug)
        _show(f"{name}（{slug}）历期", head(record.periods.drop(columns="title")), None)
        recurrent = say_runs(record.recurrent)[["topic", "object", "problem", "run_length", "last_period"]]
        _show("反复出现的问题", head(recurrent), None, empty="没有连续两期以上的问题。")
        zero = say_runs(record.zero_runs)[["run_length", "first_period", "last_period"]]
        _show("零发布", head(zero), None, empty="没有零发布的期。")
        _show("逐条记录", head(list_events(record)), csv, empty="没有别的记录。")


@app.command()
def stock(
    place: AnyPlace = "",
    by: Annotated[str, typer.Option("--by", help="platform 分平台，level 分层级；不写为合计。")] = "",
    csv: Csv = None,
    outputs: Outputs = Path("outputs"),
) -> None:
    """政务新媒体账号存量：期初＋新开－关停＝期末，期初＝上一期期末；不相等的写明差多少。"""
    from govlib.history.shown import head
    from govlib.history.stock import BREAKDOWNS, list_stock

    if by not in BREAKDOWNS:
        raise UserError("--by", f"写的是“{by}”", "platform、level，或不写")
    with _opened(outputs) as history:
        found = list_stock(history, _place(history, place), by=by)
        shown = head(found.drop(columns=["start", "end"] if by else ["start", "end", "group_name"]))
        _show("账号存量", shown, csv, empty="成果里没有账号存量：政务新媒体名录要有开设日期。")


@app.command()
def zero(
    place: AnyPlace = "",
    at_least: Annotated[int, typer.Option("--at-least", min=1, help="至少连续几期。")] = 1,
    csv: Csv = None,
    outputs: Outputs = Path("outputs"),
) -> None:
    """连续零发布的单位：从哪一期到哪一期，连续几期；再往前不知道的写“至少”，中间缺一期就断开。"""
    from govlib.history.shown import head, say_runs
    from govlib.history.zero import list_zero_runs

    with _opened(outputs) as history:
        found = say_runs(list_zero_runs(history, _place(history, place), at_least=at_least))
        _show("零发布", head(found), csv, empty="没有这样的单位。")


@app.command()
def recurrent(
    place: AnyPlace = "",
    name: Annotated[str, typer.Option("--unit", help="只看一个单位。")] = "",
    by: Annotated[str, typer.Option("--by", help="key 同一个问题，kind 一个单位的同一类问题。")] = "key",
    at_least: Annotated[int, typer.Option("--at-least", min=2, help="至少连续几期。")] = 2,
    csv: Csv = None,
    outputs: Outputs = Path("outputs"),
) -> None:
    """连续几期都查出来的问题。"""
    from govlib.history.names import find_unit
    from govlib.history.recurrent import BYS, list_recurrent
    from govlib.history.shown import head, say_runs

    how = BYS.get(by)
    if how is None:
        raise UserError("--by", f"写的是“{by}”", "key 或 kind")
    with _opened(outputs) as history:
        slug = _place(history, place)
        if name:
            slug = find_unit(history, name, slug)
        found = say_runs(list_recurrent(history, slug, name, by=how, at_least=at_least))
        _show("反复出现的问题", head(found), csv, empty=f"没有连续 {at_least} 期都查出来的问题。")


@app.command()
def trend(
    figure: Annotated[str, typer.Option("--figure", help="数字的名称或编号，如 政府网站合格率、site_pass_rate。")],
    place: AnyPlace = "",
    by: Annotated[str, typer.Option("--by", help="按什么分组，如 unit、unit_group、level；不写为合计。")] = "",
    name: Annotated[str, typer.Option("--name", help="只看其中一组，如一个单位。")] = "",
    csv: Csv = None,
    outputs: Outputs = Path("outputs"),
) -> None:
    """一个数字历期是多少，比上期、比去年同期变了多少；没有数的期写“缺数据”。"""
    from govlib.history.names import find_figure
    from govlib.history.shown import head
    from govlib.history.trend import list_trend_with_changes

    with _opened(outputs) as history:
        found = list_trend_with_changes(history, find_figure(history, figure), _place(history, place), by=by, name=name)
        shown = ["place", "period", "start", "end", "group_name", "text", "since_last", "since_last_year", "note"]
        kept = found[shown].rename(columns={"text": str(found["label"].iloc[0])}) if len(found) else found
        _show("走势", head(kept), csv, empty="没有这样的分组；分组的写法见 figures.json。")


@contextmanager
def _opened(outputs: Path) -> Iterator[History]:
    """Bring the memory up to date and open it; what was left out is told first."""
    from govlib.history.compaction import compact
    from govlib.history.opened import open_history

    folder = project_root() / outputs
    for one in compact(folder).left_out:
        _say(one.sentence())
    with open_history(folder) as history:
        yield history


def _place(history: History, said: str) -> str:
    from govlib.history.names import find_place

    return find_place(history, said) if said else ""


def _show(title: str, frame: pd.DataFrame, csv: Path | None, *, empty: str = "没有。") -> None:
    """Print the first rows of a table and where the rest is; write all of them where asked."""
    from rich.table import Table

    from govlib.deliver import write_csv
    from govlib.display import say

    if csv is not None:
        write_csv(csv, frame)
        _say(f"已写出 {csv.as_posix()}（{len(frame)} 行）")
    if frame.empty:
        _say(f"{title}：{empty}")
        return
    table = Table(title=title, title_justify="left")
    for heading in frame.columns:
        table.add_column(str(heading), overflow="fold")
    for row in frame.head(MOST_SHOWN).itertuples(index=False, name=None):
        table.add_row(*(say(value).replace("[", "\\[") for value in row))
    _console().print(table)
    if len(frame) > MOST_SHOWN:
        rest = "其余在上面的 CSV 文件里" if csv is not None else "用 --csv 写出全部"
        _say(f"只列前 {MOST_SHOWN} 行，共 {len(frame)} 行；{rest}。")


def _say(line: str) -> None:
    if line:
        _console().print(line, markup=False, highlight=False, soft_wrap=True)


def _console() -> Any:
    import sys

    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160)
