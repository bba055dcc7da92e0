"""Workbooks whose rows are named after their defect, with exactly the problems they must give."""

from __future__ import annotations

import re

import pandas as pd

HEADER = ["标题", "URL", "栏目名称", "发布时间", "是否原创", "阅读数", "状态"]


def url(name: str) -> str:
    return f"http://www.example.gov.cn/{name}"


ARTICLES = [
    HEADER,
    ["无缺陷", url(2), "要闻", "2024-06-22 10:30", "是", 80, "已发布"],
    ["日期不存在", url(3), "要闻", "2024-02-30", "是", 80, "已发布"],
    ["日期不是日期", url(4), "要闻", "上月底", "是", 80, "已发布"],
    ["数量有小数", url(5), "要闻", "2024-06-22", "是", 80.5, "已发布"],
    ["数量为负", url(6), "要闻", "2024-06-22", "是", -3, "已发布"],
    ["数量是文字", url(7), "要闻", "2024-06-22", "是", "很多", "已发布"],
    ["是否看不出", url(8), "要闻", "2024-06-22", "也许", 80, "已发布"],
    ["状态不在其中", url(9), "要闻", "2024-06-22", "是", 80, "不知道"],
    ["公式出错", url(10), "要闻", "2024-06-22", "是", "#REF!", "已发布"],
    ["网址为空", "", "要闻", "2024-06-22", "是", 80, "已发布"],
    ["", url(12), "要闻", "2024-06-22", "是", 80, "已发布"],
    ["整行重复", url(13), "要闻", "2024-06-22", "是", 80, "已发布"],
    ["整行重复", url(13), "要闻", "2024-06-22", "是", 80, "已发布"],
    ["同一网址内容不同", url(13), "要闻", "2024-06-21", "否", 81, "已发布"],
    ["空白当作没有", url(16), "要闻", "－", "", "无", "—"],
    ["只有空格和零宽字符的行在下面", url(17), "要闻", "2024-06-22", "√", "1,234", "审发"],
    [" ", "\u200b", "　", "", None, "", "\t"],
    ["编号写成网址以外的样子也收", url(19), "要闻", "2024-06-22", "×", "１２条", "待审"],
]
EXPECTED = [
    ("bad_date", "警告", "D3"),
    ("bad_date", "警告", "D4"),
    ("bad_number", "警告", "F5"),
    ("negative_count", "警告", "F6"),
    ("bad_number", "警告", "F7"),
    ("bad_flag", "警告", "E8"),
    ("bad_choice", "警告", "G9"),
    ("formula_error", "警告", "F10"),
    ("blank_required", "错误", "B11"),
    ("blank_required", "错误", "A12"),
    ("duplicate_row", "提示", 14),
    ("duplicate_key", "警告", 15),
]


def test_each_defect_gives_its_problem_where_excel_shows_it(read_rows, problems_of):
    assert problems_of(read_rows(ARTICLES)) == EXPECTED


def test_a_wrong_optional_cell_is_blank_and_its_row_stays(read_rows):
    table = read_rows(ARTICLES).tables["articles"].set_index("title")
    for name, column in [
        ("日期不存在", "published_at"),
        ("日期不是日期", "published_at"),
        ("数量有小数", "read_count"),
        ("数量为负", "read_count"),
        ("是否看不出", "is_original"),
        ("状态不在其中", "status"),
        ("公式出错", "read_count"),
        ("空白当作没有", "published_at"),
        ("空白当作没有", "read_count"),
        ("空白当作没有", "status"),
    ]:
        assert pd.isna(table.loc[name, column]), name
    assert table.loc["只有空格和零宽字符的行在下面", "read_count"] == 1234
    assert table.loc["编号写成网址以外的样子也收", "read_count"] == 12


def test_every_row_is_accounted_for(read_rows):
    intake = read_rows(ARTICLES)
    account = intake.regions.iloc[0]
    assert account["rows_in_file"] == 17
    assert account["rows_read"] == len(intake.tables["articles"]) == 13
    assert account["rows_refused"] == 4


def test_rows_remember_where_they_stood(read_rows):
    table = read_rows(ARTICLES).tables["articles"]
    assert table["source_row"].tolist() == [2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 16, 17, 19]
    assert set(table["source_file"]) == {"导出.xlsx"}
    assert set(table["source_sheet"]) == {"表"}


def test_a_message_says_where_what_and_what_to_do(read_rows):
    problems = read_rows(ARTICLES).problems
    assert problems.loc[0, "message"] == (
        "导出.xlsx 的“表”表第 3 行“发布时间”列（D3）：写的是“2024-02-30”，不是存在的日期，这一格按空白处理；"
        "应为日期和时间，如 2024-06-22 10:30；请改成 2024-06-22 这样的写法。"
    )
    assert problems.loc[0, ["value", "expected"]].tolist() == ["2024-02-30", "日期和时间，如 2024-06-22 10:30"]
    for message in problems["message"]:
        assert re.fullmatch(r"导出\.xlsx 的“表”表第 \d+ 行.*。", message)


