"""Names of units: exact, alias, unique short form; parents and children never joined; nothing left out in silence."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govlib.catalog.places import Units
from govlib.units import UnitRegister, matches_to_confirm, merge_units

GROUPS = {
    "县直单位": ["县公安局", "县教育体育局", "县民政局", "县市场监督管理局", "县卫生健康局"],
    "乡镇": ["麦市镇", "隽水镇"],
}
NAMES = [name for members in GROUPS.values() for name in members]
REGISTER = UnitRegister(
    Units(
        groups=GROUPS,
        aliases={"县质监局": "县市场监督管理局", "麦市镇人民政府": "麦市镇"},
        counts_as={"县公安局交警大队": "县公安局", "麦市镇陈塅村委会": "麦市镇"},
        exclude=("县民政局",),
    )
)


@pytest.mark.parametrize(
    ("written", "unit", "how"),
    [
        ("县公安局", "县公安局", "本名"),
        ("县 公 安 局", "县公安局", "本名"),
        ("县公安局　", "县公安局", "本名"),
        ("县质监局", "县市场监督管理局", "别名"),
        ("麦市镇人民政府", "麦市镇", "别名"),
        ("县教体局", "县教育体育局", "缩写"),
        ("市场监管局", "县市场监督管理局", "缩写"),
        # a short form of the parent is no short form of the child that begins with it
        ("公安局", "县公安局", "缩写"),
        ("公安交警大队", "县公安局交警大队", "缩写"),
        # 宗 stands in no name: looser than a subsequence is never used
        ("县民宗局", "县民宗局", "未登记"),
        # two letters name nothing
        ("县局", "县局", "未登记"),
        # the village is no short form, and the town none of the village
        ("麦市镇某村委会", "麦市镇某村委会", "未登记"),
    ],
)
def test_how_a_written_name_is_understood(written, unit, how):
    match = REGISTER.match(written)
    assert (match.unit, match.how) == (unit, how)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("县公安局交警大队", "县公安局"),
        ("公安交警大队", "县公安局"),
        ("麦市镇陈塅村委会", "麦市镇"),
        ("麦市镇人民政府", "麦市镇"),
        ("不相干的局", "不相干的局"),
    ],
)
def test_children_count_as_their_parent(written, unit):
    assert REGISTER.counted_as(written) == unit


def test_full_width_brackets_and_letters_are_the_same_name(make_register):
    register = make_register(groups={"部门": ["县移动公司(政数局)", "县IT办"]})
    assert register.match("县移动公司（政数局）").unit == "县移动公司(政数局)"
    assert register.match("县ＩＴ办").unit == "县IT办"


def test_a_short_form_of_two_units_is_left_to_a_person(make_register):
    register = make_register(groups={"部门": ["县教育局", "县体育局", "县教体局"]})
    assert register.match("县教局").how == "未登记"
    assert register.match("教育局").unit == "县教育局"


def test_the_beginning_of_a_registered_name_is_its_parent_and_not_joined(make_register):
    register = make_register(groups={"乡镇": ["麦市镇陈塅村委会", "麦市镇人民政府"]})
    assert register.match("麦市镇").how == "未登记"


def test_the_town_is_not_its_only_registered_village(make_register):
    register = make_register(groups={"乡镇": ["麦市镇陈塅村委会"]})
    assert register.match("麦市镇").how == "未登记"
    assert register.match("陈塅村委会").how == "缩写"


def test_without_a_register_every_name_is_its_own(make_register):
    assert make_register().match("县教体局").how == "本名"


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.lists(st.sampled_from(" 　\t"), max_size=3), st.randoms(use_true_random=False))
def test_blanks_never_change_a_name(name, blanks, chance):
    letters = list(name)
    for blank in blanks:
        letters.insert(chance.randrange(len(letters) + 1), blank)
    assert REGISTER.match("".join(letters)).unit == name


@settings(deadline=None)
@given(st.text(alphabet=sorted({letter for name in NAMES for letter in name}), min_size=1, max_size=9))
def test_a_short_form_is_a_subsequence_of_one_registered_name_and_of_no_unrelated_other(written):
    match = REGISTER.match(written)
    registered = [*NAMES, "县公安局交警大队", "麦市镇陈塅村委会"]
    plain = "".join(written.split())

    def is_inside(name: str) -> bool:
        positions = itertools.combinations(range(len(name)), len(plain))
        return any("".join(name[place] for place in chosen) == plain for chosen in positions)

    holding = [name for name in registered if len(plain) < len(name) and is_inside(name)]
    if match.how == "缩写":
        assert match.unit in holding
        assert all(
            other == match.unit or other.startswith(match.unit) for other in holding if not other.startswith(plain)
        )
        assert not match.unit.startswith(plain)
    elif match.how == "未登记":
        assert match.unit == written


@settings(deadline=None)
@given(st.lists(st.sampled_from([*NAMES, "县教体局", "公安局", "生人局", None]), max_size=30))
def test_merging_is_done_once_and_for_all(names):
    table = pd.DataFrame({"unit": pd.Series(names, dtype="string"), "source_row": range(len(names))})
    once = merge_units(table, REGISTER)
    twice = merge_units(once.drop(columns=["unit_as_written", "unit_group"]), REGISTER)
    pd.testing.assert_series_equal(once["unit"], twice["unit"])
    pd.testing.assert_series_equal(once["unit_group"], twice["unit_group"])


@settings(deadline=None)
@given(st.lists(st.sampled_from([*NAMES, "公安局", "生人局", None]), min_size=1, max_size=30))
def test_a_row_is_left_out_only_when_its_unit_is_excluded(names):
    table = pd.DataFrame({"unit": pd.Series(names, dtype="string"), "source_row": range(len(names))})
    kept = merge_units(table, REGISTER)
    assert list(kept["source_row"]) == [row for row, name in enumerate(names) if name != "县民政局"]


def frame(make_table, *units, table="publication", **more):
    return make_table(table, [{"unit": unit, **more} for unit in units])


def test_names_to_confirm_are_listed_once_a_table_with_their_first_place(make_table):
    table = frame(make_table, "县教体局", "县公安局", "县教体局", "生人局", "县民政局")
    found = matches_to_confirm([("publication", table)], REGISTER)
    expected = pd.DataFrame(
        [
            ("publication", "县教体局", "县教育体育局", "缩写", "数据.xlsx", "表", 2),
            ("publication", "生人局", "生人局", "未登记", "数据.xlsx", "表", 5),
            ("publication", "县民政局", "县民政局", "不统计", "数据.xlsx", "表", 6),
        ],
        columns=["table", "written", "unit", "how", "file", "sheet", "row"],
    )
    pd.testing.assert_frame_equal(found, expected)


def test_names_inside_lists_are_confirmed_too_and_groups_of_units_are_known(make_table):
    table = make_table(
        "checklist",
        [
            {"finding": "一", "units": "县公安局、生人局"},
            {"finding": "二", "units": "所有县直单位和乡镇"},
            {"finding": "三", "units": "县直各责任单位"},
        ],
    )
    found = matches_to_confirm([("checklist", table)], REGISTER)
    assert list(zip(found["written"], found["row"], strict=True)) == [("生人局", 2), ("县直各责任单位", 4)]


@pytest.mark.parametrize(
    ("phrase", "members"),
    [
        ("所有县直单位和乡镇", tuple(NAMES)),
        ("各乡镇", ("麦市镇", "隽水镇")),
        ("县直单位、乡镇", tuple(NAMES)),
        ("县直各责任单位", ()),
        ("所有单位", ()),
        ("县公安局", ()),
    ],
)
def test_a_phrase_of_groups_names_their_units(phrase, members):
    assert REGISTER.members(phrase) == members


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("县直各责任单位", tuple(GROUPS["县直单位"])),
        ("有需要征求意见的相关单位", tuple(NAMES)),
        ("各有关部门", tuple(NAMES)),
        ("所有县直单位和乡镇", ()),
        ("县公安局", ()),
        ("生人局", ()),
    ],
)
def test_a_phrase_that_names_nobody_may_mean_those_it_speaks_of(phrase, meant):
    assert REGISTER.may_mean(phrase) == meant


def test_a_unit_that_is_called_like_such_a_phrase_is_a_unit():
    register = UnitRegister(Units(groups={"县直单位": ["县公安局", "征收责任单位"]}))
    assert register.may_mean("征收责任单位") == ()


def test_the_register_says_the_group_and_a_heading_only_where_it_does_not(make_table):
    table = make_table(
        "publication",
        [
            {"unit": "县公安局", "unit_group": "责任单位"},
            {"unit": "县公安局交警大队", "unit_group": "县级部门"},
            {"unit": "生人局", "unit_group": "县级部门"},
            {"unit": "生人镇", "unit_group": "单位名称"},
            {"unit": None, "unit_group": "乡镇"},
        ],
    )
    merged = merge_units(table, REGISTER)
    assert merged["unit_group"].fillna("无").tolist() == ["县直单位", "县直单位", "县级部门", "无", "乡镇"]


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.integers(1, 3))
def test_a_unit_is_never_mistaken_for_another_registered_one(name, cut):
    assume(len(name) - cut >= 3)
    assert REGISTER.match(name[:-cut]).how == "未登记" or REGISTER.match(name[:-cut]).unit == name
