"""Lists of names in running text: 甲、乙和丙, quoted, with brackets or numbers; names that head a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govlib.verify.mentions.names import Name, body_at_end, body_at_start, is_body, strip_lead

_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_QUOTE = re.compile('“[^“”\n]{1,30}”|"[^"\n]{1,30}"|「[^「」\n]{1,30}」')
_SENTENCE = re.compile("[^。；;！？!?\n]+")
_CLAUSE = re.compile("[，,：:](?![0-9]{3})")
_JOINT = re.compile("以及|(?<![涉普])及(?![时格])|和(?![谐平睦])|(?<!参)与(?!会)|暨")
_NUMBERED = re.compile(
    r"(?:[（(]?\s?(?:共|各|均)?\d[\d,.]*\s?(?:个|家|条|件|篇|次|处|分|项|起|封|份|天|%|％"
    r"|月)[^、，,。；;]{0,6}|连续[^、，,。；;]{1,8})$"
)
_LIST_ENDS = re.compile(r"\s*(?:[，,。；;]|等|$|\n)")
_ETC = re.compile("\\s?等")
_PLATFORMS = re.compile("微信|微博|抖音|快手|头条|视频号|公众号|小程序|APP|客户端|人民号|百家号")
_SITE_WORDS = re.compile("(?:人民政府|政府)?(?:部门|门户)?网站")
_SITE_TAIL = re.compile("(?<=[局委办厅会院心府镇乡道县区市队站])(?:人民政府|政府)?(?:部门|门户)?网站$")
_KIND = re.compile("(?:政务)?(?:微信|微博|抖音|快手|今日头条|头条|视频)?(?:公众号|订阅号|视频号|账号|栏目|网站|网|号)?")
_IN_QUOTE = "\ue000"
_SHORT_ITEM = 15


@dataclass(frozen=True)
class NameList:
    """Names that stand together at ``start:end`` of block ``block``; ``is_open`` where 等 follows.

    ``sure`` says that every item is surely one name, ``parts`` how many names each piece between commas has.
    ``sentence`` and ``clause`` are spans: the whole sentence, and from the end of the list before in it to the start
    of the next one.
    """

    block: int
    start: int
    end: int
    names: tuple[Name, ...]
    is_open: bool
    sure: bool
    parts: tuple[int, ...]
    sentence: tuple[int, int]
    clause: tuple[int, int]


@dataclass(frozen=True)
class Item:
    """What stands between two marks of a list; ``name`` is None where it isn't surely a name.

    ``head`` are words before the name in it, where a list begins, ``tail`` those after it, where one ends.
    """

    start: int
    end: int
    name: Name | None = None
    head: str = ""
    tail: str = ""


def blank(text: str) -> str:
    """Return a text of the same length whose quotations are filled with one sign and whose brackets with blanks."""
    plain = _QUOTE.sub(lambda found: _IN_QUOTE * len(found[0]), text)
    return _BRACKET.sub(lambda found: " " * len(found[0]), plain)


def list_names(text: str, block: int) -> list[NameList]:
    """Return the lists of names of a paragraph and the single names that begin its clauses, in their order."""
    found: list[NameList] = []
    plain = blank(text)
    for sentence in _SENTENCE.finditer(plain):
        groups = list(_join_clauses(text, plain, sentence.start(), sentence.end(), block))
        for at, (start, end, names, sure, parts) in enumerate(groups):
            low = groups[at - 1][1] if at else sentence.start()
            high = groups[at + 1][0] if at + 1 < len(groups) else sentence.end()
            is_open = bool(_ETC.match(plain, end))
            found.append(NameList(block, start, end, names, is_open, sure, parts, sentence.span(), (low, high)))
    return found


_Group = tuple[int, int, tuple[Name, ...], bool, tuple[int, ...]]


def _join_clauses(text: str, plain: str, start: int, end: int, block: int) -> Iterator[_Group]:
    """Yield the groups of a sentence; lists that a comma alone parts are one list."""
    held: _Group | None = None
    for low, high in split_clauses(plain, start, end):
        for group in _read_clause(text, plain, low, high, block):
            gap = plain[held[1] : group[0]].strip() if held else ""
            goes_on = len(group[2]) > 1 or _LIST_ENDS.match(plain, group[1])
            if held and gap in {"，", ","} and goes_on and (len(held[2]) > 1 or len(group[2]) > 1):
                held = (held[0], group[1], held[2] + group[2], held[3] and group[3], held[4] + group[4])
                continue
            if held:
                yield held
            held = group
    if held:
        yield held


def split_clauses(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans between the commas and colons of a blanked sentence."""
    at = start
    for mark in _CLAUSE.finditer(plain, start, end):
        yield at, mark.start()
        at = mark.end()
    yield at, end


def _read_clause(text: str, plain: str, low: int, high: int, block: int) -> Iterator[_Group]:
    """Yield the groups of names of a clause: the runs of items that are names."""
    run: list[Name] = []
    items = split_items(text, plain, low, high, block)
    for at, item in enumerate(items):
        if run and (item.name is None or item.head or (item.name.owner and not run[-1].owner)):
            yield run[0].start, _end(run[-1], plain), tuple(run), False, (len(run),)
            run = []
        if item.name is None:
            continue
        run.append(item.name)
        if item.tail or at == len(items) - 1:
            yield run[0].start, _end(run[-1], plain), tuple(run), True, (len(run),)
            run = []


