"""How phones, e-mails, identity and chat numbers are written, in any spelling that offices use."""

from __future__ import annotations

import re

DIGIT = "[0-9０-９]"
DASH = "\\-‐‑‒–—―－﹣−"
_GAP = f"[ \u00a0\u3000.．·{DASH}]{{1,3}}"
_LINE_GAP = f"[ \u00a0\u3000{DASH}]{{1,3}}"
START = "(?:(?<![0-9０-９A-Za-z])(?<![0-9]\\.)|(?<=[Tt][Ee][Ll])|(?<=[Pp][Hh][Oo][Nn][Ee])|(?<=[Mm][Oo][Bb]))"
END = "(?![0-9０-９A-Za-z])"
_CENTURY = "(?:1[89]|20|１[８９]|２０)"
_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])"
_ID_GAP = f"[ \u00a0\u3000{DASH}]?"
_ID = (
    rf"{START}[1-9１-９]{DIGIT}{{5}}{_ID_GAP}{_CENTURY}{DIGIT}{{2}}{_ID_GAP}{DIGIT}{{2}}{_ID_GAP}{DIGIT}{{2}}{_ID_GAP}"
    rf"{DIGIT}{{3}}{_ID_GAP}[0-9０-９XxＸｘ]{END}"
    rf"|{START}{_PROVINCE}{DIGIT}{{2}}(?: {DIGIT}{{4}}){{3}} {DIGIT}[0-9Xx]{END}"
    rf"|{START}{_PROVINCE}[0-9]{{6}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{{3}}{END}"
)
EMAIL = r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]+[@＠][A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"


def _grouped(*lengths: int) -> str:
    """Return the pattern of a mobile number written in groups of such lengths."""
    first, *others = lengths
    start = f"[1１][3-9３-９]{DIGIT}{{{first - 2}}}"
    return start + "".join(f"{_GAP}{DIGIT}{{{length}}}" for length in others)


def _broken(place: int) -> str:
    """Return the pattern of a mobile number with a line break, or the blank it became, after ``place`` digits."""
    signs = ["[1１]", "[3-9３-９]", *[DIGIT] * 9]
    gap = r"[ \t]*[\r\n]+[ \t]*" if place < len("138") else r"[ \t]*[ \r\n]+[ \t]*"
    return "".join(signs[:place]) + gap + "".join(signs[place:])


_SPELLINGS = [(11,), (3, 4, 4), (3, 3, 5), (3, 8), (7, 4), (4, 3, 4), (4, 4, 3), (3, 2, 2, 2, 2)]
_MOBILE_FORMS = "|".join([*(_grouped(*lengths) for lengths in _SPELLINGS), *(_broken(place) for place in range(1, 11))])
MOBILE = rf"{START}(?:[+＋]?(?:86|８６)(?:{_GAP})?)?(?:{_MOBILE_FORMS}){END}"
_MASKED_MOBILE = rf"{START}1[3-9]{DIGIT}\*{{4}}{DIGIT}{{4}}{END}"
_LOCAL = rf"(?:{DIGIT}{{7,8}}|{DIGIT}{{3,4}}{_LINE_GAP}{DIGIT}{{4}})"
LANDLINE = (
    rf"{START}[(（]?[0０]{DIGIT}{{2,3}}[)）]?{_LINE_GAP}{_LOCAL}(?:[{DASH}]{DIGIT}{{1,6}})?{END}"
    rf"|[(（][0０]{DIGIT}{{2,3}}[)）]{_LOCAL}{END}"
    rf"|{START}[0０](?:[1１][0０]{DIGIT}{{8}}|[2２]{DIGIT}{{9}}|[3-9３-９]{DIGIT}{{9,10}}){END}"
)
_LABEL = r"(?:电话|热线|传真|手机|座机|联系方式|[Tt][Ee][Ll]|[Pp]hone|[Mm]obile)(?:号码|号)?[.\s]*[:：]?\s*[(（]?\s*"
_NOT_COUNTED = r"(?!\s*[件个条人次项家户])"
_NAMED = rf"(?P<label>{_LABEL})(?:{DIGIT}{{7,12}}|{DIGIT}{{3,4}}{_LINE_GAP}{DIGIT}{{4}}){END}{_NOT_COUNTED}"
_CHAT = rf"(?P<label>(?:[Qq][Qq]|微信)(?:群号?|号码?)?\s*[:：]?\s*)[1-9１-９]{DIGIT}{{5,11}}{END}{_NOT_COUNTED}"
_CARD = (
    r"(?P<label>(?:卡号|[账帐]号|银行卡|工资卡|一卡通)(?:号码?|账号)?\s*[:：为是]?\s*)"
    rf"[3-69３-６９]{DIGIT}{{3}}(?:{_ID_GAP}{DIGIT}{{4}}){{3}}(?:{_ID_GAP}{DIGIT}{{1,3}})?{END}{_NOT_COUNTED}"
)
_PASSPORT = (
    r"(?P<label>(?:护照|通行证|台胞证|回乡证)(?:号码?|证号)?\s*[:：为是]?\s*)"
    rf"[EGDSPHMCWegdsphmcw][A-Za-z]?{DIGIT}{{7,10}}{END}{_NOT_COUNTED}"
)
_SECOND = rf"(?P<label>〔电话已隐去〕(?:[、,，/;；或和]|\s)+)(?:{DIGIT}{{7,8}}){END}{_NOT_COUNTED}"
_PHONE = "〔电话已隐去〕"
MASKS = (
    (re.compile(_ID), "〔身份证号已隐去〕"),
    (re.compile(EMAIL), "〔邮箱已隐去〕"),
    (re.compile(_CARD), r"\g<label>〔账号已隐去〕"),
    (re.compile(_PASSPORT), r"\g<label>〔证件号已隐去〕"),
    (re.compile(_CHAT), r"\g<label>〔账号已隐去〕"),
    (re.compile(f"{MOBILE}|{_MASKED_MOBILE}|{LANDLINE}"), _PHONE),
    (re.compile(_NAMED), rf"\g<label>{_PHONE}"),
    (re.compile(_SECOND), rf"\g<label>{_PHONE}"),
)
# A cheap first look, in the RE2 dialect that pyarrow runs over whole columns.
SUSPECT = (
    (
        rf"(?:{DIGIT}[\s\u00a0\u3000.．·{DASH}()（）*]{{0,3}}){{7}}|[@＠]"
        rf"|(?:[Qq][Qq]|微信)(?:群号?|号码?)?\s*[:：]?\s*{DIGIT}{{6}}"
    )
    .replace("\\u00a0", "\u00a0")
    .replace("\\u3000", "\u3000")
)
