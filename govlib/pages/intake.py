"""10 收表：what was read, what was refused and why, which names a person should confirm."""

from __future__ import annotations

from govlib.charts import draw_bars
from govlib.deliver import write_intake
from govlib.display import Chart, Headline, Sentence, Table
from govlib.pages.common import plain_sum
from govlib.workspace import Run

_LEDGER = [
    "file",
    "sheet",
    "table",
    "vendor",
    "header_row",
    "rows_in_file",
    "rows_read",
    "rows_refused",
    "rows_total",
    "rows_note",
]


def keep_tables(run: Run) -> Sentence:
    """Keep the tables for the other notebooks, write problems.csv, and say so."""
    written = write_intake(run)
    return Sentence(f"已写出 {'、'.join(written)}。")


def count_rows(run: Run) -> Headline:
    """Show how many files, tables and rows were read and how many problems were met."""
    regions, problems = run.intake.regions, run.intake.problems
    severity = problems["severity"].value_counts()
    return Headline(
        (
            ("文件", f"{len(run.intake.files)} 个"),
            ("表", f"{len(regions)} 张"),
            ("读入", f"{plain_sum(regions['rows_read'])} 行"),
            ("退回", f"{plain_sum(regions['rows_refused'])} 行"),
            ("错误", f"{int(severity.get('错误', 0))} 处"),
            ("警告", f"{int(severity.get('警告', 0))} 处"),
            ("提示", f"{int(severity.get('提示', 0))} 处"),
        )
    )


def list_regions(run: Run) -> Table:
    """Show every table found: where it lies and what became of each of its rows."""
    regions = run.intake.regions[_LEDGER].copy()
    names = {key: declared.name for key, declared in run.catalog.tables.items()}
    regions["table"] = regions["table"].map(names).fillna(regions["table"])
    return Table("每张表的行数去向（文件行数＝读入＋退回＋合计行＋附注行＋重复标题行）", regions)


def list_problems(run: Run) -> Table:
    """Show the intake problems, the most serious first."""
    problems = run.intake.problems
    order = {"错误": 0, "警告": 1, "提示": 2}
    ordered = problems.assign(_order=problems["severity"].map(order)).sort_values("_order", kind="stable")
    shown = ordered[["severity", "file", "sheet", "row", "column", "value", "expected", "message"]]
    return Table("收表问题", shown, rest_in="problems.csv", empty="每个单元格都读懂了。")


def list_names(run: Run) -> Table:
    """Show the unit names that were matched by abbreviation or are not in the register."""
    matches = run.unit_matches
    names = {key: declared.name for key, declared in run.catalog.tables.items()}
    shown = matches.assign(table=matches["table"].map(names))[
        ["written", "unit", "how", "table", "file", "sheet", "row"]
    ]
    how = "缩写：按唯一缩写认定；未登记：名录里没有；不统计：按地方文件不计入"
    return Table(f"请确认的单位名称（{how}）", shown, empty="单位名称都与名录一致。")


def list_strays(run: Run) -> Table:
    """Show the rows that no rule could read: their subject stands in no registry, or their audit asks no person."""
    names = {key: declared.name for key, declared in run.catalog.tables.items()}
    strays = run.strays
    shown = strays.assign(table=strays["table"].map(names).fillna(strays["table"]))
    return Table("没有判到任何对象的行（请补名录或改名称）", shown, empty="每一行都对上了名录里的网站和账号。")


def chart_rows(run: Run) -> Chart:
    """Draw how many rows each table has, read and refused."""
    regions = run.intake.regions
    counts = (
        regions.groupby("table", sort=False)[["rows_read", "rows_refused"]]
        .sum()
        .sort_values("rows_read", ascending=False)
    )
    names = [run.catalog.tables[key].name if key in run.catalog.tables else str(key) for key in counts.index]
    series = {"读入": [float(x) for x in counts["rows_read"]], "退回": [float(x) for x in counts["rows_refused"]]}
    return Chart(draw_bars(names, series, "各表读入与退回的行数", "行"))
