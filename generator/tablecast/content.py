"""The markup inside a cell: a small model of our own, independent of the parser.

The names follow docutils' node names (and so the reStructuredText specification's element names) where there is one.
Each kind is tagged by its class name, so that the model can be stored and read back.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from typing import Literal as Literal_

from msgspec import Struct
from msgspec.structs import replace

from tablecast.diagnostics import Location  # noqa: TC001 - msgspec resolves the annotation when it decodes a cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REMEMBERED = 2**12
"""Of how many cells what is made of them is remembered: in many a column, the same few stand over and over."""

DestinationKind: TypeAlias = Literal_["document", "section", "table", "place"]


# What cannot change after it is made holds nothing that holds it, so there is no cycle for a collector to look for,
# here and in the other models of documents and datasets. Without `gc=False` it would look at each cell of all of them.
class _Node(Struct, frozen=True, gc=False, tag=True):
    """A piece of content."""


class Text(_Node, frozen=True):
    """Plain text, white space folded."""

    text: str


class Emphasis(_Node, frozen=True):
    """Emphasised text."""

    children: tuple[Inline, ...]


class Strong(_Node, frozen=True):
    """Strongly emphasised text."""

    children: tuple[Inline, ...]


class Literal(_Node, frozen=True):
    """Inline literal text."""

    text: str


class Subscript(_Node, frozen=True):
    """Lowered text."""

    children: tuple[Inline, ...]


class Superscript(_Node, frozen=True):
    """Raised text."""

    children: tuple[Inline, ...]


class Link(_Node, frozen=True):
    """A hyperlink to a URI."""

    children: tuple[Inline, ...]
    uri: str


class Destination(Struct, frozen=True, gc=False):
    """What a reference points to, and where that stands.

    `title` is the section's heading or the table's caption without its number; `ordinal` counts a table in its
    document from 1, as in `tablecast.tables.Table`, and is 0 for anything else. A `place` is any other labelled spot.
    """

    document: str
    kind: DestinationKind
    title: str
    location: Location
    ordinal: int = 0


class Reference(_Node, frozen=True):
    """A cross reference by role (`ref`, `doc`, `numref`, `class`, ...) or by a target's name (role is empty).

    `titled` tells whether the text was written by the author; it is the target's name otherwise, until
    `tablecast.references` finds the `destination`, which is None before that and where there is none.
    """

    children: tuple[Inline, ...]
    role: str
    target: str
    titled: bool = True
    destination: Destination | None = None


class Role(_Node, frozen=True):
    """Interpreted text of a role that has no meaning of its own here, such as `guilabel` or `kbd`."""

    children: tuple[Inline, ...]
    role: str


class Image(_Node, frozen=True):
    """An image; allowed as a block, too."""

    uri: str
    alt: str = ""


class Math(_Node, frozen=True):
    """A formula in LaTeX notation."""

    text: str


class FootnoteReference(_Node, frozen=True):
    """A footnote or citation reference, with the label that a reader sees."""

    label: str


class LineBreak(_Node, frozen=True):
    """A hard line break."""


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Literal
    | Subscript
    | Superscript
    | Link
    | Reference
    | Role
    | Image
    | Math
    | FootnoteReference
    | LineBreak
)


class Paragraph(_Node, frozen=True):
    """A paragraph."""

    children: tuple[Inline, ...]


class BulletList(_Node, frozen=True):
    """A bullet list."""

    items: tuple[tuple[Block, ...], ...]


class EnumeratedList(_Node, frozen=True):
    """An enumerated list; `enumerators` are as written, such as `1.`, `a)` or `IV.`, one an item."""

    items: tuple[tuple[Block, ...], ...]
    enumerators: tuple[str, ...]


class Definition(_Node, frozen=True):
    """A term with its definition; field lists and option lists become definitions as well."""

    term: tuple[Inline, ...]
    blocks: tuple[Block, ...]


class DefinitionList(_Node, frozen=True):
    """A definition list."""

    items: tuple[Definition, ...]


class CodeBlock(_Node, frozen=True):
    """A literal block, white space kept; `language` is empty when none is named."""

    text: str
    language: str = ""


class LineBlock(_Node, frozen=True):
    """Lines whose breaks matter; inner blocks are flattened with their indentation."""

    lines: tuple[tuple[Inline, ...], ...]


class BlockQuote(_Node, frozen=True):
    """A block quote."""

    blocks: tuple[Block, ...]


class Admonition(_Node, frozen=True):
    """A note, warning or the like; `kind` is the directive's name and `title` what a reader sees above the text."""

    kind: str
    title: str
    blocks: tuple[Block, ...]


class MathBlock(_Node, frozen=True):
    """A displayed formula in LaTeX notation."""

    text: str


class Container(_Node, frozen=True):
    """The body of a directive that has no meaning of its own here; `argument` is the directive's argument."""

    name: str
    argument: str
    blocks: tuple[Block, ...]


class NestedTable(_Node, frozen=True):
    """A table inside a cell, by its ordinal in the document, with its text."""

    ordinal: int
    text: str


