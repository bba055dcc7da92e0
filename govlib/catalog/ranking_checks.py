"""What rankings must mean: the figures, tables, columns and words that they name exist, and so do the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from govlib.catalog.figures import Figure
from govlib.catalog.known_columns import COMPUTED_TABLES, NUMBERS, KnownTables
from govlib.catalog.places import Place
from govlib.catalog.ranking_methods import Adoption, Compared, Composite, Cross, GradedLists, ItemPoints, Quota
from govlib.catalog.rankings import FOLDER, Ranking, resolve_pick
from govlib.errors import Fault

REGISTRIES = {"网站": "sites", "账号": "accounts"}
COUNTED = frozenset({"rows", "distinct", "sum"})
"""Measures of figures of which a unit without any row of a complete table has nought."""


@dataclass(frozen=True)
class Known:
    """What rankings may name: the figures, and the tables with their columns."""

    figures: Mapping[str, Figure]
    tables: KnownTables

    @property
    def figures_are_whole(self) -> bool:
        """Return whether no file of figures has a fault of its own, which would hide some of them."""
        return not any(file.startswith("params/figures/") for file in self.tables.faulty_files)


def check_rankings(methods: Mapping[str, Ranking], known: Known) -> Iterator[Fault]:
    """Yield what the methods name that does not exist."""
    for name, ranking in methods.items():
        yield from _check_ranking(ranking, known, (f"{FOLDER}/{name}.yaml", ""))


def check_picks(places: Mapping[str, Place], methods: Mapping[str, Ranking], known: Known) -> Iterator[Fault]:
    """Yield what places pick that does not exist, is picked twice, or does not fit the place's units."""
    for slug, place in places.items():
        file = f"params/places/{slug}.yaml"
        yield from _check_twice(place, file)
        for number, pick in enumerate(place.rankings):
            key = f"rankings.{number}"
            if pick.use not in methods:
                if f"{FOLDER}/{pick.use}.yaml" not in known.tables.faulty_files:
                    expected = f"其中之一：{'、'.join(methods)}"
                    yield Fault(file, f"{key}.use", f"没有排名办法“{pick.use}”", expected)
                continue
            faults: list[Fault] = []
            ranking = resolve_pick(pick, methods, (file, key), faults)
            if ranking is not None and pick.but:
                faults += _check_differences(ranking, methods[pick.use], known, (file, f"{key}.but"))
            yield from faults
            if ranking is not None:
                yield from _check_units(ranking, place, (file, key), set(pick.but))


def _check_differences(ranking: Ranking, base: Ranking, known: Known, where: tuple[str, str]) -> Iterator[Fault]:
    """Yield what a place's own differences name that does not exist; the faults of the method are told in its file."""
    told = {(fault.key, fault.found) for fault in _check_ranking(base, known, ("", ""))}
    file, prefix = where
    for fault in _check_ranking(ranking, known, (file, "")):
        if (fault.key, fault.found) not in told:
            yield replace(fault, key=f"{prefix}.{fault.key}")


def _check_twice(place: Place, file: str) -> Iterator[Fault]:
    for number, pick in enumerate(place.rankings):
        for other in place.rankings[:number]:
            apart = (other.until and pick.since and other.until < pick.since) or (
                pick.until and other.since and pick.until < other.since
            )
            if pick.id == other.id and not apart:
                expected = "每个办法一次；同一办法用两次时写 as，换办法时写 since、until，日子不重叠"
                yield Fault(file, f"rankings.{number}", f"“{pick.id}”选了两次", expected)


def _check_ranking(ranking: Ranking, known: Known, where: tuple[str, str]) -> Iterator[Fault]:
    file, prefix = where
    method = ranking.method
    key = f"{prefix}.method".strip(".")
    for name, of in list_compared(ranking):
        yield from _check_compared(of, known, (file, f"{key}.{name}"))
    if isinstance(method, Adoption):
        yield from _check_figure(method.numerator, method.by, known, (file, f"{key}.numerator"))
        yield from _check_figure(method.denominator, method.by, known, (file, f"{key}.denominator"))
    if isinstance(method, ItemPoints):
        yield from _check_points(method, known, (file, key))
    if isinstance(method, GradedLists) and method.column is not None:
        tasks = known.tables.know("tasks")
        if tasks is not None:
            written = [word for words in method.words.values() for word in words]
            yield from tasks.check_words(method.column, written, (file, f"{key}.words"))
    allowed = sorted(_attributes(ranking))
    if ranking.group_by is not None and ranking.group_by not in allowed:
        found = f"排的对象没有“{ranking.group_by}”"
        yield Fault(file, f"{prefix}.group_by".strip("."), found, f"其中之一：{'、'.join(allowed)}，或不写")
    if isinstance(method, Cross):
        for name in ("rows", "columns"):
            if getattr(method, name) == "platform" and method.subjects == "网站":
                yield Fault(file, f"{key}.{name}", "网站没有平台", "level、group、unit_group 之一")


