"""What verification says of one statement: its verdict, the two places quoted, both numbers, the likely cause."""

from __future__ import annotations

from dataclasses import dataclass

from govlib.identities.check import DOUBTFUL, IDENTITIES, RIGHT, UNCHECKED, WRONG

__all__ = ["DOUBTFUL", "IDENTITIES", "KINDS", "RIGHT", "UNCHECKED", "WRONG", "Check", "Quote"]

KINDS = (
    "分项", "合计", "百分比", "取整", "占比", "表格", "名单", "重复", "增减",
    "点名", "断言", "日期", "序号", "文字", "隐私", "单位", "数字",
)  # fmt: skip
"""What a check is about; 数字 are those compared with computed figures, 单位 is % where 百分点 is meant."""


@dataclass(frozen=True)
class Quote:
    """Some words of the draft: where a person finds them, the words, and their span in block ``block``.

    ``block`` is -1 for the cell of a table or a computed figure; ``place`` says which then.
    """

    place: str
    words: str
    block: int = -1
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Check:
    """One relation applied once. ``identity`` is one of the twelve, 0 where it is none of them.

    ``said`` is what stands there, ``computed`` what it should be by ``other``; ``why`` is the likely cause of a
    contradiction, the question of a doubt, or what is lacking where nothing can be checked.
    """

    verdict: str
    kind: str
    identity: int
    stated: Quote
    other: Quote | None = None
    said: str = ""
    computed: str = ""
    difference: str = ""
    why: str = ""
