"""New entries from errors that people confirmed and the lexicon doesn't know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from govlib.catalog.lexicon_rows import SEVERITIES, LexiconEntry, list_row_faults
from govlib.catalog.text_rules import TextRule
from govlib.documents.formulas import is_formula
from govlib.text.lexicon import build_lexicon
from govlib.text.workshop.changes import ENTRY, Change
from govlib.text.workshop.measuring import name_entries
from govlib.text.workshop.reviews import CONFIRMED, FALSE_ALARM

FROM_REVIEW = "复核属实"
_USUAL = "一般"


def suggest_entries(
    reviews: pd.DataFrame,
    entries: Sequence[LexiconEntry],
    rule: TextRule,
    in_archive: Mapping[str, tuple[int, str]] | None = None,
) -> list[Change]:
    """Return an entry for every confirmed wording with a right one that the lexicon lacks, often confirmed ones first.

    Findings about dates, numbers and marks teach none. It is refused, with the reason, if its row couldn't stand in a
    lexicon, if the right wording holds the wrong one, if people dismissed it too often, or if ``in_archive`` (wording →
    how often clean text has it, one place) knows it.
    """
    lexicon = build_lexicon(entries)
    named = name_entries(reviews, lexicon)
    unknown = reviews.loc[named.eq("") & reviews["right"].ne("")]
    changes = []
    for wrong, part in unknown.groupby("wrong", sort=True):
        confirmed = part.loc[part["verdict"].eq(CONFIRMED)]
        if confirmed.empty or not _is_wording(str(wrong)) or lexicon.find_wrong(str(wrong)):
            continue
        change = _make_change(str(wrong), confirmed)
        dismissed = int(part["verdict"].eq(FALSE_ALARM).sum())
        refusal = _refuse(change.entry, confirmed, dismissed, rule)
        if not refusal and in_archive and wrong in in_archive:
            count, example = in_archive[str(wrong)]
            refusal = f"干净的文本里有 {count} 处，例如：{example}"
        changes.append(replace(change, refusal=refusal))
    beside = _refuse_beside([change.entry for change in changes if not change.refusal], entries)
    changes = [replace(one, refusal=one.refusal or beside.get(one.entry.wrong, "")) for one in changes]
    return sorted(changes, key=lambda one: (bool(one.refusal), -one.reviewed, one.entry.wrong))


def guess_kind(wrong: str, right: str) -> str:
    """Return the kind of an error by the characters alone; a person who knows better writes it into the file."""
    if Counter(wrong) == Counter(right):
        return "颠倒"
    if len(wrong) == len(right):
        return "别字"
    longer, shorter = (wrong, right) if len(wrong) > len(right) else (right, wrong)
    if not _is_within(shorter, longer):
        return "搭配"
    if longer == right:
        return "漏字"
    return "重复" if any(one == two for one, two in pairwise(wrong)) else "多字"


def _make_change(wrong: str, confirmed: pd.DataFrame) -> Change:
    right = str(confirmed["right"].value_counts(sort=True).index[0])
    levels = [level for level in confirmed["severity"] if level in SEVERITIES]
    severity = Counter(levels).most_common(1)[0][0] if levels else _USUAL
    sentences = [sentence for sentence in confirmed["sentence"] if sentence]
    places = "、".join(sorted({origin for origin in confirmed["origin"] if origin}))
    basis = f"{places} {FROM_REVIEW} {len(confirmed)} 处".strip()
    entry = LexiconEntry(wrong, right, guess_kind(wrong, right), severity, basis=basis)
    return Change(ENTRY, entry, len(confirmed), sentences[0] if sentences else "")


def _refuse(entry: LexiconEntry, confirmed: pd.DataFrame, dismissed: int, rule: TextRule) -> str:
    rights = sorted(set(confirmed["right"]))
    if len(rights) > 1:
        return f"正确写法不止一种：{'、'.join(rights)}"
    faults = list_row_faults(entry)
    if faults:
        return "；".join(f"{found}，应为{expected}" for found, expected in faults)
    if is_formula(entry.wrong) or is_formula(entry.right):
        return "会被 Excel 当成公式"
    if entry.wrong in entry.right:
        return "正确写法里含有它，写对了也会命中"
    if rule.threshold is not None and len(confirmed) < rule.threshold * (len(confirmed) + dismissed):
        return f"同样的写法有 {dismissed} 处判为误报"
    return ""


def _refuse_beside(added: Sequence[LexiconEntry], entries: Sequence[LexiconEntry]) -> dict[str, str]:
    """Return by wrong wording why an entry can't stand beside the others: who mends one error is accused of another."""
    refusals: dict[str, str] = {}
    whole = build_lexicon([*entries, *added])
    for entry in added:
        for _, _, other in whole.find_wrong(entry.right):
            refusals[entry.wrong] = f"它的正确写法里有词库的错“{other.wrong}”"
    only_added = build_lexicon(added)
    for entry in entries:
        for _, _, other in only_added.find_wrong(entry.right):
            refusals[other.wrong] = f"词条“{entry.wrong}”的正确写法“{entry.right}”里有它"
    return refusals


def _is_wording(text: str) -> bool:
    """Return whether a finding is about words: dates, numbers, marks and hidden personal values teach no entry."""
    return any(map(str.isalpha, text)) and not any(sign.isdigit() or sign == "*" for sign in text)


def _is_within(shorter: str, longer: str) -> bool:
    """Return whether a text is another one with characters left out."""
    rest = iter(longer)
    return all(sign in rest for sign in shorter)
