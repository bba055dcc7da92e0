"""What rankings are made of: the frames of a run, and who takes part with which number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from govlib.catalog.figures import Figure
from govlib.catalog.places import Place
from govlib.figures import FigureValue
from govlib.units import UnitRegister
from govlib.workdays import OFFICIAL, Calendar

EARLIER_COLUMNS = ["period", "periods_back", "unit", "value"]
UNGROUPED, UNWRITTEN, VETOED = "未分组", "未写", "单项否决"


@dataclass(frozen=True, eq=False)
class Material:
    """The frames of a run that rankings read.

    ``subjects`` are the websites and accounts by kind, ``scores`` one row a scored subject. ``earlier`` gives the
    numbers of a figure by unit in earlier periods: period, periods_back (1 is the last), unit, value; newest first.
    """

    place: Place
    period_name: str
    register: UnitRegister
    declared: Mapping[str, Figure]
    figures: Sequence[FigureValue]
    tables: Mapping[str, pd.DataFrame]
    subjects: Mapping[str, pd.DataFrame]
    verdicts: pd.DataFrame
    scores: pd.DataFrame
    earlier: Callable[[str], pd.DataFrame]
    calendar: Calendar = OFFICIAL


@dataclass(frozen=True)
class Entrant:
    """One subject with its number.

    ``number`` is exact, a rate in per cent; None when it is not known. ``value`` and ``text`` are for print.
    ``out`` says why it takes no part.
    """

    subject: str
    figure: str
    platform: str = ""
    unit: str = ""
    group: str = ""
    level: str = ""
    site_type: str = ""
    unit_group: str = ""
    number: Fraction | None = None
    value: float | None = None
    text: str = "缺数据"
    numerator: float | None = None
    denominator: float | None = None
    denominator_name: str = ""
    veto: bool = False
    out: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells a subject from all others."""
        return (self.subject, self.platform, self.unit)


@dataclass(frozen=True)
class Entrants:
    """Everyone who is compared; ``lacking`` says why nobody could be, ``counter`` how they are counted."""

    members: tuple[Entrant, ...] = ()
    lacking: str = ""
    notes: tuple[str, ...] = ()
    counter: str = "个"
    months: int = 1
    """How many calendar months the window of the number touches."""


def no_earlier(_figure: str) -> pd.DataFrame:
    """Return the empty frame of a place without earlier periods."""
    return pd.DataFrame(columns=EARLIER_COLUMNS)
