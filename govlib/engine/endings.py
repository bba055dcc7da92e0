"""How a run can end, in words."""

from __future__ import annotations

import signal
from collections.abc import Iterable

from govlib.engine.outcome import FAILED, KILLED, LEFT, MEBIBYTE, OUT_OF_MEMORY, TIMED_OUT, Ending, Limits

_MEMORY_ERRORS = ("MemoryError", "_ArrayMemoryError", "ArrowMemoryError", "OutOfMemoryException")
_MEMORY_WORDS = ("bad_alloc", "MemoryError", "Cannot allocate memory", "out of memory")
_NO_MEMORY = "内存超过上限，单元没有算完"


def failed(cell: int, name: str, value: str) -> Ending:
    """Return the ending by an error of the given name and text."""
    if name in _MEMORY_ERRORS:
        return Ending(OUT_OF_MEMORY, cell, _NO_MEMORY)
    if name == "SystemExit":
        return asked_to_end(cell)
    lines = value.strip().splitlines()
    return Ending(FAILED, cell, f"{name}：{lines[-1]}" if lines else name)


def asked_to_end(cell: int) -> Ending:
    """Return the ending by a cell that asked for it."""
    return Ending(LEFT, cell, "单元提前结束了运行，后面的单元没有执行")


def too_long(cell: int | None, seconds: float, *, whole: bool) -> Ending:
    """Return the ending by a limit of time: that of the whole notebook, or of a cell."""
    return Ending(TIMED_OUT, cell, f"{'笔记本' if whole else '单元'}运行超过 {seconds:g} 秒，已中止")


def too_much(cell: int | None, limits: Limits) -> Ending:
    """Return the ending by too much output."""
    most = f"{limits.output / MEBIBYTE:.4g} MiB"
    return Ending(KILLED, cell, f"单元的输出超过 {most}，已中止，只保留开头一部分")


def gone(cell: int | None, code: int, last_words: Iterable[str]) -> Ending:
    """Return the ending of a process that is gone without a word.

    ``code`` is its exit code, negative a signal's number; ``last_words`` what it had written in its last cell.
    """
    if cell is None:
        return Ending(KILLED, cell, f"笔记本的进程在单元之外退出（退出码 {code}）")
    if code >= 0:
        return Ending(LEFT, cell, f"单元让进程自行退出（退出码 {code}），后面的单元没有执行")
    if any(word in text for text in last_words for word in _MEMORY_WORDS):
        return Ending(OUT_OF_MEMORY, cell, _NO_MEMORY)
    if -code == signal.SIGSEGV:
        return Ending(KILLED, cell, "单元的进程崩溃（访问了不属于它的内存），多半是程序库的缺陷")
    cause = "，常见原因是机器内存不够" if code == -9 else ""  # noqa: PLR2004 - Windows has no name for signal 9
    return Ending(KILLED, cell, f"单元的进程被强行终止（信号 {-code}）{cause}")


def cut_off(cell: int | None) -> Ending:
    """Return the ending of a process that lives but can't be heard any more."""
    return Ending(KILLED, cell, "单元关闭了与主程序的联系，已中止")


def kernel_died(cell: int | None) -> Ending:
    """Return the ending of a kernel that died; why can't be told from outside."""
    return Ending(KILLED, cell, "计算内核中途退出，常见原因是内存不够或程序库崩溃")
