"""An answer as a file to be kept: JSON for programs, a page for people."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape

from govlib.text.desk import Answer
from govlib.widgets.html import show_answer


def as_json(answer: Answer) -> str:
    """Return an answer as JSON: name, characters, counts, hits with everything known of each."""
    data = {
        "name": answer.name,
        "characters": answer.characters,
        "counts": answer.counts,
        "hits": [asdict(hit) for hit in answer.hits],
        "quoted": [asdict(hit) for hit in answer.quoted],
        "dismissed": [asdict(hit) for hit in answer.dismissed],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_page(answer: Answer) -> str:
    """Return an answer as a page of its own that asks nothing of any network."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{escape(answer.name)} 文字检查</title>'
        f'</head><body style="font-family:sans-serif;max-width:1100px;margin:16px auto">'
        f"{show_answer(answer)}</body></html>"
    )
