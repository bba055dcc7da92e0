"""Numbers to compare by: a figure by unit, the scores of subjects, assessments as delivered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from govlib.catalog.ranking_methods import Compared
from govlib.figure_value import MISSING, FigureValue
from govlib.rankings.material import UNGROUPED, UNWRITTEN, VETOED, Entrant, Entrants, Material
from govlib.rankings.population import add_absent_subjects, add_absent_units, describe_subjects, groups_of_units
from govlib.rankings.said import merge_notes, say_points, text_of
from govlib.rounding import as_fraction

_NO_VETO = frozenset({"否", "无", "—", "-", "/"})
_PERCENT = "%"


def compare(of: Compared, material: Material) -> Entrants:
    """Return everyone who is compared with the number that is known of each."""
    if of.figure is not None:
        return compare_by_figure(of.figure, of.by, of.covers, material)
    return _by_score(of, material) if of.score is not None else _by_assessment(of, material)


def compare_by_figure(name: str, by: str, covers: str, material: Material) -> Entrants:
    """Return one entrant a unit (or another word) by which a figure is broken down.

    A unit whose rows the figure's filter leaves out has nought of a count. Who has no row at all is 缺数据, or has
    nought where the table is declared complete.
    """
    values = [item for item in material.figures if item.id == name]
    whole = next((item for item in values if not item.group), None)
    parts = [item for item in values if tuple(item.group) == (by,)]
    if not parts and (whole is None or whole.value is None):
        return Entrants(lacking=whole.lacking if whole is not None else "没有这个数字")
    mine = [item for item in parts if item.group[by] not in (UNWRITTEN, UNGROUPED)]
    notes = () if len(mine) == len(parts) else ("没有写明名称的行不参加排名。",)
    label = material.declared[name].label
    group_of = groups_of_units(name, material)
    members = [_from_figure(item, by, group_of) for item in mine]
    if by == "unit":
        members = add_absent_units(members, name, covers, material)
    window = values[0]
    counter = "家" if by == "unit" else "个"
    months = _months(date.fromisoformat(window.window_start), date.fromisoformat(window.window_end))
    return Entrants(tuple(members), "" if members else f"{label}没有按这一列分列的数", notes, counter, months)


def _from_figure(item: FigureValue, by: str, group_of: Callable[[str], str]) -> Entrant:
    subject = item.group[by]
    is_unit = by == "unit"
    group = group_of(subject) if is_unit else ""
    return Entrant(
        subject=subject,
        figure=item.label,
        unit=subject if is_unit else "",
        group=group,
        unit_group=group,
        number=exact_number(item),
        value=item.value,
        text=item.text,
        numerator=item.numerator,
        denominator=item.denominator,
        denominator_name=item.denominator_name,
        note=item.lacking if item.value is None or item.lacking else _say_blanks(item),
    )


def exact_number(item: FigureValue) -> Fraction | None:
    """Return a figure's number without the noise of binary fractions; a rate in per cent."""
    if item.value is None:
        return None
    if item.numerator is not None and item.denominator:
        return as_fraction(item.numerator) / as_fraction(item.denominator) * 100
    return as_fraction(item.value) * (100 if item.unit == _PERCENT else 1)


def _say_blanks(item: FigureValue) -> str:
    return f"{item.unknown_rows} 行没有填数，未计入" if item.unknown_rows else ""


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _by_score(of: Compared, material: Material) -> Entrants:
    scores = material.scores
    mine = scores.loc[scores["subject_kind"].eq(str(of.score))] if len(scores) else scores
    if mine.empty:
        return Entrants(lacking=f"没有{of.score}得分：适用的规则集没有计分办法，或没有可计分的{of.score}")
    known = describe_subjects(str(of.score), material)
    members = [_from_score(row, known) for row in mine.to_dict("records")]
    if of.covers == "register":
        members = add_absent_subjects(members, str(of.score), "得分", "没有计分", material)
    return Entrants(tuple(members))


def _from_score(row: dict[Any, Any], known: dict[tuple[str, str, str], Entrant]) -> Entrant:
    key = (text_of(row["subject"]), text_of(row["platform"]), text_of(row["unit"]))
    seen = known.get(key)
    score = None if pd.isna(row["score"]) else float(row["score"])
    vetoes = text_of(row["vetoes"])
    return Entrant(
        subject=key[0],
        platform=key[1],
        unit=key[2],
        figure="得分",
        group=text_of(row["group"]) or UNGROUPED,
        level=seen.level if seen else "",
        site_type=seen.site_type if seen else "",
        unit_group=seen.unit_group if seen else "",
        number=None if score is None else as_fraction(score),
        value=score,
        text=f"{say_points(as_fraction(score))}分" if score is not None else VETOED if vetoes else MISSING,
        veto=bool(vetoes),
        note=merge_notes([f"{VETOED}：{vetoes}" if vetoes else "", text_of(row["lacking"]) if score is None else ""]),
    )


def _by_assessment(of: Compared, material: Material) -> Entrants:
    table = material.tables.get("assessments")
    if table is None:
        return Entrants(lacking="没有交来综合评估等次（T21b）")
    rows = table.drop_duplicates("site_name").to_dict("records")
    known = {key[0]: seen for key, seen in describe_subjects("网站", material).items()}
    members = [_from_assessment(row, of, known.get(text_of(row["site_name"]))) for row in rows]
    if of.covers == "register":
        figure = "等次" if of.assessment == "grade" else "得分"
        members = add_absent_subjects(members, "网站", figure, "没有评估", material)
    return Entrants(tuple(members))


def _from_assessment(row: dict[Any, Any], of: Compared, seen: Entrant | None) -> Entrant:
    number: Fraction | None
    if of.assessment == "grade":
        grade = text_of(row["grade"])
        figure, value = "等次", None
        number = Fraction(of.grades.index(grade)) if grade in of.grades else None
        text, note = grade or MISSING, "" if number is not None else f"等次“{grade}”不在声明的等次里"
    else:
        value = None if pd.isna(row["score"]) else float(row["score"])
        figure, number = "得分", None if value is None else as_fraction(value)
        text, note = (MISSING, "没有填得分") if number is None else (f"{say_points(number)}分", "")
    veto = text_of(row["single_veto"])
    has_veto = bool(veto) and veto not in _NO_VETO
    return Entrant(
        subject=text_of(row["site_name"]),
        figure=figure,
        unit=seen.unit if seen else "",
        group=seen.group if seen else UNGROUPED,
        level=seen.level if seen else "",
        site_type=seen.site_type if seen else "",
        unit_group=seen.unit_group if seen else "",
        number=number,
        value=value,
        text=text,
        veto=has_veto,
        note=merge_notes([note, veto if has_veto else ""]),
    )
