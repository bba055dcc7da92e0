"""The lexicon workshop: what reviews say of each entry, and suggestions to be taken into the place's own lexicon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from govlib.display import Sentence
from govlib.errors import UserError
from govlib.text.workshop.bench import Workshop
from govlib.text.workshop.bench import open_workshop as open_reviews
from govlib.text.workshop.changes import Change, accepted, as_frame
from govlib.text.workshop.commands import NOTHING, say_draft
from govlib.text.workshop.measuring import say_measured
from govlib.text.workshop.writing import Draft, write_draft
from govlib.widgets.html import show_note, show_table
from govlib.workspace import Run

MOST_OFFERED = 40
_STANDS_ASIDE = "在 JupyterLab 里打开本页，这里列出每条词条的复核记录，可以采纳建议的例外和新词条。"
_RECORD = ["wrong", "right", "severity", "hits", "confirmed", "false_alarms", "settled", "unreviewed", "precision"]


@dataclass
class WorkshopPanel:
    """The widgets of the workshop; ``reopen`` reads lexicon and reviews anew after something was written."""

    reopen: Callable[[], Workshop]
    records: widgets.HTML
    offers: widgets.VBox
    preview: widgets.Button
    write: widgets.Button
    message: widgets.HTML
    box: widgets.VBox
    workshop: Workshop
    changes: Sequence[Change] = ()
    chosen: Sequence[widgets.Checkbox] = ()
    draft: Draft | None = field(default=None)

    def _ipython_display_(self) -> None:
        display(self.box)  # type: ignore[no-untyped-call]  # IPython has no types

    def show(self) -> None:
        """Show records and suggestions as they are now."""
        measured = say_measured(self.workshop.measured)[_RECORD]
        demoted = say_measured(self.workshop.demoted)[_RECORD]
        rule = self.workshop.rule
        said = f"复核满 {rule.at_least} 处、精确率低于 {rule.threshold or 0:.0%}，运行 govlib lexicon learn 后只算疑似"
        suggested = self.workshop.suggest()
        refused = as_frame([one for one in suggested if one.refusal])
        self.records.value = _plain(
            show_table("词条的记录", measured, "还没有复核过的文字错误。")
            + (show_table(f"要降级的词条（{said}）", demoted, "") if len(demoted) else "")
            + (show_table("没有采纳条件的", refused, "") if len(refused) else "")
        )
        self.changes = accepted(suggested)[:MOST_OFFERED]
        self.chosen = tuple(widgets.Checkbox(value=False, description=one.says, indent=False) for one in self.changes)
        for box in self.chosen:
            box.layout.width = "auto"
            box.observe(self._forget, "value")
        rows = [_offer(box, one) for box, one in zip(self.chosen, self.changes, strict=True)]
        self.offers.children = rows or (widgets.HTML(show_note("没有可以采纳的建议。")),)
        self._forget()

    def picked(self) -> list[Change]:
        """Return the suggestions that are ticked."""
        return [one for box, one in zip(self.chosen, self.changes, strict=True) if box.value]

    def look(self) -> None:
        """Show what the chosen suggestions would change in the place's lexicon; only then may it be written."""
        picked = self.picked()
        if not picked:
            self._say("还没有选建议。", "错误")
            return
        try:
            self.draft = self.workshop.draft(picked)
        except UserError as error:
            self._say(error.sentence(), "错误")
            return
        self._say("\n".join(say_draft(self.draft)))
        self.write.disabled = not self.draft.lines

    def keep(self) -> None:
        """Write what was shown, then show everything anew."""
        if self.draft is None:
            return
        done = f"已写进 {self.draft.shown_as}：{len(self.draft.lines)} 处。"
        try:
            if self.workshop.draft(self.picked()) != self.draft:
                self._forget()
                self._say("文件刚刚被改过，请再看一遍改动。", "错误")
                return
            write_draft(self.draft)
            self.workshop = self.reopen()
        except UserError as error:
            self._say(error.sentence(), "错误")
            return
        self.show()
        self._say(done, "完成")

    def _forget(self, _change: Any = None) -> None:
        self.draft = None
        self.write.disabled = True
        self.message.value = ""

    def _say(self, text: str, tone: str = "说明") -> None:
        self.message.value = _plain(show_note(text, tone))


def open_workshop(run: Run) -> WorkshopPanel | Sentence:
    """Return the workshop of a place, or a sentence in a batch and where nothing was reviewed."""
    if not run.interactive:
        return Sentence(_STANDS_ASIDE)
    outputs = run.output_dir.parents[1].as_posix()

    def reopen() -> Workshop:
        return open_reviews(run.root, run.catalog, run.place.slug, (), outputs)

    workshop = reopen()
    if workshop.reviews.empty:
        return Sentence(NOTHING, "缺数据")
    return build_workshop(workshop, reopen)


def build_workshop(workshop: Workshop, reopen: Callable[[], Workshop]) -> WorkshopPanel:
    """Return the widgets wired up: 看改动 shows what would change, 写进词库 writes just that."""
    wide = widgets.Layout(width="100%")
    records, message = widgets.HTML(layout=wide), widgets.HTML(layout=wide)
    offers = widgets.VBox(layout=widgets.Layout(width="100%", max_height="360px", overflow="auto"))
    preview = widgets.Button(description="看改动", layout=widgets.Layout(width="120px"))
    write = widgets.Button(
        description="写进词库", button_style="primary", disabled=True, layout=widgets.Layout(width="120px")
    )
    heading = widgets.HTML('<b style="font-size:15px">建议：勾选后先看改动，再写进本地方的词库</b>')
    box = widgets.VBox([records, heading, offers, widgets.HBox([preview, write]), message], layout=wide)
    panel = WorkshopPanel(reopen, records, offers, preview, write, message, box, workshop)
    preview.on_click(lambda _: panel.look())
    write.on_click(lambda _: panel.keep())
    panel.show()
    return panel


def _offer(box: widgets.Checkbox, change: Change) -> widgets.VBox:
    word = "误报" if change.what == "例外" else "属实"
    example = f"，例如：{change.example}" if change.example else ""
    said = f'<span style="font-size:13px">{escape(f"{word} {change.reviewed} 处{example}")}</span>'
    layout = widgets.Layout(width="100%", padding="0 0 0 22px")
    return widgets.VBox([box, widgets.HTML(_plain(said), layout=layout)], layout=widgets.Layout(flex="0 0 auto"))


def _plain(html: str) -> str:
    """Return HTML that can be sent to the browser: half a character can't."""
    return html.encode("utf-8", errors="replace").decode("utf-8")
