"""What the name of a part says: by what the parts are told apart, and whether they leave nothing out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govlib.verify.mentions.words import PLATFORMS

_OTHER_PLATFORMS = (
    "百家号|大鱼|企鹅|贴吧|人民号|一点|微视|小红书|[BＢ]站|哔哩|知乎|澎湃|网易|搜狐|强国号|人民日报|订阅号|服务号"
)
_PLATFORM = re.compile("|".join([*(word for words in PLATFORMS.values() for word in words), _OTHER_PLATFORMS]))
_BAND = re.compile(
    r"分以上|分以下|分及以上|分及以下|分[—\-~～至到]|分之间|满分|[—\-~～至到]\d+分|等次|等级|档|优秀|良好|较好|一般|[优良中差]$"
)
_MONTH = re.compile(r"月份?$|批次?$|季度$|第[一二三四五六七八九十\d]+[批轮次期]")
_LEVEL = re.compile(
    r"主栏目|子栏目|一级|二级|三级|上级|本级|市直|县直|区直|州直|省直|市级|县级|区级|省级|乡镇|镇街|街道办|县区|区县|市县|县市|县[（(]|门户|部门|本级|直属|基层|地方"
)
_PLAIN_LEVEL = re.compile("^各?(?:县区|区县|市县|县市|市区|乡镇|镇街|街道|部门|市直|县直|区直|地市|市州)$")
_DONE = re.compile(
    "检查|抽查|抽检|监测|普查|合格|达标|通过|办结|办理|答复|回复|受理|收到|采用|采纳|整改|发现|存在"
    "|满意|超期|超时|逾期|在办|退回|待审|删除|审发|审核|报送|发布|转载|原创"
)
_KIND = re.compile(
    "类$|类型$|类(?:信件|留言|来信|诉求|工单|问题|信息|咨询)|咨询|投诉|求助|建议|举报|建言|表扬|感谢|其他|其它"
)
_UNIT_NAME = re.compile(
    r"(?!.*(?:在办|待办|督办|转办|交办|已办)$)[\u4e00-\u9fff]*?(?:局|委|办|镇|乡|街道|办事处|中心|公司|厅|院|所|队|会|社|委员会|政府|分局|支队|区|县|市|州|旗)"
)
_PROBLEM = re.compile(
    "存在|更新|错链|断链|死链|空白|超期|超过|未|不[^同]|缺|错|无法|失效|泄露|低|少|差|问题|隐患|违规|出现|失实"
)
_CLASSES = (
    ("平台", _PLATFORM.search),
    ("分档", _BAND.search),
    ("批次", _MONTH.search),
    ("层级", _PLAIN_LEVEL.match),
    ("单位", _UNIT_NAME.fullmatch),
    ("层级", _LEVEL.search),
    ("办理", _DONE.search),
    ("类型", _KIND.search),
    ("问题", _PROBLEM.search),
)
_LEVEL_PAIRS = (
    ("市直|市级|市本级|市属|市政府", r"县区|区县|市县|县[（(]|县级|基层|各县|区级|乡镇|镇街"),
    ("县直|县级|区直|区级|县属", r"乡镇|镇街|[镇乡][（(]|街道|各镇"),
    ("州直|州级|州本级", "县市|县级|各县|乡镇"),
    ("省直|省级|省本级", "市县|市州|市级|各市"),
    ("门户", "部门"),
)
_PAIRS = (
    ("已?办结|已?办理完|已?答复|已?回复|处理完", "在办|正在办理|正在处理|办理中|处理中|未办结|尚未|待办"),
    ("^有效|有效(?:件|信|来|诉|留)", "无效"),
    ("(?<!不)合格|(?<!不)达标|(?<!未)通过", "不合格|不达标|未达标|未通过"),
    ("^已|已(?:整改|修改|改正|更正)|整改完成|完成整改", "未整改|未修改|未改|正在整改|未完成|尚未"),
    ("按期|按时", "超期|逾期|超时"),
    ("自建|原创", "转载|转发"),
    ("线上", "线下"),
    ("严重", "一般|轻微"),
    ("首页|主页", "内页|次级页|二级页"),
    ("^即办", "^承诺|非即办"),
    ("^已完成|^已落实|^完成", "^正在推进|^正在实施|推进中$|^尚未完成|^未完成"),
    ("(?<!不)正常|无问题|未发现问题", "存在问题|有问题|异常|不正常"),
    ("(?<!未)采用|(?<!未)采纳", "未采用|未采纳"),
)
"""Names of two parts that leave nothing out between them."""
_PAIR = 2
_FILLER = re.compile(
    r"^(?:其中|分别|依次|为|是|有|即|共有?|包括|包含|含|[：:，、\s])+|(?:为|是|有|共|共有|达|计|各|均|[：:\s])+$"
)
_LEADING = re.compile("^(?:本次|本季度|此次|共)?(?:检查|抽查|监测|收到|受理|发布|开设|制发|公开)(?=.)(?!发现)")
_NO = re.compile("不|未|没有|尚未|非|无")
_REST = re.compile("其他|其它|其余|剩余|余下|另外|另有")
_LOWEST = re.compile("分以下|分及以下|以下$")
_HIGHEST = re.compile("分以上|分及以上|满分|^100分|以上$")


def bare_label(words: str) -> str:
    """Return the words that name a part, without those that tie it to the total."""
    plain = _FILLER.sub("", _FILLER.sub("", words)).strip()
    return _LEADING.sub("", plain)


def class_of(label: str) -> str:
    """Return by what a part is told apart: 平台 分档 批次 单位 层级 办理 类型 问题, "" where none of these is plain."""
    return next((name for name, matches in _CLASSES if matches(label)), "")


def is_rest(label: str) -> bool:
    """Tell whether a label means all that has no name of its own."""
    return _REST.search(label) is not None


def are_levels(labels: Sequence[str]) -> bool:
    """Tell whether two parts are two levels of administration, which mostly but not always leave nothing out."""
    return len(labels) == _PAIR and any(_completes(labels[0], labels[1], pair) for pair in _LEVEL_PAIRS)


def is_whole(labels: Sequence[str]) -> bool:
    """Tell whether parts leave nothing out: two that complete each other, bands from the highest to the lowest."""
    if len(labels) == _PAIR and (
        any(_completes(labels[0], labels[1], pair) for pair in _PAIRS)
        or _denies(labels[0], labels[1])
        or _denies(labels[1], labels[0])
    ):
        return True
    return any(_LOWEST.search(label) for label in labels) and any(_HIGHEST.search(label) for label in labels)


def _denies(first: str, second: str) -> bool:
    """Tell whether the second name is the first one with a word that denies it."""
    return first != "" and any(
        second[: found.start()] + second[found.end() :] in {first, f"已{first}"} for found in _NO.finditer(second)
    )


def _completes(first: str, second: str, pair: tuple[str, str]) -> bool:
    one, other = pair
    return any(
        re.search(one, left) and not re.search(other, left) and re.search(other, right)
        for left, right in ((first, second), (second, first))
    )
