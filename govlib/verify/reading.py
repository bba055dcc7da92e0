"""A draft read once: its sentences, the counts and rates in them, and what was given beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from govlib.units import UnitRegister
from govlib.verify.check import Quote
from govlib.verify.draft.model import Block, Draft
from govlib.verify.mentions.amounts import Amount, list_amounts
from govlib.verify.mentions.dated import Dated, read_dated
from govlib.verify.mentions.name_lists import NameList, list_names
from govlib.verify.percentages.judged import JudgedRate
from govlib.verify.percentages.judging import judge_rates

if TYPE_CHECKING:
    from govlib.catalog.roundings import Method


@dataclass(frozen=True)
class Reading:
    """A draft and what every relation asks of it.

    ``register`` has the units of a place's file, ``rounding`` how it declares that it rounds, where one was given.
    """

    draft: Draft
    register: UnitRegister | None = None
    rounding: Method | None = None

    @cached_property
    def amounts(self) -> tuple[tuple[Amount, ...], ...]:
        """Return the numbers with a unit of every block, in their order."""
        return tuple(tuple(list_amounts(block, at)) for at, block in enumerate(self.draft.blocks))

    @cached_property
    def rates(self) -> tuple[JudgedRate, ...]:
        """Return every rate and share of the body with its verdict."""
        return tuple(judge_rates(self.draft, [at for at, _ in self.body], self.amounts))

    @cached_property
    def body(self) -> tuple[tuple[int, Block], ...]:
        """Return the blocks that state things, with their numbers: no page head, no signature, no list of annexes."""
        silent = {"head", "attachments", "signature", "colophon"}
        return tuple((at, block) for at, block in enumerate(self.draft.blocks) if block.kind not in silent)

    @cached_property
    def name_lists(self) -> tuple[tuple[NameList, ...], ...]:
        """Return the lists of names of every block, in their order."""
        return tuple(tuple(list_names(block.text, at)) for at, block in enumerate(self.draft.blocks))

    @cached_property
    def dated(self) -> Dated:
        """Return the days that the draft bears, the period of its title, the days of its text."""
        return read_dated(self.draft)

    def quote(self, block: int, start: int, end: int) -> Quote:
        """Return the words of a span with the place where they stand."""
        one = self.draft.blocks[block]
        return Quote(one.place, one.text[start:end], block, start, end)

    def all_amounts(self) -> Iterator[Amount]:
        """Yield every number of the body."""
        for at, _ in self.body:
            yield from self.amounts[at]
