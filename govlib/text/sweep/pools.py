"""Where pieces are worked on: in this process, in several, or by the workers of a Dask cluster; results in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from govlib.errors import UserError
from govlib.text.sweep.pieces import Piece
from govlib.text.sweep.work import Result, Settings, check_piece

Waiting = deque[tuple[Piece, Future[Result]]]
_AHEAD = 4
_TRIES = 2
_SECONDS_TO_CONNECT = 15


@dataclass(frozen=True)
class Pool:
    """Workers: ``submit`` gives them a piece, ``width`` is how many are at work at once."""

    submit: Callable[[Piece], Future[Result]]
    width: int


def count_processors() -> int:
    """Return how many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def check_here(pieces: Iterable[Piece], settings: Settings) -> Iterator[Result]:
    """Yield the result of each piece, worked on in this process."""
    for piece in pieces:
        yield check_piece(piece, settings)


def check_in_processes(pieces: Iterable[Piece], settings: Settings, jobs: int) -> Iterator[Result]:
    """Yield the result of each piece in its order, worked on in ``jobs`` processes.

    When a process ends on its own, what was under way is worked on again, piece by piece in a process of its own, so
    that only the piece that it ends on is told as a problem; the others go on.
    """
    left = iter(pieces)
    waiting: Waiting = deque()
    while True:
        executor = _start(jobs)
        try:
            yield from _in_order(left, _submitter(executor, settings), jobs * _AHEAD, waiting)
        except BrokenProcessPool:
            held = list(waiting)
            waiting.clear()
        else:
            return
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
        yield from _check_apart(held, settings)


def check_on_cluster(pieces: Iterable[Piece], settings: Settings, scheduler: str) -> Iterator[Result]:
    """Yield the result of each piece in its order, worked on by the Dask cluster at ``scheduler``.

    Work of a worker that is lost is done by another; a piece that the cluster gives up is tried here, in a process of
    its own. Raises UserError if the cluster can't be reached.
    """
    with _connect(scheduler) as (executor, width):
        from distributed import KilledWorker  # noqa: PLC0415 - as below

        left = iter(pieces)
        waiting: Waiting = deque()
        while True:
            try:
                yield from _in_order(left, _submitter(executor, settings), width * _AHEAD, waiting)
            except KilledWorker:
                yield from _check_apart([waiting.popleft()], settings)
            else:
                return


@contextmanager
def _connect(scheduler: str) -> Iterator[tuple[Executor, int]]:
    from distributed import Client  # noqa: PLC0415 - a cluster is seldom asked for, and takes a second to load

    try:
        client: Any = Client(scheduler, timeout=_SECONDS_TO_CONNECT)  # type: ignore[no-untyped-call] # Dask's has no types
    except (OSError, TimeoutError, ValueError) as error:
        found = f"连不上 Dask 调度器（{type(error).__name__}）"
        raise UserError(f"--scheduler {scheduler}", found, "形如 tcp://主机:8786 的地址") from error
    try:
        width = sum(client.nthreads().values())
        if not width:
            raise UserError(f"--scheduler {scheduler}", "调度器下没有工作进程", "至少一个", "请先启动 dask worker")
        yield client.get_executor(pure=False, retries=_TRIES), width
    finally:
        client.close()


def _start(jobs: int) -> Executor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def _submitter(executor: Executor, settings: Settings) -> Callable[[Piece], Future[Result]]:
    def submit(piece: Piece) -> Future[Result]:
        try:
            return executor.submit(check_piece, piece, settings)
        except BrokenProcessPool as error:
            # a process that ended just now is met where the results are taken, with this piece among those waiting
            broken: Future[Result] = Future()
            broken.set_exception(error)
            return broken

    return submit


def _in_order(
    pieces: Iterator[Piece], submit: Callable[[Piece], Future[Result]], ahead: int, waiting: Waiting
) -> Iterator[Result]:
    """Yield results in the order of the pieces; no more than ``ahead`` are under way, so that memory stays bounded."""
    for piece in pieces:
        waiting.append((piece, submit(piece)))
        if len(waiting) >= ahead:
            yield _take(waiting)
    while waiting:
        yield _take(waiting)


def _take(waiting: Waiting) -> Result:
    result = waiting[0][1].result()
    waiting.popleft()
    return result


def _check_apart(held: Iterable[tuple[Piece, Future[Result]]], settings: Settings) -> Iterator[Result]:
    """Yield the results of pieces that were under way when a process ended, those that aren't done one at a time.

    So it is known on which piece a process ends. One that ends it twice is told as a problem.
    """
    executor = _start(1)
    try:
        for piece, future in held:
            if future.done() and not future.cancelled() and future.exception() is None:
                yield future.result()
                continue
            result = Result(file_bytes=piece.size, problem=_lose(piece).sentence())
            for _ in range(_TRIES):
                try:
                    result = executor.submit(check_piece, piece, settings).result()
                    break
                except BrokenProcessPool:
                    executor.shutdown(wait=False)
                    executor = _start(1)
            yield result
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _lose(piece: Piece) -> UserError:
    first, last = piece.part.row, piece.part.last
    rows = f"第 {first}—{last} 行" if last else f"从第 {first} 行起的一段" if first > 1 else "全文"
    found = f"查{rows}时进程两次意外结束，这些行没有查"
    return UserError(piece.shown, found, "够用的内存", "请用 --jobs 减少同时的进程，再查一遍")
