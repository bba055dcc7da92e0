"""A check that is said to cover everything, and the share that was checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from govlib.verify.check import RIGHT, WRONG, Check
from govlib.verify.reading import Reading

EVERYTHING = re.compile(
    r"全覆盖(?:式)?(?:地)?(?:检查|抽查|监测|排查|普查)|(?:检查|抽查|监测|排查|普查)(?:实现)?(?:了)?全覆盖"
)
_SHARE = re.compile(r"(?:检查率|抽查率|检查比例|抽查比例|监测率|覆盖率|检查覆盖面)(?:为|达|达到)?[：:]?$")
_ALL = 100
_PER_CENT = 3


def find_full_cover(reading: Reading) -> Iterator[Check]:
    """Yield one check a share checked that stands in one sentence with a check of everything: it must be 100 %."""
    for at, block in reading.body:
        for amount in reading.amounts[at]:
            if not amount.is_rate or amount.limit or not _SHARE.search(amount.before):
                continue
            begin = max(block.text.rfind(mark, 0, amount.start) for mark in "。；;\n") + 1
            said = EVERYTHING.search(block.text, begin, amount.start)
            if said:
                right = amount.value == _ALL
                yield Check(
                    verdict=RIGHT if right else WRONG,
                    kind="百分比",
                    identity=_PER_CENT,
                    stated=reading.quote(at, amount.start - len(amount.before), amount.end),
                    other=reading.quote(at, said.start(), said.end()),
                    said=amount.text,
                    computed="100%",
                    why="" if right else "写明是全覆盖，检查的比例应为 100%",
                )
