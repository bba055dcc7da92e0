"""Document numbers written wrong (川府发(2024)03号), impossible, or given to two documents at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from govlib.text.chinese_dates import read_number
from govlib.text.document import Document, Doubt
from govlib.text.hits import SUSPECTED
from govlib.text.looking import keep_apart, list_matching
from govlib.text.rules.kit import Find, Kit, Rule
from govlib.text.signed import read_bearing

_ORDINARY = "一般"
_DOUBLED = "“号”字重复"
_YEARLESS = "发文字号缺年份"
_FIRST_YEAR, _LAST_YEAR, _STANDARD_YEAR = 1949, 2099, 2013
_BLANK = "[ \u3000\xa0]?"
_DIGITS = r"[0-9０-９]"
_NUMBER = re.compile(
    rf"(?P<open>[〔\[［（(【{{〖﹝]){_BLANK}(?P<year>{_DIGITS}{{0,5}}|[〇零○一二三四五六七八九]{{4}})(?P<nian>年?){_BLANK}"
    rf"(?P<close>[〕\]］）)】}}〗﹞]?){_BLANK}(?P<di>第?){_BLANK}(?P<serial>{_DIGITS}{{0,5}}|[一二三四五六七八九十]{{1,3}}){_BLANK}(?P<hao>号+)"
)
_OPEN, _CLOSE = "〔﹝", "〕﹞"
_AGENCY = re.compile(
    r"[一-龥][发办函规复党委组任批备电通字令政法督干纪财教建审税"
    r"改环卫医商农林水社保安应急资市监文旅体国人民工信科统住交宣]$"
)
_NO_AGENCY = re.compile(
    r"(?:合同|批次|编号|案件|提案|议案|建议|鉴定|证书|研发|开发|研究|项目|投资|医保|科技|公安|国资|旅游|文体)$"
)
_WITH_DI = re.compile(r"(?:公告|通告|令|字|罚|决|许可|决定|决定书|证|告)$")
_NO_YEAR = re.compile(
    r"(?<![一-龥])(?:国发|国办发|国函|国办函|[一-龥]{1,3}[府政](?:办发|办函|发|函)|中办发)"
    r"[ \u3000]?\d{1,3}号(?!文|机|楼)"
)
_YEAR_TWICE = re.compile(r"〔〔?(\d{4})〕[ \u3000]?〔?(?:\1)?〕(?=[ \u3000]?第?\d)")
_OWN = re.compile(r"[一-龥]{1,10}〔(\d{4})〕\d{1,4}号")
_CITED = re.compile(r"》[ \u3000]?[（(]([一-龥]{2,16})[〔\[(（](\d{4})[〕\])）](\d{1,5})号")
_LOOKED_FOR = re.compile(r"号(?<=[\d〕\]］）)】}〗﹞第一二三四五六七八九十 \u3000\xa0]号)")
_LONGEST_TITLE, _LONGEST_AGENCY = 120, 12
_SHORTEST_TITLE = 10
_OWN_PASSAGES = 10


class _Citation(NamedTuple):
    """A title with the number behind it, and where the number stands."""

    title: str
    agency: str
    year: str
    serial: str
    passage: int
    start: int
    end: int


def prepare(kit: Kit) -> Find:
    """Return what finds document numbers that are against the standard, impossible or contradict each other.

    Round and square brackets of years before the standard of 2012, and numbers without a year, are 疑似. A year is
    impossible before 1949 and after the document's own date.
    """
    del kit

    return lambda document: keep_apart(_find(document))


def _find(document: Document) -> Iterator[Doubt]:
    last: date | None = None
    asked = False
    citations: list[_Citation] = []
    for number, passage in list_matching(document, _LOOKED_FOR):
        text = passage.text
        for match in _NUMBER.finditer(text):
            if not asked:
                asked, last = True, _find_last_day(document)
            doubt = _judge(text, number, match, last)
            if doubt:
                yield doubt
        yield from _find_doubled(text, number)
        for match in _NO_YEAR.finditer(text):
            yield Doubt(number, *match.span(), kind=_YEARLESS, note="发文字号里没有年份", severity=SUSPECTED)
        citations += _list_citations(text, number)
    yield from _compare(citations)
    if asked:
        yield from _judge_own(document)


def _find_doubled(text: str, number: int) -> Iterator[Doubt]:
    """Yield a number that stands twice in a row, or whose year does."""
    matches = list(_NUMBER.finditer(text))
    for before, after in pairwise(matches):
        between = text[before.end() : after.start()].strip("、，, \u3000")
        is_same = before["year"] and before["serial"] and before[0] == after[0]
        if is_same and text.endswith(between, 0, before.start()) and len(between) <= _LONGEST_AGENCY:
            yield Doubt(
                number, before.end(), after.end(), kind="文号重复", note="同一个文号连写两次", severity=_ORDINARY
            )
    for match in _YEAR_TWICE.finditer(text):
        note = "年份连写两次"
        yield Doubt(number, *match.span(), right=f"〔{match[1]}〕", kind="文号重复", note=note, severity=_ORDINARY)


def _judge(text: str, number: int, match: re.Match[str], last: date | None) -> Doubt | None:
    agency = text[max(0, match.start() - 12) : match.start()].rstrip(" \u3000\xa0")
    standard = match["open"] in _OPEN and match["close"] != "" and match["close"] in _CLOSE
    if not standard and (not _AGENCY.search(agency) or _NO_AGENCY.search(agency)):
        return None
    if not match["close"] or not (match["year"] or match["serial"]) or (not match["serial"] and " " in match[0]):
        # no number at all, or an empty form to be filled in
        return None
    wrong = _find_impossible(match, last, standard=standard)
    if wrong is not None:
        return Doubt(number, *match.span(), kind=wrong[0], note=wrong[1], severity=_ORDINARY) if wrong[0] else None
    right, reasons = _correct(match, agency, standard=standard)
    if not reasons:
        return None
    note, severity = "，".join(reasons), ""
    if _DOUBLED in reasons:
        severity = _ORDINARY
    elif int(right[1:5]) < _STANDARD_YEAR:
        severity = SUSPECTED
    return Doubt(number, *match.span(), right=right, kind="发文字号格式", note=note, severity=severity)


def _find_impossible(match: re.Match[str], last: date | None, *, standard: bool) -> tuple[str, str] | None:
    """Return the kind and the note of a number that can't be; a kind of "" where it is no document number at all."""
    written = match["year"]
    year = _read_year(unicodedata.normalize("NFKC", written))
    if not written:
        return (_YEARLESS, "发文字号里没有年份") if standard else ("", "")
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        is_number = standard or len(written) > len("2024")
        return ("发文字号年份错误", f"没有{written}年的文件") if is_number else ("", "")
    if not match["serial"]:
        return "发文字号缺顺序号", "发文字号里没有顺序号"
    if last is not None and year > last.year:
        return "发文字号年份错误", f"文件日期是{last.year}年，文号的年份是{year}"
    return None


