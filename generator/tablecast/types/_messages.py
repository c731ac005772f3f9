"""What the messages of the readers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 80
"""A cell may hold pages of text, of which a message needs the beginning only."""


def quoted(text: str) -> str:
    """Quote a text on one line; of a long one, its beginning."""
    return repr(text) if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]!r}..."


def listed(words: Iterable[str], conjunction: str = "or") -> str:
    """Quote words as a list for people: `'a', 'b' or 'c'`."""
    *others, last = (f"'{word}'" for word in words)
    return f"{', '.join(others)} {conjunction} {last}" if others else last
