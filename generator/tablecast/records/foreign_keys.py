"""References between datasets: fields whose values are keys of the records of another dataset, as in a database.

A reference is read as the key that it is to: of a key of one field, with that field's type, and of a compound key as a
list of its parts, which are texts unless all fields of the key have one type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tablecast.diagnostics import Diagnostic, did_you_mean
from tablecast.model import Entries, Field, Items, Reading
from tablecast.records.keys import key_of
from tablecast.types import write_value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from tablecast.model import Data, Dataset, Schema, Value

    Texts = tuple[str, ...]

_SHOWN_RECORDS = 8


def with_keys(schemas: Mapping[str, Schema]) -> dict[str, Schema]:
    """Tell each reference of the schemas, which are all that there are, what the key is that it is read as."""
    return {
        name: replace(schema, fields=tuple(_with_key(field, schemas, ()) for field in schema.fields))
        for name, schema in schemas.items()
    }


def needed(names: Collection[str], schemas: Mapping[str, Schema]) -> tuple[str, ...]:
    """Give the named datasets and those that they refer to, in the order of the schemas."""
    targets = {target for name in names for field in schemas[name].fields for target in _targets(field)}
    return tuple(name for name in schemas if name in names or name in targets)


def unknown_records(datasets: Iterable[Dataset], known: Mapping[str, Dataset]) -> Iterator[Diagnostic]:
    """Report each reference in the datasets to a record that a known dataset does not have.

    Nothing is said about references to a dataset that is not known, because it could not be drawn.
    """
    keys = {name: _keys(dataset) for name, dataset in known.items()}
    hints: dict[tuple[str, Texts], str] = {}
    for dataset in datasets:
        for field, value in _values(dataset):
            for target, key in _references(field, value.data, known):
                if key not in keys[target]:
                    if (target, key) not in hints:
                        hints[target, key] = _hint(key, keys[target])
                    message = f"the dataset '{target}' has no record '{', '.join(key)}' (field '{field.name}')"
                    yield Diagnostic("unknown-record", message, value.location, hint=hints[target, key])


# --- what a reference is read as --------------------------------------------------------------------------------------


def _with_key(field: Field, schemas: Mapping[str, Schema], seen: tuple[str, ...]) -> Field:
    """Give a field with its key; `seen` are the datasets on the way from key to key."""
    if field.type == "reference" and field.dataset:
        return replace(field, item=_key_item(field, schemas, seen))
    return field if field.item is None else replace(field, item=_with_key(field.item, schemas, seen))


def _key_item(field: Field, schemas: Mapping[str, Schema], seen: tuple[str, ...]) -> Field:
    """Keys that refer to each other in a circle are nothing but keys, so that a text is all that they can be."""
    if field.dataset in seen:
        return Field(field.name)
    parts = [_with_key(part, schemas, (*seen, field.dataset)) for part in schemas[field.dataset].key_fields]
    if len(parts) == 1:
        return parts[0]
    kinds = {
        replace(part, name=field.name, description="", reading=replace(part.reading, pattern="")) for part in parts
    }
    item = kinds.pop() if len(kinds) == 1 else Field(field.name)
    return Field(field.name, "list", item=item, reading=Reading(separator=field.reading.separator or ","))


def _targets(field: Field) -> Iterator[str]:
    """Give the datasets that a field refers to, itself or in what it holds; what a key refers to is its own affair."""
    if field.type == "reference":
        yield from filter(None, (field.dataset,))
    elif field.item is not None:
        yield from _targets(field.item)


# --- whether it is there ----------------------------------------------------------------------------------------------


def _keys(dataset: Dataset) -> dict[Texts, None]:
    """Give the keys of the records as an ordered set, so that what is suggested is always the same."""
    return dict.fromkeys(tuple(map(write_value, key_of(dataset.schema, record))) for record in dataset.records)


def _values(dataset: Dataset) -> Iterator[tuple[Field, Value]]:
    fields = [(index, field) for index, field in enumerate(dataset.schema.fields) if any(_targets(field))]
    return ((field, record.values[index]) for record in dataset.records for index, field in fields)


def _references(field: Field, data: Data, known: Mapping[str, Dataset]) -> Iterator[tuple[str, Texts]]:
    """Give the references to known datasets in a value: the dataset and the texts of the key."""
    if field.type == "reference" and field.dataset in known and data is not None:
        parts = data.items if isinstance(data, Items) and len(known[field.dataset].schema.key) > 1 else (data,)
        yield field.dataset, tuple(map(write_value, parts))
    elif field.type != "reference" and field.item is not None:
        for each in _held(data):
            yield from _references(field.item, each, known)


def _held(data: Data) -> Iterator[Data]:
    match data:
        case Items(items):
            yield from items
        case Entries(entries):
            yield from (value for _, value in entries)
        case _:
            return


def _hint(key: Texts, keys: Iterable[Texts]) -> str:
    return did_you_mean(", ".join(key), (", ".join(each) for each in keys), most=_SHOWN_RECORDS)
