"""What ``govlib lexicon`` does, as lines to be printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from govlib.catalog.lexicon_records import FILE, load_records
from govlib.catalog.lexicon_rows import SEVERITIES
from govlib.catalog.lexicons import open_lexicon
from govlib.catalog.load import Catalog
from govlib.deliver import write_csv
from govlib.errors import DeclarationError, Fault, UserError
from govlib.labels import labelled
from govlib.text.workshop.bench import Workshop, open_workshop
from govlib.text.workshop.changes import Change, accepted, as_frame
from govlib.text.workshop.measuring import as_records
from govlib.text.workshop.writing import Draft, write_draft

NOTHING = "没有复核过的文字错误：导出里没有错敏信息登记（T6），或一条也没有。可以写出复核过的表的文件名。"
FEW = 30


def tell_records(workshop: Workshop, csv: Path | None = None) -> list[str]:
    """Return the record of every entry, a line each, and what falls to 疑似; ``csv`` gets the whole table."""
    if workshop.reviews.empty:
        return [*workshop.problems, NOTHING]
    measured = workshop.measured
    lines = [*workshop.problems]
    lines += [_say_record(row) for row in measured.head(FEW).to_dict("records")]
    if len(measured) > FEW:
        lines.append(f"……共 {len(measured)} 条，其余见 --csv 写出的表。")
    lines += [f"应降为疑似：{row['wrong']}（{_say_counts(row)}）" for row in workshop.demoted.to_dict("records")]
    verdicts = workshop.reviews["verdict"].value_counts()
    counts = "，".join(f"{word} {count} 处" for word, count in verdicts.items())
    unknown = len(workshop.reviews) - int(measured["hits"].sum())
    lines.append(
        f"登记的 {len(workshop.reviews)} 处（{counts}），说到词条 {len(measured)} 条，词库里没有的 {unknown} 处。"
    )
    if csv is not None:
        _write_table(csv, measured)
        lines.append(f"已写出：{csv.as_posix()}")
    return lines


def tell_learning(workshop: Workshop) -> list[str]:
    """Write the records file from the reviews and return what it changes, a line each."""
    if workshop.reviews.empty:
        return [*workshop.problems, NOTHING, "没有写记录。"]
    draft = workshop.draft_records()
    write_draft(draft)
    moved = draft.lines or ("没有词条升降。",)
    counts = f"{len(as_records(workshop.measured))} 条词条的记录，由 {len(workshop.reviews)} 处登记从头算出"
    return [*workshop.problems, *moved, f"已写出 {FILE}：{counts}。"]


def tell_suggestions(
    workshop: Workshop, archive: Sequence[Path] = (), *, out: Path | None = None, apply: bool = False
) -> list[str]:
    """Return the suggestions and what would change in which file; ``apply`` writes it."""
    if apply and out is None and not workshop.place:
        raise UserError("govlib lexicon suggest", "没有写建议写到哪里", "--place 一个地方，或 --out 一个 .csv 文件")
    if workshop.reviews.empty:
        return [*workshop.problems, NOTHING]
    changes = workshop.suggest(archive)
    lines = [*workshop.problems]
    lines += [say_change(change) for change in changes]
    taken = accepted(changes)
    if not taken:
        return [*lines, "没有可以采纳的建议。"]
    if out is None and not workshop.place:
        return [*lines, f"可以采纳的建议 {len(taken)} 条。写出：--apply，并写 --place 或 --out。"]
    draft = workshop.draft(taken, out)
    lines += list(say_draft(draft))
    if apply and draft.lines:
        write_draft(draft)
        lines.append(f"已写进 {draft.shown_as}。运行 govlib lexicon learn，记录就按新的例外重新算。")
    elif draft.lines:
        lines.append("没有写进文件；加 --apply 才写。")
    return lines


def tell_lexicon(params: Path, catalog: Catalog, place: str = "") -> list[str]:
    """Return what the lexicon holds, counted by file, kind and severity; raises DeclarationError with all faults."""
    if place:
        catalog.place(place)
    declared = open_lexicon(params, place)
    faults: list[Fault] = []
    records = load_records(params, faults)
    if faults:
        raise DeclarationError(faults)
    rule = catalog.text_rules["lexicon"]
    entries = open_lexicon(params, place, rule)
    kinds = Counter(entry.kind for entry in declared)
    severities = Counter(entry.severity for entry in entries)
    lines = [f"{file}：{count} 条" for file, count in Counter(entry.file for entry in declared).items()]
    lines.append("类：" + "，".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    lines.append("级：" + "，".join(f"{word} {severities[word]}" for word in SEVERITIES if severities[word]))
    lines += [f"降为疑似：{entry.wrong}→{entry.right}（{entry.demoted}）" for entry in entries if entry.demoted]
    gone = sorted(records.keys() - {entry.wrong for entry in entries})
    if gone:
        lines.append(f"{FILE} 里有 {len(gone)} 条词库里没有的词：{'、'.join(gone[:FEW])}。")
    exceptions = sum(len(entry.exceptions) for entry in declared)
    counted = sum(not entry.generated for entry in declared)
    lines.append(f"词库没有毛病：词条 {len(declared)} 条（计数的 {counted} 条），例外 {exceptions} 个。")
    return lines


def say_change(change: Change) -> str:
    """Return a suggestion as one line for a person."""
    example = f"，例如：{change.example}" if change.example else ""
    if change.refusal:
        named = f"{change.entry.wrong}→{change.entry.right}"
        return f"不建议 {named}（{change.reviewed} 处{example}）：{change.refusal}"
    word = "误报" if change.what == "例外" else "属实"
    return f"建议 {change.says}（{word} {change.reviewed} 处{example}）"


def say_draft(draft: Draft) -> Iterator[str]:
    """Yield what changes in a file, a line a change."""
    if not draft.lines:
        yield f"{draft.shown_as} 里都已经有了。"
        return
    yield f"{draft.shown_as} 的改动："
    yield from (f"  {line}" for line in draft.lines)


def open_for_command(root: Path, catalog: Catalog, place: str, files: Sequence[Path]) -> Workshop:
    """Return the workshop of a call; a place that isn't declared is told."""
    if place:
        catalog.place(place)
    return open_workshop(root, catalog, place, files)


def write_suggestions(csv: Path, changes: Sequence[Change]) -> None:
    """Write suggestions as a table for Excel."""
    _write_table(csv, as_frame(changes))


def _write_table(csv: Path, frame: pd.DataFrame) -> None:
    try:
        write_csv(csv, labelled(frame))
    except OSError as error:
        raise UserError(csv.as_posix(), f"写不进去（{error.strerror}）", advice="请换一个可以写入的文件夹") from error


def _say_record(row: Mapping[Hashable, Any]) -> str:
    return f"{row['wrong']}→{row['right']}〔{row['severity']}〕{_say_counts(row)}"


def _say_counts(row: Mapping[Hashable, Any]) -> str:
    precision = "没有复核" if pd.isna(row["precision"]) else f"精确率 {row['precision']:.0%}"
    settled = f"，已由例外解决 {row['settled']}" if row["settled"] else ""
    open_ = f"，待复核 {row['unreviewed']}" if row["unreviewed"] else ""
    return f"命中 {row['hits']}，属实 {row['confirmed']}，误报 {row['false_alarms']}{settled}{open_}，{precision}"
