"""A draft against the computed bulletin: other numbers, dates, names and cells are found, other words are not."""

from __future__ import annotations

import pytest

from govlib.figure_value import FigureValue
from govlib.verify.check import DOUBTFUL, RIGHT, WRONG, Check
from govlib.verify.computed.by_figure import compare_figures
from govlib.verify.computed.expected import ExpectedTable
from govlib.verify.computed.own_tables import compare_tables
from govlib.verify.computed.own_text import compare_text
from govlib.verify.draft.model import Block, Cell, Draft, DraftTable
from govlib.verify.reading import Reading

LINES = (
    "全县检查政府网站12个，合格11个，合格率91.7%。",
    "县林业局、县水利局、青山镇等3家单位没有按时更新。",
    "请于2025年7月20日前改好，并报县政府办公室。",
)
NAMES = frozenset({"县林业局", "县水利局", "县审计局", "青山镇", "青山镇石桥村", "白水镇"})


def _read(*texts: str, tables: tuple[DraftTable, ...] = ()) -> Reading:
    blocks = tuple(Block(f"第 {at} 段", text) for at, text in enumerate(texts, 1))
    return Reading(Draft("通报", "text", blocks, tables))


def _wrong(checks: list[Check]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.said, one.computed) for one in checks if one.verdict in {WRONG, DOUBTFUL}]


def _compare(*texts: str) -> list[Check]:
    return list(compare_text(_read(*texts), LINES, NAMES))


def test_the_same_bulletin_agrees_number_by_number() -> None:
    checks = _compare(*LINES)
    assert _wrong(checks) == []
    assert [one.said for one in checks] == ["12", "11", "91.7", "3", "2025", "7", "20"]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("12个", "13个", ("数字", "13", "12")),
        ("91.7%", "91.6%", ("百分比", "91.6", "91.7")),
        ("7月20日", "7月21日", ("日期", "21", "20")),
        ("2025年", "2024年", ("日期", "2024", "2025")),
        ("县水利局", "县审计局", ("点名", "县审计局", "县水利局")),
        ("青山镇", "白水镇", ("点名", "白水镇", "青山镇")),
        ("青山镇", "青山镇石桥村", ("点名", "青山镇石桥村", "青山镇")),
        ("等3家", "等４家", ("数字", "４", "3")),
    ],
)
def test_one_changed_number_date_or_name_is_found(before: str, after: str, found: tuple[str, str, str]) -> None:
    assert _wrong(_compare(*(line.replace(before, after) for line in LINES))) == [found]


def test_the_order_of_paragraphs_and_marks_of_another_width_change_nothing() -> None:
    texts = [line.replace("，", ",").replace("%", "％") for line in reversed(LINES)]
    assert _wrong(_compare("".join(texts))) == []


def test_words_of_a_person_s_own_are_no_contradiction() -> None:
    own = "今年以来，县政府办公室举办培训2期，参训78人次，各单位的更新明显加快。"
    edited = LINES[1].replace("没有按时更新", "未能按时更新栏目信息")
    assert _wrong(_compare(LINES[0], own, edited, LINES[2])) == []


def test_a_name_written_out_is_no_other_name() -> None:
    names = NAMES | {"县水利和湖泊局"}
    drafted = _read(LINES[1].replace("县水利局", "县水利和湖泊局"))
    assert _wrong(list(compare_text(drafted, LINES, names))) == []


def test_a_number_in_a_sentence_that_a_person_has_reworded_is_still_compared() -> None:
    edited = LINES[0].replace("全县检查政府网站12个", "全县共检查政府网站14个")
    assert _wrong(_compare(edited)) == [("数字", "14", "12")]


EXPECTED = ExpectedTable(
    "附件1",
    ("序号", "单位", "报送", "采用"),
    (("1", "县林业局", "20", "8"), ("2", "青山镇", "", "0"), ("3", "白水镇", "7", "7")),
)


def _table(*rows: tuple[str, ...]) -> DraftTable:
    cells = tuple(
        tuple(Cell(text, f"{line}行{at}列") for at, text in enumerate(row, 1)) for line, row in enumerate(rows, 1)
    )
    return DraftTable("附件1", "附件1", ("序号", "单位", "报 送", "采用"), cells)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (EXPECTED.rows, []),
        ((("1", "县林业局", "21", "8"), *EXPECTED.rows[1:]), [("表格", "21", "20")]),
        ((*EXPECTED.rows[:1], ("2", "青山镇", "3", "0"), EXPECTED.rows[2]), [("表格", "3", "")]),
        ((*EXPECTED.rows[:2], ("3", "县审计局", "7", "7")), [("点名", "县审计局", "白水镇")]),
        (EXPECTED.rows[:1] + EXPECTED.rows[2:], []),
    ],
)
def test_cells_are_compared_row_by_row(rows: tuple[tuple[str, ...], ...], found: list[tuple[str, str, str]]) -> None:
    assert _wrong(list(compare_tables(_read(tables=(_table(*rows),)), [EXPECTED], NAMES))) == found


def _figure(label: str, value: float, text: str, unit: str, **more: object) -> FigureValue:
    plain = {"group": {}, "numerator": None, "denominator": None} | more
    return FigureValue(
        id=label, label=label, topic="政府网站", value=value, unit=unit, text=text, denominator_name="", window="检查",
        window_start="", window_end="", origin="逐条", **plain,  # type: ignore[arg-type]
    )  # fmt: skip


FIGURES = [
    _figure("检查政府网站", 12, "12个", "个"),
    _figure("合格政府网站", 11, "11个", "个"),
    _figure("政府网站合格率", 11 / 12, "91.7%", "%", numerator=11.0, denominator=12.0),
    _figure("政府网站不合格率", 1 / 12, "8.3%", "%", numerator=1.0, denominator=12.0),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("此次共抽查政府网站12家，其中11家合格。", []),
        ("此次共抽查政府网站13家。", [("数字", "13家", "12个")]),
        ("政府网站合格率为91.6%。", []),
        ("政府网站合格率为92%。", []),
        ("政府网站合格率为93.7%。", [("百分比", "93.7%", "91.7%")]),
        ("政府网站不合格率为7.3%。", [("百分比", "7.3%", "8.3%")]),
        ("上季度检查政府网站15个。", []),
        ("县直部门检查政府网站7个。", []),
    ],
)
def test_numbers_in_other_words_are_compared_where_only_one_figure_can_be_meant(
    text: str, found: list[tuple[str, str, str]]
) -> None:
    assert _wrong(list(compare_figures(_read(text), FIGURES, set()))) == found


def test_a_span_that_is_settled_is_not_compared_again() -> None:
    reading = _read("此次共抽查政府网站13家。")
    amount = next(reading.all_amounts())
    assert list(compare_figures(reading, FIGURES, {(amount.block, amount.start)})) == []
    assert [one.verdict for one in compare_figures(_read("此次共抽查政府网站12家。"), FIGURES, set())] == [RIGHT]
