"""What a batch's parent process has loaded when it forks the processes of places: imported for that alone."""

from __future__ import annotations

import gc
import importlib
from contextlib import suppress

import pandas as pd

from govlib.catalog.unchanged import load_unchanged
from govlib.errors import UserError
from govlib.hashing import hash_code
from govlib.root import project_root

_MODULES = (
    "IPython.core.interactiveshell", "docx", "govlib.deliver", "ipykernel.zmqshell", "jinja2", "lxml.etree",
    "matplotlib.figure", "nbconvert.exporters.html", "openpyxl", "papermill", "plotly.express",
    "plotly.graph_objects", "pyarrow.parquet", "python_calamine",
)  # fmt: skip

for _name in _MODULES:
    # what cannot be imported is left to whoever wants it
    with suppress(ImportError):
        importlib.import_module(_name)
# Imported outside a kernel, pandas takes itself to be on a terminal and shows no limit of columns.
pd.set_option("display.max_columns", 20)
hash_code()
# outside a project, or with a fault in params/, each place says so itself
with suppress(UserError):
    load_unchanged(project_root() / "params")
gc.collect()
# what is loaded is never collected, so that the pages stay shared with the forks
gc.freeze()
