"""Build T6, suspected wording errors: one sheet for sites as 开普云 heads it, one for accounts."""

from __future__ import annotations

from collections.abc import Callable

from govlib.sample.cast import Cast
from govlib.sample.days import days_before
from govlib.sample.defects import note_furniture, repeat_row, spoil
from govlib.sample.ledger import REVIEW, Position
from govlib.sample.registry import SITES, Account, Site
from govlib.sample.room import Room, titled
from govlib.sample.sheets import Block, Columns, Raw, Row, Sheet

_SITE_COLUMNS: Columns = (
    ("_number", "序号"),
    ("site_code", "网站标识码"),
    ("error_kind", "错误类型"),
    ("wrong_text", "疑似错误"),
    ("right_text", "推荐修改"),
    ("page_url", "网页URL"),
    ("title", "标题"),
    ("position", "定位"),
    ("published_date", "发布时间"),
    ("found_date", "发现时间"),
    ("review_result", "复核结果"),
    ("unit", "责任单位"),
)
_ACCOUNT_COLUMNS: Columns = (
    ("_number", "序号"),
    ("platform", "平台"),
    ("account_name", "账号名称"),
    ("error_kind", "错误类别"),
    ("wrong_text", "错误词"),
    ("right_text", "建议词"),
    ("page_url", "文章链接"),
    ("title", "标题"),
    ("published_date", "发布日期"),
    ("found_date", "检查时间"),
    ("review_result", "人工核减"),
    ("unit", "责任单位"),
    ("note", "备注"),
)
_SEVERE = ("严重错误", "严重表述错误", "敏感词", "严重")
_SLIGHT = ("一般错误", "错别字", "重复用词", "序号错乱", "日期矛盾", "表述不规范")
_PAIRS = (("截止目前", "截至目前"), ("值守值守", "值班值守"), ("针炙科", "针灸科"), ("布署", "部署"), ("帐户", "账户"))
_TRUE, _FALSE, _OPEN = ("属实", "确认", "已确认", "保留"), ("误报", "核减", "已核减"), ("待复核", "待核实", "未复核")


def build_wording(room: Room, cast: Cast) -> list[Sheet]:
    """Return the two T6 sheets; severe and sensitive errors count once they are confirmed."""
    site_rows = [_site_row(room, site) for site in SITES for _ in range(room.rng.randint(1, 4))]
    judged = [state.account for state in cast.states if state.judged]
    account_rows = [_account_row(room, account) for account in judged if room.rng.random() < 1 / 2]
    site_spare, account_spare = room.shuffle(site_rows), room.shuffle(account_rows)
    for case, site in cast.sites["W-V1.1"].items():
        site_rows += _play(room, "W-V1.1", site, case, lambda site=site: _site_row(room, site))  # type: ignore[misc]
    for case, account in cast.accounts["M-V1"].items():
        account_rows += _play(room, "M-V1", account, case, lambda account=account: _account_row(room, account))  # type: ignore[misc]
    account_rows += _gone(room, cast.gone["closed_stale"])
    site_rows, account_rows = room.shuffle(site_rows), room.shuffle(account_rows)
    _spoil(room, site_rows, site_spare)
    spoil(room, account_spare[0], "found_date", "2026年6月31日", "bad_date", note="不存在的日期")
    repeat_row(room, account_rows, account_spare[1])
    sheets = [
        titled("网站错敏信息", [Block(_SITE_COLUMNS, site_rows)], note="备注：复核结果由人工填写。"),
        titled("新媒体错敏信息", [Block(_ACCOUNT_COLUMNS, account_rows, repeat_at=len(account_rows) // 2)]),
    ]
    for sheet in sheets:
        note_furniture(room, sheet)
    return sheets


def _cells(room: Room, kinds: tuple[str, ...], words: tuple[str, ...]) -> dict[str, Raw]:
    rng = room.rng
    wrong, right = rng.choice(_PAIRS)
    published = rng.randint(20, 80)
    return {
        "error_kind": rng.choice(kinds),
        "wrong_text": wrong,
        "right_text": right,
        "title": f"样例县第{rng.randrange(1, 400)}次工作会议",
        "published_date": room.dress.day(days_before(published)),
        "found_date": room.dress.day(days_before(published - rng.randint(1, 15))),
        "review_result": rng.choice(words),
    }


def _site_row(room: Room, site: Site) -> Row:
    cells = _cells(room, _SLIGHT, (*_TRUE, *_FALSE, *_OPEN))
    page = f"{site.home}art/{room.rng.randrange(10**8):08d}.html"
    return Row({**cells, "site_code": site.code, "page_url": page, "position": "正文", "unit": site.unit})


def _account_row(room: Room, account: Account) -> Row:
    cells = _cells(room, _SLIGHT, (*_TRUE, *_FALSE, *_OPEN))
    page = f"https://post.example.invalid/{account.number}/{room.rng.randrange(10**8):08d}"
    return Row(
        {
            **cells,
            "account_name": account.name,
            "platform": account.platform,
            "page_url": page,
            "unit": account.unit,
            "note": room.rng.choice((None, "－", "无")),
        }
    )


def _play(room: Room, code: str, subject: Site | Account, case: str, make: Callable[[], Row]) -> list[Row]:
    def severe(words: tuple[str, ...], number: int) -> list[Row]:
        rows = [make() for _ in range(number)]
        for row in rows:
            row.cells |= _cells(room, _SEVERE, words)
            row.cells |= {"wrong_text": "（样例）不当表述", "right_text": "（样例）正确表述"}
        return rows

    ledger, name = room.ledger, subject.name
    platform = subject.platform if isinstance(subject, Account) else ""
    dismissed = severe(_FALSE, 2)
    if case in ("one_confirmed", "several_confirmed"):
        counted = severe(_TRUE, 1 if case == "one_confirmed" else 2)
        position: Position = "at" if case == "one_confirmed" else "above"
        ledger.finding(
            code, name, counted, str(len(counted)), position, note="复核属实的严重、敏感错误", platform=platform
        )
        return counted + dismissed + severe(_OPEN, 1)
    if case == "unreviewed":
        counted = severe(_OPEN, 2)
        ledger.finding(
            code, name, counted, "2", "other", note="待复核的严重、敏感错误", outcome=REVIEW, platform=platform
        )
        return counted + dismissed
    if case == "dismissed":
        ledger.look_alike(code, name, dismissed, "below", "严重错误都是误报", platform=platform)
        return dismissed
    plain = [make() for _ in range(3)]
    for row in plain:
        row.cells |= {"error_kind": room.rng.choice(_SLIGHT), "review_result": "属实"}
    ledger.look_alike(code, name, plain, "below", "属实的一般错误，不是严重错误", platform=platform)
    return plain


def _gone(room: Room, account: Account) -> list[Row]:
    row = _account_row(room, account)
    row.cells |= {"error_kind": "严重错误", "review_result": "属实"}
    room.ledger.look_alike("M-V1", account.name, [row], "other", "账号已关停，不判", platform=account.platform)
    return [row]


def _spoil(room: Room, rows: list[Row], spare: list[Row]) -> None:
    spoil(room, spare[0], "error_kind", None, "blank_required", note="错误类型空白，整行不收")
    spoil(room, spare[1], "site_code", str(spare[1].cells["site_code"])[:9], "bad_code", note="标识码只有9位")
    spoil(room, spare[2], "published_date", "20260931", "bad_date", note="不存在的日期")
    spoil(room, spare[3], "review_result", "改过了", "bad_choice", note="复核结果不在可选值里")
    repeat_row(room, rows, spare[4])
