"""Cross references: what they point to over a set of documents, and what a reader sees of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tablecast import readers
from tablecast.content import Reference, references
from tablecast.references import broken, index, linked

if TYPE_CHECKING:
    from tablecast.tables import Document, Table

OTHER = """
Guide
=====

.. _Install It:

Installing
----------

.. _codes:

.. list-table:: **Table 3** Codes
   :name: code-table

   * - 1

.. _spot:

A paragraph.
"""


def document(path: str, text: str) -> Document:
    """Read a document in which nothing is wrong."""
    read = readers.read(path, text.encode())
    assert read.diagnostics == ()
    return read


def link(markup: str, *, path: str = "docs/page.rst", around: str = "") -> Table:
    """The table whose only cell holds the markup, linked over two documents."""
    page = document(path, f"{around}\n\n.. list-table::\n\n   * - {markup}\n")
    return linked(page.tables[-1], index([page, document("docs/sub/guide.rst", OTHER)]))


def reference(table: Table) -> Reference:
    """The only reference of a table."""
    (found,) = references(table.rows[0].cells[0].blocks)
    return found


@pytest.mark.parametrize(
    ("markup", "text", "destination"),
    [
        (":ref:`install it`", "Installing", ("section", "Installing", 0)),
        (":ref:`INSTALL   IT`", "Installing", ("section", "Installing", 0)),
        (":ref:`see there <install it>`", "see there", ("section", "Installing", 0)),
        (":ref:`codes`", "Codes", ("table", "Codes", 1)),
        (":ref:`code-table`", "Codes", ("table", "Codes", 1)),
        (":numref:`codes`", "codes", ("table", "Codes", 1)),
        (":ref:`here <spot>`", "here", ("place", "", 0)),
        (":ref:`spot`", "spot", ("place", "", 0)),
        (":doc:`sub/guide`", "Guide", ("document", "Guide", 0)),
        (":doc:`/docs/sub/guide`", "Guide", ("document", "Guide", 0)),
        (":doc:`the guide <../docs/sub/guide>`", "the guide", ("document", "Guide", 0)),
    ],
)
def test_references_by_role_reach_every_document(markup: str, text: str, destination: tuple[str, str, int]) -> None:
    """A reference knows what it points to; without a text of its own it reads as the title of that."""
    table = link(markup)

    found = reference(table).destination
    assert table.rows[0].cells[0].text == text
    assert found is not None
    assert (found.kind, found.title, found.ordinal) == destination
    assert found.document == found.location.path == "docs/sub/guide.rst"
    assert found.location.line
    assert list(broken(table)) == []


@pytest.mark.parametrize(("markup", "kind"), [("`Own Title`_", "section"), ("mark_", "place"), ("own_", "section")])
def test_references_by_name_stay_in_their_document(markup: str, kind: str) -> None:
    """`name_` finds targets and section titles of its own document."""
    table = link(markup, around="Own Title\n=========\n\n.. _own:\n\nSection\n-------\n\nSome _`mark` here.")

    found = reference(table).destination
    assert found is not None
    assert (found.document, found.kind) == ("docs/page.rst", kind)


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        (":ref:`nowhere`", "the reference :ref:`nowhere` points to nothing in these documents"),
        (":ref:`Guide`", "the reference :ref:`Guide` points to nothing in these documents"),
        (":doc:`nowhere`", "the reference :doc:`nowhere` points to nothing in these documents"),
        ("`install it`_", "the reference `install it`_ points to nothing in these documents"),
    ],
)
def test_a_broken_reference_is_a_warning_at_its_cell(markup: str, message: str) -> None:
    """It keeps its text; a section's title is no label, and a name of another document is unknown."""
    table = link(markup)

    (problem,) = broken(table)
    assert (problem.message, problem.severity) == (message, "warning")
    assert problem.location == table.rows[0].cells[0].location
    assert reference(table).destination is None


@pytest.mark.parametrize(
    "markup", [":class:`Thing`", ":term:`word`", ":ref:`genindex`", "text", "`x <https://a.example>`_"]
)
def test_what_is_not_ours_to_find_is_left_alone(markup: str) -> None:
    """Objects of code, terms, pages that Sphinx makes and links out are no broken references."""
    table = link(markup)

    assert list(broken(table)) == []
    assert table == link(markup)


def test_references_inside_lists_and_emphasis_are_found() -> None:
    """Linking reaches every depth of the markup and changes nothing else."""
    table = link("- *see* :ref:`codes`\n       - **bold** `mark`_", around="_`mark`")

    assert table.rows[0].cells[0].text == "- see Codes\n- bold mark"
    assert [found.destination.kind for found in references(table.rows[0].cells[0].blocks) if found.destination] == [
        "table",
        "place",
    ]
