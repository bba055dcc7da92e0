"""Find in a page whatever a browser would load from elsewhere, or run."""

from __future__ import annotations

import re
from html.parser import HTMLParser

MOST_BYTES = 1_000_000
_LOADING = frozenset(
    {"src", "srcset", "poster", "data", "background", "code", "classid", "archive", "manifest", "ping"}
)
_LOADING_HREF = frozenset({"link", "image", "use", "feimage", "script", "pattern", "base"})
_LOADING_CONTENT = re.compile(r"url\s*=", re.IGNORECASE)
_CSS_LOAD = re.compile(
    r"url\(\s*['\"]?\s*([^'\")\s]+)|@import\s+['\"]?([^'\";\s]+)|['\"]((?:[a-z]+:)?//[^'\"]+)",
    re.IGNORECASE,
)
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INERT_START = ("data:", "blob:", "#", "about:blank")
_ACTIVE_TAGS = frozenset({"script", "iframe", "frame", "object", "embed", "applet", "form", "base", "meta", "link"})


class _Finder(HTMLParser):
    """The standard library's parser can only be listened to by deriving from it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.loads: list[str] = []
        self.active: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        if tag in _ACTIVE_TAGS:
            self.active.append(f"<{tag}>")
        for name, value in attrs:
            self._look_at(tag, name.lower(), (value or "").strip(), dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self._look_at_css("style", data)

    def _look_at(self, tag: str, name: str, value: str, attributes: dict[str, str | None]) -> None:
        place = f"<{tag} {name}>"
        if name.startswith("on"):
            self.active.append(place)
        if re.sub(r"[\s\x00-\x1f]", "", value).lower().startswith(("javascript:", "vbscript:")):
            self.active.append(place)
        loads_href = name in {"href", "xlink:href"} and tag in _LOADING_HREF
        if name == "style":
            self._look_at_css(place, value)
        elif name == "srcdoc":
            inner = list_loads(value)
            self.loads += [f"{place} {load}" for load in inner]
        elif name == "srcset":
            self._note_all(place, [part.split()[0] for part in value.split(",") if part.split()])
        elif name in _LOADING or loads_href:
            self._note_all(place, [value] if value else [])
        elif tag == "meta" and name == "content" and (attributes.get("http-equiv") or "").lower() == "refresh":
            self._note_all(place, [value] if _LOADING_CONTENT.search(value) else [])

    def _look_at_css(self, place: str, css: str) -> None:
        css = _CSS_ESCAPE.sub(lambda match: chr(int(match[1], 16) % 0x110000), _CSS_COMMENT.sub("", css))
        self._note_all(place, ["".join(parts) for parts in _CSS_LOAD.findall(css)])

    def _note_all(self, place: str, addresses: list[str]) -> None:
        self.loads += [f"{place} {url[:120]}" for url in addresses if not url.lower().startswith(_INERT_START)]


def list_loads(html: str) -> list[str]:
    """List everything a browser would fetch for a page: scripts, styles, images, fonts, frames, icons, refreshes.

    One entry is the tag, its attribute and the address. Relative addresses count; ``data:``, ``blob:`` and ``#`` do
    not, nor do links that a reader has to click.
    """
    return _find(html).loads


def list_active_content(html: str) -> list[str]:
    """List what a piece of output must not hold: scripts, event handlers, frames, forms, ``javascript:`` addresses."""
    return _find(html).active


def check_self_contained(html: str) -> list[str]:
    """List in Chinese why a page may not be handed out: it loads something, or is not under one megabyte."""
    faults = [f"页面会从外部加载：{load}" for load in list_loads(html)]
    size = len(html.encode())
    if size >= MOST_BYTES:
        faults.append(f"页面有 {size / 1_000_000:.2f} MB，应小于 1 MB；请减少图中的点数或表中的行数")
    return faults


def _find(html: str) -> _Finder:
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return finder
