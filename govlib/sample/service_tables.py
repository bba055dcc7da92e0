"""Build T9, service guides; T10, policies and their interpretations; T11, surveys and interviews."""

from __future__ import annotations

from govlib.sample.cast import Cast
from govlib.sample.days import INSPECTION_DAY, days_before
from govlib.sample.defects import look_right, note_furniture, note_headings, repeat_key, spoil
from govlib.sample.registry import SITES, Site
from govlib.sample.room import Room, titled
from govlib.sample.sheets import Block, Columns, Row, Sheet
from govlib.sample.units import DEPARTMENTS

_GUIDE_COLUMNS: Columns = (
    ("_number", "序号"),
    ("site_code", "网站标识码"),
    ("service_code", "事项编码"),
    ("service_name", "事项名称"),
    ("has_basis", "设定依据"),
    ("has_conditions", "申请条件"),
    ("has_materials", "办理材料"),
    ("has_place", "办理地点"),
    ("has_hours", "办理时间"),
    ("has_phone", "联系电话"),
    ("has_process", "办理流程"),
    ("has_fee", "收费标准"),
    ("attachment_url", "附件URL"),
    ("attachment_status", "附件状态"),
)
_POLICY_COLUMNS: Columns = (
    ("document_code", "发文字号"),
    ("policy_title", "文件标题"),
    ("policy_url", "文件URL"),
    ("policy_date", "文件发布日期"),
    ("interpretation_title", "解读标题"),
    ("interpretation_url", "解读URL"),
    ("interpretation_date", "解读发布日期"),
    ("interpretation_form", "解读形式"),
    ("linked_both_ways", "双向关联"),
    ("unit", "起草单位"),
)
_ACTIVITY_COLUMNS: Columns = (
    ("activity_kind", "活动类型"),
    ("activity_name", "活动名称"),
    ("start_date", "开始日期"),
    ("end_date", "结束日期"),
    ("channel", "渠道"),
    ("participant_count", "参与人数"),
    ("result_url", "反馈链接"),
    ("result_date", "反馈时间"),
    ("unit", "责任单位"),
)
_ELEMENTS = ("has_basis", "has_conditions", "has_materials", "has_place", "has_hours", "has_phone", "has_process")
_SERVICES = ("食品经营许可", "户口迁移", "城乡低保申请", "不动产登记", "林木采伐许可", "老年优待证办理")
_MATTERS = ("促进就业", "农村供水", "校园安全", "秸秆利用", "防汛抗旱", "养老服务", "道路养护", "数据共享")


def build_guides(room: Room, cast: Cast) -> Sheet:
    """Return the T9 sheet; a guide lacks at most one element."""
    roles = cast.sites["W-V6.1"]
    idle = {roles["none"], roles["none_too"]}
    rows: list[Row] = []
    for site in SITES:
        if site not in cast.serving or site in idle:
            continue
        count = 1 if site == roles["one"] else room.rng.randint(3, 6)
        guides = [_guide(room, site, order) for order in range(count)]
        if site == roles["one"]:
            room.ledger.look_alike("W-V6.1", site.name, guides, "at", "只有一条办事指南，也算有")
        rows += guides
    spare = room.shuffle([row for row in rows if row.cells["site_code"] != roles["one"].code])
    rows = room.shuffle(rows)
    spoil(room, spare[0], "site_code", str(spare[0].cells["site_code"])[:9], "bad_code", note="标识码只有9位")
    spoil(room, spare[1], "service_code", None, "blank_required", note="事项编码空白，整行不收")
    repeat_key(room, rows, spare[2], {"service_name": "另一事项"})
    look_right(
        room, spare[3], "has_phone", "0999-0000000", "personal_column_dropped", note="联系电话只记有无，不是个人信息列"
    )
    block = Block(_GUIDE_COLUMNS, rows)
    note_headings(room, block)
    sheet = titled("办事指南", [block], note="备注：要素栏填“有”或“无”。")
    note_furniture(room, sheet)
    return sheet


