"""The closed list of measure kinds as declared: what is taken of the rows of a table, one value a subject."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from govlib.catalog.conditions import Condition
from govlib.catalog.yamlfile import Declaration
from govlib.workdays import Span


class Review(Declaration):
    """How a table says whether a person confirmed a candidate row; a blank or any other word counts as still open."""

    column: str
    confirmed: tuple[str, ...] = Field(min_length=1)
    dismissed: tuple[str, ...] = Field(min_length=1)


class _Rows(Declaration):
    """What all measures on rows share: the table, the rows that count, and when the table says nothing.

    ``needs`` lists columns of which at least one must have been delivered: a sheet in which all of them are blank says
    nothing about anybody, and who stands only in such sheets can't be judged. Of ``needs_all`` each must have been
    delivered. ``needs_rows`` says that a subject without any row can't be judged either; without it, no row means none.
    ``in_period`` names a date: only rows dated from the first day of the period to the inspection day count, and where
    that first day isn't known nobody is judged. ``about`` chooses the rows that are of the matter at all (转载任务 of
    all tasks): the others say nothing, and a table without any of them says nothing about anybody.
    """

    table: str
    about: tuple[Condition, ...] = ()
    where: tuple[Condition, ...] = ()
    needs: tuple[str, ...] = ()
    needs_all: tuple[str, ...] = ()
    needs_rows: bool = False
    in_period: str | None = None


class Share(_Rows):
    """Rows of which any condition holds, as a share of all rows; fewer than ``at_least_rows`` can't be judged.

    A row that leaves all of ``needs`` blank is no observation and not counted, unless ``every_row`` is one (a blank
    says that nothing happened); a share of nothing is unknown.
    """

    kind: Literal["share"]
    every_row: bool = False
    any_holds: tuple[Condition, ...] = Field(min_length=1)
    at_least_rows: int = Field(default=1, ge=1)


class Count(_Rows):
    """The number of rows; with ``review`` those that a person has yet to judge are open.

    ``among`` chooses the rows out of which ``where`` counts: how many they are is the denominator. A subject that has
    none of them lacks the thing altogether (没有栏目): its value is infinite, unless ``none_is_well``.
    """

    kind: Literal["count"]
    among: tuple[Condition, ...] = ()
    none_is_well: bool = False
    review: Review | None = None


class CountOfGroups(_Rows):
    """The number of rows that fall in any of several groups, added together; a row in two groups counts once."""

    kind: Literal["count_of_groups"]
    groups: tuple[tuple[Condition, ...], ...] = Field(min_length=1)


class DaysSinceLast(_Rows):
    """Days from the newest date to the inspection day; a subject without any date has been silent for ever.

    ``instead_flag`` names a yes/no column of the registry: where it says yes, ``instead_where`` chooses the rows in
    place of ``where``. ``registry_date`` names a date of the registry that counts beside the rows.
    ``hides_earlier`` says that each row has only its last date: one after the inspection day hides what was before and
    leaves the row open. Otherwise a row dated after the inspection day doesn't count; the registry's date always hides.
    ``in_workdays`` counts working days, the day of the date not among them.
    """

    kind: Literal["days_since_last"]
    date_column: str
    instead_flag: str | None = None
    instead_where: tuple[Condition, ...] = ()
    registry_date: str | None = None
    hides_earlier: bool = False
    in_workdays: bool = False

    @model_validator(mode="after")
    def _both_or_none(self) -> DaysSinceLast:
        if (self.instead_flag is None) != (not self.instead_where):
            raise ValueError("instead_flag 与 instead_where 要同写")
        return self


class ElementsMissing(_Rows):
    """The number of rows that lack at least ``lacking`` of the elements.

    Where a subject has fewer than ``or_all_below`` rows and all of them lack, ``or_all_below`` itself is returned.
    """

    kind: Literal["elements_missing"]
    elements: tuple[str, ...] = Field(min_length=1)
    lacking: int = Field(ge=1)
    or_all_below: int = Field(ge=1)


class ElementsAbsent(_Rows):
    """The number of different elements that at least one row of the subject lacks; each counts once."""

    kind: Literal["elements_absent"]
    elements: tuple[str, ...] = Field(min_length=1)


class Sum(_Rows):
    """The sum of a column of numbers; a blank adds nothing."""

    kind: Literal["sum"]
    column: str


class Ratio(_Rows):
    """The sum of one column over the sum of another, or over the number of rows; rows that lack either don't count.

    ``at_least`` is the smallest denominator by which anybody is judged.
    """

    kind: Literal["ratio"]
    column: str
    over: str | None = None
    at_least: float = Field(default=1, gt=0)


class LongestGap(_Rows):
    """The most days in a row, from the start of the period to the inspection day, between one date and the next.

    ``looking_back`` takes the span before the inspection day in place of the period. ``registry_start`` names a date of
    the registry before which nothing was due (the day of opening).
    """

    kind: Literal["longest_gap"]
    date_column: str
    looking_back: Span | None = None
    registry_start: str | None = None


class SlotsMissed(_Rows):
    """How many working days, whole weeks or whole calendar months of the period have no date at all.

    Weeks are seven days each, counted back from the inspection day. ``looking_back`` and ``registry_start`` are as in
    ``LongestGap``.
    """

    kind: Literal["slots_missed"]
    date_column: str
    every: Literal["workday", "week", "month"]
    looking_back: Span | None = None
    registry_start: str | None = None


class LongestWait(_Rows):
    """The most days that any row takes from one date to another; without rows nothing had to wait, which is none.

    What isn't done yet, or only after the inspection day, has waited until that day; without ``to_column`` everything
    still waits. A row without its first date doesn't count, and who has only such rows can't be judged.
    ``in_workdays`` counts working days, the first day not among them.
    """

    kind: Literal["longest_wait"]
    from_column: str
    to_column: str | None = None
    in_workdays: bool = False


class Repeats(_Rows):
    """The number of rows beyond the first among those of a subject that are alike in the columns ``same``."""

    kind: Literal["repeats"]
    same: tuple[str, ...] = Field(min_length=1)


class Candidates(_Rows):
    """Rows that only a person can judge: all of them are open."""

    kind: Literal["candidates"]


class Manual(Declaration):
    """A conclusion that a person entered in the audit table."""

    kind: Literal["manual"]
    table: Literal["audits"] = "audits"


RowMeasure = (
    Share
    | Count
    | CountOfGroups
    | DaysSinceLast
    | LongestGap
    | SlotsMissed
    | LongestWait
    | ElementsMissing
    | ElementsAbsent
    | Sum
    | Ratio
    | Repeats
    | Candidates
)
Measure = Annotated[RowMeasure | Manual, Field(discriminator="kind")]
