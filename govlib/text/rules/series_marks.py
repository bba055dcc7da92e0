"""、 between titles or quotations that stand in a row, which the standard leaves out and offices mostly write."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.text.document import Document, Doubt
from govlib.text.joined import join_passages
from govlib.text.rules.kit import Find, Kit, Rule

_BETWEEN = (("书名号", "》、《"), ("引号", "”、“"))


def prepare(_: Kit) -> Find:
    """Return what finds the first 、 between titles and the first between quotations, with how many there are."""

    def find(document: Document) -> Iterator[Doubt]:
        joined = join_passages(document)
        for what, form in _BETWEEN:
            count = joined.text.count(form)
            if count:
                at = joined.text.index(form) + 1
                more = f"，全文 {count} 处" if count > 1 else ""
                yield joined.place(Doubt(0, at, at + 1, note=f"并列的{what}之间通常不用顿号{more}"))

    return find


RULE = Rule("series_marks", "marks", prepare)
