"""One cell changed in a copy of a spreadsheet: the figures that hang on it follow, no other moves."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from govlib.workspace import open_declared

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Change:
    """A cell of a workbook (sheet and cell), or of a csv (row and the text to replace in it), and what must follow."""

    place: str
    period: str
    file: str
    sheet: str
    cell: str
    old: str
    new: object
    figures: dict[str, str]


CHANGES = [
    Change(
        "cangxi", "2024Q2", "附件1 政务公开监测情况统计表.xlsx", "附件1", "C3", "65", 70,
        {
            "审发信息总数": "2463条", "审发信息总数·乡镇": "1502条", "审发信息总数·陵江镇": "70条",
            # 2463/2877 = 85.610…, 1502/1789 = 83.957…, 70/80 = 87.5
            "审发率": "85.6%", "审发率·乡镇": "84.0%", "审发率·陵江镇": "87.5%",
        },
    ),
    Change(
        "cangxi", "2024Q2", "附件1 政务公开监测情况统计表.xlsx", "附件1", "H4", "", 2,
        {
            "错情数": "11处", "错情数·县级部门": "8处", "错情数·县经信局": "2处",
            "有错情的单位": "10家", "有错情的单位·县级部门": "7家",
        },
    ),
    Change(
        "cangxi", "2024Q2", "附件1 政务公开监测情况统计表.xlsx", "附件1", "E5", "县教育局", None,
        {
            # the row without a unit is refused: 33 departments become 32, 105 and 101 items leave the sums
            "报送单位": "63家", "报送单位·县级部门": "32家",
            "报送信息总数": "2772条", "报送信息总数·县级部门": "983条", "报送信息总数·县教育局": "",
            "审发信息总数": "2357条", "审发信息总数·县级部门": "860条", "审发信息总数·县教育局": "",
            # 2357/2772 = 85.028…, 860/983 = 87.487…
            "审发率": "85.0%", "审发率·县级部门": "87.5%", "审发率·县教育局": "",
            "错情数·县教育局": "",
        },
    ),
    Change(
        "cangxi", "2024Q2", "备案账号分平台.csv", "", "2", "微信公众号,14", "微信公众号,15",
        {"备案政务新媒体账号": "18个", "备案政务新媒体账号·微信公众号": "15个"},
    ),
    Change(
        "cangxi", "2024Q2", "检查登记.xlsx", "新媒体检查", "D4", "县水利局", "县公安局",
        {
            "问题账号清单行数·县公安局": "2行", "问题账号清单行数·县水利局": "",
            "问题账号清单行数·原创度低,篇均阅读量少于30人次·县公安局": "1行",
            "问题账号清单行数·原创度低,篇均阅读量少于30人次·县水利局": "",
            "问题账号（去重）·县公安局": "2个", "问题账号（去重）·县水利局": "", "问题账号涉及单位": "2家",
        },
    ),
    Change(
        "cangxi", "2024Q2", "检查登记.xlsx", "错情登记", "B4", "重复用词", "错别字",
        {"登记的文字错误·重复用词": "", "登记的文字错误·错别字": "4处"},
    ),
    Change(
        "cangxi", "2024Q2", "检查登记.xlsx", "栏目保障", "C5", "未公开或公开不及时", None,
        {"检查发现": "3条", "检查发现·栏目保障": "3条"},
    ),
    Change(
        "cangxi", "2024Q2", "检查登记.xlsx", "专项工作", "B7", "未开展", "已开展",
        {
            "专项工作单位次·政务开放日活动·完成": "6家", "专项工作单位次·政务开放日活动·未完成": "13家",
            "专项工作单位次·政务开放日活动·完成·东溪镇": "1家", "专项工作单位次·政务开放日活动·未完成·东溪镇": "",
            "未完成专项任务": "13项", "未完成专项任务·政务开放日活动": "13项", "未完成专项任务·东溪镇": "",
            "未完成专项任务·政务开放日活动·东溪镇": "",
            "未完成专项任务的单位": "13家", "未完成专项任务的单位·政务开放日活动": "13家",
        },
    ),
    Change(
        "fengxiang", "2023Q3", "三季度数据.xlsx", "发布量", "B3", "181", 182,
        {"汇总数·政府信息公开": "182"},
    ),
    Change(
        "fengxiang", "2023Q3", "三季度数据.xlsx", "信箱办理", "D5", "41", 40,
        {
            "按期办结来信": "154件", "按期办结来信·区长信箱": "105件", "按期办结来信·区长信箱·投诉": "40件",
            # 154/155 = 99.354…, 105/106 = 99.056…, 40/41 = 97.560…
            "来信按期办结率": "99.4%", "来信按期办结率·区长信箱": "99.1%", "来信按期办结率·区长信箱·投诉": "97.6%",
        },
    ),
    Change(
        "fengxiang", "2023Q3", "三季度数据.xlsx", "检测反馈问题", "B5", "7", 0,
        {"检测反馈问题": "20条", "检测反馈问题·财政局": "0条", "检测反馈问题涉及单位": "12家"},
    ),
    Change(
        "fengxiang", "2023Q3", "三季度数据.xlsx", "网站零发布", "C8", "0", 3,
        {"零发布的单位和栏目": "15个", "零发布的单位和栏目·栏目": "9个"},
    ),
    Change(
        "fengxiang", "2023Q3", "三季度数据.xlsx", "任务完成", "C31", "未完成", "完成",
        {
            "专项工作单位次·国办公开办转发任务·未完成": "11家", "专项工作单位次·国办公开办转发任务·完成": "1家",
            "专项工作单位次·国办公开办转发任务·未完成·公安分局": "",
            "专项工作单位次·国办公开办转发任务·完成·公安分局": "1家",
            "未完成专项任务": "11项", "未完成专项任务·国办公开办转发任务": "11项", "未完成专项任务·公安分局": "",
            "未完成专项任务·国办公开办转发任务·公安分局": "",
            "未完成专项任务的单位": "11家", "未完成专项任务的单位·国办公开办转发任务": "11家",
        },
    ),
    Change(
        "fengxiang", "2023Q3", "三季度数据.xlsx", "链接检测", "C3", "无法正常访问", None,
        {"检查发现": "1条", "检查发现·链接检测": "1条"},
    ),
    Change(
        "fengxiang", "2023Q3", "三季度数据.xlsx", "二次投诉", "A8", "学生上学", None,
        {"二次投诉问题类型": "6类"},
    ),
    Change(
        "guangyuan", "2023Q2", "政府网站监测.xlsx", "网站名录", "B4", "市级部门网站", "县(区)政府门户网站",
        {
            "在运行政府网站·部门": "36个", "在运行政府网站·门户": "9个", "政府网站不合格率·部门": "2.8%",
            "在册政府网站·市级部门网站": "36个", "在册政府网站·县(区)政府门户网站": "8个",
            "在册政府网站·部门": "36个", "在册政府网站·门户": "9个",
            "应检查政府网站·部门": "36个", "应检查政府网站·门户": "9个",
            "检查政府网站·部门": "36个", "检查政府网站·门户": "9个",
            "合格政府网站·部门": "35个", "合格政府网站·门户": "9个",
            # 35/36 = 97.222…
            "政府网站合格率·部门": "97.2%",
            "参加评估的政府网站·市级部门网站": "36个", "参加评估的政府网站·县(区)政府门户网站": "8个",
            "参加评估的政府网站·市级部门网站·第一等次": "5个",
            "参加评估的政府网站·县(区)政府门户网站·第一等次": "5个",
        },
    ),
    Change(
        "guangyuan", "2023Q2", "政府网站监测.xlsx", "综合评估", "B20", "第四等次", "第三等次",
        {
            "参加评估的政府网站·第三等次": "12个", "参加评估的政府网站·第四等次": "2个",
            "参加评估的政府网站·市级部门网站·第三等次": "12个", "参加评估的政府网站·市级部门网站·第四等次": "2个",
        },
    ),
    Change(
        "guangyuan", "2023Q2", "政府网站监测.xlsx", "季度检查", "A2", "市水利局网站", None,
        {
            # a list without the failed site: all 45 pass
            "合格政府网站": "45个", "合格政府网站·部门": "37个", "不合格政府网站": "0个", "不合格政府网站·部门": "0个",
            "政府网站合格率": "100%", "政府网站合格率·部门": "100%",
            "政府网站不合格率": "0.0%", "政府网站不合格率·部门": "0.0%",
            "检查结论不合格名单": "2个", "检查结论不合格名单·网站": "", "检查结论不合格名单·市水利局": "",
        },
    ),
    Change(
        "guangyuan", "2023Q2", "新媒体分平台.csv", "", "2", "微博,53", "微博,63",
        {
            "备案政务新媒体账号": "249个", "备案政务新媒体账号·微博": "63个",
            "在运行政务新媒体": "249个", "在运行政务新媒体·微博": "63个",
            "应检查政务新媒体": "249个", "应检查政务新媒体·微博": "63个",
            "检查政务新媒体": "249个", "检查政务新媒体·微博": "63个",
            # 247/249 = 99.196… still prints as 99.2%
            "合格政务新媒体": "247个", "合格政务新媒体·微博": "63个",
        },
    ),
    Change(
        "guangyuan", "2023Q2", "专项工作.xlsx", "专项工作", "B2", "好", "较好",
        {
            "专项工作单位次·网站信息报送工作·好": "7家", "专项工作单位次·网站信息报送工作·较好": "14家",
            "专项工作单位次·网站信息报送工作·好·剑阁县": "", "专项工作单位次·网站信息报送工作·较好·剑阁县": "1家",
        },
    ),
    Change(
        "shiquan", "2023Q1", "检查登记.xlsx", "检查登记", "A5", "栏目更新", "栏目保障",
        {"检查发现·栏目更新": "2条", "检查发现·栏目保障": "1条", "检查发现类别": "7类"},
    ),
    Change(
        "shiquan", "2023Q1", "汇总数.csv", "", "4", "门户网站公开信息(条),1743", '门户网站公开信息(条),"1,744"',
        {"汇总数·门户网站公开信息(条)": "1744"},
    ),
    Change(
        "tongcheng", "2021Q2", "历次抽查结果.csv", "", "4", ",94%,", ",94.5%,",
        {"上级抽查合格率·2021年5月上旬·政务新媒体": "94.5%"},
    ),
    Change(
        "tongcheng", "2021Q2", "政务公开问题清单.xlsx", "问题清单", "A47", "重点领域", "其他",
        {"检查发现·重点领域": "12条", "检查发现·其他": "1条", "检查发现类别": "16类"},
    ),
    Change(
        "tongcheng", "2021Q2", "新媒体排查.xlsx", "问题账号", "B14", "麦市镇陈塅村委会", "隽水镇",
        {
            # the village counted as 麦市镇; 隽水镇 has one account of its own already
            "问题账号清单行数·麦市镇": "2行", "问题账号清单行数·隽水镇": "2行",
            "问题账号清单行数·未备案·麦市镇": "2行", "问题账号清单行数·未备案·隽水镇": "2行",
            "问题账号（去重）·麦市镇": "2个", "问题账号（去重）·隽水镇": "2个",
        },
    ),
]  # fmt: skip

VERDICTS = [
    ("cangxi", "2024Q2", "E3", "3062", "2458", ("矛盾", 1)),
    ("fengxiang", "2023Q3", "E22", "27", "28", ("矛盾", 2)),
    ("guangyuan", "2023Q2", "E8", "97.7%", "97.8%", ("矛盾", 0)),
    ("shiquan", "2023Q1", "E7", "2023-03-22", "2023-03-12", ("矛盾", 1)),
    ("tongcheng", "2021Q2", "E8", "15", "17", ("矛盾", 1)),
]


def copy_exports(place: str, period: str, to: Path) -> Path:
    folder = to / "exports" / place / period
    shutil.copytree(ROOT / "exports" / place / period, folder)
    return folder


def change_cell(path: Path, sheet: str, cell: str, old: str, new: object) -> None:
    book = openpyxl.load_workbook(path)
    target = book[sheet][cell]
    assert str("" if target.value is None else target.value).strip() == old
    target.value = new
    book.save(path)


def change_line(path: Path, line: int, old: str, new: str) -> None:
    raw = path.read_bytes()
    encoding = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "gb18030"
    lines = raw.decode(encoding).splitlines(keepends=True)
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new)
    path.write_bytes("".join(lines).encode(encoding))


def texts(run):
    return {item.name: item.text for item in run.figures}


@pytest.mark.parametrize(
    "change", CHANGES, ids=lambda change: f"{change.place}-{change.file}-{change.sheet}-{change.cell}"
)
def test_the_figures_that_hang_on_a_cell_follow_and_no_other_moves(change, runs, catalog, tmp_path):
    path = copy_exports(change.place, change.period, tmp_path) / change.file
    if change.sheet:
        change_cell(path, change.sheet, change.cell, change.old, change.new)
    else:
        change_line(path, int(change.cell), change.old, str(change.new))
    before = texts(runs[change.place])
    after = texts(open_declared(tmp_path, catalog, change.place, change.period, str(tmp_path / "outputs")))
    moved = {name: after.get(name, "") for name in {*before, *after} if before.get(name) != after.get(name)}
    assert moved == change.figures


@pytest.mark.parametrize("case", VERDICTS, ids=lambda case: case[0])
def test_a_changed_statement_changes_its_verdict_and_no_figure(case, runs, catalog, tmp_path):
    place, period, cell, old, new, (verdict, count) = case
    path = copy_exports(place, period, tmp_path) / "通报数字.xlsx"
    change_cell(path, "通报数字", cell, old, new)
    run = open_declared(tmp_path, catalog, place, period, str(tmp_path / "outputs"))
    assert texts(run) == texts(runs[place])
    assert int(run.checks["verdict"].eq(verdict).sum()) == count


@pytest.mark.parametrize("place", sorted({case[0] for case in VERDICTS}))
def test_numbers_percentages_and_dates_typed_as_such_are_read_alike(place, runs, catalog, tmp_path):
    period = runs[place].period_name
    path = copy_exports(place, period, tmp_path) / "通报数字.xlsx"
    book = openpyxl.load_workbook(path)
    for *_, value, _, numerator, denominator, _, _, _ in book.active.iter_rows(min_row=3):
        for cell in (value, numerator, denominator):
            if cell.value is not None:
                cell.value, cell.number_format = typed(str(cell.value))
    book.save(path)
    run = open_declared(tmp_path, catalog, place, period, str(tmp_path / "outputs"))
    assert list(run.checks["verdict"]) == list(runs[place].checks["verdict"])
    assert list(run.checks["subject"]) == list(runs[place].checks["subject"])


def typed(text: str) -> tuple[object, str]:
    if text.endswith("%"):
        return float(text[:-1]) / 100, "0.0%"
    if "-" in text:
        return datetime.fromisoformat(text), "yyyy/m/d"
    return int(text), "0"


def test_every_workbook_and_csv_of_the_five_places_is_changed_once():
    places = {change.place for change in CHANGES}
    delivered = {
        (place, path.name) for place in places for path in (ROOT / "exports" / place).rglob("*.*") if path.is_file()
    }
    changed = {(change.place, change.file) for change in CHANGES} | {(place, "通报数字.xlsx") for place, *_ in VERDICTS}
    assert {item for item in delivered if item[1].endswith((".xlsx", ".csv"))} == changed


def test_every_sheet_of_the_five_places_is_changed_once():
    sheets = {
        (change.place, change.file, sheet)
        for change in CHANGES
        if change.sheet
        for sheet in openpyxl.load_workbook(ROOT / "exports" / change.place / change.period / change.file).sheetnames
    }
    assert sheets == {(change.place, change.file, change.sheet) for change in CHANGES if change.sheet}
