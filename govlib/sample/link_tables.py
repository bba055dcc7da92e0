"""Build T5, problem links of the websites, as a crawler-type platform heads them."""

from __future__ import annotations

from govlib.sample.cast import Cast
from govlib.sample.days import SAMPLE_PERIOD, at_time, days_before
from govlib.sample.defects import look_right, note_furniture, repeat_key, repeat_row, spoil
from govlib.sample.ledger import REVIEW, Position
from govlib.sample.registry import SITES, Site
from govlib.sample.room import Room, titled
from govlib.sample.sheets import Block, Columns, Row, Sheet

_COLUMNS: Columns = (
    ("_number", "序号"),
    ("site_code", "网站标识码"),
    ("scanned_at", "扫描时间"),
    ("link_url", "不可用链接URL"),
    ("link_title", "链接标题"),
    ("page_url", "父页面URL"),
    ("page_title", "父页面标题"),
    ("position", "链接位置"),
    ("link_kind", "链接类型"),
    ("http_code", "返回码"),
    ("resource_kind", "资源类型"),
    ("error_text", "错误描述"),
    ("unavailable_days", "不可用天数"),
    ("review_result", "核实状态"),
    ("unit", "责任单位"),
)
_BAD_KINDS = ("非法外链", "暗链", "变异外链", "不良链接")
_TRUE, _FALSE, _OPEN = ("属实", "确认", "已确认"), ("误报", "核减", "不属实"), ("待核实", "未核实")
_TOPICS = ("办事大厅", "政策文件库", "便民服务", "县情概况", "专题专栏", "下载中心")


def build_links(room: Room, cast: Cast) -> Sheet:
    """Return the T5 sheet; only illegal or hidden links count, and only once they are confirmed."""
    rows: list[Row] = []
    for site in SITES:
        rows += [_link(room, site) for _ in range(room.rng.randint(2, 6))]
    ordinary = room.shuffle(rows)
    for case, site in cast.sites["W-V1.3"].items():
        rows += _play(room, site, case)
    rows = room.shuffle(rows)
    spoil(room, ordinary[0], "review_result", "再看看", "bad_choice", note="核实状态不在可选值里")
    spoil(room, ordinary[1], "unavailable_days", -3, "negative_count", note="天数为负")
    spoil(room, ordinary[2], "scanned_at", "2026-08-32 07:00", "bad_date", note="不存在的日期")
    spoil(room, ordinary[3], "unavailable_days", "20多", "bad_number", note="天数不是数字")
    repeat_row(room, rows, ordinary[4])
    repeat_key(room, rows, ordinary[5], {"link_kind": "非法外链", "review_result": "属实"})
    look_right(room, ordinary[6], "unavailable_days", "－", "bad_number", note="短横表示空白")
    look_right(room, ordinary[7], "unavailable_days", "１５天", "bad_number", note="全角数字带单位")
    look_right(room, ordinary[8], "review_result", None, "bad_choice", note="尚未核实，空白可以")
    block = Block(_COLUMNS, rows, repeat_at=room.rng.randint(30, len(rows) - 30))
    sheet = titled("链接监测", [block], note="备注：核实状态由人工填写。")
    note_furniture(room, sheet)
    return sheet


def _link(room: Room, site: Site) -> Row:
    rng = room.rng
    kind = rng.choice(("内链", "外链", "错链", "空链", "无效链接"))
    host = site.host if kind == "内链" else f"ext{rng.randrange(100):02d}.example.invalid"
    day = days_before(rng.randint(0, (SAMPLE_PERIOD.end - SAMPLE_PERIOD.start).days))
    topic = rng.choice(_TOPICS)
    return Row(
        {
            "site_code": site.code,
            "scanned_at": room.dress.moment(at_time(day, rng.randrange(1440))),
            "link_url": f"http://{host}/{rng.randrange(10**8):08d}.html",
            "link_title": topic,
            "page_url": f"{site.home}page/{rng.randrange(10**6):06d}.html",
            "page_title": f"{topic}列表",
            "position": rng.choice(("首页", "其他页", "内页")),
            "link_kind": kind,
            "http_code": rng.choice(("404", "403", "500", None)),
            "resource_kind": rng.choice(("网页", "图片", "附件", "视频")),
            "error_text": rng.choice(("页面不存在", "域名无法解析", "连接超时", "/", None)),
            "unavailable_days": room.dress.count(rng.randint(1, 40), "天"),
            "review_result": rng.choice((*_TRUE, *_FALSE, *_OPEN)),
            "unit": site.unit,
        }
    )


def _play(room: Room, site: Site, case: str) -> list[Row]:
    def bad(words: tuple[str, ...], number: int) -> list[Row]:
        rows = [_link(room, site) for _ in range(number)]
        for row in rows:
            kind = room.rng.choice(_BAD_KINDS)
            row.cells |= {"link_kind": kind, "review_result": room.rng.choice(words), "http_code": "200"}
            row.cells["link_url"] = f"http://bad{room.rng.randrange(10**6):06d}.example.invalid/"
        return rows

    ledger, name = room.ledger, site.name
    dismissed = bad(_FALSE, 2)
    if case in ("one_confirmed", "several_confirmed"):
        counted = bad(_TRUE, 1 if case == "one_confirmed" else 3)
        position: Position = "at" if case == "one_confirmed" else "above"
        ledger.finding("W-V1.3", name, counted, str(len(counted)), position, note="核实属实的非法外链、暗链")
        return counted + dismissed + bad(_OPEN, 1)
    if case == "unreviewed":
        counted = bad(_OPEN, 2)
        ledger.finding("W-V1.3", name, counted, "2", "other", note="待核实的非法外链、暗链", outcome=REVIEW)
        return counted + dismissed
    if case == "dismissed":
        ledger.look_alike("W-V1.3", name, dismissed, "below", "非法外链都是误报")
        return dismissed
    plain = [_link(room, site) for _ in range(4)]
    for row in plain:
        row.cells |= {"link_kind": "错链", "review_result": "属实"}
    ledger.look_alike("W-V1.3", name, plain, "below", "属实的普通错链，不是非法外链")
    return plain
