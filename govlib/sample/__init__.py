"""Invent a county's exports with planted defects and findings; knows nothing of the code that reads them."""

from govlib.sample.county import write_sample
from govlib.sample.days import INSPECTION_DAY, SAMPLE_PERIOD
from govlib.sample.units import ALIASES, COUNTS_AS, PLACE, UNITS

__all__ = ["ALIASES", "COUNTS_AS", "INSPECTION_DAY", "PLACE", "SAMPLE_PERIOD", "UNITS", "write_sample"]
