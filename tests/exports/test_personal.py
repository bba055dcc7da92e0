"""Personal data is dropped or hidden at the door: it reaches no table, no problem, no ledger."""

from __future__ import annotations

import pandas as pd
import pytest

from govlib.exports.masking import mask_column, mask_text


def everything_in(intake) -> str:
    frames = [*intake.tables.values(), intake.problems, intake.regions, intake.files]
    return "".join(frame.to_csv() for frame in frames)


def test_columns_of_personal_data_are_dropped_whole(read_rows, problems_of):
    intake = read_rows(
        [
            [
                "平台",
                "账号名称",
                "主办单位",
                "状态",
                "联系人",
                "联系电话(手机)",
                "管理员姓名",
                "单位负责人",
                "邮 箱",
                "联系人/电话",
                "身份证号码",
            ],
            [
                "微信",
                "苍溪公安",
                "县公安局",
                "正常",
                "王小明",
                "13812345678",
                "李小红",
                "赵大力",
                "a@b.cn",
                "钱多多 138",
                "510824199001011234",
            ],
        ]
    )
    assert problems_of(intake) == [("personal_column_dropped", "提示", f"{letter}1") for letter in "EFGHIJK"]
    assert len(intake.tables["accounts"]) == 1
    text = everything_in(intake)
    for secret in ("王小明", "13812345678", "李小红", "赵大力", "a@b.cn", "钱多多", "510824199001011234"):
        assert secret not in text


def test_a_personal_column_cannot_be_a_rows_only_content(read_rows):
    intake = read_rows([["项目", "数量", "填报人"], ["公开信息", 3, "王小明"], [None, None, "李小红"]])
    assert intake.regions.loc[0, "rows_in_file"] == 1


@pytest.fixture
def articles(read_rows):
    return read_rows(
        [
            ["标题", "URL", "发布时间", "栏目名称", "正文"],
            [
                "咨询0839-5221234",
                "http://a.cn/t20240622_13812345678.html",
                "2024-06-22",
                "要闻",
                "请拨13812345678\n或a.b@c.cn",
            ],
            ["第12345号公告", "http://a.cn/2", "2024-06-22", "要闻", "共1382项，其中2024062200001号"],
            ["再次公告", "http://a.cn/3", "13812345678", "要闻", "再拨13987654321"],
        ]
    )


def test_hidden_text_keeps_everything_else(articles):
    table = articles.tables["articles"]
    assert table["title"].tolist() == ["咨询〔电话已隐去〕", "第12345号公告", "再次公告"]
    assert table["body_text"].tolist() == [
        "请拨〔电话已隐去〕\n或〔邮箱已隐去〕",
        "共1382项，其中2024062200001号",
        "再拨〔电话已隐去〕",
    ]
    assert table["url"].tolist()[0].endswith("13812345678.html")


def test_one_problem_a_column_says_how_many_texts_were_changed(articles, problems_of):
    assert problems_of(articles) == [
        ("text_masked", "提示", "A2"),
        ("text_masked", "提示", "E2"),
        ("bad_date", "警告", "C4"),
    ]
    assert "共 2 处" in articles.problems.loc[1, "message"]


