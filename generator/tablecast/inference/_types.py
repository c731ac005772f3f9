"""The type of a column: the first in a list, from the most telling to the least, that every cell has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tablecast._regex import regex
from tablecast.config import FieldConfig, TypeConfig
from tablecast.inference import _codes, _composites, _identifiers, _numbers, _words
from tablecast.inference._nearly import nearly
from tablecast.inference._values import Finding, Reason, Values, related

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tablecast.inference._columns import Column
    from tablecast.tables import Cell

_RULES: tuple[Callable[[Values], Finding | None], ...] = (
    _composites.raised,
    _composites.reference,
    _words.yes_or_no,
    _words.url,
    _words.date,
    _words.moment,
    _numbers.measured,
    _codes.digits,
    _numbers.whole,
    _codes.hexadecimal,
    _numbers.version,
    _numbers.fraction,
    _numbers.quantity,
    _numbers.span,
    _codes.form,
    _identifiers.identifier,
    _words.closed,
    _composites.separated,
    _composites.bullets,
    _composites.lines,
    _composites.mapping,
    _composites.text,
)
_OPEN = frozenset({"str", "text", "enum", "code", "list", "mapping", "bool", "markup"})
"""Types among whose values a word such as `None` may be one."""

_MARKS = regex(r"[-\u2010-\u2015\u2212]{1,3}|n/a", re.IGNORECASE)
_WORDS = regex(r"none|null|nil", re.IGNORECASE)
_SIGNS = regex(r"[!-/:-@\[-`{-~]+")


class FieldGuess(NamedTuple):
    """How the cells of a column are read, and why."""

    config: FieldConfig
    reason: Reason


def guess_fields(columns: Sequence[Column]) -> tuple[FieldGuess, ...]:
    """Guess the types of columns that stand beside each other."""
    together = _words.shared([_values(column) for column in columns])
    return tuple(_guess(column, together.get(index)) for index, column in enumerate(columns))


def _values(column: Column) -> Values:
    filled = [cell for cell in column.cells if cell is not None and cell.text]
    marks = _marks(filled)
    return Values(column.title, tuple(cell for cell in filled if cell.text not in marks), column.leads)


def _guess(column: Column, found: Finding | None) -> FieldGuess:
    """Guess the type of a column, if it is not found yet, and which texts say that there is no value."""
    values = _values(column)
    filled = [cell for cell in column.cells if cell is not None and cell.text]
    marks = frozenset(cell.text for cell in filled) - frozenset(values.texts)
    found = found or _find(values)
    if found is None or found.config.type in _OPEN:
        words = frozenset(text for text in values.texts if _WORDS.fullmatch(text))
        bolder = _find(values._replace(cells=tuple(cell for cell in values.cells if cell.text not in words)))
        if words and bolder is not None and bolder.config.type not in _OPEN:
            found, marks = bolder, marks | words
    optional = len(filled) < len(column.cells) or bool(marks)
    missing = [cell for cell in filled if cell.text in marks]
    reason = _why(found, values)
    config = _field(found.config if found else TypeConfig(), column, _missing(column, missing), optional=optional)
    return FieldGuess(config, _with_missing(reason, missing))


def _why(found: Finding | None, values: Values) -> Reason:
    """Say why a column is what it is, and what most of its cells are, where they could be more than text."""
    near = nearly(values) if found is None or found.config.type == "text" else Reason("")
    if found is None or near.text:
        return near
    return Reason(found.reason, related(found.against))


def _find(values: Values) -> Finding | None:
    if not values.cells:
        return None
    findings = (rule(values) for rule in _RULES)
    return next((found for found in findings if found is not None and values.reads_as(found.config)), None)


def _marks(cells: Sequence[Cell]) -> frozenset[str]:
    """Give the texts that mean "no value"; among signs, a dash is one of them."""
    marks = frozenset(cell.text for cell in cells if _MARKS.fullmatch(cell.text))
    others = {cell.text for cell in cells} - marks
    return frozenset() if any(_SIGNS.fullmatch(text) for text in others) else marks


def _missing(column: Column, cells: Sequence[Cell]) -> tuple[str, ...]:
    empty = [""] if any(cell is None or not cell.text for cell in column.cells) else []
    return tuple(dict.fromkeys([*empty, *(cell.text for cell in cells)]))


def _field(config: TypeConfig, column: Column, missing: tuple[str, ...], *, optional: bool) -> FieldConfig:
    settings = {name: getattr(config, name) for name in TypeConfig.__struct_fields__}
    missing = missing if optional else FieldConfig().missing
    return FieldConfig(**settings, column=column.title, optional=optional, missing=missing)


def _with_missing(reason: Reason, cells: Sequence[Cell]) -> Reason:
    if not cells:
        return reason
    words = " and ".join(f"'{text}'" for text in dict.fromkeys(cell.text for cell in cells))
    return reason._replace(text="; ".join(filter(None, (reason.text, f"{words} taken for no value"))))
