"""One batch over places that each go wrong in another way; what it left is looked at from all sides."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_samples import OPEN_FOLDER, make_notebook, make_recipe, make_run

from govlib.batch.events import FAILED, NOT_RUN, SUCCEEDED, UNCHANGED, NotebookStarted
from govlib.batch.folders import only_run
from govlib.batch.plan import published_root
from govlib.batch.run import run_batch
from govlib.errors import ExitCode, UserError

INTAKE = OPEN_FOLDER + (
    "\n(folder / 'findings.csv').write_text('编号\\n1\\n2\\n', encoding='utf-8')"
    "\nif place == 'forgetful': (folder / 'findings.csv').unlink()"
    "\nif place == 'no_intake': raise ValueError('读不出')"
    "\nprint(outputs_dir)"
)
TROUBLE = (
    "import os, signal\n"
    "if place == 'broken': 1 / 0\n"
    "if place == 'crashing': os._exit(3)\n"
    "if place == 'killing': os.kill(os.getppid(), signal.SIGKILL)\n"
    "print(period)"
)
PLACES = {
    "good": "甲县",
    "broken": "乙县",
    "crashing": "丙县",
    "killing": "丁县",
    "absent": "戊县",
    "forgetful": "己县",
    "undeclared": "庚县",
    "no_intake": "辛县",
    "last": "壬县",
}


def build_project(root: Path) -> Path:
    make_notebook(root / "notebooks" / "10_intake.ipynb", "# 数据接收", INTAKE)
    make_notebook(root / "notebooks" / "20_websites.ipynb", "# 网站检查", "## 可用性", TROUBLE)
    make_notebook(root / "notebooks" / "30_accounts.ipynb", "# 账号检查", "print('账号')")
    make_notebook(root / "notebooks" / "00_overview.ipynb", "# 总览", "1 / 0")
    return root


class Batch:
    def __init__(self, root: Path) -> None:
        self.root = build_project(root)
        self.events = []
        runs = [make_run(root, place, name, exports=place != "absent") for place, name in PLACES.items()]
        self.report = run_batch(runs, make_recipe(root), jobs=2, listen=self.events.append)
        self.places = {place.run.place: place for place in self.report.places}

    def folder(self, place: str) -> Path:
        return self.root / "outputs" / "2024Q2" / place

    def manifest(self, place: str) -> dict:
        return json.loads((self.folder(place) / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def batch(tmp_path_factory) -> Batch:
    return Batch(tmp_path_factory.mktemp("batch"))


def test_one_bad_place_never_stops_the_others(batch):
    statuses = {place: report.status for place, report in batch.places.items()}
    assert statuses == {place: SUCCEEDED if place in ("good", "last") else FAILED for place in PLACES}
    assert batch.report.exit_code is ExitCode.PLACE_FAILED


def test_reports_come_in_the_order_of_the_places(batch):
    assert [place.run.place for place in batch.report.places] == list(PLACES)


def test_a_good_place_has_its_notebooks_pages_and_manifest(batch):
    files = {path.relative_to(batch.folder("good")).as_posix() for path in batch.folder("good").rglob("*.*")}
    assert files == {
        "findings.csv",
        "html/10_intake.html",
        "html/20_websites.html",
        "html/30_accounts.html",
        "manifest.json",
        "notebooks/10_intake.ipynb",
        "notebooks/20_websites.ipynb",
        "notebooks/30_accounts.ipynb",
        "run.log",
    }
    assert (batch.places["good"].problems, batch.places["good"].pages) == (3, 3)


def test_a_failing_notebook_fails_alone_and_is_kept_with_its_page(batch):
    report = batch.places["broken"]
    assert len(report.failures) == 1
    failure = report.failures[0]
    assert (failure.step, failure.heading, failure.message) == (
        "网站检查",
        "可用性",
        "ZeroDivisionError：division by zero",
    )
    assert failure.saved == "2024Q2/broken/notebooks/20_websites.ipynb"
    assert (batch.root / "outputs" / failure.saved).is_file()
    page = (batch.folder("broken") / "html" / "20_websites.html").read_text(encoding="utf-8")
    assert "本页没有算完，结果不能使用。" in page
    assert "ZeroDivisionError：division by zero" in page
    assert (batch.folder("broken") / "html" / "30_accounts.html").is_file()
    statuses = [step["status"] for step in batch.manifest("broken")["steps"]]
    assert statuses == [SUCCEEDED, FAILED, SUCCEEDED]
    assert batch.manifest("broken")["status"] == FAILED


def test_a_traceback_goes_to_the_log(batch):
    log = (batch.folder("broken") / "run.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert "== 20_websites.ipynb 网站检查" in log


def test_a_cell_that_ends_its_process_fails_only_its_notebook(batch):
    report = batch.places["crashing"]
    assert [(failure.step, failure.message) for failure in report.failures] == [
        ("网站检查", "单元让进程自行退出（退出码 3），后面的单元没有执行")
    ]
    assert (batch.folder("crashing") / "html" / "30_accounts.html").is_file()


def test_a_place_whose_process_is_killed_is_named_with_the_notebook_it_was_at(batch):
    report = batch.places["killing"]
    assert [failure.step for failure in report.failures] == ["网站检查"]
    assert "退出码 -9" in report.failures[0].message
    assert batch.manifest("killing")["status"] == FAILED
    assert (batch.folder("killing") / "notebooks" / "10_intake.ipynb").is_file()


def test_a_missing_export_folder_is_named_and_nothing_is_written(batch):
    assert "exports/absent/2024Q2：找不到这个导出文件夹" in batch.places["absent"].failures[0].message
    assert not batch.folder("absent").exists()


def test_a_missing_promised_file_fails_the_place(batch):
    assert "findings.csv" in batch.places["forgetful"].failures[0].message


def test_a_fault_before_the_first_notebook_fails_the_place_in_its_own_words(batch):
    assert batch.places["undeclared"].failures[0].message.startswith("params/places/undeclared.yaml：没有这个地方")


def test_nothing_else_runs_when_the_first_notebook_fails(batch):
    assert [step["status"] for step in batch.manifest("no_intake")["steps"]] == [FAILED, NOT_RUN, NOT_RUN]
    assert len(batch.places["no_intake"].failures) == 1


def test_every_notebook_is_announced_once(batch):
    heard = [
        (event.number, event.title)
        for event in batch.events
        if isinstance(event, NotebookStarted) and event.run.place == "good"
    ]
    assert heard == [(1, "数据接收"), (2, "网站检查"), (3, "账号检查")]


def test_nothing_of_the_building_remains(batch):
    building = batch.root / "outputs" / ".building"
    assert [path for path in building.iterdir() if path.is_dir()] == []
    text = "".join(path.read_text(encoding="utf-8") for path in batch.folder("good").rglob("*.*"))
    assert ".building" not in text
    assert str(batch.root) not in text


def test_the_saved_notebook_names_the_published_folder(batch):
    notebook = (batch.folder("good") / "notebooks" / "10_intake.ipynb").read_text(encoding="utf-8")
    assert 'outputs_dir = \\"outputs\\"' in notebook


def test_pages_link_to_each_other_and_only_to_pages_that_exist(batch):
    for place in ("good", "broken"):
        folder = batch.folder(place) / "html"
        page = (folder / "10_intake.html").read_text(encoding="utf-8")
        assert '<a href="20_websites.html">网站检查</a>' in page
        assert '<span aria-current="page">数据接收</span>' in page


def test_the_same_inputs_give_the_same_bytes_elsewhere_and_with_other_workers(batch, tmp_path):
    root = build_project(tmp_path / "别处")
    names = ("good", "broken", "last")
    outputs = tmp_path / "成果"
    runs = [make_run(root, place, PLACES[place], outputs=outputs) for place in names]
    run_batch(runs, make_recipe(root), jobs=3)
    for place in names:
        first, second = batch.folder(place), outputs / "2024Q2" / place
        for path in first.rglob("*.*"):
            twin = second / path.relative_to(first)
            if path.name == "manifest.json":
                one, other = (json.loads(file.read_text(encoding="utf-8")) for file in (path, twin))
                for manifest in (one, other):
                    # govlib itself may be edited while tests run; its hash has its own test
                    del manifest["run"], manifest["code_sha256"], manifest["key"]
                assert one == other
            elif path.name != "run.log":
                assert path.read_bytes() == twin.read_bytes(), path.name


def test_a_failed_run_keeps_the_last_good_outputs_aside_until_the_next_good_one(tmp_path):
    root = build_project(tmp_path)
    run, recipe = make_run(root, "good"), make_recipe(root)
    assert run_batch([run], recipe).exit_code is ExitCode.OK
    kept = root / "outputs" / ".previous" / "2024Q2" / "good" / "manifest.json"
    sound = (root / "notebooks" / "30_accounts.ipynb").read_text(encoding="utf-8")
    make_notebook(root / "notebooks" / "30_accounts.ipynb", "# 账号检查", "1 / 0")
    for _ in range(2):
        assert run_batch([run], recipe).exit_code is ExitCode.PLACE_FAILED
        assert json.loads(kept.read_text(encoding="utf-8"))["status"] == SUCCEEDED
        assert json.loads((run.output_dir / "manifest.json").read_text(encoding="utf-8"))["status"] == FAILED
    (root / "notebooks" / "30_accounts.ipynb").write_text(sound, encoding="utf-8")
    assert run_batch([run], recipe).exit_code is ExitCode.OK
    assert not kept.exists()


def test_resuming_skips_only_what_stands_unchanged(tmp_path):
    root = build_project(tmp_path)
    run = make_run(root, "good")
    recipe = make_recipe(root)
    assert run_batch([run], recipe).places[0].status == SUCCEEDED
    again = run_batch([run], recipe)
    assert (again.places[0].status, again.places[0].problems, again.places[0].pages) == (UNCHANGED, 3, 3)
    assert again.exit_code is ExitCode.OK
    (run.output_dir / "findings.csv").write_text("改过", encoding="utf-8")
    assert run_batch([run], recipe).places[0].status == SUCCEEDED
    (run.exports_dir / "网站.csv").write_text("网站,单位\n02,县卫健局\n", encoding="utf-8")
    assert run_batch([run], recipe).places[0].status == SUCCEEDED


def test_an_unreadable_export_ends_a_finished_batch_with_its_own_code(tmp_path):
    root = build_project(tmp_path)
    report = run_batch([make_run(root, "unreadable")], make_recipe(root))
    assert report.places[0].status == SUCCEEDED
    assert report.exit_code is ExitCode.FILE_UNREADABLE


def test_failing_fast_begins_no_further_place(tmp_path):
    root = build_project(tmp_path)
    runs = [make_run(root, place) for place in ("undeclared", "good")]
    report = run_batch(runs, make_recipe(root), fail_fast=True)
    assert [place.status for place in report.places] == [FAILED, NOT_RUN]
    assert report.exit_code is ExitCode.PLACE_FAILED


def test_a_place_being_built_by_another_batch_is_refused(tmp_path):
    root = build_project(tmp_path)
    run = make_run(root, "good")
    with only_run(run):
        report = run_batch([run], make_recipe(root))
    assert "另一个批次正在生成这个地方" in report.places[0].failures[0].message


def test_places_that_would_write_into_each_other_are_refused(tmp_path):
    run = make_run(tmp_path, "good")
    with pytest.raises(UserError, match="地方重复：2024Q2~good"):
        run_batch([run, run], make_recipe(tmp_path))
    with pytest.raises(UserError, match="不能作文件夹名"):
        run_batch([make_run(tmp_path, "../good", exports=False)], make_recipe(tmp_path))


def test_the_published_folder_is_known_from_inside_a_batch():
    assert published_root(Path("outputs/.building/2024Q2~good")) == Path("outputs")
    assert published_root(Path("outputs")) == Path("outputs")


INTERRUPTED = """
import sys
sys.path.insert(0, {samples!r})
from pathlib import Path
from batch_samples import make_recipe, make_run
from govlib.batch.run import run_batch

