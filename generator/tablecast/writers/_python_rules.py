"""Which of a linter's rules a generated Python module breaks because of what its data say.

A file says so once, for Ruff, with RUF100 added: most of these rules judge the text itself, so that only Ruff knows for
certain, and a version of it that sees nothing wrong must not complain that it was told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecast.writers._characters import columns
from tablecast.writers._literals.python import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tablecast.model import Dataset
    from tablecast.writers._python_module import Module

_MOST_PARAMETERS = 5
_SECRET = re.compile(r"(?:^|_)(?:pas+wo?r?d|pass(?:phrase)?|pwd|token|secrete?)(?:$|_)", re.IGNORECASE)
_TEXT_RULES = {
    re.compile(r"[^\x00-\x7f]"): ("RUF001", "RUF002"),  # Characters that look like others.
    re.compile(r"\{"): ("RUF027",),  # What looks like an f-string.
    re.compile(r"\A\s*(?:0\.0\.0\.0|::)\s*\Z"): ("S104",),  # What looks like binding to all interfaces.
    re.compile(r"\A\s*/(?:tmp|var/tmp|dev/shm)"): ("S108",),  # What looks like a temporary file.
}


def broken_rules(dataset: Dataset, module: Module, *, names: Iterable[str] = (), parameters: Sequence[str] = ()) -> str:
    """Give the codes for a `ruff: noqa` comment, joined by commas; empty when the data break no rule.

    `names` are the names that texts are given to, `parameters` the lines of the constructor's.
    """
    codes = {
        code
        for text in _texts(dataset)
        for pattern, found in _TEXT_RULES.items()
        if pattern.search(text)
        for code in found
    }
    if any(_SECRET.search(name) for name in names):
        codes |= {"S105", "S106", "S107"}
    if any(columns(line)[1] > WIDTH for line in (*parameters, *_alias_lines(module))):
        codes.add("E501")
    if len(parameters) >= _MOST_PARAMETERS:
        codes |= {"PLR0913", "PLR0917"}
    if any(": bool" in line for line in parameters):
        codes |= {"FBT001", "FBT002"}
    return ", ".join(sorted(codes | {"RUF100"})) if codes else ""


def _alias_lines(module: Module) -> Iterator[str]:
    for alias in module.aliases:
        yield from alias.code.split("\n")


def _texts(dataset: Dataset) -> Iterator[str]:
    yield dataset.description
    for source in dataset.sources:
        yield from (source.document, source.title)
    for field in dataset.schema.fields:
        yield from (field.description, *field.values)
    for record in dataset.records:
        yield from (value.data for value in record.values if isinstance(value.data, str))
