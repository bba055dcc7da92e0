"""What is wrong with the writing of a template, in Chinese: its line, what stands there, what should, nearest names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import NamedTuple

DEEPEST = 20
_NEAREST = 3
_CUTOFF = 0.5
_QUOTE = '英文引号 "'
_WIDE = {
    "“": _QUOTE, "”": _QUOTE, "‘": "英文引号 '", "’": "英文引号 '", "（": "英文括号 (", "）": "英文括号 )",
    "，": "英文逗号 ,", "。": "英文句点 .", "＝": "英文等号 =", "　": "半角空格", "：": "英文冒号 :",
}  # fmt: skip
_WIDE_QUOTES = "“”‘’"
_TOKENS = {
    "end of print statement": "}}", "end of statement block": "%}", "end of template": "文件末尾",
    "string": "引号里的文字", "name": "一个词", "integer": "一个数",
}  # fmt: skip
_OPEN = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PAIRS = {"{{": "}}", "{%": "%}", "{#": "#}"}


class Wrong(NamedTuple):
    """What is wrong in one line (from 1) of a template: what was found, what is expected there."""

    row: int
    found: str
    expected: str


def say_nearest(asked: str, names: Iterable[str]) -> str:
    """Return the names that are most like one: “政府网站合格率”（最接近的名称）; "" where none is alike."""
    alike = get_close_matches(asked, list(dict.fromkeys(names)), _NEAREST, _CUTOFF)
    return f"{'或'.join(f'“{one}”' for one in alike)}（最接近的名称）" if alike else ""


def find_unclosed(text: str) -> Wrong | None:
    """Return the first pair of braces that is not closed, or closed without being opened; None where all are paired."""
    opened: re.Match[str] | None = None
    for found in _OPEN.finditer(text):
        sign = found[0]
        if opened is None and sign in _PAIRS:
            opened = found
        elif opened is not None and sign == _PAIRS[opened[0]]:
            opened = None
        elif opened is not None and sign in _PAIRS and opened[0] != "{#":
            break
        elif opened is None:
            return Wrong(_row(text, found.start()), f"有“{sign}”，前面没有开始它的括号", "成对的 {{ }} 或 {% %}")
    if opened is None:
        return None
    row, shut = _row(text, opened.start()), _PAIRS[opened[0]]
    return Wrong(row, f"“{opened[0]}”没有收尾", f"后面有“{shut}”，例如 {{{{ period }}}}")


def find_depth(text: str) -> Wrong | None:
    """Return the place where brackets or words that stand before others are nested too deeply to be read."""
    depth = 0
    for at, sign in enumerate(text):
        depth = depth + 1 if sign in "([" else max(0, depth - 1) if sign in ")]" else 0 if sign == "\n" else depth
        if depth > DEEPEST:
            return Wrong(_row(text, at), f"括号套了 {DEEPEST} 层以上", "一层一层写得明白的词和函数")
    return None


def say_syntax(message: str, row: int, text: str) -> Wrong:
    """Return the error of a parser in Chinese; ``text`` is the whole template."""
    for pattern, say in _MESSAGES:
        found = re.search(pattern, message)
        if found:
            return say(found, row, text)
    return Wrong(row, "花括号里的写法读不懂", "词和函数，例如 {{ period }}")


def _say_sign(found: re.Match[str], _row_of: int, text: str) -> Wrong:
    at = int(found[1])
    sign, nth = text[at], at - text.rfind("\n", 0, at)
    if sign in "\"'":
        return Wrong(_row(text, at), f"第 {nth} 个字起的引号没有收尾", "成对的英文引号")
    expected = _WIDE.get(sign, "词和函数，例如 {{ period }}")
    said = f"第 {nth} 个字是中文引号" if sign in _WIDE_QUOTES else f"第 {nth} 个字“{sign}”不能写在花括号里"
    return Wrong(_row(text, at), said, expected)


def _say_tag(found: re.Match[str], row: int, _text: str) -> Wrong:
    expected = f"先写 {{% end{found[2]} %}}" if found[2] else "if、elif、else、endif、for、endfor，成对写"
    return Wrong(row, f"不该有 {{% {found[1]} %}}", expected)


def _say_block(found: re.Match[str], row: int, text: str) -> Wrong:
    return Wrong(_last_tag(text, found[1]) or row, f"{{% {found[1]} %}} 没有收尾", f"{{% end{found[1]} %}}")


def _say_instead(found: re.Match[str], row: int, _text: str) -> Wrong:
    got, expected = found["got"], found["expected"]
    return Wrong(row, f"多出了“{_token(got)}”", f"“{_token(expected)}”")


def _say_extra(found: re.Match[str], row: int, _text: str) -> Wrong:
    return Wrong(row, f"多出了“{_token(found[1])}”", "词和函数，括号和引号成对")


def _say_nothing(_found: re.Match[str], row: int, _text: str) -> Wrong:
    return Wrong(row, "花括号里没有写词或函数", "例如 {{ period }}")


_MESSAGES: tuple[tuple[str, Callable[[re.Match[str], int, str], Wrong]], ...] = (
    (r"unexpected char .+ at (\d+)$", _say_sign),
    (r"unknown tag '(\w+)'(?:.*block that needs to be closed is '(\w+)')?", _say_tag),
    (r"block that needs to be closed is '(\w+)'", _say_block),
    (r"expected token '(?P<expected>.+?)', got '(?P<got>.+?)'", _say_instead),
    (r"unexpected '(?P<got>.+?)', expected '(?P<expected>.+?)'", _say_instead),
    (r"unexpected '(.+?)'", _say_extra),
    (r"Expected an expression", _say_nothing),
)
"""What Jinja's parser says, most telling first, and how it is said here."""


def _token(name: str) -> str:
    return _TOKENS.get(name, name)


def _row(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _last_tag(text: str, name: str) -> int:
    """Return the line of the last tag of a name that nothing closes, 0 for none."""
    opened: list[int] = []
    for found in re.finditer(r"\{%-?\s*(end)?(\w+)", text):
        if found[2] == name and not found[1]:
            opened.append(_row(text, found.start()))
        elif found[2] == name and opened:
            opened.pop()
    return opened[-1] if opened else 0
