"""The set-up tools, fed what an office's machine may hold: no Python, no rights, an environment that was moved."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = load("system_packages")
    monkeypatch.setattr(module, "missing_packages", lambda: ["chromium", "poppler-utils"])
    monkeypatch.setattr(module, "has_program", lambda *_: True)
    return module


def test_whoever_may_not_install_is_told_the_one_line_to_type(
    packages: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(packages, "install", lambda _: pytest.fail("must not install"))
    assert packages.see_to_packages() == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends chromium poppler-utils"
    )


def test_root_has_them_installed_after_the_lists_are_fetched(
    packages: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    answers = iter([["chromium"], []])
    monkeypatch.setattr(packages, "missing_packages", lambda: next(answers))
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    monkeypatch.setattr(packages.subprocess, "run", lambda command, **_: ran.append(command))
    assert packages.see_to_packages() == 0
    assert [command[:2] for command in ran] == [["apt-get", "update"], ["apt-get", "install"]]
    assert ran[1][-1] == "chromium"


def test_what_is_still_missing_after_an_installation_stops_the_tests(
    packages: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    monkeypatch.setattr(packages, "install", lambda _: None)
    assert packages.see_to_packages() == 1


def test_an_installation_that_fails_is_told_without_a_traceback(
    packages: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: list[str]) -> None:
        raise subprocess.CalledProcessError(100, ["apt-get", "update", "-q"])

    monkeypatch.setattr(packages.os, "geteuid", lambda: 0)
    monkeypatch.setattr(packages, "install", fail)
    assert packages.see_to_packages() == 1
    assert "没有装上：apt-get update 以退出码 100 结束" in capsys.readouterr().err


def test_nothing_is_done_where_nothing_is_missing(packages: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "missing_packages", list)
    monkeypatch.setattr(packages, "install", lambda _: pytest.fail("must not install"))
    assert packages.see_to_packages() == 0


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with the set-up scripts, and beside it the only programs that exist."""
    folder = tmp_path / "项目 一"
    (folder / "tools").mkdir(parents=True)
    for name in ("setup.sh", "install.py"):
        shutil.copy(ROOT / "tools" / name, folder / "tools" / name)
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    (tmp_path / "bin").mkdir()
    dirname = shutil.which("dirname")
    assert dirname
    (tmp_path / "bin" / "dirname").symlink_to(dirname)
    return folder


def run_setup(folder: Path) -> subprocess.CompletedProcess[str]:
    shell = shutil.which("sh")
    assert shell
    return subprocess.run(
        [shell, "tools/setup.sh"],
        cwd=folder,
        env={"PATH": str(folder.parent / "bin"), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


def put_python(folder: Path, name: str, script: str) -> None:
    program = folder.parent / "bin" / name
    program.write_text(f"#!{shutil.which('sh')}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def test_without_a_python_that_is_new_enough_one_sentence_says_so(office: Path) -> None:
    put_python(office, "python3", "exit 1")
    done = run_setup(office)
    assert done.returncode == 1
    assert done.stderr.startswith("没有找到可用的 Python：需要 3.11 或更高版本")


def test_the_newest_python_that_really_starts_is_taken(office: Path) -> None:
    put_python(office, "python3.13", "exit 127")
    put_python(office, "python3.12", 'case "$1" in -c) exit 0;; *) echo "taken 3.12: $1";; esac')
    put_python(office, "python3.11", 'case "$1" in -c) exit 0;; *) echo "taken 3.11: $1";; esac')
    assert run_setup(office).stdout == "taken 3.12: tools/install.py\n"


def test_an_environment_that_is_current_is_left_alone_and_a_changed_lock_is_noticed(
    monkeypatch: pytest.MonkeyPatch, office: Path
) -> None:
    install = load("install")
    venv = office / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "pyvenv.cfg").write_text("version = 3.12.1\n", encoding="utf-8")
    (venv / "bin" / "python").symlink_to(sys.executable)
    for name, value in {
        "ROOT": office,
        "VENV": venv,
        "STAMP": venv / "installed.sha256",
        "PYTHON": venv / "bin" / "python",
    }.items():
        monkeypatch.setattr(install, name, value)
    assert not install.is_current()
    install.STAMP.write_text(install.fingerprint(), encoding="utf-8")
    assert install.is_current()
    lock = office / "requirements.lock"
    lock.write_text(lock.read_text(encoding="utf-8") + "another==1.0\n", encoding="utf-8")
    assert not install.is_current()


def test_an_environment_of_another_folder_is_built_anew(monkeypatch: pytest.MonkeyPatch, office: Path) -> None:
    install = load("install")
    monkeypatch.setattr(install, "VENV", office / ".venv")
    monkeypatch.setattr(install, "PYTHON", Path(sys.executable))
    assert not install.is_usable()
    monkeypatch.setattr(install, "PYTHON", office / ".venv" / "bin" / "python")
    assert not install.is_usable()


def test_a_failed_installation_ends_with_pips_exit_code_and_leaves_no_stamp(
    monkeypatch: pytest.MonkeyPatch, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install = load("install")
    (office / ".venv").mkdir()
    stamp = office / ".venv" / "installed.sha256"
    stamp.write_text("old", encoding="utf-8")
    monkeypatch.setattr(install, "STAMP", stamp)
    monkeypatch.setattr(install, "is_usable", lambda: True)
    failed: subprocess.CompletedProcess[str] = subprocess.CompletedProcess([], 3)
    monkeypatch.setattr(install.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(SystemExit) as stopped:
        install.install()
    assert stopped.value.code == 3
    assert not stamp.exists()
    assert "安装没有完成" in capsys.readouterr().err


def test_a_lock_condition_is_plain_and_an_odd_one_is_refused() -> None:
    lock = load("lock")
    everywhere = {lock.Setting(system, python) for system in lock.SYSTEMS for python in lock.PYTHONS}
    windows = {setting for setting in everywhere if setting.system == "win32"}
    assert lock.condition(everywhere) == ""
    assert lock.condition(windows) == 'sys_platform == "win32"'
    assert lock.condition(everywhere - windows) == 'sys_platform != "win32"'
    assert lock.condition({s for s in windows if s.python == "3.12"}) == (
        'sys_platform == "win32" and python_version == "3.12"'
    )
    with pytest.raises(ValueError, match="no plain condition"):
        lock.condition(windows | {lock.Setting("linux", "3.11")})


@pytest.mark.parametrize("name", ["setup.sh", "install.py", "system_packages.py", "lock.py", "bench.py"])
def test_a_tool_can_be_started(name: str) -> None:
    assert os.access(ROOT / "tools" / name, os.X_OK)
