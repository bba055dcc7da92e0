"""Where a run stops and what is left of it, by each engine."""

import sys

import pytest
from engine_samples import even, notebook_of, shown, text_of

from govlib.engine.outcome import COMPLETED, FAILED, LEFT, OUT_OF_MEMORY
from govlib.engine.run import FORKED, KERNEL, SPAWNED

ENGINES = (FORKED, SPAWNED, KERNEL)
MAY_FAIL = ["raises-exception"]

# cells → how the run ends, the cell where it stops, what stands in the cells' counts
STOPS = {
    "all is well": (("1", "# 文字", "2"), COMPLETED, None, [1, 2]),
    "empty cells are passed over": (("1", "", "   \n", "2"), COMPLETED, None, [1, None, None, 2]),
    "an error stops": (("1", "1 / 0", "2"), FAILED, 1, [1, 2, None]),
    "an error that is allowed doesn't": (("1", ("1 / 0", MAY_FAIL), "2"), COMPLETED, None, [1, 2, 3]),
    "a cell may be passed over": (("1", ("1 / 0", ["skip-execution"]), "2"), COMPLETED, None, [1, None, 2]),
    "a syntax error stops": (("1", "def (", "2"), FAILED, 1, [1, 2, None]),
    "an unknown magic stops": (("%nosuch", "2"), FAILED, 0, [1, None]),
    "sys.exit stops": (("import sys", "sys.exit(0)", "2"), LEFT, 1, [1, 2, None]),
    "exit stops": (("1", "exit()", "2"), LEFT, 1, [1, 2, None]),
    "quit stops after its cell": (("quit()\nprint('still')", "2"), LEFT, 0, [1, None]),
    "a memory error is told as such": (("1", "raise MemoryError", "2"), OUT_OF_MEMORY, 1, [1, 2, None]),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", STOPS)
def test_a_run_stops_where_nbclient_stops(run, tmp_path, engine, name):
    cells, ended, failed_cell, counts = STOPS[name]
    ran = run(engine, notebook_of(*cells), tmp_path)
    assert (ran.ended, ran.failed_cell) == (ended, failed_cell)
    assert [cell.execution_count for cell in ran.notebook.cells if cell.cell_type == "code"] == counts
    assert bool(ran.why) == (ended != COMPLETED)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_an_earlier_run_left_is_gone_and_the_notebook_given_stays(run, tmp_path, engine):
    notebook = notebook_of("print('新')", "1 / 0", "print('不到')")
    for cell in notebook.cells:
        cell.execution_count, cell.outputs = 7, [{"output_type": "stream", "name": "stdout", "text": "旧"}]
    ran = run(engine, notebook, tmp_path)
    assert [text_of(ran.notebook, index) for index in range(3)] == ["新\n", "", ""]
    assert [cell.execution_count for cell in notebook.cells] == [7, 7, 7]


@pytest.mark.parametrize("engine", ENGINES)
def test_each_cell_is_heard_as_it_begins_and_ends(run, tmp_path, engine):
    heard = []
    run(engine, notebook_of("1", "# 文字", "2", "1 / 0", "3"), tmp_path, hear=heard.append)
    told = [(one.what, one.index, one.error) for one in heard]
    assert told[:4] == [("began", 0, False), ("ended", 0, False), ("began", 2, False), ("ended", 2, False)]
    assert told[4:] == [("began", 3, False), ("ended", 3, True)]
    seconds = [one.seconds for one in heard]
    assert seconds == sorted(seconds)


@pytest.mark.parametrize("engine", ENGINES)
def test_all_errors_may_be_allowed(run, tmp_path, engine):
    ran = run(engine, notebook_of("1 / 0", "print(1)"), tmp_path, allow_errors=True)
    assert ran.ended == COMPLETED
    assert text_of(ran.notebook, 1) == "1\n"


@pytest.mark.parametrize("engine", ENGINES)
def test_cells_work_in_the_folder_they_are_given(run, tmp_path, engine):
    (tmp_path / "beside.py").write_text("value = '旁边'\n", encoding="utf-8")
    code = "import os, beside\nprint(os.getcwd(), beside.value)\nopen('made.txt', 'w').close()"
    ran = run(engine, notebook_of(code), tmp_path)
    assert text_of(ran.notebook, 0) == f"{tmp_path.resolve()} 旁边\n"
    assert (tmp_path / "made.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="one of the engines is not to be had")
def test_random_numbers_begin_alike_in_each_run(run, tmp_path):
    notebook = notebook_of("import random, numpy\nprint(random.random(), numpy.random.random())")
    texts = [text_of(run(engine, notebook, tmp_path).notebook, 0) for engine in (FORKED, FORKED, SPAWNED, SPAWNED)]
    assert len(set(texts)) == 1
    assert texts[0] == "0.8444218515250481 0.5488135039273248\n"


def test_an_update_reaches_a_cell_of_before_even_if_its_run_fails(run, tmp_path):
    cells = ("h = display('旧', display_id=True)", "h.update('新')\n1 / 0")
    kernel, forked = (run(engine, notebook_of(*cells), tmp_path).notebook.cells for engine in (KERNEL, FORKED))
    assert [shown(cell) for cell in forked] == [shown(cell) for cell in kernel]
    assert even(list(forked[0].outputs))[0]["data"] == {"text/plain": "'新'"}
