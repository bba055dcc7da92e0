"""What runs again: just the notebooks that depend on what has changed, and those that a killed batch left."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from batch_samples import OPEN_FOLDER, make_notebook, make_recipe, make_run, prepare_kinds

from govlib.batch.events import FAILED, SUCCEEDED, UNCHANGED, NotebookStarted
from govlib.batch.folders import building_dir, building_root
from govlib.batch.foresee import foresee
from govlib.batch.run import run_batch
from govlib.batch.steps import JOURNAL

NEEDS = {"10_intake.ipynb": {"表"}, "20_websites.ipynb": {"表", "规则"}, "30_accounts.ipynb": {"表", "词表"}}
TITLES = ["收表", "网站", "账号", "通报"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for number, title in enumerate(TITLES, 1):
        name = {1: "10_intake", 2: "20_websites", 3: "30_accounts", 4: "90_bulletin"}[number]
        cell = OPEN_FOLDER + f"\n(folder / 'part{number}.txt').write_text('{title}', encoding='utf-8')"
        if number == 1:
            cell += "\n(folder / 'findings.csv').write_text('编号\\n1\\n', encoding='utf-8')"
        make_notebook(tmp_path / "notebooks" / f"{name}.ipynb", f"# {title}", cell)
    for kind in ("表", "规则", "词表", "模板"):
        (tmp_path / f"{kind}.yaml").write_text("甲", encoding="utf-8")
    return tmp_path


def recipe_of(root: Path, **settings):
    return replace(make_recipe(root, **settings), prepare=prepare_kinds, needs=NEEDS)


def run_once(root: Path, **settings) -> tuple[str, list[str]]:
    heard = []
    report = run_batch([make_run(root, "good", "甲县")], recipe_of(root, **settings), listen=heard.append)
    return report.places[0].status, [event.title for event in heard if isinstance(event, NotebookStarted)]


def files_of(root: Path) -> dict[str, bytes]:
    folder = root / "outputs" / "2024Q2" / "good"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("manifest.json", "run.log")
    }


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ("表.yaml", TITLES),
        ("规则.yaml", ["网站", "通报"]),
        ("词表.yaml", ["账号", "通报"]),
        ("模板.yaml", ["通报"]),
        ("exports/good/2024Q2/网站.csv", TITLES),
        ("notebooks/20_websites.ipynb", ["网站"]),
        ("notebooks/10_intake.ipynb", TITLES),
    ],
)
def test_a_changed_byte_runs_again_what_depends_on_it(project, changed, again):
    assert run_once(project) == (SUCCEEDED, TITLES)
    assert run_once(project) == (UNCHANGED, [])
    path = project / changed
    text = path.read_text(encoding="utf-8")
    path.write_text(text + " " if changed.endswith("ipynb") else text + "乙\n", encoding="utf-8")
    run = make_run(project, "good", "甲县") if not changed.startswith("exports") else None
    if run is not None:
        assert [step.title for step in foresee(run, recipe_of(project)).steps] == again
    before = files_of(project)
    if changed.startswith("exports"):
        kept = path.read_bytes()
        report, titles = run_keeping_exports(project)
        assert path.read_bytes() == kept
    else:
        report, titles = run_once(project)
    assert (report, titles) == (SUCCEEDED, again)
    assert files_of(project) == before
    assert run_once(project, fresh=True) == (SUCCEEDED, TITLES)


def run_keeping_exports(root: Path) -> tuple[str, list[str]]:
    heard = []
    run = make_run(root, "good", "甲县", exports=False)
    report = run_batch([run], recipe_of(root), listen=heard.append)
    return report.places[0].status, [event.title for event in heard if isinstance(event, NotebookStarted)]


def test_why_each_notebook_would_run_is_told(project):
    run, recipe = make_run(project, "good", "甲县"), recipe_of(project)
    assert {step.why for step in foresee(run, recipe).steps} == {"没有做过"}
    run_once(project)
    assert foresee(run, recipe).steps == ()
    (project / "规则.yaml").write_text("乙", encoding="utf-8")
    (run.output_dir / "part3.txt").unlink()
    told = {step.title: step.why for step in foresee(run, recipe).steps}
    assert told == {"网站": "改了：规则.yaml", "账号": "成果被改动或缺少：part3.txt", "通报": "改了：规则.yaml"}
    assert {step.why for step in foresee(run, replace(recipe, fresh=True)).steps} == {"要求全部重做（--fresh）"}
    assert not (project / "outputs" / ".building" / "2024Q2~good").exists()


def test_a_killed_place_goes_on_after_its_last_finished_notebook(project):
    assert run_once(project) == (SUCCEEDED, TITLES)
    whole = files_of(project)
    run = make_run(project, "good", "甲县")
    # as a process killed in the third notebook leaves it: two steps in the journal, half a line, half a file
    building = building_dir(run)
    building.parent.mkdir(parents=True)
    run.output_dir.replace(building)
    manifest = json.loads((building / "manifest.json").read_text(encoding="utf-8"))
    lines = []
    for step in manifest["steps"][:2]:
        files = {name: manifest["outputs"][name]["sha256"] for name in step["outputs"]}
        lines.append(json.dumps({"notebook": step["notebook"], "key": step["key"], "files": files}))
    (building_root(run) / JOURNAL).write_text("\n".join([*lines, '{"notebook": "30']), encoding="utf-8")
    (building / "manifest.json").unlink()
    (building / "part3.txt").write_text("半", encoding="utf-8")
    assert run_once(project) == (SUCCEEDED, ["账号", "通报"])
    assert files_of(project) == whole
    assert list((project / "outputs" / ".building").glob("*~good*")) in ([], [building_root(run).with_suffix(".lock")])


def test_a_step_that_failed_is_done_again_alone(project):
    sound = (project / "notebooks" / "30_accounts.ipynb").read_text(encoding="utf-8")
    make_notebook(project / "notebooks" / "30_accounts.ipynb", "# 账号", "1 / 0")
    assert run_once(project) == (FAILED, TITLES)
    assert run_once(project) == (FAILED, ["账号"])
    (project / "notebooks" / "30_accounts.ipynb").write_text(sound, encoding="utf-8")
    assert run_once(project) == (SUCCEEDED, ["账号"])
    assert run_once(project) == (UNCHANGED, [])
