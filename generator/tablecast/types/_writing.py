"""The canonical text of a value: what names, keys and messages say, and what is read back as the value."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from tablecast.content import plain_text
from tablecast.model import Entries, Items, Markup, Place, Quantity, Range

if TYPE_CHECKING:
    from tablecast.model import Data, Number, Scalar


def write_value(data: Data) -> str:  # noqa: PLR0911 - one case for each kind of value, each a line.
    """Give the canonical text of a value, "" for None.

    A list, and the entries of a mapping, have `, ` between their parts.
    """
    match data:
        case str():  # What most values are, and none of the others is.
            return str(data)
        case Quantity(amount, unit):
            return _write_amount(amount, unit)
        case Range():
            return _write_range(data)
        case Place(document, _, title):
            return title or document
        case Markup(blocks):
            return plain_text(blocks)
        case Items(items):
            return ", ".join(map(write_value, items))
        case Entries(entries):
            return ", ".join(f"{key}: {write_value(value)}" for key, value in entries)
        case _:
            return _write_scalar(data)


def _write_scalar(data: Scalar | Decimal | dt.date) -> str:
    match data:
        case None:
            return ""
        case bool():
            return "true" if data else "false"
        case float():
            return repr(data)
        case Decimal():
            return format(data, "f")
        case dt.date():
            return data.isoformat()
        case str() | int():
            return str(data)


def _write_amount(amount: Number, unit: str) -> str:
    """Write an amount with its unit, and a space between, except before a per cent sign."""
    return f"{write_value(amount)}{unit if unit == '%' else f' {unit}'}".rstrip()


def _write_range(data: Range) -> str:
    if data.maximum is None:
        if data.minimum is None:
            return "(-inf, inf)"
        return f"{'>' if data.exclusive_minimum else '>='} {_write_amount(data.minimum, data.unit)}"
    maximum = _write_amount(data.maximum, data.unit)
    if data.minimum is None:
        return f"{'<' if data.exclusive_maximum else '<='} {maximum}"
    minimum = write_value(data.minimum)
    if data.exclusive_minimum or data.exclusive_maximum:
        opening, closing = "(" if data.exclusive_minimum else "[", ")" if data.exclusive_maximum else "]"
        return f"{opening}{minimum}, {maximum}{closing}"
    return maximum if data.minimum == data.maximum else f"{minimum} to {maximum}"
