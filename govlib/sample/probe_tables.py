"""Build T3, the probes of every site: 20 a day on the seven days up to the inspection day, and the day before."""

from __future__ import annotations

from datetime import date

from govlib.sample.cast import Cast
from govlib.sample.days import at_time, days_before
from govlib.sample.defects import note_furniture, repeat_row, spoil
from govlib.sample.ledger import Position
from govlib.sample.registry import SITES, Site
from govlib.sample.room import Room, titled
from govlib.sample.sheets import Block, Columns, Raw, Row, Sheet

PROBES_A_DAY = 20
_WINDOW_DAYS = 7
_COLUMNS: Columns = (
    ("site_code", "网站标识码"),
    ("url", "首页URL"),
    ("probed_at", "探测时间"),
    ("response_seconds", "响应时长(秒)"),
    ("http_code", "返回码"),
    ("connected", "连通状态"),
    ("note", "问题描述"),
)
_SLOW_LIMIT, _JUST_FASTER = 15.0, 14.9
# case: (failed probes inside the window, of them by exactly 15.0 s, probes of 14.9 s, failed the day before)
_CASES: dict[str, tuple[int, int, int, int]] = {
    "at": (7, 0, 0, 0),
    "slow_at": (7, 4, 0, 0),
    "above": (16, 3, 0, 2),
    "below": (6, 1, 0, 0),
    "outside": (6, 0, 0, 9),
    "slow": (0, 0, 12, 0),
}
_POSITIONS: dict[str, Position] = {"at": "at", "slow_at": "at", "above": "above", "below": "below"}


def build_probes(room: Room, cast: Cast) -> Sheet:
    """Return the T3 sheet; failed probes are those of 15 s and more and those without a connection."""
    rows: list[Row] = []
    harmless: list[Row] = []
    for site in SITES:
        before = [_probe(room, site, days_before(_WINDOW_DAYS), order) for order in range(PROBES_A_DAY)]
        window = [
            _probe(room, site, days_before(_WINDOW_DAYS - 1 - day), order)
            for day in range(_WINDOW_DAYS)
            for order in range(PROBES_A_DAY)
        ]
        rows += before + window
        case = cast.case_of("W-V2", site)
        if case:
            _play(room, site, case, before, window)
        else:
            harmless += before
    _spoil(room, rows, room.shuffle(harmless))
    sheet = titled("连通性监测", [Block(_COLUMNS, rows)], subtitle="探测间隔约72分钟，每日20次")
    note_furniture(room, sheet)
    return sheet


def _probe(room: Room, site: Site, day: date, order: int) -> Row:
    rng = room.rng
    minutes = order * 72 + rng.randrange(60)
    seconds: Raw = round(rng.uniform(0.2, 3.8), 2)
    return Row(
        {
            "site_code": site.code,
            "url": site.home,
            "probed_at": room.dress.moment(at_time(day, minutes)),
            "response_seconds": str(seconds) if rng.random() < 1 / 20 else seconds,
            "http_code": "200",
            "connected": rng.choice(("连通", "连通", "正常")),
        }
    )


def _play(room: Room, site: Site, case: str, before: list[Row], window: list[Row]) -> None:
    failed_count, exact_count, faster_count, before_count = _CASES[case]
    drawn = room.rng.sample(window, failed_count + faster_count)
    failed, faster = drawn[:failed_count], drawn[failed_count:]
    outside = room.rng.sample(before, before_count)
    for order, row in enumerate(failed):
        if order < exact_count:
            row.cells |= {"response_seconds": _SLOW_LIMIT, "note": "响应缓慢"}
        else:
            _cut(room, row)
    for row in faster:
        row.cells |= {"response_seconds": _JUST_FASTER, "note": "响应缓慢"}
    for row in outside:
        _cut(room, row)
    share = failed_count / len(window)
    if share >= 0.05:  # noqa: PLR2004 - the rule's own limit, 7 of 140
        note = f"{len(window)}次探测中{failed_count}次失败，限5%（含）"
        room.ledger.finding("W-V2", site.name, failed, f"{share:.4f}", _POSITIONS[case], note=note)
        return
    note = f"窗口内{failed_count}次失败；14.9秒不算，窗口外不算"
    room.ledger.look_alike("W-V2", site.name, [*failed, *faster, *outside], _POSITIONS.get(case, "other"), note)


def _cut(room: Room, row: Row) -> None:
    if room.rng.random() < 1 / 4:
        row.cells |= {"response_seconds": round(room.rng.uniform(15.5, 60), 1), "note": "打开超过15秒"}
        return
    word = room.rng.choice(("不通", "异常", "无法访问", "超时"))
    row.cells |= {"response_seconds": None, "http_code": None, "connected": word, "note": "无法打开首页"}


def _spoil(room: Room, rows: list[Row], harmless: list[Row]) -> None:
    code = str(harmless[0].cells["site_code"])
    extra = Row({**harmless[0].cells, "probed_at": "2026-09-18 23:58"})
    rows.insert(room.rng.randrange(len(rows)), extra)
    spoil(room, extra, "site_code", code[:9], "bad_code", note="标识码只有9位，必填，整行不收")
    timeless = Row({**harmless[1].cells})
    rows.insert(room.rng.randrange(len(rows)), timeless)
    spoil(room, timeless, "probed_at", "2026-09-31 10:00", "bad_date", note="不存在的日期，必填，整行不收")
    spoil(room, harmless[2], "response_seconds", "约20", "bad_number", note="响应时长不是数字")
    spoil(room, harmless[3], "connected", "不清楚", "bad_choice", note="连通状态不在可选值里")
    repeat_row(room, rows, harmless[4])
    repeat_row(room, rows, harmless[5])
