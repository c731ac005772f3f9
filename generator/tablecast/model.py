"""The strict layer: datasets of typed records, ready to be rendered.

A *dataset* is a named set of *records* with one *schema*, drawn from one or more tables.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

from tablecast.content import Block, DestinationKind  # noqa: TC001 - as above
from tablecast.diagnostics import Location  # noqa: TC001 - as above

TypeName = Literal[
    "str",
    "text",
    "int",
    "float",
    "decimal",
    "bool",
    "enum",
    "code",
    "date",
    "datetime",
    "version",
    "quantity",
    "range",
    "list",
    "mapping",
    "url",
    "reference",
    "markup",
]
"""What a field's values are; `tablecast.types` reads them and each writer renders them."""

Separator: TypeAlias = str
"""What stands between the values in one cell: a text, such as `/` or `,`, or a name of `SEPARATORS`."""

SEPARATORS = ("items", "lines")
"""The items of a list; the lines and paragraphs of a cell."""

Duplicates = Literal["error", "merge", "all", "first"]
"""What to do with records that have the same key."""

Number: TypeAlias = int | Decimal
Scalar: TypeAlias = str | int | float | bool | None


class Quantity(Struct, frozen=True):
    """An amount of a unit, such as `30 s`; a whole amount is an int."""

    amount: Number
    unit: str


class Range(Struct, frozen=True):
    """The numbers between two bounds; None is no bound. The words are those of JSON Schema (2020-12, 6.2)."""

    minimum: Number | None
    maximum: Number | None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False
    unit: str = ""


class Place(Struct, frozen=True):
    """What a reference points to: a document, or a section, table or other labelled place in it."""

    document: str
    kind: DestinationKind
    title: str


class Markup(Struct, frozen=True):
    """The content of a cell, with its markup."""

    blocks: tuple[Block, ...]


class Items(Struct, frozen=True):
    """The values of a list, in order."""

    items: tuple[Data, ...]


class Entries(Struct, frozen=True):
    """The entries of a mapping, in order, each key once."""

    entries: tuple[tuple[str, Data], ...]


Data: TypeAlias = Scalar | Decimal | dt.datetime | dt.date | Quantity | Range | Place | Markup | Items | Entries
"""A value. Which of these a field has, its type says:

`str`, `text`, `enum`, `code`, `version`, `url`: a str. `int`, `float`, `bool`: these. `decimal`: a Decimal.
`date`, `datetime`: these. `quantity`, `range`, `markup`: the class of that name. `list`: Items. `mapping`: Entries.
`reference`: the key of a record of another dataset (Items, if the key has several fields), or a Place.
No value is None.
"""


class Reading(Struct, frozen=True):
    """How the cells of a field are read, where its type leaves a choice; see `docs/configuration.md` for each.

    `true` and `false` are the texts of a bool, in the place of the usual ones when there are any; `formats` those of a
    date or datetime, in the notation of `strptime`; `units` those that a quantity may be given in.
    """

    pattern: str = ""
    base: int = 10
    true: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    separator: Separator = ""


class Field(Struct, frozen=True):
    """One field of a schema. `name` is as configured; a template asks a naming filter for an identifier.

    `title` is the name of its column as the document spells it; empty for a field that is drawn from the context.
    `members` name the `values` of an enum, each in its place, or are empty. `item` describes what a list holds, the
    values of a mapping, or the bounds of a range. `dataset` is the one that a reference is to, if it is to a record.
    `unit` is the unit that all values have, where the configuration says so.
    """

    name: str
    type: TypeName = "str"
    optional: bool = False
    values: tuple[str, ...] = ()
    description: str = ""
    title: str = ""
    members: tuple[str, ...] = ()
    item: Field | None = None
    dataset: str = ""
    unit: str = ""
    reading: Reading = Reading()


class Schema(Struct, frozen=True):
    """The fields of a dataset in order, the names of those that make its key, and the one that names a record.

    With `duplicates` "all", several records may have one key; with any other, no two do.
    """

    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    name_field: str = ""
    duplicates: Duplicates = "error"

    @property
    def key_fields(self) -> tuple[Field, ...]:
        """The key's fields, in the key's order; empty when the dataset has no key."""
        by_name = {field.name: field for field in self.fields}
        return tuple(by_name[name] for name in self.key)


class Value(Struct, frozen=True, gc=False):
    """A typed value, the text that it was read from, where that text stands, and its markup.

    `blocks` is empty for a value that was not read from a cell.
    """

    data: Data
    text: str
    location: Location
    blocks: tuple[Block, ...] = ()


class Record(Struct, frozen=True, gc=False):
    """One record: a value for each field of the schema, in its order, and the place of its row."""

    values: tuple[Value, ...]
    location: Location


class Source(Struct, frozen=True, gc=False):
    """A table that a dataset was drawn from, as a header names it; `digest` is that of all that it says."""

    document: str
    title: str
    location: Location
    rows: int
    digest: str = ""


class LeftOut(Struct, frozen=True):
    """A row that makes no record and is not wrong: where it stands, and why.

    `reason` is that of a filter, "heading", or what is done with `duplicates`: then `record` is the index of the record
    that has its key.
    """

    location: Location
    reason: str
    record: int | None = None


class Dataset(Struct, frozen=True):
    """Records with one schema, in document order, and the tables they were drawn from.

    `names` pins what some records are called: by the text of a record's key, the text that its identifiers are made of.
    `left_out` are the rows of the tables that make no record.
    """

    name: str
    schema: Schema
    records: tuple[Record, ...]
    sources: tuple[Source, ...]
    description: str = ""
    names: dict[str, str] = {}
    left_out: tuple[LeftOut, ...] = ()
