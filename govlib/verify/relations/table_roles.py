"""What the number columns of a table count, by their headings: the whole, what was checked, what passed, and so on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from govlib.verify.draft.columns import plain
from govlib.verify.draft.model import DraftTable
from govlib.verify.draft.sums import sum_columns

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
ROLES: dict[str, re.Pattern[str]] = {
    "不合格": re.compile(r"(?:不|未)(?:合格|达标|通过)(?:账号|网站|单位)?(?:个|家)?(?:数量?)?$|不合格"),
    "合格": re.compile(r"合格|达标|通过"),
    "检查": re.compile(r"(?:检查|抽查|监测|检测|抽检|核查)"),
    "退回": re.compile(r"退回|退稿|退改"),
    "删除": re.compile(r"删除|撤回"),
    "待审": re.compile(r"待审|未审|在审"),
    "审发": re.compile(r"审发|审核发布|审核通过"),
    "采用": re.compile(r"采用|采纳|录用|选用|刊发|采编"),
    "报送": re.compile(r"报送|上报|投稿|报数|报信息"),
    "原创": re.compile(r"原创"),
    "转载": re.compile(r"转载|转发"),
    "超期": re.compile(r"超期|逾期|超时"),
    "按期": re.compile(r"按期|按时|及时|限时"),
    "在办": re.compile(r"在办|处理中|办理中|未办结|正在办|待办"),
    "办结": re.compile(r"办结|办理完"),
    "回复": re.compile(r"回复|答复"),
    "无效": re.compile(r"无效|重复"),
    "有效": re.compile(r"有效"),
    "满意": re.compile(r"(?<!不)满意"),
    "未整改": re.compile(r"未整改|未改|未完成整改|整改中"),
    "已整改": re.compile(r"已整改|整改完成|已改|完成整改|整改到位"),
    "未完成": re.compile(r"未完成"),
    "完成": re.compile(r"完成"),
    "发布": re.compile(r"发布|更新|发文|推送|发稿"),
    "受理": re.compile(r"受理|承办|收到|来信|转办|交办|派单|接收|总件"),
    "总数": re.compile(
        r"总数|总量|总计|合计|共计|小计|开设|备案|在册|运行|登记|应有|^数量|(?:账号|网站|栏目|问题|信件|工单|留言|文件)(?:数量?|个数)$"
    ),
}
"""Roles by what their headings say, the narrower ones first."""
RATES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "不合格率": (("不合格",), ("检查", "总数")),
    "合格率": (("合格",), ("检查", "总数")),
    "达标率": (("合格",), ("检查", "总数")),
    "检查率": (("检查",), ("总数",)),
    "抽查率": (("检查",), ("总数",)),
    "抽查比例": (("检查",), ("总数",)),
    "检查比例": (("检查",), ("总数",)),
    "采用率": (("采用", "审发"), ("报送",)),
    "采纳率": (("采用", "审发"), ("报送",)),
    "审发率": (("审发",), ("报送",)),
    "录用率": (("采用",), ("报送",)),
    "退回率": (("退回",), ("报送",)),
    "原创率": (("原创",), ("发布", "总数")),
    "按期办结率": (("按期",), ("受理", "办结", "总数")),
    "按时办结率": (("按期",), ("受理", "办结", "总数")),
    "及时办结率": (("按期",), ("受理", "办结", "总数")),
    "办结率": (("办结",), ("受理", "总数", "有效")),
    "按期回复率": (("按期", "回复"), ("受理", "总数", "有效")),
    "回复率": (("回复", "办结"), ("受理", "总数", "有效")),
    "答复率": (("回复", "办结"), ("受理", "总数", "有效")),
    "满意率": (("满意",), ("总数", "受理", "回复", "办结")),
    "整改率": (("已整改",), ("总数",)),
    "完成率": (("完成",), ("总数",)),
    "超期率": (("超期",), ("受理", "总数")),
}
"""Rates by their names: what is divided, by what."""


def name_roles(table: DraftTable) -> dict[int, str]:
    """Return what each column of counts is; columns that no word tells are left out."""
    return {column: role for column in sum_columns(table) if (role := _role(table.header[column]))}


def _role(heading: str) -> str:
    words = _BRACKETS.sub("", plain(heading))
    return next((role for role, pattern in ROLES.items() if pattern.search(words)), "")


def columns_of(roles: dict[int, str], wanted: Sequence[str]) -> list[int]:
    """Return the columns with one of the roles."""
    return [column for column, role in roles.items() if role in wanted]


def rate_name(heading: str) -> str:
    """Return which rate a column is, "" for none of those known."""
    words = _BRACKETS.sub("", plain(heading))
    return next((name for name in sorted(RATES, key=len, reverse=True) if name in words), "")