def test_a_wrong_cell_in_a_required_column_refuses_the_row(read_rows, problems_of):
    intake = read_rows(
        [
            ["单位名称", "账号名称", "检查发现"],
            ["县公安局", "苍溪公安", "未更新"],
            ["县水利局", "#N/A", "未更新"],
            ["县司法局", "苍溪司法", "未备案"],
        ]
    )
    assert problems_of(intake) == [("formula_error", "错误", "B3")]
    assert "整行没有采用" in intake.problems.loc[0, "message"]
    assert intake.tables["account_problems"]["unit"].tolist() == ["县公安局", "县司法局"]


def test_codes_keep_their_zeros_and_their_faults_are_named(read_rows, problems_of):
    intake = read_rows(
        [
            ["网站标识码", "网站名称", "网站类型", "ICP备案号"],
            ["0510820001", "编码有前导零", "部门网站", "蜀ICP备05000001号"],
            [5108200001, "编码写成数字", "部门网站", 12.0],
            [51082, "编码丢了位", "部门网站", "无"],
            ["51082A0001", "编码有字母", "部门网站", "—"],
            ["５１０８２００００２", "编码是全角", "部门网站", ""],
            ["5.10820000000000E+19", "编码已成科学计数", "部门网站", 123456789012345678],
        ]
    )
    assert problems_of(intake) == [
        ("bad_code", "警告", "A4"),
        ("bad_code", "警告", "A5"),
        ("precision_lost", "警告", "A7"),
        ("precision_lost", "警告", "D7"),
    ]
    sites = intake.tables["sites"]
    assert sites["site_code"].fillna("空").tolist() == ["0510820001", "5108200001", "空", "空", "5108200002", "空"]
    assert sites["icp_code"].fillna("空").tolist() == ["蜀ICP备05000001号", "12", "空", "空", "空", "空"]


def test_shares_above_one_need_a_per_cent_sign(read_rows, problems_of):
    intake = read_rows(
        [
            ["抽查时间", "对象", "合格率"],
            ["百分号", "甲", "62.5%"],
            ["全角百分号", "乙", "９４％"],
            ["小数", "丙", 0.58],
            ["没有百分号", "丁", 94],
            ["超过一百", "戊", "101%"],
            ["为负", "己", "-1%"],
            ["文字", "庚", "过半"],
        ]
    )
    assert problems_of(intake) == [
        ("bad_number", "警告", "C5"),
        ("share_out_of_range", "警告", "C6"),
        ("share_out_of_range", "警告", "C7"),
        ("bad_number", "警告", "C8"),
    ]
    shares = intake.tables["spot_checks"]["pass_rate"]
    assert shares.fillna(-1).tolist() == [0.625, 0.94, 0.58, -1, -1, -1, -1]
    assert "请写成带 % 的百分数" in intake.problems.loc[0, "message"]


def test_blank_counts_are_zero_only_where_declared(read_rows):
    intake = read_rows(
        [
            ["单位", "报送数", "审发数", "错情"],
            ["县公安局", "", 3, ""],
            ["县司法局", 2, 1, "－"],
            ["县水利局", 2, 1, "坏"],
        ]
    )
    table = intake.tables["publication"]
    assert table["error_count"].fillna(-1).tolist() == [0, 0, -1]
    assert table["submitted_count"].fillna(-1).tolist() == [-1, 2, 2]


def test_a_missing_required_column_refuses_all_rows(read_rows, problems_of):
    intake = read_rows([["事项名称", "设定依据", "办理材料"], ["社保登记", "有", "有"], ["证照换发", "有", "无"]])
    assert problems_of(intake) == [("missing_column", "错误", 1)]
    assert len(intake.tables["services"]) == 0
    assert intake.regions.loc[0, ["rows_in_file", "rows_refused"]].tolist() == [2, 2]
    assert "事项编码" in intake.problems.loc[0, "message"]


def test_an_unknown_column_is_named_and_left_out(read_rows, problems_of):
    intake = read_rows([["项目", "数量", "快照"], ["公开信息", 3, "有图"]])
    assert problems_of(intake) == [("unknown_column", "提示", "C1")]
    assert intake.regions.loc[0, "columns_unknown"] == "快照"


def test_a_number_in_a_cell_merged_downward_is_counted_once(read_rows, problems_of):
    intake = read_rows(
        [["单位", "报送数", "审发数"], ["县公安局", 10, 8], ["县司法局", None, 7], ["县水利局", 5, 4]], merges=["B2:B3"]
    )
    assert problems_of(intake) == [("merged_number", "警告", "B2")]
    assert intake.tables["publication"]["submitted_count"].sum() == 15


def test_presence_is_kept_without_the_value(read_rows):
    intake = read_rows(
        [
            ["事项编码", "事项名称", "设定依据", "办理材料", "联系电话"],
            ["001", "办证", "《条例》第三条", "身份证", "0839-5221234"],
            ["002", "换证", "无", "×", ""],
        ]
    )
    table = intake.tables["services"]
    assert table["has_phone"].tolist() == [True, False]
    assert table["has_basis"].tolist() == [True, False]
    assert table["has_materials"].tolist() == [True, False]
    assert table["has_name"].tolist() == [True, True]
    everything = table.to_csv() + intake.problems.to_csv() + intake.regions.to_csv()
    assert "5221234" not in everything
    assert "条例" not in everything
