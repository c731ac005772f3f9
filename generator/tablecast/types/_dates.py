"""Dates and times: in ISO 8601, or in the formats of the configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecast.types._formats import ISO_FORMATS, compile_format, moment
from tablecast.types._messages import listed, quoted

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from tablecast.model import Field
    from tablecast.types._formats import Kind

_ISO = {
    "date": 'ISO 8601, such as 2024-01-31; say formats = ["%d.%m.%Y"], for example',
    "datetime": 'ISO 8601, such as 2024-01-31T10:00; say formats = ["%d.%m.%Y %H:%M"], for example',
}


def read_date(text: str, field: Field, *_: object) -> dt.date:
    """Read a day that exists."""
    return _read(text, field.reading.formats, "date").date()


def read_datetime(text: str, field: Field, *_: object) -> dt.datetime:
    """Read a time of a day that exists; it has an offset where the text says one."""
    return _read(text, field.reading.formats, "datetime")


def _read(text: str, formats: Sequence[str], kind: Kind) -> dt.datetime:
    patterns = {each: compile_format(each, kind) for each in formats} or {"": ISO_FORMATS[kind]}
    matches = {each: match for each, pattern in patterns.items() if (match := pattern.fullmatch(text))}
    if not matches:
        expected = f"the format {listed(formats)}" if formats else _ISO[kind]
        message = f"{quoted(text)} is not a {kind} in {expected}"
        raise ValueError(message)
    try:
        found = {each: moment(match.groupdict()) for each, match in matches.items()}
    except ValueError as error:
        message = f"{quoted(text)} is not a {kind}: {error}"
        raise ValueError(message) from None
    if len(set(found.values())) > 1:
        readings = ", ".join(
            f"{value.date() if kind == 'date' else value} by '{each}'" for each, value in found.items()
        )
        message = f"{quoted(text)} means two things: {readings}"
        raise ValueError(message)
    return next(iter(found.values()))