if __name__ == "__main__":
    root = Path({root!r})
    report = run_batch([make_run(root, "slow"), make_run(root, "slower")], make_recipe(root), jobs=2)
    sys.exit(report.exit_code)
"""


def processes_naming(text: str) -> list[str]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and entry.name != str(os.getpid()):
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                environment = (entry / "environ").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if text in environment and command:
                found.append(command)
    return found


def wait_until(condition, seconds: float = 120) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for orphans in /proc")
@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_batch_leaves_no_process_and_the_old_outputs(tmp_path, signal_number):
    make_notebook(
        tmp_path / "notebooks" / "10_intake.ipynb", "# 慢", "open('begun-' + place, 'w')\nimport time; time.sleep(600)"
    )
    run = make_run(tmp_path, "slow")
    make_run(tmp_path, "slower")
    run.output_dir.mkdir(parents=True)
    (run.output_dir / "findings.csv").write_text("上次的成果", encoding="utf-8")
    script = tmp_path / "interrupted.py"
    script.write_text(
        INTERRUPTED.format(samples=str(Path(__file__).parent / "samples"), root=str(tmp_path)), encoding="utf-8"
    )
    mark = f"govlib-test-{tmp_path.name}-{signal_number}"
    process = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "BATCH_TEST_MARK": mark})
    assert wait_until(lambda: all((tmp_path / f"begun-{place}").exists() for place in ("slow", "slower")), 120)
    # the batch, the process that places are forked from, two places, a notebook of each
    assert len(processes_naming(mark)) >= 6
    process.send_signal(signal_number)
    code = process.wait(120)
    assert wait_until(lambda: not processes_naming(mark), 30), processes_naming(mark)
    assert (run.output_dir / "findings.csv").read_text(encoding="utf-8") == "上次的成果"
    if signal_number == signal.SIGINT:
        assert code == ExitCode.INTERRUPTED
        assert [path for path in (tmp_path / "outputs" / ".building").iterdir() if path.is_dir()] == []
