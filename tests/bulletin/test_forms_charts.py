"""Charts as pictures: the same bytes, nothing about the program in them, words where no font has Chinese."""

from __future__ import annotations

import io
import warnings

import pytest
from PIL import Image

from govlib.bulletin.forms import charts
from govlib.bulletin.forms.charts import draw_bars, draw_parts, draw_trend
from govlib.bulletin.paper import Paragraph, Picture


def draw_all() -> list[Picture | Paragraph]:
    return [
        draw_bars(["甲县", "乙县"], [97.8, 100], "各县合格率", "%"),
        draw_trend(["第一季度", "第二季度"], {"网站": [95.0, None], "账号": [90.1, 92.0]}, "合格率走势", "%"),
        draw_parts(["微信", "微博"], {"合格": [140, 50], "不合格": [5, 2]}, "各平台检查结果", "个"),
    ]


def test_charts_are_png_of_the_same_bytes_without_program_or_time():
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a glyph that the font lacks is a warning
        first, second = draw_all(), draw_all()
    for one, other in zip(first, second, strict=True):
        assert isinstance(one, Picture)
        assert isinstance(other, Picture)
        assert one.png == other.png
        picture = Image.open(io.BytesIO(one.png))
        assert picture.format == "PNG"
        assert not {"Software", "Creation Time"} & set(picture.info)


def test_what_a_chart_shows_is_told_in_words():
    assert [one.told for one in draw_all() if isinstance(one, Picture)] == [
        "甲县97.8%，乙县100%。",
        "网站：第一季度95%，第二季度没有数据；账号：第一季度90.1%，第二季度92%。",
        "合格：微信140个，微博50个；不合格：微信5个，微博2个。",
    ]


def test_a_machine_without_a_chinese_font_gets_the_words(monkeypatch):
    monkeypatch.setattr(charts, "_font", lambda: "")
    assert draw_bars(["甲县"], [97.8], "各县合格率", "%") == Paragraph("各县合格率：甲县97.8%。")


@pytest.mark.parametrize("count", [0, 1, 100])
def test_any_number_of_bars_can_be_drawn(count):
    drawn = draw_bars(
        [f"{number}县" for number in range(count)], [float(number) for number in range(count)], "图", "个"
    )
    assert isinstance(drawn, Picture)
    assert drawn.title == ("图（前40个，共100个）" if count == 100 else "图")


@pytest.mark.parametrize("draw", [draw_bars, draw_trend, draw_parts])
def test_a_title_stands_below_the_picture_alone_and_not_inside_it_too(draw):
    values = [97.8, 100.0] if draw is draw_bars else {"网站": [97.8, 100.0], "账号": [90.0, 91.0]}
    one, other = (draw(["甲县", "乙县"], values, title, "%") for title in ("各县合格率", "另一个标题"))
    assert isinstance(one, Picture)
    assert isinstance(other, Picture)
    assert one.title != other.title
    assert one.png == other.png
