"""Which of a linter's rules a generated Python module breaks because of what its data say.

A file says so once, for Ruff, with RUF100 added: most of these rules judge the text itself, so that only Ruff knows for
certain, and a version of it that sees nothing wrong must not complain that it was told.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from tablecast._regex import regex
from tablecast.model import Entries
from tablecast.writers._characters import columns
from tablecast.writers._contents import texts_in, values_of
from tablecast.writers._literals.python import WIDTH
from tablecast.writers._python_types import leaf_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.model import Dataset
    from tablecast.writers._python_module import Module

_MOST_PARAMETERS, _MOST_ATTRIBUTES = 5, 44
_SECRET = regex(r"(?:^|_)(?:pas+wo?r?d|pass(?:phrase)?|pwd|token|secrete?)(?:$|_)", re.IGNORECASE)
_TEXT_RULES = {
    regex(r"[^\x00-\x7f]"): ("RUF001", "RUF002"),  # Characters that look like others.
    regex(r"\{"): ("RUF027",),  # What looks like an f-string.
    regex(r"\A\s*(?:0\.0\.0\.0|::)\s*\Z"): ("S104",),  # What looks like binding to all interfaces.
    regex(r"\A\s*/(?:tmp|var/tmp|dev/shm)"): ("S108",),  # What looks like a temporary file.
}


def broken_rules(
    dataset: Dataset,
    module: Module,
    *,
    names: Iterable[str] = (),
    parameters: Sequence[str] = (),
    lines: Iterable[str] = (),
) -> str:
    """Give the codes for a `ruff: noqa` comment, joined by commas; empty when the data break no rule.

    `names` are the names that texts are given to, `parameters` the lines of the constructor's, `lines` those of the
    data.
    """
    codes = {
        code
        for text in _texts(dataset)
        for pattern, found in _TEXT_RULES.items()
        if pattern.search(text)
        for code in found
    }
    if any(_SECRET.search(name) for name in (*names, *_keys(dataset), *_members(module))):
        codes |= {"S105", "S106", "S107"}
    definitions = (*module.classes, *(alias.code for alias in module.aliases))
    if any(columns(line)[1] > WIDTH for code in (*parameters, *definitions, *lines) for line in code.split("\n")):
        codes.add("E501")
    if any(isinstance(data, dt.datetime) and data.tzinfo is None for data in values_of(dataset)):
        codes.add("DTZ001")
    if len(parameters) >= _MOST_PARAMETERS:
        codes |= {"PLR0913", "PLR0917"}
    if len(parameters) >= _MOST_ATTRIBUTES:
        codes.add("PLR0915")  # The constructor sets each, and does little more.
    if any(": bool" in line for line in parameters):
        codes |= {"FBT001", "FBT002"}
    if any(re.search(r"= (?:Quantity|Range|Place)\(", line) for line in parameters):
        codes.add("B008")
    return ", ".join(sorted(codes | {"RUF100"})) if codes else ""


def _keys(dataset: Dataset) -> Iterator[str]:
    return (key for data in values_of(dataset) if isinstance(data, Entries) for key, _ in data.entries)


def _members(module: Module) -> Iterator[str]:
    return (found[1] for code in module.classes for found in re.finditer(r"^    (\w+) = ", code, re.MULTILINE))


def _texts(dataset: Dataset) -> Iterator[str]:
    yield dataset.description
    for source in dataset.sources:
        yield from (source.document, source.title)
    for field in dataset.schema.fields:
        yield from (field.description, *leaf_of(field).values)
    for record in dataset.records:
        for value in record.values:
            yield from texts_in(value.data)
