"""The words that tie parts to a total, and those that say that a number is no part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = r"^\s*(?:这|上述|以上)?(?:些|当中)?\s*"
_AMONG = re.compile(rf"{_LEAD}(?:在?其中|当中|内含|内有|含(?!有关)|含有)(?:有|包括|包含|含)?(?:分别)?(?:为|是)?")
_EACH = re.compile(
    rf"{_LEAD}(?:其中)?(?:各[^，。、\d]{{0,6}})?(?:分别|依次)(?:[^，。、\d]{{0,8}}?)(?:为|是|有|系|：)?(?=\S|$)"
)
_INCLUDE = re.compile(rf"{_LEAD}(?:主要)?(?:包括|包含|涵盖|即|系|具体为|具体是|具体包括|由)(?:了)?")
_BY = re.compile(
    r"^\s*(?:从|按照?|依|以|就)[^，。、\d]{1,14}?(?:来看|来分|上看|看|划分|分类|分|统计|上分|角度)(?:的?话)?(?:有|为|是)?"
)
_ENDS_IN = re.compile(r"(?:其中|中|里面|包括|包含|分别为|分别是|分别有|具体为|具体是|构成如下|如下)$")
_OPEN_END = re.compile(r"^\s*(?:个|家|条|件)?等")
_SOME = re.compile(
    "主要(?!领导|负责)|重点(?:是|为|有|集中)|典型|排名|前[一二三四五六七八九十\\d]|较多|突出的|居前|靠前|集中|之首|多为"
)

APART = re.compile(
    "同比|环比|[比较]上|上季|上期|上月|上年|去年|往年|今年以来|累计|平均|增加|减少|增长|下降|上升|提高|降低|增幅|降幅"
    "|此外|还有|实际|排名|满分|应于|限期|以上均|不少于|不低于|至少|连续"
)
"""A number with one of these is of another window, or no part at all."""
FLOW = re.compile("新开|新增|新建|(?<![拟待应])关停|注销|下线|清理|撤销|迁移|补备案|新备案")
"""Accounts that came or went are no part of those that there are."""
_STAGE = re.compile(
    "^(?:经|已|均|全部|本次|本季度|共)*(?:检查|抽查|抽检|监测|普查|合格|不合格|达标|不达标|未达标|通过|未通过|办结|按期|按时|超期|逾期|在办|正在|未办|受理|收到|发现"
    "|已?整改|未整改|满意|不满意|审发|采用|采纳|退回|待审|删除|存在|其余|有效|无效)"
)
"""What is done with things at a stage; parts told so are no parts beside those told by kind."""
_TOTAL = re.compile("(?:合计|总计|共计|一共|总共|共有?|总数|小计|累计|总量|全部)$")


@dataclass(frozen=True)
class Cue:
    """What ties parts to their total, one of each, include, among, by, colon and bracket; how long its words are."""

    kind: str
    length: int


def find_cue(text: str) -> Cue | None:
    """Return the cue with which a segment begins."""
    for kind, pattern in (("each", _EACH), ("among", _AMONG), ("include", _INCLUDE), ("by", _BY)):
        found = pattern.match(text)
        if found:
            return Cue(kind, found.end())
    return None


def ends_in_cue(text: str) -> str:
    """Return the cue that stands at the end of the words behind a total, as in 239个账号中."""
    found = _ENDS_IN.search(text.rstrip("　 "))
    if not found:
        return ""
    if found[0] in {"其中", "中", "里面"}:
        return "among"
    return "each" if found[0].startswith("分别") else "include"


def is_open(after: str) -> bool:
    """Tell whether 等 behind the last part leaves others out."""
    return _OPEN_END.match(after) is not None or after.rstrip().endswith("等")


def is_selective(words: str) -> bool:
    """Tell whether words announce only some of the parts."""
    return _SOME.search(words) is not None


def is_stage(label: str) -> bool:
    """Tell whether a part is told by what was done with it."""
    return _STAGE.match(label) is not None


def is_total(before: str) -> bool:
    """Tell whether the words before a number make it a total of its own."""
    return _TOTAL.search(before.strip()) is not None
