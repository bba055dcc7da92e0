"""Problem links: one row a link whatever the scans, classes by declared signs, pages with the gravest first."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from govlib.catalog.link_signs import LinkSigns, load_link_signs
from govlib.errors import Fault
from govlib.links.by_page import count_by_page, list_links
from govlib.links.classes import class_links
from govlib.links.scans import keep_latest

ROOT = Path(__file__).resolve().parents[2]
SIGNS = load_link_signs(ROOT / "params", [])
TEXT = (
    "site_code",
    "link_url",
    "link_title",
    "page_url",
    "page_title",
    "position",
    "link_kind",
    "http_code",
    "resource_kind",
    "error_text",
    "review_result",
    "unit",
)


def links(*rows: dict[str, object]) -> pd.DataFrame:
    """Return rows of T5; what a row doesn't say is blank, its page and link are p and l."""
    told = [{"page_url": "http://a.example/p", "link_url": "http://b.example/l", **row} for row in rows]
    frame = pd.DataFrame(told)
    columns = {name: pd.Series(frame.get(name), index=frame.index, dtype="string") for name in TEXT}
    days = pd.Series(frame.get("unavailable_days"), index=frame.index, dtype="Int64")
    scanned = pd.to_datetime(pd.Series(frame.get("scanned_at"), index=frame.index), format="ISO8601").astype(
        "datetime64[us]"
    )
    return pd.DataFrame({**columns, "scanned_at": scanned, "unavailable_days": days})


def test_the_latest_scan_of_a_link_counts_and_its_days_run_from_the_first():
    frame = links(
        {"scanned_at": "2026-08-31 23:00", "http_code": "404", "unavailable_days": 2},
        {"scanned_at": "2026-07-01 08:00", "http_code": "500"},
        {"link_url": "http://b.example/other", "scanned_at": "2026-08-01", "unavailable_days": 5},
    )
    kept = keep_latest(frame)
    assert kept["http_code"].fillna("").tolist() == ["404", ""]
    assert kept["unavailable_days"].tolist() == [61, 5]
    assert kept["first_seen_at"].dt.strftime("%m-%d").tolist() == ["07-01", "08-01"]


def test_days_that_the_export_states_itself_stand_where_they_say_more():
    frame = links(
        {"scanned_at": "2026-07-01", "unavailable_days": 30}, {"scanned_at": "2026-07-11", "unavailable_days": 90}
    )
    assert keep_latest(frame)["unavailable_days"].tolist() == [90]
    counted_on = links({"scanned_at": "2026-07-01", "unavailable_days": 30}, {"scanned_at": "2026-07-11"})
    assert keep_latest(counted_on)["unavailable_days"].tolist() == [40]


def test_one_scan_changes_nothing():
    frame = links({"scanned_at": "2026-07-01", "unavailable_days": 3}, {"link_url": "x"})
    assert_frame_equal(keep_latest(frame)[list(frame.columns)], frame)
    assert keep_latest(frame)["unavailable_days"].isna().tolist() == [False, True]


def test_a_review_stands_until_a_later_one():
    scans = [{"scanned_at": "2026-07-01", "review_result": "误报"}, {"scanned_at": "2026-08-01"}]
    assert keep_latest(links(*scans))["review_result"].tolist() == ["误报"]
    later = {"scanned_at": "2026-09-01", "review_result": "属实"}
    assert keep_latest(links(*scans, later))["review_result"].tolist() == ["属实"]


