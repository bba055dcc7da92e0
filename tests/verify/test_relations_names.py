"""Names against the rows of annexes: who is named for errors has some, who is praised has none."""

from __future__ import annotations

import pytest

from govlib.catalog.places import Units
from govlib.units import UnitRegister
from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check
from govlib.verify.draft.model import Block, Cell, Draft, DraftTable, RowGroup
from govlib.verify.reading import Reading
from govlib.verify.relations.annex_lists import find_annex_lists
from govlib.verify.relations.doubles import find_doubles
from govlib.verify.relations.named import find_named
from govlib.verify.relations.strangers import find_strangers

HEADER = ("单位", "报送信息（条）", "错情（处）")


def _table(
    *rows: tuple[str, ...], header: tuple[str, ...] = HEADER, title: str = "", groups: tuple[RowGroup, ...] = ()
) -> DraftTable:
    cells = tuple(tuple(Cell(text, f"{at} 行") for text in row) for at, row in enumerate(rows, 1))
    return DraftTable("附件1的表", title, header, cells, part="附件1", groups=groups)


def _read(*texts: str, tables: tuple[DraftTable, ...] = (), register: UnitRegister | None = None) -> Reading:
    blocks = tuple(Block(f"第 {at} 段", text) for at, text in enumerate(texts, 1))
    return Reading(Draft("通报", "text", blocks, tables), register)


def _tell(checks: list[Check]) -> list[tuple[str, str]]:
    return [(one.verdict, one.stated.words) for one in checks]


ROWS = (("县林业局", "12", "1"), ("县水利局", "8", ""), ("白水镇", "20", "2"), ("青山镇", "0", "0"))
TABLE = _table(*ROWS, title="政务公开信息报送情况统计表")


def test_a_unit_named_for_an_error_must_have_one_in_its_row() -> None:
    text = "县林业局将“截至”错写为“截止”，白水镇将“部署”错写为“布署”，县水利局将“账号”错写为“帐号”。"
    checks = list(find_named(_read(text, tables=(TABLE,))))
    assert _tell(checks) == [(RIGHT, "县林业局"), (RIGHT, "白水镇"), (WRONG, "县水利局")]
    assert checks[2].other is not None
    assert (checks[2].other.place, checks[2].other.words) == ("2 行", "错情（处）：空白")


def test_where_no_other_row_bears_the_text_out_it_is_only_asked() -> None:
    checks = list(find_named(_read("县水利局将“账号”错写为“帐号”。", tables=(TABLE,))))
    assert _tell(checks) == [(DOUBTFUL, "县水利局")]


@pytest.mark.parametrize(
    "text",
    [
        "上季度，县水利局将“账号”错写为“帐号”。",
        "县水利局政务微信将“账号”错写为“帐号”。",
        "县档案馆将“账号”错写为“帐号”。",
        "县水利局要杜绝错别字。",
    ],
)
def test_errors_of_other_times_and_media_and_of_units_without_a_row_are_not_compared(text: str) -> None:
    assert _tell(list(find_named(_read(text, tables=(TABLE,))))) == []


def test_a_praised_unit_with_an_error_in_its_row_is_asked_for() -> None:
    text = "县水利局、白水镇政务公开工作情况良好。"
    table = _table(*ROWS, title="全县政务公开监测情况统计表")
    assert _tell(list(find_named(_read(text, tables=(table,))))) == [(RIGHT, "县水利局"), (DOUBTFUL, "白水镇")]


def test_praise_for_something_else_is_no_matter_of_this_table() -> None:
    text = "县水利局、白水镇网站运行良好。"
    table = _table(*ROWS, title="全县政务公开监测情况统计表")
    assert list(find_named(_read(text, tables=(table,)))) == []


def test_who_is_said_to_have_reported_nothing_has_nought_in_the_row() -> None:
    checks = list(find_named(_read("青山镇、白水镇信息报送量为零。", tables=(TABLE,))))
    assert _tell(checks) == [(RIGHT, "青山镇"), (WRONG, "白水镇")]


ACCOUNTS = ("序号", "单位名称", "账号名称", "类型")


def test_an_account_that_stands_twice_in_an_annex_is_counted_once() -> None:
    table = _table(
        ("1", "县林业局", "云岭林业", "微信"),
        ("2", "县林业局", "云岭林业", "微博"),
        ("3", "白水镇", "白水之声", "微信"),
        ("4", "县林业局", "云岭林业", "微信"),
        header=ACCOUNTS,
    )
    (check,) = find_doubles(_read(tables=(table,)))
    assert (check.verdict, check.computed, check.difference) == (DOUBTFUL, "4 行去重后 3 个账号", "1")


