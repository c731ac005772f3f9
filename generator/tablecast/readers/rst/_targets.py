"""What references in and to a document can point at: labelled spots, tables and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from tablecast.content import Destination
from tablecast.diagnostics import Location
from tablecast.readers.rst._context import section_title
from tablecast.tables import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.readers.rst._reading import Reading
    from tablecast.tables import Table

_OTHERS = (nodes.target, nodes.section, nodes.footnote, nodes.citation, nodes.substitution_definition)
_INVISIBLE = (nodes.target, nodes.comment, nodes.pending, nodes.substitution_definition, nodes.system_message)


def targets(reading: Reading, document: nodes.document, tables: tuple[Table, ...]) -> tuple[Target, ...]:
    """Give the targets of a document, each name once; as in docutils, what is explicit goes before a section's title.

    The rules are those of the reStructuredText specification, sections Hyperlink Targets and Implicit Hyperlink
    Targets. Names that lead out of the document, `.. _name: https://...`, are links and no targets.
    """
    found: dict[str, Target] = {}
    for target in (*_tables(tables), *_explicit(reading, document), *_sections(reading, document)):
        found.setdefault(target.name, target)
    return tuple(found.values())


def _tables(tables: tuple[Table, ...]) -> Iterator[Target]:
    for table in tables:
        destination = Destination(table.document, "table", table.title, table.location, table.ordinal)
        yield from (Target(label, True, destination) for label in table.labels)  # noqa: FBT003 - a field of a record


def _explicit(reading: Reading, document: nodes.document) -> Iterator[Target]:
    for node in document.findall(nodes.Element):
        if isinstance(node, nodes.target) and not node.hasattr("refuri") and not node.hasattr("refname"):
            yield from _named(reading, node, _pointed_at(node))
        elif node.get("names") and not isinstance(node, _OTHERS):
            yield from _named(reading, node, node)


def _pointed_at(target: nodes.target) -> nodes.Node | None:
    """Give what a target before it labels: the next visible node, however many targets stand between."""
    following = None if target.children else target.next_node(ascend=True)
    while isinstance(following, _INVISIBLE):
        following = following.next_node(ascend=True)
    return following


def _named(reading: Reading, node: nodes.Element, labelled: nodes.Node | None) -> Iterator[Target]:
    is_section = isinstance(labelled, nodes.section)
    title = section_title(labelled) if isinstance(labelled, nodes.section) else ""
    destination = Destination(reading.path, "section" if is_section else "place", title, _location(reading, node))
    yield from (Target(name, True, destination) for name in node["names"])  # noqa: FBT003 - a field of a record


def _sections(reading: Reading, document: nodes.document) -> Iterator[Target]:
    for node in document.findall(nodes.section):
        destination = Destination(reading.path, "section", section_title(node), _location(reading, node))
        yield from (Target(name, False, destination) for name in node["names"])  # noqa: FBT003 - a field of a record


def _location(reading: Reading, node: nodes.Element) -> Location:
    """Give the line that docutils remembers of a node; older versions remember none of a section."""
    source = node.source if node.source in reading.files else reading.path
    return Location(source or reading.path, node.line or 0)
