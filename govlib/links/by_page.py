"""What is wrong with the links of each page, one row a page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import pandas as pd

from govlib.catalog.link_signs import OTHER, LinkSigns
from govlib.links.classes import class_links
from govlib.links.scans import DISMISSED, OPEN

FIRST = ["site_name", "unit", "page_url", "page_title", "position", "link_count"]
LAST = ["worst_class", "longest_days", "unreviewed_count"]


def list_links(links: pd.DataFrame, sites: pd.DataFrame | None, classes: Mapping[str, LinkSigns]) -> pd.DataFrame:
    """Return one row a problem link with its class, site and unit; dismissed ones (误报) are left out.

    ``review`` is 属实, or 待核实 for what nobody has looked at. The site is that of the code, else that of the host.
    """
    kept = links.loc[~links["review_result"].eq(DISMISSED).fillna(value=False)]
    named = _name_sites(kept, sites)
    return kept.assign(
        link_class=class_links(kept, classes),
        site_name=named["site_name"],
        unit=kept["unit"].fillna(named["unit"]),
        review=kept["review_result"].fillna(OPEN),
    ).reset_index(drop=True)


def count_by_page(listed: pd.DataFrame, classes: Mapping[str, LinkSigns]) -> pd.DataFrame:
    """Return one row a page of the links that ``list_links`` gives: how many of each class, the gravest class first.

    ``longest_days`` is the longest time that one of its links has been unavailable, in days; ``unreviewed_count`` how
    many of its links nobody has confirmed. Pages are ordered by their gravest class, then by the number of links.
    """
    names = [*classes, OTHER]
    columns = [*FIRST, *names, *LAST]
    if listed.empty:
        return pd.DataFrame(
            {name: pd.Series(dtype="Int64" if name in {*names, "link_count"} else "string") for name in columns}
        )
    rank = listed["link_class"].map({name: place for place, name in enumerate(names)}).astype("int64")
    ranked = listed.assign(_rank=rank, _open=listed["review"].eq(OPEN))
    groups = ranked.groupby("page_url", sort=False, dropna=False)
    pages = groups[["site_name", "unit", "page_title", "position"]].first()
    pages = pages.assign(
        link_count=groups.size(),
        **{
            name: listed["link_class"].eq(name).groupby(listed["page_url"], sort=False, dropna=False).sum()
            for name in names
        },
        _rank=groups["_rank"].min(),
        longest_days=groups["unavailable_days"].max(),
        unreviewed_count=groups["_open"].sum(),
    )
    pages["worst_class"] = pages["_rank"].map(dict(enumerate(names))).astype("string")
    ordered = pages.reset_index().sort_values(
        ["_rank", "link_count", "page_url"], ascending=[True, False, True], kind="stable", ignore_index=True
    )
    counts = dict.fromkeys([*names, "link_count", "unreviewed_count", "longest_days"], "Int64")
    return ordered[columns].astype(counts)


def _name_sites(links: pd.DataFrame, sites: pd.DataFrame | None) -> pd.DataFrame:
    blank = pd.Series(pd.NA, index=links.index, dtype="string")
    if sites is None:
        return pd.DataFrame({"site_name": blank, "unit": blank})
    by_code = sites.dropna(subset="site_code").drop_duplicates("site_code").set_index("site_code")
    hosts = sites["home_url"].map(_host, na_action="ignore")
    by_host = sites.assign(_host=hosts).dropna(subset="_host").drop_duplicates("_host").set_index("_host")
    pages = links["page_url"].map(_host, na_action="ignore")
    named = {}
    for name, column in (("site_name", "site_name"), ("unit", "host_unit")):
        coded = links["site_code"].map(by_code[column].to_dict()).astype("string")
        named[name] = coded.fillna(pages.map(by_host[column].to_dict()).astype("string"))
    return pd.DataFrame(named)


def _host(address: object) -> str | None:
    text = str(address).strip()
    try:
        return urlsplit(text if "//" in text else f"//{text}").hostname
    except ValueError:
        return None
