"""How a bulletin writes names and words that exports have otherwise: websites, signs of the wrong width."""

from __future__ import annotations

import re

_WIDE = str.maketrans(",;:()?", "，；：（）？")
_HAN = "\u3400-\u9fff“”‘’《》（）、"
_PROOF = re.compile("（(?:实测|人工核定|有线索)")
_TASK = ("工作", "任务", "活动", "行动", "整治", "事项", "要求")
_ARROW = re.compile("→|->|=>|⇒")
_GRAVE = re.compile("严重|敏感|政治")
_CITED = re.compile("[“《][^”》]*[”》]|：.*应为.*$")
_SAID = {
    "tasks": "没有完成{item}",
    "publication": "检查期内没有审核发布信息",
    "object_publication": "检查期内没有发布信息",
}
"""How a bulletin says what the list of problems has in short."""
_MEASURED = re.compile("[0-9]")
_SPACED = re.compile("(?<=[\u3400-\u9fff]) +(?=[0-9])|(?<=[0-9]) +(?=[\u3400-\u9fff])")
_UNSURE = "（待核实）"
_NARROW = re.compile(rf"(?<=[{_HAN}])[,;:()?]|[,;:()?](?=[{_HAN}])")


def name_site(subject: str) -> str:
    """Return a website's name with 网站 behind it where the registry leaves that out."""
    return subject if subject.endswith(("网站", "网", "网页", "平台", "门户")) else f"{subject}网站"


def name_task(task: str) -> str:
    """Return a task with 工作 behind it where its name doesn't say what it is: 政策文件转载工作, but 政务开放日活动."""
    return task if not task or task.endswith(_TASK) else f"{task}工作"


def quotes_an_error(text: str) -> bool:
    """Tell whether words are wrong wording and what it should be (甲→乙), which no bulletin repeats."""
    return bool(_ARROW.search(text))


def say_problem(item: str, problem: str, kind: str = "") -> str:
    """Return an item and what is wrong with it; of wording that is grave, or may be, only that it is wrong."""
    words = plain_problem(problem)
    if kind in _SAID and not _MEASURED.search(words):
        return _SAID[kind].format(item=name_task(item))
    if kind == "checklist" and item and not quotes_an_error(item):
        return f"“{write_wide(item)}”{words}"
    if quotes_an_error(item):
        return words
    if _GRAVE.search(words) and "应为" in words:
        words = _CITED.sub("", words).rstrip("：，")
    return f"{write_wide(item)}{words}"


def write_wide(text: str) -> str:
    """Return words with the signs that touch Chinese writing in full width: 原创度低,阅读少 is 原创度低，阅读少."""
    wide = _NARROW.sub(lambda found: found[0].translate(_WIDE), text)
    return wide.replace(")", "）") if wide.count("（") > wide.count("）") else wide


def plain_problem(problem: str) -> str:
    """Return a problem without what only its proof needs: the rule's number, what was measured, who settled it.

    待核实 beside it is of the act that it rests on, not of the problem, and says so.
    """
    head, _, rest = problem.partition(" ")
    words = rest if rest and head[:1].isupper() and head.isascii() else problem
    plain = write_wide(_PROOF.split(words)[0].rstrip("。")).replace(_UNSURE, "（依据待核实）")
    return _SPACED.sub("", plain)
