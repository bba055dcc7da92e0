"""Near misses: every single edit is seen, the right wording and its neighbours never; linear in the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govlib.catalog.edits import Edit, find_edit, has_near
from govlib.text.near_miss import NearMiss, build_near_misses

WORDINGS = ("中国特色社会主义", "提高政治站位", "县水利局", "人民武装部", "党的二十大精神", "党的十九大精神")


def find(text: str, *exceptions: str) -> list[tuple[str, str, str]]:
    misses = build_near_misses(WORDINGS, exceptions, lambda *_: True)
    return [(text[one.start : one.end], WORDINGS[one.wording], one.edit.kind) for one in misses.find(text)]


@pytest.mark.parametrize(
    ("written", "edit"),
    [
        ("提高整治站位", Edit("replaced", 2)),
        ("提高政站位", Edit("missing", 3)),
        ("提高政治治站位", Edit("extra", 4)),
        ("提高治政站位", Edit("swapped", 2)),
        ("题高政治站位", Edit("replaced", 0)),
        ("提高政治站为", Edit("replaced", 5)),
        ("提高政治站位", None),
        ("提高政治", None),
        ("提升政治占位", None),
        ("高提政治位站", None),
        ("", None),
    ],
)
def test_one_edit_is_named_and_two_are_none(written: str, edit: Edit | None):
    assert find_edit("提高政治站位", written) == edit


def test_a_longer_text_may_hold_what_is_one_edit_away():
    assert has_near("切实提高整治站位", "提高政治站位")
    assert not has_near("切实提升整治站位", "提高政治站位")
    assert not has_near("站位", "提高政治站位")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("坚持中国特设社会主义。", ("中国特设社会主义", "中国特色社会主义", "replaced")),
        ("坚持中国特社会主义。", ("中国特社会主义", "中国特色社会主义", "missing")),
        ("坚持中国特色社会会主义。", ("中国特色社会会主义", "中国特色社会主义", "extra")),
        ("坚持中国特色会社主义。", ("中国特色会社主义", "中国特色社会主义", "swapped")),
        ("坚持中国特社色会主义。", ("中国特社色会主义", "中国特色社会主义", "swapped")),
        ("，忠国特色社会主义", ("忠国特色社会主义", "中国特色社会主义", "replaced")),
        ("县水力局", ("县水力局", "县水利局", "replaced")),
        ("县利水局", ("县利水局", "县水利局", "swapped")),
        ("水县利局", ("水县利局", "县水利局", "swapped")),
        ("县水局利", ("县水局利", "县水利局", "swapped")),
        ("民人武装部", ("民人武装部", "人民武装部", "swapped")),
        ("人民武部装", ("人民武部装", "人民武装部", "swapped")),
        ("县水利具。", ("县水利具", "县水利局", "replaced")),
        ("县水利具的", ("县水利具", "县水利局", "replaced")),
    ],
)
def test_each_edit_is_found_wherever_it_was_made(text: str, found: tuple[str, str, str]):
    assert find(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "中国特色社会主义",
        "中国特色社会主义义务",
        "坚持和发展中国特色社会主义中国特色社会主义",
        "国特色社会主义",
        "中国特色社会主",
        "中国特色，社会主义",
        "中国特色 社会主义",
        "中国特色\n社会主义",
        "中国特2社会主义",
        "中国社会主义",
        "党的二十大精神和党的十九大精神",
        "发现水利局",
        "县水利具体工作",
        "在县水利局局长办公室",
        "",
    ],
)
def test_what_is_right_and_what_is_further_away_stays_silent(text: str):
    assert find(text) == []


def test_an_exception_is_right_only_where_it_stands_whole():
    assert find("依法设立人民武警部。", "人民武警部") == []
    assert find("依法设立人民武警部。", "县人民武警部") == [("人民武警部", "人民武装部", "replaced")]


def test_what_the_caller_calls_right_is_none():
    misses = build_near_misses(WORDINGS, (), lambda _, edit, *__: edit.kind != "missing")
    assert misses.find("中国特社会主义") == []


def test_of_two_wordings_on_the_same_characters_the_longer_counts():
    wordings = ("全国人民代表大会", "全国人民代表大会常务委员会")
    (miss,) = build_near_misses(wordings, (), lambda *_: True).find("全人民代表大会常务委员会")
    assert miss == NearMiss(0, 12, 1, Edit("missing", 1))


SIGNS = st.text(st.sampled_from("中国特色社会主义，提高政治站位县水利局\ud800\u200b A"), max_size=40)


@settings(max_examples=200, deadline=None)
@given(SIGNS, st.sampled_from(WORDINGS), st.data())
def test_positions_slice_back_to_what_is_one_edit_away(around: str, right: str, data: st.DataObject):
    at = data.draw(st.integers(1, len(right) - 2))
    text = f"{around}，{right[:at]}{right[at + 1 :]}，{around}"
    misses = build_near_misses(WORDINGS, (), lambda *_: True).find(text)
    assert any(text[one.start : one.end] == right[:at] + right[at + 1 :] for one in misses)
    for one in misses:
        assert find_edit(WORDINGS[one.wording], text[one.start : one.end]) == one.edit
    assert all(one.end <= other.start for one, other in pairwise(misses))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from((*WORDINGS, "，", "\n", "各单位")), max_size=12))
def test_right_wordings_side_by_side_are_never_accused(parts: list[str]):
    assert find("，".join(parts)) == []


def test_a_megabyte_of_almost_right_text_ends():
    text = "中国特设社会主义中国特色社会" * 80_000
    assert len(find(text)) == 80_000
