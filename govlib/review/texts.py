"""Decisions about what the rules of text find: a hit that a person confirms becomes a registered wording error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from govlib.ascription import OUT
from govlib.catalog.tables import TableDeclaration
from govlib.review.carry import TEXT_KEY, hash_sentence
from govlib.review.decision import CONFIRM, KINDS
from govlib.review.evidence import hash_parts
from govlib.review.listings import CONFIRMED, DISMISSED, REVIEW_RESULT
from govlib.review.rows import name_unit, say_refused, say_unknown_unit
from govlib.review.rulings import TAKES_OUT, Book, Item, Ruling
from govlib.text.folding import fold
from govlib.text.hits import FOUND
from govlib.text.of_run import Checked
from govlib.units import UnitRegister

WORDING = "wording"
_PROVENANCE = ["source_file", "source_sheet", "source_row"]
_FROM_ARTICLE = ("site_code", "account_name", "platform", "unit", "unit_as_written", "unit_group")
_LEVELS = {"严重": "严重", "一般": "一般", "表述不规范": "表述不规范", "疑似": "一般"}


@dataclass(frozen=True)
class SettledTexts:
    """What the rules of text found after review, and the wording errors that a person made of it.

    ``checked`` has the hits that still wait; ``wording`` the table of registered errors with those confirmed, None
    where there is none. ``is_only_confirmed`` tells that the table itself was not delivered.
    """

    checked: Checked
    wording: pd.DataFrame | None
    rulings: dict[str, Ruling] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    is_only_confirmed: bool = False


def key_hits(hits: pd.DataFrame) -> list[str]:
    """Return the key of each hit: its wording, its sentence, its article; where in the text it stands is no part."""
    columns = (hits[name].fillna("").astype(str).tolist() for name in ("wrong", "sentence", "title", "url"))
    return [
        f"{TEXT_KEY}{hash_parts(fold(wrong), fold(sentence), url or fold(title))}"
        for wrong, sentence, title, url in zip(*columns, strict=True)
    ]


def list_live(checked: Checked, rulings: Mapping[str, Ruling]) -> set[str]:
    """Return the keys of the hits that nobody has taken out."""
    keys = set(key_hits(checked.hits.loc[checked.hits["status"].eq(FOUND)]))
    return keys - {key for key, ruling in rulings.items() if ruling.kind in TAKES_OUT}


def ask_texts(hits: pd.DataFrame, keys: list[str]) -> list[Item]:
    """Return what rulings about hits are asked with, one a key."""
    columns = (hits[name].fillna("").astype(str).tolist() for name in ("wrong", "sentence", "kind", "severity"))
    items: dict[str, Item] = {}
    for key, wrong, sentence, kind, severity in zip(keys, *columns, strict=True):
        evidence = hash_sentence(wrong, sentence)
        items.setdefault(key, Item(key, evidence, hash_parts(evidence, kind, severity)))
    return list(items.values())


def settle_texts(
    checked: Checked,
    tables: Mapping[str, pd.DataFrame],
    declared: TableDeclaration,
    book: Book,
    *,
    register: UnitRegister,
    row_keys: set[str],
) -> SettledTexts:
    """Return what was found with the decisions about it: confirmed and dismissed hits wait no longer.

    A confirmed hit stands in ``wording`` as 属实, with file, sheet and row of its article. Where the same wording of
    the same article is registered already, that row is confirmed instead. ``row_keys`` are the rows that a hit may be
    merged into.
    """
    wording = tables.get(WORDING)
    found = checked.hits["status"].eq(FOUND)
    hits = checked.hits.loc[found]
    keys = key_hits(hits)
    rulings = book.rule(ask_texts(hits, keys))
    if not rulings:
        return SettledTexts(checked, wording)
    taken = {key for key, ruling in rulings.items() if ruling.kind in TAKES_OUT}
    live = (set(keys) - taken) | row_keys
    refused = {key: one.target for key, one in rulings.items() if one.target and one.target not in live}
    faults = [say_refused(key, to) for key, to in sorted(refused.items())]
    rulings = {key: ruling.without_outcome() if key in refused else ruling for key, ruling in rulings.items()}
    words = [KINDS.get(rulings[key].kind, "") if key in rulings else "" for key in keys]
    status = checked.hits["status"].copy()
    status.loc[found] = [word or FOUND for word in words]
    confirmed = [key in rulings and rulings[key].kind == CONFIRM for key in keys]
    mine = hits.loc[confirmed]
    mine_keys = [key for key, is_mine in zip(keys, confirmed, strict=True) if is_mine]
    for key in dict.fromkeys(mine_keys):
        unit = rulings[key].settled.unit
        if unit is not None and name_unit(unit.to, register) is None:
            faults.append(say_unknown_unit(key, unit.to))
    joined = wording
    if mine_keys:
        articles = tables["articles"]
        joined = _join(wording, _as_wording(mine, mine_keys, rulings, articles, register), declared)
    still = Checked(checked.hits.assign(status=status), checked.counts)
    return SettledTexts(still, joined, rulings, tuple(faults), wording is None and joined is not None)


def _as_wording(
    hits: pd.DataFrame,
    keys: list[str],
    rulings: Mapping[str, Ruling],
    articles: pd.DataFrame,
    register: UnitRegister,
) -> pd.DataFrame:
    """Return confirmed hits as rows of the register of wording errors."""
    places = pd.MultiIndex.from_arrays([hits["file"], hits["sheet"].fillna(""), hits["row"].astype("int64")])
    known = articles.assign(source_sheet=articles["source_sheet"].fillna("")).drop_duplicates(_PROVENANCE)
    index = pd.MultiIndex.from_arrays(
        [known["source_file"], known["source_sheet"], known["source_row"].astype("int64")]
    )
    found = known.set_index(index).reindex(places)
    given = {name: found[name].astype("string").to_numpy() for name in _FROM_ARTICLE if name in found}
    levels = [
        rulings[key].settled.severity.to if rulings[key].settled.severity else _LEVELS[str(severity)]  # type: ignore[union-attr]
        for key, severity in zip(keys, hits["severity"], strict=True)
    ]
    rows = pd.DataFrame(
        {
            **given,
            "error_kind": hits["kind"].to_numpy(),
            "error_level": levels,
            "wrong_text": hits["wrong"].to_numpy(),
            "right_text": hits["right"].replace("", pd.NA).to_numpy(),
            "page_url": hits["url"].replace("", pd.NA).to_numpy(),
            "title": hits["title"].replace("", pd.NA).to_numpy(),
            "position": hits["place"].replace("", pd.NA).to_numpy(),
            "published_date": found["published_at"].dt.normalize().to_numpy(),
            REVIEW_RESULT: CONFIRMED,
            "source_file": hits["file"].to_numpy(),
            "source_sheet": hits["sheet"].to_numpy(),
            "source_row": hits["row"].to_numpy(),
        }
    )
    units = [
        name_unit(rulings[key].settled.unit.to, register) if rulings[key].settled.unit else None  # type: ignore[union-attr]
        for key in keys
    ]
    for place, unit in enumerate(units):
        if unit is not None:
            rows.loc[place, ["unit", "unit_group"]] = (unit, register.group(unit) or pd.NA)
    return rows


def _join(wording: pd.DataFrame | None, rows: pd.DataFrame, declared: TableDeclaration) -> pd.DataFrame:
    """Return the registered errors with those added that are not among them yet; the same one is confirmed there."""
    if wording is None:
        return rows.reindex(columns=[*declared.columns, "unit_as_written", "unit_group", *_PROVENANCE]).convert_dtypes()
    own = _identify(wording)
    added = _identify(rows)
    kept = wording.copy()
    again = own.isin(set(added)) & wording[REVIEW_RESULT].ne(DISMISSED).fillna(value=True).astype(bool)
    kept[REVIEW_RESULT] = kept[REVIEW_RESULT].mask(again, CONFIRMED)
    new = rows.loc[~added.isin(set(own.loc[again])).to_numpy(dtype=bool)]
    if new.empty:
        return kept
    if OUT in kept:
        new = new.assign(**{OUT: False})
    both = pd.concat([kept, new.reindex(columns=kept.columns)], ignore_index=True)
    return both.astype(wording.dtypes.to_dict())


def _identify(rows: pd.DataFrame) -> pd.Series:
    """Return the wording and the article of each row: its address, or its title where it has none."""
    where = rows["page_url"].astype("string").fillna(rows["title"].astype("string")).fillna("")
    return where + "\n" + rows["wrong_text"].astype("string").fillna("")
