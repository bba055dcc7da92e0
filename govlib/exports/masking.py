"""Phones, e-mails and identity numbers inside free text are hidden before anything keeps the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from govlib.exports.arrow_text import find_matches
from govlib.exports.personal_numbers import MASKS, SUSPECT

_HIDDEN = "〔(?:电话|邮箱|身份证号|账号|证件号)已隐去〕"
_BESIDE_NAME = re.compile(
    rf"\s*[(（][^()（）]*{_HIDDEN}[^()（）]*[)）]|[\s,，、;；:：/]*(?:(?:联系)?(?:电话|方式)|手机|[Tt][Ee][Ll])?[.\s:：]*{_HIDDEN}"
)


def mask_text(text: str) -> tuple[str, int]:
    """Return a text with personal numbers replaced by what they were, and how many were replaced."""
    total = 0
    for pattern, replacement in MASKS:
        text, count = pattern.subn(replacement, text)
        total += count
    return text, total


def mask_column(texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return a text column with personal numbers hidden, and a boolean column of the rows that changed."""
    changed = pd.Series(data=False, index=texts.index)
    suspects = texts[find_matches(texts, SUSPECT)]
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


def strip_hidden(name: str) -> str:
    """Return a name without what was hidden beside it, nor the bracket that held it."""
    return _BESIDE_NAME.sub("", name).strip()


def mask_names(names: Sequence[str]) -> list[str]:
    """Return names of files or sheets with personal numbers hidden; what then reads alike gets #2, #3."""
    seen: Counter[str] = Counter()
    shown = []
    for name in names:
        masked, count = mask_text(name)
        seen[masked] += 1
        shown.append(f"{masked}#{seen[masked]}" if count and seen[masked] > 1 else masked)
    return shown
