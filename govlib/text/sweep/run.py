"""A whole sweep: from files and folders to a table of hits and the counts that a person reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from govlib.catalog.lexicon_rows import SEVERITIES
from govlib.text.hits import FOUND
from govlib.text.sweep.columns import open_recogniser
from govlib.text.sweep.output import write_hits
from govlib.text.sweep.pieces import cut_source, list_sources
from govlib.text.sweep.pools import check_here, check_in_processes, check_on_cluster, count_processors
from govlib.text.sweep.work import COLUMNS, Result, Settings

PIECE_BYTES = 4 << 20
_WORTH_PROCESSES = 8 << 20
_SEVERITY, _STATUS = (list(COLUMNS).index(name) for name in ("severity", "status"))


@dataclass(frozen=True)
class Swept:
    """What a sweep did: the counts of all pieces, hits by severity, and each thing that couldn't be read."""

    files: int = 0
    articles: int = 0
    without_body: int = 0
    characters: int = 0
    text_bytes: int = 0
    file_bytes: int = 0
    hits: int = 0
    quoted: int = 0
    by_severity: tuple[tuple[str, int], ...] = ()
    problems: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Return the counts as one sentence."""
        found = "，".join(f"{name} {count} 处" for name, count in self.by_severity if count) or "没有发现错误"
        without = f"（没有正文 {self.without_body} 篇）" if self.without_body else ""
        quoted = f"；引用 {self.quoted} 处，不计" if self.quoted else ""
        unread = f"；没有读完的 {len(self.problems)} 处，见上" if self.problems else ""
        counts = f"查了 {self.files} 个文件的 {self.articles} 篇文章{without}，{self.characters} 字"
        return f"{counts}：{found}{quoted}{unread}。"


Listen = Callable[[Swept], None]


def sweep(
    paths: Sequence[Path],
    out: Path,
    settings: Settings,
    *,
    jobs: int = 1,
    scheduler: str = "",
    with_csv: bool = False,
    force: bool = False,
    piece_bytes: int = PIECE_BYTES,
    begin: Callable[[int], Listen] = lambda _: lambda _: None,
) -> Swept:
    """Check the articles of files and folders and write their hits to ``out``; return the counts.

    The files are the same whatever ``jobs`` (0 is all processors), ``scheduler`` (the address of a Dask cluster) or
    ``piece_bytes``. ``begin`` is told how many bytes there are and returns what is told the counts so far. Raises
    UserError where nothing can be begun; what can't be read later is in ``problems``.
    """
    recogniser = open_recogniser(settings.params)
    sources = list_sources(paths, out, with_csv=with_csv)
    pieces = (piece for source in sources for piece in cut_source(source, recogniser, piece_bytes))
    whole = sum(source.size for source in sources)
    processes = jobs or count_processors()
    with write_hits(out, with_csv=with_csv, force=force) as writer:
        if scheduler:
            results = check_on_cluster(pieces, settings, scheduler)
        elif processes > 1 and whole >= _WORTH_PROCESSES:
            results = check_in_processes(pieces, settings, processes)
        else:
            results = check_here(pieces, settings)
        listen = begin(whole)
        total = Swept()
        files: set[str] = set()
        for result in results:
            writer.add(result.hits)
            files.add(result.file)
            total = _add(total, result)
            listen(total)
    return replace(total, files=len(files - {""}))


def _add(total: Swept, result: Result) -> Swept:
    counts = Counter(dict(total.by_severity))
    counts.update(hit[_SEVERITY] for hit in result.hits if hit[_STATUS] == FOUND)
    counted = sum(hit[_STATUS] == FOUND for hit in result.hits)
    return Swept(
        files=total.files,
        articles=total.articles + result.articles,
        without_body=total.without_body + result.without_body,
        characters=total.characters + result.characters,
        text_bytes=total.text_bytes + result.text_bytes,
        file_bytes=total.file_bytes + result.file_bytes,
        hits=total.hits + counted,
        quoted=total.quoted + len(result.hits) - counted,
        by_severity=tuple((name, counts[name]) for name in SEVERITIES),
        problems=(*total.problems, result.problem) if result.problem else total.problems,
    )
