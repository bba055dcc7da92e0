"""A title over its lines: broken between words only, lines of unlike length, as 梯形 or 菱形."""

from __future__ import annotations

import re
from functools import cache

_FEWEST = 4
_BROKEN_WORD = 60.0
_WORDS = (
    "人民政府办公室|人民政府|政务服务和数字化建设管理局|办公厅|办公室|政府网站|政务新媒体|政务公开"
    "|政府信息公开|信息公开|政务服务|网站|新媒体|检查情况|抽查情况|监测情况|运行情况|管理情况|整改情况"
    "|工作情况|建设情况|普查情况|发布情况|保障情况|排名情况|落实情况|情况|突出问题|存在|发现|问题|检查"
    "|抽查|监测|普查|复查|巡查|专项|整改|运行|管理|建设|发布|公开|工作|集约化|规范|内容|信息|报送|考核"
    "|评估|结果|通报|通知|报告|公告|季度|上半年|下半年|半年|全年|年度|全省|全市|全县|全区|全州|全镇"
    "|各地|各单位|统计表|一览表|情况表|明细表|汇总表|名单|清单|台账|关于|统计|汇总|明细|账号|栏目|单位"
)
_TOKEN = re.compile(
    r"\d{4}年(?:第?[一二三四1234]季度|\d{1,2}(?:[—－-]\d{1,2})?月|[上下]半年|年?度)?|第[一二三四五六七八九十\d]+[季批次期轮]度?|[A-Za-z0-9.%％]+"
    r"|“[^”]{0,12}”|《[^》]{0,12}》|" + "|".join(sorted(_WORDS.split("|"), key=len, reverse=True))
)
_NEVER_FIRST = frozenset("的和与及、，。”》）：；")
_NEVER_LAST = frozenset("“《（第")


def break_title(title: str, width: int, office: str = "") -> list[str]:
    """Return the lines of a title, each at most ``width`` characters where words allow it.

    The name of the office stands on its own line where the title begins with it; no line begins with 的, 和 or a mark
    that closes, none ends with 关于; a word is broken only where it is longer than a line.
    """
    text = "".join(title.split("\n")).strip()
    if measure(text) <= width:
        return [text] if text else []
    if office and text.startswith(office) and measure(text) - measure(office) >= _FEWEST:
        rest = text[len(office) :]
        own = break_title(office, width)
        return [*own, *break_title(rest, width)]
    return _break(tuple(_tokens(text)), width)


def measure(text: str) -> float:
    """Return the width of a text in full characters; Latin letters and digits are half as wide."""
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def _tokens(text: str) -> list[str]:
    """Return the words of a title; what is no known word stays together with its neighbours that are none either."""
    tokens: list[str] = []
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            tokens.extend(_split_unknown(text[at : match.start()]))
        tokens.append(match[0])
        at = match.end()
    tokens.extend(_split_unknown(text[at:]))
    return tokens


def _split_unknown(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[的和与及、，：])|(?=[的和与及])", text) if part]


def _break(tokens: tuple[str, ...], width: int) -> list[str]:
    """Return the breaking with the least cost, over as few lines as will do."""
    tokens = tuple(piece for token in tokens for piece in _cut(token, width))
    total = sum(measure(token) for token in tokens)
    lines = max(2, -int(-total // width))

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[str, ...]]:
        if left == 1:
            line = "".join(tokens[start:])
            return _cost(line, width, total / lines), (line,)
        found: tuple[float, tuple[str, ...]] = (float("inf"), ("".join(tokens[start:]),))
        for end in range(start + 1, len(tokens)):
            line = "".join(tokens[start:end])
            cost, rest = best(end, left - 1)
            cost += _cost(line, width, total / lines) + _step(line, rest[0], tokens[end - 1])
            if cost < found[0]:
                found = (cost, (line, *rest))
        return found

    tried = [best(0, number) for number in range(lines, lines + 3) if number <= len(tokens)]
    return (
        list(min(enumerate(tried), key=lambda pair: (pair[1][0] + 8 * pair[0], pair[0]))[1][1])
        if tried
        else list(tokens)
    )


def _cut(token: str, width: int) -> list[str]:
    if measure(token) <= width:
        return [token]
    return [token[at : at + width] for at in range(0, len(token), width)]


def _cost(line: str, width: int, even: float) -> float:
    length = measure(line)
    over = 1000.0 * (length - width) if length > width else 0.0
    short = 20.0 * (_FEWEST - length) if length < _FEWEST else 0.0
    return over + short + (length - even) ** 2 / 10


def _step(line: str, following: str, last: str) -> float:
    """Return what a break costs by the words around it; lines of one length are a block, which the standard forbids."""
    bad = following[:1] in _NEVER_FIRST or line[-1:] in _NEVER_LAST or last == "关于"
    block = 3.0 if measure(line) == measure(following) else 0.0
    soft = 1.5 if line[-1:] in "的和与及" else 0.0
    return (_BROKEN_WORD if bad else 0.0) + block + soft
