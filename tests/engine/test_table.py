import sys

import pytest
from engine_samples import notebook_of, read_cases, shown

from govlib.engine.outcome import COMPLETED, Limits
from govlib.engine.run import FORKED, KERNEL, SPAWNED, run_notebook

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the table has commands of Unix")

CASES = read_cases()
OURS = (FORKED, SPAWNED)


def run_in_a_kernel(run, notebook, tmp_path_factory):
    # Cells of the table fork. A kernel has threads, and once in a while one of them waits for ever after a fork.
    for _ in range(3):
        folder = tmp_path_factory.mktemp("ran-")
        ran = run(KERNEL, notebook, folder, allow_errors=True, limits=Limits(cell_seconds=45))
        if ran.ended == COMPLETED:
            break
    return ran


@pytest.fixture(scope="module")
def executed(run, worker, tmp_path_factory):
    """The whole table as one notebook, once by each engine."""
    notebook = notebook_of(*(source for _, cells in CASES.values() for source in cells))
    ran = {KERNEL: run_in_a_kernel(run, notebook, tmp_path_factory)}
    ran[FORKED] = run(FORKED, notebook, tmp_path_factory.mktemp("ran-"), allow_errors=True)
    folder = tmp_path_factory.mktemp("ran-")
    ran[SPAWNED] = run_notebook(notebook, engine=SPAWNED, folder=folder, process=worker, allow_errors=True)
    return ran


def cells_of(name: str) -> range:
    before = 0
    for other, (_, cells) in CASES.items():
        if other == name:
            return range(before, before + len(cells))
        before += len(cells)
    raise KeyError(name)


def test_the_table_runs_to_its_end(executed):
    assert {engine: ran.ended for engine, ran in executed.items()} == dict.fromkeys((KERNEL, *OURS), COMPLETED)
    assert len(CASES) >= 80


@pytest.mark.parametrize("engine", OURS)
@pytest.mark.parametrize("name", CASES)
def test_a_cell_is_as_nbclient_gives_it(executed, engine, name):
    section = CASES[name][0]
    for index in cells_of(name):
        given = executed[KERNEL].notebook.cells[index]
        assert shown(executed[engine].notebook.cells[index], section) == shown(given, section), given.source


def test_the_table_is_no_comparison_of_nothing(executed):
    outputs = [output for cell in executed[KERNEL].notebook.cells for output in cell.outputs]
    kinds = [output.output_type for output in outputs]
    assert min(kinds.count(kind) for kind in ("stream", "display_data", "execute_result", "error")) > 25
