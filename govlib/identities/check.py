"""One identity applied once: its verdict, both sides, where they stand and the likely cause."""

from __future__ import annotations

from dataclasses import dataclass

from govlib.figures import FigureValue
from govlib.identities.stated import Stated
from govlib.provenance import say_sources

IDENTITIES: dict[int, str] = {
    1: "合格数＋不合格数＝检查数，检查数不大于总数",
    2: "分项合计＝总数",
    3: "百分比按分子分母复算相符",
    4: "同一份通报内取整方法一致",
    5: "分档家数之和＝占比的分子",
    6: "正文总数＝表合计",
    7: "按单位分列之和＝总件数",
    8: "涉及家数＝名单归并上级后去重",
    9: "清单去重：同单位同账号同平台只算一次",
    10: "增长率以上期为底数",
    11: "点名与表格相符，全部完成与未完成名单互斥",
    12: "数据截止日、整改期限与印发日先后合理",
}
WRONG, DOUBTFUL, RIGHT, UNCHECKED = VERDICTS = ("矛盾", "存疑", "一致", "不可核")
_MOST_SOURCES = 3


@dataclass(frozen=True)
class Check:
    """One identity applied to one statement or row: its verdict, both sides and where they stand."""

    identity: int
    verdict: str
    """矛盾 | 存疑 | 一致 | 不可核."""
    subject: str
    stated: str
    computed: str
    difference: str
    where_stated: str
    where_computed: str
    cause: str


def check_stated(
    identity: int,
    verdict: str,
    stated: Stated,
    *,
    computed: str = "",
    difference: str = "",
    where: str = "",
    cause: str = "",
    said: str = "",
    about: str = "",
) -> Check:
    """Return a check of one statement; ``said`` and ``about`` stand in for its number and its text where given."""
    return Check(
        identity=identity,
        verdict=verdict,
        subject=about or stated.text,
        stated=said or stated.said,
        computed=computed,
        difference=difference,
        where_stated=stated.place,
        where_computed=where,
        cause=cause,
    )


def cannot_check(identity: int, stated: Stated, why: str, *, about: str = "") -> Check:
    """Return the check of a statement that nothing delivered can settle, and why."""
    return check_stated(identity, UNCHECKED, stated, computed="缺数据", cause=why, about=about)


def where_from(*figures: FigureValue) -> str:
    """Return where figures were computed from, at most a few places each."""
    return "；".join(dict.fromkeys(say_sources(item.sources, _MOST_SOURCES) for item in figures if item.sources))
