"""Acts cited by a wrong name or number, or after they were repealed: 《中华人民共和国政府信息公开条列》."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from govlib.catalog.acts import STATE, Act, open_acts
from govlib.text.act_names import ActNames, build_act_names
from govlib.text.document import Document, Doubt
from govlib.text.hits import SUSPECTED
from govlib.text.looking import list_matching
from govlib.text.rules.kit import Find, Kit, Rule
from govlib.text.signed import read_bearing

_TITLE = re.compile(r"[《〈<]([^《》〈〉<>\n]{3,60})[》〉>]")
_OPENED = re.compile("《")
_BRACKETS = re.compile(r"[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]$")
_DRAFT = re.compile(r"草案|征求意见|送审|建议稿|讨论稿|修正案|模拟|样本|范本")
_ACT_LIKE = re.compile(r"[法例定则典章发程]$|[条法].$|办法|中华人民共和国|共和国")
_BEHIND = re.compile(r"[ \u3000]?[（(]([^（）()\n]{0,80})[）)]")
_ORDER = re.compile(r"(?:国务院令|国令)[ \u3000]?第?[ \u3000]?(\d{1,4})[ \u3000]?号")
_ISSUED = re.compile(r"([一-龥]{2,12})[〔\[（(](\d{4})[〕\]）)][ \u3000]?0*(\d{1,5})[ \u3000]?号")
_REVISED = re.compile(r"修订|修正|修改")
_COLLECTIVE = frozenset(
    {
        412,
        516,
        552,
        588,
        628,
        638,
        645,
        648,
        653,
        666,
        676,
        687,
        690,
        698,
        703,
        709,
        710,
        714,
        726,
        732,
        752,
        764,
        777,
        797,
    }
)
"""Orders of the State Council that revised many regulations at once: right beside any of them."""
_PAST = re.compile(r"废止|失效|原$|原《|修订|修改|当时|历史|前身|取代|代替|施行前|依照当时|停止执行|不再")
_AROUND = 30


def prepare(kit: Kit) -> Find:
    """Return what finds citations of registered acts by a wrong name or number, and of repealed ones.

    An act cited after its repeal, and the number of a version since revised, are 疑似.
    """
    names = build_act_names(open_acts(kit.params))
    if not names.known:
        return lambda _: ()

    def find(document: Document) -> Iterator[Doubt]:
        last: list[date | None] = []
        for number, passage in list_matching(document, _OPENED):
            text = passage.text
            for match in _TITLE.finditer(text):
                name = _clean(match[1])
                act = names.find(name)
                if act is None:
                    yield from _judge_name(number, match, name, names)
                    continue
                if act.numbers:
                    yield from _judge_number(text, number, match, act)
                if act.repealed:
                    last = last or [_find_last_day(document)]
                    yield from _judge_repealed(text, number, match, (act, last[0]))

    return find


def _clean(title: str) -> str:
    name = "".join(title.split())
    return _BRACKETS.sub("", name)


def _judge_name(number: int, match: re.Match[str], name: str, names: ActNames) -> Iterator[Doubt]:
    if not _ACT_LIKE.search(name) or _DRAFT.search(match[1]):
        return
    slip = names.find_slip(name)
    if slip is None:
        return
    start = match.start(1)
    right = match[1].replace(name, slip.right) if name in match[1] else slip.right
    note = f"没有《{name}》，应为《{slip.right}》"
    yield Doubt(
        number,
        start,
        match.end(1),
        right=right,
        kind="法规名称错误",
        note=note,
        severity="" if slip.is_sure else SUSPECTED,
    )


def _judge_number(text: str, number: int, match: re.Match[str], act: Act) -> Iterator[Doubt]:
    behind = _BEHIND.match(text, match.end())
    if behind is None or text[match.start()] != "《":
        return
    offset = behind.start(1)
    orders = {int(found) for one in act.numbers for found in re.findall(r"国务院令第(\d+)号", one)}
    old = {int(found) for one in act.old_numbers for found in re.findall(r"国务院令第(\d+)号", one)}
    cited = list(_ORDER.finditer(behind[1]))
    values = {int(one[1]) for one in cited}
    if orders and cited and not values & (orders | _COLLECTIVE):
        one = cited[-1]
        is_old = bool(values & old)
        right = f"第{max(orders)}号"
        note = f"《{act.name}》{'现行的' if is_old else ''}文号是国务院令{right}"
        severity = SUSPECTED if is_old and not _REVISED.search(behind[1]) else ""
        start = offset + one.start(1) - (1 if one[0][one.start(1) - one.start() - 1] == "第" else 0)
        yield Doubt(number, start, offset + one.end(), right=right, kind="法规文号错误", note=note, severity=severity)
    issued = {found for one in (*act.numbers, *act.old_numbers) for found in _ISSUED.findall(one)}
    for one in _ISSUED.finditer(behind[1]):
        agency, year, serial = one[1], one[2], one[3]
        same = [found for found in issued if found[0] == agency]
        if same and (agency, year, serial) not in issued:
            right = f"{same[0][0]}〔{same[0][1]}〕{same[0][2]}号"
            note = f"《{act.name}》的文号是{right}"
            yield Doubt(number, offset + one.start(), offset + one.end(), right=right, kind="法规文号错误", note=note)


def _judge_repealed(text: str, number: int, match: re.Match[str], about: tuple[Act, date | None]) -> Iterator[Doubt]:
    act, last = about
    if act.repealed is None or last is None or last < act.repealed:
        return
    around = text[max(0, match.start() - _AROUND) : match.start()], text[match.end() : match.end() + _AROUND]
    if any(_PAST.search(side) for side in around):
        return
    day = f"{act.repealed.year}年{act.repealed.month}月{act.repealed.day}日"
    right = act.successor if match[1].startswith(STATE) else act.successor.removeprefix(STATE)
    note = f"{day}起废止" + (f"，改用《{act.successor}》" if act.successor else "")
    yield Doubt(number, match.start(1), match.end(1), right=right, kind="法规已废止", note=note, severity=SUSPECTED)


def _find_last_day(document: Document) -> date | None:
    bearing = read_bearing(document)
    return max(bearing.days, default=None)


RULE = Rule("acts", "citations", prepare)
