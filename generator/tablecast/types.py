"""Field types: how the text of a cell becomes a value.

Each reader is strict: it accepts what surely means the value and raises ValueError, with a message for people, for all
else, because a value that is quietly wrong is worse than an error that names the cell.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from tablecast.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from tablecast.model import Field, Scalar, TypeName

_INT = re.compile(r"0|[+-]?[1-9][0-9]*")
_LEADING_ZERO = re.compile(r"[+-]?0[0-9]+(?:\.[0-9]+)?")
_FLOAT = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_TRAILING_ZERO = re.compile(r"[+-]?[0-9]+\.(?:[0-9]*[1-9])?0+")
_LONGEST_INT = 4000
"""Python converts no text of more than 4,300 digits, to protect itself (its documentation, int max str digits)."""

_BOOLS = {
    **dict.fromkeys(("yes", "y", "true", "on", "supported", "\N{CHECK MARK}", "\N{HEAVY CHECK MARK}"), True),
    **dict.fromkeys(("no", "n", "false", "off", "not supported", "\N{MULTIPLICATION X}", "\N{BALLOT X}"), False),
}


def read_value(text: str, field: Field) -> Scalar:
    """Read `text` as a value of the field's type.

    Raises:
        ValueError: The text does not say such a value; the message tells what was found and expected.
    """
    return _READERS[field.type](text, field)


def _read_str(text: str, _: Field) -> str:
    return text


def _read_int(text: str, _: Field) -> int:
    if _INT.fullmatch(text) and len(text) <= _LONGEST_INT:
        return int(text)
    if len(text) > _LONGEST_INT:
        message = f'an int has no more than {_LONGEST_INT} digits; use type = "str"'
    elif _LEADING_ZERO.fullmatch(text):
        message = f'{text!r} has a leading zero, which an int would lose; use type = "str"'
    else:
        message = f"{text!r} is not an int"
    raise ValueError(message)


def _read_float(text: str, _: Field) -> float:
    if _LEADING_ZERO.fullmatch(text) or (_TRAILING_ZERO.fullmatch(text) and not text.endswith(".0")):
        message = f'{text!r} has a zero that a float would lose, as versions have; use type = "str"'
        raise ValueError(message)
    value = float(text) if _FLOAT.fullmatch(text) else math.nan
    vanishes = value == 0 and any(digit in text.lower().partition("e")[0] for digit in "123456789")
    if not math.isfinite(value) or vanishes:
        message = f"{text!r} is not a float"
        raise ValueError(message)
    return value


def _read_bool(text: str, _: Field) -> bool:
    value = _BOOLS.get(text.casefold())
    if value is None:
        message = f"{text!r} is neither yes nor no"
        raise ValueError(message)
    return value


def _read_enum(text: str, field: Field) -> str:
    """Compare without case and give the spelling of the configuration, so that it is stable against the document's."""
    folded = text.casefold()
    for value in field.values:
        if value.casefold() == folded:
            return value
    message = f"{text!r} is not one of the values of {field.name!r}; {did_you_mean(text, field.values)}"
    raise ValueError(message)


_READERS: dict[TypeName, Callable[[str, Field], Scalar]] = {
    "str": _read_str,
    "int": _read_int,
    "float": _read_float,
    "bool": _read_bool,
    "enum": _read_enum,
}
