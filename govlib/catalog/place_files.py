"""Files under params/places/ → places: one YAML file each, with the workbook of units beside it."""

from __future__ import annotations

from pathlib import Path

from govlib.catalog.place_merging import complete_place
from govlib.catalog.places import Place
from govlib.catalog.unit_workbook import SHOWN_FOLDER, check_books, find_book, read_book, show_book
from govlib.catalog.yamlfile import check_declaration, list_yaml, read_mapping
from govlib.errors import Fault


def load_places(folder: Path, faults: list[Fault]) -> dict[str, Place]:
    """Return every place under ``folder`` by its slug (the file's stem); faults are added to ``faults``."""
    places: dict[str, Place] = {}
    before = len(faults)
    paths = list(list_yaml(folder, SHOWN_FOLDER, faults))
    faults.extend(check_books(folder, [path.stem for path in paths]))
    for path in paths:
        place = _load_place(path, faults)
        if place is not None:
            places[path.stem] = place.model_copy(update={"slug": path.stem})
    if not places and len(faults) == before:
        faults.append(Fault(f"{SHOWN_FOLDER}/", "", "一个地方也没有", "至少一个地方文件"))
    return places


def load_place(folder: Path, slug: str, faults: list[Fault]) -> Place | None:
    """Return one place by its slug without reading the others, or None after adding its faults to ``faults``."""
    place = _load_place(folder / f"{slug}.yaml", faults)
    return None if place is None else place.model_copy(update={"slug": slug})


def _load_place(path: Path, faults: list[Fault]) -> Place | None:
    shown_as = f"{SHOWN_FOLDER}/{path.name}"
    data = read_mapping(path, shown_as, faults)
    found = find_book(path.parent, path.stem)
    book = read_book(found, show_book(found, path.parent), faults) if found else None
    if data is None:
        return None
    if book is None:
        return check_declaration(data, Place, shown_as, faults)
    return complete_place(data, book, shown_as, faults)
