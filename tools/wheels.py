#!/usr/bin/env python3
"""Ask pip whether everything that govlib needs to run has a wheel for each system it runs on; needs the internet.

Nothing is installed. Run it when a dependency changes; docs/decisions/0027 says what it found.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "3.11"
PLATFORMS = {
    "Linux x86-64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "Linux aarch64": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    "Windows": ("win_amd64",),
}


def find_lacking(platforms: tuple[str, ...], packages: list[str]) -> str:
    """Return what pip says is missing on a platform, "" if every package has a wheel there."""
    named = [word for platform in platforms for word in ("--platform", platform)]
    words = ["install", "--dry-run", "--quiet", "--ignore-installed", "--no-deps", "--only-binary", ":all:"]
    target = ["--target", str(ROOT / "build" / "wheels"), "--python-version", PYTHON]
    command = [sys.executable, "-m", "pip", *words, *target, *named, *packages]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")  # noqa: S603 # pip itself
    return done.stderr.strip() if done.returncode else ""


def main() -> int:
    """Print one line a system; return 1 if anything is missing."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [name.lower() for name in project["dependencies"]]
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0].lower(): line.split(";")[0].strip() for line in lines if "==" in line}
    packages = [pinned[name] for name in names if name in pinned]
    lacking = 0
    for system, platforms in PLATFORMS.items():
        missing = find_lacking(platforms, packages)
        lacking += bool(missing)
        print(f"{system}：{missing or f'{len(packages)} 个包都有'}")  # noqa: T201 # a command's own output
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
