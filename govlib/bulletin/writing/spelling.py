"""How a bulletin writes names and words that exports have otherwise: websites, signs of the wrong width."""

from __future__ import annotations

import re

_WIDE = str.maketrans(",;:()?", "，；：（）？")
_HAN = "\u3400-\u9fff“”‘’《》（）、"
_PROOF = re.compile("（(?:实测|人工核定|有线索)")
_NARROW = re.compile(rf"(?<=[{_HAN}])[,;:()?]|[,;:()?](?=[{_HAN}])")


def name_site(subject: str) -> str:
    """Return a website's name with 网站 behind it where the registry leaves that out."""
    return subject if subject.endswith(("网站", "网", "网页", "平台", "门户")) else f"{subject}网站"


def write_wide(text: str) -> str:
    """Return words with the signs that touch Chinese writing in full width: 原创度低,阅读少 is 原创度低，阅读少."""
    wide = _NARROW.sub(lambda found: found[0].translate(_WIDE), text)
    return wide.replace(")", "）") if wide.count("（") > wide.count("）") else wide


def plain_problem(problem: str) -> str:
    """Return a problem without what only its proof needs: the rule's number, what was measured, who settled it."""
    head, _, rest = problem.partition(" ")
    words = rest if rest and head[:1].isupper() and head.isascii() else problem
    return write_wide(_PROOF.split(words)[0].rstrip("。"))
