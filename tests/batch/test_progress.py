import io

from batch_samples import make_run
from rich.console import Console

from govlib.batch.events import (
    FAILED,
    NOT_RUN,
    SUCCEEDED,
    BatchReport,
    NotebookStarted,
    PlaceFailure,
    PlaceReport,
)
from govlib.batch.progress import print_summary, show_progress
from govlib.errors import ExitCode


def console(*, terminal: bool = False) -> Console:
    return Console(file=io.StringIO(), width=100, force_terminal=terminal, color_system=None, height=40)


def places(root):
    good, bad, left = (make_run(root, place, name) for place, name in (("a", "甲县"), ("b", "乙[b]县"), ("c", "丙县")))
    failure = PlaceFailure(
        "网站检查", "可用性", "KeyError：'单位'", "请打开保存的笔记本", "2024Q2/b/notebooks/20.ipynb"
    )
    return (
        PlaceReport(good, SUCCEEDED, problems=12, unreadable=1, pages=9, seconds=20.4),
        PlaceReport(bad, FAILED, (failure,), pages=8, seconds=3.0),
        PlaceReport(left, NOT_RUN),
    )


def test_without_a_terminal_each_event_is_one_plain_line(tmp_path):
    to, reports = console(), places(tmp_path)
    with show_progress([report.run for report in reports], to) as hear:
        hear(NotebookStarted(reports[1].run, 2, 9, "网站检查"))
        hear(reports[0])
        hear(reports[1])
    assert to.file.getvalue().splitlines() == [
        "乙[b]县 2024Q2  2/9 网站检查",
        "甲县 2024Q2  成功（20 秒）",
        "乙[b]县 2024Q2  失败（3 秒）",
    ]


def test_on_a_terminal_a_live_table_shows_where_each_place_is(tmp_path):
    to, reports = console(terminal=True), places(tmp_path)
    with show_progress([report.run for report in reports], to) as hear:
        hear(NotebookStarted(reports[1].run, 2, 9, "网站检查"))
        hear(reports[0])
    shown = to.file.getvalue()
    assert "已完成 1/3 个地方，失败 0 个" in shown
    assert "2/9 网站检查" in shown
    assert "乙[b]县" in shown


def test_the_live_table_fits_a_small_terminal(tmp_path):
    to = Console(file=io.StringIO(), width=100, height=12, force_terminal=True, color_system=None)
    runs = [make_run(tmp_path, f"p{number}", f"地方{number}") for number in range(100)]
    with show_progress(runs, to) as hear:
        hear(NotebookStarted(runs[99], 1, 9, "数据接收"))
    last = to.file.getvalue().rpartition("已完成")[2]
    assert "地方99" in last
    assert last.count("等待") == 3


def test_the_summary_names_each_place_and_what_to_do(tmp_path):
    to = console()
    print_summary(BatchReport(places(tmp_path)), to)
    text = to.file.getvalue()
    rows = [line.split() for line in text.splitlines() if line.startswith("│")]
    assert [row[1] for row in rows] == ["甲县", "乙[b]县", "丙县"]
    assert rows[0][5:10:2] == ["成功", "12", "9"]
    assert rows[1][5:10:2] == ["失败", "0", "8"]
    assert rows[2][5] == "未运行"
    assert "有 1 个导出文件读不出，见 problems.csv" in text
    assert "✗ 乙[b]县 2024Q2 《网站检查》“可用性”" in text
    assert "  原因：KeyError：'单位'" in text
    assert "  处理：请打开保存的笔记本" in text
    assert "  笔记本：2024Q2/b/notebooks/20.ipynb" in text


def test_the_exit_code_is_the_most_serious_thing_that_happened(tmp_path):
    good, bad, left = places(tmp_path)
    clean = PlaceReport(good.run, SUCCEEDED)
    assert BatchReport((clean,)).exit_code is ExitCode.OK
    assert BatchReport((clean, good)).exit_code is ExitCode.FILE_UNREADABLE
    assert BatchReport((good, bad)).exit_code is ExitCode.PLACE_FAILED
    assert BatchReport((good, left)).exit_code is ExitCode.PLACE_FAILED
    assert BatchReport((good,), interrupted=True).exit_code is ExitCode.INTERRUPTED


def test_an_interrupt_is_told(tmp_path):
    to = console()
    print_summary(BatchReport(places(tmp_path), interrupted=True), to)
    assert "批次被中断；没有完成的地方保持原来的成果。" in to.file.getvalue()
