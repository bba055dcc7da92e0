"""The sums again by a small reader that shares nothing with govlib: openpyxl, csv and plain Python."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import openpyxl

EXPORTS = Path(__file__).resolve().parents[2] / "exports"
COUNTS_AS = {"县公安局交警大队": "县公安局", "麦市镇陈塅村委会": "麦市镇", "县市监局": "县市场监管局"}


def plain(value) -> str:
    return "".join(str(value if value is not None else "").split())


def sheet_rows(path: str, sheet: str, first: int) -> list[list[str]]:
    book = openpyxl.load_workbook(EXPORTS / path, data_only=True)
    return [[plain(value) for value in row] for row in book[sheet].iter_rows(min_row=first, values_only=True)]


def value_of(run, name: str) -> float | None:
    figure = run.figure(name)
    return None if figure is None else figure.value


def test_both_halves_of_cangxis_annex_add_up_to_the_same_sums(runs):
    run = runs["cangxi"]
    rows = sheet_rows("cangxi/2024Q2/附件1 政务公开监测情况统计表.xlsx", "附件1", 3)
    halves = {"乡镇": [row[:4] for row in rows], "县级部门": [row[4:8] for row in rows]}
    total = Counter()
    for group, half in halves.items():
        kept = [row for row in half if row[0] and not row[0].startswith("备注")]
        sums = {
            "报送单位": len({row[0] for row in kept}),
            "报送信息总数": sum(int(row[1]) for row in kept),
            "审发信息总数": sum(int(row[2]) for row in kept),
            "错情数": sum(int(row[3] or 0) for row in kept),
            "有错情的单位": sum(1 for row in kept if int(row[3] or 0) > 0),
        }
        assert {label: value_of(run, f"{label}·{group}") for label in sums} == sums
        for row in kept:
            assert value_of(run, f"审发信息总数·{row[0]}") == int(row[2])
            assert value_of(run, f"报送信息总数·{row[0]}") == int(row[1])
        total.update(sums)
    assert {label: value_of(run, label) for label in total} == dict(total)


def test_every_unit_of_cangxi_names_the_row_in_which_it_stands(runs):
    run = runs["cangxi"]
    file = "附件1 政务公开监测情况统计表.xlsx"
    rows = sheet_rows(f"cangxi/2024Q2/{file}", "附件1", 3)
    standing = {name: at for at, row in enumerate(rows, 3) for name in (row[0], row[4]) if name and "备注" not in name}
    assert len(standing) == 64
    for name, at in standing.items():
        assert run.figure(f"审发信息总数·{name}").sources == ({"file": file, "sheet": "附件1", "rows": str(at)},)
    assert run.figure("审发信息总数·乡镇").sources[0]["rows"] == "3-33"
    assert run.figure("审发信息总数").sources[0]["rows"] == "3-35"


def test_tongchengs_accounts_are_counted_by_the_units_they_count_as(runs):
    run = runs["tongcheng"]
    rows = sheet_rows("tongcheng/2021Q2/新媒体排查.xlsx", "问题账号", 3)

    def unit(written: str) -> str:
        merged = COUNTS_AS.get(written, written).removesuffix("人民政府")
        return {"县移动公司(政数局)": "县移动公司", "隽水镇社会管理综合治理委员会": "隽水镇"}.get(merged, merged)

    listed = [(unit(row[1]), row[2], row[3], row[4]) for row in rows]
    assert value_of(run, "问题账号清单行数") == len(listed)
    assert value_of(run, "问题账号（去重）") == len({item[:3] for item in listed})
    for problem in {item[3] for item in listed}:
        mine = [item for item in listed if item[3] == problem]
        assert value_of(run, f"问题账号清单行数·{problem}") == len(mine)
        assert value_of(run, f"问题账号涉及单位·{problem}") == len({item[0] for item in mine})
        for name, count in Counter(item[0] for item in mine).items():
            assert value_of(run, f"问题账号清单行数·{problem}·{name}") == count
    for name in {item[0] for item in listed}:
        distinct = len({item[:3] for item in listed if item[0] == name})
        assert value_of(run, f"问题账号（去重）·{name}") == distinct


def test_tongchengs_names_before_merging_are_told_beside_the_count(runs):
    figure = runs["tongcheng"].figure("问题账号涉及单位·未备案")
    rows = sheet_rows("tongcheng/2021Q2/新媒体排查.xlsx", "问题账号", 3)
    assert figure.unmerged == len({row[1] for row in rows if row[4] == "未备案"}) == 17
    assert figure.value == 15


def test_guangyuans_grades_by_kind_of_site(runs):
    run = runs["guangyuan"]
    kinds = {row[0]: row[1] for row in sheet_rows("guangyuan/2023Q2/政府网站监测.xlsx", "网站名录", 3)}
    grades = {row[0]: row[1] for row in sheet_rows("guangyuan/2023Q2/政府网站监测.xlsx", "综合评估", 3)}
    counted = Counter((kinds[name], grade) for name, grade in grades.items())
    found = {
        tuple(item.group.values()): item.value
        for item in run.figures
        if item.id == "sites_ranked" and tuple(item.group) == ("site_type", "grade")
    }
    assert found == counted
    assert value_of(run, "检查政府网站") == len(kinds) == 45
    assert set(kinds) - set(grades) == {"广元市人民政府"}


def test_guangyuans_accounts_from_the_csv(runs):
    run = runs["guangyuan"]
    raw = (EXPORTS / "guangyuan/2023Q2/新媒体分平台.csv").read_bytes().decode("gb18030")
    counts = {row[0]: int(row[1]) for row in list(csv.reader(raw.splitlines()))[1:]}
    assert {name: value_of(run, f"检查政务新媒体·{name}") for name in counts} == counts
    checked = sum(counts.values())
    assert value_of(run, "合格政务新媒体") == checked - 2
    assert run.figure("政务新媒体合格率").text == f"{round((checked - 2) / checked * 100, 1)}%"


def test_fengxiangs_letters_and_tasks(runs):
    run = runs["fengxiang"]
    letters: Counter[str] = Counter()
    for row in sheet_rows("fengxiang/2023Q3/三季度数据.xlsx", "信箱办理", 2):
        letters[row[0]] += int(row[2])
        assert value_of(run, f"受理来信·{row[0]}·{row[1]}") == int(row[2])
    assert {box: value_of(run, f"受理来信·{box}") for box in letters} == dict(letters)
    tasks = Counter((row[0], row[2]) for row in sheet_rows("fengxiang/2023Q3/三季度数据.xlsx", "任务完成", 2))
    assert {key: value_of(run, "专项工作单位次·" + "·".join(key)) for key in tasks} == dict(tasks)
