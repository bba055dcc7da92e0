from datetime import date

import pytest

from govlib.bench import Bench
from govlib.catalog.places import Units
from govlib.strays import STRAY_COLUMNS, list_strays
from govlib.units import UnitRegister

SITES = """
| site_code | site_name | status |
| 甲        | 甲网      | 正常   |
| 乙        | 乙网      | 关停   |
"""
ACCOUNTS = """
| account_name | platform   | host_unit | status |
| 号           | 微信公众号 | 县甲局    | 正常   |
| 旧           | 微博       | 县甲局    | 注销   |
"""


@pytest.fixture
def strays(catalog, draw, make_place):
    def listed(**tables: str) -> list[tuple]:
        frames = {name: draw(name, text) for name, text in tables.items()}
        bench = Bench(frames, make_place(), UnitRegister(Units()), date(2024, 6, 22), {})
        found = list_strays(bench, [catalog.rulesets["national-2019"]])
        assert list(found.columns) == STRAY_COLUMNS
        return list(found[["table", "named", "why", "count", "file", "row"]].itertuples(index=False, name=None))

    return listed


def test_rows_of_unregistered_sites_and_accounts_are_listed_once_a_name(strays):
    articles = """
    | site_code | account_name | platform   | title |
    | 甲        |              |            | 一    |
    | 乙        |              |            | 二    |
    | 丁        |              |            | 三    |
    |           | 号           | 微信公众号 | 四    |
    |           | 旧           | 微博       | 五    |
    |           | 生           | 抖音       | 六    |
    |           | 生           | 抖音       | 七    |
    """
    assert strays(sites=SITES, accounts=ACCOUNTS, articles=articles) == [
        ("articles", "丁", "名录里没有", 1, "articles.xlsx", 4),
        ("articles", "生（抖音）", "名录里没有", 2, "articles.xlsx", 7),
    ]


def test_a_blank_name_among_others_is_listed(strays):
    links = """
    | site_code | link_kind |
    | 甲        | 外链      |
    |           | 暗链      |
    """
    assert strays(sites=SITES, links=links) == [("links", "", "没有写名称或标识码", 1, "links.xlsx", 3)]


def test_a_sheet_without_codes_is_not_listed_since_it_is_read(strays):
    links = """
    | link_kind |
    | 暗链      |
    """
    assert strays(sites=SITES, links=links) == []


def test_audits_that_no_rule_reads_are_listed(strays):
    audits = """
    | subject | platform   | indicator_code | conclusion |
    | 甲网    |            | W-V1.2         | 存在问题   |
    | 甲往    |            | W-V1.2         | 存在问题   |
    | 甲网    |            | W-V9           | 存在问题   |
    | 甲网    |            | W-V3           | 存在问题   |
    | 号      |            | M-V3.1         | 存在问题   |
    | 号      | 抖音       | M-V3.1         | 存在问题   |
    | 号       | 微博      | M-V3.1         | 存在问题   |
    """
    assert strays(sites=SITES, accounts=ACCOUNTS, audits=audits) == [
        ("audits", "号（微博）", "名录里没有", 1, "audits.xlsx", 8),
        ("audits", "甲往", "名录里没有", 1, "audits.xlsx", 3),
        ("audits", "W-V9", "没有这个指标", 1, "audits.xlsx", 4),
        ("audits", "W-V3", "这一指标由数据判定，不看人工核查", 1, "audits.xlsx", 5),
    ]


def test_without_a_registry_nothing_is_held_against_it(strays):
    assert strays(links="| site_code | link_kind |\n| 甲 | 暗链 |") == []
