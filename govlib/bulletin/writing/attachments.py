"""The annexes of a bulletin as its place declares them: problem lists, tiers, tasks, accounts, checklists, tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from govlib.bulletin.annexes import Annex
from govlib.bulletin.contents import list_annexes
from govlib.bulletin.paper import Heading, PaperAnnex, Paragraph, Piece
from govlib.bulletin.writing.marked import number_heading
from govlib.bulletin.writing.rollup import list_counties, open_view
from govlib.bulletin.writing.spelling import name_site, plain_problem, quotes_an_error, write_wide
from govlib.catalog.bulletin_form import AnnexUse
from govlib.labels import labelled
from govlib.summaries import TOTAL, count_letters, say_left_out
from govlib.units import in_register_order

if TYPE_CHECKING:
    from govlib.overview.view import Overview
    from govlib.workspace import Run

_ALL_UNITS = "本级检查"
_STATES = ("好", "较好", "一般", "差", "较差", "完成", "逾期完成", "未完成")
"""Grades and states of tasks in the order in which an annex has them; others follow as they come."""
_UNSAID = "未写"


def make_annexes(
    run: Run, uses: Sequence[AnnexUse], titles: Sequence[str], view: Overview | None = None
) -> list[tuple[str, PaperAnnex]]:
    """Return the declared annexes that have data, each with its declared name, numbered as they come.

    ``titles`` are the rendered titles of ``uses``. One whose table was not delivered is not there.
    """
    made: list[tuple[str, PaperAnnex]] = []
    for use, title in zip(uses, titles, strict=True):
        if use.use == "counties":
            found: _Made | None = ((list_counties(run, view or open_view(run), title),), (), ())
        else:
            found = _MAKERS[use.use](run, use, title)
        if found is None:
            continue
        tables, lead, notes = found
        wide = use.wide or any(table.wide for table in tables)
        made.append(
            (name_use(use), PaperAnnex(len(made) + 1, title, tables, lead, notes, wide, _listed(run, use, title)))
        )
    return made


def name_use(use: AnnexUse) -> str:
    """Return the name by which ``annex("…")`` asks for an annex: its kind, or the table it takes."""
    return use.id or use.of or use.use


_Made = tuple[tuple[Annex, ...], tuple[Piece, ...], tuple[str, ...]]


def _table(run: Run, title: str, frame: pd.DataFrame, units: str, notes: tuple[str, ...] = ()) -> Annex:
    scope = f"{run.place.name}，{run.period.start.isoformat()} 至 {run.period.end.isoformat()}"
    sample = run.place.sample
    return Annex(title, scope, _ALL_UNITS, units, notes, frame.reset_index(drop=True), sample=sample)


def _numbered(rows: Sequence[Sequence[str]], columns: Sequence[str]) -> pd.DataFrame:
    numbered = [(number, *row) for number, row in enumerate(rows, 1)]
    return pd.DataFrame(numbered, columns=["序号", *columns], dtype="object")


def _failures(run: Run, _use: AnnexUse, title: str) -> _Made | None:
    """One row a website or account that failed: its name, the unit that answers for it, what is wrong."""
    if run.coverage is None:
        return None
    failed = run.verdicts.loc[run.verdicts["outcome"].eq("不合格")]
    if failed.empty:
        return None
    what = _problems_of(run)
    rows = []
    for row in failed.itertuples():
        name = _name_subject(row)
        unit, said = what.get(name, ("", ""))
        rows.append((name, _text(row.unit) or unit, said or write_wide(_text(row.reasons)), ""))
    return (_table(run, title, _numbered(rows, ["名称", "责任单位", "存在问题", "备注"]), "个"),), (), ()


def _name_subject(row: object) -> str:
    """Return a website's name, or an account's with its platform."""
    subject, platform = (_text(getattr(row, name)) for name in ("subject", "platform"))
    if _text(getattr(row, "subject_kind", "")) == "网站":
        return name_site(subject)
    return f"{subject}（{platform}）" if platform else subject


def _problems_of(run: Run) -> dict[str, tuple[str, str]]:
    """Return the unit that answers and what is wrong, by the name of the subject as the annex has it."""
    told: dict[str, tuple[list[str], list[str]]] = {}
    words = dict(zip(run.findings["key"], run.findings["problem"].fillna(""), strict=True))
    problems = run.open_problems
    kept = problems.loc[problems["outcome"].eq("不合格") & problems["subject"].notna()]
    for row in kept.itertuples():
        units, said = told.setdefault(_name_subject(row), ([], []))
        units.extend([_text(row.unit)] if _text(row.unit) else [])
        said.append(plain_problem(words.get(row.key) or _text(row.problem)))
    joined = ((name, dict.fromkeys(units), dict.fromkeys(said)) for name, (units, said) in told.items())
    return {name: ("、".join(units), "；".join(said)) for name, units, said in joined}


def _tiers(run: Run, use: AnnexUse, title: str) -> _Made | None:
    """One row a tier and group: how many, and who."""
    frame = run.rankings
    lines = frame.loc[frame["ranking"].eq(use.ranking) & frame["part"].eq("名单") & frame["word"].notna()]
    if lines.empty:
        return None
    is_out = lines["word"].isin(["不参加", "缺数据"])
    rows = []
    for (word, group), part in lines.loc[~is_out].groupby(["word", "group"], sort=False):
        rows.append((str(word), str(group), len(part), "、".join(str(name) for name in part["subject"])))
    rows.sort(key=lambda row: _tier_order(row[0]))
    table = pd.DataFrame(rows, columns=["等次", "类别", "数量", "名单"], dtype="object")
    out = lines.loc[is_out]
    notes = tuple(f"{row.subject!s}：{row.note or row.word!s}。" for row in out.itertuples())
    return (_table(run, title, table, "个"),), (), notes


def _tier_order(word: str) -> int:
    return "一二三四五六七八九".find(word[1:2]) if word.startswith("第") else 9


def _tasks(run: Run, use: AnnexUse, title: str) -> _Made | None:
    """One table for all tasks: one row a task and state or grade, with the units."""
    table = run.tables.get("tasks")
    if table is None:
        return None
    wanted = table.loc[table["task"].isin(use.tasks)] if use.tasks else table
    if wanted.empty:
        return None
    state = wanted["grade"].fillna(wanted["status"]).fillna(_UNSAID)
    rows = []
    for (task, word), part in wanted.assign(said=state).groupby(["task", "said"], sort=False):
        units = in_register_order(run.register, (str(unit) for unit in part["unit"].dropna()))
        rows.append((str(task), str(word), len(units), "、".join(units)))
    tasks = {task: place for place, task in enumerate(dict.fromkeys(row[0] for row in rows))}
    words = [*_STATES, *dict.fromkeys(row[1] for row in rows if row[1] not in (*_STATES, _UNSAID)), _UNSAID]
    rows.sort(key=lambda row: (tasks[row[0]], words.index(row[1])))
    frame = pd.DataFrame(rows, columns=["工作", "情况", "单位数", "单位"], dtype="object")
    return (_table(run, title, frame, "家"),), (), ()


def _accounts(run: Run, _use: AnnexUse, title: str) -> _Made | None:
    """One table a problem of the list of problem accounts, its number of rows in the heading; or one with advice."""
    table = run.tables.get("account_problems")
    if table is None:
        return None
    has_advice = table["advice"].notna().any() if "advice" in table else False
    tables: list[Annex] = []
    parts = list(table.groupby("problem", sort=False))
    if has_advice or len(parts) == 1:
        rows = [
            (
                _text(r.unit_as_written),
                _text(r.account_name),
                _text(r.platform),
                write_wide(_text(r.problem)),
                write_wide(_text(r.advice)),
            )
            for r in table.itertuples()
        ]
        columns = ["单位", "账号名称", "类型", "存在问题", "整改建议"]
        return (_table(run, title, _numbered(rows, columns), "个"),), (), ()
    for place, (problem, part) in enumerate(parts, 1):
        heading = f"{number_heading(1, place)}{problem}的账号（{len(part)}个）"
        listed = [(_text(r.unit_as_written), _text(r.account_name), _text(r.platform)) for r in part.itertuples()]
        frame = _numbered(listed, ["单位名称", "账号名称", "类型"])
        tables.append(_table(run, heading, frame, "个"))
    distinct = len(table.drop_duplicates(["unit", "account_name", "platform"]))
    notes = (f"同一账号有几个问题的，各列一行；去掉重复为{distinct}个账号。",) if distinct != len(table) else ()
    return tuple(tables), (), notes


def _checklist(run: Run, _use: AnnexUse, _title: str) -> _Made | None:
    """Paragraphs: a heading a category, under it each finding with the units that answer for it."""
    table = run.tables.get("checklist")
    if table is None:
        return None
    lead: list[Piece] = []
    for place, (category, part) in enumerate(table.groupby("category", sort=False), 1):
        lead.append(Heading(1, f"{number_heading(1, place)}{category}"))
        for number, row in enumerate(part.itertuples(), 1):
            said = _say_item(_text(row.item))
            item = f"{said}：" if said else ""
            units = f"（责任单位：{_text(row.units)}）" if _text(row.units) else ""
            ordinal = f"{number}." if len(part) > 1 else ""
            lead.append(Paragraph(f"{ordinal}{item}{write_wide(_text(row.finding).rstrip('。；'))}。{units}"))
    return (), tuple(lead), ()


def _say_item(item: str) -> str:
    """Return an item of the checklist, "" where it is wrong wording, which no bulletin repeats."""
    return "" if quotes_an_error(item) else write_wide(item)


def _listed(run: Run, use: AnnexUse, title: str) -> tuple[Annex, ...]:
    """The list of findings as a table, one row a finding, for the workbook of an annex printed as paragraphs."""
    table = run.tables.get("checklist") if use.use == "checklist" else None
    if table is None:
        return ()
    rows = [
        (_text(row.category), _say_item(_text(row.item)), write_wide(_text(row.finding)), _text(row.units), "")
        for _, part in table.groupby("category", sort=False)
        for row in part.itertuples()
    ]
    columns = ["类别", "检查内容", "存在问题", "责任单位", "备注"]
    return (_table(run, title, _numbered(rows, columns), "条"),)


def _publication(run: Run, _use: AnnexUse, _title: str) -> _Made | None:
    """The table of what each unit published, as the workbook of annexes has it."""
    return _from_workbook(run, "政务公开监测情况统计表")


def _letters(run: Run, _use: AnnexUse, title: str) -> _Made | None:
    """One row a mailbox and type of letter, the sum of each mailbox below its types, the whole at the end."""
    if "letters" not in run.tables:
        return None
    table = count_letters(run.tables, run.figures)
    kinds = table["letter_kind"]
    parts = [part for _, part in table.loc[kinds.ne("")].groupby("mailbox", sort=False)]
    ordered = pd.concat([*parts, table.loc[kinds.eq("")]], ignore_index=True)
    ordered["letter_kind"] = ordered["letter_kind"].replace(TOTAL, "小计")
    return (_table(run, title, labelled(ordered), "件", say_left_out(table["on_time_rate"])),), (), ()


def _any_table(run: Run, use: AnnexUse, _title: str) -> _Made | None:
    return _from_workbook(run, use.of)


def _from_workbook(run: Run, ending: str) -> _Made | None:
    found = next((one for one in list_annexes(run) if one.title.endswith(ending)), None)
    return None if found is None else ((found,), (), ())


_MAKERS: dict[str, Callable[[Run, AnnexUse, str], _Made | None]] = {
    "failures": _failures,
    "tiers": _tiers,
    "tasks": _tasks,
    "accounts": _accounts,
    "checklist": _checklist,
    "publication": _publication,
    "letters": _letters,
    "table": _any_table,
}


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124 - NaN alone
