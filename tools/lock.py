#!/usr/bin/env python3
"""Write requirements.lock: the exact version of everything that pyproject.toml needs, on every system it runs on.

Versions are those of the environment that runs this; what only Windows or macOS needs is asked of pip.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADER = """\
# 由 make lock（tools/lock.py）按 pyproject.toml 的运行、测试、构建依赖生成，请勿手改。
# 版本取自生成时的 .venv；只在某种系统上需要的包带有条件。
"""
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
OLDEST = f"{PYTHONS[0]}.0"
SYSTEMS = {
    "linux": ("posix", "Linux", "x86_64", "manylinux_2_28_x86_64"),
    "darwin": ("posix", "Darwin", "arm64", "macosx_14_0_arm64"),
    "win32": ("nt", "Windows", "AMD64", "win_amd64"),
}


@dataclass(frozen=True)
class Release:
    """One version of one package, and what it needs."""

    version: str
    requires: tuple[Requirement, ...]


@dataclass(frozen=True)
class Setting:
    """One system and one Python that the project runs on."""

    system: str
    python: str

    def markers(self, extra: str) -> dict[str, str]:
        """Return the values that conditions of requirements ask for."""
        os_name, platform, machine, _ = SYSTEMS[self.system]
        return {
            "extra": extra,
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "os_name": os_name,
            "platform_machine": machine,
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": platform,
            "platform_version": "",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": self.system,
        }


def declared() -> list[Requirement]:
    """Return what pyproject.toml asks for: to run, to test and to build."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    return [
        Requirement(text)
        for group in (project["project"]["dependencies"], *extras, project["build-system"]["requires"])
        for text in group
    ]


def find_release(requirement: Requirement, system: str) -> Release:
    """Return the installed release that meets the requirement, else the one that pip would take on that system.

    One version serves every Python, so it must run on the oldest: 3.11.0, though this one may be 3.11.7.
    """
    try:
        found = metadata.distribution(requirement.name)
    except metadata.PackageNotFoundError:
        return ask_pip(requirement.name, str(requirement.specifier), system)
    runs_on_oldest = SpecifierSet(found.metadata["Requires-Python"] or "").contains(OLDEST)
    if not runs_on_oldest or not requirement.specifier.contains(found.version, prereleases=True):
        return ask_pip(requirement.name, str(requirement.specifier), system)
    return Release(found.version, tuple(Requirement(text) for text in found.requires or ()))


@cache
def ask_pip(name: str, specifier: str, system: str) -> Release:
    """Return the release that pip would install of a package that isn't here."""
    wanted = ["--platform", SYSTEMS[system][3], "--python-version", OLDEST, "--only-binary", ":all:"]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
    report = ["--target", str(ROOT / "build" / "lock"), "--report", "-", *wanted, f"{name}{specifier}"]
    answer = subprocess.run([*command, *report], capture_output=True, check=True, encoding="utf-8")  # noqa: S603 # pip itself
    described = json.loads(answer.stdout)["install"][0]["metadata"]
    return Release(described["version"], tuple(Requirement(text) for text in described.get("requires_dist", ())))


def close(wanted: Iterable[Requirement], setting: Setting) -> dict[str, str]:
    """Return the version of every package needed in one setting, by its normalised name."""
    versions: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    open_requirements = list(wanted)
    while open_requirements:
        requirement = open_requirements.pop()
        name = canonicalize_name(requirement.name)
        news = {(name, extra) for extra in ("", *requirement.extras)} - seen
        if not news:
            continue
        seen |= news
        release = find_release(requirement, setting.system)
        versions[name] = release.version
        for needed, (_, extra) in product(release.requires, news):
            if needed.marker is None or needed.marker.evaluate(setting.markers(extra)):
                open_requirements.append(needed)
    return versions


def condition(settings: set[Setting]) -> str:
    """Return the condition under which a package is needed; empty where it always is.

    Raises:
        ValueError: the settings are no plain combination of systems and Python versions.
    """
    systems = [system for system in SYSTEMS if any(setting.system == system for setting in settings)]
    pythons = [python for python in PYTHONS if any(setting.python == python for setting in settings)]
    if settings != {Setting(*pair) for pair in product(systems, pythons)}:
        raise ValueError(f"no plain condition for {sorted(map(str, settings))}")
    parts = []
    if len(systems) == 1:
        parts.append(f'sys_platform == "{systems[0]}"')
    elif len(systems) < len(SYSTEMS):
        parts.extend(f'sys_platform != "{system}"' for system in SYSTEMS if system not in systems)
    if len(pythons) < len(PYTHONS):
        parts.append(" or ".join(f'python_version == "{python}"' for python in pythons))
    return " and ".join(f"({part})" if " or " in part else part for part in parts)


def make_lock() -> str:
    """Return the text of the lock: one line a package, sorted by name."""
    wanted, needed_in = declared(), dict[tuple[str, str], set[Setting]]()
    for setting in (Setting(*pair) for pair in product(SYSTEMS, PYTHONS)):
        for package in close(wanted, setting).items():
            needed_in.setdefault(package, set()).add(setting)
    lines = []
    for (name, version), settings in sorted(needed_in.items()):
        where = condition(settings)
        lines.append(f"{name}=={version}" + (f"; {where}" if where else ""))
    return HEADER + "\n".join(lines) + "\n"


if __name__ == "__main__":
    LOCK.write_text(make_lock(), encoding="utf-8")
