import json
import os
import sys
from functools import partial
from pathlib import Path

import pytest
from batch_samples import make_notebook

from govlib.batch import notebooks
from govlib.batch.charts import CHART_MIME
from govlib.batch.document import read_notebook
from govlib.batch.notebooks import NotebookFailedError
from govlib.engine.outcome import Limits
from govlib.engine.parent import start_parent
from govlib.errors import UserError

GIVEN = {"place": "01", "period": "苍溪县2024年第二季度", "outputs_dir": "outputs", "interactive": False}


def outputs_of(notebook) -> str:
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))


@pytest.fixture(scope="module")
def execute_notebook(tmp_path_factory):
    with start_parent(["pandas", "plotly.graph_objects"], tmp_path_factory.mktemp("parent")) as parent:
        yield partial(notebooks.execute_notebook, process=parent)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("工作台")


def test_codes_stay_text_and_chinese_stays_readable(execute_notebook, workplace):
    source = make_notebook(workplace / "codes.ipynb", "# 标题", "print(repr(place), period, repr(interactive))")
    target = workplace / "out" / "codes.ipynb"
    notebook = execute_notebook(source, target, GIVEN, root=workplace)
    assert outputs_of(notebook) == "'01' 苍溪县2024年第二季度 False\n"
    injected = notebook.cells[1].source
    assert 'period = "苍溪县2024年第二季度"' in injected
    assert 'place = "01"' in injected
    assert "苍溪县2024年第二季度" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize("value", ['引号"和\\反斜线', "换行\n制表\t", "'''", "\u2028", "𠮷"])
def test_any_text_arrives_as_it_was_given(execute_notebook, workplace, value):
    source = make_notebook(workplace / "texts.ipynb", "print(ascii(period))")
    notebook = execute_notebook(source, workplace / "out" / "texts.ipynb", {**GIVEN, "period": value}, root=workplace)
    assert outputs_of(notebook) == ascii(value) + "\n"


def test_a_mistyped_parameter_is_refused_with_a_suggestion(execute_notebook, workplace):
    source = make_notebook(workplace / "mistyped.ipynb", "1")
    wrong = {"plase": "01", **{name: value for name, value in GIVEN.items() if name != "place"}}
    with pytest.raises(UserError) as caught:
        execute_notebook(source, workplace / "out" / "mistyped.ipynb", wrong, root=workplace)
    assert "不认识的参数 plase（是不是 place？）" in str(caught.value)
    assert "没有给出参数 place" in str(caught.value)
    assert not (workplace / "out" / "mistyped.ipynb").exists()


def test_a_text_is_refused_for_a_yes_or_no_parameter(execute_notebook, workplace):
    source = make_notebook(workplace / "kinds.ipynb", "1")
    with pytest.raises(UserError, match="参数 interactive 的值是文本，笔记本里声明的是是否"):
        execute_notebook(source, workplace / "out" / "kinds.ipynb", {**GIVEN, "interactive": "NO"}, root=workplace)


def test_a_notebook_without_parameters_cell_is_refused(execute_notebook, workplace):
    source = make_notebook(workplace / "bare.ipynb", "1")
    content = json.loads(source.read_text(encoding="utf-8"))
    content["cells"][0]["metadata"] = {}
    source.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(UserError, match="没有标记 parameters 的单元"):
        execute_notebook(source, workplace / "out" / "bare.ipynb", GIVEN, root=workplace)


def test_a_failing_cell_is_saved_and_marked(execute_notebook, workplace):
    source = make_notebook(workplace / "failing.ipynb", "# 检查", "## 汇总", "print('之前')\n1 / 0", "print('之后')")
    target = workplace / "out" / "failing.ipynb"
    with pytest.raises(NotebookFailedError) as caught:
        execute_notebook(source, target, GIVEN, root=workplace)
    assert caught.value.failure.heading == "汇总"
    assert caught.value.failure.message == "ZeroDivisionError：division by zero"
    saved = read_notebook(target)
    assert outputs_of(saved) == "之前\n"
    marked = [index for index, cell in enumerate(saved.cells) if "failed" in cell.metadata.get("tags", [])]
    assert [saved.cells[index].cell_type for index in marked] == ["markdown", "code"]
    assert "division by zero" in saved.cells[marked[0]].source
    assert saved.cells[marked[1]].source.endswith("1 / 0")
    assert "papermill" not in target.read_text(encoding="utf-8")


def test_a_user_error_is_told_in_its_own_sentence(execute_notebook, workplace):
    code = "from govlib.errors import UserError\nraise UserError('网站.xlsx', '没有“单位”一列', '单位', '请检查表头')"
    source = make_notebook(workplace / "user_error.ipynb", "# 接收", code)
    with pytest.raises(NotebookFailedError) as caught:
        execute_notebook(source, workplace / "out" / "user_error.ipynb", GIVEN, root=workplace)
    assert caught.value.failure.message == "网站.xlsx：没有“单位”一列；应为单位；请检查表头。"


