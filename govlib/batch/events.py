"""What a batch says while it runs and when it is over."""

from __future__ import annotations

from dataclasses import dataclass

from govlib.batch.plan import PlaceRun
from govlib.bulletin.state import UNWRITTEN, PaperState
from govlib.errors import ExitCode

SUCCEEDED = "成功"
FAILED = "失败"
NOT_RUN = "未运行"
UNCHANGED = "未变"


@dataclass(frozen=True)
class NotebookStarted:
    """A place begins its ``number``-th notebook of ``count``."""

    run: PlaceRun
    number: int
    count: int
    title: str


@dataclass(frozen=True)
class PlaceFailure:
    """One thing that went wrong in a place.

    ``saved`` is the notebook to open, relative to the folder of all outputs; empty if none was saved.
    """

    step: str
    heading: str
    message: str
    advice: str
    saved: str = ""


@dataclass(frozen=True)
class PlaceReport:
    """How one place ended: status, failures, problems of its exports, pages written, its bulletin, seconds taken."""

    run: PlaceRun
    status: str
    failures: tuple[PlaceFailure, ...] = ()
    problems: int = 0
    unreadable: int = 0
    pages: int = 0
    bulletin: PaperState = UNWRITTEN
    seconds: float = 0.0


@dataclass(frozen=True)
class BatchReport:
    """How a batch ended: one report a place in the order asked for."""

    places: tuple[PlaceReport, ...]
    interrupted: bool = False

    @property
    def exit_code(self) -> ExitCode:
        """The most serious thing that happened."""
        if self.interrupted:
            return ExitCode.INTERRUPTED
        if any(place.status not in (SUCCEEDED, UNCHANGED) for place in self.places):
            return ExitCode.PLACE_FAILED
        if any(place.unreadable for place in self.places):
            return ExitCode.FILE_UNREADABLE
        return ExitCode.OK


Event = NotebookStarted | PlaceReport
