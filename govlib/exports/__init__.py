"""Monitoring exports as received become one tidy table a kind, plus the problems met on the way."""

from govlib.catalog.tables import SheetHint
from govlib.exports.intake import Intake, read_exports

__all__ = ["Intake", "SheetHint", "read_exports"]