def _attributes(ranking: Ranking) -> set[str]:
    kinds = {subjects_of(of) for _, of in list_compared(ranking)}
    if kinds == {"账号"}:
        return {"level", "platform", "unit_group"}
    return {"site_type", "level", "unit_group"} if kinds == {"网站"} else {"unit_group"}


def subjects_of(of: Compared) -> str:
    """Return what is compared: 网站, 账号, 单位, or "" for another word by which a figure is broken down."""
    if of.assessment is not None:
        return "网站"
    if of.score is not None:
        return of.score
    return "单位" if of.by == "unit" else ""


def list_compared(ranking: Ranking) -> list[tuple[str, Compared]]:
    """Return everything that a method compares by, with the key under which it stands."""
    method = ranking.method
    if isinstance(method, Composite):
        return [(f"parts.{number}.of", part.of) for number, part in enumerate(method.parts)]
    of = getattr(method, "of", None)
    return [] if of is None else [("of", of)]


def _check_compared(of: Compared, known: Known, where: tuple[str, str]) -> Iterator[Fault]:
    if of.figure is None:
        return
    file, key = where
    yield from _check_figure(of.figure, of.by, known, (file, f"{key}.figure"))
    figure = known.figures.get(of.figure)
    if figure is not None and of.covers == "all" and figure.measure not in COUNTED:
        found = f"covers: all 把没有行的当 0，“{of.figure}”不是个数"
        yield Fault(file, f"{key}.covers", found, "register 或 rows")


def _check_figure(name: str, by: str, known: Known, where: tuple[str, str]) -> Iterator[Fault]:
    if not known.figures_are_whole:
        return
    figure = known.figures.get(name)
    if figure is None or by not in _breakdowns(figure, known.figures):
        fitting = [one.id for one in known.figures.values() if by in _breakdowns(one, known.figures)]
        found = f"“{name}”不是按 {by} 分列的数字" if figure else f"没有数字“{name}”"
        expected = f"params/figures/ 里 by 含 [{by}] 的编号"
        yield Fault(*where, found, f"{expected}：{'、'.join(fitting)}" if fitting else expected)


def _breakdowns(figure: Figure, figures: Mapping[str, Figure]) -> set[str]:
    """Return the single columns by which a figure is broken down; a rate is broken down as its parts are."""
    if figure.measure == "rate":
        parts = [figures.get(str(name)) for name in (figure.numerator, figure.denominator)]
        return set.intersection(*({names[0] for names in one.by if len(names) == 1} if one else set() for one in parts))
    return {names[0] for names in figure.by if len(names) == 1}


def _check_points(method: ItemPoints, known: Known, where: tuple[str, str]) -> Iterator[Fault]:
    file, key = where
    table = known.tables.know(method.table)
    if table is None or method.table in COMPUTED_TABLES:
        yield from known.tables.miss(method.table, (file, f"{key}.table"))
        return
    yield from table.check_name("unit", (file, f"{key}.table"))
    yield from table.check_name(method.word_column, (file, f"{key}.word_column"))
    yield from table.check_words(method.word_column, method.weights, (file, f"{key}.weights"))
    if method.column is not None:
        yield from table.check_name(method.column, (file, f"{key}.column"), NUMBERS)
    for number, condition in enumerate(method.where):
        yield from table.check_condition(condition, (file, f"{key}.where.{number}"))


def _check_units(ranking: Ranking, place: Place, where: tuple[str, str], stated: set[str]) -> Iterator[Fault]:
    """Yield the units and groups of units that a ranking names but the place's register lacks."""
    file, prefix = where
    register = place.units.groups
    if not register or not _ranks_units(ranking):
        return

    def key(name: str) -> str:
        return f"{prefix}.but.{name}" if name in stated else f"{prefix}.use"

    aliases, children = place.units.aliases, place.units.counts_as
    names = {name for members in register.values() for name in members} | {*aliases, *children, *place.units.exclude}
    for one in ranking.excluded:
        if one.name not in names:
            yield Fault(file, key("excluded"), f"不参加的“{one.name}”不在单位名录里", "units.groups 里的单位或它的别名")
    groups = {*register, *ranking.groups}
    asked = {
        "only_groups": ranking.only_groups,
        "groups": [word for words in ranking.groups.values() for word in words],
    }
    if isinstance(ranking.method, Quota):
        asked["method"] = [*ranking.method.minimum_of]
    for name, words in asked.items():
        for word in words:
            if word not in (groups if name != "groups" else {*register}):
                yield Fault(file, key(name), f"没有单位分组“{word}”", f"其中之一：{'、'.join(register)}")


def _ranks_units(ranking: Ranking) -> bool:
    if isinstance(ranking.method, ItemPoints | GradedLists) and not list_compared(ranking):
        return True
    if isinstance(ranking.method, Adoption):
        return ranking.method.by == "unit"
    return {subjects_of(of) for _, of in list_compared(ranking)} == {"单位"}
