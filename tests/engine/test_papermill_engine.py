"""papermill with our engine, from its command line."""

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from engine_samples import notebook_of, text_of

from govlib.batch.document import read_notebook, write_notebook
from govlib.batch.notebooks import NotebookFailedError, execute_notebook

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the batch's bytes are compared on Linux")

GIVEN = {"place": "甲县", "period": "2024Q2", "outputs_dir": "outputs", "interactive": False}
PARAMETERS = ("# 标题", ("place = ''\nperiod = ''\noutputs_dir = ''\ninteractive = True", ["parameters"]))
SHOWING = (
    "import os, sys\nprint(place, period, os.getcwd())\nprint('错', file=sys.stderr)",
    "import pandas as pd\npd.DataFrame({'甲': [1]})",
    "{'集', '合', '的', '次', '序'}, object()",
)


def papermill(*arguments: str, folder: Path, code: int = 0) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "papermill", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stderr
    return done


def options() -> list[str]:
    return [text for name, value in GIVEN.items() for text in ("-p", name, str(value))]


def test_papermill_finds_the_engine_by_its_name():
    found = [point.load() for point in entry_points(group="papermill.engine") if point.name == "govlib"]
    assert [one.nb_language(None) for one in found] == ["python"]


def test_the_command_writes_what_the_batch_writes(tmp_path):
    write_notebook(notebook_of(*PARAMETERS, *SHOWING), tmp_path / "in.ipynb")
    papermill("in.ipynb", "out.ipynb", "--engine", "govlib", *options(), folder=tmp_path)
    execute_notebook(tmp_path / "in.ipynb", tmp_path / "batch.ipynb", GIVEN, root=tmp_path)
    written = (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    assert (tmp_path / "out.ipynb").read_bytes() == (tmp_path / "batch.ipynb").read_bytes()
    assert 'place = \\"甲县\\"' in written


def test_values_that_are_no_text_are_written_as_python_does(tmp_path):
    write_notebook(notebook_of(("n = 0\nf = 0.0\nx = None", ["parameters"]), "print(n, f, x)"), tmp_path / "in.ipynb")
    given = ["-p", "n", "3", "-p", "f", "0.5", "-y", "x: [1, 二]"]
    papermill("in.ipynb", "out.ipynb", "--engine", "govlib", *given, folder=tmp_path)
    executed = read_notebook(tmp_path / "out.ipynb")
    assert executed.cells[1].source == "# 本次运行的参数\nx = [1, '二']\nn = 3\nf = 0.5"
    assert text_of(executed, 2) == "3 0.5 [1, '二']\n"


def test_a_failing_cell_is_marked_as_papermill_does(tmp_path):
    write_notebook(notebook_of("print('一')", "1 / 0", "print('三')"), tmp_path / "in.ipynb")
    done = papermill("in.ipynb", "out.ipynb", "--engine", "govlib", folder=tmp_path, code=1)
    assert "ZeroDivisionError" in done.stderr
    cells = read_notebook(tmp_path / "out.ipynb").cells
    assert [cell.cell_type for cell in cells] == ["markdown", "code", "markdown", "code", "code"]
    assert "papermill-error-cell" in cells[2].source
    assert cells[3].outputs[0].ename == "ZeroDivisionError"
    assert cells[4].execution_count is None


def test_a_cell_that_hangs_or_dies_is_an_error_for_papermill_too(tmp_path):
    for code, words in (
        ("print('开始', end='')\nwhile True: pass", "超过 2 秒"),
        ("import os; os._exit(0)", "退出码 0"),
    ):
        write_notebook(notebook_of(code), tmp_path / "in.ipynb")
        done = papermill(
            "in.ipynb", "out.ipynb", "--engine", "govlib", "--execution-timeout", "2", folder=tmp_path, code=1
        )
        assert words in done.stderr


def test_the_log_and_files_have_what_cells_write(tmp_path):
    write_notebook(
        notebook_of("print('出')", "import sys\nprint('错', file=sys.stderr)\n40 + 2"), tmp_path / "in.ipynb"
    )
    (tmp_path / "deep").mkdir()
    settings = ["--log-output", "--no-progress-bar", "--cwd", "deep", "--stdout-file", str(tmp_path / "o")]
    settings += ["--stderr-file", str(tmp_path / "e")]
    done = papermill("in.ipynb", "out.ipynb", "--engine", "govlib", *settings, folder=tmp_path)
    assert (tmp_path / "o").read_text(encoding="utf-8") == "出\n"
    assert (tmp_path / "e").read_text(encoding="utf-8") == "错\n"
    assert all(word in done.stderr for word in ("出", "错", "42"))
    assert "%|" not in done.stderr
    assert "cwd" not in (tmp_path / "out.ipynb").read_text(encoding="utf-8")


def test_the_batch_refuses_what_papermill_only_warns_of(tmp_path):
    write_notebook(notebook_of(*PARAMETERS, "1 / 0"), tmp_path / "in.ipynb")
    with pytest.raises(NotebookFailedError, match="ZeroDivisionError"):
        execute_notebook(tmp_path / "in.ipynb", tmp_path / "batch.ipynb", GIVEN, root=tmp_path)
    done = papermill("in.ipynb", "out.ipynb", "--engine", "govlib", "-p", "plaice", "x", folder=tmp_path, code=1)
    assert "plaice" in done.stderr
