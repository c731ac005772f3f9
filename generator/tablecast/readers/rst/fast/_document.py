"""A document's body elements, walked once: its title, fields and targets, and its tables with what surrounds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from tablecast._regex import regex
from tablecast.content import Destination, inline_text
from tablecast.diagnostics import Location
from tablecast.readers.rst._titles import plain_title, without_number
from tablecast.readers.rst.fast import _syntax
from tablecast.readers.rst.fast._drawings import read_drawing
from tablecast.readers.rst.fast._inline import read_inline
from tablecast.readers.rst.fast._links import refuse_named
from tablecast.readers.rst.fast._list_tables import read_list_table
from tablecast.readers.rst.fast._names import Names
from tablecast.readers.rst.fast._unusual import UnusualError
from tablecast.tables import Document, Table, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.content import DestinationKind, Image
    from tablecast.readers.rst.fast._cells import Cells
    from tablecast.readers.rst.fast._inline import Images
    from tablecast.readers.rst.fast._syntax import Node

_PLAIN_NAME = regex(r"[a-zA-Z0-9](?:[a-zA-Z0-9 _.-]*[a-zA-Z0-9])?$")


AnyTable: TypeAlias = _syntax.Drawing | _syntax.TitledTable | _syntax.ListTable


class _Section(Struct, frozen=True, gc=False):
    title: str
    line: int


class _Label(Struct, frozen=True, gc=False):
    """A target inside of the document, and the section that it points at, None for any other spot."""

    name: str
    line: int
    section: int | None


class _Found(Struct, frozen=True, gc=False):
    """A table, and what surrounds it as it is written; the headings are those of the sections of these indices."""

    node: AnyTable
    labels: tuple[str, ...]
    sections: tuple[int, ...]
    items: tuple[tuple[str, ...], ...]


def read_nodes(path: str, nodes: Sequence[Node], text: str) -> Document:
    """Make the model of a document, of whose text these are the body elements.

    Raises:
        UnusualError: There is something that only docutils reads.
    """
    walk = _Walk()
    walk.body(nodes, [], None)
    walk.end()
    refuse_named(text, walk.names.all)
    return _Reader(path, walk).document()


class _Walk:
    """Collects what there is, with nothing read: a substitution may be defined after its use."""

    def __init__(self) -> None:
        self.names = Names()
        self.sections: list[_Section] = []
        self.labels: list[_Label] = []
        self.tables: list[_Found] = []
        self.images: dict[str, Image] = {}
        self.fields: list[_syntax.Labelled] = []
        self._waiting: list[_syntax.Target] = []
        self._styles: list[str] = []
        self._open: list[int] = []
        self._may_begin = True

    def body(self, nodes: Iterable[Node], items: list[list[str]], own: list[str] | None) -> None:
        """Walk over siblings; `items` are the texts of the enclosing items, `own` that of the item they stand in."""
        labels: list[str] = []
        for node in nodes:
            if isinstance(node, _syntax.Target):
                self._target(node)
                labels += [node.name] * (not node.is_external)
            elif isinstance(node, _syntax.Comment):
                # docutils takes the text of a comment for what a label before it points at.
                if not node.is_empty:
                    self._point(None)
            elif isinstance(node, _syntax.Substitution):
                self._point(None)
                self._define(node)
            else:
                self._visible(node, labels, items, own)
                labels = []

    def end(self) -> None:
        """Let the labels at the end point nowhere."""
        self._point(None)

    def _target(self, node: _syntax.Target) -> None:
        self.names.add_target(node.name)
        if not node.is_external:
            self._waiting.append(node)

    def _point(self, section: int | None) -> None:
        """Tell the labels that wait what they point at."""
        if self._waiting:
            self.labels += (_Label(target.name, target.line, section) for target in self._waiting)
            self._waiting.clear()

    def _define(self, node: _syntax.Substitution) -> None:
        if node.name in self.images:
            message = f"a second definition of '{node.name}'"
            raise UnusualError(message)
        self.images[node.name] = node.image

    def _visible(self, node: Node, labels: list[str], items: list[list[str]], own: list[str] | None) -> None:
        if isinstance(node, _syntax.Section):
            self._section(node)
            return
        self._point(None)
        if self._may_begin and isinstance(node, _syntax.FieldList):
            self.fields = node.items
        self._may_begin = False
        if isinstance(node, _syntax.Paragraph):
            if own is not None:
                own.append(node.text)
        elif isinstance(node, AnyTable):
            self.tables.append(_Found(node, tuple(labels), tuple(self._open), tuple(map(tuple, items))))
        else:
            self._inside(node, items)

    def _inside(self, node: Node, items: list[list[str]]) -> None:
        """Walk over what stands in a block."""
        match node:
            case _syntax.BulletList(_, parts) | _syntax.EnumeratedList(_, parts):
                for part in parts:
                    self._item(part.body, items, [])
            case _syntax.FieldList(fields):
                for field in fields:
                    self._item(field.body, items, [field.label], is_labelled=True)
            case _syntax.DefinitionList(definitions):
                for definition in definitions:
                    self._definition(definition, items)
            case (
                _syntax.BlockQuote(body)
                | _syntax.Note(_, _, body)
                | _syntax.Figure(body)
                | _syntax.Container(_, _, body)
            ):
                self.body(body, items, None)
            case _:
                pass

    def _definition(self, node: _syntax.Labelled, items: list[list[str]]) -> None:
        known = len(self.tables)
        self._item(node.body, items, [node.label], is_labelled=True)
        if " : " in node.label and len(self.tables) > known:
            message = "a table below a term with a classifier"
            raise UnusualError(message)

    def _item(self, body: list[Node], items: list[list[str]], text: list[str], *, is_labelled: bool = False) -> None:
        self._point(None)
        self.body(body, [*items, text], None if is_labelled else text)

    def _section(self, node: _syntax.Section) -> None:
        """Open a section on the level of its style; docutils refuses one that skips a level."""
        known = self._styles.index(node.style) + 1 if node.style in self._styles else len(self._styles) + 1
        if known > len(self._open) + 1:
            message = "a title whose style skips a level"
            raise UnusualError(message)
        self._styles += [node.style] * (known > len(self._styles))
        index = len(self.sections)
        self._may_begin = self._may_begin and not self.sections
        self._point(index)
        self._open[known - 1 :] = [index]
        if "|" in node.title:
            message = "a title that may hold a substitution"
            raise UnusualError(message)
        inlines = read_inline(node.title, {})
        self.sections.append(_Section(plain_title(inlines), node.line))
        self.names.add_section(" ".join(inline_text(inlines).lower().split()), index)


class _Reader:
    """Reads what a walk collected."""

    def __init__(self, path: str, walk: _Walk) -> None:
        self.path = path
        self.walk = walk
        self.images: Images = {name.lower(): image for name, image in walk.images.items()} | walk.images

    def document(self) -> Document:
        """Make the document."""
        title = self.walk.sections[0].title if self.walk.sections else ""
        tables = tuple(self._table(found, ordinal) for ordinal, found in enumerate(self.walk.tables, 1))
        return Document(self.path, title, self._fields(), tables, self._targets(tables))

    def _text(self, source: str) -> str:
        return inline_text(read_inline(source, self.images))

    def _fields(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        for field in self.walk.fields:
            if not _PLAIN_NAME.match(field.label) or any(
                not isinstance(part, _syntax.Paragraph) for part in field.body
            ):
                message = "a field of the document that is no line of text"
                raise UnusualError(message)
            texts = [self._text(part.text) for part in field.body if isinstance(part, _syntax.Paragraph)]
            fields.setdefault(field.label.lower(), " ".join(texts))
        return fields

    def _table(self, found: _Found, ordinal: int) -> Table:
        node = found.node
        cells = self._cells(node)
        title = read_inline(node.title, self.images) if not isinstance(node, _syntax.Drawing) and node.title else ()
        name = "" if isinstance(node, _syntax.Drawing) else node.name
        return Table(
            self.path,
            ordinal,
            cells.grammar,
            self._location(node.line, node.column),
            cells.width,
            cells.header,
            cells.rows,
            inline_text(title),
            without_number(plain_title(title)),
            tuple(dict.fromkeys((*found.labels, *[name] * bool(name)))),
            tuple(self.walk.sections[index].title for index in found.sections),
            tuple(" ".join(map(self._text, texts)).replace("\n", " ") for texts in found.items),
            cells.stub_columns,
            cells.end,
        )

    def _cells(self, node: AnyTable) -> Cells:
        if isinstance(node, _syntax.ListTable):
            return read_list_table(node, self.path, self.images)
        return read_drawing(node.table if isinstance(node, _syntax.TitledTable) else node, self.path, self.images)

    def _location(self, line: int, column: int) -> Location:
        return Location(self.path, line + 1, column + 1)

    def _targets(self, tables: Sequence[Table]) -> tuple[Target, ...]:
        """Give the targets, each name once; what is explicit goes before a section's title."""
        found: dict[str, Target] = {}
        for target in (*_tables(tables), *self._labels(), *self._sections()):
            found.setdefault(target.name, target)
        return tuple(found.values())

    def _labels(self) -> Iterator[Target]:
        for label in self.walk.labels:
            kind: DestinationKind = "place" if label.section is None else "section"
            title = "" if label.section is None else self._title(label.section)
            destination = self._destination(kind, title, label.line)
            yield Target(label.name, True, destination)  # noqa: FBT003 - a field of a record

    def _sections(self) -> Iterator[Target]:
        for index, name in sorted(self.walk.names.kept.items()):
            destination = self._destination("section", self._title(index), self.walk.sections[index].line)
            yield Target(name, False, destination)  # noqa: FBT003 - a field of a record

    def _title(self, section: int) -> str:
        return self.walk.sections[section].title

    def _destination(self, kind: DestinationKind, title: str, line: int) -> Destination:
        return Destination(self.path, kind, title, Location(self.path, line + 1))


def _tables(tables: Iterable[Table]) -> Iterator[Target]:
    for table in tables:
        destination = Destination(table.document, "table", table.title, table.location, table.ordinal)
        yield from (Target(label, True, destination) for label in table.labels)  # noqa: FBT003 - a field of a record
