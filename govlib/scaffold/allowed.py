"""What may be written for the keys of an indicator, taken from its model, each word with its meaning."""

from __future__ import annotations

from typing import Any, Final, get_args

from govlib.catalog.measure_kinds import Measure
from govlib.catalog.rulesets import PART_WORDS, Indicator
from govlib.compare import COMPARATORS
from govlib.dated import Source
from govlib.handbook.entries import CHECKS, SEEN
from govlib.handbook.sayings import MEASURES

MEANINGS: Final[dict[str, str]] = {
    **CHECKS,
    **MEASURES,
    **SEEN,
    **{word: f"{row.phrase}限值为不合格" for word, row in COMPARATORS.items()},
    **PART_WORDS,
    "lower_is_better": "越低越好",
    "higher_is_better": "越高越好",
}
"""What a word means; words that are Chinese already mean what they say."""

_OF_INDICATORS = ("subject", "part", "check", "direction", "fails_when", "when_missing")


def list_allowed() -> dict[str, str]:
    """Return for each key with a closed list the words that it may hold, with their meanings, as one phrase a key."""
    allowed = {key: get_args(Indicator.model_fields[key].annotation) for key in _OF_INDICATORS}
    allowed["seen"] = get_args(Source.model_fields["seen"].annotation)
    allowed["kind"] = _kinds()
    return {f"{key}_allowed": "；".join(_say(word) for word in words) for key, words in allowed.items()}


def _kinds() -> tuple[str, ...]:
    union: Any = get_args(Measure)[0]
    return tuple(word for model in get_args(union) for word in get_args(model.model_fields["kind"].annotation))


def _say(word: str) -> str:
    return f"{word} {MEANINGS[word]}" if word in MEANINGS else word
