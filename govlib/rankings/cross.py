"""Cross tables: subjects by two of their attributes, checked, failed and pass rate, with totals that are the sums."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from govlib.catalog.ranking_methods import Cross
from govlib.catalog.rankings import Ranking
from govlib.catalog.roundings import Rounding
from govlib.figure_value import MISSING, NOT_APPLICABLE, cannot_pass
from govlib.judging import FAIL, PASS, REVIEW, UNKNOWN
from govlib.judging import NOT_APPLICABLE as OUTSIDE_RULES
from govlib.rankings.material import UNGROUPED, UNWRITTEN, Material
from govlib.rankings.result import COUNTS, TOTAL, Line, Ranked, make_ranked
from govlib.rounding import say_rate

CHECKED, FAILED, RATE = "检查数", "不合格数", "合格率"
_BESIDE = {"待复核数": REVIEW, "缺数据数": UNKNOWN}
_KEYS = ["subject", "platform", "unit"]


def cross_subjects(ranking: Ranking, method: Cross, material: Material) -> Ranked:
    """Return one line a row, column and number: checked, failed, pass rate; 待复核 and 缺数据 where there are any.

    ``group`` is the row's word, ``subject`` the column's.
    """
    verdicts = material.verdicts
    mine = verdicts.loc[verdicts["subject_kind"].eq(method.subjects) & verdicts["outcome"].ne(OUTSIDE_RULES)]
    if mine.empty:
        return make_ranked(ranking, [], lacking=f"没有{method.subjects}逐个的检查结论")
    table = _describe(mine, method, material)
    lines = list(_count(table, material.place.rounding))
    blank = [name for name in ("row", "column") if set(table[name]) <= {UNWRITTEN, UNGROUPED}]
    notes = ["名录里没有填分类所用的列，都列在未写。"] if blank else []
    return make_ranked(ranking, lines, notes)


def _describe(verdicts: pd.DataFrame, method: Cross, material: Material) -> pd.DataFrame:
    """Return the verdicts with the words of their row and column."""
    subjects = material.subjects.get(method.subjects)
    level = {}
    if subjects is not None and len(subjects):
        known = subjects[_KEYS].astype("string").fillna("").itertuples(index=False, name=None)
        level = dict(zip(known, subjects["level"], strict=True))
    keys = list(verdicts[_KEYS].astype("string").fillna("").itertuples(index=False, name=None))
    groups = [material.register.group(str(unit)) for _, _, unit in keys]
    words = {
        "level": [level.get(key) for key in keys],
        "platform": list(verdicts["platform"]),
        "group": list(verdicts["group"]),
        "unit_group": [group or UNGROUPED for group in groups],
    }
    said = {
        name: [UNWRITTEN if word is None or pd.isna(word) or word == "" else str(word) for word in words[attribute]]
        for name, attribute in (("row", method.rows), ("column", method.columns))
    }
    return pd.DataFrame({**said, "outcome": list(verdicts["outcome"])})


def _count(table: pd.DataFrame, rounding: Rounding) -> Iterator[Line]:
    rows = [*sorted(set(table["row"]), key=_last), TOTAL]
    columns = [*sorted(set(table["column"]), key=_last), TOTAL]
    beside = {name: word for name, word in _BESIDE.items() if table["outcome"].eq(word).any()}
    for row in rows:
        for column in columns:
            inside = table.loc[_is(table["row"], row) & _is(table["column"], column), "outcome"]
            yield from _count_cell(row, column, inside, beside, rounding)


def _last(word: str) -> tuple[bool, str]:
    return word in (UNWRITTEN, UNGROUPED), word


def _is(words: pd.Series, word: str) -> pd.Series:
    return words.eq(word) | (word == TOTAL)


def _count_cell(
    row: str, column: str, outcomes: pd.Series, beside: dict[str, str], rounding: Rounding
) -> Iterator[Line]:
    count = {word: int(outcomes.eq(word).sum()) for word in (PASS, FAIL, REVIEW, UNKNOWN)}
    checked = count[PASS] + count[FAIL] + count[REVIEW]
    numbers = {CHECKED: checked, FAILED: count[FAIL], **{name: count[word] for name, word in beside.items()}}
    for name, number in numbers.items():
        yield _line(row, column, name, float(number), f"{number}个")
    if cannot_pass(count[PASS], count[UNKNOWN]):
        yield _line(row, column, RATE, None, MISSING)
    elif checked:
        text = say_rate(count[PASS], checked, rounding)
        yield _line(row, column, RATE, count[PASS] / checked, text, count[PASS], checked)
    else:
        yield _line(row, column, RATE, None, NOT_APPLICABLE)


def _line(  # noqa: PLR0917 - a cell and its number
    row: str,
    column: str,
    figure: str,
    value: float | None,
    text: str,
    part: int | None = None,
    whole: int | None = None,
) -> Line:
    return Line(
        part=COUNTS, group=row, rank=None, subject=column, platform="", unit="", figure=figure, value=value,
        value_text=text, numerator=None if part is None else float(part),
        denominator=None if whole is None else float(whole), denominator_name="" if whole is None else CHECKED,
        word="", note="",
    )  # fmt: skip


def spread_cross(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a cross table as it is printed: one row a row and number, one column a word, 合计 last."""
    wide = frame.pivot_table(
        index=["group", "figure"], columns="subject", values="value_text", aggfunc="first", sort=False
    )
    return wide.rename_axis(columns=None).reset_index()
