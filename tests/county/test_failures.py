"""One place fails in its own way; the others finish, and the message tells the analyst what to do."""

from __future__ import annotations

import json


def test_missing_folder_fails_its_place_alone(troubled):
    root, done = troubled
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "exports/tongcheng/2021Q2" in said
    assert "放进" in said
    assert (root / "outputs/2023Q1/shiquan/annexes.xlsx").is_file()


def test_corrupt_workbook_leaves_the_rest_of_its_place(troubled):
    root, done = troubled
    said = done.stdout + done.stderr
    assert "1 个导出文件读不出" in said
    problems = (root / "outputs/2023Q3/fengxiang/problems.csv").read_text(encoding="utf-8-sig")
    assert "三季度数据.xlsx" in problems
    assert "重新" in problems
    assert json.loads((root / "outputs/2023Q3/fengxiang/manifest.json").read_text(encoding="utf-8"))["status"] == "成功"


def test_corrupt_workbook_alone_ends_with_its_own_exit_code(project, command):
    root = project("fengxiang")
    workbook = root / "exports" / "fengxiang" / "2023Q3" / "三季度数据.xlsx"
    workbook.write_bytes(workbook.read_bytes()[:3000])
    assert command(root, "check", "-p", "fengxiang", "--period", "2023Q3").returncode == 3


def test_failing_notebook_is_named_and_kept(project, command):
    root = project("shiquan")
    # one before it and one after it tell what the other six would tell
    for other in (root / "notebooks").glob("[234678]0_*.ipynb"):
        other.unlink()
    path = root / "notebooks" / "50_interaction.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    broken = next(cell for cell in notebook["cells"] if cell["id"] == "shown-2")
    broken["source"] = ["1 / 0"]
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    done = command(root, "batch")
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "互动交流" in said
    assert "ZeroDivisionError" in said
    assert "notebooks/50_interaction.ipynb" in said
    kept = root / "outputs/2023Q1/shiquan"
    assert "ZeroDivisionError" in (kept / "notebooks/50_interaction.ipynb").read_text(encoding="utf-8")
    assert (kept / "html/90_bulletin.html").is_file()
    assert json.loads((kept / "manifest.json").read_text(encoding="utf-8"))["status"] == "失败"


def test_unknown_place_and_period_are_answered_with_what_exists(project, command):
    root = project("shiquan")
    for words, expected in (
        (("batch", "-p", "nowhere"), "shiquan"),
        (("check", "-p", "shiquan", "--period", "1999Q1"), "2023Q1"),
    ):
        done = command(root, *words)
        assert done.returncode == 2
        assert expected in done.stderr
        assert "Traceback" not in done.stderr


def test_wrong_declarations_are_all_told_at_once_before_anything_runs(project, command):
    root = project("shiquan")
    place = root / "params" / "places" / "shiquan.yaml"
    text = place.read_text(encoding="utf-8")
    place.write_text(
        text.replace("level: county", "level: town").replace("start: 2023-01-01", "start: 2023-02-30"), "utf-8"
    )
    done = command(root, "batch")
    assert done.returncode == 2
    assert "level" in done.stderr
    assert "start" in done.stderr
    assert not (root / "outputs").exists()
