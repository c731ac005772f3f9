"""Columns of numbers: int, decimal, quantity, range and version, where nothing of the text is lost."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.config import TypeConfig
from tablecast.inference._values import Finding
from tablecast.inference._vocabulary import BOUNDED, MEASURE, NUMBERED, TIMES, VERSION, has_unit, units_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.inference._values import Values

_DIGITS = r"(?:0|[1-9][0-9]*)"
_GROUPED = r"[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?:[ _\u00a0\u2009\u202f][0-9]{3})+"
_NUMBER = rf"(?:{_GROUPED}|{_DIGITS}(?:\.[0-9]+)?)"
_SIGN = r"[-\u2212]"
_INT = regex(rf"{_SIGN}?(?:{_GROUPED}|{_DIGITS})")
_PREFIXED = regex(r"0[xX](?:0|[1-9A-Fa-f][0-9A-Fa-f]*)|0[bB](?:0|1[01]*)|0[oO](?:0|[1-7][0-7]*)")
_DECIMAL = regex(rf"{_SIGN}?{_DIGITS}(?:\.([0-9]+))?")
_LONGEST_COUNT = 15
_STEADY_DIGITS = 7
"""From this length on, whole numbers that all have one length are rather names, as of accounts, than counts."""

_TIMES = "ns|us|\u00b5s|\u03bcs|ms|s|sec|secs|seconds?|min|mins|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?"
_SIZES = r"[kKMGTPE]?i?[Bb](?:it|its|yte|ytes)?(?:/s|ps)?|[kKMGT]bps|(?:kilo|mega|giga|tera)?(?:bits?|bytes?)(?:/s)?"
_PHYSICAL = (
    r"[kMG]?Hz|[\u00b5\u03bcumk]?V|[\u00b5\u03bcum]?A|mAh|[munk]?W|[munp]F"
    r"|[kM]?(?:\u03a9|\u2126|[Oo]hm)|dBm?|[mck]?m|kg|g|mg"
)
_UNIT = regex(rf"%|\u2030|\u00b0[CF]?|(?:{_TIMES})|(?:{_SIZES})|(?:{_PHYSICAL})|[kMG]?pps|rpm|dpi|px|ppm|IOPS")
_AMBIGUOUS = frozenset({"A", "B", "b", "h", "m", "g", "W", "F"})
"""Units that, close to a digit, may as well be the end of a name: `2A`, `10B`."""

_QUANTITY = regex(rf"({_SIGN}?{_NUMBER})([ \u00a0\u2009\u202f]?)(\S+(?: ?\S+)?)")
_BOUND = rf"({_SIGN}?{_NUMBER})[ \u00a0]?([^\s\d,;()\[\]<>=-]*)"
_BETWEEN = regex(rf"{_BOUND}(?: ?[-\u2013~] ?| to | ?\.\. ?| ?\u2026 ?){_BOUND}")
_HYPHENED = regex(r"[0-9.,]+ ?[-\u2013~] ?[0-9.,]+")
_INTERVAL = regex(rf"[\[(]{_BOUND}, ?{_BOUND}[\])]")
_ONE_SIDED = regex(rf"(?:<=?|>=?|\u2264|\u2265) ?{_BOUND}")

_VERSION = regex(r"[vV]?[0-9]+(?:\.[0-9]+)*(?:[-+.]?(?:[0-9A-Za-z]+)(?:[-+.][0-9A-Za-z]+)*)?")
_CLEAR_VERSION = regex(
    r"[vV][0-9]+\.[0-9]+(?:\.[0-9]+)*|[vV]?[0-9]+\.[0-9]+\.[0-9]+(?:[-.]?(?:a|b|rc|dev|post)[-.]?[0-9]+)?"
)
_TWO_PARTS = 2


def whole(values: Values) -> Finding | None:
    """Int: every value is a whole number, and none looks like a name made of digits."""
    if not all(_INT.fullmatch(text) or _PREFIXED.fullmatch(text) for text in values.texts) or is_numbered(values):
        return None
    if len({len(text) for text in values.texts if _PREFIXED.fullmatch(text)}) == 1:
        # Of one width, they are rather addresses or masks, and their zeros count.
        return None
    return Finding(TypeConfig("int"), "every value is a whole number")


def is_numbered(values: Values) -> bool:
    """Whether digits are a name rather than a count: by the title, by their length, or by many of one length."""
    texts = values.texts
    if values.words & NUMBERED or any(len(text) > _LONGEST_COUNT for text in texts if text.isdecimal()):
        return True
    lengths = {len(text) for text in texts}
    is_steady = len(lengths) == 1 and min(lengths) >= _STEADY_DIGITS and len(set(texts)) > 1
    return is_steady and all(text.isdecimal() for text in texts) and not values.words & MEASURE


def fraction(values: Values) -> Finding | None:
    """Decimal: numbers of which some have a point, and nothing lets them be versions or section numbers."""
    matches = [_DECIMAL.fullmatch(text) for text in values.texts]
    places = [match[1] for match in matches if match]
    pointed = [place for place in places if place]
    if len(places) < len(matches) or not pointed or values.words & VERSION or values.words & NUMBERED:
        return None
    if any(place.endswith("0") for place in pointed) and len({len(place or "") for place in places}) > 1:
        return None
    if not (_is_measured(values) or _is_measure(values.texts, pointed)):
        return None
    return Finding(TypeConfig("decimal"), "every value is a number, and some have a point")


def _is_measured(values: Values) -> bool:
    return bool(values.words & MEASURE) or has_unit(values.title)


def _is_measure(texts: Sequence[str], places: Sequence[str]) -> bool:
    """Whether numbers with a point are no versions: below one, below zero, or with many places."""
    return any(text.startswith(("0.", "-", "\N{MINUS SIGN}")) for text in texts) or max(map(len, places)) > _TWO_PARTS


def quantity(values: Values) -> Finding | None:
    """Quantity: every value is a number with a unit that is known as one."""
    units = {_unit(text) for text in values.texts}
    if None in units:
        return None
    shown = ", ".join(sorted(unit for unit in units if unit))
    return Finding(TypeConfig("quantity"), f"every value is a number with a unit: {shown}")


def measured(values: Values) -> Finding | None:
    """Quantity: the header says the unit, and every value is a number, with that unit again or without."""
    unit = _unit_in_title(values)
    plain = re.compile(rf"{_SIGN}?{_NUMBER}(?:[ \u00a0\u2009\u202f]?{re.escape(unit)})?")
    if not unit or not values.match(plain):
        return None
    return Finding(TypeConfig("quantity", unit=unit), "every value is a number, of the unit that the header says")


def _unit_in_title(values: Values) -> str:
    units = [unit for unit in units_in(values.title) if _UNIT.fullmatch(unit) and _is_unit_of(unit, values)]
    return units[0] if len(units) == 1 else ""


def _is_unit_of(unit: str, values: Values) -> bool:
    """Whether what may be a unit is none of the other things that stand in brackets: `Size (min)`, `Offset (h)`."""
    if unit == "min":
        return bool(values.words & TIMES)
    return unit not in _AMBIGUOUS or bool(values.words & (MEASURE | TIMES))


def _unit(text: str) -> str | None:
    match = _QUANTITY.fullmatch(text)
    if match is None or not _UNIT.fullmatch(match[3]) or (not match[2] and match[3] in _AMBIGUOUS):
        return None
    return match[3]


def span(values: Values) -> Finding | None:
    """Range: bounds that rise, in most of the cells.

    A hyphen may as well be part of a name, and a single number is rather no range: the title must speak of ranges then.
    """
    texts = values.texts
    others = [text for text in texts if not _is_range(text)]
    if len(others) * 2 > len(texts) or not all(_INT.fullmatch(text) for text in others):
        return None
    if not values.words & BOUNDED and (others or any(_HYPHENED.fullmatch(text) for text in texts)):
        return None
    units = any(unit for text in texts for unit in _bound_units(text))
    unit = _unit_in_title(values)
    if units or unit:
        measured_in = TypeConfig("quantity", unit=unit)
        return Finding(TypeConfig("range", of=measured_in), "every value is a range of numbers with a unit")
    of = TypeConfig("decimal") if any("." in text for text in texts) else None
    return Finding(TypeConfig("range", of=of), "every value is a range of numbers")


def _is_range(text: str) -> bool:
    match = _BETWEEN.fullmatch(text) or _INTERVAL.fullmatch(text)
    if match is None:
        found = _ONE_SIDED.fullmatch(text)
        return found is not None and (not found[2] or _UNIT.fullmatch(found[2]) is not None)
    known = all(not unit or _UNIT.fullmatch(unit) for unit in (match[2], match[4]))
    return known and _amount(match[1]) < _amount(match[3])


def _bound_units(text: str) -> tuple[str, ...]:
    match = _BETWEEN.fullmatch(text) or _INTERVAL.fullmatch(text) or _ONE_SIDED.fullmatch(text)
    return match.groups()[1::2] if match else ()


def _amount(text: str) -> Decimal:
    return Decimal(re.sub(r"[, _\u00a0\u2009\u202f]", "", text).replace("\N{MINUS SIGN}", "-"))


def version(values: Values) -> Finding | None:
    """Version: the title says so, or the values have three parts or a `v`."""
    dotted = any("." in text for text in values.texts)
    named = bool(values.words & VERSION) and dotted and values.match(_VERSION)
    if not named and not (values.match(_CLEAR_VERSION) and len(values.cells) > 1):
        return None
    return Finding(TypeConfig("version"), "every value is a version")