def _guide(room: Room, site: Site, order: int) -> Row:
    elements = dict.fromkeys(_ELEMENTS, "有")
    if room.rng.random() < 1 / 3:
        elements[room.rng.choice(_ELEMENTS)] = "无"
    number = int(site.code[-2:]) * 10 + order
    return Row(
        {
            "site_code": site.code,
            "service_code": f"000{number:06d}",
            "service_name": f"{room.rng.choice(_SERVICES)}（{order + 1}）",
            **elements,
            "has_fee": "有",
            "attachment_url": f"{site.home}files/{number}.docx",
            "attachment_status": "可下载",
        }
    )


def build_policies(room: Room) -> Sheet:
    """Return the T10 sheet; a policy without an interpretation title is listed."""
    rows = [_policy(room, order) for order in range(40)]
    for order, row in enumerate(room.rng.sample(rows, 5)):
        row.cells |= dict.fromkeys(
            ("interpretation_url", "interpretation_date", "interpretation_form", "linked_both_ways")
        )
        row.cells["interpretation_title"] = ("无", "－", None, None, None)[order]
        subject = str(row.cells["policy_title"])
        room.ledger.figure("interpretation_missing", row, subject, "other", "没有解读材料")
    spare = room.shuffle([row for row in rows if row.cells["interpretation_url"]])
    rows = room.shuffle(rows)
    look_right(room, spare[0], "interpretation_date", "/", "interpretation_missing", note="有解读，只是日期空白")
    spoil(room, spare[1], "policy_title", None, "blank_required", note="文件标题空白，整行不收")
    spoil(room, spare[2], "linked_both_ways", "单向", "bad_flag", note="是否列里写了别的词")
    spoil(room, spare[3], "interpretation_date", "2026-09-31", "bad_date", note="不存在的日期")
    sheet = titled("政策文件与解读", [Block(_POLICY_COLUMNS, rows)])
    note_furniture(room, sheet)
    return sheet


def _policy(room: Room, order: int) -> Row:
    rng = room.rng
    matter = rng.choice(_MATTERS)
    day = days_before(rng.randint(3, 80))
    title = f"样例县{matter}实施办法（第{order + 1}号）"
    home = SITES[0].home
    return Row(
        {
            "document_code": f"样府办发〔2026〕{order + 1}号",
            "policy_title": title,
            "policy_url": f"{home}zc/{order + 1:04d}.html",
            "policy_date": room.dress.day(day),
            "interpretation_title": f"《{title}》解读",
            "interpretation_url": f"{home}jd/{order + 1:04d}.html",
            "interpretation_date": room.dress.day(day),
            "interpretation_form": rng.choice(("文字", "图解", "音视频")),
            "linked_both_ways": rng.choice(("是", "是", "否")),
            "unit": rng.choice(DEPARTMENTS),
        }
    )


def build_activities(room: Room) -> Sheet:
    """Return the T11 sheet."""
    rows = []
    for order in range(20):
        start = days_before(room.rng.randint(30, 80))
        kind = room.rng.choice(("意见征集", "网上调查", "在线访谈"))
        rows.append(
            Row(
                {
                    "activity_kind": kind,
                    "activity_name": f"{room.rng.choice(_MATTERS)}{kind}（{order + 1}）",
                    "start_date": room.dress.day(start),
                    "end_date": room.dress.day(min(INSPECTION_DAY, start + (INSPECTION_DAY - start) / 2)),
                    "channel": "门户网站",
                    "participant_count": room.dress.count(room.rng.randint(3, 500), "人次"),
                    "result_url": f"{SITES[0].home}fk/{order:03d}.html",
                    "result_date": room.dress.day(days_before(room.rng.randint(0, 9))),
                    "unit": room.rng.choice(DEPARTMENTS),
                }
            )
        )
    spoil(room, rows[3], "participant_count", "约300", "bad_number", note="人数不是数字")
    spoil(room, rows[7], "end_date", "2026/13/1", "bad_date", note="不存在的日期")
    look_right(room, rows[11], "result_date", "－", "bad_date", note="短横表示空白")
    sheet = titled("征集调查与访谈", [Block(_ACTIVITY_COLUMNS, rows)], note="注：参与人数按人次计。")
    note_furniture(room, sheet)
    return sheet
