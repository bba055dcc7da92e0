"""The closed vocabulary of intake problems: severity, what is said, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["错误", "警告", "提示"]


@dataclass(frozen=True)
class ProblemType:
    """One kind of problem: ``found`` and ``advice`` are halves of the sentence, {value} is what stands there."""

    code: str
    name: str
    severity: Severity
    found: str
    advice: str


_TYPES = (
    ProblemType(
        "hint_unused",
        "指定的工作表没有找到",
        "警告",
        "地方文件的 sheets 指定这里是“{value}”表，但没有这个文件或工作表",
        "请核对 sheets 里的文件名和工作表名，或删去这一条",
    ),
    ProblemType("bad_date", "日期无法识别", "警告", "写的是“{value}”，不是存在的日期", "请改成 2024-06-22 这样的写法"),
    ProblemType("bad_number", "数字无法识别", "警告", "写的是“{value}”，不是所要的数字", "请改成数字"),
    ProblemType("negative_count", "数量为负", "警告", "写的是“{value}”，数量不会小于零", "请核对原始导出"),
    ProblemType(
        "bad_choice",
        "不在可选写法中",
        "警告",
        "写的是“{value}”，不在可选的写法里",
        "请改成其中一种，或在声明里补上这种写法",
    ),
    ProblemType(
        "bad_code",
        "编码不合规定",
        "警告",
        "写的是“{value}”，位数或字符不对",
        "请把该列设为文本格式后重新填写，开头的 0 不能丢",
    ),
    ProblemType("bad_flag", "是否无法识别", "警告", "写的是“{value}”，看不出是或否", "请改成“是”或“否”"),
    ProblemType(
        "precision_lost",
        "长数字已失真",
        "警告",
        "写的是“{value}”，超过 15 位的数字末尾几位已经丢失",
        "请在来源系统把该列导出为文本",
    ),
    ProblemType(
        "formula_error",
        "公式没有结果",
        "警告",
        "写的是“{value}”，公式没有算出结果",
        "请在 Excel 中修好公式并保存后重新放入",
    ),
    ProblemType(
        "share_out_of_range", "比率超出范围", "警告", "写的是“{value}”，比率只能在 0 到 100% 之间", "请核对原始导出"
    ),
    ProblemType("blank_required", "必填为空", "错误", "是空的，整行没有采用", "请补上后重新放入"),
    ProblemType(
        "duplicate_row",
        "整行重复",
        "提示",
        "与{value}完全相同，后一行没有采用",
        "不必处理；若确是两条，请补上能区分的内容",
    ),
    ProblemType(
        "duplicate_key",
        "同一对象内容不同",
        "警告",
        "与{value}是同一对象而内容不同，后一行没有采用",
        "请核对以哪一行为准，删去另一行",
    ),
    ProblemType(
        "merged_number",
        "数字写在合并单元格里",
        "警告",
        "数字“{value}”写在纵向合并的单元格里，只记在首行",
        "请拆开合并，逐行填写",
    ),
    ProblemType(
        "total_differs",
        "合计与各行不符",
        "警告",
        "合计写的是“{value}”，与上面各行之和不同",
        "合计行没有采用，请核对各行是否齐全、合计是否算错",
    ),
    ProblemType(
        "unknown_column",
        "不认识的列",
        "提示",
        "声明里没有这一列，没有读取",
        "若需要这一列，请在 params/exports 的声明里补上标题",
    ),
    ProblemType(
        "half_not_read",
        "并排的一半没有读",
        "错误",
        "这些标题出现了两次，第二次没有读取：{value}",
        "请把右半的单位标题补进 params/exports 中该表单位列的写法，或把两半拆成两张表",
    ),
    ProblemType(
        "heading_adopted",
        "单位标题没有声明",
        "提示",
        "声明里没有这个标题，按它的位置当作单位列读取",
        "若不是单位，请改标题；若是，请在 params/exports 的声明里补上",
    ),
    ProblemType(
        "missing_column",
        "缺少必需的列",
        "错误",
        "没有这一列，这些行都没有采用",
        "请补上这一列，或在 params/exports 的声明里补上它的写法",
    ),
    ProblemType(
        "unrecognised_sheet",
        "认不出是什么表",
        "错误",
        "认不出是哪一种表，没有读取；{value}",
        "请改标题，或在地方声明该期的 sheets 里写明 file、sheet、table",
    ),
    ProblemType(
        "ambiguous_sheet",
        "像不止一种表",
        "错误",
        "同时像几种表：{value}，没有读取",
        "请在地方声明该期的 sheets 里写明 file、sheet、table",
    ),
    ProblemType(
        "ledger_in_exports",
        "整改台账放在导出表里",
        "提示",
        "是整改台账，读了但不参加统计",
        "要把它登记为往期的问题，请用 govlib ledger adopt 文件 --place 地方 --period 期名",
    ),
    ProblemType("empty_sheet", "没有数据", "提示", "没有数据", "若本应有数据，请重新导出"),
    ProblemType("hidden_sheet", "有隐藏内容", "提示", "{value}，已照常读取", "若不应计入，请删去后重新放入"),
    ProblemType(
        "html_as_workbook",
        "网页冒充工作簿",
        "提示",
        "文件其实是网页（HTML），已按其中的表格读取",
        "不必处理；长数字可能已被来源系统改写，请留意",
    ),
    ProblemType(
        "personal_column_dropped",
        "个人信息列已丢弃",
        "提示",
        "是个人信息，整列没有读取",
        "不必处理；今后请导出不含这一列的表",
    ),
    ProblemType("text_masked", "文字中的个人信息已隐去", "提示", "{value}", "不必处理；请检查原文是否应当公开"),
    ProblemType("unreadable_file", "文件读不出来", "错误", "{value}", "{advice}"),
    ProblemType(
        "not_a_table", "不是表格文件", "提示", "不是表格文件，没有读取", "若其中有检查数据，请另存为 xlsx 或 csv 后放入"
    ),
    ProblemType(
        "encoding_guessed",
        "编码靠猜测",
        "警告",
        "文字编码不合 UTF-8 和 GB18030，{value}",
        "请在来源系统改用 UTF-8 重新导出",
    ),
)

PROBLEM_TYPES = {kind.code: kind for kind in _TYPES}
