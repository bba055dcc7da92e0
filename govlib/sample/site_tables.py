"""Build T1, the registry of websites."""

from __future__ import annotations

from govlib.sample.cast import Cast
from govlib.sample.defects import (
    note_furniture,
    note_headings,
    personal_cells,
    repeat_row,
    spoil,
)
from govlib.sample.registry import SITES, Site
from govlib.sample.room import Room, titled
from govlib.sample.sheets import Block, Columns, Row, Sheet
from govlib.sample.units import DEPARTMENTS

_COLUMNS: Columns = (
    ("_number", "序号"),
    ("site_code", "网站标识码"),
    ("site_name", "网站名称"),
    ("home_url", "首页网址"),
    ("host_unit", "主办单位"),
    ("supervising_unit", "主管单位"),
    ("site_type", "网站类别"),
    ("level", "层级"),
    ("icp_code", "ICP备案号"),
    ("police_code", "公安备案号"),
    ("on_platform", "是否集约化"),
    ("has_services", "是否对外服务"),
    ("home_is_navigation", "首页为导航"),
    ("status", "状态"),
    ("_person_name", "管理员姓名"),
    ("_person_phone", "手机号码"),
    ("_unknown_batch", "采集批次"),
)
_TYPES = {"门户": "政府门户网站", "部门": "部门网站", "乡镇": "乡镇网站"}


def build_site_registry(room: Room, cast: Cast) -> Sheet:
    """Return the T1 sheet, one row a site."""
    by_site = {site: _row(room, cast, site) for site in SITES}
    rows = list(by_site.values())
    roles = cast.sites["W-V6.1"]
    for case in ("none", "none_too"):
        room.ledger.finding(
            "W-V6.1", roles[case].name, [by_site[roles[case]]], "0", "below", note="对外服务，却没有一条办事指南"
        )
    idle = roles["not_applicable"]
    room.ledger.look_alike("W-V6.1", idle.name, [by_site[idle]], "other", "不对外服务，没有办事指南是对的")
    clean = room.shuffle([row for site, row in by_site.items() if site not in roles.values()])
    spoil(room, clean[0], "on_platform", "部分集约", "bad_flag", note="是否列里写了别的词")
    repeat_row(room, rows, clean[1])
    block = Block(_COLUMNS, rows, total=Row({"_number": "合计", "site_name": f"{len(SITES)}个"}))
    sheet = titled("网站名录", [block], note="备注：本表所列网站均为虚构样例，域名不可访问。")
    note_headings(room, block)
    note_furniture(room, sheet)
    return sheet


def _row(room: Room, cast: Cast, site: Site) -> Row:
    order = int(site.code[-2:])
    return Row(
        {
            "site_code": site.code,
            "site_name": site.name,
            "home_url": site.home,
            "host_unit": site.unit,
            "supervising_unit": DEPARTMENTS[0],
            "site_type": _TYPES[site.group],
            "level": "县级" if site.group != "乡镇" else "乡级",
            "icp_code": f"样ICP备{order:08d}号",
            "police_code": f"样公网安备{99000000000000 + order}号",
            "on_platform": room.rng.choice(("是", "否", "是")),
            "has_services": "是" if site in cast.serving else "否",
            "home_is_navigation": "是" if site in cast.navigation else "否",
            "status": room.rng.choice(("正常", "运行", "在运行")),
            **personal_cells(room),
        }
    )
