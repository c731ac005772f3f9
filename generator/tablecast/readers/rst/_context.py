"""What surrounds a table: headings, list items, labels, caption; and the fields of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from tablecast.content import inline_text
from tablecast.readers.rst._inlines import read_inlines
from tablecast.readers.rst._titles import plain_title, without_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.content import Inline

_BETWEEN = (nodes.comment, nodes.pending, nodes.substitution_definition, nodes.system_message)
"""What may stand between a label and the table that it points at."""


class Context(NamedTuple):
    """What surrounds a table, outermost first."""

    headings: tuple[str, ...]
    list_items: tuple[str, ...]
    labels: tuple[str, ...]
    caption: str
    title: str


def context(table: nodes.table) -> Context:
    """Collect what surrounds a table."""
    headings: list[str] = []
    items: list[str] = []
    child: nodes.Node = table
    while child.parent is not None:
        if isinstance(child.parent, nodes.section):
            headings.append(section_title(child.parent))
        elif isinstance(
            child.parent, (nodes.list_item, nodes.definition_list_item, nodes.field, nodes.option_list_item)
        ):
            items.append(_item_text(child.parent, child))
        child = child.parent
    caption, title = inline_text(_title(table)), without_number(section_title(table))
    return Context(tuple(reversed(headings)), tuple(reversed(items)), tuple(_labels(table)), caption, title)


def document_title(document: nodes.document) -> str:
    """Give the first title of the document."""
    for child in document.children:
        if isinstance(child, nodes.section):
            return section_title(child)
    return ""


def document_fields(document: nodes.document) -> dict[str, str]:
    """Give the fields that the document begins with, before or right after its title, by lower-case name."""
    first = _first_body(document)
    if isinstance(first, nodes.section):
        first = _first_body(first)
    if not isinstance(first, nodes.field_list):
        return {}
    fields: dict[str, str] = {}
    for field in first.children:
        if isinstance(field, nodes.field):
            name, body = field.children[0], field.children[1]
            parts = [part for part in body.children if not isinstance(part, nodes.system_message)]
            text = " ".join(inline_text(read_inlines(part.children)) for part in parts)
            fields.setdefault(name.astext().strip().lower(), text)
    return fields


def _first_body(node: nodes.Element) -> nodes.Node | None:
    skipped = (*_BETWEEN, nodes.target, nodes.title)
    return next((child for child in node.children if not isinstance(child, skipped)), None)


def section_title(node: nodes.Element) -> str:
    """Give the title of a section, or of a table, without the marks of its footnotes."""
    return plain_title(_title(node))


def _title(node: nodes.Element) -> tuple[Inline, ...]:
    titles = (child for child in node.children if isinstance(child, nodes.title))
    return next((read_inlines(title.children) for title in titles), ())


def _item_text(item: nodes.Element, until: nodes.Node) -> str:
    """Give the paragraphs of a list item before the table, or the term of a definition."""
    texts: list[str] = []
    for child in item.children:
        if child is until:
            break
        if isinstance(child, (nodes.paragraph, nodes.term, nodes.field_name)):
            texts.append(inline_text(read_inlines(child.children)))
        elif isinstance(child, nodes.option_group):
            texts.append(", ".join(option.astext() for option in child.children))
    return " ".join(texts).replace("\n", " ")


def _labels(table: nodes.table) -> Iterator[str]:
    """Give the names that point at a table: its own, and the targets before it.

    A directive that is transparent here, such as `only`, leaves no node, so that a label before it reaches the table.
    """
    siblings = table.parent.children
    targets: list[str] = []
    for node in reversed(siblings[: siblings.index(table)]):
        if isinstance(node, nodes.target) and not any(map(node.hasattr, ("refuri", "refid", "refname", "anonymous"))):
            targets += _names(node)
        elif not isinstance(node, (*_BETWEEN, nodes.target)):
            break
    yield from dict.fromkeys((*reversed(targets), *_names(table)))


def _names(node: nodes.Element) -> list[str]:
    """Give a node's names; docutils moves one that is defined twice aside."""
    return [*node.get("names", ()), *node.get("dupnames", ())]