@pytest.mark.parametrize("ending", ["import sys; sys.exit(0)", "raise SystemExit", "exit()", "quit()"])
def test_a_cell_that_ends_the_run_quietly_is_a_failure(execute_notebook, workplace, ending):
    source = make_notebook(workplace / "quiet.ipynb", "# 标题", ending, "print('没有执行')")
    with pytest.raises(NotebookFailedError, match="提前结束") as caught:
        execute_notebook(source, workplace / "out" / "quiet.ipynb", GIVEN, root=workplace)
    assert caught.value.failure.cell_index == 3


def test_a_dead_kernel_leaves_what_ran_before_it(execute_notebook, workplace):
    source = make_notebook(
        workplace / "dead.ipynb", "# 标题", "print('之前')", "import os; os._exit(7)", "print('之后')"
    )
    target = workplace / "out" / "dead.ipynb"
    with pytest.raises(NotebookFailedError, match="自行退出（退出码 7）"):
        execute_notebook(source, target, GIVEN, root=workplace)
    saved = read_notebook(target)
    assert outputs_of(saved) == "之前\n"
    assert [cell.source for cell in saved.cells if "failed" in cell.metadata.get("tags", [])][1].startswith("import os")


def test_a_cell_that_takes_too_long_is_stopped(execute_notebook, workplace):
    source = make_notebook(workplace / "slow.ipynb", "# 标题", "## 慢", "import time; time.sleep(60)")
    with pytest.raises(NotebookFailedError, match="超过 1 秒"):
        execute_notebook(source, workplace / "out" / "slow.ipynb", GIVEN, root=workplace, limits=Limits(cell_seconds=1))


def test_cells_run_in_the_given_folder_with_the_same_python_and_quiet_settings(execute_notebook, workplace):
    code = (
        "import os, sys, pathlib\n"
        "print(pathlib.Path.cwd().name, sys.executable, os.environ['PYTHONUTF8'], os.environ['OMP_NUM_THREADS'])\n"
        "print(pathlib.Path(os.environ['IPYTHONDIR']).parent == pathlib.Path.home())"
    )
    source = make_notebook(workplace / "where.ipynb", code)
    notebook = execute_notebook(source, workplace / "out" / "where.ipynb", GIVEN, root=workplace)
    assert outputs_of(notebook) == f"{workplace.name} {sys.executable} 1 1\nFalse\n"
    assert Path.cwd() != workplace
    assert "JUPYTER_PATH" not in os.environ or "govlib-" not in os.environ["JUPYTER_PATH"]


def test_a_folder_with_braces_in_its_name_works(execute_notebook, tmp_path):
    folder = tmp_path / "a{b}c"
    source = make_notebook(folder / "braces.ipynb", "1")
    execute_notebook(source, folder / "out.ipynb", GIVEN, root=folder)
    assert (folder / "out.ipynb").is_file()


def test_two_executions_leave_the_same_bytes_in_different_folders(execute_notebook, tmp_path):
    cells = (
        "# 标题",
        "import warnings, sys\nwarnings.warn('提醒')\nprint(object())\nprint('错误流', file=sys.stderr)",
        "from pathlib import Path; Path.cwd()",
        "import plotly.graph_objects as go; go.Figure(go.Bar(x=['甲'], y=[1]))",
        "def calculate():\n    raise ValueError(str(Path.cwd()))\ncalculate()",
    )
    saved = []
    for name in ("甲", "b" * 40):
        root = tmp_path / name
        source = make_notebook(root / "notebooks" / "same.ipynb", *cells)
        with pytest.raises(NotebookFailedError):
            execute_notebook(source, root / "same.ipynb", GIVEN, root=root)
        saved.append((root / "same.ipynb").read_bytes())
    assert saved[0] == saved[1]
    assert str(tmp_path).encode() not in saved[0]


def test_a_process_that_never_starts_is_told_to_the_user(execute_notebook, workplace, monkeypatch):
    source = make_notebook(workplace / "never.ipynb", "1")

    def stumble(*_args, **_kwargs):
        raise OSError("Resource temporarily unavailable")

    monkeypatch.setattr(notebooks, "run_notebook", stumble)
    with pytest.raises(UserError, match="运行它的进程起不来"):
        execute_notebook(source, workplace / "out" / "never.ipynb", GIVEN, root=workplace)
    assert not (workplace / "out" / "never.ipynb").exists()


def test_a_failing_cell_is_not_tried_again(execute_notebook, workplace):
    counter = workplace / "counter.txt"
    code = f"open({str(counter)!r}, 'a').write('x')\n1 / 0"
    source = make_notebook(workplace / "once.ipynb", code)
    with pytest.raises(NotebookFailedError):
        execute_notebook(source, workplace / "out" / "once.ipynb", GIVEN, root=workplace)
    assert counter.read_text() == "x"


def test_a_figure_is_kept_as_data_alone(execute_notebook, workplace):
    code = "import plotly.graph_objects as go\nfigure = go.Figure(go.Bar(x=['甲'], y=[1]))\nfigure.show()\nfigure"
    source = make_notebook(workplace / "figure.ipynb", code)
    notebook = execute_notebook(source, workplace / "out" / "figure.ipynb", GIVEN, root=workplace)
    assert [set(output.data) - {"text/plain"} for output in notebook.cells[2].outputs] == [{CHART_MIME}, {CHART_MIME}]
