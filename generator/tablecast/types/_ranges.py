"""Ranges: the numbers between two bounds, in signs, in words, or in the notation of intervals (ISO 80000-2, 2-7)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tablecast._regex import regex
from tablecast.model import Field, Range
from tablecast.types._messages import listed, quoted
from tablecast.types._numbers import SIGN, SPACES, read_decimal, read_int
from tablecast.types._quantities import check_unit, split_quantity

if TYPE_CHECKING:
    from tablecast.model import Number, TypeName

BOUNDS: tuple[TypeName, ...] = ("int", "decimal", "quantity")
"""The types that the bounds of a range may have."""

_SPACE, _SOLID = rf"[\s{SPACES}]", rf"[^\s{SPACES}]"
_DASHES = "\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}~\N{FULLWIDTH TILDE}\N{WAVE DASH}"
_BETWEEN = tuple(
    regex(rf"(?<={_SOLID}){pattern}(?={_SOLID})", re.ASCII | re.IGNORECASE)
    for pattern in (rf"{_SPACE}+(?:to|through){_SPACE}+", rf"{_SPACE}*(?:\.\.\.?|[{_DASHES}]){_SPACE}*")
)
_HYPHEN = regex(rf"(?<={_SOLID}){_SPACE}*-{_SPACE}*(?={_SOLID})", re.ASCII)
_HYPHEN_BEFORE_NUMBER = regex(rf"(?<={_SOLID}){_SPACE}*-{_SPACE}*(?={SIGN}?[0-9])", re.ASCII)
"""What stands between two bounds, the surest first. The first hyphen after a number is no sign; it may be in a unit."""

_MINIMA = {
    **dict.fromkeys((">=", "\N{GREATER-THAN OR EQUAL TO}", "at least"), False),
    **dict.fromkeys((">", "more than"), True),
}
_MAXIMA = {
    **dict.fromkeys(("<=", "\N{LESS-THAN OR EQUAL TO}", "at most", "up to"), False),
    **dict.fromkeys(("<", "less than"), True),
}
"""What stands before the one bound of a range, and whether the range is without it."""

_INCLUSIVE = regex(rf"(?<={_SOLID}){_SPACE}+(?:inclusive|\(inclusive\))\Z", re.ASCII | re.IGNORECASE)
_LIMIT = regex(rf"(?:({'|'.join(_MINIMA)})|({'|'.join(_MAXIMA)})){_SPACE}*(?={_SOLID})", re.ASCII | re.IGNORECASE)
_INTERVAL = regex(r"([\[(])([^\[\]()]*)([\])])")
_NO_MINIMUM = regex("[\N{MINUS SIGN}-](?:\N{INFINITY}|inf|infinity)", re.ASCII | re.IGNORECASE)
_NO_MAXIMUM = regex(r"\+?(?:\N{INFINITY}|inf|infinity)", re.ASCII | re.IGNORECASE)


class _Bounds(NamedTuple):
    """The texts of two bounds, None where there is none, and whether the range is without them."""

    minimum: str | None
    maximum: str | None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False


def read_range(text: str, field: Field, *_: object) -> Range:
    """Read the numbers between two bounds; a single number is both.

    The bounds are what the field holds, ints where it does not say.
    """
    bound = field.item or _default_bound(field)
    bounds = _interval(text) or _limit(text) or _between(text, bound) or _Bounds(text, text)
    try:
        minimum, maximum, unit = _read_bounds(text, bounds, bound)
    except ValueError as error:
        message = f"{quoted(text)} is not a range of {bound.type}: {error}"
        raise ValueError(message) from None
    read = Range(
        minimum,
        maximum,
        bounds.exclusive_minimum and minimum is not None,
        bounds.exclusive_maximum and maximum is not None,
        unit,
    )
    _check_order(text, read)
    return read


def _default_bound(field: Field) -> Field:
    kind: TypeName = "quantity" if field.unit or field.reading.units else "int"
    return Field(field.name, kind, unit=field.unit, reading=field.reading)


def _check_order(text: str, found: Range) -> None:
    if found.minimum is None or found.maximum is None:
        return
    if found.minimum > found.maximum:
        message = f"{quoted(text)} has a minimum above its maximum"
        raise ValueError(message)
    if found.minimum == found.maximum and (found.exclusive_minimum or found.exclusive_maximum):
        message = f"{quoted(text)} holds no number"
        raise ValueError(message)


# --- the texts of the bounds ------------------------------------------------------------------------------------------


def _interval(text: str) -> _Bounds | None:
    """Split `[0, 10)`: a round bracket leaves the bound out, and no bound or infinity is none."""
    interval = _INTERVAL.fullmatch(text)
    if interval is None:
        return None
    opening, inside, closing = interval.groups()
    # In `[1,000, 2,000]` the comma with a space is the one between the bounds.
    parts = next((parts for between in (";", ", ", ",") if len(parts := inside.split(between)) == 2), None)  # noqa: PLR2004 - a minimum and a maximum.
    if parts is None:
        return None
    return _Bounds(parts[0].strip() or None, parts[1].strip() or None, opening == "(", closing == ")")


def _limit(text: str) -> _Bounds | None:
    """Split `>= 0`, `up to 5` and their like, which give one bound."""
    limit = _LIMIT.match(text)
    if limit is None:
        return None
    word, bound = limit[limit.lastindex or 0].lower(), text[limit.end() :]
    if limit[1]:
        return _Bounds(bound, None, exclusive_minimum=_MINIMA[word])
    return _Bounds(None, bound, exclusive_maximum=_MAXIMA[word])


def _between(text: str, bound: Field) -> _Bounds | None:
    """Split `1-65535`, `1 to 10` and their like."""
    patterns = (*_BETWEEN, _HYPHEN_BEFORE_NUMBER if bound.type == "quantity" else _HYPHEN)
    between = next((found for pattern in patterns if (found := pattern.search(text))), None)
    return _Bounds(text[: between.start()], _INCLUSIVE.sub("", text[between.end() :])) if between else None


# --- their numbers ----------------------------------------------------------------------------------------------------


def _read_bounds(text: str, bounds: _Bounds, field: Field) -> tuple[Number | None, Number | None, str]:
    minimum = _read_bound(bounds.minimum, _NO_MINIMUM, field)
    maximum = _read_bound(bounds.maximum, _NO_MAXIMUM, field)
    units = {bound.unit: None for bound in (minimum, maximum) if bound and bound.unit}
    if len(units) > 1:
        message = f"the bounds have two units, {listed(units, 'and')}"
        raise ValueError(message)
    unit = check_unit(text, next(iter(units), ""), field) if field.type == "quantity" else ""
    return minimum and minimum.number, maximum and maximum.number, unit


class _Bound(NamedTuple):
    number: Number
    unit: str = ""


def _read_bound(text: str | None, infinity: re.Pattern[str], field: Field) -> _Bound | None:
    if text is None or infinity.fullmatch(text):
        return None
    match field.type:
        case "int":
            return _Bound(read_int(text, field))
        case "decimal":
            return _Bound(read_decimal(text))
        case "quantity":
            return _Bound(*split_quantity(text))
        case kind:
            message = f"a range has bounds of the type {listed(BOUNDS)}, not '{kind}'"
            raise ValueError(message)
