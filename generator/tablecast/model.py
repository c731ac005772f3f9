"""The strict layer: datasets of typed records, ready to be rendered.

A *dataset* is a named set of *records* with one *schema*, drawn from one or more tables.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from tablecast.content import Block  # noqa: TC001 - msgspec resolves the annotation when it decodes a record
from tablecast.diagnostics import Location  # noqa: TC001 - as above

TypeName = Literal["str", "int", "float", "bool", "enum"]
"""What a field's values are; `tablecast.types` reads them and each writer renders them."""

Scalar: TypeAlias = str | int | float | bool | None


class Field(Struct, frozen=True):
    """One field of a schema. `name` is as configured; a template asks a naming filter for an identifier.

    `title` is the name of its column as the document spells it; empty for a field that is drawn from the context.
    """

    name: str
    type: TypeName = "str"
    optional: bool = False
    values: tuple[str, ...] = ()
    description: str = ""
    title: str = ""


class Schema(Struct, frozen=True):
    """The fields of a dataset in order, the names of those that make its key, and the one that names a record."""

    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    name_field: str = ""

    @property
    def key_fields(self) -> tuple[Field, ...]:
        """The key's fields, in the key's order; empty when the dataset has no key."""
        by_name = {field.name: field for field in self.fields}
        return tuple(by_name[name] for name in self.key)


class Value(Struct, frozen=True):
    """A typed value, the text that it was read from, where that text stands, and its markup.

    `blocks` is empty for a value that was not read from a cell.
    """

    data: Scalar
    text: str
    location: Location
    blocks: tuple[Block, ...] = ()


class Record(Struct, frozen=True):
    """One record: a value for each field of the schema, in its order, and the place of its row."""

    values: tuple[Value, ...]
    location: Location


class Source(Struct, frozen=True):
    """A table that a dataset was drawn from, as a header names it."""

    document: str
    title: str
    location: Location
    rows: int


class Dataset(Struct, frozen=True):
    """Records with one schema, in document order, and the tables they were drawn from."""

    name: str
    schema: Schema
    records: tuple[Record, ...]
    sources: tuple[Source, ...]
    description: str = ""
