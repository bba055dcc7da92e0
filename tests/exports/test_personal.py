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


@pytest.mark.parametrize("text", ["510824199001011234", "51082419900101123X", "51082419900101123x"])
def test_identity_numbers(text):
    assert mask_text(f"身份证{text}，") == ("身份证〔身份证号已隐去〕，", 1)


@pytest.mark.parametrize(
    "text",
    [
        "12345热线",
        "2024062213812",
        "国办发〔2019〕19号",
        "http://a.cn/20240622",
        "5108240001",
        "91510824MA1234567X",
        "共13812345678901条",
        "2024-06-22 10:30",
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
