"""A list of items filled in elsewhere comes back: what it decides, what it leaves, and what refuses the whole of it."""

import sys
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from govlib.catalog.load import Catalog
from govlib.deliver import write_csv
from govlib.errors import FileUnreadableError, UserError
from govlib.review.desk import ReviewDesk, open_review
from govlib.review.filled import Filled, read_filled, understand
from govlib.review.shown import show_items
from govlib.review.store import read_decisions

sys.path.insert(0, str(Path(__file__).parent))

from small_county import PLACE, Q1, WHEN, build_project, decide, facts, find_keys, open_county, outcomes, write_exports

MANY_LINKS = "X-1:甲镇网:"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return build_project(tmp_path_factory.mktemp("declared"))


@pytest.fixture
def desk(tmp_path: Path, catalog: Catalog) -> ReviewDesk:
    write_exports(tmp_path, Q1, facts())
    return open_review(open_county(tmp_path, catalog))


def write_filled(desk: ReviewDesk, path: Path, filled: dict[str, dict[str, str]]) -> Path:
    """Write the list as the command does, with some cells filled in by key and heading."""
    write_csv(path, show_items(desk.items))
    rows = pd.read_csv(path, dtype=str, encoding="utf-8-sig", keep_default_na=False).set_index("复核编号", drop=False)
    for key, cells in filled.items():
        for heading, value in cells.items():
            rows.loc[key, heading] = value
    rows.to_csv(path, index=False, encoding="utf-8-sig")
    return path


def take(desk: ReviewDesk, path: Path) -> Filled:
    return understand(desk, read_filled(path))


def test_what_was_filled_in_is_one_save_with_the_hashes_of_the_items(
    desk: ReviewDesk, tmp_path: Path, catalog: Catalog
):
    links = find_keys(desk.run, "links", "甲镇")
    cells = {"复核决定": "误报", "复核备注": "-已打开"}
    filled = take(desk, write_filled(desk, tmp_path / "list.csv", dict.fromkeys(links, cells)))
    assert (len(filled.decisions), filled.same, filled.blank) == (11, 0, len(desk.items) - 11)
    desk.save(filled.decisions, WHEN, "复核岗1")
    assert len(read_decisions(tmp_path / "records" / PLACE / Q1).saves) == 1
    after = open_review(open_county(tmp_path, catalog))
    assert outcomes(after.run)["甲镇网"] == "合格"
    assert set(after.items.set_index("key").loc[links, "standing"]) == {"有效"}
    again = take(after, write_filled(after, tmp_path / "again.csv", {}))
    assert (again.decisions, again.same) == ((), 11)


def test_a_blank_takes_nothing_back(desk: ReviewDesk, tmp_path: Path, catalog: Catalog):
    decide(desk.run, [MANY_LINKS], "dismiss")
    later = open_review(open_county(tmp_path, catalog))
    filled = take(later, write_filled(later, tmp_path / "list.csv", {MANY_LINKS: {"复核决定": ""}}))
    assert filled.decisions == ()


def test_every_row_that_cannot_be_decided_is_told_and_nothing_is_taken(desk: ReviewDesk, tmp_path: Path):
    first, second, third = find_keys(desk.run, "links", "甲镇")[:3]
    path = write_filled(
        desk,
        tmp_path / "list.csv",
        {
            MANY_LINKS: {"复核决定": "误报"},
            first: {"复核决定": "不对"},
            second: {"复核决定": "改派", "决定的对象": "县教育居"},
            third: {"复核编号": "T5:00", "复核决定": "误报"},
        },
    )
    with pytest.raises(UserError, match="有 3 处不能决定，一条也没有保存") as caught:
        take(desk, path)
    rows = {key: number + 2 for number, key in enumerate(desk.items["key"])}
    assert f"第 {rows[first]} 行：复核决定写的是“不对”" in str(caught.value)
    assert f"第 {rows[second]} 行：--to：“县教育居”不在单位名录里" in str(caught.value)
    assert f"第 {rows[third]} 行：T5:00：本期没有这一项" in str(caught.value)


def test_an_item_that_changed_since_the_list_was_written_is_looked_at_anew(
    desk: ReviewDesk, tmp_path: Path, catalog: Catalog
):
    path = write_filled(desk, tmp_path / "list.csv", {MANY_LINKS: {"复核决定": "误报"}})
    sheets = facts()
    headings, rows = sheets["链接.csv"]
    more = (*rows[0][:2], "https://dead.cn/more", *rows[0][3:])
    write_exports(tmp_path, Q1, {**sheets, "链接.csv": (headings, [*rows, more])})
    with pytest.raises(UserError, match=f"{MANY_LINKS}：列表写出以后这一项变了"):
        take(open_review(open_county(tmp_path, catalog)), path)


def test_an_item_that_somebody_decided_since_is_looked_at_anew(desk: ReviewDesk, tmp_path: Path, catalog: Catalog):
    path = write_filled(desk, tmp_path / "list.csv", {MANY_LINKS: {"复核决定": "误报"}})
    decide(desk.run, [MANY_LINKS], "confirm")
    with pytest.raises(UserError, match=r"列表写出以后别人 .* 定为“属实”"):
        take(open_review(open_county(tmp_path, catalog)), path)


def test_a_workbook_with_other_columns_and_their_order_is_read_by_its_headings(desk: ReviewDesk, tmp_path: Path):
    book = Workbook()
    sheet = book.active
    sheet.append(["复核结果汇总"])
    sheet.append(["备注栏", "复核决定", "复核编号"])
    sheet.append(["", "误报", MANY_LINKS])
    book.save(tmp_path / "filled.xlsx")
    filled = take(desk, tmp_path / "filled.xlsx")
    assert [(one.key, one.kind) for one in filled.decisions] == [(MANY_LINKS, "dismiss")]


def test_a_file_that_is_no_list_is_told(tmp_path: Path):
    (tmp_path / "other.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    with pytest.raises(FileUnreadableError, match="没有找到复核列表"):
        read_filled(tmp_path / "other.csv")
    with pytest.raises(FileUnreadableError):
        read_filled(tmp_path / "empty.csv")
    with pytest.raises(UserError, match="没有这个文件"):
        read_filled(tmp_path / "none.csv")