def _correct(match: re.Match[str], agency: str, *, standard: bool) -> tuple[str, list[str]]:
    """Return a number as the standard writes it, and what it is that is written otherwise."""
    year = _read_year(unicodedata.normalize("NFKC", match["year"]))
    serial = unicodedata.normalize("NFKC", match["serial"])
    with_di = bool(match["di"] and _WITH_DI.search(agency))
    judged = {
        "年份用六角括号〔〕": not standard or match["open"] != "〔" or match["close"] != "〕",
        "年份后不写“年”": bool(match["nian"]),
        "顺序号前不加“第”": bool(match["di"]) and not with_di,
        "顺序号不编虚位": serial.isdigit() and serial.startswith("0") and int(serial) > 0,
        "用半角阿拉伯数字": serial != match["serial"] or match["year"] != str(year) or not serial.isdigit(),
        _DOUBLED: len(match["hao"]) > 1,
    }
    right = f"〔{year}〕{'第' if with_di else ''}{read_number(serial) if not serial.isdigit() else int(serial)}号"
    return right, [reason for reason, holds in judged.items() if holds]


def _read_year(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    digits = {sign: str(value) for value, sign in enumerate("一二三四五六七八九", 1)} | dict.fromkeys("〇零○", "0")
    return int("".join(digits.get(sign, "") for sign in text) or 0) or None


def _find_last_day(document: Document) -> date | None:
    bearing = read_bearing(document)
    published = [day for day in (document.published, bearing.published.day if bearing.published else None) if day]
    signed = [one.day for one in bearing.signatures]
    return max(published or signed or [day for day in (document.seen,) if day], default=None)


def _list_citations(text: str, number: int) -> Iterator[_Citation]:
    for match in _CITED.finditer(text):
        title = _read_title(text, match.start())
        if title:
            yield _Citation(title, match[1], match[2], match[3].lstrip("0"), number, match.start(1), match.end())


def _read_title(text: str, close: int) -> str:
    """Return the title that ends with the 》 at ``close``, titles inside it counted; "" if none begins near."""
    depth = 0
    for at in range(close, max(-1, close - _LONGEST_TITLE), -1):
        if text[at] == "》":
            depth += 1
        elif text[at] == "《":
            depth -= 1
            if not depth:
                return text[at + 1 : close]
    return ""


def _compare(citations: list[_Citation]) -> Iterator[Doubt]:
    """Yield citations that give one number to two titles, or one title two numbers of the same office and year."""
    by_number: dict[tuple[str, str, str], _Citation] = {}
    by_title: dict[str, _Citation] = {}
    for one in citations:
        before = by_number.setdefault((one.agency, one.year, one.serial), one)
        if not _are_alike(before.title, one.title):
            note = f"同一个文号，前面写的是《{before.title}》"
            yield Doubt(one.passage, one.start, one.end, kind="文号重复", note=note, severity=SUSPECTED)
            continue
        before = by_title.setdefault(one.title, one)
        if before is one or (before.agency, before.year, before.serial) == (one.agency, one.year, one.serial):
            continue
        stated = f"{before.agency}〔{before.year}〕{before.serial}号"
        same = (before.agency == one.agency) + (before.year == one.year) + (before.serial == one.serial)
        sure = len(one.title) >= _SHORTEST_TITLE and same == 2  # noqa: PLR2004 two of the three parts
        yield Doubt(
            one.passage,
            one.start,
            one.end,
            kind="文号前后不一",
            note=f"《{one.title}》的文号前面写的是{stated}",
            severity=_ORDINARY if sure else SUSPECTED,
        )


def _are_alike(one: str, other: str) -> bool:
    one, other = (re.sub(r"[《》〈〉（()）\s]|的通知|关于印发|关于发布", "", text) for text in (one, other))
    return one in other or other in one


def _judge_own(document: Document) -> Iterator[Doubt]:
    """Yield the document's own number if its year is not that of the signature."""
    signed = [one.day.year for one in read_bearing(document).signatures]
    for number, passage in enumerate(document.passages[:_OWN_PASSAGES]):
        own = _OWN.fullmatch(passage.text.strip()) if signed and len(passage.text) <= _LONGEST_TITLE else None
        if own and int(own[1]) < min(signed):
            start = passage.text.index(own[0])
            note = f"落款是{min(signed)}年"
            yield Doubt(number, start, start + len(own[0]), kind="文号与落款年份不一", note=note, severity=SUSPECTED)


RULE = Rule("doc_numbers", "citations", prepare)
