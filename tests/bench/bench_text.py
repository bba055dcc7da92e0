"""How fast texts are read: engines side by side on one text, the whole default scan, memory, and longer texts.

``make bench`` runs this; no test asserts a time. Each engine finds wrong wordings and their exceptions and settles
which of them win; all must find the same hits. Seconds are those of the processor, the best of three rounds.
"""

# ruff: noqa: T201 # a command's own output
from __future__ import annotations

import multiprocessing
import os
import re
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

import ahocorasick
import ahocorasick_rs
import daachorse
import flashtext2

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from wordings import list_sentences, make_articles, make_entries, make_text, with_exceptions_met  # noqa: E402 # found by the line above

from govlib.catalog.lexicon_rows import LexiconEntry  # noqa: E402 # as above
from govlib.text.check import check_document, open_checker  # noqa: E402 # as above
from govlib.text.document import make_article  # noqa: E402 # as above
from govlib.text.lexicon import build_lexicon  # noqa: E402 # as above

MOST = int(os.environ.get("GOVLIB_BENCH_ENTRIES", "50000"))
SIZES = (MOST // 100, MOST // 10, MOST)
CHARACTERS = int(os.environ.get("GOVLIB_BENCH_CHARACTERS", "3000000"))
"""How much text is read, and with how many entries; little where only the running is tried."""
SLOW_CHARACTERS = 20_000
ROUNDS = 3
MB = 1_000_000

Spans = set[tuple[int, int]]
Match = Callable[[str], Spans]
Build = Callable[[Sequence[LexiconEntry]], Match]


def settle(found: Sequence[tuple[int, int, int]], count: int) -> Spans:
    """Return the wrong wordings (numbers below ``count``) that lie in no exception."""
    right = sorted((start, end) for number, start, end in found if number >= count)
    starts = [start for start, _ in right]
    covered, ends = -1, []
    for _, end in right:
        covered = max(covered, end)
        ends.append(covered)

    def is_right(start: int, end: int) -> bool:
        place = bisect_right(starts, start) - 1
        return place >= 0 and ends[place] >= end

    return {(start, end) for number, start, end in found if number < count and not is_right(start, end)}


def list_patterns(entries: Sequence[LexiconEntry]) -> list[str]:
    """Return the wrong wordings, then their exceptions, each once."""
    wrong = [entry.wrong for entry in entries]
    known = set(wrong)
    return [*wrong, *dict.fromkeys(text for entry in entries for text in entry.exceptions if text not in known)]


def by_govlib(entries: Sequence[LexiconEntry]) -> Match:
    """Return govlib's own engine."""
    lexicon = build_lexicon(entries)
    return lambda text: {(start, end) for start, end, _ in lexicon.find_wrong(text)}


def by_govlib_plain(entries: Sequence[LexiconEntry]) -> Match:
    """Return govlib's engine in plain Python."""
    lexicon = build_lexicon(entries, engine="plain")
    return lambda text: {(start, end) for start, end, _ in lexicon.find_wrong(text)}


def by_daachorse(entries: Sequence[LexiconEntry]) -> Match:
    """Return daachorse by characters, all matches."""
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list_patterns(entries))
    count = len(entries)
    return lambda text: settle([(n, start, end) for start, end, n in automaton.find_overlapping(text)], count)


def by_ahocorasick_rs(entries: Sequence[LexiconEntry]) -> Match:
    """Return ahocorasick-rs, all matches."""
    automaton = ahocorasick_rs.AhoCorasick(list_patterns(entries), store_patterns=False)
    count = len(entries)
    return lambda text: settle(automaton.find_matches_as_indexes(text, overlapping=True), count)


def by_pyahocorasick(entries: Sequence[LexiconEntry]) -> Match:
    """Return pyahocorasick, all matches."""
    automaton = ahocorasick.Automaton()
    for number, pattern in enumerate(list_patterns(entries)):
        automaton.add_word(pattern, (number, len(pattern)))
    automaton.make_automaton()
    count = len(entries)
    return lambda text: settle([(n, last + 1 - size, last + 1) for last, (n, size) in automaton.iter(text)], count)


def by_flashtext2(entries: Sequence[LexiconEntry]) -> Match:
    """Return flashtext2, which keeps the longest of overlapping matches only and minds borders of western words."""
    words = flashtext2.KeywordProcessor(case_sensitive=True)
    wrong = {entry.wrong for entry in entries}
    for pattern in list_patterns(entries):
        words.add_keyword(pattern)
    return lambda text: {(start, end) for word, start, end in words.extract_keywords_with_span(text) if word in wrong}


def by_alternation(entries: Sequence[LexiconEntry]) -> Match:
    """Return one alternation of ``re``, longest first, looked for from every character on."""
    patterns = sorted(list_patterns(entries), key=len, reverse=True)
    numbers = {entry.wrong: number for number, entry in enumerate(entries)}
    count = len(entries)
    expression = re.compile(f"(?=({'|'.join(map(re.escape, patterns))}))")

    def match(text: str) -> Spans:
        found = [(numbers.get(one[1], count), one.start(1), one.end(1)) for one in expression.finditer(text)]
        return settle(found, count)

    return match


