"""Problems as a bulletin tells them: grouped by declared type, units and objects named, the real count behind 等."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from govlib.bulletin.writing.lists import say_names
from govlib.catalog.problem_types import ProblemType
from govlib.review.decision import CONFIRM, DISMISS, KINDS

if TYPE_CHECKING:
    from govlib.workspace import Run

_FAILED = "不合格"


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


def group_problems(run: Run, most: int) -> list[ProblemGroup]:
    """Return the groups of a run's problems in declared order; what awaits review (待复核) is in none of them."""
    types = run.catalog.problem_types
    rows: dict[str, list[Told]] = {one.id: [] for one in types}
    for kind, topic, told in _all_told(run):
        found = next((one for one in types if one.takes(kind, topic, told.what)), None)
        if found is not None:
            rows[found.id].append(told)
    return [_make_group(one, rows[one.id], most) for one in types if rows[one.id]]


def _all_told(run: Run) -> Iterator[tuple[str, str, Told]]:
    problems = run.open_problems
    what = dict(zip(run.findings["key"], run.findings["problem"].fillna(""), strict=True)) if len(problems) else {}
    for row in problems.loc[problems["outcome"].eq(_FAILED) & problems["kind"].ne("wording")].itertuples():
        words = _plain(what.get(row.key, "") or _text(row.problem))
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
    for row in kept.drop_duplicates(["unit", "wrong_text", "right_text", "error_kind", "note"]).itertuples():
        wrong, right = _text(row.wrong_text), _text(row.right_text)
        grave = _text(row.error_level) == "严重"
        what = _text(row.error_kind) if grave or not (wrong and right) else f"将“{wrong}”错写为“{right}”"
        if not grave and wrong and right:
            what = f"将“{right}”错写为“{wrong}”"
        elif not grave:
            what = _text(row.note) or what
        yield ("wording:严重" if grave else "wording"), "文字表述", Told(_text(row.unit), "", "", what, wrong, right)


def _make_group(one: ProblemType, rows: Sequence[Told], most: int) -> ProblemGroup:
    units = tuple(dict.fromkeys(row.unit for row in rows if row.unit))
    sentences = [one.lead] if one.lead else []
    clauses = list(_clauses(one, rows, most))
    if clauses:
        sentences.append("；".join(clauses) + "。")
    return ProblemGroup(one.id, one.heading, "".join(sentences), len(rows), units)


def _clauses(one: ProblemType, rows: Sequence[Told], most: int) -> Iterator[str]:
    """Yield one clause a thing that is wrong: who, how many, what."""
    if one.names_unit_only:
        units = [row.unit for row in rows if row.unit]
        yield f"{say_names(units, most)}{one.what.replace('{what}', '')}"
        return
    by_what: dict[str, list[Told]] = {}
    for row in rows:
        by_what.setdefault(_fill(one.what, row), []).append(row)
    if one.each == "{object}" or len(by_what) <= most:
        for what, same in by_what.items():
            yield f"{_name_all(one, same, most)}{what}"
        return
    named = [f"{_name_all(one, same, most)}{what}" for what, same in list(by_what.items())[:most]]
    yield f"{'，'.join(named)}等{len(by_what)}{one.counted}"


def _name_all(one: ProblemType, rows: Sequence[Told], most: int) -> str:
    names = [name for name in (_fill(one.each, row) for row in rows) if name]
    distinct = list(dict.fromkeys(names))
    if len(distinct) <= most or one.counted == "家":
        return say_names(distinct, most) if distinct else ""
    return say_names(distinct, most, f"{one.counted}{one.of}")


def _fill(pattern: str, row: Told) -> str:
    for name in ("unit", "object", "item", "what", "wrong", "right"):
        pattern = pattern.replace(f"{{{name}}}", getattr(row, name))
    return pattern


def _name_object(row: object) -> str:
    """Return a website's name, or an account with the unit that answers for it: 县人社局“样例人社”（抖音）."""
    subject, platform, unit = (_text(getattr(row, name)) for name in ("subject", "platform", "unit"))
    if _text(getattr(row, "subject_kind", "")) == "账号" and subject:
        shown = f"“{subject}”" + (f"（{platform}）" if platform else "")
        return f"{unit}{shown}" if unit else shown
    return subject or _text(getattr(row, "object", "")) or unit


def _plain(problem: str) -> str:
    """Return a problem without what only the proof needs: the rule's number, what was measured."""
    head, _, rest = problem.partition(" ")
    words = rest if rest and head[:1].isupper() and head.isascii() else problem
    return words.partition("（实测")[0].rstrip("。")


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124 - NaN alone
