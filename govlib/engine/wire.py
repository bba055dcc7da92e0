"""Messages of a notebook's process: a head of our own, and the content as a kernel would pack it.

The head says what kind of message it is (as in Jupyter's protocol, and ``began``, ``ended``, ``done``), to which cell
it belongs, and how long both texts were when it was sent: text before that mark came before the message.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

BEGAN = "began"
CELL_ENDED = "ended"
DONE = "done"
TOO_MUCH = "too_much"


@dataclass(frozen=True)
class Message:
    """One message: its kind, cell, marks of both texts, content, binary parts."""

    kind: str
    cell: int
    marks: tuple[int, int]
    content: dict[str, Any]
    buffers: tuple[bytes, ...] = ()


def pack(kind: str, cell: int, marks: tuple[int, int], content: bytes, buffers: Sequence[Any] = ()) -> bytes:
    """Return a message as bytes; ``content`` is JSON already."""
    head: dict[str, Any] = {"kind": kind, "cell": cell, "marks": marks}
    if buffers:
        head["buffers"] = [base64.b64encode(bytes(buffer)).decode("ascii") for buffer in buffers]
    return json.dumps(head).encode("ascii") + b"\n" + content


def unpack(data: bytes) -> Message:
    """Return the message that ``pack`` made.

    Raises:
        ValueError: It is none.
    """
    head, _, body = data.partition(b"\n")
    fields = json.loads(head)
    content = json.loads(body.decode("utf-8", "replace")) if body else {}
    buffers = tuple(base64.b64decode(buffer) for buffer in fields.get("buffers", ()))
    first, second = fields["marks"]
    return Message(fields["kind"], fields["cell"], (first, second), content, buffers)
