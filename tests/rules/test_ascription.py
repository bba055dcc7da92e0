from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govlib.ascription import CERTAIN, HOLDER, Holders

ACCOUNTS = ("account_name", "platform")


def text(values: list[str | None]) -> pd.Series:
    return pd.Series(values, dtype="string")


def frame(columns: dict[str, list[str | None]], sheets: list[str] | None = None) -> pd.DataFrame:
    made = pd.DataFrame({name: text(values) for name, values in columns.items()})
    made["source_file"] = text(["a.xlsx"] * len(made))
    made["source_sheet"] = text(sheets or [""] * len(made))
    made["source_row"] = range(2, len(made) + 2)
    return made


def holders(keys: tuple[str, ...], rows: list[tuple[str | None, ...]], closed: list[tuple[str, ...]] = ()) -> Holders:
    subjects = pd.DataFrame(rows, columns=list(keys), dtype="string")
    registered = pd.DataFrame([*rows, *closed], columns=list(keys), dtype="string")
    return Holders(subjects, registered, keys)


def given_to(held: Holders, rows: pd.DataFrame) -> list[tuple[int, int, bool]]:
    """Return row, subject and certainty of every pair."""
    pairs = held.ascribe(rows)
    return list(zip(pairs["source_row"], pairs[HOLDER], pairs[CERTAIN], strict=True))


def test_a_row_belongs_to_the_subject_whose_key_it_carries():
    held = holders(("site_code",), [("甲",), ("乙",)])
    rows = frame({"site_code": ["乙", "甲", "丁", "甲"]})
    assert given_to(held, rows) == [(2, 1, True), (3, 0, True), (5, 0, True)]


def test_codes_that_differ_by_a_leading_nought_are_different():
    held = holders(("site_code",), [("0510824001",), ("510824001",)])
    assert given_to(held, frame({"site_code": ["510824001"]})) == [(2, 1, True)]


def test_a_row_without_code_is_the_only_sites():
    held = holders(("site_code",), [("甲",)])
    assert given_to(held, frame({"site_code": [None, "乙"]})) == [(2, 0, True)]


def test_a_row_without_code_may_be_any_of_several_sites():
    held = holders(("site_code",), [("甲",), (None,)])
    assert given_to(held, frame({"site_code": [None]})) == [(2, 0, False), (2, 1, False)]


def test_a_row_about_an_account_is_no_sites():
    held = holders(("site_code",), [("甲",)])
    rows = frame(
        {
            "site_code": [None, None, "甲", "甲", None],
            "account_name": ["号", None, "号", None, None],
            "platform": [None, "微博", "微博", "网站", None],
        }
    )
    assert held.are_spoken_of(rows).tolist() == [False, False, False, True, True]
    assert given_to(held, rows) == [(5, 0, True), (6, 0, True)]


def test_sites_of_one_code_share_their_rows_uncertainly():
    held = holders(("site_code",), [("甲",), ("甲",), ("乙",)])
    assert given_to(held, frame({"site_code": ["甲", "乙"]})) == [(2, 0, False), (2, 1, False), (3, 2, True)]


def test_an_account_is_found_by_name_and_platform_together():
    held = holders(ACCOUNTS, [("号", "微博"), ("号", "微信公众号"), ("别", "微博")])
    rows = frame({"account_name": ["号", "别", "号"], "platform": ["微信公众号", "微信公众号", "抖音"]}, None)
    held = holders(ACCOUNTS, [("号", "微博"), ("号", "微信公众号"), ("别", "微博")], closed=[("旧", "抖音")])
    assert given_to(held, rows) == [(2, 1, True)]


def test_an_account_without_platform_is_the_only_one_of_its_name_else_any_of_them():
    held = holders(ACCOUNTS, [("号", "微博"), ("号", "微信公众号"), ("别", "微博")])
    rows = frame({"account_name": ["别", "号"], "platform": [None, None]})
    assert given_to(held, rows) == [(2, 2, True), (3, 0, False), (3, 1, False)]


def test_a_platform_by_an_unknown_word_leaves_the_row_with_the_name_but_never_certain():
    held = holders(ACCOUNTS, [("号", "微信公众号"), ("别", "微博")])
    rows = frame({"account_name": ["号", "别", "无"], "platform": ["微信", "新浪微博", "微信"]})
    assert given_to(held, rows) == [(2, 0, False), (3, 1, False)]


