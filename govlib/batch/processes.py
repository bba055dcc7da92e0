"""How the process of a place begins: forked from one that has the libraries loaded, or spawned where that can't be."""

from __future__ import annotations

import multiprocessing
import multiprocessing.forkserver
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext, SpawnContext

PRELOADED = "govlib.batch.preload"
STEADY_ENVIRONMENT = {
    # a thread that lives before the fork is gone after it
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PLOTLY_RENDERER": "plotly_mimetype",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
}


def open_context() -> ForkServerContext | SpawnContext:
    """Return the context that starts the processes of places.

    On Linux each is a fork of one process that has loaded the libraries and the catalog and does nothing else; it is
    started here, with an environment of its own. Elsewhere each starts anew: only Linux forks loaded libraries safely.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([PRELOADED])
    with _environment(STEADY_ENVIRONMENT):
        multiprocessing.forkserver.ensure_running()
    return context


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        for name in values:
            if name in before:
                os.environ[name] = before[name]
            else:
                del os.environ[name]
