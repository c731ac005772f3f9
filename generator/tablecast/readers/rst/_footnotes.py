"""Footnote references in cells that have no footnote.

docutils says so in a message that is no part of its doctree, or replaces the reference by its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from tablecast.diagnostics import Diagnostic
from tablecast.readers.rst._nodes import enclosing_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.readers.rst._reading import Reading


def dangling_notes(reading: Reading, document: nodes.document) -> Iterator[Diagnostic]:
    """Report each reference in a cell to a footnote or citation that the document does not have.

    An undefined substitution is no such case: Sphinx defines some, such as `|release|`.
    """
    # docutils resolves no reference to a footnote that is defined twice.
    known = {
        name
        for note in document.findall(nodes.Element)
        if isinstance(note, (nodes.footnote, nodes.citation))
        for name in (*note["names"], *note["dupnames"])
    }
    for node in document.findall(nodes.Element):
        written = _without_note(node, known)
        cell = enclosing_cell(node) if written else None
        if cell is not None:
            source = reading.cells[cell]
            message = f"the reference {written} points to no footnote or citation of this document"
            location = reading.location(source.place, source.end)
            hint = "write the footnote, or drop the reference"
            yield Diagnostic("broken-reference", message, location, hint=hint)


def _without_note(node: nodes.Element, known: set[str]) -> str:
    """Give the source of a reference that has no footnote, nothing for any other node."""
    if isinstance(node, (nodes.footnote_reference, nodes.citation_reference)):
        name = node.get("refname")
        return node.rawsource if name and name not in known else ""
    # What has no number or symbol left to take is replaced by its source, as inline markup without an end is.
    return node.rawsource if isinstance(node, nodes.problematic) and node.rawsource.startswith("[") else ""
