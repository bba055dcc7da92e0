"""planted.csv points at the cells it talks about."""

from collections import defaultdict

import pytest

BAD_WORDS = ["四层", "再看看", "不清楚", "改过了", "不好说", "推进中", "看情况", "一般般", "未知"]
BAD_CELLS = {
    "bad_flag": lambda text: text not in ("是", "否", "有", "无"),
    "bad_number": lambda text: any(word in text for word in ("约", "多")),
    "negative_count": lambda text: text.startswith("-"),
    "bad_code": lambda text: text.isdigit() and len(text) == 9,
    "blank_required": lambda text: text == "",
    "share_out_of_range": lambda text: text == "135%",
    "bad_date": lambda text: any(part in text for part in ("30", "31", "32", "13")),
    "bad_choice": lambda text: (
        text in ("四层", "再看看", "不清楚", "改过了", "不好说", "推进中", "看情况", "一般般", "未知")
    ),
}
LIMITED = {"W-V1.1", "W-V1.3", "W-V2", "W-V3", "W-V4.1", "W-V4.2", "W-V4.3", "W-V5.2", "W-V1.5", "M-V1", "M-V2.1"}
TIMED = {"error_reports_late", "enquiries_late", "applications_late", "permits_late", "tickets_late"}


def line_of(sample, plant, number):
    return sample.lines[plant["file"]][plant["sheet"]][int(number) - 1]


def header_of(sample, plant):
    return next(h for file, sheet, _, _, h in sample.headers if (file, sheet) == (plant["file"], plant["sheet"]))


def cell_of(sample, plant):
    """Return the text of the named cell; of two halves of a sheet, the right one if the left isn't meant."""
    header, line = header_of(sample, plant), line_of(sample, plant, plant["row"])
    texts = [str(line[i] if line[i] is not None else "") for i, name in enumerate(header) if name == plant["column"]]
    assert texts
    return texts


def test_every_defect_stands_in_the_cell_that_the_list_names(sample):
    checked = 0
    for plant in sample.planted:
        if plant["kind"] == "intake" and plant["code"] in BAD_CELLS:
            assert any(BAD_CELLS[plant["code"]](text) for text in cell_of(sample, plant)), plant
            checked += 1
    assert checked > 60


def test_dropped_and_unknown_columns_name_the_header_row_and_its_heading(sample):
    headings = {(file, sheet): (start + 1, header) for file, sheet, start, _, header in sample.headers}
    plants = [p for p in sample.planted if p["code"] in ("personal_column_dropped", "unknown_column")]
    plants = [p for p in plants if p["kind"] == "intake"]
    assert len(plants) > 12
    for plant in plants:
        row, header = headings[plant["file"], plant["sheet"]]
        assert (int(plant["row"]), plant["column"] in header) == (row, True)


def test_an_identical_row_stands_above_every_repeated_one(sample):
    for plant in sample.planted:
        if plant["code"] != "duplicate_row":
            continue
        lines = sample.lines[plant["file"]][plant["sheet"]]
        numbered = header_of(sample, plant)[0] == "序号"
        contents = [tuple(line[1:] if numbered else line) for line in lines[: int(plant["row"])]]
        assert contents.count(contents[-1]) == 2, plant


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("W-V1.1", ("严重", "敏感")),
        ("W-V1.3", ("非法外链", "暗链", "变异外链", "不良链接")),
        ("W-V4.3", ("应更新", "空白")),
        ("M-V3.1", ("M-V3.1",)),
        ("tasks_open", ("未完成", "未开展", "未落实", "否")),
        ("tickets_unsatisfied", ("不满意", "否")),
    ],
)
def test_the_rows_of_a_finding_or_figure_hold_its_words(sample, code, words):
    plants = [p for p in sample.planted if p["kind"] in ("finding", "figure") and p["code"] == code]
    assert plants
    for plant in plants:
        for number in plant["row"].split(";"):
            cells = [str(cell) for cell in line_of(sample, plant, number)]
            assert any(word in cell for cell in cells for word in words), (plant, number)


def test_every_planted_account_stands_by_name_and_platform_in_its_rows(sample):
    for plant in sample.planted:
        if plant["platform"]:
            for number in plant["row"].split(";"):
                line = line_of(sample, plant, number)
                assert {plant["subject"], plant["platform"]} <= set(line)


def test_every_limit_is_met_below_at_and_above(sample):
    positions = defaultdict(set)
    for plant in sample.planted:
        positions[plant["code"]].add(plant["position"])
    for code in LIMITED | TIMED:
        assert positions[code] >= {"below", "at", "above"}, code
    assert all(found - {"other"} or "other" in found for found in positions.values())


def test_every_rule_and_every_list_has_look_alikes(sample):
    found = {plant["code"] for plant in sample.planted if plant["kind"] in ("finding", "figure")}
    alike = {plant["code"] for plant in sample.planted if plant["kind"] == "look_alike"}
    assert found <= alike


def test_look_alikes_are_no_findings_of_the_same_subject(sample):
    def keys(kind):
        return {(p["code"], p["subject"], p["platform"]) for p in sample.planted if p["kind"] == kind and p["subject"]}

    assert keys("look_alike") & (keys("finding") | keys("figure")) == set()
