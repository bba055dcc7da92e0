"""Notebooks that die, hang, flood or hog: each fails alone, with what it had shown."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from engine_samples import notebook_of, text_of

from govlib.engine.outcome import COMPLETED, FAILED, KILLED, LEFT, MEBIBYTE, OUT_OF_MEMORY, TIMED_OUT, Limits
from govlib.engine.run import FORKED, SPAWNED

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and limits as Linux has them")

OURS = pytest.mark.parametrize("engine", [FORKED, SPAWNED])
# A spawned worker takes seconds to start again; what differs little in it is tried with the other engine alone.
FORKED_ALONE = pytest.mark.parametrize("engine", [FORKED])
BEFORE = "print('前一个单元')\n'值'"
AFTER = "print('后一个单元')"


def check_before(ran):
    assert text_of(ran.notebook, 0) == "前一个单元\n"
    assert ran.notebook.cells[0].outputs[1].data == {"text/plain": "'值'"}
    assert ran.notebook.cells[-1].execution_count is None


@OURS
def test_os_exit_keeps_what_was_printed_even_without_a_newline(run, tmp_path, engine):
    ran = run(engine, notebook_of(BEFORE, "import os\nprint('话没说完', end='')\nos._exit(3)", AFTER), tmp_path)
    assert (ran.ended, ran.failed_cell) == (LEFT, 1)
    assert "退出码 3" in ran.why
    assert text_of(ran.notebook, 1) == "话没说完"
    assert ran.notebook.cells[1].execution_count == 2
    check_before(ran)


@OURS
def test_a_kill_keeps_displays_and_both_streams(run, tmp_path, engine):
    code = (
        "import os, signal, sys\nprint('出')\ndisplay('显示')\nprint('错', file=sys.stderr)\n"
        "os.system('echo 下层')\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    ran = run(engine, notebook_of(BEFORE, code, AFTER), tmp_path)
    assert (ran.ended, ran.failed_cell) == (KILLED, 1)
    assert "信号 9" in ran.why
    assert text_of(ran.notebook, 1) == "出\n下层\n"
    assert text_of(ran.notebook, 1, "stderr") == "错\n"
    assert [output.output_type for output in ran.notebook.cells[1].outputs] == ["stream", "display_data", "stream"]
    check_before(ran)


@FORKED_ALONE
def test_a_crash_of_a_library_is_told_as_such(run, tmp_path, engine):
    ran = run(engine, notebook_of(BEFORE, "import ctypes\nctypes.string_at(0)", AFTER), tmp_path)
    assert (ran.ended, ran.failed_cell) == (KILLED, 1)
    assert "崩溃" in ran.why
    check_before(ran)


@OURS
def test_an_endless_cell_is_ended_with_what_it_had_printed(run, tmp_path, engine):
    code = "print('开始', end='')\nwhile True:\n    pass"
    ran = run(engine, notebook_of(BEFORE, code, AFTER), tmp_path, limits=Limits(cell_seconds=1.5))
    assert (ran.ended, ran.failed_cell) == (TIMED_OUT, 1)
    assert "单元运行超过 1.5 秒" in ran.why
    assert text_of(ran.notebook, 1) == "开始"
    assert ran.seconds < 10
    check_before(ran)


@FORKED_ALONE
def test_a_notebook_of_many_short_cells_has_a_limit_too(run, tmp_path, engine):
    cells = ["import time"] + ["time.sleep(0.4)"] * 20
    ran = run(engine, notebook_of(*cells), tmp_path, limits=Limits(cell_seconds=30, notebook_seconds=1.0))
    assert ran.ended == TIMED_OUT
    assert "笔记本运行超过 1 秒" in ran.why
    assert ran.failed_cell is not None
    assert 1 <= ran.failed_cell <= 4


@FORKED_ALONE
def test_what_ignores_signals_is_ended_all_the_same(run, tmp_path, engine):
    code = (
        "import signal, time\nfor n in (signal.SIGTERM, signal.SIGINT):\n    signal.signal(n, signal.SIG_IGN)\n"
        "while True:\n    try:\n        time.sleep(1)\n    except BaseException:\n        pass"
    )
    ran = run(engine, notebook_of(code), tmp_path, limits=Limits(cell_seconds=1.0))
    assert (ran.ended, ran.failed_cell) == (TIMED_OUT, 0)


@OURS
def test_a_hog_fails_by_a_memory_error_and_its_peak_is_told(run, tmp_path, engine):
    code = "print('要内存')\nparts = []\nwhile True:\n    parts.append(bytearray(16 << 20))"
    ran = run(engine, notebook_of(BEFORE, code, AFTER), tmp_path, limits=Limits(memory=300 * MEBIBYTE))
    assert (ran.ended, ran.failed_cell) == (OUT_OF_MEMORY, 1)
    assert "内存" in ran.why
    assert text_of(ran.notebook, 1) == "要内存\n"
    assert ran.notebook.cells[1].outputs[-1].ename == "MemoryError"
    assert 250 * MEBIBYTE < ran.peak_memory < 1500 * MEBIBYTE
    check_before(ran)


@FORKED_ALONE
def test_memory_within_the_limit_is_no_fault(run, tmp_path, engine):
    code = "part = bytearray(100 << 20)\nprint(len(part) >> 20)"
    ran = run(engine, notebook_of(code), tmp_path, limits=Limits(memory=300 * MEBIBYTE))
    assert (ran.ended, text_of(ran.notebook, 0)) == (COMPLETED, "100\n")


def gone(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            if status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


@OURS
def test_processes_that_a_cell_started_end_with_the_notebook(run, tmp_path, engine):
    code = (
        "import os, subprocess\np = subprocess.Popen(['sleep', '600'])\nprint(p.pid)\n"
        "child = os.fork()\nif child == 0:\n    import time\n    time.sleep(600)\n    os._exit(0)\nprint(child)"
    )
    ran = run(engine, notebook_of(code), tmp_path)
    assert ran.ended == COMPLETED
    assert [gone(int(pid)) for pid in text_of(ran.notebook, 0).split()] == [True, True]


@OURS
def test_a_child_that_holds_on_to_everything_keeps_nobody_waiting(run, tmp_path, engine):
    code = "import os, time\nif os.fork() == 0:\n    time.sleep(600)\nos._exit(0)"
    began = time.monotonic()
    ran = run(engine, notebook_of(code), tmp_path)
    assert (ran.ended, ran.failed_cell) == (LEFT, 0)
    assert time.monotonic() - began < 20


@FORKED_ALONE
@pytest.mark.parametrize(
    "code",
    [
        "text = 'x' * 999 + '\\n'\nfor _ in range(200_000):\n    print(text, end='')",
        "import os\nos.system('yes 刷屏 | head -c 200000000')",
        "display({'text/plain': 'x' * 200_000_000}, raw=True)",
        "for _ in range(200):\n    display({'text/plain': 'x' * 1_000_000}, raw=True)",
    ],
    ids=["print", "below Python", "one display", "many displays"],
)
def test_a_flood_of_output_is_stopped_with_a_sentence(run, tmp_path, engine, code):
    limits = Limits(output=20 * MEBIBYTE, kept=1000)
    ran = run(engine, notebook_of(BEFORE, code, AFTER), tmp_path, limits=limits)
    assert (ran.ended, ran.failed_cell) == (KILLED, 1)
    assert "输出超过 20 MiB" in ran.why
    assert len(text_of(ran.notebook, 1)) <= 20 * MEBIBYTE
    check_before(ran)


@OURS
def test_of_a_flood_the_beginning_is_kept(run, tmp_path, engine):
    code = "print('开头')\nwhile True:\n    print('x' * 1000)"
    ran = run(engine, notebook_of(code), tmp_path, limits=Limits(output=5 * MEBIBYTE, kept=1000))
    text = text_of(ran.notebook, 0)
    assert text.startswith("开头\nxxx")
    assert len(text.encode("utf-8")) == 1000


@OURS
def test_bytes_that_are_no_text_are_shown_as_marks(run, tmp_path, engine):
    code = "import os\nos.write(1, b'\\xff\\xfe a \\xe4\\xbd')\nos.write(1, b'\\xa0 b\\n')\nprint('\\ud800')"
    ran = run(engine, notebook_of(code), tmp_path)
    assert text_of(ran.notebook, 0) == "\ufffd\ufffd a 你 b\n\\ud800\n"


@OURS
def test_half_a_character_at_the_end_of_a_cell_harms_no_other(run, tmp_path, engine):
    ran = run(engine, notebook_of("import os\nn = os.write(1, b'a\\xe4\\xbd')", "print('好')"), tmp_path)
    assert [text_of(ran.notebook, index) for index in (0, 1)] == ["a\ufffd", "好\n"]


@FORKED_ALONE
def test_a_cell_that_closes_its_descriptors_fails_alone(run, tmp_path, engine):
    ran = run(engine, notebook_of(BEFORE, "import os, time\nos.closerange(3, 200)\ntime.sleep(600)", AFTER), tmp_path)
    assert (ran.ended, ran.failed_cell) == (KILLED, 1)
    check_before(ran)


@OURS
def test_after_any_of_this_the_next_notebook_runs(run, tmp_path, engine):
    for code in ("import os; os._exit(1)", "import os; os.kill(os.getpid(), 9)", "1 / 0"):
        run(engine, notebook_of(code), tmp_path)
        ran = run(engine, notebook_of("print('好')"), tmp_path)
        assert (ran.ended, text_of(ran.notebook, 0)) == (COMPLETED, "好\n")


@FORKED_ALONE
def test_a_folder_that_is_not_there_is_told(run, tmp_path, engine):
    ran = run(engine, notebook_of("1"), tmp_path / "nowhere")
    assert (ran.ended, ran.failed_cell) == (KILLED, None)
    assert "单元之外" in ran.why


def test_an_error_is_told_by_its_last_line(run, tmp_path):
    ran = run(FORKED, notebook_of("raise ValueError('第一行\\n第二行')"), tmp_path)
    assert (ran.ended, ran.why) == (FAILED, "ValueError：第二行")


def test_a_kill_from_outside_is_told(run, tmp_path):
    def kill(heard):
        if heard.what == "began" and heard.index == 1:
            time.sleep(0.3)
            os.kill(int((tmp_path / "pid").read_text(encoding="ascii")), signal.SIGKILL)

    cells = ("import os, time\nopen('pid', 'w').write(str(os.getpid()));", "print('等')\ntime.sleep(600)", AFTER)
    ran = run(FORKED, notebook_of(*cells), tmp_path, hear=kill)
    assert (ran.ended, ran.failed_cell, text_of(ran.notebook, 1)) == (KILLED, 1, "等\n")
