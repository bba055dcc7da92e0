"""Load all of params/ once, checked whole: every fault of every file in one message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from govlib.catalog.conditions import Condition
from govlib.catalog.figures import Figure, load_figures
from govlib.catalog.places import Place, load_places
from govlib.catalog.rulesets import CountOfGroups, DaysSinceLast, ElementsMissing, Indicator, Ruleset, Share, load_rulesets
from govlib.catalog.tables import PersonalDeclaration, TableDeclaration, load_tables
from govlib.errors import DeclarationError, Fault, UserError

COMPUTED_TABLES = {
    "coverage": (
        "subject_kind",
        "group",
        "registered_count",
        "checked_count",
        "passed_count",
        "failed_count",
        "unconfirmed_count",
        "unknown_count",
    ),
}
"""Tables that govlib derives itself and figures may count; no export delivers them."""

_ADDED_COLUMNS = ("unit_as_written", "unit_group")


@dataclass(frozen=True)
class Catalog:
    """Everything declared under params/: loaded once and passed on."""

    tables: dict[str, TableDeclaration]
    personal: PersonalDeclaration
    rulesets: dict[str, Ruleset]
    figures: dict[str, Figure]
    places: dict[str, Place]

    def place(self, slug: str) -> Place:
        """Return a place by its slug; an unknown one is a UserError that lists those declared."""
        if slug not in self.places:
            raise UserError("地方", f"没有名为“{slug}”的文件", f"其中之一：{'、'.join(self.places)}", "请核对拼写，或在 params/places/ 新增一个文件")
        return self.places[slug]


def load_catalog(params: Path) -> Catalog:
    """Return everything declared under ``params``; raises DeclarationError with all faults at once."""
    if not params.is_dir():
        raise UserError(str(params.name), "没有这个文件夹", "项目里的 params/ 文件夹", "请在项目的根目录里运行")
    faults: list[Fault] = []
    tables, personal = load_tables(params / "exports", faults)
    catalog = Catalog(
        tables=tables,
        personal=personal,
        rulesets=load_rulesets(params / "rulesets", faults),
        figures=load_figures(params / "figures", faults),
        places=load_places(params / "places", faults),
    )
    faults.extend(_faults_of_rulesets(catalog))
    faults.extend(_faults_of_figures(catalog))
    faults.extend(_faults_of_places(catalog))
    if faults:
        raise DeclarationError(faults)
    return catalog


def _extra_columns(table: TableDeclaration) -> Iterator[str]:
    for column in table.columns.values():
        yield from (name for name in (column.group_from_heading, column.platform_in_brackets) if name)


def _unknown_columns(catalog: Catalog, table: str, columns: Iterable[str]) -> list[str]:
    if table in COMPUTED_TABLES:
        known: set[str] = set(COMPUTED_TABLES[table])
    elif table in catalog.tables:
        known = {*catalog.tables[table].columns, *_extra_columns(catalog.tables[table]), *_ADDED_COLUMNS}
    else:
        return [f"表“{table}”"]
    return [column for column in columns if column not in known]


def _conditions(indicator: Indicator) -> Iterator[tuple[str, Condition]]:
    measure = indicator.measure
    yield from (("accounts" if indicator.subject == "账号" else "sites", item) for item in indicator.applies_when)
    if measure.kind == "manual":
        return
    groups: list[tuple[Condition, ...]] = [measure.where]
    if isinstance(measure, Share):
        groups.append(measure.any_holds)
    if isinstance(measure, CountOfGroups):
        groups.extend(measure.groups)
    if isinstance(measure, DaysSinceLast):
        groups.append(measure.instead_where)
    yield from ((measure.table, item) for group in groups for item in group)


def _faults_of_rulesets(catalog: Catalog) -> Iterator[Fault]:
    for ruleset in catalog.rulesets.values():
        shown = f"rulesets/{ruleset.id}/ruleset.yaml"
        if ruleset.extends is not None and ruleset.extends not in catalog.rulesets:
            yield Fault(shown, "extends", f"没有规则集“{ruleset.extends}”", f"其中之一：{'、'.join(catalog.rulesets)}")
        for indicator in ruleset.indicators.values():
            for table, condition in _conditions(indicator):
                for name in _unknown_columns(catalog, table, condition.columns()):
                    yield Fault(
                        f"rulesets/{ruleset.id}/{indicator.id}.yaml", "measure", f"表 {table} 没有“{name}”", "表里声明的列"
                    )
            extra: list[str] = []
            if isinstance(indicator.measure, ElementsMissing):
                extra = list(indicator.measure.elements)
            if isinstance(indicator.measure, DaysSinceLast):
                extra = [indicator.measure.date_column]
            for name in _unknown_columns(catalog, indicator.measure.table, extra):
                yield Fault(f"rulesets/{ruleset.id}/{indicator.id}.yaml", "measure", f"没有列“{name}”", "表里声明的列")


def _faults_of_figures(catalog: Catalog) -> Iterator[Fault]:
    for figure in catalog.figures.values():
        if figure.table is None:
            continue
        joined = set(figure.join.take) if figure.join else set()
        columns = [*figure.columns, *figure.label_columns, *(name for names in figure.by for name in names)]
        columns += [name for item in figure.where for name in item.columns()]
        columns += [figure.column] if figure.column else []
        for name in _unknown_columns(catalog, figure.table, [name for name in columns if name not in joined]):
            yield Fault("figures/", figure.id, f"表 {figure.table} 没有“{name}”", "表里声明的列")
        if figure.join:
            for name in _unknown_columns(catalog, figure.join.table, [figure.join.on, *figure.join.take]):
                yield Fault("figures/", figure.id, f"表 {figure.join.table} 没有“{name}”", "表里声明的列")


def _faults_of_places(catalog: Catalog) -> Iterator[Fault]:
    for slug, place in catalog.places.items():
        shown = f"places/{slug}.yaml"
        for entry in place.rulesets:
            if entry.id not in catalog.rulesets:
                yield Fault(shown, "rulesets", f"没有规则集“{entry.id}”", f"其中之一：{'、'.join(catalog.rulesets)}")
        known = {identifier for entry in place.rulesets for identifier in _indicator_ids(catalog, entry.id)}
        named = [(f"thresholds.{item.indicator}", item.indicator) for item in place.thresholds]
        for name, period in place.periods.items():
            for label, scope in (("websites", period.websites), ("accounts", period.accounts)):
                named += [(f"periods.{name}.{label}.rules", rule) for rule in scope.rules]
            for hint in period.sheets:
                if hint.table not in catalog.tables:
                    yield Fault(shown, f"periods.{name}.sheets", f"没有表“{hint.table}”", "params/exports/ 里的表名")
            for table in period.window_of:
                if table not in catalog.tables:
                    yield Fault(shown, f"periods.{name}.window_of", f"没有表“{table}”", "params/exports/ 里的表名")
        for key, identifier in named:
            if identifier not in known:
                yield Fault(shown, key, f"没有指标“{identifier}”", f"其中之一：{'、'.join(sorted(known))}")
        for ranking in place.rankings:
            figure = catalog.figures.get(ranking.figure)
            if figure is None or ("unit",) not in figure.by:
                yield Fault(shown, "rankings", f"“{ranking.figure}”不是按单位分列的数字", "params/figures/ 里 by 含 [unit] 的编号")


def _indicator_ids(catalog: Catalog, ruleset_id: str) -> set[str]:
    ids: set[str] = set()
    current: str | None = ruleset_id
    while current is not None and current in catalog.rulesets:
        ids |= set(catalog.rulesets[current].indicators)
        parent = catalog.rulesets[current].extends
        current = parent if parent != current else None
    return ids
