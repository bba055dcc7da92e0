"""Relations between statements: each module yields the checks of one kind; RELATIONS lists them all in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from govlib.verify.check import Check
from govlib.verify.reading import Reading
from govlib.verify.relations.bands import find_bands
from govlib.verify.relations.growth import find_growth
from govlib.verify.relations.lists import find_lists
from govlib.verify.relations.one_way import find_one_way
from govlib.verify.relations.rates import find_rates
from govlib.verify.relations.sums import find_sums

Relation = Callable[[Reading], Iterator[Check]]

RELATIONS: tuple[Relation, ...] = (find_sums, find_rates, find_one_way, find_bands, find_growth, find_lists)
