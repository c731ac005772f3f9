"""docutils' messages, judged: what it could not read, and therefore left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from tablecast._regex import regex
from tablecast.diagnostics import Diagnostic, Location
from tablecast.readers.rst._nodes import enclosing_cell
from tablecast.readers.rst._numbers import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.readers.rst._reading import Reading

_ERROR = 3
"""docutils' level of an error; lower ones lose nothing."""

_MAYBE_TABLE = regex(r"\+-[-+]+\+|=+ +=|table::")


def unread_markup(reading: Reading, document: nodes.document) -> Iterator[Diagnostic]:
    """Report the markup that docutils left out.

    docutils puts the source of what it leaves out into its message. That is an error in a cell, or where it may hold
    a table, and a note elsewhere. All its other messages are about things that cannot change a table.
    """
    for message in document.findall(nodes.system_message):
        sources = [child.astext() for child in message.children if isinstance(child, nodes.literal_block)]
        if message["level"] >= _ERROR and sources:
            cell = enclosing_cell(message)
            lost = cell is not None or any(map(_MAYBE_TABLE.search, sources))
            text = shortened(message.children[0].astext().splitlines()[0].rstrip(".:"))
            yield Diagnostic(
                "unread-markup" if lost else "unread-prose",
                f"this markup is not read: {text[:1].lower()}{text[1:]}",
                _location(reading, message, cell),
                hint="correct the markup",
            )


def _location(reading: Reading, message: nodes.Element, cell: nodes.entry | None) -> Location:
    """Say where; docutils' line numbers are right outside of tables only."""
    if cell is not None:
        return reading.location(reading.cells[cell].place)
    source = message.get("source")
    return Location(source if source in reading.files else reading.path, message.get("line") or 0)
