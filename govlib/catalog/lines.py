"""Lines drawn by a place: who reaches 100 %, who lies below a share, whether a share of its own is large enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import Field, model_validator

from govlib.catalog.figures import Figure
from govlib.catalog.roundings import Rounding
from govlib.catalog.yamlfile import Declaration
from govlib.dated import Source
from govlib.errors import Fault

Share = Annotated[float, Field(gt=0, le=1)]


class Line(Declaration):
    """Lists the groups of a rate that are at 100 % (``full``) and below each share in ``below``.

    Without ``by`` the rate of the whole place is asked, and one below its line is warned of: a prescribed minimum, such
    as a fifth of the accounts sampled; ``words`` and ``source`` say what prescribes it.
    """

    figure: str
    by: tuple[str, ...] = ()
    full: bool = False
    below: tuple[Share, ...] = ()
    words: str = ""
    source: Source | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Line:
        if not self.full and not self.below:
            raise ValueError("full 和 below 至少写一个，否则什么也不列")
        if len(set(self.below)) != len(self.below):
            raise ValueError("below 里同一条线写了两次")
        return self


def check_place_numbers(
    rounding: Rounding, lines: Sequence[Line], figures: Mapping[str, Figure], shown: str
) -> Iterator[Fault]:
    """Yield every number or topic that a place rounds or draws a line for and that is no rate, or does not exist."""
    rates = {name: figure for name, figure in figures.items() if figure.unit == "%"}
    topics = {figure.topic for figure in rates.values()}
    for name in rounding.of:
        if name not in rates and name not in topics:
            why = "不是百分比" if name in figures else "既不是数字编号，也不是类别"
            yield Fault(
                shown, f"rounding.of.{name}", f"“{name}”{why}", f"百分比的编号或类别：{'、'.join(sorted(topics))}"
            )
    for number, line in enumerate(lines):
        key = f"lines.{number}"
        if line.figure not in rates:
            yield Fault(shown, f"{key}.figure", f"“{line.figure}”不是百分比的编号", f"其中之一：{'、'.join(rates)}")
        elif line.by and line.by not in (breakdowns := breakdowns_of(rates[line.figure], figures)):
            allowed = "、".join(f"[{', '.join(by)}]" for by in breakdowns) or "不写 by：这个数字没有分列"
            yield Fault(shown, f"{key}.by", f"“{line.figure}”不按 {'、'.join(line.by)} 分列", allowed)


def breakdowns_of(figure: Figure, figures: Mapping[str, Figure]) -> tuple[tuple[str, ...], ...]:
    """Return by which columns a figure is broken down; one that divides others has those of its denominator."""
    whole = figures.get(figure.denominator or figure.numerator or "")
    return figure.by if whole is None else whole.by
