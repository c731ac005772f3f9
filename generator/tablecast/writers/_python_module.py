"""What both forms of a Python module share: the class with its attributes, docstrings, imports, and unique keys."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from tablecast.model import Entries, Items, Markup
from tablecast.naming import RESERVED, identifier
from tablecast.records.keys import key_of
from tablecast.types import write_value
from tablecast.writers._characters import columns
from tablecast.writers._contents import values_of
from tablecast.writers._literals.commonmark import document
from tablecast.writers._literals.docstrings import attribute_docstring, docstring
from tablecast.writers._literals.python import WIDTH
from tablecast.writers._names import field_names
from tablecast.writers._python_types import TAKEN, Alias, classes, names_used, python_types
from tablecast.writers._refusal import OptionError, UnsuitableError
from tablecast.writers._views import header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tablecast.model import Data, Dataset, Record
    from tablecast.writers._literals.python_values import Expression
    from tablecast.writers._options import Options
    from tablecast.writers._python_types import PythonType


CLASS_LIMIT, ATTRIBUTE_LIMIT = 30, 34
"""How long names get, such that every line of a module that names something fits."""

_MODULES = {
    "Decimal": "decimal",
    "Final": "typing",
    "IntEnum": "enum",
    "Literal": "typing",
    "Mapping": "collections.abc",
    "MappingProxyType": "types",
    "NamedTuple": "typing",
    "Never": "typing",
    "Self": "typing",
    "StrEnum": "enum",
    "dataclass": "dataclasses",
}
"""The modules of the standard library that names come from; `dt` is one itself."""

NOTHING = Alias(
    "_EMPTY", "_EMPTY: Final[Mapping[str, Never]] = MappingProxyType({})", '"""A mapping of nothing, of any type."""'
)
"""An empty mapping in a value that is not annotated, where type checkers would not know its type."""


class Attribute(NamedTuple):
    """A field as an attribute of the class; `docstring` is empty where the field is not described."""

    name: str
    annotation: str
    default: Expression
    docstring: str
    type: PythonType


class Module(NamedTuple):
    """The parts of a module that do not depend on its form."""

    docstring: str
    class_name: str
    class_docstring: str
    attributes: tuple[Attribute, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that the attributes need."""
        return classes(self._types)

    @property
    def aliases(self) -> tuple[Alias, ...]:
        """The aliases that the attributes need."""
        return tuple(alias for each in self._types for alias in each.aliases)

    @property
    def names_used(self) -> frozenset[str]:
        """What the attributes and all that they need take from the standard library."""
        return names_used(self._types)

    @property
    def _types(self) -> tuple[PythonType, ...]:
        return tuple(attribute.type for attribute in self.attributes)


def module(dataset: Dataset, options: Options, reserved: frozenset[str], *, is_inferred: bool = False) -> Module:
    """Prepare a module for a dataset; `reserved` are names that its attributes cannot have.

    `is_inferred` is for `python_types`.

    Raises:
        OptionError: The option `class_name` cannot name a class.
    """
    name = _class_name(dataset, options)
    summary, described = _summary(dataset)
    return Module(
        docstring=module_docstring(dataset),
        class_name=name,
        class_docstring=docstring([[summary], *([[_sentence(described)]] if described else [])], indent=4),
        attributes=tuple(_attributes(dataset, name, reserved, is_inferred=is_inferred)),
    )


def module_docstring(dataset: Dataset) -> str:
    """Write the docstring of a module, which holds the header of every output."""
    blocks = [list(lines) for is_text, lines in groupby(header(dataset), key=bool) if is_text]
    return docstring([[_summary(dataset)[0]], *blocks], indent=0)


def _summary(dataset: Dataset) -> tuple[str, str]:
    """Give the first line of a docstring, and what else is said of the dataset."""
    summary = f"The dataset `{identifier(dataset.name, 'snake')}`."
    described = " ".join(dataset.description.split())
    if described and _is_summary(described):
        summary, described = described, ""
    return summary, described


def unique_keys(dataset: Dataset) -> None:
    """Make sure that a lookup by key finds every record.

    Raises:
        UnsuitableError: Two records have the same key.
    """
    keys = Counter(key_in_python(dataset, record) for record in dataset.records)
    if dataset.schema.key and keys and max(keys.values()) > 1:
        key, _ = keys.most_common(1)[0]
        said = ", ".join(repr(part) if isinstance(part, str) else write_value(part) for part in key)
        message = f"the key {said} of '{dataset.name}' stands for several records"
        raise UnsuitableError(message, hint="choose a key that tells them apart")


def key_in_python(dataset: Dataset, record: Record) -> tuple[Data, ...]:
    """Give a record's key as Python compares it: markup is a text there."""
    return tuple(map(_in_python, key_of(dataset.schema, record)))


def _in_python(data: Data) -> Data:
    match data:
        case Markup(blocks):
            return document(blocks)
        case Items(items):
            return Items(tuple(map(_in_python, items)))
        case _:
            return data


def uses_mappings(dataset: Dataset) -> bool:
    """Tell whether a value is a mapping, or holds one."""
    return any(isinstance(data, Entries) for data in values_of(dataset))


def has_empty_mappings(dataset: Dataset) -> bool:
    """Tell whether a value is an empty mapping, or holds one."""
    return any(data == Entries(()) for data in values_of(dataset))


def imports(names: Iterable[str]) -> tuple[str, ...]:
    """Give the statements that import names, in the order of isort."""
    modules: dict[str, list[str]] = {}
    for name in sorted(set(names) - {"dt"}):
        modules.setdefault(_MODULES[name], []).append(name)
    whole = ("import datetime as dt",) if "dt" in names else ()
    return (*whole, *(f"from {name} import {', '.join(modules[name])}" for name in sorted(modules)))


def _class_name(dataset: Dataset, options: Options) -> str:
    given = options.plain_text("class_name")
    if not given:
        name = identifier(dataset.name, "pascal", limit=CLASS_LIMIT)
        return name if name not in TAKEN else f"{name}Record"
    if given.isascii() and given.isidentifier() and not given.startswith("_") and given not in TAKEN:
        return given
    message = f"the option 'class_name' is '{given}', which cannot name a class"
    raise OptionError(message, hint="use a name such as StatusCode")


def _attributes(
    dataset: Dataset, class_name: str, reserved: frozenset[str], *, is_inferred: bool
) -> Iterator[Attribute]:
    fields = dataset.schema.fields
    names = field_names(dataset, "snake", RESERVED["python"] | reserved, limit=ATTRIBUTE_LIMIT)
    types = python_types(fields, names, {class_name}, is_inferred=is_inferred)
    for field, name, made in zip(fields, names, types, strict=True):
        annotation, default = made.annotation, made.default
        if field.optional:
            annotation, default = f"{annotation} | None", "None"
        described = attribute_docstring(field.description, indent=4) if field.description.strip() else ""
        yield Attribute(name, annotation, default, described, made)


def _is_summary(text: str) -> bool:
    """Tell whether a text will do as the first line of a docstring, for pydocstyle too (D400, D404)."""
    fits = columns(docstring([[text]], indent=4))[1] + 4 <= WIDTH
    return fits and text.endswith(".") and not re.match(r"this\b", text, re.IGNORECASE)


def _sentence(text: str) -> str:
    """End a text with a mark, so that no line of it reads like the heading of a section."""
    return text if re.search(r"[.!?]$", text) else f"{text}."
