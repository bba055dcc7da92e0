"""Errors that a person is meant to read: where, what was found, what is allowed, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line; a batch ends with the most serious one it met."""

    OK = 0
    PLACE_FAILED = 1
    WRONG_CALL = 2
    FILE_UNREADABLE = 3
    SERIOUS_WORDING = 4
    CONTRADICTION = 5
    INTERRUPTED = 130


class UserError(Exception):
    """A condition that its reader can mend; shown as one sentence, never as a traceback.

    ``where`` names the file, sheet, row or key; ``found`` and ``expected`` say what stands there and what should;
    ``advice`` says what to do next.
    """

    exit_code = ExitCode.WRONG_CALL

    def __init__(self, where: str, found: str, expected: str = "", advice: str = "") -> None:
        self.where, self.found, self.expected, self.advice = where, found, expected, advice
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """Return the whole message as one Chinese sentence."""
        parts = [f"{self.where}：{self.found}"]
        if self.expected:
            parts.append(f"应为{self.expected}")
        if self.advice:
            parts.append(self.advice)
        return "；".join(parts).replace("\n；", "\n") + "。"


class PlaceFailedError(UserError):
    """A place's run that cannot go on; the other places do."""

    exit_code = ExitCode.PLACE_FAILED


class FileUnreadableError(UserError):
    """An export file that holds no readable table; the place's other files are still used."""

    exit_code = ExitCode.FILE_UNREADABLE


class NoArticlesError(UserError):
    """A file that can be read and holds no table of articles."""


@dataclass(frozen=True)
class Fault:
    """One fault of a declaration: the file, the key inside it, what was found, what is allowed."""

    file: str
    key: str
    found: str
    expected: str

    def sentence(self) -> str:
        """Return the fault as one Chinese line."""
        return f"{self.file} 的 {self.key or '（整个文件）'}：{self.found}，应为{self.expected}"


class DeclarationError(UserError):
    """All faults of the files under params/, raised once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"  {number}. {fault.sentence()}" for number, fault in enumerate(self.faults, 1))
        super().__init__("params/", f"有 {len(self.faults)} 处声明不能用\n{lines}\n", advice="改好上面各处后再运行")
