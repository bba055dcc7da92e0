"""Web pages and XML of 2003 under the name of a workbook."""

from __future__ import annotations

from govlib.documents.sheets import Merge

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<style>td{mso-number-format:'\\@'}</style></head><body>
<table border=1>
<tr><th colspan="3">检查登记</th></tr>
<tr><td rowspan="2">栏目</td><td colspan=2>情况</td></tr>
<tr><td>责任<br>单位</td><td>&nbsp;问题 </td></tr>
<tr style="display: none"><td>要闻</td><td>县公安局</td><td><p>未更新</p><p>已整改</p></td></tr>
<tr><td>&#x516C;告<script>alert(1)</script></td><td>A&amp;B</td><td>0051</td></tr>
</table></body></html>"""


def test_a_page_is_read_as_the_grid_it_shows(opened, cells):
    document = opened(PAGE.encode("gb18030"), "导出.xls")
    assert document.kind == "html"
    assert document.encoding == "gb18030"
    sheet = document.sheets[0]
    assert sheet.name == ""
    assert cells(document) == [
        ["检查登记", "", ""],
        ["栏目", "情况", ""],
        ["", "责任\n单位", "问题"],
        ["要闻", "县公安局", "未更新\n已整改"],
        ["公告", "A&B", "0051"],
    ]
    assert sheet.merges == (Merge(0, 0, 0, 2), Merge(1, 0, 2, 0), Merge(1, 1, 1, 2))
    assert sheet.hidden_rows == 1


def test_every_table_that_holds_no_other_is_a_sheet(opened, cells):
    page = (
        "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table><p>x</p><table><tr><td>b</td></tr></table>"
    )
    document = opened(page.encode("utf-8"), "导出.xls")
    assert [sheet.name for sheet in document.sheets] == ["表格1", "表格2"]
    assert [cells(document, 0), cells(document, 1)] == [[["a"]], [["b"]]]


def test_absurd_spans_are_cut(opened):
    page = '<table><tr><td colspan="999999999" rowspan="999999999">a</td><td colspan="x">b</td></tr></table>'
    sheet = opened(page.encode("utf-8"), "导出.xls").sheets[0]
    assert sheet.cells.shape[0] == 1
    assert sheet.cells.shape[1] <= 1001
    assert sheet.merges[0].bottom == 0


def test_a_page_with_an_xml_declaration_is_read(opened, cells):
    page = '<?xml version="1.0" encoding="UTF-8"?><html><body><table><tr><td>甲</td></tr></table></body></html>'
    assert cells(opened(page.encode("utf-8"), "导出.xls")) == [["甲"]]


BOOK = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="汇总"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">汇总数</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">项目</Data></Cell><Cell><Data ss:Type="String">数量</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:MergeDown="1"><Data ss:Type="String">公开</Data></Cell>
<Cell><Data ss:Type="Number">1743</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="DateTime">2024-06-22T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
</Table></Worksheet><Worksheet ss:Name="空"><Table/></Worksheet></Workbook>"""


def test_xml_of_2003_is_read_where_its_cells_stand(opened, cells):
    document = opened(BOOK.encode("utf-8"), "导出.xls")
    assert document.kind == "workbook"
    assert [sheet.name for sheet in document.sheets] == ["汇总", "空"]
    assert cells(document) == [
        ["汇总数", "", ""],
        ["", "", ""],
        ["项目", "数量", ""],
        ["公开", "1743", ""],
        ["", "2024-06-22", "TRUE"],
    ]
    assert document.sheets[0].merges == (Merge(0, 0, 0, 1), Merge(3, 0, 4, 0))
    assert document.sheets[0].hidden_rows == 1
