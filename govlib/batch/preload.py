"""What a batch's parent process has loaded when it forks the processes of places: imported for that alone."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from govlib.catalog.unchanged import load_unchanged
from govlib.engine.forked import load
from govlib.engine.shell import make_kernel
from govlib.errors import UserError
from govlib.hashing import hash_code
from govlib.root import project_root

_MODULES = (
    "docx", "govlib.deliver", "jinja2", "lxml.etree", "matplotlib.figure", "nbconvert.exporters.html", "openpyxl",
    "papermill", "plotly.express", "plotly.graph_objects", "pyarrow.parquet", "python_calamine",
)  # fmt: skip

_FOLDER = Path(tempfile.mkdtemp(prefix="govlib-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
make_kernel(_FOLDER)
hash_code()
# outside a project, or with a fault in params/, each place says so itself
with suppress(UserError):
    load_unchanged(project_root() / "params")
load(_MODULES)
