"""What pages show of scores: who has how many points, which points were lost and why, which entries are wrong."""

from __future__ import annotations

from govlib.display import Sentence, Table
from govlib.scores.shown import LOST_COLUMNS, say_scores, say_worksheet
from govlib.scores.words import say_points
from govlib.workspace import Run

_SHOWN = ["subject", "platform", "unit", "group", "outcome", "base_score", "bonus_score", "score"]


def show_scores(run: Run, kind: str) -> Table | Sentence:
    """Show the scored subjects of a kind: points, the trial beside what has none, and why it has none."""
    model = next((one for one in run.ruleset.scores if one.subject == kind), None)
    if model is None:
        return Sentence(f"{run.ruleset.name}不给{kind}打分，{kind}只判合格、不合格。")
    scores = run.scores.loc[run.scores["subject_kind"].eq(kind)]
    if scores.empty:
        return Sentence(f"没有要打分的{kind}：名录没有交来，或没有一个符合计分范围。", "缺数据")
    shown = say_scores(scores, model).assign(
        trial_score=[say_points(value) for value in scores["trial_score"]],
        ceiling_score=[say_points(value) for value in scores["ceiling_score"]],
    )
    columns = [*_SHOWN, "trial_score", "ceiling_score", "reason"]
    caption = f"{kind}得分（试算用了未见原文的分值，只供核对，不排名、不写进通报；至多是待定各项都不扣分时的得分）"
    return Table(caption, shown[_without_platform(columns, kind)], rest_in="scores.csv")


def show_worksheet(run: Run, kind: str) -> Table | Sentence:
    """Show each point lost or given by the subjects of a kind: rule, rows, whether it counts.

    Web addresses that were entered as proof stand in the file alone, for want of room.
    """
    mine = run.worksheet.loc[run.worksheet["subject_kind"].eq(kind)]
    if mine.empty:
        return Sentence(f"没有{kind}的扣分明细。")
    shown = say_worksheet(mine)
    shown["evidence"] = shown["evidence"].str.replace(r"，https?://\S*$", "", regex=True)
    caption = "扣分明细（每个对象“得分增减”一列相加就是得分；0 分的不列）"
    return Table(caption, shown[_without_platform(LOST_COLUMNS, kind)], rest_in="worksheet.csv")


def show_faults(run: Run) -> Table:
    """Show the entered points that no score can use as they are written."""
    shown = run.score_faults[["file", "sheet", "row", "value", "message"]]
    return Table("登记的分有疑问的行", shown, rest_in="score_problems.csv", empty="登记的分都用上了。")


def _without_platform(columns: list[str], kind: str) -> list[str]:
    return [name for name in columns if name != "platform" or kind == "账号"]
