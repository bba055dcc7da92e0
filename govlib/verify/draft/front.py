"""What stands above the first paragraph: data of the page, 发文字号, title over several lines, 主送机关."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govlib.documents.layout_items import Grid, Line
from govlib.text.chinese_dates import find_days, make_date
from govlib.verify.draft import frame
from govlib.verify.draft.model import Block
from govlib.verify.draft.pieces import Piece

_WITHIN = 60
_PROSE = re.compile("[。！？]")
_POSTED = re.compile(r"(?:发布|公开|上网)\s*(?:时间|日期)\s*[:：]|^\s*(?:日\s*期|时间)\s*[:：]")
_WRITTEN = re.compile(r"(?:成文|发文|生成)\s*日期\s*[:：]")
_BY = re.compile(r"(?:发布机构|发文机关|发文机构|发文单位)\s*[:：]\s*([\u4e00-\u9fff]{2,30})")
_OFFICE = re.compile(r"^(.{2,40}?(?:办公室|办公厅|人民政府|委员会|领导小组|局|办|中心|厅|组))\s*关于")


@dataclass(frozen=True)
class Front:
    """The blocks of the front and what they say; ``last`` is how many pieces they were made of."""

    blocks: tuple[Block, ...] = ()
    last: int = 0
    title: str = ""
    office: str = ""
    number: str = ""
    recipients: str = ""
    posted: date | None = None
    written: date | None = None


def read_front(pieces: Sequence[Piece]) -> Front:
    """Return the front of a bulletin; running text without a title has none."""
    end, address = _find_end(pieces)
    lines = [part for piece in pieces[:end] if isinstance(piece, Line) for part in _split(piece)]
    first, last = _find_title(lines)
    if not last and address is None and not any(frame.is_head(line.text.strip()) for line in lines):
        return Front()
    title = "".join(_close_up(line.text) for line in lines[first:last])
    blocks = [_name(line) for line in lines[:first]]
    if title:
        blocks.append(Block(lines[first].place, title, "title"))
    below = lines[last:]
    blocks += [_name(line, title=bool(title)) for line in below]
    if address is not None:
        blocks.append(Block(address.place, address.text.strip(), "address"))
        end += 1
    said = "\n".join(block.text for block in blocks if block.kind == "head")
    office = _OFFICE.match(title)
    by = _BY.search(said)
    return Front(
        tuple(blocks),
        end,
        title,
        office[1].strip() if office else by[1] if by else "",
        next((line.text.strip() for line in lines if frame.is_number(line.text.strip())), ""),
        address.text.strip().rstrip(":：") if address is not None else "",
        _day_after(_POSTED, said),
        _day_after(_WRITTEN, said),
    )


def _find_end(pieces: Sequence[Piece]) -> tuple[int, Line | None]:
    """Return how many pieces stand before the first paragraph, and the line that says to whom the bulletin goes."""
    end = None
    for at, piece in enumerate(pieces[:_WITHIN]):
        if isinstance(piece, Grid):
            return at if end is None else end, None
        text = piece.text.strip().replace("\n", "")
        if frame.is_address(text):
            return at, piece
        is_body = bool(_PROSE.search(text)) or frame.heading_level(text) > 0
        if end is None and is_body and not frame.is_head(text):
            end = at
        if end is not None and at > end:
            break
    return len(pieces[:_WITHIN]) if end is None else end, None


def _find_title(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the lines of the title, (0, 0) where there is none."""
    texts = [line.text.strip() for line in lines]
    for last in range(len(texts), 0, -1):
        if not frame.is_title(texts[last - 1]) or frame.is_head(texts[last - 1]):
            continue
        first = last - 1
        while first and "关于" not in "".join(texts[first:last]) and _may_lead(texts[first - 1]):
            first -= 1
        joined = "".join(texts[first:last])
        if first and joined.startswith("关于") and frame.is_office(texts[first - 1]):
            first -= 1
        if "关于" in joined or len(joined) > 8:  # noqa: PLR2004 - 工作通报 alone is a menu's word
            return first, last
    return 0, 0


def _may_lead(text: str) -> bool:
    return frame.is_title_part(text) and not frame.is_head(text) and not frame.is_furniture(text)


def _split(piece: Line) -> list[Line]:
    """Return the lines of a passage of which it wasn't clear whether they belong together."""
    return [Line(piece.place, part) for part in piece.text.split("\n") if part.strip()]


def _name(line: Line, *, title: bool = True) -> Block:
    text = line.text.strip()
    is_head = title or frame.is_head(text) or frame.is_number(text)
    return Block(line.place, text, "head" if is_head else "text")


def _close_up(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff）)”\d])\s+(?=[\u4e00-\u9fff（(“\d])", "", text.strip())


def _day_after(mark: re.Pattern[str], text: str) -> date | None:
    found = mark.search(text)
    if not found:
        return None
    for day in find_days(text[found.end() : found.end() + 24]):
        if day.year is not None:
            return make_date(day.year, day.month, day.day)
    return None
