import gzip
import hashlib
import json
import re
from importlib.resources import files

import numpy as np
import plotly.express as px
import plotly.graph_objects as go
import plotly.offline
import pytest

from govlib.batch.charts import read_chart
from govlib.errors import UserError


def figure_json(figure: go.Figure) -> dict:
    return json.loads(figure.to_json())


def read(figure: go.Figure):
    return read_chart(figure_json(figure))


def test_the_bundle_is_the_version_plotly_writes_figures_for():
    names = [path.name for path in (files("govlib.batch") / "assets").iterdir()]
    assert f"plotly-basic-{plotly.offline.get_plotlyjs_version()}.min.js.gz" in names


def test_the_bundle_is_what_its_note_says_and_packed_without_a_time():
    assets = files("govlib.batch") / "assets"
    packed = (assets / "plotly-basic-4.1.1.min.js.gz").read_bytes()
    noted = re.search(r"\b[0-9a-f]{64}\b", (assets / "plotly-basic-4.1.1.SOURCE.txt").read_text(encoding="utf-8"))
    assert noted
    assert hashlib.sha256(gzip.decompress(packed)).hexdigest() == noted[0]
    assert packed[4:8] == b"\0\0\0\0"
    assert "Permission is hereby granted" in (assets / "plotly-basic-4.1.1.LICENSE.txt").read_text(encoding="utf-8")


def test_bars_become_a_row_a_category_and_a_column_a_trace():
    bars = [
        go.Bar(name="合格", x=["县教育局", "县公安局"], y=[3, 5]),
        go.Bar(name="不合格", x=["县公安局", "县民政局"], y=[1, 2]),
    ]
    chart = read(go.Figure(bars, layout={"title": "各单位结论", "xaxis": {"title": "单位"}}))
    assert chart.title == "各单位结论"
    assert chart.twin.headings == ("单位", "合格", "不合格")
    assert chart.twin.rows == (("县教育局", "3", ""), ("县公安局", "5", "1"), ("县民政局", "", "2"))


def test_flat_bars_read_their_categories_from_the_other_axis():
    chart = read(
        go.Figure(
            go.Bar(orientation="h", y=["甲", "乙"], x=[0.5, 1.0]),
            layout={"xaxis": {"tickformat": ".1%", "title": "合格率"}},
        )
    )
    assert chart.twin.headings == ("项目", "合格率")
    assert chart.twin.rows == (("甲", "50.0%"), ("乙", "100.0%"))


def test_packed_numbers_are_unpacked():
    figure = figure_json(
        go.Figure(go.Scatter(name="条数", x=np.array([1, 2], dtype="int16"), y=np.array([1.5, np.nan])))
    )
    assert "bdata" in json.dumps(figure)
    assert read_chart(figure).twin.rows == (("1", "1.5"), ("2", ""))


def test_a_traces_own_text_stands_in_the_table_because_it_is_the_figure_as_printed():
    chart = read(go.Figure(go.Bar(x=["甲"], y=[2 / 3], text=["66.7%"])))
    assert chart.twin.rows == (("甲", "66.7%"),)


def test_a_text_behind_a_template_is_not_what_is_printed():
    chart = read(go.Figure(go.Bar(x=["甲", "乙"], y=[3.0, 2.5], text=[3.0, 2.5], texttemplate="%{y:~f}")))
    assert chart.twin.rows == (("甲", "3"), ("乙", "2.5"))


def test_a_pie_tells_each_slice_with_its_share():
    chart = read(go.Figure(go.Pie(labels=["合格", "缺数据"], values=[3, 1])))
    assert chart.twin.headings == ("项目", "数值", "占比")
    assert chart.twin.rows == (("合格", "3", "75.0%"), ("缺数据", "1", "25.0%"))


def test_points_that_share_a_category_are_told_one_by_one():
    chart = read(go.Figure(go.Scatter(name="网站", x=[1, 1], y=[2, 3])))
    assert chart.twin.headings == ("系列", "项目", "数值")
    assert chart.twin.rows == (("网站", "1", "2"), ("网站", "1", "3"))


def test_a_long_table_is_cut_and_says_so():
    chart = read(go.Figure(go.Bar(x=[f"单位{number}" for number in range(512)], y=[1] * 512)))
    assert (len(chart.twin.rows), chart.twin.left_out) == (500, 12)


def test_a_trace_the_bundle_cannot_draw_is_refused():
    with pytest.raises(UserError, match="图“热力”：用了页面画不出的类型 heatmap"):
        read(go.Figure(go.Heatmap(z=[[1]]), layout={"title": "热力"}))


def test_many_points_that_plotly_express_turns_into_scattergl_are_refused_with_advice():
    with pytest.raises(UserError, match="render_mode='svg'"):
        read(px.scatter(x=list(range(1001)), y=list(range(1001))))


def test_a_picture_inside_a_chart_is_refused():
    with pytest.raises(UserError, match="引用了图片"):
        read(go.Figure(go.Bar(x=["甲"], y=[1]), layout={"images": [{"source": "https://example/x.png"}]}))


def test_foreign_markup_in_labels_becomes_visible_text_and_cannot_end_the_script():
    label = "县局</script><script>alert(1)</script><a href='http://x'>点</a><b>粗</b>"
    chart = read(go.Figure(go.Bar(x=[label], y=[1]), layout={"title": label}))
    assert "<" not in chart.figure_json
    drawn = json.loads(chart.figure_json)["data"][0]["x"][0]
    assert drawn == "县局&lt;/script>&lt;script>alert(1)&lt;/script>&lt;a href='http://x'>点&lt;/a><b>粗</b>"
    assert chart.twin.rows[0][0].startswith("县局</script><script>alert(1)")


def test_the_title_is_text_of_the_page_and_not_of_the_drawing():
    chart = read(go.Figure(go.Bar(x=["甲"], y=[1]), layout={"title": {"text": "一行<br>二行"}}))
    assert chart.title == "一行 二行"
    assert "title" not in json.loads(chart.figure_json)["layout"]


@pytest.mark.parametrize(("title", "top", "kept"), [("有", 60, 28), ("有", 30, 28), ("有", 100, 68), ("", 60, 60)])
def test_the_room_of_the_title_is_given_back(title, top, kept):
    layout = {"title": title, "margin": {"t": top, "l": 20}}
    drawn = json.loads(read(go.Figure(go.Bar(x=["甲"], y=[1]), layout=layout)).figure_json)["layout"]
    assert drawn["margin"] == {"t": kept, "r": 16, "b": 48, "l": 20}


def test_a_drawing_names_fonts_with_chinese_and_carries_no_style_of_other_trace_types():
    layout = json.loads(read(go.Figure(go.Bar(x=["甲"], y=[1]))).figure_json)["layout"]
    assert "Noto Sans CJK SC" in layout["font"]["family"]
    assert set(layout["template"]["data"]) == {"bar"}
