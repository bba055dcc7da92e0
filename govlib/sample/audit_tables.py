"""Build T16, the audits done by hand: every site and every judged account, one row an indicator."""

from __future__ import annotations

from govlib.sample.cast import Cast
from govlib.sample.days import days_before
from govlib.sample.defects import note_furniture, spoil
from govlib.sample.ledger import FAIL, REVIEW
from govlib.sample.registry import APP, SITES, Account, Site
from govlib.sample.room import Room, titled
from govlib.sample.sheets import Block, Columns, Row, Sheet

_SITE_COLUMNS: Columns = (
    ("_number", "序号"),
    ("subject", "检查对象"),
    ("indicator_code", "指标编号"),
    ("conclusion", "核查结论"),
    ("evidence_url", "证据URL"),
    ("inspector_role", "检查人角色"),
    ("audited_date", "核查时间"),
)
_ACCOUNT_COLUMNS: Columns = (
    ("subject", "对象"),
    ("platform", "平台"),
    ("indicator_code", "指标"),
    ("conclusion", "结论"),
    ("inspector_role", "角色"),
    ("audited_date", "检查时间"),
)
_FOUND = ("存在问题", "有问题", "是", "存在")
_CLEAR = ("未发现问题", "无问题", "否", "未发现问题", "不存在")
_OPEN = ("待复核", "待核实")
_SITE_RULES = ("W-V1.2", "W-V1.4", "W-V1.6", "W-V5.1")
_ACCOUNT_RULES = ("M-V3.1", "M-V3.2")


def build_audits(room: Room, cast: Cast) -> list[Sheet]:
    """Return the two T16 sheets; one site's back-dated articles are confirmed here, another's cleared."""
    site_rows = [_audit(room, site, code, cast.case_of(code, site)) for site in SITES for code in _SITE_RULES]
    dated = cast.sites["W-V1.5"]
    guilty = _row(room, dated["audited_found"], "W-V1.5", _FOUND)
    cleared = _row(room, dated["audited_clear"], "W-V1.5", _CLEAR)
    note = "发布日期早于首次发现30天以上，核查认定存在问题"
    room.ledger.finding("W-V1.5", dated["audited_found"].name, [guilty], "", "other", note=note)
    account_rows = [row for state in cast.states if state.judged for row in _of_account(room, cast, state.account)]
    gone = cast.gone["deregistered_stale"]
    idle = _row(room, gone, "M-V3.1", _FOUND)
    room.ledger.look_alike("M-V3.1", gone.name, [idle], "other", "账号已注销，不判", platform=gone.platform)
    site_rows, account_rows = room.shuffle([*site_rows, guilty, cleared]), room.shuffle([*account_rows, idle])
    clean = next(site for site in room.shuffle(SITES) if site not in dated.values())
    doubtful = _row(room, clean, "W-V1.5", _CLEAR)
    site_rows.insert(room.rng.randrange(len(site_rows)), doubtful)
    spoil(room, doubtful, "conclusion", "不好说", "bad_choice", note="结论不在可选值里，必填，整行不收")
    sheets = [
        titled("网站人工核查", [Block(_SITE_COLUMNS, site_rows)], note="备注：指标编号见检查指标表。"),
        titled("新媒体人工核查", [Block(_ACCOUNT_COLUMNS, account_rows)]),
    ]
    for sheet in sheets:
        note_furniture(room, sheet)
    return sheets


def _of_account(room: Room, cast: Cast, account: Account) -> list[Row]:
    codes = (*_ACCOUNT_RULES, "M-V2.2") if account.platform == APP else _ACCOUNT_RULES
    return [_audit(room, account, code, cast.case_of(code, account)) for code in codes]


def _audit(room: Room, subject: Site | Account, code: str, case: str) -> Row:
    platform = subject.platform if isinstance(subject, Account) else ""
    ledger, name = room.ledger, subject.name
    if case in ("found", "found_too"):
        row = _row(room, subject, code, _FOUND)
        ledger.finding(code, name, [row], "", "other", note="核查结论为存在问题", outcome=FAIL, platform=platform)
        return row
    if case == "unreviewed":
        row = _row(room, subject, code, _OPEN)
        ledger.finding(code, name, [row], "", "other", note="核查结论为待复核", outcome=REVIEW, platform=platform)
        return row
    row = _row(room, subject, code, _CLEAR)
    if case == "cleared":
        row.cells["conclusion"] = "否"
        row.cells["evidence_url"] = "http://www.yangli.example.invalid/evidence/1.png"
        ledger.look_alike(code, name, [row], "other", "留有证据，但结论为否（未发现问题）", platform=platform)
    return row


def _row(room: Room, subject: Site | Account, code: str, words: tuple[str, ...]) -> Row:
    return Row(
        {
            "subject": subject.name,
            "platform": subject.platform if isinstance(subject, Account) else None,
            "indicator_code": code,
            "conclusion": room.rng.choice(words),
            "evidence_url": None,
            "inspector_role": room.rng.choice(("主检", "复检")),
            "audited_date": room.dress.day(days_before(room.rng.randint(0, 6))),
        }
    )
