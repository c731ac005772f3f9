"""Numbers as documents write them, however many digits they have.

Python refuses to convert a number of thousands of digits, so numbers of a document are read here, never by `int` alone.
"""

from __future__ import annotations

from tablecast._regex import regex

MOST = 10**9
"""What any larger number is read as: it has few digits, and no document has more of anything."""

_WHOLE = regex(r"([+-]?)0*(\d+)")
_SHOWN = 100
"""How much of a text a message shows, in characters: a whole sentence, but not thousands of digits."""


def integer(text: str) -> int | None:
    """Give the whole number that a text writes, at most `MOST` and at least `-MOST`; None for any other text."""
    match = _WHOLE.fullmatch(text)
    if match is None:
        return None
    sign, digits = match.groups()
    number = int(digits) if len(digits) < len(str(MOST)) else MOST
    return -number if sign == "-" else number


def shortened(text: str) -> str:
    """Give what a message shows of a text: all of it, or how a long one begins."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
