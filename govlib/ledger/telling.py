"""``govlib ledger send``: from a run to numbered problems, workbooks, and the line that makes it official."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from govlib.documents.writing import write_workbook
from govlib.errors import UserError
from govlib.labels import labelled
from govlib.ledger.acts import FIXED, SENT, Act, Told, rows_of
from govlib.ledger.books import LEDGER_BOOK, UNIT_FOLDER, Setting, place_book, unit_books
from govlib.ledger.cases import list_cases
from govlib.ledger.of_run import periods_before, told_before
from govlib.ledger.rechecks import recheck
from govlib.ledger.sending import FIXED_SINCE, UNTOLD, WAITING_COLUMNS, Plan, Terms, Units, plan_sending, split_problems
from govlib.ledger.states import RECTIFIED
from govlib.records.folders import LEDGER, records_of
from govlib.records.journal import append
from govlib.workdays import PROVISIONAL, Span

if TYPE_CHECKING:
    from govlib.workspace import Run

_NAMED = 5


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line; blank where nothing was said."""

    day: date | None = None
    deadline: date | None = None
    within: int | None = None
    statement_within: int | None = None
    statement_for_all: bool = False
    only_confirmed: bool = False


def plan(run: Run, wish: Wish) -> Plan:
    """Return what a sending of a run's period would tell.

    Raises:
        UserError: the day or the deadline is not known or can't be, or a later period was told already.
    """
    terms = settle_terms(run, wish)
    order = [*periods_before(run), run.period_name]
    later = sorted({act.period for act in run.acts if act.act == SENT and act.period not in order})
    if later:
        found = f"较晚的期（{'、'.join(later)}）已经下发过整改通知"
        raise UserError(run.period_name, found, advice="请在较晚的期里通报，早的期不能再下发")
    return plan_sending(
        run.open_problems,
        run.acts,
        list_cases(run.acts, date.max, before=order, group_of=run.register.group),
        rechecked=recheck(run, told_before(run)),
        terms=terms,
        units=_units_of(run),
    )


def settle_terms(run: Run, wish: Wish) -> Terms:
    """Return the day and the deadlines of a sending: as asked for, else as the period declares them."""
    period, slug = run.period, run.place.slug
    day = wish.day or period.issued
    if day is None:
        found = f"{run.period_name} 没有写印发日（issued），不知道哪一天下发"
        raise UserError(f"places/{slug}.yaml", found, advice="请用 --day 写明下发日期，形如 --day 2026-04-10")
    if day < period.inspection_day:
        found = f"下发日期 {day} 早于监测时间点 {period.inspection_day}"
        raise UserError("--day", found, f"不早于 {period.inspection_day} 的一天")
    if wish.deadline is not None and wish.within is not None:
        raise UserError("--deadline 和 --within", "两个都写了", "只写一个")
    if wish.deadline is not None:
        due = wish.deadline.isoformat()
    elif wish.within is not None:
        due = _count_workdays(run, day, wish.within)
    else:
        due = run.deadline
    if due and date.fromisoformat(due[:10]) <= day:
        advice = "请用 --deadline 或 --within 写明新的期限"
        raise UserError("整改期限", f"{due} 不晚于下发日期 {day}", f"{day} 以后的一天", advice)
    statement = _count_workdays(run, day, wish.statement_within) if wish.statement_within is not None else ""
    return Terms(
        period=run.period_name,
        day=day,
        inspected=period.inspection_day,
        deadline=due,
        statement_by=statement,
        statement_for_all=wish.statement_for_all,
        only_confirmed=wish.only_confirmed,
    )


def _count_workdays(run: Run, day: date, count: int) -> str:
    start = pd.Series([pd.Timestamp(day)])
    last = run.calendar.last_day_in_time(start, Span(workdays=count))
    doubt = run.calendar.say_each_provisional(start, last).iloc[0]
    return f"{last.iloc[0].date().isoformat()}{PROVISIONAL if doubt else ''}"


def _units_of(run: Run) -> Units:
    return Units(run.register.members, lambda unit: bool(run.register.may_mean(unit)))


def setting_of(run: Run) -> Setting:
    """Return the place and period whose sheets are made."""
    return Setting(run.place.slug, run.place.name, run.period_name, run.period.title, run.place.sample)


def write_all(run: Run, acts: Sequence[Act], folder: Path) -> list[Path]:
    """Write the place's ledger and the workbooks of the units told in the period; return them, the ledger first.

    ``acts`` of later periods don't count: what lies in the outputs of a period rests on nothing later.
    """
    order = [*periods_before(run), run.period_name]
    counted = [act for act in acts if act.period in order]
    as_of = max([run.day, *(act.day for act in counted)])
    cases = list_cases(counted, as_of, before=order, group_of=run.register.group)
    shown = labelled(_list_waiting(run, counted, cases))
    setting = setting_of(run)
    books = {LEDGER_BOOK: place_book(setting, counted, cases, shown, as_of)}
    books |= {f"{UNIT_FOLDER}/{name}": sheets for name, sheets in unit_books(setting, counted).items()}
    for name, sheets in books.items():
        write_workbook(folder / name, sheets, f"{run.title}整改")
    return [folder / name for name in books]


def write_ledgers(run: Run) -> list[str]:
    """Write the ledger of a run, and the workbooks of its units where its problems were told; return their names."""
    return [path.relative_to(run.output_dir).as_posix() for path in write_all(run, run.acts, run.output_dir)]


