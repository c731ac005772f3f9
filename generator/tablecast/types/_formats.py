"""Formats of dates and times in the notation of `strptime`, with English names of months and days.

Python's own `strptime` takes these names from the locale of the machine, makes up what a format does not say, and cuts
runs of digits where it can: it reads more than a text surely says.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from tablecast._regex import regex
from tablecast.types._messages import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Kind = Literal["date", "datetime"]

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PIVOT = 69
"""Years of two digits are of the 20th century from here on (POSIX.1-2024, strptime)."""

_UTC_NAMES = frozenset({"Z", "UTC", "GMT"})
# A single digit stands alone: in 1112024, nobody knows which of the ones is the month.
_NUMBER = "[0-9]{2}|(?<![0-9])[0-9](?![0-9])"
_OFFSET = "Z|[+-][0-9]{2}:?[0-5][0-9]"


class _Directive(NamedTuple):
    """What a directive says of a time, and the regular expression of its texts."""

    part: str
    pattern: str


_DIRECTIVES = {
    "Y": _Directive("year", "[0-9]{4}"),
    "y": _Directive("year", "[0-9]{2}"),
    "m": _Directive("month", _NUMBER),
    "B": _Directive("month", f"(?i:{'|'.join(_MONTHS)})"),
    "b": _Directive("month", f"(?i:{'|'.join(name[:3] for name in _MONTHS)})"),
    "d": _Directive("day", _NUMBER),
    "A": _Directive("weekday", f"(?i:{'|'.join(_DAYS)})"),
    "a": _Directive("weekday", f"(?i:{'|'.join(name[:3] for name in _DAYS)})"),
    "H": _Directive("hour", _NUMBER),
    "I": _Directive("hour", _NUMBER),
    "p": _Directive("half of the day", "(?i:[ap]m)"),
    "M": _Directive("minute", _NUMBER),
    "S": _Directive("second", _NUMBER),
    "f": _Directive("fraction", "[0-9]{1,6}"),
    "z": _Directive("offset", _OFFSET),
    "Z": _Directive("offset", "|".join(sorted(_UTC_NAMES))),
}
_NEEDED: dict[Kind, tuple[str, ...]] = {
    "date": ("year", "month", "day"),
    "datetime": ("year", "month", "day", "hour"),
}
_OF_A_DATE = frozenset({"year", "month", "day", "weekday"})

ISO_FORMATS: dict[Kind, re.Pattern[str]] = {
    "date": regex(r"(?P<Y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
    "datetime": regex(
        r"(?P<Y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"
        r"[T ](?P<H>[0-9]{2}):(?P<M>[0-9]{2})(?::(?P<S>[0-9]{2})(?:\.(?P<f>[0-9]{1,6}))?)?"
        rf"(?P<z>{_OFFSET})?"
    ),
}
"""The extended format of ISO 8601, as in RFC 3339, where the offset and the second may be left out."""


def check_format(text: str, kind: Kind) -> None:
    """Check the format of a date or datetime.

    Raises:
        ValueError: It has an unknown directive, says something twice, or more or less than the type holds.
    """
    directives = re.findall(r"%(.?)", text.replace("%%", ""), re.DOTALL)
    unknown = next((name for name in directives if name not in _DIRECTIVES), None)
    if unknown is not None:
        known = listed(f"%{name}" for name in (*_DIRECTIVES, "%"))
        message = f"the format {text!r} has '%{unknown}'; use {known}"
        raise ValueError(message)
    if problem := _parts_problem(_parts(directives), kind) or _half_problem(directives):
        message = f"the format {text!r} {problem}"
        raise ValueError(message)


def _parts_problem(parts: list[str], kind: Kind) -> str:
    for part in dict.fromkeys(parts):
        if parts.count(part) > 1:
            return f"says the {part} twice"
        if kind == "date" and part not in _OF_A_DATE:
            return f'says the {part}, which a date does not have; use type = "datetime"'
    return next((f"does not say the {part}, which a {kind} has" for part in _NEEDED[kind] if part not in parts), "")


def _half_problem(directives: list[str]) -> str:
    if "I" in directives and "p" not in directives:
        return "has '%I' without '%p'; use '%H' for hours from 0 to 23"
    return "has '%p' without '%I'" if "p" in directives and "I" not in directives else ""


@lru_cache(maxsize=64)
def compile_format(text: str, kind: Kind) -> re.Pattern[str]:
    """Give the regular expression of the texts of a format, with a group named like each directive.

    Raises:
        ValueError: As `check_format` says.
    """
    check_format(text, kind)
    parts = re.split(r"%(.)", text)
    literals, names = parts[::2], parts[1::2]
    patterns = ["%" if name == "%" else f"(?P<{name}>{_DIRECTIVES[name].pattern})" for name in names]
    pieces = [piece for pair in zip(literals, [*patterns, ""], strict=True) for piece in (re.escape(pair[0]), pair[1])]
    return re.compile("".join(pieces), re.ASCII)


def moment(said: Mapping[str, str | None]) -> dt.datetime:
    """Give the time that the texts of some directives say; what is not said is zero.

    Raises:
        ValueError: There is no such time, or the text names another day of the week.
    """
    texts = {name: text for name, text in said.items() if text is not None}
    try:
        found = dt.datetime(
            _year(texts),
            _index(texts, _MONTHS, "B", "b") or int(texts["m"]),
            int(texts["d"]),
            _hour(texts),
            int(texts.get("M", "0")),
            int(texts.get("S", "0")),
            int(texts.get("f", "0").ljust(6, "0")),
            _offset(texts.get("z") or texts.get("Z", "")),
        )
    except ValueError:
        # Python words the reason differently from release to release.
        message = "there is no such day" if _OF_A_DATE.issuperset(_parts(texts)) else "there is no such day or time"
        raise ValueError(message) from None
    weekday = _index(texts, _DAYS, "A", "a")
    if weekday and weekday != found.isoweekday():
        message = f"{found.date()} is a {_DAYS[found.weekday()].title()}"
        raise ValueError(message)
    return found


def _parts(directives: Iterable[str]) -> list[str]:
    return [_DIRECTIVES[name].part for name in directives]


def _year(texts: Mapping[str, str]) -> int:
    if "Y" in texts:
        return int(texts["Y"])
    year = int(texts["y"])
    return year + (1900 if year >= _PIVOT else 2000)


def _index(texts: Mapping[str, str], names: Sequence[str], *directives: str) -> int:
    """Give the place of a month or day among the names, from 1; 0 where the text does not name it."""
    name = next((texts[directive].lower() for directive in directives if directive in texts), "")
    return next((index for index, each in enumerate(names, 1) if name and each.startswith(name)), 0)


def _hour(texts: Mapping[str, str]) -> int:
    """Give the hour from 0 to 23; -1, which does not exist, for one that half a day does not have."""
    if "I" not in texts:
        return int(texts.get("H", "0"))
    hour = int(texts["I"])
    half = 12 if texts["p"].lower() == "pm" else 0
    return hour % 12 + half if 1 <= hour <= 12 else -1  # noqa: PLR2004 - the hours of half a day.


def _offset(text: str) -> dt.tzinfo | None:
    if not text or text in _UTC_NAMES:
        return dt.UTC if text else None
    offset = dt.timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return dt.timezone(-offset if text[0] == "-" else offset)
