"""Which class a problem link is of, by the signs declared in params/link_signs.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from govlib.catalog.link_signs import OTHER, LinkSigns


def class_links(links: pd.DataFrame, classes: Mapping[str, LinkSigns]) -> pd.Series:
    """Return the class of each link: the first of which it carries a sign, 未归类 where it carries none."""
    found = pd.Series(OTHER, index=links.index, dtype="string")
    for name, signs in reversed(list(classes.items())):
        found = found.mask(_carries(links, signs), name)
    return found


def _carries(links: pd.DataFrame, signs: LinkSigns) -> pd.Series:
    carries = links["link_kind"].isin(signs.link_kinds) | _holds(links["resource_kind"], signs.resource_kinds)
    carries |= _holds(links["error_text"], signs.error_words) | _holds(links["link_title"], signs.title_words)
    carries |= _holds(links["link_url"], signs.address_words) | _answers(links["http_code"], signs.http_codes)
    if signs.unavailable:
        carries |= links["unavailable_days"].gt(0).fillna(value=False)
    return carries.astype(bool)


def _holds(texts: pd.Series, some: Sequence[str]) -> pd.Series:
    if not some:
        return pd.Series(data=False, index=texts.index)
    return texts.astype("string").str.contains("|".join(map(re.escape, some)), case=False).fillna(value=False)


def _answers(codes: pd.Series, some: Sequence[str]) -> pd.Series:
    if not some:
        return pd.Series(data=False, index=codes.index)
    patterns = "|".join(code.replace("xx", "[0-9][0-9]") for code in some)
    return codes.astype("string").str.strip().str.fullmatch(patterns).fillna(value=False)
