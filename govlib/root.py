"""Where the project lies; in a module of its own, so that a command that asks only this starts fast."""

from __future__ import annotations

from pathlib import Path

from govlib.errors import UserError


def project_root(start: Path | None = None) -> Path:
    """Return the folder that holds params/ and notebooks/, looking upwards from ``start`` (the working folder)."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "params" / "places").is_dir() and (folder / "notebooks").is_dir():
            return folder
    raise UserError(here.name, "不在项目里", "含有 params/ 和 notebooks/ 的项目文件夹", "请在项目文件夹里运行")