def _list_waiting(run: Run, acts: Sequence[Act], cases: pd.DataFrame) -> pd.DataFrame:
    """Return the open problems that the period has not told, with the reason."""
    own = (act for act in acts if act.period == run.period_name)
    told = {(row.key, row.unit) for _, row in rows_of(own, SENT) if isinstance(row, Told)}
    done = cases.loc[cases["state"].isin(RECTIFIED)]
    fixed = set(zip(done["key"], done["unit"], strict=True))
    ready, left = split_problems(run.open_problems, _units_of(run))
    places = ((one, (one["key"], one["unit"])) for one in ready)
    untold = [one | {"why": FIXED_SINCE if place in fixed else UNTOLD} for one, place in places if place not in told]
    return pd.DataFrame([*untold, *left], columns=WAITING_COLUMNS, dtype="string")


def send(run: Run, planned: Plan, folder: Path, when: str, seen: int) -> list[Path]:
    """Write the workbooks, then the lines that make the telling official; return the workbooks.

    Interrupted in between, the telling did not happen, or the rechecks are written and the telling is not: the same
    command once more completes it and doubles nothing. ``seen`` is how many lines the period's ledger had before the
    acts were read.

    Raises:
        JournalMovedError: somebody else has added to the ledger since.
        UserError: a workbook can't be written; nothing was told then.
    """
    path = records_of(run.root, run.place.slug, run.period_name) / LEDGER
    acts = _sorted([*run.acts, *planned.acts])
    try:
        written = write_all(run, acts, folder)
    except OSError as error:
        advice = "问题还没有下发；文件正在 Excel 或 WPS 里打开的，请先关闭，再运行一次"
        raise UserError(_shown(run, folder), f"写不进去（{error.strerror}）", advice=advice) from error
    shown_as = f"records/{run.place.slug}/{run.period_name}/{LEDGER}"
    for act in planned.acts:
        seen = append(path, replace(act, when=when).as_data(), seen=seen, shown_as=shown_as)
    return written


def _sorted(acts: Iterable[Act]) -> list[Act]:
    """Return acts in the order in which they will be read again."""
    return sorted(acts, key=lambda act: (act.day, act.period))


def tell_plan(run: Run, planned: Plan, written: Sequence[Path], *, is_dry: bool) -> Iterator[str]:
    """Yield in sentences what was told, or would be, what was left out and why, and where the files lie."""
    told, terms = planned.told, planned.terms
    units = sorted({row.unit for row in told})
    verb = "将" if is_dry else "已"
    if not told:
        before = f"；本期已下发过 {planned.told_already} 条" if planned.told_already else ""
        yield f"{run.title}：没有新的问题要下发{before}。"
    else:
        unsaid = "没有写整改期限，可用 --deadline 或 --within 写明"
        due = f"，整改期限 {terms.deadline}" if terms.deadline else f"，{unsaid}"
        kind = "补充下发" if planned.told_already else "下发"
        yield f"{run.title}：{verb}{kind} {len(told)} 条问题给 {len(units)} 家单位（{terms.day}{due}）。"
        new = [row.number for row in told if not row.again]
        if new:
            yield f"新编号 {new[0]} 至 {new[-1]}，{len(new)} 条。" if len(new) > 1 else f"新编号 {new[0]}。"
        again = [row.number for row in told if row.again]
        if again:
            yield f"其中 {len(again)} 条是以前下发过、仍未整改的，用原编号再次通报：{_some(again)}。"
        repeats = [f"{row.number}（原 {row.repeats}）" for row in told if row.repeats]
        if repeats:
            yield f"整改后又出现的 {len(repeats)} 条：{_some(repeats)}。"
        yield from _tell_statements(planned)
    if planned.rechecked:
        count, fixed = len(planned.rechecked), sum(row.result == FIXED for row in planned.rechecked)
        yield f"本期检查复查了以前的 {count} 条：已整改 {fixed} 条，未整改 {count - fixed} 条。"
    for why, group in planned.waiting.groupby("why", sort=True):
        texts = group[["object", "problem"]].fillna("")
        named = [f"{one} {said}".strip() for one, said in zip(texts["object"], texts["problem"], strict=True)]
        yield f"没有下发 {len(group)} 条（{why}）：{_some(named)}。"
    if written:
        folder = f"{_shown(run, written[0].parent)}/{UNIT_FOLDER}/"
        yield f"台账：{_shown(run, written[0])}；各单位的整改表 {len(written) - 1} 份：{folder}"
    if is_dry:
        yield "这是试算，什么也没有写。"


def _tell_statements(planned: Plan) -> Iterator[str]:
    if not planned.terms.statement_by:
        return
    asked = {row.unit for row in planned.told if row.statement_by}
    if asked:
        yield f"要求 {len(asked)} 家单位在 {planned.terms.statement_by} 前（含当日）报送书面检查。"
    elif planned.told:
        yield "没有严重问题，不要求书面检查；每条都要求的请加 --statement-for-all。"


def _some(texts: Sequence[str]) -> str:
    rest = f"等 {len(texts)} 条" if len(texts) > _NAMED else ""
    return "；".join(texts[:_NAMED]) + rest


def _shown(run: Run, path: Path) -> str:
    return path.relative_to(run.root).as_posix() if path.is_relative_to(run.root) else path.as_posix()
