"""What verification found of one draft as lines for a person, each with the style it is shown in."""

from __future__ import annotations

from collections.abc import Iterator

from govlib.identities.check import VERDICTS
from govlib.text.hiding import hide_personal
from govlib.text.report.lines import make_printable, say_hit
from govlib.verify.check import DOUBTFUL, RIGHT, UNCHECKED, WRONG, Check, Quote
from govlib.verify.report.result import say_counts
from govlib.verify.whole import Report

STYLES = {WRONG: "bold red", DOUBTFUL: "bold yellow", RIGHT: "green", UNCHECKED: "dim"}
PLAIN, STRONG = "", "bold"
_INDENT = "    "
_LONGEST = 120
Line = tuple[str, str]


def say_report(report: Report, *, everything: bool = False) -> Iterator[Line]:
    """Yield the lines of one draft: its counts, each 矛盾 and 存疑 with both places, then what the text rules found.

    ``everything`` adds 一致 and 不可核.
    """
    if report.refused:
        yield make_printable(report.refused), STYLES[WRONG]
        return
    yield make_printable(f"{report.name}：{say_counts([report])}"), STRONG
    yield from ((make_printable(f"{_INDENT}没有读到：{note}"), PLAIN) for note in report.notes)
    number = 0
    for verdict in VERDICTS:
        if verdict in (RIGHT, UNCHECKED) and not everything:
            continue
        for check in report.checks:
            if check.verdict == verdict:
                number += 1
                yield make_printable(f"{number}. {say_head(check)}"), STYLES[verdict]
                yield from ((make_printable(_INDENT + line), PLAIN) for line in say_check(check))
    if report.counted_hits:
        yield "文字、标点、隐私等（发布前请一并改）", STRONG
        for hit in report.counted_hits:
            yield make_printable(_INDENT + say_hit(hit).removeprefix(f"{hit.document} ")), PLAIN


def say_head(check: Check) -> str:
    """Return the first line of a check: 【矛盾】百分比（校验 3）：写 97.9%，应为 97.8%."""
    identity = f"（校验 {check.identity}）" if check.identity else ""
    parts = [f"写 {check.said}" if check.said else "", _say_computed(check)]
    if check.difference and check.verdict != RIGHT:
        parts.append(check.difference if check.difference.startswith("差") else f"差 {check.difference}")
    said = "，".join(part for part in parts if part)
    return hide_personal(f"【{check.verdict}】{check.kind}{identity}{f'：{said}' if said else ''}")


def say_check(check: Check) -> Iterator[str]:
    """Yield the two places of a check with their words, then its likely cause, question or what is lacking."""
    yield say_quote(check.stated)
    if check.other is not None:
        yield f"对照 {say_quote(check.other)}"
    if check.why:
        lead = {WRONG: "可能原因", DOUBTFUL: "请核对", UNCHECKED: "缺什么"}.get(check.verdict, "说明")
        yield f"{lead}：{hide_personal(check.why)}"


def say_quote(quote: Quote) -> str:
    """Return where some words stand, and the words, shortened in the middle where they are long."""
    words = " ".join(hide_personal(quote.words).split())
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST // 2]}……{words[-_LONGEST // 2 :]}"
    return f"{quote.place}“{words}”" if quote.place else f"“{words}”"


def _say_computed(check: Check) -> str:
    if not check.computed:
        return ""
    lead = {WRONG: "应为", DOUBTFUL: "算得"}.get(check.verdict, "复算")
    return f"{lead} {check.computed}"
