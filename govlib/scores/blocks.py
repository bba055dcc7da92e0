"""The parts and blocks of a score by name: an inspector may clear one of them as a whole."""

from __future__ import annotations

from govlib.catalog.rulesets import Ruleset


def part_of(block: str) -> str:
    """Return the part that a block belongs to: 扣分 of 扣分·办事服务."""
    return block.partition("·")[0]


def list_blocks(ruleset: Ruleset, kind: str) -> tuple[str, ...]:
    """Return the names of the parts, and of the blocks inside them, by which a kind of subject is scored."""
    parts = [part.id for model in ruleset.scores if model.subject == kind for part in model.parts]
    mine = (one for one in ruleset.indicators.values() if one.subject == kind and one.part == "deduction")
    return tuple(dict.fromkeys([*parts, *(one.block for one in mine)]))
