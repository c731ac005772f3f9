"""Values as Python expressions over as many lines as they need, laid out as formatters do.

An expression that does not fit its line has each of its parts on a line of its own, with a comma after the last one,
which makes formatters keep that form.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from tablecast._regex import regex
from tablecast.model import Entries, Items, Markup, Place, Quantity, Range
from tablecast.writers._characters import columns
from tablecast.writers._literals.commonmark import document
from tablecast.writers._literals.python import WIDTH, literal, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tablecast.model import Data


class Text(NamedTuple):
    """A text; `is_type` if it is compared with a `Literal` type."""

    text: str
    is_type: bool = False


class Bracketed(NamedTuple):
    """An expression in brackets: what opens it, its parts, each with what leads it, and what closes it.

    With `is_sole`, the one part is all that there can be, so that no comma follows it.
    """

    opening: str
    parts: tuple[tuple[Lead, Expression], ...]
    closing: str
    is_sole: bool = False


Lead: TypeAlias = str | Text
"""The name of an argument with its equals sign, or the key of a mapping; empty where a part needs none."""

Expression: TypeAlias = str | Text | Bracketed
"""What is never broken, such as a number, a text, or something in brackets."""

EMPTY = "MappingProxyType({})"
"""A mapping of nothing."""

_WHOLE = regex(r"0|-?[1-9][0-9]{0,3999}")
"""A decimal that is an int; Python reads no int of more than 4,300 digits (its documentation, int max str digits)."""

_LEAST_PARTS = 5
"""Year, month, day, hour and minute of a point in time are always said."""


def expression(data: Data, text: Callable[[str], Expression] = Text, *, empty: str = EMPTY) -> Expression:
    """Give the expression of a value.

    `text` is how a text is written that is no key, unit or name; `empty` is how an empty mapping is.
    """
    match data:
        case str():
            return text(data)
        case Markup(blocks):
            return Text(document(blocks))
        case Items() | Entries():
            return _collected(data, partial(expression, text=text, empty=empty), empty)
        case Quantity() | Range() | Place():
            return Bracketed(f"{type(data).__name__}(", tuple(_arguments(data)), ")")
        case Decimal() | dt.date():
            return _constructed(data)
        case _:
            return literal(data)


def _collected(data: Items | Entries, made: Callable[[Data], Expression], empty: str) -> Expression:
    match data:
        case Items(items):
            return Bracketed("(", tuple(("", made(item)) for item in items), ")")
        case Entries(()):
            return empty
        case Entries(entries):
            pairs = tuple((Text(key), made(value)) for key, value in entries)
            return Bracketed("MappingProxyType(", (("", Bracketed("{", pairs, "}")),), ")", is_sole=True)


def flat(made: Expression, *, uncertain: bool = False) -> str:
    """Write an expression on one line; `uncertain` characters are escaped if their width has to be certain."""
    match made:
        case str():
            return made
        case Text(text, is_type):
            return literal(text, is_type=is_type, uncertain=uncertain)
        case Bracketed(opening, parts, closing):
            inner = ", ".join(
                _lead(lead, uncertain=uncertain) + flat(part, uncertain=uncertain) for lead, part in parts
            )
            return f"{opening}{inner}{',' if made.opening == '(' and len(parts) == 1 else ''}{closing}"


def laid_out(made: Expression, *, indent: int, lead: str = "", trail: str = ",", uncertain: bool = False) -> str:
    """Write an expression that begins after `indent` spaces and `lead`, and that `trail` follows."""
    match made:
        case str():
            return made
        case Text(text, is_type):
            return wrapped(text, indent=indent, lead=lead, trail=trail, is_type=is_type, uncertain=uncertain)
        case Bracketed():
            room = WIDTH - indent - columns(lead)[1] - len(trail)
            least, most = columns(flat(made, uncertain=uncertain))
            uncertain = uncertain or least <= room < most
            line = flat(made, uncertain=uncertain)
            return line if columns(line)[1] <= room else _broken(made, indent, uncertain=uncertain)


def assigned(made: Expression, *, indent: int, lead: str) -> str:
    """Write an expression that is assigned, as `laid_out` does; in parentheses if its first line is too long."""
    room = WIDTH - indent - len(lead)
    least, most = columns(flat(made))
    code = laid_out(made, indent=indent, lead=lead, trail="")
    if isinstance(made, Text) or len(code.partition("\n")[0]) <= room:
        return code
    inner = laid_out(made, indent=indent + 4, trail="", uncertain=least <= room < most)
    is_too_long = isinstance(made, str) and indent + 4 + len(made) > WIDTH
    return code if is_too_long else f"(\n{' ' * (indent + 4)}{inner}\n{' ' * indent})"


def _broken(made: Bracketed, indent: int, *, uncertain: bool) -> str:
    """Write each part on a line of its own, or more."""
    trail, margin = "" if made.is_sole else ",", " " * (indent + 4)
    lines = [made.opening]
    for lead, part in made.parts:
        line = f"{margin}{_lead(lead, uncertain=uncertain)}{flat(part, uncertain=uncertain)}{trail}"
        if columns(line)[1] > WIDTH:
            led = _broken_lead(lead, indent + 4)
            code = laid_out(part, indent=indent + 4, lead=_last_line(led), trail=trail, uncertain=uncertain)
            line = f"{margin}{led}{code}{trail}"
        lines.append(line)
    return "\n".join([*lines, " " * indent + made.closing])


def _lead(lead: Lead, *, uncertain: bool) -> str:
    return lead if isinstance(lead, str) else f"{literal(lead.text, uncertain=uncertain)}: "


def _broken_lead(lead: Lead, indent: int) -> str:
    """Write the key of a mapping over several lines where it is too long for one."""
    return lead if isinstance(lead, str) else f"{wrapped(lead.text, indent=indent, trail=': ()', uncertain=True)}: "


def _last_line(code: str) -> str:
    return code.rpartition("\n")[2].lstrip(" ") if "\n" in code else code


def _arguments(data: Quantity | Range | Place) -> Iterator[tuple[Lead, Expression]]:
    """Give the arguments of the tuple that a module has for such a value; those that say nothing are left out."""
    match data:
        case Quantity(amount, unit):
            yield from (("", expression(amount)), ("", Text(unit)))
        case Place(document, kind, title):
            yield from (("", Text(part)) for part in (document, kind, title))
        case Range(minimum, maximum, no_minimum, no_maximum, unit):
            yield from (("", expression(minimum)), ("", expression(maximum)))
            flags = {"exclusive_minimum": no_minimum, "exclusive_maximum": no_maximum}
            yield from ((f"{name}=", "True") for name, is_set in flags.items() if is_set)
            yield from ((("unit=", Text(unit)),) if unit else ())


def _constructed(data: Decimal | dt.date) -> Expression:
    match data:
        case Decimal():
            text = str(data)
            return Bracketed("Decimal(", (("", text if _WHOLE.fullmatch(text) else Text(text)),), ")")
        case dt.datetime():
            parts = [*data.timetuple()[:5], data.second, data.microsecond]
            while len(parts) > _LEAST_PARTS and not parts[-1]:
                parts.pop()
            named: list[tuple[str, Expression]] = [("fold=", "1")] if data.fold else []
            named += [("tzinfo=", _timezone(offset))] if (offset := data.utcoffset()) is not None else []
            return Bracketed("dt.datetime(", (*(("", str(part)) for part in parts), *named), ")")
        case _:
            return Bracketed("dt.date(", tuple(("", str(part)) for part in data.timetuple()[:3]), ")")


def _timezone(offset: dt.timedelta) -> Expression:
    """Write a time zone by its offset: the hours and minutes of a negative one are negative, as people write it."""
    if not offset:
        return "dt.UTC"
    sign = -1 if offset < dt.timedelta() else 1
    minutes, seconds = divmod(abs(offset).seconds, 60)
    parts = {
        "hours=": minutes // 60,
        "minutes=": minutes % 60,
        "seconds=": seconds,
        "microseconds=": abs(offset).microseconds,
    }
    delta = Bracketed("dt.timedelta(", tuple((name, str(sign * part)) for name, part in parts.items() if part), ")")
    return Bracketed("dt.timezone(", (("", delta),), ")")
