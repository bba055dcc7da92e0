"""What a notebook may leave behind in its process, and how it is put back for the next one.

Only for processes that run one notebook after another; a fork leaves nothing behind.
"""

from __future__ import annotations

import builtins
import decimal
import locale
import logging
import os
import random
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govlib.engine.forked import settle

_SIGNALS = tuple(
    number
    for name in ("SIGINT", "SIGTERM", "SIGALRM", "SIGCHLD", "SIGUSR1", "SIGUSR2", "SIGPIPE")
    if (number := getattr(signal, name, None)) is not None
)


@dataclass(frozen=True)
class State:
    """What was found before a notebook: how each thing is put back, in order, and the threads there were."""

    restorers: tuple[Callable[[], object], ...]
    threads: frozenset[int | None]


def take_state() -> State:
    """Note the state of this process."""
    restorers = [
        _restore_mapping(os.environ),
        _restore_list(sys.path),
        _restore_list(sys.argv),
        _restore_list(warnings.filters),  # type: ignore[arg-type]
        _restore_list(logging.getLogger().handlers),
        _restore_mapping(vars(builtins)),
        _restore_modules(),
        *(_restore_signal(number) for number in _SIGNALS),
        _restore(os.chdir, str(Path.cwd())),
        _restore(logging.getLogger().setLevel, logging.getLogger().level),
        _restore(logging.disable, logging.root.manager.disable),
        _restore(locale.setlocale, locale.LC_ALL, locale.setlocale(locale.LC_ALL)),
        _restore(decimal.setcontext, decimal.getcontext().copy()),
        _restore(sys.setrecursionlimit, sys.getrecursionlimit()),
        _restore(random.setstate, random.getstate()),
        *_library_restorers(),
    ]
    return State(tuple(restorers), frozenset(thread.ident for thread in threading.enumerate()))


def put_back(state: State) -> bool:
    """Put the state back; tell whether the process may be used again.

    It may not if a thread or a child process of the notebook still runs.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for restorer in state.restorers:
            with suppress(Exception):
                restorer()
    settle()
    left = {thread.ident for thread in threading.enumerate()} - state.threads
    return not left and not _has_children()


def _has_children() -> bool:
    if not hasattr(os, "WNOHANG"):
        return False
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True


def _restore(function: Callable[..., object], *arguments: Any) -> Callable[[], object]:
    return lambda: function(*arguments)


def _restore_list(values: list[Any]) -> Callable[[], object]:
    before = list(values)
    return lambda: values.__setitem__(slice(None), before)


def _restore_mapping(values: Any) -> Callable[[], object]:
    before = dict(values)

    def restore() -> None:
        for key in [key for key in values if key not in before]:
            del values[key]
        for key, value in before.items():
            if key not in values or values[key] is not value:
                values[key] = value

    return restore


def _restore_signal(number: signal.Signals) -> Callable[[], object]:
    before = signal.getsignal(number)
    return lambda: signal.signal(number, before) if before is not None else None


def _restore_modules() -> Callable[[], object]:
    """Forget modules of the notebook's own folder, so that another folder's of the same name can be loaded."""

    def restore() -> None:
        libraries = tuple(entry for entry in (sys.prefix, sys.base_prefix) if entry)
        own = str(Path(__file__).parents[1])
        for name, module in list(sys.modules.items()):
            place = getattr(module, "__file__", None)
            if name not in before and place and not str(place).startswith((*libraries, own)):
                del sys.modules[name]

    before = frozenset(sys.modules)
    return restore


def _library_restorers() -> list[Callable[[], object]]:
    """Return how settings of loaded libraries are put back; a library loaded later gets its own defaults."""
    return [_close_widgets, _restore_matplotlib(), _restore_plotly(), _restore_pandas, _restore_numpy()]


def _close_widgets() -> None:
    if "ipywidgets" in sys.modules:
        sys.modules["ipywidgets"].Widget.close_all()


def _restore_matplotlib() -> Callable[[], object]:
    before = dict(sys.modules["matplotlib"].rcParams) if "matplotlib" in sys.modules else None

    def restore() -> None:
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")
        library = sys.modules.get("matplotlib")
        if library is not None:
            settings = dict(library.rcParamsDefault) if before is None else before
            library.rcParams.update({key: value for key, value in settings.items() if not key.startswith("backend")})

    return restore


def _restore_plotly() -> Callable[[], object]:
    shown = sys.modules.get("plotly.io")
    fresh = os.environ.get("PLOTLY_RENDERER", "plotly_mimetype"), "plotly"
    before = (shown.renderers.default, shown.templates.default) if shown else fresh

    def restore() -> None:
        library = sys.modules.get("plotly.io")
        if library is not None:
            library.renderers.default, library.templates.default = before

    return restore


def _restore_pandas() -> None:
    if "pandas" in sys.modules:
        sys.modules["pandas"].reset_option("all")


def _restore_numpy() -> Callable[[], object]:
    library = sys.modules.get("numpy")
    before = (library.get_printoptions(), library.geterr()) if library else None

    def restore() -> None:
        if library is not None and before is not None:
            options = {key: value for key, value in before[0].items() if key != "override_repr"}
            library.set_printoptions(**options)
            library.seterr(**before[1])

    return restore
