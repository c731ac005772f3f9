"""TypeScript and JavaScript literals (ECMAScript 2024, 12.9 Literals)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tablecast.writers._literals import json
from tablecast.writers._refusal import NotWritableError

if TYPE_CHECKING:
    from tablecast.model import Scalar

_SAFE_INTEGER = 2**53 - 1


def literal(value: Scalar) -> str:
    """Write a value as an expression: every JSON string is one, with the value that JSON gives it.

    Raises:
        NotWritableError: The value is an integer that a `number` does not hold exactly.
    """
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, int) and abs(value) > _SAFE_INTEGER:
        message = f"a TypeScript number does not hold {value} exactly"
        raise NotWritableError(message, hint="make the field a str")
    return json.literal(value)
