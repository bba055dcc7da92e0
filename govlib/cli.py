"""The command line: ``govlib`` with one command a job.

What a command needs loads when it runs: checking a text shall not wait for the notebooks.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from govlib.batch.cli import register as register_batch
from govlib.bulletin.cli import register as register_bulletin
from govlib.errors import ExitCode, UserError
from govlib.history.cli import app as history
from govlib.ledger.cli import app as ledger
from govlib.overview.cli import register as register_overview
from govlib.review.cli import app as review
from govlib.root import project_root
from govlib.text.cli import register
from govlib.verify.cli import register as register_verify

if TYPE_CHECKING:
    from govlib.catalog.load import Catalog
    from govlib.described import Asked
    from govlib.workspace import Run

app = typer.Typer(
    name="govlib",
    help="政府网站与政务新媒体检查工作台：从监测导出表到通报的数字、附件和网页。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

MOST_UPLOADED = 64 * 2**20
OnePlace = Annotated[str, typer.Option("--place", "-p", help="地方文件名（params/places/ 下）。")]
OnePeriod = Annotated[str, typer.Option("--period", help="期名。")]


register_batch(app)


@app.command()
def check(place: OnePlace, period: OnePeriod) -> None:
    """只收表和核对，不写成果：列出收表问题、待确认的单位名称、通报数字的矛盾。"""
    from govlib.catalog.unit_workbook import list_unread

    console = _console()
    opened = _open(place, period)
    problems = opened.intake.problems
    serious = problems.loc[problems["severity"].ne("提示")]
    for message in serious["message"]:
        console.print(message, markup=False, highlight=False, soft_wrap=True)
    regions = opened.intake.regions[
        ["file", "sheet", "table", "header_row", "rows_in_file", "rows_read", "rows_refused", "rows_total", "rows_note"]
    ]
    _print_table(console, "每张表的行数去向", regions)
    if len(opened.unit_matches):
        _print_table(
            console, "请确认的单位名称", opened.unit_matches[["written", "unit", "how", "file", "sheet", "row"]]
        )
    contradictions = opened.checks.loc[opened.checks["verdict"].isin(["矛盾", "存疑"])]
    if len(contradictions):
        _print_table(console, "通报数字", contradictions[["verdict", "subject", "stated", "computed", "cause"]])
    for line in list_unread(opened.root / "params" / "places", place):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    notes = int(problems["severity"].eq("提示").sum())
    counts = contradictions["verdict"].value_counts()
    console.print(
        f"{opened.title}：收表错误和警告 {len(serious)} 处，提示 {notes} 处；"
        f"通报数字矛盾 {int(counts.get('矛盾', 0))} 处，存疑 {int(counts.get('存疑', 0))} 处。",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    if problems["code"].eq("unreadable_file").any():
        raise typer.Exit(int(ExitCode.FILE_UNREADABLE))


@app.command()
def describe(
    place: Annotated[str, typer.Option("--place", "-p", help="地方文件名（params/places/ 下）。")] = "",
    period: Annotated[str, typer.Option("--period", help="期名；按它的监测时间点列。")] = "",
    day: Annotated[str, typer.Option("--day", help="哪一天，形如 2024-06-22；不写期名时用。")] = "",
    handbook: Annotated[
        Path | None, typer.Option("--handbook", help="写成一个网页（.html）；不写地方和期时是全部规则集。")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="把清单写成一个 CSV 文件。")] = None,
) -> None:
    """列出一个地方在一天适用的每条规则：限值、原文、各键出自哪个文件、由哪张表算、哪些不检查和为什么；或写成手册。"""
    from govlib.catalog.load import load_catalog
    from govlib.deliver import write_csv
    from govlib.described import describe_rules, tell_rules
    from govlib.labels import labelled
    from govlib.workspace import open_declared

    console = _console()
    if not (place or handbook) or (place and bool(period) == bool(day)) or (not place and (period or day)):
        raise UserError("describe", "没有写全", "--place 和 --period，--place 和 --day，或只写 --handbook")
    root = project_root()
    catalog = load_catalog(root / "params")
    if handbook is not None:
        from govlib.handbook import write_handbook

        if day:
            raise UserError("describe", "--handbook 与 --day 同写", "--place 和 --period，或都不写")
        opened = open_declared(root, catalog, place, period, "outputs") if place else None
        write_handbook(handbook, catalog, root / "tests" / "cases", opened)
        console.print(f"已写出手册：{handbook.as_posix()}", markup=False, highlight=False, soft_wrap=True)
        return
    asked = _ask(root, catalog, place, period, day)
    rules = describe_rules(asked)
    for line in tell_rules(asked, rules):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if csv is not None:
        write_csv(csv, labelled(rules))
        console.print(f"已写出清单：{csv.as_posix()}", markup=False, highlight=False, soft_wrap=True)


def _ask(root: Path, catalog: Catalog, place: str, period: str, day: str) -> Asked:
    """Return a place on the inspection day of a period, or on a day, with the period that the day lies in."""
    from govlib.described import Asked, find_period
    from govlib.errors import PlaceFailedError
    from govlib.workspace import open_declared

    declared = catalog.place(place)
    try:
        asked_day = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise UserError("--day", f"写的是“{day}”", "一个日子，形如 2024-06-22") from error
    name = period or (find_period(declared, asked_day) if asked_day else None)
    if name is None:
        return Asked(catalog, declared, asked_day or date.min)
    opened = open_declared(root, catalog, place, name, "outputs")
    try:
        delivered: frozenset[str] | None = frozenset(opened.intake.tables)
    except PlaceFailedError:
        delivered = None
    return Asked(catalog, declared, asked_day or opened.day, opened.period, delivered)


@app.command()
def new(
    ruleset: Annotated[str, typer.Argument(help="规则集编号（params/rulesets/ 下）。")],
    indicator: Annotated[str, typer.Argument(help="新指标的编号，例如 W-V9。")],
) -> None:
    """写出一条新指标和它的用例的空白稿，并列出还要填哪些键、可以填什么。"""
    from govlib.scaffold import list_blanks, write_skeletons

    console = _console()
    root = project_root()
    for path in write_skeletons(root, ruleset, indicator):
        written = path.relative_to(root).as_posix()
        console.print(f"已写出 {written}", markup=False, highlight=False, soft_wrap=True)
    for line in list_blanks(root, ruleset, indicator):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


@app.command()
def units(
    place: OnePlace,
    out: Annotated[
        Path | None, typer.Option("--out", help="写到哪个文件（.xlsx）；不写就放在地方文件旁边，放好即生效。")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="已有这个文件时覆盖；里面的备注和另加的列、工作表不保留。")
    ] = False,
) -> None:
    """把一个地方的单位名录和本地阈值写成工作簿，改好放在地方文件旁边就用它。"""
    from govlib.scaffold.unit_form_file import place_form

    console = _console()
    for line in place_form(project_root(), place, out, overwrite=force):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


@app.command()
def sample(
    articles: Annotated[int, typer.Option("--articles", help="文章与推文条数，100 至 5000000。")] = 2000,
    seed: Annotated[int, typer.Option("--seed", help="随机种子：同样的参数得到同样的文件。")] = 1,
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件夹。")] = Path("exports/sample/2026Q3"),
) -> None:
    """写出虚构样例县的全套导出表，和一份埋了哪些问题的清单。"""
    from govlib.sample import write_sample

    console = _console()
    folder = (project_root() / out).resolve()
    try:
        planted = write_sample(folder, articles, seed)
    except ValueError as error:
        raise UserError("govlib sample", str(error).rstrip("。")) from error
    except OSError as error:
        advice = "请换一个可以写入的文件夹"
        raise UserError(out.as_posix(), f"写不进去（{error.strerror}）", advice=advice) from error
    console.print(
        f"已写出虚构样例县：{out.as_posix()}；埋设清单：{planted.name}", markup=False, highlight=False, soft_wrap=True
    )


register(app)
register_overview(app)
register_bulletin(app)
register_verify(app)
app.add_typer(ledger)
app.add_typer(review)
app.add_typer(history)


@app.command()
def lab() -> None:
    """打开 JupyterLab，停在第一个笔记本；只听本机，不联网查新闻和扩展。"""
    root = project_root()
    words = [sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={root}"]
    words += ["--LabApp.default_url=/lab/tree/notebooks/10_intake.ipynb", "--LabApp.news_url=None"]
    words += ["--LabApp.extension_manager=readonly", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    # a file uploaded in the panel comes as one message, which the server would drop beyond 10 MB without a word
    words += [f"--ServerApp.tornado_settings={{'websocket_max_message_size': {MOST_UPLOADED}}}"]
    raise typer.Exit(subprocess.run(words, cwd=root, check=False).returncode)  # noqa: S603 - our own interpreter


def _open(place: str, period: str) -> Run:
    from govlib.catalog.load import load_catalog
    from govlib.workspace import open_declared

    root = project_root()
    return open_declared(root, load_catalog(root / "params"), place, period, "outputs")


def _console() -> Console:
    width = None if sys.stdout.isatty() else 160
    return Console(width=width)


def _print_table(console: Console, title: str, frame: object) -> None:
    from govlib.display import say
    from govlib.labels import labelled

    table = Table(title=title, title_justify="left")
    shown = labelled(frame)  # type: ignore[arg-type]
    for heading in shown.columns:
        table.add_column(str(heading), overflow="fold")
    for row in shown.itertuples(index=False, name=None):
        table.add_row(*(say(value).replace("[", "\\[") for value in row))
    console.print(table)


def main() -> None:
    """Run the command line; errors meant for people end as a sentence and an exit code, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except UserError as error:
        typer.echo(error.sentence(), err=True)
        raise SystemExit(int(error.exit_code)) from None


if __name__ == "__main__":
    main()
