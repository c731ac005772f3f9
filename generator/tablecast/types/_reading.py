"""Reading a value: one reader for each type, and those of the types that hold values of other types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.content import plain_text, references
from tablecast.model import Data, Entries, Field, Items, Markup, Place
from tablecast.types._dates import read_date, read_datetime
from tablecast.types._messages import quoted
from tablecast.types._numbers import read_decimal, read_float, read_int
from tablecast.types._patterns import validate
from tablecast.types._quantities import read_quantity
from tablecast.types._ranges import read_range
from tablecast.types._slicing import paragraphs
from tablecast.types._splitting import split_entries, split_values
from tablecast.types._urls import read_url
from tablecast.types._versions import read_version
from tablecast.types._words import read_bool, read_enum

if TYPE_CHECKING:
    from collections.abc import Callable

    from tablecast.content import Block
    from tablecast.model import TypeName

    Blocks = tuple[Block, ...]


def read_value(text: str, field: Field, blocks: Blocks = ()) -> Data:
    """Read `text` as a value of the field's type.

    Args:
        text: The text of the value: that of a cell, or the part of it that the field's pattern picks.
        field: What to read. A pattern without groups must match the text as a whole.
        blocks: The markup of the cell, for the types that need it.

    Raises:
        ValueError: The text does not say such a value; the message tells what was found and expected.
    """
    validate(text, field)
    return _READERS[field.type](text, field, blocks)


def _read_text(text: str, *_: object) -> str:
    return text


def _read_markup(text: str, _: Field, blocks: Blocks) -> Markup:
    """Keep the markup of the text; where that is not the text of the cell, it has none."""
    return Markup(blocks if plain_text(blocks) == text else paragraphs(text))


def _read_list(text: str, field: Field, blocks: Blocks) -> Items:
    item = field.item or Field(field.name)
    parts = split_values(text, field.reading.separator, blocks)
    return Items(tuple(_read_part(*part, item, f"value {number}") for number, part in enumerate(parts, 1)))


def _read_mapping(text: str, field: Field, blocks: Blocks) -> Entries:
    item = field.item or Field(field.name)
    entries: dict[str, Data] = {}
    for key, part, markup in split_entries(text, field.reading.separator, blocks):
        if key in entries:
            message = f"the key {quoted(key)} is repeated"
            raise ValueError(message)
        entries[key] = _read_part(part, markup, item, f"the value of {quoted(key)}")
    return Entries(tuple(entries.items()))


def _read_part(text: str, blocks: Blocks, field: Field, place: str) -> Data:
    try:
        return read_value(text, field, blocks)
    except ValueError as error:
        message = f"{place}: {error}"
        raise ValueError(message) from None


def _read_reference(text: str, field: Field, blocks: Blocks) -> Data:
    """Read the key of a record by its type, which `item` is, or else the one place that is referred to."""
    if field.dataset:
        return read_value(text, field.item or Field(field.name), blocks)
    found = list(references(blocks))
    places = dict.fromkeys(
        Place(it.document, it.kind, it.title) for reference in found if (it := reference.destination) is not None
    )
    if len(places) == 1 and all(reference.destination for reference in found):
        return next(iter(places))
    if len(places) > 1:
        message = f'{quoted(text)} refers to {len(places)} places; use type = "list" with of = {{ type = "reference" }}'
    elif found:
        message = f"the reference in {quoted(text)} points to nothing in these documents"
    else:
        message = f"{quoted(text)} has no cross reference"
    raise ValueError(message)


_READERS: dict[TypeName, Callable[[str, Field, Blocks], Data]] = {
    "str": _read_text,
    "text": _read_text,
    "int": read_int,
    "float": read_float,
    "decimal": read_decimal,
    "bool": read_bool,
    "enum": read_enum,
    "code": _read_text,
    "date": read_date,
    "datetime": read_datetime,
    "version": read_version,
    "quantity": read_quantity,
    "range": read_range,
    "list": _read_list,
    "mapping": _read_mapping,
    "url": read_url,
    "reference": _read_reference,
    "markup": _read_markup,
}
