"""What should stand in a cell or a header, in words."""

from __future__ import annotations

from govlib.catalog.tables import ColumnDeclaration

_BY_TYPE = {
    "text": "文字",
    "code": "编码",
    "url": "网址",
    "platform": "平台名称",
    "unit": "单位名称",
    "unit_list": "单位名称",
    "count": "不小于 0 的整数",
    "number": "数字",
    "share": "0 到 1 之间的小数，或带 % 的百分数（如 62.5%）",
    "flag": "是或否",
    "presence": "有或无",
    "date": "日期，如 2024-06-22",
    "datetime": "日期和时间，如 2024-06-22 10:30",
}


def expected_cell(code: str, column: ColumnDeclaration) -> str:
    """Return what a cell of ``column`` should hold, with regard to what was wrong with it."""
    if column.value_type == "choice":
        return "、".join(column.choices) + "之一"
    if column.value_type == "code" and column.digits is not None:
        return f"{column.digits} 位数字的文本"
    if code == "precision_lost":
        return "文本格式的编码"
    return _BY_TYPE[column.value_type]


def expected_heading(column: ColumnDeclaration) -> str:
    """Return under which headings a column may stand."""
    names = "、".join(column.headings)
    return f"标题为{names}之一的列" if len(column.headings) > 1 else f"标题为{names}的列"
