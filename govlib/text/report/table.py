"""What a scan found as a table of registered errors (T6), to be reviewed and delivered like a platform's export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from govlib.deliver import write_csv
from govlib.documents.dropdowns import Dropdown
from govlib.documents.writing import Line, Sheet, write_workbook
from govlib.errors import UserError
from govlib.text.hits import Hit
from govlib.text.report.lines import make_printable
from govlib.text.report.result import Read, Result

HEADINGS = (
    "网站标识码", "账号名称", "平台", "责任单位", "错误类型", "疑似错误", "推荐修改", "定位", "标题", "网页URL",
    "发现时间", "复核结果", "整改情况", "备注",
)  # fmt: skip
_REVIEWS, _STATES = ("属实", "误报", "待复核"), ("已整改", "整改中", "未整改")
_LEVELS = {
    "严重": ("严重", "敏感"),
    "一般": ("一般", "错别字", "重复", "错乱", "矛盾"),
    "表述不规范": ("不规范",),
    "疑似": (),
}
_LONGEST = 200


def make_table(result: Result) -> pd.DataFrame:
    """Return the hits that count as rows under the headings of T6; what only a person knows is blank.

    错误类型 begins with the severity; 定位 is where the hit stands, with the rule's note; 备注 the words around it, the
    wrong ones marked 【】. Quotations are left out. One wording found again at one place is told apart by a number.
    """
    day = result.asked.day.isoformat() if result.asked.day else ""
    rows = [_make_row(read, hit, day) for read in result.files for hit in read.counted]
    seen: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        found = tuple(row[heading] for heading in ("错误类型", "疑似错误", "定位", "标题"))
        seen[found] += 1
        if seen[found] > 1:
            row["定位"] += f"（第 {seen[found]} 处）"
    return pd.DataFrame(rows, columns=list(HEADINGS), dtype="string")


def write_table(path: Path, result: Result) -> None:
    """Write the table as .csv or .xlsx; another ending is a UserError."""
    table = make_table(result)
    if path.suffix.lower() == ".csv":
        write_csv(path, table)
    elif path.suffix.lower() == ".xlsx":
        write_workbook(path, (_make_sheet(table),), "错敏信息登记")
    else:
        raise UserError("--table", f"写的是“{path.name}”", "以 .csv 或 .xlsx 结尾的文件名")


def _make_row(read: Read, hit: Hit, day: str) -> dict[str, str]:
    said = {
        "错误类型": _name_kind(hit),
        "疑似错误": hit.wrong[:_LONGEST],
        "推荐修改": hit.right,
        "定位": hit.place + (f"（{hit.note}）" if hit.note else ""),
        "标题": read.name,
        "发现时间": day,
        "复核结果": "",
        "备注": hit.context,
    }
    return {heading: make_printable(said.get(heading, "")) for heading in HEADINGS}


def _name_kind(hit: Hit) -> str:
    """Return severity and kind, or the severity alone where a word of the kind would be read as another one."""
    named = f"{hit.severity}：{hit.kind}"
    words = {level: any(word in named for word in listed) for level, listed in _LEVELS.items()}
    is_clear = not any(found for level, found in words.items() if level != hit.severity)
    return named if is_clear else hit.severity


def _make_sheet(table: pd.DataFrame) -> Sheet:
    return Sheet(
        name="错敏信息登记",
        above=tuple(_list_heads()),
        table=table,
        landscape=True,
        empty_text="没有发现错误",
        dropdowns={"复核结果": Dropdown(_REVIEWS), "整改情况": Dropdown(_STATES)},
    )


def _list_heads() -> Iterator[Line]:
    yield Line("错敏信息登记", "title")
    yield Line("复核结果填属实或误报；网站标识码、责任单位、网页URL、整改情况由人补填", "scope")
