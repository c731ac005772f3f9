"""JSON literals (RFC 8259), also safe inside a `script` element of an HTML page."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from tablecast.writers._characters import HIDDEN
from tablecast.writers._refusal import NotWritableError

if TYPE_CHECKING:
    from tablecast.model import Scalar


def literal(value: Scalar) -> str:
    """Write a value as JSON.

    Hidden characters are escaped, half surrogate pairs too. In a `script` element, `</` would end it and `<!--` change
    how it is read (HTML Standard, 4.12.1.3), so neither is written.

    Raises:
        NotWritableError: The value is an infinity or not a number, which JSON does not have.
    """
    if isinstance(value, float) and not math.isfinite(value):
        message = f"JSON has no {value}"
        raise NotWritableError(message, hint="make the field a str")
    text = json.dumps(value, ensure_ascii=False)
    return HIDDEN.sub(lambda found: escape(found[0]), text).replace("</", r"<\/").replace("<!", r"\u003c!")


def escape(character: str) -> str:
    """Escape a character by the numbers of its UTF-16 code units, as JSON and JavaScript do."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
