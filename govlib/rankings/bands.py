"""Bands: how many lie in which band of a number, and their share; and lists of the good and the poor."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from govlib.catalog.cuts import find_word
from govlib.catalog.ranking_methods import Bands, Compared, GradedLists
from govlib.catalog.rankings import Ranking
from govlib.rankings.admission import admit, partition
from govlib.rankings.compared import compare
from govlib.rankings.material import UNGROUPED, Entrant, Entrants, Material
from govlib.rankings.population import groups_of_units
from govlib.rankings.result import Line, Ranked, count_words, line_of, make_ranked, place_unknowns
from govlib.rankings.said import text_of


def count_bands(ranking: Ranking, method: Bands, material: Material) -> Ranked:
    """Return everyone with a band, and how many of each band with their share."""

    def word(one: Entrant) -> str:
        if one.veto and method.veto is not None:
            return method.veto
        return "" if one.number is None else find_word(method.cuts, one.number)

    return _sort_into(ranking, method.of, method.words, word, material)


def list_by_word(ranking: Ranking, method: GradedLists, material: Material) -> Ranked:
    """Return the lists, one line a subject that is in one; each task has lists of its own."""
    if method.of is None:
        return _list_tasks(ranking, method, material)

    def word(one: Entrant) -> str:
        return "" if one.number is None else find_word(method.cuts, one.number)

    return _sort_into(ranking, method.of, method.names, word, material)


def _sort_into(
    ranking: Ranking, of: Compared, words: tuple[str, ...], word: Callable[[Entrant], str], material: Material
) -> Ranked:
    """Return everyone under a word, the higher numbers of a word first; those without a word are counted in a note."""
    entrants = admit(compare(of, material), ranking, material)
    groups = partition(entrants, ranking, material)
    place = {name: at for at, name in enumerate(words)}
    lines: list[Line] = []
    counted: list[Line] = []
    notes = list(entrants.notes)
    unnamed = 0
    for _, members in groups:
        said = [(one, "" if one.out else word(one)) for one in members]
        named = sorted(
            ((one, name) for one, name in said if name),
            key=lambda pair: (place[pair[1]], -(pair[0].number or 0)),
        )
        unnamed += sum(not name and not one.out and one.number is not None for one, name in said)
        unknown = [line_of(one) for one, name in said if not name and not one.out and one.number is None]
        standing, told = place_unknowns(unknown, ranking.unknowns)
        out = [line_of(one) for one in members if one.out]
        in_order = [line_of(one, word=name) for one, name in named]
        lines += [*in_order, *standing, *out]
        counted += [*in_order, *unknown, *out]
        notes += told
    notes += [f"另有 {unnamed} {entrants.counter}不在任何名单里。"] if unnamed else []
    names = [group for group, _ in groups]
    rounding = material.place.rounding if isinstance(ranking.method, Bands) else None
    counts = count_words(counted, words, names, rounding, entrants.counter)
    return make_ranked(ranking, [*lines, *(counts if counted else [])], notes, entrants.lacking)


def _list_tasks(ranking: Ranking, method: GradedLists, material: Material) -> Ranked:
    table = material.tables.get("tasks")
    if table is None:
        return make_ranked(ranking, [], lacking="没有交来专项工作任务（T17）")
    entrants = admit(Entrants(tuple(_read_tasks(method, material))), _in_any_group(ranking), material)
    list_of = {written: name for name, words in method.words.items() for written in words}
    place = {name: at for at, name in enumerate(method.names)}
    lines, notes = [], []
    for one in entrants.members:
        name = list_of.get(one.text, "")
        if one.out or name:
            lines.append(line_of(one, word=name))
        elif one.text:
            notes.append(f"“{one.text}”没有声明归哪个名单，没有列出。")
    tasks = list(dict.fromkeys(line.group for line in lines))
    lines.sort(key=lambda line: (tasks.index(line.group), place.get(line.word, len(place))))
    lacking = "" if lines else "专项工作任务里没有声明的等次或状态"
    counts = count_words(lines, method.names, tasks, None, "家", total=False)
    return make_ranked(ranking, [*lines, *(counts if lines else [])], notes, lacking)


def _in_any_group(ranking: Ranking) -> Ranking:
    """Return the ranking without groups of units: the groups of these lists are the tasks."""
    return ranking.model_copy(update={"groups": {}, "only_groups": ()})


def _read_tasks(method: GradedLists, material: Material) -> Iterator[Entrant]:
    rows = material.tables["tasks"].drop_duplicates(["task", "object", "unit", str(method.column)])
    group_of = groups_of_units("tasks", material)
    for row in rows.to_dict("records"):
        task, unit, written = text_of(row["task"]), text_of(row["unit"]), text_of(row[str(method.column)])
        if unit and (not method.tasks or task in method.tasks):
            what = text_of(row["object"])
            yield Entrant(
                subject=unit, figure="等次" if method.column == "grade" else "完成情况", unit=unit,
                group=task or UNGROUPED, unit_group=group_of(unit), text=written, note=what if what != task else "",
            )  # fmt: skip
