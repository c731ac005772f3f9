"""Quantities: a number and its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.diagnostics import did_you_mean
from tablecast.model import Quantity
from tablecast.types._messages import quoted
from tablecast.types._numbers import NUMBER, SPACES, read_amount

if TYPE_CHECKING:
    from tablecast.model import Field, Number

_SYMBOLS = "%\N{PER MILLE SIGN}\N{DEGREE SIGN}\N{MICRO SIGN}\N{GREEK SMALL LETTER MU}"
_OHMS = "\N{OHM SIGN}\N{GREEK CAPITAL LETTER OMEGA}"
_POWERS = "\N{SUPERSCRIPT TWO}\N{SUPERSCRIPT THREE}"
_DOT = "\N{MIDDLE DOT}"
_PART = rf"[A-Za-z{_SYMBOLS}{_OHMS}]+(?:[{_POWERS}]|\^[0-9])?"
_UNIT = regex(rf"{_PART}(?:[/{_DOT}-]{_PART})*")
"""One word, and without digits, as `5x2` is no quantity of `x2`; such as `s`, `%`, `GB/s`, `GB-month`, `m^2`."""

_HEXADECIMAL = regex(r"0[xX][0-9A-Fa-f]+")
_DIGITS = (*"0123456789", ".", ",")
"""What follows a number only where it has a leading zero, or is none: `007`, `1.2.3`, `1,5`."""


def read_quantity(text: str, field: Field, *_: object) -> Quantity:
    """Read a number and its unit, which the configuration may say for all values."""
    amount, unit = split_quantity(text)
    return Quantity(amount, check_unit(text, unit, field))


def split_quantity(text: str) -> tuple[Number, str]:
    """Read the number that a text begins with, and give what follows it; "" if nothing does.

    Raises:
        ValueError: The text begins with no number.
    """
    found = None if _HEXADECIMAL.fullmatch(text) else NUMBER.match(text)
    if found is None or text[found.end() :].startswith(_DIGITS):
        message = f"{quoted(text)} is not a number with a unit"
        raise ValueError(message)
    return read_amount(found[0]), text[found.end() :].lstrip(SPACES)


def is_unit(text: str) -> bool:
    """Whether a text is told from the number before it, which `000 PPS` is not: `1 000 PPS` is a thousand of `PPS`."""
    try:
        return split_quantity(f"1 {text}") == (1, text)
    except ValueError:
        return False


def check_unit(text: str, unit: str, field: Field) -> str:
    """Give the unit of a value, whose cell says `unit`, or "" for none.

    Case matters: Mb is not MB.

    Raises:
        ValueError: There is no unit, or another than the configuration allows.
    """
    expected, allowed = field.unit, field.reading.units
    if not unit and not expected:
        message = f'{quoted(text)} has no unit; say unit = "..." if all values have the same'
    elif expected and unit not in {"", expected}:
        message = f"the unit of {quoted(text)} is not '{expected}'"
    elif allowed and not expected and unit not in allowed:
        message = f"the unit of {quoted(text)} is not one of 'units'; {did_you_mean(unit, allowed)}"
    elif not (expected or allowed or _UNIT.fullmatch(unit)):
        message = f"{quoted(text)} is not a number with a unit; list units of several words in 'units'"
    else:
        return expected or unit
    raise ValueError(message)
