"""``govlib ledger import``: several returned files at once, first understood, then written down line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from govlib.errors import FileUnreadableError
from govlib.exports.masking import mask_text
from govlib.ledger.acts import RETURNED, Act
from govlib.ledger.identity import OFFICE, Identity, list_identities
from govlib.ledger.known import Known, know
from govlib.ledger.returned.answers import CellFaultError, read_answer
from govlib.ledger.returned.keeping import FOLDER, keep_copy
from govlib.ledger.returned.matching import Matched, match_rows
from govlib.ledger.returned.merging import Candidate, merge
from govlib.ledger.returned.notes import ALTERED, HINT, LEFT_OUT, SAME, USED, Note
from govlib.ledger.returned.office import Entry, compare_entries, group_entries, read_entries
from govlib.ledger.returned.reading import Returned, plain, read_returned
from govlib.ledger.sheets import ASKED, OFFICE_ASKED, Heading
from govlib.records.folders import LEDGER, records_of
from govlib.records.journal import append, read_journal

_NAMED = 10


@dataclass(frozen=True)
class Desk:
    """Where returned files are read against: a place, its acts, the sheets that other places sent, what was asked.

    ``unit`` is of whom a file is that names no sheet any more.
    """

    place: str
    place_name: str
    acts: Sequence[Act]
    day: date
    update: bool = False
    unit: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """By the code of a sheet of another place that place's name."""


@dataclass(frozen=True)
class Line:
    """One line to be written into a period's ledger, and the file that is kept before it."""

    act: Act
    returned: Returned


@dataclass(frozen=True)
class Import:
    """What files mean: the lines to be written, in their order, and what is told of them."""

    lines: tuple[Line, ...]
    notes: tuple[Note, ...]

    @property
    def used(self) -> int:
        """Return how many numbers the lines say something new of."""
        return len({row.number for line in self.lines for row in line.act.rows if hasattr(row, "number")})


def understand(paths: Iterable[Path], desk: Desk) -> Import:
    """Return what returned files mean against the records; nothing is written."""
    book = know(desk.acts)
    identities = list_identities(desk.place, desk.acts)
    notes: list[Note] = []
    opened: list[tuple[Returned, Identity]] = []
    seen: dict[str, str] = {}
    for path in paths:
        try:
            returned = read_returned(path)
            identity = _identify(returned, identities, desk, book)
        except FileUnreadableError as error:
            file = mask_text(path.name)[0]
            notes.append(Note(LEFT_OUT, file, _say_refused(error, file)))
            continue
        if returned.sha256 in seen:
            notes.append(Note(SAME, returned.file, f"与 {seen[returned.sha256]} 一模一样，只算一次"))
            continue
        if returned.file in seen.values():
            returned.file = f"{returned.file}（{returned.sha256[:4]}）"
        seen[returned.sha256] = returned.file
        opened.append((returned, identity))
    candidates: list[Candidate] = []
    entries: dict[str, list[Entry]] = {}
    for returned, identity in opened:
        if returned.is_office:
            entries[returned.sha256] = _read_office(returned, identity, book, desk)
        else:
            candidates += _read_unit(returned, identity, book, desk)
    added, said = merge(candidates, update=desk.update)
    lines: list[Line] = []
    for returned, identity in opened:
        own = [
            Act(RETURNED, desk.day, identity.period, tuple(added[returned.sha256]))
            for _ in range(returned.sha256 in added)
        ]
        acts = [*own, *group_entries(entries.get(returned.sha256, ()), identity.period)]
        facts = _facts(returned, identity)
        lines += [Line(replace(act, facts=facts), returned) for act in acts]
        notes += returned.notes
        notes += _sum_up(returned, acts, desk, [note for note in said if note.file == returned.file])
    return Import(tuple(lines), (*notes, *said))


def write_down(found: Import, root: Path, place: str, when: str, seen: Mapping[str, int]) -> None:
    """Keep the files, then write the lines, each whole or not at all; the same call once more completes the rest.

    ``seen`` is how many lines the ledger of each period had when the acts were read.

    Raises:
        JournalMovedError: somebody else has added to the ledger since it was read.
        UserError: a file or line can't be written.
    """
    lines = dict(seen)
    for line in found.lines:
        records = records_of(root, place, line.act.period)
        path = records / LEDGER
        shown_as = f"records/{place}/{line.act.period}/{LEDGER}"
        facts = {**(line.act.facts or {}), "copy": f"{FOLDER}/{keep_copy(line.returned, records)}"}
        data = replace(line.act, when=when, facts=facts).as_data()
        lines[line.act.period] = append(path, data, seen=lines.get(line.act.period), shown_as=shown_as)


def _say_refused(error: FileUnreadableError, file: str) -> str:
    where = error.where.removeprefix(file).strip()
    parts = (
        f"{where}{error.found}",
        f"应为{error.expected}" if error.expected else "",
        error.advice,
        "整个文件没有采用",
    )
    return "；".join(part for part in parts if part)


