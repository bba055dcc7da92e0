"""Compaction: what is counted and what is told, only what changed made again, the same bytes, two at once, damage."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil

import duckdb
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from remembering import QUARTERS, number, plain, problem, remembered, write_place

from govlib.errors import UserError
from govlib.history.compaction import HISTORY, compact
from govlib.history.opened import open_history
from govlib.history.shapes import SHAPES
from govlib.locking import hold

FINDING = {
    "key": "W-V3:甲镇网:", "subject_kind": "网站", "subject": "甲镇网", "platform": "", "unit": "甲镇",
    "indicator": "W-V3", "indicator_name": "栏目", "part": "veto", "status": "active", "outcome": "不合格",
    "value": 2.0, "value_text": "2个", "threshold": 1.0, "measured_in": "个", "problem": "栏目不更新",
    "reason": "说明", "act": "办法", "ruleset": "national-2019",
}  # fmt: skip


def bytes_of(outputs):
    folder = outputs / HISTORY
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


def renew_manifest(folder):
    """Let the manifest say that the files are as they are."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name in manifest["outputs"]:
        manifest["outputs"][name]["sha256"] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def two_periods(outputs):
    for period in ("2025Q1", "2025Q2"):
        for place in ("jia", "yi"):
            findings = [FINDING, {**FINDING, "key": "W-V1:甲镇网:", "outcome": "合格"}]
            findings += [
                {**FINDING, "key": f"W-V2:{place}:", "outcome": word} for word in ("待复核", "不适用", "缺数据")
            ]
            write_place(
                outputs, period, place, findings=findings, figures=[number("n", 3)], problems=[problem("k", "甲镇")]
            )


def test_one_file_a_period_holds_what_is_no_pass_with_its_place(outputs):
    two_periods(outputs)
    report = compact(outputs)
    assert report.built == ("2025Q1", "2025Q2")
    assert report.left_out == ()
    found = pd.read_parquet(outputs / HISTORY / "2025Q1.parquet")
    assert list(found.columns) == list(SHAPES["findings"].columns)
    said = sorted(zip(found["place"], found["period"], found["key"], found["outcome"], strict=True))
    assert said == [
        (place, "2025Q1", key, word)
        for place in ("jia", "yi")
        for key, word in ((f"W-V2:{place}:", "待复核"), (f"W-V2:{place}:", "缺数据"), ("W-V3:甲镇网:", "不合格"))
    ]


def test_tallies_count_passes_too(outputs):
    two_periods(outputs)
    compact(outputs)
    tallies = pd.read_parquet(outputs / HISTORY / "2025Q2.tallies.parquet")
    mine = tallies.loc[tallies["place"].eq("yi")]
    assert dict(zip(mine["outcome"], mine["finding_count"], strict=True)) == dict.fromkeys(
        ("不合格", "合格", "待复核", "不适用", "缺数据"), 1
    )


def test_what_has_not_changed_is_left_alone_and_one_place_touched_makes_its_periods_again(outputs):
    two_periods(outputs)
    compact(outputs)
    before = {name: (outputs / HISTORY / name).stat().st_mtime_ns for name in bytes_of(outputs)}
    assert compact(outputs).kept == ("2025Q1", "2025Q2")
    write_place(outputs, "2025Q2", "yi", figures=[number("n", 4)])
    report = compact(outputs)
    assert (report.built, report.kept) == (("2025Q2",), ("2025Q1",))
    after = {name: (outputs / HISTORY / name).stat().st_mtime_ns for name in bytes_of(outputs)}
    changed = {name.split(".")[0] for name in before if before[name] != after[name]}
    assert changed == {"2025Q2"}
    with open_history(outputs) as history:
        told = history.query("SELECT place, value FROM figures WHERE period = '2025Q2' ORDER BY place")
    assert told["value"].tolist() == [3.0, 4.0]


def test_files_copied_or_touched_without_a_change_are_looked_at_but_not_made_again(outputs):
    two_periods(outputs)
    compact(outputs)
    os.utime(outputs / "2025Q1" / "jia" / "manifest.json", (1, 1))
    before = (outputs / HISTORY / "2025Q1.parquet").stat().st_mtime_ns
    assert compact(outputs).kept == ("2025Q1", "2025Q2")
    assert (outputs / HISTORY / "2025Q1.parquet").stat().st_mtime_ns == before


def test_everything_made_again_from_outputs_has_the_same_bytes(outputs):
    two_periods(outputs)
    compact(outputs)
    first = bytes_of(outputs)
    compact(outputs, force=True)
    assert bytes_of(outputs) == first
    shutil.rmtree(outputs / HISTORY)
    compact(outputs)
    assert bytes_of(outputs) == first
    assert len(first) == 2 * len(SHAPES)


