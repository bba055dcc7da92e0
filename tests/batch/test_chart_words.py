import pytest
from markupsafe import Markup

from govlib.batch.chart_words import describe_chart
from govlib.batch.charts import Chart, TwinTable


def words(headings, *rows, left_out=0):
    return describe_chart(Chart("结论", Markup("{}"), TwinTable(headings, rows, left_out)))


@pytest.mark.parametrize(
    ("headings", "rows", "said"),
    [
        (("单位", "合格"), [("甲", "3"), ("乙", "10"), ("丙", "3")], "共3项；合格最高10（乙），最低3（甲等2项）"),
        (("单位", "合格率"), [("甲", "9.5%"), ("乙", "62.5%")], "共2项；合格率最高62.5%（乙），最低9.5%（甲）"),
        (("单位", "问题"), [("甲", "0"), ("乙", "0")], "共2项；问题均为0"),
        (("单位", "问题"), [("甲", "-1"), ("乙", "")], "共2项；问题均为-1"),
        (("单位", "结论"), [("甲", "合格"), ("乙", "3")], "共2项"),
        (("项目", "数值", "占比"), [("甲", "3", "75.0%"), ("乙", "1", "25.0%")], "共2项；数值最高3（甲），最低1（乙）"),
        (("系列", "月", "数"), [("A", "1", "5"), ("A", "1", "7")], "共2项；数最高7（A 1），最低5（A 1）"),
        (("单位", "a", "b", "c", "d", "e"), [("甲", *"12345")], "共1项；a均为1；b均为2；c均为3；d均为4；另有1个系列"),
        (("项目",), [], "共0项"),
    ],
)
def test_a_chart_says_where_it_is_highest_and_lowest(headings, rows, said):
    assert words(headings, *rows) == f"图：结论。{said}。数据见下表。"


def test_a_chart_whose_table_was_cut_claims_no_extremes():
    assert words(("单位", "数"), ("甲", "1"), ("乙", "2"), left_out=3) == "图：结论。共5项。数据见下表。"
