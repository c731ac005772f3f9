"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from tablecast._regex import regex


def test_it_finds_what_a_compiled_one_finds() -> None:
    """By each method, and it says the same of itself."""
    pattern, flags, text = r"(?P<word>[a-z]+)(\d)?", re.IGNORECASE, "One2 three4"
    ours, theirs = regex(pattern, flags), re.compile(pattern, flags)

    assert ours.pattern == theirs.pattern
    assert (ours.flags, ours.groups, ours.groupindex) == (theirs.flags, theirs.groups, theirs.groupindex)
    assert ours.findall(text) == theirs.findall(text)
    assert ours.split(text) == theirs.split(text)
    assert ours.sub("x", text) == theirs.sub("x", text)
    assert ours.subn("x", text, 1) == theirs.subn("x", text, 1)
    assert [found.span() for found in ours.finditer(text)] == [found.span() for found in theirs.finditer(text)]
    for name in ("match", "search", "fullmatch"):
        found, expected = getattr(ours, name)(text[:4]), getattr(theirs, name)(text[:4])
        assert found.groupdict() == expected.groupdict()


def test_it_is_compiled_when_it_is_used() -> None:
    """And not when it is made, or asked for its text."""
    wrong = regex("(")
    assert wrong.pattern == "("
    with pytest.raises(re.error, match="unterminated"):
        wrong.match("")


def test_it_has_nothing_else() -> None:
    """So that a misspelt method is an error as it is for any object."""
    assert not hasattr(regex("a"), "matches")
