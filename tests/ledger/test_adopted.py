"""An old 整改台账 becomes numbers of an earlier period: nothing guessed, nothing twice, nothing overwritten."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from govlib.catalog.load import Catalog, load_catalog
from govlib.errors import FileUnreadableError, UserError
from govlib.exports import read_exports
from govlib.ledger.acts import Act, Answer, Result, Told, read_acts
from govlib.ledger.adopt_command import Adopted, Wish, adopt
from govlib.ledger.adopted import read_ledger
from govlib.ledger.adopting import Known, Source, plan_adoption
from govlib.ledger.cases import list_cases
from govlib.ledger.cli import app
from govlib.records.journal import read_journal

HEADINGS = (
    "序号", "责任单位", "账号名称", "问题类型", "存在问题", "通报时间", "整改期限", "整改情况", "完成时间", "复查结果",
    "复查次数", "备注", "联系人", "联系电话",
)  # fmt: skip
WHEN = "2026-12-31T09:00:00+0800"
FIXED = (
    "1", "样山镇", "样山在线（微信）", "更新不及时", "超过14天没有更新", "2026-04-02", "2026-04-17", "已整改",
    "2026-04-10", "已整改", "1", "", "张三", "13900000001",
)  # fmt: skip
STUBBORN = (
    "2", "县教育局", "", "栏目", "领导分工未更新", "2026-04-02", "2026年4月17日", "未整改", "", "未整改", "3",
    "多次督促", "李四", "13900000002",
)  # fmt: skip
SILENT = ("3", "样河镇", "", "栏目", "空白栏目", "2026-04-02", "2026-04-17", "", "", "", "", "", "", "")
SPOKEN = (
    "4", "县民政局", "", "栏目", "链接打不开", "2026-04-03", "2026-04-17", "已联系技术公司处理", "", "情况良好", "2",
    "", "", "",
)  # fmt: skip
ROWS = (FIXED, STUBBORN, SILENT, SPOKEN)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(Path(__file__).resolve().parents[2] / "params")


@pytest.fixture
def write(tmp_path):
    def make(rows=ROWS, headings=HEADINGS, name: str = "整改台账.xlsx", title: str = "2026年一季度整改台账") -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "台账"
        sheet.append([title])
        sheet.append(list(headings))
        for row in rows:
            sheet.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def office(tmp_path, catalog):
    def run(path: Path, period: str = "2026Q1", **wishes) -> Adopted:
        return adopt(tmp_path / "office", catalog, Wish(path, "sample", period, **wishes), WHEN)

    return run


def acts_of(tmp_path: Path) -> tuple[Act, ...]:
    acts, faults = read_acts(tmp_path / "office" / "records" / "sample")
    assert faults == ()
    return acts


def journal_of(tmp_path: Path, period: str = "2026Q1") -> bytes:
    path = tmp_path / "office" / "records" / "sample" / period / "ledger.jsonl"
    return path.read_bytes() if path.exists() else b""


def cases_at(tmp_path: Path, day: date, *periods: str):
    cases = list_cases(acts_of(tmp_path), day, before=periods or ("2026Q1",), group_of=lambda _: "")
    return cases.set_index("number")


def test_each_row_becomes_a_number_with_what_came_of_it(tmp_path, write, office):
    adopted = office(write())
    cases = cases_at(tmp_path, date(2026, 7, 20))
    assert cases["unit"].to_dict() == {
        "2026Q1-0001": "样山镇", "2026Q1-0002": "县教育局", "2026Q1-0003": "样河镇", "2026Q1-0004": "县民政局",
    }  # fmt: skip
    assert cases["state"].to_dict() == {
        "2026Q1-0001": "已核实整改", "2026Q1-0002": "未整改", "2026Q1-0003": "逾期", "2026Q1-0004": "逾期",
    }  # fmt: skip
    assert cases.loc["2026Q1-0001", "object"] == "样山在线（微信）"
    assert str(cases.loc["2026Q1-0001", "fixed_on"].date()) == "2026-04-10"
    assert str(cases.loc["2026Q1-0002", "deadline"].date()) == "2026-04-17"
    assert cases.loc["2026Q1-0002", "unfixed_recheck_count"] == 3
    assert cases.loc["2026Q1-0001", "evidence"] == "整改台账.xlsx《台账》 第 3 行"
    assert any("登记问题 4 条" in line for line in adopted.lines)


def test_what_is_no_answer_is_told_and_never_counted_as_one(tmp_path, write, office):
    lines = "\n".join(office(write()).lines)
    assert "第 6 行：整改情况“已联系技术公司处理”看不出是否整改" in lines
    assert "第 6 行：复查结果“情况良好”看不出是否整改，不算复查" in lines
    case = cases_at(tmp_path, date(2026, 4, 10)).loc["2026Q1-0004"]
    assert case["state"] == "已下发"
    assert case["measures"] == "已联系技术公司处理"
    assert case["recheck_count"] == 0


def test_people_s_names_and_phones_reach_neither_records_nor_messages(tmp_path, write, office):
    row = (*SILENT[:11], "请找王五 13912345678", "张三", "13900000001")
    adopted = office(write(rows=[row]))
    kept = journal_of(tmp_path).decode()
    for secret in ("张三", "13900000001", "13912345678"):
        assert secret not in kept
        assert secret not in "\n".join(adopted.lines)
    assert any("个人信息" in line for line in adopted.lines)


def test_the_file_itself_is_kept_beside_the_records(tmp_path, write, office):
    path = write()
    office(path)
    (kept,) = (tmp_path / "office" / "records" / "sample" / "2026Q1" / "adopted").iterdir()
    assert kept.read_bytes() == path.read_bytes()
    assert kept.name.endswith("-整改台账.xlsx")


def test_the_same_file_twice_adds_nothing(tmp_path, write, office):
    path = write()
    office(path)
    before = journal_of(tmp_path)
    again = office(path)
    assert journal_of(tmp_path) == before
    assert "同一个文件已经登记过" in again.lines[-1]
    assert office(path, update=True).lines[-1] == again.lines[-1]
    assert journal_of(tmp_path) == before


def test_the_same_rows_in_a_file_saved_anew_add_nothing(tmp_path, write, office):
    office(write())
    before = journal_of(tmp_path)
    other = office(write(name="另存.xlsx", title="整改台账"), update=True)
    assert journal_of(tmp_path) == before
    assert "没有可登记的新内容" in other.lines[-1]


def test_a_changed_file_shows_what_differs_and_writes_it_only_when_asked(tmp_path, write, office):
    office(write())
    before = journal_of(tmp_path)
    answered = (*SILENT[:7], "已整改", "2026-04-15", "", "", "", "", "")
    new = ("5", "县水利局", "", "栏目", "信息陈旧", "2026-04-02", "2026-04-17", "", "", "", "", "", "", "")
    changed = write(rows=[FIXED, answered, new, SPOKEN], name="改过.xlsx")
    shown = office(changed)
    lines = "\n".join(shown.lines)
    assert journal_of(tmp_path) == before
    assert shown.is_partial
    assert "整改情况原为“空白”，这次是“已整改”" in lines
    assert "新增的一行" in lines
    assert "2026Q1-0002 县教育局：这次的台账里没有，已登记的照旧" in lines
    office(changed, update=True)
    cases = cases_at(tmp_path, date(2026, 7, 20))
    assert cases["state"].to_dict() == {
        "2026Q1-0001": "已核实整改", "2026Q1-0002": "未整改", "2026Q1-0003": "报称已整改", "2026Q1-0004": "逾期",
        "2026Q1-0005": "逾期",
    }  # fmt: skip
    after = journal_of(tmp_path)
    assert after.startswith(before)
    office(changed, update=True)
    assert journal_of(tmp_path) == after


def test_the_first_file_once_more_does_not_take_back_what_a_later_one_said(tmp_path, write, office):
    first = write()
    office(first)
    answered = (*SILENT[:7], "已整改", "2026-04-15", "", "", "", "", "")
    office(write(rows=[FIXED, STUBBORN, answered, SPOKEN], name="改过.xlsx"), update=True)
    before = journal_of(tmp_path)
    office(first, update=True)
    assert journal_of(tmp_path) == before


def test_an_adoption_cut_off_between_two_lines_is_completed_by_the_same_command(tmp_path, write, office):
    path = write()
    office(path)
    journal = tmp_path / "office" / "records" / "sample" / "2026Q1" / "ledger.jsonl"
    whole = journal.read_bytes().splitlines(keepends=True)
    assert len(whole) > 3
    expected = cases_at(tmp_path, date(2026, 7, 20))
    for kept in range(len(whole)):
        journal.write_bytes(b"".join(whole[:kept]))
        office(path)
        found = cases_at(tmp_path, date(2026, 7, 20))
        assert found["state"].to_dict() == expected["state"].to_dict(), kept
        assert found["unfixed_recheck_count"].to_dict() == expected["unfixed_recheck_count"].to_dict(), kept
        assert len(read_journal(journal).entries) == len(whole), kept


def test_a_trial_writes_nothing(tmp_path, write, office):
    adopted = office(write(), dry_run=True)
    assert not (tmp_path / "office" / "records").exists()
    assert any("将登记问题 4 条" in line for line in adopted.lines)


def test_a_row_without_a_day_needs_one_said(tmp_path, write, office):
    undated = (*SILENT[:5], "", *SILENT[6:])
    path = write(rows=[undated])
    refused = office(path)
    assert refused.is_partial
    assert "第 3 行：没有通报时间，也没有用 --day 写明，没有登记" in "\n".join(refused.lines)
    assert journal_of(tmp_path) == b""
    office(path, day=date(2026, 4, 5))
    assert str(cases_at(tmp_path, date(2026, 7, 20)).loc["2026Q1-0001", "sent_on"].date()) == "2026-04-05"


def test_a_declared_period_dates_what_has_no_day_by_its_own(tmp_path, write, office):
    undated = (*SILENT[:5], "", *SILENT[6:])
    office(write(rows=[undated]), period="2026Q3")
    cases = cases_at(tmp_path, date(2026, 12, 31), "2026Q3")
    assert str(cases.loc["2026Q3-0001", "sent_on"].date()) == "2026-09-28"


def test_a_problem_still_open_in_a_later_ledger_keeps_its_number_and_one_that_came_back_names_the_old(
    tmp_path, write, office
):
    office(write())
    later = [(*row[:5], "2026-07-01", "2026-07-15", "", "", "", "", "", "", "") for row in (FIXED, STUBBORN)]
    adopted = office(write(rows=later, name="二季度.xlsx"), period="2026Q2")
    cases = cases_at(tmp_path, date(2026, 7, 20), "2026Q1", "2026Q2")
    assert cases.loc["2026Q1-0002", "told_count"] == 2
    assert cases.loc["2026Q2-0001", "repeats"] == "2026Q1-0001"
    assert any("1 条是以前下发过、还没有改好的，沿用原编号" in line for line in adopted.lines)


def test_numbers_unknown_to_any_later_list_are_said_to_need_a_recheck_by_hand(write, office):
    assert any("4 条与程序自己查出的问题对不上" in line and "recheck" in line for line in office(write()).lines)


def test_the_same_problem_of_a_unit_twice_in_a_file_counts_once(tmp_path, write, office):
    doubled = (*SILENT[:5], "2026-04-09", *SILENT[6:])
    adopted = office(write(rows=[SILENT, doubled]))
    assert list(cases_at(tmp_path, date(2026, 7, 20)).index) == ["2026Q1-0001"]
    assert any("第 4 行：与前面一行是同一单位的同一问题" in line for line in adopted.lines)


@pytest.mark.parametrize(
    ("headings", "rows"), [(("姓名", "得分"), [("甲", "1")]), (("责任单位", "得分"), [("样山镇", "1")])]
)
def test_a_file_that_is_no_ledger_is_refused_by_its_name(tmp_path, write, office, headings, rows):
    path = write(headings=headings, rows=rows)
    with pytest.raises(FileUnreadableError, match=r"整改台账\.xlsx"):
        office(path)
    assert not (tmp_path / "office" / "records").exists()


def test_a_missing_or_broken_file_is_a_sentence(tmp_path, office):
    with pytest.raises(FileUnreadableError, match="没有这个文件"):
        office(tmp_path / "没有.xlsx")
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing more")
    with pytest.raises(FileUnreadableError, match="坏的"):
        office(broken)


def test_a_period_that_leads_out_of_the_records_is_refused(write, office):
    with pytest.raises(UserError, match="不能作文件夹名"):
        office(write(), period="../../x")


def test_days_that_contradict_each_other_are_told_and_not_used(tmp_path, write, office):
    early = ("1", "样山镇", "", "栏目", "空白栏目", "2026-04-02", "", "未整改", "", "未整改", "1", "", "", "")
    headings = (*HEADINGS, "复查时间")
    adopted = office(write(rows=[(*early, "2026-03-01")], headings=headings))
    assert any("复查时间 2026-03-01 早于通报时间 2026-04-02" in line for line in adopted.lines)
    assert journal_of(tmp_path) == b""


def test_what_has_not_come_yet_is_a_slip_of_the_pen(tmp_path, write, office):
    rows = [(*SILENT[:5], "2027-01-01", *SILENT[6:]), (*STUBBORN[:5], "2026-12-31", *STUBBORN[6:])]
    lines = "\n".join(office(write(rows=rows)).lines)
    assert "第 3 行：2027-01-01 还没有到，没有登记" in lines
    assert list(cases_at(tmp_path, date(2027, 7, 20))["unit"]) == ["县教育局"]


def test_a_formula_s_error_and_a_day_that_is_none_are_named_with_their_row(write, office):
    bad = ("1", "样山镇", "", "栏目", "空白栏目", "2026-02-30", "", "", "", "", "", "", "", "")
    lines = "\n".join(office(write(rows=[bad])).lines)
    assert "第 3 行“通报时间”列（F3）：写的是“2026-02-30”" in lines
    assert "没有通报时间" in lines


def test_a_day_without_a_year_is_told_and_no_year_is_guessed(tmp_path, write, office):
    told = office(write([(*FIXED[:5], "4月2日", *FIXED[6:])]), day=date(2026, 4, 3))
    assert "整改台账.xlsx《台账》 第 3 行：通报时间“4月2日”没有写年份，没有采用，请补上年份。" in told.lines
    assert told.is_partial
    assert {act.day.year for act in acts_of(tmp_path)} == {2026}
    assert acts_of(tmp_path)[0].day == date(2026, 4, 3)


def test_words_for_one_thing_are_headings_alike(write, catalog):
    path = write(
        headings=("单位", "问题", "对象", "发现时间", "整改时限", "是否整改", "完成日期", "复查情况", "说明"),
        rows=[("样山镇", "空白栏目", "样山网", "2026.4.2", "2026/4/17", "是", "2026-04-09", "通过", "无")],
    )
    (entry,) = read_ledger(path, catalog, str).entries
    assert (entry.unit, entry.problem, entry.object) == ("样山镇", "空白栏目", "样山网")
    assert (entry.sent_on, entry.deadline, entry.fixed_on) == (date(2026, 4, 2), date(2026, 4, 17), date(2026, 4, 9))
    assert (entry.answer, entry.result, entry.rechecks) == ("已整改", "已整改", 1)


def test_a_row_surely_known_takes_the_key_by_which_inspections_recheck_it(write, catalog):
    entries = read_ledger(write(), catalog, str).entries
    known = Known("M-V2.1:样山在线:微信", "M-V2.1", "账号", "样山在线", "微信")
    plan = plan_adoption(
        entries[:2], [], Source("台账.xlsx", "0", "2026Q1"), lambda entry: known if entry.platform else None
    )
    told = [row for act in plan.fresh for row in act.rows if isinstance(row, Told)]
    assert [row.key.partition(":")[0] for row in told] == ["M-V2.1", "T25"]
    assert (told[0].subject, told[0].platform, plan.unmatched) == ("样山在线", "微信", 1)


def test_acts_come_in_an_order_in_which_each_can_be_read_alone(write, catalog):
    entries = read_ledger(write(), catalog, str).entries
    plan = plan_adoption(entries, [], Source("台账.xlsx", "0", "2026Q1"), lambda _: None)
    kinds = [act.act for act in plan.fresh]
    assert kinds == sorted(kinds, key=["sent", "returned", "rechecked", "closed"].index)
    assert {type(row) for act in plan.fresh for row in act.rows} == {Told, Answer, Result}


def deliver(root: Path, name: str, *rows: tuple[str, ...]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    folder = root / "exports" / "sample" / "2026Q3"
    folder.mkdir(parents=True, exist_ok=True)
    book.save(folder / name)


def test_what_a_later_period_lists_or_registers_is_known_by_its_key(tmp_path, write, office):
    root = tmp_path / "office"
    deliver(
        root,
        "账号名录.xlsx",
        ("平台", "账号名称", "主办单位", "状态", "最近发布时间"),
        ("微信", "样山在线", "样山镇", "正常", "2026-09-20"),
        ("抖音", "样山在线", "样山镇", "正常", "2026-09-20"),
    )
    deliver(
        root,
        "问题账号.xlsx",
        ("单位名称", "账号名称", "平台", "存在问题"),
        ("县教育局", "样县教育", "微信", "头像不规范"),
    )
    rows = [
        ("1", "样山镇", "样山在线（微信）", "", "M-V2.1 没有更新", "2026-07-02", *[""] * 8),
        ("2", "样山镇", "样山在线", "", "M-V2.1 没有更新", "2026-07-02", *[""] * 8),
        ("3", "县教育局", "样县教育（微信）", "", "头像不规范", "2026-07-02", *[""] * 8),
        ("4", "县教育局", "样县教育（微信）", "", "简介不规范", "2026-07-02", *[""] * 8),
        ("5", "样河镇", "样山在线（微信）", "M-V2.1", "W-V3 没有更新", "2026-07-02", *[""] * 8),
    ]
    adopted = office(write(rows=rows), period="2026Q2")
    cases = cases_at(tmp_path, date(2026, 7, 20), "2026Q2")
    kinds = [str(key).partition(":")[0] for key in cases["key"]]
    assert kinds == ["M-V2.1", "T25", "T2b", "T25", "T25"]
    assert cases["key"].iloc[0] == "M-V2.1:样山在线:微信"
    assert cases.loc["2026Q2-0001", "subject"] == "样山在线"
    assert any("3 条与程序自己查出的问题对不上" in line for line in adopted.lines)


def test_a_ledger_among_the_exports_is_recognised_counted_nowhere_and_says_how_it_is_adopted(tmp_path, write, catalog):
    folder = tmp_path / "exports"
    folder.mkdir()
    write().rename(folder / "整改台账.xlsx")
    intake = read_exports(folder, catalog.tables, catalog.personal, (date(2026, 1, 1), date(2026, 12, 31)))
    assert list(intake.tables) == ["rectification_ledger"]
    assert len(intake.tables["rectification_ledger"]) == len(ROWS)
    (message,) = intake.problems.loc[intake.problems["code"].eq("ledger_in_exports"), "message"]
    assert "整改台账.xlsx" in message
    assert "govlib ledger adopt" in message
    assert not any(figure.table == "rectification_ledger" for figure in catalog.figures.values())


def test_a_list_of_problem_accounts_with_what_was_put_right_is_no_ledger(tmp_path, write, catalog):
    folder = tmp_path / "exports"
    folder.mkdir()
    headings = ("单位名称", "账号名称", "平台", "存在问题", "整改情况", "备注")
    write(headings=headings, rows=[("样山镇", "样山在线", "微信", "头像不规范", "已整改", "")]).rename(
        folder / "表.xlsx"
    )
    intake = read_exports(folder, catalog.tables, catalog.personal, (date(2026, 1, 1), date(2026, 12, 31)))
    assert list(intake.tables) == ["account_problems"]


def test_the_command_ends_with_a_code_of_its_own_where_something_is_left_out(tmp_path, write, monkeypatch):
    root = Path(__file__).resolve().parents[2]
    (tmp_path / "office" / "params").parent.mkdir(parents=True)
    (tmp_path / "office" / "params").symlink_to(root / "params")
    monkeypatch.setattr("govlib.ledger.cli.project_root", lambda: tmp_path / "office")
    undated = (*SILENT[:5], "", *SILENT[6:])
    asked = ["adopt", "", "-p", "sample", "--period", "2026Q1"]
    runner = CliRunner()
    asked[1] = str(write(rows=[undated]))
    left = runner.invoke(app, asked)
    assert left.exit_code == 3, left.output
    asked[1] = str(write())
    done = runner.invoke(app, asked)
    assert done.exit_code == 0, done.output
    assert "已登记问题 4 条" in done.output
