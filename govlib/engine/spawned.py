"""Run notebooks one after another in a process of their own, for systems that can't fork a loaded process.

The process is started anew after a number of notebooks, after any that ended it, and after any that left threads or
processes behind.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from nbformat import NotebookNode

from govlib.engine import endings, fences
from govlib.engine.assemble import Assembly
from govlib.engine.child import run_job
from govlib.engine.follow import Follower
from govlib.engine.forked import load, settle
from govlib.engine.job import Job
from govlib.engine.outcome import Hear, Ran
from govlib.engine.parent import STEADY_ENVIRONMENT
from govlib.engine.reset import put_back, take_state
from govlib.engine.shell import attach_figures, drop_kernel, make_kernel
from govlib.engine.texts import STREAMS, TextReader, new_folder, open_text_file

NOTEBOOKS_A_PROCESS = 100
_USABLE, _USED_UP = b"usable", b"used up"
_GRACE_SECONDS = 5.0
_START_SECONDS = 120.0
_LAST_BREATH_SECONDS = 1.0


@dataclass
class Worker:
    """A process that runs notebooks one at a time: which modules it loads, after how many it is started anew."""

    modules: tuple[str, ...] = ()
    most: int = NOTEBOOKS_A_PROCESS
    process: SpawnProcess | None = None
    channel: Connection | None = None
    count: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, notebook: NotebookNode, job: Job, hear: Hear) -> Ran:
        """Run a job and put what happens into ``notebook``; others wait meanwhile."""
        with self.lock:
            folder = new_folder()
            try:
                return self._run(notebook, job, hear, folder)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def _run(self, notebook: NotebookNode, job: Job, hear: Hear, folder: Path) -> Ran:
        process, channel = self._ready()
        descriptors = [open_text_file(folder / name) for name in STREAMS]
        try:
            readers = TextReader(descriptors[0]), TextReader(descriptors[1])
            channel.send((job, str(folder)))
            follower = Follower(channel, Assembly(notebook, readers), job.limits, hear)
            with _sentinel_of(process) as sentinel:
                ending = follower.follow(sentinel)
                usable = ending is not None and follower.cell is None and self._is_usable(channel, sentinel)
                if ending is None:
                    wait([sentinel], _LAST_BREATH_SECONDS)
            alive = process.is_alive()
            if not usable:
                self.stop()
            follower.end_abruptly()
            if ending is None:
                words = follower.assembly.last_words(follower.cell)
                code = process.exitcode or 0
                ending = endings.cut_off(follower.cell) if alive else endings.gone(follower.cell, code, words)
            return Ran(notebook, ending.ended, ending.failed_cell, ending.why, follower.seconds(), follower.peak)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)

    def _is_usable(self, channel: Connection, sentinel: int) -> bool:
        self.count += 1
        if self.count >= self.most or channel not in wait([channel, sentinel], _GRACE_SECONDS):
            return False
        return _hears(channel, _USABLE)

    def _ready(self) -> tuple[SpawnProcess, Connection]:
        if self.process is not None and self.channel is not None and self.process.is_alive():
            return self.process, self.channel
        self.stop()
        context = multiprocessing.get_context("spawn")
        self.channel, other = context.Pipe()
        process = context.Process(target=work, args=(other, self.modules), daemon=False)
        with _steady_environment():
            process.start()
        other.close()
        self.process, self.count = process, 0
        with _sentinel_of(process) as sentinel:
            if self.channel not in wait([self.channel, sentinel], _START_SECONDS) or not _hears(self.channel, _USABLE):
                self.stop()
                raise OSError("子进程没有启动起来")
        return process, self.channel

    def stop(self) -> None:
        """End the process and what notebooks left in its group."""
        process, channel = self.process, self.channel
        self.process = self.channel = None
        if channel is not None:
            channel.close()
        if process is not None:
            _kill(process)
            process.join()


def _hears(channel: Connection, word: bytes) -> bool:
    try:
        return channel.recv_bytes() == word
    except (EOFError, OSError):
        return False


@contextmanager
def _sentinel_of(process: SpawnProcess) -> Iterator[int]:
    """Offer what becomes ready when a process has ended."""
    if sys.platform == "linux" and process.pid is not None:
        # The sentinel of multiprocessing is a pipe that processes forked by a cell hold open.
        descriptor = os.pidfd_open(process.pid)
        try:
            yield descriptor
        finally:
            os.close(descriptor)
    else:
        yield process.sentinel


def _kill(process: SpawnProcess) -> None:
    if process.pid and hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


@contextmanager
def _steady_environment() -> Iterator[None]:
    # Some of it counts only where a process finds it as it starts.
    before = {name: os.environ.get(name) for name in STEADY_ENVIRONMENT}
    os.environ.update(STEADY_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def start_worker(modules: Iterable[str] = (), most: int = NOTEBOOKS_A_PROCESS) -> Iterator[Worker]:
    """Offer a worker; its process starts with its first notebook and ends with this."""
    worker = Worker(tuple(modules), most)
    try:
        yield worker
    finally:
        worker.stop()


def work(channel: Connection, modules: tuple[str, ...]) -> None:
    """Run, in a process of its own, the jobs that come through ``channel`` until it closes."""
    if hasattr(os, "setsid"):
        os.setsid()
    owner = multiprocessing.parent_process()
    if owner is not None and owner.pid is not None:
        fences.leave_with(owner.pid)
    fences.be_killed_first()
    fences.without_input()
    folder = new_folder()
    make_kernel(folder)
    load(modules)
    try:
        channel.send_bytes(_USABLE)
        while True:
            try:
                job, texts = channel.recv()
            except (EOFError, OSError):
                return
            channel.send_bytes(_USABLE if _run_one(job, Path(texts), folder, channel) else _USED_UP)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run_one(job: Job, texts: Path, folder: Path, channel: Connection) -> bool:
    state = take_state()
    drop_kernel()
    kernel = make_kernel(folder)
    attach_figures()
    settle()
    with fences.limited_memory(job.limits.memory):
        descriptors = open_text_file(texts / STREAMS[0]), open_text_file(texts / STREAMS[1])
        try:
            run_job(job, kernel, channel, descriptors)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
    return put_back(state)
