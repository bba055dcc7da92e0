"""20 政府网站：verdicts and findings of the websites."""

from __future__ import annotations

from govlib.display import Chart, Headline, Sentence, Table
from govlib.pages import changes, outlook, scores, verdicts
from govlib.pages.common import headline
from govlib.workspace import Run

KIND = "网站"


def open_with_numbers(run: Run) -> Headline | Sentence:
    """Show how many websites were checked, passed and failed."""
    return headline(
        run,
        [
            "在册政府网站",
            "检查政府网站",
            "合格政府网站",
            "不合格政府网站",
            "待复核政府网站",
            "缺数据政府网站",
            "政府网站抽查比例",
            "政府网站合格率",
            "已整改政府网站",
            "政府网站合格率（整改后）",
        ],
    )


def show_coverage(run: Run) -> Table | Sentence:
    """Show the counts by group of website."""
    return verdicts.show_coverage(run, KIND)


def show_lines(run: Run) -> Table | Sentence:
    """Show who is at 100 %, who lies below the place's lines, and which prescribed minimum is missed."""
    return verdicts.show_lines(run, KIND)


def show_failures(run: Run) -> Table | Sentence:
    """Show the websites that fail or wait for a person."""
    return verdicts.show_failures(run, KIND)


def show_unknowns(run: Run) -> Table | Sentence:
    """Show what could not be judged."""
    return verdicts.show_unknowns(run, KIND)


def chart_outcomes(run: Run) -> Chart | Sentence:
    """Draw the outcomes by indicator."""
    return verdicts.chart_outcomes(run, KIND)


def show_scores(run: Run) -> Table | Sentence:
    """Show how many points the scored websites have."""
    return scores.show_scores(run, KIND)


def show_worksheet(run: Run) -> Table | Sentence:
    """Show each point that a website lost or was given."""
    return scores.show_worksheet(run, KIND)


def show_score_faults(run: Run) -> Table | Sentence:
    """Show the entered points that no score can use as they are written."""
    return scores.show_faults(run)


def show_amber(run: Run) -> Table | Sentence:
    """Show who passes but is past an amber line."""
    return outlook.show_amber(run, KIND)


def show_due(run: Run) -> Table | Sentence:
    """Show what falls due in the next days."""
    return outlook.show_due(run, [KIND])


def show_changes(run: Run) -> Table | Sentence:
    """Show what has changed since the last period and the same one of last year."""
    return changes.show_changes(run, ["政府网站"])
