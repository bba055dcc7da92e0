"""What a batch is told by its caller: about each place, and about all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from govlib.batch.plan import PlaceRun
from govlib.bulletin.state import UNWRITTEN, PaperState


@dataclass(frozen=True)
class Preparation:
    """What the caller knows of a place before it runs.

    ``inputs`` are the files beside its exports that decide the outputs (params, records); ``promised`` the files its
    notebooks must write, relative to its folder; ``notes`` stand at the foot of its pages.
    """

    ruleset: str
    inputs: tuple[Path, ...] = ()
    promised: tuple[str, ...] = ()
    sample: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What the caller reads from a finished place: intake problems, unreadable export files, the bulletin's state."""

    problems: int = 0
    unreadable: int = 0
    bulletin: PaperState = UNWRITTEN


Prepare = Callable[[PlaceRun], Preparation]
Finish = Callable[[PlaceRun, Path], Outcome]


@dataclass(frozen=True)
class Recipe:
    """What all places of a batch share.

    ``root`` is the project's folder and the cells' working directory. ``prepare`` is called with the place before
    anything runs, ``finish`` with the place and the folder being built after its notebooks; both run in the place's
    own process and must be functions of a module. ``stop_early`` leaves a place after its first failed notebook;
    otherwise only a failed first notebook, whose tables all others read, does that. ``resume`` skips a place whose
    inputs, code and outputs are as an earlier run left them.
    """

    root: Path
    notebooks: tuple[Path, ...]
    prepare: Prepare
    finish: Finish
    stop_early: bool = False
    resume: bool = False