def _end(name: Name, plain: str) -> int:
    """Return the end of a name with the blanks that its brackets left."""
    end = name.end
    while end < len(plain) and plain[end] == " ":
        end += 1
    return end if end < len(plain) and plain[end - 1] == " " else name.end


def split_items(text: str, plain: str, low: int, high: int, block: int) -> list[Item]:
    """Return what stands between the 、 of a span; 和 between two names parts them too, and quotations that touch."""
    bounds = []
    at = low
    for place in range(low, high + 1):
        if place == high or plain[place] == "、":
            bounds.append((at, place))
            at = place + 1
    quoted = [piece for start, end in bounds for piece in _part_quotes(text, plain, start, end)]
    pieces = [piece for start, end in quoted for piece in _part_joined(plain, start, end)]
    items: list[Item] = []
    for number, (start, end) in enumerate(pieces):
        follows = bool(items and items[-1].name and not items[-1].tail)
        items.append(_read_item(text, plain, start, end, block, follows=follows, goes_on=number + 1 < len(pieces)))
    return items


def _part_quotes(text: str, plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for quote in _QUOTE.finditer(text, start, end):
        if quote.end() < end and plain[quote.end()] == _IN_QUOTE and text[quote.end()] in '“"「':
            yield at, quote.end()
            at = quote.end()
    yield at, end


def _part_joined(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return an item in two where 和 joins two names: each must be one as it stands."""
    for joint in _JOINT.finditer(plain, start, end):
        left, right = plain[start : joint.start()].strip(), plain[joint.end() : end].strip()
        is_left = bool(body_at_end(_SITE_TAIL.sub("", left))) or left.endswith(_IN_QUOTE)
        is_right = bool(body_at_start(right)) or right.startswith(_IN_QUOTE)
        if is_left and is_right:
            return [(start, joint.start()), *_part_joined(plain, joint.end(), end)]
    return [(start, end)]


def _read_item(text: str, plain: str, start: int, end: int, block: int, *, follows: bool, goes_on: bool) -> Item:
    """Return an item; ``follows`` says that a name stands before it in the list, ``goes_on`` that 、 comes after it."""
    while start < end and plain[start] in " \u3000\xa0":
        start += 1
    words = plain[start:end].rstrip(" \u3000\xa0|")
    quote = _QUOTE.search(text, start, start + len(words))
    if quote:
        return _read_quote(text, plain, quote, (start, start + len(words)), block, goes_on=goes_on)
    opened = _BRACKET.search(text, start, end)
    site = _SITE_TAIL.search(words)
    words = words[: site.start()] if site else words
    if not words:
        return Item(start, end)
    if opened and _PLATFORMS.search(opened[0]) and not body_at_start(words[: opened.start() - start]):
        return _read_account(plain, opened, start, end, block, follows=follows)
    number = _NUMBERED.search(words)
    words = words[: number.start()].rstrip() if number else words
    at, name = start, body_at_start(words)
    if goes_on and not follows and not is_body(words):
        last = body_at_end(words)
        at, name = (start + len(words) - len(last), last) if last else (at, name)
    elif follows and not name and goes_on:
        name = body_at_end(words)
        at = start + len(words) - len(name)
    if name and not follows and body_at_end(name):
        at, name = at + len(name) - len(body_at_end(name)), body_at_end(name)
    if not name:
        return Item(start, end)
    after = at + len(name)
    tail = plain[after : start + len(words)].strip()
    tail = "" if _SITE_WORDS.fullmatch(tail) else tail
    return Item(start, end, Name(block, at, after, name, "单位", _note(text, after, end)), plain[start:at], tail)


def _read_account(plain: str, opened: re.Match[str], start: int, end: int, block: int, *, follows: bool) -> Item:
    """Return an item whose brackets tell the platform: what stands before them is an account."""
    words = plain[start : opened.start()].rstrip()
    if not 1 < len(words) <= _SHORT_ITEM:
        return Item(start, end)
    head = 0 if follows else len(words) - len(strip_lead(words))
    name = Name(block, start + head, start + len(words), words[head:], "账号", opened[0][1:-1])
    return Item(start, end, name, plain[start : start + head], plain[opened.end() : end].strip())


def _read_quote(
    text: str, plain: str, quote: re.Match[str], span: tuple[int, int], block: int, *, goes_on: bool
) -> Item:
    """Return an item with a quotation: it is the name if nothing but its kind follows it, or the list ends with it."""
    start, end = span
    before, after = plain[start : quote.start()].strip(), plain[quote.end() : end].strip()
    body = body_at_start(before)
    if body and len(before) > len(body):
        body = body_at_end(body) or body
        at = plain.index(body, start)
        return Item(
            start, end, Name(block, at, at + len(body), body, "单位"), plain[start:at], plain[at + len(body) : end]
        )
    if _IN_QUOTE in before or _IN_QUOTE in after or (goes_on and after and not _KIND.fullmatch(after)):
        return Item(start, end)
    owner = body_at_end(before)
    name = Name(block, quote.start(), quote.end(), quote[0][1:-1], "引号", _note(text, quote.end(), len(text)), owner)
    return Item(start, end, name, before.removesuffix(owner), "" if goes_on else after)


def _note(text: str, start: int, end: int) -> str:
    found = _BRACKET.match(text, start, end)
    return found[0][1:-1] if found else ""
