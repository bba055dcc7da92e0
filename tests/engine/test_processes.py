"""What the processes behind the engines share with notebooks, and what not."""

import concurrent.futures
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from engine_samples import add, leave, notebook_of, text_of

from govlib.engine.parent import Parent, ParentLostError, start_parent
from govlib.engine.run import FORKED, SPAWNED, run_notebook
from govlib.engine.spawned import start_worker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks and /proc are Linux's")

LEAVING = """
import builtins, decimal, locale, logging, os, signal, sys, warnings
import matplotlib, matplotlib.pyplot as plt, numpy as np, pandas as pd, plotly.io as pio
state = [
    pd.get_option('display.max_rows'), pd.get_option('display.max_columns'), matplotlib.rcParams['figure.dpi'],
    plt.get_fignums(), pio.templates.default, pio.renderers.default, np.get_printoptions()['precision'],
    warnings.filters[0][0] == 'error', os.environ.get('LEFT'), 'left' in sys.path, hasattr(builtins, 'left'),
    os.path.basename(os.getcwd()), logging.getLogger().level, len(logging.getLogger().handlers),
    decimal.getcontext().prec, str(signal.getsignal(signal.SIGTERM)), sys.getrecursionlimit(),
    'left' in globals(), 'beside' in sys.modules, get_ipython().execution_count,
]
print(state)
import beside
left = builtins.left = True
pd.set_option('display.max_rows', 3, 'display.max_columns', 4)
matplotlib.rcParams['figure.dpi'] = 33
pio.templates.default, pio.renderers.default = 'none', 'json'
np.set_printoptions(precision=2)
warnings.simplefilter('error')
os.environ['LEFT'] = '1'
sys.path.append('left')
os.chdir('/')
logging.basicConfig(level=10, force=True)
decimal.getcontext().prec = 5
signal.signal(signal.SIGTERM, signal.SIG_IGN)
sys.setrecursionlimit(500)
plt.ioff()
figure = plt.figure()
"""


@pytest.mark.parametrize("engine", [FORKED, SPAWNED])
def test_a_notebook_finds_nothing_of_the_one_before_it(parent, worker, tmp_path, engine):
    (tmp_path / "beside.py").write_text("", encoding="utf-8")
    process = parent if engine == FORKED else worker
    rans = [run_notebook(notebook_of(LEAVING), engine=engine, folder=tmp_path, process=process) for _ in range(3)]
    assert [ran.why for ran in rans] == ["", "", ""]
    first, second, third = (text_of(ran.notebook, 0) for ran in rans)
    assert first == second == third
    assert first.startswith("[60, 20, 100.0, [], 'plotly', 'plotly_mimetype', 8, ")


def test_a_figure_is_shown_in_every_notebook_of_a_worker(worker, tmp_path):
    code = "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"
    for _ in range(2):
        ran = run_notebook(notebook_of(code), engine=SPAWNED, folder=tmp_path, process=worker)
        assert "image/png" in ran.notebook.cells[0].outputs[-1].data


def test_a_worker_is_started_anew_after_so_many_notebooks(tmp_path):
    notebook = notebook_of("import os\nprint(os.getpid())")
    with start_worker(most=2) as worker:
        rans = [run_notebook(notebook, engine=SPAWNED, folder=tmp_path, process=worker) for _ in range(4)]
    pids = [text_of(ran.notebook, 0) for ran in rans]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_a_worker_with_a_thread_left_behind_is_not_used_again(tmp_path):
    thread = "threading.Thread(target=time.sleep, args=(600,), daemon=True).start()"
    notebook = notebook_of(f"import os, threading, time\n{thread}\nprint(os.getpid())")
    with start_worker() as worker:
        pids = [
            text_of(run_notebook(notebook, engine=SPAWNED, folder=tmp_path, process=worker).notebook, 0)
            for _ in range(2)
        ]
    assert pids[0] != pids[1]


