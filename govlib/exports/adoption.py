"""A heading that no declaration knows, standing where a column of units stands, is read as one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from govlib.exports.matching import BlockMatch, Heading, Vocabulary
from govlib.exports.units import ends_a_unit

_SAME_HEADINGS = 2
_NAMES_UNITS = re.compile(r"单位|部门|乡镇|镇街|街道|园区|企业|机构|名称")


def adopt_beside(headings: Sequence[Heading], vocabulary: Vocabulary) -> list[Heading]:
    """Return a header row in which an unknown heading of units counts as the one whose followers it repeats.

    ``单位 报送数 审发数 园区单位 报送数 审发数`` has two such blocks; 园区单位 is then read like 单位.
    """
    result = list(headings)
    for name, key in _group_columns(vocabulary).items():
        keys = vocabulary.keys_by_form[name]
        known = [_key(heading, keys) for heading in headings]
        models = [place for place, found in enumerate(known) if found == key]
        for place, heading in enumerate(headings):
            if known[place] is not None or not _may_name_units(heading, vocabulary):
                continue
            own = _followers(known, place, key)
            for model in models:
                if len(own & _followers(known, model, key)) >= _SAME_HEADINGS:
                    result[place] = _like(heading, headings[model])
                    break
    return result


def match_below(headings: Sequence[Heading], above: BlockMatch, vocabulary: Vocabulary) -> BlockMatch | None:
    """Return a row amid a table's data read as its header anew, None if it is none.

    It is one if it has two of the table's headings at least, these are half of its cells, and no cell is a number. An
    unknown heading below the heading of units counts as that one.
    """
    keys = vocabulary.keys_by_form[above.table]
    known = [heading for heading in headings if _key(heading, keys) is not None]
    if len({_key(heading, keys) for heading in known}) < _SAME_HEADINGS or len(known) * 2 < len(headings):
        return None
    if any(re.fullmatch(r"[\d.,%]+", heading.forms[0]) for heading in headings):
        return None
    key = _group_columns(vocabulary).get(above.table)
    model = above.columns.get(key) if key is not None else None
    if model is not None and not any(_key(heading, keys) == key for heading in known):
        headings = [
            _like(heading, model)
            if heading.column == model.column and heading not in known and not vocabulary.is_personal(heading.forms)
            else heading
            for heading in headings
        ]
    return vocabulary.match(headings, above.table)


def adopted_heading(match: BlockMatch, vocabulary: Vocabulary) -> Heading | None:
    """Return the heading of a block that is read as a column of units though no declaration knows it."""
    heading = match.columns.get(_group_columns(vocabulary).get(match.table, ""))
    return heading if heading is not None and heading.is_adopted else None


def unread_repeats(match: BlockMatch, vocabulary: Vocabulary) -> list[Heading]:
    """Return the headings of a block that stand in it a second time and are therefore not read."""
    keys = vocabulary.keys_by_form[match.table]
    again = [heading for heading in match.unknown if _key(heading, keys) in match.columns]
    same = [heading for heading in again if heading.forms[0] == match.columns[str(_key(heading, keys))].forms[0]]
    return again if same else []


def _group_columns(vocabulary: Vocabulary) -> Mapping[str, str]:
    return {
        name: key
        for name, table in vocabulary.tables.items()
        for key, column in table.columns.items()
        if column.group_from_heading is not None
    }


def _key(heading: Heading, keys: Mapping[str, str]) -> str | None:
    return next((keys[form] for form in heading.forms if form in keys), None)


def _followers(known: Sequence[str | None], place: int, unit: str) -> set[str]:
    """Return the columns that follow a heading without a break."""
    found: set[str] = set()
    for key in known[place + 1 :]:
        if key is None or key == unit or key in found:
            break
        found.add(key)
    return found


def _may_name_units(heading: Heading, vocabulary: Vocabulary) -> bool:
    named = ends_a_unit(heading.forms[-1]) or _NAMES_UNITS.search(heading.text) is not None
    return named and not vocabulary.is_personal(heading.forms)


def _like(heading: Heading, model: Heading) -> Heading:
    return replace(heading, forms=(*heading.forms, *model.forms), is_adopted=True)
