"""A place while it runs: its notebooks executed one after another, then shown as pages."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from nbformat import NotebookNode

from govlib.batch.document import read_notebook
from govlib.batch.events import FAILED, NOT_RUN, SUCCEEDED, PlaceFailure
from govlib.batch.failures import CellFailure
from govlib.batch.folders import building_root
from govlib.batch.manifest import Step
from govlib.batch.notebooks import NotebookFailedError, execute_notebook
from govlib.batch.page import PageContext, PageLink, export_page
from govlib.batch.parameters import Parameter
from govlib.batch.plan import PUBLISHED, PlaceRun, page_name
from govlib.batch.recipe import Preparation, Recipe
from govlib.batch.selfcontained import check_self_contained
from govlib.batch.steps import JOURNAL, Left, hash_written, look_at, note_step, take_over
from govlib.errors import UserError


@dataclass
class Course:
    """What was done so far for a place: notebooks executed, where some stopped, failures, seconds a notebook.

    ``keys`` are the steps' keys and ``files`` the hashes of what each wrote, by notebook; ``left`` is what earlier
    runs left; ``began`` says that a notebook has been run.
    """

    run: PlaceRun
    recipe: Recipe
    folder: Path
    log: TextIO
    titles: dict[Path, str]
    keys: dict[str, str]
    left: tuple[Left, ...] = ()
    executed: dict[Path, NotebookNode] = field(default_factory=dict)
    stopped: dict[Path, CellFailure] = field(default_factory=dict)
    failures: list[PlaceFailure] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    files: dict[str, dict[str, str]] = field(default_factory=dict)
    began: bool = False

    def fail(self, step: str, error: Exception) -> None:
        """Note a failure outside any cell; its traceback goes to the log."""
        traceback.print_exception(error, file=self.log)
        self.failures.append(describe_exception(step, error))


def describe_exception(step: str, error: Exception) -> PlaceFailure:
    """Return an exception outside any cell as a failure; its own sentence if it was written for people."""
    if isinstance(error, UserError):
        return PlaceFailure(step, "", error.sentence(), "请按提示改正后重新运行")
    return PlaceFailure(step, "", f"{type(error).__name__}：{error}", "这是程序缺陷，请连同 run.log 一并反馈")


def take_over_step(course: Course, source: Path) -> bool:
    """Take over what an earlier run left of a notebook under the same key, and tell whether there was any."""
    name = source.name
    for left in course.left:
        if left.stands(name, course.keys[name]):
            course.files[name] = take_over(left, name, course.folder)
            course.executed[source] = read_notebook(course.folder / "notebooks" / name)
            course.log.write(f"== {name} {course.titles[source]}：输入没有变，沿用\n")
            return True
    return False


def run_notebook(course: Course, source: Path) -> bool:
    """Execute one notebook of a place and tell whether it came to its end."""
    began = time.perf_counter()
    before = look_at(course.folder)
    course.log.write(f"== {source.name} {course.titles[source]}\n")
    try:
        course.executed[source] = _execute(course, source)
    except Exception as error:  # noqa: BLE001 - the other notebooks go on
        course.fail(course.titles[source], error)
    else:
        course.log.write(_side_output(course.executed[source]))
    course.log.flush()
    course.seconds[source.name] = round(time.perf_counter() - began, 3)
    if source not in course.executed or source in course.stopped:
        return False
    written = course.files[source.name] = hash_written(course.folder, before)
    note_step(building_root(course.run) / JOURNAL, source.name, course.keys[source.name], written)
    return True


def _execute(course: Course, source: Path) -> NotebookNode:
    run, root, building = course.run, course.recipe.root, building_root(course.run)
    target = course.folder / "notebooks" / source.name
    relative = _posix_from(building, root)
    parameters: dict[str, Parameter] = {
        "place": run.place,
        "period": run.period,
        "outputs_dir": relative,
        "interactive": False,
    }
    # One name wherever outputs lie, so that two runs into different folders leave the same bytes.
    replacements = dict.fromkeys((relative, str(building), str(building.resolve())), PUBLISHED)
    try:
        return execute_notebook(
            source,
            target,
            parameters,
            root=root,
            replacements=replacements,
            limits=course.recipe.limits,
            engine=course.recipe.engine,
        )
    except NotebookFailedError as error:
        failure = course.stopped[source] = error.failure
        saved = f"{run.period}/{run.place}/notebooks/{source.name}"
        course.failures.append(
            PlaceFailure(course.titles[source], failure.heading, failure.message, failure.advice, saved),
        )
        return read_notebook(target)


def _posix_from(path: Path, root: Path) -> str:
    resolved, base = path.resolve(), root.resolve()
    return (resolved.relative_to(base) if resolved.is_relative_to(base) else resolved).as_posix()


def _side_output(notebook: NotebookNode) -> str:
    parts = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                parts.append(str(output.text))
            elif output.output_type == "error":
                parts += [f"{line}\n" for line in (*output.traceback, f"{output.ename}: {output.evalue}")]
    return "".join(parts)


def write_page(course: Course, source: Path, preparation: Preparation) -> bool:
    """Write the page of an executed notebook and tell whether it may be handed out."""
    run, titles = course.run, course.titles
    context = PageContext(
        title=titles[source],
        place_name=run.place_name,
        period=run.period,
        links=tuple(PageLink(titles[one], "" if one == source else page_name(one)) for one in course.executed),
        sample=preparation.sample,
        notes=preparation.notes,
        failure=course.stopped.get(source),
    )
    try:
        html = export_page(course.executed[source], context)
    except Exception as error:  # noqa: BLE001 - the other pages go on
        course.fail(f"{titles[source]}（页面）", error)
        return False
    faults = check_self_contained(html)
    if faults:
        course.fail(f"{titles[source]}（页面）", UserError(f"html/{page_name(source)}", "；".join(faults[:5])))
        return False
    target = course.folder / "html" / page_name(source)
    target.parent.mkdir(exist_ok=True)
    target.write_text(html, encoding="utf-8", newline="\n")
    return True


def step_of(course: Course, source: Path) -> Step:
    """Return how a notebook ended, for the manifest."""
    title, name = course.titles[source], source.name
    if source in course.stopped:
        return Step(name, title, FAILED, course.stopped[source].message)
    if source in course.executed:
        return Step(name, title, SUCCEEDED, "", course.keys[name], tuple(sorted(course.files[name])))
    failed = [failure.message for failure in course.failures if failure.step == title]
    return Step(name, title, FAILED if failed else NOT_RUN, failed[0] if failed else "")
