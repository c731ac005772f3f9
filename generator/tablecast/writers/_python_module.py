"""What both forms of a Python module share: types, names, docstrings, and the linter's rules that data may break."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from tablecast.naming import RESERVED, assign, identifier
from tablecast.writers._characters import columns
from tablecast.writers._literals.docstrings import attribute_docstring, docstring
from tablecast.writers._literals.python import WIDTH, escaped, literal, quoted
from tablecast.writers._names import field_names
from tablecast.writers._python_words import BUILTINS
from tablecast.writers._refusal import OptionError, UnsuitableError
from tablecast.writers._views import header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.model import Dataset, Field, TypeName
    from tablecast.writers._options import Options


class PythonType(NamedTuple):
    """How a field's type is written: its annotation, and a value of it to stand where one is wanted and none known."""

    annotation: str
    default: str


TYPES: dict[TypeName, PythonType] = {
    "str": PythonType("str", '""'),
    "int": PythonType("int", "0"),
    "float": PythonType("float", "0.0"),
    "bool": PythonType("bool", "False"),
    "enum": PythonType("str", '""'),
}
"""One line per type. An enum is a text only where its values are not declared; else the module has an alias for it."""

CLASS_LIMIT, ALIAS_LIMIT, ATTRIBUTE_LIMIT = 30, 24, 34
"""How long names get, such that every line of a module that names something fits."""

_OWN = "BY_KEY Final IntEnum Key Literal Mapping MappingProxyType RECORDS Self StrEnum dataclass"
TAKEN = RESERVED["python"] | BUILTINS | frozenset(_OWN.split())
"""Names that the class and the aliases of a module cannot have."""


class Alias(NamedTuple):
    """The name of a closed set of texts: the statement that defines it, and its docstring."""

    name: str
    code: str
    docstring: str


class Attribute(NamedTuple):
    """A field as an attribute of the class; `docstring` is empty where the field is not described."""

    name: str
    annotation: str
    default: str
    docstring: str
    alias: Alias | None


class Module(NamedTuple):
    """The parts of a module that do not depend on its form."""

    docstring: str
    class_name: str
    class_docstring: str
    attributes: tuple[Attribute, ...]

    @property
    def aliases(self) -> tuple[Alias, ...]:
        """The aliases that the attributes need."""
        return tuple(attribute.alias for attribute in self.attributes if attribute.alias)


def module(dataset: Dataset, options: Options, reserved: frozenset[str]) -> Module:
    """Prepare a module for a dataset; `reserved` are names that its attributes cannot have.

    Raises:
        OptionError: The option `class_name` cannot name a class.
    """
    name = _class_name(dataset, options)
    summary = f"The dataset `{identifier(dataset.name, 'snake')}`."
    described = " ".join(dataset.description.split())
    if described and _is_summary(described):
        summary, described = described, ""
    blocks = [list(lines) for is_text, lines in groupby(header(dataset), key=bool) if is_text]
    return Module(
        docstring=docstring([[summary], *blocks], indent=0),
        class_name=name,
        class_docstring=docstring([[summary], *([[_sentence(described)]] if described else [])], indent=4),
        attributes=tuple(_attributes(dataset, name, reserved)),
    )


def unique_keys(dataset: Dataset) -> None:
    """Make sure that a lookup by key finds every record.

    Raises:
        UnsuitableError: Two records have the same key.
    """
    indices = [dataset.schema.fields.index(field) for field in dataset.schema.key_fields]
    keys = Counter(tuple(record.values[index].data for index in indices) for record in dataset.records)
    if indices and keys and max(keys.values()) > 1:
        key = ", ".join(repr(part) for part in keys.most_common(1)[0][0])
        message = f"the key {key} of '{dataset.name}' stands for several records"
        raise UnsuitableError(message, hint="choose a key that tells them apart")


def is_closed(field: Field) -> bool:
    """Tell whether the field's values are a closed set, which is a type of its own."""
    return field.type == "enum" and bool(field.values)


def _class_name(dataset: Dataset, options: Options) -> str:
    given = options.plain_text("class_name")
    if not given:
        name = identifier(dataset.name, "pascal", limit=CLASS_LIMIT)
        return name if name not in TAKEN else f"{name}Record"
    if given.isascii() and given.isidentifier() and not given.startswith("_") and given not in TAKEN:
        return given
    message = f"the option 'class_name' is '{given}', which cannot name a class"
    raise OptionError(message, hint="use a name such as StatusCode")


def _attributes(dataset: Dataset, class_name: str, reserved: frozenset[str]) -> Iterator[Attribute]:
    fields = dataset.schema.fields
    names = field_names(dataset, "snake", RESERVED["python"] | reserved, limit=ATTRIBUTE_LIMIT)
    texts = [field.name for field in fields]
    alias_names = assign(texts, texts, "pascal", TAKEN | {class_name}, limit=ALIAS_LIMIT)
    for field, name, alias_name in zip(fields, names, alias_names, strict=True):
        annotation, default = TYPES[field.type]
        alias = None
        if is_closed(field):
            text = attribute_docstring(f"What `{name}` can be.", indent=0)
            alias = Alias(alias_name, _literal_type(alias_name, field), text)
            annotation, default = alias_name, literal(field.values[0], is_type=True)
        if field.optional:
            annotation, default = f"{annotation} | None", "None"
        described = attribute_docstring(field.description, indent=4) if field.description.strip() else ""
        yield Attribute(name, annotation, default, described, alias)


def _literal_type(name: str, field: Field) -> str:
    """Define the alias on one line if it fits, else with a line per value, as formatters do.

    A trailing comma keeps the second form whatever its width; a single value has none, so its width has to be certain.
    """
    values = [literal(value, is_type=True) for value in dict.fromkeys(field.values)]
    line = f"{name} = Literal[{', '.join(values)}]"
    least, most = columns(line)
    if most <= WIDTH:
        return line
    if len(values) > 1:
        return "\n".join([f"{name} = Literal[", *(f"    {value}," for value in values), "]"])
    if least <= WIDTH:
        values = [quoted([escaped(each, uncertain=True, is_type=True) for each in field.values[0]])]
        line = f"{name} = Literal[{values[0]}]"
    return line if columns(line)[1] <= WIDTH else f"{name} = Literal[\n    {values[0]}\n]"


def _is_summary(text: str) -> bool:
    """Tell whether a text will do as the first line of a docstring, for pydocstyle too (D400, D404)."""
    fits = columns(docstring([[text]], indent=4))[1] + 4 <= WIDTH
    return fits and text.endswith(".") and not re.match(r"this\b", text, re.IGNORECASE)


def _sentence(text: str) -> str:
    """End a text with a mark, so that no line of it reads like the heading of a section."""
    return text if re.search(r"[.!?]$", text) else f"{text}."
