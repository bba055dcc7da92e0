"""How good a scan is: precision and recall on pairs of wrong and right sentences, false alarms on clean text."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path

from govlib.documents.passages import Passage
from govlib.errors import UserError
from govlib.text.changes import KINDS, Change, list_changes
from govlib.text.check import Checker, check_document
from govlib.text.document import Document
from govlib.text.hits import Hit

PER = 10_000


@dataclass(frozen=True)
class Score:
    """Counts of one measurement: hits on wrong sentences, errors they hold, hits on clean text and its length.

    ``errors_by_kind`` and ``found_by_kind`` part ``errors`` and ``found`` by kind of error, ``hits_by_rule``,
    ``right_by_rule`` and ``alarms_by_rule`` part hits, right hits and false alarms by the rule that made them.
    """

    hits: int = 0
    right_hits: int = 0
    errors: int = 0
    found: int = 0
    clean_characters: int = 0
    false_alarms: int = 0
    errors_by_kind: Counter[str] = field(default_factory=Counter, compare=False)
    found_by_kind: Counter[str] = field(default_factory=Counter, compare=False)
    hits_by_rule: Counter[str] = field(default_factory=Counter, compare=False)
    right_by_rule: Counter[str] = field(default_factory=Counter, compare=False)
    alarms_by_rule: Counter[str] = field(default_factory=Counter, compare=False)

    def __add__(self, other: Score) -> Score:
        """Return the counts of both."""
        return Score(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def lines(self) -> list[str]:
        """Return the measurement as sentences; a share of nothing is 无."""
        false_alarms = f"（干净文本 {self.clean_characters} 字，误报 {self.false_alarms} 处）"
        return [
            f"精确率 {_share(self.right_hits, self.hits)}（命中 {self.hits} 处，落在错处 {self.right_hits} 处）",
            f"召回率 {_share(self.found, self.errors)}（错处 {self.errors} 处，找到 {self.found} 处）",
            f"误报 {_rate(self.false_alarms, self.clean_characters)}{false_alarms}",
            *self._say_kinds(),
            *self._say_rules(),
        ]

    def _say_kinds(self) -> list[str]:
        kinds = [kind for kind in KINDS if self.errors_by_kind[kind]]
        shares = [f"{kind} {self.found_by_kind[kind]}/{self.errors_by_kind[kind]}" for kind in kinds]
        return [f"各类找到：{'，'.join(shares)}"] if shares else []

    def _say_rules(self) -> list[str]:
        right = [f"{rule} {self.right_by_rule[rule]}/{hits}" for rule, hits in self.hits_by_rule.most_common()]
        alarms = [f"{rule} {count}" for rule, count in self.alarms_by_rule.most_common()]
        said = (("命中按规则（落在错处/命中）", right), ("误报按规则", alarms))
        return [f"{title}：{'，'.join(parts)}" for title, parts in said if parts]


def measure(pairs: Iterable[tuple[str, str]], clean: Iterable[str], checker: Checker) -> Score:
    """Return the counts over pairs of a wrong and a right sentence and over clean texts.

    A hit is right if it touches what the pair changes; an error is found if a hit touches it. Quotations don't count.
    """
    total = Score()
    for wrong, right in pairs:
        changes = list_changes(wrong, right)
        hits = _list_hits(wrong, checker)
        right_hits = [hit for hit in hits if any(_touch(hit, change) for change in changes)]
        found = [change for change in changes if any(_touch(hit, change) for hit in hits)]
        kinds = (Counter(change.kind for change in some) for some in (changes, found))
        rules = (Counter(hit.rule for hit in some) for some in (hits, right_hits))
        total += Score(len(hits), len(right_hits), len(changes), len(found), 0, 0, *kinds, *rules)
    for text in clean:
        alarms = Counter(hit.rule for hit in _list_hits(text, checker))
        total += Score(clean_characters=len(text), false_alarms=alarms.total(), alarms_by_rule=alarms)
    return total


def find_changes(wrong: str, right: str) -> list[tuple[int, int]]:
    """Return the spans of ``wrong`` that ``right`` changes; where it only adds, the characters on both sides."""
    return [(change.start, change.end) for change in list_changes(wrong, right)]


def read_column(path: Path, *names: str) -> list[tuple[str, ...]]:
    """Return the named columns of a tab- or comma-separated UTF-8 file with one header line, a tuple a row."""
    if not path.is_file():
        raise UserError(path.name, "没有这个文件", "一个 .tsv 或 .csv 文件")
    with path.open(encoding="utf-8-sig", newline="") as text:
        head = text.readline()
        text.seek(0)
        rows = csv.DictReader(text)
        if "\t" in head:
            # between tabs a quotation mark is a sign like any other
            rows = csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [name for name in names if name not in (rows.fieldnames or ())]
        if missing:
            raise UserError(path.name, f"标题行里没有 {'、'.join(missing)}", f"标题有 {'、'.join(names)}")
        return [tuple(row[name] or "" for name in names) for row in rows]


def _list_hits(text: str, checker: Checker) -> list[Hit]:
    return [hit for hit in check_document(Document("", (Passage("", text),)), checker) if hit.counts]


def _touch(hit: Hit, change: Change) -> bool:
    return hit.start < change.end and change.start < hit.end


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "无"


def _rate(count: int, characters: int) -> str:
    return f"每万字 {count / characters * PER:.3f} 处" if characters else "无"
