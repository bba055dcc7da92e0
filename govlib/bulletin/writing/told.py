"""One problem as a bulletin tells it: whose it is, what it is about, what is wrong; grave words are never repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from govlib.bulletin.writing.spelling import name_site, name_task, plain_problem, quotes_an_error, write_wide
from govlib.review.decision import CONFIRM, DISMISS, KINDS

if TYPE_CHECKING:
    from govlib.workspace import Run

WORDING = "文字表述"
WORDING_KEY = "wording:"
"""How the keys of registered errors of text begin: nobody else numbers them."""
_FAILED = "不合格"
_GRAVE = "严重"
_THINGS = {"网站": "网站", "账号": "账号"}


@dataclass(frozen=True)
class Told:
    """One problem as it is told: its unit, its object as a person names it, the item, what is wrong.

    ``thing`` says what the object is (网站, 账号), ``where`` in what an error of text stands; problems that a list of
    several units gives as one row have one ``key``.
    """

    unit: str
    object: str
    item: str
    what: str
    wrong: str = ""
    right: str = ""
    thing: str = ""
    where: str = ""
    key: str = ""


def tell_problems(run: Run) -> list[tuple[str, str, Told]]:
    """Return kind, topic and words of all problems that are settled, units in the order of the register."""
    order = {unit: place for place, unit in enumerate(run.register.group_of)}
    listed = [*_listed(run), *((kind, WORDING, told) for kind, told in tell_wording(run))]
    return sorted(listed, key=lambda one: order.get(one[2].unit, len(order)))


def _listed(run: Run) -> Iterator[tuple[str, str, Told]]:
    problems = run.open_problems
    words = dict(zip(run.findings["key"], run.findings["problem"].fillna(""), strict=True)) if len(problems) else {}
    for row in problems.loc[problems["outcome"].eq(_FAILED) & problems["kind"].ne("wording")].itertuples():
        kind, topic, item = text_of(row.kind), text_of(row.topic), write_wide(text_of(row.object))
        what = plain_problem(words.get(row.key, "") or text_of(row.problem))
        if kind == "checklist" and (topic == WORDING or quotes_an_error(item)):
            kind, item = "checklist:wording", ""
        item = name_task(item) if kind == "tasks" else item
        what = what.replace("；", "，")
        thing = _THINGS.get(text_of(row.subject_kind), "")
        about = _name_object(row, what)
        yield kind, topic, Told(text_of(row.unit), about, item, what, thing=thing, key=text_of(row.key))


def tell_wording(run: Run) -> Iterator[tuple[str, Told]]:
    """Yield the registered errors of text: confirmed ones where anybody reviewed, else all that are registered.

    The same slip of a unit is told once, grave errors as often as they stand, since they are only counted.
    """
    table = run.tables.get("wording")
    if table is None:
        return
    said = table["review_result"].fillna("")
    is_reviewed = said.isin([KINDS[CONFIRM], KINDS[DISMISS]]).any()
    kept = table.loc[said.eq(KINDS[CONFIRM]) if is_reviewed else said.ne(KINDS[DISMISS])]
    of_none = kept["site_code"].isna() & kept["account_name"].isna() & kept["unit"].isin(_without_errors(run))
    kept = kept.loc[~of_none]
    is_again = kept.duplicated(["unit", "wrong_text", "right_text", "error_kind", "note"])
    is_grave = kept["error_level"].eq(_GRAVE).fillna(value=False)
    for place, row in enumerate(kept.loc[is_grave | ~is_again].itertuples()):
        wrong, right, kind = text_of(row.wrong_text), text_of(row.right_text), text_of(row.error_kind)
        grave = text_of(row.error_level) == _GRAVE
        if grave:
            wrong, right, what = "", "", kind
        elif wrong and right:
            what = f"将“{right}”错写为“{wrong}”"
        else:
            what = text_of(row.note) or kind
        where = "网站" if text_of(row.site_code) else "账号" if text_of(row.account_name) else ""
        told = Told(text_of(row.unit), "", "", what, wrong, right, where=where, key=f"{WORDING_KEY}{place}")
        yield (f"wording:{_GRAVE}" if grave else "wording"), told


def say_where(rows: Sequence[Told]) -> str:
    """Return where errors of text stand, "" where they are of what units sent in: 所办网站和政务新媒体."""
    found = {row.where for row in rows}
    if "" in found:
        return ""
    names = [name for kind, name in (("网站", "网站"), ("账号", "政务新媒体")) if kind in found]
    return f"所办{'和'.join(names)}的" if names else ""


def _without_errors(run: Run) -> frozenset[str]:
    """Return the units that the annex on what they published has without any error.

    An error registered of what such a unit sent in would contradict the annex: it is for a person to settle first.
    """
    table = run.tables.get("publication")
    if table is None or table["error_count"].isna().all():
        return frozenset()
    sums = table.groupby("unit")["error_count"].sum()
    return frozenset(str(unit) for unit in sums.index[sums.eq(0)])


def _name_object(row: object, what: str) -> str:
    """Return a website's name, or an account with the unit that answers for it: 某局“某账号”（抖音）."""
    subject, platform, unit = (text_of(getattr(row, name)) for name in ("subject", "platform", "unit"))
    kind = text_of(getattr(row, "subject_kind", ""))
    if kind == "账号" and subject:
        is_told = not platform or what.startswith(platform)
        return f"{unit}“{subject}”" + ("" if is_told else f"（{platform}）")
    if kind == "网站" and subject:
        return name_site(subject)
    return subject or text_of(getattr(row, "object", "")) or unit


def text_of(value: object) -> str:
    """Return a cell as text, "" where it is blank."""
    return "" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124 - NaN alone
