"""A dataset as a Python enumeration, in the manner of `http.HTTPStatus`: keys are values, the rest are attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tablecast.diagnostics import did_you_mean
from tablecast.naming import RESERVED
from tablecast.writers._literals.docstrings import attribute_docstring
from tablecast.writers._literals.python import wrapped
from tablecast.writers._marks import Origin, mark
from tablecast.writers._names import naming_indices, record_names
from tablecast.writers._python_module import Module, is_closed, module, unique_keys
from tablecast.writers._python_rules import broken_rules
from tablecast.writers._python_words import BUILTINS, ENUM_ATTRIBUTES
from tablecast.writers._refusal import OptionError, UnsuitableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tablecast.model import Dataset, Record
    from tablecast.writers._options import Options

_BASES = {"int": ("IntEnum", "int"), "str": ("StrEnum", "str"), "enum": ("StrEnum", "str")}
_LOCALS = frozenset({"cls", "member", "texts", "value"})


class Member(NamedTuple):
    """A member: its name, its value and those of its attributes, and its docstring, which may be empty."""

    name: str
    values: tuple[str, ...]
    docstring: str


class EnumView(NamedTuple):
    """All that the template writes down.

    `parameters` set the module's attributes, in their order; `texts` are those that a member's docstring is made of.
    """

    module: Module
    rules: str
    base: str
    value_type: str
    parameters: tuple[str, ...]
    texts: tuple[str, ...]
    members: tuple[Member, ...]


def enum_view(dataset: Dataset, options: Options) -> EnumView:
    """Prepare an enumeration.

    Options: `class_name`; `docstring`, the fields whose texts describe a member (default: every text that is neither
    key nor name).

    Raises:
        OptionError: An option is wrong.
        UnsuitableError: The key is not one field of whole numbers or texts, each there once.
    """
    key = _key_index(dataset)
    base, value_type = _BASES[dataset.schema.fields[key].type]
    whole = module(dataset, options, ENUM_ATTRIBUTES)
    others = [index for index in range(len(dataset.schema.fields)) if index != key]
    shared = whole._replace(attributes=tuple(whole.attributes[index] for index in others))
    parameters = [_parameter(attribute.name) for attribute in whole.attributes]
    texts = _text_indices(dataset, options, others)
    members = tuple(_members(dataset, key, others, texts))
    lines = [
        f"        {name}: {attribute.annotation} = {attribute.default},"
        for name, attribute in zip(parameters, whole.attributes, strict=True)
    ]
    return EnumView(
        module=shared,
        rules=broken_rules(
            dataset,
            shared,
            names=[parameters[index] for index in others] or [member.name for member in members],
            parameters=[lines[index] for index in others],
        ),
        base=base,
        value_type=value_type,
        parameters=tuple(parameters[index] for index in others),
        texts=tuple(parameters[index] for index in texts),
        members=members,
    )


def _key_index(dataset: Dataset) -> int:
    """Find the field whose values are the members' values."""
    fields = dataset.schema.key_fields
    if len(fields) != 1 or fields[0].optional or fields[0].type not in _BASES:
        key = ", ".join(f"'{field.name}' ({field.type}{', optional' * field.optional})" for field in fields)
        message = (
            f"an enum needs a key of one int, str or enum field, and the key of '{dataset.name}' is {key or 'none'}"
        )
        raise UnsuitableError(message, hint="use python/records.py.j2")
    unique_keys(dataset)
    return dataset.schema.fields.index(fields[0])


def _text_indices(dataset: Dataset, options: Options, others: Sequence[int]) -> tuple[int, ...]:
    """Find the fields whose texts describe a member."""
    fields = dataset.schema.fields
    chosen = options.fields("docstring")
    if chosen is None:
        names = naming_indices(dataset)
        return tuple(index for index in others if fields[index].type == "str" and index not in names)
    allowed = {fields[index].name: index for index in others if fields[index].type in ("str", "enum")}
    for name in chosen:
        if name not in allowed:
            message = f"the option 'docstring' names '{name}', which is no text beside the key"
            raise OptionError(message, hint=did_you_mean(name, allowed))
    return tuple(allowed[name] for name in chosen)


def _members(dataset: Dataset, key: int, others: Sequence[int], texts: Sequence[int]) -> Iterator[Member]:
    names = record_names(dataset, "screaming", RESERVED["python"])
    naming = naming_indices(dataset)[0]
    for index, (name, record) in enumerate(zip(names, dataset.records, strict=True)):
        values = [
            mark(_value(dataset, record, field, name if not others else ""), Origin(index, field))
            for field in (key, *others)
        ]
        yield Member(mark(name, Origin(index, naming)), tuple(values), _described(record, index, texts))


def _value(dataset: Dataset, record: Record, field: int, name: str) -> str:
    """Write a value: on a line of its own, or after the member's `name` if it stands alone."""
    data, is_type = record.values[field].data, is_closed(dataset.schema.fields[field])
    if name:
        return wrapped(data, indent=4, lead=f"{name} = ", trail="", is_type=is_type)
    return wrapped(data, indent=8, is_type=is_type)


def _described(record: Record, index: int, texts: Sequence[int]) -> str:
    """Write the docstring of a member as `__doc__` has it."""
    said = "\n\n".join(str(record.values[field].data) for field in texts if record.values[field].data)
    code = attribute_docstring(said, indent=4) if said.strip() else ""
    for field in texts:
        code = mark(code, Origin(index, field)) if code else ""
    return code


def _parameter(attribute: str) -> str:
    return f"{attribute}_" if attribute in BUILTINS | _LOCALS else attribute
