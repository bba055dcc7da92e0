"""What a sentence does when a number in it has no data: it is left out whole, and told beside the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.DOTALL)
_SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；]+[”’」』）]*|(?=\n)|$)")
_ENDS = "，、；：:,; "


@dataclass
class LeftOut:
    """The sentences that were left out of one paper, each with the numbers that it lacks."""

    told: list[tuple[str, str]] = field(default_factory=list)


def lacking(name: str) -> str:
    """Return the mark that stands in a text for what has no data; no paper ever shows one."""
    return f"{_OPEN}{name}{_CLOSE}"


def is_lacking(text: str) -> bool:
    """Tell whether a text holds such a mark."""
    return _OPEN in text


def drop_unknown(line: str, left_out: LeftOut) -> str:
    """Return a line without the sentences that hold a mark; the last one kept ends with a full stop."""
    if _OPEN not in line:
        return line
    kept: list[str] = []
    for sentence in _SENTENCE.findall(line):
        if _OPEN in sentence:
            names = "、".join(dict.fromkeys(_MARK.findall(sentence)))
            left_out.told.append((_MARK.sub("（缺）", sentence).strip(), names))
        elif sentence:
            kept.append(sentence)
    text = "".join(kept).rstrip()
    was_closed = line.rstrip().endswith("。")
    return text.rstrip(_ENDS) + "。" if was_closed and text and not text.endswith(("。", "！", "？", "”")) else text