Block: TypeAlias = (
    Paragraph
    | BulletList
    | EnumeratedList
    | DefinitionList
    | CodeBlock
    | LineBlock
    | BlockQuote
    | Admonition
    | MathBlock
    | Container
    | Image
    | NestedTable
)


def references(node: object) -> Iterator[Reference]:
    """Give every reference in a piece of content, or in a tuple of pieces, in reading order."""
    if isinstance(node, tuple):
        for part in cast("tuple[object, ...]", node):
            yield from references(part)
    elif isinstance(node, Struct):
        if isinstance(node, Reference):
            yield node
        for name in _holders(type(node)):
            yield from references(getattr(node, name))


@lru_cache(REMEMBERED)
def has_references(blocks: tuple[Block, ...]) -> bool:
    """Whether there is a reference in the content of a cell."""
    return any(True for _ in references(blocks))


def map_references(node: Any, change: Callable[[Reference], Reference]) -> Any:
    """Give a piece of content, or a tuple of pieces, with every reference changed; what holds none is kept as it is."""
    if isinstance(node, tuple):
        return tuple(map_references(part, change) for part in cast("tuple[object, ...]", node))
    if not isinstance(node, Struct) or not any(True for _ in references(node)):
        return node
    changed = change(node) if isinstance(node, Reference) else node
    parts = {name: map_references(getattr(changed, name), change) for name in _holders(type(changed))}
    return replace(changed, **parts)


@cache
def _holders(kind: type[Struct]) -> tuple[str, ...]:
    """Give the names of the fields that hold content, or texts, in a kind of content."""
    return tuple(name for name in kind.__struct_fields__ if kind.__annotations__[name].startswith("tuple["))


def without_notes(node: Any) -> Any:
    """Give a piece of content, or a tuple of pieces, without its footnote references.

    The number of a note changes with the notes before it, and is no part of a name.
    """
    if isinstance(node, tuple):
        parts = cast("tuple[object, ...]", node)
        return tuple(without_notes(part) for part in parts if not isinstance(part, FootnoteReference))
    if not isinstance(node, Struct):
        return node
    return replace(node, **{name: without_notes(getattr(node, name)) for name in _holders(type(node))})


def plain_text(blocks: tuple[Block, ...]) -> str:
    """Give what a reader would read.

    Blocks are separated by an empty line; a list has an item per line, a table a row per line.
    """
    return "\n\n".join(filter(None, map(_block_text, blocks)))


def inline_text(inlines: tuple[Inline, ...]) -> str:
    """Give what a reader would read of a paragraph; hard line breaks are newlines."""
    if len(inlines) == 1 and isinstance(inlines[0], Text):  # It is most often so.
        return inlines[0].text
    return "".join(map(_inline_text, inlines))


def _inline_text(inline: Inline) -> str:
    match inline:
        case Text(text) | Literal(text) | Math(text):
            return text
        case Image(uri, alt):
            return alt or uri
        case FootnoteReference(label):
            return f"[{label}]"
        case LineBreak():
            return "\n"
        case _:
            return inline_text(inline.children)


def _block_text(block: Block) -> str:  # noqa: PLR0911 - one case for each kind of block, each a line
    match block:
        case Paragraph(children):
            return inline_text(children)
        case BulletList(items):
            return _list_text(("-",) * len(items), items)
        case EnumeratedList(items, enumerators):
            return _list_text(enumerators, items)
        case DefinitionList(definitions):
            return "\n".join(map(_definition_text, definitions))
        case CodeBlock(text) | MathBlock(text) | NestedTable(_, text):
            return text
        case LineBlock(lines):
            return "\n".join(map(inline_text, lines))
        case BlockQuote(blocks):
            return plain_text(blocks)
        case Admonition(_, title, blocks) | Container(_, title, blocks):
            return "\n\n".join(filter(None, (title, plain_text(blocks))))
        case Image(uri, alt):
            return alt or uri


def _list_text(markers: tuple[str, ...], items: tuple[tuple[Block, ...], ...]) -> str:
    return "\n".join(
        f"{marker} {_indented(_item_text(item), len(marker) + 1)}".rstrip(" ")
        for marker, item in zip(markers, items, strict=True)
    )


def _item_text(blocks: tuple[Block, ...]) -> str:
    """Join the blocks of an item; a list follows its introduction without an empty line."""
    text = ""
    for block in blocks:
        gap = "\n" if isinstance(block, BulletList | EnumeratedList | DefinitionList) else "\n\n"
        text = gap.join(filter(None, (text, _block_text(block))))
    return text


def _definition_text(definition: Definition) -> str:
    body = plain_text(definition.blocks)
    return "\n".join(filter(None, (inline_text(definition.term), "  " + _indented(body, 2) if body else "")))


def _indented(text: str, width: int) -> str:
    """Indent every line but the first, and no empty one."""
    return re.sub(r"\n(?!\n|$)", "\n" + " " * width, text)
