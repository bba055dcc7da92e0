"""The folder as delivered: what is read, what is passed over, what is said about the rest."""

from __future__ import annotations

import hashlib

import pandas as pd

ROWS = [["项目", "数量"], ["公开信息", 3]]


def test_lock_files_and_hidden_ones_are_passed_over(tmp_path, write_xlsx, read):
    write_xlsx(ROWS)
    folder = tmp_path / "exports"
    for name in ("~$导出.xlsx", ".DS_Store", ".hidden.xlsx", "Thumbs.db", "desktop.ini"):
        (folder / name).write_bytes(b"lock")
    (folder / ".git").mkdir()
    (folder / ".git" / "a.csv").write_text("项目,数量\n乙,1\n", encoding="utf-8")
    intake = read()
    assert intake.files["file"].tolist() == ["导出.xlsx"]
    assert intake.problems["message"].tolist() == []


def test_other_files_are_mentioned_once_each(tmp_path, write_xlsx, read, problems_of):
    write_xlsx(ROWS)
    folder = tmp_path / "exports"
    for name in ("说明.txt", "通报.docx", "截图.png", "原始.zip", "无后缀"):
        (folder / name).write_bytes(b"something")
    intake = read()
    assert problems_of(intake) == [("not_a_table", "提示", None)] * 5
    assert intake.files["status"].value_counts().to_dict() == {"不是表格": 5, "已读": 1}


def test_files_are_listed_with_size_and_hash(write_xlsx, read):
    path = write_xlsx(ROWS)
    expected = pd.DataFrame(
        {
            "file": ["导出.xlsx"],
            "bytes": [path.stat().st_size],
            "sha256": [hashlib.sha256(path.read_bytes()).hexdigest()],
            "status": ["已读"],
            "message": [""],
        }
    )
    pd.testing.assert_frame_equal(read().files, expected, check_dtype=False)


def test_folders_below_are_read_and_shown_with_slashes(write_xlsx, read):
    write_xlsx(ROWS, folder="exports/第一批/网站")
    assert read().tables["totals"]["source_file"].tolist() == ["第一批/网站/导出.xlsx"]


def test_one_bad_file_never_stops_the_others(tmp_path, write_xlsx, read, problems_of):
    write_xlsx(ROWS)
    (tmp_path / "exports" / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    intake = read()
    assert [code for code, *_ in problems_of(intake)] == ["unreadable_file"]
    assert intake.tables["totals"]["amount"].tolist() == [3]
    assert intake.files.set_index("file").loc["坏.xlsx", "status"] == "未读"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path, write_xlsx, read, problems_of):
    write_xlsx(ROWS)
    outside = tmp_path / "outside.csv"
    outside.write_text("项目,数量\n外面,9\n", encoding="utf-8")
    (tmp_path / "exports" / "link.csv").symlink_to(outside)
    intake = read()
    assert [code for code, *_ in problems_of(intake)] == ["unreadable_file"]
    assert intake.tables["totals"]["item"].tolist() == ["公开信息"]


def test_shards_of_one_table_are_one_table_and_repeats_are_sought_across_them(write_xlsx, read, problems_of):
    write_xlsx([["项目", "数量"], ["甲", 1], ["乙", 2]], name="a.xlsx")
    write_xlsx([["项目", "数量"], ["甲", 1], ["乙", 3], ["丙", 4]], name="b.xlsx")
    intake = read()
    assert problems_of(intake) == [("duplicate_row", "提示", 2), ("duplicate_key", "警告", 3)]
    assert set(intake.problems["file"]) == {"b.xlsx"}
    assert "与a.xlsx 的“表”表第 3 行是同一对象而内容不同" in intake.problems.loc[1, "message"]
    assert intake.tables["totals"]["amount"].tolist() == [1, 2, 4]
    assert intake.regions["rows_read"].tolist() == [2, 1]
    assert intake.regions["rows_refused"].tolist() == [0, 2]


def test_rows_without_any_key_are_compared_whole(read_rows, problems_of):
    header = ["政策标题", "文件URL", "解读标题", "解读URL", "责任单位"]
    intake = read_rows(
        [header, ["甲", "", "解读甲", "", "县局"], ["乙", "", "解读乙", "", ""], ["甲", "", "解读甲", "", "县局"]]
    )
    assert problems_of(intake) == [("duplicate_row", "提示", 4)]
    assert intake.tables["interpretations"]["policy_title"].tolist() == ["甲", "乙"]


def test_the_same_folder_gives_the_same_intake(write_xlsx, read):
    write_xlsx([["项目", "数量"], ["甲", 1], ["乙", "坏"]], name="b.xlsx")
    write_xlsx([["项目", "数量"], ["丙", 1], ["甲", 1]], name="a.xlsx")
    one, two = read(), read()
    for name in ("problems", "regions", "files"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))
    pd.testing.assert_frame_equal(one.tables["totals"], two.tables["totals"])
    assert one.tables["totals"]["item"].tolist() == ["丙", "甲"]


def test_an_empty_folder_delivers_nothing(tmp_path, read):
    (tmp_path / "exports").mkdir()
    intake = read()
    assert intake.tables == {}
    assert [len(intake.problems), len(intake.regions), len(intake.files)] == [0, 0, 0]
    assert intake.problems.dtypes["row"] == "Int64"
