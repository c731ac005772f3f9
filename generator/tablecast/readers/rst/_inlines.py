"""From docutils' inline nodes to the content model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from tablecast._regex import regex
from tablecast.content import (
    Emphasis,
    FootnoteReference,
    Image,
    LineBreak,
    Link,
    Literal,
    Math,
    Reference,
    Role,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from tablecast.readers.rst._folding import fold, tidy
from tablecast.readers.rst._nodes import CrossReference, RoleText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tablecast.content import Inline

_HTML_BREAK = regex(r"\s*<br\s*/?>\s*", re.IGNORECASE)


def read_inlines(children: Sequence[nodes.Node]) -> tuple[Inline, ...]:
    """Convert inline nodes, white space folded across them."""
    return tidy(inline for child in children for inline in _inline(child))


def _inline(node: Any) -> Iterator[Inline]:
    if isinstance(node, nodes.Text):
        yield Text(fold(node.astext()))
        return
    for kind, convert in _CONVERTERS.items():
        if isinstance(node, kind):
            yield from convert(node)
            return
    yield from (inline for child in node.children for inline in _inline(child))


def _literal(node: nodes.Element) -> Iterator[Inline]:
    """Keep runs of blanks, which a reader of code may need, and fold line ends only."""
    yield Literal(re.sub(r" *\n *", " ", node.astext()))


def _role(node: nodes.Element) -> Iterator[Inline]:
    yield Role(read_inlines(node.children), node["role"])


def _cross_reference(node: nodes.Element) -> Iterator[Inline]:
    yield Reference(read_inlines(node.children), node["role"], node["target"], node["titled"])


def _reference(node: nodes.Element) -> Iterator[Inline]:
    children = read_inlines(node.children)
    if node.get("refuri"):
        yield Link(children, node["refuri"])
    elif node.get("refname"):
        yield Reference(children, "", node["refname"])
    else:
        yield from children


def _image(node: nodes.Element) -> Iterator[Inline]:
    yield Image(node["uri"], node.get("alt", ""))


def _math(node: nodes.Element) -> Iterator[Inline]:
    yield Math(node.astext())


def _footnote_reference(node: nodes.Element) -> Iterator[Inline]:
    """Give the label that docutils' transform found, or what is written where there is no such footnote."""
    yield FootnoteReference(node.astext() or "#" + node.get("refname", ""))


def _raw(node: nodes.Element) -> Iterator[Inline]:
    """Read HTML's line break, the one way to break a line in a cell, and nothing else."""
    if "html" in node.get("format", "").split() and _HTML_BREAK.fullmatch(node.astext()):
        yield LineBreak()


def _undefined_substitution(node: nodes.Element) -> Iterator[Inline]:
    """Keep a substitution that the document does not define, such as Sphinx's `|release|`, as written."""
    yield Text(f"|{node.astext()}|")


def _nothing(_node: nodes.Element) -> Iterator[Inline]:
    yield from ()


_CONVERTERS: dict[Any, Callable[[Any], Iterator[Inline]]] = {
    nodes.literal: _literal,
    nodes.emphasis: lambda node: iter((Emphasis(read_inlines(node.children)),)),
    nodes.strong: lambda node: iter((Strong(read_inlines(node.children)),)),
    nodes.subscript: lambda node: iter((Subscript(read_inlines(node.children)),)),
    nodes.superscript: lambda node: iter((Superscript(read_inlines(node.children)),)),
    CrossReference: _cross_reference,
    RoleText: _role,
    nodes.reference: _reference,
    nodes.image: _image,
    nodes.math: _math,
    (nodes.footnote_reference, nodes.citation_reference): _footnote_reference,
    nodes.raw: _raw,
    nodes.substitution_reference: _undefined_substitution,
    (nodes.system_message, nodes.comment, nodes.pending): _nothing,
}
