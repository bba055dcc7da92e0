"""Markdown of cells and outputs as HTML, with everything foreign escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

import mistune
from markupsafe import Markup


def _image_as_text(text: str, url: str, title: str | None = None) -> str:
    del url, title
    return text


@cache
def _converter() -> mistune.Markdown:
    renderer = mistune.HTMLRenderer(escape=True)
    # An image would be fetched; its wording is kept. The renderer looks its methods up on the instance first.
    vars(renderer)["image"] = _image_as_text
    return mistune.create_markdown(renderer=renderer, plugins=["table", "strikethrough"])


def render_markdown(text: str) -> Markup:
    """Render Markdown as HTML; raw HTML inside is shown as text, images as their wording."""
    html: Any = _converter()(text)
    return Markup(html)  # noqa: S704 - the renderer above escapes
