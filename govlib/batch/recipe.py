"""What a batch is told by its caller: about each place, and about all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from govlib.batch.plan import PlaceRun
from govlib.bulletin.state import UNWRITTEN, PaperState
from govlib.engine.outcome import Limits
from govlib.engine.run import FORKED


@dataclass(frozen=True)
class Preparation:
    """What the caller knows of a place before it runs.

    ``kinds`` are the files beside its exports that decide the outputs (params, records), by the kind of input they
    are; ``promised`` the files its notebooks must write, relative to its folder; ``notes`` stand at the foot of its
    pages.
    """

    ruleset: str
    kinds: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    promised: tuple[str, ...] = ()
    sample: bool = False
    notes: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files of all kinds, sorted."""
        return tuple(sorted({path for paths in self.kinds.values() for path in paths}))


@dataclass(frozen=True)
class Outcome:
    """What the caller reads from a finished place: intake problems, unreadable export files, the bulletin's state."""

    problems: int = 0
    unreadable: int = 0
    bulletin: PaperState = UNWRITTEN


Prepare = Callable[[PlaceRun], Preparation]
Hold = Callable[[PlaceRun, Path], AbstractContextManager[None]]
Finish = Callable[[PlaceRun, Path], Outcome]


def hold_nothing(run: PlaceRun, building: Path) -> AbstractContextManager[None]:
    """Hold nothing: every notebook works all out for itself."""
    del run, building
    return nullcontext()


@dataclass(frozen=True)
class Recipe:
    """What all places of a batch share.

    ``root`` is the project's folder and the cells' working directory. ``prepare`` is called with the place before
    anything runs, ``finish`` with the place and the folder being built after its notebooks; ``hold`` works out once
    what all notebooks ask for, and holds it while they run. All run in the place's own process and must be functions
    of a module. ``stop_early`` leaves a place after its first failed notebook;
    otherwise only a failed first notebook, whose tables all others read, does that. ``needs`` says which kinds of
    inputs a notebook depends on, by its file name; one that isn't named depends on all. What an earlier run left
    under the same key is taken over, unless all is asked to be done ``fresh``. ``patience`` is how many seconds a
    place waits that another process is building. ``engine`` runs the notebooks, each within ``limits``.
    """

    root: Path
    notebooks: tuple[Path, ...]
    prepare: Prepare
    finish: Finish
    needs: Mapping[str, Collection[str]] = field(default_factory=dict)
    hold: Hold = hold_nothing
    stop_early: bool = False
    fresh: bool = False
    patience: float = 0.0
    engine: str = FORKED
    limits: Limits = field(default_factory=Limits)
