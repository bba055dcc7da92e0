"""How a place prints rates: one method, decimals by number or topic, zeros at the end, what replaces a false 100."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from govlib.catalog.yamlfile import Declaration

Method = Literal["half_up", "truncate"]
TrailingZeros = Literal["keep", "drop"]
NearlyAll = Literal["one_more_decimal", "ninety_nine_nine", "truncate"]
_MOST_DECIMALS = 4


class RoundingOf(Declaration):
    """What one number, or all numbers of a topic, print otherwise; what is left out is the place's own.

    The method is not among them: one bulletin rounds in one way.
    """

    decimals: int | None = Field(None, ge=0, le=_MOST_DECIMALS)
    trailing_zeros: TrailingZeros | None = None
    nearly_all: NearlyAll | None = None


class Rounding(Declaration):
    """How rates are printed.

    ``trailing_zeros``: 93.0% or 93%. ``nearly_all`` is for a rate that would read 100 though not all passed:
    ``one_more_decimal`` (99.97%), ``ninety_nine_nine`` (cut off after one decimal at least: 99.9%), ``truncate`` (cut
    off at the declared decimals). ``of`` holds the exceptions by the id of a number or by a topic, the number first.
    """

    method: Method = "half_up"
    decimals: int = Field(1, ge=0, le=_MOST_DECIMALS)
    trailing_zeros: TrailingZeros = "keep"
    nearly_all: NearlyAll = "one_more_decimal"
    of: dict[str, RoundingOf] = Field(default_factory=dict)

    def for_figure(self, identifier: str, topic: str = "") -> Rounding:
        """Return how one number is printed: its own words, then those of its topic, then the place's."""
        changes: dict[str, object] = {"of": {}}
        for name in (topic, identifier):
            if name in self.of:
                changes |= self.of[name].model_dump(exclude_none=True)
        return self.model_copy(update=changes)
