"""Render the handbook as one page: no script, no request, the same bytes every time."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from govlib.batch.selfcontained import list_loads
from govlib.catalog.load import Catalog
from govlib.errors import UserError
from govlib.handbook.entries import Shelf, list_chapters
from govlib.handbook.place_view import look_at_place
from govlib.workspace import Run

MOST_BYTES = 4_000_000
"""No page of an inspection, but a book of all rules: it may be longer than those."""
_SUFFIXES = (".html", ".htm")


def render_handbook(catalog: Catalog, cases: Path, run: Run | None = None) -> str:
    """Return the page of all rulesets, or of those that a run's place applies on its inspection day.

    ``cases`` is the folder with one folder of case files a ruleset.

    Raises:
        UserError: A case file that can't be read, or a page of ``MOST_BYTES`` and more.
    """
    shelf = Shelf(catalog, cases, look_at_place(run) if run else None)
    page = _environment().get_template("handbook.html.j2").render(
        title=f"{run.title} 指标手册" if run else "指标手册",
        place=run.place if run else None,
        chapters=list_chapters(shelf),
        style=Markup(_style()),  # noqa: S704 - our own style sheets
    )  # fmt: skip
    loads = list_loads(page)
    if loads:
        raise UserError("手册", f"页面会从外部加载：{'；'.join(loads)}", "不加载任何东西的网页")
    if len(page.encode()) >= MOST_BYTES:
        found = f"页面有 {len(page.encode()) / 1_000_000:.1f} MB"
        advice = "请用 --place 和 --period 只写一个地方适用的规则集"
        raise UserError("手册", found, f"小于 {MOST_BYTES / 1_000_000:g} MB", advice)
    return page


def write_handbook(out: Path, catalog: Catalog, cases: Path, run: Run | None = None) -> None:
    """Write the page in one step; a name that no browser opens, or a folder in its place, is a UserError."""
    if out.suffix.lower() not in _SUFFIXES:
        raise UserError("--handbook", f"写的是“{out.name}”", "以 .html 结尾的文件名")
    if out.is_dir():
        raise UserError("--handbook", f"“{out.name}”是文件夹", "以 .html 结尾的文件名")
    page = render_handbook(catalog, cases, run)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        aside = out.with_name(f"{out.name}.part")
        aside.write_text(page, encoding="utf-8", newline="\n")
        aside.replace(out)
    except OSError as error:
        raise UserError("--handbook", f"“{out.name}”写不进去", "可以写的文件", "请换一个地方，或关掉它再写") from error


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("govlib.handbook"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def _style() -> str:
    sheets = (files("govlib.batch") / "templates" / "page.css", files("govlib.handbook") / "templates" / "handbook.css")
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
