"""Lists of names between 、: how many there are at least and at most."""

from __future__ import annotations

import re
from typing import NamedTuple

from govlib.text.quantities import blank_brackets

_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|‘[^‘’]*’")
_TOUCHING = re.compile("(?<=[》”])(?=[《“])")
_JOINT = re.compile("以及|(?<![涉普])及(?![时格])|和(?![谐平睦])|(?<!参)与(?!会)|或|(?<!合)并")
_BEGINS = re.compile(
    "对|在|向|把|将|由|为|了|是|的|从|按|据|关于|涉及|包括|检查|发现|要求|如|有|等|从|到|至|设|并|其中|同|给|通报|开展"
)
_BODY = re.compile(
    r"(?:镇|乡|街道|县|区|市|州|省|局|委|委员会|办|办公室|厅|部|院|所|站|队|中心|公司|集团|村|社区|校|学|园|馆|会|社|行|厂|场|网|网站|号|处|科)$"
)
_LONGEST = 24
_STAND_IN = "\ue000"


class NameList(NamedTuple):
    """How many names a list has at least and at most; ``is_sure`` says that all of them end as names of bodies do."""

    least: int
    most: int
    is_sure: bool
    lengths: tuple[int, ...]


def count_names(text: str) -> NameList | None:
    """Return how many names a text lists, None where that can't be told: one name, or items too long to be names.

    Brackets count as nothing, a quotation or title as one sign; titles that touch are two names. The words before the
    first name don't matter. An item with 和 may be one name or two; one with a word that begins a clause may be where
    the list really begins.
    """
    plain = _QUOTED.sub(_STAND_IN, blank_brackets(text))
    plain = re.sub(rf"(?<={_STAND_IN})(?={_STAND_IN})", "、", plain).replace(" ", "")
    items = plain.split("、")
    if len(items) <= 1 or not all(items) or any(len(item) > _LONGEST for item in items[1:]):
        return None
    begins = max((at for at, item in enumerate(items) if at and _BEGINS.search(item)), default=0)
    after_joint = max((at for at, item in enumerate(items[:-1]) if at and _JOINT.search(item)), default=0)
    joints = sum(len(_JOINT.findall(item)) for item in items)
    is_sure = not joints and all(item.endswith(_STAND_IN) or _BODY.search(item) for item in items)
    return NameList(
        len(items) - max(begins, after_joint), len(items) + joints, is_sure, tuple(len(item) for item in items)
    )
