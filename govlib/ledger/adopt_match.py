"""Which problem of the program's own lists an old ledger's row surely is, so that inspections recheck it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from govlib.catalog.rulesets import Indicator
from govlib.ledger.adopted import Entry
from govlib.ledger.adopting import Known

if TYPE_CHECKING:
    from govlib.workspace import Run

_CODE = re.compile(r"^([A-Za-z]+-[A-Za-z]?[0-9.]+)\s*(.*)$", re.DOTALL)
_BLANKS = re.compile(r"\s+")
_OF_SUBJECTS = ("网站", "账号")

Matcher = Callable[[Entry], Known | None]


def make_matcher(runs: Sequence[Run]) -> Matcher:
    """Return what tells of a row which problem it is, by the lists and registries of ``runs``; None where not sure.

    It is the problem of the same unit, object and words on one of their lists; or the failure of the rule whose code
    or name it gives, at the website or account that it names. What could be two problems is none.
    """
    listed: dict[tuple[str, str, str], set[Known]] = {}
    rules: dict[str, set[Indicator]] = {}
    subjects: dict[tuple[str, str], set[Known]] = {}
    for run in runs:
        for place, known in _list_problems(run):
            listed.setdefault(place, set()).add(known)
        for ruleset in run.rulesets:
            for one in ruleset.indicators.values():
                for word in (one.id, one.name):
                    rules.setdefault(_plain(word), set()).add(one)
        for kind in _OF_SUBJECTS:
            for name, platform in _list_subjects(run.subjects.get(kind)):
                found = Known("", "", kind, name, platform)
                for said in {name, f"{name}（{platform}）" if platform else name}:
                    subjects.setdefault((kind, _plain(said)), set()).add(found)

    def match(entry: Entry) -> Known | None:
        named = _named(entry)
        by_words = [
            known
            for unit in {entry.unit, entry.written_unit}
            for said in _problem_words(entry)
            for known in listed.get((_plain(unit), _plain(named), said), ())
        ]
        by_rule = [
            Known(f"{rule.id}:{one.subject}:{one.platform}", rule.id, one.subject_kind, one.subject, one.platform)
            for rule in _one_rule(entry, rules)
            for one in subjects.get((rule.subject, _plain(named)), ())
        ]
        found = set(by_words) or set(by_rule)
        return found.pop() if len(found) == 1 else None

    return match


def _list_subjects(table: pd.DataFrame | None) -> Iterator[tuple[str, str]]:
    """Yield the name and platform of each registered website or account."""
    if table is None:
        return
    columns = table.reindex(columns=["subject", "platform"]).astype("string").fillna("")
    yield from zip(columns["subject"].tolist(), columns["platform"].tolist(), strict=True)


def _list_problems(run: Run) -> Iterator[tuple[tuple[str, str, str], Known]]:
    for row in run.open_problems.astype("string").fillna("").to_dict("records"):
        known = Known(*(str(row[name]) for name in ("key", "kind", "subject_kind", "subject", "platform")))
        problem = str(row["problem"])
        for said in {problem, problem.removeprefix(f"{row['kind']} ")}:
            yield (_plain(str(row["unit"])), _plain(str(row["object"])), _plain(said)), known


def _named(entry: Entry) -> str:
    return f"{entry.object}（{entry.platform}）" if entry.platform else entry.object


def _problem_words(entry: Entry) -> set[str]:
    found = _CODE.match(entry.problem)
    return {_plain(entry.problem), *([_plain(found[2])] if found and found[2] else [])}


def _one_rule(entry: Entry, rules: dict[str, set[Indicator]]) -> list[Indicator]:
    """Return the rule that a row names by code or name; none where its words name two different ones."""
    begins = _CODE.match(entry.problem)
    words = [entry.basis, entry.problem_kind, entry.problem, *([begins[1]] if begins else [])]
    named = {rule.id: rule for word in words if word for rule in rules.get(_plain(word), ())}
    return list(named.values()) if len(named) == 1 else []


def _plain(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))
