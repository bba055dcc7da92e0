"""90 通报数字：every number that may be printed, the checks of the stated ones, and the files that go out."""

from __future__ import annotations

from govlib.bulletin.forms.files import HTML, TEXT, WORD
from govlib.bulletin.state import read_state, say_state, say_wording
from govlib.charts import draw_columns
from govlib.deliver import write_results
from govlib.display import Chart, Headline, Link, Passage, Sentence, Table
from govlib.figures import figures_as_table
from govlib.pages import changes
from govlib.workspace import Run

_ANNEXES = frozenset({"附件", "附件1"})
_VERDICTS = ("矛盾", "存疑", "一致", "不可核")


def open_with_numbers(run: Run) -> Headline:
    """Show how many stated numbers agree, contradict, are questionable or can't be checked."""
    counts = run.checks["verdict"].value_counts()
    return Headline(tuple((word, f"{int(counts.get(word, 0))} 处") for word in _VERDICTS))


def show_contradictions(run: Run) -> Table:
    """Show contradictions and questions with both numbers and where they stand."""
    checks = run.checks.loc[run.checks["verdict"].isin(["矛盾", "存疑"])]
    shown = checks[
        [
            "verdict",
            "identity",
            "identity_name",
            "subject",
            "stated",
            "computed",
            "difference",
            "cause",
            "where_stated",
            "where_computed",
        ]
    ]
    order = shown["verdict"].map({"矛盾": 0, "存疑": 1})
    return Table(
        "矛盾和存疑",
        shown.assign(_o=order).sort_values("_o", kind="stable").drop(columns="_o"),
        empty="通报数字与表格没有矛盾。",
    )


def show_checks(run: Run) -> Table:
    """Show every check."""
    return Table("逐条核对", run.checks[["verdict", "identity_name", "subject", "stated", "computed", "cause"]])


def show_figures(run: Run) -> Table:
    """Show every number that has data, with its denominator, window and source."""
    table = figures_as_table(run.figures)
    known = table.loc[
        table["value"].notna(),
        ["topic", "name", "text", "numerator", "denominator", "denominator_name", "window", "origin", "sources"],
    ]
    return Table("可以写进通报的数字", known, rest_in="figures.json")


def show_changes(run: Run) -> Table | Sentence:
    """Show every change since the last period and the same one of last year, of all topics."""
    return changes.show_changes(run, list(dict.fromkeys(item.topic for item in run.figures)))


def show_earlier_problems(run: Run) -> Table:
    """Show the earlier numbers typed by hand that contradict their period's exports, or can't be used."""
    return changes.show_earlier_problems(run)


def chart_checks(run: Run) -> Chart:
    """Draw the verdicts of the checks."""
    counts = run.checks["verdict"].value_counts()
    return Chart(
        draw_columns(list(_VERDICTS), [int(counts.get(word, 0)) for word in _VERDICTS], "通报数字核对结果", "处")
    )


def deliver(run: Run) -> Sentence:
    """Write findings, figures, annexes and the bulletin, and say so: what was written, and whether it may go out."""
    names = write_results(run)
    state = read_state(run.output_dir)
    return Sentence(f"{say_state(state)}{say_wording(state)}已写出 {'、'.join(names)}。")


def show_bulletin(run: Run) -> Passage | Sentence:
    """Show the text of the bulletin as it was written, up to its annexes, with its files to open."""
    path = run.output_dir / TEXT
    if not path.is_file():
        return Sentence("还没有写出通报。", "缺数据")
    lines = path.read_text(encoding="utf-8").splitlines()
    annex = next((at for at, line in enumerate(lines) if line in _ANNEXES), len(lines))
    names = (("Word 文件", WORD), ("网页", HTML), ("文本", TEXT))
    return Passage("通报文稿", tuple(lines[:annex]), tuple(Link(said, f"../{name}") for said, name in names))
