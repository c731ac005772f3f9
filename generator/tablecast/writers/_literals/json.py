"""JSON literals (RFC 8259), also safe inside a `script` element of an HTML page."""

from __future__ import annotations

import datetime as dt
import json
import math
from decimal import Decimal
from typing import TYPE_CHECKING

from tablecast.model import Entries, Items, Markup, Place, Quantity, Range
from tablecast.types import write_value
from tablecast.writers._characters import HIDDEN, PAIR, is_plain, refuse
from tablecast.writers._literals.commonmark import document
from tablecast.writers._refusal import NotWritableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tablecast.model import Data, Number


_encode = json.JSONEncoder(ensure_ascii=False).encode


def literal(value: Data) -> str:
    """Write a value as JSON.

    What JSON has no type for is a string: a decimal, as a number may be read with loss; a date or a datetime as in
    ISO 8601; markup in CommonMark. A list is an array, a mapping an object. A quantity is an object with `amount`, a
    number that is written exactly, and `unit`. A range has `minimum` and `maximum`, null where there is no bound;
    `exclusive_minimum` and `exclusive_maximum` only where they are true, and `unit` only where there is one. A place
    has `document`, `kind` and `title`.

    Hidden characters are escaped, half surrogate pairs too. In a `script` element, `</` would end it and `<!--` change
    how it is read (HTML Standard, 4.12.1.3), so neither is written.

    Raises:
        NotWritableError: The value is an infinity or not a number, which JSON does not have; its markup cannot be
            written; or a text has both halves of a surrogate pair in a row, which whoever reads it takes for one
            character (RFC 8259, 7).
    """
    match value:
        case str():  # What most values are, and none of the others is.
            return text(value)
        case Items(items):
            return array(map(literal, items))
        case Quantity() | Range() | Place() | Entries():
            return object_(members(value, literal, number))
        case Markup(blocks):
            return text(document(blocks))
        case Decimal() | dt.date():
            return text(write_value(value))
        case _:
            return _simple(value)


def array(items: Iterable[str]) -> str:
    """Write an array of what is JSON already."""
    return f"[{', '.join(items)}]"


def object_(pairs: Iterable[tuple[str, str]]) -> str:
    """Write an object of names and what is JSON already."""
    return f"{{{', '.join(f'{text(name)}: {code}' for name, code in pairs)}}}"


def members(
    value: Quantity | Range | Place | Entries, write: Callable[[Data], str], write_number: Callable[[Number], str]
) -> Iterator[tuple[str, str]]:
    """Give the names and values of the object that a value is."""
    match value:
        case Entries(entries):
            yield from ((name, write(each)) for name, each in entries)
        case Quantity(amount, unit):
            yield from (("amount", write_number(amount)), ("unit", write(unit)))
        case Place(path, kind, title):
            yield from (("document", write(path)), ("kind", write(kind)), ("title", write(title)))
        case Range(minimum, maximum, no_minimum, no_maximum, unit):
            bounds = {"minimum": minimum, "maximum": maximum}
            yield from ((name, "null" if bound is None else write_number(bound)) for name, bound in bounds.items())
            flags = {"exclusive_minimum": no_minimum, "exclusive_maximum": no_maximum}
            yield from ((name, "true") for name, is_set in flags.items() if is_set)
            yield from ((("unit", write(unit)),) if unit else ())


def number(value: Number) -> str:
    """Write a number with all its digits.

    Raises:
        NotWritableError: JSON does not have it.
    """
    if isinstance(value, Decimal) and not value.is_finite():
        raise _none(value)
    return write_value(value)


def text(value: str) -> str:
    """Write a string."""
    refuse(value, PAIR, "a JSON string")
    code = _encode(value)
    code = code if is_plain(code) else HIDDEN.sub(lambda found: escape(found[0]), code)
    return code.replace("</", r"<\/").replace("<!", r"\u003c!")


def escape(character: str) -> str:
    """Escape a character by the numbers of its UTF-16 code units, as JSON and JavaScript do."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def _simple(value: float | None) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        raise _none(value)
    return json.dumps(value)


def _none(value: float | Decimal) -> NotWritableError:
    return NotWritableError(f"JSON has no {value}", hint="make the field a str")
