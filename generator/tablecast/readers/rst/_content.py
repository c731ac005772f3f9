"""From docutils' body elements to the content model: what a cell holds, and nothing that docutils says about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from tablecast.content import (
    Admonition,
    BlockQuote,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    FootnoteReference,
    Image,
    LineBlock,
    Literal,
    MathBlock,
    NestedTable,
    Paragraph,
    Text,
)
from tablecast.readers.rst._folding import tidy
from tablecast.readers.rst._inlines import read_inlines
from tablecast.readers.rst._lists import ListItem, bullet_list, enumerated_list, field_list
from tablecast.readers.rst._nodes import DirectiveBody, TitledBody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tablecast.content import Block, Inline
    from tablecast.readers.rst._reading import Item


class Converter:
    """Converts the body elements of one document.

    `items` says what is written before each list item; `nested` gives the ordinal and the text of a table in a cell.
    """

    def __init__(self, items: Mapping[nodes.Node, Item], nested: Callable[[nodes.table], NestedTable]) -> None:
        """Begin a document."""
        self.items = items
        self.nested = nested

    def blocks(self, children: Iterable[nodes.Node]) -> tuple[Block, ...]:
        """Convert body elements; inline nodes among them are gathered into paragraphs."""
        blocks: list[Block] = []
        loose: list[nodes.Node] = []
        for child in children:
            if isinstance(child, _LOOSE) and not isinstance(child, _BODY_TOO):
                loose.append(child)
                continue
            blocks += _paragraph(loose)
            loose = []
            blocks += self._block(child)
        blocks += _paragraph(loose)
        return tuple(blocks)

    def _block(self, node: Any) -> Iterator[Block]:
        for kind, convert in _CONVERTERS.items():
            if isinstance(node, kind):
                yield from convert(self, node)
                return
        yield from self.blocks(node.children)

    def marker(self, item: nodes.Node) -> str:
        """Give what is written before a list item."""
        known = self.items.get(item)
        return known.marker if known else "-"


_LOOSE: Any = (nodes.Text, nodes.Inline)
_BODY_TOO: Any = (nodes.image, nodes.raw, nodes.target)
"""Inline elements that are body elements as well, and stand for themselves there."""


def _paragraph(children: Sequence[nodes.Node]) -> Iterator[Paragraph]:
    inlines = read_inlines(children)
    if inlines:
        yield Paragraph(inlines)


def _text_block(_converter: Converter, node: nodes.Element) -> Iterator[Block]:
    yield from _paragraph(node.children)


def _attribution(_converter: Converter, node: nodes.Element) -> Iterator[Block]:
    yield Paragraph(tidy((Text("\u2014 "), *read_inlines(node.children))))


def _section(converter: Converter, node: nodes.Element) -> Iterator[Block]:
    """Keep a title that stands inside a directive's body."""
    for child in node.children:
        if isinstance(child, nodes.title):
            yield from _paragraph(child.children)
    yield from converter.blocks(node.children)


def _bullet_list(converter: Converter, node: nodes.Element) -> Iterator[Block]:
    yield from bullet_list(node.get("bullet", "-"), _items(converter, node))


def _enumerated_list(converter: Converter, node: nodes.Element) -> Iterator[Block]:
    first = int(node.get("start", 1)) if node.get("enumtype") == "arabic" else None
    yield enumerated_list(first, _items(converter, node))


def _items(converter: Converter, node: nodes.Element) -> list[ListItem]:
    return [_item(converter, item) for item in node.children]


def _item(converter: Converter, item: Any) -> ListItem:
    return ListItem(converter.marker(item), converter.blocks(item.children), "\n" not in item.rawsource.strip())


def _field_list(converter: Converter, node: nodes.Element) -> Iterator[Block]:
    yield field_list([_definition(converter, field) for field in node.children])


def _definition_list(converter: Converter, node: nodes.Element) -> Iterator[Block]:
    yield DefinitionList(tuple(_definition(converter, item) for item in node.children))


def _definition(converter: Converter, item: nodes.Node) -> Definition:
    """Make a definition of an item of a definition list, a field list or an option list."""
    term: list[Inline] = []
    blocks: tuple[Block, ...] = ()
    for part in item.children:
        if isinstance(part, nodes.option_group):
            term.append(Literal(", ".join(option.astext() for option in part.children)))
        elif isinstance(part, (nodes.term, nodes.field_name)):
            term += read_inlines(part.children)
        elif isinstance(part, nodes.classifier):
            term += (Text(" : "), *read_inlines(part.children))
        else:
            blocks += converter.blocks(part.children)
    return Definition(tidy(term), blocks)


def _code(_converter: Converter, node: nodes.Element) -> Iterator[Block]:
    yield CodeBlock(node.astext(), node.get("language", ""))


def _line_block(_converter: Converter, node: nodes.Element) -> Iterator[Block]:
    lines = tuple(_lines(node, ""))
    if any(lines):
        yield LineBlock(lines)


def _lines(node: nodes.Node, indent: str) -> Iterator[tuple[Inline, ...]]:
    for child in node.children:
        if isinstance(child, nodes.line_block):
            yield from _lines(child, indent + "    ")
        else:
            line = read_inlines(child.children)
            yield (Text(indent), *line) if indent and line else line


def _block_quote(converter: Converter, node: nodes.Element) -> Iterator[Block]:
    yield BlockQuote(converter.blocks(node.children))


def _titled_body(converter: Converter, node: nodes.Element) -> Iterator[Block]:
    yield Admonition(node["kind"], node["heading"], converter.blocks(node.children))


def _directive_body(converter: Converter, node: nodes.Element) -> Iterator[Block]:
    yield Container(node["kind"], node["argument"], converter.blocks(node.children))


def _math_block(_converter: Converter, node: nodes.Element) -> Iterator[Block]:
    yield MathBlock(node.astext())


def _image(_converter: Converter, node: nodes.Element) -> Iterator[Block]:
    yield Image(node["uri"], node.get("alt", ""))


def _footnote(converter: Converter, node: nodes.Element) -> Iterator[Block]:
    """Read a footnote that stands in a cell as its label and its text."""
    label = "".join(child.astext() for child in node.children if isinstance(child, nodes.label))
    body = converter.blocks(child for child in node.children if not isinstance(child, nodes.label))
    yield DefinitionList((Definition((FootnoteReference(label),), body),))


def _table(converter: Converter, node: nodes.table) -> Iterator[Block]:
    yield converter.nested(node)


def _nothing(_converter: Converter, _node: nodes.Element) -> Iterator[Block]:
    yield from ()


_CONVERTERS: dict[Any, Callable[[Converter, Any], Iterator[Block]]] = {
    (nodes.paragraph, nodes.caption, nodes.rubric): _text_block,
    nodes.attribution: _attribution,
    nodes.section: _section,
    nodes.bullet_list: _bullet_list,
    nodes.enumerated_list: _enumerated_list,
    nodes.field_list: _field_list,
    (nodes.definition_list, nodes.option_list): _definition_list,
    (nodes.literal_block, nodes.doctest_block): _code,
    nodes.line_block: _line_block,
    nodes.block_quote: _block_quote,
    TitledBody: _titled_body,
    DirectiveBody: _directive_body,
    nodes.math_block: _math_block,
    nodes.image: _image,
    (nodes.footnote, nodes.citation): _footnote,
    nodes.table: _table,
    (nodes.comment, nodes.pending, nodes.substitution_definition, nodes.target, nodes.raw): _nothing,
    (nodes.system_message, nodes.transition, nodes.decoration, nodes.title): _nothing,
}
