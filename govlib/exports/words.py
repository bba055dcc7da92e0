"""Words of closed lists: yes and no, present, choices, codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from govlib.catalog.headings import heading_forms

_YES = frozenset({"是", "有", "√", "✓", "✔", "☑", "对", "y", "yes", "true", "1", "t"})
_NO = frozenset({"否", "无", "×", "✗", "✘", "x", "不是", "没有", "n", "no", "false", "0", "f", "错"})
_ABSENT = frozenset({"无", "否", "×", "✗", "✘", "没有", "未提供", "缺失", "不是", "n", "no", "false", "0"})
BLANK_SIGNS = frozenset(
    {
        "－",
        "—",
        "-",
        "–",
        "――",
        "——",
        "--",
        "---",
        "/",
        "\\",
        "／",
        "空",
        "(空)",
        "（空）",
        "null",
        "NULL",
        "None",
        "NaN",
    }
)
_LOST_DIGITS = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2,3}")


def plain_word(text: str) -> str:
    """Return a word in half-width lower case without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def parse_flag(text: str) -> tuple[bool | None, str]:
    """Return yes or no, or None with the code of what is wrong."""
    word = plain_word(text)
    if word in _YES:
        return True, ""
    return (False, "") if word in _NO else (None, "bad_flag")


def parse_presence(text: str) -> tuple[bool | None, str]:
    """Return whether something stands in the cell that doesn't say it is absent; the text itself is never kept."""
    return plain_word(text) not in _ABSENT, ""


def choice_words(choices: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the canonical choice of every declared way to write it."""
    return {
        form: canonical for canonical, words in choices.items() for word in words for form in heading_forms(word)[:1]
    }


def parse_choice(text: str, words: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the canonical choice, or None with the code of what is wrong."""
    forms = heading_forms(text)
    canonical = words.get(forms[0]) if forms else None
    return (canonical, "") if canonical is not None else (None, "bad_choice")


def parse_code(text: str, digits: int | None) -> tuple[str | None, str]:
    """Return a code as written, or None with the code of what is wrong."""
    code = text if digits is None else unicodedata.normalize("NFKC", text)
    if _LOST_DIGITS.fullmatch(code):
        return None, "precision_lost"
    if digits is not None and not (code.isascii() and code.isdigit() and len(code) == digits):
        return None, "bad_code"
    return code, ""
