"""What a unit has filled in, cell by cell: an answer that can be used, or what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from govlib.documents.sheet_cells import clean_text
from govlib.exports.dates import Window, parse_moment
from govlib.exports.masking import mask_text
from govlib.ledger.acts import ANSWERS, FIXED, Answer
from govlib.ledger.returned.matching import Matched
from govlib.ledger.sheets import ANSWER, ASKED, FIXED_ON, STATEMENT_ON

LONGEST = 2000
_HAS_YEAR = re.compile(r"\d{4}\s*[-./年]|\d{8}")
_IGNORED = Window(date(2000, 1, 1), date(2000, 1, 1))


class CellFaultError(Exception):
    """One cell can't be used: its heading and why."""

    def __init__(self, heading: str, why: str) -> None:
        self.heading, self.why = heading, why
        super().__init__(f"{heading}：{why}")


def read_answer(matched: Matched, day: date) -> tuple[Answer, list[CellFaultError]]:
    """Return what a row answers, received on ``day``, and its faults; a row with faults is not to be used at all."""
    faults: list[CellFaultError] = []
    said: dict[str, str] = {}
    since = matched.known.tellings[0].day
    for heading, name in ASKED.items():
        try:
            check_formula(matched, heading)
            said[name] = _read(heading, matched.row.cells[heading], since, day)
        except CellFaultError as fault:
            faults.append(fault)
    answer = Answer(matched.known.number, **said)
    if not faults:
        faults += _contradictions(answer, matched.known.answer)
    return answer, faults


def check_formula(matched: Matched, heading: str) -> None:
    """Raise CellFaultError where a cell is a formula."""
    if heading in matched.row.formulas:
        raise CellFaultError(heading, "是公式，请直接写文字或日期")


def _read(heading: str, text: str, since: date, until: date) -> str:
    if not text:
        return ""
    if heading == ANSWER:
        return read_word(heading, text, ANSWERS)
    if heading in (FIXED_ON, STATEMENT_ON):
        return read_day(heading, text, since, until).isoformat()
    return read_text(heading, text)


def read_word(heading: str, text: str, words: tuple[str, ...]) -> str:
    """Return one of the words that a drop-down offers."""
    word = "".join(unicodedata.normalize("NFKC", text).split())
    if word not in words:
        raise CellFaultError(heading, f"写的是“{text[:30]}”，应为{'、'.join(words)}之一")
    return word


def read_day(heading: str, text: str, since: date, until: date) -> date:
    """Return the day that a cell names with its year, not before ``since`` nor after ``until``."""
    moment = parse_moment(text, _IGNORED) if _HAS_YEAR.search(unicodedata.normalize("NFKC", text)) else None
    if moment is None:
        raise CellFaultError(heading, f"“{text[:30]}”不是日期，应为年月日，形如 {until.isoformat()}")
    day = moment.date()
    if day < since:
        raise CellFaultError(heading, f"{day} 早于下发日期 {since}")
    if day > until:
        raise CellFaultError(heading, f"{day} 晚于收到日期 {until}")
    return day


def read_text(heading: str, text: str) -> str:
    """Return a free text with personal numbers hidden and signs that can't be shown replaced."""
    shown = mask_text(clean_text(text).text.strip())[0]
    if len(shown) > LONGEST:
        raise CellFaultError(heading, f"有 {len(shown)} 字，最多 {LONGEST} 字")
    return shown


def _contradictions(answer: Answer, recorded: Answer) -> list[CellFaultError]:
    """Return what can't both be meant."""
    word = answer.answer or recorded.answer
    if not word and (answer.measures or answer.fixed_on or answer.reason):
        return [CellFaultError(ANSWER, "没有选，其他格子却填了")]
    if answer.fixed_on and word != FIXED:
        return [CellFaultError(FIXED_ON, f"整改情况是“{word}”，却写了完成日期")]
    return []
