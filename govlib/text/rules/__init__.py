"""The rules that a text is checked by, in the order in which they win over each other."""

from govlib.text.rules import (
    acts,
    brackets,
    counts,
    date_order,
    date_ranges,
    dates,
    doc_numbers,
    doctrines,
    lexicon,
    ordinals,
    phrases,
    privacy,
    publicity,
    rates,
    repeats,
    sums,
    typos,
    units,
    weekdays,
    widths,
)
from govlib.text.rules.kit import Rule

RULES: tuple[Rule, ...] = (
    privacy.RULE,
    lexicon.RULE,
    doctrines.RULE,
    phrases.RULE,
    units.RULE,
    repeats.RULE,
    typos.RULE,
    dates.RULE,
    weekdays.RULE,
    brackets.RULE,
    widths.RULE,
    ordinals.RULE,
    counts.RULE,
    sums.RULE,
    rates.RULE,
    publicity.RULE,
    date_ranges.RULE,
    date_order.RULE,
    doc_numbers.RULE,
    acts.RULE,
)
"""Of two hits of one layer on the same characters that of the earlier rule stays."""
