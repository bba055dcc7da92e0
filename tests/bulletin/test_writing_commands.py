"""``govlib bulletin`` as people call it, and the bulletin on what became of problems told before."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from govlib.cli import app

ROOT = Path(__file__).resolve().parents[2]
NEXT = """
  2026Q4:
    title: 2026年第四季度
    start: 2026-10-01
    end: 2026-11-20
    inspection_day: 2026-11-20
    issued: 2026-11-25
    rectify_by: 2026-12-15
    websites: {by: indicators}
    accounts: {by: indicators}
"""


@pytest.fixture(scope="module")
def project(batch: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with two places; the sample's exports lie there for two periods."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "params", folder / "params")
    (folder / "notebooks").mkdir()
    for place in (folder / "params" / "places").glob("*.yaml"):
        if place.stem not in ("sample", "guangyuan"):
            place.unlink()
    sample = folder / "params" / "places" / "sample.yaml"
    sample.write_text(sample.read_text(encoding="utf-8").rstrip() + NEXT, encoding="utf-8")
    shutil.copytree(ROOT / "exports" / "guangyuan", folder / "exports" / "guangyuan")
    for period in ("2026Q3", "2026Q4"):
        shutil.copytree(batch.outputs.parent / "exports" / "sample" / "2026Q3", folder / "exports" / "sample" / period)
    return folder


@pytest.fixture
def call(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(project)

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, list(words), catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    return run


def test_slots_written_and_not_are_listed(call, project: Path):
    asked = ("bulletin", "slots", "-p", "guangyuan", "--period", "2023Q2")
    assert "# 主要成效和亮点　没有写" in call(*asked)
    records = project / "records" / "guangyuan" / "2023Q2"
    records.mkdir(parents=True)
    (records / "paragraphs.md").write_text("# 主要成效和亮点\n\n一段。\n\n# 别的\n\n一段。\n", encoding="utf-8")
    said = call(*asked)
    assert "# 主要成效和亮点　已写 1 段" in said
    assert "# 别的　写了，但这一种通报没有这个空位" in said
    assert "空位 1 处，已写 1 处" in said
    shutil.rmtree(records)


def test_a_bulletin_is_written_twice_with_the_same_bytes(call, tmp_path: Path):
    for name in ("one", "two"):
        said = call("bulletin", "write", "-p", "guangyuan", "--period", "2023Q2", "--out", str(tmp_path / name))
        assert "已写出季度通报（正稿）：bulletin.docx、bulletin.html、bulletin.txt、annexes/附件1" in said
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert len(files) == 7
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_a_draft_says_what_is_not_written(call, tmp_path: Path):
    said = call("bulletin", "write", "-p", "guangyuan", "--period", "2023Q2", "--draft", "--out", str(tmp_path))
    assert "只能作草稿：还有 1 处没有撰写：主要成效和亮点" in said
    taken = call("bulletin", "take", str(tmp_path / "bulletin.docx"), "-p", "guangyuan", "--period", "2023Q2")
    assert "没有写入任何改动" in taken


def test_what_became_of_the_last_problems_is_told_from_the_ledger(call, tmp_path: Path):
    call("ledger", "send", "-p", "sample", "--period", "2026Q3", "--day", "2026-09-28")
    asked = (
        "bulletin",
        "write",
        "-p",
        "sample",
        "--period",
        "2026Q4",
        "--kind",
        "reinspection",
        "--out",
        str(tmp_path),
    )
    assert "已写出复查通报（样例）" in call(*asked)
    text = (tmp_path / "bulletin.txt").read_text(encoding="utf-8")
    # planted and sent, counted in the exports: websites 28, accounts 11, reported errors open 5, nothing published 3,
    # checks from above 8, tasks 7, test questions 6, findings of the checklist by unit 35; all of the 40 units but
    # 县政府办公室, 县审计局, 县市场监督管理局 and 县统计局
    assert "上期通报问题103条，涉及36家单位" in text
    assert "二、整改不到位的问题" in text
    assert "样例人社（抖音短视频）监测时间点前14天内无更新；" in text
    # units in the order of the register, what is the same of all their problems said once
    first, _, rest = text.partition("（1）")[2].partition("\n")
    assert (
        first
        == "样山镇：样例样山镇（微信公众号）存在购买“粉丝”、强制点赞等弄虚作假行为；“检查项15”内容不完整（均未整改）。"
    )
    assert "样田镇：检查期内没有审核发布信息（未整改）。" in rest
    assert "均已超过整改期限。以上单位都没有反馈整改情况。" in text
    assert "实测" not in text
