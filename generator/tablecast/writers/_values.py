"""What templates see of a value: the text that it was read from, where that stands, and its markup to walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, NoReturn, cast

from tablecast.content import (
    Admonition,
    Definition,
    DefinitionList,
    Destination,
    Image,
    Inline,
    inline_text,
    plain_text,
)
from tablecast.writers._guarded import HINT, Guarded, Opaque
from tablecast.writers._refusal import UnescapedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.content import Block, DestinationKind
    from tablecast.diagnostics import Location
    from tablecast.model import Field, Value
    from tablecast.writers._marks import Origin

    Node = Block | Inline | Definition


class LocationView(NamedTuple):
    """A place in a document. An output that says lines changes whenever the document grows above them."""

    path: Guarded
    line: int
    column: int


class DestinationView(NamedTuple):
    """What a reference points to; `kind` is one of the names of `tablecast.content.DestinationKind`."""

    document: Guarded
    kind: DestinationKind
    title: Guarded
    location: LocationView
    ordinal: int


class ValueView(Guarded):
    """A value of a record: what a filter writes, with the text that it was read from, its place and its markup."""

    __slots__ = ("_cell", "_value")

    def __init__(self, value: Value, field: Field, origin: Origin) -> None:
        """See the value of a field; `origin` says which record and field it stands for."""
        super().__init__(value.data, origin)
        self._value = value
        # A value of another type is not what its cell shows, but what the cell means.
        self._cell = value.blocks if field.type == "str" and value.data is not None else ()

    @property
    def text(self) -> Guarded:
        """The text that the value was read from."""
        return Guarded(self._value.text, self._origin)

    @property
    def location(self) -> LocationView:
        """Where that text stands."""
        return see_location(self._value.location)

    @property
    def blocks(self) -> tuple[NodeView, ...]:
        """The markup of the cell; empty for a value of the table's context."""
        return tuple(NodeView(block, self._origin) for block in self._value.blocks)


_cell_of: Callable[[ValueView], tuple[Block, ...]] = attrgetter("_cell")


def markup_of(value: object) -> tuple[Block, ...]:
    """Give the markup that shows a value, if it is a text of a cell: for the filters, which write it."""
    return _cell_of(value) if isinstance(value, ValueView) else ()


class NodeView(Opaque):
    """A piece of markup: `kind` names its class in `tablecast.content`, and `node.NAME` is an attribute of that.

    An admonition's own `kind`, such as `note`, is its `name`, as it is for a container. Every text is guarded, the
    pieces in it are views, and `text` is what a reader would read of it all. Iterating gives the names of its parts.
    """

    __slots__ = ("_node", "_origin")

    def __init__(self, node: Node, origin: Origin | None) -> None:
        """See a piece of a value's markup."""
        self._node = node
        self._origin = origin

    @property
    def kind(self) -> str:
        """The name of its class."""
        return type(self._node).__name__

    @property
    def text(self) -> Guarded:
        """What a reader would read."""
        return Guarded(_text(self._node), self._origin)

    def __str__(self) -> NoReturn:
        """Refuse to become a string.

        Raises:
            UnescapedError: Always.
        """
        message = f"a {self.kind} of the dataset is printed, and only its texts can be"
        raise UnescapedError(message, hint=HINT)

    def __getitem__(self, name: str) -> object:
        """Give a part.

        Raises:
            KeyError: There is no such part.
        """
        return self._see(self._parts()[name])

    def __iter__(self) -> Iterator[str]:
        """Give the names of the parts."""
        return iter(dict.fromkeys(("kind", "text", *self._parts())))

    def _parts(self) -> dict[str, object]:
        names = {name: name for name in self._node.__struct_fields__}
        if isinstance(self._node, Admonition):
            names = {"name": names.pop("kind"), **names}
        return {name: getattr(self._node, field) for name, field in names.items()}

    def _see(self, part: object) -> object:
        if isinstance(part, str):
            return Guarded(part, self._origin)
        if isinstance(part, tuple):
            return tuple(self._see(each) for each in cast(Iterable[object], part))
        if isinstance(part, Destination):
            document, title = Guarded(part.document, self._origin), Guarded(part.title, self._origin)
            return DestinationView(document, part.kind, title, see_location(part.location), part.ordinal)
        if part is None or isinstance(part, int):
            return part
        return NodeView(cast("Node", part), self._origin)


def see_location(location: Location) -> LocationView:
    """See a place."""
    return LocationView(Guarded(location.path), location.line, location.column)


def _text(node: Node) -> str:
    if isinstance(node, Definition):
        return plain_text((DefinitionList((node,)),))
    if isinstance(node, Inline) and not isinstance(node, Image):
        return inline_text((node,))
    return plain_text((node,))