def test_rows_that_differ_in_their_problem_are_no_doubles() -> None:
    table = _table(
        ("1", "县林业局", "云岭林业", "栏目空白"),
        ("2", "县林业局", "云岭林业", "超过两周没有更新"),
        ("3", "白水镇", "白水之声", "栏目空白"),
        header=("序号", "单位", "账号", "存在问题"),
    )
    assert [one.verdict for one in find_doubles(_read(tables=(table,)))] == [RIGHT]


UNITS = ("县公安局", "县公安局交警大队", "白水镇", "白水镇石桥村委会", "县林业局", "县林业局")


@pytest.mark.parametrize(("said", "verdict"), [(3, RIGHT), (5, RIGHT), (2, WRONG), (6, WRONG)])
def test_units_of_annex_rows_count_as_few_as_merged_and_as_many_as_written(said: int, verdict: str) -> None:
    rows = tuple((str(at), unit, f"账号{at}", "微信") for at, unit in enumerate(UNITS, 1))
    groups = (RowGroup("一、未备案的单位及账号（6个）", "1 行", 0, 6),)
    text = f"检查出至今未备案的政务新媒体账号6个（清单附后）。涉及单位{said}家。"
    checks = list(find_annex_lists(_read(text, tables=(_table(*rows, header=ACCOUNTS, groups=groups),))))
    assert [one.verdict for one in checks] == [verdict]


def test_a_register_merges_parts_into_what_they_count_as() -> None:
    rows = tuple((str(at), unit, f"账号{at}", "微信") for at, unit in enumerate(UNITS, 1))
    groups = (RowGroup("一、未备案的单位及账号（6个）", "1 行", 0, 6),)
    register = UnitRegister(
        Units(
            groups={"县直": ("县公安局", "县林业局"), "乡镇": ("白水镇",)},
            counts_as={"县公安局交警大队": "县公安局", "白水镇石桥村委会": "白水镇"},
        )
    )
    table = _table(*rows, header=ACCOUNTS, groups=groups)
    found = {
        said: [one.verdict for one in find_annex_lists(_read(text, tables=(table,), register=register))]
        for said in (3, 4)
        for text in [f"未备案的政务新媒体账号6个。涉及单位{said}家。"]
    }
    assert found == {3: [RIGHT], 4: [WRONG]}


def _list_units(*units: str) -> DraftTable:
    return _table(*((str(at), unit, f"账号{at}", "微信") for at, unit in enumerate(units, 1)), header=ACCOUNTS)


def test_a_name_that_follows_an_annex_but_for_one_unit_is_asked_for() -> None:
    table = _list_units("县林业局", "县水利局", "白水镇", "青山镇", "县投资促进中心")
    text = "对县林业局、县水利局、白水镇、青山镇、投促服务中心等单位通报批评。"
    (check,) = find_strangers(_read(text, tables=(table,)))
    assert (check.verdict, check.said, check.computed) == (DOUBTFUL, "投促服务中心", "县投资促进中心")


@pytest.mark.parametrize("name", ["县投资促进中心", "投资促进中心", "县档案馆"])
def test_the_unit_itself_and_one_that_is_nothing_like_it_are_not(name: str) -> None:
    table = _list_units("县林业局", "县水利局", "白水镇", "青山镇", "县投资促进中心")
    text = f"对县林业局、县水利局、白水镇、青山镇、{name}等单位通报批评。"
    assert list(find_strangers(_read(text, tables=(table,)))) == []


def test_where_all_other_names_are_those_of_the_annex_the_one_left_over_is_asked_for() -> None:
    table = _list_units("县林业局", "县水利局", "白水镇", "青山镇", "县教育局", "县投资促进中心")
    text = "对县林业局、县水利局、白水镇、青山镇、县教育局、县档案馆等单位通报批评。"
    (check,) = find_strangers(_read(text, tables=(table,)))
    assert (check.said, check.computed) == ("县档案馆", "县投资促进中心")


def test_a_text_that_tells_that_rows_repeat_is_borne_out() -> None:
    rows = (
        ("1", "县林业局", "云岭林业", "微信"),
        ("2", "县林业局", "云岭林业", "微信"),
        ("3", "白水镇", "白水", "微信"),
    )
    text = "清单共3行，去掉重复的账号为2个。"
    assert [one.verdict for one in find_doubles(_read(text, tables=(_table(*rows, header=ACCOUNTS),)))] == [RIGHT]
