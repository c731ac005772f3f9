"""What templates see of a value: the text that it was read from, where that stands, and its markup to walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, NoReturn, cast

from tablecast.content import (
    REMEMBERED,
    Admonition,
    Definition,
    DefinitionList,
    Destination,
    Image,
    Inline,
    inline_text,
    plain_text,
    without_notes,
)
from tablecast.model import Entries, Items, Markup, Place, Quantity, Range
from tablecast.types import write_value
from tablecast.writers._guarded import HINT, Guarded, Opaque, described, opened
from tablecast.writers._refusal import MisuseError, UnescapedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.content import Block, DestinationKind
    from tablecast.diagnostics import Location
    from tablecast.model import Data, Field, TypeName, Value
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


class DataView(Guarded):
    """A value with its parts: the items of a list, the entries of a mapping, the `amount` and `unit` of a quantity.

    Iterating over a list gives its items, over a mapping its keys, as in Python. Every part is guarded.
    """

    __slots__ = ()

    def items(self) -> tuple[tuple[DataView, DataView], ...]:
        """Give the entries of a mapping.

        Raises:
            MisuseError: It is none.
        """
        match self._data:
            case Entries(entries):
                return tuple((self._see(key), self._see(value)) for key, value in entries)
            case _:
                message = f"{described(self._data)} has no entries, which a mapping has"
                raise MisuseError(message)

    def __iter__(self) -> Iterator[DataView]:
        """Give the items of a list, or the keys of a mapping.

        Raises:
            MisuseError: It is neither.
        """
        held = _held(self._data)
        if held is None:
            message = f"{described(self._data)} has no items, which a list or a mapping has"
            raise MisuseError(message)
        return map(self._see, held)

    def __len__(self) -> int:
        """Count the items of a list or the entries of a mapping; of any other, give the length of the text."""
        held = _held(self._data)
        return super().__len__() if held is None else len(held)

    def __contains__(self, part: object) -> bool:
        """Tell whether an item of a list, or a key of a mapping, is there; of any other, whether the text is."""
        held = _held(self._data)
        return super().__contains__(part) if held is None else opened(part) in held

    def __getitem__(self, name: object) -> object:
        """Give a part: of a list by its number, of a mapping by its key, of any other by its name.

        Raises:
            LookupError: There is no such part.
        """
        known = opened(name)
        match self._data:
            case Items(items) if isinstance(known, int):
                return self._see(items[known])
            case Markup(blocks) if known == "blocks":
                return tuple(NodeView(block, self._origin) for block in blocks)
            case _:
                return self._see(_parts_of(self._data)[known])

    def _see(self, data: Data) -> DataView:
        return DataView(data, self._origin)


class ValueView(DataView):
    """A value of a record: what a filter writes, with the text that it was read from, its place and its markup."""

    __slots__ = ("_field", "_value")

    def __init__(self, value: Value, field: Field, origin: Origin) -> None:
        """See the value of a field; `origin` says which record and field it stands for."""
        super().__init__(value.data, origin)
        self._value = value
        self._field = field

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
        """The value's markup, or else that of the cell; empty for a value of the table's context."""
        blocks = self._data.blocks if isinstance(self._data, Markup) else self._value.blocks
        return tuple(NodeView(block, self._origin) for block in blocks)

    @property
    def _shown(self) -> tuple[Block, ...]:
        """The markup that shows the value: that of its cell, if this says the value and nothing else.

        It does so word for word, or because the type is one of those that mean what the cell says.
        """
        data, blocks = self._data, self._value.blocks
        if isinstance(data, Markup):
            return data.blocks
        if data is None or not blocks or self._field.type in _MEANT:
            return () if data is None else blocks
        return blocks if _say(blocks, write_value(data)) else ()


@lru_cache(REMEMBERED)
def _say(blocks: tuple[Block, ...], text: str) -> bool:
    """Whether markup says a text, its notes left out or not."""
    said = text.split()
    return said == plain_text(blocks).split() or said == plain_text(without_notes(blocks)).split()


_MEANT: tuple[TypeName, ...] = ("list", "mapping", "reference", "url")
"""The types whose values are flat beside the markup of the cell: that has the lists, the emphasis and the links."""

field_of: Callable[[ValueView], Field] = attrgetter("_field")
"""Give the field that a value is of: for the writers."""

_shown_of: Callable[[ValueView], tuple[Block, ...]] = attrgetter("_shown")


def markup_of(value: object) -> tuple[Block, ...]:
    """Give the markup that shows a value, if there is any: for the filters, which write it."""
    match value:
        case ValueView():
            return _shown_of(value)
        case DataView() if isinstance(data := opened(value), Markup):
            return data.blocks
        case _:
            return ()


def part_names(value: DataView) -> tuple[str, ...]:
    """Give the names of what a value has, for messages."""
    own = ("missing", "text", "location", "blocks") if isinstance(value, ValueView) else ("missing",)
    return (*_parts_of(opened(value)), *own)


def _held(data: Data) -> tuple[Data, ...] | None:
    """Give what iterating over a value gives, if it can be."""
    match data:
        case Items(items):
            return items
        case Entries(entries):
            return tuple(key for key, _ in entries)
        case _:
            return None


def _parts_of(data: Data) -> dict[str, Data]:
    match data:
        case Quantity() | Range() | Place():
            return {name: getattr(data, name) for name in data.__struct_fields__}
        case Entries(entries):
            return dict(entries)
        case _:
            return {}


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
