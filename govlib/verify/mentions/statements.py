"""What is said of the names of a list: the words that say it, of which matter, praise or blame, done or not done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from govlib.verify.draft.model import Block
from govlib.verify.mentions.name_lists import NameList

PRAISE, BLAME = "表扬", "批评"

_LED = re.compile(
    r"(?:(?:分别|依次|主要|名单|具体)?(?:[是为有即]|如下|包括|如|例如|比如)|[：:]|其中|表扬了?|批评了?"
    r"|约谈了?)[：:，,]?\s*[“]?$"
)
_TOPICS = {
    "网站": "政府网站|门户网站|网站|网页",
    "新媒体": "政务新媒体|新媒体|公众号|微信|微博|抖音|账号|视频号",
    "信箱": "信箱|来信|留言|信件|网民|诉求|咨询投诉",
    "信息报送": "信息报送|报送信息|稿件|报送",
    "转载": "转载|转发",
    "政务公开": "政务公开|政府信息公开|信息公开",
    "依申请公开": "依申请公开",
    "解读": "政策解读|解读",
    "整改": "整改",
    "错情": "错别字|错敏|错情|错误表述|表述错误|错写",
    "开放日": "开放日",
    "热线": "热线|12345",
    "年报": "年度报告|年报|年度报表",
    "专栏": "专题|专栏|专区",
}
_WIDE = ("网站", "新媒体", "信箱", "热线")
_NARROW = ("转载", "信息报送", "依申请公开", "解读", "整改", "错情", "开放日", "热线", "年报", "专栏", "信箱")
_HEADING = 20
_SHORT = 3
_FOR_INSTANCE = re.compile("如(?!下)|其中")
_PRAISE = re.compile(
    "(?:情况|工作|总体|运行|运维|保障|质量|表现|成效|开展|落实|完成)[^，,。；;]{0,6}(?:良好|较好|优秀"
    "|优良|突出|显著|明显|出色|扎实|到位(?<!不到位))"
    "|做[得的]较?好|通报表扬|予以表扬|给予表扬|值得肯定|优秀等次|优秀单位|名列前茅|表现优异"
)
_BLAME = re.compile(
    "不力|滞后|较差|最差|重视不[够足]|不到位|不够到位|通报批评|予以批评|不合格|单项否决|给予批评|落后|薄弱|敷衍|松懈"
    "|迟缓|推诿|(?:质量|效果"
    "|成效)[^，,。；;]{0,4}(?:不[高佳好]|较差)|做[得的](?:不好|较差)|不理想|问题(?:较多|突出|严重)"
)
_OTHER_TIME = re.compile(
    "上期|上季度|上一季度|上月|上年|去年|往年|此前|以往|曾经|上次|前期|第[一二三四]季度[^，。]{0,6}曾"
    "|上半年|下一步|今后|(?<![按照定条])要求(?!的)|要(?!求|素|闻"
    "|点)|杜绝|避免|防止|严禁|对照|参照|学习|^的(?:做法|经验|要求|部署)|务必|应当|必须|确保"
)
_WINDOW = re.compile(r"\d{1,2}月|第?[一二三四]季度|[上下]半年|第[一二三四五]批|第[一二三四五]次|\d{4}年")
_NOT = "没有|没|未能?|尚未|不(?![断仅但少久])|无法"
_ACT = re.compile(
    rf"(?P<not>(?:{_NOT})[^，,。；;：:、]{{0,10}}?)?"
    "(?P<verb>完成|开展|报送|上报|提交|报备|备案|转发|转载|更新|整改|落实|(?<!政务)(?<!信息)公开|公布"
    "|答复|回复|办结|达标|达到|合格|通过|建立|设置|添加|开设|发布|注销"
    "|关停)了?(?P<object>[^，,。；;：:、有是为的（()）“”了]{0,16})(?P<nought>为(?:0|零|０))?"
)
_DENIAL = re.compile(f"{_NOT}|按照?要求|按规定|按时|按期|如期|及时|全部|已经?|均|都|圆满|顺利|单位|部门|的")
_TRIM = re.compile("^了|(?:的?(?:责任|主办)?(?:单位|部门|乡镇|镇|网站|账号|地区|县区)?)$|(?:情况|工作)$")


@dataclass(frozen=True)
class Statement:
    """Names and what is said of them; ``words`` are of the line above where a list stands alone.

    ``topics`` are the matters it is of, ``elsewhen`` says that it is of another time or a demand,
    ``tone`` is 表扬, 批评 or "".
    """

    names: NameList
    words: str
    topics: frozenset[str]
    tone: str
    elsewhen: bool


def list_statements(blocks: Sequence[tuple[int, Block]], lists: Sequence[Sequence[NameList]]) -> Iterator[Statement]:
    """Yield the lists of names and the single named bodies of a draft, each with what is said of it."""
    before = ""
    for at, block in blocks:
        for place, names in enumerate(lists[at]):
            if not names.sure or any(name.kind == "引号" for name in names.names):
                continue
            words = _words_of(block.text, names, lists[at][place + 1 : place + 2])
            if not words and names.start <= 1 and names.end >= len(block.text) - 1:
                words = before
            head = block.text[names.clause[0] : names.start]
            topics = find_topics(words) or _topics_around(block, names)
            yield Statement(
                names, words, topics, find_tone(words), bool(_OTHER_TIME.search(words) or _OTHER_TIME.search(head))
            )
        before = block.text.strip() if len(block.text.strip()) <= _HEADING else ""


def _words_of(text: str, names: NameList, following: Sequence[NameList]) -> str:
    """Return the words that say something of a list: those that lead to it, else those after it."""
    low, high = names.clause
    head = text[low : names.start]
    led = _LED.search(head)
    rest = re.split("[，,]", text[names.end : high])[0].strip()
    if led and _FOR_INSTANCE.search(led[0]) and len(rest) > _SHORT and not rest.startswith("等"):
        led = None
    if led and re.search("[^，,]", head[: led.start()]):
        clause = re.split("[，,]", head[: led.start()])
        return next((part for part in reversed(clause) if part.strip()), "")
    tail = text[names.end : high]
    if following and following[0].sentence == names.sentence and _LED.search(tail):
        tail = "，".join(re.split("[，,；;]", tail.rstrip("，,：:"))[:-1])
    return tail.strip("，,：: 、")


def find_topics(text: str) -> frozenset[str]:
    """Return the matters that words speak of; a narrow one (转载) hides the wide one (新媒体) it belongs to."""
    found = frozenset(name for name, words in _TOPICS.items() if re.search(words, text))
    narrow = found & set(_NARROW)
    return narrow or found


def find_things(text: str) -> frozenset[str]:
    """Return the wide matters that words name: 网站, 新媒体, 信箱, 热线."""
    return frozenset(name for name in _WIDE if re.search(_TOPICS[name], text))


def _topics_around(block: Block, names: NameList) -> frozenset[str]:
    """Return the matters of the sentence, else of what the paragraph begins with, else of the headings above."""
    low, high = names.sentence
    first = re.split("[，,。；;：:]", block.text)[0]
    for text in (block.text[low:high], first, *reversed(block.section)):
        topics = find_topics(text)
        if topics:
            return topics
    return frozenset()


def find_windows(text: str) -> frozenset[str]:
    """Return the months, quarters and batches that words speak of."""
    return frozenset(_WINDOW.findall(text))


def find_tone(words: str) -> str:
    """Return whether words praise or blame in general, "" where they do neither or both."""
    praise, blame = bool(_PRAISE.search(words)), bool(_BLAME.search(words))
    return PRAISE if praise and not blame else BLAME if blame and not praise else ""


@dataclass(frozen=True)
class Act:
    """Something done or not done: its verb and object, as 完成 目标任务."""

    verb: str
    object: str
    done: bool


def find_act(words: str) -> Act | None:
    """Return the first act that words tell, None where they tell none."""
    match = _ACT.search(words)
    if match is None:
        return None
    target = match["object"]
    for _ in range(2):
        target = _TRIM.sub("", target)
    return Act(match["verb"], target, not (match["not"] or match["nought"]))


def strip_denials(words: str) -> str:
    """Return words without what denies or praises the act in them: 没有按时完成整改 is 完成整改."""
    return _DENIAL.sub("", words)
