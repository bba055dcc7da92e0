"""What a batch is made of: places with their folders, and the notebooks each of them runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from govlib.errors import UserError

BUILDING = ".building"
PREVIOUS = ".previous"
PUBLISHED = "outputs"
LOG_NAME = "run.log"
MANIFEST_NAME = "manifest.json"
_NAME = re.compile(r"[\w-]+\Z")


@dataclass(frozen=True)
class PlaceRun:
    """One place of a batch: whose exports are read for which period, and where its outputs go.

    ``output_dir`` is ``<outputs>/<period>/<place>``; everything a run writes lies there.
    """

    place: str
    place_name: str
    period: str
    exports_dir: Path
    output_dir: Path

    @property
    def outputs_root(self) -> Path:
        """The folder that holds the outputs of all periods."""
        return self.output_dir.parent.parent

    @property
    def tag(self) -> str:
        """The name of this run among others, safe as a folder name."""
        return f"{self.period}~{self.place}"


def list_notebooks(folder: Path) -> tuple[Path, ...]:
    """List the notebooks that every place runs, in their order.

    Raises:
        UserError: The folder holds none.
    """
    notebooks = tuple(sorted(folder.glob("[1-9]0_*.ipynb")))
    if not notebooks:
        raise UserError(folder.name, "没有可运行的笔记本", "10_intake.ipynb 一类的文件", "请检查项目文件夹是否完整")
    return notebooks


def check_runs(runs: Sequence[PlaceRun]) -> None:
    """Refuse a batch whose places would write into each other's folders.

    Raises:
        UserError: No place, a place twice, a name that is no folder name, or a folder that does not match it.
    """
    if not runs:
        raise UserError("批次", "没有指定地方", "至少一个地方", "请用 --place 写明，或检查 params/places 文件夹")
    for run in runs:
        for what, name in (("地方代码", run.place), ("周期", run.period)):
            if not _NAME.match(name):
                raise UserError("批次", f"{what}“{name}”不能作文件夹名", "字母、数字、下划线或连字符")
        if run.output_dir.parts[-2:] != (run.period, run.place):
            raise UserError("批次", f"输出文件夹 {run.output_dir.name} 与地方不符", f"{run.period}/{run.place}")
    twice = sorted({run.tag for run in runs if [other.tag for other in runs].count(run.tag) > 1})
    if twice:
        raise UserError("批次", f"地方重复：{'、'.join(twice)}", "每个地方每个周期一次")


def published_root(outputs_dir: Path) -> Path:
    """Return the folder of all finished outputs, also when asked from inside a running batch.

    A batch gives its notebooks ``<outputs>/.building/<period>~<place>`` as ``outputs_dir``; what other periods
    published still lies under ``<outputs>``. Any other folder is returned unchanged.
    """
    return outputs_dir.parent.parent if outputs_dir.parent.name == BUILDING else outputs_dir


def page_name(notebook: Path) -> str:
    """Return the file name of a notebook's page."""
    return f"{notebook.stem}.html"


def promised_files(notebooks: Iterable[Path], others: Iterable[str]) -> tuple[str, ...]:
    """List the files a finished place must hold, relative to its folder, posix, sorted."""
    names = set(others)
    for notebook in notebooks:
        names |= {f"notebooks/{notebook.name}", f"html/{page_name(notebook)}"}
    return tuple(sorted(names))
