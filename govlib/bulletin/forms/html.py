"""A paper as one page without scripts that loads nothing: read on an intranet, printed on A4."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path

from markupsafe import Markup

from govlib.batch.selfcontained import MOST_BYTES
from govlib.bulletin.forms.keeping import keep_bytes
from govlib.bulletin.forms.parts import (
    ShownTable,
    annex_label,
    clean,
    join_run_ins,
    list_attachments,
    list_imprint,
    list_marks,
    list_notes,
    list_warnings,
    say_day,
    show_tables,
    shown_pieces,
)
from govlib.bulletin.forms.title_lines import break_title
from govlib.bulletin.forms.word_columns import fit_columns, join_alike, lies_across, type_width
from govlib.bulletin.paper import Heading, Paper, PaperAnnex, Picture, Piece

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_MOST_ROWS = 500
_TITLE_CHARACTERS = 22
_STYLE = Path(__file__).parent / "paper.css"
_PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
    "<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
)


def write_html(path: Path, paper: Paper) -> None:
    """Write a paper as one page of HTML under 1 MB, without the line whom to ask; long tables are cut and say so."""
    keep_bytes(path, make_html(paper).encode("utf-8"))


def make_html(paper: Paper) -> str:
    """Return a paper as a page; its tables hold fewer rows where the page would else be too large."""
    rows = _MOST_ROWS
    page = _make(paper, rows, with_pictures=True)
    while len(page.encode("utf-8")) > MOST_BYTES and rows > 1:
        rows //= 2
        page = _make(paper, rows, with_pictures=rows > 100)  # noqa: PLR2004 - tables first, then pictures make room
    return page


def _make(paper: Paper, rows: int, *, with_pictures: bool) -> str:
    pictures = list(_pieces(shown_pieces(paper, paper.body), with_pictures=with_pictures))
    parts = [
        *_marks(paper),
        Markup('<main>\n<article aria-labelledby="title">'),
        *_top(paper),
        *pictures,
        *_end(paper),
        Markup("</article>"),
        *(_annex(paper, annex, rows, with_pictures=with_pictures) for annex in paper.attachments),
        Markup("</main>"),
        *_imprint(paper),
    ]
    style = Markup(_STYLE.read_text(encoding="utf-8"))  # noqa: S704 - ours
    return str(_PAGE.format(policy=_POLICY, title=clean(paper.title), style=style, body=Markup("\n").join(parts)))


def _marks(paper: Paper) -> Iterator[Markup]:
    for mark in list_marks(paper):
        yield Markup('<p class="mark" role="note">{}</p>').format(mark)
    warnings = list_warnings(paper)
    if warnings:
        lines = Markup("").join(Markup("<p>{}</p>").format(line) for line in warnings)
        yield Markup('<aside class="warning" aria-label="草稿说明">{}</aside>').format(lines)


def _top(paper: Paper) -> Iterator[Markup]:
    if paper.letterhead:
        yield Markup('<p class="letterhead">{}</p>').format(clean(paper.letterhead))
    number = Markup('<p class="number">{}</p>').format(clean(paper.number)) if paper.number else Markup("")
    if paper.letterhead:
        yield Markup('{}<hr class="red">').format(number)
    lines = break_title(clean(paper.title), _TITLE_CHARACTERS, clean(paper.office))
    yield Markup('<h1 id="title">{}</h1>').format(Markup("<br>").join(lines))
    if not paper.letterhead:
        yield number
    if paper.recipients:
        yield Markup('<p class="to">{}：</p>').format(clean(paper.recipients).rstrip("：:"))


def _pieces(pieces: Sequence[Piece], *, with_pictures: bool) -> Iterator[Markup]:
    for heading, piece in join_run_ins(pieces):
        if isinstance(piece, Picture):
            yield _picture(piece, shown=with_pictures)
        elif isinstance(piece, Heading):
            yield Markup('<h{level} class="level{own}">{text}</h{level}>').format(
                level=piece.level + 1, own=piece.level, text=clean(piece.text)
            )
        else:
            lead = (
                Markup('<span class="level{}">{}</span>').format(heading.level, clean(heading.text))
                if heading
                else Markup("")
            )
            yield Markup("<p{}>{}{}</p>").format(
                Markup(' class="waiting"') if piece.waiting else Markup(""), lead, clean(piece.text)
            )


def _picture(picture: Picture, *, shown: bool) -> Markup:
    title, told = clean(picture.title), clean(picture.told)
    if not shown:
        return Markup("<p>（图：{}。{}）</p>").format(title, told)
    return Markup('<figure><img alt="{}" src="data:image/png;base64,{}"><figcaption>{}</figcaption></figure>').format(
        told, base64.b64encode(picture.png).decode("ascii"), title
    )


def _end(paper: Paper) -> Iterator[Markup]:
    rows = list_attachments(paper)
    if rows:
        items = Markup("").join(
            Markup('<li>{}<a href="#annex{}">{}</a></li>').format(f"{ordinal} " if ordinal else "", annex.number, title)
            for (ordinal, title), annex in zip(rows, paper.attachments, strict=True)
        )
        yield Markup('<nav class="attachments" aria-label="附件"><span>附件：</span><ol>{}</ol></nav>').format(items)
    signed = [line for line in (clean(paper.office), say_day(paper.issued)) if line]
    if signed:
        yield Markup('<p class="signature">{}</p>').format(Markup("<br>").join(signed))


def _annex(paper: Paper, annex: PaperAnnex, rows: int, *, with_pictures: bool) -> Markup:
    tables = list(show_tables(annex))
    across = lies_across(annex, tables)
    title = Markup("<br>").join(break_title(clean(annex.title), _TITLE_CHARACTERS))
    parts = [
        Markup('<section class="annex{}" aria-labelledby="annex{}">').format(" wide" if across else "", annex.number),
        Markup('<p class="label">{}</p>').format(annex_label(paper, annex)),
        Markup('<h2 class="title" id="annex{}">{}</h2>').format(annex.number, title),
        *_pieces(shown_pieces(paper, annex.lead), with_pictures=with_pictures),
        *(_table(table, join_alike(tables, table), clean(annex.title), rows, across=across) for table in tables),
        *(Markup('<p class="note">{}</p>').format(note) for note in list_notes(annex)),
        Markup("</section>"),
    ]
    return Markup("\n").join(parts)


def _columns(table: ShownTable, *, across: bool) -> tuple[Markup, Markup]:
    """Return the columns of a table, as wide as in the Word file, and the size of its letters in print."""
    whole = type_width(landscape=across)
    widths, points = fit_columns(table, whole)
    columns = Markup("").join(Markup('<col style="width:{:.2f}%">').format(width * 100 / whole) for width in widths)
    style = Markup("--points:{:g}pt;min-width:{:.1f}em").format(points, whole / points / 20)
    return Markup("<colgroup>{}</colgroup>").format(columns), style


def _table(table: ShownTable, alike: ShownTable, title: str, most: int, *, across: bool) -> Markup:
    """Return a table; of a long one the first rows, and what is left out is said below."""
    columns, style = _columns(alike, across=across)
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(heading) for heading in table.headings)
    caption = Markup("<caption>{}</caption>").format(table.title) if table.title else Markup("")
    kept = table.rows[:most]
    body = Markup("\n").join(
        Markup("<tr{}>{}</tr>").format(
            Markup(' class="total"') if table.total_row and number == len(table.rows) else Markup(""),
            Markup("").join(
                Markup("<td{}>{}</td>").format(Markup(' class="words"') if words else Markup(""), clean(cell))
                for cell, words in zip(row, wordy, strict=True)
            ),
        )
        for number, (row, wordy) in enumerate(zip(kept, table.wordy, strict=False), 1)
    )
    if not table.rows:
        body = Markup('<tr><td colspan="{}">{}</td></tr>').format(len(table.headings), table.empty)
    left = len(table.rows) - len(kept)
    rest = (
        Markup('<p class="note">网页只列前{}行，其余{}行见附件表格文件。</p>').format(most, left)
        if left
        else Markup("")
    )
    return Markup(
        '<div class="table" role="region" aria-label="{}" tabindex="0"><table style="{}">{}{}'
        "<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>{}"
    ).format(table.title or title, style, caption, columns, heads, body, rest)


def _imprint(paper: Paper) -> Iterator[Markup]:
    lines = list_imprint(paper)
    if lines:
        shown = Markup("").join(
            Markup("<p>{}</p>").format(
                Markup("").join(Markup("<span>{}</span>").format(part) for part in line.split("\t"))
            )
            for line in lines
        )
        yield Markup("<footer>{}</footer>").format(shown)