def _identify(
    returned: Returned, identities: Mapping[str, Identity], desk: Desk, book: Mapping[str, Known]
) -> Identity:
    """Return whose sheet a file is.

    Raises:
        FileUnreadableError: nobody can tell, or it is another place's, or was sent after the day.
    """
    file, codes = returned.file, returned.codes
    if len(codes) > 1:
        raise FileUnreadableError(
            file, f"写着几个不同的表号（{'、'.join(codes)}）", "下发时的一个表号", "请用下发的原表填写"
        )
    if not codes:
        return _by_unit(returned, desk, book)
    code = codes[0]
    if code in desk.elsewhere:
        found = f"这是“{desk.elsewhere[code]}”的表"
        raise FileUnreadableError(file, found, f"“{desk.place_name}”的表", "请核对 --place")
    if code not in identities:
        advice = "请用下发的原表填写；表号由下发时的记录算出，不能改写"
        raise FileUnreadableError(file, f"表号 {code} 不是{desk.place_name}下发的", "下发时的表号", advice)
    identity = identities[code]
    if returned.is_office != (identity.unit == OFFICE):
        raise FileUnreadableError(file, f"表号 {code} 与这张表的样子不符", "下发的原表", "请用下发的原表填写")
    if desk.day < identity.day:
        found = f"收到日期 {desk.day} 早于下发日期 {identity.day}"
        raise FileUnreadableError(file, found, f"不早于 {identity.day}", "请用 --day 写明收到日期")
    line = Heading("", "", is_sample=False, code=code, identity=identity).line
    if not any(plain(line) == plain(text) for text in returned.head):
        message = "表头的单位、日期、期或表号被改动，以表号为准"
        returned.notes.append(Note(ALTERED, file, message, expected=line))
    return identity


def _by_unit(returned: Returned, desk: Desk, book: Mapping[str, Known]) -> Identity:
    """Return the identity of a sheet without a code, of the unit that the caller names."""
    if not desk.unit or returned.is_office:
        advice = "请用下发的原表填写" + ("" if returned.is_office else "；确知是哪个单位的，可加 --unit 单位名称")
        raise FileUnreadableError(returned.file, "没有表号，不知道是哪个单位的表", "下发时的表号", advice)
    own = [known.last for known in book.values() if known.unit == desk.unit]
    if not own:
        raise FileUnreadableError(returned.file, f"没有给“{desk.unit}”下发过问题", "下发过问题的单位", "请核对 --unit")
    last = max(own, key=lambda telling: telling.place)
    return Identity(desk.place, last.period, desk.unit, last.day, last.place)


def _read_unit(returned: Returned, identity: Identity, book: Mapping[str, Known], desk: Desk) -> Iterator[Candidate]:
    silent = []
    for matched in match_rows(returned, identity, book, ASKED):
        answer, faults = read_answer(matched, desk.day)
        if faults:
            returned.notes += _tell_faults(returned, matched, faults)
        elif any(matched.row.cells[heading] for heading in ASKED):
            yield Candidate(returned, identity, matched, answer)
        else:
            silent.append(matched.known.number)
    if silent:
        shown = "、".join(silent[:_NAMED]) + ("等" if len(silent) > _NAMED else "")
        returned.notes.append(Note(HINT, returned.file, f"没有填的编号 {len(silent)} 个：{shown}，算没有回复"))


def _read_office(returned: Returned, identity: Identity, book: Mapping[str, Known], desk: Desk) -> list[Entry]:
    kept: list[Entry] = []
    for matched in match_rows(returned, identity, book, OFFICE_ASKED):
        entries, faults = read_entries(matched, desk.day)
        new, notes = compare_entries(entries, matched, returned.file, update=desk.update)
        returned.notes += [*_tell_faults(returned, matched, faults), *notes]
        kept += new
    return kept


def _tell_faults(returned: Returned, matched: Matched, faults: Sequence[CellFaultError]) -> list[Note]:
    row = matched.row
    return [
        Note(
            LEFT_OUT,
            returned.file,
            f"编号 {matched.known.number} 的{row.places[fault.heading]}“{fault.heading}”{fault.why}；这一条没有采用",
            row.sheet,
            row.row,
            matched.known.number,
            fault.heading,
            row.cells[fault.heading],
        )
        for fault in faults
    ]


def _facts(returned: Returned, identity: Identity) -> dict[str, str]:
    return {"file": returned.file, "sha256": returned.sha256, "unit": identity.unit}


def _sum_up(returned: Returned, acts: Sequence[Act], desk: Desk, said: Sequence[Note]) -> Iterator[Note]:
    """Yield what a file adds all in all, or that it adds nothing."""
    count = sum(len(act.rows) for act in acts)
    if count:
        yield Note(USED, returned.file, f"采用 {count} 条")
        return
    before = [act for act in desk.acts if (act.facts or {}).get("sha256") == returned.sha256]
    is_clean = not any(note.kind == LEFT_OUT for note in (*returned.notes, *said))
    if before:
        yield Note(SAME, returned.file, f"已于 {before[0].day} 导入过，没有新内容")
    elif is_clean and not said:
        yield Note(SAME, returned.file, "没有新内容")


def journal_lines(root: Path, place: str) -> dict[str, int]:
    """Return how many lines the ledger of every period of a place has, to be compared when writing."""
    found = (root / "records" / place).glob(f"*/{LEDGER}")
    return {path.parent.name: read_journal(path).lines for path in sorted(found)}
