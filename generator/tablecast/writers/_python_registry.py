"""A dataset as a Python mapping from keys to records: one literal, in which a record is found by its key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tablecast.naming import LIMIT, identifier
from tablecast.writers._literals.python import WIDTH
from tablecast.writers._literals.python_values import Bracketed, expression, laid_out
from tablecast.writers._marks import Origin, mark
from tablecast.writers._names import key_indices
from tablecast.writers._python_module import Module, imports, key_in_python, module, unique_keys
from tablecast.writers._python_records import arguments_of, hashable, key_type, lookup_docstring, marked_arguments
from tablecast.writers._python_rules import broken_rules
from tablecast.writers._python_types import TAKEN
from tablecast.writers._python_words import CLASS_ATTRIBUTES
from tablecast.writers._refusal import UnsuitableError, writing

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from tablecast.model import Dataset
    from tablecast.writers._literals.python_values import Expression
    from tablecast.writers._options import Options
    from tablecast.writers._python_module import Attribute

_NAME_LIMIT, _SHORTEST_NAME, _LONGEST_ENDING = 30, 8, 3
_ENDINGS = {"[^AEIOU]Y": (1, "IES"), "S|[^A-Z]": (0, ""), "X|Z|CH|SH": (0, "ES")}
"""By the end of a name: how much of that its plural does without, and what it has in its place; any other has an S."""


class Entry(NamedTuple):
    """A key, and the arguments of its records: of one, unless the records are grouped."""

    key: str
    records: tuple[tuple[str, ...], ...]


class RegistryView(NamedTuple):
    """All that the template writes down.

    `head` declares the mapping, up to the equals sign, and `alias` names the type of its keys, if there has to be a
    name; with `is_nested`, the mapping stands in parentheses, as formatters have it where its first line is long.
    """

    module: Module
    rules: str
    imports: tuple[str, ...]
    alias: str
    head: str
    is_nested: bool
    is_grouped: bool
    entries: tuple[Entry, ...]
    docstring: str


def registry_view(dataset: Dataset, options: Options) -> RegistryView:
    """Prepare a mapping of all records by key, in the order of the documents.

    Options: `class_name`.

    Raises:
        OptionError: The option is wrong.
        UnsuitableError: There is no key; two records have the same; or a key is not hashable in Python.
    """
    is_grouped = dataset.schema.duplicates == "all"
    shared = module(dataset, options, CLASS_ATTRIBUTES)
    key = _key(dataset, shared)
    held = f"tuple[{shared.class_name}, ...]" if is_grouped else shared.class_name
    name = _name(dataset, shared, WIDTH - len(f": Final[Mapping[Key, {held}]] = ("))
    annotation, alias = key_type(key, lambda annotation: f"{_head(name, annotation, held)} (")
    head = _head(name, annotation, held)
    is_nested = len(f"{head} MappingProxyType({'' if dataset.records else '{})'}") > WIDTH
    depth = 12 if is_nested else 8
    arguments = arguments_of(dataset, shared.attributes, indent=depth + 4 + 4 * is_grouped)
    opening = "(" if is_grouped else f"{shared.class_name}("
    groups = _groups(dataset)
    keys = [_key_code(dataset, group, key, depth, opening) for group in groups]
    records = marked_arguments(arguments)
    return RegistryView(
        module=shared,
        rules=broken_rules(
            dataset,
            shared,
            names=[attribute.name for attribute in shared.attributes],
            lines=[
                *(f"{' ' * depth}{code}: {opening}" for code in keys),
                *(f"{' ' * (depth + 4 + 4 * is_grouped)}{argument}," for each in arguments for argument in each),
            ],
        ),
        imports=imports({"Final", "Mapping", "MappingProxyType", "dataclass"} | shared.names_used),
        alias=alias,
        head=head,
        is_nested=is_nested,
        is_grouped=is_grouped,
        entries=tuple(
            Entry(_marked(dataset, code, group), tuple(records[index] for index in group))
            for code, group in zip(keys, groups, strict=True)
        ),
        docstring=lookup_docstring([attribute.name for attribute in key], is_grouped=is_grouped),
    )


def _key(dataset: Dataset, shared: Module) -> list[Attribute]:
    """Find the attributes that make the key."""
    if not dataset.schema.key:
        message = f"a registry needs a key, and '{dataset.name}' has none"
        raise UnsuitableError(message, hint="use python/records.py.j2")
    key = [shared.attributes[index] for index in key_indices(dataset)]
    hashable(dataset, key)
    if dataset.schema.duplicates != "all":
        unique_keys(dataset)
    return key


def _head(name: str, annotation: str, held: str) -> str:
    return f"{name}: Final[Mapping[{annotation}, {held}]] ="


def _name(dataset: Dataset, shared: Module, room: int) -> str:
    """Name the mapping: the plural of the dataset's name, unless something else is called so."""
    limit = max(min(room, _NAME_LIMIT) - _LONGEST_ENDING, _SHORTEST_NAME)
    whole, name = (identifier(dataset.name, "screaming", limit=each) for each in (LIMIT, limit))
    name = _plural(name) if name == whole else name
    taken = TAKEN | {shared.class_name, *(alias.name for alias in shared.aliases), *_classes(shared)}
    return next(each for each in (name, f"{name}_", f"{name}__", f"{name}___") if each not in taken)


def _classes(shared: Module) -> Iterator[str]:
    return (found[1] for code in shared.classes for found in re.finditer(r"^class (\w+)", code))


def _plural(name: str) -> str:
    for ending, (length, more) in _ENDINGS.items():
        if re.search(f"(?:{ending})$", name):
            return name[: len(name) - length] + more
    return f"{name}S"


def _groups(dataset: Dataset) -> list[list[int]]:
    """Group the places of the records that have one key."""
    groups: dict[Hashable, list[int]] = {}
    for index, record in enumerate(dataset.records):
        groups.setdefault(key_in_python(dataset, record), []).append(index)
    return list(groups.values())


def _key_code(dataset: Dataset, group: Sequence[int], key: Sequence[Attribute], indent: int, opening: str) -> str:
    """Write the key of a group of records, which what opens these follows."""
    parts: list[tuple[str, Expression]] = []
    for field, attribute in zip(key_indices(dataset), key, strict=True):
        with writing(Origin(group[0], field)):
            parts.append(("", expression(dataset.records[group[0]].values[field].data, attribute.type.texts)))
    whole = parts[0][1] if len(parts) == 1 else Bracketed("(", tuple(parts), ")")
    return laid_out(whole, indent=indent, trail=f": {opening}")


def _marked(dataset: Dataset, code: str, group: Sequence[int]) -> str:
    """Mark the key of a group of records with where it comes from: from all of them."""
    for index in group:
        for field in key_indices(dataset):
            code = mark(code, Origin(index, field))
    return code
