"""A dataset as a Python module of records: a frozen dataclass, a tuple of all records, and a lookup by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.writers._literals.docstrings import attribute_docstring
from tablecast.writers._literals.python import WIDTH, wrapped
from tablecast.writers._marks import Origin, mark
from tablecast.writers._python_module import Attribute, Module, is_closed, module, unique_keys
from tablecast.writers._python_rules import broken_rules
from tablecast.writers._python_words import CLASS_ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.model import Dataset
    from tablecast.writers._options import Options


class Lookup(NamedTuple):
    """The mapping by key: what its keys are, the alias for that if there has to be one, and how it is made."""

    annotation: str
    alias: str
    comprehension: str
    docstring: str


class RecordsView(NamedTuple):
    """All that the template writes down; each record is a list of keyword arguments."""

    module: Module
    rules: str
    records: tuple[tuple[str, ...], ...]
    lookup: Lookup | None


def records_view(dataset: Dataset, options: Options) -> RecordsView:
    """Prepare a module of records.

    Options: `class_name`.

    Raises:
        OptionError: The option is wrong.
        UnsuitableError: Two records have the same key.
    """
    shared = module(dataset, options, CLASS_ATTRIBUTES)
    names = [attribute.name for attribute in shared.attributes]
    are_types = [is_closed(field) for field in dataset.schema.fields]
    records = tuple(
        tuple(
            mark(f"{name}={wrapped(value.data, indent=8, lead=f'{name}=', is_type=is_type)}", Origin(index, field))
            for field, (name, value, is_type) in enumerate(zip(names, record.values, are_types, strict=True))
        )
        for index, record in enumerate(dataset.records)
    )
    unique_keys(dataset)
    key = [shared.attributes[dataset.schema.fields.index(field)] for field in dataset.schema.key_fields]
    return RecordsView(
        module=shared,
        rules=broken_rules(dataset, shared, names=names),
        records=records,
        lookup=_lookup(key, shared.class_name) if key else None,
    )


def _lookup(key: Sequence[Attribute], class_name: str) -> Lookup:
    names = [attribute.name for attribute in key]
    annotations = [attribute.annotation for attribute in key]
    annotation, alias = annotations[0], ""
    if len(key) > 1:
        annotation = _fitted("Key = tuple[{}]", "Key = tuple[\n{}]", annotations, "    ").removeprefix("Key = ")
    if len(key) > 1 or len(_head(annotation, class_name)) > WIDTH:
        annotation, alias = "Key", f"Key = {annotation}"
    said = ", ".join(f"`{name}`" for name in names)
    return Lookup(annotation, alias, _comprehension(names), attribute_docstring(f"The records by {said}.", indent=0))


def _head(annotation: str, class_name: str) -> str:
    return f"BY_KEY: Final[Mapping[{annotation}, {class_name}]] = MappingProxyType("


def _comprehension(names: Sequence[str]) -> str:
    """Write the mapping on one line if it fits, else as formatters break it."""
    attributes = [f"record.{name}" for name in names]
    key = attributes[0] if len(names) == 1 else f"({', '.join(attributes)})"
    line = f"    {{{key}: record for record in RECORDS}}"
    if len(line) <= WIDTH:
        return line
    broken_key = key
    if len(f"        {key}: record") > WIDTH:
        broken_key = "\n".join(["(", *(f"            {attribute}," for attribute in attributes), "        )"])
    return f"    {{\n        {broken_key}: record\n        for record in RECORDS\n    }}"


def _fitted(flat: str, broken: str, items: Sequence[str], inner: str) -> str:
    """Fill the flat form with items on one line if it fits, else the broken form with one item on each."""
    line = flat.format(", ".join(items))
    return line if len(line) <= WIDTH else broken.format("".join(f"{inner}{item},\n" for item in items))
