"""Build a place's outputs beside the old ones and put them in their place whole."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from govlib.batch.plan import BUILDING, PREVIOUS, PlaceRun
from govlib.errors import PlaceFailedError
from govlib.locking import hold

_ATTEMPTS = 5
_PAUSE_SECONDS = 0.3


def building_root(run: PlaceRun) -> Path:
    """Return the folder a run is given as its folder of outputs while it is being built."""
    return run.outputs_root / BUILDING / run.tag


def building_dir(run: PlaceRun) -> Path:
    """Return the folder that becomes the place's output folder."""
    return building_root(run) / run.period / run.place


def log_path(run: PlaceRun) -> Path:
    """Return the log of a run in progress."""
    return run.outputs_root / BUILDING / f"{run.tag}.log"


def left_root(run: PlaceRun) -> Path:
    """Return where what a killed run had built is kept while the run that goes on takes from it."""
    return run.outputs_root / BUILDING / f"{run.tag}.left"


def start_building(run: PlaceRun) -> Path:
    """Create an empty folder to build in; what a killed run left there moves to ``left_root``."""
    if building_root(run).exists():
        shutil.rmtree(left_root(run), ignore_errors=True)
        building_root(run).replace(left_root(run))
    folder = building_dir(run)
    folder.mkdir(parents=True)
    return folder


def discard_building(run: PlaceRun) -> None:
    """Remove what was built so far, by this run and by the one before it."""
    for folder in (building_root(run), left_root(run)):
        shutil.rmtree(folder, ignore_errors=True)


def publish(run: PlaceRun, *, new_is_good: bool, old_is_good: bool) -> None:
    """Put what was built in the place's output folder.

    The old outputs are removed; good ones that fail to be replaced by good ones move to
    ``<outputs>/.previous/<period>/<place>``, where they stay until a run succeeds.

    Raises:
        PlaceFailedError: A file of the old outputs is open in another program.
    """
    final, kept = run.output_dir, run.outputs_root / PREVIOUS / run.period / run.place
    aside = kept if old_is_good and not new_is_good else building_root(run) / "old"
    final.parent.mkdir(parents=True, exist_ok=True)
    if final.exists():
        aside.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        _move(run, final, aside)
    try:
        _move(run, building_dir(run), final)
    except BaseException:
        if aside.exists() and not final.exists():
            aside.replace(final)
        raise
    if new_is_good:
        shutil.rmtree(kept, ignore_errors=True)
    discard_building(run)


def _move(run: PlaceRun, source: Path, target: Path) -> None:
    for attempt in range(_ATTEMPTS):
        try:
            source.replace(target)
        except PermissionError:
            # Windows refuses while any file inside is open; a virus scanner lets go after a moment.
            time.sleep(_PAUSE_SECONDS * (attempt + 1))
        else:
            return
    raise PlaceFailedError(
        f"{run.period}/{run.place}",
        "旧成果中有文件正被打开，换不上新成果",
        advice="请关闭 Excel、WPS 或浏览器中打开的文件后重新运行",
    )


@contextmanager
def only_run(run: PlaceRun, patience: float = 0.0) -> Iterator[None]:
    """Hold a place for this process; the system lets go of it when the process ends, however it ends.

    Another holder is waited for at most ``patience`` seconds.

    Raises:
        PlaceFailedError: Another process is building the same place.
    """
    path = run.outputs_root / BUILDING / f"{run.tag}.lock"
    with ExitStack() as stack:
        try:
            stack.enter_context(hold(path, patience))
        except BlockingIOError:
            raise PlaceFailedError(
                f"{run.period}/{run.place}",
                "另一个批次正在生成这个地方",
                advice="请等它结束后再运行",
            ) from None
        yield


def list_files(folder: Path) -> tuple[Path, ...]:
    """List all files under a folder, sorted by their posix path; links out of the folder are not followed."""
    found = [Path(at) / name for at, _, names in os.walk(folder) for name in names]
    return tuple(
        sorted((path for path in found if path.is_file()), key=lambda path: path.relative_to(folder).as_posix())
    )
