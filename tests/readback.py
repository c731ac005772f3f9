"""What values should read back as, from each kind of output, in a form that compares exactly, types and all."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from tablecast.model import Entries, Items, Markup, Place, Quantity, Range
from tablecast.types import write_value
from tablecast.writers._literals.commonmark import document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tablecast.model import Data


def exact(value: Any) -> object:
    """Give an object of a generated module in a form that shows all of it; members of enumerations are their values."""
    match value:
        case Enum():
            return exact(value.value)
        case tuple():
            return [exact(each) for each in cast(tuple[object, ...], value)]
        case Mapping():
            return {"of": [(key, exact(each)) for key, each in cast(Mapping[str, object], value).items()]}
        case _:
            return repr(value)


def in_python(data: Data) -> object:
    """Give what `exact` makes of a value that a generated module holds."""
    match data:
        case Quantity() | Range() | Place():
            return [exact(getattr(data, name)) for name in data.__struct_fields__]
        case Items(items):
            return [in_python(item) for item in items]
        case Entries(entries):
            return {"of": [(key, in_python(value)) for key, value in entries]}
        case Markup(blocks):
            return exact(document(blocks))
        case _:
            return exact(data)


def read_json(text: str) -> Any:
    """Read JSON, objects as lists of pairs and every number with all its digits."""
    return json.loads(text, parse_float=Decimal, parse_int=Decimal, object_pairs_hook=list)


def in_json(data: Data) -> object:
    """Give what `read_json` makes of a value."""
    match data:
        case Quantity() | Place() | Range():
            return list(_members(data))
        case Items(items):
            return [in_json(item) for item in items]
        case Entries(entries):
            return [(key, in_json(value)) for key, value in entries]
        case Markup(blocks):
            return document(blocks)
        case Decimal() | dt.date():
            return write_value(data)
        case _:
            return data if data is None or isinstance(data, bool | str) else Decimal(str(data))


def _members(data: Quantity | Place | Range) -> Iterator[tuple[str, object]]:
    for name in data.__struct_fields__:
        value = getattr(data, name)
        if name in {"exclusive_minimum", "exclusive_maximum"} or (name == "unit" and isinstance(data, Range)):
            yield from [(name, value)] if value else []
        else:
            yield (name, Decimal(value) if name in {"amount", "minimum", "maximum"} and value is not None else value)
