"""Which annexes a run's bulletin carries, in order: only those whose tables were delivered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pandas as pd

from govlib.bulletin.annexes import Annex
from govlib.catalog.places import WHOLE_WINDOW
from govlib.catalog.ranking_checks import list_compared
from govlib.labels import labelled
from govlib.ledger.replies import REPLY_COLUMNS, list_reply_problems
from govlib.ledger.shown import list_events, list_every_case, list_repeated, list_units, say_last
from govlib.ledger.triggers import NOTHING_SENT, list_for_people, list_picked, say_basis, say_conditions
from govlib.links.of_run import count_run_pages
from govlib.rankings.result import Ranked
from govlib.rankings.shown import list_tables, say_remarks
from govlib.rankings.sources import list_tables_read
from govlib.scores.shown import LOST_COLUMNS, list_told, say_scores, say_worksheet
from govlib.summaries import (
    PASS_RATES,
    count_coverage,
    count_letters,
    count_units,
    say_left_out,
    total_units,
)
from govlib.text.order import order_hits
from govlib.workspace import Run


def list_annexes(run: Run) -> list[Annex]:
    """Return the annexes of a run in the order of its bulletin; at least the list of problems is always there."""
    makers: tuple[Callable[[Run], Annex | None], ...] = (
        _coverage, _failures, _scores, _worksheet, _links, _publication, _problem_accounts, _letters, _replies,
        _tasks, _grades,
    )  # fmt: skip
    first = [annex for annex in (make(run) for make in makers) if annex is not None]
    told = (_rectified(run), _cases(run), _again(run), _accounts(run))
    made = (_checklist(run), _text_hits(run), _changes(run), *told, _triggered(run), _problems(run))
    last = [annex for annex in made if annex is not None]
    return [*first, *_rankings(run), *last]


def _annex(
    run: Run, title: str, table: pd.DataFrame, source: str, units: str, *, notes: tuple[str, ...] = (),
    wide: bool = False, total_row: bool = False, scope: str = "",
) -> Annex:  # fmt: skip
    period = run.period
    dates = f"{period.start.isoformat()} 至 {period.end.isoformat()}，监测时间点 {period.inspection_day.isoformat()}"
    return Annex(
        title=f"{run.period.title}{title}",
        scope=scope or f"{run.place.name}，{dates}",
        source=source,
        units=units,
        notes=notes,
        table=labelled(table),
        wide=wide,
        total_row=total_row,
        sample=run.place.sample,
    )


def _files(run: Run, *tables: str) -> str:
    names: Iterator[str] = (
        str(name)
        for table in tables
        if table in run.tables
        for name in run.tables[table]["source_file"].dropna().unique()
    )
    return "、".join(dict.fromkeys(name for name in names if name)) or "本级检查"


def _numbered(table: pd.DataFrame) -> pd.DataFrame:
    return table.reset_index(drop=True).pipe(
        lambda frame: frame.assign(序号=range(1, len(frame) + 1))[["序号", *table.columns]]
    )


def _coverage(run: Run) -> Annex | None:
    if run.coverage is None:
        return None
    kinds = [str(kind) for kind in run.coverage["subject_kind"].drop_duplicates()]
    parts = [
        count_coverage(run.coverage, kind, run.rounding_of(PASS_RATES[kind])).assign(subject_kind=kind)
        for kind in kinds
    ]
    table = pd.concat(parts, ignore_index=True)
    table = table[["subject_kind", *table.columns.drop("subject_kind")]]
    notes = ("合格率＝合格÷检查；缺数据的对象不进分母，单列。",)
    return _annex(
        run,
        "政府网站和政务新媒体检查情况统计表",
        table,
        _files(run, "sites", "accounts", "account_counts", "check_results"),
        "个",
        notes=notes,
        wide=True,
    )


def _failures(run: Run) -> Annex | None:
    if run.coverage is None:
        return None
    failed = run.verdicts.loc[run.verdicts["outcome"].isin(["不合格", "待复核"])]
    table = _numbered(failed[["subject_kind", "subject", "platform", "unit", "outcome", "reasons"]])
    notes = ("待复核的对象须由人判定，未计入不合格。",)
    return _annex(
        run,
        "不合格和待复核政府网站、政务新媒体名单",
        table,
        _files(run, "check_results", "sites", "accounts"),
        "个",
        notes=notes,
        wide=True,
    )


def _scores(run: Run) -> Annex | None:
    if run.scores.empty:
        return None
    models = {model.subject: model for model in run.ruleset.scores}
    parts = [say_scores(run.scores.loc[run.scores["subject_kind"].eq(kind)], one) for kind, one in models.items()]
    columns = ["subject_kind", "subject", "platform", "unit", "outcome", "base_score", "bonus_score", "score"]
    table = _numbered(_without_blank_platform(pd.concat(parts, ignore_index=True)[[*columns, "reason"]]))
    notes = ("得分缺数据的，说明里写明缺哪些指标；不以估计的分数代替。",)
    return _annex(run, "得分表", table, _files(run, "audits", "sites", "accounts"), "分", notes=notes, wide=True)


def _without_blank_platform(table: pd.DataFrame) -> pd.DataFrame:
    return table if table["platform"].ne("").any() else table.drop(columns="platform")


def _worksheet(run: Run) -> Annex | None:
    shown = list_told(run.worksheet)
    if shown.empty:
        return None
    notes = ("有得分的对象，“得分增减”一列相加就是得分；没有扣分、加分的指标不列。",)
    table = _without_blank_platform(say_worksheet(shown)[LOST_COLUMNS])
    numbers = ("points_before", "score_change")
    table = table.assign(**{name: pd.to_numeric(table[name]).astype("Float64") for name in numbers})
    return _annex(run, "扣分明细", table, _files(run, "audits", "sites", "accounts"), "分", notes=notes, wide=True)


def _links(run: Run) -> Annex | None:
    pages = count_run_pages(run)
    if pages is None or pages.empty:
        return None
    notes = ("误报已剔除，同一页面的同一链接只计一次，以最近一次扫描为准。", "待核实的未经人工确认，不作结论。")
    return _annex(run, "问题链接分页面统计表", _numbered(pages), _files(run, "links"), "个", notes=notes, wide=True)


def _publication(run: Run) -> Annex | None:
    if "publication" not in run.tables:
        return None
    units = count_units(run.tables, run.figures)
    whole = total_units(units, run.figures).assign(unit=f"{units['unit'].nunique()} 家")
    table = pd.concat([_numbered(units), whole], ignore_index=True)
    table["序号"] = table["序号"].astype("Int64")
    notes = say_left_out(table["acceptance_rate"])
    return _annex(
        run, "政务公开监测情况统计表", table, _files(run, "publication"), "条、处", notes=notes, total_row=True
    )


def _problem_accounts(run: Run) -> Annex | None:
    if "account_problems" not in run.tables:
        return None
    table = run.tables["account_problems"]
    shown = _numbered(table[["unit", "unit_as_written", "account_name", "platform", "problem", "advice"]])
    distinct = len(table.drop_duplicates(["unit", "account_name", "platform"]))
    notes = (f"共 {len(table)} 行，去重后 {distinct} 个账号，归并后涉及 {table['unit'].nunique()} 家单位。",)
    return _annex(
        run, "检查发现存在问题政务新媒体名单", shown, _files(run, "account_problems"), "个", notes=notes, wide=True
    )


def _letters(run: Run) -> Annex | None:
    if "letters" not in run.tables:
        return None
    table = count_letters(run.tables, run.figures)
    notes = say_left_out(table["on_time_rate"])
    return _annex(run, "信箱办理情况统计表", table, _files(run, "letters"), "件", notes=notes, total_row=True)


def _replies(run: Run) -> Annex | None:
    """What citizens reported and what was asked as a test: each matter not dealt with in time or well."""
    delivered = [name for name in run.catalog.replies if name in run.tables]
    if not delivered:
        return None
    shown = _numbered(list_reply_problems(run)[REPLY_COLUMNS])
    notes = ("待复核的所依据的原文没有见到，须由人核实，不作结论。",)
    return _annex(run, "公众找错和模拟咨询问题名单", shown, _files(run, *delivered), "件", notes=notes, wide=True)


def _rectified(run: Run) -> Annex | None:
    if run.cases.empty:
        return None
    notes = (say_last(run), "反复出现、复查未整改和逾期未反馈的，都列在未整改一栏。")
    table = _numbered(list_units(run))
    return _annex(run, "上期通报问题整改情况统计表", table, "整改台账和本期检查", "条", notes=notes, wide=True)


def _cases(run: Run) -> Annex | None:
    if run.cases.empty:
        return None
    notes = ("一个编号一行；复查含本期检查和人工复查，没有复查到的不作结论。",)
    table = list_every_case(run.cases)
    return _annex(run, "历次通报问题整改台账", table, "整改台账和本期检查", "条", notes=notes, wide=True)


def _again(run: Run) -> Annex | None:
    table = list_repeated(run.cases)
    if table.empty:
        return None
    notes = ("整改后又出现的用新编号，“原编号”是以前的；连续通报的期数把两个编号合起来数。",)
    return _annex(run, "反复出现和连续通报问题清单", table, "整改台账和本期检查", "条", notes=notes, wide=True)


def _accounts(run: Run) -> Annex | None:
    events = run.tables.get("account_events")
    if events is None or events.empty:
        return None
    table = _numbered(list_events(events))
    notes = ("一个账号的一件事一行；“现状”为“是”的是它最近的一件。",)
    return _annex(run, "政务新媒体账号处置情况表", table, _files(run, "accounts", "account_records"), "个", notes=notes)


def _triggered(run: Run) -> Annex | None:
    """Which units the declared triggers of accountability put on a list; only where the place uses any."""
    rules = list_picked(run.place, run.catalog.triggers, run.day)
    if not rules:
        return None
    notes = tuple(f"{say_conditions(rule)}。依据：{say_basis(rule)}。" for rule in rules)
    annex = _annex(run, "问责名单", _numbered(list_for_people(run.triggered)), "整改台账", "家", notes=notes, wide=True)
    return replace(annex, empty_reason=NOTHING_SENT if run.cases.empty else "没有单位达到触发条件")


def _tasks(run: Run) -> Annex | None:
    table = run.tables.get("tasks")
    if table is None:
        return None
    state = table["status"].fillna(table["grade"]).fillna("未写")
    grouped = table.assign(status=state).groupby(["task", "status"], sort=False)["unit"]
    shown = grouped.agg(count="size", units_done=lambda names: "、".join(names.dropna())).reset_index()
    return _annex(run, "专项工作落实情况", shown.rename(columns={"count": "单位数（家）"}), _files(run, "tasks"), "家")


def _grades(run: Run) -> Annex | None:
    table = run.tables.get("assessments")
    if table is None or any(_is_assessed(ranked) for ranked in run.ranked):
        return None
    name, window = run.period.window("assessments")
    sites = run.tables.get("sites")
    types = dict(zip(sites["site_name"], sites["site_type"], strict=True)) if sites is not None else {}
    shown = table.assign(site_type=table["site_name"].map(types))
    shown = shown.sort_values(
        ["grade", "site_type"], key=lambda part: part.map(_grade_order) if part.name == "grade" else part, kind="stable"
    )
    scope = f"{run.place.name}，{name}时间窗 {window.start.isoformat()} 至 {window.end.isoformat()}"
    return _annex(
        run,
        "政府网站排名情况",
        _numbered(shown[["grade", "site_type", "site_name", "single_veto"]]),
        _files(run, "assessments", "sites"),
        "个",
        scope=scope,
    )


def _grade_order(grade: object) -> tuple[int, str]:
    text = str(grade)
    return ("一二三四五".find(text[1:2]) if text.startswith("第") else 9, text)


def _is_assessed(ranked: Ranked) -> bool:
    """Tell whether a ranking lists the delivered assessments, which then need no annex of their own."""
    return any(of.assessment is not None for _, of in list_compared(ranked.ranking))


def _rankings(run: Run) -> Iterator[Annex]:
    """Yield one annex a table of every declared ranking; one that lacks its data says why."""
    for ranked in run.ranked:
        tables = list_tables(ranked) or [(ranked.ranking.title, pd.DataFrame(columns=["subject", "rank"]))]
        for caption, table in tables:
            annex = _annex(
                run,
                caption,
                table,
                _files(run, *list_tables_read(ranked.ranking, run.catalog.figures)),
                "见表头" if ranked.ranking.method.kind != "cross" else "个、%",
                notes=say_remarks(ranked, run.catalog.figures),
                scope=_window_of(ranked, run),
            )
            yield replace(annex, empty_reason=ranked.lacking)


def _window_of(ranked: Ranked, run: Run) -> str:
    name, window = run.period.window(list_tables_read(ranked.ranking, run.catalog.figures)[0])
    if name == WHOLE_WINDOW:
        return ""
    return f"{run.place.name}，{name}时间窗 {window.start.isoformat()} 至 {window.end.isoformat()}"


def _checklist(run: Run) -> Annex | None:
    table = run.tables.get("checklist")
    if table is None:
        return None
    return _annex(
        run,
        "检查发现问题清单",
        _numbered(table[["category", "item", "finding", "units"]]),
        _files(run, "checklist"),
        "条",
        wide=True,
    )


_MOST_HITS = 20_000


def _text_hits(run: Run) -> Annex | None:
    """What the rules of text found in the articles, the gravest first; a person has still to look at each."""
    if run.checked_text is None or run.checked_text.found.empty:
        return None
    found = order_hits(run.checked_text.found)
    columns = ["severity", "unit", "account_name", "title", "url", "place", "wrong", "right", "note", "sentence"]
    cut = (f"共 {len(found)} 处，这里列出前 {_MOST_HITS} 处。",) if len(found) > _MOST_HITS else ()
    notes = ("程序查出的线索，都待复核：未经人核实不作结论，没有计入任何合格率、得分和数字。", *cut)
    table = _numbered(found.head(_MOST_HITS)[[*columns, "file", "sheet", "row"]])
    return _annex(run, "文章文字问题线索（待复核）", table, _files(run, "articles"), "处", notes=notes, wide=True)


def _changes(run: Run) -> Annex | None:
    """The change of every number without its groups; only where something can be compared."""
    table = run.changes.loc[run.changes["change_text"].ne("") & ~run.changes["name"].str.contains("·", regex=False)]
    if table.empty:
        return None
    columns = [
        "topic",
        "name",
        "basis",
        "earlier_period",
        "earlier_text",
        "now_text",
        "change_text",
        "growth_text",
        "note",
    ]
    notes = ("百分比之差为百分点，按写出来的两个百分比相减。", "增长以较早一期的数为底数。")
    return _annex(
        run,
        "主要数字变化情况表",
        _numbered(table[columns]),
        "本期和往期的导出表、往期数字（T24）",
        "见各数字",
        notes=notes,
        wide=True,
    )


def _problems(run: Run) -> Annex:
    shown = _numbered(run.open_problems[["unit", "topic", "object", "problem", "rectify_by"]])
    _, doubt = run.period.deadline(run.calendar)
    notes = (f"整改期限{doubt.strip('（）')}。",) if doubt else ()
    return _annex(run, "问题整改台账", shown, "本级检查，证据见 findings.csv", "条", notes=notes, wide=True)
