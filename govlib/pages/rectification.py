"""80 整改：what became of the problems told before, and every open problem with its responsible unit and deadline."""

from __future__ import annotations

from govlib.charts import draw_bars
from govlib.display import Chart, Headline, Sentence, Several, Table
from govlib.ledger.of_run import find_verified
from govlib.ledger.shown import (
    list_events,
    list_late,
    list_on_page,
    list_repeated,
    list_silent_units,
    list_statements,
    list_units,
    say_last,
)
from govlib.ledger.triggers import NONE_PICKED, NOTHING_SENT, list_for_people, list_picked, say_basis, say_conditions
from govlib.rectified import list_disagreements
from govlib.workspace import Run

_NOTHING_TOLD = "以前各期没有下发过整改问题，所以没有整改情况可说；缺数据，不是 0。下发用 govlib ledger send。"
_IN_ANNEX = "annexes.xlsx"
_NUMBERS = (
    "last_problems_told", "last_problems_rectified", "last_rectification_rate", "last_problems_reported",
    "last_problems_open", "problems_consecutive", "last_units_silent",
)  # fmt: skip


def open_with_numbers(run: Run) -> Headline:
    """Show how many problems, units and unassigned problems there are, and the deadline."""
    problems = run.open_problems
    named = problems["unit"].dropna().unique()
    units = {unit for name in named for unit in (run.register.members(name) or (name,))}
    return Headline(
        (
            ("待整改问题", f"{len(problems)} 条"),
            ("涉及单位", f"{len(units)} 家"),
            ("未落实责任单位", f"{int(problems['unit'].isna().sum())} 条"),
            ("整改期限", run.deadline or "通报未写明"),
        )
    )


def show_progress(run: Run) -> Several:
    """Show how the problems told last were put right: the main numbers, and one row a unit."""
    faults = tuple(Sentence(said, "提醒") for said in run.ledger[1])
    if run.cases.empty:
        return Several((*faults, Sentence(_NOTHING_TOLD, "缺数据")))
    known = {item.id: item for item in run.figures if not item.group}
    short = run.catalog.figures
    numbers = tuple((_say_short(name, short[name].short), known[name].text) for name in _NUMBERS if name in known)
    table = Table("上期通报问题整改情况（按单位）", list_units(run), _IN_ANNEX)
    return Several((*faults, Sentence(say_last(run)), Headline(numbers), table))


def _say_short(identifier: str, short: str) -> str:
    return f"{'上期' if identifier.startswith('last_') else '历次'}{short}"


def show_cases(run: Run) -> Table | Sentence:
    """Show every number told before with its state, the open ones first."""
    if run.cases.empty:
        return Sentence("没有编过号的问题。", "缺数据")
    return Table("历次通报问题的现状（一个编号一行）", list_on_page(run.cases), _IN_ANNEX)


def show_late(run: Run) -> Several | Sentence:
    """Show what is past its deadline and still not put right, and which units have not answered."""
    if run.cases.empty:
        return Sentence("没有下发过的问题，说不上逾期。", "缺数据")
    late = Table("超过整改期限仍未改的问题", list_late(run), _IN_ANNEX, "超过期限的都已整改，或已报称整改。")
    silent = Table("没有反馈整改情况的单位", list_silent_units(run), _IN_ANNEX, "上期通报的单位都有反馈。")
    return Several((late, silent))


def show_repeated(run: Run) -> Table | Sentence:
    """Show what came back after it was put right, and what was told in consecutive periods."""
    if run.cases.empty:
        return Sentence("没有下发过的问题，说不上反复。", "缺数据")
    caption = "反复出现和连续通报的问题"
    return Table(caption, list_repeated(run.cases), _IN_ANNEX, "没有整改后再次出现、也没有连续两期通报的问题。")


def show_accounts(run: Run) -> Table | Sentence:
    """Show what befell accounts: ordered to close, shut, deregistered, reopened, opened without approval."""
    events = run.tables.get("account_events")
    if events is None:
        return Sentence("整改台账和账号变动备案登记里没有账号处置的内容。", "缺数据")
    empty = "没有责令关停、关停、注销、重开的账号。"
    return Table("账号处置（现状为“是”的是最近一件）", list_events(events), _IN_ANNEX, empty)


def show_statements(run: Run) -> Table | Sentence:
    """Show the written self-criticisms (书面检查) that units owed, and which have come."""
    if run.cases.empty:
        return Sentence("没有要求过书面检查。", "缺数据")
    return Table("书面检查", list_statements(run), _IN_ANNEX, "没有要求过书面检查。")


def show_contradictions(run: Run) -> Table | Sentence:
    """Show the subjects of which a list's 整改情况 says otherwise than the ledger, whose word is used."""
    found = list_disagreements(run.delivered, find_verified(run))
    if found.empty:
        return Sentence("名单里的整改情况与台账的复查没有出入。")
    return Table("名单的整改情况与台账复查不一致（整改后的数字用台账的）", found, "", "没有出入。")


def show_problems(run: Run) -> Table:
    """Show the problems by unit."""
    columns = ["unit", "topic", "object", "problem", "state", "source", "rectify_by"]
    return Table("待整改问题（每个责任单位一行）", run.open_problems[columns])


def show_triggered(run: Run) -> Several:
    """Show the triggers of accountability that the place uses, and which units they put on a list."""
    rules = list_picked(run.place, run.catalog.triggers, run.day)
    if not rules:
        return Several((Sentence(NONE_PICKED),))
    said = tuple(Sentence(f"{say_conditions(rule)}。依据：{say_basis(rule)}。") for rule in rules)
    if run.cases.empty:
        return Several((*said, Sentence(NOTHING_SENT, "缺数据")))
    if run.triggered.empty:
        return Several((*said, Sentence("没有单位达到触发条件。")))
    return Several((*said, Table("问责名单", list_for_people(run.triggered), _IN_ANNEX)))


def chart_units(run: Run) -> Chart | Sentence:
    """Draw which units have most to fix."""
    counts = run.open_problems["unit"].dropna().value_counts(sort=True)
    if counts.empty:
        return Sentence("本期没有落实到单位的问题。")
    return Chart(
        draw_bars([str(name) for name in counts.index], {"问题": [int(x) for x in counts]}, "各单位待整改问题", "条")
    )
