"""What a scan found as web pages: the text with its hits marked, a list that leads to each; no script, no request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from govlib.errors import UserError
from govlib.text.hiding import hide_name
from govlib.text.hits import Hit
from govlib.text.report.lines import make_printable, say_all
from govlib.text.report.marking import LEVELS, Block, level_of, mark_passage
from govlib.text.report.result import Read, Result, count_hits, say_counts

MOST_BYTES = 950_000
MOST_HITS = 500
_WINDOW = 120
_MOST_ROWS = 2000
_SUFFIXES = (".html", ".htm")
_INDEX = "index.html"
_SHOWN = 60


@dataclass(frozen=True)
class Row:
    """A hit in the list of a page, by its number."""

    number: int
    level: str
    word: str
    place: str
    wrong: str
    right: str
    note: str
    kind: str
    basis: str


@dataclass(frozen=True)
class Part:
    """One file on a page: its hits as rows, its text as blocks, what was not shown."""

    name: str
    says: str
    notes: tuple[str, ...]
    refused: str
    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]
    unshown: int = 0


def write_pages(out: Path, result: Result) -> list[Path]:
    """Write one page of all files where ``out`` ends with .html, else a folder with a page a file and an index.

    Each is under ``MOST_BYTES``: a long text is shown around its hits only, of more than 500 hits the first.
    """
    if out.suffix.lower() in _SUFFIXES:
        _write(out, render_page(result, result.files))
        return [out]
    names = _name_pages(result.files)
    for read, name in zip(result.files, names, strict=True):
        _write(out / name, render_page(result, (read,), back=_INDEX))
    _write(out / _INDEX, render_index(result, names))
    return [out / _INDEX, *(out / name for name in names)]


def render_page(result: Result, reads: Sequence[Read], back: str = "") -> str:
    """Return a page of files, as much of their texts as fits."""
    telling = [read for read in reads if read.hits or read.refused or read.notes][:MOST_HITS]
    sizes: list[tuple[Sequence[Read], int | None, int]] = [
        (telling, _WINDOW, MOST_HITS), (telling, _SHOWN, MOST_HITS // 2), (telling[:100], _SHOWN // 3, 100),
    ]  # fmt: skip
    if sum(read.characters for read in reads) < MOST_BYTES and len(reads) <= MOST_HITS:
        sizes.insert(0, (reads, None, MOST_HITS))
    page = ""
    for shown, window, most in sizes:
        parts = _list_parts(shown, window, most)
        unlisted = len(reads) - len(shown)
        page = _render("scan.html.j2", result, parts=parts, back=back, sums=_sum(reads), unlisted=unlisted)
        if len(page.encode("utf-8")) < MOST_BYTES:
            break
    return page


def render_index(result: Result, names: Sequence[str]) -> str:
    """Return the page that leads to the pages of many files."""
    files = list(zip(result.files, names, strict=True))
    if len(files) > _MOST_ROWS:
        files = [one for one in files if one[0].hits or one[0].refused][:_MOST_ROWS]
    rows = [
        (make_printable(hide_name(read.name)), name, say_counts(read.hits), make_printable(read.refused))
        for read, name in files
    ]
    unlisted = len(result.files) - len(rows)
    return _render("index.html.j2", result, rows=rows, sums=_sum(result.files), unlisted=unlisted)


def _list_parts(reads: Sequence[Read], window: int | None, most: int) -> list[Part]:
    parts = []
    number = 0
    for read in reads:
        shown = read.hits[: max(0, most - number)]
        numbered = list(enumerate(shown, number + 1))
        number += len(shown)
        part = Part(
            name=make_printable(hide_name(read.name)),
            says=say_counts(read.hits),
            notes=tuple(make_printable(note) for note in read.notes),
            refused=make_printable(read.refused),
            rows=tuple(_make_row(one, hit) for one, hit in numbered),
            blocks=tuple(_list_blocks(read, numbered, window)),
            unshown=len(read.hits) - len(shown),
        )
        parts.append(part)
    return parts


def _make_row(number: int, hit: Hit) -> Row:
    word = level_of(hit)
    said = {
        "place": hit.place, "wrong": hit.wrong[:_SHOWN], "right": hit.right[:_SHOWN], "note": hit.note,
        "kind": hit.kind, "basis": hit.basis,
    }  # fmt: skip
    return Row(number, LEVELS[word], word, **{key: make_printable(text) for key, text in said.items()})


def _list_blocks(read: Read, numbered: Sequence[tuple[int, Hit]], window: int | None) -> list[Block]:
    if read.document is None:
        return []
    by_passage: dict[int, list[tuple[int, Hit]]] = {}
    for one in numbered:
        by_passage.setdefault(one[1].passage, []).append(one)
    blocks: list[Block] = []
    left_out = 0
    for index, passage in enumerate(read.document.passages):
        found = by_passage.get(index, [])
        if window is not None and not found:
            left_out += 1
            continue
        block = Block(make_printable(passage.place), mark_passage(passage.text, found, window), left_out)
        blocks.append(block)
        left_out = 0
    return [*blocks, Block("", (), left_out)] if left_out else blocks


def _sum(reads: Sequence[Read]) -> list[tuple[str, str, int]]:
    hits = [hit for read in reads for hit in read.hits]
    counts = {**count_hits(hits), "引用": sum(not hit.counts for hit in hits)}
    return [(word, LEVELS[word], count) for word, count in counts.items() if count]


def _name_pages(reads: Sequence[Read]) -> list[str]:
    """Return a name for the page of each file, numbered, so that none takes another's place."""
    width = len(str(len(reads)))
    stems = (
        "".join(sign if sign.isalnum() or sign in "-_（）" else "_" for sign in hide_name(one.name)) for one in reads
    )
    return [f"{number:0{width}d}_{stem[:_SHOWN]}.html" for number, stem in enumerate(stems, 1)]


def _render(template: str, result: Result, **said: object) -> str:
    environment = Environment(
        loader=PackageLoader("govlib.text.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    style = (files("govlib.text.report") / "templates" / "scan.css").read_text(encoding="utf-8")
    day = result.asked.day.isoformat() if result.asked.day else ""
    return environment.get_template(template).render(
        style=Markup(style),  # noqa: S704 - our own style sheet
        day=day,
        suspected=result.asked.suspected,
        says=make_printable(say_all(result)),
        **said,
    )


def _write(path: Path, page: str) -> None:
    if path.is_dir():
        raise UserError("--html", f"“{path.name}”是文件夹", "以 .html 结尾的文件名，或一个文件夹")
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    aside.write_text(page, encoding="utf-8", errors="replace", newline="\n")
    aside.replace(path)
