"""Work beside the notebook: a long one leaves the buttons alive, and an unwanted one is forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from govlib.errors import UserError


@dataclass
class Background:
    """One piece of work at a time; what was cancelled or overtaken is dropped when it ends."""

    _turn: int = 0
    _thread: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[str], None]) -> None:
        """Do ``work`` in a thread; then call ``done`` with its result or ``failed`` with a sentence for a person."""
        with self._lock:
            self._turn += 1
            turn = self._turn
        thread = threading.Thread(target=self._run, args=(turn, work, done, failed), daemon=True)
        self._thread = thread
        thread.start()

    def cancel(self) -> None:
        """Forget what is being done."""
        with self._lock:
            self._turn += 1

    def wait(self) -> None:
        """Wait until the last piece of work has ended."""
        if self._thread is not None:
            self._thread.join()

    def _run(
        self, turn: int, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[str], None]
    ) -> None:
        finish: Callable[[], None]
        try:
            result = work()
        except UserError as error:
            sentence = error.sentence()
            finish = lambda: failed(sentence)  # noqa: E731 - one of three ends, called once below
        except Exception as error:  # noqa: BLE001 - a panel says what happened; a thread's traceback nobody sees
            name = type(error).__name__
            finish = lambda: failed(f"没有查成：程序内部出错（{name}）。请把文字和这句话告诉维护的人。")  # noqa: E731
        else:
            finish = lambda: done(result)  # noqa: E731
        with self._lock:
            if turn == self._turn:
                finish()
