"""The mark of a compacted period: of what it was made, and the size of each of its files; written last of all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from govlib.history.shapes import SHAPES, fingerprint

_MARK, _SIGN = ".json", ".sign"


@dataclass(frozen=True)
class Mark:
    """What a compacted period was made of, the bytes of its files by name, the places left out with why."""

    key: str
    shapes: str
    sizes: Mapping[str, int]
    left_out: tuple[tuple[str, str], ...]


def list_marked(folder: Path) -> list[str]:
    """Return the names of the periods that have a mark, sorted."""
    return sorted(path.name.removesuffix(_MARK) for path in folder.glob(f"*{_MARK}"))


def read_mark(folder: Path, period: str) -> Mark | None:
    """Return the mark of a period, or None where there is none that can be read."""
    try:
        said = json.loads((folder / f"{period}{_MARK}").read_text(encoding="utf-8"))
        sizes = {str(name): int(size) for name, size in said["sizes"].items()}
        left_out = tuple((str(place), str(why)) for place, why in said["left_out"])
        return Mark(str(said["key"]), str(said["shapes"]), sizes, left_out)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def is_whole(folder: Path, mark: Mark) -> bool:
    """Tell whether the files of a period are there, of the present shapes and as long as they were written."""
    if mark.shapes != fingerprint():
        return False
    try:
        return all((folder / name).stat().st_size == size for name, size in mark.sizes.items())
    except OSError:
        return False


def write_mark(folder: Path, period: str, key: str, left_out: tuple[tuple[str, str], ...]) -> None:
    """Mark a period as made of what ``key`` is the hash of."""
    names = [shape.file_name(period) for shape in SHAPES.values()]
    sizes = {name: (folder / name).stat().st_size for name in names}
    said = {"key": key, "shapes": fingerprint(), "sizes": sizes, "left_out": left_out}
    text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
    _write(folder / f"{period}{_MARK}", text + "\n")


def unmark(folder: Path, period: str) -> None:
    """Take the mark off before files are replaced: a period cut off in between is made again."""
    (folder / f"{period}{_MARK}").unlink(missing_ok=True)
    (folder / f"{period}{_SIGN}").unlink(missing_ok=True)


def remove_period(folder: Path, period: str) -> None:
    """Remove the compacted files of a period that has no outputs any more."""
    unmark(folder, period)
    for shape in SHAPES.values():
        (folder / shape.file_name(period)).unlink(missing_ok=True)


def read_sign(folder: Path, period: str) -> str:
    """Return the quick sign of a period's outputs as they were last seen, "" where there is none."""
    try:
        return (folder / f"{period}{_SIGN}").read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def write_sign(folder: Path, period: str, signed: str) -> None:
    """Keep the quick sign of a period's outputs; it says nothing but that they need not be read again."""
    _write(folder / f"{period}{_SIGN}", signed + "\n")


def _write(path: Path, text: str) -> None:
    aside = path.with_name(path.name + ".part")
    aside.write_text(text, encoding="utf-8", newline="\n")
    aside.replace(path)
