"""``govlib review`` as a person uses it, over the small county: what is listed, saved, refused and shown."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from govlib.catalog import load
from govlib.catalog.load import Catalog
from govlib.cli import app
from govlib.errors import UserError
from govlib.review.desk import open_review, read_kind
from govlib.review.store import DecisionConflictError, read_decisions
from govlib.workspace import Run

sys.path.insert(0, str(Path(__file__).parent))

from small_county import PLACE, Q1, Q2, build_project, facts, find_keys, item, open_county, outcomes, write_exports

MANY_LINKS = "X-1:甲镇网:"


@dataclass(frozen=True)
class Project:
    """The county's project, declared once for all tests here."""

    root: Path
    catalog: Catalog


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("county")
    catalog = build_project(root)
    (root / "notebooks").mkdir()
    for period in (Q1, Q2):
        write_exports(root, period, facts("2026-03-30" if period == Q1 else "2026-06-29"))
    return Project(root, catalog)


@pytest.fixture
def root(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("params", "exports", "notebooks"):
        (tmp_path / name).symlink_to(project.root / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "240")
    monkeypatch.setattr("govlib.catalog.load.load_catalog", lambda _params: project.catalog)
    return tmp_path


def review(*words: str, period: str = Q1) -> str:
    """Run a command of review and return what it says; an error meant for people is raised."""
    ended = CliRunner().invoke(app, ["review", *words, "--place", PLACE, "--period", period])
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    assert ended.exit_code == 0, ended.output
    return ended.output


def open_run(root: Path, period: str = Q1) -> Run:
    return open_county(root, load.load_catalog(root / "params"), period)


def read(root: Path, period: str = Q1):
    return read_decisions(root / "records" / PLACE / period)


@pytest.mark.usefixtures("root")
def test_what_waits_is_listed_with_what_was_decided():
    said = review("list")
    assert MANY_LINKS in said
    assert "未复核" in said
    assert "共 " in said
    review("decide", MANY_LINKS, "--as", "误报", "--remark", "已逐条打开")
    said = review("list", "--standing", "有效")
    assert MANY_LINKS in said
    assert "误报" in said
    assert "共 1 项：有效 1 项。" in said


@pytest.mark.usefixtures("root")
def test_a_list_is_narrowed_by_unit_and_kind():
    assert "共 1 项" in review("list", "--kind", "X-1")
    assert "乙镇" not in review("list", "--unit", "甲镇", "--kind", "links")
    with pytest.raises(UserError, match="没有“甲真”的复核项；应为例如 甲镇"):
        review("list", "--unit", "甲真")
    with pytest.raises(UserError, match="没有“X-9”的复核项"):
        review("list", "--kind", "X-9")
    with pytest.raises(UserError, match="应为其中之一：未复核、有效、失效、沿用、不在本期"):
        review("list", "--standing", "好")


def test_the_whole_list_is_written_as_csv(root: Path):
    review("list", "--csv", "list.csv")
    rows = pd.read_csv(root / "list.csv", dtype=str, encoding="utf-8-sig")
    assert {"复核编号", "责任单位", "规则的结论", "复核决定", "决定的现状", "证据摘要"} <= set(rows.columns)
    assert MANY_LINKS in rows["复核编号"].tolist()
    assert len(rows) == len(open_review(open_run(root)).items)


def test_a_decision_saved_by_command_decides_the_verdict(root: Path):
    before = outcomes(open_run(root))
    assert before["甲镇网"] == "不合格"
    said = review("decide", MANY_LINKS, "--as", "dismiss", "--remark", "电话13800138000核实", "--by", "复核岗1")
    assert f"{MANY_LINKS}：误报（电话***********核实）" in said
    assert f"已保存 1 项（records/{PLACE}/{Q1}/decisions.jsonl 第 1 行）" in said
    assert outcomes(open_run(root)) == {**before, "甲镇网": "合格"}


def test_several_items_are_saved_as_one(root: Path):
    links = find_keys(open_run(root), "links", "甲镇")
    assert len(links) == 11
    review("decide", *links, links[0], "--as", "误报")
    decisions = read(root)
    assert (len(decisions.saves), len(decisions.decisions)) == (1, 11)
    assert outcomes(open_run(root))["甲镇网"] == "合格"


def test_one_wrong_key_and_nothing_is_saved(root: Path):
    with pytest.raises(UserError, match="有 1 处不能决定，一条也没有保存") as caught:
        review("decide", MANY_LINKS, "X-1:甲镇岗:", "--as", "误报")
    assert f"X-1:甲镇岗:：本期没有这一项，最接近的是 {MANY_LINKS}" in str(caught.value)
    assert read(root).saves == ()


@pytest.mark.usefixtures("root")
def test_what_passes_or_is_unknown_is_not_reviewed_but_entered():
    with pytest.raises(UserError, match=r"X-1:乙镇网:：现在是合格.*人工核查登记（T16）"):
        review("decide", "X-1:乙镇网:", "--as", "属实")


def test_every_kind_is_understood_in_chinese_and_english():
    assert [read_kind(word) for word in ("属实", "误报", "不适用", "并入", "改派", "改等级", "备注", "撤销")] == [
        "confirm", "dismiss", "not_applicable", "merge", "reassign", "severity", "comment", "withdraw"
    ]  # fmt: skip
    assert read_kind("merge") == "merge"
    with pytest.raises(UserError, match=r"写的是“正确”；应为其中之一：属实（confirm）"):
        read_kind("正确")


def test_a_unit_is_named_as_the_register_has_it_and_a_severity_as_declared(root: Path):
    with pytest.raises(UserError, match="“县教育居”不在单位名录里，或不纳入统计，最接近的是 县教育局"):
        review("decide", MANY_LINKS, "--as", "改派", "--to", "县教育居")
    with pytest.raises(UserError, match="改派没有写改派给哪个单位"):
        review("decide", MANY_LINKS, "--as", "改派")
    with pytest.raises(UserError, match="没有“重大”这个等级"):
        review("decide", MANY_LINKS, "--as", "改等级", "--to", "重大")
    assert read(root).saves == ()
    review("decide", MANY_LINKS, "--as", "改派", "--to", "县教育局")
    assert read(root).settled[MANY_LINKS].unit.to == "县教育局"


def test_a_merge_needs_a_target_that_counts(root: Path):
    first, second, third = find_keys(open_run(root), "links", "甲镇")[:3]
    with pytest.raises(UserError, match="--to：T9:00：本期没有这一项"):
        review("decide", first, "--as", "并入", "--to", "T9:00")
    with pytest.raises(UserError, match="不能并入它自己"):
        review("decide", first, "--as", "并入", "--to", first)
    review("decide", first, "--as", "并入", "--to", second)
    with pytest.raises(UserError, match=f"{first} 自己已经并入了 {second}，不能并入它"):
        review("decide", third, "--as", "并入", "--to", first)
    with pytest.raises(UserError, match="不能并入它"):
        review("decide", second, "--as", "并入", "--to", first)


def test_a_decision_is_withdrawn_once(root: Path):
    with pytest.raises(UserError, match="没有可以撤销的决定"):
        review("decide", MANY_LINKS, "--as", "撤销")
    review("decide", MANY_LINKS, "--as", "误报")
    review("decide", MANY_LINKS, "--as", "撤销", "--remark", "看错了")
    assert outcomes(open_run(root))["甲镇网"] == "不合格"
    with pytest.raises(UserError, match="没有可以撤销的决定"):
        review("decide", MANY_LINKS, "--as", "撤销")
    assert len(read(root).saves) == 2


def test_a_false_alarm_is_carried_over_and_can_be_withdrawn_there(root: Path):
    links = find_keys(open_run(root), "links", "甲镇")[:1]
    review("decide", *links, "--as", "误报")
    later = item(open_run(root, Q2), links[0])
    assert (later["standing"], later["origin"], later["decision"]) == ("沿用", Q1, "误报")
    assert "沿用（2026Q1）" in review("list", "--standing", "沿用", period=Q2).replace(" ", "")
    assert outcomes(open_run(root, Q2))["甲镇网"] == "合格"
    review("decide", *links, "--as", "撤销", period=Q2)
    assert item(open_run(root, Q2), links[0])["standing"] == "未复核"
    assert outcomes(open_run(root, Q2))["甲镇网"] == "不合格"
    assert outcomes(open_run(root))["甲镇网"] == "合格"


def test_the_log_has_every_save_and_the_faults_of_the_file(root: Path):
    assert "还没有保存过决定" in review("log")
    review("decide", MANY_LINKS, "--as", "误报", "--by", "复核岗1")
    review("decide", MANY_LINKS, "--as", "撤销")
    said = review("log", "--csv", "log.csv")
    assert "共 2 次保存，2 个决定。" in said
    rows = pd.read_csv(root / "log.csv", dtype=str, encoding="utf-8-sig", keep_default_na=False)
    assert rows["决定"].tolist() == ["误报", "撤销"]
    assert rows["复核人标识"].tolist() == ["复核岗1", ""]
    path = root / "records" / PLACE / Q1 / "decisions.jsonl"
    path.write_bytes(path.read_bytes().replace("复核岗1".encode(), "复核岗2".encode()) + b'{"half')
    said = review("log").replace("\n", "")
    assert "第 1 行被改动过" in said
    assert "第 3 行没有写完" in said
    assert "共 1 次保存" in said


def test_two_at_their_desks_see_each_other(root: Path):
    from govlib.review.desk import Wish  # noqa: PLC0415 - only here two desks are open

    mine, theirs = open_review(open_run(root)), open_review(open_run(root))
    links = find_keys(open_run(root), "links", "甲镇")
    theirs.save(theirs.decide(Wish((MANY_LINKS,), "dismiss")), "2026-04-03T09:30:00+0800", "复核岗1")
    mine.save(mine.decide(Wish(tuple(links[:1]), "dismiss")), "2026-04-03T09:31:00+0800", "复核岗2")
    with pytest.raises(DecisionConflictError, match=r"复核岗1 2026-04-03T09:30:00\+0800 保存的是“误报”"):
        mine.save(mine.decide(Wish((MANY_LINKS,), "confirm")), "2026-04-03T09:32:00+0800", "复核岗2")
    assert len(read(root).saves) == 2


@pytest.mark.usefixtures("root")
def test_a_place_or_period_that_is_not_declared_is_told():
    with pytest.raises(UserError, match="没有名为“2027Q1”的期"):
        review("list", period="2027Q1")


def test_a_decision_about_what_is_gone_can_only_be_withdrawn(root: Path, tmp_path: Path):
    review("decide", MANY_LINKS, "--as", "误报")
    sheets = facts()
    headings, rows = sheets["链接.csv"]
    (tmp_path / "exports").unlink()
    write_exports(tmp_path, Q1, {**sheets, "链接.csv": (headings, rows[11:])})
    assert item(open_run(root), MANY_LINKS)["standing"] == "不在本期"
    with pytest.raises(UserError, match="本期没有这一项，它的决定只能撤销"):
        review("decide", MANY_LINKS, "--as", "属实")
    review("decide", MANY_LINKS, "--as", "撤销")
    assert read(root).settled[MANY_LINKS].outcome is None
