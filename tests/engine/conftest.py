import os
import sys
from pathlib import Path

import pytest

from govlib.engine.parent import start_parent
from govlib.engine.run import FORKED, KERNEL, SPAWNED, run_notebook
from govlib.engine.spawned import start_worker

# The processes of an engine inherit this path, so that they find the functions they are given.
sys.path.insert(0, str(Path(__file__).parent / "samples"))

MODULES = ("pandas", "matplotlib.pyplot", "plotly.graph_objects", "ipywidgets")


@pytest.fixture(scope="session")
def parent(tmp_path_factory):
    with start_parent(MODULES, tmp_path_factory.mktemp("parent")) as started:
        yield started


@pytest.fixture(scope="session")
def worker():
    with start_worker(MODULES) as started:
        yield started


@pytest.fixture(scope="session")
def bare_worker():
    with start_worker() as started:
        yield started


@pytest.fixture(scope="session")
def run(parent, bare_worker):
    """Run a notebook with an engine and the processes that these tests share."""
    processes = {FORKED: parent, SPAWNED: bare_worker}

    def run_with(engine, notebook, folder, **settings):
        if engine == KERNEL:
            # A kernel that finds itself in a test doesn't listen to its descriptors.
            os.environ.pop("PYTEST_CURRENT_TEST", None)
        return run_notebook(notebook, engine=engine, folder=folder, process=processes.get(engine), **settings)

    return run_with
