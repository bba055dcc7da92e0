"""Numbers with a check digit: resident identity numbers and bank cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from stdnum import luhn
from stdnum.cn import ric, uscc

from govlib.text.personal.found import BLANK, DIGIT, SERIOUS, SUSPECTED, Personal, Stretch, plain_digits, words

IDENTITY, CARD = "身份证号", "银行卡号"
_GAP = f"[{BLANK}\\-‐‑‒–—―－﹣−]{{0,2}}"
_START, _END = "(?<![0-9０-９A-Za-z])", "(?![0-9０-９A-Za-z])"
_LABEL_START = "(?:(?<![0-9０-９A-Za-z])|(?<=[Ii][Dd]))"
_EIGHTEEN = re.compile(rf"{_LABEL_START}[1-9１-９](?:{_GAP}{DIGIT}){{16}}{_GAP}[0-9０-９XxＸｘ]{_END}")
_FIFTEEN = re.compile(rf"{_START}[1-9１-９](?:{_GAP}{DIGIT}){{14}}{_END}")
_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_SAYS_IDENTITY = words("身份证 公民身份 证件号 身份号码 居民证 户口 监护人")
_SAYS_CODE = re.compile(
    r"(?:编号|文号|索引号|流水号|订单号?|项目代码|项目号|受理号|编码|备案号?|许可证号?|证书号?|代码|合同号|发票号?码?|"
    r"标识码|批号|条码|单号|案号|凭证号?|序列号|学籍号|档案号|登记号|产权证号?|单元号|公告号|招标号|采购号|票号)"
    r"[码为是:：（(【\[\s]*$"
)
_EARLIEST, _CENTURY, _LONG = date(1880, 1, 1), "19", 18
_GROUPS = re.compile(rf"{DIGIT}{{4}}(?:[{BLANK}\-‐‑‒–—―－﹣−]{DIGIT}{{4}}){{3}}")
_CARD = re.compile(
    rf"{_START}[3-69３-６９]{DIGIT}{{3}}(?:{_GAP}{DIGIT}{{4}}){{3}}(?:{_GAP}{DIGIT}{{1,3}})?{_END}"
    rf"|{_START}[3-69３-６９]{DIGIT}{{5}}{_GAP}{DIGIT}{{10,13}}{_END}"
)
_ISSUED = re.compile(r"62\d{14,17}|4\d{15}|5[1-5]\d{14}|35\d{14}|60\d{14,17}|95[589]\d{13,16}")
_SAYS_CARD = words(
    "卡号 账号 帐号 账户 帐户 户名 开户 银行 信用社 工资卡 存折 一卡通 转账 汇款 打款 收款 "
    "储蓄 社保卡 惠民卡 农商行 支付宝 邮储"
)
_SAYS_PUBLIC_ACCOUNT = re.compile(
    "对公|单位账户|单位帐户|专户|国库|保证金|缴款|缴费账|捐款|募捐|"
    "(?:户名|账户名称?|帐户名称?|收款单位|收款人|账户)[：:\\s]*[^，,。；;]{2,20}"
    "(?:局|委员?会?|办公?室?|中心|公司|学校|政府|医院|协会|合作社|工会|基金会?|财政所|厅|院|学院|中学|小学)"
)


def find_identities(stretch: Stretch) -> Iterator[Personal]:
    """Yield the identity numbers of a text: 18 characters whose check digit and date of birth are right.

    One whose check digit is wrong, and one of the old 15 digits, only where the text says that it is one.
    """
    for start, end in _scan(_EIGHTEEN, stretch, _is_dated):
        number = plain_digits(stretch.text[start:end])
        before = stretch.before(start)
        said = bool(_SAYS_IDENTITY.search(before))
        right = number[-1] == ric.calc_check_digit(number)
        if right and not said and (uscc.is_valid(number) or _SAYS_CODE.search(before)):
            yield Personal(start, end, IDENTITY)
        elif right:
            yield Personal(start, end, IDENTITY, SERIOUS, "疑似公民身份号码，请隐去后发布", 0.99 if said else 0.95)
        elif said:
            note = "像公民身份号码（末位校验码不符），请核对并隐去"
            yield Personal(start, end, IDENTITY, SUSPECTED, note, 0.7)
        else:
            yield Personal(start, end, IDENTITY)
    for start, end in _scan(_FIFTEEN, stretch, _is_dated):
        before = stretch.before(start)
        if _SAYS_IDENTITY.search(before):
            yield Personal(start, end, IDENTITY, SERIOUS, "疑似15位的公民身份号码，请隐去后发布", 0.95)


def find_cards(stretch: Stretch) -> Iterator[Personal]:
    """Yield the bank cards of a text: 16 to 19 digits of a known issuer whose check digit is right.

    Without a word about banks nearby, and where the account is one of an office, it is only a suspicion.
    """
    for start, end in _scan(_CARD, stretch, _is_card):
        before = stretch.before(start)
        if _SAYS_CODE.search(before):
            yield Personal(start, end, CARD)
        elif _SAYS_PUBLIC_ACCOUNT.search(before):
            yield Personal(start, end, CARD, SUSPECTED, "像银行账号；若不是单位对公账户，请隐去后发布", 0.4)
        elif _SAYS_CARD.search(before) or _GROUPS.match(stretch.text, start):
            yield Personal(start, end, CARD, SERIOUS, "疑似银行卡号，请隐去后发布", 0.97)
        else:
            yield Personal(start, end, CARD, SUSPECTED, "像银行卡号，请核对；是卡号的隐去后发布", 0.6)


def _scan(pattern: re.Pattern[str], stretch: Stretch, is_right: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Yield the spans of a pattern that are right; a wrong one doesn't hide another that begins inside it."""
    position = stretch.first
    while (match := pattern.search(stretch.text, position, stretch.last)) is not None:
        if is_right(plain_digits(match[0])):
            yield match.span()
            position = match.end()
        else:
            position = match.start() + 1


def _is_dated(number: str) -> bool:
    """Return whether a number names a province and a day of birth where an identity number does."""
    if _PROVINCES.match(number) is None:
        return False
    day = number[6:14] if len(number) == _LONG else _CENTURY + number[6:12]
    try:
        born = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return _EARLIEST <= born < date(2100, 1, 1)


def _is_card(number: str) -> bool:
    return _ISSUED.fullmatch(number) is not None and luhn.is_valid(number)
