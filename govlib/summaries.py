"""Summary tables that a page and an annex both print: counts by group, their total, the rate as the figures say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from govlib.catalog.roundings import Rounding
from govlib.figure_value import MISSING, cannot_pass, say_number
from govlib.figures import UNGROUPED, FigureValue
from govlib.rounding import say_rate

PUBLICATION_COUNTS = ["submitted_count", "published_count", "error_count"]
LETTER_COUNTS = ["letter_count", "on_time_count"]
COVERAGE_COUNTS = [
    "registered_count",
    "checked_count",
    "passed_count",
    "failed_count",
    "unconfirmed_count",
    "unknown_count",
]
_ON_DEMAND = ["sampled_count", "fixed_count", "passed_after_count"]
TOTAL = "合计"
_ACCEPTANCE = ("acceptance_rate", ("published_count", "submitted_count"))
_ON_TIME = ("letters_on_time_rate", ("on_time_count", "letter_count"))
PASS_RATES = {"网站": "site_pass_rate", "账号": "account_pass_rate"}
"""The figure that prints the pass rate of a kind of subject."""


def rate_texts(figures: Sequence[FigureValue], identifier: str, by: Sequence[str]) -> dict[tuple[str, ...], str]:
    """Return a rate as printed for each group of a breakdown; a rate without data is left blank."""
    return {
        tuple(item.group.values()): item.text if item.value is not None else ""
        for item in figures
        if item.id == identifier and tuple(item.group) == tuple(by)
    }


def _beside(
    table: pd.DataFrame, by: Sequence[str], figures: Sequence[FigureValue], identifier: str, counts: tuple[str, str]
) -> list[str]:
    """Return the rate of every row as printed; with its own counts where the row's ``counts`` are others.

    A rate leaves out rows that lack one of its two numbers, a sum doesn't: 90.8%（407/448）.
    """
    mine = (one for one in figures if one.id == identifier and tuple(one.group) == tuple(by))
    known = {tuple(one.group.values()): one for one in mine}
    rows = table[[*by, *counts]].itertuples(index=False, name=None)
    return [_say_beside(known.get(tuple(map(str, row[:-2]))), *row[-2:]) for row in rows]


def say_left_out(rates: Iterable[str]) -> tuple[str, ...]:
    """Return the note below a table some of whose rates stand with counts of their own."""
    shown = any("（" in text for text in rates)
    return ("比率后的括号里是参加计算的数：缺分子或分母的行计入件数，不计入比率。",) if shown else ()


def _say_beside(figure: FigureValue | None, part: int | None, whole: int | None) -> str:
    if figure is None or figure.value is None:
        return ""
    if figure.numerator is None or figure.denominator is None or pd.isna(part) or pd.isna(whole):
        return figure.text
    if (figure.numerator, figure.denominator) == (part, whole):
        return figure.text
    return f"{figure.text}（{say_number(figure.numerator)}/{say_number(figure.denominator)}）"


def count_units(tables: Mapping[str, pd.DataFrame], figures: Sequence[FigureValue]) -> pd.DataFrame:
    """Return one row a unit of the publication table: unit_group, unit, counts, acceptance_rate; blanks stay blank."""
    units = _added(tables["publication"], ["unit_group", "unit"], PUBLICATION_COUNTS)
    return units.assign(acceptance_rate=_beside(units, ["unit"], figures, *_ACCEPTANCE))


def total_units(units: pd.DataFrame, figures: Sequence[FigureValue]) -> pd.DataFrame:
    """Return the row 合计 below what ``count_units`` gives."""
    whole = total_of(units, PUBLICATION_COUNTS, "unit_group")
    return whole.assign(acceptance_rate=_beside(whole, [], figures, *_ACCEPTANCE))


def count_unit_groups(tables: Mapping[str, pd.DataFrame], figures: Sequence[FigureValue]) -> pd.DataFrame:
    """Return one row a group of units, and the total: unit_group, unit_count, counts, acceptance_rate."""
    table = tables["publication"]
    groups = _added(table, ["unit_group"], PUBLICATION_COUNTS)
    members = table.assign(unit_group=table["unit_group"].fillna(UNGROUPED)).groupby("unit_group")["unit"].nunique()
    groups.insert(1, "unit_count", groups["unit_group"].map(members).astype("Int64"))
    groups["acceptance_rate"] = _beside(groups, ["unit_group"], figures, *_ACCEPTANCE)
    whole = total_of(groups, ["unit_count", *PUBLICATION_COUNTS], "unit_group")
    whole["acceptance_rate"] = _beside(whole, [], figures, *_ACCEPTANCE)
    return pd.concat([groups, whole], ignore_index=True)


def count_letters(tables: Mapping[str, pd.DataFrame], figures: Sequence[FigureValue]) -> pd.DataFrame:
    """Return one row a mailbox and type of letter, one a mailbox (合计) and the whole: counts and on_time_rate."""
    kinds = _added(tables["letters"], ["mailbox", "letter_kind"], LETTER_COUNTS)
    kinds["on_time_rate"] = _beside(kinds, ["mailbox", "letter_kind"], figures, *_ON_TIME)
    boxes = _added(tables["letters"], ["mailbox"], LETTER_COUNTS).assign(letter_kind=TOTAL)
    boxes["on_time_rate"] = _beside(boxes, ["mailbox"], figures, *_ON_TIME)
    whole = total_of(boxes, LETTER_COUNTS, "mailbox").assign(letter_kind="")
    whole["on_time_rate"] = _beside(whole, [], figures, *_ON_TIME)
    return pd.concat([kinds, boxes, whole], ignore_index=True)[
        ["mailbox", "letter_kind", *LETTER_COUNTS, "on_time_rate"]
    ]


def count_coverage(coverage: pd.DataFrame, kind: str, rounding: Rounding) -> pd.DataFrame:
    """Return one row a group of a kind of subject, and the total: counts and pass_rate.

    The rate is blank if none was checked, 缺数据 if none passed while some could not be judged. Where only a sample was
    drawn, sample_share stands beside it; where it is known who has put things right, the rate before and the one after.
    """
    known = [name for name in _ON_DEMAND if name in coverage]
    mine = coverage.loc[coverage["subject_kind"].eq(kind), ["group", *COVERAGE_COUNTS, *known]]
    table = pd.concat([mine, total_of(mine, [*COVERAGE_COUNTS, *known], "group")], ignore_index=True)
    table["pass_rate"] = _pass_rates(table, "passed_count", rounding)
    sampled = known and bool(table["sampled_count"].ne(table["registered_count"]).any())
    if sampled:
        pairs = zip(table["checked_count"], table["registered_count"], strict=True)
        table["sample_share"] = [say_rate(int(part), int(whole), rounding) if whole else "" for part, whole in pairs]
    if known and bool(table["passed_after_count"].notna().all()):
        after = _pass_rates(table, "passed_after_count", rounding)
        table = table.rename(columns={"pass_rate": "pass_rate_before"}).assign(pass_rate_after=after)
        return table.drop(columns=["sampled_count", "passed_after_count"])
    return table.drop(columns=known)


def _pass_rates(table: pd.DataFrame, passed: str, rounding: Rounding) -> list[str]:
    return [
        _say_pass_rate(int(part), int(checked), int(unknown), rounding)
        for part, checked, unknown in zip(table[passed], table["checked_count"], table["unknown_count"], strict=True)
    ]


def _say_pass_rate(passed: int, checked: int, unknown: int, rounding: Rounding) -> str:
    if cannot_pass(passed, unknown):
        return MISSING
    return say_rate(passed, checked, rounding) if checked else ""


def total_of(frame: pd.DataFrame, counts: list[str], label: str) -> pd.DataFrame:
    """Return the single row of totals of a frame, called 合计 in the column ``label``; all blank adds up to blank."""
    return pd.DataFrame([{label: TOTAL, **frame[counts].sum(min_count=1).to_dict()}]).astype(
        dict.fromkeys(counts, "Int64")
    )


def _added(table: pd.DataFrame, by: list[str], counts: list[str]) -> pd.DataFrame:
    named = table.assign(**{name: table[name].fillna(UNGROUPED) for name in by if name == "unit_group"})
    return named.groupby(by, sort=False, dropna=False)[counts].sum(min_count=1).reset_index()
