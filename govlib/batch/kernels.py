"""The kernel that notebooks run in: this very Python, untouched by what the user has installed for Jupyter."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from traitlets.config import Config

from govlib.batch.processes import STEADY_ENVIRONMENT

KERNEL_NAME = "govlib-batch"
LONGEST_SOCKET_PATH = 100
_COLD_COMMAND = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


@dataclass(frozen=True)
class KernelSettings:
    """How to start a kernel: its registered name and the settings of the client that talks to it."""

    name: str
    config: Config


def _can_use_sockets(folder: Path) -> bool:
    # A Unix socket's path is limited to some 104 bytes; Windows has no such transport.
    return os.name == "posix" and len(os.fsencode(folder / "kernel-ipc-5")) < LONGEST_SOCKET_PATH


@contextmanager
def private_kernel() -> Iterator[KernelSettings]:
    """Offer a kernel of this Python, described and connected inside a folder that is removed afterwards.

    Talks through Unix sockets where the platform has them: freely chosen TCP ports are now and then taken by another
    kernel between choosing and binding.
    """
    before = os.environ.get("JUPYTER_PATH")
    with tempfile.TemporaryDirectory(prefix="govlib-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        spec_dir = folder / "kernels" / KERNEL_NAME
        spec_dir.mkdir(parents=True)
        spec = {
            "argv": _COLD_COMMAND,
            "display_name": KERNEL_NAME,
            "language": "python",
            "env": {**STEADY_ENVIRONMENT, "IPYTHONDIR": str(folder / "ipython")},
        }
        (spec_dir / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
        config = Config()
        config.KernelManager.connection_file = str(folder / "kernel.json")
        if _can_use_sockets(folder):
            config.KernelManager.transport = "ipc"
        os.environ["JUPYTER_PATH"] = name if before is None else os.pathsep.join((name, before))
        try:
            yield KernelSettings(KERNEL_NAME, config)
        finally:
            if before is None:
                del os.environ["JUPYTER_PATH"]
            else:
                os.environ["JUPYTER_PATH"] = before