def test_a_phone_in_a_wrong_cell_is_hidden_in_the_problem(articles):
    assert articles.problems.loc[2, "value"] == "〔电话已隐去〕"
    assert "138" not in articles.problems.loc[2, "message"]


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "86 13812345678",
        "138****5678",
        "1３812345678",
        "0839-5221234",
        "(0839)5221234",
        "（0839）5221234",
        "0839－5221234",
        "010-12345678",
        "010-12345678-801",
        "138.1234.5678",
        "138 123 45678",
        "138–1234—5678",
        "138‑1234－5678",
        "１３８１２３４５６７８",
        "1381234\n5678",
        "138123 45678",
        "08391234567",
        "0839--5221234",
        "电话：5221234",
        "电话5221234",
    ],
)
def test_phones(text):
    masked, count = mask_text(f"请拨{text}。")
    assert count == 1
    assert "5678" not in masked
    assert "1234" not in masked
    assert masked.startswith("请拨")
    assert masked.endswith("〔电话已隐去〕。")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("tel13812345678", "tel〔电话已隐去〕"),
        ("Tel:5222333", "Tel:〔电话已隐去〕"),
        ("电话（5222333）", "电话（〔电话已隐去〕）"),
        ("电话号码5222333", "电话号码〔电话已隐去〕"),
        ("联系方式：5222333", "联系方式：〔电话已隐去〕"),
        ("0839-5222333、5222444", "〔电话已隐去〕、〔电话已隐去〕"),
        ("QQ：123456789", "QQ：〔账号已隐去〕"),
        ("卡号：6222021000112233449", "卡号：〔账号已隐去〕"),
        ("工资卡6217 0037 6000 1234 566", "工资卡〔账号已隐去〕"),
        ("护照号E12345678", "护照号〔证件号已隐去〕"),
    ],
)
def test_numbers_known_by_the_word_beside_them(text, masked):
    assert mask_text(text)[0] == masked
    changed, hit = mask_column(pd.Series([text], dtype="string"))
    assert (changed[0], hit[0]) == (masked, True)


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("南镇 13512345678", "南镇"),
        ("北镇（李四13512345678）", "北镇"),
        ("北镇(电话：0839-5222333)", "北镇"),
        ("县公安局 电话5222333", "县公安局"),
    ],
)
def test_a_phone_beside_a_unit_leaves_the_units_name(read_rows, problems_of, cell, unit):
    intake = read_rows([["单位", "报送数"], [cell, 3]])
    assert intake.tables["publication"]["unit"].tolist() == [unit]
    assert problems_of(intake) == [("text_masked", "提示", "A2")]


def test_names_of_files_and_sheets_hide_numbers_and_stay_distinct(write_xlsx, read):
    for number, unit in (("13812345678", "甲局"), ("13912345678", "乙局")):
        write_xlsx({f"表{number}": [["单位", "报送数"], [unit, 3]]}, name=f"报送{number}.xlsx")
    intake = read()
    assert intake.files["file"].tolist() == ["报送〔电话已隐去〕.xlsx", "报送〔电话已隐去〕#2.xlsx"]
    assert set(intake.tables["publication"]["source_file"]) == set(intake.files["file"])
    assert set(intake.regions["sheet"]) == {"表〔电话已隐去〕"}
    assert "12345678" not in everything_in(intake)


def test_columns_named_after_persons_are_dropped_but_units_stay(read_rows):
    intake = read_rows([["单位", "报送数", "联络员", "分管领导", "Tel"], ["甲局", 3, "王小明", "李小红", "5222333"]])
    assert intake.problems["code"].tolist() == ["personal_column_dropped"] * 3
    assert "王小明" not in everything_in(intake)


@pytest.mark.parametrize(
    "text",
    [
        "510824199001011234",
        "51082419900101123X",
        "51082419900101123x",
        "510824900101123",
        "510824 19900101 1234",
        "5108 2419 9001 0112 34",
    ],
)
def test_identity_numbers(text):
    assert mask_text(f"身份证{text}，") == ("身份证〔身份证号已隐去〕，", 1)


@pytest.mark.parametrize(
    "text",
    [
        "12345热线",
        "账号6222项",
        "护照12345678本",
        "编号6222021000112233449",
        "2024062213812",
        "国办发〔2019〕19号",
        "http://a.cn/20240622",
        "5108240001",
        "91510824MA1234567X",
        "共13812345678901条",
        "2024-06-22 10:30",
        "热线受理1234567件",
        "热线 1234567 件",
        "202406221030001",
        "0.13812345678",
        "报送13 20 30 40 50 6条",
        "川府发〔2019〕19号、2020年1月",
    ],
)
def test_other_numbers_stay(text):
    assert mask_text(text) == (text, 0)


def test_a_column_is_masked_as_its_cells_are():
    texts = pd.Series(["打13812345678", pd.NA, "没有", "a@b.cn 与 0839-5221234"], index=[3, 5, 7, 9], dtype="string")
    masked, changed = mask_column(texts)
    expected = pd.Series(
        ["打〔电话已隐去〕", pd.NA, "没有", "〔邮箱已隐去〕 与 〔电话已隐去〕"], index=[3, 5, 7, 9], dtype="string"
    )
    pd.testing.assert_series_equal(masked, expected)
    assert changed.tolist() == [True, False, False, True]


def test_a_phone_where_a_heading_should_be_is_hidden(read_rows):
    intake = read_rows([["项目", "数量", "13812345678", None, "0839-5221234"], ["公开信息", 3, "有", None, "有"]])
    assert intake.problems["column"].tolist() == ["〔电话已隐去〕", "〔电话已隐去〕"]
    text = everything_in(intake)
    assert "13812345678" not in text
    assert "5221234" not in text
