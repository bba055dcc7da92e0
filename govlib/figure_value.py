"""One number that a bulletin may print, and how numbers are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

import pandas as pd

from govlib.provenance import Source, say_sources

MISSING = "缺数据"
NOT_APPLICABLE = "不适用"
NOBODY_QUALIFIES = "有指标没有数据，谁都不能判为合格"
_KEPT_DECIMALS = 6


@dataclass(frozen=True)
class FigureValue:
    """One number: what it counts, of which group, from which rows, in which window.

    ``value`` is None when it can't be known (text 缺数据, ``lacking`` says why) or means nothing (text 不适用); a rate
    or share is a fraction of 1. ``unknown_rows`` were in the table but had a blank where the number should be.
    """

    id: str
    label: str
    topic: str
    group: dict[str, str]
    value: float | None
    unit: str
    text: str
    numerator: float | None
    denominator: float | None
    denominator_name: str
    window: str
    window_start: str
    window_end: str
    origin: str
    """逐条 (counted from rows) | 汇总 (added up from counts) | 缺数据 | 不适用."""
    sources: tuple[Source, ...] = ()
    rows_counted: int = 0
    unknown_rows: int = 0
    unmerged: float | None = None
    """For different values that include units: the same count by the names as written, before merging."""
    lacking: str = ""
    numerator_name: str = ""
    parts_text: str = ""
    """A rate with its parts and their names, such as 合格44个，检查45个，合格率97.8%."""
    short: str = ""

    @property
    def name(self) -> str:
        """Return the label with its group, such as 审发信息总数·乡镇."""
        return "·".join([self.label, *self.group.values()])


def cannot_pass(passed: float | None, undecided: float | None) -> bool:
    """Tell whether a pass rate means nothing: none passed, and some could not be judged for want of data."""
    return passed == 0 and bool(undecided)


def say_number(value: float) -> str:
    """Return a number in full, without an exponent and without the noise of binary fractions."""
    return _say(Decimal(str(value)))


def say_share(value: float) -> str:
    """Return a share delivered as such in per cent, with the decimals it was delivered with: 0.625 is 62.5%."""
    return f"{_say(Decimal(str(value)) * 100)}%"


def _say(number: Decimal) -> str:
    if number == int(number):
        return str(int(number))
    rounded = round(number, _KEPT_DECIMALS)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded.normalize():f}"


def figures_as_table(values: Sequence[FigureValue]) -> pd.DataFrame:
    """Return one row a figure: name, text, value, parts, denominator, window, origin, sources as text."""
    columns = [*FigureValue.__dataclass_fields__, "name"]
    table = pd.DataFrame([{**asdict(item), "name": item.name} for item in values], columns=columns)
    table["sources"] = [say_sources(item.sources) for item in values]
    return table
