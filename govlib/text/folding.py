"""Sentences compared: what is dismissed in one is dismissed in the same, however blanks and widths differ."""

from __future__ import annotations

import unicodedata


def fold(sentence: str) -> str:
    """Return a sentence as it is compared: without blanks and invisible signs, full-width as half-width."""
    folded = unicodedata.normalize("NFKC", sentence)
    return "".join(sign for sign in folded if not sign.isspace() and unicodedata.category(sign) != "Cf")
