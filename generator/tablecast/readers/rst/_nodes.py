"""Doctree nodes of our own, for what Sphinx documents say and docutils has no node for, and a walk up from a node."""

from __future__ import annotations

from docutils import nodes


class DirectiveBody(nodes.General, nodes.Element):
    """The body of a directive that means nothing here; attributes `kind` and `argument` are as written."""


class CrossReference(nodes.Inline, nodes.TextElement):
    """A cross reference by role; attributes `role`, `target` and whether it is `titled` by its author."""


class RoleText(nodes.Inline, nodes.TextElement):
    """Interpreted text of a role that points nowhere; attribute `role`."""


class TitledBody(nodes.Admonition, nodes.Element):
    """An admonition that docutils does not know; attributes `kind` and `heading`."""


class Span(nodes.Inline, nodes.Element):
    """A span role of a `flat-table`; attributes `kind` (`rspan` or `cspan`) and `count`."""


def enclosing_cell(node: nodes.Node) -> nodes.entry | None:
    """Give the innermost cell that a node stands in."""
    while node.parent:
        node = node.parent
        if isinstance(node, nodes.entry):
            return node
    return None
