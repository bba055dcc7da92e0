"""Which export tables a ranking reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govlib.catalog.figures import Figure
from govlib.catalog.ranking_checks import list_compared
from govlib.catalog.ranking_methods import Adoption, Cross, GradedLists, ItemPoints
from govlib.catalog.rankings import Ranking

_REGISTRY_OF = {"网站": "sites", "账号": "accounts"}


def tables_of_figure(name: str, figures: Mapping[str, Figure]) -> list[str]:
    """Return the tables that a figure counts; a rate those of its parts."""
    figure = figures.get(name)
    if figure is None:
        return []
    if figure.measure == "rate":
        parts = [tables_of_figure(str(part), figures) for part in (figure.denominator, figure.numerator)]
        return list(dict.fromkeys(table for tables in parts for table in tables))
    return [str(figure.table)]


def list_tables_read(ranking: Ranking, figures: Mapping[str, Figure]) -> list[str]:
    """Return the tables that a ranking reads, each once."""
    return list(dict.fromkeys(_tables(ranking, figures)))


def _tables(ranking: Ranking, figures: Mapping[str, Figure]) -> Iterator[str]:
    method = ranking.method
    for _, of in list_compared(ranking):
        if of.figure is not None:
            yield from tables_of_figure(of.figure, figures)
        elif of.score is not None:
            yield _REGISTRY_OF[of.score]
        else:
            yield from ("assessments", "sites")
    if isinstance(method, Adoption):
        yield from tables_of_figure(method.denominator, figures)
        yield from tables_of_figure(method.numerator, figures)
    if isinstance(method, ItemPoints):
        yield method.table
    if isinstance(method, GradedLists) and method.of is None:
        yield "tasks"
    if isinstance(method, Cross):
        yield from (_REGISTRY_OF[method.subjects], "check_results")
