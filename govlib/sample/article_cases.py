"""Build the planted rows of T7: every account's newest post, back-dated articles, rows with defects."""

from __future__ import annotations

from datetime import datetime, timedelta

from govlib.sample.article_bodies import WORDED
from govlib.sample.cast import Cast, State
from govlib.sample.days import INSPECTION_DAY, at_time, days_before
from govlib.sample.ledger import REVIEW, Position
from govlib.sample.registry import SITES, Account, Site
from govlib.sample.room import Room
from govlib.sample.sheets import Raw, Row

Groups = list[list[Row]]
_POST_LIMIT = 14
# case: days by which the displayed date is earlier than the first sight, one article each
_BACK_DATED: dict[str, tuple[int, ...]] = {
    "one_above": (31,),
    "several_above": (33, 48),
    "audited_found": (40,),
    "audited_clear": (35,),
    "at": (30,),
    "below": (29,),
}
_NEWEST_NOTES: dict[str, tuple[Position, str]] = {
    "above": ("above", "最近一条推文早于监测日15天"),
    "long_stale": ("above", "长期没有推文"),
    "closing": ("above", "注销中的账号照样要更新"),
    "only_returned": ("above", "更近的推文都被退回、待审或删除，不算发布"),
    "at": ("at", "正好14天，不算超过"),
    "below": ("below", "注销中，13天前还在更新"),
    "on_the_day": ("below", "监测日当天更新"),
}


def plant_articles(room: Room, cast: Cast) -> tuple[Groups, Groups]:
    """Return groups of site articles and of account posts; rows of one group stand in one sheet, in order."""
    posts: Groups = [[_newest(room, cast, state)] for state in cast.states if state.newest]
    returned = next(s for s in cast.states if s.account == cast.accounts["M-V2.1"]["only_returned"])
    posts += [[_returned(room, returned.account, order)] for order in range(3)]
    posts.append([_negative_post(room, next(s for s in cast.states if s.account.publishes and s.newest))])
    articles: Groups = [_back_dated(room, site, case) for case, site in cast.sites["W-V1.5"].items()]
    return articles + _defects(room, cast) + _worded(room, cast), posts


def article(room: Room, site: Site, published: datetime, seen: datetime) -> Row:
    """Return an ordinary article of a site."""
    serial = room.rng.randrange(10**9)
    return Row(
        {
            "site_code": site.code,
            "title": f"样例县工作信息（{serial}）",
            "url": f"{site.home}art/p{serial:09d}.html",
            "published_at": room.dress.moment(published),
            "first_seen_at": room.dress.moment(seen),
            "column_name": "政务动态",
            "source_name": room.rng.choice(("本站", "样例县融媒体中心")),
            "is_original": room.rng.choice(("是", "否")),
            "read_count": room.dress.count(room.rng.randint(5, 900), "次"),
            "unit": site.unit,
            "status": room.rng.choice(("审发", "已发布", None)),
        }
    )


def post(room: Room, account: Account, published: Raw, seen: datetime) -> Row:
    """Return an ordinary post of an account."""
    serial = room.rng.randrange(10**9)
    return Row(
        {
            "account_name": account.name,
            "platform": account.platform,
            "title": f"{account.name}推文（{serial}）",
            "url": f"https://post.example.invalid/{account.number}/p{serial:09d}",
            "published_at": published,
            "first_seen_at": room.dress.moment(seen),
            "is_original": room.rng.choice(("是", "否")),
            "read_count": room.dress.count(room.rng.randint(5, 9000), "次"),
            "like_count": room.dress.count(room.rng.randint(0, 300), "次"),
            "share_count": room.rng.randint(0, 90),
            "unit": account.unit,
            "status": room.rng.choice(("审发", "发布", None)),
        }
    )


