"""A dataset as JSON: the records by key, and what a schema says of each form that an output can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.records.keys import key_of
from tablecast.types import write_value
from tablecast.writers._guarded import Guarded
from tablecast.writers._marks import Origin
from tablecast.writers._names import key_indices
from tablecast.writers._refusal import UnsuitableError
from tablecast.writers._views import RecordView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.model import Data, Dataset
    from tablecast.writers._names import Names
    from tablecast.writers._options import Options


class Entry(NamedTuple):
    """A part of a key, the same in all `records`; `entries` tell these apart by the next part, if there is one."""

    key: Guarded
    entries: tuple[Entry, ...]
    records: tuple[RecordView, ...]


class ByKeyView(NamedTuple):
    """All that the template writes down; with `is_grouped`, several records can have one key."""

    entries: tuple[Entry, ...]
    is_grouped: bool


class SchemaView(NamedTuple):
    """What the template has to know: what is described, how many parts a key has, and as for `ByKeyView`."""

    form: str
    parts: int
    is_grouped: bool


def by_key_view(dataset: Dataset, names: Names) -> ByKeyView:
    """Prepare an object of all records by the texts of their keys, in the order of their first records.

    Raises:
        UnsuitableError: There is no key, or JSON cannot tell two keys apart.
    """
    _keyed(dataset)
    _apart(dataset)
    return ByKeyView(_entries(dataset, names, key_indices(dataset), range(len(dataset.records))), _is_grouped(dataset))


def schema_view(dataset: Dataset, options: Options) -> SchemaView:
    """Prepare a schema.

    Options: `form`, what the schema is of: an array of all `records`, an object of them `by_key`, or one on a `line`.

    Raises:
        OptionError: The option is wrong.
        UnsuitableError: The form is `by_key`, and there is no key.
    """
    form = options.choice("form", "records", "by_key", "line")
    if form == "by_key":
        _keyed(dataset)
    return SchemaView(form, len(dataset.schema.key), _is_grouped(dataset))


def _is_grouped(dataset: Dataset) -> bool:
    return dataset.schema.duplicates == "all"


def _keyed(dataset: Dataset) -> None:
    if not dataset.schema.key:
        message = f"an object by key needs a key, and '{dataset.name}' has none"
        raise UnsuitableError(message, hint="use json/records.json.j2")


def _apart(dataset: Dataset) -> None:
    """Make sure that two records are at one place of the object only where they may be."""
    known: dict[tuple[str, ...], tuple[Data, ...]] = {}
    for record in dataset.records:
        key = key_of(dataset.schema, record)
        texts = tuple(map(write_value, key))
        earlier = known.setdefault(texts, key)
        if earlier is not key and not (_is_grouped(dataset) and earlier == key):
            which = ", ".join(map(repr, texts))
            message = f"the key {which} of '{dataset.name}' stands for several records"
            raise UnsuitableError(message, hint="choose a key whose texts tell them apart")


def _entries(dataset: Dataset, names: Names, key: Sequence[int], places: Sequence[int]) -> tuple[Entry, ...]:
    """Group the records at some places by the first of the key's fields, and each group by the others."""
    field, *others = key
    groups: dict[str, list[int]] = {}
    for place in places:
        groups.setdefault(write_value(dataset.records[place].values[field].data), []).append(place)
    return tuple(
        Entry(
            Guarded(text, Origin(group[0], field)),
            _entries(dataset, names, others, group) if others else (),
            tuple(RecordView(dataset.records[place], place, dataset, names) for place in group),
        )
        for text, group in groups.items()
    )
