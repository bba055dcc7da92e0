"""In which order hits are listed for people."""

from __future__ import annotations

import pandas as pd

from govlib.catalog.lexicon_rows import SEVERITIES


def order_hits(hits: pd.DataFrame) -> pd.DataFrame:
    """Return a table of hits with the gravest first, those as grave in their old order."""
    rank = hits["severity"].map({severity: place for place, severity in enumerate(SEVERITIES)})
    return hits.assign(_rank=rank).sort_values("_rank", kind="stable", ignore_index=True).drop(columns="_rank")
