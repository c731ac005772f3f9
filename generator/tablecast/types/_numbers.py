"""Numbers: int, float and decimal, and the amounts of quantities and ranges.

A number is refused where its type would lose something of it: leading zeros, which make it a code, or the zeros that
end a version.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.types._messages import quoted

if TYPE_CHECKING:
    from tablecast.model import Field, Number

SPACES = " \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"
"""What stands between groups of digits, and between a number and its unit."""

_MINUS = ("-", "\N{MINUS SIGN}")
_SIGNS = ("+", *_MINUS)
SIGN = "[+\N{MINUS SIGN}-]"
_NATURAL = rf"[1-9][0-9]{{0,2}}(?P<group>[,_{SPACES}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*|[1-9][0-9]*"
"""A number without sign and leading zeros; groups have three digits and the same separator throughout."""

NUMBER = regex(rf"{SIGN}?(?:0|{_NATURAL})(?:\.[0-9]+)?")
_INT = regex(rf"0|{SIGN}?(?:{_NATURAL})")
_FLOAT = regex(rf"{SIGN}?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_LEADING_ZERO = regex(rf"{SIGN}?0[0-9]+(?:\.[0-9]+)?")
_TRAILING_ZERO = regex(rf"{SIGN}?[0-9]+\.(?:[0-9]*[1-9])?0+")
_DIGITS = {
    2: regex(r"[01]+(?:_[01]+)*"),
    8: regex(r"[0-7]+(?:_[0-7]+)*"),
    16: regex(r"[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*"),
}
_PREFIXES = {"0b": 2, "0o": 8, "0x": 16}
_PLAIN = str.maketrans({"\N{MINUS SIGN}": "-"} | dict.fromkeys(f",_{SPACES}"))
_INT_NAME, _FLOAT_NAME, _DECIMAL_NAME = "an int", "a float", "a decimal"
_MOST_DIGITS = 4000
"""Python converts no text of more than 4,300 digits, to protect itself (its documentation, int max str digits)."""

_TOO_LARGE = 10**_MOST_DIGITS


def read_int(text: str, field: Field, *_: object) -> int:
    """Read an int: decimal, perhaps with groups of digits, or in the base that a prefix or the configuration says."""
    unsigned = text[1:] if text.startswith(_SIGNS) else text
    prefixed = _PREFIXES.get(unsigned[:2].lower(), 0)
    if (prefixed, field.reading.base) == (2, 16):
        message = f"{quoted(text)} is binary, or hexadecimal without a prefix: write '0x' before a hexadecimal int"
        raise ValueError(message)
    base = prefixed or field.reading.base
    if base not in _DIGITS:
        return _read_whole(text)
    digits = unsigned[2:] if prefixed else unsigned
    if not _DIGITS[base].fullmatch(digits):
        raise _not(text, _INT_NAME, f" of base {base}")
    if len(digits) > _MOST_DIGITS or (value := int(digits, base)) >= _TOO_LARGE:
        raise _too_long(_INT_NAME)
    if value == 0 and text != unsigned:
        raise _not(text, _INT_NAME)
    return -value if text.startswith(_MINUS) else value


def read_float(text: str, *_: object) -> float:
    """Read a float that is written as it would be written again, but for its exponent."""
    if _LEADING_ZERO.fullmatch(text) or (_TRAILING_ZERO.fullmatch(text) and not text.endswith(".0")):
        message = f'{quoted(text)} has a zero that a float would lose, as versions have; use type = "str"'
        raise ValueError(message)
    value = float(text.translate(_PLAIN)) if _FLOAT.fullmatch(text) else math.nan
    vanishes = value == 0 and any(digit in text.lower().partition("e")[0] for digit in "123456789")
    if not math.isfinite(value) or vanishes:
        raise _not(text, _FLOAT_NAME)
    return value


def read_decimal(text: str, *_: object) -> Decimal:
    """Read a decimal with all of its zeros after the point."""
    if not NUMBER.fullmatch(text):
        raise _not(text, _DECIMAL_NAME, '; use type = "float" for exponents' if _FLOAT.fullmatch(text) else "")
    return Decimal(_plain(text, _DECIMAL_NAME))


def read_amount(text: str) -> Number:
    """Read a whole number as an int, and any other as a Decimal.

    Raises:
        ValueError: The text is neither, or has a leading zero or too many digits.
    """
    return read_decimal(text) if "." in text else _read_whole(text)


def _read_whole(text: str) -> int:
    if not _INT.fullmatch(text):
        raise _not(text, _INT_NAME)
    return int(_plain(text, _INT_NAME))


def _plain(text: str, what: str) -> str:
    plain = text.translate(_PLAIN)
    if len(plain) > _MOST_DIGITS:
        raise _too_long(what)
    return plain


def _too_long(what: str) -> ValueError:
    return ValueError(f'{what} has no more than {_MOST_DIGITS} digits; use type = "str"')


def _not(text: str, what: str, more: str = "") -> ValueError:
    if _LEADING_ZERO.fullmatch(text):
        return ValueError(f'{quoted(text)} has a leading zero, which {what} would lose; use type = "str"')
    return ValueError(f"{quoted(text)} is not {what}{more}")