def test_no_links_are_no_links():
    empty = links({}).iloc[:0]
    assert keep_latest(empty).empty
    assert count_by_page(list_links(keep_latest(empty), None, SIGNS), SIGNS).empty


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"link_kind": "暗链"}, "暗链"),
        ({"link_kind": "非法外链"}, "非法外链"),
        ({"link_kind": "错链", "http_code": "404"}, "错链"),
        ({"link_kind": "空链"}, "死链"),
        ({"link_kind": "内链", "http_code": "404"}, "死链"),
        ({"link_kind": "外链", "http_code": " 503 "}, "死链"),
        ({"link_kind": "外链", "http_code": "200", "error_text": "域名已变为博彩网站"}, "非法外链"),
        ({"link_kind": "外链", "link_title": "澳门赌场真人荷官"}, "非法外链"),
        ({"link_kind": "外链", "link_url": "http://www.Casino-8.example/"}, "非法外链"),
        ({"error_text": "页面源码中有隐藏链接"}, "暗链"),
        ({"link_kind": "内链", "error_text": "打开的不是标题所指的页面"}, "错链"),
        ({"link_kind": "内链", "error_text": "连接超时"}, "死链"),
        ({"unavailable_days": 3}, "死链"),
        ({"unavailable_days": 0}, "未归类"),
        ({"link_kind": "外链", "http_code": "200"}, "未归类"),
        ({"link_kind": "内链", "http_code": "4040"}, "未归类"),
        ({"link_title": "福利彩票公益金使用情况"}, "未归类"),
        ({"link_title": "严厉打击涉黄涉赌违法犯罪"}, "未归类"),
        ({}, "未归类"),
    ],
)
def test_a_link_is_of_the_gravest_class_whose_sign_it_carries(row, expected):
    assert class_links(links(row), SIGNS).tolist() == [expected]


def test_pages_are_counted_by_class_with_the_longest_days_and_without_what_was_dismissed():
    frame = links(
        {"link_url": "1", "link_kind": "空链", "unavailable_days": 4, "review_result": "属实", "unit": "甲局"},
        {"link_url": "2", "link_kind": "空链", "unavailable_days": 40, "unit": "甲局"},
        {"link_url": "3", "link_kind": "暗链", "review_result": "误报"},
        {"page_url": "http://a.example/q", "link_kind": "暗链", "review_result": "待核实"},
        {"page_url": "http://a.example/r", "link_kind": "错链", "review_result": "误报"},
    )
    pages = count_by_page(list_links(frame, None, SIGNS), SIGNS)
    assert pages["page_url"].tolist() == ["http://a.example/q", "http://a.example/p"]
    assert pages[["暗链", "死链", "错链", "link_count", "unreviewed_count"]].to_numpy().tolist() == [
        [1, 0, 0, 1, 1],
        [0, 2, 0, 2, 1],
    ]
    assert pages["worst_class"].tolist() == ["暗链", "死链"]
    assert pages["longest_days"].fillna(-1).tolist() == [-1, 40]


def test_a_page_is_of_the_site_that_its_code_or_else_its_address_names():
    sites = pd.DataFrame(
        {
            "site_code": ["5100000001", "5100000002"],
            "site_name": ["甲网站", "乙网站"],
            "home_url": ["http://www.a.example/", "b.example"],
            "host_unit": ["甲局", "乙局"],
        },
        dtype="string",
    )
    frame = links(
        {"site_code": "5100000001", "unit": "丙局"},
        {"page_url": "https://b.example/p"},
        {"page_url": "http://c.example/p"},
        {"page_url": "http://[broken"},
    )
    named = list_links(frame, sites, SIGNS)
    assert named["site_name"].fillna("").tolist() == ["甲网站", "乙网站", "", ""]
    assert named["unit"].fillna("").tolist() == ["丙局", "乙局", "", ""]


def test_the_signs_are_declared_the_gravest_first():
    assert list(SIGNS) == ["暗链", "非法外链", "错链", "死链"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("暗链: {error_word: [x]}", "暗链.error_word"),
        ("暗链: {http_codes: [4x]}", "暗链.http_codes"),
        ("暗链: 黑链", "暗链"),
        ("暗链: {}", "暗链"),
        ("未归类: {link_kinds: [暗链]}", "未归类"),
        ("暗链: {error_words: ['']}", "暗链.error_words"),
    ],
)
def test_a_wrong_sign_is_told_with_its_key(tmp_path: Path, text: str, key: str):
    (tmp_path / "link_signs.yaml").write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    load_link_signs(tmp_path, faults)
    assert len(faults) == 1
    assert faults[0].key.startswith(key)


def test_a_word_that_an_office_adds_is_a_sign():
    signs = {**SIGNS, "非法外链": LinkSigns(title_words=("某某网赚",))}
    assert class_links(links({"link_title": "某某网赚平台"}), signs).tolist() == ["非法外链"]
