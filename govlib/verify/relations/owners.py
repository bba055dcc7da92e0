"""The units whose accounts or columns a list names against the number of units said beside it (identity 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.verify.check import RIGHT, WRONG, Check
from govlib.verify.mentions.list_counts import ACCOUNT, BODY, COLUMN, SITE, UNIT, ListCount, list_counts
from govlib.verify.mentions.name_lists import NameList
from govlib.verify.mentions.names import merge_names
from govlib.verify.reading import Reading

_INVOLVED = re.compile("(?:涉及|分属|属于|涵盖)[^，,。；;0-9]{0,6}$")
_NEAR = 12


def find_owners(reading: Reading) -> Iterator[Check]:
    """Yield the numbers of units after a list of their accounts: 甲局“甲”、乙局“乙”等2个账号，涉及2家单位."""
    for at, block in reading.body:
        counts = list_counts(block.text)
        for names in reading.name_lists[at]:
            owners = [name.owner for name in names.names]
            if len(owners) > 1 and all(owners):
                yield from _check(reading, names, owners, counts)


def _check(reading: Reading, names: NameList, owners: list[str], counts: list[ListCount]) -> Iterator[Check]:
    text = reading.draft.blocks[names.block].text
    within = [one for one in counts if names.end <= one.start < names.sentence[1]]
    things = [one for one in within if one.kind in {ACCOUNT, COLUMN, SITE} and one.start - names.end < _NEAR]
    units = [one for one in within if one.kind in {UNIT, BODY} and _INVOLVED.search(text[names.end : one.start])]
    if not units or text[names.end : names.end + 1] == "、":
        return
    least, most = merge_names(owners, reading.register)
    is_whole = not names.is_open or (bool(things) and things[0].number == len(owners))
    number = units[0].number
    fits = least <= number <= most if is_whole else number >= least
    yield Check(
        verdict=RIGHT if fits else WRONG,
        kind="名单",
        identity=8,
        stated=reading.quote(names.block, units[0].start, units[0].end),
        other=reading.quote(names.block, names.start, names.end),
        said=str(number),
        computed=f"名单里有 {most} 个单位",
        difference="" if fits else str(number - most),
        why="" if fits else "名单里同一单位的几个账号只算一家",
    )
