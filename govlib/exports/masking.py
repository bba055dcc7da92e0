"""Phones, e-mails and identity numbers inside free text are hidden before anything keeps the text."""

from __future__ import annotations

import re

import pandas as pd

from govlib.exports.arrow_text import find_matches

_DIGIT = "[0-9０-９]"
_START = "(?<![0-9０-９A-Za-z])"
_END = "(?![0-9０-９A-Za-z])"
_CENTURY = "(?:1[89]|20|１[８９]|２０)"
_ID = rf"{_START}[1-9１-９]{_DIGIT}{{5}}{_CENTURY}{_DIGIT}{{9}}[0-9０-９XxＸｘ]{_END}"
_EMAIL = r"[A-Za-z0-9._%+\-]+[@＠][A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
_MOBILE = rf"{_START}(?:\+?86[\- ]?)?[1１][3-9３-９]{_DIGIT}(?:[\- ]?{_DIGIT}{{4}}){{2}}{_END}"
_MASKED_MOBILE = rf"{_START}1[3-9]{_DIGIT}\*{{4}}{_DIGIT}{{4}}{_END}"
_LANDLINE = rf"{_START}[(（]?[0０]{_DIGIT}{{2,3}}[)）]?[\-—－ ]{_DIGIT}{{7,8}}(?:-{_DIGIT}{{1,6}})?{_END}"
_BRACKET_LANDLINE = rf"[(（][0０]{_DIGIT}{{2,3}}[)）]{_DIGIT}{{7,8}}{_END}"
_NAMED_PHONE = rf"(?<=电话|热线|传真|手机|座机)[:： ]?{_DIGIT}{{7,12}}{_END}"
_MASKS = (
    (re.compile(_ID), "〔身份证号已隐去〕"),
    (re.compile(_EMAIL), "〔邮箱已隐去〕"),
    (re.compile(f"{_MOBILE}|{_MASKED_MOBILE}|{_LANDLINE}|{_BRACKET_LANDLINE}|{_NAMED_PHONE}"), "〔电话已隐去〕"),
)
# A cheap first look, in the RE2 dialect that pyarrow runs over whole columns.
_SUSPECT = rf"(?:{_DIGIT}[ \-—－()（）*]?){{7}}|[@＠]"


def mask_text(text: str) -> tuple[str, int]:
    """Return a text with personal numbers replaced by what they were, and how many were replaced."""
    total = 0
    for pattern, replacement in _MASKS:
        text, count = pattern.subn(replacement, text)
        total += count
    return text, total


def mask_column(texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return a text column with personal numbers hidden, and a boolean column of the rows that changed."""
    changed = pd.Series(data=False, index=texts.index)
    suspects = texts[find_matches(texts, _SUSPECT)]
    if suspects.empty:
        return texts, changed
    masked = [mask_text(text) for text in suspects]
    hit = [count > 0 for _, count in masked]
    rows = suspects.index[hit]
    if rows.empty:
        return texts, changed
    result = texts.copy()
    result.loc[rows] = [text for text, count in masked if count > 0]
    changed.loc[rows] = True
    return result, changed
