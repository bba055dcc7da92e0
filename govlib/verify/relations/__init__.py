"""Relations between statements: each module yields the checks of one kind; RELATIONS lists them all in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from govlib.verify.check import Check
from govlib.verify.reading import Reading
from govlib.verify.relations.annex_dates import find_annex_dates
from govlib.verify.relations.annex_lists import find_annex_lists
from govlib.verify.relations.annex_rows import find_annex_rows
from govlib.verify.relations.averages import find_averages
from govlib.verify.relations.bands import find_bands
from govlib.verify.relations.claims import find_claims
from govlib.verify.relations.claims_tables import find_claims_tables
from govlib.verify.relations.clean_and_erred import find_clean_and_erred
from govlib.verify.relations.dates import find_dates
from govlib.verify.relations.days_themselves import find_days_themselves
from govlib.verify.relations.deadlines import find_deadlines
from govlib.verify.relations.doubles import find_doubles
from govlib.verify.relations.full_cover import find_full_cover
from govlib.verify.relations.growth import find_growth
from govlib.verify.relations.lists import find_lists
from govlib.verify.relations.named import find_named
from govlib.verify.relations.one_way import find_one_way
from govlib.verify.relations.ordinals import find_ordinals
from govlib.verify.relations.owners import find_owners
from govlib.verify.relations.points import find_points
from govlib.verify.relations.ranks import find_ranks
from govlib.verify.relations.rates import find_rates
from govlib.verify.relations.recalled_lists import find_recalled_lists
from govlib.verify.relations.said_twice import find_said_twice
from govlib.verify.relations.strangers import find_strangers
from govlib.verify.relations.sums import find_sums
from govlib.verify.relations.tables import find_tables
from govlib.verify.relations.title_periods import find_title_periods
from govlib.verify.relations.two_lists import find_two_lists
from govlib.verify.relations.wording import find_misnamed

Relation = Callable[[Reading], Iterator[Check]]

RELATIONS: tuple[Relation, ...] = (
    find_sums,
    find_points,
    find_averages,
    find_said_twice,
    find_rates,
    find_full_cover,
    find_one_way,
    find_bands,
    find_growth,
    find_lists,
    find_ranks,
    find_annex_lists,
    find_annex_rows,
    find_owners,
    find_recalled_lists,
    find_doubles,
    find_named,
    find_strangers,
    find_two_lists,
    find_clean_and_erred,
    find_claims,
    find_claims_tables,
    find_dates,
    find_title_periods,
    find_deadlines,
    find_annex_dates,
    find_days_themselves,
    find_ordinals,
    find_tables,
    find_misnamed,
)
