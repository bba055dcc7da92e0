"""Build T4, the monitored columns, as two vendors head them: LonSun for portal and departments, 开普云 for towns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from govlib.sample.cast import Cast
from govlib.sample.column_drafts import Draft, draft_columns
from govlib.sample.days import INSPECTION_DAY
from govlib.sample.defects import look_right, note_furniture, repeat_key, spoil
from govlib.sample.ledger import Position
from govlib.sample.registry import SITES, Site
from govlib.sample.room import Room, titled
from govlib.sample.sheets import Block, Columns, Raw, Row, Sheet

_LONSUN: Columns = (
    ("_number", "序号"),
    ("site_code", "网站标识码"),
    ("site_name", "站点"),
    ("column_name", "栏目"),
    ("column_kind", "栏目类型"),
    ("column_level", "栏目级别"),
    ("item_count", "更新数量"),
    ("last_update_date", "最后发布日期"),
    ("cycle_days", "应更新周期(天)"),
    ("stale_days", "未更新天数"),
    ("column_url", "栏目地址"),
    ("exempt", "例外标记"),
    ("unit", "责任单位"),
)
_KAIPU: Columns = (
    ("_number", "序号"),
    ("site_code", "网站标识码"),
    ("site_name", "网站名称"),
    ("column_name", "栏目名称"),
    ("column_kind", "栏目类别"),
    ("column_level", "栏目级别"),
    ("column_url", "网址"),
    ("checked_date", "监测时间"),
    ("last_update_date", "最后更新时间"),
    ("stale_days", "未更新天数(天)"),
    ("cycle_days", "更新周期（天）"),
    ("item_count", "信息条数"),
    ("exempt", "是否例外"),
    ("unit", "保障单位"),
)
_LONSUN_KINDS = {"通知公告": "通知政策", "人事信息": "人事规划", "空白": "空白栏目"}
_KAIPU_KINDS = {"动态要闻": "动态、要闻类", "通知公告": "通知公告类", "政策文件": "政策文件类", "首页": "网站首页"}
_LEVELS = {"一级": "一级栏目", "二级": "2级"}
_THEMES = {
    "首页": ("首页",),
    "动态要闻": ("政务动态", "图片新闻", "工作动态", "基层动态", "媒体聚焦", "时政要闻"),
    "通知公告": ("通知公告", "公示公告", "招标公告", "招考公告"),
    "政策文件": ("政策文件", "规范性文件", "行政规章", "部门文件"),
    "政策解读": ("政策解读", "图解政策"),
    "人事信息": ("人事任免", "公务员招考"),
    "规划计划": ("规划计划", "年度计划"),
    "应更新": ("办事指南", "社会救助", "食品安全", "应急管理", "财政预决算", "乡村振兴", "环境保护"),
    "空白": ("专题专栏", "下载中心"),
}
_POSITIONS: dict[str, Position] = {
    "below": "below",
    "at": "at",
    "navigation_at": "at",
    "above": "above",
    "long_stale": "above",
    "navigation_stale": "above",
    "undated": "other",
}
_MEANINGS = {
    "W-V3": "首页（或导航页的二级栏目）更新",
    "W-V4.1": "动态要闻与一级通知公告、政策文件不更新",
    "W-V4.2": "有周期的栏目逾期",
    "W-V4.3": "空白栏目",
}


def build_columns(room: Room, cast: Cast) -> list[Sheet]:
    """Return the two T4 sheets."""
    rows = {site: _rows_of(room, cast, site) for site in SITES}
    towns = [row for site, group in rows.items() if site.group == "乡镇" for row in group]
    others = [row for site, group in rows.items() if site.group != "乡镇" for row in group]
    _spoil(room, others, towns)
    sheets = []
    for name, columns, part in (("栏目监测", _LONSUN, others), ("乡镇栏目监测", _KAIPU, towns)):
        block = Block(columns, part, total=Row({"_number": "合计", "column_name": f"{len(part)}个栏目"}))
        subtitle = "监测时间点：2026年9月25日" if columns is _KAIPU else ""
        sheet = titled(name, [block], note="备注：例外标记为“是”的栏目不作更新要求。", subtitle=subtitle)
        note_furniture(room, sheet)
        sheets.append(sheet)
    return sheets


def _rows_of(room: Room, cast: Cast, site: Site) -> list[Row]:
    drafts = draft_columns(room.rng, cast, site)
    pairs = [(draft, _row(room, site, draft, order)) for order, draft in enumerate(drafts)]
    for rule, meaning in _MEANINGS.items():
        case = cast.case_of(rule, site)
        counted = [(draft, row) for draft, row in pairs if draft.rule == rule]
        alike = [row for draft, row in pairs if draft.guise == rule]
        if counted:
            _enter(room, rule, site, case, counted)
        if alike:
            position = _POSITIONS.get(case, "other")
            room.ledger.look_alike(rule, site.name, alike, position, f"{meaning}：未到限，或属例外、二级、空白")
    return [row for _, row in pairs]


def _enter(room: Room, rule: str, site: Site, case: str, counted: Sequence[tuple[Draft, Row]]) -> None:
    rows = [row for _, row in counted]
    days = counted[0][0].stale_days
    value = ("" if days is None else str(days)) if rule == "W-V3" else str(len(rows))
    room.ledger.finding(rule, site.name, rows, value, _POSITIONS[case], note=_MEANINGS[rule])


def _row(room: Room, site: Site, draft: Draft, order: int) -> Row:
    rng, dress = room.rng, room.dress
    words = _KAIPU_KINDS if site.group == "乡镇" else _LONSUN_KINDS
    level: Raw = draft.level and (_LEVELS.get(draft.level, draft.level) if rng.random() < 1 / 4 else draft.level)
    name = rng.choice(_THEMES[draft.kind])
    return Row(
        {
            "site_code": site.code,
            "site_name": site.name,
            "column_name": name if not order else f"{name}（{order}）",
            "column_kind": words.get(draft.kind, draft.kind),
            "column_level": level,
            "column_url": f"{site.home}lm{order:03d}/" if order else site.home,
            "item_count": None if draft.items is None else dress.count(draft.items, "条"),
            "last_update_date": dress.day(draft.updated),
            "cycle_days": None if draft.cycle is None else dress.count(draft.cycle, "天"),
            "stale_days": draft.stale_days,
            "checked_date": dress.day(INSPECTION_DAY),
            "exempt": "是" if draft.exempt else rng.choice(("否", None)),
            "unit": site.unit,
        }
    )


def _spoil(room: Room, others: list[Row], towns: list[Row]) -> None:
    """Add rows with defects; each stands for an ordinary column that no rule counts."""

    def extra(rows: list[Row], number: int) -> Row:
        site = room.rng.choice([site for site in SITES if (site.group == "乡镇") == (rows is towns)])
        updated = INSPECTION_DAY - timedelta(days=3)
        row = _row(room, site, Draft("应更新", "三级", updated), 900 + number)
        rows.insert(room.rng.randint(1, len(rows)), row)
        return row

    code = str(extra(others, 0).cells["site_code"])
    spoil(room, extra(others, 1), "site_code", code[:9], "bad_code", note="标识码只有9位，必填，整行不收")
    spoil(
        room, extra(towns, 2), "site_code", f"99510{room.rng.randrange(1000, 9999)}", "bad_code", note="标识码只有9位"
    )
    spoil(room, extra(towns, 3), "column_name", None, "blank_required", note="栏目名称空白，整行不收")
    spoil(room, extra(others, 4), "column_level", "四层", "bad_choice", note="栏目级别不在可选值里")
    spoil(room, extra(towns, 5), "last_update_date", "2026年9月31日", "bad_date", note="不存在的日期")
    spoil(room, extra(others, 6), "last_update_date", "2026-02-30", "bad_date", note="不存在的日期")
    repeat_key(room, others, extra(others, 7), {"column_kind": "空白", "item_count": 0})
    look_right(room, extra(towns, 8), "item_count", "１２", "bad_number", note="全角数字")
    look_right(room, extra(others, 9), "stale_days", "／", "bad_number", note="斜杠表示空白")
