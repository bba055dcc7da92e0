"""Where the workbook of a place's units is written, and what its reader is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from govlib.catalog.load import load_catalog
from govlib.catalog.places import Place
from govlib.catalog.unit_workbook import book_paths, find_book, show_book
from govlib.catalog.yamlfile import read_mapping
from govlib.errors import UserError
from govlib.scaffold.unit_form import write_form


def place_form(root: Path, slug: str, out: Path | None, *, overwrite: bool = False) -> tuple[str, ...]:
    """Write the workbook of a place to ``out``, or beside its file, and return what a person should know, in lines.

    Raises:
        UserError: no such place, the file is there already, is no xlsx, or can't be written.
    """
    catalog = load_catalog(root / "params")
    place = catalog.place(slug)
    folder = root / "params" / "places"
    kept = find_book(folder, slug) or book_paths(folder, slug)[0]
    path = kept if out is None else out
    shown_as = show_book(kept, folder) if out is None else out.as_posix()
    if path.suffix != ".xlsx":
        raise UserError(shown_as, f"扩展名是 {path.suffix or '空的'}", "扩展名 .xlsx")
    if path.exists() and not overwrite:
        raise UserError(shown_as, "已经有这个文件", "另一个文件名", "要覆盖请加 --force（备注、另加的列和工作表会丢）")
    try:
        write_form(path, place, [catalog.rulesets[one] for one in _applied(place)])
    except OSError as error:
        advice = "请换一个文件夹；文件正在 Excel 或 WPS 里打开的，请先关闭"
        raise UserError(shown_as, f"写不进去（{error.strerror}）", advice=advice) from error
    names = sum(len(members) for members in place.units.groups.values())
    told = f"已写出 {shown_as}：名录里的单位 {names} 个，本地阈值 {len(place.thresholds)} 个。"
    return (told, *_advise(folder / f"{slug}.yaml", path, kept))


def _applied(place: Place) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(one.id for one in place.rulesets), *(one.id for one in place.also))))


def _advise(declared: Path, path: Path, kept: Path) -> Iterator[str]:
    """Yield what is to be done before the workbook alone says what counts."""
    if path.resolve() != kept.resolve():
        yield f"改好后存为 {show_book(kept, declared.parent)} 才会生效。"
    stated = [key for key in ("units", "thresholds") if key in (read_mapping(declared, declared.name, []) or {})]
    if stated:
        keys = "、".join(stated)
        yield f"{declared.name} 里的 {keys} 也写着同样的内容；要以工作簿为准，请把它们从 {declared.name} 里删去。"
