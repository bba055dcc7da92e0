"""What there was, what came and went, what there is: 期初＋新开－关停＝期末, and the net of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from govlib.verify.check import RIGHT, UNCHECKED, WRONG
from govlib.verify.mentions.amounts import Amount
from govlib.verify.relations.adding import Part, Sum, are_alike, does_fit

_BEGIN = re.compile(
    "期初|年初|原有|此前|上(?:一)?个?(?:季度|季|期|月|年度|年)(?:末|底|度末)|去年(?:末|底)"
    r"|(?<!截至)(?<!截止)(?<!至)(?<!\d)\d{1,2}月(?:末|底)|第?[一二三]季度末|上(?:期|季度|月|年)"
)
_PLUS = re.compile("新开|新增|新建|新备案|补备案|新注册|新纳入|新设|恢复运行|增设|新增设|新登记")
_MINUS = re.compile("关停|关闭|注销|清理|下线|撤销|撤并|停用|停更|整合|迁移|合并|减少(?!了)|退出|归并")
_END = re.compile(
    "期末|目前|现有|现在|[本该](?:季度|季|期|月|年)(?:末|底)|尚有|实有|剩余|正在运行|在运行|存量|截至|截止|现|共有|总数"
)
_NET = re.compile("净(?P<sign>增加?|减少?)")
_INSIDE = re.compile("其中|含|包括")
_OTHER = re.compile("变更|划转|移交|转为|拟|计划|待|逐步|未完成|疑似|仍|申请|累计|以来|分别")
_REACH = 2


def find_stock(text: str, amounts: Sequence[Amount]) -> Iterator[Sum]:
    """Yield what a paragraph says that there was, came, went and is left."""
    counts = [one for one in amounts if one.is_count and not _is_inside(text, one)]
    for _, group in groupby(counts, key=lambda one: text.count("。", 0, one.start) // _REACH):
        yield from _judge(text, list(group))
    yield from _judge(text, counts)
    yield from _find_net(text, counts)


def _is_inside(text: str, one: Amount) -> bool:
    start = max(text.rfind(mark, 0, one.start) for mark in "。；;，,：:")
    return one.bracket >= 0 or bool(_INSIDE.search(text, start + 1, one.start))


def _kinds(text: str, counts: Sequence[Amount]) -> dict[str, list[Amount]]:
    kinds: dict[str, list[Amount]] = {"begin": [], "plus": [], "minus": [], "end": []}
    at = 0
    for one in counts:
        lead = text[max(at, text.rfind("。", 0, one.start) + 1) : one.start]
        at = one.end
        clause = re.split("[，,、；;：:]", lead)[-1]
        after = one.after[:6]
        if _PLUS.search(clause):
            kinds["plus"].append(one)
        elif _MINUS.search(clause) or (not clause.strip() and _MINUS.search(after)):
            kinds["minus"].append(one)
        elif _BEGIN.search(lead) and not re.search("[较比]", lead):
            kinds["begin"].append(one)
        elif _END.search(lead):
            kinds["end"].append(one)
    return kinds


def _judge(text: str, counts: Sequence[Amount]) -> Iterator[Sum]:
    kinds = _kinds(text, counts)
    begin, end, changes = kinds["begin"], kinds["end"], [*kinds["plus"], *kinds["minus"]]
    if len(begin) != 1 or not end or not changes:
        return
    first = begin[0]
    changes = [one for one in changes if are_alike(one, first)]
    ends = [one for one in end if are_alike(one, first) and one.start > first.start]
    if not changes or not ends:
        return
    last = next((one for one in ends if one.start > max(each.start for each in changes)), ends[-1])
    parts = (
        Part(first, "期初"),
        *(
            Part(one, "关停" if one in kinds["minus"] else "新开", sign=-1 if one in kinds["minus"] else 1)
            for one in sorted(changes, key=lambda each: each.start)
        ),
    )
    span = (first.start, max(one.end for one in changes))
    words = text[min(first.start, last.start) : max(span[1], last.end)]
    sure = not _OTHER.search(words) and text.count("。", first.start, last.end) <= 1
    sure = sure and len({one.thing for one in (first, last) if one.thing}) <= 1
    verdict = RIGHT if does_fit(last, parts) else WRONG if sure else UNCHECKED
    why = "期初加新开、减关停，与期末不等" if verdict == WRONG else ""
    yield Sum(verdict, 2, last, parts, (last.start, last.end), span, why=why)


def _find_net(text: str, counts: Sequence[Amount]) -> Iterator[Sum]:
    """Yield net changes against what came and went before them in the same sentence."""
    for at, one in enumerate(counts):
        net = _NET.search(text, max(0, one.start - 8), one.start)
        if not net:
            continue
        before = [each for each in counts[:at] if each.sentence == one.sentence and are_alike(each, one)]
        kinds = _kinds(text, before)
        plus, minus = kinds["plus"], kinds["minus"]
        if len(plus) != 1 or len(minus) != 1:
            continue
        grows = net["sign"].startswith("增")
        signed = (Part(plus[0], "新开", sign=1 if grows else -1), Part(minus[0], "关停", sign=-1 if grows else 1))
        pair = tuple(sorted(signed, key=lambda part: -part.sign))
        verdict = RIGHT if does_fit(one, pair) else WRONG
        ordered = sorted((plus[0], minus[0]), key=lambda each: each.start)
        why = "新开与关停之差不是这个数" if verdict == WRONG else ""
        yield Sum(verdict, 2, one, pair, (net.start(), one.end), (ordered[0].start, ordered[1].end), why=why)
