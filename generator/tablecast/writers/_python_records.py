"""A dataset as a Python module of records: a frozen dataclass, a tuple of all records, and a lookup by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.writers._literals.docstrings import attribute_docstring
from tablecast.writers._literals.python import WIDTH
from tablecast.writers._literals.python_values import expression, laid_out
from tablecast.writers._marks import Origin, mark
from tablecast.writers._python_module import Module, imports, module, unique_keys, uses_mappings
from tablecast.writers._python_rules import broken_rules
from tablecast.writers._python_words import CLASS_ATTRIBUTES
from tablecast.writers._refusal import UnsuitableError, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tablecast.model import Dataset, Record
    from tablecast.writers._options import Options
    from tablecast.writers._python_module import Attribute


class Lookup(NamedTuple):
    """The mapping by key: what its keys are, the alias for that if there has to be one, and how it is made.

    `comprehension` is empty where several records can have one key; then `key` is that of a record.
    """

    annotation: str
    alias: str
    key: str
    comprehension: str
    docstring: str


class RecordsView(NamedTuple):
    """All that the template writes down; each record is a list of keyword arguments."""

    module: Module
    rules: str
    imports: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]
    lookup: Lookup | None


def records_view(dataset: Dataset, options: Options) -> RecordsView:
    """Prepare a module of records.

    Options: `class_name`.

    Raises:
        OptionError: The option is wrong.
        UnsuitableError: Two records have the same key, or a key is not hashable in Python.
    """
    shared = module(dataset, options, CLASS_ATTRIBUTES)
    if dataset.schema.duplicates != "all":
        unique_keys(dataset)
    key = [shared.attributes[dataset.schema.fields.index(field)] for field in dataset.schema.key_fields]
    hashable(dataset, key)
    arguments = arguments_of(dataset, shared.attributes, indent=8)
    used = {"Final", "dataclass", *shared.names_used, *(("Mapping", "MappingProxyType") if key else ())}
    return RecordsView(
        module=shared,
        rules=broken_rules(
            dataset,
            shared,
            names=[attribute.name for attribute in shared.attributes],
            lines=[f"        {argument}," for each in arguments for argument in each],
        ),
        imports=imports(used | ({"MappingProxyType"} if uses_mappings(dataset) else set())),
        records=marked_arguments(arguments),
        lookup=_lookup(key, shared.class_name, is_grouped=dataset.schema.duplicates == "all") if key else None,
    )


def arguments_of(dataset: Dataset, attributes: Sequence[Attribute], *, indent: int) -> list[list[str]]:
    """Write the values of each record as arguments, each over as many lines as it needs."""
    numbered = enumerate(dataset.records)
    return [list(_arguments(record, index, attributes, indent)) for index, record in numbered]


def _arguments(record: Record, index: int, attributes: Sequence[Attribute], indent: int) -> Iterator[str]:
    for field, (attribute, value) in enumerate(zip(attributes, record.values, strict=True)):
        with writing(Origin(index, field)):
            made = expression(value.data, attribute.type.texts)
        lead = f"{attribute.name}="
        yield lead + laid_out(made, indent=indent, lead=lead)


def marked_arguments(arguments: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Mark the arguments of each record with where they come from."""
    return tuple(
        tuple(mark(argument, Origin(index, field)) for field, argument in enumerate(each))
        for index, each in enumerate(arguments)
    )


def hashable(dataset: Dataset, key: Sequence[Attribute]) -> None:
    """Make sure that the values of the key's fields can be keys in Python.

    Raises:
        UnsuitableError: A mapping is among them.
    """
    for field, attribute in zip(dataset.schema.key_fields, key, strict=True):
        if "mapping" in attribute.type.holders:
            message = f"the key of '{dataset.name}' holds '{field.name}', a mapping, which cannot be a key in Python"
            raise UnsuitableError(message, hint="choose a key without it")


def _lookup(key: Sequence[Attribute], class_name: str, *, is_grouped: bool) -> Lookup:
    names = [attribute.name for attribute in key]
    annotation, alias = key_type(key, lambda annotation: _head(annotation, class_name))
    return Lookup(
        annotation=annotation,
        alias=alias,
        key=_key(names, "        key = {}", 8),
        comprehension="" if is_grouped else _comprehension(names),
        docstring=lookup_docstring(names, is_grouped=is_grouped),
    )


def key_type(key: Sequence[Attribute], line: Callable[[str], str]) -> tuple[str, str]:
    """Give the annotation of a key, and the alias for it where it has several parts, or is too long for its line."""
    annotations = [attribute.annotation for attribute in key]
    annotation = annotations[0]
    if len(key) > 1:
        annotation = _fitted("Key = tuple[{}]", "Key = tuple[\n{}]", annotations, "    ").removeprefix("Key = ")
    if len(key) > 1 or len(line(annotation)) > WIDTH:
        return "Key", f"Key = {annotation}"
    return annotation, ""


def lookup_docstring(names: Sequence[str], *, is_grouped: bool) -> str:
    """Describe a lookup by the attributes of these names."""
    said = ", ".join(f"`{name}`" for name in names)
    described = f"The records by {said}; several can have the same." if is_grouped else f"The records by {said}."
    return attribute_docstring(described, indent=0)


def _head(annotation: str, class_name: str) -> str:
    return f"BY_KEY: Final[Mapping[{annotation}, {class_name}]] = MappingProxyType("


def _key(names: Sequence[str], line: str, indent: int) -> str:
    """Write the key of a record: flat, if it fits the line, else with each attribute on a line of its own."""
    attributes = [f"record.{name}" for name in names]
    key = attributes[0] if len(names) == 1 else f"({', '.join(attributes)})"
    if len(line.format(key)) <= WIDTH:
        return key
    inner = " " * (indent + 4)
    return "\n".join(["(", *(f"{inner}{attribute}," for attribute in attributes), " " * indent + ")"])


def _comprehension(names: Sequence[str]) -> str:
    """Write the mapping on one line if it fits, else as formatters break it."""
    line = f"    {{{_key(names, '    {{{}: record for record in RECORDS}}', 4)}: record for record in RECORDS}}"
    if "\n" not in line:
        return line
    return f"    {{\n        {_key(names, '        {}: record', 8)}: record\n        for record in RECORDS\n    }}"


def _fitted(flat: str, broken: str, items: Sequence[str], inner: str) -> str:
    """Fill the flat form with items on one line if it fits, else the broken form with one item on each."""
    line = flat.format(", ".join(items))
    return line if len(line) <= WIDTH else broken.format("".join(f"{inner}{item},\n" for item in items))
