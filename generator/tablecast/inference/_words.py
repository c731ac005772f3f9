"""Columns of words out of a few, bool and enum, and of dates and addresses."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.config import TypeConfig
from tablecast.inference._values import Finding, Values, is_prose
from tablecast.inference._vocabulary import SAMPLE, noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tablecast.tables import Cell

_CHECKS = frozenset("\N{CHECK MARK}\N{HEAVY CHECK MARK}\N{WHITE HEAVY CHECK MARK}")
_CROSSES = frozenset("\N{MULTIPLICATION X}\N{HEAVY MULTIPLICATION X}\N{BALLOT X}\N{HEAVY BALLOT X}\N{CROSS MARK}")
_VOCABULARIES = (
    (frozenset({"yes"}), frozenset({"no"})),
    (frozenset({"true"}), frozenset({"false"})),
    (frozenset({"supported"}), frozenset({"not supported"})),
    (_CHECKS, _CROSSES),
)
_SHORT_VOCABULARIES = ((frozenset({"y"}), frozenset({"n"})), (frozenset({"on"}), frozenset({"off"})))
"""Words that mean yes or no only beside each other: alone, `N` may be north, and `on` a preposition."""

_MARKED = ((frozenset({"y", "yes", *_CHECKS}), frozenset({"x"})),)
"""An `x` means no beside what means yes; alone, as a rule, it means yes, and is left alone."""

_AXES = frozenset({"axes", "axis", "coordinate", "coordinates", "dimension", "plane"})

_MOST_VALUES = 8
_FEWEST_ROWS = 8
_ROWS_A_VALUE = 3
_LONGEST_VALUE = 30
_DATA_TYPE = regex(
    r"(?:.* )?(?:string|integer|boolean|object|array|int|float|str|bool|number|list|dict|long|double|byte)s?(?: .*)?",
    re.IGNORECASE,
)
"""Names of data types are a set that no table closes."""


_NAMES = frozenset(
    {
        "argument",
        "attribute",
        "field",
        "id",
        "identifier",
        "key",
        "name",
        "option",
        "parameter",
        "parameters",
        "property",
        "title",
    }
)
"""What a column is called whose values are names, also where the same few are in many tables."""

_ISO_DATE = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO_DATETIME = regex(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_LIKE_A_DATE = regex(r"[A-Za-z0-9]{1,9}[ ./-][A-Za-z0-9]{1,9},?[ ./-][0-9]{2,4}")
_FORMATS = (
    *("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y", "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y"),
)
_URL = regex(r"[a-z][a-z0-9+.-]*://[^\s<>]+", re.IGNORECASE)


def yes_or_no(values: Values) -> Finding | None:
    """Bool: every value is of one vocabulary; short words only where both of them are there."""
    found = {text.casefold().rstrip("\ufe0e\ufe0f") for text in values.texts}
    if values.leads and len(found) == len(values.texts) > 1:
        # A first column in which each word is there once tells what the words mean.
        return None
    for true, false in (*_VOCABULARIES, *_SHORT_VOCABULARIES, *_MARKED):
        both = bool(found & true and found & false) and not _are_axes(values)
        alone = (true, false) in _VOCABULARIES and bool(values.words) and noun(values.title) not in SAMPLE
        if found <= true | false and (both or alone):
            return Finding(_bool(values, true, false), f"every value is {_shown(values)}")
    return None


def shared(columns: Sequence[Values]) -> dict[int, Finding]:
    """Bool for columns side by side that only together say both yes and no, in words too short to say it alone."""
    for true, false in (*_SHORT_VOCABULARIES, *_MARKED):
        words = [{text.casefold() for text in values.texts} for values in columns]
        alike = [index for index, found in enumerate(words) if found and found <= true | false]
        alike = [index for index in alike if not columns[index].words & _AXES]
        found = {word for index in alike for word in words[index]}
        cells = tuple(cell for index in alike for cell in columns[index].cells)
        small = {cell.text for cell in cells} == {"x", "y"}
        if len(alike) > 1 and found & true and found & false and not small:
            config = _bool(Values("", cells), true, false)
            return dict.fromkeys(alike, Finding(config, f"every value is {_shown(Values('', cells))}, as beside it"))
    return {}


def _are_axes(values: Values) -> bool:
    """Whether `x` and `y` may be the names of axes: both are capitals, or none is, and nothing is beside them."""
    return set(values.texts) in ({"X", "Y"}, {"x", "y"}) or bool(values.words & _AXES)


def _bool(values: Values, true: frozenset[str], false: frozenset[str]) -> TypeConfig:
    if (true, false) not in _MARKED:
        return TypeConfig("bool")
    spelled = dict.fromkeys(values.texts)
    words = [tuple(text for text in spelled if text.casefold() in side) for side in (true, false)]
    return TypeConfig("bool", true=words[0], false=words[1])


def _shown(values: Values) -> str:
    return " or ".join(dict.fromkeys(values.texts))


def closed(values: Values) -> Finding | None:
    """Enum: few values, each short and there at least twice, in spellings that differ in more than case."""
    counts = Counter(values.texts)
    if not _may_be_closed(values, counts) or min(counts.values()) == 1:
        return None
    return Finding(TypeConfig("enum", values=tuple(counts)), f"{len(counts)} values, each of them repeated")


def lone_members(values: Values) -> tuple[Cell, ...]:
    """Give the cells but for which a column would be an enum: their value is not repeated, as most of the others are.

    A person may know that there are no more values than these.
    """
    counts = Counter(values.texts)
    lone = tuple(cell for cell in values.cells if counts[cell.text] == 1)
    return lone if len(lone) * 2 <= len(counts) and _may_be_closed(values, counts) else ()


def _may_be_closed(values: Values, counts: Counter[str]) -> bool:
    few = 1 < len(counts) <= _MOST_VALUES and len(values.cells) >= max(_FEWEST_ROWS, _ROWS_A_VALUE * len(counts))
    if not few or noun(values.title) in _NAMES or values.words & SAMPLE:
        return False
    alike = len({text.casefold() for text in counts}) < len(counts)
    return not alike and all(map(_is_member, counts)) and not any(map(_DATA_TYPE.fullmatch, counts))


def _is_member(text: str) -> bool:
    return text[0].isalpha() and "@" not in text and len(text) <= _LONGEST_VALUE and not is_prose(text)


def date(values: Values) -> Finding | None:
    """Date: all in one format; days and months that could be either are left alone."""
    if values.match(_ISO_DATE):
        return Finding(TypeConfig("date"), "every value is a date")
    if not values.match(_LIKE_A_DATE):
        return None
    configs = [TypeConfig("date", formats=(each,)) for each in _FORMATS]
    fitting = [config for config in configs if values.reads_as(config)]
    # `%B` reads short names of months, too, where `May` is the only one.
    if not fitting or (len(fitting) > 1 and "/" in values.texts[0]):
        return None
    return Finding(fitting[0], f"every value is a date, written as {fitting[0].formats[0]}")


def moment(values: Values) -> Finding | None:
    """Datetime: as in ISO 8601."""
    return Finding(TypeConfig("datetime"), "every value is a date with a time") if values.match(_ISO_DATETIME) else None


def url(values: Values) -> Finding | None:
    """Url: every value is an absolute URL, and not only linked to one."""
    return Finding(TypeConfig("url"), "every value is a URL") if values.match(_URL) else None
