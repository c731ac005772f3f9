"""A dataset as Python constants: a name for each record, the value that it stands for, and what describes it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tablecast.naming import identifier
from tablecast.writers._contents import resolved, values_of
from tablecast.writers._literals.python_values import assigned, expression
from tablecast.writers._marks import Origin, mark
from tablecast.writers._names import naming_indices
from tablecast.writers._python_module import (
    NOTHING,
    Attribute,
    Module,
    has_empty_mappings,
    imports,
    module_docstring,
    uses_mappings,
)
from tablecast.writers._python_rules import broken_rules
from tablecast.writers._python_texts import described, text_indices
from tablecast.writers._python_types import is_closed, python_types
from tablecast.writers._refusal import OptionError, UnsuitableError, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.model import Dataset, Field
    from tablecast.writers._names import Names
    from tablecast.writers._options import Options
    from tablecast.writers._python_types import Alias


class Constant(NamedTuple):
    """A constant: its name, its value, and its docstring, which may be empty."""

    name: str
    value: str
    docstring: str


class ConstantsView(NamedTuple):
    """All that the template writes down."""

    module: Module
    rules: str
    imports: tuple[str, ...]
    aliases: tuple[Alias, ...]
    constants: tuple[Constant, ...]


def constants_view(dataset: Dataset, options: Options, known_as: Names) -> ConstantsView:
    """Prepare a constant for each record, with the name by which the record is known.

    Options: `value`, the field that is the value (default: the key, if something else names the records; else the only
    field beside the name; else the key); `docstring`, the fields whose texts describe a constant (default: every text
    that is neither value nor name).

    Raises:
        OptionError: An option is wrong.
        UnsuitableError: Which field is the value, only the option can say.
    """
    place = _value_index(dataset, options)
    texts = text_indices(dataset, options, [each for each in _places(dataset) if each != place], beside="value")
    names = known_as.records("screaming", "python")
    shared = _module(dataset, place, names)
    values = [_value(dataset, index, place, name, shared) for index, name in enumerate(names)]
    narrow = _narrowed(dataset, [place])
    naming = naming_indices(dataset)[0]
    return ConstantsView(
        module=shared,
        rules=broken_rules(
            _narrowed(dataset, [place, *texts]),
            shared,
            names=names,
            lines=[f"{_lead(name)}{value}" for name, value in zip(names, values, strict=True)],
        ),
        imports=imports(_names_used(narrow, shared)),
        aliases=(NOTHING,) if has_empty_mappings(narrow) else (),
        constants=tuple(
            Constant(
                mark(name, Origin(index, naming)),
                mark(value, Origin(index, place)),
                described(dataset, index, texts, indent=0),
            )
            for index, (name, value) in enumerate(zip(names, values, strict=True))
        ),
    )


def _places(dataset: Dataset) -> range:
    return range(len(dataset.schema.fields))


def _value_index(dataset: Dataset, options: Options) -> int:
    """Find the field whose values are those of the constants."""
    fields, naming = dataset.schema.fields, naming_indices(dataset)
    chosen = options.fields("value")
    if chosen is not None:
        if len(chosen) != 1:
            message = "the option 'value' must name one field"
            raise OptionError(message)
        return [field.name for field in fields].index(chosen[0])
    key = [fields.index(field) for field in dataset.schema.key_fields]
    others = [place for place in _places(dataset) if place not in naming]
    is_named = len(key) == 1 and tuple(key) != naming
    found = key if is_named or len(others) != 1 else others
    if len(found) != 1:
        message = f"constants need one field for their values, and which one of '{dataset.name}' that is, is not said"
        raise UnsuitableError(message, hint="name it in the option 'value'")
    return found[0]


def _module(dataset: Dataset, place: int, names: Sequence[str]) -> Module:
    """Prepare what the values need: no name of a type, as none of them is annotated."""
    field = _unnamed(dataset.schema.fields[place])
    called = identifier(field.name, "snake")
    (made,) = python_types([field], [called], set(names), is_inferred=True)
    attribute = Attribute(called, made.annotation, made.default, "", made._replace(aliases=()))
    return Module(module_docstring(dataset), "", "", (attribute,))


def _unnamed(field: Field) -> Field:
    """Let the texts of a closed set without names be any texts."""
    held = resolved(field)
    return replace(held, values=()) if is_closed(held) and not held.members else held


def _narrowed(dataset: Dataset, places: Sequence[int]) -> Dataset:
    """Give a dataset with some of the fields."""
    fields = tuple(dataset.schema.fields[place] for place in places)
    records = [replace(each, values=tuple(each.values[place] for place in places)) for each in dataset.records]
    return replace(dataset, schema=replace(dataset.schema, fields=fields), records=tuple(records))


def _names_used(dataset: Dataset, shared: Module) -> frozenset[str]:
    """Give what the module uses of the standard library; `dataset` holds the values alone."""
    used = set(shared.names_used) - {"Mapping"}
    needs_values = shared.attributes[0].type.leaf.type in {"decimal", "date", "datetime"}
    if needs_values and not any(isinstance(data, Decimal | dt.date) for data in values_of(dataset)):
        used.clear()
    used |= {"Final"} if dataset.records else set()
    used |= {"MappingProxyType"} if uses_mappings(dataset) else set()
    used |= {"Mapping", "Never"} if has_empty_mappings(dataset) else set()
    return frozenset(used)


def _lead(name: str) -> str:
    return f"{name}: Final = "


def _value(dataset: Dataset, index: int, place: int, name: str, shared: Module) -> str:
    with writing(Origin(index, place)):
        data = dataset.records[index].values[place].data
        made = expression(data, shared.attributes[0].type.texts, empty=NOTHING.name)
    return assigned(made, indent=0, lead=_lead(name))
