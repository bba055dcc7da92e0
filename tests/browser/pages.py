"""Open an exported page in a real browser and see whether a reader without internet gets what it promises."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

SETTLE_MILLISECONDS = 15_000
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
_INERT = ("data:", "blob:", "about:")
_SETTLED = """() => [...document.querySelectorAll("figure.chart")].every(
  (figure) => figure.dataset.state === "failed" || document.documentElement.dataset.charts === "tables" ||
    !figure.querySelector("details").open)"""
# What each trace type leaves in a drawing; an unknown type is quietly drawn as scatter and must not pass.
_MARKS = {
    "bar": ".barlayer .point path",
    "scatter": ".scatterlayer .js-line, .scatterlayer .points path, .scatterlayer .text text",
    "pie": ".pielayer .slice path.surface",
}
_READ_CHARTS = """(marks) => [...document.querySelectorAll("figure.chart")].map((figure) => {
  const svg = figure.querySelector("svg.main-svg");
  const seen = (node) => { const box = node.getBoundingClientRect(); return box.width + box.height > 1; };
  const visible = svg && svg.getBoundingClientRect().width > 100 && svg.getBoundingClientRect().height > 100;
  const spec = figure.querySelector("script[type='application/json']");
  const types = new Set(spec ? JSON.parse(spec.textContent).data.map((trace) => trace.type || "scatter") : [""]);
  const drawn = (type) => type in marks && [...figure.querySelectorAll(marks[type])].some(seen);
  return {
    id: figure.id,
    undrawn: visible ? [...types].filter((type) => !drawn(type)) : [...types],
    rows: [...figure.querySelectorAll("details table tbody tr")].filter(seen).length,
    buttons: [...figure.querySelectorAll(".modebar-btn")].map((button) => button.getAttribute("data-title") || ""),
  };
})"""
# A character nobody has a glyph for shows the box; whatever is drawn exactly like it is that box too.
_FIND_TOFU = """() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 48;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const picture = (text, family) => {
    pen.clearRect(0, 0, 48, 48);
    pen.font = "24px " + family;
    pen.fillText(text, 8, 34);
    return pen.measureText(text).width + ":" + pen.getImageData(0, 0, 48, 48).data.join("");
  };
  const used = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent || ["SCRIPT", "STYLE", "NOSCRIPT"].includes(parent.tagName.toUpperCase())) continue;
    const family = getComputedStyle(parent).fontFamily;
    if (!used.has(family)) used.set(family, new Set());
    for (const character of walker.currentNode.data) {
      if (/[^\\s\\x00-\\x7f\\u200b-\\u200f\\ufeff]/u.test(character)) used.get(family).add(character);
    }
  }
  const missing = new Set();
  let looked = 0;
  for (const [family, characters] of used) {
    const boxes = new Set([picture("\\u{10fffd}", family), picture("\\u{ffffd}", family)]);
    for (const character of characters) {
      looked += 1;
      if (boxes.has(picture(character, family))) missing.add(character);
    }
  }
  return { looked, missing: [...missing].sort() };
}"""


@dataclass(frozen=True)
class PageReport:
    """What a browser made of one page; ``faults`` is empty for a page that may be handed out."""

    path: Path
    charts: int
    characters: int
    faults: tuple[str, ...]


def find_browser() -> str:
    """Return the path of an installed Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        found = shutil.which(name)
        if found:
            return found
    raise FileNotFoundError("没有找到 Chromium；请安装 chromium 后再运行 browser 测试")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the installed Chromium, cut off from every host."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(
    browser: Browser, path: Path, faults: list[str], *, scripts: bool = True, before: str = ""
) -> Iterator[Page]:
    """Open a page offline, with every request, console error and uncaught exception noted in ``faults``.

    ``scripts=False`` is a browser that runs none; ``before`` is a script that runs before the page's own.
    """
    address = path.resolve().as_uri()
    context: BrowserContext = browser.new_context(
        offline=True, java_script_enabled=scripts, locale="zh-CN", viewport={"width": 1200, "height": 900}
    )

    def judge(route: Route) -> None:
        url = route.request.url
        if url.startswith(_INERT) or url.split("#")[0] == address:
            route.continue_()
        else:
            route.abort()

    def note_request(request: Any) -> None:
        if not request.url.startswith(_INERT) and request.url.split("#")[0] != address:
            faults.append(f"请求了 {request.url}")

    try:
        context.route("**/*", judge)
        context.on("request", note_request)
        page = context.new_page()
        page.on(
            "console", lambda message: faults.append(f"控制台：{message.text}") if message.type == "error" else None
        )
        page.on("pageerror", lambda error: faults.append(f"脚本出错：{error}"))
        if before:
            page.add_init_script(before)
        page.goto(address, wait_until="load")
        yield page
    finally:
        context.close()


def check_page(path: Path, browser: Browser | None = None, screenshot: Path | None = None) -> PageReport:
    """Open a page with scripts and without, and list in Chinese what is wrong with it.

    Looks for requests, console errors, charts without marks, characters without glyphs, buttons that are not in
    Chinese, and, without scripts, charts without a visible table. Starts a browser unless one is given.
    """
    if browser is None:
        with open_browser() as own:
            return check_page(path, own, screenshot)
    faults: list[str] = []
    with open_page(browser, path, faults) as page:
        try:
            page.wait_for_function(_SETTLED, timeout=SETTLE_MILLISECONDS)
        except Exception:  # noqa: BLE001 - what is missing is listed below
            faults.append("图在限定时间内没有画完")
        charts = page.evaluate(_READ_CHARTS, _MARKS)
        glyphs = page.evaluate(_FIND_TOFU)
        if screenshot is not None:
            screenshot.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=screenshot, full_page=True)
    for chart in charts:
        faults += [f"{chart['id']} 没有画出图形 {kind}" for kind in chart["undrawn"]]
        english = [title for title in chart["buttons"] if title.isascii()]
        faults += [f"{chart['id']} 的按钮不是中文：{title}" for title in english]
    if glyphs["missing"]:
        faults.append(f"没有字形的字符：{'、'.join(f'U+{ord(character):04X}' for character in glyphs['missing'])}")
    with open_page(browser, path, faults, scripts=False) as page:
        faults += [
            f"{chart['id']} 在不运行脚本时没有数据表"
            for chart in page.evaluate(_READ_CHARTS, _MARKS)
            if not chart["rows"]
        ]
    return PageReport(path, len(charts), glyphs["looked"], tuple(faults))


def print_page(path: Path, browser: Browser, target: Path) -> bytes:
    """Print a page as an A4 PDF, as a reader would."""
    faults: list[str] = []
    with open_page(browser, path, faults) as page:
        page.wait_for_function(_SETTLED, timeout=SETTLE_MILLISECONDS)
        target.parent.mkdir(parents=True, exist_ok=True)
        return page.pdf(path=target, prefer_css_page_size=True)