def test_no_descriptor_is_left_open(parent, tmp_path):
    code = (
        "import os, stat\nmodes = []\nfor name in os.listdir('/proc/self/fd'):\n    try:\n"
        "        modes.append(os.fstat(int(name)).st_mode)\n    except OSError:\n        pass\n"
        "print(sum(map(stat.S_ISSOCK, modes)), sum(map(stat.S_ISFIFO, modes)))"
    )
    notebook = notebook_of(code)
    before = len(list(Path("/proc/self/fd").iterdir()))
    texts = [text_of(run_notebook(notebook, folder=tmp_path, process=parent).notebook, 0) for _ in range(5)]
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    # sockets: the channel to whoever follows, and the pair that wakes the loop; no pipe
    assert texts == ["3 0\n"] * 5


def test_what_was_loaded_is_there_and_stdin_is_empty(parent, tmp_path):
    code = "import sys\nprint('pandas' in sys.modules, 'openpyxl' in sys.modules, repr(sys.stdin.read()))"
    assert text_of(run_notebook(notebook_of(code), folder=tmp_path, process=parent).notebook, 0) == "True False ''\n"


def test_many_may_ask_a_parent_at_once(parent, tmp_path):
    def one(number: int) -> str:
        notebook = notebook_of(f"import time; time.sleep(0.2); print({number})")
        return text_of(run_notebook(notebook, folder=tmp_path, process=parent).notebook, 0)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, range(8))) == [f"{number}\n" for number in range(8)]


def test_a_parent_calls_any_function_in_a_fork():
    heard = []
    with start_parent((), Path(__file__).parent / "samples") as started:
        assert started.call(add, 1, 2, hear=heard.append) == 3
        with pytest.raises(ValueError, match="负数"):
            started.call(add, 1, -2, hear=heard.append)
        with pytest.raises(ParentLostError):
            started.call(leave, 1, 2)
        assert started.call(add, 3, 4) == 7
    assert heard == [("加", False), ("加", False)]


def test_a_parent_that_is_gone_is_told(tmp_path):
    with pytest.raises(ParentLostError, match="没有答复"):
        run_notebook(notebook_of("1"), folder=tmp_path, process=Parent(str(tmp_path / "none")))


def test_a_module_that_cannot_be_loaded_is_left_to_its_cell(tmp_path):
    with start_parent(("no_such_module", "json"), tmp_path) as started:
        ran = run_notebook(notebook_of("import no_such_module"), folder=tmp_path, process=started)
    assert "ModuleNotFoundError" in ran.why


@pytest.mark.parametrize("forks", ["the owner", "a parent"])
def test_all_processes_end_when_their_owner_is_killed(tmp_path, forks):
    script = textwrap.dedent(
        f"""
        import sys
        from pathlib import Path
        import nbformat.v4 as v4
        from contextlib import nullcontext
        from govlib.engine.forked import load
        from govlib.engine.parent import start_parent
        from govlib.engine.run import run_notebook
        folder = Path({str(tmp_path)!r})
        code = "import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(600)"
        if __name__ == "__main__":
            load(())
            with {"nullcontext()" if forks == "the owner" else "start_parent((), folder)"} as parent:
                run_notebook(v4.new_notebook(cells=[v4.new_code_cell(code)]), folder=folder, process=parent)
        """
    )
    (tmp_path / "owner.py").write_text(script, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(tmp_path / "owner.py")], cwd=tmp_path) as owner:
        deadline = time.monotonic() + 60
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text(encoding="ascii"):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        pid = int((tmp_path / "pid").read_text(encoding="ascii"))
        owner.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_single_threaded_process_forks_itself(tmp_path):
    script = textwrap.dedent(
        f"""
        from pathlib import Path
        import nbformat.v4 as v4
        from govlib.engine.fences import is_single_threaded
        from govlib.engine.forked import load
        from govlib.engine.run import run_notebook
        if __name__ == "__main__":
            load(["json"])
            assert is_single_threaded()
            code = "import os, json; print(os.getppid())"
            ran = run_notebook(v4.new_notebook(cells=[v4.new_code_cell(code)]), folder=Path({str(tmp_path)!r}))
            import os
            print(ran.ended, ran.notebook.cells[0].outputs[0].text.strip() == str(os.getpid()), ran.peak_memory > 0)
        """
    )
    (tmp_path / "alone.py").write_text(script, encoding="utf-8")
    done = subprocess.run([sys.executable, str(tmp_path / "alone.py")], capture_output=True, text=True, check=True)
    assert done.stdout == "完成 True True\n"
