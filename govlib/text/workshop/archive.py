"""Texts that went through many hands, asked whether they have what is suggested as an error."""

from __future__ import annotations

import gzip
import lzma
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from govlib.catalog.lexicon_rows import LexiconEntry
from govlib.errors import FileUnreadableError
from govlib.text.files import open_file
from govlib.text.lexicon import build_lexicon
from govlib.text.scan import scan_pieces

PIECE = 1 << 20
_OPENERS = {".xz": lzma.open, ".gz": gzip.open}
_PLAIN = frozenset({".txt", ".xz", ".gz"})


def count_in_archive(entries: Iterable[LexiconEntry], files: Sequence[Path]) -> dict[str, tuple[int, str]]:
    """Return how often texts have each wrong wording, with one place, by wording; those that they lack are left out.

    Files are plain text, packed (.xz, .gz) or not, or what ``govlib scan`` reads. Raises FileUnreadableError.
    """
    found: dict[str, tuple[int, str]] = {}
    lexicon = build_lexicon(entries)
    for path in files:
        for hit in scan_pieces(read_pieces(path), lexicon):
            count, example = found.get(hit.wrong, (0, hit.context))
            found[hit.wrong] = count + 1, example
    return found


def read_pieces(path: Path) -> Iterator[str]:
    """Yield a text in pieces of at most a million characters; raises FileUnreadableError where there is none."""
    if not path.is_file():
        raise FileUnreadableError(path.as_posix(), "没有这个文件", "一个文件的名称", "请核对名称和所在的文件夹")
    if path.suffix.lower() not in _PLAIN:
        for passage in open_file(path, path.name).passages:
            yield f"{passage.text}\n"
        return
    opener = _OPENERS.get(path.suffix.lower(), open)
    try:
        with opener(path, "rt", encoding="utf-8-sig", errors="replace") as text:  # type: ignore[operator]
            while piece := text.read(PIECE):
                yield piece
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise FileUnreadableError(path.name, f"打不开（{error}）", "完整的 .txt、.xz 或 .gz 文件") from error
