"""Millions of published articles checked file by file, piece by piece, on all processors or several machines."""

from govlib.text.sweep.run import Swept, sweep
from govlib.text.sweep.work import Settings, settle

__all__ = ["Settings", "Swept", "settle", "sweep"]
