"""Figures: every number that a bulletin may print, declared by table, filter and a closed set of aggregates."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from govlib.catalog.conditions import Condition
from govlib.catalog.yamlfile import Declaration, check_declaration, load_yaml
from govlib.errors import Fault


class Join(Declaration):
    """Columns taken over from another table by equal keys."""

    table: str
    on: str
    take: tuple[str, ...] = Field(min_length=1)


class Figure(Declaration):
    """One number, and its breakdowns.

    ``rows`` counts rows, ``distinct`` counts different values of ``columns``, ``sum`` adds ``column``, ``each`` gives
    one number a row (labelled by ``label_columns``), ``rate`` divides two other figures.
    """

    id: str
    label: str
    unit: str
    topic: str = ""
    measure: Literal["rows", "distinct", "sum", "each", "rate"]
    table: str | None = None
    where: tuple[Condition, ...] = ()
    column: str | None = None
    columns: tuple[str, ...] = ()
    label_columns: tuple[str, ...] = ()
    by: tuple[tuple[str, ...], ...] = ()
    join: Join | None = None
    numerator: str | None = None
    denominator: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> Figure:
        needed = {
            "rows": ("table",),
            "distinct": ("table", "columns"),
            "sum": ("table", "column"),
            "each": ("table", "column", "label_columns"),
            "rate": ("numerator", "denominator"),
        }[self.measure]
        lacking = [name for name in needed if not getattr(self, name)]
        if lacking:
            raise ValueError(f"measure 为 {self.measure} 时还要写 {'、'.join(lacking)}")
        return self


class FigureFile(Declaration):
    """One file of figures: a topic and its figures in the order of printing."""

    topic: str
    figures: tuple[Figure, ...] = Field(min_length=1)


def load_figures(folder: Path, faults: list[Fault]) -> dict[str, Figure]:
    """Return every figure under ``folder`` by its id, in file order; faults are added to ``faults``."""
    figures: dict[str, Figure] = {}
    labels: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        shown = f"figures/{path.name}"
        data = load_yaml(path, shown, faults)
        declared = check_declaration(data, FigureFile, shown, faults) if data is not None else None
        for figure in declared.figures if declared else ():
            if figure.id in figures or figure.label in labels:
                faults.append(Fault(shown, figure.id, f"编号或名称“{figure.label}”重复", "编号、名称都不重复"))
            figures[figure.id] = figure.model_copy(update={"topic": declared.topic if declared else ""})
            labels[figure.label] = figure.id
    for figure in figures.values():
        for other in (figure.numerator, figure.denominator):
            if other is not None and other not in figures:
                faults.append(Fault("figures/", figure.id, f"引用了没有声明的数字“{other}”", "已声明的数字编号"))
    return figures
