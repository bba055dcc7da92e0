"""The rules that a text is checked by, in the order in which they win over each other."""

from govlib.text.rules import date_order, date_ranges, dates, doc_numbers, lexicon, privacy, publicity, weekdays
from govlib.text.rules.kit import Rule

RULES: tuple[Rule, ...] = (
    privacy.RULE,
    lexicon.RULE,
    dates.RULE,
    weekdays.RULE,
    publicity.RULE,
    date_ranges.RULE,
    date_order.RULE,
    doc_numbers.RULE,
)
"""Of two hits of one layer on the same characters that of the earlier rule stays."""
