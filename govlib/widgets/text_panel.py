"""The panel that checks pasted text or a file before publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from govlib.catalog.text_rules import TextRule, apply_changes
from govlib.display import Sentence
from govlib.text.before import TYPOS, Ready, Wanted, make_ready
from govlib.text.desk import MOST_BYTES, MOST_CHARACTERS, Answer, answer, read_pasted, read_uploaded, stamp_wanted
from govlib.text.hits import SUSPECTED
from govlib.text.workshop.known import KnownAlarms, known_false_alarms
from govlib.text.workshop.reviews import make_reviews
from govlib.widgets.background import Background
from govlib.widgets.html import show_answer, show_note
from govlib.workspace import Run

PASTE, FILE = "粘贴文字", "上传文件"
_ACCEPTED = ".txt,.md,.html,.htm,.docx,.csv,.xlsx,.xls,.pdf"
_STANDS_ASIDE = "在 JupyterLab 里打开本页，这里可以粘贴文字或上传文件，发布前先查一遍。"


@dataclass(frozen=True)
class TextPanel:
    """The widgets of the panel and what they ask by."""

    params: Path
    place: str
    known: KnownAlarms
    rules: Mapping[str, TextRule]
    source: widgets.ToggleButtons
    text: widgets.Textarea
    upload: widgets.FileUpload
    local: widgets.Checkbox
    day: widgets.DatePicker
    suspected: widgets.Checkbox
    threshold: widgets.FloatSlider | None
    chosen: Mapping[str, widgets.Checkbox]
    check: widgets.Button
    cancel: widgets.Button
    clear: widgets.Button
    result: widgets.HTML
    box: widgets.VBox
    work: Background = field(default_factory=Background)
    _kept: dict[str, Any] = field(default_factory=dict)

    def _ipython_display_(self) -> None:
        display(self.box)  # type: ignore[no-untyped-call]  # IPython has no types

    def wanted(self) -> Wanted:
        """Return what the widgets ask for."""
        return Wanted(
            place=self.place if self.local.value else "",
            day=self.day.value,
            suspected=self.suspected.value,
            without=tuple(key for key, box in self.chosen.items() if not box.value),
            thresholds={TYPOS: self.threshold.value} if self.threshold is not None and self.suspected.value else {},
        )

    def start(self) -> None:
        """Check what is pasted or uploaded; the answer appears below when it is there."""
        wanted, from_file, text = self.wanted(), self.source.value == FILE, self.text.value
        files = [(one["name"], bytes(one["content"])) for one in self.upload.value] if from_file else []
        if from_file and not files:
            self._end(show_note("还没有选文件：请先按“选择文件”。", "错误"))
            return
        self._set_busy(busy=True)
        self.result.value = show_note("正在查……")

        def find() -> Answer:
            draft = read_uploaded(*files[0]) if from_file else read_pasted(text)
            return answer(draft, self._make_ready(wanted), self.known)

        self.work.start(find, self._show, lambda sentence: self._end(show_note(sentence, "错误")))

    def receive(self) -> None:
        """Say which file has arrived: a large one takes its time, and none larger than the server allows ever comes."""
        named = "、".join(f"{one['name']}（{one['size'] / 2**20:.2f} MB）" for one in self.upload.value)
        if named:
            self._end(show_note(f"已收到文件 {named}，按“查”开始。"))

    def stop(self) -> None:
        """Forget the check that is running."""
        self.work.cancel()
        self._end(show_note("已取消。"))

    def empty(self) -> None:
        """Forget the check, the text, the file and the answer."""
        self.work.cancel()
        self.text.value = ""
        self.upload.value = ()
        self.source.value = PASTE
        self._end("")

    def _show(self, found: Answer) -> None:
        self._end(show_answer(found))

    def _end(self, html: str) -> None:
        # half a character can't be sent to the browser
        self.result.value = html.encode("utf-8", errors="replace").decode("utf-8")
        self._set_busy(busy=False)

    def _set_busy(self, *, busy: bool) -> None:
        self.check.disabled = busy
        self.cancel.disabled = not busy

    def _make_ready(self, wanted: Wanted) -> Ready:
        """Return the checker of the last wishes, opened again when they or a file of params/ changed."""
        stamp = stamp_wanted(self.params, wanted)
        if self._kept.get("stamp") != stamp:
            self._kept.update(stamp=stamp, ready=make_ready(self.params, wanted))
        ready: Ready = self._kept["ready"]
        return replace(ready, asked=replace(ready.asked, day=wanted.day))


def open_panel(run: Run) -> TextPanel | Sentence:
    """Return the panel of a place, or in a batch the sentence that says where it is."""
    if not run.interactive:
        return Sentence(_STANDS_ASIDE)
    rules = apply_changes(run.catalog.text_rules, run.place.text_rules, run.place.slug, [])
    wording = run.tables.get("wording")
    known = known_false_alarms(make_reviews(wording, run.place.slug)) if wording is not None else {}
    return build_panel(run.root / "params", run.place.slug, run.place.name, known, rules)


def build_panel(params: Path, slug: str, name: str, known: KnownAlarms, rules: Mapping[str, TextRule]) -> TextPanel:
    """Return a panel wired up: pressing 查 checks, a change of source shows the other input."""
    wide = widgets.Layout(width="100%")
    on = {key: rule for key, rule in rules.items() if rule.enabled}
    limits = f"不超过 {MOST_CHARACTERS // 10_000} 万字、{MOST_BYTES // 2**20} MB；只在本机查，不联网"
    source = widgets.ToggleButtons(options=[PASTE, FILE], tooltips=["粘贴文字来查", "上传一个文件来查"])
    text = widgets.Textarea(
        placeholder="把要发布的文字粘贴在这里",
        layout=widgets.Layout(width="100%", height="170px"),
        # a long text goes to the kernel once, not at every key
        continuous_update=False,
    )
    upload = widgets.FileUpload(
        accept=_ACCEPTED, multiple=False, description="选择文件", layout=widgets.Layout(width="240px", display="none")
    )
    local = widgets.Checkbox(value=True, description=f"用{name}自己的词库和设置", indent=False)
    suspected = widgets.Checkbox(value=False, description="疑似的也列出来", indent=False)
    threshold = _make_slider(on.get(TYPOS))
    chosen = {
        key: widgets.Checkbox(
            value=True,
            description=rule.name + ("（疑似）" if rule.severity == SUSPECTED else ""),
            tooltip=rule.says,
            indent=False,
            layout=widgets.Layout(width="230px"),
        )
        for key, rule in on.items()
    }
    boxes = widgets.Box(list(chosen.values()), layout=widgets.Layout(flex_flow="row wrap", width="100%"))
    rules_box = widgets.Accordion(children=[boxes], titles=(f"规则（{len(chosen)} 条）",), selected_index=None)
    check = widgets.Button(description="查", button_style="primary", layout=widgets.Layout(width="120px"))
    cancel = widgets.Button(description="取消", disabled=True, layout=widgets.Layout(width="80px"))
    clear = widgets.Button(description="清空", layout=widgets.Layout(width="80px"))
    result = widgets.HTML(layout=wide)
    day = widgets.DatePicker(description="发布日期（可不填）", style={"description_width": "initial"})
    options = [local, day, suspected, *([threshold] if threshold is not None else [])]
    row = widgets.Layout(flex_flow="row wrap", align_items="center", width="100%")
    box = widgets.VBox(
        [
            widgets.Box([source, widgets.HTML(f'<span style="font-size:13px">{limits}</span>')], layout=row),
            text,
            upload,
            widgets.Box(options, layout=row),
            rules_box,
            widgets.HBox([check, cancel, clear]),
            result,
        ],
        layout=wide,
    )
    panel = TextPanel(
        params, slug, known, on, source, text, upload, local, day, suspected, threshold, chosen,
        check, cancel, clear, result, box,
    )  # fmt: skip
    _wire(panel)
    return panel


def _wire(panel: TextPanel) -> None:
    def choose(change: Mapping[str, Any]) -> None:
        panel.text.layout.display = None if change["new"] == PASTE else "none"
        panel.upload.layout.display = None if change["new"] == FILE else "none"

    def show_threshold(change: Mapping[str, Any]) -> None:
        if panel.threshold is not None:
            panel.threshold.layout.display = None if change["new"] else "none"

    panel.source.observe(choose, "value")
    panel.suspected.observe(show_threshold, "value")
    panel.upload.observe(lambda _: panel.receive(), "value")
    panel.check.on_click(lambda _: panel.start())
    panel.cancel.on_click(lambda _: panel.stop())
    panel.clear.on_click(lambda _: panel.empty())


def _make_slider(rule: TextRule | None) -> widgets.FloatSlider | None:
    """Return a slider about the threshold of the rule of typos, hidden until 疑似 is asked for; None without one."""
    if rule is None or not rule.threshold:
        return None
    return widgets.FloatSlider(
        value=rule.threshold,
        min=0,
        max=2 * rule.threshold,
        step=rule.threshold / 20,
        description=f"{rule.name}阈值（大了少报）",
        style={"description_width": "initial"},
        layout=widgets.Layout(width="420px", display="none"),
        continuous_update=False,
    )
