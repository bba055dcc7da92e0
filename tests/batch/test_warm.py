import os
import sys
import time
from pathlib import Path

import pytest
from batch_samples import make_notebook

from govlib.batch.document import read_notebook
from govlib.batch.notebooks import NotebookFailedError, execute_notebook
from govlib.batch.warm import list_imports, warm_kernels

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux alone")

GIVEN = {"place": "01", "period": "2024年第二季度", "outputs_dir": "outputs", "interactive": False}
TELLING = (
    "import pandas as pd\nprint(pd.get_option('display.max_columns'))\npd.DataFrame([range(30)])",
    "import sys, os\nprint(sys.argv[0][-21:], sys.flags.hash_randomization, os.environ['OMP_NUM_THREADS'])",
    "import warnings\nwarnings.warn('提醒')\nprint('标准', flush=True)\nprint('错误', file=sys.stderr, flush=True)",
    "import plotly.graph_objects as go\ngo.Figure(go.Bar(x=['甲'], y=[1]))",
    "os.system('echo 子进程')\nfrom pathlib import Path\nPath.cwd()",
    "def calculate():\n    raise ValueError(place)\ncalculate()",
)


def outputs_of(notebook) -> str:
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", []))


@pytest.fixture(scope="module")
def warm():
    with warm_kernels(("pandas", "plotly.graph_objects", "no_such_module"), Path.cwd()) as server:
        yield server


def test_a_forked_kernel_leaves_the_same_bytes_as_a_fresh_one(warm, tmp_path):
    source = make_notebook(tmp_path / "telling.ipynb", "# 标题", *TELLING)
    saved = []
    for kernel in (None, warm):
        with pytest.raises(NotebookFailedError, match="ValueError：01"):
            execute_notebook(source, tmp_path / "out.ipynb", GIVEN, root=tmp_path, warm=kernel)
        saved.append((tmp_path / "out.ipynb").read_text(encoding="utf-8"))
    assert saved[0] == saved[1]
    assert "子进程" in saved[0]


def test_the_libraries_are_there_before_the_first_cell(warm, tmp_path):
    source = make_notebook(
        tmp_path / "loaded.ipynb", "import sys\nprint('pandas' in sys.modules, 'openpyxl' in sys.modules)"
    )
    assert outputs_of(execute_notebook(source, tmp_path / "a.ipynb", GIVEN, root=tmp_path, warm=warm)) == "True False\n"
    assert outputs_of(execute_notebook(source, tmp_path / "a.ipynb", GIVEN, root=tmp_path)) == "False False\n"


def test_a_notebook_sees_nothing_of_the_one_before_it(warm, tmp_path):
    code = (
        "import os, pandas as pd, random\n"
        "print(hasattr(pd, 'left'), os.environ.get('LEFT'), pd.get_option('display.max_rows'), 'left' in globals())\n"
        "pd.left = left = True\nos.environ['LEFT'] = 'x'\npd.set_option('display.max_rows', 3)\nos.chdir('/')"
    )
    source = make_notebook(tmp_path / "traces.ipynb", code)
    for _ in range(2):
        notebook = execute_notebook(source, tmp_path / "out.ipynb", GIVEN, root=tmp_path, warm=warm)
        assert outputs_of(notebook) == "False None 60 False\n"


def test_two_kernels_draw_different_random_numbers(warm, tmp_path):
    source = make_notebook(tmp_path / "random.ipynb", "import random, uuid\nprint(random.random(), uuid.uuid4())")
    drawn = {
        outputs_of(execute_notebook(source, tmp_path / "o.ipynb", GIVEN, root=tmp_path, warm=warm)) for _ in range(2)
    }
    assert len(drawn) == 2


def test_a_forked_kernel_that_dies_is_told_and_the_next_one_lives(warm, tmp_path):
    dying = make_notebook(tmp_path / "dying.ipynb", "# 标题", "import os; os._exit(5)")
    with pytest.raises(NotebookFailedError, match="计算内核中途退出"):
        execute_notebook(dying, tmp_path / "out.ipynb", GIVEN, root=tmp_path, warm=warm)
    living = make_notebook(tmp_path / "living.ipynb", "print('在')")
    assert outputs_of(execute_notebook(living, tmp_path / "out.ipynb", GIVEN, root=tmp_path, warm=warm)) == "在\n"


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_a_cell_that_takes_too_long_takes_its_forked_kernel_with_it(warm, tmp_path):
    code = "import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(90)"
    source = make_notebook(tmp_path / "slow.ipynb", "# 标题", code)
    with pytest.raises(NotebookFailedError, match="超时"):
        execute_notebook(source, tmp_path / "out.ipynb", GIVEN, root=tmp_path, warm=warm, cell_seconds=2)
    assert gone(int((tmp_path / "pid").read_text()))


def test_when_the_warm_process_has_gone_a_fresh_kernel_is_used(tmp_path):
    code = "import os, signal, time\nos.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(60)"
    killing = make_notebook(tmp_path / "killing.ipynb", code)
    asking = make_notebook(tmp_path / "asking.ipynb", "print('在')")
    with warm_kernels((), tmp_path) as server:
        with pytest.raises(NotebookFailedError, match="计算内核中途退出"):
            execute_notebook(killing, tmp_path / "o.ipynb", GIVEN, root=tmp_path, warm=server)
        assert outputs_of(execute_notebook(asking, tmp_path / "o.ipynb", GIVEN, root=tmp_path, warm=server)) == "在\n"


def test_the_warm_process_ends_with_its_owner(tmp_path):
    source = make_notebook(tmp_path / "who.ipynb", "import os; print(os.getppid())")
    with warm_kernels((), tmp_path) as server:
        pid = int(outputs_of(execute_notebook(source, tmp_path / "o.ipynb", GIVEN, root=tmp_path, warm=server)))
        os.kill(pid, 0)
    assert gone(pid)


def test_the_modules_that_notebooks_import_are_listed(tmp_path):
    one = make_notebook(
        tmp_path / "one.ipynb", "# 标题", "import pandas as pd\nfrom govlib.pages import websites as page"
    )
    other = make_notebook(tmp_path / "other.ipynb", "import os.path\nfor", "import json")
    names = list_imports([read_notebook(one), read_notebook(other)])
    assert names == ("govlib.pages", "govlib.pages.websites", "json", "pandas")
