"""A county of four websites and four accounts, written as csv, small enough to be worked out by hand.

As delivered on 2026-03-31 (2026Q1):

- 甲镇网 has 11 problem links, 乙镇网 10; more than 10 fail (X-1, which asks for no 复核结果). 县教育局网 has a grave
  wording error that nobody has reviewed (W-V1.1 待复核), 县水利局网 one that is confirmed (不合格). So of 4 websites 1
  passes, 2 fail, 1 waits.
- 甲镇发布 posted 30 days ago on 微信公众号 and 20 on 微博 (more than 14 fail), 教育在线 and 水利在线 yesterday. So 4
  accounts: 2 pass.
- T2b names two problems of 县教育局, T19 one finding about 甲镇 and 乙镇.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from govlib.catalog.load import Catalog, load_catalog
from govlib.exports import Intake
from govlib.review.decision import Decision
from govlib.review.items import list_items
from govlib.review.store import save_decisions
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
PLACE, Q1, Q2 = "xiaoxian", "2026Q1", "2026Q2"
WHEN = "2026-04-01T09:00:00+0800"

_PLACE = """
name: 小县（虚构）
level: county
sample: true
rulesets:
  - {since: 2019-04-18, id: national-2019}
also:
  - {since: 2026-01-01, id: trial-2026}
rounding: {method: half_up, decimals: 1}
units:
  groups:
    乡镇: [甲镇, 乙镇]
    县直部门: [县教育局, 县水利局]
rankings:
  - {use: published-by-group}
periods:
  2026Q1:
    title: 2026年第一季度
    start: 2026-01-01
    end: 2026-03-31
    inspection_day: 2026-03-31
    websites: {by: indicators, rules: [W-V1.1, W-V3, X-1]}
    accounts: {by: indicators, rules: [M-V2.1]}
  2026Q2:
    title: 2026年第二季度
    start: 2026-04-01
    end: 2026-06-30
    inspection_day: 2026-06-30
    websites: {by: indicators, rules: [W-V1.1, W-V3, X-1]}
    accounts: {by: indicators, rules: [M-V2.1]}
"""
_RULESET = """
id: trial-2026
name: 试行口径
source: {act: 小县试行口径, part: 全文, seen: full}
since: 2026-01-01
until: null
extends: null
judged:
  网站: []
  账号: []
"""
_RULE = """
id: {id}
name: {name}
subject: {subject}
part: rule
status: active
check: AUTO
measure: {{kind: count, table: {table}}}
unit: 个
direction: lower_is_better
fails_when: {fails_when}
when_missing: 缺数据
problem: {name}
thresholds:
  - {{since: 2026-01-01, value: {limit}, words: 试行, source: {{act: 小县试行口径, part: 全文, seen: full}}}}
