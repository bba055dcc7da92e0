"""Run one place from its exports to its manifest."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, TextIO

from govlib.batch.course import Course, describe_exception, run_notebook, step_of, take_over_step, write_page
from govlib.batch.document import read_notebook
from govlib.batch.events import FAILED, SUCCEEDED, UNCHANGED, Event, NotebookStarted, PlaceReport
from govlib.batch.failures import notebook_title
from govlib.batch.folders import (
    building_dir,
    building_root,
    discard_building,
    left_root,
    log_path,
    only_run,
    publish,
    start_building,
)
from govlib.batch.manifest import (
    Step,
    build_manifest,
    describe_machine,
    hash_outputs,
    is_unchanged,
    key_of,
    read_manifest,
    write_manifest,
)
from govlib.batch.plan import LOG_NAME, PlaceRun, promised_files
from govlib.batch.recipe import Outcome, Preparation, Recipe
from govlib.batch.steps import JOURNAL, gather_inputs, key_steps, left_by_journal, left_by_manifest
from govlib.bulletin.state import read_state
from govlib.errors import UserError

Listen = Callable[[Event], None]


def run_place(run: PlaceRun, recipe: Recipe, listen: Listen) -> PlaceReport:
    """Run one place and report how it ended; never raises for a fault of the place.

    A place that fails before its first notebook leaves its old outputs alone; one that fails later publishes what it
    has, marked 失败, and keeps the last good outputs aside. Tracebacks and what cells wrote to stderr go to the log
    that becomes the place's run.log.
    """
    began = time.perf_counter()
    path = log_path(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as log:
        try:
            check_exports(run)
            with only_run(run, recipe.patience):
                report = _run_prepared(run, recipe, listen, log)
        except Exception as error:  # noqa: BLE001 - one bad place never stops a batch
            traceback.print_exception(error, file=log)
            report = PlaceReport(run, FAILED, (describe_exception("运行", error),))
    return replace(report, seconds=time.perf_counter() - began)


def check_exports(run: PlaceRun) -> None:
    """Raise UserError where a place has no folder of exports."""
    if not run.exports_dir.is_dir():
        advice = "请把监测平台导出的文件放进去，或检查地方代码和周期"
        raise UserError(f"exports/{run.place}/{run.period}", "找不到这个导出文件夹", advice=advice)


def _run_prepared(run: PlaceRun, recipe: Recipe, listen: Listen, log: TextIO) -> PlaceReport:
    preparation = recipe.prepare(run)
    inputs = gather_inputs(run, preparation, recipe)
    old = read_manifest(run.output_dir)
    if not recipe.fresh and is_unchanged(run, key_of(run, inputs.hashes, preparation.ruleset), SUCCEEDED):
        return PlaceReport(run, UNCHANGED, (), **old["counts"], bulletin=read_state(run.output_dir))
    read = {source: read_notebook(source) for source in recipe.notebooks}
    titles = {source: notebook_title(notebook, source.stem) for source, notebook in read.items()}
    names = [source.name for source in recipe.notebooks]
    keys = key_steps(run, inputs, preparation.ruleset, names, recipe.needs)
    course = Course(run, recipe, start_building(run), log, titles, keys)
    if not recipe.fresh:
        killed = left_root(run)
        course.left = (
            left_by_journal(killed / run.period / run.place, killed / JOURNAL),
            left_by_manifest(run.output_dir, old),
        )
    try:
        return _run_course(course, preparation, inputs.hashes, listen)
    finally:
        discard_building(run)


def _run_course(course: Course, preparation: Preparation, inputs: dict[str, str], listen: Listen) -> PlaceReport:
    run, recipe = course.run, course.recipe
    started = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    with ExitStack() as holding:
        for number, source in enumerate(recipe.notebooks, 1):
            if take_over_step(course, source):
                continue
            listen(NotebookStarted(run, number, len(recipe.notebooks), course.titles[source]))
            if not course.began:
                course.began = True
                holding.enter_context(recipe.hold(run, building_root(run)))
            if not run_notebook(course, source) and (recipe.stop_early or number == 1):
                break
    counts = {"pages": sum(write_page(course, source, preparation) for source in course.executed)}
    outcome = _finish(course)
    counts |= {"problems": outcome.problems, "unreadable": outcome.unreadable}
    _check_promised(course, preparation)
    status = FAILED if course.failures else SUCCEEDED
    manifest = build_manifest(
        run,
        status=status,
        ruleset=preparation.ruleset,
        sample=preparation.sample,
        inputs=inputs,
        outputs=hash_outputs(course.folder),
        steps=[step_of(course, source) for source in recipe.notebooks],
        counts=counts,
        bulletin=outcome.bulletin,
    )
    before = read_manifest(run.output_dir).get("run", {}).get("seconds", {})
    # a notebook that was taken over took what it took when it ran
    seconds = {name: course.seconds.get(name, before.get(name, 0.0)) for name in course.keys}
    manifest["run"] = {"started": started, "seconds": seconds, **describe_machine()}
    course.log.flush()
    _publish(run, manifest)
    return PlaceReport(run, status, tuple(course.failures), **counts, bulletin=outcome.bulletin)


def _finish(course: Course) -> Outcome:
    if course.stopped or set(course.executed) != set(course.recipe.notebooks):
        return Outcome()
    try:
        return course.recipe.finish(course.run, course.folder)
    except Exception as error:  # noqa: BLE001 - told with the place's other failures
        course.fail("收尾", error)
        return Outcome()


def _check_promised(course: Course, preparation: Preparation) -> None:
    promised = promised_files(course.recipe.notebooks, preparation.promised)
    missing = [name for name in promised if not (course.folder / name).is_file()]
    if missing and not course.failures:
        where = f"{course.run.period}/{course.run.place}"
        course.fail(
            "核对成果", UserError(where, f"缺少应有的文件 {'、'.join(missing)}", advice="请检查生成它们的笔记本")
        )


def _publish(run: PlaceRun, manifest: dict[str, Any]) -> None:
    folder = building_dir(run)
    write_manifest(manifest, folder)
    (folder / LOG_NAME).write_bytes(log_path(run).read_bytes())
    last_good = read_manifest(run.output_dir).get("status") == SUCCEEDED
    publish(run, new_is_good=manifest["status"] == SUCCEEDED, old_is_good=last_good)


def publish_crashed(run: PlaceRun, step: str, message: str) -> None:
    """Publish what a place had written when its process died, marked 失败."""
    folder = building_dir(run)
    if not folder.is_dir():
        return
    steps = [Step("", step, FAILED, message)]
    counts = {"pages": 0, "problems": 0, "unreadable": 0}
    manifest = build_manifest(
        run,
        status=FAILED,
        ruleset="",
        sample=False,
        inputs={},
        outputs=hash_outputs(folder),
        steps=steps,
        counts=counts,
    )
    _publish(run, manifest)
