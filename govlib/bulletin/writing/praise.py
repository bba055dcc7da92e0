"""Who is praised: by the place's declared criteria, without whoever another paragraph blames for the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from govlib.bulletin.writing.facts import Facts
from govlib.bulletin.writing.lists import Lists, Names
from govlib.bulletin.writing.told import WORDING, tell_wording
from govlib.catalog.bulletin_form import Praise

if TYPE_CHECKING:
    from govlib.workspace import Run

EVERY_TOPIC = "全部"


def praise_units(run: Run, facts: Facts, lists: Lists, one: Praise) -> Names:
    """Return the units (or subjects) that a criterion praises, in its order."""
    ways: dict[str, Callable[[], Names]] = {
        "top": lambda: lists.top(one.ranking, one.most or 1, one.group),
        "tier": lambda: lists.tier(one.ranking, one.word, one.group),
        "full": lambda: _at_full(facts, one),
        "done": lambda: lists.done(one.task, one.group),
        "graded": lambda: lists.graded(one.task, one.word, one.group),
        "clean": lambda: _with_at_least(facts, one),
    }
    blamed = _blamed(run, facts, one)
    counted = run.register.counted_as
    return tuple(name for name in ways[one.by]() if name not in blamed and counted(name) not in blamed)


def _at_full(facts: Facts, one: Praise) -> Names:
    return tuple(word for word, item in facts.groups(one.figure, "unit") if item.value == 1)


def _with_at_least(facts: Facts, one: Praise) -> Names:
    return tuple(word for word, item in facts.groups(one.figure, "unit") if (item.value or 0) >= (one.least or 0))


def _blamed(run: Run, facts: Facts, one: Praise) -> frozenset[str]:
    """Return the units and subjects that a criterion leaves out: a problem of its topics, a number above nought.

    Errors of text that stand on websites and accounts are told of the units that answer for them: whoever is to have
    none of them is not praised either.
    """
    problems = run.open_problems
    topics = (EVERY_TOPIC,) if one.by == "clean" and not one.unless else one.unless
    erred = {told.unit for _, told in tell_wording(run)} if {WORDING, EVERY_TOPIC} & set(topics) else set()
    if EVERY_TOPIC not in topics:
        exact = problems["topic"] + "·" + problems["subject_kind"].fillna("")
        problems = problems.loc[problems["topic"].isin(topics) | exact.isin(topics)]
    names = {str(name) for column in ("unit", "subject") for name in problems[column].dropna()}
    return frozenset(names | erred | {unit for label in one.unless_figures for unit in facts.units_of(label)})
