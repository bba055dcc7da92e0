"""50 互动交流：letters by mailbox and type, messages, error reports, hotline tickets."""

from __future__ import annotations

import pandas as pd

from govlib.charts import draw_columns
from govlib.display import Chart, Headline, Sentence, Several, Table
from govlib.ledger.replies import REPLY_COLUMNS, list_reply_problems
from govlib.pages import changes, outlook
from govlib.pages.common import headline, lacking
from govlib.summaries import count_letters
from govlib.workspace import Run

_OF_UNITS = ["单位", "地区"]
_TABLES = ["letters", "messages", "tickets", "error_reports", "complaint_topics"]


def open_with_numbers(run: Run) -> Headline | Sentence:
    """Show letters and their on-time rate, messages, tickets, second complaints."""
    names = [
        "受理来信",
        "有效来信",
        "来信按期办结率",
        "有效来信按期办结率",
        "超期来信",
        "网民留言",
        "网民留言平均答复时间",
        "二次投诉留言",
        "二次投诉问题类型",
        "找错留言",
        "找错留言超过3个工作日",
        "热线工单",
        "办结热线工单",
        "在办热线工单",
        "热线工单平均办理时间",
        "热线工单满意率",
        "逾期热线工单",
        "不满意工单",
    ]
    return headline(run, names)


def show_letters(run: Run) -> Table | Sentence:
    """Show letters by mailbox and type with the share closed on time."""
    missing = lacking(run, ["letters"], "信箱办理统计")
    if missing is not None:
        return missing
    return Table("信箱来信与按期办结", count_letters(run.tables, run.figures))


def show_lists(run: Run) -> Table | Sentence:
    """Show what is late, repeated or unsatisfied, by kind."""
    missing = lacking(run, _TABLES, "互动交流")
    if missing is not None:
        return missing
    wanted = (
        "letters_overdue",
        "repeat_complaints",
        "complaint_topics",
        "error_reports_late",
        "tickets_late",
        "tickets_repeat",
        "tickets_unsatisfied",
    )
    values = [item for item in run.figures if item.id in wanted and item.value is not None]
    rows = [
        {
            "name": item.name,
            "text": item.text,
            "sources": "；".join(f"{one['file']} 第{one['rows']}行" for one in item.sources),
        }
        for item in values
    ]
    return Table("超期、二次投诉和不满意", pd.DataFrame(rows))


def show_error_reports(run: Run) -> Several | Sentence:
    """Show how citizens' error reports were closed, and those that were not closed in time."""
    names = ("找错留言", "属实的找错留言", "未办结找错留言", "找错留言按时办结率", "找错留言平均办理时间")
    return _show_replies(run, "error_reports", names, "没有按时办结的找错留言")


def show_enquiries(run: Run) -> Several | Sentence:
    """Show how simulated enquiries fared, and those not answered in time, not to be submitted, or evaded."""
    names = (
        "模拟咨询", "模拟咨询提交成功率", "模拟咨询答复率", "模拟咨询5个工作日内答复率",
        "简单常见问题1个工作日内答复率", "不能提交的模拟咨询", "答复敷衍的模拟咨询",
    )  # fmt: skip
    return _show_replies(run, "test_questions", names, "有问题的模拟咨询")


def _show_replies(run: Run, table: str, names: tuple[str, ...], caption: str) -> Several | Sentence:
    missing = lacking(run, [table], run.catalog.replies[table].name)
    if missing is not None:
        return missing
    found = list_reply_problems(run)
    found = found.loc[found["table"].eq(table)]
    shown = Sentence("没有发现问题。") if found.empty else Table(caption, found[REPLY_COLUMNS])
    return Several((headline(run, names), shown))


def chart_kinds(run: Run) -> Chart | Sentence:
    """Draw letters by type, or messages where letters were not delivered."""
    for identifier, key, title in (
        ("letters", "letter_kind", "来信按类型"),
        ("messages", "message_kind", "留言按类型"),
    ):
        counts: dict[str, float] = {}
        for item in run.figures:
            if item.id == identifier and key in item.group and item.value is not None:
                counts[item.group[key]] = counts.get(item.group[key], 0) + item.value
        if counts:
            ordered = sorted(counts.items(), key=lambda pair: -pair[1])
            return Chart(draw_columns([name for name, _ in ordered], [value for _, value in ordered], title, "件"))
    return Sentence("没有可画的来信和留言。", "缺数据")


def show_requirements(run: Run) -> Table | Sentence:
    """Show the rules that ask units and the place, with how many break them."""
    return outlook.show_requirements(run, _OF_UNITS)


def show_requirement_failures(run: Run) -> Table | Sentence:
    """Show which unit breaks which rule, and where that stands."""
    return outlook.show_requirement_failures(run, _OF_UNITS)


def show_due(run: Run) -> Table | Sentence:
    """Show what falls due at the units in the next days."""
    return outlook.show_due(run, _OF_UNITS)


def show_changes(run: Run) -> Table | Sentence:
    """Show what has changed since the last period and the same one of last year."""
    return changes.show_changes(run, ["互动交流"])
