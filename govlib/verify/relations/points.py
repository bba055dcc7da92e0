"""Points: so many items of so many points each, what is added to a base and taken off, what comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from govlib.text.chinese_numbers import narrow_digits
from govlib.text.quantities import split_sentences
from govlib.verify.check import RIGHT, UNCHECKED, WRONG, Check
from govlib.verify.reading import Reading
from govlib.verify.relations.adding import say

_NUMBER = r"(\d+(?:\.\d+)?)"
_ITEM = "[条篇件次个处项则期]"
_TIMES = re.compile(
    rf"(?P<n>\d+)\s?{_ITEM}(?:信息|稿件|问题)?[^，。；、\d（(×*]{{0,8}}[，,（(]?\s?"
    rf"(?:(?:均|各)?[按以]?(?:每{_ITEM}|单{_ITEM})|各|均|×|\*|x|X|乘以?)\s?"
    rf"[^，。；、\d]{{0,4}}?(?P<p>\d+(?:\.\d+)?)\s?分(?:/{_ITEM})?[)）]?"
)
_EACH_FIRST = re.compile(
    rf"每{_ITEM}[^，。；、\d]{{0,6}}(?P<p>\d+(?:\.\d+)?)\s?分[^。；\d]{{0,12}}?(?P<n>\d+)\s?{_ITEM}(?!每)"
)
_RESULT = re.compile(
    r"(?P<word>合计|共计|总计|累计|共|总积分|总分|小计|积分|[计得扣积]|＝|=)[^，。；、\d（(每]{0,6}?(?P<s>\d+(?:\.\d+)?)\s?分(?![—~～\-至以/钟])"
)
_SCORE = re.compile(r"(?P<label>[^，,。；;、：:\d（()）]{0,14})[：:]?\s?(?P<s>\d+(?:\.\d+)?)\s?分(?![—~～\-至以/钟之])")
_BASE = re.compile("基础|基本分|基准|常规")
_BONUS = re.compile("加分|附加|创新分|奖励")
_OFF = re.compile("扣|减分|罚")
_TOTAL = re.compile("总分|总得分?|最终|综合得分|合计|总成绩|实得|总计|得分$|^得$|最后得|共得|总评")
_FULL = re.compile("满分|总分值")
_BOUND = re.compile("上限|最高|不超过|至多|每|各|满分|以上|以下|平均|第")
_BRACKET = re.compile("[（(][^（）()]*[）)]")


def find_points(reading: Reading) -> Iterator[Check]:
    """Yield the checks of points that are multiplied, added and taken off within a sentence."""
    for at, block in reading.body:
        if "分" not in block.text:
            continue
        text = narrow_digits(block.text)
        for start, end in split_sentences(text):
            products = list(_find_products(reading, at, text, start, end))
            yield from products
            if not products:
                yield from _find_balance(reading, at, text, start, end)


def _find_products(reading: Reading, at: int, text: str, start: int, end: int) -> Iterator[Check]:
    pairs = sorted(
        (*_TIMES.finditer(text, start, end), *_EACH_FIRST.finditer(text, start, end)), key=lambda one: one.start()
    )
    taken: list[re.Match[str]] = []
    for pair in pairs:
        if not taken or pair.start() >= taken[-1].end():
            taken.append(pair)
    results = [
        one
        for one in _RESULT.finditer(text, start, end)
        if not any(pair.start() < one.end("s") and one.start("s") < pair.end() for pair in taken)
    ]
    for result in results:
        before = [pair for pair in taken if pair.end() <= result.start() + 1]
        if not before:
            continue
        stated = Fraction(result["s"])
        products = [Fraction(pair["n"]) * Fraction(pair["p"]) for pair in before]
        whole = sum(products, Fraction(0))
        since = max((one.end() for one in results if one.end() <= result.start()), default=start)
        new = [product for pair, product in zip(before, products, strict=True) if pair.start() >= since]
        lone = sum(new, Fraction(0))
        fits = stated in {whole, lone} or (len(new) > 1 and stated == new[-1])
        others = _list_others(text, start, result.start(), before, results)
        sure = not others and bool(new or len(before) > 1)
        if not fits and others and stated in {whole + sum(others), whole - sum(others)}:
            fits = True
        used = before if not new or stated == whole else [pair for pair in before if pair.start() >= since]
        terms = "＋".join(f"{pair['n']}×{pair['p']}" for pair in used)
        result_value = sum((Fraction(pair["n"]) * Fraction(pair["p"]) for pair in used), Fraction(0))
        verdict = RIGHT if fits else WRONG if sure else UNCHECKED
        yield Check(
            verdict=verdict,
            kind="合计",
            identity=2,
            stated=reading.quote(at, result.start(), result.end()),
            other=reading.quote(at, used[0].start(), used[-1].end()),
            said=f"{result['s']}分",
            computed=f"{terms}＝{say(stated if fits else result_value)}",
            difference="" if fits else say(stated - result_value),
            why="" if fits else "条数乘每条分值，得不到这个数" if sure else "不知道还有哪些分数计入",
        )


def _list_others(
    text: str, start: int, end: int, pairs: list[re.Match[str]], results: list[re.Match[str]]
) -> list[Fraction]:
    """Return the points before a result that belong to no product and are none themselves."""
    spans = [(one.start(), one.end()) for one in (*pairs, *results)]
    return [
        Fraction(one["s"])
        for one in _SCORE.finditer(text, start, end)
        if not any(low < one.end("s") and one.start("s") < high for low, high in spans)
    ]


def _find_balance(reading: Reading, at: int, text: str, start: int, end: int) -> Iterator[Check]:
    """Yield a score that is a base with points added and taken off."""
    plain = _BRACKET.sub(lambda found: "（" + "　" * (len(found[0]) - 2) + "）", text[start:end])
    base: list[re.Match[str]] = []
    changes: list[tuple[int, re.Match[str]]] = []
    full: list[re.Match[str]] = []
    for one in _SCORE.finditer(plain):
        label = one["label"].strip()
        if _FULL.search(label):
            full.append(one)
        elif _BOUND.search(label):
            continue
        elif _BASE.search(label) and not _BONUS.search(label):
            base.append(one)
        elif _BONUS.search(label) or label.endswith("加"):
            changes.append((1, one))
        elif _OFF.search(label):
            changes.append((-1, one))
        elif _TOTAL.search(label):
            first = base or full
            if len(first) != 1 or not changes:
                return
            yield _tell_balance(reading, at, start, first[0], changes, total=one)
            return


def _tell_balance(
    reading: Reading,
    at: int,
    start: int,
    base: re.Match[str],
    changes: list[tuple[int, re.Match[str]]],
    *,
    total: re.Match[str],
) -> Check:
    made = Fraction(base["s"]) + sum((sign * Fraction(one["s"]) for sign, one in changes), Fraction(0))
    stated = Fraction(total["s"])
    fits = made == stated
    terms = base["s"] + "".join(("＋" if sign > 0 else "－") + one["s"] for sign, one in changes)
    return Check(
        verdict=RIGHT if fits else WRONG,
        kind="合计",
        identity=2,
        stated=reading.quote(at, start + total.start(), start + total.end()),
        other=reading.quote(at, start + base.start(), start + changes[-1][1].end()),
        said=f"{total['s']}分",
        computed=f"{terms}＝{say(made)}",
        difference="" if fits else say(stated - made),
        why="" if fits else "各项得分相加减，得不到这个数",
    )
