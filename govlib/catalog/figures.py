"""Figures: every number that a bulletin may print, declared by table, filter and a closed set of aggregates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from govlib.catalog.conditions import Condition
from govlib.catalog.yamlfile import Declaration, list_yaml, read_declaration
from govlib.errors import Fault

DERIVED = ("rate", "average", "share")
"""The measures that are made of other figures."""


class Join(Declaration):
    """Columns taken over from another table by equal keys."""

    table: str
    on: str
    take: tuple[str, ...] = Field(min_length=1)


class Figure(Declaration):
    """One number, and its breakdowns.

    ``rows`` counts rows, ``distinct`` counts different values of ``columns``, ``sum`` adds ``column``, ``each`` gives
    one number a row (labelled by ``label_columns``), ``mean_days`` the average days from ``since`` to ``column``,
    ``rate`` divides two other figures, ``average`` does so without per cent, ``share`` divides the groups of
    ``numerator`` by what they are part of. With ``undecided`` a rate is unknown where its numerator is nought and that
    figure is not. ``short`` is its name in «合格44个，检查45个，合格率97.8%». The loader fills in ``topic``, ``file``.
    """

    id: str
    label: str
    short: str = ""
    unit: str
    topic: str = ""
    file: str = ""
    measure: Literal["rows", "distinct", "sum", "each", "mean_days", "rate", "average", "share"]
    table: str | None = None
    where: tuple[Condition, ...] = ()
    column: str | None = None
    since: str | None = None
    columns: tuple[str, ...] = ()
    label_columns: tuple[str, ...] = ()
    by: tuple[tuple[str, ...], ...] = ()
    join: Join | None = None
    numerator: str | None = None
    denominator: str | None = None
    undecided: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> Figure:
        needed = {
            "rows": ("table",),
            "distinct": ("table", "columns"),
            "sum": ("table", "column"),
            "each": ("table", "column", "label_columns"),
            "mean_days": ("table", "column", "since"),
            "rate": ("numerator", "denominator"),
            "average": ("numerator", "denominator"),
            "share": ("numerator",),
        }[self.measure]
        if self.undecided is not None and self.measure != "rate":
            raise ValueError("undecided 只与 measure: rate 同用")
        if self.measure in ("rate", "share") and self.unit != "%":
            raise ValueError(f"measure 为 {self.measure} 时 unit 写 '%'")
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
    files: dict[str, str] = {}
    for path in list_yaml(folder, "params/figures", faults):
        shown = f"params/figures/{path.name}"
        declared = read_declaration(path, FigureFile, shown, faults)
        for figure in declared.figures if declared else ():
            if figure.id in figures:
                faults.append(Fault(shown, figure.id, f"编号已用于 {files[figure.id]}", "没有用过的编号"))
            if figure.label in labels:
                faults.append(
                    Fault(shown, figure.id, f"名称“{figure.label}”已用于 {labels[figure.label]}", "没有用过的名称")
                )
            figures[figure.id] = figure.model_copy(update={"topic": declared.topic if declared else "", "file": shown})
            labels[figure.label], files[figure.id] = figure.id, shown
    faults.extend(_faults_of_rates(figures))
    return figures


def _faults_of_rates(figures: dict[str, Figure]) -> Iterator[Fault]:
    """Yield every rate whose parts are no figures that stand before it: figures are computed in file order."""
    before: set[str] = set()
    for figure in figures.values():
        for key in ("numerator", "denominator", "undecided"):
            other = getattr(figure, key)
            if other is not None and (other not in before or figures[other].measure in DERIVED):
                expected = "排在它前面、不是比率的数字编号"
                yield Fault(figure.file, f"{figure.id}.{key}", f"写的是“{other}”", expected)
        before.add(figure.id)
