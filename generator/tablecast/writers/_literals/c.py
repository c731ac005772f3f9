"""C literals (ISO/IEC 9899:2011, 6.4.4 and 6.4.5), for strings in UTF-8."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.types import write_value
from tablecast.writers._characters import SURROGATE, refuse
from tablecast.writers._refusal import NotWritableError

if TYPE_CHECKING:
    from tablecast.model import Data

_NAMED = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_QUESTION = regex(r"(?<=\?)\?")
_PRINTABLE = range(0x20, 0x7F)
_LEAST, _MOST = -(2**63), 2**63 - 1


def literal(value: Data) -> str:
    """Write a value as a constant expression; the absence of a value is `NULL`.

    Of what C has no type for, that is of all but texts, ints, floats and bools, it is the text (`write_value`).

    Bytes beyond ASCII are octal escapes of three digits, which no digit after them can extend, as it could extend a
    hexadecimal one. The second of two question marks is escaped, so that no trigraph forms, and a slash after an
    asterisk, so that a string inside a comment does not end it. A text with U+0000 keeps it: `sizeof` sees all of the
    text, `strlen` its beginning.

    Raises:
        NotWritableError: The text holds half a surrogate pair, which UTF-8 cannot; or neither `long long` nor `double`
            has a constant for the number.
    """
    match value:
        case None | bool():
            return {None: "NULL", True: "true", False: "false"}[value]
        case float():
            return _double(value)
        case int():
            return _long_long(value)
        case _:
            return _string(value if isinstance(value, str) else write_value(value))


def _string(text: str) -> str:
    refuse(text, SURROGATE, "a C string in UTF-8")
    body = "".join(_NAMED.get(byte) or _byte(byte) for byte in text.encode())
    return '"' + _QUESTION.sub(r"\\?", body).replace("*/", r"*\057") + '"'


def _byte(byte: int) -> str:
    return chr(byte) if byte in _PRINTABLE else f"\\{byte:03o}"


def _long_long(value: int) -> str:
    if not _LEAST <= value <= _MOST:
        message = f"{value} does not fit a C long long"
        raise NotWritableError(message, hint="make the field a str")
    return str(value) if value > _LEAST else f"({value + 1} - 1)"


def _double(value: float) -> str:
    if not math.isfinite(value):
        message = f"C has no constant for {value}"
        raise NotWritableError(message, hint="make the field a str")
    return repr(value)
