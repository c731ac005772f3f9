"""What the fast reader's block parser gives: the body elements of a document or a cell, nothing in them read yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from tablecast.content import Image


class Paragraph(Struct, frozen=True, gc=False):
    """A paragraph, as it is written."""

    text: str


class LiteralBlock(Struct, frozen=True, gc=False):
    """A block of text that is not markup."""

    text: str
    language: str = ""


class Item(Struct, frozen=True, gc=False):
    """An item of a list, its marker as written, and whether its source is one line.

    `line` and `column` are where the first line of its text begins, and `end` is where that line does.
    """

    marker: str
    one_line: bool
    body: list[Node]
    line: int
    column: int
    end: int


class BulletList(Struct, frozen=True, gc=False):
    """A bullet list, and its bullet."""

    bullet: str
    items: list[Item]


class EnumeratedList(Struct, frozen=True, gc=False):
    """An enumerated list; `first` is the number that it counts from, None where it counts by letters."""

    first: int | None
    items: list[Item]


class Labelled(Struct, frozen=True, gc=False):
    """A term with its definition, or a field with its body."""

    label: str
    body: list[Node]


class DefinitionList(Struct, frozen=True, gc=False):
    """A definition list."""

    items: list[Labelled]


class FieldList(Struct, frozen=True, gc=False):
    """A field list."""

    items: list[Labelled]


class BlockQuote(Struct, frozen=True, gc=False):
    """An indented block."""

    body: list[Node]


class Note(Struct, frozen=True, gc=False):
    """An admonition: the directive's name in lower case, and what a reader sees above the text."""

    kind: str
    heading: str
    body: list[Node]


class Figure(Struct, frozen=True, gc=False):
    """An image with a caption and a legend, which are its body."""

    body: list[Node]


class Container(Struct, frozen=True, gc=False):
    """The body of a directive of which nothing is known; name and argument are as written."""

    name: str
    argument: str
    body: list[Node]


class Picture(Struct, frozen=True, gc=False):
    """An image that is a block."""

    image: Image


class Comment(Struct, frozen=True, gc=False):
    """A comment, or a directive that shows nothing."""

    is_empty: bool


class Target(Struct, frozen=True, gc=False):
    """An explicit target, in the file's line of that index; an external one leads out of the document."""

    name: str
    line: int
    is_external: bool


class Substitution(Struct, frozen=True, gc=False):
    """The definition of a substitution that stands for an image."""

    name: str
    image: Image


class Transition(Struct, frozen=True, gc=False):
    """A line between two parts of the text."""


class Section(Struct, frozen=True, gc=False):
    """A title; its section holds what follows it. `line` is the index of the line below the title."""

    title: str
    style: str
    line: int


class Drawing(Struct, frozen=True, gc=False):
    """A table as it is drawn: its lines, and the line and column of the file that the first begins in."""

    grammar: Literal["grid", "simple"]
    lines: list[str]
    line: int
    column: int


class TitledTable(Struct, frozen=True, gc=False):
    """The directive `table`: a title, a name, and a table, with the line and column that the directive begins in."""

    title: str
    name: str
    line: int
    column: int
    table: Drawing


class ListTable(Struct, frozen=True, gc=False):
    """The directive `list-table`: its rows of items, how many are its header, and where its last line begins."""

    title: str
    name: str
    line: int
    column: int
    rows: list[list[Item]]
    header: int
    stub_columns: int
    end_line: int
    end_column: int


Node: TypeAlias = (
    Paragraph
    | LiteralBlock
    | BulletList
    | EnumeratedList
    | DefinitionList
    | FieldList
    | BlockQuote
    | Note
    | Figure
    | Container
    | Picture
    | Comment
    | Target
    | Substitution
    | Transition
    | Section
    | Drawing
    | TitledTable
    | ListTable
)
