"""Build T2, the registry of accounts in two sheets, and T22, followers and reads."""

from __future__ import annotations

from datetime import date

from govlib.sample.cast import Cast, State
from govlib.sample.days import SAMPLE_PERIOD
from govlib.sample.defects import (
    look_right,
    note_furniture,
    note_headings,
    personal_cells,
    repeat_row,
    spoil,
)
from govlib.sample.registry import WECHAT, Account
from govlib.sample.room import Room, titled, total_of
from govlib.sample.sheets import Block, Columns, Row, Sheet
from govlib.sample.units import COUNTS_AS, DEPARTMENTS, SHORT_NAMES

_WECHAT_COLUMNS: Columns = (
    ("_number", "序号"),
    ("platform", "平台"),
    ("account_name", "账号名称"),
    ("account_code", "账号ID"),
    ("verified_body", "认证主体"),
    ("host_unit", "主办单位"),
    ("supervising_unit", "主管单位"),
    ("opened_date", "开设日期"),
    ("registered_date", "备案日期"),
    ("status", "状态"),
    ("is_publishing", "是否发布类"),
    ("_person_name", "联系人"),
    ("_person_phone", "联系电话"),
)
_OTHER_COLUMNS: Columns = (
    ("_number", "序号"),
    ("platform", "新媒体类型"),
    ("account_name", "新媒体名称"),
    ("account_code", "账号编号"),
    ("host_unit", "责任单位"),
    ("opened_date", "开通时间"),
    ("status", "运行状态"),
    ("is_publishing", "发布类"),
    ("_person_name", "管理员"),
    ("_person_phone", "手机"),
    ("_unknown_batch", "平台内部流水"),
)
_READ_COLUMNS: Columns = (
    ("account_name", "账号"),
    ("platform", "平台"),
    ("counted_date", "统计日期"),
    ("follower_count", "粉丝数"),
    ("read_count", "阅读量"),
    ("post_count", "发布量"),
    ("original_count", "原创数"),
)
_STATUS_WORDS = {"正常": ("正常", "运行", "在运行"), "关停": ("已关停",), "注销中": ("注销中",), "注销": ("已注销",)}
_COUNTED_ON = (date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 24))
_CHILDREN = {parent: child for child, parent in COUNTS_AS.items()}


def build_account_registry(room: Room, cast: Cast) -> list[Sheet]:
    """Return the two T2 sheets, one row an account."""
    by_account = {state.account: _row(room, state) for state in cast.states}
    wechat = [row for account, row in by_account.items() if account.platform == WECHAT]
    other = [row for account, row in by_account.items() if account.platform != WECHAT]
    _note_unposted(room, cast, by_account)
    clean = room.shuffle([row for row in wechat if row.cells["status"] in ("正常", "运行", "在运行")])
    spoil(room, clean[0], "opened_date", "2026-02-30", "bad_date", note="不存在的日期")
    look_right(room, clean[1], "registered_date", "－", "bad_date", note="短横表示空白")
    look_right(room, clean[2], "registered_date", "／", "bad_date", note="全角斜杠表示空白")
    repeat_row(room, wechat, clean[3])
    spoil(room, room.rng.choice(other[-8:]), "opened_date", "2020年13月1日", "bad_date", note="不存在的日期")
    sheets = []
    for name, columns, rows in (("微信公众号名录", _WECHAT_COLUMNS, wechat), ("其他平台名录", _OTHER_COLUMNS, other)):
        block = Block(columns, rows)
        sheet = titled(name, [block], note="备注：联系人、电话均为虚构。")
        note_headings(room, block)
        note_furniture(room, sheet)
        sheets.append(sheet)
    return sheets


def _row(room: Room, state: State) -> Row:
    rng, account = room.rng, state.account
    opened = date(rng.randint(2014, 2023), rng.randint(1, 12), rng.randint(1, 28))
    host = _CHILDREN.get(account.unit, account.unit) if rng.random() < 1 / 3 else account.unit
    if host == account.unit and rng.random() < 1 / 3:
        host = SHORT_NAMES.get(host, host)
    return Row(
        {
            "platform": account.platform,
            "account_name": account.name,
            "account_code": account.number,
            "verified_body": account.unit,
            "host_unit": host,
            "supervising_unit": DEPARTMENTS[0],
            "opened_date": room.dress.day(opened),
            "registered_date": room.dress.day(opened.replace(year=opened.year + 1)),
            "status": rng.choice(_STATUS_WORDS[state.status]),
            "is_publishing": "是" if account.publishes else "否",
            **personal_cells(room),
        }
    )


def _note_unposted(room: Room, cast: Cast, by_account: dict[Account, Row]) -> None:
    """Enter the accounts without any post: one fails, one is closed, the rest are of no publishing kind."""
    silent = cast.accounts["M-V2.1"]["silent"]
    room.ledger.finding(
        "M-V2.1", silent.name, [by_account[silent]], "", "other", note="一条推文也没有", platform=silent.platform
    )
    closed = cast.gone["closed_silent"]
    rows = [by_account[closed]]
    room.ledger.look_alike("M-V2.1", closed.name, rows, "other", "没有推文，但账号已关停", platform=closed.platform)
    for account, row in by_account.items():
        if not account.publishes:
            room.ledger.look_alike(
                "M-V2.1", account.name, [row], "other", "没有推文，但不是发布类", platform=account.platform
            )


def build_reads(room: Room, cast: Cast) -> Sheet:
    """Return the T22 sheet: every living account on three days of the period."""
    rows: list[Row] = []
    for state in cast.states:
        if not state.judged:
            continue
        followers = room.rng.randint(800, 60_000)
        for day in _COUNTED_ON:
            followers += room.rng.randint(-20, 300)
            rows.append(_read_row(room, state.account, day, followers))
    spare = room.shuffle(rows)
    spoil(room, spare[0], "counted_date", "2026-09-31", "bad_date", note="不存在的日期，必填，整行不收")
    spoil(room, spare[1], "read_count", "约20", "bad_number", note="不是数字")
    spoil(room, spare[2], "post_count", -5, "negative_count", note="条数为负")
    spoil(room, spare[3], "account_name", None, "blank_required", note="账号空白，整行不收")
    look_right(room, spare[4], "read_count", "１２０５次", "bad_number", note="全角数字带单位")
    look_right(room, spare[5], "original_count", "/", "bad_number", note="斜杠表示空白")
    repeat_row(room, rows, spare[6])
    block = Block(_READ_COLUMNS, rows, total=total_of("account_name"))
    sheet = titled("粉丝与阅读", [block], subtitle=f"统计期：{SAMPLE_PERIOD.start}至{SAMPLE_PERIOD.end}")
    note_furniture(room, sheet)
    return sheet


def _read_row(room: Room, account: Account, day: date, followers: int) -> Row:
    rng = room.rng
    posts = rng.randint(0, 60) if account.publishes else 0
    return Row(
        {
            "account_name": account.name,
            "platform": account.platform,
            "counted_date": room.dress.day(day),
            "follower_count": room.dress.count(followers, "人"),
            "read_count": room.dress.count(posts * rng.randint(20, 900), "次"),
            "post_count": room.dress.count(posts, "条"),
            "original_count": room.dress.count(rng.randint(0, posts)),
        }
    )
