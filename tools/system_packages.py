#!/usr/bin/env python3
"""See to the programs that tests start: a browser, LibreOffice, Chinese fonts, poppler.

Root on Debian or Ubuntu has them installed; anybody else is told the one line to type.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def output_of(*command: str) -> str:
    """Return what a command prints, nothing where there is no such command."""
    if shutil.which(command[0]) is None:
        return ""
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8").stdout  # noqa: S603 # the constants below


def has_program(*names: str) -> bool:
    """Return whether one of the programs can be started."""
    return any(shutil.which(name) for name in names)


def has_office_part(package: str) -> bool:
    """Return whether this part of LibreOffice is there; without dpkg, whether LibreOffice is."""
    if has_program("dpkg-query"):
        return output_of("dpkg-query", "-W", "-f=${db:Status-Status}", package) == "installed"
    return has_program("soffice")


NEEDS: dict[str, Callable[[], bool]] = {
    "chromium": lambda: has_program(*BROWSERS),
    "libreoffice-calc": lambda: has_office_part("libreoffice-calc"),
    "libreoffice-writer": lambda: has_office_part("libreoffice-writer"),
    "fontconfig": lambda: has_program("fc-list"),
    "fonts-noto-cjk": lambda: bool(output_of("fc-list", ":lang=zh").strip()),
    "poppler-utils": lambda: has_program("pdftotext") and has_program("pdftoppm"),
}


def missing_packages() -> list[str]:
    """Return the Debian names of what isn't there."""
    return [package for package, is_there in NEEDS.items() if not is_there()]


def install(packages: Sequence[str]) -> None:
    """Install Debian packages without asking anything."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
    ):
        subprocess.run(command, check=True, env=quiet)  # noqa: S603 # the constants above


def see_to_packages() -> int:
    """Install what is missing, or say how to; return the exit code: 0 when everything is there."""
    missing = missing_packages()
    if not missing:
        return 0
    names = " ".join(missing)
    if not has_program("apt-get"):
        say(f"运行测试还缺这些程序（以 Debian 的包名列出），请自行安装后重试：{names}")
        return 1
    if os.geteuid() != 0:
        say("运行测试还缺几个程序，请先运行下面这一行：")
        say(f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}")
        return 1
    say(f"正在安装：{names}")
    try:
        install(missing)
    except subprocess.CalledProcessError as error:
        say(f"没有装上：{' '.join(error.cmd[:2])} 以退出码 {error.returncode} 结束，原因见上面的输出")
        return 1
    still = missing_packages()
    if still:
        say(f"安装后仍缺：{' '.join(still)}")
    return 1 if still else 0


def say(sentence: str) -> None:
    """Print a sentence at once."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201 # a command's own output


if __name__ == "__main__":
    sys.exit(see_to_packages())