def test_the_bytes_are_the_same_with_one_thread(outputs, monkeypatch):
    for place in range(40):
        rows = [{**FINDING, "key": f"W-V{n}:{place}"} for n in range(9)]
        write_place(outputs, "2025Q1", f"p{place:02}", findings=rows, figures=[number(f"f{n}", n) for n in range(20)])
    compact(outputs)
    first = bytes_of(outputs)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    compact(outputs, force=True)
    assert bytes_of(outputs) == first


def test_a_period_whose_outputs_were_removed_is_forgotten(outputs):
    two_periods(outputs)
    compact(outputs)
    shutil.rmtree(outputs / "2025Q1")
    report = compact(outputs)
    assert (report.removed, report.kept) == (("2025Q1",), ("2025Q2",))
    assert not list((outputs / HISTORY).glob("2025Q1*"))


@pytest.mark.parametrize(
    ("spoil", "status", "said"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "不完整", "没有 manifest.json"),
        (lambda folder: (folder / "manifest.json").write_bytes(b"{"), "不完整", "没有 manifest.json"),
        (lambda folder: (folder / "figures.parquet").unlink(), "不完整", "缺 figures.parquet"),
        (
            lambda folder: (folder / "findings.parquet").write_bytes(b"PAR1"),
            "损坏",
            "findings.parquet 和 manifest.json",
        ),
        (lambda folder: (folder / "about.json").write_bytes(b"[]"), "损坏", "about.json 读不出来"),
    ],
)
def test_outputs_that_are_half_or_damaged_are_left_out_and_told(outputs, spoil, status, said):
    two_periods(outputs)
    spoil(outputs / "2025Q1" / "jia")
    report = compact(outputs)
    assert [(one.place, one.period) for one in report.left_out] == [("jia", "2025Q1")]
    assert said in report.left_out[0].why
    with open_history(outputs) as history:
        places = history.query("SELECT place, counted, status FROM places WHERE period = '2025Q1' ORDER BY place")
        assert places["counted"].tolist() == [False, True]
        assert places["status"].tolist() == [status, "成功"]
        assert history.query("SELECT DISTINCT place FROM figures WHERE period = '2025Q1'")["place"].tolist() == ["yi"]


def test_a_damaged_place_that_is_put_right_counts_again(outputs):
    two_periods(outputs)
    path = outputs / "2025Q1" / "jia" / "figures.parquet"
    good = path.read_bytes()
    path.write_bytes(good[:-9])
    assert len(compact(outputs).left_out) == 1
    assert len(compact(outputs).left_out) == 1
    path.write_bytes(good)
    report = compact(outputs)
    assert (report.left_out, report.built) == ((), ("2025Q1",))


def test_a_file_that_is_no_parquet_though_its_manifest_says_so_leaves_out_that_place_alone(outputs):
    two_periods(outputs)
    folder = outputs / "2025Q1" / "jia"
    (folder / "cases.parquet").write_bytes(b"no parquet at all")
    renew_manifest(folder)
    report = compact(outputs)
    assert [one.place for one in report.left_out] == ["jia"]
    assert "cases.parquet 读不出来" in report.left_out[0].why
    assert report.left_out[0].sentence().startswith("2025Q1/jia：没有计入，")


def test_a_column_of_another_type_leaves_out_that_place_alone(outputs):
    two_periods(outputs)
    folder = write_place(outputs, "2025Q1", "jia", findings=[{**FINDING, "threshold": "很多"}])
    assert pd.read_parquet(folder / "findings.parquet")["threshold"].tolist() == ["很多"]
    report = compact(outputs)
    assert [one.place for one in report.left_out] == ["jia"]
    assert compact(outputs).left_out == report.left_out


@pytest.mark.parametrize("place", ["jia", "yi"])
def test_outputs_of_an_older_version_without_a_column_leave_out_that_place_alone(outputs, place):
    two_periods(outputs)
    path = outputs / "2025Q1" / place / "figures.parquet"
    pd.read_parquet(path).drop(columns="origin").to_parquet(path)
    renew_manifest(path.parent)
    report = compact(outputs)
    assert [(one.place, one.why) for one in report.left_out] == [(place, "figures.parquet 缺少列 origin（旧版本做的）")]


def test_a_failed_run_is_left_out_and_told(outputs):
    two_periods(outputs)
    write_place(outputs, "2025Q1", "jia", status="失败", figures=[number("n", 99)])
    report = compact(outputs)
    assert [one.why for one in report.left_out] == ["这一次运行没有成功"]
    with open_history(outputs) as history:
        assert history.query("SELECT max(value) AS m FROM figures")["m"].tolist() == [3.0]
        counts = plain(history.periods(), "period", "place_count", "counted_count")
        assert counts == [("2025Q1", 2, 1), ("2025Q2", 2, 2)]


