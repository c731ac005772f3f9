"""The codes of diagnostics: the table in `source_docs/` has all that the package uses, and no others."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

import tablecast
from tablecast.codes import LOWEST, SEVERITY, Code, Level
from tablecast.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES: tuple[Code, ...] = get_args(Code)
LEVELS: tuple[Level, ...] = get_args(Level)
MAKERS = {"Diagnostic", "report"}
"""What is called with a code first."""


@cache
def nodes() -> tuple[ast.AST, ...]:
    """All that the package's modules hold, but for the one that is made of the table."""
    paths = (path for path in Path(tablecast.__file__).parent.rglob("*.py") if path.name != "codes.py")
    return tuple(node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def given() -> Iterator[str]:
    """The codes that are given literally where diagnostics are made."""
    for node in nodes():
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in MAKERS and isinstance(node.args[0].value, str):
                yield node.args[0].value


@pytest.mark.once
def test_every_code_in_the_source_is_in_the_table() -> None:
    """The type checkers see all codes; this sees those that need no inference, without them."""
    codes = set(given())
    assert len(codes) > 40
    assert codes <= set(CODES)


@pytest.mark.once
def test_every_code_in_the_table_is_used() -> None:
    """What nothing tells any more leaves the table, too."""
    texts = {node.value for node in nodes() if isinstance(node, ast.Constant)}
    assert [code for code in CODES if code not in texts] == []


@pytest.mark.parametrize("code", CODES)
def test_the_lowest_severity_is_not_above_the_usual_one(code: Code) -> None:
    assert LEVELS.index(LOWEST[code]) >= LEVELS.index(SEVERITY[code])


def test_a_diagnostic_is_as_bad_as_its_code_says() -> None:
    """The table is the one place that says it, unless a diagnostic is about what is then left out."""
    place = Location("a.rst")
    found = [Diagnostic(code, "wrong", place) for code in ("no-table", "unused-filter", "unread-prose")]

    assert [each.severity for each in found] == ["error", "warning", "info"]
    assert Diagnostic("no-table", "wrong", place, "warning").severity == "warning"
