"""Files cut into pieces that are read and checked apart, in a set order."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from govlib.documents.delimited import decode_text, find_delimiter
from govlib.documents.refusals import refuse
from govlib.documents.sheets import Sheet, text_frame
from govlib.documents.sniff import sniff
from govlib.errors import FileUnreadableError, NoArticlesError, UserError
from govlib.exports.folder import is_table_name
from govlib.text.sweep.columns import READ, Recogniser
from govlib.text.sweep.records import LONGEST_RECORD, WHOLE, Slice, cut_records

_HEAD, _HEAD_ROWS = 1 << 20, 64
_PARQUET = b"PAR1"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Piece:
    """Part of a file: what of it is read and how; ``size`` is its share of the file's bytes.

    ``columns`` has the position or name of each column read; ``group`` is the row group of a parquet file, ``row``
    what its first row counts as. ``named`` says that somebody named the file, so that it ought to hold articles.
    ``problem`` says why nothing of it can be read.
    """

    path: Path
    shown: str
    kind: Literal["csv", "parquet", "workbook", "problem"]
    size: int
    part: Slice = WHOLE
    header: int = 0
    encoding: str = ""
    delimiter: str = ","
    columns: tuple[tuple[str, int | str], ...] = ()
    group: int = 0
    named: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Source:
    """A file to be read; ``named`` says that somebody named it, so that it ought to hold articles."""

    path: Path
    shown: str
    size: int
    named: bool


def list_sources(paths: Sequence[Path], out: Path, *, with_csv: bool = False) -> list[Source]:
    """Return the files named, and the tables of folders named in the order of their names; each once.

    Of folders, what will be written is left out. Raises UserError with all that isn't there, if there is no file at
    all, and if a file named would be written over.
    """
    written = {out.resolve(), out.with_suffix(".csv").resolve()} if with_csv else {out.resolve()}
    missing = [path.as_posix() for path in paths if not path.exists()]
    if missing:
        raise UserError("、".join(missing), "没有这个文件或文件夹", "要查的文件或文件夹", "请核对名称和所在的文件夹")
    lost = [path.as_posix() for path in paths if path.resolve() in written]
    if lost:
        raise UserError("、".join(lost), "会被结果覆盖", "与要查的文件不同的结果文件名", "请给 --out 换一个名称")
    found: dict[Path, Source] = {}
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if _is_table(one, path)) if path.is_dir() else [path]
        for one in inside:
            shown = one.relative_to(path).as_posix() if path.is_dir() else one.name
            if one.resolve() not in written:
                found.setdefault(one.resolve(), Source(one.resolve(), shown, one.stat().st_size, path.is_file()))
    if not found:
        names = "、".join(path.as_posix() for path in paths)
        raise UserError(names, "里面没有表格文件", ".csv、.xlsx、.xls 或 .parquet 文件")
    return _tell_apart(list(found.values()))


def _tell_apart(sources: list[Source]) -> list[Source]:
    """Return the files with those of one name shown below the folder that they lie in."""
    met = Counter(source.shown for source in sources)
    return [
        replace(source, shown=source.path.relative_to(source.path.parents[1]).as_posix())
        if met[source.shown] > 1
        else source
        for source in sources
    ]


def cut_source(source: Source, recogniser: Recogniser, size: int) -> Iterator[Piece]:
    """Yield the pieces of a file, of about ``size`` bytes each; none if it is no table of articles.

    A file that somebody named and that can't be read gives one piece that says why.
    """
    whole = Piece(source.path, source.shown, "workbook", source.size, named=source.named)
    try:
        with source.path.open("rb") as stream:
            head = stream.read(_HEAD)
        kind, name = sniff(head)
        if head.startswith(_PARQUET):
            pieces = _cut_parquet(whole, recogniser)
        elif kind == "text":
            pieces = _cut_csv(whole, head, recogniser, size)
        elif kind in {"empty", "foreign"}:
            raise refuse(source.shown, kind, name)
        else:
            pieces = iter([whole])
        first = next(pieces, None)
        if first is not None:
            yield first
            yield from pieces
        elif source.named:
            yield replace(whole, kind="problem", problem=lack_articles(source.shown).sentence())
    except FileUnreadableError as error:
        yield replace(whole, kind="problem", problem=error.sentence())
    except (OSError, csv.Error, pa.ArrowException) as error:
        said = FileUnreadableError(
            source.shown, f"读不出来（{type(error).__name__}）", "完整的文件", "请重新导出后替换"
        )
        yield replace(whole, kind="problem", problem=said.sentence())


def _cut_parquet(whole: Piece, recogniser: Recogniser) -> Iterator[Piece]:
    with pq.ParquetFile(whole.path) as file:
        columns = recogniser.name_columns(file.schema_arrow.names)
        if columns is None:
            return
        row, groups = 1, file.metadata.num_row_groups
        for group in range(groups):
            rows = file.metadata.row_group(group).num_rows
            yield replace(
                whole,
                kind="parquet",
                size=whole.size // groups,
                part=Slice(0, -1, row, row + rows - 1),
                columns=tuple(sorted(columns.items())),
                group=group,
            )
            row += rows


def _cut_csv(whole: Piece, head: bytes, recogniser: Recogniser, size: int) -> Iterator[Piece]:
    cut = head if len(head) < _HEAD or b"\n" not in head else head[: head.rindex(b"\n") + 1]
    decoded = decode_text(cut)
    text = decoded.text.removeprefix("\ufeff")
    delimiter = find_delimiter(text)
    csv.field_size_limit(LONGEST_RECORD)
    rows = [*islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _HEAD_ROWS)]
    regions = recogniser.find(Sheet("", text_frame(rows)))
    if not regions:
        return
    headings = regions[0].match.columns
    table = replace(
        whole,
        kind="csv",
        header=regions[0].header_bottom + 1,
        encoding="utf-8" if decoded.encoding == "utf-8-sig" else decoded.encoding,
        delimiter=delimiter,
        columns=tuple((key, headings[key].column) for key in READ if key in headings),
    )
    if decoded.encoding.startswith("utf-16"):
        # its line ends are two bytes wide, so it is read from the start
        yield table
        return
    with whole.path.open("rb") as stream:
        for part in cut_records(stream, delimiter, len(_BOM) if head.startswith(_BOM) else 0, size):
            end = whole.size if part.end < 0 else part.end
            yield replace(table, part=part, size=end - part.start)


def _is_table(path: Path, folder: Path) -> bool:
    inside = path.relative_to(folder).parts
    is_hidden = any(part.startswith((".", "~$")) for part in inside)
    return path.is_file() and not is_hidden and (is_table_name(path) or path.suffix.lower() == ".parquet")


def lack_articles(shown: str) -> NoArticlesError:
    """Return what says that a file holds no table of articles."""
    return NoArticlesError(shown, "没有文章表", "有标题、URL 和发布时间，或有标题和正文的表")