ENGINES: dict[str, tuple[Build, int]] = {
    "govlib": (by_govlib, CHARACTERS),
    "daachorse": (by_daachorse, CHARACTERS),
    "ahocorasick-rs": (by_ahocorasick_rs, CHARACTERS),
    "flashtext2": (by_flashtext2, CHARACTERS // 3),
    "govlib 纯 Python": (by_govlib_plain, CHARACTERS // 10),
    "pyahocorasick": (by_pyahocorasick, CHARACTERS // 10),
    "re 交替": (by_alternation, SLOW_CHARACTERS),
}
"""Each engine with as much text as it reads in bearable time."""
NOT_ALIKE = frozenset({"flashtext2", "re 交替"})
"""What gives one match a place: of overlapping wordings some are lost, so only most hits agree."""


def best(call: Callable[[], Spans]) -> tuple[float, Spans]:
    """Return the fewest seconds of some rounds, and what was found."""
    seconds, found = float("inf"), set()
    for _ in range(ROUNDS):
        started = process_time()
        found = call()
        seconds = min(seconds, process_time() - started)
    return seconds, found


def measure_engines(text: str, sizes: Sequence[int]) -> bool:
    """Print MB a second of every engine and size; return whether all found the same."""
    agree = True
    listed = {count: with_exceptions_met(make_entries(count), text) for count in sizes}
    expected: dict[tuple[int, int], Spans] = {}
    print(f"{'引擎':<18}{'词条':>8}{'例外':>8}{'建 秒':>8}{'MB/秒':>9}{'与最少词条比':>8}{'命中':>8}  与 govlib 的命中")
    for name, (build, characters) in ENGINES.items():
        first = 0.0
        part = text[: min(characters, len(text))]
        size = len(part.encode()) / MB
        for count in sizes:
            entries = listed[count]
            excepted = len(list_patterns(entries)) - len(entries)
            started = process_time()
            match = build(entries)
            built = process_time() - started
            seconds, found = best(lambda match=match, part=part: match(part))
            if (count, len(part)) not in expected:
                expected[count, len(part)] = by_govlib(entries)(part)
            wanted = expected[count, len(part)]
            same = "相同" if found == wanted else f"少 {len(wanted - found)} 处，多 {len(found - wanted)} 处"
            agree &= found == wanted or name in NOT_ALIKE
            first = first or seconds
            print(
                f"{name:<18}{count:>8}{excepted:>8}{built:>10.2f}{size / seconds:>10.2f}{seconds / first:>10.2f}倍"
                f"{len(found):>10}  {same}",
                flush=True,
            )
    return agree


def measure_calls(text: str, count: int) -> None:
    """Print how fast govlib is where it is called once an article of a thousand characters, and on longer texts."""
    entries = with_exceptions_met(make_entries(count), text)
    match = by_govlib(entries)
    articles = make_articles(text)
    seconds, _ = best(lambda: set().union(*map(match, articles)))
    print(f"govlib，{count} 词条，一篇（1000 字）一次：{len(text.encode()) / MB / seconds:.1f} MB/秒")
    for share in (1, 10, 100):
        size = CHARACTERS * share // 9
        piece = (text * (size // len(text) + 1))[:size]
        seconds, _ = best(lambda piece=piece: match(piece))
        size = len(piece.encode()) / MB
        print(f"govlib，{count} 词条，文本 {size:.0f} MB：{seconds:.3f} 秒，{size / seconds:.1f} MB/秒", flush=True)


def measure_scan(characters: int) -> None:
    """Print how fast articles are checked by all rules that are on by default, with a mistake in 5,000 characters."""
    checker = open_checker(ROOT / "params")
    clean = [one for one in list_sentences() if not check_document(make_article("", "", one), checker)]
    text = make_text(characters, clean, per=5_000)
    documents = [make_article(f"u{number}", "", body) for number, body in enumerate(make_articles(text))]
    counts: list[int] = []

    def check() -> Spans:
        counts.append(sum(len(check_document(one, checker)) for one in documents))
        return set()

    seconds, _ = best(check)
    per = counts[-1] / len(text) * 10_000
    speed = f"{len(text.encode()) / MB / seconds:.1f} MB/秒，{len(documents) / seconds:.0f} 篇/秒"
    print(f"整套默认规则（{len(checker.rules)} 条，每万字命中 {per:.2f} 处，一篇 1000 字）：{speed}", flush=True)


def print_memory(name: str, entries: Sequence[LexiconEntry]) -> None:
    """Print how much memory an engine of some entries adds to its process."""
    before = _resident()
    match = ENGINES[name][0](entries)
    match("没有错误的一句话。")
    print(f"{name:<18}{len(entries):>8}{(_resident() - before):>10.1f} MB", flush=True)


def print_memories() -> None:
    """Print the memory of every engine and size, each in a fork of this process, which has built none."""
    forked = multiprocessing.get_context("fork")
    listed = [make_entries(count) for count in SIZES]
    for name in ENGINES:
        for entries in listed:
            process = forked.Process(target=print_memory, args=(name, entries))
            process.start()
            process.join()
            if process.exitcode:
                raise RuntimeError(f"{name} 的内存没有量成")


def _resident() -> float:
    """Return how many MB of memory this process has for itself; 0 where the system doesn't say."""
    said = Path("/proc/self/status")
    lines = said.read_text(encoding="ascii").splitlines() if said.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon")), 0.0)


def main() -> int:
    """Print all tables; return 1 if engines disagree."""
    if len(sys.argv) > 1:
        print_memories()
        return 0
    text = make_text(CHARACTERS)
    print(f"文本 {len(text)} 字，{len(text.encode()) / MB:.1f} MB（UTF-8）；一个核；例外也在其中")
    agree = measure_engines(text, SIZES)
    measure_calls(text, SIZES[-1])
    measure_scan(CHARACTERS // 5)
    print(f"{'内存':<18}{'词条':>8}", flush=True)
    subprocess.run([sys.executable, __file__, "memory"], check=True)
    print("各引擎的命中相同（只取最长一处的除外）" if agree else "有引擎的命中不同！")
    return 0 if agree else 1


if __name__ == "__main__":
    sys.exit(main())
