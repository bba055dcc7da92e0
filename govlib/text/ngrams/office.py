"""An office's own archive of published texts → counts of its own, added to those that ship."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from govlib.errors import FileUnreadableError, UserError
from govlib.text.files import open_file
from govlib.text.ngrams.archives import LOCAL, read_shipped
from govlib.text.ngrams.learning import build_archive
from govlib.text.ngrams.store import write_archive

SEEN_TWICE = 2
"""What an office wrote once may be a slip; what it wrote in two different lines is its way of writing."""
_FEW = 100_000


def learn_files(params: Path, paths: Sequence[Path]) -> list[str]:
    """Count the texts of files and folders into params/models/local.ngrams; return what was done as sentences.

    What was there before is replaced. A line that stands in many texts counts once. Raises UserError without any text.
    """
    lines: dict[str, None] = {}
    unread = []
    for path in list_files(paths):
        try:
            document = open_file(path, path.name)
        except FileUnreadableError as error:
            unread.append(error.sentence())
            continue
        for passage in document.passages:
            lines.update(dict.fromkeys(line.strip() for line in passage.text.splitlines() if line.strip()))
    characters = sum(map(len, lines))
    if not characters:
        raise UserError(
            "govlib learn", "没有读到文字", "本单位已发布的文章：txt、docx、html、xlsx、csv、pdf 文件或文件夹"
        )
    made_of = f"本单位的文章 {characters} 字"
    archive = build_archive(list(lines), made_of=made_of, extra=read_shipped().extra, least=SEEN_TWICE)
    target = params / LOCAL
    target.parent.mkdir(parents=True, exist_ok=True)
    write_archive(archive, target)
    told = [*unread, f"params/{LOCAL.as_posix()}：{made_of}，不同的行 {len(lines)} 行。"]
    return [*told, f"不到 {_FEW} 字，帮助不大；文章越多越好。"] if characters < _FEW else told


def list_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield files, and those in folders by name; raises UserError for what isn't there."""
    for path in paths:
        if path.is_dir():
            yield from sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith((".", "~")))
        elif path.is_file():
            yield path
        else:
            raise UserError(path.as_posix(), "没有这个文件", "一个文件或文件夹", "请核对名称和所在的文件夹")
