"""Diagnostics: places, order, and suggestions."""

from __future__ import annotations

import pickle

import pytest

from tablecast import Diagnostic, Location, Related, TablecastError
from tablecast.diagnostics import did_you_mean, shortened


@pytest.mark.parametrize(
    ("location", "text"),
    [
        (Location("a.rst"), "a.rst"),
        (Location("a.rst", 3), "a.rst:3"),
        (Location("a.rst", 3, 7), "a.rst:3:7"),
        (Location("a.rst", 3, 7, 9), "a.rst:3:7"),
    ],
)
def test_location_reads_as_editors_take_it(location: Location, text: str) -> None:
    """A location is path:line:column, without what is not known."""
    assert str(location) == text


def test_an_error_sorts_its_diagnostics_and_tells_each_once() -> None:
    """Two stages may find the same problem; the reader wants it once, in the order of the files."""
    second = Diagnostic("invalid-cell", "second", Location("a.rst", 10, 2))
    first = Diagnostic("invalid-cell", "first", Location("a.rst", 9))

    error = TablecastError([second, first, second])

    assert error.diagnostics == (first, second)
    assert str(error) == "a.rst:9: error: first [invalid-cell]\na.rst:10:2: error: second [invalid-cell]"


def test_an_error_crosses_processes() -> None:
    """A worker's error arrives whole."""
    related = (Related(Location("b.rst"), "here"),)
    error = TablecastError([Diagnostic("invalid-cell", "message", Location("a.rst"), "warning", "hint", related)])

    copied = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert copied.diagnostics == error.diagnostics


@pytest.mark.parametrize(
    ("word", "candidates", "suggestion"),
    [
        ("colum", ["column", "context"], "did you mean 'column'?"),
        ("COLUMN", ["column"], "did you mean 'column'?"),
        ("x", ["column", "context", "column"], "choose from 'column', 'context'"),
        ("x", [], ""),
    ],
)
def test_suggestions(word: str, candidates: list[str], suggestion: str) -> None:
    """The nearest candidate is suggested; when none is near, all are listed."""
    assert did_you_mean(word, candidates) == suggestion


@pytest.mark.parametrize(
    ("word", "suggestion"),
    [("cod", "did you mean 'code'?"), ("x", "")],
)
def test_more_than_a_few_candidates_are_not_listed(word: str, suggestion: str) -> None:
    """The texts of a document may be thousands; the nearest is suggested all the same."""
    assert did_you_mean(word, ["code", "meaning", "help"], most=2) == suggestion
    assert did_you_mean("x", ["code", "meaning", "help"], most=3) == "choose from 'code', 'meaning', 'help'"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("one\n\n  two", "one two"), ("exactly ten", "exactly..."), ("0123456789", "0123456789"), ("", "")],
)
def test_a_text_is_shortened_to_one_line(text: str, shown: str) -> None:
    """A long one shows how it begins, and that it goes on."""
    assert shortened(text, 10) == shown
