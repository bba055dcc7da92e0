"""``govlib ledger adopt``: an old ledger's rows become numbers of an earlier period, once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from govlib.catalog.load import Catalog
from govlib.errors import UserError
from govlib.exports.masking import mask_text
from govlib.ledger.acts import Act, read_acts
from govlib.ledger.adopt_match import make_matcher
from govlib.ledger.adopted import ReadLedger, read_ledger
from govlib.ledger.adopting import ADOPTED, Adoption, Source, plan_adoption
from govlib.ledger.books import safe_name
from govlib.records.folders import LEDGER, records_of
from govlib.records.journal import append, read_journal
from govlib.records.keeping import keep_bytes
from govlib.units import UnitRegister
from govlib.workspace import Run, open_declared

MOST_SHOWN = 40


@dataclass(frozen=True)
class Wish:
    """What was asked: the file, the place and period, a day for what has none, whether changes are written."""

    path: Path
    place: str
    period: str
    day: date | None = None
    update: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Adopted:
    """What came of it: sentences in their order, and whether anything was left out."""

    lines: tuple[str, ...]
    is_partial: bool


def adopt(root: Path, catalog: Catalog, wish: Wish, when: str) -> Adopted:
    """Read an old ledger and write down what it adds; tell everything that was not used, and why.

    Raises:
        FileUnreadableError: the file can't be opened or is no ledger.
        UserError: the place or period can't be, or somebody else has just written.
    """
    declared = catalog.place(wish.place)
    folder = records_of(root, wish.place, wish.period)
    register = UnitRegister(declared.units)
    read = read_ledger(wish.path, catalog, register.counted_as)
    data = wish.path.read_bytes()
    sha = hashlib.sha256(data).hexdigest()
    journal = folder / LEDGER
    seen = read_journal(journal).lines
    acts, faults = read_acts(folder.parent)
    name = mask_text(wish.path.name)[0]
    own = declared.periods.get(wish.period)
    issued = (own.issued or own.inspection_day) if own is not None else None
    today = date.fromisoformat(when[:10])
    source = Source(name, sha, wish.period, wish.day or issued, wish.day, today)
    plan = plan_adoption(read.entries, acts, source, make_matcher(_runs_near(root, catalog, wish, source)))
    is_same = any((act.facts or {}).get("sha256") == sha for act in acts if act.period == wish.period)
    writes = _choose(plan, is_same=is_same, update=wish.update)
    if writes and not wish.dry_run:
        _keep(data, folder / ADOPTED / f"{sha[:8]}-{safe_name(Path(name).stem)}{wish.path.suffix.lower()}")
        shown_as = f"records/{wish.place}/{wish.period}/{LEDGER}"
        for act in writes:
            seen = append(journal, replace(act, when=when).as_data(), seen=seen, shown_as=shown_as)
    unknown = sorted({one.written_unit for one in read.entries if register.match(one.written_unit).how == "未登记"})
    lines = [*faults, *_tell(wish, read, plan, writes, is_same=is_same), *_tell_unknown(unknown)]
    left = bool(plan.refused) or bool(plan.differences and not writes and not is_same)
    return Adopted(tuple(lines), left or any("没有采用" in line for line in read.refused))


def _keep(data: bytes, target: Path) -> None:
    try:
        keep_bytes(target, data)
    except OSError as error:
        advice = "请检查磁盘空间和权限后再登记一次"
        where = f"records/…/{target.parent.name}/{target.name}"
        raise UserError(where, f"写不进去（{error.strerror}）", advice=advice) from error


def _choose(plan: Adoption, *, is_same: bool, update: bool) -> tuple[Act, ...]:
    """Return what is written: all of a first file, what an interrupted one lacks, changes only where asked for."""
    if is_same:
        return (*plan.fresh, *plan.missing)
    return plan.fresh if plan.is_first else (*plan.fresh, *plan.changed) if update else ()


def _runs_near(root: Path, catalog: Catalog, wish: Wish, source: Source) -> list[Run]:
    """Return the period itself and the next declared one, where their exports lie there: by them rows are known."""
    place = catalog.places[wish.place]
    names = list(place.periods)
    if wish.period in names:
        wanted = names[names.index(wish.period) : names.index(wish.period) + 2]
    else:
        later = [name for name in names if source.day is None or place.periods[name].inspection_day >= source.day]
        wanted = later[:1]
    folders = {name: root / "exports" / wish.place / name for name in wanted}
    there = [name for name, folder in folders.items() if folder.is_dir() and any(folder.iterdir())]
    return [open_declared(root, catalog, wish.place, name, "outputs") for name in there]


def _tell(wish: Wish, read: ReadLedger, plan: Adoption, writes: Sequence[Act], *, is_same: bool) -> Iterator[str]:
    yield from _cut(read.refused, "处")
    yield from _cut(read.remarks, "处")
    yield from _cut(plan.refused, "行")
    title = f"{wish.path.name} → {wish.place} {wish.period}"
    if not writes:
        if is_same:
            yield f"{title}：同一个文件已经登记过，没有再加什么。"
            return
        if not plan.differences:
            yield f"{title}：没有可登记的新内容。"
            return
        yield f"{title}：这一期已登记过台账，这个文件与它不同，什么也没有写；核对后加 --update 写入。不同的是："
        yield from _cut(plan.differences, "处")
        return
    if plan.differences and not is_same:
        yield "与已登记的不同："
        yield from _cut(plan.differences, "处")
    verb = "将" if wish.dry_run else "已"
    days = sorted({act.day for act in writes})
    span = f"{days[0]}" if len(days) == 1 else f"{days[0]} 至 {days[-1]}"
    again = f"，{plan.again} 条是以前下发过、还没有改好的，沿用原编号" if plan.again else ""
    rows = sum(len(act.rows) for act in writes)
    yield f"{title}：{verb}登记问题 {plan.numbers} 条{again}；共 {len(writes)} 笔 {rows} 项，日期 {span}。"
    if plan.unmatched:
        yield (
            f"其中 {plan.unmatched} 条与程序自己查出的问题对不上（对象或问题的写法不同），以后各期不会自动复查，"
            "请用 govlib ledger recheck 登记人工复查结果。"
        )


def _tell_unknown(units: Sequence[str]) -> Iterator[str]:
    if units:
        yield f"单位名录里没有这些名称，按原样登记：{'、'.join(units)}。如是别名，请补进地方文件的 aliases。"


def _cut(lines: Iterable[str], unit: str) -> Iterator[str]:
    every = list(lines)
    yield from every[:MOST_SHOWN]
    if len(every) > MOST_SHOWN:
        yield f"……还有 {len(every) - MOST_SHOWN} {unit}没有列出。"
