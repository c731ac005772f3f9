"""What is in a value: the values of a list or a mapping, in any depth, their texts, and what describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tablecast.model import Entries, Field, Items, Markup, Place, Quantity, Range
from tablecast.writers._literals.commonmark import document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.model import Data, Dataset


def values_in(data: Data) -> Iterator[Data]:
    """Give a value and all values in it."""
    yield data
    match data:
        case Items(items):
            held = items
        case Entries(entries):
            held = tuple(value for _, value in entries)
        case _:
            return
    for each in held:
        yield from values_in(each)


def values_of(dataset: Dataset) -> Iterator[Data]:
    """Give all values of a dataset, and all in them."""
    for record in dataset.records:
        for value in record.values:
            yield from values_in(value.data)


def texts_in(data: Data) -> Iterator[str]:
    """Give the texts that are written down for a value, as they are before they become literals."""
    for each in values_in(data):
        match each:
            case str(text) | Quantity(_, text) | Range(unit=text):
                yield text
            case Markup(blocks):
                yield document(blocks)
            case Place(path, kind, title):
                yield from (path, kind, title)
            case Entries(entries):
                yield from (key for key, _ in entries)
            case _:
                pass


def resolved(field: Field) -> Field:
    """Give the field that describes the values: for a reference to a record, its key's."""
    if field.type != "reference" or not (field.dataset or field.item):
        return field
    key = field.item or Field(field.name)
    return resolved(replace(key, optional=field.optional, description=field.description))
