"""What stands below the last paragraph: list of annexes, 落款, 版记, and where the annexes begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govlib.documents.layout_items import Grid
from govlib.text.chinese_dates import find_days, make_date
from govlib.verify.draft import frame
from govlib.verify.draft.model import BlockKind
from govlib.verify.draft.pieces import Piece

_SIGNED = re.compile(r"^(\S.{1,38}(?:办公室|办公厅|人民政府|委员会|领导小组|局|办|中心|厅|组))\s+(?=\d{4}\s*年)")
_ASIDE = re.compile(r"^[（(](?:此件|联系|本件)[^（）()]*[）)]$")
_STAMP = re.compile(r"^(?:Stamp|\(?盖章\)?|（盖章）)$", re.IGNORECASE)


@dataclass(frozen=True)
class Back:
    """What the pieces below the text are, by their position, and what they say."""

    kinds: dict[int, BlockKind]
    annexes: dict[int, tuple[str, str]]
    office: str = ""
    issued: date | None = None
    printed: date | None = None


def read_back(pieces: Sequence[Piece], begin: int) -> Back:
    """Return what of the pieces from ``begin`` on is signature, colophon, list of annexes and beginning of an annex."""
    texts = ["" if isinstance(one, Grid) else one.text.strip() for one in pieces]
    kinds: dict[int, BlockKind] = {}
    signed = next((at for at in range(begin, len(texts)) if _signs(texts, at)), None)
    office, issued = "", None
    if signed is not None:
        kinds[signed] = "signature"
        issued = read_day(texts[signed])
        beside = _SIGNED.match(texts[signed])
        office = beside[1] if beside else ""
        at = signed - 1
        while at >= begin and texts[at] and not office and (frame.is_office(texts[at]) or _STAMP.match(texts[at])):
            kinds[at] = "signature"
            office = "" if _STAMP.match(texts[at]) else texts[at].split("\n")[-1]
            at -= 1
        if at >= begin and _STAMP.match(texts[at]):
            kinds[at] = "signature"
    printed = _mark_colophon(texts, signed if signed is not None else begin, kinds)
    annexes = _find_annexes(pieces, texts, begin, signed, kinds)
    return Back(kinds, annexes, office, issued, printed)


def _signs(texts: Sequence[str], at: int) -> bool:
    text = texts[at]
    return frame.is_day(text) or bool(_SIGNED.match(text) and frame.is_day(_SIGNED.sub("", text)))


def _mark_colophon(texts: Sequence[str], begin: int, kinds: dict[int, BlockKind]) -> date | None:
    printed = None
    for at in range(begin, len(texts)):
        if texts[at] and at not in kinds and frame.is_colophon(texts[at]):
            kinds[at] = "colophon"
            printed = read_day(texts[at]) if "印" in texts[at] else printed
            if at > begin and at - 1 not in kinds and frame.is_office(texts[at - 1]):
                kinds[at - 1] = "colophon"
        elif texts[at] and frame.is_furniture(texts[at]):
            kinds[at] = "colophon"
        elif texts[at] and at not in kinds and _ASIDE.match(texts[at]):
            kinds[at] = "signature"
    return printed


def _find_annexes(
    pieces: Sequence[Piece], texts: Sequence[str], begin: int, signed: int | None, kinds: dict[int, BlockKind]
) -> dict[int, tuple[str, str]]:
    annexes: dict[int, tuple[str, str]] = {}
    listing = listed = False
    for at in range(begin, len(texts)):
        if not texts[at] or at in kinds:
            listing = False
            continue
        found = frame.read_annex(texts[at])
        before_signature = signed is not None and at < signed
        if frame.is_attached(texts[at]) and (before_signature or not annexes) and not _heads_table(pieces, at, found):
            kinds[at], listing, listed = "attachments", True, True
        elif listing and (frame.is_list_item(texts[at]) or (found and before_signature)):
            kinds[at] = "attachments"
        elif found and before_signature:
            kinds[at], listing = "attachments", True
        elif found and (signed is not None or listed or _heads_table(pieces, at, found)):
            annexes[at], listing = found, False
        else:
            listing = False
    return annexes


def _heads_table(pieces: Sequence[Piece], at: int, found: tuple[str, str] | None) -> bool:
    """Tell whether an annex begins here: only its title and a line or two stand between its name and a table."""
    near = pieces[at + 1 : at + 4]
    return found is not None and any(isinstance(one, Grid) for one in near)


def read_day(text: str) -> date | None:
    """Return the last day that a line states in full."""
    days = [day for day in find_days(text) if day.year is not None]
    return make_date(days[-1].year or 0, days[-1].month, days[-1].day) if days else None
