"""What surrounds a table, as the texts that fields are drawn from."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tablecast.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tablecast.config import ContextSource
    from tablecast.diagnostics import Location
    from tablecast.tables import Document, Table

GROUP = "group"
"""The context that is not the same for all rows of a table: the heading row above."""


def context_text(source: ContextSource, document: Document, table: Table) -> str:
    """Give the text of a source other than `group`; empty where there is none."""
    kind, _, name = source.partition(":")
    return document.fields.get(name.casefold(), "") if kind == "field" else _TEXTS[kind](document, table)


def missing_context(field: str, source: ContextSource, place: Location) -> Diagnostic:
    """Say that there is no such context to draw a field from."""
    if source == GROUP:
        message = f"no heading row stands above, to draw the field '{field}' from"
        return Diagnostic("missing-context", message, place, hint="say optional = true if a row may stand below none")
    owner = "document" if source == "title" else "table"
    message = f"the {owner} has no {source.replace(':', ' ')} to draw the field '{field}' from"
    return Diagnostic("missing-context", message, place)


def _last(texts: Sequence[str]) -> str:
    return texts[-1] if texts else ""


_TEXTS: dict[str, Callable[[Document, Table], str]] = {
    "list-item": lambda _, table: _last(table.list_items),
    "caption": lambda _, table: table.title,
    "heading": lambda _, table: _last(table.headings),
    "heading-path": lambda _, table: " / ".join(table.headings),
    "label": lambda _, table: _last(table.labels),
    "document": lambda document, _: PurePosixPath(document.path).stem,
    "title": lambda document, _: document.title,
}
