import io
import json

import pytest
from batch_samples import make_run
from rich.console import Console

from govlib.batch.event_file import open_events
from govlib.batch.events import FAILED, SUCCEEDED, BatchReport, NotebookStarted, PlaceFailure, PlaceReport
from govlib.batch.foresee import Foresight, Planned
from govlib.batch.progress import print_foresight, say_pace
from govlib.errors import UserError


def test_what_happens_is_written_a_json_object_a_line(tmp_path):
    runs = [make_run(tmp_path, "jia", "甲县"), make_run(tmp_path, "yi", "乙县")]
    failure = PlaceFailure("网站检查", "可用性", "除以零", "请查看", "2024Q2/yi/notebooks/20.ipynb")
    reports = (
        PlaceReport(runs[0], SUCCEEDED, problems=3, pages=9, seconds=1.23456),
        PlaceReport(runs[1], FAILED, (failure,)),
    )
    path = tmp_path / "deep" / "events.jsonl"
    with open_events(path, lambda: "2026-11-23T09:00:00+0800") as file:
        file.begin(runs)
        file.hear(NotebookStarted(runs[0], 2, 9, "网站检查"))
        assert len(path.read_text(encoding="utf-8").splitlines()) == 2, "a line is there as soon as it is written"
        for report in reports:
            file.hear(report)
        file.end(BatchReport(reports))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == [
        "batch_started", "notebook_started", "place_ended", "place_ended", "batch_ended",
    ]  # fmt: skip
    assert {line["at"] for line in lines} == {"2026-11-23T09:00:00+0800"}
    assert lines[0]["places"] == [{"place": "jia", "period": "2024Q2"}, {"place": "yi", "period": "2024Q2"}]
    assert (lines[1]["number"], lines[1]["count"], lines[1]["title"]) == (2, 9, "网站检查")
    assert (lines[2]["status"], lines[2]["problems"], lines[2]["seconds"]) == ("成功", 3, 1.235)
    assert lines[3]["failures"][0]["message"] == "除以零"
    assert (lines[4]["places"], lines[4]["exit_code"], lines[4]["interrupted"]) == ({"成功": 1, "失败": 1}, 1, False)


def test_a_file_that_cannot_be_written_is_told_before_anything_runs(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError, match="写不进去"), open_events(tmp_path / "folder", lambda: ""):
        pass


@pytest.mark.parametrize(
    ("done", "waiting", "seconds", "said"),
    [
        (0, 5, 10.0, ""),
        (4, 2, 60.0, "，每分钟 4.0 个，约还要 30 秒"),
        (10, 0, 60.0, "，每分钟 10.0 个"),
        (30, 300, 60.0, "，每分钟 30.0 个，约还要 10 分钟"),
    ],
)
def test_the_pace_and_the_time_left_are_told(done, waiting, seconds, said):
    assert say_pace(done, waiting, seconds) == said


def test_what_a_batch_would_do_is_told_place_by_place(tmp_path):
    runs = [make_run(tmp_path, name, title) for name, title in (("a", "甲县"), ("b", "乙[b]县"), ("c", "丙县"))]
    places = (
        Foresight(runs[0], (Planned("网站检查", "改了：规则.yaml"),), 9),
        Foresight(runs[1], (), 9),
        Foresight(runs[2], (), 9, "exports/c/2024Q2：找不到这个导出文件夹。"),
    )
    to = Console(file=io.StringIO(), width=60)
    print_foresight(places, to)
    assert to.file.getvalue().splitlines() == [
        "甲县 2024Q2  要运行 1/9 个笔记本",
        "  网站检查：改了：规则.yaml",
        "乙[b]县 2024Q2  没有变化",
        "丙县 2024Q2  exports/c/2024Q2：找不到这个导出文件夹。",
        "共 3 个地方：要运行 1 个，1 个地方有问题不能运行。什么都没有写。",
    ]
