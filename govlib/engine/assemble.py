"""From messages to the notebook, by nbclient's own rules."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete
from nbformat import NotebookNode

from govlib.engine.texts import STREAMS, TextReader
from govlib.engine.wire import Message

_LINE_AGAIN = re.compile(r".*\r(?=[^\n])")


def _make_client(notebook: NotebookNode, answers: dict[str, dict[str, Any]]) -> Any:
    client: Any = NotebookClient(notebook, km=None, record_timing=False, coalesce_streams=True)
    client.log = logging.getLogger("govlib.engine.client")
    client.reset_execution_trackers()

    def answer(kind: str, content: dict[str, Any], **_: Any) -> None:
        del kind
        answers[content["comm_id"]] = content

    # The client tells the kernel what an Output widget has caught.
    client.kc = SimpleNamespace(
        session=SimpleNamespace(msg=answer),
        shell_channel=SimpleNamespace(send=lambda _: None),
    )
    return client


@dataclass
class Assembly:
    """A notebook in the making: both texts, its client, and what widgets have to be told."""

    notebook: NotebookNode
    texts: tuple[TextReader, TextReader]
    client: Any = field(init=False)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = _make_client(self.notebook, self.answers)

    def begin_cell(self, cell: int, marks: tuple[int, int]) -> None:
        """Begin a cell without outputs; text up to marks was written between two cells and belongs to none."""
        self.notebook.cells[cell].outputs = []
        self.client.clear_before_next_output = False
        for reader, mark in zip(self.texts, marks, strict=True):
            reader.read_to(mark, last=True)

    def take(self, message: Message) -> None:
        """Take a message of a kernel, and the text before it."""
        self.take_text(message.cell, message.marks)
        self._process(message.kind, message.cell, message.content, message.buffers)

    def take_text(self, cell: int, marks: tuple[int, int], *, last: bool = False) -> None:
        """Take the text up to marks as that of a cell."""
        for name, reader, mark in zip(STREAMS, self.texts, marks, strict=True):
            text = reader.read_to(mark, last=last)
            if text:
                self._process("stream", cell, {"name": name, "text": text})

    def end_cell(self, cell: int, marks: tuple[int, int]) -> None:
        """Take what is left of a cell's text, and put together what belongs together."""
        self.take_text(cell, marks, last=True)
        self.notebook.cells[cell].outputs = coalesce(self.notebook.cells[cell].outputs)

    def end_abruptly(self, cell: int) -> None:
        """End a cell whose process is gone, with all that it has written."""
        self.end_cell(cell, (self.texts[0].size(), self.texts[1].size()))

    def take_answers(self) -> list[dict[str, Any]]:
        """Return, once, what widgets have to be told: the last state of each."""
        answers = list(self.answers.values())
        self.answers.clear()
        return answers

    def written(self) -> int:
        """Return how many bytes both texts have."""
        return sum(reader.size() for reader in self.texts)

    def keep_no_more_than(self, more: int) -> None:
        """Read from now on at most so many bytes of each text."""
        for reader in self.texts:
            reader.kept = reader.offset + more

    def last_words(self, cell: int | None) -> list[str]:
        """List what a cell has written."""
        if cell is None:
            return []
        return [output.text for output in self.notebook.cells[cell].outputs if output.output_type == "stream"]

    def _process(self, kind: str, cell: int, content: dict[str, Any], buffers: tuple[bytes, ...] = ()) -> None:
        message = {
            "header": {"msg_type": kind},
            "msg_type": kind,
            "parent_header": {"msg_id": f"cell-{cell}"},
            "content": content,
            "buffers": list(buffers),
            "metadata": {},
        }
        try:
            self.client.process_message(message, self.notebook.cells[cell], cell)
        except CellExecutionComplete:
            return


def coalesce(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return outputs with each stream in one piece where it first stood, overwritten text gone, stdout before stderr.

    The last only where both stand side by side: their order is a race in a kernel.
    """
    together: list[NotebookNode] = []
    streams: dict[str, NotebookNode] = {}
    for output in outputs:
        if output.output_type != "stream":
            together.append(output)
        elif output.name in streams:
            streams[output.name].text += output.text
        else:
            streams[output.name] = output
            together.append(output)
    for output in streams.values():
        output.text = _LINE_AGAIN.sub("", output.text)
    for place in range(len(together) - 1):
        pair = together[place : place + 2]
        if [output.get("name") for output in pair] == ["stderr", "stdout"]:
            together[place : place + 2] = reversed(pair)
            break
    return together
