"""60 文字质量：wording errors that the platforms or inspectors registered, by unit and kind."""

from __future__ import annotations

from govlib.charts import draw_columns
from govlib.display import Chart, Headline, Sentence, Table
from govlib.pages.common import headline, lacking
from govlib.workspace import Run

_SHOWN = [
    "unit",
    "account_name",
    "platform",
    "error_kind",
    "wrong_text",
    "right_text",
    "review_result",
    "source_file",
    "source_sheet",
    "source_row",
]


def open_with_numbers(run: Run) -> Headline | Sentence:
    """Show how many errors were registered, how many corrected, and at how many units."""
    names = ["登记的文字错误", "已改正的文字错误", "文字错误改正率", "有文字错误的单位", "错情数", "有错情的单位"]
    return headline(run, names)


def show_errors(run: Run) -> Table | Sentence:
    """Show the registered errors; dismissed ones are left out."""
    missing = lacking(run, ["wording"], "文字错误登记")
    if missing is not None:
        return missing
    table = run.tables["wording"]
    kept = table.loc[~table["review_result"].eq("误报").fillna(value=False), _SHOWN]
    shown = kept.rename(
        columns={"review_result": "复核结果", "source_file": "file", "source_sheet": "sheet", "source_row": "row"}
    )
    return Table("登记的文字错误（误报已剔除）", shown)


def chart_kinds(run: Run) -> Chart | Sentence:
    """Draw the errors by kind."""
    values = [item for item in run.figures if item.id == "wording" and tuple(item.group) == ("error_kind",)]
    if not values:
        return Sentence("没有可画的文字错误。", "缺数据")
    ordered = sorted(values, key=lambda item: -(item.value or 0))
    return Chart(
        draw_columns(
            [item.group["error_kind"] for item in ordered],
            [item.value or 0 for item in ordered],
            "文字错误按类型",
            "处",
        )
    )
