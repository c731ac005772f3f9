"""TypeScript and JavaScript literals (ECMAScript 2024, 12.9 Literals)."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from tablecast.model import Entries, Items, Place, Quantity, Range
from tablecast.writers._literals import json
from tablecast.writers._refusal import NotWritableError

if TYPE_CHECKING:
    from tablecast.model import Data, Number

_SAFE_INTEGER = 2**53 - 1


def literal(value: Data) -> str:
    """Write a value as an expression: every JSON string is one, with the value that JSON gives it.

    Lists, mappings and the values of several parts are arrays and objects as in JSON. The name `__proto__` would set
    the prototype of an object (ECMAScript 2024, B.3.1), unless it is computed.

    Raises:
        NotWritableError: The value is or holds a number that a `number` does not hold exactly; or it is markup that
            cannot be written.
    """
    match value:
        case Items(items):
            return json.array(map(literal, items))
        case Quantity() | Range() | Place() | Entries():
            pairs = json.members(value, literal, _number)
            return f"{{{', '.join(f'{_name(name)}: {code}' for name, code in pairs)}}}"
        case float() if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        case int() if not isinstance(value, bool):
            return _number(value)
        case _:
            return json.literal(value)


def _name(name: str) -> str:
    return f"[{json.text(name)}]" if name == "__proto__" else json.text(name)


def _number(value: Number) -> str:
    is_exact = abs(value) <= _SAFE_INTEGER if isinstance(value, int) else Decimal(repr(float(value))) == value
    if not is_exact:
        message = f"a TypeScript number does not hold {value} exactly"
        raise NotWritableError(message, hint="make the field a str")
    return json.number(value)
