"""Forms under which one column heading may be written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad]+")
_EDGES = "*:;,.、。_-"
_BRACKETS = str.maketrans({"[": "(", "]": ")", "【": "(", "】": ")", "〔": "(", "〕": ")", "{": "(", "}": ")"})
_BRACKETED = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=65536)
def heading_forms(text: str) -> tuple[str, ...]:
    """Return the forms of a heading, the most literal first, without repeats.

    Full-width and half-width, case, blanks, line breaks, kinds of brackets and a trailing colon make no difference;
    the second form forgets the bracket signs, the third forgets what stands in the brackets as well.
    """
    literal = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold().translate(_BRACKETS).strip(_EDGES)
    unbracketed = literal.replace("(", "").replace(")", "")
    bare = literal
    while (shorter := _BRACKETED.sub("", bare)) != bare:
        bare = shorter
    forms = (literal, unbracketed, bare.strip(_EDGES))
    return tuple(dict.fromkeys(form for form in forms if any(sign.isalnum() or sign == "#" for sign in form)))
