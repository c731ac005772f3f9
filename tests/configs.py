"""Configurations of tests, and what is said about their mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tablecast._config import parse_config
from tablecast.diagnostics import TablecastError

if TYPE_CHECKING:
    from tablecast.diagnostics import Diagnostic

MINIMAL = """\
sources = ["docs/*.rst"]
datasets.code.tables = [{ label = "codes" }]
datasets.code.fields.code = "Code"
"""


def mistakes(text: str, path: str = "tablecast.toml") -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a configuration."""
    with pytest.raises(TablecastError) as caught:
        parse_config(path, text)
    return caught.value.diagnostics


def report(text: str, path: str = "tablecast.toml") -> list[str]:
    """Each mistake on a line, and its hint on the next."""
    return [line for found in mistakes(text, path) for line in (str(found), f"  {found.hint}")]


def problems(text: str, code: str = "invalid-value") -> list[tuple[str, str]]:
    """The mistakes of one code: each with its line and column, and its hint."""
    return [
        (f"{found.location.line}:{found.location.column} {found.message}", found.hint)
        for found in mistakes(text)
        if found.code == code
    ]
