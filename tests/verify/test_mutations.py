"""Slips of the hand in the program's own bulletins: one number, date or name changed, found in the changed file.

``stands in a relation`` is asked of the unchanged file: a number that some check which agrees has quoted. Found is what
is 矛盾 or 存疑 in the changed file and wasn't in the unchanged one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import pytest
from mutating import Spot, Word, list_spots, pick_other

from govlib.bulletin.forms.word import make_word
from govlib.bulletin.writing.compose import compose
from govlib.catalog.load import load_catalog
from govlib.verify.check import DOUBTFUL, RIGHT, WRONG
from govlib.verify.computed.compare import list_names
from govlib.verify.whole import Basis, Report, verify_opened
from govlib.workspace import Run, open_declared

ROOT = Path(__file__).resolve().parents[2]
PLACES = {
    "cangxi": "2024Q2", "fengxiang": "2023Q3", "guangyuan": "2023Q2", "shiquan": "2023Q1", "tongcheng": "2021Q2",
}  # fmt: skip
SHORT, LONG = 200, 2000
LEAST = 0.95


@dataclass(frozen=True, eq=False)
class Produced:
    """A produced bulletin: the run, its Word file, what is found in it as it is, where it can be changed."""

    run: Run
    word: Word
    data: bytes
    plain: Report
    whole: Report
    spots: tuple[Spot, ...]
    names: frozenset[str]
    paper: object


@cache
def _catalog():
    return load_catalog(ROOT / "params")


@cache
def produce(place: str, folder: Path) -> Produced:
    run = open_declared(ROOT, _catalog(), place, PLACES[place], str(folder))
    paper = compose(run)
    data = make_word(paper)
    names = frozenset(name for name in list_names(run) if len(name) > 2)
    word = Word(data)
    plain = _verify(data, folder, Basis())
    whole = _verify(data, folder, Basis(place, PLACES[place], run.register, None, run, paper))
    return Produced(run, word, data, plain, whole, tuple(list_spots(word, names)), names, paper)


def _verify(data: bytes, folder: Path, basis: Basis) -> Report:
    path = folder / "通报.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return verify_opened(path, "通报.docx", basis)


def _accused(report: Report) -> Counter[tuple[str, str, str]]:
    return Counter(
        (one.verdict, one.kind, one.stated.words) for one in report.checks if one.verdict in {WRONG, DOUBTFUL}
    )


def _quoted(report: Report) -> Iterator[tuple[str, int, int]]:
    """Yield the spans that checks which agree quote, each with the text of its paragraph or cell."""
    assert report.draft
    for check in report.checks:
        for quote in (check.stated, check.other):
            if check.verdict == RIGHT and quote is not None:
                if quote.block >= 0:
                    yield report.draft.blocks[quote.block].text, quote.start, quote.end
                elif quote.words:
                    yield quote.words, 0, len(quote.words)


def stands_in_relation(produced: Produced, spot: Spot) -> bool:
    """Tell whether a spot of the body is part of what a check that agrees has quoted."""
    text = produced.word.paragraphs[spot.paragraph]
    for whole, start, end in _quoted(produced.plain):
        at = text.find(whole)
        if at >= 0 and at + start <= spot.start and spot.end <= at + end:
            return True
    return False


@cache
def is_related(produced: Produced, spot: Spot) -> bool:
    """Tell whether a spot is a number of the body that stands in a relation."""
    return spot.kind in {"数字", "百分比"} and not spot.in_table and stands_in_relation(produced, spot)


def _try(produced: Produced, spot: Spot, random: Random, folder: Path) -> tuple[str, bool, bool]:
    new = pick_other(spot, produced.names, random)
    data = produced.word.change(spot, new)
    related = is_related(produced, spot)
    alone = _accused(_verify(data, folder, Basis())) - _accused(produced.plain) if related else Counter()
    basis = Basis(
        produced.run.place.slug, produced.run.period_name, produced.run.register, None, produced.run, produced.paper
    )
    helped = _accused(_verify(data, folder, basis)) - _accused(produced.whole)
    return new, bool(alone), bool(helped)


def _measure(number: int, folder: Path, seed: int) -> tuple[Counter[tuple[str, str]], list[str]]:
    random = Random(seed)  # noqa: S311 - slips are drawn, no secrets
    counts: Counter[tuple[str, str]] = Counter()
    missed = []
    produced = [produce(place, folder) for place in PLACES]
    drawn = [(one, spot) for one in produced for spot in one.spots]
    tied = [pair for pair in drawn if is_related(*pair)]
    dates = [pair for pair in drawn if pair[1].kind == "日期"]
    for turn in range(number):
        one, spot = random.choice(tied if turn % 2 else drawn if turn % 10 else dates)
        related = is_related(one, spot)
        new, alone, helped = _try(one, spot, random, folder)
        counts["all", spot.kind] += 1
        counts["helped", spot.kind] += helped
        if related:
            counts["related", spot.kind] += 1
            counts["alone", spot.kind] += alone
        if not helped or (related and not alone):
            where = "表" if spot.in_table else "文"
            missed.append(
                f"{one.run.place.slug} {where} {spot.kind} {spot.around!r}：{spot.text}→{new} {alone} {helped}"
            )
    return counts, missed


def _total(counts: Counter[tuple[str, str]], what: str) -> int:
    return sum(number for (name, _), number in counts.items() if name == what)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_found_in_a_bulletin_as_it_was_written(place: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    produced = produce(place, tmp_path_factory.getbasetemp() / "produced")
    assert _accused(produced.plain) == Counter()
    assert _accused(produced.whole) == Counter()


@pytest.mark.parametrize(("number", "seed"), [(SHORT, 1), pytest.param(LONG, 20261123, marks=pytest.mark.deep)])
def test_a_slip_of_the_hand_is_found(number: int, seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    counts, missed = _measure(number, tmp_path_factory.getbasetemp() / "produced", seed)
    told = "\n".join([str(dict(counts)), *missed])
    assert _total(counts, "related") >= number / 2, told
    assert _total(counts, "alone") >= LEAST * _total(counts, "related"), told
    for kind in ("数字", "百分比", "名称", "日期"):
        assert counts["helped", kind] >= LEAST * counts["all", kind] > 0, f"{kind}\n{told}"
    assert counts["alone", "数字"] >= LEAST * counts["related", "数字"], told
