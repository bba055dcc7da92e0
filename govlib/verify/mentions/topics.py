"""What a number counts where its own words don't say it: the clause, the sentence and the heading before."""

from __future__ import annotations

import re

from govlib.verify.draft.model import Block
from govlib.verify.mentions.words import WINDOWS, find_scope, find_window, names_window, thing_in

_CLAUSE = re.compile("[，,：:、（）()]")
_CLOSED = re.compile(r"[（(][^（）()]*[）)]")
_LED = re.compile("[，,：:]")
_COMPARES = re.compile("(?:较|比|与|同|和|跟|由|从)[^，,]{0,6}$")


def inherit_thing(block: Block, first: int, at: int) -> str:
    """Return the thing named last before a place: in the clauses of its sentence, then those before it, then above."""
    found = _last_thing(_CLOSED.sub("", block.text[first:at]))
    if found is None:
        found = _last_thing(_CLOSED.sub("", block.text[:first]))
    if found is not None:
        return found
    for heading in reversed(block.section):
        thing = _last_thing(heading)
        if thing is not None:
            return thing
    return ""


def _last_thing(text: str) -> str | None:
    """Return the thing of the last clause that names one; "" where it names two as one, None where none does."""
    for clause in reversed(_CLAUSE.split(text)):
        thing = thing_in(clause)
        if thing and thing != "单位":
            return thing
        if "网站" in clause and "新媒体" in clause:
            return ""
    return None


def inherit_scope(text: str, first: int, at: int) -> str:
    """Return the scope that the sentence named last before a place, not in a bracket that is closed again."""
    for clause in reversed(_CLAUSE.split(_CLOSED.sub("", text[first:at]))):
        scope = find_scope(clause)
        if scope:
            return scope
    return ""


def inherit_window(text: str, first: int, at: int) -> str:
    """Return the window of a place: that of its clause, or one that leads the sentence, not one it is compared with."""
    clauses = _LED.split(text[first:at])
    if names_window(clauses[-1]):
        return find_window(clauses[-1])
    opened = text.rfind("（", first, at), text.rfind("(", first, at)
    if max(opened) > max(text.rfind("）", first, at), text.rfind(")", first, at)):
        clauses[-1] = text[first : max(opened)]
        lead = _LED.split(clauses[-1])[-1]
        if names_window(lead):
            return find_window(lead)
    for clause in reversed(clauses[:-1]):
        if names_window(clause) and not _is_compared(clause):
            return find_window(clause)
    return ""


def _is_compared(clause: str) -> bool:
    places = [clause.find(word) for words in WINDOWS.values() for word in words if word in clause]
    return bool(_COMPARES.search(clause[: min(places)])) if places else find_window(clause) == "上期"
