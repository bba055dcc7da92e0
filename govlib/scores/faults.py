"""Entered points that no score can use as they are written: one problem a row, so that nothing is silently dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

import pandas as pd

from govlib.ascription import PROVENANCE, Flags, Holders
from govlib.bench import AUDIT_KEYS, name_units
from govlib.catalog.conditions import all_hold, holds
from govlib.catalog.rulesets import Indicator
from govlib.catalog.score_models import ScoreModel
from govlib.exports.problems import PROBLEM_COLUMNS
from govlib.labels import LABELS
from govlib.scores.blocks import list_blocks
from govlib.scores.entries import CLEAN, Entry, Row
from govlib.scores.occasion import Occasion
from govlib.scores.points import at_day, exact
from govlib.scores.words import say_points

FAULT_COLUMNS = list(PROBLEM_COLUMNS)
POINTS = "扣（加）分"
_NO_POINTS = {"veto": "单项否决指标，不扣分", "rule": "管理要求，不扣分也不加分"}
_EXPECTED = "本规则集扣分、加分指标的分值"
_ADVICE = "请核对原表，改好后重交"


def list_faults(occasion: Occasion, told: Iterable[tuple[Entry, str]], read: set[Row]) -> pd.DataFrame:
    """Return one problem a row and fault; columns as of intake problems.

    ``told`` are rows that worksheets have, with a sentence each; ``read`` are all rows that a worksheet has. What names
    nobody in the registries, or an indicator that no ruleset has, is listed elsewhere (``strays``).
    """
    rows = [_tell(entry.row, entry.code, entry.written, why) for entry, why in told]
    if occasion.audits is not None:
        rows += [_tell(*unread) for unread in _list_unread(occasion.audits, occasion, read)]
    rows += [row for model in occasion.main.scores for row in _list_unplaced(model, occasion)]
    unique = {(row[2], row[3], row[4], row[9]): row for row in rows}
    ordered = sorted(unique.values(), key=lambda row: (str(row[2]), str(row[3]), int(str(row[4]))))
    return pd.DataFrame(ordered, columns=FAULT_COLUMNS).astype({"row": "Int64"})


def _tell(row: Row, code: str, written: Fraction | None, why: str) -> tuple[object, ...]:
    file, sheet, number = row
    where = f"{file}{f' 的“{sheet}”表' if sheet else ''}第 {number} 行“{POINTS}”列"
    message = f"{where}：指标 {code} {why}。{_ADVICE}"
    value = f"{float(written):g}" if written is not None else ""
    return "entered_points", "警告", file, sheet, number, POINTS, "", value, _EXPECTED, message


def _list_unplaced(model: ScoreModel, occasion: Occasion) -> Iterator[tuple[object, ...]]:
    """Yield, for each column that says who is scored, that some of the registry have it blank; they are not scored."""
    asked, day, calendar = occasion.judged(model.subject), occasion.bench.day, occasion.bench.calendar
    for condition in model.scored_when if len(asked) else ():
        others = tuple(one for one in model.scored_when if one != condition)
        blank = asked[condition.column].isna() & ~holds(asked, condition, day, calendar=calendar)
        blank &= all_hold(asked, others, day, calendar=calendar)
        if not blank.any():
            continue
        first = asked.loc[blank].iloc[0]
        file, sheet, number = str(first["source_file"]), str(first["source_sheet"]), int(first["source_row"])
        column = LABELS.get(condition.column, condition.column)
        where = f"{file}{f' 的“{sheet}”表' if sheet else ''}第 {number} 行“{column}”列"
        message = (
            f"{where}：{first['subject']}等 {int(blank.sum())} 个{model.subject}没有写，或写的看不出是哪一类，"
            f"不能确定是否计分，没有列入得分。请补上后重交"
        )
        yield "score_scope_unknown", "提示", file, sheet, number, column, "", "", "计分范围所要的类别", message


def _list_unread(
    audits: pd.DataFrame, occasion: Occasion, read: set[Row]
) -> Iterator[tuple[Row, str, Fraction | None, str]]:
    """Yield the rows with points that stand in no worksheet, each with why."""
    main, beside = occasion.main, occasion.rulesets[1:]
    blocks = {name for model in main.scores for name in list_blocks(main, model.subject)}
    is_block = audits["indicator_code"].isin(list(blocks))
    misused = is_block & (audits["conclusion"].ne(CLEAN) | audits["points"].fillna(0).ne(0))
    written = audits["points"].notna() & audits["indicator_code"].notna() & ~is_block
    asked = (written | misused).to_numpy(dtype=bool)
    owners = _find_owned(audits, occasion)
    columns = audits.loc[asked, ["indicator_code", "points", *PROVENANCE]].itertuples(index=False, name=None)
    for place, (code, number, file, sheet, at) in zip(asked.nonzero()[0], columns, strict=True):
        row = (str(file), "" if pd.isna(sheet) else str(sheet), int(at))
        points = None if pd.isna(number) else exact(float(number))
        if row in read:
            continue
        said = f"所写的 {say_points(points)} 分不计"
        indicator = main.indicators.get(code)
        others = [one.name for one in beside if code in one.indicators]
        if code in blocks:
            yield row, code, points, f"是整块，只能登记“{CLEAN}”；别的要写到具体指标"
        elif indicator is None and others:
            yield row, code, points, f"属于“{others[0]}”，不是主规则集的指标，{said}"
        elif indicator is not None and indicator.part in _NO_POINTS:
            yield row, code, points, f"是{_NO_POINTS[indicator.part]}，{said}"
        elif indicator is not None and owners[indicator.subject][0][place]:
            is_judged = bool(owners[indicator.subject][1][place])
            yield row, code, points, f"{_why_nobody(indicator, occasion.bench.day, is_judged=is_judged)}，{said}"


def _why_nobody(indicator: Indicator, day: date, *, is_judged: bool) -> str:
    if at_day(indicator.points, day) is None or not any(one.since <= day for one in indicator.thresholds):
        return f"在监测时间点 {day.isoformat()} 没有生效"
    return "的对象不在计分范围" if is_judged else "的对象不判（已关停、注销或例外）"


def _find_owned(audits: pd.DataFrame, occasion: Occasion) -> dict[str, tuple[Flags, Flags]]:
    """Return for each kind which rows name a subject of its registry, and which name one that is judged."""
    owners: dict[str, tuple[Flags, Flags]] = {}
    for kind, registered in occasion.subjects.items():
        named = name_units(audits, kind, occasion.bench.register)
        whole, asked = (
            Holders(frame, registered, AUDIT_KEYS[kind]).find_owned(named)
            for frame in (registered, occasion.judged(kind))
        )
        owners[kind] = (whole, asked)
    return owners
