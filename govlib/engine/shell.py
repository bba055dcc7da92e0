"""The shell that cells run in: a real IPython kernel without sockets, threads and clients.

What a kernel would send over its sockets is handed to a function instead. All else (magics, displays, tracebacks,
refused input, comms) is ipykernel's own, so that notebooks can't tell.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ipykernel
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from traitlets.config import Config

# (kind, what packs the content as JSON, binary parts)
Send = Callable[[str, Callable[[], bytes], Sequence[Any]], None]
# Of a message as a session writes it: signature, header, parent's header, metadata, content.
_CONTENT = -1

# What a fresh kernel finds as its program; importing that module would start one.
_LAUNCHED_BY = str(Path(ipykernel.__file__).parent.with_name("ipykernel_launcher.py"))
_USER = "notebook"


def make_kernel(folder: Path) -> Any:
    """Make the kernel of this process; its profile lies in ``folder``. Nothing is sent before ``connect``.

    Made before pandas and matplotlib are loaded, it lets them find the kernel that they set themselves up for.
    """
    os.environ["IPYTHONDIR"] = str(folder)
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    config = Config()
    config.HistoryManager.enabled = False
    with _without_debugger():
        # Some magics look for the application to find the kernel.
        application: Any = IPKernelApp.instance(config=config)
        session = application.session
        # Nothing is sent, so there is nothing to sign.
        session.auth = None
        kernel = IPythonKernel.instance(parent=application, session=session, user_ns={}, log=application.log)
    application.kernel, application.shell = kernel, kernel.shell
    kernel.iopub_socket = None
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
    shell: Any = kernel.shell
    shell.displayhook.topic = b"execute_result"
    shell.displayhook.get_execution_count = lambda: shell.execution_count
    shell.configurables.append(application)
    with suppress(ImportError):
        shell.extension_manager.load_extension("storemagic")
    return kernel


@contextmanager
def _without_debugger() -> Iterator[None]:
    before = os.environ.get("PYDEVD_DISABLE_FILE_VALIDATION")
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    from ipykernel import debugger  # noqa: PLC0415 - it warns on standard error as it loads

    had = debugger._is_debugpy_available  # noqa: SLF001 - the kernel asks just this
    debugger._is_debugpy_available = False  # noqa: SLF001 - nobody debugs a batch, and it costs a tenth of a second
    try:
        yield
    finally:
        debugger._is_debugpy_available = had  # noqa: SLF001 - as before
        if before is None:
            del os.environ["PYDEVD_DISABLE_FILE_VALIDATION"]
        else:
            os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = before


def drop_kernel() -> None:
    """Forget the kernel of this process, so that another can be made."""
    for singleton in (IPythonKernel, ZMQInteractiveShell, IPKernelApp):
        if singleton.initialized():
            singleton.clear_instance()
    if "matplotlib_inline.config" in sys.modules:
        sys.modules["matplotlib_inline.config"].InlineBackend.clear_instance()


def attach_figures() -> None:
    """Let the shell of this process show figures where an earlier one did; both libraries do so once only."""
    inline: Any
    pyplot: Any
    inline, pyplot = (sys.modules.get(name) for name in ("matplotlib_inline.backend_inline", "matplotlib.pyplot"))
    if inline is not None:
        vars(inline.configure_inline_support).pop("current_backend", None)
        inline._enable_matplotlib_integration()  # noqa: SLF001 - what it does as it is loaded
    if pyplot is not None:
        pyplot._REPL_DISPLAYHOOK = pyplot._ReplDisplayHook.NONE  # noqa: SLF001 - it would think itself attached
        pyplot.install_repl_displayhook()


def kernel_here() -> Any:
    """Return the kernel of this process, if it has one."""
    return IPythonKernel.instance() if IPythonKernel.initialized() else None


def connect(kernel: Any, send: Send) -> None:
    """Let ``send`` have all that the kernel says."""
    session = kernel.session

    def deliver(  # noqa: PLR0917 - the session's own signature
        stream: Any,
        kind: Any,
        content: Mapping[str, Any] | None = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Sequence[Any] | None = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> dict[str, Any]:
        del stream, parent, ident, track, header, metadata
        message: dict[str, Any] = kind if isinstance(kind, dict) else session.msg(kind, content)

        def pack() -> bytes:
            return bytes(session.serialize(message)[_CONTENT])

        send(message["msg_type"], pack, buffers or message.get("buffers") or ())
        return message

    session.send = deliver
    for publisher in (kernel.shell.displayhook, kernel.shell.display_pub):
        publisher.session = session
        publisher.pub_socket = None


def hear_back(kernel: Any, messages: Sequence[dict[str, Any]]) -> None:
    """Let widgets know what their views have become: contents of comm messages, as a client sends them."""
    for content in messages:
        kernel.comm_manager.comm_msg(None, None, {"content": content, "header": {}, "buffers": []})


def pose() -> None:
    """Let programs find what they find in a fresh kernel: its arguments, and the folder they run in on their path."""
    script = str(Path(sys.argv[0]).resolve().parent)
    if sys.path and sys.path[0] in {"", script, str(Path.cwd())}:
        del sys.path[0]
    application: Any = IPKernelApp.instance()
    application.init_path()
    sys.argv = [_LAUNCHED_BY, "-f", "kernel.json"]


async def run_cell(kernel: Any, index: int, source: str) -> dict[str, Any]:
    """Run the cell at ``index``; return what a kernel would reply.

    Raises:
        BaseException: What a kernel itself doesn't catch.
    """
    # What a kernel asks of its loop: to be woken by an interrupt, and to be stopped by exit(), which is not its affair.
    kernel.io_loop = SimpleNamespace(
        add_callback=asyncio.get_running_loop().call_soon_threadsafe,
        call_later=lambda *_: None,
        stop=lambda: None,
    )
    header = {"msg_id": f"cell-{index}", "msg_type": "execute_request", "username": _USER, "session": _USER}
    parent = {
        "header": header,
        "msg_id": header["msg_id"],
        "msg_type": "execute_request",
        "content": {},
        "metadata": {},
    }
    kernel.set_parent([], parent, "shell")
    kernel.session.send(
        None,
        "execute_input",
        {"code": "", "execution_count": kernel.shell.execution_count},
    )
    reply: dict[str, Any] = await kernel.do_execute(
        source,
        False,
        store_history=True,
        user_expressions={},
        allow_stdin=False,
    )
    # Tasks that cells leave behind go on between cells, as they do in a kernel.
    await asyncio.sleep(0)
    return reply
