"""What a person may decide about in a period: findings, rows of lists, what the rules of text found; one row each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from govlib.catalog.measure_kinds import DaysSinceLast
from govlib.review.decision import KINDS
from govlib.review.evidence import Place, list_places
from govlib.review.listings import LISTINGS, choose_rows, say_outcome
from govlib.review.rows import list_asked
from govlib.review.rulings import GONE, UNREVIEWED, Book, Item, Ruling
from govlib.row_keys import key_rows
from govlib.text.hits import FOUND

if TYPE_CHECKING:
    from govlib.catalog.tables import TableDeclaration
    from govlib.units import UnitRegister
    from govlib.workspace import Run

COLUMNS = [
    "key", "item", "kind", "subject_kind", "subject", "platform", "unit", "problem", "value_text", "outcome",
    "severity", "evidence", "evidence_hash", "state_hash", "decision", "standing", "to", "remark", "when", "by",
    "origin",
]  # fmt: skip
OF_FINDING, OF_ROW, OF_TEXT = "指标", "表中一行", "文字"
_ABOUT = COLUMNS[: COLUMNS.index("evidence_hash")]
_ACCOUNT, _SITE = "账号", "网站"


def list_items(run: Run) -> pd.DataFrame:
    """Return one row an item of review, findings first, then rows of lists, then texts, then what is gone.

    ``item`` is 指标, 表中一行 or 文字, ``kind`` the indicator, table or kind of error; ``outcome`` is that without
    any decision about itself, ``evidence`` says file, sheet and rows. ``evidence_hash`` and ``state_hash`` are
    what a decision has to be saved with. ``decision`` is the word of the decision that it is shown with, ``standing``
    whether that is in force (有效), stale (失效), carried over (沿用 from the period ``origin``), or none was made
    (未复核); 不在本期 tells of a decision whose item this period doesn't have. All values are text, "" is none.
    """
    review = run.review
    frames = [_list_findings(run), *_list_rows(run), _list_texts(run)]
    kept = [frame for frame in frames if len(frame)]
    listed = (
        pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=[*_ABOUT, "evidence_hash", "state_hash"])
    )
    listed = listed.drop_duplicates("key", ignore_index=True)
    decided = [_show(review.rulings.get(str(key))) for key in listed["key"]]
    shown = pd.DataFrame(decided, columns=COLUMNS[COLUMNS.index("decision") :], index=listed.index)
    gone = pd.DataFrame(_list_gone(review.book, set(listed["key"])), columns=COLUMNS)
    items = pd.concat([pd.concat([listed, shown], axis=1), gone], ignore_index=True)
    return items.reindex(columns=COLUMNS).astype("string").fillna("")


def _list_findings(run: Run) -> pd.DataFrame:
    from govlib.review.applied import choose_findings  # noqa: PLC0415 - findings load the rules

    review = run.review
    found = choose_findings(review.found).reset_index(drop=True)
    if found.empty:
        return pd.DataFrame(columns=COLUMNS)
    hashes = review.ask(found)
    return pd.DataFrame(
        {
            **{name: found[name] for name in ("key", "subject_kind", "subject", "platform", "unit", "value_text")},
            "item": OF_FINDING,
            "kind": found["indicator"],
            "problem": found["reason"],
            "outcome": found["outcome"],
            "severity": found["part"].map({"veto": "严重"}).fillna("一般"),
            "evidence": found["evidence"],
            **_hash_columns(hashes),
        }
    )


def _list_rows(run: Run) -> Iterator[pd.DataFrame]:
    declared = run.catalog.tables
    counted: set[Place] | None = None
    for name, listing in LISTINGS.items():
        table = run.review.delivered.get(name)
        if table is None:
            continue
        rows = choose_rows(name, table)
        if listing.as_proof:
            counted = counted if counted is not None else _list_counted(run)
            rows = rows.loc[_is_asked_about(rows, counted, declared[name], run.review.book)]
        keys = key_rows(rows, declared[name])
        hashes = {item.key: item for item in list_asked(rows, keys, declared[name])}
        first = ~keys.duplicated().to_numpy(dtype=bool)
        rows, keys = rows.loc[first], keys.loc[first]
        level = rows["error_level"] if "error_level" in rows else pd.Series(pd.NA, index=rows.index)
        yield pd.DataFrame(
            {
                "key": keys,
                "item": OF_ROW,
                "kind": name,
                "subject_kind": _kind_of(rows, listing.subject_kind),
                "subject": _name_subjects(rows, listing.subject, run.review.delivered.get("sites")),
                "platform": _text(rows, "platform"),
                "unit": _name_units(rows, run.review.delivered.get("sites"), run.register),
                "problem": listing.problem(rows),
                "value_text": "",
                "outcome": say_outcome(name, rows),
                "severity": level.astype("string").fillna("一般"),
                "evidence": _say_places(rows, "source_"),
                **_hash_columns(hashes[str(key)] for key in keys),
            }
        )


def _list_counted(run: Run) -> set[Place]:
    """Return where the rows stand that findings count which fail or wait; the newest row of all counts nothing."""
    from govlib.review.applied import choose_findings  # noqa: PLC0415 - findings load the rules

    latest = {
        indicator.id
        for ruleset in run.rulesets
        for indicator in ruleset.indicators.values()
        if any(isinstance(measure, DaysSinceLast) for measure in indicator.measures)
    }
    found = choose_findings(run.review.found)
    return list_places(found.loc[~found["indicator"].isin(latest)])


def _is_asked_about(rows: pd.DataFrame, counted: set[Place], declared: TableDeclaration, book: Book) -> list[bool]:
    """Tell of each row whether a finding counts it, or somebody has decided about it."""
    decided = book.keys(f"{declared.code}:")
    keys = key_rows(rows, declared).tolist() if decided else [""] * len(rows)
    places = zip(rows["source_file"], rows["source_sheet"].fillna(""), rows["source_row"], strict=True)
    return [
        (str(file), str(sheet), int(row)) in counted or key in decided
        for (file, sheet, row), key in zip(places, keys, strict=True)
    ]


def _list_texts(run: Run) -> pd.DataFrame:
    checked = run.review.found_text
    if checked is None:
        return pd.DataFrame(columns=COLUMNS)
    from govlib.review.texts import ask_texts, key_hits  # noqa: PLC0415 - only where there are texts

    hits = checked.hits.loc[checked.hits["status"].eq(FOUND)].reset_index(drop=True)
    keys = pd.Series(key_hits(hits), index=hits.index, dtype="string")
    items = {item.key: item for item in ask_texts(hits, keys.tolist())}
    count = keys.map(keys.value_counts())
    first = ~keys.duplicated().to_numpy(dtype=bool)
    hits, keys, count = hits.loc[first], keys.loc[first], count.loc[first]
    is_account = hits["account_name"].fillna("").ne("")
    said = "“" + hits["wrong"] + "”" + ("应为“" + hits["right"] + "”").where(hits["right"].ne(""), "：" + hits["note"])
    return pd.DataFrame(
        {
            "key": keys,
            "item": OF_TEXT,
            "kind": hits["kind"],
            "subject_kind": is_account.map({True: _ACCOUNT, False: ""}),
            "subject": hits["account_name"].where(is_account, hits["title"]),
            "platform": "",
            "unit": [run.register.counted_as(str(unit)) if unit else "" for unit in hits["unit"].fillna("")],
            "problem": said + "：" + hits["sentence"],
            "value_text": count.astype("string") + "处",
            "outcome": "待复核",
            "severity": hits["severity"],
            "evidence": _say_places(hits, ""),
            **_hash_columns(items[str(key)] for key in keys),
        }
    )


def _hash_columns(items: Iterable[Item]) -> dict[str, list[str]]:
    pairs = [(item.evidence, item.state) for item in items]
    return {"evidence_hash": [evidence for evidence, _ in pairs], "state_hash": [state for _, state in pairs]}


def _show(ruling: Ruling | None) -> tuple[str, ...]:
    """Return decision, standing, to, remark, when, by and origin as an item shows them."""
    decision = ruling.shown if ruling else None
    if ruling is None or decision is None:
        return ("", UNREVIEWED, "", "", "", "", "")
    said = (decision.to, decision.remark, decision.when, decision.by)
    return (KINDS[decision.kind], ruling.standing, *said, ruling.origin)


def _list_gone(book: Book, known: set[str]) -> Iterator[dict[str, str]]:
    """Yield the decisions of this period whose item is not there, or nothing to review any more."""
    for key, settled in book.now.items():
        decision = settled.decided
        if key not in known and decision is not None:
            item = OF_TEXT if key.startswith("text:") else OF_FINDING if key.count(":") > 1 else OF_ROW
            yield {
                **dict.fromkeys(COLUMNS, ""),
                "key": key,
                "item": item,
                "decision": KINDS[decision.kind],
                "standing": GONE,
                **{name: getattr(decision, name) for name in ("to", "remark", "when", "by")},
            }


def _text(rows: pd.DataFrame, name: str) -> pd.Series:
    blank = pd.Series("", index=rows.index, dtype="string")
    return rows[name].astype("string").fillna("") if name in rows else blank


def _kind_of(rows: pd.DataFrame, kind: str) -> pd.Series:
    if "subject_kind" in rows:
        return _text(rows, "subject_kind")
    if kind:
        return pd.Series(kind, index=rows.index, dtype="string")
    named = _text(rows, "account_name").ne("").map({True: _ACCOUNT, False: ""})
    coded = _text(rows, "site_code").ne("").map({True: _SITE, False: ""})
    return named.where(named.ne(""), coded)


def _name_subjects(rows: pd.DataFrame, names: tuple[str, ...], sites: pd.DataFrame | None) -> pd.Series:
    """Return the first of some columns that is filled, else the unit; a site code by its website's name."""
    known: Mapping[object, object] = {}
    if sites is not None:
        known = dict(zip(sites["site_code"].dropna(), sites.loc[sites["site_code"].notna(), "site_name"], strict=True))
    said = pd.Series("", index=rows.index, dtype="string")
    for name in names:
        text = _text(rows, name)
        if name == "site_code":
            text = text.map(lambda code: str(known.get(code, code))).astype("string")
        said = said.where(said.ne(""), text)
    account = _text(rows, "account_name")
    named = account.where(account.ne(""), said)
    return named.where(named.ne(""), _text(rows, "unit"))


def _name_units(rows: pd.DataFrame, sites: pd.DataFrame | None, register: UnitRegister) -> pd.Series:
    """Return the unit that a row names, or else the host of its website."""
    said = _text(rows, "unit" if "unit" in rows else "units")
    if sites is None or "site_code" not in rows:
        return said
    coded = sites.dropna(subset=["site_code", "host_unit"])
    hosts = {code: register.counted_as(unit) for code, unit in zip(coded["site_code"], coded["host_unit"], strict=True)}
    return said.where(said.ne(""), rows["site_code"].map(hosts).astype("string").fillna(""))


def _say_places(rows: pd.DataFrame, prefix: str) -> pd.Series:
    file, sheet, row = (_text(rows, f"{prefix}{name}") for name in ("file", "sheet", "row"))
    return file + ("《" + sheet + "》").where(sheet.ne(""), "") + " 第 " + row + " 行"
