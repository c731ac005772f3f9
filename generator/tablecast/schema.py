"""What a configuration declares of a dataset, in the terms of the model: its schema, and the values it gives itself."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from tablecast.config import FieldConfig
from tablecast.model import Field, Reading, Schema
from tablecast.types import read_value

if TYPE_CHECKING:
    from tablecast.config import DatasetConfig, TypeConfig
    from tablecast.model import Data

_GIVEN: dict[type, tuple[str, ...]] = {bool: ("bool",), int: ("int", "float", "decimal"), float: ("float",)}
"""The types of fields that take a value of TOML's own; a decimal takes no float, which would lose its zeros."""


def schema_of(config: DatasetConfig) -> Schema:
    """Give the schema that a valid configuration declares."""
    fields = tuple(field_of(name, field) for name, field in config.fields.items())
    return Schema(fields, key_names(config), config.name_field, config.duplicates)


def key_names(config: DatasetConfig) -> tuple[str, ...]:
    """Give the names of the fields that make the key of a dataset; none when it has no key."""
    names = (config.key,) if isinstance(config.key, str) else config.key
    return tuple(filter(None, names))


def field_of(name: str, config: TypeConfig) -> Field:
    """Give the field that a valid configuration declares; what a list holds has the name of the list."""
    names = tuple(config.values) if isinstance(config.values, dict) else ()
    return Field(
        name,
        config.type,
        isinstance(config, FieldConfig) and config.optional,
        tuple(config.values.values()) if isinstance(config.values, dict) else config.values,
        config.description if isinstance(config, FieldConfig) else "",
        members=names,
        item=_item(name, config),
        dataset=config.dataset,
        unit=config.unit,
        reading=Reading(
            config.pattern, config.base, config.true, config.false, config.formats, config.units, config.separator
        ),
    )


def _item(name: str, config: TypeConfig) -> Field | None:
    """Give what the values are made of; a range of a unit has quantities as its bounds without saying so."""
    if config.of is None and config.type == "range" and (config.unit or config.units):
        return Field(name, "quantity", unit=config.unit, reading=Reading(units=config.units))
    return field_of(name, config.of) if config.of else None


def read_given(value: str | float, field: Field) -> Data:
    """Read a value that the configuration gives, a `constant` or a `default`; a string as the text of a cell.

    Raises:
        ValueError: It is no such value, as for a cell.
    """
    if isinstance(value, str):
        return read_value(value, field)
    if field.type not in _GIVEN[type(value)]:
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        message = f"expected a string for the type '{field.type}', got {shown}"
        raise ValueError(message)
    if field.type == "decimal":
        return Decimal(value)
    return read_value(repr(value), field) if field.type == "float" else value
