"""One value: the text that it is read from, and the rules for where there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tablecast._regex import regex
from tablecast.diagnostics import Diagnostic, shortened
from tablecast.model import Value
from tablecast.schema import read_given
from tablecast.shaping.context import missing_context
from tablecast.types import apply_pattern, read_value, write_value

if TYPE_CHECKING:
    from tablecast.config import FieldConfig
    from tablecast.content import Block
    from tablecast.diagnostics import Location
    from tablecast.model import Field

_NO_VALUE = regex(r"[-\u2010-\u2015\u2212/.]+|n/?a\.?|none|null|nil", re.IGNORECASE)
"""What often stands in a cell that has no value; a cell is never read so without being told."""

_SHOWN_TEXT = 60
_MAY_BE_EMPTY = frozenset({"str", "text", "markup"})
"""The types for which an empty text is a value like any other."""


class Found(NamedTuple):
    """A text that a value is read from, where it stands, and its markup if it is the whole of a cell."""

    text: str
    location: Location
    blocks: tuple[Block, ...] = ()


def read_field(field: Field, config: FieldConfig, found: Found) -> Value | Diagnostic:
    """Read the value of a field from what was found for it, or say what is wrong with that."""
    if not found.text and config.fill_down:
        message = f"the cell is empty, and no cell above has a text for the field '{field.name}'"
        hint = "the first row of a table, and the first one below a heading, need a text"
        return Diagnostic("missing-value", message, found.location, hint=hint)
    try:
        part = _part(field, config, found)
        if means_nothing(part.text, config):
            return without_value(field, config, part)
        if not part.text and (config.context or field.type not in _MAY_BE_EMPTY):
            return _empty(field, config, found)
        return Value(read_value(part.text, field, part.blocks), *part)
    except ValueError as error:
        return _invalid(field, found, error) if found.text else _empty(field, config, found)


def means_nothing(text: str, config: FieldConfig) -> bool:
    """Whether a text says that a field has no value."""
    return (config.optional or config.default is not None) and text in config.missing


def without_value(field: Field, config: FieldConfig, found: Found) -> Value | Diagnostic:
    """Give what a field is where it has no value: the default, if there is one."""
    return Value(None, *found) if config.default is None else given(field, config.default, found.location)


def given(field: Field, value: str | float, place: Location) -> Value | Diagnostic:
    """Give a value that the configuration says, which stands nowhere in the document."""
    try:
        data = read_given(value, field)
    except ValueError as error:
        return _invalid(field, Found("", place), error)
    return Value(data, value if isinstance(value, str) else write_value(data), place)


def _part(field: Field, config: FieldConfig, found: Found) -> Found:
    """Give what the pattern picks, if anything; a text that means 'no value' need not match it."""
    text = found.text if means_nothing(found.text, config) else apply_pattern(found.text, field)
    return found if text == found.text else Found(text, found.location)


def _empty(field: Field, config: FieldConfig, found: Found) -> Diagnostic:
    if found.text:
        shown = shortened(found.text, _SHOWN_TEXT)
        message = f"the pattern takes nothing from '{shown}', but the field '{field.name}' is not optional"
    elif config.context:
        return missing_context(field.name, config.context, found.location)
    else:
        message = f"the cell is empty, but the field '{field.name}' is not optional"
    return Diagnostic("missing-value", message, found.location, hint="say optional = true if it may be empty")


def _invalid(field: Field, found: Found, error: ValueError) -> Diagnostic:
    hint = "if it means that there is no value, say optional = true and list it in 'missing'"
    hint = hint if _NO_VALUE.fullmatch(found.text) else ""
    return Diagnostic("invalid-cell", f"{error} (field '{field.name}')", found.location, hint=hint)
