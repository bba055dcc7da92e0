"""Why a file can't be read, in sentences for the person who delivered it."""

from __future__ import annotations

from dataclasses import dataclass

from govlib.errors import FileUnreadableError


@dataclass(frozen=True)
class Refusal:
    """One reason: what was found, what is expected, what to do; {detail} is filled in."""

    found: str
    expected: str
    advice: str


_AGAIN = "请在来源系统重新导出后替换"
_REFUSALS = {
    "empty": Refusal("文件是空的（0 字节）", "有内容的表格文件", _AGAIN),
    "foreign": Refusal("内容其实是{detail}，不是表格", "xlsx、xls、ods 或 csv 表格", "请打开原件另存为 xlsx 后替换"),
    "too_large": Refusal("文件有 {detail}，太大", "不超过 512 MiB 的文件", "请按时间或单位分成几个文件导出"),
    "password": Refusal("工作簿设有打开密码", "没有密码的工作簿", "请用密码打开后去掉密码，另存后替换"),
    "broken": Refusal("工作簿已损坏或不完整（{detail}）", "能正常打开的工作簿", _AGAIN),
    "no_sheet": Refusal("工作簿里没有工作表", "至少一张有表格的工作表", _AGAIN),
    "no_table": Refusal("网页里没有表格", "含有表格的网页或工作簿", "请在来源系统导出为 xlsx 或 csv"),
    "bomb": Refusal(
        "压缩包解开后异常庞大（{detail}）", "正常导出的工作簿", "请确认文件来源可靠，用 Excel 打开后另存为新文件"
    ),
    "odd_archive": Refusal(
        "压缩结构不正常（{detail}）", "正常导出的工作簿", "请确认文件来源可靠，用 Excel 打开后另存为新文件"
    ),
    "doctype": Refusal(
        "内部含有 DOCTYPE 或实体声明（{detail}）", "正常导出的工作簿", "请确认文件来源可靠，用 Excel 打开后另存为新文件"
    ),
    "too_many_cells": Refusal(
        "工作表“{detail}”占用的范围太大",
        "每张表不超过 5000 万个单元格",
        "请删去最右和最下方的空白行列（可能有多余的空格），另存后替换",
    ),
}


def refuse(shown_as: str, reason: str, detail: str = "") -> FileUnreadableError:
    """Return the error that says why the file shown as ``shown_as`` is not read."""
    refusal = _REFUSALS[reason]
    return FileUnreadableError(shown_as, refusal.found.format(detail=detail), refusal.expected, refusal.advice)
