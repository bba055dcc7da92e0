#!/usr/bin/env python3
"""Build .venv from requirements.lock and install the project in it; a stamp makes the second time instant.

Uses nothing but the standard library, for it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.sha256"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint() -> str:
    """Return the hash of what decides an environment: the lock, the declaration, the folder, the Python."""
    digest = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    python = (VENV / "pyvenv.cfg").read_bytes() if VENV.exists() else b""
    digest.update(f"{ROOT}\n".encode() + python)
    return digest.hexdigest()


def is_current() -> bool:
    """Return whether .venv holds what the lock says, in this very folder."""
    return STAMP.is_file() and PYTHON.exists() and STAMP.read_text(encoding="utf-8") == fingerprint()


def is_usable() -> bool:
    """Return whether .venv can be added to: its Python starts, is new enough and thinks it lives here."""
    question = "import sys; print(sys.version_info >= (3, 11), sys.prefix)"
    try:
        answer = subprocess.run(  # noqa: S603 # our own environment's Python
            [PYTHON, "-c", question], capture_output=True, text=True, check=True, timeout=60, encoding="utf-8"
        )
    except (OSError, subprocess.SubprocessError):
        return False
    script = PYTHON.parent / "pip"
    moved = script.is_file() and str(VENV) not in script.read_text(encoding="utf-8", errors="replace")[:500]
    return answer.stdout.strip() == f"True {VENV}" and not moved


def install() -> None:
    """Create the environment where there is none that can be used, and install the pinned packages and the project."""
    STAMP.unlink(missing_ok=True)
    if not is_usable():
        shutil.rmtree(VENV, ignore_errors=True)
        say(f"正在建立 .venv（Python {sys.version.split()[0]}）……")
        venv.create(VENV, with_pip=True)
    say("正在按 requirements.lock 安装，第一次要几分钟……")
    pip("install", "-r", "requirements.lock")
    # the lock pins what builds the project, too
    pip("install", "--no-deps", "--no-build-isolation", "-e", ".")
    STAMP.write_text(fingerprint(), encoding="utf-8")
    say("安装完成。")


def pip(*arguments: str) -> None:
    """Run the environment's pip, stopping with its exit code when it fails."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603 # our own environment's pip
    if done.returncode:
        say("安装没有完成，原因见上面 pip 的输出；改正后再运行同一命令即可。")
        sys.exit(done.returncode)


def say(sentence: str) -> None:
    """Print a sentence at once."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 # a command's own output


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(not is_current())
    install()
