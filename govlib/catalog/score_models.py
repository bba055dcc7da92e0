"""Score models: how an instrument makes points of deductions, when bonus counts, below which line a subject fails."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from govlib.catalog.conditions import Condition
from govlib.catalog.yamlfile import Declaration
from govlib.dated import Source


class Step(Declaration):
    """Points for a value below a number; of several steps the lowest that the value is below holds."""

    below: float
    points: float = Field(gt=0)


class Points(Declaration):
    """What an indicator costs (扣分) or gives (加分), in force from a day on.

    ``cap`` is the indicator's own points (本项分值): no more than that is ever deducted or given. ``absent`` is taken
    where the thing is lacking altogether (an infinite value). Else one of: ``each``, points for each unit of the value
    (for each per cent of a share), ``whole``, points once the indicator fails, or ``steps``.
    Where none is given, the points are those that the inspector entered.
    """

    since: date
    cap: float | None = Field(default=None, gt=0)
    absent: float | None = Field(default=None, gt=0)
    each: float | None = Field(default=None, gt=0)
    whole: float | None = Field(default=None, gt=0)
    steps: tuple[Step, ...] = ()
    words: str
    source: Source

    @model_validator(mode="after")
    def _one_way(self) -> Points:
        given = [name for name in ("each", "whole", "steps") if getattr(self, name)]
        if len(given) > 1:
            raise ValueError(f"each、whole、steps 只写一个，现在写了：{'、'.join(given)}")
        limits = [step.below for step in self.steps]
        if limits != sorted(set(limits)):
            raise ValueError("steps 的 below 要从小到大，没有相同的")
        return self

    @property
    def is_computed(self) -> bool:
        """Return whether points follow from a measured value, and need no entry by hand."""
        return bool(self.each or self.whole or self.steps)


class ScorePart(Declaration):
    """One part of a score: its points, what share of it counts (``weight``), and below which line it fails."""

    id: str
    points: float = Field(gt=0)
    weight: float = Field(default=1, gt=0)
    fails_below: float | None = None


class Gate(Declaration):
    """Bonus counts only where the sum of these parts passes the limit; 「超过80分」 is ``above``."""

    parts: tuple[str, ...] = Field(min_length=1)
    passes_when: Literal["above", "at_or_above"]
    limit: float


class Reduced(Declaration):
    """Subjects of whom a block is not asked (无对外服务职能的): what is left is scaled up to the whole.

    A part is then marked out of ``out_of`` points and the result multiplied by its points over ``out_of`` (75 × 4/3).
    Without ``out_of`` the act says that points are spread but not how, and nobody of them can be scored.
    """

    when: tuple[Condition, ...] = Field(min_length=1)
    part: str
    skips: tuple[str, ...] = Field(min_length=1)
    out_of: float | None = Field(default=None, gt=0)


class ScoreModel(Declaration):
    """How the subjects of a kind are scored: who, in which parts, from which line on, with how much bonus.

    ``scored_when`` are conditions on the registry (政府门户网站). ``fails_below`` is a line of the whole score. A
    subject with a veto gets no score, or ``veto_score`` where the instrument records one (一律记59分).
    """

    subject: Literal["网站", "账号", "单位", "地区"]
    scored_when: tuple[Condition, ...] = ()
    parts: tuple[ScorePart, ...] = Field(min_length=1)
    gate: Gate | None = None
    bonus: float | None = Field(default=None, gt=0)
    fails_below: float | None = None
    reduced: Reduced | None = None
    veto_score: float | None = None
    words: str
    source: Source

    @model_validator(mode="after")
    def _fits_together(self) -> ScoreModel:
        names = [part.id for part in self.parts]
        if len(set(names)) != len(names):
            raise ValueError("parts 里有同名的部分")
        asked = (*(self.gate.parts if self.gate else ()), *([self.reduced.part] if self.reduced else ()))
        nowhere = sorted(set(asked) - set(names))
        if nowhere:
            raise ValueError(f"没有这些部分：{'、'.join(nowhere)}，其中之一：{'、'.join(names)}")
        if self.gate is not None and self.bonus is None:
            raise ValueError("写了 gate 就要写 bonus（加分上限）")
        return self

    def part(self, name: str) -> ScorePart:
        """Return a part by its name."""
        return next(part for part in self.parts if part.id == name)