def test_a_platform_without_name_may_be_any_account_there():
    held = holders(ACCOUNTS, [("号", "微博"), ("别", "微博"), ("独", "抖音")])
    rows = frame({"account_name": [None, None], "platform": ["微博", "抖音"]})
    assert given_to(held, rows) == [(2, 0, False), (2, 1, False), (3, 2, True)]


def test_a_row_that_names_nothing_is_about_no_account():
    held = holders(ACCOUNTS, [("号", "微博")])
    assert given_to(held, frame({"account_name": [None], "platform": [None]})) == []


def test_a_subject_with_a_blank_key_is_named_by_no_row():
    held = holders(ACCOUNTS, [("号", None), ("号", "微博")])
    assert held.without_key.tolist() == [True, False]
    rows = frame({"account_name": ["号", "号"], "platform": ["微博", None]})
    assert given_to(held, rows) == [(2, 1, True), (3, 0, False), (3, 1, False)]


def test_one_blank_among_codes_names_nobody_but_a_sheet_without_codes_may_be_anybodys():
    held = holders(("site_code",), [("甲",), ("乙",)])
    rows = frame({"site_code": ["甲", None, None]}, ["一", "一", "二"])
    assert held.find_strays(rows).tolist() == [False, True, False]
    kept = held.keep_attributable(rows)
    assert given_to(held, kept) == [(2, 0, True), (4, 0, False), (4, 1, False)]


def test_one_blank_among_codes_is_the_only_sites():
    held = holders(("site_code",), [("甲",)])
    rows = frame({"site_code": ["甲", None]})
    assert given_to(held, held.keep_attributable(rows)) == [(2, 0, True), (3, 0, True)]


def test_present_tells_who_surely_and_who_possibly_has_a_row():
    held = holders(ACCOUNTS, [("号", "微博"), ("号", "微信公众号"), ("别", "微博"), ("静", "微博")])
    surely, possibly = held.present(frame({"account_name": ["号", "别"], "platform": [None, "微博"]}))
    assert surely.tolist() == [False, False, True, False]
    assert possibly.tolist() == [True, True, True, False]


@pytest.mark.parametrize("keys", [("site_code",), ACCOUNTS])
def test_no_rows_belong_to_nobody(keys):
    held = holders(keys, [("甲",) * len(keys)])
    assert given_to(held, frame({key: [] for key in keys})) == []


WORDS = st.sampled_from(["甲", "乙", "丙", None])
PAIRS = st.lists(st.tuples(WORDS, WORDS), max_size=8)


def _may_be(row, subject, words) -> bool:
    """Tell one by one whether a row may be a subject's."""
    name, platform = row
    if name is None and platform is None:
        return False
    platform = platform if platform in words else None
    if name is None and platform is None:
        return True
    return all(said is None or said == own for said, own in zip((name, platform), subject, strict=True))


@given(subjects=st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), rows=PAIRS)
def test_rows_go_where_a_slow_comparison_sends_them(subjects, rows):
    held = holders(ACCOUNTS, subjects)
    words = {platform for _, platform in subjects if platform is not None}
    table = frame({"account_name": [name for name, _ in rows], "platform": [platform for _, platform in rows]})
    expected = []
    for place, row in enumerate(rows):
        named = [one for one, subject in enumerate(subjects) if _may_be(row, subject, words)]
        is_sure = len(named) == 1 and (row[1] is None or row[1] in words)
        expected += [(place + 2, one, is_sure) for one in named]
    assert given_to(held, table) == expected


def test_the_kept_columns_travel_with_the_row():
    held = holders(("site_code",), [("甲",)])
    rows = frame({"site_code": ["甲", "甲"]}).assign(day=[date(2024, 6, 1), date(2024, 6, 2)], other=1)
    kept = held.ascribe(rows, ["day"])
    assert list(kept.columns) == ["day", "source_file", "source_sheet", "source_row", HOLDER, CERTAIN]
    assert kept["day"].tolist() == [date(2024, 6, 1), date(2024, 6, 2)]
