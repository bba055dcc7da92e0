"""Problems as a bulletin tells them: grouped by declared type, units and objects named, the real count behind 等."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from govlib.bulletin.writing.missing import is_lacking
from govlib.bulletin.writing.spelling import name_site, plain_problem
from govlib.catalog.problem_types import ProblemType
from govlib.review.decision import CONFIRM, DISMISS, KINDS

if TYPE_CHECKING:
    from govlib.workspace import Run

_FAILED = "不合格"
_COUNTED_FROM = 3


@dataclass(frozen=True)
class Told:
    """One problem as it is told: its unit, its object as a person names it, the item, what is wrong."""

    unit: str
    object: str
    item: str
    what: str
    wrong: str = ""
    right: str = ""


@dataclass(frozen=True)
class ProblemGroup:
    """All problems of one type: its heading, its sentences, how many problems and units."""

    id: str
    heading: str
    text: str
    count: int
    units: tuple[str, ...]


def group_problems(run: Run, most: int, say: Callable[[str], str]) -> list[ProblemGroup]:
    """Return the groups of a run's problems in declared order; what awaits review (待复核) is in none of them.

    ``say`` renders the text of a type that states its own.
    """
    types = run.catalog.problem_types
    rows: dict[str, list[Told]] = {one.id: [] for one in types}
    for kind, topic, told in _all_told(run):
        found = next((one for one in types if one.takes(kind, topic, told.what)), None)
        if found is not None:
            rows[found.id].append(told)
    return [_make_group(one, rows[one.id], most, say) for one in types if rows[one.id]]


def _all_told(run: Run) -> Iterator[tuple[str, str, Told]]:
    problems = run.open_problems
    what = dict(zip(run.findings["key"], run.findings["problem"].fillna(""), strict=True)) if len(problems) else {}
    for row in problems.loc[problems["outcome"].eq(_FAILED) & problems["kind"].ne("wording")].itertuples():
        words = plain_problem(what.get(row.key, "") or _text(row.problem))
        item = _text(row.object)
        told = Told(_text(row.unit), _name_object(row), item, words)
        yield _text(row.kind), _text(row.topic), told
    yield from _wording(run)


def _wording(run: Run) -> Iterator[tuple[str, str, Told]]:
    """Yield the registered errors of text: confirmed ones where anybody reviewed, else all that are registered."""
    table = run.tables.get("wording")
    if table is None:
        return
    said = table["review_result"].fillna("")
    is_reviewed = said.isin([KINDS[CONFIRM], KINDS[DISMISS]]).any()
    kept = table.loc[said.eq(KINDS[CONFIRM]) if is_reviewed else said.ne(KINDS[DISMISS])]
    uncounted = _without_errors(run)
    of_none = kept["site_code"].isna() & kept["account_name"].isna() & kept["unit"].isin(uncounted)
    for row in (
        kept.loc[~of_none].drop_duplicates(["unit", "wrong_text", "right_text", "error_kind", "note"]).itertuples()
    ):
        wrong, right = _text(row.wrong_text), _text(row.right_text)
        grave = _text(row.error_level) == "严重"
        what = _text(row.error_kind) if grave or not (wrong and right) else f"将“{wrong}”错写为“{right}”"
        if not grave and wrong and right:
            what = f"将“{right}”错写为“{wrong}”"
        elif not grave:
            what = _text(row.note) or what
        yield ("wording:严重" if grave else "wording"), "文字表述", Told(_text(row.unit), "", "", what, wrong, right)


def _without_errors(run: Run) -> frozenset[str]:
    """Return the units that the annex on what they published has without any error.

    An error registered of what such a unit sent in would contradict the annex: it is for a person to settle first.
    """
    table = run.tables.get("publication")
    if table is None or table["error_count"].isna().all():
        return frozenset()
    sums = table.groupby("unit")["error_count"].sum()
    return frozenset(str(unit) for unit in sums.index[sums.eq(0)])


def _make_group(one: ProblemType, rows: Sequence[Told], most: int, say: Callable[[str], str]) -> ProblemGroup:
    units = tuple(dict.fromkeys(row.unit for row in rows if row.unit))
    text = say(one.text) if one.text else ""
    if not text or is_lacking(text):
        text = one.lead + "".join(_sentences(one, rows, most))
    return ProblemGroup(one.id, one.heading, text, len(rows), units)


def _sentences(one: ProblemType, rows: Sequence[Told], most: int) -> Iterator[str]:
    """Yield the sentences of a type: one clause a thing that is wrong, or the first ones and the count of all."""
    if one.names_unit_only:
        named = [row.unit for row in rows if row.unit]
        yield f"{_say_all(named, most, '家')}{one.what}。"
        return
    by_what: dict[str, list[Told]] = {}
    for row in rows:
        by_what.setdefault(_fill(one.what, row), []).append(row)
    clauses = [f"{_name_all(one, same, most)}{what}{_say_units(one, same)}" for what, same in by_what.items()]
    if len(clauses) <= most:
        yield f"{'；'.join(clauses)}。"
        return
    involved = {row.unit for row in rows if row.unit}
    yield f"共有问题{len(clauses)}项，涉及{len(involved)}家单位，如{'；'.join(clauses[:most])}等。"


def _name_all(one: ProblemType, rows: Sequence[Told], most: int) -> str:
    return _say_all([name for name in (_fill(one.each, row) for row in rows) if name], most, f"{one.counted}{one.of}")


def _say_all(names: Sequence[str], most: int, unit: str) -> str:
    """Return names in words, the count of all of them behind three and more; 等 only where not all are named.

    A reader, and verification, can then hold the count against the list.
    """
    listed = list(dict.fromkeys(names))
    if len(listed) < _COUNTED_FROM:
        return "、".join(listed)
    return f"{'、'.join(listed[:most])}{'等' if len(listed) > most else ''}{len(listed)}{unit}"


def _say_units(one: ProblemType, rows: Sequence[Told]) -> str:
    """Return how many units objects belong to, where their number is not the objects' own."""
    objects = {_fill(one.each, row) for row in rows}
    units = {row.unit for row in rows if row.unit}
    differs = one.counted == "个" and len(objects) >= _COUNTED_FROM and 0 < len(units) != len(objects)
    return f"，涉及{len(units)}家单位" if differs else ""


def _fill(pattern: str, row: Told) -> str:
    for name in ("unit", "object", "item", "what", "wrong", "right"):
        pattern = pattern.replace(f"{{{name}}}", getattr(row, name))
    return pattern


def _name_object(row: object) -> str:
    """Return a website's name, or an account with the unit that answers for it: 某局“某账号”（抖音）."""
    subject, platform, unit = (_text(getattr(row, name)) for name in ("subject", "platform", "unit"))
    if _text(getattr(row, "subject_kind", "")) == "账号" and subject:
        shown = f"“{subject}”" + (f"（{platform}）" if platform else "")
        return f"{unit}{shown}" if unit else shown
    if _text(getattr(row, "subject_kind", "")) == "网站" and subject:
        return name_site(subject)
    return subject or _text(getattr(row, "object", "")) or unit


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124 - NaN alone
