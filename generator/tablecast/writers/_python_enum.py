"""A dataset as a Python enumeration, in the manner of `http.HTTPStatus`: keys are values, the rest are attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.writers._literals.python_values import EMPTY, Text, assigned, expression, flat, laid_out
from tablecast.writers._marks import Origin, mark
from tablecast.writers._names import naming_indices
from tablecast.writers._python_module import (
    NOTHING,
    Module,
    has_empty_mappings,
    imports,
    module,
    unique_keys,
    uses_mappings,
)
from tablecast.writers._python_rules import broken_rules
from tablecast.writers._python_texts import described, text_indices
from tablecast.writers._python_words import BUILTINS, ENUM_ATTRIBUTES
from tablecast.writers._refusal import UnsuitableError, writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.model import Dataset, TypeName
    from tablecast.writers._names import Names
    from tablecast.writers._options import Options
    from tablecast.writers._python_module import Attribute
    from tablecast.writers._python_types import Alias

_STR = ("StrEnum", "str")
_BASES: dict[TypeName, tuple[str, str]] = {
    "int": ("IntEnum", "int"),
    "str": _STR,
    "text": _STR,
    "code": _STR,
    "version": _STR,
    "url": _STR,
    "enum": _STR,
}
"""What an enumeration inherits from, and the type of its values, for each type of key that it can have."""

_LOCALS = frozenset({"cls", "member", "texts", "value"})


class Member(NamedTuple):
    """A member: its name, its value and those of its attributes, and its docstring, which may be empty."""

    name: str
    values: tuple[str, ...]
    docstring: str


class EnumView(NamedTuple):
    """All that the template writes down.

    `parameters` set the module's attributes, in their order, and are declared by the lines of `signature`; `texts` are
    those that a member's docstring is made of.
    """

    module: Module
    rules: str
    imports: tuple[str, ...]
    aliases: tuple[Alias, ...]
    base: str
    value_type: str
    parameters: tuple[str, ...]
    signature: tuple[str, ...]
    texts: tuple[str, ...]
    members: tuple[Member, ...]


def enum_view(dataset: Dataset, options: Options, known_as: Names) -> EnumView:
    """Prepare an enumeration, whose members have the names by which the records are known.

    Options: `class_name`; `docstring`, the fields whose texts describe a member (default: every text that is neither
    key nor name).

    Raises:
        OptionError: An option is wrong.
        UnsuitableError: The key is not one field of whole numbers or texts, each there once.
    """
    key = _key_index(dataset)
    base, value_type = _BASES[dataset.schema.fields[key].type]
    whole = module(dataset, options, ENUM_ATTRIBUTES, is_inferred=True)
    others = [index for index in range(len(dataset.schema.fields)) if index != key]
    shared = whole._replace(attributes=tuple(whole.attributes[index] for index in others))
    parameters = [_parameter(attribute.name) for attribute in whole.attributes]
    texts = text_indices(dataset, options, others, beside="key")
    names = known_as.records("screaming", "python")
    codes = [list(_codes(dataset, index, name, [key, *others], whole)) for index, name in enumerate(names)]
    signature = tuple(_declared(parameters[index], whole.attributes[index]) for index in others)
    lines = [
        f"        {code}," if others else f"    {name} = {code}"
        for name, each in zip(names, codes, strict=True)
        for code in each
    ]
    return EnumView(
        module=shared,
        rules=broken_rules(
            dataset, shared, names=[parameters[index] for index in others] or names, parameters=signature, lines=lines
        ),
        imports=imports(_names_used(dataset, shared) | {base}),
        aliases=(*shared.aliases, NOTHING) if has_empty_mappings(dataset) else shared.aliases,
        base=base,
        value_type=value_type,
        parameters=tuple(parameters[index] for index in others),
        signature=signature,
        texts=tuple(parameters[index] for index in texts),
        members=tuple(_members(dataset, names, codes, [key, *others], texts)),
    )


def _names_used(dataset: Dataset, shared: Module) -> frozenset[str]:
    """Give what the module uses of the standard library, but for its base."""
    has_mappings = uses_mappings(dataset) or any(each.default == EMPTY for each in shared.attributes)
    own = {
        "Self": bool(shared.attributes),
        "MappingProxyType": has_mappings,
        **dict.fromkeys(("Final", "Never"), has_empty_mappings(dataset)),
    }
    return shared.names_used | {name for name, is_used in own.items() if is_used}


def _key_index(dataset: Dataset) -> int:
    """Find the field whose values are the members' values."""
    fields = dataset.schema.key_fields
    if len(fields) != 1 or fields[0].optional or fields[0].type not in _BASES:
        key = ", ".join(f"'{field.name}' ({field.type}{', optional' * field.optional})" for field in fields)
        *others, last = _BASES
        types = f"{', '.join(others)} or {last}"
        message = (
            f"an enum needs a key of one field of type {types}, and the key of '{dataset.name}' is {key or 'none'}"
        )
        raise UnsuitableError(message, hint="use python/records.py.j2")
    if dataset.schema.duplicates == "all":
        message = f"an enum has one member for a key, and '{dataset.name}' keeps all records of a key"
        raise UnsuitableError(message, hint='use python/records.py.j2, or another value of "duplicates" than "all"')
    unique_keys(dataset)
    return dataset.schema.fields.index(fields[0])


def _codes(dataset: Dataset, index: int, name: str, fields: Sequence[int], whole: Module) -> Iterator[str]:
    """Write the values of a member, the key first: on lines of their own, or after the name if that stands alone."""
    key, *others = fields
    for field in fields:
        kind = whole.attributes[field].type
        with writing(Origin(index, field)):
            data = dataset.records[index].values[field].data
            made = expression(data) if field == key else expression(data, kind.texts, empty=NOTHING.name)
        yield laid_out(made, indent=8) if others else assigned(made, indent=4, lead=f"{name} = ")


def _members(
    dataset: Dataset, names: Sequence[str], codes: Sequence[Sequence[str]], fields: Sequence[int], texts: Sequence[int]
) -> Iterator[Member]:
    """Put members together, each with marks of where it comes from."""
    naming = naming_indices(dataset)[0]
    for index, (name, values) in enumerate(zip(names, codes, strict=True)):
        marked = tuple(mark(code, Origin(index, field)) for code, field in zip(values, fields, strict=True))
        yield Member(mark(name, Origin(index, naming)), marked, described(dataset, index, texts, indent=4))


def _parameter(attribute: str) -> str:
    return f"{attribute}_" if attribute in BUILTINS | _LOCALS else attribute


def _declared(parameter: str, attribute: Attribute) -> str:
    """Declare a parameter with its default."""
    lead = f"{parameter}: {attribute.annotation} = "
    default = (
        flat(attribute.default)
        if isinstance(attribute.default, Text)
        else laid_out(attribute.default, indent=8, lead=lead)
    )
    return f"        {lead}{default},"
