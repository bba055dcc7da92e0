"""Rankings and grades of a run, each by a method declared in params/rankings and picked by the place."""

from govlib.rankings.run import rank_all
from govlib.rankings.ties import rank_values

__all__ = ["rank_all", "rank_values"]
