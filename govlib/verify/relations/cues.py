"""The words that tie parts to a total, and those that say that a number is no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govlib.verify.mentions.words import PLATFORMS

_LEAD = r"^\s*(?:这|上述|以上)?(?:些|当中)?\s*"
_AMONG = re.compile(rf"{_LEAD}(?:在?其中|当中|内含|内有|含(?!有关)|含有)(?:有|包括|包含|含)?(?:分别)?(?:为|是)?")
_EACH = re.compile(
    rf"{_LEAD}(?:其中)?(?:各[^，。、\d]{{0,6}})?(?:分别|依次)(?:[^，。、\d]{{0,8}}?)(?:为|是|有|系|：)?(?=\S|$)"
)
_INCLUDE = re.compile(rf"{_LEAD}(?:主要)?(?:包括|包含|涵盖|涉及|即|系|具体为|具体是|具体包括|由)(?:了)?")
_BY = re.compile(
    r"^\s*(?:从|按照?|依|以|就)[^，。、\d]{1,14}?(?:来看|来分|上看|看|划分|分类|分|统计|上分|角度)(?:的?话)?(?:有|为|是)?"
)
_ENDS_IN = re.compile(r"(?:其中|中|里面|包括|包含|分别为|分别是|分别有|具体为|具体是|构成如下|如下)$")
_OPEN_END = re.compile(r"^\s*(?:个|家|条|件)?等")
_SOME = re.compile("主要|重点|部分|典型|排名|前[一二三四五六七八九十\\d]|较多|突出的|居前|靠前|集中|之首|多为")
_REST = re.compile("其他|其它|其余|剩余|余下|另外|另有")

APART = re.compile(
    "同比|环比|[比较]上|上季|上期|上月|上年|去年|往年|今年以来|累计|平均|增加|减少|增长|下降|上升|提高|降低|增幅|降幅"
    "|此外|还有|排名|满分|应于|限期|以上均|不少于|不低于|至少|连续"
)
"""A number with one of these is of another window, or no part at all."""
FLOW = re.compile("新开|新增|新建|关停|注销|下线|清理|撤销|迁移|补备案|新备案")
"""Accounts that came or went are no part of those that there are."""
_TOTAL = re.compile("(?:合计|总计|共计|一共|总共|共有?|总数|小计|累计|总量|全部)$")
_DONE = re.compile(
    "检查|抽查|抽检|监测|普查|合格|达标|通过|办结|办理|答复|回复|受理|收到|采用|采纳|整改|发现|不达标|存在"
    "|满意|超期|超时|逾期|在办|退回|待审|删除|审发|审核|报送|发布|转载|原创"
)
_PROBLEM = re.compile(
    "存在|更新|错链|断链|死链|空白|超期|超过|未|不[^同]|缺|错|无法|失效|泄露|低|少|差|问题|隐患|违规|出现|失实"
)
_UNIT_NAME = re.compile(
    r"[\u4e00-\u9fff]*?(?:局|委|办|镇|乡|街道|办事处|中心|公司|厅|院|所|队|会|社|委员会|管委会|政府|分局|支队|区|县|市|州|旗)$"
)
_LEVEL = re.compile(
    "市直|县直|区直|州直|省直|市级|县级|区级|省级|乡镇|镇街|街道办|县区|区县|市县|县（|县\\(|门户|部门|本级|直属|基层|地方"
)
_MONTH = re.compile(r"月份?$|批次?$|季度$|第[一二三四五六七八九十\d]+[批轮次期]")
_BAND = re.compile("分以上|分以下|分及以上|分[—\\-~～至到]|分之间|满分|[—\\-~～至到]\\d+分|等次|等级|档|优秀|良好|优|良|中|差|较好|一般")
_KIND = re.compile("类$|类型$|类(?:信件|留言|来信|诉求|工单|问题|信息|咨询)|咨询|投诉|求助|建议|举报|建言|表扬|感谢|其他|其它")
_PAIRS = (
    ("市直|市级|市本级|市属|市政府", "县区|区县|市县|县（|县\\(|县级|基层|各县|区级|乡镇|镇街"),
    ("县直|县级|区直|区级|县属", "乡镇|镇街|镇（|镇\\(|乡（|街道|各镇"),
    ("省直|省级|省本级", "市县|市州|市级|各市"),
    ("门户", "部门"),
    ("已?办结|已?办理完|已?答复|已?回复|处理完", "在办|正在办理|正在处理|办理中|处理中|未办结|尚未|待办"),
    ("^有效|有效(?:件|信|来|诉|留)", "无效"),
    ("^合格|(?<!不)合格|(?<!不)达标|(?<!未)通过", "不合格|不达标|未达标|未通过"),
    ("^已|已(?:整改|修改|改正|更正)|整改完成|完成整改", "未整改|未修改|未改|正在整改|未完成|尚未"),
    ("按期|按时", "超期|逾期|超时"),
    ("自建|原创", "转载|转发"),
    ("(?<!未)采用|(?<!未)采纳", "未采用|未采纳"),
    ("男", "女"),
)
_PAIR = 2
_FILLER = re.compile(r"^(?:其中|分别|依次|为|是|有|即|共有?|包括|包含|含|[：:，、\s])+|(?:为|是|有|共|共有|达|计|[：:\s])+$")


@dataclass(frozen=True)
class Cue:
    """What ties parts to the total before them: ``kind`` is each, include, among, by, colon or bracket; ``length`` of its words."""

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


def is_rest(label: str) -> bool:
    """Tell whether a label means all that has no name of its own."""
    return _REST.search(label) is not None


def is_total(before: str) -> bool:
    """Tell whether the words before a number make it a total of its own."""
    return _TOTAL.search(before.strip()) is not None


def is_whole(labels: Sequence[str]) -> bool:
    """Tell whether the names of parts leave nothing out: a pair that completes itself, bands from above to below."""
    if len(labels) == _PAIR and any(
        (re.search(one, first) and re.search(other, second) and not re.search(other, first))
        or (re.search(one, second) and re.search(other, first) and not re.search(other, second))
        for one, other in _PAIRS
        for first, second in [labels]
    ):
        return True
    return any("分以下" in label or "分及以下" in label for label in labels) and any(
        re.search("分以上|分及以上|满分|100分", label) for label in labels
    )


def bare_label(words: str) -> str:
    """Return the words that name a part, without those that tie it to the total."""
    return _FILLER.sub("", _FILLER.sub("", words)).strip()


def class_of(label: str) -> str:
    """Return by what a part is told apart: 平台 层级 类型 单位 批次 分档 办理 问题, "" where none of these is plain."""
    if any(word in label for words in PLATFORMS.values() for word in words) or re.search("APP|App|百家号|大鱼|企鹅|贴吧|人民号|一点|微视|小红书|B站|哔哩|知乎|澎湃|网易|搜狐|强国|人民日报|公众号|订阅号|服务号|头条|快手|抖音|微博", label):
        return "平台"
    if _BAND.search(label):
        return "分档"
    if _MONTH.search(label):
        return "批次"
    if _LEVEL.search(label):
        return "层级"
    if _DONE.search(label):
        return "办理"
    if _KIND.search(label):
        return "类型"
    if _UNIT_NAME.fullmatch(label):
        return "单位"
    return "问题" if _PROBLEM.search(label) else ""
