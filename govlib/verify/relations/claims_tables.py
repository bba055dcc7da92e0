"""A claim that all sites or accounts passed, against an annex whose rows name those that did not (identity 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from govlib.verify.check import RIGHT, WRONG, Check, Quote
from govlib.verify.draft.columns import find_columns, is_total_row, plain
from govlib.verify.draft.model import Block, Cell, DraftTable
from govlib.verify.mentions.statements import find_things, find_windows
from govlib.verify.reading import Reading

_CLAIM = re.compile(
    r"(?:所有|全[部体])?(?:的)?(?P<thing>政府网站|网站|政务新媒体账号|政务新媒体|新媒体)(?:账号)?(?:现|目前|已)?"
    r"(?:均|都|全部|无一例外)(?:为|已|检查|达到|通过)*(?:合格|达标|通过检查)(?!率)"
    r"|(?P<other>政府网站|网站|政务新媒体账号|政务新媒体|新媒体)(?:账号)?(?:检查|抽查|总体|整体)?的?(?:合格率|达标率|通过率)"
    r"(?:均|都|全部)?(?:保持|达到?|为|是|[：:])*(?:了|在)?\s?(?:100\s?[%％]|百分之百)"
)
_PARTLY = re.compile(
    "但|除|基本|多数|个别|其余|其他|其它|此外|整改后|经整改|复查|复核|整改完成|督促|不是|并非|尚未|未能|未(?:全部|全面)"
)
_LESS = re.compile(
    r"市直|县直|区直|省直|州直|[省市县区州]级|部门(?!和)|乡镇|镇街|街道|门户|局|委|办|厅|院|镇|乡|中心|微信|微博|抖音|以上|上述|名单"
    r"|其中|上级|省政府|国务院|国办|被抽|受检|家|个|微|号"
)
_WHERE = re.compile("全[国省市县区州]|我[省市县区州]|各[县市区乡镇街道、（）()单位部门]*")
_OTHER_DAYS = re.compile(
    "上期|上季度|上一季度|上月|上年|去年|往年|此前|以往|上次|前期|历史|曾|累计|连续|应|须|要求|确保|力争|目标|争取|如|若"
)
_ASKED = re.compile("要求|下一步|建议|安排|措施|打算|计划|今后|保障|任务")
_RESULT = ("检查结果", "检查结论", "是否合格", "抽查结果", "监测结果", "结果", "结论", "评定", "判定")
_FAILED = re.compile(r"^(?:不合格|不达标|未达标|未通过|不通过|单项否决|否)$")
_LIST = re.compile(
    r"(?:不合格|不达标|未达标|未通过|单项否决)的?(?:政府|政务)*(?:网站|新媒体|账号|帐号)*(?:账号)?"
    r"(?:名单|清单|情况|明细|一览|统计)*(?:表|汇总)*$"
)
_AGAIN = re.compile("整改|复查|复核|上级|省级|国办|抽查")
_STOP = "。；;！？!?\n"


@dataclass(frozen=True)
class _Claim:
    """A claim at ``start:end`` of block ``block``: all of ``thing`` (网站 or 新媒体) passed."""

    block: int
    start: int
    end: int
    thing: str
    words: str


def find_claims_tables(reading: Reading) -> Iterator[Check]:
    """Yield one check a claim that all passed and an annex that lists what did, or did not."""
    for claim in _list_claims(reading):
        for table in reading.draft.tables:
            found = _find_row(claim, table)
            if found is not None:
                row, failed = found
                yield _tell(reading, claim, row, failed=failed)
                if failed:
                    break


def _list_claims(reading: Reading) -> Iterator[_Claim]:
    for at, block in reading.body:
        if block.part or any(_ASKED.search(title) for title in block.section):
            continue
        for found in _CLAIM.finditer(block.text):
            if _is_of_all(block, found):
                (thing,) = find_things(found["thing"] or found["other"])
                yield _Claim(at, found.start(), found.end(), thing, _sentence(block.text, found))


def _sentence(text: str, found: re.Match[str]) -> str:
    start = max((text.rfind(mark, 0, found.start()) for mark in _STOP), default=-1) + 1
    ends = [place for mark in _STOP if (place := text.find(mark, found.end())) >= 0]
    return text[start : min(ends, default=len(text))]


def _is_of_all(block: Block, found: re.Match[str]) -> bool:
    """Tell whether a claim is of the whole place and of the days of the bulletin."""
    sentence = _sentence(block.text, found)
    clause = re.split("[，,：:]", block.text[: found.start()].rpartition("。")[2])[-1]
    both = re.search("网站.{0,3}(?:和|及|与|、).{0,3}$", clause)
    less = _LESS.search(_WHERE.sub("", clause))
    return not (_PARTLY.search(sentence) or _OTHER_DAYS.search(sentence) or less or both)


def _find_row(claim: _Claim, table: DraftTable) -> tuple[Cell, bool] | None:
    """Return a cell that denies a claim, or one that bears it out; None where a table says nothing of it."""
    title = plain(table.title)
    words = title + "".join(plain(name) for name in table.header)
    windows = find_windows(title), find_windows(claim.words)
    if find_things(words) != {claim.thing} or _AGAIN.search(title) or _OTHER_DAYS.search(title):
        return None
    if all(windows) and windows[0] != windows[1]:
        return None
    rows = [row for row in table.rows if not is_total_row(table, row)]
    if _LIST.search(title) and rows:
        named = next((cell for cell in rows[0] if len(plain(cell.text)) > 1), None)
        return (named, True) if named is not None else None
    for column in find_columns(table, *_RESULT)[:1]:
        cells = [row[column] for row in rows if column < len(row) and plain(row[column].text)]
        failed = next((cell for cell in cells if _FAILED.match(plain(cell.text))), None)
        if failed is not None:
            return failed, True
        if cells and all("合格" in cell.text or "达标" in cell.text for cell in cells):
            return cells[0], False
    return None


def _tell(reading: Reading, claim: _Claim, cell: Cell, *, failed: bool) -> Check:
    return Check(
        verdict=WRONG if failed else RIGHT,
        kind="断言",
        identity=11,
        stated=reading.quote(claim.block, claim.start, claim.end),
        other=Quote(cell.place, cell.text),
        said=reading.draft.blocks[claim.block].text[claim.start : claim.end],
        computed=f"表里有{cell.text}" if failed else "表里都合格",
        why="全称的说法与附件互斥" if failed else "",
    )