def test_a_compacted_file_that_is_cut_off_is_made_again(outputs):
    two_periods(outputs)
    compact(outputs)
    path = outputs / HISTORY / "2025Q1.figures.parquet"
    good = path.read_bytes()
    path.write_bytes(good[:100])
    with pytest.raises(UserError, match="govlib history build"), open_history(outputs):
        pass
    assert compact(outputs).built == ("2025Q1",)
    assert path.read_bytes() == good


def test_a_crash_between_two_files_is_made_good(outputs):
    two_periods(outputs)
    compact(outputs)
    good = bytes_of(outputs)
    (outputs / HISTORY / "2025Q1.json").unlink()
    (outputs / HISTORY / "2025Q1.problems.parquet").unlink()
    assert compact(outputs).built == ("2025Q1",)
    assert bytes_of(outputs) == good


def _compact_in_process(folder, queue):
    report = compact(folder)
    queue.put((report.built, report.kept))


def test_two_processes_at_once_build_once_and_agree(outputs):
    two_periods(outputs)
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    processes = [context.Process(target=_compact_in_process, args=(outputs, queue)) for _ in range(2)]
    for process in processes:
        process.start()
    told = sorted(queue.get(timeout=100) for _ in processes)
    for process in processes:
        process.join()
    assert told == [((), ("2025Q1", "2025Q2")), (("2025Q1", "2025Q2"), ())]


def test_who_waits_too_long_is_told(outputs):
    two_periods(outputs)
    compact(outputs)
    with hold(outputs / HISTORY / "lock"), pytest.raises(UserError, match="另一个程序正在整理历史"):
        compact(outputs, wait_seconds=0.05)


def test_the_memory_is_not_opened_while_another_process_makes_it_anew(outputs):
    two_periods(outputs)
    compact(outputs)
    held = hold(outputs / HISTORY / "lock")
    with held, pytest.raises(UserError, match="另一个程序正在整理历史"), open_history(outputs, wait_seconds=0.05):
        pass
    with open_history(outputs, wait_seconds=0.05) as history:
        compact(outputs, force=True, wait_seconds=0.05)
        assert len(history.query("SELECT * FROM findings")) == 12


def test_no_outputs_at_all_is_said_with_what_to_do(outputs):
    outputs.mkdir()
    assert compact(outputs).built == ()
    with pytest.raises(UserError, match=r"还没有成果；.*请先 govlib batch"), open_history(outputs):
        pass


def test_what_lies_beside_the_periods_is_no_period(outputs):
    two_periods(outputs)
    for name in (".building", ".previous", "00 总览", "2025Q9.x"):
        (outputs / name / "jia").mkdir(parents=True)
    (outputs / "README.md").write_text("x", encoding="utf-8")
    (outputs / "2025Q1" / "00_overview.html").write_text("x", encoding="utf-8")
    assert compact(outputs).built == ("2025Q1", "2025Q2")


def test_queries_reach_no_file_outside_the_memory(outputs, tmp_path):
    two_periods(outputs)
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "secret.parquet")
    with remembered(outputs) as history:
        with pytest.raises(duckdb.Error, match="Permission Error"):
            history.query("SELECT * FROM read_parquet($path)", {"path": (tmp_path / "secret.parquet").as_posix()})
        with pytest.raises(duckdb.Error):
            history.query("SET enable_external_access = true")
        with pytest.raises(duckdb.Error):
            history.query("INSTALL httpfs")


def test_text_from_outside_is_bound_and_never_runs(outputs):
    evil = "甲'; DROP VIEW problems; --"
    write_place(outputs, "2025Q1", problems=[problem("k", evil)])
    with remembered(outputs) as history:
        found = history.query("SELECT unit FROM problems WHERE unit = $unit", {"unit": evil})
        assert_frame_equal(found, pd.DataFrame({"unit": [evil]}, dtype="string"))


def test_a_period_with_no_good_place_still_opens(outputs):
    write_place(outputs, "2025Q1", status="失败")
    compact(outputs)
    with open_history(outputs) as history:
        assert len(history.query("SELECT * FROM findings")) == 0
        assert history.timeline.empty
        assert history.periods()["counted_count"].tolist() == [0]


def test_quarters_of_the_helper_follow_on_each_other():
    days = [pd.Timestamp(day) for pair in QUARTERS.values() for day in pair]
    assert all((later - earlier).days == 1 for earlier, later in zip(days[1::2], days[2::2], strict=False))
