"""``govlib review``: what waits for a person's decision, decisions saved, and every save there was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from govlib.root import project_root

if TYPE_CHECKING:
    import pandas as pd

    from govlib.review.desk import ReviewDesk

MOST_SHOWN = 40
app = typer.Typer(
    name="review",
    help="复核：列出本期要由人判定的问题，保存决定，查看每次保存；决定在算任何数字之前生效。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
OnePlace = Annotated[str, typer.Option("--place", "-p", help="地方文件名（params/places/ 下）。")]
OnePeriod = Annotated[str, typer.Option("--period", help="期名。")]
Csv = Annotated[Path | None, typer.Option("--csv", help="把全部行写成一个 CSV 文件。")]


@app.command(name="list")
def list_(
    place: OnePlace,
    period: OnePeriod,
    unit: Annotated[str, typer.Option("--unit", help="只列这个责任单位的（合并后的名称）。")] = "",
    kind: Annotated[str, typer.Option("--kind", help="只列这一种：指标、表中一行、文字，或指标编号、表名。")] = "",
    standing: Annotated[
        str, typer.Option("--standing", help="只列决定的这一种现状：未复核、有效、失效、沿用、不在本期。")
    ] = "",
    csv: Csv = None,
) -> None:
    """列出本期可以复核的每一项：编号、单位、问题、规则的结论、已有的决定和它现在是否有效。"""
    from govlib.review.desk import count_standings
    from govlib.review.shown import shorten, show_items

    desk = _open(place, period)
    chosen = desk.choose(unit, kind, standing)
    if csv is not None:
        _write(csv, show_items(chosen))
    if len(chosen):
        _print_table(f"{desk.run.title} 复核", shorten(chosen.head(MOST_SHOWN)))
    _say(count_standings(chosen))
    if len(chosen) > MOST_SHOWN:
        _say(f"只列前 {MOST_SHOWN} 项；{'其余在 CSV 文件里' if csv is not None else '用 --csv 写出全部'}。")
    _tell(desk.run.review.faults)


@app.command()
def decide(
    keys: Annotated[list[str], typer.Argument(help="复核编号（govlib review list 列的），可写多个，一次保存。")],
    place: OnePlace,
    period: OnePeriod,
    kind: Annotated[
        str, typer.Option("--as", help="决定：属实、误报、不适用、并入、改派、改等级、备注、撤销；也可写英文。")
    ],
    to: Annotated[str, typer.Option("--to", help="并入哪一项的编号，改派给哪个单位，或新等级。")] = "",
    remark: Annotated[str, typer.Option("--remark", help="备注；不要写联系人、电话，电话和证件号会被隐去。")] = "",
    by: Annotated[str, typer.Option("--by", help="谁决定的：岗位或代号，例如 复核岗1，不写姓名。")] = "",
) -> None:
    """对一项或几项作出决定，保存进 records/；几项要么都保存，要么都不保存。"""
    from govlib.clock import stamp
    from govlib.review.desk import Wish, read_kind
    from govlib.review.store import say_decision

    wish = Wish(tuple(keys), read_kind(kind), to.strip(), remark)
    desk = _open(place, period)
    decisions = desk.decide(wish)
    saved = desk.save(decisions, stamp(), by)
    for one in saved.saves[-1].decisions:
        _say(f"{one.key}：{say_decision(one)}")
    where = f"records/{place}/{period}/decisions.jsonl 第 {saved.seen} 行"
    _say(f"已保存 {len(saved.saves[-1].decisions)} 项（{where}）；重新运行 govlib run 后成果随之改变。")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="govlib review list --csv 写出、填好“复核决定”等列的表（.csv .xlsx）。")],
    place: OnePlace,
    period: OnePeriod,
    by: Annotated[str, typer.Option("--by", help="谁决定的：岗位或代号，例如 复核岗1，不写姓名。")] = "",
) -> None:
    """导入填好的复核列表，一次保存；空着的不作决定，列表写出以后变了的要重新看过，有一处不行就都不保存。"""
    from govlib.clock import stamp
    from govlib.review.filled import read_filled, understand

    rows = read_filled(file)
    desk = _open(place, period)
    found = understand(desk, rows)
    rest = f"与已有决定相同的 {found.same} 项，没有填的 {found.blank} 项"
    if not found.decisions:
        _say(f"没有新的决定；{rest}。")
        return
    saved = desk.save(found.decisions, stamp(), by)
    where = f"records/{place}/{period}/decisions.jsonl 第 {saved.seen} 行"
    _say(f"已保存 {len(saved.saves[-1].decisions)} 项（{where}）；{rest}。")


@app.command()
def log(
    place: OnePlace,
    period: OnePeriod,
    key: Annotated[str, typer.Option("--key", help="只列这一项的。")] = "",
    csv: Csv = None,
) -> None:
    """按先后列出每次保存的每个决定，撤销和被取代的也在内；记录文件有毛病的行一并指出。"""
    from govlib.review.desk import list_saves
    from govlib.review.shown import show_saves
    from govlib.review.store import read_decisions

    run = _run(place, period)
    read = read_decisions(run.records_dir)
    saves = show_saves(list_saves(read, key))
    if csv is not None:
        _write(csv, saves)
    if len(saves):
        _print_table(f"{run.title} 复核决定", saves.tail(MOST_SHOWN))
        hidden = f"，只列最后 {MOST_SHOWN} 个" if len(saves) > MOST_SHOWN else ""
        _say(f"共 {len(read.saves)} 次保存，{len(saves)} 个决定{hidden}。")
    else:
        _say("还没有保存过决定。" if not key else f"没有关于 {key} 的决定。")
    _tell(read.faults)


def _run(place: str, period: str) -> Any:
    from govlib.catalog.load import load_catalog
    from govlib.workspace import open_declared

    root = project_root()
    return open_declared(root, load_catalog(root / "params"), place, period, "outputs")


def _open(place: str, period: str) -> ReviewDesk:
    from govlib.review.desk import open_review

    return open_review(_run(place, period))


def _write(path: Path, frame: pd.DataFrame) -> None:
    from govlib.deliver import write_csv

    write_csv(path, frame)
    _say(f"已写出 {path.as_posix()}（{len(frame)} 行）")


def _tell(faults: tuple[str, ...]) -> None:
    for fault in faults:
        _say(f"注意：{fault}")


def _print_table(title: str, frame: pd.DataFrame) -> None:
    from rich.table import Table

    from govlib.review.shown import KEY_HEADING

    table = Table(title=title, title_justify="left")
    for heading in frame.columns:
        # a key is copied from here, so it stays in one piece
        table.add_column(str(heading), overflow="fold", no_wrap=str(heading) == KEY_HEADING)
    for row in frame.itertuples(index=False, name=None):
        table.add_row(*(str(value).replace("[", "\\[") for value in row))
    _console().print(table)


def _say(line: str) -> None:
    _console().print(line, markup=False, highlight=False, soft_wrap=True)


def _console() -> Any:
    import sys

    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 160)
