"""Make the overview of a period: notebook run, page exported and checked, workbook written; all appear, or none."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from govlib.batch.notebooks import NotebookFailedError, execute_notebook
from govlib.batch.page import PageContext, PageLink, export_page
from govlib.batch.parameters import Parameter
from govlib.batch.plan import BUILDING, PUBLISHED
from govlib.batch.selfcontained import check_self_contained
from govlib.errors import PlaceFailedError, UserError
from govlib.history.opened import open_history
from govlib.locking import hold
from govlib.overview.reading import Asked, read_findings
from govlib.overview.standing_files import is_standing, keep_key, make_key
from govlib.overview.view import Overview, open_overview
from govlib.overview.workbook import MOST_ROWS, write_overview

NOTEBOOK = "00_overview.ipynb"
_TITLE = "总览"
_WAIT_SECONDS = 600.0


@dataclass(frozen=True)
class Made:
    """The files of an overview, and how many places it adds up."""

    page: Path
    notebook: Path
    workbook: Path
    place_count: int


def name_files(outputs: Path, period: str, within: str) -> tuple[Path, Path, Path]:
    """Return page, notebook and workbook of an overview; one of an upper place has its slug in the names."""
    folder, after = outputs / period, f"-{within}" if within else ""
    return (folder / f"00_overview{after}.html", folder / f"00_overview{after}.ipynb", folder / f"overview{after}.xlsx")


def make_overview(root: Path, outputs: Path, period: str, within: str = "") -> Made:
    """Make the overview of a period over all places, or over those within one, from the outputs that are there.

    What stood there before stays until all three files are new. The same outputs give the same bytes.

    Raises:
        UserError: nothing to show, as ``open_overview`` says.
        PlaceFailedError: the notebook did not come to its end, or its page may not be handed out.
    """
    view = open_overview(within, period, str(outputs), interactive=False)
    page, notebook, workbook = name_files(outputs, period, within)
    with _building(outputs, f"{period}~overview~{within}") as folder:
        built = folder / notebook.name
        html = _run(root, outputs, view, built)
        (folder / page.name).write_text(html, encoding="utf-8", newline="\n")
        with open_history(outputs) as history:
            asked = Asked(history, period, view.regions.loc[~view.regions["is_upper"]])
            findings = read_findings(asked, MOST_ROWS + 1)
        write_overview(folder / workbook.name, view, findings)
        for target in (notebook, workbook, page):
            (folder / target.name).replace(target)
    return Made(page, notebook, workbook, int(view.added["place"].nunique()))


def _run(root: Path, outputs: Path, view: Overview, target: Path) -> str:
    where = f"{view.period}/{target.name}"
    resolved, base = outputs.resolve(), root.resolve()
    relative = (resolved.relative_to(base) if resolved.is_relative_to(base) else resolved).as_posix()
    parameters: dict[str, Parameter] = {
        "place": view.within,
        "period": view.period,
        "outputs_dir": relative,
        "interactive": False,
    }
    replacements = dict.fromkeys((relative, str(outputs), str(resolved)), PUBLISHED)
    try:
        executed = execute_notebook(
            root / "notebooks" / NOTEBOOK, target, parameters, root=root, replacements=replacements
        )
    except NotebookFailedError as error:
        failure = error.failure
        message = f"停在“{failure.heading}”：{failure.message}"
        raise PlaceFailedError(where, message, advice=failure.advice) from error
    html = export_page(executed, PageContext(_TITLE, view.title, view.period, (PageLink(_TITLE),), sample=view.sample))
    faults = check_self_contained(html)
    if faults:
        raise PlaceFailedError(where, "；".join(faults[:5]))
    return html


@contextmanager
def _building(outputs: Path, tag: str) -> Iterator[Path]:
    """Hold the overview for this process and give it an empty folder to build in, removed afterwards."""
    folder = outputs / BUILDING / tag
    try:
        with hold(outputs / BUILDING / f"{tag}.lock", _WAIT_SECONDS):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        raise PlaceFailedError(tag, "另一个程序正在生成这个总览", advice="请等它结束后再运行") from None


def has_notebook(root: Path) -> bool:
    """Tell whether the project has the notebook of the overview."""
    return (root / "notebooks" / NOTEBOOK).is_file()


def follow_batch(root: Path, outputs: Path, periods: Iterable[str], *, fresh: bool = False) -> list[str]:
    """Make the overview of every period that a batch touched; return a line each, also for one that could not be made.

    One that stands as the same inputs made it is left, unless all is asked to be done ``fresh``. Nothing that goes
    wrong here fails a place: its outputs stand, and the line says what to do.
    """
    if not has_notebook(root):
        return []
    lines = []
    for period in dict.fromkeys(periods):
        key, files = make_key(root, outputs, root / "notebooks" / NOTEBOOK), name_files(outputs, period, "")
        if not fresh and is_standing(outputs, period, key, files):
            lines.append(f"{period} 总览没有变化，见 {period}/{files[0].name}")
            continue
        try:
            made = make_overview(root, outputs, period)
            keep_key(outputs, period, key, files)
        except UserError as error:
            lines.append(f"{period} 总览没有做成：{error.sentence()}")
        except Exception as error:  # noqa: BLE001 - the places' outputs stand; what is lacking is told
            lines.append(f"{period} 总览没有做成：{type(error).__name__}：{error}。各地方的成果不受影响。")
        else:
            lines.append(f"{period} 总览：{made.place_count} 个地方，见 {period}/{made.page.name}")
    return lines