def _newest(room: Room, cast: Cast, state: State) -> Row:
    account, newest = state.account, state.newest
    if newest is None:
        raise AssertionError("an account without posts has no newest one")
    days = (INSPECTION_DAY - newest.date()).days
    published = room.dress.moment(newest) if room.rng.random() < 1 / 2 else room.dress.day(newest.date())
    row = post(room, account, published, newest + timedelta(minutes=30))
    case = cast.case_of("M-V2.1", account)
    if case:
        position, note = _NEWEST_NOTES[case]
        if days > _POST_LIMIT:
            room.ledger.finding(
                "M-V2.1", account.name, [row], str(days), position, note=note, platform=account.platform
            )
        else:
            room.ledger.look_alike("M-V2.1", account.name, [row], position, note, platform=account.platform)
    elif days > _POST_LIMIT:
        note = f"最近一条在{days}天前，但账号已关停或注销"
        room.ledger.look_alike("M-V2.1", account.name, [row], "other", note, platform=account.platform)
    return row


def _returned(room: Room, account: Account, order: int) -> Row:
    moment = at_time(days_before(2 + order), 600)
    row = post(room, account, room.dress.moment(moment), moment)
    row.cells["status"] = ("已退回", "待审", "删除")[order]
    return row


def _negative_post(room: Room, state: State) -> Row:
    moment = (state.newest or at_time(INSPECTION_DAY, 0)) - timedelta(days=3)
    row = post(room, state.account, room.dress.moment(moment), moment)
    row.cells["like_count"] = -5
    room.ledger.intake("negative_count", row, "like_count", "点赞数为负")
    return row


def _back_dated(room: Room, site: Site, case: str) -> list[Row]:
    rows = []
    for gap in _BACK_DATED[case]:
        seen = at_time(days_before(room.rng.randint(2, 30)), room.rng.randint(480, 1080))
        rows.append(article(room, site, seen - timedelta(days=gap), seen))
    gaps = "、".join(str(gap) for gap in _BACK_DATED[case])
    note = f"显示的发布日期早于首次发现{gaps}天，限30天"
    if case in ("one_above", "several_above"):
        value = str(len(rows))
        room.ledger.finding("W-V1.5", site.name, rows, value, "above", note=note, outcome=REVIEW)
    elif case == "audited_clear":
        room.ledger.look_alike("W-V1.5", site.name, rows, "above", f"{note}；核查未发现问题")
    elif case != "audited_found":
        room.ledger.look_alike("W-V1.5", site.name, rows, "at" if case == "at" else "below", note)
    return rows


def _worded(room: Room, cast: Cast) -> Groups:
    """Return articles with wrong wordings in their bodies, and some that only look so."""
    quiet = [site for site in SITES if not cast.case_of("W-V1.5", site)]
    groups: Groups = []
    for case in WORDED:
        seen = at_time(days_before(room.rng.randint(2, 60)), room.rng.randint(480, 1080))
        row = article(room, room.rng.choice(quiet), seen - timedelta(minutes=25), seen)
        row.cells["body_text"] = case.body
        for wrong, right in case.planted:
            room.ledger.wording(wrong, right, row, case.note)
        if not case.planted:
            room.ledger.look_alike("wording", "", [row], "other", case.note)
        groups.append([row])
    return groups


def _defects(room: Room, cast: Cast) -> Groups:
    quiet = [site for site in SITES if not cast.case_of("W-V1.5", site)]

    def plain() -> Row:
        seen = at_time(days_before(room.rng.randint(2, 60)), room.rng.randint(480, 1080))
        return article(room, room.rng.choice(quiet), seen - timedelta(minutes=25), seen)

    spoiled: tuple[tuple[str, Raw, str, str], ...] = (
        ("first_seen_at", "2026-08-32 09:00", "bad_date", "不存在的日期"),
        ("read_count", "约20", "bad_number", "阅读数不是数字"),
        ("is_original", "部分原创", "bad_flag", "是否列里写了别的词"),
        ("status", "未知", "bad_choice", "状态不在可选值里"),
        ("site_code", "995108001", "bad_code", "标识码只有9位"),
        ("title", None, "blank_required", "标题空白，整行不收"),
    )
    groups: Groups = []
    for key, raw, code, note in spoiled:
        row = plain()
        row.cells[key] = raw
        room.ledger.intake(code, row, key, note)
        groups.append([row])
    for code, changes in (("duplicate_row", {}), ("duplicate_key", {"title": "同一网址的另一个标题"})):
        row = plain()
        copy = Row({**row.cells, **changes})
        room.ledger.intake(code, copy, "", "与前面一行同键，后一行不收")
        groups.append([row, copy])
    return groups