"""
_RULES = (
    {"id": "X-1", "name": "问题链接多", "subject": "网站", "table": "links", "fails_when": "above", "limit": 10},
    {"id": "X-2", "name": "名单上有问题", "subject": "单位", "table": "account_problems", "fails_when": "at_or_above",
     "limit": 2},
    {"id": "X-3", "name": "文字错误", "subject": "单位", "table": "wording", "fails_when": "at_or_above", "limit": 1},
)  # fmt: skip
CODES = {"甲镇网": "5100000001", "乙镇网": "5100000002", "县教育局网": "5100000003", "县水利局网": "5100000004"}
HOSTS = {"甲镇网": "甲镇", "乙镇网": "乙镇", "县教育局网": "县教育局", "县水利局网": "县水利局"}
_READ: dict[tuple[str, str, str], Intake] = {}
Row = Sequence[object]
Sheets = dict[str, tuple[Row, list[Row]]]


def facts(day: str = "2026-03-30", seen: str = "2026-03-20") -> Sheets:
    """Return the exports: file name → headings and rows; ``seen`` is when links and errors were found."""
    links = [(CODES[site], f"https://{CODES[site]}.cn/", f"https://dead.cn/{site}/{number}", "内链", seen, "")
             for site, count in (("甲镇网", 11), ("乙镇网", 10)) for number in range(count)]  # fmt: skip
    kinds = {name: "乡镇" if "镇" in name else "部门" for name in CODES}
    return {
        "网站名录.csv": (("网站名称", "网站标识码", "主办单位", "网站类别", "状态"),
                    [(name, code, HOSTS[name], kinds[name], "正常") for name, code in CODES.items()]),
        "栏目.csv": (("网站标识码", "栏目名称", "栏目URL", "栏目类别", "最近更新时间"),
                   [(code, "首页", f"https://{code}.cn/", "首页", day) for code in CODES.values()]),
        "链接.csv": (("网站标识码", "父页面URL", "链接URL", "链接类型", "扫描时间", "复核结果"), links),
        "错敏.csv": (("网站标识码", "错误类型", "疑似错误", "推荐修改", "网页URL", "标题", "发现时间", "复核结果",
                    "责任单位"),
                   [(CODES["县教育局网"], "严重", "错词", "正词", "https://e.cn/1", "题一", seen, "", "县教育局"),
                    (CODES["县水利局网"], "严重", "坏词", "好词", "https://w.cn/1", "题二", seen, "属实", "县水利局"),
                    (CODES["县水利局网"], "错别字", "登路", "登录", "https://w.cn/2", "题三", seen, "误报",
                     "县水利局")]),
        "账号.csv": (("账号名称", "平台", "主办单位", "状态", "是否发布类", "最近发布时间"),
                   [("甲镇发布", "微信公众号", "甲镇", "正常", "是", "2026-03-01"),
                    ("甲镇发布", "微博", "甲镇", "正常", "是", "2026-03-11"),
                    ("教育在线", "微信公众号", "县教育局", "正常", "是", day),
                    ("水利在线", "微信公众号", "县水利局", "正常", "是", day)]),
        "问题账号.csv": (("责任单位", "新媒体账号名称", "平台", "存在问题"),
                     [("县教育局", "教育在线", "微信公众号", "简介不规范"),
                      ("县教育局", "教育在线", "微信公众号", "原创度低")]),
        "检查发现.csv": (("类别", "检查项", "检查发现", "责任单位"),
                     [("栏目", "领导之窗", "分工未更新", "甲镇、乙镇")]),
    }  # fmt: skip


def write_exports(root: Path, period: str, sheets: Sheets) -> None:
    """Write the exports of a period, in place of those there were."""
    folder = root / "exports" / PLACE / period
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, (headings, rows) in sheets.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([headings, *rows])


def build_project(root: Path) -> Catalog:
    """Write params with the county as the only place, and its rules of trial."""
    shutil.copytree(ROOT / "params", root / "params")
    for file in (root / "params" / "places").glob("*"):
        file.unlink()
    (root / "params" / "places" / f"{PLACE}.yaml").write_text(_PLACE, encoding="utf-8")
    folder = root / "params" / "rulesets" / "trial-2026"
    folder.mkdir()
    (folder / "ruleset.yaml").write_text(_RULESET, encoding="utf-8")
    for rule in _RULES:
        (folder / f"{rule['id']}.yaml").write_text(_RULE.format(**rule), encoding="utf-8")
    return load_catalog(root / "params")


def open_county(root: Path, catalog: Catalog, period: str = Q1) -> Run:
    """Open a period anew; exports that lay in another test's folder already are not read a second time."""
    run = open_declared(root, catalog, PLACE, period, "outputs")
    if not (run.output_dir / "tables").exists() and run.exports_dir.is_dir():
        key = (PLACE, period, run.intake_key)
        if key not in _READ:
            _READ[key] = run.intake
        vars(run)["intake"] = _READ[key]
    return run


def items_of(run: Run) -> pd.DataFrame:
    """Return the items of a run, listed once."""
    kept: pd.DataFrame | None = vars(run).setdefault("_items", None)
    if kept is None:
        kept = vars(run)["_items"] = list_items(run)
    return kept


def find_keys(run: Run, kind: str, *words: str) -> list[str]:
    """Return the keys of the items of a kind whose subject, platform or problem holds all of some words."""
    items = items_of(run)
    mine = items.loc[items["kind"].eq(kind)]
    said = mine["subject"] + mine["platform"] + mine["problem"]
    return [key for key, text in zip(mine["key"], said, strict=True) if all(word in text for word in words)]


def decide(run: Run, keys: Iterable[str], kind: str, to: str = "", remark: str = "") -> None:
    """Save one decision for each key as a person makes it who sees the items of a run."""
    items = items_of(run).set_index("key")
    made = [
        Decision(key, kind, WHEN, to=to, remark=remark, evidence=items.loc[key, "evidence_hash"],
                 state=items.loc[key, "state_hash"])
        for key in keys
    ]  # fmt: skip
    save_decisions(run.records_dir, made, when=WHEN)


def outcomes(run: Run, kind: str = "网站") -> dict[str, str]:
    """Return the verdict of each subject of a kind."""
    mine = run.verdicts.loc[run.verdicts["subject_kind"].eq(kind)]
    return dict(zip(mine["subject"] + mine["platform"].fillna(""), mine["outcome"], strict=True))


def outcome_of(run: Run, key: str) -> str:
    """Return the outcome of one finding after review."""
    return str(run.findings.set_index("key").loc[key, "outcome"])


def item(run: Run, key: str) -> pd.Series:
    """Return one item."""
    return items_of(run).set_index("key").loc[key]
